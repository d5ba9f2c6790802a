"""What can be told of English words without a parser: word classes and verbs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefing.gazetteer import Token, word_set
from briefing.statements.passages import QUOTE

BE = word_set("is was are were be been being gets got 're")
HAVE = word_set("has have had having 've")
MODAL = word_set("would could should must can may might shall")
NEGATIVE = word_set("not never n't cannot neither nor didn't doesn't don't hasn't haven't hadn't won't wouldn't")
AUXILIARY = BE | HAVE | word_set("will do does did 'll")
BEGIN = word_set("continue continues continued begin begins began begun start starts started proceed proceeded")
ADVERB = word_set(
    "also then now today again earlier later recently already still just formally publicly jointly both all each "
    "likewise even once often long however meanwhile further together yesterday only ever officially too itself "
    "himself herself themselves previously always repeatedly since first yet immediately nevertheless "
    "nonetheless instead similarly therefore thus thereupon promptly afterwards thereafter subsequently separately"
)
# fixed phrases that stand beside a verb as an adverb does
_PHRASES = (
    "for the first time; for the second time; in turn; in response; in reply; in return; in public; in private; "
    "in unison; once more; once again; at once; so far; to date; of course; in fact; for its part; for his part; "
    "for her part; for their part; in the past; at first; at last; in the end; on its own; on their own; by name; "
    "at the same time; in the same breath; for years; for decades; for months; for weeks; for a long time; "
    "for some time; over the years; in recent years; in recent months; in recent weeks"
)
SPANS = word_set("years decades months weeks days long time")
SPAN_WORDS = 5  # of "for well over ten years"
ADVERBIAL = tuple(tuple(phrase.split()) for phrase in _PHRASES.split("; "))
_BY_LAST = {last: tuple(p for p in ADVERBIAL if p[-1] == last) for last in {p[-1] for p in ADVERBIAL}}
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
PREPOSITION = word_set(
    "in on at by for from to with of about against over under during into through after before within among amid "
    "despite between upon via without toward towards"
)
JOINING = word_set("and or nor , &")
DETERMINER = word_set("the a an its his her their our my this these those some several many both another no")
NUMBER = word_set("two three four five six seven eight nine ten eleven twelve dozens hundreds thousands")
JOIN = word_set("join joins joined joining led leads")
COMPANY = word_set("along together jointly alongside joined")  # open a phrase of others who speak too
CONCERT = word_set(
    "concert coordination tandem unison partnership cooperation collaboration conjunction"
)  # in ... with
OUTLETS = word_set("radio television tv newspaper magazine news")
OBJECT_PRONOUN = word_set("me him her us them you it")
PRONOUN = word_set("he she it they we i you")
RELATIVE = word_set("who which whose whom")
LONGEST_APPOSITION = 30
# past forms that do not end in -ed, of verbs that a report or what leads to one is told with
IRREGULAR = word_set(
    "read used became went came took made gave got began left kept met ran saw stood spoke wrote put won lost held "
    "led sent felt brought thought found told said laid shot broke drew fell flew hit rose sought spent struck taught "
    "threw wore"
)


def is_content(word: Token) -> bool:
    """Whether a word can be a noun or a verb: no adverb, preposition, determiner, pronoun, date or mark."""
    closed = ADVERB | PREPOSITION | DETERMINER | PRONOUN | AUXILIARY | NEGATIVE | TIME | SUBORDINATE
    return word.low == QUOTE or not (word.low in closed or word.low.endswith("ly") or not word.low[0].isalnum())


class VerbGroups:
    """The verbs of one sentence; `verbs` are the places of words that can only be finite verbs.

    `either` are those of words that are as often nouns, `is_name_end(offset)` tells whether a known party's name ends
    there.
    """

    def __init__(
        self,
        words: Sequence[Token],
        verbs: frozenset[int],
        either: frozenset[int],
        is_name_end: Callable[[int], bool],
    ) -> None:
        self.words, self.verbs, self.either, self.is_name_end = words, verbs, either, is_name_end

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
            elif low == "to" and self.low(j - 1) == "yet" and self.low(j - 2) in HAVE | BE:
                seen.add("not")
            elif long := self._adverbial(j):
                j -= long - 1
            elif not (low in ADVERB or self._is_ly(j) or self.is_date(j)):
                break
            j -= 1
        return j, seen

    def _adverbial(self, j: int) -> int:
        """How many words of a fixed adverbial phrase, or of "for many years", end with word j; none: 0."""
        if self.low(j) in SPANS:
            opens = (k for k in range(max(1, j - SPAN_WORDS), j) if self.low(k) in ("for", "over"))
            since = next((k for k in opens if self.low(k - 1) in HAVE | BE), None)
            return j - since + 1 if since is not None else 0
        fits = (p for p in _BY_LAST.get(self.low(j), ()) if j >= len(p) - 1)
        return next((len(p) for p in fits if all(self.low(j - n) == w for n, w in enumerate(reversed(p)))), 0)

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

    def _is_ly(self, j: int) -> bool:
        """Whether the word is an adverb by its ending; Italy is none."""
        word = self.words[j].text
        return word.endswith("ly") and len(word) > 4 and (j == 0 or word[0].islower())

    def company_at(self, k: int) -> int:
        """How many words lead to others who act too: "alongside", "joined by", "together with", "in concert with"."""
        first, then = self.low(k), self.low(k + 1)
        if first == "in" and then in CONCERT and self.low(k + 2) == "with":
            return 3
        if first in COMPANY and then in ("with", "by"):
            return 2
        return int(first == "alongside")

    def looks_finite(self, k: int) -> bool:
        """Whether a word looks like a verb in the past, by its ending or as one of the common irregular ones."""
        if k >= len(self.words):
            return False
        word = self.words[k]
        past = word.low in IRREGULAR or (word.low.endswith("ed") and len(word.low) > 4)
        before = self.low(k - 1)
        return past and word.text[0].islower() and not (before in DETERMINER or before in PREPOSITION or before in BE)

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
        return self.low(i) in PREPOSITION or self.is_date(i) or self.low(i) in ("reporters", "today", "only", "merely")

    def behind_audience(self, i: int) -> int:
        """The word behind the one who is told: "told NRK", "told a press conference"."""
        if self.low(i) in OBJECT_PRONOUN:
            return i + 1
        if self.low(i).endswith("s") and self.words[i].text.islower() and self.low(i) not in DETERMINER:
            return i + 1  # "told analysts"
        k = i
        while k < len(self.words) and (self.low(k) in DETERMINER or self.words[k].text[0].isupper()) and k - i < 4:
            k += 1
        k += self.low(k) in OUTLETS and k > i and self.low(k - 1) not in DETERMINER  # "told KLM radio"
        return k + 1 if k == i or self.low(k - 1) in DETERMINER else k

    def stands_as_verb(self, first: int, last: int, left: int) -> bool:
        """Whether a form that is as often a noun stands as a verb here: between a subject and an object."""
        before = self.low(left)
        governed = before == "to" and left == first - 1  # "the first to blame China"
        if left < 0 or ((before in DETERMINER or before in PREPOSITION or before in ("'s", "-")) and not governed):
            return left != first - 1 and before in PRONOUN
        adverbs = left < first - 1 and not any(self.low(k) in BE for k in range(left + 1, first))
        if before == "who" or (adverbs and self.words[left].text[0].isupper()):
            return True  # "Norway strongly condemns"
        while self.is_date(last):
            last += 1  # "the two services report today that"
        after = self.low(last)
        follows = self.words[last] if last < len(self.words) else None
        if follows is None or (after in PREPOSITION and after != "that"):
            return False
        closed = after in DETERMINER or after in NUMBER or after in PRONOUN or after in ("that", QUOTE)
        object_like = closed or follows.text[0].isupper() or follows.text[0].isdigit()
        if governed:
            return object_like
        named = self.words[left].text[0].isupper() or before in PRONOUN or before in (",", ")") or before.endswith("s")
        third = self.low(first).endswith("s") and (after in DETERMINER or after == "that")
        return (named or third or after == "it") and (object_like or before in PRONOUN)
