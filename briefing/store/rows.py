"""Nouns to rows and back, each in one place."""

from __future__ import annotations

import json
from array import array
from binascii import a2b_base64, b2a_base64
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from functools import lru_cache
from sqlite3 import Row
from typing import Any

from briefing.model import (
    ARRANGEMENTS,
    Answer,
    Article,
    Decision,
    Features,
    Incident,
    IncidentRow,
    Membership,
    Proposal,
    Revision,
    Statement,
    Verdict,
)
from briefing.store.stamps import exact as exact
from briefing.store.stamps import maybe_stamp as maybe_stamp
from briefing.store.stamps import moment as moment
from briefing.store.stamps import pack as pack
from briefing.store.stamps import stamp as stamp

Change = Mapping[str, Mapping[str, Sequence[Mapping[str, Any]]]]  # table -> "gone" and "came" -> rows
STATEMENT_COLUMNS = ("id", "article", "start", "end", "text", "party", "government", "level", "said_on")
STATEMENT_DATA = tuple(f.name for f in fields(Statement) if f.name not in STATEMENT_COLUMNS)


def article(row: Row) -> Article:
    """An Article from its row."""
    return Article(
        id=row["id"],
        title=row["title"],
        text=row["text"],
        source=row["source"],
        url=row["url"],
        feed=row["feed"],
        published=row["published"],
        lang=row["lang"],
        speaks_for=row["speaks_for"],
        role=row["role"],
        credit=row["credit"],
        byline=row["byline"],
        boilerplate=tuple((a, b) for a, b in json.loads(row["boilerplate"])),
        first_seen=moment(row["first_seen"]),
        asked_by=row["asked_by"],
    )


def statement_data(statement: Statement) -> str:
    """The fields of a Statement that no column holds, as JSON."""
    return pack({name: getattr(statement, name) for name in STATEMENT_DATA})


def statement(row: Row) -> Statement:
    """A Statement from its row, as the reading left it."""
    data = json.loads(row["data"])
    data.update((name, tuple(tuple(x) for x in data[name])) for name in ("spans", "likelihood"))
    data.update((name, tuple(data[name])) for name in ("kind", "joint_with", "response_codes", "about", "actors"))
    return Statement(**{name: row[name] for name in STATEMENT_COLUMNS}, **data)


def revision(row: Row) -> Revision:
    """A Revision from its row."""
    return Revision(
        article=row["article"],
        title=row["title"],
        text=row["text"],
        replaced_at=datetime.fromisoformat(row["replaced_at"]),
        concerns=tuple(json.loads(row["concerns"])),
        fingerprint=row["fingerprint"],
    )


def verdict(row: Row) -> Verdict:
    """A Verdict from its row."""
    return Verdict(row["statement"], row["verification"], row["twin"], row["reason"])


def incident(row: Row) -> Incident:
    """An Incident from its row."""
    return Incident(
        id=row["id"],
        title=row["title"],
        first=row["first"],
        last=row["last"],
        relevant=bool(row["relevant"]),
        status=row["status"],
        read_at=moment(row["read_at"]),
        changed_at=moment(row["changed_at"]),
        computed=row["computed"],
    )


def incident_row(row: Row) -> IncidentRow:
    """An IncidentRow from the row of its incident."""
    return IncidentRow(
        incident=incident(row),
        accusers=tuple((g, level) for g, level in json.loads(row["accusers"])),
        answer=answer(row["answer"]),
        answerers=tuple(json.loads(row["answerers"])),
        articles=row["articles"],
        origins=row["origins"],
        new=row["new"],
        possible=row["possible"],
    )


def answer(text: str | None) -> Answer | None:
    """An Answer from its JSON, or None."""
    if text is None:
        return None
    data = json.loads(text)
    return Answer(**{**data, "codes": tuple(data["codes"]), "waiting": tuple(data.get("waiting", ()))})


def membership(row: Row) -> Membership:
    """A Membership from its row."""
    return Membership(
        row["incident"], row["article"], row["role"], row["reason"], row["score"], pinned=bool(row["pinned"])
    )


def proposal(row: Row) -> Proposal:
    """A Proposal from its row."""
    return Proposal(**{f.name: row[f.name] for f in fields(Proposal)})


def decision(row: Row) -> Decision:
    """A Decision from its row."""
    about = json.loads(row["value"]) if row["what"] in (*ARRANGEMENTS, "rename") else {}
    return Decision(
        id=row["id"],
        at=datetime.fromisoformat(row["at"]),
        who=row["who"],
        what=row["what"],
        target=row["target"],
        value=row["value"],
        undone=bool(row["undone"]),
        incidents=tuple(about.get("incidents", ())),
        articles=tuple(about.get("articles", ())),
        names=about.get("names", {}),
        title=about.get("title", ""),
    )


def features_data(features: Features) -> str:
    """Features as JSON; weights to four digits, which is finer than any threshold."""
    short = {name: {k: round(v, 4) for k, v in getattr(features, name).items()} for name in ("lead", "body", "names")}
    sets = {name: sorted(getattr(features, name)) for name in ("marks", "dates")}
    shingles = b2a_base64(features.shingles, newline=False).decode()
    alone = {name: getattr(features, name) for name in ("credit", "day", "lang", "thin")}
    return pack({**short, **sets, "shingles": shingles, **alone})


@lru_cache(maxsize=4000)
def features(text: str) -> Features:
    """Features from their JSON; those of articles that many later ones are near to are read once."""
    data = json.loads(text)
    data["marks"], data["dates"] = frozenset(data["marks"]), frozenset(data["dates"])
    held = data["shingles"]  # a list of numbers in what an older version stored
    data["shingles"] = a2b_base64(held) if isinstance(held, str) else array("Q", held).tobytes()
    return Features(**data)
