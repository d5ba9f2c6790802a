"""What background work tells the app, and the status that the header makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from textual.message import Message

from briefing.outside import Poll


@dataclass(frozen=True, slots=True)
class Status:
    """What the header says: news, the health of the feeds, and the running job."""

    new: int = 0  # new statements
    incidents: int = 0  # incidents that hold them
    more: bool = False  # still counting
    health: Mapping[str, int] = field(default_factory=dict)  # ok, stale, failing ... -> feeds
    job: str = ""  # what is running, or nothing
    total: int = 0  # feeds that it polls
    done: int = 0
    failed: int = 0
    found: int = 0  # new articles so far

    def after(self, poll: Poll) -> Status:
        """The status when one more feed was polled."""
        failed = poll.status in ("failed", "gone")
        return replace(self, done=self.done + 1, failed=self.failed + failed, found=self.found + poll.new)


@dataclass
class FeedPolled(Message):
    """A refresh finished one feed."""

    poll: Poll


@dataclass
class FeedChecked(Message):
    """A check found how a feed is: its health in a word, and why."""

    feed: str
    health: str
    why: str


@dataclass
class JobEnded(Message):
    """A background command ended; `said` is the end of what it wrote to stderr."""

    job: str
    code: int
    said: str

    @property
    def wrong(self) -> str:
        """What went wrong, or nothing; single feeds that failed are no failure of a refresh."""
        if self.code == 0 or (self.code == 1 and self.job in ("refresh", "check")):
            return ""
        return (
            f"The {self.job} failed: {self.said.splitlines()[-1] if self.said else f'it ended with code {self.code}'}"
        )

    @property
    def told(self) -> str:
        """What to tell of a job that went well: where a source was found, and where it was written down."""
        return " ".join(self.said.splitlines()) if self.job == "add" and self.code == 0 else ""


@dataclass
class NewsCounted(Message):
    """How many new statements stand in which incidents, in the order of the list."""

    news: dict[str, int]
