"""Every key with what it does, from the action table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from briefing.tui import actions, ink
from briefing.tui.screens.page import Page
from briefing.tui.widgets import incident_row
from briefing.tui.widgets.paper import Block, Paper

HEADS = {
    "move": "Moving",
    "section": "Moving in a text",
    "triage": "The list of incidents",
    "incident": "An incident: in the list and on its board",
    "member": "An article on the board of an incident",
    "choice": "Choosing or naming an incident, adding a source",
    "source": "A statement and its source",
    "desk": "Everywhere",
    "page": "The app",
    "reading": "On every other screen",
    "search": "Search",
    "feed": "A source, in the list of them and by itself",
    "digest": "Digest",
    "export": "Export of the digest",
    "first": "First run",
}


class Help(Page):
    """The keys; those of the screen it was called from come first."""

    place = "help"
    BINDINGS = actions.bindings("help")

    def __init__(self, called_from: str) -> None:
        super().__init__()
        self.called_from = called_from

    def body(self) -> ComposeResult:
        """The keys, and a line that filters them."""
        yield Paper(id="keys")
        yield Input(placeholder="type / to filter", id="filter")

    def on_mount(self) -> None:
        """Show all."""
        self.query_one("#keys", Paper).focus()
        ink.label(self.query_one("#keys"), "Keys")
        self._show("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what holds the words."""
        self._show(event.value)

    def on_input_submitted(self) -> None:
        """Back to the keys."""
        self.query_one("#keys").focus()

    def action_desk_search(self) -> None:
        """Here it goes to the filter."""
        self.query_one("#filter").focus()

    def _show(self, words: str) -> None:
        blocks = list(keys(words, self.called_from, self.app.get_key_display, dict(self.desk.session.config.keys)))
        self.query_one("#keys", Paper).show(blocks or [Block(ink.ink("No action is called so.", "quiet"))])


def keys(words: str, place: str, display: Callable[[Binding], str], remapped: Mapping[str, str]) -> Iterator[Block]:
    """The table under its heads, narrowed to the actions that hold all the words."""
    here = [*actions.PLACES["paper"], *actions.PLACES.get(place, ())]
    groups = sorted(HEADS, key=lambda g: (g not in here, list(HEADS).index(g)))
    wanted = words.lower().split()
    for group in groups:
        found = [a for a in actions.ACTIONS if a.group == group]
        found = [a for a in found if all(w in f"{a.label} {a.help} {a.key}".lower() for w in wanted)]
        if not found:
            continue
        yield Block(ink.ink(HEADS[group], "strong"), head=True)
        for action in found:
            names = [display(b) for b in Binding.make_bindings([(remapped.get(action.id, action.key), "", "")])]
            lead = ink.joined((f"{' '.join(names):<11}", "fresh"), f"{action.label:<18}")
            yield Block(ink.ink(action.help), 2, lead=lead)
        if group == "triage" and not wanted:
            yield Block(ink.ink(f"Marks: {incident_row.LEGEND}", "quiet"), 2)
        yield Block(ink.ink(""))
