"""Pages of sites, asked politely: robots.txt obeyed, one request at a time and a pause between two, time bounded.

A feed offers itself to be fetched; the page behind a link does not, so its site's rules come first (RFC 9309).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from briefing.sources.decode import decoded
from briefing.sources.outcomes import Failed, Get, Request, Response

if TYPE_CHECKING:
    from protego import Protego

AGENT = "briefing"  # the name of the product, by which a robots.txt calls it
PAUSE = 2.0  # seconds between two requests to one host
LONGEST_PAUSE = 10.0  # a longer Crawl-delay, no part of RFC 9309, would leave a listing no time for its pages
BUDGET = 30.0  # seconds for all the pages of one feed in one run
FAIR = 10.0  # seconds; who has not answered by then does not answer
LARGEST_ROBOTS = 500_000  # bytes of a robots.txt that are read


@dataclass(slots=True)
class Turn:
    """The time that one feed may take for its pages, from when its first one is asked."""

    seconds: float = BUDGET
    ends: float | None = None  # on the clock of the visits


@dataclass(slots=True)
class _Site:
    """What is known of one host in this run."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    free: float = 0.0  # when the next request may begin
    pause: float = PAUSE
    rules: Protego | None = None
    refusal: Failed | None = None  # why none of its pages may be asked
    looked: bool = False  # whether its robots.txt was asked for


class Visits:
    """The pages that one run asks for, shared by its feeds and their threads.

    `get` does the requests; `clock` gives seconds that only grow, `sleep` waits.
    """

    def __init__(
        self,
        get: Get,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._get, self._clock, self._sleep = get, clock, sleep
        self._sites: dict[tuple[str | None, int | None], _Site] = {}
        self._lock = threading.Lock()

    def ask(self, request: Request, turn: Turn) -> Response | Failed | None:
        """The answer for a page, or why there is none; None = the turn's time does not suffice, nothing was asked.

        Another feed's request to the same host is waited for.
        """
        try:
            parts = urlsplit(request.url)
            host = parts.hostname, parts.port
        except ValueError:  # an address in brackets that is none, a port that is no number
            return Failed(request.url, "the address is not valid.")
        origin = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}".lower()
        with self._lock:
            site = self._sites.setdefault(host, _Site())
        left = -1 if turn.ends is None else turn.ends - self._clock()
        if (turn.ends is not None and left <= 0) or not site.lock.acquire(timeout=left):
            return None
        try:
            if turn.ends is None:
                turn.ends = self._clock() + turn.seconds
            return self._ask(site, origin, request, turn)
        finally:
            site.lock.release()

    def _ask(self, site: _Site, origin: str, request: Request, turn: Turn) -> Response | Failed | None:
        if not site.looked:
            answer = self._fetch(site, _robots(origin, request), turn, PAUSE)
            if answer is None:
                return None
            site.looked = True
            self._learn(site, origin, answer)
        if site.refusal:
            return replace(site.refusal, name=request.url)
        if site.rules is not None and not site.rules.can_fetch(request.url, AGENT):
            return Failed(request.url, "the robots.txt of its site does not allow it to be asked.", "blocked")
        return self._fetch(site, request, turn, site.pause)

    def _fetch(self, site: _Site, request: Request, turn: Turn, pause: float) -> Response | Failed | None:
        """One request after the pause that its host is owed; None where the time is over before.

        One that the end of the turn cuts off, when it had less than FAIR seconds, is no failure of the other side.
        """
        assert turn.ends is not None
        now = self._clock()
        wait = max(0.0, site.free - now)
        if now + wait >= turn.ends:
            return None
        if wait:
            self._sleep(wait)
        seconds = turn.ends - self._clock()
        try:
            answer = self._get(replace(request, seconds=seconds))
        finally:
            site.free = self._clock() + pause
        cut_off = isinstance(answer, Failed) and seconds < FAIR and self._clock() >= turn.ends
        return None if cut_off else answer

    def _learn(self, site: _Site, origin: str, answer: Response | Failed) -> None:
        """What the answer for a robots.txt allows: nothing where it cannot be had, all where there is none."""
        if isinstance(answer, Failed):
            reason = f"no page of its site is asked, because {origin}/robots.txt cannot be had: {answer.reason}"
            site.refusal = replace(answer, reason=reason)
        elif answer.status >= 500:
            reason = f"no page of its site is asked, because {origin}/robots.txt answers {answer.status}."
            site.refusal = Failed(origin, reason, "server")
        elif 200 <= answer.status < 300:
            from protego import Protego  # costs 18 ms, and feeds alone need none

            site.rules = Protego.parse(decoded(answer.body[:LARGEST_ROBOTS]) or "")
            delay = site.rules.crawl_delay(AGENT)
            site.pause = min(max(PAUSE, delay or 0.0), LONGEST_PAUSE)


def _robots(origin: str, request: Request) -> Request:
    """The request for a site's robots.txt, with the headers that its pages are asked with."""
    headers = {name: value for name, value in request.headers.items() if not name.lower().startswith("if-")}
    return replace(request, url=f"{origin}/robots.txt", headers=headers)
