"""Verbs that say what their noun says: "issued guidance", "put X on the sanctions list", "a warning that X gave"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from briefing.gazetteer import Cue, Hit, Token, word_set
from briefing.statements.grammar import BE, PREPOSITION
from briefing.statements.noun_phrases import Grammar, Phrase

LIGHT_REACH = 5
FAR_REACH = 20
TAIL_REACH = 16  # words from a verb to the end of what must follow it
LIGHT_STOP = word_set("no and but or")


def is_past(hit: Hit[Cue]) -> bool:
    """Whether a form can be a past participle; of "put" and "hit" it is one of several."""
    return any(c.form in ("past", "participle") or c.tail for c in hit.meanings)


def fitting(hits: Iterable[Hit[Cue]], words: Sequence[Token]) -> Iterator[Hit[Cue]]:
    """The hits with the meanings that fit: a verb with a tail needs it behind its object, and then means that first.

    "put X down to Y" is no other "put".
    """
    for hit in hits:
        if not any(c.tail for c in hit.meanings):
            yield hit
            continue
        behind = f" {' '.join(w.low for w in words[hit.last : hit.last + TAIL_REACH])} "
        meanings = [c for c in hit.meanings if not c.tail or f" {c.tail} " in behind]
        if meanings:
            yield Hit(hit.first, hit.last, tuple(sorted(meanings, key=lambda c: -len(c.tail))))


class LightVerbs:
    """The light verbs of one sentence; `light` gives the kind of each noun that they carry."""

    def __init__(self, grammar: Grammar, light: Mapping[str, str]) -> None:
        self.grammar, self.words, self.low, self.light = grammar, grammar.words, grammar.low, light

    def weighed(self, hit: Hit[Cue]) -> Cue | None:
        """The cue; a light verb takes its kind from the noun that it carries, and is none without one."""
        cue = next((c for c in hit.meanings if c.frame != "light"), hit.meanings[0])
        if cue.tail:
            return cue
        light = next((c for c in hit.meanings if c.frame == "light"), None)
        if light is None:
            return cue
        if light.lemma == "make" and self.low(hit.last) == "up":
            return None  # "the charges were made up": nobody made them
        noun = self.carried(hit.last) or self._carried_far(hit.last) or self._carried_before(hit)
        if noun:
            return replace(light, lemma=f"{light.lemma} {noun}", frame="act", kind=self.light[noun])
        return None if cue is light else cue

    def carried(self, first: int) -> str:
        """The noun with a kind among the first words of an object; company before it is passed: "with X, sanctions"."""
        company = self.company(first)
        first = company.hi + (self.low(company.hi) == ",") if company else first
        for word in self.words[first : first + LIGHT_REACH]:
            if word.low in self.light:
                return word.low
            if word.low in LIGHT_STOP or word.low in PREPOSITION or not word.low[0].isalpha():
                break
        return ""

    def _carried_far(self, first: int) -> str:
        """What a light verb does with its object in several words: "put three firms on the sanctions list"."""
        long = [noun for noun in self.light if " " in noun]
        last = min(first + FAR_REACH, len(self.words))
        stop = next((k for k in range(first, last) if k in self.grammar.verbs), last)
        behind = " ".join(w.low for w in self.words[first:stop])
        return next((noun for noun in long if f" {noun} " in f" {behind} "), "")

    def _carried_before(self, hit: Hit[Cue]) -> str:
        """The noun before its verb: "a warning that the agency gave", "charges brought by X"."""
        left, helpers = self.grammar.helpers(hit.first)
        subject = self.grammar.phrase_left(left - 1) if self.low(left) == "," else self.grammar.subject(left)
        if subject and self.low(subject.lo - 1) in ("that", "which"):
            noun = self.low(subject.lo - 2)
        elif subject and is_past(hit) and (helpers & BE or left == hit.first - 1):
            words = self.words[subject.lo : subject.hi]
            noun = next((w.low for w in words if w.low in self.light), "")
        else:
            return ""
        return noun if noun in self.light else ""

    def company(self, k: int) -> Phrase | None:
        """Those who act with the subject, where they are told behind its verb: "joined by A and B"."""
        while self.grammar.is_date(k):
            k += 1  # "issued on Monday in partnership with B"
        k += self.low(k) == ","
        opener = self.grammar.company_at(k)
        beside = self.grammar.list_right(k + opener) if opener else None
        return replace(beside, lo=k) if beside else None
