"""Who speaks: the words of a speaker resolved to a party, its governments, institution and name.

Unknown stays unknown: a government is credited only to its own name or seat, to one of its institutions or people, or
to an office that has its demonym or its name beside it. Second mentions look back at most three paragraphs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import dropwhile

from briefing.gazetteer import Gazetteer, Language, Sense, Token, tokens, word_set
from briefing.model import Span
from briefing.statements.answering import Defence
from briefing.statements.clauses import Report
from briefing.statements.earlier import Earlier
from briefing.statements.grammar import COMPANY, CONCERT, DETERMINER, JOINING
from briefing.statements.homes import ALLIANCES, home, spoken_at
from briefing.statements.memory import LOOK_BACK, MOST_REMEMBERED, UNKNOWN, Body, Memory, Speaker
from briefing.statements.mentions import Mention, within
from briefing.statements.offices import Offices, kind_of
from briefing.statements.speaker_words import (
    ANYBODYS_HEADS,
    FORMER,
    bare,
    claims,
    conjuncts,
    cut_in_lists,
    introductions,
    is_bare,
    is_owner,
    is_personal,
    is_place,
    outsider,
    private_party,
    seated,
    without_seat,
)
from briefing.statements.verb_last import GOES_ON

_ITS, _THE = word_set("its their"), word_set("the")
_PERSONAL = word_set("he she")
_NEUTRAL = word_set("it they its their")
_MINISTRIES = frozenset({"foreign-ministry", "defence", "interior", "justice", "treasury", "economy", "intelligence"})
_LOCAL_ORGANS = frozenset({"police", "security", "justice"})  # that speak for the state wherever they sit
_NO_ROLE = word_set("however meanwhile similar like in too though for citing on")
_FOR = (("for",), ("speaking", "for"), ("on", "behalf", "of"))  # whom a name speaks for
_RELATIVE = frozenset({"who", "which", "whose", "that", "where", "when"})
_POSSESSIVE = word_set("its their his her")
_LEGAL = frozenset({"indictment", "sanction"})
_COMPANY = COMPANY | word_set("with including join joins joining led leads")
_LEADS_TO_COMPANY = _COMPANY | CONCERT | {"in", "by"}
_LEADS = word_set("heads leads runs directs chairs headed led chaired commands")


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
        self.text, self.gazetteer, self.named, self.speaks_for = text, gazetteer, named, speaks_for
        self.language = language
        self.pronouns, self.joining = frozenset(language.pronouns), JOINING | language.joining
        self.offices = Offices(text, gazetteer, day)
        self.earlier = Earlier(
            self.offices,
            home(text, gazetteer, named, language),
            speaks_for,
            self.pronouns,
            _ITS | language.possessives,
            _THE | language.articles,
        )
        self.defence = Defence(text, gazetteer, language, named, self.memory)

    @property
    def memory(self) -> Memory:
        """Who spoke and was named before."""
        return self.earlier.memory

    def note(self, found: Sequence[Mention], paragraph: int, start: int, end: int) -> None:
        """Remembers whom a sentence names: institutions and ministries, and people with an office."""
        here = within(found, start, end)
        for n, m in enumerate(here):
            state = here[n - 1] if n and here[n - 1].state and m.start - here[n - 1].end <= len("'s ") else None
            surface = self.text[m.start : m.end].casefold()
            kind = next((s.key for s in m.senses if s.what == "office" and s.key in _MINISTRIES), None)
            sense = self._which(m, state, paragraph) if m.what == "institution" else None
            if sense:
                row = self.gazetteer.institutions[sense.key]
                self.memory.bodies.append(Body(row.country, row.key, row.name, row.kind, paragraph, surface))
            elif kind and state and state.state:
                known = self.gazetteer.by_kind.get((state.state, kind))
                name = f"{self.text[state.start : state.end]} {surface}"
                body = Body(state.state, known.key if known else None, name, kind, paragraph, surface)
                self.memory.bodies.append(body)
        for role, who in introductions(self.text, here, start, end):
            inside = within(found, *role)
            speaker = self._one(tokens(self.text, *role), inside, paragraph)
            if speaker.governments and any(m.state or m.what == "institution" for m in inside):
                told = replace(speaker, name=self.text[slice(*who)], role=self.text[slice(*role)], named=who)
                self.memory.introduce(paragraph, told, opens=min(role[0], who[0]) - start <= len("the "))

    def speaker(self, report: Report, found: Sequence[Mention], paragraph: int) -> Speaker:
        """The speaker of a reported clause, remembered for later mentions."""
        if report.speaker is None:
            return self._agentless(report, found, paragraph)
        here = within(found, *report.speaker)
        words = tokens(self.text, *report.speaker)
        if not self.language.spaced:
            words = cut_in_lists(words, here, self.joining)
        beside = within(found, *report.apposition) if report.apposition else []
        self.earlier.around, self.earlier.place = (
            found,
            spoken_at(self.text, report.cue_span, report.speaker, found, self.language),
        )
        self.earlier.defended = self.defence.of(report, found)
        self.earlier.person_before = next(
            (m for m in reversed(found) if m.what == "person" and m.end <= report.speaker[0]), None
        )
        speaker = self._topic(report, found, paragraph) or self._joined(words, here, paragraph)
        if report.apposition:
            speaker = self._with_apposition(speaker, report.apposition, beside, paragraph)
        speaker = replace(speaker, span=report.speaker, named=speaker.named or report.speaker)
        self.defence.note(self.earlier.defended, speaker)
        lows = frozenset(w.low for w in words if w.low not in DETERMINER)
        self.memory.keep(paragraph, speaker, lows)
        return speaker

    def accused_by(self, speaker: Speaker, paragraph: int) -> None:
        """Remembers who accused, for a later passive without agent."""
        if speaker.governments:
            self.memory.accusers.append((paragraph, speaker))

    def _agentless(self, report: Report, found: Sequence[Mention], paragraph: int) -> Speaker:
        if report.frame == GOES_ON and (back := self.memory.back(paragraph, 0)):
            return replace(back[0][0], why=f"no topic -> {back[0][0].why}", certainty=min(back[0][0].certainty, 0.6))
        if report.frame != "passive without agent":
            return UNKNOWN
        if report.cue.kind in _LEGAL or report.cue.lemma == "charge":
            return self._prosecutor()
        patients = [m.senses[0].government for m in within(found, *report.patient)] if report.patient else []
        for at, speaker in reversed(self.memory.accusers[-MOST_REMEMBERED:]):
            if paragraph - at <= LOOK_BACK and not set(speaker.governments) & set(patients):
                why = "passive without agent: the accusers named nearest"
                return Speaker("government", why, speaker.governments, certainty=0.3)
        return replace(UNKNOWN, why="passive without agent")

    def _prosecutor(self) -> Speaker:
        """Whose courts or lists a passive without agent means: the only country that the article can mean."""
        accusers = {g for _, speaker in self.memory.accusers for g in speaker.governments}
        only = self.earlier.home.only or (next(iter(accusers)) if len(accusers) == 1 else None)
        if only is None:
            return replace(UNKNOWN, why="passive without agent")
        why = f"passive without agent: {only} is the only country named that can charge or sanction"
        return Speaker("government", why, (only,), certainty=0.3)

    def _topic(self, report: Report, found: Sequence[Mention], paragraph: int) -> Speaker | None:
        """A pronoun's sentence may name its speaker itself: "The declaration of X is milder: it urges ..."."""
        if report.topic is None or any(a <= report.topic[0] < b for a, b in report.spans):
            return None  # "X did it, it says": the content begins with X
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
        known = self._of_one_side(known)
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

    def _of_one_side(self, speakers: list[Speaker]) -> list[Speaker]:
        """Those of a list up to an organ of a state often accused, where another leads it: there a clause begins."""
        suspects = self.gazetteer.suspects
        if suspects.isdisjoint(speakers[0].governments):
            organ = (n for n, s in enumerate(speakers) if s.institution and not suspects.isdisjoint(s.governments))
            return speakers[: next(organ, len(speakers))]
        return speakers

    def _with_apposition(self, speaker: Speaker, span: Span, found: Sequence[Mention], paragraph: int) -> Speaker:
        words = tokens(self.text, *span)
        relative = next((n for n, w in enumerate(words) if n and w.low in _RELATIVE), len(words))
        words = words[_leading(words) : relative]
        first = words[0].low if words else ""
        joint = first in _COMPANY or (first == "in" and words[1:] and words[1].low in CONCERT)
        company = [*dropwhile(lambda w: joint and w.low in _LEADS_TO_COMPANY, words)]
        if not company:
            return speaker
        beside = self._joined(company, found, paragraph)
        if "second mention" in beside.why or "dateline" in beside.why:
            return speaker  # an apposition without a country gives nobody one
        if joint:
            return self._accompanied(speaker, beside, first)
        if beside.party in ("company", "media") and speaker.party in ("group", "anonymous"):
            return replace(speaker, party=beside.party, why=f"apposition: {beside.why}", name=speaker.name)
        if first in _RELATIVE | _NO_ROLE or (first.endswith("ing") and first != "acting"):
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
        named = not found and is_personal(words)
        return replace(speaker, name=role) if named and speaker.governments else speaker

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
        if any(low in FORMER for low in lows):
            return Speaker("group", "held the office formerly: speaks for nobody", name=said)
        if (len(lows) == 1 and lows[0] in self.pronouns) or "".join(lows) in self.pronouns:
            return self.earlier.pronoun(lows[0], paragraph)
        earlier = self.earlier.counterpart(words, found, paragraph) or self.earlier.several(lows, paragraph, said)
        if earlier:
            return earlier
        by_name = any(m.what == "person" and not is_owner(m, words) for m in found)  # "its spokesman X"
        if lows[0] in _PERSONAL | _NEUTRAL and (len(lows) == 1 or (lows[0] in ("its", "their") and not by_name)):
            anybodys = len(lows) > 1 and lows[-1] in ANYBODYS_HEADS
            speaker = self.earlier.pronoun(lows[0], paragraph, 0 if anybodys else LOOK_BACK)
            return (self.earlier.owned(words, found) or speaker) if not speaker.known else speaker
        if not by_name and (owned := self.earlier.owned(words, found)):
            return owned
        collective = self._collective(lows, found, said)
        if collective and lows[0] in ("those", "these", "both"):
            for speaker, before in self.memory.back(paragraph):
                if len(speaker.governments) > 1 or before & self.gazetteer.collective_nouns:
                    return replace(speaker, why=f"'{said}' -> {speaker.why}", certainty=min(speaker.certainty, 0.5))
        if collective:
            return collective
        heads = [m for m in found if not is_place(m, words, self.language.at)]
        persons = [m for m in heads if m.what == "person" and not is_owner(m, words)]
        person = next((s for m in persons for s in m.senses if s.what == "person"), None)
        if person:
            titled = any(m.what != "person" for m in heads)
            return self.offices.person(person, titled)
        private = next((m for m in heads if m.what in ("company", "media", "nobody")), None)
        first_state = next((m for m in heads if m.state), None)
        if private and (first_state is None or private.start <= first_state.start or private.end == words[-1].end):
            party = "group" if private.what == "nobody" else private.what
            return Speaker(party, f"{private.what}: {private.senses[0].key}", name=said, certainty=0.9)
        head = private_party(words, found) or ("group" if outsider(words, found) else None)
        if head:
            return Speaker(head, "no office: a private head", name=said)
        return self._official(words, found, heads, paragraph, said)

    def _official(
        self, words: list[Token], found: Sequence[Mention], heads: Sequence[Mention], paragraph: int, said: str
    ) -> Speaker:
        state = next((m for m in heads if m.state), None)
        institution = next((m for m in heads if m.what == "institution"), None)
        if institution:
            sense = self._which(institution, state, paragraph)
            if sense and not (state and state.state != sense.government and _adjoins(state, institution)):
                return self.offices.institution(sense, words, found)
        owned = [m for m in heads if any(x.what in ("office", "institution") for x in m.senses)]
        office = next((m for m in owned if state and claims(words, state, m, heads, self.language)), None)
        if state is None and owned and (seat := seated(words, found, owned[-1], self.language)) and seat.state:
            why = f"office seated in {seat.state}: {said[:60]}"
            return self.offices.office(seat.state, kind_of(owned[-1]), why, 0.8, words, found)
        if state is None and owned and (local := self._local(owned[-1], words, found)):
            return local
        if state and state.state and office:
            why = f"{state.state} beside an office: {self.text[office.start : office.end]}"
            return self.offices.office(state.state, kind_of(office), why, 0.85, words, found)
        if state and state.state and bare(words, state, self.language.articles):
            if state.what == "demonym":
                return Speaker("group", "a demonym alone names no government", name=said)
            return Speaker("government", f"{state.what}: {said}", (state.state,), certainty=0.9)
        alone = without_seat(words, owned[-1]) if owned else words
        if owned and state is None and (not self.language.spaced or is_bare(alone, owned, self.language)):
            bodies = [m for m in owned if kind_of(m) != "government"] if not self.language.spaced else []
            head = bodies[0] if bodies else owned[-1]  # "foreign-ministry spokesperson" in one run
            return self.earlier.second_mention(words, head, found, paragraph, said)
        return self.earlier.surname(words, found, said)

    def _local(self, office: Mention, words: list[Token], found: Sequence[Mention]) -> Speaker | None:
        """An organ of the state in one of its cities or parts: "police in X", "X's public security bureau"."""
        region = next((m.region for m in found if m.region), None)
        kinds = {s.key for s in office.senses if s.what == "office"}
        kinds |= {self.gazetteer.institutions[s.key].kind for s in office.senses if s.what == "institution"}
        if region is None or _LOCAL_ORGANS.isdisjoint(kinds):
            return None
        why = f"{self.text[office.start : office.end]} in a part of {region}"
        return self.offices.office(region, min(kinds), why, 0.8, words, found)

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
        at_home = [s for s in senses if s.government == self.earlier.home.dateline]
        if len(senses) == 1 and senses[0].government == self.earlier.home.script:
            return senses[0]
        if at_home and not self.language.spaced:
            return at_home[0]
        spoke = [g for s, _ in self.memory.back(paragraph) for g in s.governments]
        near = [s for g in spoke for s in senses if s.government == g]
        if near and len(senses) > 1:
            return near[0]
        everybody_has_one = any(s.what == "office" for s in mention.senses)
        suspects = self.gazetteer.suspects
        others = [g for g in self.named if g not in suspects and g not in ALLIANCES]
        whole_name = sum(w[:1].isupper() and w != "The" for w in self.text[mention.start : mention.end].split()) > 1
        if len(senses) == 1 and not others and whole_name and not everybody_has_one:
            return senses[0]  # the only listed one of that name, and no other country is named that could have one
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
        nameless = not g.anonymous.isdisjoint((lows[-1], *lows[:2]))
        if stateless and nameless and not (lows[0] == "the" and _is_service(said, found)):
            return Speaker("anonymous", f"nameless: {said}", role=said, certainty=0.8)
        return None


def _is_service(said: str, found: Sequence[Mention]) -> bool:
    """Whether a phrase is "the" and an office that only one service of a state can be: "the intelligence services"."""
    return any(kind_of(m) == "intelligence" and m.end - m.start == len(said) - len("the ") for m in found)


def _adjoins(state: Mention, institution: Mention) -> bool:
    """Whether another state's name claims the institution: "Czech foreign ministry", not "the NCSC in China"."""
    gap = institution.start - state.end
    return gap >= 0 and (state.what == "demonym" or gap <= len("'s "))


def _leading(words: Sequence[Token]) -> int:
    """How many words lead to an office: "who heads the Czech cyber agency", "for the ministry", "on behalf of X"."""
    lows = tuple(w.low for w in words[:3])
    if len(words) > 2 and lows[0] == "who" and lows[1] in _LEADS:
        return 2
    return next((len(lead) for lead in _FOR if lows[: len(lead)] == lead), 0)
