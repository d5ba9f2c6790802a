"""A text -> so many words of it, verbatim: what may be shared of a source that reserves its rights."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

CUT = " […]"  # ours, so it never stands inside marks
# Thai, Lao, Burmese, Khmer; kana; Chinese characters: written without spaces, so each character counts as a word.
UNSPACED = (
    "\u0e01-\u0e4e\u0e81-\u0edf\u1000-\u109f\u1780-\u17d3"
    "\u3005-\u3007\u3041-\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
# Compiled when first used, by re's own cache: every command line loads this module, and few cut anything.
SPACELESS = f"[{UNSPACED}]"
RUN = rf"[{UNSPACED}]|[^\s—–{UNSPACED}]+"
# Opening mark -> what closes it, ours first. Some languages close with another's opening mark, or with the same one.
CLOSING = {
    "“": "”",
    "„": "“”",
    "‘": "’",
    "‚": "‘’",
    "«": "»",
    "»": "«»",
    "「": "」",
    "『": "』",
    '"': '"',
    "”": "”",
}
ENDS = ".,;:!?)]…，。、；：！？）」』"  # an opening mark stands before none of these
MARK = re.compile('[“”„‘‚«»「」『』"]|’(?!\\w)')


def length(text: str) -> int:
    """How many words a text has."""
    return sum(1 for _ in _ends(text))


def beginning(text: str, most: int | None) -> tuple[str, bool]:
    """A text on one line, of at most `most` words (None: whole), and whether it was cut.

    It ends with a word; after a cut follow only the marks that close what was open there.
    """
    ends = [] if most is None else list(islice(_ends(text), most + 1))
    if most is None or len(ends) <= most:
        return " ".join(text.split()), False
    kept = text[: ends[most - 1]].rstrip("“„‘‚«「『([")
    return " ".join(kept.split()) + _closing(kept), True


def shares(one: str, other: str, most: int) -> tuple[int, int]:
    """How many words two texts that are compared may have, so that they have `most` in all: half each, or what the
    shorter one leaves.
    """
    half = most // 2
    return max(half, most - length(other)), max(half, most - length(one))


def _ends(text: str) -> Iterator[int]:
    """Where each word ends; a combining mark is a part of what it stands on, a dash or dots alone are no word."""
    for found in re.finditer(RUN, text):
        if any(map(str.isalnum, found[0])):
            end = found.end()
            while end < len(text) and unicodedata.category(text[end]).startswith("M"):
                end += 1
            yield end


def _closing(text: str) -> str:
    """The marks that close what is open at the end of a text, innermost first."""
    opened: list[tuple[str, str]] = []  # the mark, and what we close it with
    for found in MARK.finditer(text):
        mark, at = found[0], found.start()
        last = opened[-1][0] if opened else ""
        if mark == last and _begins(text, at):
            continue
        if last and mark in CLOSING[last]:
            opened.pop()
        elif mark in CLOSING and _opens(text, at):
            space = " " if text[at + 1].isspace() else ""
            opened.append((mark, space + CLOSING[mark][0]))
    return "".join(close for _, close in reversed(opened))


def _opens(text: str, at: int) -> bool:
    """Whether a mark stands as an opening one does: before a word and not behind one; behind «, and what stands after a
    space, there may be a space.
    """
    mark, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    behind = before.isalnum() and (mark == "”" or not re.match(SPACELESS, before))
    spaced = mark == "«" or (mark in "“„「『" and not before.strip())
    return bool(after) and not behind and (spaced or not after.isspace()) and after not in ENDS


def _begins(text: str, at: int) -> bool:
    """Whether a paragraph begins there: a mark repeated there goes on with the quotation before it."""
    return not text[text.rfind("\n", 0, at) + 1 : at].strip()
