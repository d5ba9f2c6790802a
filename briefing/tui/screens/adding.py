"""Adding a source: a line for words of the catalogue or an address, and what the catalogue has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from briefing.outside import Feed
from briefing.tui import actions, ink
from briefing.tui.widgets.drawn_list import DrawnList, Slot

if TYPE_CHECKING:
    from briefing.catalogue import Entry


class Adding(ModalScreen["str | None"]):
    """Gives the id of a source in the catalogue, or an address, or None."""

    BINDINGS = actions.bindings("choice")

    def __init__(self, own: Sequence[Feed]) -> None:
        super().__init__()
        self.own = frozenset(feed.url for feed in own)
        self._shown: str | None = None  # the words whose finds are listed
        self._entered = False  # whether what is typed is to be taken as soon as they are

    def compose(self) -> ComposeResult:
        """What to do, the line, the catalogue."""
        with Vertical(id="choice"):
            yield Static("A source: words of the catalogue, or an address. Enter adds, esc cancels.", markup=False)
            yield Input(id="words")
            yield DrawnList["Entry"](draw, height=2, empty=" The catalogue has no such source.", id="choices")

    def on_mount(self) -> None:
        """Begin with all that are not there yet."""
        self.query_one("#words", Input).focus()
        self._find("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show those that the words name."""
        self._find(event.value)

    def _find(self, words: str) -> None:
        self.run_worker(partial(self._found, words), thread=True, exclusive=True, group="catalogue")

    def _found(self, words: str) -> None:
        from briefing import catalogue  # read in a thread: the keys wait for nothing

        found = {e.feed.id: e for e in catalogue.find(words.split()) if e.feed.url not in self.own}
        self.app.call_from_thread(self._show, words, found)

    def _show(self, words: str, found: Mapping[str, Entry]) -> None:
        if not self.is_mounted or self.query_one("#words", Input).value != words:
            return
        self.query_one("#choices", DrawnList).show(list(found), lambda keys: {k: found[k] for k in keys})
        self._shown = words
        if self._entered:
            self._take(words.strip())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take what was typed, once the list shows what that finds."""
        if self._shown == event.value:
            self._take(event.value.strip())
        else:
            self._entered = True

    def _take(self, what: str) -> None:
        """An address is taken as it is; where one source is left it is taken, else enter goes to the list."""
        self._entered = False
        choices = self.query_one("#choices", DrawnList)
        if "://" in what or ("." in what and not choices.keys):
            self.dismiss(what)
        elif what in choices.keys or len(choices.keys) == 1:
            self.dismiss(what if what in choices.keys else choices.key)
        elif choices.keys:
            choices.focus()

    def on_drawn_list_chosen(self, message: DrawnList.Chosen) -> None:
        """Give it."""
        self.dismiss(message.key)

    def action_choice_cancel(self) -> None:
        self.dismiss(None)


def draw(entry: Entry, slot: Slot) -> Sequence[Text]:
    """The name with what is known of it; then what it is, and why it is not in the starter set."""
    feed = entry.feed
    first = ink.joined(
        (f"{slot.glyph} ", "fresh"), (ink.one_line(feed.name), "strong"), (f"  {feed.id}, {feed.status}", "quiet")
    )
    told = ", ".join(part for part in (feed.role, feed.speaks_for, feed.lang) if part)
    return first, ink.joined("    ", (ink.one_line(f"{told}. {feed.reason or ''}"), "quiet"))
