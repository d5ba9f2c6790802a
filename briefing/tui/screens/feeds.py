"""The health of every feed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich.text import Text
from textual.app import ComposeResult

from briefing.health import WORDS, Health, counts
from briefing.model import Feed, FeedState
from briefing.tui import actions, ink
from briefing.tui.screens.page import Page
from briefing.tui.widgets.drawn_list import DrawnList, Slot

Line = tuple[Feed, FeedState, Health]


# A cell that says it without colour; any other word is a fault that may pass.
GLYPHS = {"ok": "●", "unchanged": "●", "never": "·", "paused": "‖", "failing": "✗", "gone": "✗"}


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
        told = ", ".join(f"{n} {word}" for word, n in counts(v for _, _, v in lines.values()).items() if n)
        ink.label(rows, f"Feeds: {told}" if told else "Feeds")
        order = sorted(lines, key=lambda i: (WORDS.index(lines[i][2].word), i))
        rows.show(order, lambda keys: {k: lines[k] for k in keys})


def draw(line: Line, slot: Slot) -> Sequence[Text]:
    """Health in a word, name, last good answer; then the reason or the address."""
    feed, state, verdict = line
    bad = "alarm" if verdict.in_trouble else ""
    good = f"last good {_when(state.last_good)}" if state.last_good else "no good answer yet"
    first = ink.joined(
        (f"{slot.glyph} ", "fresh"),
        (f"{GLYPHS.get(verdict.word, '!')} {verdict.word:<10} ", bad),
        (f"{ink.one_line(feed.name or feed.id)}  ", "strong"),
        (f"{feed.id}, {good}", "quiet"),
    )
    return first, ink.joined(" " * 15, (ink.one_line(_reason(feed, verdict)), bad or "quiet"))


def _reason(feed: Feed, verdict: Health) -> str:
    since = f"since {_when(verdict.since)}: " if verdict.in_trouble and verdict.since else ""
    return f"{since}{verdict.reason}" if verdict.reason else feed.url


def _when(moment: datetime | None) -> str:
    return f"{moment:%-d %b %H:%M}" if moment else ""
