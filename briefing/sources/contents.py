"""A good answer -> its entries, by the kind of its feed; with the pages behind their links where those are wanted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from briefing.outside import Feed
from briefing.sources.feed import parse_feed
from briefing.sources.outcomes import Ask, Failed, Parsed, Read, Response


def entries_of(
    answer: Response,
    feed: Feed,
    *,
    known: Mapping[str, str],
    head: str | None,
    read: Read | None,
    seconds: float,
    ask: Ask,
    today: date,
) -> Parsed | Failed:
    """What is new in an answer, those entries left out that are `known`; see parse_feed, listed_pages, parse_mapped."""
    if feed.kind == "listing":
        from briefing.sources.pages import listed_pages

        found = listed_pages(answer, feed, known=known, ask=ask, today=today)
    elif feed.kind == "json":
        from briefing.sources.mapped import parse_mapped

        found = parse_mapped(answer.body, feed, known)
    else:
        content_type = answer.headers.get("content-type")
        found = parse_feed(
            answer.body, content_type=content_type, feed=feed, read=read, known=known, head=head, seconds=seconds
        )
    if isinstance(found, Failed):
        return found
    if feed.full_text and feed.kind != "listing":
        from briefing.sources.pages import with_full_texts

        found = with_full_texts(found, feed, answer, known=known, ask=ask)
    return replace(found, head=found.head or feed.kind) if found.marks is not None else found
