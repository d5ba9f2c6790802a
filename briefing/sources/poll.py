"""Asking feeds: what to do with each answer, when to ask again, and many feeds side by side."""

from __future__ import annotations

import logging
import os
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from http import HTTPStatus
from queue import Empty, SimpleQueue
from urllib.parse import urlsplit

from briefing import __version__
from briefing.outside import Feed, FeedState, Poll, Validators
from briefing.sources.chunks import mark
from briefing.sources.headers import with_secrets
from briefing.sources.outcomes import Ask, Failed, Get, Polled, Read, Recall, Request, Response
from briefing.sources.visits import Turn, Visits

PER_HOST = 2  # requests to one host at one time
WORKERS = 16
AT_ONCE = 16  # results given together
PATIENCE = 0.004  # seconds without a result after which another thread helps, and what has come is given
AHEAD = 2  # feeds for each worker that may be asked before the caller has taken the results before them
LONGEST_LIMIT = timedelta(days=7)  # a server may not silence a feed for longer
LONGEST_VALIDATOR = 1_000  # characters
LIMITING = (429, 503)
BLOCKING = (401, 403, 407, 451)
IN_A_ROW = 3  # feeds of one host told to wait, after which the others are taken to be meant too
OWN_HOST = re.compile(r"(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$")
LONGEST_BACK_OFF = timedelta(days=1)
MOST_DOUBLINGS = 10
SECONDS = 30.0  # for one feed in all
# of a feed's table: what decides where it is asked, and what its entries become
PLACE = ("url",)
SETUP = (
    "kind", "name", "speaks_for", "role", "lang",
    "skip_title", "full_text", "link_pattern", "split", "items", "fields",
)  # fmt: skip
VERSION = f"{__version__} 1"  # of the reading: a later one reads again what it gets
LINE = re.compile(r"[\x20-\x7e\x80-\xff]+")

log = logging.getLogger(__name__)


def due(feed: Feed, state: FeedState, now: datetime, all_: bool = False) -> str | None:
    """Why a feed is not asked now, as a sentence; None = it is. `all_` overrides its interval and nothing else."""
    if not feed.enabled:
        return f"it is switched off: {feed.reason}" if feed.reason else "it is switched off."
    if state.setup is None or _place(state.setup) == _place(setup_of(feed)):  # else it was said of another address
        if state.gone:
            return "it is gone: its server answered 410 and is not asked again."
        # One that is further away was told before the clock was set back.
        if state.limited_until and now < state.limited_until <= now + LONGEST_LIMIT:
            return f"its server asked to wait until {state.limited_until:%Y-%m-%d %H:%M} UTC."
    if all_ or state.last_poll is None or state.last_poll > now:
        return None
    next_ = state.last_poll + _interval(feed, state)
    return f"it is next due at {next_:%Y-%m-%d %H:%M} UTC." if now < next_ else None


def _interval(feed: Feed, state: FeedState) -> timedelta:
    """How long a feed is left alone: twice as long after each failure in a row but the first, up to a day."""
    usual = timedelta(seconds=feed.every)
    return max(usual, min(usual * (1 << max(0, min(state.failures, MOST_DOUBLINGS) - 1)), LONGEST_BACK_OFF))


def setup_of(feed: Feed) -> str:
    """Hashes of what a feed's own table says of where it is asked, and of what its entries become, with a blank."""
    parts = (repr([getattr(feed, name) for name in names]) for names in (PLACE, SETUP))
    return " ".join(mark(part.encode("utf-8", "replace")) for part in parts)


def _place(setup: str) -> str:
    """The part of a setup that tells where a feed is asked."""
    return setup.partition(" ")[0]


def _set_up(feed: Feed, state: FeedState) -> FeedState:
    """The state with the feed's present setup; with another one than before, all of the feed has to be read again."""
    setup = setup_of(feed)
    if state.setup not in (None, setup):
        state = replace(state, validators=Validators(), body=None, head=None, gone=False, moved=None)
    return replace(state, setup=setup)


def poll(
    feed: Feed,
    state: FeedState,
    *,
    get: Get,
    now: datetime,
    read: Read | None = None,
    recall: Recall | None = None,
    visits: Visits | None = None,
) -> Polled:
    """Ask one feed and read its answer; every failure is an outcome.

    `recall` gives the marks and names of its entries that are stored; they are left out. A good answer has the status
    "unchanged" until the caller has counted what is new in it. A failed one keeps the validators, so that the next good
    answer is asked for as before.
    """
    began = time.monotonic()
    state = _set_up(feed, state)
    if feed.kind == "listing" and state.last_poll and state.last_poll.date() != now.date():
        state = replace(state, validators=Validators(), body=None)  # on another day its young pages are read again
    headers = with_secrets(feed.headers, os.environ, name=feed.id)
    if isinstance(headers, Failed):
        return _failed(feed, state, None, headers, now)
    feed = replace(feed, headers=headers)  # its pages are asked with them too
    turn = Turn()
    ask = partial((visits or Visits(get)).ask, turn=turn)
    request = Request(feed.url, {**feed.headers, **_conditions(state.validators)})
    answer = ask(request) if feed.kind == "listing" else get(request)
    if answer is None or isinstance(answer, Failed):
        polled = _failed(feed, state, None, answer or Failed(feed.id, "its host left no time for it."), now)
    else:
        left = max(1.0, SECONDS - (time.monotonic() - began))
        turn.seconds = left  # that of a listing has begun with its own page
        polled = _judged(feed, state, answer, now, Reading(read, recall, left, ask))
    return replace(polled, poll=replace(polled.poll, seconds=round(time.monotonic() - began, 3)))


def poll_all(
    feeds: Sequence[Feed],
    states: Mapping[str, FeedState],
    *,
    get: Get,
    now: datetime,
    read: Read | None = None,
    recall: Recall | None = None,
    workers: int = WORKERS,
) -> Iterator[list[Polled]]:
    """Ask many feeds side by side, at most two of one host, and give the results as they come: those that have come.

    Where three feeds of a host in a row are told to wait, the others wait as long without being asked. A feed never
    raises: a fault of our own becomes its outcome and goes to the log. When the generator is closed, no further feed is
    asked, and the requests under way are left behind.
    """
    waiting: dict[str, deque[Feed]] = {}
    for feed in feeds:
        waiting.setdefault(_host(feed), deque()).append(feed)
    tasks: SimpleQueue[Feed | None] = SimpleQueue()
    results: SimpleQueue[tuple[Feed, Polled]] = SimpleQueue()
    closed = threading.Event()
    visits = Visits(get)

    def work() -> None:
        while (feed := tasks.get()) is not None and not closed.is_set():
            state = states.get(feed.id, FeedState(feed.id))
            asking = partial(poll, get=get, now=now, read=read, recall=recall, visits=visits)
            results.put((feed, _without_raising(feed, state, now, asking)))

    slow = sum(feed.kind == "listing" or feed.full_text for feed in feeds)  # they pause, and hold up nobody meanwhile
    count = min(workers + min(workers, slow), len(feeds))
    threads = 0
    turns = deque(host for n in range(count) for host in waiting if n < _lanes(host))  # once for each request at a time
    told_to_wait: dict[str, list[datetime]] = {}
    under_way = 0
    left = len(feeds)
    try:
        while left:
            while turns and under_way < AHEAD * count:  # no further: what is read and not yet taken costs memory
                host = turns.popleft()
                if not waiting[host]:
                    continue
                feed = waiting[host].popleft()
                if len(until := told_to_wait.get(host, [])) >= IN_A_ROW:
                    state = states.get(feed.id, FeedState(feed.id))
                    results.put((feed, _waiting(feed, state, len(until), max(until))))
                else:
                    tasks.put(feed)
                under_way += 1
            try:
                come = [results.get(timeout=PATIENCE if threads < count else None)]
            except Empty:  # where servers answer at once few threads suffice, and many are in each other's way
                threads += 1
                threading.Thread(target=work, daemon=True).start()
                continue
            with suppress(Empty):
                while len(come) < min(AT_ONCE, under_way):
                    come.append(results.get(timeout=PATIENCE))
            for feed, polled in come:
                host = _host(feed)
                if polled.poll.status == "limited" and polled.state.limited_until:
                    told_to_wait.setdefault(host, []).append(polled.state.limited_until)
                elif polled.poll.status != "skipped":
                    told_to_wait.pop(host, None)
                turns.append(host)
            under_way -= len(come)
            left -= len(come)
            yield [polled for _, polled in come]
    finally:
        closed.set()
        for _ in range(threads):
            tasks.put(None)


def _lanes(host: str) -> int:
    """How many requests a host may get at one time; of this machine itself there is nothing to be spared."""
    return WORKERS if OWN_HOST.match(host) else PER_HOST


def _host(feed: Feed) -> str:
    try:
        return urlsplit(feed.url).netloc.lower()
    except ValueError:  # an address in brackets that is none: asking it will say so
        return feed.url


def _without_raising(
    feed: Feed, state: FeedState, now: datetime, asking: Callable[[Feed, FeedState], Polled]
) -> Polled:
    try:
        return asking(feed, state)
    except Exception as error:
        log.exception("polling %s", feed.id)
        reason = f"reading it met an error of briefing itself ({type(error).__name__})."
        return _failed(feed, state, None, Failed(feed.id, reason, "unparsable"), now)


def _conditions(validators: Validators) -> dict[str, str]:
    """The headers of a conditional request, validators exactly as the server gave them."""
    given = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in given.items() if value}


@dataclass(frozen=True, slots=True)
class Reading:
    """How an answer is read: by what, beside which stored entries, in how many seconds."""

    read: Read | None
    recall: Recall | None
    seconds: float
    ask: Ask  # for the pages behind its links


def _judged(feed: Feed, state: FeedState, answer: Response, now: datetime, reading: Reading) -> Polled:
    """The outcome of an answer by its status."""
    status = answer.status
    if status == 304 and (state.validators.etag or state.validators.last_modified):
        # What failed before has not become better by not changing; but the server answers, and is asked as usual again.
        good = now if state.entries and not state.failing_since else state.last_good
        new = replace(
            state, last_poll=now, last_good=good, limited_until=None, failures=0, status="not-modified", http=status
        )
        return Polled(Poll(feed.id, "not-modified", status, state.entries, error=state.error), new)
    if status == 410:
        reason = "it is gone (410) and will not be asked again; its articles stay."
        new = replace(state, last_poll=now, gone=True, status="gone", http=status, error=reason)
        return Polled(Poll(feed.id, "gone", status, error=reason), new)
    if status in LIMITING:
        until = _retry_after(answer.headers.get("retry-after"), now)
        if until or status == 429:
            return _limited(feed, state, status, until or now + _interval(feed, state), now)
    if status != 200:
        failed = Failed(feed.id, f"the server answers {_status(status)}.", _fault(status))
        return _failed(feed, state, status, failed, now)
    return _read(feed, state, answer, now, reading)


def _read(feed: Feed, state: FeedState, answer: Response, now: datetime, reading: Reading) -> Polled:
    """The outcome of a good answer by its content."""
    body = mark(answer.body, VERSION.encode())
    validators = _validators(answer.headers)
    good = replace(
        state,
        validators=validators,
        last_poll=now,
        last_good=now,
        failing_since=None,
        limited_until=None,
        status="unchanged",
        http=answer.status,
        error=None,
        failures=0,
        fault=None,
        moved=answer.moved,
    )
    if body == state.body and not answer.cut:
        word, last_good = ("unchanged", now) if state.entries else ("empty", state.last_good)
        same = replace(good, status=word, last_good=last_good)
        return Polled(Poll(feed.id, word, answer.status, state.entries), same)
    from briefing.sources.contents import entries_of  # mostly nothing is new

    known = reading.recall(feed.id) if reading.recall and state.head else {}
    parsed = entries_of(
        answer,
        feed,
        known=known,
        head=state.head,
        read=reading.read,
        seconds=reading.seconds,
        ask=reading.ask,
        today=now.date(),
    )
    if isinstance(parsed, Failed):
        return _failed(feed, state, answer.status, parsed, now)
    damaged = parsed.damaged or ("the connection broke off; what came was kept." if answer.cut else None)
    word = "unchanged" if parsed.entries else "empty"
    whole = not (answer.cut or parsed.partial)
    new = replace(
        good,
        validators=validators if whole else Validators(),  # so that the rest is asked for
        last_good=now if parsed.entries else state.last_good,
        status=word,
        error=damaged,
        entries=parsed.entries,
        body=body if whole and not damaged else None,
        head=parsed.head,
    )
    outcome = Poll(feed.id, word, answer.status, parsed.entries, error=damaged, note=parsed.note)
    return Polled(outcome, new, parsed.items, parsed.marks)


def _failed(feed: Feed, state: FeedState, status: int | None, failed: Failed, now: datetime) -> Polled:
    new = replace(
        state,
        last_poll=now,
        failing_since=state.failing_since or now,
        limited_until=None,
        status="failed",
        http=status,
        error=failed.reason,
        failures=state.failures + 1,
        fault=failed.fault,
    )
    return Polled(Poll(feed.id, "failed", status, error=failed.reason), new)


def _limited(feed: Feed, state: FeedState, status: int, until: datetime, now: datetime) -> Polled:
    reason = f"the server answers {_status(status)}; it is asked again after {until:%Y-%m-%d %H:%M} UTC."
    new = replace(state, last_poll=now, limited_until=until, status="limited", http=status, error=reason)
    return Polled(Poll(feed.id, "limited", status, error=reason), new)


def _waiting(feed: Feed, state: FeedState, others: int, until: datetime) -> Polled:
    """The outcome of a feed whose host asked others to wait: it was not asked and has not failed."""
    reason = f"its host told {others} feeds in a row to wait; it is asked after {until:%Y-%m-%d %H:%M} UTC."
    new = replace(_set_up(feed, state), limited_until=until, status="limited", http=None, error=reason)
    return Polled(Poll(feed.id, "skipped", error=reason), new)


def _fault(status: int) -> str:
    """What sort of failure a status is (see FeedState)."""
    if status in BLOCKING:
        return "blocked"
    return "absent" if status == 404 else "server"


def _status(status: int) -> str:
    """The number with its registered name; the server's own phrase may hold anything."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _validators(headers: Mapping[str, str]) -> Validators:
    return Validators(_kept(headers.get("etag")), _kept(headers.get("last-modified")))


def _kept(value: str | None) -> str | None:
    """A validator that can be sent back as it is; one of several lines or of enormous length cannot."""
    return value if value and len(value) <= LONGEST_VALIDATOR and LINE.fullmatch(value) else None


def _retry_after(value: str | None, now: datetime) -> datetime | None:
    """When to come back by a Retry-After header (RFC 9110, 10.2.3): seconds or a date; None = not said."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        wait = timedelta(seconds=int(text)) if len(text) < 9 else LONGEST_LIMIT
        return now + min(wait, LONGEST_LIMIT)
    try:
        date = parsedate_to_datetime(text)
        date = (date if date.tzinfo else date.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return min(date, now + LONGEST_LIMIT)
