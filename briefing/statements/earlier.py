"""Speakers who are meant by an earlier mention: pronouns, "the ministry", "both agencies", a surname, a bare office."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from briefing.gazetteer import Token, unspaced, word_set
from briefing.statements.homes import ALLIANCES, Home
from briefing.statements.memory import LOOK_BACK, UNKNOWN, Memory, Speaker
from briefing.statements.mentions import Mention
from briefing.statements.offices import Offices, kind_of
from briefing.statements.speaker_words import ANYBODYS_HEADS, personal_name

_PERSONAL = word_set("he she")
_POSSESSIVES = word_set("its their")
_SECRETARIES = word_set("secretary minister undersecretary commissioner")  # with a name: of the body named before
# the offices of ministers, one of each in a government
_CABINET = frozenset({"foreign-ministry", "defence", "interior", "justice", "treasury", "head-of-government"})
_BODIES = word_set("agencies services ministries departments bodies authorities bureaus")
_NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5}
_COUNTERPARTS = word_set("namesake namesakes counterpart counterparts equivalent")
_SETTLEMENTS = word_set("city province municipality prefecture region")
_ANSWERING = frozenset({"foreign-ministry", "embassy"})
_BEFORE_OPENING = frozenset('.!?:\n”»"')


@dataclass(slots=True)
class Earlier:
    """Finds the earlier mention that a speaker's words mean.

    `around` the names of the paragraph, `place` the government at whose seat the present speaker speaks, `defended` the
    often accused state for which the present words answer.
    """

    offices: Offices
    home: Home
    speaks_for: str | None
    pronouns: frozenset[str]
    possessives: frozenset[str] = _POSSESSIVES
    articles: frozenset[str] = frozenset()
    memory: Memory = field(default_factory=Memory)
    around: Sequence[Mention] = ()
    person_before: Mention | None = None
    place: str | None = None
    defended: str | None = None

    def pronoun(self, low: str, paragraph: int, reach: int = LOOK_BACK) -> Speaker:
        """Whom "he", "it", "their" means: who was introduced since, else the nearest compatible speaker."""
        personal, foreign = low in _PERSONAL, low in self.pronouns
        if personal and (topic := self.memory.topic):
            return replace(topic, why=f"'{low}' -> {topic.why}", certainty=0.6)
        for speaker, before in self.memory.back(paragraph, reach):
            one = len(speaker.governments) < 2 and not any(w.endswith("s") for w in before)
            if low in ("they", "their") and one:
                continue
            company = speaker.party == "company"
            if foreign or personal == (speaker.name is not None and not company) or (not personal and company):
                return replace(speaker, why=f"'{low}' -> {speaker.why}", certainty=min(speaker.certainty, 0.6))
        if self.person_before and (personal or foreign):
            return self.offices.person(self.person_before.senses[0])
        return replace(UNKNOWN, why=f"'{low}' refers to nobody in reach")

    def owned(self, words: list[Token], heads: Sequence[Mention]) -> Speaker | None:
        """ "its embassy", "the country's cyber agency": an office of a state that the paragraph named before."""
        offices = [m for m in heads if any(s.what in ("office", "institution") for s in m.senses)]
        lows = [w.low for w in words]
        if not offices:
            return None
        whose = lows[1] if lows[0] == "the" and len(lows) > 2 and lows[2] in ("'s", "’s") else ""
        if whose == "country":
            state = self._country_before(words[0].start, kind_of(offices[-1]))
        elif whose in _SETTLEMENTS:
            state = self._settlement_before(words[0].start)
        elif lows[0] in self.possessives:
            state = self._opening_state(words[0].start)
        else:
            return None
        if state is None:
            return None
        why = f"'{self.offices.text[words[0].start : words[-1].end][:40]}' -> {state}, named before"
        return self.offices.office(state, kind_of(offices[-1]), why, 0.6, words, heads)

    def _country_before(self, at: int, kind: str) -> str | None:
        """The state of "the country" in the paragraph: the nearest that is not often accused, if it may accuse."""
        states = [m.state for m in self.around if m.state and m.end <= at and m.state not in ALLIANCES]
        plain = [s for s in states if s not in self.offices.gazetteer.suspects]
        if len({*states}) > 1 and kind in _ANSWERING:
            return None
        return plain[-1] if plain else states[-1] if states else self.home.dateline or self.home.only

    def _settlement_before(self, at: int) -> str | None:
        """The state of "the city" or "the province" in the paragraph: of the one that was named last."""
        places = (m for m in reversed(self.around) if m.end <= at and (m.region or m.what == "metonym"))
        return next((m.region or m.state for m in places), None)

    def _opening_state(self, at: int) -> str | None:
        """The nearest state before whose name opens a sentence."""
        text = self.offices.text
        for m in reversed([m for m in self.around if m.end <= at and m.what in ("government", "metonym")]):
            before = text[max(0, m.start - 8) : m.start].rstrip(" ")
            last = re.split(r"\W", before)[-1]
            before = before.removesuffix(last).rstrip(" ") if last.casefold() in self.articles else before
            if m.start == 0 or not before or before[-1] in _BEFORE_OPENING:
                return m.state
        return None

    def several(self, lows: Sequence[str], paragraph: int, said: str) -> Speaker | None:
        """ "the two agencies", "both ministries", "the services": those named last."""
        counted = next((n for low, n in _NUMBERS.items() if low in lows[:2]), None)
        rest = [low for low in lows if low not in _NUMBERS and low not in ("the", "these", "those")]
        if len(rest) != 1 or rest[0] not in _BODIES or rest == [*lows]:
            return None
        for speaker, before in self.memory.back(paragraph):
            if len(speaker.governments) > 1 or (speaker.governments and (rest[0] in before or "and" in before)):
                return replace(speaker, why=f"'{said}' -> {speaker.why}", certainty=min(speaker.certainty, 0.5))
        codes = self.memory.several(counted or 2, paragraph)
        return Speaker("government", f"'{said}' -> the bodies named last", codes, certainty=0.5) if codes else None

    def counterpart(self, words: list[Token], heads: Sequence[Mention], paragraph: int) -> Speaker | None:
        """ "its British namesake": the office of that state of the kind that was named last."""
        state = next((m.state for m in heads if m.what == "demonym"), None)
        if state is None or words[-1].low not in _COUNTERPARTS:
            return None
        near = [b for b in self.memory.bodies[-1:] if paragraph - b.paragraph <= LOOK_BACK]
        kind = near[0].kind if near else "government"
        return self.offices.office(state, kind, f"{state} beside '{words[-1].low}'", 0.6, words, heads)

    def second_mention(
        self, words: list[Token], head: Mention, found: Sequence[Mention], paragraph: int, said: str
    ) -> Speaker:
        """ "the ministry", "the spokesperson", "minister X": the earlier mention of that head, else the office at home.

        A spokesperson with a name is no second mention of another's spokesperson, nor at another seat. One whose words
        answer for the accused state is that state's, wherever the article is at home.
        """
        kinds = {s.key for s in head.senses if s.what == "office"}
        lows = {w.low for w in words}
        held = unspaced(said) and len(said) > head.end - head.start  # a holder's name in one run with the office
        named = held or personal_name(words, found) is not None
        rows = self.offices.gazetteer.institutions
        bodies = {rows[s.key].kind for s in head.senses if s.what == "institution"}
        answers = not self.speaks_for and not _ANSWERING.isdisjoint(kinds | bodies)
        new = self.place is not None or (named and not ANYBODYS_HEADS.isdisjoint(lows))
        before = None if new else self._before(words, head, found, paragraph, said)
        unspoken = (ANYBODYS_HEADS | self.home.spokespeople).isdisjoint(lows) and not held
        again = before is not None and before.name is None and ("the" in lows or unspoken)  # "the ministry", as before
        if self.defended and answers and self.place in (None, self.defended) and not again:
            why = f"'{said[:40]}': its words answer for {self.defended}"
            return self.offices.office(self.defended, kind_of(head), why, 0.5, words, found)
        if before:
            return replace(before, named=None) if held else before
        if named and not _SECRETARIES.isdisjoint(lows) and self.place is None and kinds == {"government"}:
            before = self._of_body(words, paragraph, found, said)
            if before:
                return before
        near = self.memory.back(paragraph, 0)
        at_home = self.home.of_office(kinds, lows, self.place, said) or self.home.of_script(
            kinds, said, near[0][0].governments if near else ()
        )
        if at_home and at_home[0] in self.home.never(said):
            at_home = None
        if self.speaks_for and not self.place:
            at_home = self.speaks_for, f"in a text of {self.speaks_for}"
        if at_home is None and named and not _CABINET.isdisjoint(kinds) and ANYBODYS_HEADS.isdisjoint(lows):
            at_home = self._of_who_spoke(paragraph)
        owners = {s.government for s in head.senses if s.what == "institution"}
        if at_home and (self.place or kinds or not owners or at_home[0] in owners):
            return self.offices.office(at_home[0], kind_of(head), f"'{said[:40]}': {at_home[1]}", 0.6, words, found)
        placed = (
            unspaced(said) or any(m.state for m in found) or not ANYBODYS_HEADS.isdisjoint(lows) or "embassy" in kinds
        )
        kind = None if placed else kind_of(head)
        why = f"an office without a country: {said[:40]}"
        return Speaker("anonymous", why, kind=kind, role=said, unplaced=answers)

    def accuser(self, speaker: Speaker, about: Collection[str]) -> Speaker:
        """An office without a country that accuses a state often accused is of the only other one in the article."""
        only, suspects = self.home.only, self.offices.gazetteer.suspects
        if speaker.known or speaker.kind is None or only is None or suspects.isdisjoint(about):
            return speaker
        why = f"{speaker.why}; it accuses {', '.join(about)}, and only {only} is named beside"
        return replace(speaker, party="government", governments=(only,), why=why, certainty=0.5)

    def _of_who_spoke(self, paragraph: int) -> tuple[str, str] | None:
        """The government that spoke last in this paragraph, if no other but those often accused is named."""
        back = self.memory.back(paragraph, 0)
        only = self.home.only
        if only is None or not back or back[0][0].governments != (only,):
            return None
        return only, f"an office behind words of {only}, the only country named beside those often accused"

    def _before(
        self, words: list[Token], head: Mention, found: Sequence[Mention], paragraph: int, said: str
    ) -> Speaker | None:
        last = self.offices.text[head.start : head.end].casefold().split()[-1]
        kinds = {s.key for s in head.senses if s.what == "office"}
        if (
            words[0].low in ("a", "an", "another")
            and last in ANYBODYS_HEADS
            and (near := self.memory.back(paragraph, 0))
        ):
            speaker = near[0][0]
            if speaker.role and speaker.name is None and len(speaker.governments) == 1:
                return self._again(speaker, words, found, said)
        never = self.home.never(said)
        for speaker, before in self.memory.back(paragraph):
            if not never.isdisjoint(speaker.governments):
                continue
            row = self.offices.gazetteer.institutions.get(speaker.institution or "")
            body = row is not None and last in row.name.casefold().split()
            same_word = body or last in before or last in (speaker.role or "").casefold()
            if body and speaker.name:
                speaker = replace(speaker, name=None, role=None, named=None)  # the ministry, not its minister
            if len(speaker.governments) == 1 and (same_word or (row is not None and row.kind in kinds)):
                return self._again(speaker, words, found, said)
        one = self.memory.body(last, kinds, paragraph)
        if one is None or one.country in never:
            return None
        why = f"second mention '{said[:40]}' -> {one.name} ({one.country})"
        return self.offices.named(Speaker("government", why, (one.country,), one.key, certainty=0.5), words, found)

    def _again(self, speaker: Speaker, words: list[Token], found: Sequence[Mention], said: str) -> Speaker:
        why = f"second mention '{said[:40]}' -> {speaker.why}"
        return replace(self.offices.named(speaker, words, found), why=why, certainty=min(speaker.certainty, 0.6))

    def _of_body(self, words: list[Token], paragraph: int, found: Sequence[Mention], said: str) -> Speaker | None:
        """A titled name after a body that was named in the same paragraph: "Deputy Secretary X" of the department."""
        near = [b for b in self.memory.bodies[-1:] if b.paragraph == paragraph]
        if not near or near[0].country in self.offices.gazetteer.suspects:
            return None
        why = f"'{said[:40]}' -> {near[0].name}, named before"
        one = Speaker("government", why, (near[0].country,), near[0].key, certainty=0.5)
        return self.offices.named(one, words, found)

    def surname(self, words: list[Token], found: Sequence[Mention], said: str) -> Speaker:
        """A name alone: whoever was called so before; else a name that no table holds, or nobody known."""
        names = {m.start for m in found if m.state}
        capitals = [w for w in words if w.text[0].isupper() and w.text.isalpha() and w.start not in names]
        if len(capitals) == 1 and capitals[0] is words[0] and len(words) > 1:
            capitals = []  # the capital of a sentence's beginning
        speaker = self.memory.surnamed(capitals[-1].low) if 0 < len(capitals) <= 2 else None
        if speaker:
            why = f"surname '{capitals[-1].text}' -> {speaker.why}"
            return replace(speaker, why=why, certainty=min(speaker.certainty, 0.8))
        if capitals:
            return Speaker("group", "a name that no table holds", name=said, certainty=0.4)
        return Speaker("anonymous", "no known party", role=said, certainty=0.3)
