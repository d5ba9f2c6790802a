"""The names and wordings that reading needs, as TOML files beside this module that a person can edit.

`load()` gives them compiled. A further government, institution, person, group or cue is a further row, nothing else;
a person's own rows stand in files of their own and win over these.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefing.gazetteer.cues import Table, language
from briefing.gazetteer.gate import Gate, gate
from briefing.gazetteer.languages import ORGAN, SELF, STATE, Cue, Judged, Language
from briefing.gazetteer.own import OwnFile, Row, check_references, own_files, parsed, with_own
from briefing.gazetteer.phrases import Hit, PhraseBook, RunBook, Token, tokens, unspaced, word_set
from briefing.gazetteer.tables import table
from briefing.gazetteer.twins import traditional

__all__ = [
    "ORGAN",
    "SELF",
    "STATE",
    "Actor",
    "Cue",
    "Gazetteer",
    "Government",
    "Hit",
    "Institution",
    "Judged",
    "Language",
    "OwnFile",
    "Person",
    "Role",
    "Sense",
    "Token",
    "load",
    "own_files",
    "tokens",
    "unspaced",
    "word_set",
]

MOST_ACCUSED = 3  # governments that have accused a state for it to count among the suspects
# fmt: off
LANGUAGES = (
    "en", "zh", "ja", "ko", "fr", "de", "es", "cs", "no", "pt", "it", "nl", "ru", "sk",
    "pl", "sv", "da", "uk", "ar", "el", "tr", "ur", "fi",
)
# fmt: on
ALSO = {"nb": "no", "nn": "no"}  # codes read with the table of another
_FILES = {
    "government": "governments.toml",
    "institution": "institutions.toml",
    "person": "people.toml",
    "actor": "actors.toml",
}


@dataclass(frozen=True, slots=True)
class Government:
    """A government or an organisation of governments; `accused`: whom it has publicly accused of cyber operations."""

    code: str
    name: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    metonyms: tuple[str, ...]
    regions: tuple[str, ...]
    accused: frozenset[str]


@dataclass(frozen=True, slots=True)
class Institution:
    """An office that speaks for a government; `shared` are its names that other countries use too."""

    key: str
    country: str
    name: str
    kind: str
    surfaces: tuple[str, ...]
    shared: frozenset[str]


@dataclass(frozen=True, slots=True)
class Role:
    """An office of a person, from and to as ISO dates as precise as known."""

    title: str
    institution: str
    start: str | None
    end: str | None

    def held_on(self, day: str | None) -> bool:
        """Whether the office was held on that ISO day; an unknown day fits every office."""
        if not day:
            return True
        after = self.start is None or day[: len(self.start)] >= self.start
        return after and (self.end is None or day[: len(self.end)] <= self.end)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who speaks for a government, in the offices held."""

    name: str
    surfaces: tuple[str, ...]
    roles: tuple[Role, ...]

    def role_on(self, day: str | None) -> tuple[Role, bool]:
        """The office held on that day and True, or the latest one and False."""
        held = [r for r in self.roles if r.held_on(day)]
        return (held[-1], True) if held else (self.roles[-1], False)


@dataclass(frozen=True, slots=True)
class Actor:
    """A threat group: its names, each with its namer, and those that are ordinary words."""

    name: str
    by: str | None
    country: str | None
    aliases: tuple[tuple[str, str], ...]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sense:
    """What a name in a text may mean.

    `what` government, demonym, metonym, region, institution, office, person, actor, company, media, nobody, collective;
    `government` the code it speaks for, None where it needs a country beside it; `key` the row's own name, of a region
    the code of its state; `word` an ordinary word that counts only beside a cyber term.
    """

    what: str
    key: str
    government: str | None = None
    shared: bool = False
    word: bool = False


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Every table, compiled."""

    governments: Mapping[str, Government]
    institutions: Mapping[str, Institution]
    people: Mapping[str, Person]
    actors: Mapping[str, Actor]
    names: PhraseBook[Sense]
    runs: RunBook[Sense]
    by_kind: Mapping[tuple[str, str], Institution]  # (country, kind) -> its only institution of that kind
    collective_adjectives: frozenset[str]
    collective_nouns: frozenset[str]
    anonymous: frozenset[str]
    tortured: PhraseBook[str]  # tortured phrase -> the term that it stands for
    suspects: frozenset[str]  # states that MOST_ACCUSED governments or more have accused
    gate: Gate
    version: str = ""  # tells one person's own tables from another's; empty without any

    def language(self, code: str) -> Language:
        """The cue table of a language, English for one that has none; "zh-Hant" and "zh" alike."""
        base = code.split("-")[0].split("_")[0].casefold()
        base = ALSO.get(base, base)
        return _language(base if base in LANGUAGES else "en")


@functools.cache
def _language(code: str) -> Language:
    return language(table(f"cues_{code}.toml"))


@functools.cache
def load(own: tuple[OwnFile, ...] = ()) -> Gazetteer:
    """The gazetteer of this package with a person's `own` files. Raises ConfigError naming the file that is wrong."""
    tables = [parsed(file) for file in own]
    rows = {noun: with_own(noun, table(file)[noun], tables) for noun, file in _FILES.items()}
    governments = {g.code: g for g in _governments(rows["government"])}
    institutions = {i.key: i for i in _institutions(rows["institution"])}
    check_references(tables, governments, institutions)
    people = {p.name: p for p in _people(rows["person"])}
    actors = {a.name: a for a in _actors(rows["actor"])}
    parties = table("parties.toml")
    kinds = Counter((i.country, i.kind) for i in institutions.values())
    by_kind = {(i.country, i.kind): i for i in institutions.values() if kinds[i.country, i.kind] == 1}
    named = [
        *_government_senses(governments),
        *_institution_senses(institutions),
        *_person_senses(people, institutions),
        *_actor_senses(actors),
        *_party_senses(parties),
    ]
    unbroken = [(s, sense) for s, sense in named if unspaced(s)]
    twins = traditional(table("cues_zh.toml")["twins"])
    spaced = [(s, sense) for s, sense in named if not unspaced(s)]
    accusers = Counter(state for g in governments.values() for state in g.accused)
    suspects = frozenset(state for state, n in accusers.items() if n >= MOST_ACCUSED)
    return Gazetteer(
        governments=governments,
        institutions=institutions,
        people=people,
        actors=actors,
        names=PhraseBook([*spaced, *_spellings(spaced)]),
        runs=RunBook([*unbroken, *((s.translate(twins), sense) for s, sense in unbroken)]),
        by_kind=by_kind,
        collective_adjectives=frozenset(parties["collective"]["adjectives"]),
        collective_nouns=frozenset(parties["collective"]["nouns"]),
        anonymous=frozenset(parties["anonymous"]["heads"]),
        tortured=PhraseBook(_tortured()),
        suspects=suspects,
        gate=gate(
            [*_named(governments.values()), *(n for i in institutions.values() for n in i.surfaces)],
            _named(governments[code] for code in suspects if code in governments),
            _cyber_terms("strong"),
            _cyber_terms("weak"),
        ),
        version=version_of(own),
    )


def version_of(own: Sequence[OwnFile]) -> str:
    """What tells these files from others; empty without any."""
    return hashlib.sha256(repr([file.text for file in own]).encode()).hexdigest()[:8] if own else ""


def _governments(rows: Sequence[Row]) -> Iterator[Government]:
    for g in rows:
        names, demonyms, metonyms = tuple(g["names"]), tuple(g["demonyms"]), tuple(g["metonyms"])
        regions, accused = tuple(g.get("regions", ())), frozenset(g.get("accused", ()))
        yield Government(g["code"], names[0], names, demonyms, metonyms, regions, accused)


def _institutions(rows: Sequence[Row]) -> Iterator[Institution]:
    for i in rows:
        surfaces = (i["name"], *i.get("abbreviations", ()), *i.get("aliases", ()), *i.get("native", ()))
        shared = frozenset(i.get("shared", ()))
        yield Institution(i["key"], i["country"], i["name"], i["kind"], surfaces, shared)


def _people(rows: Sequence[Row]) -> Iterator[Person]:
    for p in rows:
        surfaces = (p["name"], *([p["native"]] if "native" in p else ()), *p.get("aliases", ()))
        roles = tuple(Role(r["title"], r["institution"], r.get("from"), r.get("to")) for r in p["roles"])
        yield Person(p["name"], surfaces, roles)


def _actors(rows: Sequence[Row]) -> Iterator[Actor]:
    for a in rows:
        aliases = a.get("aliases", ())
        words = {x["name"] for x in aliases if x.get("word")} | ({a["name"]} if a.get("word") else set())
        named = tuple((x["name"], x["by"]) for x in aliases)
        yield Actor(a["name"], a.get("by"), a.get("country"), named, frozenset(words))


def _government_senses(governments: Mapping[str, Government]) -> Iterator[tuple[str, Sense]]:
    for g in governments.values():
        for what, surfaces in (("government", g.names), ("demonym", g.demonyms), ("metonym", g.metonyms)):
            yield from ((s, Sense(what, g.code, g.code)) for s in surfaces)
        yield from ((s, Sense("region", g.code)) for s in g.regions)


def _institution_senses(institutions: Mapping[str, Institution]) -> Iterator[tuple[str, Sense]]:
    for i in institutions.values():
        yield from ((s, Sense("institution", i.key, i.country, s in i.shared)) for s in i.surfaces)


def _person_senses(people: Mapping[str, Person], offices: Mapping[str, Institution]) -> Iterator[tuple[str, Sense]]:
    for p in people.values():
        countries = {offices[role.institution].country for role in p.roles}
        country = countries.pop() if len(countries) == 1 else None  # of several, the article's day decides
        yield from ((s, Sense("person", p.name, country)) for s in p.surfaces)


def _actor_senses(actors: Mapping[str, Actor]) -> Iterator[tuple[str, Sense]]:
    for a in actors.values():
        for surface in (a.name, *(alias for alias, _ in a.aliases)):
            yield surface, Sense("actor", a.name, a.country, word=surface in a.words)


def _party_senses(parties: Table) -> Iterator[tuple[str, Sense]]:
    for what in ("company", "media", "nobody", "collective"):
        yield from ((name, Sense(what, name)) for name in parties[what]["names"])
    for office in table("offices.toml")["office"]:
        yield from ((word, Sense("office", office["kind"])) for word in office["words"])


_NUMBERED = re.compile(r"([A-Za-z][A-Za-z-]*?)[ -]?(\d+)")


def _spellings(senses: list[tuple[str, Sense]]) -> Iterator[tuple[str, Sense]]:
    """Other spellings of numbered groups: "APT 40", "apt-40", "Advanced Persistent Threat 40" beside "APT40".

    Letters and number together are no other word, so they count in any case.
    """
    for surface, sense in senses:
        if sense.what == "actor" and (m := _NUMBERED.fullmatch(surface)):
            family, number = m.groups()
            for spelt in (f"{family}{number}".lower(), f"{family} {number}", f"{family}-{number}".lower()):
                yield spelt, sense
            if family == "APT":
                yield f"advanced persistent threat {number}", sense


def _tortured() -> Iterator[tuple[str, str]]:
    for pair in table("tortured.toml")["pair"]:
        yield from ((f"{first} {then}", pair["instead"]) for first in pair["first"] for then in pair["then"])


def _named(governments: Iterable[Government]) -> list[str]:
    return [n for g in governments for n in (*g.names, *g.demonyms, *g.metonyms)]


def _cyber_terms(sort: str) -> tuple[list[str], list[str]]:
    """The cyber terms of one sort: those of the languages with spaces, and of those without."""
    spaced: list[str] = []
    run: list[str] = []
    for code in LANGUAGES:
        cues = table(f"cues_{code}.toml")
        (spaced if cues["spaced"] else run).extend(cues["cyber"].get(sort, []))
    return spaced, run
