"""Full text search: words and quoted phrases, and `field:value` words that narrow it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from briefing.errors import UsageError
from briefing.model import KINDS, LEVELS, Hit
from briefing.store.door import Store

WORD = re.compile(r'(\w+):("[^"]*"|\S+)|"([^"]*)"|(\S+)')
SNIPPET = 90  # characters on either side of the match

_STATEMENT = "EXISTS (SELECT 1 FROM statements s WHERE s.article = a.id AND {})"
_IN_LIST = "EXISTS (SELECT 1 FROM json_each(s.data, '$.{}') WHERE value = ? COLLATE NOCASE)"
_INCIDENT = "EXISTS (SELECT 1 FROM memberships m JOIN incidents i ON i.id = m.incident WHERE m.article = a.id AND {})"
_IS = {
    "kept": "i.status = 'kept'",
    "dismissed": "i.status = 'dismissed'",
    "following": "i.status = 'following'",
    "new": "i.status = 'new'",
    "read": "i.read_at NOT NULL",
    "unread": "i.read_at IS NULL",
    "relevant": "i.relevant = 1",
}


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed search: what must be found in the text, and the conditions of its field words as SQL."""

    phrases: tuple[str, ...]
    conditions: tuple[tuple[str, tuple[str, ...]], ...]


def parse(text: str) -> Query:
    """A search as typed. Raises UsageError for an unknown field or a value that it does not know."""
    phrases, conditions = [], []
    for match in WORD.finditer(text):
        name, value, phrase, word = match.groups()
        if name is None:
            phrases.append(phrase if word is None else word)
        elif name.lower() in FIELDS:
            conditions.append(FIELDS[name.lower()](value.strip('"')))
        elif name.isalpha() and not value.startswith("//"):
            raise UsageError(f"Searches know no field {name}: it can be {', '.join(sorted(FIELDS))}.")
        else:
            phrases.append(match.group())
    return Query(tuple(p for p in phrases if re.search(r"\w", p)), tuple(conditions))


def search(store: Store, text: str, *, limit: int = 50) -> list[Hit]:
    """The newest articles that match, at most `limit`. Raises UsageError for a field that does not exist."""
    query = parse(text)
    where = [sql for sql, _ in query.conditions]
    values = [v for _, vs in query.conditions for v in vs]
    if query.phrases:
        where.append("a.seq IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?)")
        values.append(" AND ".join('"' + p.replace('"', '""') + '"' for p in query.phrases))
    if not where:
        return []
    found = store.db.execute(
        f"""SELECT a.id, a.title, a.text, a.source, a.published,
                   (SELECT incident FROM memberships m WHERE m.article = a.id
                    ORDER BY role IN ('mention', 'retrospective'), incident LIMIT 1) AS incident
            FROM articles a WHERE {" AND ".join(where)}
            ORDER BY coalesce(a.published, a.first_seen) DESC, a.seq DESC LIMIT ?""",  # noqa: S608
        [*values, limit],
    )
    return [
        _hit(r["id"], r["incident"], r["title"], r["source"], r["published"], r["text"], query.phrases) for r in found
    ]


def _hit(
    article: str,
    incident: str | None,
    title: str,
    source: str,
    published: str | None,
    text: str,
    phrases: tuple[str, ...],
) -> Hit:
    start, end = _place(text, phrases)
    if start < 0:
        return Hit(article, incident, title, source, published, title, -1, -1)
    left, right = max(0, start - SNIPPET), min(len(text), end + SNIPPET)
    snippet = ("…" if left else "") + text[left:right] + ("…" if right < len(text) else "")
    return Hit(article, incident, title, source, published, " ".join(snippet.split()), start, end)


def _place(text: str, phrases: tuple[str, ...]) -> tuple[int, int]:
    """Where the first phrase stands in the text, as the index matches it: whole words, case apart."""
    for phrase in phrases:
        words = re.findall(r"\w+", phrase)
        match = re.search(r"\b" + r"\W+".join(map(re.escape, words)) + r"\b", text, re.IGNORECASE)
        if match:
            return match.start(), match.end()
    return (0, 0) if not phrases and text else (-1, -1)


def _government(value: str) -> tuple[str, tuple[str, ...]]:
    listed = _IN_LIST.format("joint_with")
    return _STATEMENT.format(f"(s.government = ? COLLATE NOCASE OR {listed})"), (value, value)


def _level(value: str) -> tuple[str, tuple[str, ...]]:
    match = re.fullmatch(r"(L[0-6])?(\.\.)?(L[0-6])?", value.upper())
    if not match or not (match[1] or match[3]) or (match[1] and match[3] and not match[2]):
        raise UsageError(f"level:{value} is no level; write level:L4, level:L4.. or level:L2..L4.")
    low = match[1] or LEVELS[0]
    high = match[3] or (LEVELS[-1] if match[2] else low)
    return _STATEMENT.format("s.level BETWEEN ? AND ?"), (low, high)


def _kind(value: str) -> tuple[str, tuple[str, ...]]:
    if value not in KINDS:
        raise UsageError(f"kind:{value} is unknown: it can be {', '.join(KINDS)}.")
    return _STATEMENT.format(_IN_LIST.format("kind")), (value,)


def _code(value: str) -> tuple[str, tuple[str, ...]]:
    return _STATEMENT.format(_IN_LIST.format("response_codes")), (value,)


def _actor(value: str) -> tuple[str, tuple[str, ...]]:
    return _STATEMENT.format(_IN_LIST.format("actors")), (re.sub(r"[\s_-]", "", value),)


def _since(value: str) -> tuple[str, tuple[str, ...]]:
    return "coalesce(a.published, a.first_seen) >= ?", (_day(value, "since"),)


def _until(value: str) -> tuple[str, tuple[str, ...]]:
    return "substr(coalesce(a.published, a.first_seen), 1, 10) <= ?", (_day(value, "until"),)


def _is(value: str) -> tuple[str, tuple[str, ...]]:
    if value not in _IS:
        raise UsageError(f"is:{value} is unknown: it can be {', '.join(sorted(_IS))}.")
    return _INCIDENT.format(_IS[value]), ()


def _source(value: str) -> tuple[str, tuple[str, ...]]:
    return "a.source LIKE ?", (f"%{value}%",)


def _day(value: str, field: str) -> str:
    try:
        return datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=UTC).date().isoformat()
    except ValueError as error:
        raise UsageError(f"{field}:{value} is no date; write it as 2024-03-01.") from error


FIELDS = {
    "government": _government,
    "level": _level,
    "kind": _kind,
    "code": _code,
    "actor": _actor,
    "since": _since,
    "until": _until,
    "is": _is,
    "source": _source,
}
