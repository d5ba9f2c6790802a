"""What a person decides about where articles stand: merge, split, move, apart, confirm, refuse.

Each function is a part of the transaction that it is called in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from sqlite3 import Row

from briefing.errors import NothingDone, UsageError
from briefing.store import reads, rows
from briefing.store.changes import difference, rows_of
from briefing.store.door import Store
from briefing.store.places import homes, ids, members, open_incident, unsettle, vanish


@dataclass(frozen=True, slots=True)
class Order:
    """What a person wants; the fields are those of a Decision. `again`: it was done before and taken back."""

    what: str
    target: str
    incidents: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """An order as it was carried out, what it changed, and which incidents have to be settled."""

    order: Order
    change: rows.Change
    touched: tuple[str, ...]
    state: Mapping[str, str | None]  # what the target takes over: status, read_at; or unread, what must stay new
    names: Mapping[str, str]  # id -> title, as it was before


def carry_out(store: Store, order: Order, now: str) -> Done:
    """Do what a person wants. Raises NothingDone for what is unknown, UsageError for what makes no sense."""
    for article in order.articles:
        if reads.article(store, article) is None:
            raise NothingDone(f"There is no article {article}.")
    given = order.incidents if order.what in ("merge", "split", "apart") else ()  # the others leave what they stand in
    order = replace(
        order,
        target=order.target if order.what == "split" else known(store, order.target),
        incidents=tuple(dict.fromkeys(known(store, i) for i in given)),
        articles=tuple(dict.fromkeys(order.articles)),
    )
    order = _ORDERED[order.what](store, order)
    involved = [order.target, *order.incidents]
    before, state = rows_of(store, involved), _taken_over(store, order)
    names = reads.titles(store, [*involved, *order.articles])
    _DEEDS[order.what](store, order)
    change = difference(before, rows_of(store, involved))
    unsettle(store, involved, now)
    return Done(order, change, tuple(involved), state, names)


def known(store: Store, incident: str) -> str:
    """The incident of this id, or the one that has taken it in. Raises NothingDone where there never was one."""
    found = reads.resolve(store, incident)
    if found is None:
        raise NothingDone(f"There is no incident {incident}.")
    return found


def _taken_over(store: Store, order: Order) -> dict[str, str | None]:
    """What the target takes over of the incidents that its articles come from.

    A part split off starts as its whole stands; what is unread stays so when it comes to an incident that was read.
    """
    if order.what == "split":
        row = store.db.execute("SELECT status, read_at FROM incidents WHERE id = ?", order.incidents).fetchone()
        return {"status": row["status"], "read_at": row["read_at"]}
    if order.what not in ("merge", "move", "confirm"):
        return {}
    moved = "AND m.article IN (SELECT value FROM json_each(?2))" if order.articles else ""
    (unread,) = store.db.execute(
        f"""SELECT min(s.first_seen) FROM memberships m JOIN incidents i ON i.id = m.incident
            JOIN statements s ON s.article = m.article
            WHERE i.id IN (SELECT value FROM json_each(?1)) {moved} AND s.government NOT NULL
                  AND (i.read_at IS NULL OR s.first_seen > i.read_at)""",  # noqa: S608
        (rows.pack(order.incidents), *([rows.pack(order.articles)] if moved else [])),
    ).fetchone()
    return {"unread": unread and rows.exact(datetime.fromisoformat(unread) - timedelta(microseconds=1))}


def _merge_ordered(_: Store, order: Order) -> Order:
    if order.target in order.incidents or not order.incidents:
        raise UsageError(f"Incident {order.target} cannot be merged with itself.")
    return order


def _merge(store: Store, order: Order) -> None:
    for other in order.incidents:
        store.db.execute(
            "UPDATE memberships SET reason = ? || reason WHERE incident = ? AND role <> 'mention'",
            (f"a person merged {other} into this; before: ", other),
        )
        vanish(store, other, order.target)
    _pin(store, order.target)


def _split_ordered(store: Store, order: Order) -> Order:
    [whole] = order.incidents
    standing = [m["article"] for m in members(store, whole)]
    for article in order.articles:
        if article not in standing:
            raise UsageError(f"Article {article} is no member of incident {whole}; `briefing show {whole}` lists them.")
    if not order.articles or len(order.articles) == len(standing):
        raise UsageError(f"Splitting needs some, but not all, of the {len(standing)} in incident {whole}.")
    if order.again:
        return order
    taken = "SELECT 1 FROM incidents WHERE id = ?1 UNION SELECT 1 FROM redirects WHERE old = ?1"
    return replace(order, target=next(i for i in ids(order.target) if store.db.execute(taken, (i,)).fetchone() is None))


def _split(store: Store, order: Order) -> None:
    [whole] = order.incidents
    (changed_at,) = store.db.execute("SELECT changed_at FROM incidents WHERE id = ?", (whole,)).fetchone()
    title = reads.article(store, order.articles[0])
    open_incident(store, order.target, title.title if title else "", changed_at)
    for member in members(store, whole):
        if member["article"] in order.articles:
            _put(store, member, order.target, f"a person split it off {whole}; before: ")
            _refuse(store, member["article"], whole)
    _pin(store, whole)


def _move_ordered(store: Store, order: Order) -> Order:
    [article] = order.articles
    left = tuple(h["incident"] for h in homes(store, article))
    if order.target in left:
        raise UsageError(f"Article {article} stands in incident {order.target} already.")
    return replace(order, incidents=left)


def _move(store: Store, order: Order) -> None:
    for home in homes(store, order.articles[0]):
        _leave(store, home, order.target, "a person moved it here")


def _confirm_ordered(store: Store, order: Order) -> Order:
    [article] = order.articles
    asked = "SELECT 1 FROM proposals WHERE article = ? AND incident = ?"
    if not order.again and store.db.execute(asked, (article, order.target)).fetchone() is None:
        raise NothingDone(
            f"It is no open question whether article {article} belongs to incident {order.target}; "
            f"`briefing possible` lists them, `briefing move` puts an article anywhere."
        )
    return _move_ordered(store, order)


def _confirm(store: Store, order: Order) -> None:
    """The article leaves where it stands alone; with others it stays and stands in both."""
    [article] = order.articles
    for home in homes(store, article):
        if len(members(store, home["incident"])) == 1:
            _leave(store, home, order.target, "a person confirmed it")
        else:
            _copy(store, home, order.target, "a person confirmed it, beside its other place; there: ")
            _pin(store, home["incident"], article)


def _leave(store: Store, home: Row, target: str, why: str) -> None:
    """One article leaves one incident for another; an incident that it leaves empty goes with it."""
    _put(store, home, target, f"{why}, from {home['incident']}; before: ")
    if members(store, home["incident"]):
        _refuse(store, home["article"], home["incident"])
    else:
        vanish(store, home["incident"], target)


def _apart_ordered(store: Store, order: Order) -> Order:
    if order.incidents == (order.target,):
        raise UsageError(f"Incident {order.target} cannot be kept apart from itself.")
    both = {m["article"] for m in members(store, order.target)} & {
        m["article"] for m in members(store, order.incidents[0])
    }
    if both:
        raise UsageError(f"Article {min(both)} stands in both incidents; move it first.")
    return order


def _apart(store: Store, order: Order) -> None:
    sides = (order.target, *order.incidents)
    for here, there in (sides, sides[::-1]):
        _pin(store, here)
        store.db.execute(
            """INSERT OR IGNORE INTO refusals SELECT m.article, ?1 FROM memberships m
               WHERE m.incident = ?2 AND m.role <> 'mention'
                     AND NOT EXISTS (SELECT 1 FROM memberships o WHERE o.article = m.article AND o.incident = ?1)""",
            (there, here),
        )


def _refuse_ordered(store: Store, order: Order) -> Order:
    [article] = order.articles
    if order.target in {h["incident"] for h in homes(store, article)}:
        raise UsageError(
            f"Article {article} stands in incident {order.target}; `briefing split` or `briefing move` takes it out."
        )
    if order.target in reads.refused(store, article):
        raise NothingDone(f"Article {article} is refused from incident {order.target} already.")
    return order


def _refuse_deed(store: Store, order: Order) -> None:
    _refuse(store, order.articles[0], order.target)


_ORDERED: Mapping[str, Callable[[Store, Order], Order]] = {
    "merge": _merge_ordered,
    "split": _split_ordered,
    "move": _move_ordered,
    "apart": _apart_ordered,
    "confirm": _confirm_ordered,
    "refuse": _refuse_ordered,
}
_DEEDS: Mapping[str, Callable[[Store, Order], None]] = {
    "merge": _merge,
    "split": _split,
    "move": _move,
    "apart": _apart,
    "confirm": _confirm,
    "refuse": _refuse_deed,
}


# ------------------------------------------------------------------------------------------------ its pieces
def _pin(store: Store, incident: str, article: str | None = None) -> None:
    """Pin the members of an incident, or one of them; what stands by a person's word is no open question."""
    those = "incident = ?1 AND role <> 'mention' AND article = coalesce(?2, article)"
    store.db.execute(f"UPDATE memberships SET pinned = 1 WHERE {those}", (incident, article))  # noqa: S608
    store.db.execute(
        f"DELETE FROM proposals WHERE article IN (SELECT article FROM memberships WHERE {those})",  # noqa: S608
        (incident, article),
    )


def _copy(store: Store, home: Row, target: str, why: str) -> None:
    """An article gets a second place, pinned, in the role that it has in its first."""
    article = home["article"]
    store.db.execute(
        "INSERT OR REPLACE INTO memberships VALUES (?, ?, ?, ?, ?, 1)",
        (target, article, home["role"], why + home["reason"], home["score"]),
    )
    store.db.execute("DELETE FROM proposals WHERE article = ?", (article,))
    store.db.execute("DELETE FROM refusals WHERE article = ? AND incident = ?", (article, target))


def _put(store: Store, home: Row, target: str, why: str) -> None:
    """An article gets its place in another incident, pinned, in the same role."""
    _copy(store, home, target, why)
    store.db.execute("DELETE FROM memberships WHERE incident = ? AND article = ?", (home["incident"], home["article"]))


def _refuse(store: Store, article: str, incident: str) -> None:
    """Keep an article out of an incident: neither proposed for it nor mentioning it."""
    store.db.execute("INSERT OR IGNORE INTO refusals VALUES (?, ?)", (article, incident))
    for table in ("proposals", "memberships"):
        store.db.execute(f"DELETE FROM {table} WHERE article = ? AND incident = ?", (article, incident))  # noqa: S608
