"""Where the content of a reported clause stands: behind its verb, before its speaker, or in two parts around both."""

from __future__ import annotations

from briefing.gazetteer import Cue, Hit, Token, word_set
from briefing.model import Span
from briefing.statements.grammar import AUXILIARY, DETERMINER, PREPOSITION, PRONOUN, RELATIVE
from briefing.statements.noun_phrases import Grammar, Phrase
from briefing.statements.passages import QUOTE, ends_with_comma

FRONTED = word_set("while although though if when as because since after before despite given unless until")
GOES_ON = word_set("and but or nor because so not that") | PRONOUN
MARKS = frozenset({",", ":"})
END_MARKS = frozenset({".", "!", "?", ",", ";", "。"})
OPENERS = END_MARKS | word_set("and but yet so : - – —")
THAT_REACH = 12  # words from a verb to its "that", with a date, a place or an audience between
TOLD_REACH = 20
ANSWERING = word_set("answer reply respond react retort")  # "to" behind them tells what is answered
ASKERS = word_set("journalist journalists reporter reporters newspaper agency question questions query queries")
TELLING = word_set("tell assure remind inform")  # whose object is whom they tell
ASIDE_REACH = 12  # words from a verb to the comma behind which the content goes on


class Contents:
    """The contents of one sentence's reported clauses."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar, self.words, self.low = grammar, grammar.words, grammar.low

    def of(self, hit: Hit[Cue], cue: Cue, subject: Phrase | None) -> list[Span]:
        """The content of a verb with this subject."""
        begin = self._begin(hit, cue)
        reacts = cue.lemma == "react" or (cue.lemma.endswith(" back") and self._first_word(begin) in PREPOSITION)
        worded = self._first_word(begin) == QUOTE or self.low(begin) == ":" or self.low(begin - 1) == "that"
        after = [] if reacts and not worded else self._to_end(begin, subject)
        lead = subject.lo - 1 if subject else -1
        if subject is None or lead < 0 or self.low(lead) not in (QUOTE, ","):
            return after
        if cue.frame != "say":
            return after if cue.frame != "object" or self._has_object(hit.last) else self.before(lead)
        quoted = self._quotation_at(lead)
        if quoted is None and self.low(lead - 1) in RELATIVE | {"that"}:
            return self._to_end(hit.last + (self.low(hit.last) == ","), None)  # "a report which, it says, shows"
        free = quoted is not None and self.stands_free(quoted)
        if not free and (self.low(begin - 1) == "that" or (quoted is None and self._first_word(begin) == QUOTE)):
            return after  # what stands before only leads to it: "When asked, X said that ..."
        colon = self.low(begin) == ":"
        told = self.grammar.behind_audience(hit.last) if cue.lemma in TELLING else hit.last
        closed = free or self._closes(hit.last, quoted) or self._closes(told, quoted)
        closed = closed or (cue.lemma in ANSWERING and self._is_asker(hit.last))
        if quoted is not None and told > hit.last:
            closed = True
        left = self.before(lead) if closed or (colon and self.grammar.has_verb(0, lead)) else []
        if not left:
            return after
        return [*left, *(after if colon else self.rest(told, lead))]

    def _is_asker(self, k: int) -> bool:
        """Whether what follows "answered" is what or whom it answers: "to the claim", "a journalist"."""
        return self.low(k) == "to" or self.low(k + (self.low(k) in DETERMINER)) in ASKERS

    def _has_object(self, k: int) -> bool:
        """Whether something follows that a verb can take: not so in "Ports should act, X urged on Monday"."""
        while self.grammar.is_date(k):
            k += 1
        return k < len(self.words) and self.low(k) not in END_MARKS

    def _closes(self, k: int, quoted: int | None) -> bool:
        """Whether no content begins at a word; behind a quotation "said with", "said of" only describe the saying."""
        return self.grammar.closes(k) or (quoted is not None and self.low(k) in PREPOSITION)

    def before(self, lead: int) -> list[Span]:
        """What stands before the mark at `lead`: the quotation, else the clause from the sentence's beginning."""
        words, quoted = self.words, self._quotation_at(lead)
        if quoted is not None and not is_fragment(words[quoted]):
            return [(words[quoted].start, words[quoted].end)]
        last = quoted if quoted is not None else lead - 1
        return [(words[0].start, words[last].end)] if last >= 0 else []

    def rest(self, told: int, lead: int) -> list[Span]:
        """The second part of a content that its speaker interrupts: "The port, X said, was closed"."""
        words, low = self.words, self.low
        for k in range(told, len(words)):
            if low(k).endswith("ing") and low(k - 1) == ",":
                break  # "adding", "noting": another report
            if low(k) == QUOTE and (k == told or low(k - 1) in (*END_MARKS, ":") or self.grammar.is_date(k - 1)):
                return [(words[k].start, words[k].end)]
        if self._quotation_at(lead) is not None:
            return []
        comma = next((k for k in range(told, min(told + ASIDE_REACH, len(words))) if low(k) == ","), None)
        if comma is None or self.grammar.has_verb(told, comma):
            return []
        if self.is_open(lead):
            return self._to_end(comma + 1, None)
        if not self.grammar.has_verb(comma, len(words)):
            return []
        first = low(comma + 1)
        goes_on = first in GOES_ON | AUXILIARY or not self._is_whole(lead)
        if first.endswith("ing") or first in RELATIVE or not goes_on:
            return []
        return self._to_end(comma + 1, None)

    def is_open(self, lead: int) -> bool:
        """Whether the words before a mark still need what follows their speaker: "Behind it, says X, stands Y"."""
        if any(self.low(k) == QUOTE for k in range(lead + 1)):
            return False
        return not self.grammar.has_verb(0, lead) or self.low(lead - 1) in AUXILIARY

    def _is_whole(self, lead: int) -> bool:
        """Whether the words before a mark are a clause that needs no second part."""
        fronted = self.low(0) in FRONTED or self.low(1) in FRONTED
        return not fronted and any(self.low(k) == QUOTE or self.grammar.has_verb(k, k + 1) for k in range(lead))

    def stands_free(self, quotation: int) -> bool:
        """Whether a quotation opens its clause and ends with a comma, as one whose speaker follows."""
        opens = quotation == 0 or self.low(quotation - 1) in OPENERS
        return opens and (ends_with_comma(self.words[quotation]) or self.low(quotation + 1) == ",")

    def _quotation_at(self, lead: int) -> int | None:
        """The place of the quotation that ends at a mark, or before it."""
        return next((k for k in (lead, lead - 1) if k >= 0 and self.low(k) == QUOTE), None)

    def _first_word(self, begin: int) -> str:
        return self.low(begin + 1) if self.low(begin) in MARKS else self.low(begin)

    def to_end(self, begin: int) -> list[Span]:
        """From a word to the end of the sentence."""
        return self._to_end(begin, None)

    def _to_end(self, begin: int, subject: Phrase | None) -> list[Span]:
        """From a word to the end of the sentence, or of the clause that "While X said ..." opens it with."""
        words, low, end = self.words, self.low, len(self.words)
        if subject and 0 < subject.lo <= 2 and low(subject.lo - 1) in FRONTED:
            quoted = [k for k in range(begin, end) if low(k) == QUOTE and ends_with_comma(words[k])]
            end = min([end, *(k + 1 for k in quoted), *(k for k in range(begin, end) if low(k) == ",")])
        while end > begin and words[end - 1].low in END_MARKS:
            end -= 1
        return [(words[begin].start, words[end - 1].end)] if end > begin else []

    def _begin(self, hit: Hit[Cue], cue: Cue) -> int:
        """The first word of the content behind a verb."""
        i, low, grammar = hit.last, self.low, self.grammar
        if cue.frame != "say":
            while low(i) in (":", ",", "that"):
                i += 1
            return i
        tells = cue.lemma in TELLING
        i = self._behind_aside(i)
        that = self._first_of(("that",), i, TOLD_REACH if tells else THAT_REACH)
        parted = self._first_of((QUOTE, ":", *END_MARKS), i, TOLD_REACH)
        if that is not None and (parted is None or that < parted) and (tells or that == i or grammar.leads_to_that(i)):
            return that + 1
        if tells:
            mark = self._first_of((",", ":", QUOTE), i, THAT_REACH)
            audience = grammar.behind_audience(i)
            return mark if mark is not None and mark <= audience + 1 else audience
        while (low(i) in (",", ":", "in", "reporters") or grammar.is_date(i)) and not grammar.in_place(i):
            i += 1
        return i

    def _behind_aside(self, i: int) -> int:
        """The "that" behind an aside between commas: "added, through its spokesman, that"; else the same word."""
        if self.low(i) != ",":
            return i
        close = self._first_of((",", QUOTE), i + 1, ASIDE_REACH)
        return close + 1 if close is not None and self.low(close + 1) == "that" else i

    def _first_of(self, wanted: tuple[str, ...], first: int, reach: int) -> int | None:
        return next((k for k in range(first, min(first + reach, len(self.words))) if self.low(k) in wanted), None)


def is_fragment(quotation: Token) -> bool:
    """Whether a quotation begins in the middle of a sentence."""
    return quotation.text.lstrip("\"'“‘«„`")[:1].islower()
