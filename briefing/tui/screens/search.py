"""Search as you type, in all articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from rich.text import Text
from textual.app import ComposeResult
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input
from textual.worker import get_current_worker

from briefing import wording
from briefing.errors import UsageError
from briefing.model import Hit
from briefing.tui import actions, ink
from briefing.tui.desk import MOST_HITS, own_desk
from briefing.tui.screens.page import Page
from briefing.tui.widgets.drawn_list import DrawnList, Slot

PAUSE = 0.15  # seconds the fingers rest before the search starts
HINT = 'words, "a phrase", -without, government:GB level:L4.. kind:sanction actor:APT31 since:2024-03-01 is:kept'


@dataclass
class Found(Message):
    """What a search found, or why it could not be made."""

    words: str
    hits: list[Hit]
    wrong: str = ""


class Search(Page):
    """A line to type in and the articles that match."""

    place = "search"
    BINDINGS = actions.bindings("search")

    def __init__(self) -> None:
        super().__init__()
        self.hits: dict[str, Hit] = {}
        self._rest: Timer | None = None

    def body(self) -> ComposeResult:
        """The line and the results."""
        yield Input(placeholder=HINT, id="query")
        yield DrawnList[Hit](draw, height=4, id="hits")

    @property
    def results(self) -> DrawnList[Hit]:
        """The list of what was found."""
        return self.query_one("#hits", DrawnList)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search once the fingers rest."""
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(PAUSE, partial(self._start, event.value))

    def on_input_submitted(self) -> None:
        """Enter goes to the results."""
        self.results.focus()

    def _start(self, words: str) -> None:
        self.in_background(partial(self._search, words), "search")

    def _search(self, words: str) -> None:
        worker = get_current_worker()
        with own_desk(self.desk.session) as desk:
            try:
                found = Found(words, desk.search(words))
            except UsageError as error:
                found = Found(words, [], str(error))
        if not worker.is_cancelled:
            self.post_message(found)

    def on_found(self, message: Found) -> None:
        """Show what was found."""
        self.hits = {h.article: h for h in message.hits}
        results = self.results
        none = " Nothing matches." if message.words.strip() else ""
        results.empty = f" {message.wrong}" if message.wrong else none
        ink.label(results, _count(len(self.hits)))
        results.show(list(self.hits), lambda keys: {k: self.hits[k] for k in keys})

    def on_drawn_list_chosen(self, message: DrawnList.Chosen) -> None:
        """Open the article where it matches."""
        from briefing.tui.screens.article import ArticleScreen

        hit = self.hits[message.key]
        self.app.push_screen(ArticleScreen(hit.article, match=(hit.start, hit.end)))

    def action_search_board(self) -> None:
        """Open the board of the incident that the article under the cursor is in."""
        from briefing.tui.screens.board import BoardScreen

        hit = self.hits.get(self.results.key or "")
        if hit is not None and hit.incident is not None:
            self.app.push_screen(BoardScreen(hit.incident))

    def action_desk_search(self) -> None:
        """Here it goes to the line."""
        self.query_one("#query").focus()

    def action_reading_back(self) -> None:
        """From the results to the line, from the line away."""
        query = self.query_one("#query", Input)
        if query.has_focus or not query.value:
            super().action_reading_back()
        else:
            query.focus()


def _count(hits: int) -> str:
    if hits >= MOST_HITS:
        return f"The newest {hits} articles"
    return wording.count(hits, "article") if hits else "Results"


def draw(hit: Hit, slot: Slot) -> Sequence[Text]:
    """Date, title and source; the words around the match on two lines; the incident, where it has another title."""
    first = ink.joined(
        (f"{slot.glyph} ", "fresh"),
        (f"{wording.short_time((hit.published or '')[:10])}  ", "quiet"),
        (ink.one_line(hit.title), "strong"),
        (f"  {ink.one_line(hit.source)}", "quiet"),
    )
    lines = ink.wrapped(ink.ink(ink.one_line(hit.snippet)), slot.width - 2)[:2]
    if hit.incident_title not in (None, hit.title):
        lines.append(ink.ink(f"in {ink.one_line(hit.incident_title)}", "quiet"))
    return first, *(ink.joined("  ").append_text(line) for line in lines)
