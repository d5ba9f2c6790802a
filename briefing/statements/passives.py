"""Passives: whose act is told with "by", and an accusation without an agent; participles without an auxiliary too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from briefing.gazetteer import Cue, Hit, word_set
from briefing.model import Span
from briefing.statements.bounds import charge_start
from briefing.statements.contents import Contents
from briefing.statements.grammar import DETERMINER, HAVE, PREPOSITION, is_content
from briefing.statements.light_verbs import is_past
from briefing.statements.noun_phrases import Grammar, Phrase
from briefing.statements.passages import QUOTE
from briefing.statements.report import Report, report_of

AGENT_TOLD = "passive with its agent"
NAMING = word_set("call name label brand tag describe identify")
BY_REACH = 14
# frames and kinds of verbs that tell something without an agent: "X was accused", "two men were indicted"
_AGENTLESS = {("object", "attribution"), ("object", "condemnation"), ("act", "indictment"), ("act", "sanction")}
AS_REACH = 7  # words from "dismissed as" to the object behind the complement


class Passives:
    """Reads the passives of one sentence; `light` are the nouns that a light verb may carry."""

    def __init__(self, grammar: Grammar, contents: Contents, light: Mapping[str, str]) -> None:
        self.grammar, self.words, self.low = grammar, grammar.words, grammar.low
        self.contents, self.light = contents, light

    def is_reduced(self, hit: Hit[Cue], cue: Cue, left: int) -> bool:
        """A participle without auxiliary: "accused of", "blamed for", "condemned by", "named X"."""
        if self._only_names(hit, cue) or self._is_closed(hit, cue):
            return True
        particle = " " in cue.lemma and not self._carries(cue)
        if not is_past(hit) or particle or self._has_object_behind_as(hit, left):
            return False
        if any(self.low(k) in HAVE for k in range(left + 1, hit.first)):
            return False
        subject = self.grammar.subject(left)
        if subject and cue.frame == "say" and self.low(subject.lo - 1) == QUOTE:
            return False  # "...", X said by telephone
        if subject and charge_start(subject.lo - 1, self.words) is not None:
            return False  # "a claim X dismissed as": its own subject and object
        k = hit.last
        while self.grammar.is_date(k):
            k += 1  # "unsealed on Thursday by X"
        if k > hit.last:
            return self.low(k) == "by"
        after = self.low(k)
        return after in ("as", "by") or (cue.frame in ("object", "act") and after in ("of", "for", "with", "to"))

    def _is_closed(self, hit: Hit[Cue], cue: Cue) -> bool:
        """Whether no object stands in a verb of two parts: "a group believed to be", "held responsible for"."""
        tail = cue.tail.split()
        closed = [self.low(hit.last + n) for n in range(len(tail))] == tail
        return bool(tail) and cue.kind == "attribution" and closed

    def _only_names(self, hit: Hit[Cue], cue: Cue) -> bool:
        """Whether a form only tells the name of what acts: "an attack named 'X' hit it"."""
        k = hit.last
        while k < len(self.words) and (self.low(k) == QUOTE or self.words[k].text[0].isupper()):
            k += 1
        return cue.lemma in NAMING and is_past(hit) and hit.last < k and self.grammar.has_verb(k, k + 1)

    def _has_object_behind_as(self, hit: Hit[Cue], left: int) -> bool:
        """ "X dismissed as slander the claim", "X rejected as baseless Y's claim": active, its object behind "as"."""
        if self.low(hit.last) != "as":
            return False
        for k in range(hit.last + 2, min(hit.last + AS_REACH, len(self.words))):
            word = self.words[k]
            if word.low in DETERMINER or word.text[0].isupper():
                return left >= 0 and self.grammar.is_name_end(self.words[left].end)
            if word.low in PREPOSITION or not word.low[0].isalpha():
                return False
        return False

    def read(self, hit: Hit[Cue], cue: Cue, left: int, auxiliary: bool) -> Report | None:
        words = self.words
        markers = ("by", "to") if cue.lemma == "summon" else ("by",)  # "was summoned to the ministry"
        by = next((k for k in range(hit.last, min(hit.last + BY_REACH, len(words))) if self.low(k) in markers), None)
        agent = self.grammar.list_right(by + 1) if by is not None else None
        if agent is None and self.low(left) in ("to", "which", "who", "that"):
            return None  # "which is believed to be linked to": an aside, nobody's report
        patient = self.grammar.subject(left)
        if agent is None and not (auxiliary and (cue.frame, cue.kind) in _AGENTLESS):
            return None
        spans = self._done(hit, cue, by, agent, patient)
        report = report_of(
            self.words, cue, hit, agent, spans, "passive with its agent" if agent else "passive without agent"
        )
        return replace(report, patient=(words[patient.lo].start, words[patient.hi - 1].end) if patient else None)

    def _done(
        self, hit: Hit[Cue], cue: Cue, by: int | None, agent: Phrase | None, patient: Phrase | None
    ) -> list[Span]:
        """What a passive tells: what follows it, else what stands before its agent."""
        words = self.words
        lo, begin = patient.lo if patient else 0, agent.hi if agent and by == hit.last else hit.last
        while begin < len(words) and self.low(begin) in ("for", "of", "with", "as", ",", "that"):
            begin += 1
        end = len(words) - (words[-1].low == ".")
        empty = not any(is_content(w) for w in words[begin:end])
        if agent and by and (empty or self._carries(cue) or self.low(hit.first - 1) == ","):
            before = self.contents.before(lo - 1) if self.low(lo) == "it" and self.low(lo - 1) == "," else []
            return before or [(words[lo].start, words[by - 1].end)]
        whole = begin >= end or (agent is None and cue.frame == "act")
        return [(words[lo].start if whole else words[begin].start, words[end - 1].end)]

    def _carries(self, cue: Cue) -> bool:
        """Whether a cue is a light verb with its noun."""
        return cue.frame == "act" and any(cue.lemma.endswith(f" {noun}") for noun in self.light)
