"""Choosing an incident: a line to type words of its title in, and the incidents that bear them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from briefing.model import IncidentRow
from briefing.tui import actions
from briefing.tui.widgets import incident_row
from briefing.tui.widgets.drawn_list import DrawnList

if TYPE_CHECKING:
    from briefing.tui.app import BriefingApp


class Choice(ModalScreen["str | None"]):
    """Gives the id of the incident that was chosen, or None."""

    BINDINGS = actions.bindings("choice")

    def __init__(self, question: str, *, without: str) -> None:
        super().__init__()
        self.question, self.without = question, without

    def compose(self) -> ComposeResult:
        """The question, the line, the incidents."""
        desk = cast("BriefingApp", self.app).desk
        draw = partial(incident_row.draw, year=desk.session.clock().year)
        with Vertical(id="choice"):
            yield Static(f"{self.question} Type words of its title; enter chooses, esc cancels.", markup=False)
            yield Input(id="words")
            yield DrawnList[IncidentRow](
                draw, height=incident_row.HEIGHT, empty=" No incident is called so.", id="choices"
            )

    def on_mount(self) -> None:
        """Begin with all of them."""
        self.query_one("#words", Input).focus()
        self._show("")

    def _show(self, words: str) -> None:
        desk = cast("BriefingApp", self.app).desk
        keys = [i for i in desk.titled(words) if i != self.without]
        self.query_one("#choices", DrawnList).show(keys, desk.rows)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show those that bear the words."""
        self._show(event.value)

    def on_input_submitted(self) -> None:
        """Where one is left it is chosen, else enter goes to the list."""
        choices = self.query_one("#choices", DrawnList)
        if len(choices.keys) == 1:
            self.dismiss(choices.key)
        elif choices.keys:
            choices.focus()

    def on_drawn_list_chosen(self, message: DrawnList.Chosen) -> None:
        """Give it."""
        self.dismiss(message.key)

    def action_choice_cancel(self) -> None:
        self.dismiss(None)
