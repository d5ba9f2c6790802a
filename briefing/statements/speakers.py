"""Who speaks: the words of a speaker resolved to a party, its governments, institution and name.

Unknown stays unknown: a government is credited only to its own name or seat, to one of its institutions or people, or
to an office that has its demonym or its name beside it. Second mentions look back at most three paragraphs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from briefing.gazetteer import Gazetteer, Language, Sense, Token, tokens, word_set
from briefing.model import Span
from briefing.statements.clauses import Report
from briefing.statements.grammar import DETERMINER, JOINING
from briefing.statements.memory import LOOK_BACK, MOST_REMEMBERED, UNKNOWN, Memory, Speaker
from briefing.statements.mentions import Mention, within
from briefing.statements.speaker_words import (
    ANYBODYS_HEADS,
    bare,
    claims,
    conjuncts,
    dateline,
    is_bare,
    is_owner,
    is_place,
    outsider,
    personal_name,
    private_head,
)

MOST_NAMES = 4  # words of a person's name
_PERSONAL = word_set("he she")
_NEUTRAL = word_set("it they its their")
_MINISTRIES = frozenset({"foreign-ministry", "defence", "interior", "justice", "treasury", "economy", "intelligence"})
_EXECUTIVE = frozenset({"foreign-ministry", "defence", "interior", "treasury", "head-of-government"})
_NO_ROLE = word_set("however meanwhile similar like in too though for citing on")
_RELATIVE = frozenset({"who", "which", "whose", "that", "where", "when"})
_POSSESSIVE = word_set("its their his her")
_COMPANY = word_set("along together with including join joins joined joining led leads")
_FORMER = frozenset({"former", "ex", "retired", "then"})


class _Body(NamedTuple):
    """An institution or ministry that the article named: whose it is, its row if one is listed, how it was written."""

    country: str
    key: str | None
    name: str
    kind: str
    paragraph: int
    surface: str


class Resolver:
    """Resolves the speakers of one article."""

    def __init__(
        self,
        text: str,
        gazetteer: Gazetteer,
        day: str | None,
        named: frozenset[str],
        speaks_for: str | None,
        language: Language,
    ) -> None:
        self.text, self.gazetteer, self.day, self.named, self.speaks_for = text, gazetteer, day, named, speaks_for
        self.language = language
        self.pronouns, self.joining = frozenset(language.pronouns), JOINING | language.joining
        self.home = dateline(text, gazetteer)
        self.memory = Memory()
        self.person_before: Mention | None = None
        self.named_before: list[_Body] = []

    def note(self, found: Sequence[Mention], paragraph: int, start: int, end: int) -> None:
        """Remembers the institutions and ministries that a sentence names, so that "the ministry" can mean one."""
        here = within(found, start, end)
        for n, m in enumerate(here):
            state = here[n - 1] if n and here[n - 1].state and m.start - here[n - 1].end <= len("'s ") else None
            surface = self.text[m.start : m.end].casefold()
            kind = next((s.key for s in m.senses if s.what == "office" and s.key in _MINISTRIES), None)
            sense = self._which(m, state, paragraph) if m.what == "institution" else None
            if sense:
                row = self.gazetteer.institutions[sense.key]
                self.named_before.append(_Body(row.country, row.key, row.name, row.kind, paragraph, surface))
            elif kind and state and state.state:
                known = self.gazetteer.by_kind.get((state.state, kind))
                name = f"{self.text[state.start : state.end]} {surface}"
                body = _Body(state.state, known.key if known else None, name, kind, paragraph, surface)
                self.named_before.append(body)

    def speaker(self, report: Report, found: Sequence[Mention], paragraph: int) -> Speaker:
        """The speaker of a reported clause, remembered for later mentions."""
        if report.speaker is None:
            return self._agentless(report, found, paragraph)
        words = tokens(self.text, *report.speaker)
        here = within(found, *report.speaker)
        beside = within(found, *report.apposition) if report.apposition else []
        self.person_before = next(
            (m for m in reversed(found) if m.what == "person" and m.end <= report.speaker[0]), None
        )
        speaker = self._topic(report, found, paragraph) or self._joined(words, here, paragraph)
        if report.apposition:
            speaker = self._with_apposition(speaker, report.apposition, beside, paragraph)
        speaker = replace(speaker, span=report.speaker, named=speaker.named or report.speaker)
        lows = frozenset(w.low for w in words if w.low not in DETERMINER)
        self.memory.keep(paragraph, speaker, lows)
        return speaker

    def accused_by(self, speaker: Speaker, paragraph: int) -> None:
        """Remembers who accused, for a later passive without agent."""
        if speaker.governments:
            self.memory.accusers.append((paragraph, speaker))

    def _agentless(self, report: Report, found: Sequence[Mention], paragraph: int) -> Speaker:
        if report.frame != "passive without agent":
            return UNKNOWN
        patients = [m.senses[0].government for m in within(found, *report.patient)] if report.patient else []
        for at, speaker in reversed(self.memory.accusers[-MOST_REMEMBERED:]):
            if paragraph - at <= LOOK_BACK and not set(speaker.governments) & set(patients):
                why = "passive without agent: the accusers named nearest"
                return Speaker("government", why, speaker.governments, certainty=0.3)
        return replace(UNKNOWN, why="passive without agent")

    def _topic(self, report: Report, found: Sequence[Mention], paragraph: int) -> Speaker | None:
        """A pronoun's sentence may name its speaker itself: "The declaration of X is milder: it urges ..."."""
        if report.topic is None:
            return None
        topic = self._joined(tokens(self.text, *report.topic), within(found, *report.topic), paragraph)
        return (
            replace(topic, why=f"pronoun -> {topic.why}", named=report.topic, certainty=min(topic.certainty, 0.6))
            if topic.governments
            else None
        )

    # ---- several speakers in one phrase

    def _joined(self, words: list[Token], found: Sequence[Mention], paragraph: int) -> Speaker:
        split = conjuncts(words, found, self.joining)
        split = [p for n, p in enumerate(split) if not n or p[0].low not in _POSSESSIVE]
        parts = [self._one(part, within(found, part[0].start, part[-1].end), paragraph) for part in split]
        known = [p for p in parts if p.governments]
        if len(parts) == 1 or not known:
            whole = self._one(words, found, paragraph)
            return parts[0] if not whole.known and parts and parts[0].known else whole
        codes = tuple(dict.fromkeys(g for p in known for g in p.governments))
        first = known[0]
        joint = len(codes) > 1
        name = first.name if not joint else None
        why = first.why if not joint else "list of speakers: " + "; ".join(p.why for p in known)
        certainty = min(p.certainty for p in known)
        return replace(
            first,
            governments=codes,
            why=why,
            name=name,
            institution=first.institution if not joint else None,
            certainty=certainty,
        )

    def _with_apposition(self, speaker: Speaker, span: Span, found: Sequence[Mention], paragraph: int) -> Speaker:
        words = tokens(self.text, *span)
        relative = next((n for n, w in enumerate(words) if n and w.low in _RELATIVE), len(words))
        words = words[:relative]
        first = words[0].low if words else ""
        company = [
            w for n, w in enumerate(words) if w.low not in _COMPANY or any(v.low not in _COMPANY for v in words[:n])
        ]
        if not company:
            return speaker
        beside = self._joined(company, found, paragraph)
        if "second mention" in beside.why or "dateline" in beside.why:
            return speaker  # an apposition without a country gives nobody one
        if first in _COMPANY:
            return self._accompanied(speaker, beside, first)
        if first in _RELATIVE | _NO_ROLE or first.endswith("ing"):
            return speaker
        if beside.name and beside.governments == speaker.governments and not speaker.name:
            return beside  # "Australia's home affairs minister, Jane Doe": the person tells more than the office
        role = self.text[span[0] : span[1]].strip()
        unplaced = not speaker.governments and (
            speaker.party == "anonymous" or (speaker.party == "group" and speaker.name)
        )
        if unplaced and beside.governments:
            why = f"apposition: {role[:60]} -> {beside.why}"
            return replace(beside, name=speaker.name, role=role, why=why, certainty=min(beside.certainty, 0.8))
        if speaker.name:
            return replace(speaker, role=speaker.role or role)
        is_name = (
            1 < len(words) <= MOST_NAMES and all(w.text[0].isupper() or w.text == "." for w in words) and not found
        )
        return replace(speaker, name=role) if is_name and speaker.governments else speaker

    def _accompanied(self, speaker: Speaker, beside: Speaker, word: str) -> Speaker:
        """ "X, along with Y": both speak, if X is somebody that governments can join."""
        if not beside.governments or not (speaker.governments or speaker.party == "group"):
            return speaker
        codes = tuple(dict.fromkeys((*speaker.governments, *beside.governments)))
        why = f"{speaker.why}; {word} {beside.why}"
        return replace(speaker, party="government", governments=codes, why=why, certainty=0.6)

    # ---- one speaker

    def _one(self, words: list[Token], found: Sequence[Mention], paragraph: int) -> Speaker:
        said = self.text[words[0].start : words[-1].end]
        lows = [w.low for w in words]
        if any(low in _FORMER for low in lows):
            return Speaker("group", "held the office formerly: speaks for nobody", name=said)
        if (len(lows) == 1 and lows[0] in self.pronouns) or "".join(lows) in self.pronouns:
            return self._pronoun(lows, paragraph, LOOK_BACK)
        if lows[0] in _PERSONAL | _NEUTRAL and (len(lows) == 1 or lows[0] in ("its", "their")):
            anybodys = len(lows) > 1 and lows[-1] in ANYBODYS_HEADS
            return self._pronoun(lows, paragraph, 0 if anybodys else LOOK_BACK)
        collective = self._collective(lows, found, said)
        if collective and lows[0] in ("those", "these", "both"):
            for speaker, before in self.memory.back(paragraph):
                if len(speaker.governments) > 1 or before & self.gazetteer.collective_nouns:
                    return replace(speaker, why=f"'{said}' -> {speaker.why}", certainty=min(speaker.certainty, 0.5))
        if collective:
            return collective
        heads = [m for m in found if not is_place(m, words)]
        persons = [m for m in heads if m.what == "person" and not is_owner(m, words)]
        person = next((s for m in persons for s in m.senses if s.what == "person"), None)
        if person:
            titled = any(m.what != "person" for m in heads)
            return self._person(person, titled)
        private = next((m for m in heads if m.what in ("company", "media", "nobody")), None)
        first_state = next((m for m in heads if m.state), None)
        if private and (first_state is None or private.start <= first_state.start or private.end == words[-1].end):
            party = "group" if private.what == "nobody" else private.what
            return Speaker(party, f"{private.what}: {private.senses[0].key}", name=said, certainty=0.9)
        if private_head(lows) or outsider(words, found):
            return Speaker("group", "no office: a private head", name=said)
        return self._official(words, found, heads, paragraph, said)

    def _official(
        self, words: list[Token], found: Sequence[Mention], heads: Sequence[Mention], paragraph: int, said: str
    ) -> Speaker:
        state = next((m for m in heads if m.state), None)
        institution = next((m for m in heads if m.what == "institution"), None)
        if institution:
            sense = self._which(institution, state, paragraph)
            if sense and not (state and state.state != sense.government and _adjoins(state, institution)):
                return self._institution(sense, words, found)
        owned = [m for m in heads if any(x.what in ("office", "institution") for x in m.senses)]
        office = next((m for m in owned if state and claims(words, state, m, heads, self.language)), None)
        if state and state.state and office:
            kind = next((x.key for x in office.senses if x.what == "office"), "government")
            row = self.gazetteer.by_kind.get((state.state, kind)) if kind not in ("government", "embassy") else None
            why = f"{state.state} beside an office: {self.text[office.start : office.end]}"
            speaker = Speaker("government", why, (state.state,), row.key if row else None, certainty=0.85)
            return self._named(speaker, words, found)
        if state and state.state and bare(words, state):
            if state.what == "demonym":
                return Speaker("group", "a demonym alone names no government", name=said)
            return Speaker("government", f"{state.what}: {said}", (state.state,), certainty=0.9)
        if owned and state is None and is_bare(words, owned[-1]):
            return self._second_mention(words, owned[-1], found, paragraph, said)
        return self._unknown(words, found, paragraph, said)

    def _person(self, sense: Sense, titled: bool = False) -> Speaker:
        """The person with the office held on the day; out of office a bare name speaks for nobody."""
        person = self.gazetteer.people[sense.key]
        role, held = person.role_on(self.day)
        office = self.gazetteer.institutions[role.institution]
        if not held and not titled:
            return Speaker("group", f"person: {person.name}, in no listed office on that day", name=person.name)
        certainty = 0.95 if held else 0.6
        why = f"person: {person.name}, {role.title}" + ("" if held else " (office not held on that day)")
        return Speaker("government", why, (office.country,), office.key, person.name, role.title, certainty=certainty)

    def _institution(self, sense: Sense, words: list[Token], found: Sequence[Mention]) -> Speaker:
        row = self.gazetteer.institutions[sense.key]
        speaker = Speaker(
            "government", f"institution: {row.name}", (row.country,), row.key, certainty=0.7 if sense.shared else 0.9
        )
        return self._named(speaker, words, found)

    def _named(self, speaker: Speaker, words: list[Token], found: Sequence[Mention]) -> Speaker:
        """Adds the person's name, if the phrase ends with capitals that belong to no known name, and the role."""
        begin, end = words[0].start, words[-1].end
        name = personal_name(words, found)
        if name is None:
            return replace(speaker, role=self.text[begin:end])
        role = f"{self.text[begin : name[0]].strip(' ,')} {self.text[name[1] : end].strip(' ,')}".strip()
        return replace(speaker, name=self.text[slice(*name)], role=role or None)

    def _which(self, mention: Mention, state: Mention | None, paragraph: int) -> Sense | None:
        """The institution meant: of the country beside it, else the only one whose country the article names."""
        senses = [s for s in mention.senses if s.what == "institution"]
        if state:
            beside = [s for s in senses if s.government == state.state]
            if beside:
                return beside[0]
        if len(senses) == 1 and not senses[0].shared:
            return senses[0]
        if state:
            return None
        if self.speaks_for:
            own = [s for s in senses if s.government == self.speaks_for]
            if own:
                return own[0]
        spoke = [g for s, _ in self.memory.back(paragraph) for g in s.governments]
        near = [s for g in spoke for s in senses if s.government == g]
        if near and len(senses) > 1:
            return near[0]
        everybody_has_one = any(s.what == "office" for s in mention.senses)
        reachable = [s for s in senses if s.government in self.named]
        return reachable[0] if len(reachable) == 1 and not everybody_has_one else None

    def _collective(self, lows: list[str], found: Sequence[Mention], said: str) -> Speaker | None:
        g = self.gazetteer
        if any(m.what == "collective" for m in found) and not any(m.state for m in found):
            return Speaker("group", f"collective: {said}", name=said, certainty=0.8)
        nouns = [i for i, low in enumerate(lows) if low in g.collective_nouns]
        named = any(m.state or m.what == "institution" for m in found if m.what != "demonym")
        if nouns and not named and (len(lows) <= 2 or any(low in g.collective_adjectives for low in lows[: nouns[0]])):
            return Speaker("group", f"collective: {said}", name=said, certainty=0.8)
        stateless = not any(m.state or m.what in ("institution", "person") for m in found)
        if stateless and (
            lows[-1] in g.anonymous or lows[0] in g.anonymous or (len(lows) > 1 and lows[1] in g.anonymous)
        ):
            return Speaker("anonymous", f"nameless: {said}", role=said, certainty=0.8)
        return None

    def _pronoun(self, lows: list[str], paragraph: int, reach: int) -> Speaker:
        personal = lows[0] in _PERSONAL
        foreign = lows[0] in self.pronouns
        for speaker, before in self.memory.back(paragraph, reach):
            if (
                lows[0] in ("they", "their")
                and len(speaker.governments) < 2
                and not any(w.endswith("s") for w in before)
            ):
                continue
            if (
                foreign
                or personal == (speaker.name is not None and speaker.party != "company")
                or (not personal and speaker.party == "company")
            ):
                return replace(speaker, why=f"'{lows[0]}' -> {speaker.why}", certainty=min(speaker.certainty, 0.6))
        if self.person_before and (personal or foreign):
            return self._person(self.person_before.senses[0])
        return replace(UNKNOWN, why=f"'{lows[0]}' refers to nobody in reach")

    def _second_mention(
        self, words: list[Token], head: Mention, found: Sequence[Mention], paragraph: int, said: str
    ) -> Speaker:
        """ "the ministry", "the spokesperson": the nearest speaker whose words or institution hold that head."""
        last = words[-1].low
        kinds = {s.key for s in head.senses if s.what == "office"}
        for speaker, before in self.memory.back(paragraph):
            row = self.gazetteer.institutions.get(speaker.institution or "")
            body = row is not None and last in row.name.casefold().split()
            same_word = body or last in before or last in (speaker.role or "").casefold()
            if body and speaker.name:
                speaker = replace(speaker, name=None, role=None, named=None)  # the ministry, not its minister
            if (
                speaker.governments
                and len(speaker.governments) == 1
                and (same_word or (row is not None and row.kind in kinds))
            ):
                named = self._named(speaker, words, found)
                return replace(
                    named, why=f"second mention '{said[:40]}' -> {speaker.why}", certainty=min(speaker.certainty, 0.6)
                )
        for one in reversed(self.named_before[-MOST_REMEMBERED:]):
            if paragraph - one.paragraph <= LOOK_BACK and (last in one.surface.split() or one.kind in kinds):
                why = f"second mention '{said[:40]}' -> {one.name} ({one.country})"
                return self._named(Speaker("government", why, (one.country,), one.key, certainty=0.5), words, found)
        if self.home and kinds & _EXECUTIVE:
            return Speaker(
                "government", f"'{said[:40]}' under the dateline of {self.home}", (self.home,), role=said, certainty=0.6
            )
        if self.speaks_for:
            return Speaker(
                "government", f"'{said[:40]}' in a text of {self.speaks_for}", (self.speaks_for,), certainty=0.6
            )
        return Speaker("anonymous", f"an office without a country: {said[:40]}", role=said)

    def _unknown(self, words: list[Token], found: Sequence[Mention], paragraph: int, said: str) -> Speaker:
        names = {m.start for m in found if m.state}
        capitals = [w for w in words if w.text[0].isupper() and w.text.isalpha() and w.start not in names]
        if len(capitals) == 1 and capitals[0] is words[0] and len(words) > 1:
            capitals = []  # the capital of a sentence's beginning
        if capitals and len(capitals) <= 2:
            surname = capitals[-1].low
            for speaker, before in self.memory.back(paragraph, 99):
                if speaker.name and surname in before | {t.casefold() for t in speaker.name.split()}:
                    return replace(
                        speaker,
                        why=f"surname '{capitals[-1].text}' -> {speaker.why}",
                        certainty=min(speaker.certainty, 0.8),
                    )
        if capitals:
            return Speaker("group", "a name that no table holds", name=said, certainty=0.4)
        return Speaker("anonymous", "no known party", role=said, certainty=0.3)


def _adjoins(state: Mention, institution: Mention) -> bool:
    """Whether another state's name claims the institution: "Czech foreign ministry", not "the NCSC in China"."""
    gap = institution.start - state.end
    return gap >= 0 and (state.what == "demonym" or gap <= len("'s "))
