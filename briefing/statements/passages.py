"""Where an article's paragraphs, quotations and sentences stand, in offsets of its text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from briefing.gazetteer import Token, tokens, unspaced, word_set
from briefing.model import Span
from briefing.statements.quotations import Quotation, quotations

_PARAGRAPH = re.compile(r"[^\n]+(?:\n[a-z][^\n]*)*")  # a line, with the lines of a hard wrap behind it
# where and from whom a report comes, before its first sentence: "Prague, 4 June (agency) - ", "WASHINGTON, D.C. - "
_DATELINE = re.compile(
    r"\W{0,2}(?:[^\n(]{0,40}\([^\W\d_][\w /.,-]{1,24}\) ?[-–—:]+ "
    r"|[^\W\d_a-zà-ž][^\W\d_a-zà-ž ./]{2,30}(?:, [\w. ]{1,20})? ?[-–—]+ )"
)
ABBREVIATIONS = word_set(
    "mr mrs ms dr prof gen sen rep gov lt col capt adm sgt st no jr sr vs inc corp ltd co jan feb mar apr jun jul aug "
    "sep sept oct nov dec art fig al etc"
)
_ENDS = frozenset(".!?。！？۔؟")
_SMALL_WORDS = word_set("a an the of in on at to for and or but by with from as is not vs over after amid")
MOST_WORDS = 150  # a longer "sentence" is a list or noise; it is cut, so that reading stays linear
LONGEST_CLAUSE = 400  # characters before a verb in which its clause begins
_CLOSERS = "\"'”’»“」』)"
_FRAME_MARKS = ",;:–—-，；：、،؛"  # what parts a content from its verb or its neighbour
QUOTE = "\x00quotation"  # `low` of the token that stands for a whole quotation


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its words with every quotation folded into one token, and these tokens by themselves."""

    start: int
    end: int
    words: tuple[Token, ...]
    quotations: tuple[Token, ...]

    def quotation_at(self, i: int) -> Token | None:
        """The quotation of the sentence that covers an offset."""
        return next((w for w in self.quotations if w.start <= i < w.end), None)


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph: its words one by one, its quotations, its sentences; `heading` if it is a headline."""

    number: int
    start: int
    end: int
    words: tuple[Token, ...]
    quotations: tuple[Quotation, ...]
    sentences: tuple[Sentence, ...]
    heading: bool

    def quotations_in(self, start: int, end: int) -> list[Quotation]:
        """The quotations that lie in start:end."""
        low = bisect_left(self.quotations, start, key=lambda q: q.start)
        high = bisect_left(self.quotations, end, key=lambda q: q.start)
        return [q for q in self.quotations[low:high] if q.end <= end]


def passages(text: str, title: str, left_out: tuple[Span, ...], spaced: bool) -> list[Passage]:
    """The paragraphs of a text, those inside `left_out` ranges apart."""
    spans = [s for m in _PARAGRAPH.finditer(text) for s in _without(m.span(), left_out)]
    marked = quotations(text, spans)
    out = []
    at = 0
    for number, (start, end) in enumerate(spans):
        words = tuple(tokens(text, start, end))
        if not words:
            continue
        first = at
        while at < len(marked) and marked[at].start < end:
            at += 1
        inside = tuple(marked[first:at])
        dateline = _DATELINE.match(text, start, end)
        begin = dateline.end() if dateline else start
        folded = _folded(text, tuple(w for w in words if w.start >= begin), inside)
        sentences = tuple(_sentences(folded) if spaced else _runs(folded)) if folded else ()
        heading = _is_heading(text[start:end], title, words, number == 0 and len(spans) > 1)
        out.append(Passage(number, start, end, words, inside, sentences, heading))
    return out


def _without(span: Span, left_out: tuple[Span, ...]) -> Iterator[Span]:
    """What remains of a span when the ranges are cut out of it."""
    at, end = span
    for a, b in sorted(left_out):
        if b <= at or a >= end:
            continue
        if a > at:
            yield at, a
        at = max(at, b)
    if at < end:
        yield at, end


def _folded(text: str, words: tuple[Token, ...], inside: tuple[Quotation, ...]) -> list[Token]:
    out: list[Token] = []
    left = list(reversed(inside))
    for word in words:
        while left and word.start >= left[-1].end:
            left.pop()
        if left and word.start >= left[-1].start:
            q = left[-1]
            if not out or out[-1].start != q.start:
                out.append(Token(q.start, q.end, text[q.start : q.end], QUOTE))
        else:
            out.append(word)
    return out


def _sentences(words: list[Token]) -> Iterator[Sentence]:
    begin = 0
    for i in range(len(words)):
        following = words[i + 1] if i + 1 < len(words) else None
        if following is None or i - begin >= MOST_WORDS or _ends_here(words, i, following):
            part = words[begin : i + 1]
            yield _sentence(part)
            begin = i + 1


def ends_with_comma(quotation: Token) -> bool:
    """Whether the words of a quotation end with a comma: a verb of saying follows."""
    return quotation.text.rstrip(_CLOSERS).endswith(",")


def ends_sentence(quotation: Token) -> bool:
    """Whether the words of a quotation end with the mark of a sentence."""
    inner = quotation.text.rstrip(_CLOSERS)
    return bool(inner) and inner[-1] in _ENDS


def _ends_here(words: list[Token], i: int, following: Token) -> bool:
    word = words[i]
    if word.low != QUOTE and word.text[-1].isalnum():
        return False
    opens = (
        following.low == QUOTE or _may_open(following.text[0]) or following.text[0].isdigit() or following.text == "("
    )
    if word.low == QUOTE:
        return ends_sentence(word) and opens and following.low != QUOTE
    if word.text in "。！？۔؟":
        return True
    if word.text == ")" and i and words[i - 1].text in _ENDS:
        return following.text[0].isupper()
    if word.text not in _ENDS or not opens:
        return word.text.endswith(".") and len(word.text) > 2 and following.low in ("the", "it", "in", "a", "this")
    before = words[i - 1] if i else word
    if following.text[0].isdigit() and before.end == word.start and following.start == word.end:
        return False  # a decimal point
    initial = len(before.text) == 1 and before.text.isupper() and before.end == word.start
    return not (word.text == "." and (before.low in ABBREVIATIONS or initial))


def _may_open(letter: str) -> bool:
    """Whether a sentence may begin with a letter: a capital one, or one of a script that has none."""
    return letter.isupper() or (letter.isalpha() and letter.lower() == letter.upper() and not unspaced(letter))


def _runs(words: list[Token]) -> Iterator[Sentence]:
    """Sentences of a script without spaces."""
    begin = 0
    for i, word in enumerate(words):
        ends = word.text in "。！？" or (word.text in _ENDS and i > begin and unspaced(words[i - 1].text))
        if ends or i + 1 == len(words) or i - begin >= MOST_WORDS:
            yield _sentence(words[begin : i + 1])
            begin = i + 1


def _is_heading(line: str, title: str, words: tuple[Token, ...], first: bool) -> bool:
    """A headline gives context and never a speaker: the title itself, or a line set in title case."""
    bare = line.strip()
    if first and title and bare == title.strip() and not bare.endswith((".", "!", "?", "”", '"', "。")):
        return True
    if len(words) > 25 or bare.endswith(("?", "!", ":", ";")) or '"' in bare or "“" in bare:
        return False
    letters = [w.text for w in words if w.text[0].isalpha() and w.low not in _SMALL_WORDS]
    return len(letters) > 3 and sum(w[0].isupper() for w in letters) >= 0.85 * len(letters)


def _sentence(words: list[Token]) -> Sentence:
    return Sentence(words[0].start, words[-1].end, tuple(words), tuple(w for w in words if w.low == QUOTE))


def clause_start(text: str, sentence: Sentence, at: int, stop: frozenset[str], listed: Collection[int]) -> int:
    """Where the clause of a verb at an offset begins: behind the last stop mark outside quotations.

    `listed` are the offsets of marks that only part the names of a list.
    """
    i, first = at - 1, max(sentence.start, at - LONGEST_CLAUSE)
    while i >= first:
        quotation = sentence.quotation_at(i)
        if quotation and (ends_sentence(quotation) or ends_with_comma(quotation)):
            return quotation.end
        if quotation:
            i = quotation.start
        elif text[i] in stop and i not in listed:
            return i + 1
        i -= 1
    return first


def content_span(text: str, start: int, end: int) -> Span | None:
    """The span as `trimmed` gives it, without the full stops at its end."""
    span = trimmed(text, start, end)
    while span and text[span[1] - 1] in ".。۔":
        span = trimmed(text, span[0], span[1] - 1)
    return span


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without the white space and the marks of the frame around it; None when nothing is left."""
    while start < end and (text[start].isspace() or text[start] in _FRAME_MARKS):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in _FRAME_MARKS):
        end -= 1
    return (start, end) if start < end else None
