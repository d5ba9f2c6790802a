"""What a decision about places changed, row by row, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from briefing.store import reads, rows
from briefing.store.door import Store
from briefing.store.places import members, open_incident, unsettle, vanish

# table -> its key; which of its rows a decision about some incidents (a JSON array, ?1) can change
KEYS = {
    "incidents": ("id",),
    "memberships": ("incident", "article"),
    "proposals": ("article", "incident"),
    "refusals": ("article", "incident"),
    "redirects": ("old",),
}
_THEIRS = "IN (SELECT value FROM json_each(?1))"
_MEMBERS = f"SELECT article FROM memberships WHERE incident {_THEIRS}"  # noqa: S608
SCOPES = {
    "incidents": f"SELECT id, coalesce(computed, title) AS title, changed_at FROM incidents WHERE id {_THEIRS}",  # noqa: S608
    "memberships": f"SELECT * FROM memberships WHERE incident {_THEIRS}",  # noqa: S608
    "proposals": f"SELECT * FROM proposals WHERE incident {_THEIRS} OR article IN ({_MEMBERS})",  # noqa: S608
    "refusals": f"SELECT * FROM refusals WHERE incident {_THEIRS}",  # noqa: S608
    "redirects": f"SELECT * FROM redirects WHERE old {_THEIRS} OR new {_THEIRS}",  # noqa: S608
}
Snapshot = dict[str, dict[tuple[str, ...], dict[str, Any]]]


def rows_of(store: Store, incidents: Sequence[str]) -> Snapshot:
    """Every row that a decision about these incidents can change, by table and key."""
    theirs = (rows.pack(incidents),)
    return {
        table: {tuple(row[k] for k in KEYS[table]): dict(row) for row in store.db.execute(query, theirs)}
        for table, query in SCOPES.items()
    }


def difference(before: Snapshot, after: Snapshot) -> rows.Change:
    """The rows that are no longer there and those that came; a row that is another one now is both."""
    out = {}
    for table in KEYS:
        gone = [row for key, row in before[table].items() if after[table].get(key) != row]
        came = [row for key, row in after[table].items() if before[table].get(key) != row]
        if gone or came:
            out[table] = {"gone": gone, "came": came}
    return out


def take_back(store: Store, change: rows.Change, now: str) -> tuple[str, ...]:
    """Undo what a decision changed; returns the incidents that have to be settled.

    What came in meanwhile stays where it is: an incident that the decision opened lives on while articles stand in it.
    """
    gone, came = _side(change, "gone"), _side(change, "came")
    for row in gone["incidents"]:
        open_incident(store, row["id"], row["title"], row["changed_at"])
    _remove(store, "redirects", came["redirects"])
    _remove(store, "memberships", came["memberships"], "AND (pinned = 1 OR role = :role)")
    back = [{**row, "incident": _home(store, row, now)} for row in gone["memberships"]]
    _insert(store, "memberships", back)
    _remove(store, "refusals", came["refusals"])
    _insert(store, "refusals", gone["refusals"])
    _remove(store, "proposals", came["proposals"])
    _insert(store, "proposals", [p for p in gone["proposals"] if not _stands(store, p)])
    before = {row["id"] for row in gone["incidents"]}
    for row in came["incidents"]:
        if row["id"] not in before and back and not members(store, row["id"]):
            vanish(store, row["id"], back[0]["incident"])
    _insert(store, "redirects", _leading(store, gone["redirects"]))
    involved = dict.fromkeys(r["incident"] for r in (*back, *came["memberships"]))
    for row in gone["incidents"]:  # its own moment of change, unless something came since
        _last_changed(store, row, came["incidents"])
    touched = tuple(reads.resolve(store, i) or i for i in (*involved, *before))
    unsettle(store, touched, now)
    return tuple(dict.fromkeys(touched))


def _side(change: rows.Change, side: str) -> dict[str, Sequence[Mapping[str, Any]]]:
    return {table: change.get(table, {}).get(side, ()) for table in KEYS}


def _last_changed(store: Store, row: Mapping[str, Any], came: Sequence[Mapping[str, Any]]) -> None:
    for later in came:
        if later["id"] == row["id"]:
            store.db.execute(
                "UPDATE incidents SET changed_at = ? WHERE id = ? AND changed_at = ?",
                (row["changed_at"], row["id"], later["changed_at"]),
            )


def _home(store: Store, row: Mapping[str, Any], now: str) -> str:
    """Where a membership goes back to: its incident, what that leads to, or the incident made again."""
    incident: str = row["incident"]
    found = reads.resolve(store, incident)
    if found is None:
        article = reads.article(store, row["article"])
        open_incident(store, incident, article.title if article else "", now)
    return found or incident


def _leading(store: Store, redirects: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Those redirects that still lead somewhere: an id that is an incident again is its own, a target may be gone."""
    led = (
        {**r, "new": reads.resolve(store, r["new"])} for r in redirects if reads.resolve(store, r["old"]) != r["old"]
    )
    return [r for r in led if r["new"] is not None]


def _stands(store: Store, row: Mapping[str, Any]) -> bool:
    query = "SELECT 1 FROM memberships WHERE article = :article AND incident = :incident"
    return store.db.execute(query, dict(row)).fetchone() is not None


def _remove(store: Store, table: str, came: Sequence[Mapping[str, Any]], more: str = "") -> None:
    keys = " AND ".join(f"{key} = :{key}" for key in KEYS[table])
    store.db.executemany(f"DELETE FROM {table} WHERE {keys} {more}", [dict(row) for row in came])  # noqa: S608


def _insert(store: Store, table: str, gone: Sequence[Mapping[str, Any]]) -> None:
    for row in gone:
        names = list(row)
        store.db.execute(
            f"INSERT OR REPLACE INTO {table} ({', '.join(names)}) VALUES ({reads.marks(len(names))})",  # noqa: S608
            list(row.values()),
        )
