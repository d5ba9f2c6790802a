"""A list that is drawn, not mounted: as fast with 100,000 rows as with ten."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Generic, TypeVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from briefing.tui import actions, ink

Row = TypeVar("Row")
CHUNK = 128  # rows fetched at once


@dataclass(frozen=True, slots=True)
class Slot:
    """What a row is drawn into: its width in cells, whether the cursor stands on it, whether it is selected."""

    width: int
    here: bool = False
    selected: bool = False

    @property
    def glyph(self) -> str:
        """One cell that says it without colour."""
        return "x" if self.selected else "›" if self.here else " "


class DrawnList(ScrollView, Generic[Row], can_focus=True):
    """Rows of equal height, known by key; a row is fetched when it comes near the window, in chunks."""

    BINDINGS = actions.bindings("list")
    COMPONENT_CLASSES: ClassVar[set[str]] = ink.CLASSES

    @dataclass
    class Highlighted(Message):
        """The cursor stands on another row, or on none."""

        key: str | None

    @dataclass
    class Chosen(Message):
        """A row was opened."""

        key: str

    def __init__(
        self,
        draw: Callable[[Row, Slot], Sequence[Text]],
        *,
        height: int,
        empty: str = "",
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self.draw, self.height, self.empty = draw, height, empty
        self.keys: Sequence[str] = ()
        self.selected: set[str] = set()
        self.cursor = 0
        self._fetch: Callable[[Sequence[str]], Mapping[str, Row]] = lambda _: {}
        self._rows: dict[int, Mapping[str, Row]] = {}

    # -------------------------------------------------------------------------------------------- content
    def show(
        self, keys: Sequence[str], fetch: Callable[[Sequence[str]], Mapping[str, Row]], *, at: str | None = None
    ) -> None:
        """Show these rows; the cursor goes to `at`, else stays on the row it stood on, else at its height."""
        at = at or self.key
        self.keys, self._fetch = keys, fetch
        self._rows.clear()
        if self.selected:
            self.selected &= set(keys)
        if at is not None and at in keys:
            self.cursor = keys.index(at)
        self.virtual_size = Size(0, len(keys) * self.height)
        self.move_to(self.cursor)
        self.refresh()

    def on_resize(self) -> None:
        """Keep the cursor in the window."""
        self.move_to(self.cursor)

    @property
    def key(self) -> str | None:
        """The key of the row under the cursor."""
        return self.keys[self.cursor] if self.cursor < len(self.keys) else None

    @property
    def targets(self) -> list[str]:
        """What an action acts on: the selected rows in their order, else the row under the cursor."""
        if self.selected:
            return [k for k in self.keys if k in self.selected]
        return [self.key] if self.key is not None else []

    def row(self, index: int) -> Row | None:
        """One row; None where it is gone since the keys were listed."""
        chunk = index // CHUNK
        if chunk not in self._rows:
            if len(self._rows) > 16:
                self._rows.clear()
            self._rows[chunk] = self._fetch(self.keys[chunk * CHUNK : (chunk + 1) * CHUNK])
        return self._rows[chunk].get(self.keys[index])

    # -------------------------------------------------------------------------------------------- drawing
    def render_line(self, y: int) -> Strip:
        """One line of one row."""
        width = self.scrollable_content_region.width
        index, part = divmod(y + self.scroll_offset.y, self.height)
        base, inks = self._paint
        if index >= len(self.keys):
            text = ink.ink(self.empty if y == 0 and not self.keys else "", "quiet")
            return ink.strip_of(ink.fitted(text, width), width, inks, base)
        here = index == self.cursor
        row = self.row(index)
        slot = Slot(width, here, self.keys[index] in self.selected)
        lines = self.draw(row, slot) if row is not None else [ink.ink("   gone", "quiet")]
        text = ink.fitted(lines[part], width) if part < len(lines) else Text()
        style = base + inks["cursor"] if here else base
        return ink.strip_of(text, width, inks, style)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a region; the styles are looked up once for all of them."""
        self.__dict__.pop("_paint", None)
        return super().render_lines(crop)

    @cached_property
    def _paint(self) -> tuple[Style, Mapping[str, Style]]:
        return self.rich_style, ink.styles_of(self)

    # -------------------------------------------------------------------------------------------- moving
    def move_to(self, index: int) -> None:
        """Put the cursor on a row, or as near as there is one, and bring it into the window."""
        before, at = self.cursor, self.scroll_offset
        self.cursor = max(0, min(index, len(self.keys) - 1))
        self.scroll_to_region(
            Region(0, self.cursor * self.height, 1, self.height), animate=False, force=True, immediate=True
        )
        if self.scroll_offset == at:  # else scrolling has drawn everything anew
            self._refresh_rows(before, self.cursor)
        self.post_message(self.Highlighted(self.key))

    def _refresh_rows(self, *indices: int) -> None:
        width, top = self.size.width, self.scroll_offset.y
        self.refresh(*(Region(0, i * self.height - top, width, self.height) for i in indices))

    def toggle(self) -> None:
        """Select the row under the cursor, or no longer, and go on."""
        if self.key is not None:
            self.selected ^= {self.key}
            self.move_to(self.cursor + 1)

    @property
    def _half(self) -> int:
        return max(1, self.size.height // self.height // 2)

    def action_move_down(self) -> None:
        self.move_to(self.cursor + 1)

    def action_move_up(self) -> None:
        self.move_to(self.cursor - 1)

    def action_move_half_down(self) -> None:
        self.move_to(self.cursor + self._half)

    def action_move_half_up(self) -> None:
        self.move_to(self.cursor - self._half)

    def action_move_top(self) -> None:
        self.move_to(0)

    def action_move_bottom(self) -> None:
        self.move_to(len(self.keys) - 1)

    def action_move_open(self) -> None:
        if self.key is not None:
            self.post_message(self.Chosen(self.key))

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor on a row; a double click opens it."""
        index = (event.y + self.scroll_offset.y - self.gutter.top) // self.height
        if 0 <= index < len(self.keys):
            self.move_to(index)
            if event.chain > 1:
                self.action_move_open()
