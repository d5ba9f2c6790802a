"""How an incident stands with a person: its status, its title, what is unread; derived from what was decided."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from briefing.model import ARRANGEMENTS, TAKEN_UP, Decision
from briefing.store import reads, rows
from briefing.store.door import Store

STATUS_OF = {"keep": "kept", "dismiss": "dismissed", "follow": "following", "reopen": "new"}


def derive(store: Store, incident: str) -> None:
    """The present state of an incident, from the decisions that stand on it and on those that it has taken in."""
    before = {old: reads.effective(store, old) for old in reads.taken_in(store, incident)}
    status = next((s for said in before.values() if (s := _status(said, "new")) in TAKEN_UP), "new")
    said = reads.effective(store, incident)
    store.db.execute(
        """UPDATE incidents SET status = ?, read_at = ?, title = coalesce(?3, computed, title),
                                computed = iif(?3 IS NULL, NULL, coalesce(computed, title)) WHERE id = ?4""",
        (_status(said, status), _read_at(said), _title(store, said, before), incident),
    )
    count_new(store, incident)


def _status(said: Sequence[Decision], status: str) -> str:
    for decision in said:
        if decision.what == "split":
            whole = json.loads(decision.value)["status"]
            status = whole if whole in TAKEN_UP else status
        status = STATUS_OF.get(decision.what, status)
    return status


def stands(said: Sequence[Decision]) -> str | None:
    """The decision that gave an incident its present status, if any: keep, dismiss, follow, reopen or split."""
    return next((d.what for d in reversed(said) if d.what in STATUS_OF or d.what == "split"), None)


def _title(store: Store, said: Sequence[Decision], before: Mapping[str, Sequence[Decision]]) -> str | None:
    """The title that a person gave, if any: to the incident, else to one that went into it by no person's decision."""
    given = [d for d in said if d.what == "rename"]
    if given:
        return given[-1].title or None
    last = {old: [d for d in decided if d.what == "rename"][-1:] for old, decided in before.items()}
    handed_on = [d for old, named in last.items() for d in named if d.title and not led_away(store, old)]
    return max(handed_on, key=lambda d: d.id).title if handed_on else None


def led_away(store: Store, incident: str) -> bool:
    """Whether a decision that stands has led this id elsewhere; what repair led away may open again."""
    redirected = "SELECT 1 FROM redirects WHERE old = ?"
    if store.db.execute(redirected, (incident,)).fetchone() is None:
        return False
    return any(
        row["old"] == incident
        for row in store.db.execute(
            f"""SELECT json_extract(r.value, '$.old') AS old FROM decisions d,
                json_each(iif(json_valid(d.value), d.value, '{{}}'), '$.change.redirects.came') r
                WHERE d.id IN (SELECT id FROM ({reads.DECISIONS}) WHERE NOT undone)"""  # noqa: S608
        )
    )


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
