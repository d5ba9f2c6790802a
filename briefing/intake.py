"""The conductor, from the outside world to a stored article: what a refresh does before anything is read.

Apart from the other part because a refresh that finds nothing new has to be over before that one would be loaded.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.outside import Feed, FeedState, Poll, RawItem
from briefing.store import Store, polls, transaction

if TYPE_CHECKING:
    from briefing.model import Article
    from briefing.sources import Get, Polled, Read

Clock = Callable[[], datetime]
Held = Mapping[str, Sequence[str | None]]  # see polls.entries


@dataclass(frozen=True, slots=True)
class Stored:
    """What storing some items did."""

    new: tuple[str, ...] = ()
    updated: int = 0
    undated: tuple[tuple[str, str], ...] = ()  # (article id, the date it gave, which is none)


def keep(store: Store, items: Sequence[RawItem], *, now: datetime, former: Collection[str] = ()) -> Stored:
    """Raw items -> stored articles, one transaction; `former` are ids of feeds that are no longer configured."""
    from briefing.store import writes

    cleaned = _cleaned(items, now)
    _, new, updated = writes.save_articles(store, cleaned, seen=now, former=former)
    pairs = zip(items, cleaned, strict=True)
    undated = tuple((a.id, item.published) for item, (a, _) in pairs if item.published and not a.published)
    return Stored(tuple(new), updated, undated)


def _cleaned(items: Sequence[RawItem], now: datetime) -> list[tuple[Article, str]]:
    """The articles of raw items, each with its fingerprint."""
    if not items:
        return []
    from briefing import articles  # loaded with the first item: mostly there is none

    cleaned = [articles.article_from(item, seen=now) for item in items]
    return [(article, articles.fingerprint(article)) for article in cleaned]


def refresh(
    store: Store,
    feeds: Sequence[Feed],
    *,
    get: Get,
    clock: Clock,
    read: Read | None = None,
    everything: bool = False,
    configured: Collection[str] = (),
) -> Iterator[Poll]:
    """Pull the due feeds (`everything` ignores their rhythm) and store what came.

    `read` parses feeds, by default here and however long it takes. `configured` are the ids of all feeds, where they
    are known: what came from one that is gone belongs to the feed of the same publisher that has it now, as when a feed
    was given another id.

    An edit is seen at the moment it is stored, so that no digest made meanwhile leaves it out. A feed's articles, its
    validators and the marks of its entries are stored together or not at all.
    """
    from briefing import sources

    now = clock()
    states = polls.states(store)
    former = states.keys() - set(configured) if configured else ()
    due = []
    for feed in feeds:
        reason = sources.due(feed, states.get(feed.id, FeedState(feed.id)), now, everything)
        if reason is None:
            due.append(feed)
        else:
            yield Poll(feed.id, "skipped", error=reason)

    entries = polls.entries(store)

    def held(feed: str) -> Held:
        return json.loads(entries.get(feed, "{}"))  # type: ignore[no-any-return]

    def recall(feed: str) -> dict[str, str]:
        return {mark: name or "" for mark, (name, _) in held(feed).items()}

    for come in sources.poll_all(due, states, get=get, now=now, read=read, recall=recall):
        cleaned = [_cleaned(polled.items, clock()) for polled in come]
        with transaction(store):  # of several feeds together: each by itself would cost a commit
            seen = clock()
            done = [_store(store, *each, held, seen, former) for each in zip(come, cleaned, strict=True)]
            stored = sum(poll.new + poll.updated for poll in done)
            if stored:
                from briefing.store import index  # with all that folds a text

                index.catch_up(store, limit=stored)
        yield from done


def _store(
    store: Store,
    polled: Polled,
    cleaned: Sequence[tuple[Article, str]],
    held: Callable[[str], Held],
    seen: datetime,
    former: Collection[str],
) -> Poll:
    """Store what one feed gave, with what is remembered of it; the outcome, now that it is known what was new."""
    state = _with_rhythm(polled.state, [article.published for article, _ in cleaned if article.published])
    poll = polled.poll
    known = held(state.feed) if polled.marks else {}
    there = {mark: known.get(mark, ("", None)) for mark in polled.marks or ()}
    if cleaned:
        from briefing.store import writes  # with all that decides which article an entry is

        beside = {article for _, article in there.values() if article}
        ids, new, updated = writes.save_articles(
            store, cleaned, seen=seen, former=former, beside=beside, index_now=False
        )
        there |= {i.mark: (i.name or "", id_) for i, id_ in zip(polled.items, ids, strict=True) if i.mark}
        poll = replace(poll, new=len(new), updated=updated)
        if poll.status == "unchanged" and (new or updated):
            poll = replace(poll, status="new")
    if polled.marks is not None:
        polls.save_entries(store, state.feed, there)
    polls.save_state(store, replace(state, status=poll.status))
    return poll


def _with_rhythm(state: FeedState, published: Sequence[str]) -> FeedState:
    """The state with when its newest entry came and how much usually lies between two, as far as these dates tell."""
    if not published:
        return state
    from briefing.articles.dates import usual_gap

    newest = max(filter(None, (state.newest, *published)))
    return replace(state, newest=newest, rhythm=usual_gap(published) or state.rhythm)
