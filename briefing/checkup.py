"""Asking feeds how they are: each is asked at once and judged, no article is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from briefing import sources
from briefing.articles.dates import published_of, usual_gap
from briefing.health import Health, health
from briefing.outside import Feed, FeedState, Validators
from briefing.sources import Failed, Get, Polled, Read, Request, Response


@dataclass(frozen=True, slots=True)
class Checked:
    """How a feed was found: its state as it would be now, the verdict, and whether its server was asked at all."""

    feed: Feed
    state: FeedState
    verdict: Health
    asked: bool = True


def check(
    feeds: Sequence[Feed],
    states: Mapping[str, FeedState],
    *,
    get: Get,
    clock: Callable[[], datetime],
    read: Read | None = None,
) -> Iterator[Checked]:
    """Ask feeds now, also those that are switched off or gone, and give the verdicts as they come.

    One whose server asked to wait is judged and not asked. Each gives its whole answer, not only what changed; the
    pages behind its entries and links are left to a refresh. `read` parses feeds (see sources.parsers), by default here
    and however long it takes.
    """
    now = clock()
    before = {f.id: states.get(f.id, FeedState(f.id)) for f in feeds}
    awake = {f.id: replace(f, enabled=True, full_text=False) for f in feeds}
    listings = _Listings(awake, get)
    asked = []
    for feed in awake.values():
        if sources.due(feed, replace(before[feed.id], gone=False), now, all_=True):
            yield Checked(feed, before[feed.id], health(feed, before[feed.id], now), asked=False)
        else:
            asked.append(feed)
    # Without a setup: another one than that of the last poll would let all be forgotten, the links too.
    fresh = {i: replace(s, gone=False, validators=Validators(), body=None, setup=None) for i, s in before.items()}
    fresh = {i: replace(s, head=awake[i].kind if awake[i].kind == "listing" else None) for i, s in fresh.items()}
    for come in sources.poll_all(asked, fresh, get=listings.get, now=now, read=read, recall=listings.links):
        for polled in come:
            feed = awake[polled.poll.feed]
            state = _dated(polled, clock(), listings.dates.get(feed.id, ()))
            yield Checked(feed, state, health(feed, state, clock()), asked=polled.poll.status != "skipped")


def remembered(before: FeedState, checked: Checked) -> FeedState | None:
    """What a check leaves to remember: what a server forbids, or forbids no more; None = nothing.

    The rest is learnt again by the next refresh. A check stores no article, so it may keep no validators, and it moves
    no moment up to which answers were looked for.
    """
    after = checked.state
    if after.gone:
        return None if before.gone else replace(before, gone=True, status="gone", http=after.http, error=after.error)
    if before.gone:
        good = replace(before, gone=False, failing_since=None, fault=None, failures=0, error=None, status="unchanged")
        return good if after.last_good != before.last_good else None
    if checked.asked and after.limited_until != before.limited_until:
        return replace(before, limited_until=after.limited_until)
    return None


class _Listings:
    """The pages of listings as they come, so that all their links can be said to be known: none is followed."""

    def __init__(self, feeds: Mapping[str, Feed], get: Get) -> None:
        self.feeds, self._get = feeds, get
        self._wanted = {f.url for f in feeds.values() if f.kind == "listing"}
        self._pages: dict[str, Response] = {}
        self.dates: dict[str, list[str]] = {}  # of the links, by feed

    def get(self, request: Request) -> Response | Failed:
        """Ask, and keep the answer of a listing until its links are asked for."""
        answer = self._get(request)
        if request.url in self._wanted and isinstance(answer, Response):
            self._pages[request.url] = answer
        return answer

    def links(self, feed: str) -> dict[str, str]:
        """The marks of the pages behind the links of a listing; of any other feed nothing."""
        answer = self._pages.get(self.feeds[feed].url)
        if answer is None or self.feeds[feed].kind != "listing":
            return {}
        from briefing.sources.listing import links_in, page_of
        from briefing.sources.pages import page_mark

        page = page_of(answer.body, answer.headers.get("content-type"), feed)
        links = page if isinstance(page, Failed) else links_in(page, self.feeds[feed], answer.url)
        if isinstance(links, Failed):
            return {}
        self.dates[feed] = [link.date for link in links if link.date]
        return {page_mark(link.address): "" for link in links}


def _dated(polled: Polled, now: datetime, of_links: Sequence[str] = ()) -> FeedState:
    """The state after a poll with the newest date that its entries give, and how much usually lies between two."""
    dates = [d for item in polled.items if (d := published_of(item.published, now))] or list(of_links)
    newest = max([*dates, *filter(None, [polled.state.newest])], default=None)
    return replace(polled.state, newest=newest, rhythm=usual_gap(dates) or polled.state.rhythm)
