"""The matter of a web page: where on it the text stands, and its paragraphs there, word for word."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

LONGEST_TAG = 20_000  # characters; the parser's time grows with the square of the attributes of one tag
HUGE_TAG = re.compile(rf"<[^<>]{{{LONGEST_TAG}}}")
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what ends the parser's reading
MOST_ELEMENTS = 20_000  # of a page; trafilatura's time grows with the square of some
MOST = 0.95  # of the found text has to stand in a part of the page for it to be the part that holds the text

log = logging.getLogger(__name__)


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


SILENT = _names(
    "script style noscript template svg math iframe object canvas head nav footer aside button select textarea "
    "audio video dialog"
)
BLOCKS = _names(
    "address article blockquote body center dd details div dl dt fieldset figcaption figure form h1 h2 h3 h4 h5 h6 "
    "header hr html legend li main ol p pre section summary table tbody tfoot thead title tr ul"
)
CELLS = _names("td th")
PARAGRAPHS = _names("p li blockquote pre h1 h2 h3 h4 h5 h6 dt dd")  # hold a part of the matter, never all of it


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a page: the innermost element that holds it, its text, how much of the text is links."""

    element: _Element
    text: str
    linked: int  # characters


def tree_of(page: str) -> _Element | None:
    """The page as a tree; None where it is empty, or built so that no browser would show a text."""
    from lxml import etree  # loaded with the first page

    if HUGE_TAG.search(page):
        return None
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(UNREADABLE.sub("\ufffd", page).encode(), parser)
    except etree.LxmlError:
        return None


def matter_of(page: str) -> str | None:
    """The text of a page without what stands around it: its paragraphs in order, with a blank line between two.

    trafilatura finds the place; the paragraphs are read there anew, because it leaves out repeated and short ones, and
    in a transcript each is somebody's turn. None = it found nothing, or the page is made so that it would never end.
    """
    root = tree_of(page)
    if root is None or sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        return None
    found = _found_text(page)
    if not found:
        return None
    told = {line for paragraph in found.split("\n") for line in (_flat(paragraph), _flat(paragraph).lstrip("- "))}
    place = _place(root, told)
    if place is None:
        return None
    kept = [b.text for b in blocks_in(place) if b.linked * 2 <= len(b.text) or not told.isdisjoint(b.text.split("\n"))]
    return "\n\n".join(kept) or None


def text_length(text: str | None, html: str | None) -> int:
    """How many characters of text an item holds, given as text or as HTML."""
    if (text and text.strip()) or not html:
        return len((text or "").strip())
    root = tree_of(html)
    return sum(len(block.text) for block in blocks_in(root)) if root is not None else 0


def _found_text(page: str) -> str | None:
    from trafilatura import extract  # costs 0.13 s, and most feeds need no page

    try:
        return extract(UNREADABLE.sub("\ufffd", page), include_comments=False, deduplicate=False)
    except Exception:  # a page that it was not made for must not keep the others of its site away
        log.exception("finding the text of a page")
        return None


def _place(root: _Element, told: set[str]) -> _Element | None:
    """The innermost element, no single paragraph, that holds nearly all of the told lines."""
    weight: dict[_Element, int] = {}
    for block in blocks_in(root):
        size = sum(len(line) for line in block.text.split("\n") if line in told)
        weight[block.element] = weight.get(block.element, 0) + size
    for element in reversed(list(root.iter())):  # children before their parent
        parent = element.getparent()
        if parent is not None and element in weight:
            weight[parent] = weight.get(parent, 0) + weight[element]
    total = weight.get(root, 0)
    if not total:
        return None
    place = root
    while True:
        heavy = (child for child in place if weight.get(child, 0) >= MOST * total and child.tag not in PARAGRAPHS)
        inner = next(heavy, None)
        if inner is None:
            return place
        place = inner


def blocks_in(root: _Element) -> Iterator[Block]:
    """The paragraphs in an element, in order: single blanks, a line for each <br>; scripts and menus left out.

    Walks without recursion, for hostile depth.
    """
    pieces: list[str] = []
    holders = [root]
    linked = links = 0  # characters inside links so far, links that are open
    stack: list[tuple[_Element, bool]] = [(root, False)]
    while stack:
        element, leaving = stack.pop()
        name = element.tag
        silent = not isinstance(name, str) or name in SILENT or "hidden" in element.attrib
        if name in BLOCKS and not silent:
            if text := _lines("".join(pieces)):
                yield Block(holders[-1], text, linked)
            pieces, linked = [], 0
            if leaving:
                holders.pop()
            else:
                holders.append(element)
        if name == "a" and not silent:
            links += -1 if leaving else 1
        if leaving or silent:
            said = _one_line(element.tail) if element is not root else ""
        else:
            pieces.append("\n" if name == "br" else " " if name in CELLS else "")
            said = _one_line(element.text)
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))
        pieces.append(said)
        linked += len(said) if links and said.strip() else 0
    if text := _lines("".join(pieces)):
        yield Block(root, text, linked)


def _one_line(text: str | None) -> str:
    return (text or "").replace("\n", " ").replace("\r", " ")


def _lines(text: str) -> str:
    """The lines of a paragraph that hold anything, with single blanks."""
    return "\n".join(flat for line in text.split("\n") if (flat := _flat(line)))


def _flat(line: str) -> str:
    return " ".join(line.split())
