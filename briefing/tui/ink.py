"""The one door through which text from outside reaches the screen, and the named inks it is drawn in.

An ink is a component class `ink--NAME` of the style sheet. Drawing functions are pure: they name inks in the spans of
a `rich.text.Text`, never markup, and a widget turns the names into the colours of the theme.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from rich import get_console
from rich.segment import Segment
from rich.style import Style
from rich.text import Span, Text
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget

INKS = ("strong", "quiet", "fresh", "alarm", "words", "struck", "passage", "here", "cursor")
CLASSES = {f"ink--{name}" for name in INKS}
STOP = "stop:"  # a span so named is a place that the cursor can stop at

_FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufff9-\ufffb]"
)


def safe(text: str) -> str:
    """The text with every character that could move the cursor or turn the line replaced, one for one; \\n stays."""
    return _FORBIDDEN.sub(lambda m: " " if m[0] in "\t\r\u2028\u2029" else "\ufffd", text)


def one_line(text: str) -> str:
    """Safe text on one line, runs of space made one."""
    return " ".join(safe(text).split())


def ink(text: str, name: str = "") -> Text:
    """Safe text in one ink."""
    return Text(safe(text), style="", end="", spans=[Span(0, len(text), name)] if name and text else None)


def joined(*pieces: str | tuple[str, str]) -> Text:
    """Pieces of safe text in a row: plain, or (text, ink)."""
    out = Text(end="")
    for piece in pieces:
        out.append_text(ink(piece) if isinstance(piece, str) else ink(*piece))
    return out


def fitted(text: Text, width: int) -> Text:
    """The text cut to so many cells, with an ellipsis where something is missing."""
    if text.cell_len > width:
        text = text.copy()
        text.truncate(max(width, 0), overflow="ellipsis")
    return text


def wrapped(text: Text, width: int) -> list[Text]:
    """The text in lines of at most so many cells; a word that is longer is broken. At least one line."""
    return list(text.wrap(get_console(), max(width, 1), overflow="fold")) or [Text(end="")]


def label(widget: Widget, title: str, below: str | None = None) -> None:
    """Write into the border of a widget; a plain `border_title` would read markup."""
    widget.border_title = Content(one_line(title))
    if below is not None:
        widget.border_subtitle = Content(one_line(below))


def styles_of(widget: Widget) -> dict[str, Style]:
    """The inks as the style sheet has them for a widget."""
    return {name: widget.get_component_rich_style(f"ink--{name}", partial=True) for name in INKS}


def strip_of(text: Text, width: int, styles: Mapping[str, Style], base: Style) -> Strip:
    """One line of inked text as a strip of exactly `width` cells; a span whose name is no ink is drawn plain."""
    inked = text.copy()
    inked.spans = [Span(s.start, s.end, styles[str(s.style)]) for s in text.spans if str(s.style) in styles]
    segments = [Segment(s.text, base + s.style if s.style else base) for s in inked.render(get_console(), end="")]
    return Strip(segments).adjust_cell_length(width, base)
