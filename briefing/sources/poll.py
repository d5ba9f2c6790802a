"""Asking feeds: what to do with each answer, when to ask again, and many feeds side by side."""

from __future__ import annotations

import logging
import re
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from queue import SimpleQueue
from urllib.parse import urlsplit

from briefing.model import Feed, FeedState, Poll, Validators
from briefing.sources.feed import parse_feed
from briefing.sources.outcomes import Failed, Get, Polled, Request, Response

PER_HOST = 2  # requests to one host at one time
WORKERS = 16
AHEAD = 2  # feeds for each worker that may be asked before the caller has taken the results before them
LONGEST_LIMIT = timedelta(days=7)  # a server may not silence a feed for longer
LONGEST_VALIDATOR = 1_000  # characters
READ_KINDS = ("feed", "gnews")
LIMITING = (429, 503)
LINE = re.compile(r"[\x20-\x7e\x80-\xff]+")

log = logging.getLogger(__name__)


def due(feed: Feed, state: FeedState, now: datetime, all_: bool = False) -> str | None:
    """Why a feed is not asked now, as a sentence; None = it is. `all_` overrides its interval and nothing else."""
    if not feed.enabled:
        return f"it is switched off: {feed.reason}" if feed.reason else "it is switched off."
    if state.gone:
        return "it is gone: its server answered 410 and is not asked again."
    if state.limited_until and now < state.limited_until:
        return f"its server asked to wait until {state.limited_until:%Y-%m-%d %H:%M} UTC."
    if (
        not all_
        and state.last_poll
        and now < state.last_poll + timedelta(seconds=feed.every)
        and state.last_poll <= now
    ):
        return f"it is next due at {state.last_poll + timedelta(seconds=feed.every):%Y-%m-%d %H:%M} UTC."
    return None


def poll(feed: Feed, state: FeedState, *, get: Get, now: datetime) -> Polled:
    """Ask one feed and read its answer; every failure is an outcome.

    A good answer has the status "unchanged" until the caller has counted what is new in it. A failed one keeps the
    validators, so that the next good answer is asked for as before.
    """
    if feed.kind not in READ_KINDS:
        reason = f'a source of the kind "{feed.kind}" is not read yet.'
        return Polled(Poll(feed.id, "skipped", error=reason), replace(state, status="skipped", error=reason))
    began = time.monotonic()
    headers = {**feed.headers, **_conditions(state.validators)}
    answer = get(Request(feed.url, headers))
    if isinstance(answer, Failed):
        polled = _failed(feed, state, None, answer.reason, now)
    else:
        polled = _judged(feed, state, answer, now)
    return replace(polled, poll=replace(polled.poll, seconds=round(time.monotonic() - began, 3)))


def poll_all(
    feeds: Sequence[Feed], states: Mapping[str, FeedState], *, get: Get, now: datetime, workers: int = WORKERS
) -> Iterator[Polled]:
    """Ask many feeds side by side, at most two of one host, and give the results as they come.

    A feed never raises: a fault of our own becomes its outcome and goes to the log. When the generator is closed, no
    further feed is asked, and the requests under way are left behind.
    """
    waiting: dict[str, deque[Feed]] = {}
    for feed in feeds:
        waiting.setdefault(_host(feed), deque()).append(feed)
    tasks: SimpleQueue[Feed | None] = SimpleQueue()
    results: SimpleQueue[tuple[Feed, Polled]] = SimpleQueue()
    closed = threading.Event()

    def work() -> None:
        while (feed := tasks.get()) is not None and not closed.is_set():
            results.put((feed, _without_raising(feed, states.get(feed.id, FeedState(feed.id)), get, now)))

    count = min(workers, len(feeds))
    for _ in range(count):
        threading.Thread(target=work, daemon=True).start()
    turns = deque(host for _ in range(PER_HOST) for host in waiting)  # a host stands here for each request it may take
    under_way = 0
    try:
        for _ in feeds:
            while turns and under_way < AHEAD * count:  # no further: what is read and not yet taken costs memory
                host = turns.popleft()
                if waiting[host]:
                    tasks.put(waiting[host].popleft())
                    under_way += 1
            feed, polled = results.get()
            turns.append(_host(feed))
            under_way -= 1
            yield polled
    finally:
        closed.set()
        for _ in range(count):
            tasks.put(None)


def _host(feed: Feed) -> str:
    try:
        return urlsplit(feed.url).netloc.lower()
    except ValueError:  # an address in brackets that is none: asking it will say so
        return feed.url


def _without_raising(feed: Feed, state: FeedState, get: Get, now: datetime) -> Polled:
    try:
        return poll(feed, state, get=get, now=now)
    except Exception as error:
        log.exception("polling %s", feed.id)
        return _failed(feed, state, None, f"reading it met an error of briefing itself ({type(error).__name__}).", now)


def _conditions(validators: Validators) -> dict[str, str]:
    """The headers of a conditional request, validators exactly as the server gave them."""
    given = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in given.items() if value}


def _judged(feed: Feed, state: FeedState, answer: Response, now: datetime) -> Polled:
    """The outcome of an answer by its status."""
    status = answer.status
    if status == 304 and (state.validators.etag or state.validators.last_modified):
        # What failed before has not become better by not changing.
        good = state.last_good if state.failing_since else now
        new = replace(state, last_poll=now, last_good=good, limited_until=None, status="not-modified", http=status)
        return Polled(Poll(feed.id, "not-modified", status, state.entries, error=state.error), new)
    if status == 410:
        reason = "it is gone (410) and will not be asked again; its articles stay."
        new = replace(state, last_poll=now, gone=True, status="gone", http=status, error=reason)
        return Polled(Poll(feed.id, "gone", status, error=reason), new)
    if status in LIMITING:
        until = _retry_after(answer.headers.get("retry-after"), now)
        if until or status == 429:
            return _limited(feed, state, status, until or now + timedelta(seconds=feed.every), now)
    if status != 200:
        return _failed(feed, state, status, f"the server answers {_status(status)}.", now)
    parsed = parse_feed(answer.body, content_type=answer.headers.get("content-type"), feed=feed)
    if isinstance(parsed, Failed):
        return _failed(feed, state, status, parsed.reason, now)
    damaged = parsed.damaged or ("the connection broke off; what came was kept." if answer.cut else None)
    word, count = ("unchanged" if parsed.items else "empty"), len(parsed.items)
    new = FeedState(
        feed=feed.id,
        validators=Validators() if answer.cut or parsed.cut else _validators(answer.headers),  # ask for the rest
        last_poll=now,
        last_good=now if parsed.items else state.last_good,
        status=word,
        http=status,
        error=damaged,
        entries=count,
    )
    return Polled(Poll(feed.id, word, status, count, error=damaged), new, parsed.items, answer.moved)


def _failed(feed: Feed, state: FeedState, status: int | None, reason: str, now: datetime) -> Polled:
    since = state.failing_since or now
    new = replace(
        state, last_poll=now, failing_since=since, limited_until=None, status="failed", http=status, error=reason
    )
    return Polled(Poll(feed.id, "failed", status, error=reason), new)


def _limited(feed: Feed, state: FeedState, status: int, until: datetime, now: datetime) -> Polled:
    reason = f"the server answers {_status(status)}; it is asked again after {until:%Y-%m-%d %H:%M} UTC."
    new = replace(state, last_poll=now, limited_until=until, status="limited", http=status, error=reason)
    return Polled(Poll(feed.id, "limited", status, error=reason), new)


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
    except (ValueError, OverflowError):
        return None
    date = date if date.tzinfo else date.replace(tzinfo=UTC)
    return min(date.astimezone(UTC), now + LONGEST_LIMIT)
