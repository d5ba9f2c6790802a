"""Naming an incident: a line that holds its title, to write another one."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from briefing.model import Incident
from briefing.tui import actions, ink
from briefing.tui.screens.page import Page


class Naming(ModalScreen["str | None"]):
    """Gives the title that was written, which may be empty, or None."""

    BINDINGS = actions.bindings("choice")

    def __init__(self, title: str) -> None:
        super().__init__()
        self.present = title

    def compose(self) -> ComposeResult:
        """What to do, and the line."""
        with Vertical(id="naming"):
            yield Static(
                "The title of this incident. Enter takes it, an empty line gives back that of its articles, "
                "esc cancels.",
                markup=False,
            )
            yield Input(self.present, id="title")

    def on_mount(self) -> None:
        """Begin on the line."""
        self.query_one("#title", Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give it; what was not changed is no decision."""
        self.dismiss(None if event.value == self.present else event.value)

    def action_choice_cancel(self) -> None:
        self.dismiss(None)


def rename(page: Page, incident: Incident) -> None:
    """Ask for a title and give it to the incident."""

    def named(title: str | None) -> None:
        if title is not None:
            with page.telling():
                decision = page.desk.rename(incident.id, title)
                page.briefing.reload()
                page.tell(f"Done: {page.desk.told([decision])[0]}. u undoes it.")

    page.app.push_screen(Naming(ink.one_line(incident.title)), named)
