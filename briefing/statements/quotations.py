"""Quotations: what stands inside quotation marks of any style, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefing.model import Span

# opening mark -> marks that close it
PAIRS = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "‹": "›",
    "「": "」",
    "『": "』",
    "＂": "＂",
    '"': '"',
    "‘": "’",
    "'": "'",
}
_SINGLE = "‘'"
LONGEST = 3000  # characters: a mark that closes later than this was never a pair

MOST_FAILURES = 50  # marks of one paragraph that open and never close: beyond, the paragraph is no prose


@dataclass(frozen=True, slots=True)
class Quotation:
    """start:end with its marks, inner_start:inner_end the words; `closed` whether a closing mark was found."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool


def quotations(text: str, paragraphs: list[Span]) -> list[Quotation]:
    """The outermost quotations of a text, in order, none across a paragraph.

    A quotation that runs over paragraphs is one quotation for each of them. An odd mark ends with its paragraph.
    """
    return [q for start, end in paragraphs for q in _in_paragraph(text, start, end)]


def _in_paragraph(text: str, start: int, end: int) -> Iterator[Quotation]:
    i, failures = start, 0
    while i < end and failures < MOST_FAILURES:
        mark = text[i]
        if mark not in PAIRS or not _opens(text, i, start, end):
            i += 1
            continue
        close = _closing(text, i, end)
        if close is None:
            if mark in _SINGLE or end - i > LONGEST:
                i, failures = i + 1, failures + 1
                continue
            yield Quotation(i, _trimmed(text, i, end), i + 1, _trimmed(text, i, end), False)
            return
        yield Quotation(i, close + 1, i + 1, close, True)
        i = close + 1


def _opens(text: str, i: int, start: int, end: int) -> bool:
    """Whether the mark at i begins something: an apostrophe or an inch mark does not."""
    if i + 1 >= end or text[i + 1].isspace():
        return False
    before = text[i - 1] if i > start else " "
    if text[i] in "\"'‘":
        return not before.isalnum() and before not in ".,!?"
    return True


def _closing(text: str, i: int, end: int) -> int | None:
    closers, opener = PAIRS[text[i]], text[i]
    depth = 0
    for j in range(i + 1, min(end, i + LONGEST)):
        c = text[j]
        if (c in closers and c != opener) or (c == opener and c in closers and _ends(text, j, end)):
            if opener in _SINGLE and not _ends(text, j, end):
                continue
            if depth == 0:
                return j
            depth -= 1
        elif c == opener and opener not in closers:
            depth += 1
    return None


def _ends(text: str, j: int, end: int) -> bool:
    """Whether the mark at j can close: a word stands before it, none after it."""
    return not text[j - 1].isspace() and (j + 1 >= end or not text[j + 1].isalnum())


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return end
