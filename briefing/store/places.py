"""Where articles stand: what grouping finds, as far as no person decided otherwise, and incidents that come and go.

Three things hold a person's decision against every later reading: a pin (the article stays in that incident), a
refusal (it never stands in that incident), a redirect (what led to an incident that is gone leads to another one).
Each function is a part of the transaction that it is called in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from sqlite3 import Row

from briefing.model import Article, Assignment
from briefing.store import reads
from briefing.store.door import Store
from briefing.store.standing import derive, led_away


def place(store: Store, article: Article, where: Assignment, opens: tuple[str, str], now: str) -> None:
    """Put an article where grouping wants it, as far as no person decided otherwise.

    A pinned article keeps its place and gains mentions at most; one that is refused from what it would join opens its
    own incident, `opens` being the id and the role.
    """
    db = store.db
    held = db.execute("SELECT incident, role, pinned FROM memberships WHERE article = ?", (article.id,)).fetchall()
    pinned = any(r["pinned"] for r in held)
    db.execute("DELETE FROM memberships WHERE article = ? AND pinned = 0", (article.id,))
    joins = _allowed(store, article, where, opens, pinned=pinned)
    for incident, role, reason, score in joins:
        open_incident(store, incident, article.title, now)
        db.execute(
            "INSERT OR IGNORE INTO memberships VALUES (?, ?, ?, ?, ?, 0)", (incident, article.id, role, reason, score)
        )
        db.execute("UPDATE incidents SET changed_at = max(changed_at, ?) WHERE id = ?", (now, incident))
    _propose(store, article.id, where.possible if not pinned else ())
    unsettle(store, [*(j[0] for j in joins), *(r["incident"] for r in held)], now)
    _close(store, [r["incident"] for r in held], joins)


def _close(store: Store, held: Sequence[str], joins: Sequence[tuple[str, str, str, float]]) -> None:
    """Let the incidents that an article has left empty lead to the one that it went to, with what was decided."""
    to = next((incident for incident, role, _, _ in joins if role != "mention"), None)
    if to is None:
        return
    for left in held:
        if left != to and not members(store, left) and reads.resolve(store, left) == left:
            vanish(store, left, to)
            derive(store, to)


def _allowed(
    store: Store, article: Article, where: Assignment, opens: tuple[str, str], *, pinned: bool
) -> list[tuple[str, str, str, float]]:
    """The places of an assignment that decisions leave, an incident of its own where there is none."""
    refused = reads.refused(store, article.id)
    out, why = [], where.reason
    for incident, role, reason, score in where.joins:
        there = reads.resolve(store, incident) or incident  # it may have gone since grouping looked
        if there in refused:
            why = f"opens: a person keeps it out of {there} ({reason})"
        elif role == "mention" or not pinned:
            out.append((there, role, reason, score))
    if not pinned and all(role == "mention" for _, role, _, _ in out):
        own = next(i for i in ids(opens[0]) if i not in refused and not led_away(store, i))
        out.insert(0, (own, opens[1], why, 1.0))
    return out


def _propose(store: Store, article: str, possible: Sequence[tuple[str, str, float]]) -> None:
    store.db.execute("DELETE FROM proposals WHERE article = ?", (article,))
    store.db.executemany(
        """INSERT OR IGNORE INTO proposals SELECT ?1, ?2, ?3, ?4
           WHERE NOT EXISTS (SELECT 1 FROM refusals WHERE article = ?1 AND incident = ?2)
           AND NOT EXISTS (SELECT 1 FROM memberships WHERE article = ?1 AND incident = ?2)""",
        [(article, reads.resolve(store, i) or i, reason, score) for i, reason, score in possible],
    )


def unsettle(store: Store, incidents: Sequence[str], now: str) -> None:
    """Let the facts of these incidents be made anew."""
    store.db.executemany(
        "UPDATE incidents SET unsettled_since = min(coalesce(unsettled_since, ?), ?) WHERE id = ?",
        [(now, now, i) for i in dict.fromkeys(incidents)],
    )


def open_incident(store: Store, incident: str, title: str, changed_at: str) -> None:
    """Make sure that there is such an incident, as people decided about it; what led away from its id ends."""
    new = store.db.execute(
        "INSERT OR IGNORE INTO incidents (id, title, changed_at) VALUES (?, ?, ?)", (incident, title, changed_at)
    )
    if new.rowcount:
        led = store.db.execute("DELETE FROM redirects WHERE old = ? RETURNING new", (incident,)).fetchall()
        for each in (incident, *(row["new"] for row in led)):
            derive(store, each)


def ids(natural: str) -> Iterator[str]:
    """Ids for an incident that an article opens, the natural one first."""
    yield natural
    number = 2
    while True:
        yield f"{natural}.{number}"
        number += 1


def vanish(store: Store, old: str, new: str) -> None:
    """Let an incident go for good: its articles, proposals, refusals and what led to it belong to another one."""
    db = store.db
    both = {"old": old, "new": new}
    proper = "SELECT article FROM memberships WHERE incident = :{} AND role <> 'mention'"
    db.execute(
        f"""DELETE FROM memberships WHERE incident = :new AND role = 'mention'
            AND article IN ({proper.format("old")})""",  # noqa: S608
        both,
    )
    for table in ("memberships", "proposals", "refusals"):
        db.execute(f"UPDATE OR IGNORE {table} SET incident = :new WHERE incident = :old", both)  # noqa: S608
        db.execute(f"DELETE FROM {table} WHERE incident = :old", both)  # noqa: S608
    for table in ("proposals", "refusals"):
        db.execute(
            f"DELETE FROM {table} WHERE incident = :new AND article IN ({proper.format('new')})",  # noqa: S608
            both,
        )
    db.execute(
        """DELETE FROM memberships WHERE incident = :new AND role = 'mention'
           AND article IN (SELECT article FROM refusals WHERE incident = :new)""",
        both,
    )
    db.execute("UPDATE redirects SET new = :new WHERE new = :old", both)
    db.execute("INSERT OR REPLACE INTO redirects VALUES (:old, :new)", both)
    db.execute(
        """UPDATE incidents SET changed_at = max(changed_at, (SELECT changed_at FROM incidents WHERE id = :old))
           WHERE id = :new""",
        both,
    )
    db.execute("DELETE FROM incidents WHERE id = :old", both)


def members(store: Store, incident: str) -> list[Row]:
    """The memberships of an incident that are no mere mentions."""
    return store.db.execute(
        "SELECT * FROM memberships WHERE incident = ? AND role <> 'mention'", (incident,)
    ).fetchall()


def homes(store: Store, article: str) -> list[Row]:
    """The memberships of an article that are no mere mentions."""
    return store.db.execute(
        "SELECT * FROM memberships WHERE article = ? AND role <> 'mention' ORDER BY incident", (article,)
    ).fetchall()
