"""Text of the outside world -> plain text that a terminal, a store and a template can hold without harm."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from briefing.model import Span

if TYPE_CHECKING:
    from lxml.etree import _Element

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# C0 but tab and newline, a carriage return that begins no newline, delete, C1, surrogates, zero-width and invisible
# characters, bidirectional controls, tag characters.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f](?<!\r(?=\n))"
)
TITLE_LIMIT = 300  # characters; a longer title is an attack or a body in the wrong place
OPENING_LIMIT = 80  # characters of an opening that stands in for a title
HEADLINE_LIMIT = 140


def _names(names: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", names))


SILENT = _names(
    "script style noscript template svg math iframe object canvas head nav footer aside button select textarea "
    "audio video dialog"
)
BLOCKS = _names(
    "address article blockquote body center dd details div dl dt fieldset figcaption figure form h1 h2 h3 h4 h5 h6 "
    "header hr html legend li main ol p pre section summary table tbody tfoot thead title tr ul"
)
TAG = r"<[^<>]*>"
LINE = re.compile(r"\S(?:[^\n]*\S)?")
CELLS = frozenset(("td", "th"))
BREAK = "\0"  # no tree holds it
MAIN_SHORTEST = 250  # characters; a shorter <article> or <main> is a teaser and not the page's matter


def clean(text: str) -> str:
    """Replace every forbidden character by one U+FFFD, so that the length and every offset stay."""
    return FORBIDDEN.sub(REPLACEMENT, text)


def one_line(text: str, limit: int = TITLE_LIMIT) -> str:
    """Clean text on one line with single blanks, cut at a word boundary to at most `limit` characters."""
    return shortened(" ".join(clean(text[: limit * 20]).split()), limit)


def shortened(line: str, limit: int) -> str:
    """The line, or its beginning up to a word boundary with an ellipsis: at most `limit` characters."""
    if len(line) <= limit:
        return line
    head = line[: limit - 1]
    at_word = head.rpartition(" ")[0]
    return (at_word if len(at_word) > limit // 2 else head).rstrip(" ,;:") + "…"


def lines_of(text: str) -> Iterator[Span]:
    """The non-blank lines of a text as (start, end), surrounding blanks left out."""
    return (match.span() for match in LINE.finditer(text))


def outside(lines: Iterable[Span], furniture: Sequence[Span]) -> Iterator[Span]:
    """The lines that do not begin inside one of the ranges; both are in order."""
    ranges = iter(furniture)
    current = next(ranges, None)
    for line in lines:
        while current and current[1] <= line[0]:
            current = next(ranges, None)
        if not current or line[0] < current[0]:
            yield line


def headline_in(text: str, first: Span, following: Span | None) -> str | None:
    """The first line of a text when it looks like a headline: short, complete, and followed by a body.

    A line that the next one continues in lower case without a blank line between them is wrapped prose.
    """
    line = text[slice(*first)]
    if following is None or len(line) > HEADLINE_LIMIT:
        return None
    wrapped = text.count("\n", first[1], following[0]) == 1 and not line.endswith((".", "!", "?", "…", '"', "”"))
    if wrapped and text[following[0]].islower():
        return None
    return line


def text_of_html(html: str) -> str:
    """The text of an HTML page or fragment: blocks as paragraphs, scripts and menus left out, entities decoded.

    Never raises: of what cannot be parsed the tags are dropped. Time is linear in the length of the input.
    """
    root = _tree(html)
    if root is None:
        from html import unescape  # seldom needed

        return _paragraphs(unescape(re.sub(TAG, "\n\n", html)).split("\n"))
    for name in ("article", "main"):
        found = [element for element, _ in zip(root.iter(name), range(2), strict=False)]
        if len(found) == 1:
            text = _text(found[0])
            if len(text) >= MAIN_SHORTEST:
                return text
    return _text(root)


def _tree(html: str) -> _Element | None:
    """The page as a tree, or None when it is empty or nested too deeply to be one."""
    from lxml import etree  # loaded with the first page that needs it: plain text never does

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(clean(html).encode(), parser)
    except etree.LxmlError:
        return None
    cut = any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log)
    return None if cut else root


def _text(root: _Element) -> str:
    """Walk without recursion, for hostile depth; BREAK in `pieces` is a break, a newline a space like every blank."""
    pieces: list[str] = []
    stack: list[_Element | str] = [root]  # elements to enter, and what follows those that were entered
    while stack:
        element = stack.pop()
        if isinstance(element, str):
            pieces.append(element)
            continue
        name = element.tag
        after = (element.tail or "") if element is not root else ""
        if not isinstance(name, str) or name in SILENT or element.get("hidden") is not None:
            pieces.append(after)
            continue
        if name in BLOCKS:
            pieces.append(BREAK * 2)
            after = BREAK * 2 + after
        elif name == "br":
            pieces.append(BREAK)
        elif name in CELLS:
            pieces.append(" ")
        pieces.append(element.text or "")
        if len(element):
            stack.append(after)
            stack.extend(reversed(element))
        else:
            pieces.append(after)
    return _paragraphs("".join(pieces).split(BREAK))


def _paragraphs(lines: Iterable[str]) -> str:
    """Single blanks, no blank at the end of a line, at most one blank line between two."""
    text = "\n".join(" ".join(line.split()) for line in lines)
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text.strip("\n")
