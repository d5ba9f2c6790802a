"""A text that is drawn: wrapped to the window, with passages that the cursor walks over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from briefing.tui import actions, ink

LEAST = 16  # cells that a text needs beside its lead; with fewer it stands below
CUT = 4  # cells that are worth cutting a text for
BELOW = 4  # cells to the right of its lead
NEAR = 3  # lines below the window within which the next passage is gone to at once
EMPTY = Text(end="")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph; its lines begin `indent` cells to the right, the first after its `lead` or, where narrow, below.

    A `head` begins a section. What is `cut` has one line and ends where the window does.
    """

    text: Text
    indent: int = 0
    lead: Text | None = None
    head: bool = False
    cut: bool = False


def _lines(block: Block, room: int) -> Iterator[Text]:
    lead = block.lead or EMPTY
    left = room - block.indent - lead.cell_len
    if block.cut and left > CUT:
        yield Text(" " * block.indent, end="").append_text(lead).append_text(ink.fitted(block.text, left))
        return
    if lead and left < LEAST:
        yield from _lines(Block(lead, block.indent), room)
        yield from _lines(Block(block.text, block.indent + BELOW), room)
        return
    start = Text(" " * block.indent, end="").append_text(lead)
    for line in ink.wrapped(block.text, max(10, room - start.cell_len)):
        yield start.copy().append_text(line)
        start = Text(" " * start.cell_len, end="")


class Paper(ScrollView, can_focus=True):
    """Paragraphs one below the other. A span named `stop:ID` is a passage: the cursor goes from one to the next."""

    BINDINGS = actions.bindings("paper")
    COMPONENT_CLASSES: ClassVar[set[str]] = ink.CLASSES

    @dataclass
    class Stopped(Message):
        """The cursor stands on another passage."""

        passage: str

    @dataclass
    class Chosen(Message):
        """A passage was opened."""

        passage: str

    def __init__(self, *, shows_passages: bool = False, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.shows_passages = shows_passages
        self._blocks: Sequence[Block] = ()
        self._lines: list[Text] = []
        self._heads: list[int] = []  # first lines of sections
        self._turned = (0, 0)  # the head last turned to, and the line on top since then
        self._width = 0
        self.stops: dict[str, tuple[int, int]] = {}  # first and last line
        self.stop: str | None = None

    def show(self, blocks: Sequence[Block], *, at: str | None = None) -> None:
        """Show these paragraphs from the top, or from the passage `at`."""
        self._blocks, self.stop, self._width = blocks, at, 0
        self.scroll_to(0, 0, animate=False, immediate=True)
        self.on_resize()

    @property
    def text(self) -> str:
        """What is shown, line by line."""
        return "\n".join(line.plain for line in self._lines)

    # -------------------------------------------------------------------------------------------- drawing
    def _flow(self, width: int) -> None:
        self._width, room = width, width - 2
        self._lines, self._heads, self.stops, self._turned = [], [], {}, (0, 0)
        for block in self._blocks:
            self._heads += [len(self._lines)] * block.head
            for line in _lines(block, room):
                self._note_stops(line, len(self._lines))
                self._lines.append(line)
        self.virtual_size = Size(0, len(self._lines))
        self.refresh()

    def _note_stops(self, line: Text, number: int) -> None:
        for span in line.spans:
            if str(span.style).startswith(ink.STOP):
                stop = str(span.style).removeprefix(ink.STOP)
                first, _ = self.stops.get(stop, (number, number))
                self.stops[stop] = first, number

    def on_resize(self) -> None:
        """Wrap anew when the width changed."""
        width = self.scrollable_content_region.width
        if width in (0, self._width):
            return  # not laid out yet, or nothing changed
        fresh = self._width == 0
        self._flow(width)
        if self.stop not in self.stops:
            self.stop = next(iter(self.stops), None)
            self._tell()
        elif fresh or self.scroll_offset.y:
            self.call_after_refresh(self.go_to, self.stop)

    def render_line(self, y: int) -> Strip:
        """One line, with a bar beside the passage the cursor stands on."""
        number = y + self.scroll_offset.y
        line = self._lines[number] if number < len(self._lines) else EMPTY
        first, last = self.stops.get(self.stop or "", (-1, -1))
        bar = "▌" if self.has_focus and first <= number <= last else " "
        base, styles = self._paint
        gutter = ink.strip_of(ink.ink(bar, "fresh"), 1, styles, base)
        body = ink.strip_of(line, max(0, self._width - 1), styles, base)
        return Strip.join([gutter, body])

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a region; the styles are looked up once for all of them."""
        self.__dict__.pop("_paint", None)
        return super().render_lines(crop)

    @cached_property
    def _paint(self) -> tuple[Style, Mapping[str, Style]]:
        styles = ink.styles_of(self)
        if self.shows_passages:
            styles |= {ink.STOP + stop: styles["here" if stop == self.stop else "passage"] for stop in self.stops}
        return self.rich_style, styles

    # -------------------------------------------------------------------------------------------- moving
    def _tell(self) -> None:
        if self.stop is not None:
            self.post_message(self.Stopped(self.stop))

    def go_to(self, stop: str) -> None:
        """Put the cursor on a passage and show it; nothing for one that is not there."""
        if stop not in self.stops:
            return  # something else is shown by now
        self.stop = stop
        first, last = self.stops[stop]
        height = min(last - first + 1, max(1, self.size.height))
        self.scroll_to_region(Region(0, first, 1, height), animate=False, force=True, immediate=True)
        self.refresh()
        self._tell()

    def _walk(self, step: int) -> None:
        """To the neighbouring passage when it is near, else one line on."""
        top, bottom = self.scroll_offset.y, self.scroll_offset.y + self.size.height
        order = list(self.stops)
        if step < 0:
            order.reverse()
        if self._visible(self.stop, top, bottom):
            order = order[order.index(self.stop or "") + 1 :]
        else:  # the text was scrolled away from it: the next one in sight or beyond
            order = [s for s in order if (self.stops[s][1] >= top if step > 0 else self.stops[s][0] < bottom)]
        if order and self._visible(order[0], top - NEAR, bottom + NEAR):
            self.go_to(order[0])
        else:
            self._scroll(step)

    def _visible(self, stop: str | None, top: int, bottom: int) -> bool:
        first, last = self.stops.get(stop or "", (bottom, bottom))
        return first < bottom and last >= top

    def _scroll(self, lines: int) -> None:
        self.scroll_to(0, self.scroll_offset.y + lines, animate=False, immediate=True)
        top, bottom = self.scroll_offset.y, self.scroll_offset.y + self.size.height
        inside = [s for s in self.stops if self._visible(s, top, bottom)]
        if inside and self.stop not in inside:
            self.stop = inside[0] if lines > 0 else inside[-1]
            self._tell()
        self.refresh()

    def action_move_down(self) -> None:
        self._walk(1)

    def action_move_up(self) -> None:
        self._walk(-1)

    def action_move_half_down(self) -> None:
        self._scroll(max(1, self.size.height // 2))

    def action_move_half_up(self) -> None:
        self._scroll(-max(1, self.size.height // 2))

    def action_move_top(self) -> None:
        self._end(-len(self._lines), next(iter(self.stops), None))

    def action_move_bottom(self) -> None:
        self._end(len(self._lines), next(reversed(self.stops), None))

    def _end(self, lines: int, stop: str | None) -> None:
        self.stop = stop
        self._scroll(lines)
        self._tell()

    def action_section_next(self) -> None:
        """Put the next head on top."""
        place = self._place()
        self._turn_to(head for head in self._heads if head > place)

    def action_section_previous(self) -> None:
        """Put the head before on top."""
        place = self._place()
        self._turn_to([*(head for head in reversed(self._heads) if head < place), 0])

    def _place(self) -> int:
        """The line that sections are counted from: the last ones of a text cannot be put on top."""
        head, top = self._turned
        return head if top == self.scroll_offset.y else self.scroll_offset.y

    def _turn_to(self, heads: Iterable[int]) -> None:
        """Put the first of these heads on top that shows anything else, the cursor on the first passage below it."""
        before = self.scroll_offset.y, self.stop
        for head in heads:
            self._scroll(head - self.scroll_offset.y)
            self._stand(next((s for s, (first, _) in self.stops.items() if first >= head), None))
            self._turned = head, self.scroll_offset.y
            if (self.scroll_offset.y, self.stop) != before:
                return

    def _stand(self, stop: str | None) -> None:
        """Put the cursor on a passage where it is in sight."""
        if stop and self._visible(stop, self.scroll_offset.y, self.scroll_offset.y + self.size.height):
            self.go_to(stop)

    def action_move_open(self) -> None:
        """Open the passage under the cursor; one that was scrolled away from is shown first."""
        if self.stop is None:
            return
        top = self.scroll_offset.y
        if self._visible(self.stop, top, top + self.size.height):
            self.post_message(self.Chosen(self.stop))
        else:
            self.go_to(self.stop)

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor on a passage; a double click opens it."""
        line = event.y + self.scroll_offset.y - self.gutter.top
        for stop, (first, last) in self.stops.items():
            if first <= line <= last:
                self.go_to(stop)
                if event.chain > 1:
                    self.action_move_open()
                return
