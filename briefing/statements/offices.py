"""Speakers made of gazetteer rows: a person in office, an institution, an office of a government."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.gazetteer import Gazetteer, Sense, Token, word_set
from briefing.statements.memory import Speaker
from briefing.statements.mentions import Mention
from briefing.statements.speaker_words import personal_name

_NAMELESS = word_set("official officials diplomat diplomats source sources insider insiders")
_NO_ROW = frozenset({"government", "embassy"})  # kinds that say nothing of which institution it is


@dataclass(frozen=True, slots=True)
class Offices:
    """Makes speakers of one article, whose `day` tells which office a person held."""

    text: str
    gazetteer: Gazetteer
    day: str | None

    def person(self, sense: Sense, titled: bool = False) -> Speaker:
        """The person with the office held on the day; out of office a bare name speaks for nobody."""
        person = self.gazetteer.people[sense.key]
        role, held = person.role_on(self.day)
        office = self.gazetteer.institutions[role.institution]
        if not held and not titled:
            return Speaker("group", f"person: {person.name}, in no listed office on that day", name=person.name)
        certainty = 0.95 if held else 0.6
        why = f"person: {person.name}, {role.title}" + ("" if held else " (office not held on that day)")
        return Speaker(
            "government", why, (office.country,), office.key, office.kind, person.name, role.title, certainty=certainty
        )

    def institution(self, sense: Sense, words: Sequence[Token], found: Sequence[Mention]) -> Speaker:
        """A listed institution, with the person whom the words name for it."""
        row = self.gazetteer.institutions[sense.key]
        certainty = 0.7 if sense.shared else 0.9
        speaker = Speaker(
            "government", f"institution: {row.name}", (row.country,), row.key, row.kind, certainty=certainty
        )
        return self.named(speaker, words, found)

    def office(
        self, country: str, kind: str, why: str, certainty: float, words: Sequence[Token], found: Sequence[Mention]
    ) -> Speaker:
        """An office of a government, with its row if one of its kind is listed."""
        row = self.gazetteer.by_kind.get((country, kind)) if kind not in _NO_ROW else None
        speaker = Speaker("government", why, (country,), row.key if row else None, kind, certainty=certainty)
        speaker = self.named(speaker, words, found)
        nameless = speaker.name is None and not _NAMELESS.isdisjoint(w.low for w in words)
        return replace(speaker, nameless=nameless)

    def named(self, speaker: Speaker, words: Sequence[Token], found: Sequence[Mention]) -> Speaker:
        """Adds the person's name, if the phrase ends with capitals that belong to no known name, and the role."""
        begin, end = words[0].start, words[-1].end
        name = personal_name(words, found)
        if name is None:
            return replace(speaker, role=self.text[begin:end])
        role = f"{self.text[begin : name[0]].strip(' ,')} {self.text[name[1] : end].strip(' ,')}".strip()
        return replace(speaker, name=self.text[slice(*name)], role=role or None)


def kind_of(office: Mention) -> str:
    """The kind of an office, "government" if its words do not tell."""
    return next((s.key for s in office.senses if s.what == "office"), "government")
