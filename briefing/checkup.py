"""Asking feeds how they are: each is asked at once and judged, no article is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from briefing import sources
from briefing.articles.dates import published_of, usual_gap
from briefing.health import Health, health
from briefing.model import Feed, FeedState, Validators
from briefing.sources import Get, Polled, Read


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

    One whose server asked to wait is judged and not asked. Each gives its whole answer, not only what changed. `read`
    parses feeds (see sources.parsers), by default here and however long it takes.
    """
    now = clock()
    before = {f.id: states.get(f.id, FeedState(f.id)) for f in feeds}
    awake = {f.id: replace(f, enabled=True) for f in feeds}
    asked = []
    for feed in awake.values():
        until = before[feed.id].limited_until
        if until and now < until:
            yield Checked(feed, before[feed.id], health(feed, before[feed.id], now), asked=False)
        else:
            asked.append(feed)
    fresh = {i: replace(s, gone=False, validators=Validators(), body=None, head=None) for i, s in before.items()}
    for come in sources.poll_all(asked, fresh, get=get, now=now, read=read):
        for polled in come:
            state = _dated(polled, clock())
            feed = awake[polled.poll.feed]
            yield Checked(feed, state, health(feed, state, clock()), asked=polled.poll.status != "skipped")


def remembered(before: FeedState, checked: Checked) -> FeedState | None:
    """What a check leaves to remember: what a server forbids, or forbids no more; None = nothing.

    The rest is learnt again by the next refresh. A check stores no article, so it may keep no validators, and it moves
    no moment up to which answers were looked for.
    """
    after = checked.state
    if after.gone != before.gone:
        good = replace(before, gone=False, failing_since=None, fault=None, failures=0, error=None, status="unchanged")
        return replace(before, gone=True, status="gone", http=after.http, error=after.error) if after.gone else good
    if checked.asked and after.limited_until != before.limited_until:
        return replace(before, limited_until=after.limited_until)
    return None


def _dated(polled: Polled, now: datetime) -> FeedState:
    """The state after a poll with the newest date that its entries give, and how much usually lies between two."""
    dates = [d for item in polled.items if (d := published_of(item.published, now))]
    newest = max([*dates, *filter(None, [polled.state.newest])], default=None)
    return replace(polled.state, newest=newest, rhythm=usual_gap(dates) or polled.state.rhythm)
