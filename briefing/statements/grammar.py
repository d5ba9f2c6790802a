"""What can be told of English words without a parser: word classes, noun phrases beside a verb."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from briefing.gazetteer import Token, word_set
from briefing.statements.passages import ABBREVIATIONS, QUOTE

BE = word_set("is was are were be been being gets got 're")
HAVE = word_set("has have had having 've")
MODAL = word_set("would could should must can may might shall")
NEGATIVE = word_set("not never n't cannot neither nor didn't doesn't don't hasn't haven't hadn't won't wouldn't")
AUXILIARY = BE | HAVE | word_set("will do does did 'll")
BEGIN = word_set("continue continues continued begin begins began begun start starts started proceed proceeded")
ADVERB = word_set(
    "also then now today again earlier later recently already still just formally publicly jointly both all each "
    "likewise even once often long however meanwhile further together yesterday only ever officially too itself "
    "himself herself themselves previously always repeatedly since first yet immediately"
)
TIME = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december today yesterday tomorrow week month year night morning afternoon evening last "
    "this next on in late early day"
)
SUBORDINATE = word_set(
    "that which who whom whose because although though while whereas if when after before since until unless but than "
    "where how why whether as despite amid so what"
)
LEADING_TIME = TIME - {"may", "march", "on", "in", "this"} | word_set(
    "one two three four five later earlier days weeks months"
)
MEASURE = LEADING_TIME | word_set("a an the few minutes hours day week month year years shortly just soon long only")
BELONG = word_set(
    "belong belongs belonged come comes came count counts counted figure figures figured rank ranks ranked"
)
PREPOSITION = word_set(
    "in on at by for from to with of about against over under during into through after before within among amid "
    "despite between upon via without toward towards"
)
JOINING = word_set("and or , &")
DETERMINER = word_set("the a an its his her their our my this these those some several many both another no")
JOIN = word_set("join joins joined joining led leads")
COMPANY = word_set("along together with including joined")  # opens a phrase of others who speak too
OBJECT_PRONOUN = word_set("me him her us them you it")
PRONOUN = word_set("he she it they we i you")
RELATIVE = word_set("who which whose whom")
OFFICIALS = word_set("officials sources spokesman spokeswoman spokesperson")
DASHES = frozenset({"-", "–", "—"})
LONGEST_APPOSITION = 30
LONGEST_RELATIVE = 8
# past forms that do not end in -ed, of verbs that a report or what leads to one is told with
IRREGULAR = word_set(
    "read went came took made gave got began left kept met ran saw stood spoke wrote put won lost held led sent felt "
    "brought thought found told said laid shot broke drew fell flew hit rose sought spent struck taught threw wore"
)


def is_content(word: Token) -> bool:
    """Whether a word can be a noun or a verb: no adverb, preposition, determiner, pronoun, date or mark."""
    closed = ADVERB | PREPOSITION | DETERMINER | PRONOUN | AUXILIARY | NEGATIVE | TIME | SUBORDINATE
    return word.low == QUOTE or not (word.low in closed or word.low.endswith("ly") or not word.low[0].isalnum())


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase as indices lo:hi of a sentence's words, with its apposition."""

    lo: int
    hi: int
    apposition: tuple[int, int] | None = None


class Grammar:
    """The noun phrases of one sentence; `verbs` are the places of words that can only be finite verbs.

    `is_name_end(offset)` tells whether a known party's name ends there.
    """

    def __init__(self, words: Sequence[Token], verbs: frozenset[int], is_name_end: Callable[[int], bool]) -> None:
        self.words, self.verbs, self.is_name_end = words, verbs, is_name_end

    def low(self, i: int) -> str:
        return self.words[i].low if 0 <= i < len(self.words) else ""

    def helpers(self, i: int) -> tuple[int, set[str]]:
        """Index of the last word before the verb's auxiliaries, adverbs and dates, and those auxiliaries."""
        j, seen = i - 1, set[str]()
        while j >= 0:
            low = self.low(j)
            if low in AUXILIARY or low in MODAL or low in NEGATIVE:
                seen.add(low)
            elif low.endswith("n't"):
                seen.add("not")
            elif low == "to" and (begun := self._begun(j - 1)) is not None:
                j = begun
            elif not (low in ADVERB or self._is_ly(j) or self.is_date(j)):
                break
            j -= 1
        return j, seen

    def _begun(self, j: int) -> int | None:
        """Where "continued", "began" or "went on", which leaves the verb behind its "to" a finite one, begins."""
        if self.low(j) in BEGIN:
            return j
        return j - 1 if self.low(j) == "on" and self.low(j - 1) in ("went", "goes", "go", "gone") else None

    def is_date(self, j: int) -> bool:
        low = self.low(j)
        if low in ("past", "weekend") or (low == "the" and self.low(j + 1) in ("past", "weekend")):
            return True
        if low in TIME and low not in ("on", "in", "last", "this", "next"):
            return self.low(j - 1) in TIME or low not in ("may", "march", "week", "month", "year", "day")
        return (
            low in ("on", "in", "last", "this", "next") and self.low(j + 1) in TIME | {"the"} and self.is_date(j + 1)
        ) or (low.isdigit() and self.low(j - 1) in TIME)

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
        return low[0].isalnum() or low in ("'s", "’s", "&", ".", "/", "'", "’")

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
        listed, deed = False, False
        for k in range(comma - 1, max(-1, comma - LONGEST_APPOSITION), -1):
            if self.low(k) == QUOTE and k > comma - 2:
                return None
            deed = deed or (k in self.verbs and not self._reduced(k))
            listed = listed or self.low(k) == "and"
            if self.low(k) == self.low(comma):
                if deed and self.low(k + 1) not in RELATIVE:
                    return None
                if listed and self.is_name_end(self.words[k - 1].end) and self.low(k + 1) not in COMPANY:
                    continue  # a list of names, whose head stands before its first comma
                head = self.phrase_left(k - 1)
                if head and not self._leads_in(head):
                    return replace(head, apposition=(k + 1, comma))
        return None

    def _reduced(self, k: int) -> bool:
        """Whether a verb stands in a relative clause or as a bare participle: "who called", "raised in Oslo"."""
        return self.low(k - 1) in ("who", "which", "has", "have") or self.low(k + 1) in PREPOSITION

    def _leads_in(self, phrase: Phrase) -> bool:
        """Whether a phrase before a comma is no subject: an adverb, a participle, the end of "in a long speech"."""
        low, before = self.low(phrase.lo), self.low(phrase.lo - 1)
        if low in PREPOSITION or before in PREPOSITION or before in DETERMINER or low.endswith("ing"):
            return True
        return phrase.hi - phrase.lo == 1 and (low in ADVERB or self._is_ly(phrase.lo) or low in TIME)

    def _is_ly(self, j: int) -> bool:
        """Whether the word is an adverb by its ending; Italy is none."""
        word = self.words[j].text
        return word.endswith("ly") and len(word) > 4 and (j == 0 or word[0].islower())

    def phrase_right(self, i: int) -> Phrase | None:
        """The noun phrase that begins with word i."""
        words, hi = self.words, i
        while hi < len(words):
            low = words[hi].low
            stop = (
                low in (",", ";", ":", "(", QUOTE, "that") or low in AUXILIARY or low in SUBORDINATE or hi in self.verbs
            )
            deed = low in ("of", "for") and self.low(hi + 1).endswith("ing")  # "accused by X of hacking"
            place = low in PREPOSITION and low not in ("of", "for", "at", "from")
            if stop or deed or place or (low in TIME and hi > i):
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

    def looks_finite(self, k: int) -> bool:
        """Whether a word looks like a verb in the past, by its ending or as one of the common irregular ones."""
        word = self.words[k]
        past = word.low in IRREGULAR or (word.low.endswith("ed") and len(word.low) > 4)
        before = self.low(k - 1)
        return past and word.text[0].islower() and not (before in DETERMINER or before in PREPOSITION or before in BE)

    def ends_clause(self, subject: Phrase) -> bool:
        after = self.low(subject.hi)
        return after in ("", ".", ",", ";") or after in RELATIVE or after in PREPOSITION or after in TIME

    def has_verb(self, first: int, last: int) -> bool:
        """Whether a word of first:last looks like a finite verb."""
        low = self.low
        return any(
            k in self.verbs or low(k) in AUXILIARY or low(k) in MODAL or low(k).endswith("n't") or self.looks_finite(k)
            for k in range(first, last)
        )

    def closes(self, i: int) -> bool:
        """Whether nothing that could be content follows: "..., X said on Monday." """
        low = self.low(i)
        while self.is_date(i) or low in ("reporters", "today"):
            i += 1
            low = self.low(i)
        return low in ("", ".", ",", ";", "in", "at", "during", "after", "when", "?", "!", "of", "about") or (
            low == "on"
        )

    def in_place(self, i: int) -> bool:
        return self.low(i) == "in" and not self.is_date(i)

    def leads_to_that(self, i: int) -> bool:
        """Only a date, a place or an audience stands between the verb and its "that"."""
        return self.low(i) in PREPOSITION or self.is_date(i) or self.low(i) in ("reporters", "today")

    def behind_audience(self, i: int) -> int:
        """The word behind the one who is told: "told NRK", "told a press conference"."""
        if self.low(i) in OBJECT_PRONOUN:
            return i + 1
        if self.low(i).endswith("s") and self.words[i].text.islower() and self.low(i) not in DETERMINER:
            return i + 1  # "told analysts"
        k = i
        while k < len(self.words) and (self.low(k) in DETERMINER or self.words[k].text[0].isupper()) and k - i < 4:
            k += 1
        return k + 1 if k == i or self.low(k - 1) in DETERMINER else k

    def stands_as_verb(self, first: int, last: int, left: int) -> bool:
        """Whether a form that is as often a noun stands as a verb here: between a subject and an object."""
        before, after = self.low(left), self.low(last)
        if left < 0 or before in DETERMINER or before in PREPOSITION or before in ("'s", "-", "to"):
            return left != first - 1 and before in PRONOUN
        if before == "who":
            return True
        follows = self.words[last] if last < len(self.words) else None
        if follows is None or (after in PREPOSITION and after != "that"):
            return False
        object_like = (
            after in DETERMINER
            or after in PRONOUN
            or after in ("that", QUOTE)
            or follows.text[0].isupper()
            or follows.text[0].isdigit()
        )
        subject_like = (
            self.words[left].text[0].isupper() or before in PRONOUN or before in (",", ")") or before.endswith("s")
        )
        subject_like = subject_like or (self.low(first).endswith("s") and (after in DETERMINER or after == "that"))
        return subject_like and (object_like or before in PRONOUN)
