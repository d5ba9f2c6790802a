"""The pages behind a feed's links: those of a listing, and those of entries whose feed tells too little."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from urllib.parse import urlsplit

from briefing.outside import Feed, RawItem
from briefing.patterns import found_in
from briefing.sources.chunks import mark
from briefing.sources.listing import Link, item_of, links_in, page_of
from briefing.sources.matter import matter_of, text_length
from briefing.sources.outcomes import Ask, Failed, Parsed, Request, Response
from briefing.sources.transcript import split

TRIES = 3  # polls in which a page that fails is asked
YOUNG = timedelta(days=2)  # the age up to which a page is read again each day
LIMITING = (429, 503)


def listed_pages(answer: Response, feed: Feed, *, known: Collection[str], ask: Ask, today: date) -> Parsed | Failed:
    """The articles behind the links of a listing, the newest first, those left out whose mark is `known`.

    With `feed.split` each question of a transcript is one. A page of the last days is read again on another day,
    because answers are added and mended: its mark names the day. A page that fails is asked in three polls and then
    given up: each try leaves a mark of its own. Where anything is told of pages the answer counts as partial, so that
    the next poll asks anew.
    """
    page = page_of(answer.body, answer.headers.get("content-type"), feed.id)
    links = page if isinstance(page, Failed) else links_in(page, feed, answer.url)
    if isinstance(links, Failed):
        return replace(links, fault="unparsable")
    wanted = [link for link in links if not found_in(feed.skip_title, link.title)]
    wanted.sort(key=lambda link: link.date or "", reverse=True)
    done = {link: _done(link, today) for link in wanted}
    found = _Found(set(known) & {mark for link in wanted for mark in (done[link], *_marks(link))})
    new = [link for link in wanted if found.marks.isdisjoint((done[link], page_mark(link.address)))]
    for number, link in enumerate(new):
        got = _page(_request(link.address, feed, answer), ask)
        if got is None:
            found.waiting = len(new) - number
            break
        items = got if isinstance(got, Failed) else _articles(got, link, feed, found.said)
        if isinstance(items, Failed):
            found.fail(link, f"{link.address}: {items.reason}")
        else:
            found.items += [replace(item, mark=done[link]) for item in items]
            found.marks.add(done[link])
    return Parsed(
        tuple(found.items),
        damaged=found.damaged,
        note=found.note,
        entries=len(wanted),
        partial=bool(found.damaged or found.note),
        marks=tuple(sorted(found.marks)),
    )


def with_full_texts(parsed: Parsed, feed: Feed, answer: Response, *, known: Collection[str], ask: Ask) -> Parsed:
    """The entries of a feed with the text of their page where that is the longer one.

    Where the page cannot be had the feed's own text stays, for good: it would look like an edit if it grew. An entry
    for whose page no time is left waits with it for the next poll. Entries that cannot be told by their bytes are known
    by their page, id and title: some feeds give one link to everything.
    """
    by_page = parsed.marks is None
    items = [
        replace(i, mark=page_mark(f"{i.url} {i.guid} {i.title}")) if by_page and i.url else i for i in parsed.items
    ]
    found = _Found(set(parsed.marks or (item.mark for item in items if item.mark)))
    if parsed.damaged:
        found.said.append(parsed.damaged.rstrip("."))
    url: str | None = None  # of the page asked last
    asked: Response | Failed | None = None
    for item in items:
        if by_page and item.mark in known:
            continue
        if item.url != url:
            url, asked = item.url, ask(_request(item.url, feed, answer)) if item.url and not found.waiting else None
        if item.url and asked is None:
            found.waiting += 1
            found.marks.discard(item.mark or "")
            continue
        got = _text_of(asked, item.url or "") if asked else ""
        if isinstance(got, Failed):
            found.failed.append(f"{item.url}: {got.reason}")
        elif got and (text := matter_of(got)) and len(text) > text_length(item.text, item.html):
            item = replace(item, text=text, html=None)
        found.items.append(item)
    return replace(
        parsed,
        items=tuple(found.items),
        damaged=found.damaged,
        note=found.note or parsed.note,
        partial=parsed.partial or bool(found.waiting),
        marks=tuple(sorted(found.marks)),
    )


def page_mark(address: str) -> str:
    """What a listing remembers of a page that it has done with."""
    return mark(address.encode("utf-8", "replace"))


@dataclass(slots=True)
class _Found:
    """What came of the pages so far."""

    marks: set[str]
    items: list[RawItem] = field(default_factory=list)
    said: list[str] = field(default_factory=list)  # what a person is told, without its full stop
    failed: list[str] = field(default_factory=list)  # sentences
    given_up: int = 0
    waiting: int = 0

    def fail(self, link: Link, reason: str) -> None:
        """Note that a page failed again; at the last try it counts as done."""
        self.failed.append(reason)
        done, *tries = _marks(link)
        self.marks.add(next(mark for mark in tries if mark not in self.marks))
        if self.marks.issuperset(tries):
            self.marks.add(done)
            self.given_up += 1

    @property
    def damaged(self) -> str | None:
        """What went wrong in one sentence; None where all went well."""
        parts = list(self.said)
        if self.failed:
            again = f" ({self.given_up} given up after {TRIES} tries)" if self.given_up else ""
            parts.append(f"{_pages(len(self.failed))} could not be read{again}: {self.failed[0].rstrip('.')}")
        return "; ".join(parts) + "." if parts else None

    @property
    def note(self) -> str | None:
        """What is left to the next poll, which is no fault: the site is spared."""
        if not self.waiting:
            return None
        return f"{_pages(self.waiting)} {'waits' if self.waiting == 1 else 'wait'} for the next poll."


def _done(link: Link, today: date) -> str:
    """The mark of a page that was read today: for good, or while it is young for this day."""
    young = (today - YOUNG).isoformat() <= (link.date or "") <= (today + YOUNG).isoformat()
    return page_mark(f"{link.address} {today.isoformat()}" if young else link.address)


def _marks(link: Link) -> Iterator[str]:
    """The mark of a page that is done for good, then one for each failed try."""
    return (page_mark(f"{link.address}{f' {n}' if n else ''}") for n in range(TRIES + 1))


def _request(address: str, feed: Feed, answer: Response) -> Request:
    """The request for a page; the feed's own headers may hold secrets and go to its own site alone."""
    own = urlsplit(address)[:2] == urlsplit(feed.url)[:2]
    return Request(address, feed.headers if own else {}, zone=answer.zone)


def _page(request: Request, ask: Ask) -> str | Failed | None:
    """The text of a page as sent; None = it has to wait."""
    answer = ask(request)
    if answer is None or (isinstance(answer, Response) and answer.status in LIMITING):
        return None  # and so do the others: the host has had enough
    return _text_of(answer, request.url)


def _text_of(answer: Response | Failed, address: str) -> str | Failed:
    """The text of a page as sent."""
    if isinstance(answer, Failed):
        return answer
    if answer.status != 200:
        return Failed(address, f"the server answers {answer.status}.")
    return page_of(answer.body, answer.headers.get("content-type"), address)


def _articles(page: str, link: Link, feed: Feed, said: list[str]) -> Sequence[RawItem] | Failed:
    """The article of a page, or each question of a transcript; one that cannot be split stays whole, which is said."""
    item = item_of(page, link, feed)
    if isinstance(item, Failed) or feed.split != "qa":
        return item if isinstance(item, Failed) else (item,)
    pairs = split(item)
    if isinstance(pairs, Failed):
        said.append(f"{link.address}: {pairs.reason.rstrip('.')}")
        return (item,)
    return pairs


def _pages(count: int) -> str:
    return "1 page" if count == 1 else f"{count:,} pages"
