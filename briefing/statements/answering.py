"""For whom a bare office answers: the often accused state that its words defend.

"Foreign ministry spokesperson X called it a smear", in an article that names China as the accused, is China's answer
wherever the article is written. Words that may as well be the accuser's decide nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace

from briefing.gazetteer import SELF, Gazetteer, Language, tokens
from briefing.statements.clauses import Report
from briefing.statements.memory import Memory, Speaker
from briefing.statements.mentions import Mention, marked, masked, within
from briefing.statements.sides import Clause

_ACCUSING = frozenset({"attribution", "condemnation"})  # kinds of verbs whose first object is the accused
_OPENING = re.compile(rf"[\"“”«»„‟「『'‘\s]*(?:(\w+)['’ ]\s*)?{SELF}(?!['’]s)")
_NAMED = frozenset({"government", "metonym"})
_REACH = 3  # words between a smear and whom it smears


def may_answer(c: Clause, gazetteer: Gazetteer, language: Language) -> bool:
    """Whether words that accuse may as well be an answer, as nobody knows whose they are.

    What somebody nameless or unknown denies may be; of an office without a country all but an accuser's plain words.
    """
    if c.speaker.governments or c.speaker.party not in ("anonymous", "group"):
        return False
    denies = c.denies or "denial" in c.worded or "R01" in language.codes.found(c.mask)
    worded = max(c.levels, default="") >= "L2" or "counter_accusation" in c.worded or c.report.cue.kind in _ACCUSING
    plain = worded and not gazetteer.suspects.isdisjoint(c.marks)
    return denies or (c.speaker.unplaced and not plain)


@dataclass(slots=True)
class Defence:
    """Tells for whom words answer in one article.

    `named` are the governments that it names, `memory` who has accused so far, `answered` the states that have defended
    themselves: if they accuse too, they strike back.
    """

    text: str
    gazetteer: Gazetteer
    language: Language
    named: frozenset[str]
    memory: Memory
    answered: set[str] = field(default_factory=set)

    @property
    def articles(self) -> frozenset[str]:
        """The articles that may stand before a state's name."""
        return self.language.articles | {"the"}

    def of(self, report: Report, found: Sequence[Mention]) -> str | None:
        """The often accused state that the words of a report defend; None if undecided, or if it accused first."""
        suspects = self.gazetteer.suspects
        accusers = {g for _, one in self.memory.accusers for g in one.governments} - self.answered
        here = {*marked(found, report.spans, (), self.gazetteer)} & suspects
        candidates = here or (self.named & suspects)
        state = next(iter(candidates)) if len(candidates) == 1 else None
        if not report.spans or state is None or state in accusers or self._accuses(state, report, found):
            return None
        mask = " … ".join(masked(self.text, a, b, found, (state,), self.gazetteer) for a, b in report.spans)
        defends = self._defends_itself(mask, report, found) if SELF in mask else self._rejects(mask, report)
        return state if defends else None

    def note(self, defended: str | None, speaker: Speaker) -> None:
        """Notes that a state has defended itself, where the speaker of such words is its own."""
        if defended and speaker.governments == (defended,):
            self.answered.add(defended)

    def going_on(self, speaker: Speaker, report: Report, found: Sequence[Mention]) -> Speaker:
        """The speaker of words that go on; whose office it is may be told only by these."""
        state = self.of(report, found) if speaker.unplaced else None
        if state is None:
            return speaker
        why = f"{speaker.why}; its words answer for {state}"
        return replace(speaker, party="government", governments=(state,), unplaced=False, why=why, certainty=0.4)

    def _accuses(self, state: str, report: Report, found: Sequence[Mention]) -> bool:
        first = next(iter(marked(found, report.spans, (), self.gazetteer)), None)
        return report.cue.kind in _ACCUSING and first == state

    def _rejects(self, mask: str, report: Report) -> bool:
        """Whether words that name no accused state reject what somebody is charged with, not the deed."""
        language = self.language
        denied = report.cue.kind == "denial" or "denial" in language.kinds.found(mask)
        if denied and language.charges.search(mask):
            return True
        codes = language.codes.found(mask).keys()
        deed = any(p.search(mask) for p in (language.cyber, language.weak_cyber))
        return bool(codes & {"R02", "R06"}) and (not deed or {"R01", "R06"} <= codes)

    def _defends_itself(self, mask: str, report: Report, found: Sequence[Mention]) -> bool:
        """Whether words that name the state are its own: it denies, it is smeared, or a charge against it is denied."""
        codes = dict(self.language.codes.matches(mask))
        opening, first = _OPENING.match(mask), next(iter(within(found, *report.spans[0])), None)
        article = opening is not None and (opening[1] or "the").casefold() in self.articles
        if article and first and first.what in _NAMED and ("R01" in codes or self._objects(codes.keys(), report)):
            return True
        smear, charge = codes.get("R06"), self.language.charges.search(mask)
        if smear and (at := self._behind(mask, smear.end())) is not None:
            return len(mask[smear.end() : at].split()) <= _REACH
        denied = report.cue.kind == "denial" or "denial" in self.language.kinds.found(f"{report.cue.lemma} {mask}")
        return denied and charge is not None and self._behind(mask, charge.end()) is not None

    def _objects(self, codes: Set[str], report: Report) -> bool:
        """Whether a verb inside the words objects to a smear: "the state opposes smear attacks"."""
        verbs = self.language.verbs.find(tokens(self.text, *report.spans[0])) if "R06" in codes else ()
        return any(cue.kind in ("denial", "condemnation") for hit in verbs for cue in hit.meanings)

    def _behind(self, mask: str, start: int) -> int | None:
        """Where the state is named behind a smear or charge, unless it stands there, or before it, as its maker."""
        language, at = self.language, mask.find(SELF, start)
        between = mask[start:at].casefold().split()
        while between and between[-1] in self.articles:
            between.pop()
        by_it = bool(between) and between[-1] in language.of | language.agent | language.made_by
        return None if at < 0 or by_it or SELF in mask[:start] else at
