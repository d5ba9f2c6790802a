"""Names in a text: which government, institution, person, group or company stands where."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from briefing.gazetteer import ORGAN, SELF, STATE, Gazetteer, Hit, Language, Sense, Token, unspaced
from briefing.model import Article
from briefing.statements.grammar import AUXILIARY, DETERMINER, JOINING, PREPOSITION
from briefing.statements.passages import Passage

_CYBER_OFFICES = frozenset({"intelligence", "cyber-agency", "cert"})
_ORGAN_KINDS = frozenset({"intelligence", "military", "security"})
LONGEST_NAMING = 40  # characters before a name in which it is introduced
STATES = frozenset({"government", "demonym", "metonym"})
SPEAKING = STATES | {"institution", "person", "company", "media", "office"}  # what can be the subject of a verb
ENTITIES = frozenset({"institution", "office", "person", "company"})
_NUMBERED = re.compile(r"(\D+?)-?\d+")
_UNITS = frozenset("%‰$€£¥°")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found: its offsets and everything that it may mean."""

    start: int
    end: int
    senses: tuple[Sense, ...]

    @property
    def what(self) -> str:
        """The sort of thing that the first meaning is."""
        return self.senses[0].what

    @property
    def actors(self) -> tuple[str, ...]:
        """The threat groups that the name may mean: several where its namers differ."""
        return tuple(s.key for s in self.senses if s.what == "actor")

    @property
    def region(self) -> str | None:
        """The government whose city or part of the country the name is."""
        return self.senses[0].key if self.senses[0].what == "region" else None

    @property
    def state(self) -> str | None:
        """The government, if the name is one's name, demonym or seat."""
        return self.senses[0].government if self.senses[0].what in STATES else None


def mentions(
    passage: Passage, text: str, gazetteer: Gazetteer, language: Language, cyber_article: bool
) -> tuple[Mention, ...]:
    """Every name of a paragraph, in order.

    An ordinary word counts as a group only beside a cyber term or, in an article about a cyber matter, where a group is
    said to be so called.
    """
    words = list(passage.words)
    out = []
    cyber: bool | None = None
    for hit in gazetteer.names.find(words):
        senses = hit.meanings
        if any(s.word for s in senses):
            if cyber is None:
                cyber = language.cyber.search(text, passage.start, passage.end) is not None
            named = cyber or (cyber_article and _so_called(text, words[hit.first].start, passage.start, language))
            senses = senses if named else tuple(s for s in senses if not s.word)
        if senses:
            out.append(Mention(words[hit.first].start, words[hit.last - 1].end, senses))
            out += _by_number_alone(words, hit, gazetteer, JOINING | language.joining | {"/"})
    if unspaced(text[passage.start : passage.end]):
        runs = [Mention(*found) for found in gazetteer.runs.find(text, passage.start, passage.end)]
        short = _by_one_character(text, passage.start, passage.end, language, {m.start for m in runs})
        out = sorted([*out, *runs, *short], key=lambda m: m.start)
    return tuple(out)


def _by_one_character(text: str, start: int, end: int, language: Language, known: Collection[int]) -> Iterator[Mention]:
    """States named by one character, several in a row or before an office."""
    for m in language.short.finditer(text, start, end):
        if m.start() not in known:
            named = (i for i in range(*m.span()) if text[i] in language.short_names)
            yield from (Mention(i, i + 1, (_state(language.short_names[text[i]]),)) for i in named)


def _state(code: str) -> Sense:
    return Sense("government", code, code)


def _by_number_alone(
    words: list[Token], hit: Hit[Sense], gazetteer: Gazetteer, joining: frozenset[str]
) -> Iterator[Mention]:
    """Further groups of a list that gives the family once: "APT31 and 40"."""
    name = _NUMBERED.fullmatch("".join(w.text for w in words[hit.first : hit.last]))
    at = hit.last
    while name and at < len(words) and words[at].low in joining:
        while at < len(words) and words[at].low in joining:
            at += 1
        if at == len(words) or not words[at].text.isdecimal() or _counts(words[at + 1 : at + 3], joining):
            return
        number = words[at]
        named = gazetteer.names.at([Token(number.start, number.end, *[(name[1] + number.text).lower()] * 2)], 0)
        if named is None:
            return
        yield Mention(number.start, number.end, named.meanings)
        at += 1


def _counts(after: list[Token], joining: frozenset[str]) -> bool:
    """Whether a number before these words may count something: "40 firms", "40 of its servers", "40 %"."""
    following, then = [*(w.low for w in after), ".", "."][:2]
    if following == "of":
        return then in DETERMINER
    name_goes_on = following in joining | AUXILIARY | PREPOSITION or not following[0].isalnum()
    return not name_goes_on or following in _UNITS


def _so_called(text: str, at: int, start: int, language: Language) -> bool:
    """Whether the words before a name introduce it: "a group called", "the group"."""
    before = text[max(start, at - LONGEST_NAMING) : at]
    return language.naming.search(before) is not None


def speaks_of_cyber(
    article: Article,
    found: Sequence[Passage],
    named: Sequence[tuple[Mention, ...]],
    gazetteer: Gazetteer,
    language: Language,
) -> bool:
    """Whether title or body speak of a cyber matter: a strong term, a threat group, or two weak terms."""
    text, weak = article.text, set[str]()
    if language.cyber.search(article.title):
        return True
    for passage, names in zip(found, named, strict=True):
        if language.cyber.search(text, passage.start, passage.end) or any(m.what == "actor" for m in names):
            return True
        weak |= {m.group().casefold() for m in language.weak_cyber.finditer(text, passage.start, passage.end)}
    services = any(
        s.what == "institution" and gazetteer.institutions[s.key].kind in _CYBER_OFFICES
        for names in named
        for m in names
        for s in m.senses
    )
    return len(weak) + services >= 2


def governments_in(found: Sequence[Passage], named: Sequence[tuple[Mention, ...]]) -> tuple[str, ...]:
    """Governments named in the body, headlines apart, in order."""
    codes: dict[str, None] = {}
    for passage, names in zip(found, named, strict=True):
        if not passage.heading:
            codes |= {
                s.government: None
                for m in names
                for s in m.senses[:1]
                if s.government and s.what != "actor" and not s.shared
            }
    return tuple(codes)


def entities_in(named: Sequence[tuple[Mention, ...]]) -> tuple[str, ...]:
    """The institutions, offices, people and companies named anywhere, as "what:key", the same in every language.

    What may mean several of them is left out.
    """
    keys: dict[str, None] = {}
    for m in (m for names in named for m in names):
        meant = {f"{s.what}:{s.key}" for s in m.senses if s.what in ENTITIES}
        if len(meant) == 1:
            keys |= dict.fromkeys(meant)
    return tuple(keys)


def within(found: Sequence[Mention], start: int, end: int) -> list[Mention]:
    """The mentions that lie in start:end; `found` stands in order."""
    low, high = bisect_left(found, start, key=_start), bisect_left(found, end, key=_start)
    return [m for m in found[low:high] if m.end <= end]


def _start(mention: Mention) -> int:
    return mention.start


def masked(
    text: str, start: int, end: int, found: Sequence[Mention], own: tuple[str, ...], gazetteer: Gazetteer
) -> str:
    """text[start:end] with the names of governments and their organs replaced by the marks that cue tables use."""
    parts, at = [], start
    for m in within(found, start, end):
        mark = _mark(m, own, gazetteer)
        if mark:
            parts += [text[at : m.start], mark]
            at = m.end
    return "".join([*parts, text[at:end]])


def marked(
    found: Sequence[Mention], spans: Sequence[tuple[int, int]], own: tuple[str, ...], gazetteer: Gazetteer
) -> Iterator[str]:
    """The other governments behind the marks of the masked spans, one for each mark, in order."""
    for start, end in spans:
        for m in within(found, start, end):
            if _mark(m, own, gazetteer) in (STATE, ORGAN) and (government := m.senses[0].government):
                yield government


def _mark(mention: Mention, own: tuple[str, ...], gazetteer: Gazetteer) -> str | None:
    sense = mention.senses[0]
    if sense.what in STATES:
        return SELF if sense.government in own else STATE
    if sense.what == "institution":
        offices = [s for s in mention.senses if s.what == "institution"]
        organs = [s for s in offices if s.government not in own and gazetteer.institutions[s.key].kind in _ORGAN_KINDS]
        return ORGAN if len(organs) == len(offices) else None
    return None
