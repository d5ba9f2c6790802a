"""What the outside world answers: the values that the modules of this room hand to each other and to the conductor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from briefing.outside import Feed, FeedState, Poll, RawItem

LARGEST = 20_000_000  # bytes of one decoded body, one file, one article line


@dataclass(frozen=True, slots=True)
class Failed:
    """An expected failure: what failed (path, address or feed id) and why, as one plain sentence of printable text.

    `fault` says of a feed what sort of failure it is (see FeedState).
    """

    name: str
    reason: str
    fault: str = "unreachable"

    def __post_init__(self) -> None:
        # A reason may quote a page's title or a file's name, and those may hold anything.
        object.__setattr__(self, "reason", "".join(c if c.isprintable() else "\ufffd" for c in self.reason))


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the command line says of imported items that do not say it themselves."""

    published: str | None = None
    source: str | None = None
    speaks_for: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """One GET; `headers` go to the asked host alone and are dropped when a redirect leaves it.

    `zone` is that of the feed (see Response) whose page named the address: outside the public network no other zone is
    asked. None = the address itself is a configured one. `seconds` bounds the request below the usual deadline.
    """

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    zone: str | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """An answer: `headers` in lower case, `body` decoded, `url` where it came from in the end."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str
    moved: str | None = None  # where permanent redirects alone led to
    cut: bool = False  # the connection ended before the body did
    zone: str | None = None  # where the asked address lies: public, private, link-local, loopback or zero


Get = Callable[[Request], Response | Failed]
Ask = Callable[[Request], Response | Failed | None]  # for a page; None = the feed's time is over, nothing was asked


@dataclass(frozen=True, slots=True)
class Document:
    """What the parser finds in a feed: each entry as it stands, in the feed's order."""

    items: tuple[RawItem, ...]
    is_feed: bool
    damaged_at: int | None = None  # the line from which on it is no XML
    mended: bool = False  # it could be read only after it was mended


Read = Callable[[bytes, str | None, Feed, float], Document | Failed]  # body, content type, feed, seconds it may take


Recall = Callable[[str], Mapping[str, str]]  # feed id -> its entries that are stored: mark -> name


@dataclass(frozen=True, slots=True)
class Parsed:
    """What is new in a feed, and how it will be known again.

    `damaged` says in one sentence what was wrong when it could not be read as it stands. `marks` are of all the entries
    that it holds, those left out as known among them; None = they cannot be told by their bytes.
    """

    items: tuple[RawItem, ...]
    entries: int = 0  # of all that it holds
    damaged: str | None = None
    note: str | None = None  # what else is to be told of it, in one sentence, and is no fault
    partial: bool = False  # an entry was not whole, or not read in time: there is more to be had
    head: str | None = None
    marks: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Polled:
    """What polling one feed gave: the outcome, the state to remember, what is new, the marks of all it holds now."""

    poll: Poll
    state: FeedState
    items: tuple[RawItem, ...] = ()
    marks: tuple[str, ...] | None = None
