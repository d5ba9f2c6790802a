"""How an incident stands with a person, its status and what is unread of it, derived from the decisions that stand."""

from __future__ import annotations

import json
from collections.abc import Sequence

from briefing.model import ARRANGEMENTS, Decision
from briefing.store import reads, rows
from briefing.store.door import Store

STATUS_OF = {"keep": "kept", "dismiss": "dismissed", "follow": "following", "reopen": "new"}
HANDED_ON = ("kept", "following")  # from an incident to what takes it in, and to what is split off it


def derive(store: Store, incident: str) -> None:
    """The present state of an incident, from the decisions that stand on it and on those that it has taken in."""
    before = [reads.effective(store, old) for old in reads.taken_in(store, incident)]
    status = next((s for said in before if (s := _status(said, "new")) in HANDED_ON), "new")
    said = reads.effective(store, incident)
    store.db.execute(
        "UPDATE incidents SET status = ?, read_at = ? WHERE id = ?", (_status(said, status), _read_at(said), incident)
    )
    count_new(store, incident)


def _status(said: Sequence[Decision], status: str) -> str:
    for decision in said:
        if decision.what == "split":
            whole = json.loads(decision.value)["status"]
            status = whole if whole in HANDED_ON else status
        status = STATUS_OF.get(decision.what, status)
    return status


def _read_at(said: Sequence[Decision]) -> str | None:
    """Until when everything was read; what came unread out of another incident is unread still."""
    read_at: str | None = None
    for decision in said:
        if decision.what == "read":
            read_at = decision.value or rows.exact(decision.at)
        elif decision.what == "split":
            read_at = json.loads(decision.value)["read_at"]
        elif decision.what in ARRANGEMENTS and read_at:
            unread = json.loads(decision.value).get("unread")
            read_at = min(read_at, unread) if unread else read_at
    return read_at


def count_new(store: Store, incident: str) -> None:
    """Count what came since the incident was read: statements of governments, and each other text of an official
    article that concerned a state before.
    """
    store.db.execute(
        """UPDATE incidents SET new = (
               SELECT count(*) FROM memberships m JOIN statements s ON s.article = m.article
               WHERE m.incident = incidents.id AND s.government NOT NULL
                     AND (incidents.read_at IS NULL OR s.first_seen > incidents.read_at)
           ) + (
               SELECT count(*) FROM memberships m JOIN revisions r ON r.article = m.article
               WHERE m.incident = incidents.id AND r.concerns <> '[]'
                     AND (incidents.read_at IS NULL OR r.replaced_at > incidents.read_at))
           WHERE id = ?""",
        (incident,),
    )
