"""The health of every feed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich.text import Text
from textual.app import ComposeResult

from briefing.model import Feed, FeedState
from briefing.tui import actions, ink
from briefing.tui.screens.page import Page
from briefing.tui.widgets.drawn_list import DrawnList, Slot

GLYPHS = {
    "ok": "●",
    "never": "·",
    "paused": "‖",
    "stale": "!",
    "empty": "!",
    "limited": "!",
    "failing": "✗",
    "gone": "✗",
}
WORST_FIRST = ("failing", "gone", "limited", "stale", "empty", "never", "ok", "paused")
Line = tuple[Feed, FeedState, str]


class Feeds(Page):
    """One row a feed, those in trouble first."""

    place = "feeds"
    BINDINGS = actions.bindings("feeds")

    def body(self) -> ComposeResult:
        """The rows."""
        yield DrawnList[Line](draw, height=2, empty=f" No feeds yet in {self.desk.session.config.path}.", id="feeds")

    def on_mount(self) -> None:
        """Fill them."""
        self.query_one(DrawnList).focus()
        self.reload()

    def reload(self) -> None:
        """Show the feeds as they are now."""
        lines = {f.id: (f, s, w) for f, s, w in self.desk.feeds()}
        rows: DrawnList[Line] = self.query_one("#feeds", DrawnList)
        words = [w for _, _, w in lines.values()]
        told = ", ".join(f"{words.count(w)} {w}" for w in WORST_FIRST if w in words)
        ink.label(rows, f"Feeds: {told}" if told else "Feeds")
        order = sorted(lines, key=lambda i: (WORST_FIRST.index(lines[i][2]), i))
        rows.show(order, lambda keys: {k: lines[k] for k in keys})


def draw(line: Line, slot: Slot) -> Sequence[Text]:
    """Status in a word, name, last good answer; then the reason or the address."""
    feed, state, word = line
    bad = "alarm" if GLYPHS[word] in "!✗" else ""
    good = f"last good {_when(state.last_good)}" if state.last_good else "no good answer yet"
    first = ink.joined(
        (f"{slot.glyph} ", "fresh"),
        (f"{GLYPHS[word]} {word:<8} ", bad),
        (f"{ink.one_line(feed.name or feed.id)}  ", "strong"),
        (f"{feed.id}, {good}", "quiet"),
    )
    return first, ink.joined("             ", (ink.one_line(_reason(feed, state, word)), bad or "quiet"))


def _reason(feed: Feed, state: FeedState, word: str) -> str:
    since = f"since {_when(state.failing_since)}: " if word == "failing" and state.failing_since else ""
    until = f"until {_when(state.limited_until)} " if word == "limited" and state.limited_until else ""
    said = state.error or (f"HTTP {state.http}" if state.http and word in ("failing", "gone") else "")
    if word == "paused":
        return feed.reason or "enabled = false"
    return f"{since}{until}{said}" or feed.url


def _when(moment: datetime | None) -> str:
    return f"{moment:%-d %b %H:%M}" if moment else ""
