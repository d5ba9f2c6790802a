"""A search as typed -> what must be found in the text, and its field words as conditions on articles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from briefing.codes import GOVERNMENTS, is_language
from briefing.errors import UsageError
from briefing.model import KINDS, LEVELS
from briefing.store.folding import spaced, tokens
from briefing.store.index import first_key

LONGEST = 1_000  # characters; each word of a search keeps a place open in the index
SHORTEST_START = 3  # letters from which on a word that is still being typed stands for all that begin so

Condition = tuple[str, tuple[str | int, ...]]  # SQL about `seq` and `key` of an article, and its values

_TERM = re.compile(
    r"""(?P<no>(?<!\S)-(?=\S))?
        (?:(?P<field>\w+):(?=[^\s]))?
        (?:"(?P<phrase>[^"]*)(?P<closed>"|$)(?P<star>\*)?|(?P<word>[^\s"]+))""",
    re.VERBOSE,
)
_QUOTES = str.maketrans("“”„‟", '""""')
_FACET = "seq IN (SELECT seq FROM facets WHERE field = '{}' AND value BETWEEN ? AND ?)"
_OF_INCIDENTS = """seq IN (SELECT a.seq FROM incidents i JOIN memberships m ON m.incident = i.id
                   JOIN articles a ON a.id = m.article WHERE {})"""
_IN_INCIDENT = """EXISTS (SELECT 1 FROM articles a JOIN memberships m ON m.article = a.id
                  JOIN incidents i ON i.id = m.incident WHERE a.seq = found.seq AND {})"""
STATES = {  # of incidents: what most are is asked of each article found, what few are is gathered first
    "kept": _OF_INCIDENTS.format("i.status = 'kept'"),
    "dismissed": _OF_INCIDENTS.format("i.status = 'dismissed'"),
    "following": _OF_INCIDENTS.format("i.status = 'following'"),
    "new": _IN_INCIDENT.format("i.status = 'new'"),
    "read": _OF_INCIDENTS.format("i.read_at NOT NULL"),
    "unread": _IN_INCIDENT.format("i.read_at IS NULL"),
    "relevant": _OF_INCIDENTS.format("i.relevant = 1"),
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand side by side, as tokens of the index; with `prefix` the last one may go on."""

    words: tuple[str, ...]
    prefix: bool = False

    @property
    def match(self) -> str:
        """The phrase in the language of the index; nothing in it can be taken for an operator."""
        return f'"{" ".join(self.words)}"{"*" if self.prefix else ""}'


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed search: phrases that must stand in the text, those that must not, and conditions on the article."""

    wanted: tuple[Phrase, ...]
    unwanted: tuple[Phrase, ...]
    conditions: tuple[Condition, ...]
    incidents: tuple[str, ...] = ()
    governments: tuple[str, ...] = ()  # that are not published codes: who asks has to know them

    @property
    def match(self) -> str | None:
        """What the index is asked for; None where no phrase is wanted."""
        if not self.wanted:
            return None
        match = " AND ".join(p.match for p in self.wanted)
        return f"({match}) NOT ({self.unmatch})" if self.unwanted else match

    @property
    def unmatch(self) -> str:
        """The phrases of which none may stand in the text."""
        return " OR ".join(p.match for p in self.unwanted)


def parse(text: str, *, typing: bool = False) -> Query:
    """A search as typed: words, "phrases", begin*, field:value, and each of them excluded by a minus before it.

    With `typing` the last word may be unfinished. Raises UsageError for an unknown field, for a value that it does not
    know and for a search that is too long.
    """
    text = unicodedata.normalize("NFKC", text.encode("utf-8", "replace").decode().translate(_QUOTES))
    if len(text) > LONGEST:
        raise UsageError(f"A search has at most {LONGEST:,} characters; this one has {len(text):,}.")
    wanted: list[Phrase] = []
    unwanted: list[Phrase] = []
    conditions: list[Condition] = []
    incidents: list[str] = []
    governments: list[str] = []
    for term in _TERM.finditer(text):
        value = term["word"] if term["phrase"] is None else term["phrase"]
        field = _field(term["field"], value)
        if field:
            sql, values = FIELDS[field](value)
            conditions.append((f"NOT ({sql})" if term["no"] else sql, values))
            incidents += [value] if field == "incident" else []
            governments += [value] if field == "government" and value.upper() not in GOVERNMENTS else []
            continue
        words = tokens(f"{term['field']}:{value}" if term["field"] else value)
        open_end = typing and term.end() == len(text) and not term["closed"] and not term["no"]
        if words:
            (unwanted if term["no"] else wanted).append(Phrase(words, prefix=_goes_on(words, term, open_end=open_end)))
    return Query(tuple(wanted), tuple(unwanted), tuple(conditions), tuple(incidents), tuple(governments))


def _field(name: str | None, value: str) -> str | None:
    """The field that a term asks of; None for one that is text, such as an address or a time of day."""
    if name is None or not (name.isascii() and name.isalpha()) or value.startswith("//"):
        return None
    if name.lower() not in FIELDS:
        raise UsageError(f"Searches know no field {name}: it can be {', '.join(sorted(FIELDS))}.")
    return name.lower()


def _goes_on(words: tuple[str, ...], term: re.Match[str], *, open_end: bool) -> bool:
    asked = term["star"] or (term["word"] or "").endswith("*")
    return spaced(words[-1]) and bool(asked or (open_end and len(words[-1]) >= SHORTEST_START))


def _government(value: str) -> Condition:
    return _FACET.format("government"), (value, value)


def _level(value: str) -> Condition:
    match = re.fullmatch(r"(L[0-6])?(\.\.)?(L[0-6])?", value.upper())
    if not match or not (match[1] or match[3]) or (match[1] and match[3] and not match[2]):
        raise UsageError(f"level:{value} is no level; write level:L4, level:L4.. or level:L2..L4.")
    low = match[1] or LEVELS[0]
    high = match[3] or (LEVELS[-1] if match[2] else low)
    return _FACET.format("level"), (low, high)


def _kind(value: str) -> Condition:
    return _FACET.format("kind"), (_one_of(KINDS, "kind", value),) * 2


def _code(value: str) -> Condition:
    if not re.fullmatch(r"R(?:0\d|1[0-4])", value.upper()):
        raise UsageError(f"code:{value} is no response code; they are R00 to R14.")
    return _FACET.format("code"), (value, value)


def _actor(value: str) -> Condition:
    return _FACET.format("actor"), (re.sub(r"[\s_-]", "", value),) * 2


def _since(value: str) -> Condition:
    return "key >= ?", (first_key(_day(value, "since")),)


def _until(value: str) -> Condition:
    day = _day(value, "until")
    return ("key < ?", (first_key(day + timedelta(days=1)),)) if day < date.max else ("1", ())


def _is(value: str) -> Condition:
    return STATES[_one_of(tuple(sorted(STATES)), "is", value)], ()


def _source(value: str) -> Condition:
    inside = re.sub(r"([%_\\])", r"\\\1", value)
    return r"seq IN (SELECT seq FROM articles WHERE source LIKE ? ESCAPE '\')", (f"%{inside}%",)


def _lang(value: str) -> Condition:
    if not is_language(value.lower()):
        raise UsageError(f"lang:{value} is no language; write it as en, zh or ja.")
    return "seq IN (SELECT seq FROM articles WHERE lang = ?)", (value.lower(),)


def _incident(value: str) -> Condition:
    return _OF_INCIDENTS.format("i.id IN (?, (SELECT new FROM redirects WHERE old = ?))"), (value, value)


def _one_of(known: tuple[str, ...], field: str, value: str) -> str:
    if value.lower() not in known:
        raise UsageError(f"{field}:{value} is unknown: it can be {', '.join(known)}.")
    return value.lower()


def _day(value: str, field: str) -> date:
    try:
        return datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=UTC).date()
    except ValueError as error:
        raise UsageError(f"{field}:{value} is no date; write it as 2024-03-01.") from error


FIELDS: dict[str, Callable[[str], Condition]] = {
    "actor": _actor,
    "code": _code,
    "government": _government,
    "incident": _incident,
    "is": _is,
    "kind": _kind,
    "lang": _lang,
    "level": _level,
    "since": _since,
    "source": _source,
    "until": _until,
}
