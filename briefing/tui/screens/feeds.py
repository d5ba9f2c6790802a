"""The sources: how each is, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from rich.text import Text
from textual.app import ComposeResult

from briefing import wording
from briefing.config import log_path
from briefing.health import WORDS, Health, counts
from briefing.outside import Feed, FeedState
from briefing.tui import actions, ink, jobs
from briefing.tui.screens.page import Page
from briefing.tui.widgets.drawn_list import DrawnList, Slot
from briefing.tui.widgets.paper import Block, Paper

Line = tuple[Feed, FeedState, Health]
# A cell that says it without colour; any other word is a fault that may pass.
GLYPHS = {"ok": "●", "unchanged": "●", "never": "·", "paused": "‖", "failing": "✗", "gone": "✗"}
INDENT = 15  # cells before the reason, so that it stands below the name
LABEL = 16


class FeedPage(Page):
    """What can be done about a feed, on the list of them and on the screen of one."""

    _asked = ""  # the feed that the next key removes

    @property
    def chosen(self) -> Line | None:
        """The feed that an action is about."""
        raise NotImplementedError

    def _changeable(self) -> Line | None:
        """The feed that is about to be changed, or None, which is told."""
        if self.desk.session.demo:
            self.tell("The demo has no feeds: its sample world does not change.")
            return None
        return self.chosen

    def _edit(self, work: Callable[[], object], told: str) -> None:
        """Edit feeds.toml beside the keys; then everything is shown by what it says now."""

        def edit() -> None:
            work()
            self.app.call_from_thread(self._edited, told)

        self.in_background(edit, "feeds")

    def _edited(self, told: str) -> None:
        self.reconfigured()
        self.tell(told)

    # -------------------------------------------------------------------------------------------- actions
    def action_feed_add(self) -> None:
        from briefing.tui.screens.adding import Adding

        def add(what: str | None) -> None:
            if what:
                self.briefing.start("add", jobs.command(self.desk.session, "feeds", "add", "--", what))

        if self.desk.session.demo:
            self.tell("The demo has no feeds: its sample world does not change.")
        elif self.briefing.status.job:  # said before anything is typed that would be lost
            self.tell(f"The {self.briefing.status.job} is still running; add the source when it has ended.")
        else:
            self.app.push_screen(Adding(self.desk.session.config.feeds), add)

    def action_feed_pause(self) -> None:
        from briefing import subscriptions

        line = self._changeable()
        if line is None:
            return
        feed, path, day = line[0], self.desk.session.config.path, self.desk.session.clock().date()
        if feed.enabled:
            paused = f"Paused: {feed.id} is kept and not asked. p asks it again."
            self._edit(lambda: subscriptions.pause(path, feed.id, reason="", day=day), paused)
        else:
            self._edit(lambda: subscriptions.resume(path, feed.id), f"Resumed: {feed.id} is asked again.")

    def action_feed_remove(self) -> None:
        from briefing import subscriptions

        line = self._changeable()
        if line is None:
            return
        feed, path = line[0], self.desk.session.config.path
        if self._asked != feed.id:
            self._asked = feed.id
            self.tell(f"Again removes {feed.id} from {path}; its articles stay.")
            return
        self._asked = ""
        self._edit(
            lambda: jobs.logged(f"removed from {path}", subscriptions.remove(path, feed.id)),
            f"Removed: {feed.id}. Its table stands in {log_path()}, to be put back.",
        )

    def action_feed_move(self) -> None:
        from briefing import subscriptions

        line = self._changeable()
        if line is None:
            return
        feed, state, _ = line
        target, path = state.moved, self.desk.session.config.path
        if not target or target == feed.url:
            self.tell(f"The server of {feed.id} named no other address.")
        else:
            self._edit(lambda: subscriptions.move(path, feed.id, target), f"Moved: {feed.id} is asked at {target}.")

    def action_feed_check(self) -> None:
        line = self._changeable()
        if line is not None:
            words = ("feeds", "check", "--json", "--", line[0].id)
            self.briefing.start("check", jobs.command(self.desk.session, *words))


class Feeds(FeedPage):
    """One row a feed, those in trouble first; enter opens all that is known of one."""

    place = "feeds"
    BINDINGS = actions.bindings("feeds")

    def body(self) -> ComposeResult:
        """The rows."""
        path = self.desk.session.config.path
        yield DrawnList[Line](draw, height=2, empty=f" No feeds yet in {path}: a adds one.", id="feeds")

    def on_mount(self) -> None:
        """Fill them."""
        self.query_one(DrawnList).focus()
        self.reload()

    @property
    def chosen(self) -> Line | None:
        """The feed under the cursor."""
        return self.lines.get(self.query_one("#feeds", DrawnList).key or "")

    def reload(self) -> None:
        """Show the feeds as they are now."""
        self.lines = lines = {f.id: (f, s, v) for f, s, v in self.desk.feeds()}
        rows: DrawnList[Line] = self.query_one("#feeds", DrawnList)
        told = ", ".join(f"{n} {word}" for word, n in counts(v for _, _, v in lines.values()).items() if n)
        ink.label(rows, f"Feeds: {told}" if told else "Feeds")
        order = sorted(lines, key=lambda i: (WORDS.index(lines[i][2].word), i))
        rows.show(order, lambda keys: {k: lines[k] for k in keys})

    def on_drawn_list_chosen(self, message: DrawnList.Chosen) -> None:
        """Open what is known of it."""
        self.app.push_screen(FeedScreen(message.key))


class FeedScreen(FeedPage):
    """All that is known of one feed."""

    place = "feed"
    BINDINGS = actions.bindings("feed")

    def __init__(self, feed: str) -> None:
        super().__init__()
        self.feed = feed

    def body(self) -> ComposeResult:
        """The text."""
        yield Paper(id="facts")

    def on_mount(self) -> None:
        """Fill it."""
        self.query_one(Paper).focus()
        self.reload()

    @property
    def chosen(self) -> Line | None:
        """The feed that is shown; None once it is removed."""
        return next((line for line in self.desk.feeds() if line[0].id == self.feed), None)

    def reload(self) -> None:
        """Show it as it is now; one that was removed is left."""
        line = self.chosen
        if line is not None:
            ink.label(self.query_one(Paper), line[0].name or line[0].id)
            self.query_one(Paper).show(list(map(_block, facts(*line))))
        elif self.is_current:
            self.call_later(self._go)

    def _go(self) -> None:
        self.app.pop_screen()  # not awaited: a screen cannot wait for its own end


def facts(feed: Feed, state: FeedState, verdict: Health) -> list[tuple[str, str]]:
    """What is known of a feed: label, words; what is not known is left out."""
    told = [
        ("Health", f"{verdict.word}{f', since {_when(verdict.since)}' if verdict.since else ''}"),
        ("", verdict.reason),
        ("Address", feed.url),
        ("Moved to", state.moved if state.moved != feed.url else None),
        ("Id", feed.id),
        ("Kind", feed.kind),
        ("Speaks for", wording.government_name(feed.speaks_for) if feed.speaks_for else "nobody"),
        ("Role", feed.role),
        ("Institution", feed.institution),
        ("Language", feed.lang),
        ("Rights", feed.rights),
        ("Asked every", _span(feed.every)),
        ("Last asked", _when(state.last_poll)),
        ("Last good answer", _when(state.last_good)),
        ("Entries in it", f"{state.entries:,}" if state.last_good else None),
        ("Newest entry", wording.short_time(state.newest) if state.newest else None),
        ("Usual pause", _span(state.rhythm) if state.rhythm else None),
        ("Waits until", _when(state.limited_until)),
        ("Failed in a row", str(state.failures) if state.failures else None),
        ("Known to be", feed.status),
        ("Seen to answer", feed.checked),
    ]
    return [(label, words) for label, words in told if words]


def _block(fact: tuple[str, str]) -> Block:
    label, words = fact
    return Block(ink.ink(ink.one_line(words)), lead=ink.ink(f"{label:<{LABEL}}  ", "quiet"))


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
    return first, ink.joined(" " * INDENT, (ink.one_line(_reason(feed, verdict)), bad or "quiet"))


def _reason(feed: Feed, verdict: Health) -> str:
    day = f"{verdict.since:%-d %b %Y}" if verdict.since and verdict.word == "stale" else _when(verdict.since)
    since = f"since {day}: " if verdict.in_trouble and day else ""
    return f"{since}{verdict.reason}" if verdict.reason else feed.url


def _when(moment: datetime | None) -> str:
    return f"{moment:%-d %b %H:%M}" if moment else ""


def _span(seconds: int) -> str:
    for size, noun in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size:
            return wording.count(round(seconds / size), noun)
    return wording.count(seconds, "second")
