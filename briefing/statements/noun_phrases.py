"""The noun phrases of an English sentence: subjects, appositions, lists, whom a relative pronoun means."""

from __future__ import annotations

from dataclasses import dataclass, replace

from briefing.gazetteer import word_set
from briefing.statements.grammar import (
    ADVERB,
    AUXILIARY,
    BE,
    DETERMINER,
    JOIN,
    LEADING_TIME,
    LONGEST_APPOSITION,
    MODAL,
    NEGATIVE,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    SUBORDINATE,
    TIME,
    VerbGroups,
)
from briefing.statements.passages import ABBREVIATIONS, QUOTE

BELONG = word_set(
    "belong belongs belonged come comes came count counts counted figure figures figured rank ranks ranked"
)
DASHES = frozenset({"-", "–", "—"})
LONGEST_LIST = 60
LONGEST_RELATIVE = 8
DAYS = word_set("today yesterday tomorrow")  # behind a subject, before the date: "the minister today, 3 May, said"
OPENS_NOUN = word_set("the a an its his their our my no all")  # no phrase ends with one
OFFICIALS = word_set("officials sources spokesman spokeswoman spokesperson")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase as indices lo:hi of a sentence's words, with its apposition."""

    lo: int
    hi: int
    apposition: tuple[int, int] | None = None


class Grammar(VerbGroups):
    """The noun phrases of one sentence beside its verbs."""

    def of_first(self, most: int) -> Grammar:
        """The same of no more than so many of its words."""
        return Grammar(self.words[:most], self.verbs, self.either, self.is_name_end)

    def stands_as_verb(self, first: int, last: int, left: int) -> bool:
        """Also with its subject behind a whole clause: "C, X found in May", "C, X claim, while ..."."""
        return self._closes_content(last, left) or super().stands_as_verb(first, last, left)

    def _closes_content(self, last: int, left: int) -> bool:
        known = left >= 0 and (self.is_name_end(self.words[left].end) or self.low(left) in OFFICIALS)
        subject = self.subject(left) if known else None
        if subject is None or subject.lo < 2 or self.low(subject.lo - 1) != ",":
            return False
        while self.is_date(last):
            last += 1
        ends = last >= len(self.words) or self.low(last) in {".", ",", ";", "in", "on", "at", "after", "during"}
        return ends and self.has_verb(0, subject.lo - 1)

    def phrase_left(self, j: int) -> Phrase | None:
        """The noun phrase that ends with word j."""
        words, hi = self.words, j + 1
        listing = False
        lo = hi
        while j >= 0:
            low = words[j].low
            if low == ",":
                if not (self._joins(j, listing) and j > 0 and self.is_name_end(words[j - 1].end)):
                    break
                listing = True
            elif low == ")":
                j = self._bracket(j)
            elif not self._in_phrase(j):
                break
            else:
                listing = listing or low == "and"
            lo = j
            j -= 1
        lo = self._trimmed(lo, hi)
        return Phrase(lo, hi) if lo < hi else None

    def _joins(self, comma: int, listing: bool) -> bool:
        return listing or self.low(comma + 1) in ("and", "or", "along", "together")

    def _in_phrase(self, j: int) -> bool:
        low = self.words[j].low
        if low in SUBORDINATE or low in AUXILIARY or low in MODAL or low in NEGATIVE or low == QUOTE or j in self.verbs:
            return (low == "as" and self.low(j + 1) == "well") or (low == "as" and self.low(j - 1) == "well")
        if low == "-":  # a hyphen joins, a dash between spaces parts
            return (
                0 < j < len(self.words) - 1
                and self.words[j - 1].end == self.words[j].start == self.words[j + 1].start - 1
            )
        return low[0].isalnum() or low in ("'s", "’s", "&", ".", "/", "'", "’", "$", "€", "£")

    def _bracket(self, close: int) -> int:
        j = close
        while j > 0 and close - j < 12 and self.low(j) != "(":
            j -= 1
        return j

    def _trimmed(self, lo: int, hi: int) -> int:
        """Leaves out what only leads to the phrase: "On July 19 minister X", "In a press release the White House"."""
        words = self.words
        for k in range(hi - 1, lo, -1):
            low, before = words[k].low, words[k - 1].low
            starts = low in ("the", "its", "his", "her", "their") or low in PRONOUN
            if (
                starts
                and before not in PREPOSITION
                and before not in ("and", "or", "&", ",", "with", "as", "well", "than")
            ):
                return k
        while lo < hi - 1 and (
            words[lo].low in LEADING_TIME or (words[lo].low.isdigit() and words[lo - 1].low in TIME)
        ):
            lo += 1
        while lo < hi and words[lo].low in ("and", "or", ",", ".", "-", "'s", "then", "yet"):
            lo += 1
        if lo < hi and words[lo].low in PREPOSITION:
            lo += 1
            while lo < hi and (words[lo].low in TIME or words[lo].low.isdigit() or words[lo].low in ("an", "a")):
                lo += 1
        return lo

    def subject_of(self, j: int, verb: int) -> Phrase | None:
        """The subject of a verb, with j the last word before it and its helpers.

        What ends with a preposition or an article is none: there the form stands before a noun ("attacks by suspected
        groups"), unless a date stands between ("an advisory issued in 2024 says").
        """
        if self.low(j) in PREPOSITION and any(self.low(k).isdigit() for k in range(j + 1, verb)):
            j -= 1
        phrase = None if self.low(j) in PREPOSITION | OPENS_NOUN else self.subject(j)
        governed = phrase and self.low(phrase.lo - 1) in ("a", "an") and self.low(phrase.lo - 2) in PREPOSITION
        return None if governed and verb in self.either else phrase  # "in a post on Monday it said"

    def subject(self, j: int) -> Phrase | None:
        """The subject whose last word is j: a phrase, with an apposition or a relative clause between commas."""
        low = self.low(j)
        if low.partition("'")[0] in ("who", "which", "that"):
            return self.antecedent(j)
        if low in (",", *DASHES):
            return self.with_apposition(j)
        phrase = self.phrase_left(j)
        if phrase is None and j > 0 and (j in self.verbs or self.looks_finite(j)):
            phrase = self.phrase_left(j - 1)  # "a report published on Monday"
        return self._qualified(phrase) if phrase else None

    def _qualified(self, phrase: Phrase) -> Phrase:
        """ "those who met the minister" for "the minister": a clause with "who" belongs to the words before it."""
        for k in range(phrase.lo - 1, max(-1, phrase.lo - LONGEST_RELATIVE), -1):
            if self.low(k) == "who":
                return self.antecedent(k) or phrase
            if not (k in self.verbs or self._in_phrase(k) or self.low(k) in AUXILIARY):
                break
        return phrase

    def antecedent(self, relative: int) -> Phrase | None:
        """Who a relative pronoun means: the words before it, or those said to be among them.

        "X and Y belong to the countries that ..." means X and Y.
        """
        last = relative - 1 if self.low(relative - 1) != "," else relative - 2
        phrase = self.phrase_left(last)
        if phrase is None:
            return None
        for k in range(last, max(phrase.lo - 3, 0), -1):
            among = self.low(k + 1) == "among" and self.low(k) in BE
            if among or (self.low(k) in BELONG and self.low(k + 1) in PREPOSITION):
                return self.subject(self.helpers(k)[0]) or phrase
        return phrase

    def with_apposition(self, comma: int) -> Phrase | None:
        """The head of "X, role," or "X, who did this and that," whose last comma, or dash, is `comma`."""
        listed, deed, first = False, False, None
        for k in range(comma - 1, max(-1, comma - LONGEST_LIST), -1):
            if self.low(k) == QUOTE and k > comma - 2:
                return None
            deed = deed or (k in self.verbs and not self._reduced(k))
            listed = listed or self.low(k) == "and"
            if self.low(k) == self.low(comma):
                if deed and self.low(k + 1) not in RELATIVE:
                    return None
                if listed and self.is_name_end(self.words[k - 1].end) and self._begins_name(k + 1):
                    first = k
                    continue  # a list of names, whose head stands before its first comma
                head = self.phrase_left(k - 1 - (self.low(k - 1) in DAYS))
                if head and not self._leads_in(head):
                    return replace(head, apposition=(k + 1, comma))
        head = self.phrase_left(first - 1) if first is not None else None
        return replace(head, hi=comma) if head and not self._leads_in(head) else None

    def _begins_name(self, k: int) -> bool:
        return k < len(self.words) and (self.words[k].text[0].isupper() or self.low(k) in DETERMINER)

    def _reduced(self, k: int) -> bool:
        """Whether a verb stands in a relative clause or as a bare participle: "who called", "raised in Oslo"."""
        return self.low(k - 1) in ("who", "which", "has", "have") or self.low(k + 1) in PREPOSITION

    def _leads_in(self, phrase: Phrase) -> bool:
        """Whether a phrase before a comma is no subject: an adverb, a participle, the end of "in a long speech"."""
        low, before = self.low(phrase.lo), self.low(phrase.lo - 1)
        participle = low.endswith("ing") and not self.is_name_end(self.words[phrase.lo].end)  # "Beijing" is none
        if low in PREPOSITION or before in PREPOSITION or before in DETERMINER or participle:
            return True
        return phrase.hi - phrase.lo == 1 and (low in ADVERB or self._is_ly(phrase.lo) or low in TIME)

    def phrase_right(self, i: int) -> Phrase | None:
        """The noun phrase that begins with word i."""
        words, hi = self.words, i
        while hi < len(words):
            low = words[hi].low
            stop = (
                low in (",", ";", ":", "(", QUOTE, "that") or low in AUXILIARY or low in SUBORDINATE or hi in self.verbs
            )
            deed = low in ("of", "for", "from") and self.low(hi + 1).endswith("ing")  # "accused by X of hacking"
            place = low in PREPOSITION and low not in ("of", "for", "at", "from")
            verb = hi > i and hi in self.either and self.stands_as_verb(hi, hi + 1, hi - 1)
            if stop or verb or deed or place or (low in TIME and hi > i):
                break
            if low == "." and not (hi + 1 < len(words) and self._abbreviated(hi - 1)):
                break
            hi += 1
        return Phrase(i, hi, self._apposition_right(hi)) if hi > i else None

    def somebody_right(self, i: int, anywhere: bool = False) -> Phrase | None:
        """The noun phrase that begins with word i, if it names somebody: first, or `anywhere` in it."""
        phrase = self.phrase_right(i)
        if phrase is None:
            return None
        first, words = self.words[i], self.words[i : phrase.hi]
        named = first.text[0].isupper() or first.low in DETERMINER or first.low in PRONOUN
        named = named or any(w.low in OFFICIALS or (anywhere and w.text[0].isupper()) for w in words)
        return phrase if named else None

    def list_right(self, i: int) -> Phrase | None:
        """The noun phrase that begins with word i and names somebody, with the names that a list adds to it."""
        phrase = self.somebody_right(i)
        if phrase and self.low(phrase.hi - 1) == "such" and self.low(phrase.hi) == "as":  # "bodies such as A and B"
            named = self.list_right(phrase.hi + 1)
            phrase = replace(named, lo=i) if named else phrase
        hi = phrase.hi if phrase else len(self.words)
        if phrase and self.low(hi) == "with" and self._begins_name(hi + 1):  # "put out by A with B"
            beside = self.list_right(hi + 1)
            if beside and any(self.is_name_end(w.end) for w in self.words[hi : beside.hi]):
                return replace(phrase, hi=beside.hi)
            return phrase
        while self.low(hi) == ",":
            lo = hi + 1 + (self.low(hi + 1) == "and")
            item = self.phrase_right(lo) if self._begins_name(lo) else None
            if item is None or not any(self.is_name_end(self.words[k].end) for k in range(lo, item.hi)):
                break
            hi = item.hi
            if "and" in (self.low(k) for k in range(lo - 1, hi)):
                return Phrase(i, hi, self._apposition_right(hi))
        return phrase

    def _abbreviated(self, k: int) -> bool:
        return len(self.words[k].text) == 1 or self.low(k) in ABBREVIATIONS

    def _apposition_right(self, hi: int) -> tuple[int, int] | None:
        if self.low(hi) != ",":
            return None
        for k in range(hi + 1, min(hi + LONGEST_APPOSITION, len(self.words))):
            if self.low(k) in (",", ".", ";", QUOTE) or k in self.verbs:
                return (hi + 1, k) if k > hi + 1 else None
        return None

    def first_phrase(self, before: int) -> Phrase | None:
        """The subject of the sentence's first verb."""
        for k in range(before):
            if k in self.verbs or self.low(k) in AUXILIARY or self.low(k) in JOIN or self.looks_finite(k):
                left, _ = self.helpers(k)
                return self.subject(left)
        return None

    def coordinated(self, joint: int, verb: int) -> Phrase | None:
        """The subject of a verb behind "and": that of the first verb; with "all", "both" everybody named before."""
        if any(self.low(k) in ("all", "both") for k in range(joint + 1, verb)):
            return Phrase(0, joint - (self.low(joint - 1) == ","))
        return self.first_phrase(joint) or self.somebody_right(0)

    def ends_clause(self, subject: Phrase) -> bool:
        after = self.low(subject.hi)
        return after in ("", ".", ",", ";") or after in RELATIVE or after in PREPOSITION or after in TIME
