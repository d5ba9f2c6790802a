"""The decisions, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.app import ComposeResult

from briefing.model import Decision
from briefing.tui import actions, ink
from briefing.tui.screens.page import Page
from briefing.tui.widgets.drawn_list import DrawnList, Slot

Line = tuple[Decision, str]


class Log(Page):
    """One row a decision; enter opens the board of its incident."""

    place = "log"
    BINDINGS = actions.bindings("log")

    def body(self) -> ComposeResult:
        """The rows."""
        yield DrawnList[Line](draw, height=1, empty=" Nothing was decided yet.", id="log")

    def on_mount(self) -> None:
        """Fill them."""
        self.query_one(DrawnList).focus()
        self.reload()

    def reload(self) -> None:
        """Show the log as it is now."""
        lines = {str(d.id): (d, title) for d, title in self.desk.log()}
        rows: DrawnList[Line] = self.query_one("#log", DrawnList)
        ink.label(rows, "Decisions, newest first", "u undoes the newest, ctrl+r redoes")
        rows.show(list(lines), lambda keys: {k: lines[k] for k in keys})
        self.lines = lines

    def on_drawn_list_chosen(self, message: DrawnList.Chosen) -> None:
        """Open the board."""
        from briefing.tui.screens.board import BoardScreen

        decision, _ = self.lines[message.key]
        if self.desk.board(decision.target) is not None:
            self.app.push_screen(BoardScreen(decision.target))


def draw(line: Line, slot: Slot) -> Sequence[Text]:
    """When, who, what, about which incident; what was undone is struck and says so."""
    decision, told = line
    name = "struck" if decision.undone else ""
    return (
        ink.joined(
            (f"{slot.glyph} ", "fresh"),
            (f"{decision.at:%-d %b %Y %H:%M}  {ink.one_line(decision.who)}  ", "quiet"),
            ("undone: " if decision.undone else "", "alarm"),
            (ink.one_line(told), name),
        ),
    )
