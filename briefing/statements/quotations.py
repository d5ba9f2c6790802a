"""Quotations: what stands inside quotation marks of any style, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefing.gazetteer import unspaced
from briefing.model import Span

# opening mark -> marks that close it
PAIRS = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "「": "」",
    "『": "』",
    "＂": "＂",
    '"': '"',
    "‘": "’",
    "'": "'",
}
_OTHER_STYLE = {"“": '"', '"': "”"}  # marks that close by mistake, where the right one never comes
_SINGLE = "‘'"
_GUILLEMETS = "«»"  # either opens, by language, and the first with a space behind it
_MARK = re.compile("[" + "".join(PAIRS) + "`]")
_DOUBLED = {"''": "''", "``": "''"}  # a typewriter's double marks: opening -> closing
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
    while failures < MOST_FAILURES and (found := _MARK.search(text, i, end)):
        i = found.start()
        quotation = _quotation_at(text, i, start, end)
        if quotation:
            yield quotation
            failures += _is_mixed(text, quotation)
            i = quotation.end if quotation.closed else end
        else:
            failures += _opens(text, i, start, end)
            i += 1


def _quotation_at(text: str, i: int, start: int, end: int) -> Quotation | None:
    """The quotation that the mark at i opens, if it does; one that never closes runs to the end of its paragraph."""
    if text[i : i + 2] in _DOUBLED and (doubled := _doubled(text, i, start, end)):
        return doubled
    if text[i] not in PAIRS or not _opens(text, i, start, end):
        return None
    close = _closing(text, i, end)
    if close is not None:
        inner = i + 1 + (text[i + 1].isspace() and text[i] == "«")
        return Quotation(i, close + 1, min(inner, close), _trimmed(text, inner, close), True)
    if text[i] in _SINGLE or end - i > LONGEST:
        return None
    return Quotation(i, _trimmed(text, i, end), i + 1, _trimmed(text, i, end), False)


def _is_mixed(text: str, quotation: Quotation) -> bool:
    """Whether a quotation closes with a mark of the other style."""
    other = _OTHER_STYLE.get(text[quotation.start])
    return other is not None and quotation.closed and text[quotation.end - 1] == other


def _doubled(text: str, i: int, start: int, end: int) -> Quotation | None:
    """The quotation between two pairs of single marks that begins at i, if it does."""
    if i + 2 >= end or text[i + 2].isspace() or (i > start and text[i - 1].isalnum()):
        return None
    close = text.find(_DOUBLED[text[i : i + 2]], i + 2, min(end, i + LONGEST))
    if close < 0:
        return None
    while text.startswith("'", close + 2, end):
        close += 1  # a single quotation inside ends there too
    return Quotation(i, close + 2, i + 2, close, True)


def _opens(text: str, i: int, start: int, end: int) -> bool:
    """Whether the mark at i begins something: an apostrophe or an inch mark does not."""
    before = text[i - 1] if i > start else " "
    if i + 1 < end and text[i] in _GUILLEMETS:
        spaced = text[i] == "«" and text[i + 1].isspace()
        return not (before.isalnum() or before in ".,!?…") and (spaced or not text[i + 1].isspace())
    if i + 1 >= end or text[i + 1].isspace():
        return False
    if text[i] in "\"'‘":
        return (not before.isalnum() or unspaced(before)) and before not in ".,!?"
    return True


def _closing(text: str, i: int, end: int) -> int | None:
    """Where the quotation that opens at i closes: at its own mark, else at one of the other style."""
    stop = min(end, i + LONGEST)
    close = _matching(text, i, stop, PAIRS[text[i]])
    return _matching(text, i, stop, _OTHER_STYLE[text[i]]) if close is None and text[i] in _OTHER_STYLE else close


def _matching(text: str, i: int, end: int, closers: str) -> int | None:
    opener, depth = text[i], 0
    for j in range(i + 1, end):
        c = text[j]
        if c in closers and ((c != '"' and c != opener) or _ends(text, j, end)):
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
    return not text[j - 1].isspace() and (j + 1 >= end or not text[j + 1].isalnum() or unspaced(text[j + 1]))


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return end
