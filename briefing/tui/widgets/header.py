"""The line on top: what is new, how the feeds are, what is running, the time."""

from __future__ import annotations

from datetime import datetime

from rich.text import Text
from textual.reactive import reactive
from textual.widget import Widget

from briefing import wording
from briefing.health import TROUBLE
from briefing.tui import ink
from briefing.tui.messages import Status

MOST_WORDS = 2  # sorts of trouble that are told apart


class Header(Widget):
    """One drawn line over the width of the screen."""

    status: reactive[Status] = reactive(Status())
    now: reactive[datetime | None] = reactive(None)

    def render(self) -> Text:
        """News on the left, feeds and clock on the right."""
        short = self.size.width < 100
        left = f" briefing   {news_words(self.status, short=short)}"
        right = feeds_words(self.status)
        clock = f"   {self.now:%-d %b %H:%M} " if self.now and self.size.width >= 64 else " "
        fits = len(left) + 2 + len(right) + len(clock) <= self.size.width
        right += clock if fits else " "
        gap = self.size.width - len(left) - len(right)
        return ink.fitted(ink.ink(left + " " * max(2, gap) + right), self.size.width)


def news_words(status: Status, *, short: bool) -> str:
    """ "12 new statements in 4 incidents"."""
    if not status.new:
        return "counting" if status.more else "nothing new"
    new = f"{status.new:,} new" if short else wording.count(status.new, "new statement")
    return f"{new} in {wording.count(status.incidents, 'incident')}"


def feeds_words(status: Status) -> str:
    """ "feeds 27 ok, 2 failed", or how far the running job has come."""
    if status.job == "refresh":
        if status.done >= status.total > 0:
            told = f"reading, {status.found} new"
        else:
            told = f"refreshing {status.done}/{status.total}, {status.found} new"
        return told + (f", {status.failed} failed" if status.failed else "")
    if status.job:
        return f"{status.job} runs"
    trouble = {word: n for word, n in status.health.items() if word in TROUBLE}
    if len(trouble) > MOST_WORDS:
        trouble = {"in trouble": sum(trouble.values())}
    numbers = {"ok": status.health.get("ok", 0), **trouble, "never polled": status.health.get("never", 0)}
    words = ", ".join(f"{n} {word}" for word, n in numbers.items() if n)
    return f"feeds {words}" if words else "no feeds"
