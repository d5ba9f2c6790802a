"""The pages behind links: which are asked, in which order, what is remembered of them, and full texts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from briefing.model import Feed, RawItem
from briefing.sources.outcomes import Failed, Parsed, Request, Response
from briefing.sources.pages import TRIES, listed_pages, page_mark, with_full_texts
from tests.sources.test_listing import LISTING, recorded

BASE = LISTING.url
WORDS = "Words of this page that are many enough, with a comma, to be taken for what it has to say. " * 4
LATER = date(2021, 9, 1)  # when no page is young
QA = replace(LISTING, split="qa")


def address(day: str) -> str:
    return f"{BASE}202107/t{day}_1.html"


def page(words: str = WORDS, title: str = "Page") -> bytes:
    return f"<html><title>{title}</title><body><div><p>{words}</p><p>Short end.</p></div></body></html>".encode()


def listing(*days: str) -> Response:
    links = "".join(f'<li><a href="./202107/t{day}_1.html">Of {day}</a></li>' for day in days)
    return Response(200, {}, f"<ul>{links}</ul>".encode(), BASE, zone="public")


class Site:
    """Pages by address; remembers what was asked. `most` pages are answered, then the time is over."""

    def __init__(self, pages: dict[str, Response | Failed | bytes] | None = None, most: int = 100) -> None:
        self.pages, self.most = pages or {}, most
        self.asked: list[Request] = []

    def __call__(self, request: Request) -> Response | Failed | None:
        if len(self.asked) == self.most:
            return None
        self.asked.append(request)
        found = self.pages.get(request.url, page())
        return Response(200, {}, found, request.url) if isinstance(found, bytes) else found

    @property
    def addresses(self) -> list[str]:
        return [request.url for request in self.asked]


def listed(answer: Response, ask: Site, known: Iterable[str] = (), feed: Feed = LISTING, today: date = LATER) -> Parsed:
    found = listed_pages(answer, feed, known=set(known), ask=ask, today=today)
    assert isinstance(found, Parsed), found
    return found


def test_new_pages_are_asked_newest_first_and_known_ones_are_not() -> None:
    site = Site()
    answer = listing("20210719", "20210721", "20210720")
    found = listed(answer, site, [page_mark(address("20210720"))])
    assert site.addresses == [address("20210721"), address("20210719")]
    assert [(item.published, item.title) for item in found.items] == [("2021-07-21", "Page"), ("2021-07-19", "Page")]
    assert (found.entries, found.damaged, found.partial) == (3, None, False)
    assert set(found.marks or ()) == {page_mark(address(day)) for day in ("20210719", "20210720", "20210721")}
    again = listed(answer, site, found.marks or ())
    assert (again.items, again.marks, len(site.asked)) == ((), found.marks, 2)


def test_a_young_page_is_read_again_once_a_day_and_then_for_good() -> None:
    site = Site()
    known: Iterable[str] = ()
    for days in (0, 0, 1, 1, 2, 3, 3, 9):
        known = listed(listing("20210720"), site, known, today=date(2021, 7, 20) + timedelta(days=days)).marks or ()
        assert len(list(known)) == 1
    assert len(site.asked) == 4
    assert list(known) == [page_mark(address("20210720"))]
    assert listed(listing("20990720"), site).marks == (page_mark(address("20990720")),)


def test_what_is_no_longer_listed_is_forgotten() -> None:
    gone = page_mark(address("20210701"))
    assert gone not in (listed(listing("20210720"), Site(), [gone]).marks or ())


def test_pages_for_which_no_time_is_left_wait_and_are_asked_by_the_next_poll() -> None:
    answer = listing("20210719", "20210720", "20210721")
    first = listed(answer, Site(most=1))
    assert [item.published for item in first.items] == ["2021-07-21"]
    assert (first.partial, first.damaged, first.note) == (True, None, "2 pages wait for the next poll.")
    site = Site()
    second = listed(answer, site, first.marks or ())
    assert site.addresses == [address("20210720"), address("20210719")]
    assert (second.partial, second.damaged, len(second.items)) == (False, None, 2)


def test_a_host_that_has_had_enough_is_asked_no_further() -> None:
    site = Site({address("20210720"): Response(429, {}, b"", "")})
    found = listed(listing("20210721", "20210720", "20210719"), site)
    assert len(site.asked) == 2
    assert found.note == "2 pages wait for the next poll."


def test_a_page_that_fails_is_asked_in_three_polls_and_named_in_each() -> None:
    site = Site({address("20210720"): Response(500, {}, b"", "")})
    answer = listing("20210721", "20210720")
    known: Iterable[str] = ()
    for poll in range(1, TRIES + 1):
        found = listed(answer, site, known)
        assert found.damaged is not None
        assert found.damaged.startswith("1 page could not be read")
        assert f"{address('20210720')}: the server answers 500" in found.damaged
        assert ("given up" in found.damaged) == (poll == TRIES)
        assert found.partial
        assert len(found.items) == (1 if poll == 1 else 0)
        known = found.marks or ()
    last = listed(answer, site, known)
    assert (last.damaged, last.partial) == (None, False)
    assert site.addresses.count(address("20210720")) == TRIES
    site.pages.clear()


def test_a_page_that_failed_and_comes_later_is_read() -> None:
    answer = listing("20210720")
    failed = listed(answer, Site({address("20210720"): Failed("f", "it does not answer in time.")}))
    found = listed(answer, Site(), failed.marks or ())
    assert (len(found.items), found.damaged) == (1, None)
    assert page_mark(address("20210720")) in (found.marks or ())


def test_the_headers_of_a_feed_go_to_its_own_site_alone_and_links_keep_to_its_zone() -> None:
    feed = replace(LISTING, headers={"X-Key": "secret"}, link_pattern="20210")
    links = f'<a href="{address("20210720")}">a</a><a href="http://other.example/t20210721_1.html">b</a>'
    site = Site()
    listed(Response(200, {}, links.encode(), BASE, zone="public"), site, feed=feed)
    assert {request.url.split("/")[2]: dict(request.headers) for request in site.asked} == {
        "ministry.example": {"X-Key": "secret"},
        "other.example": {},
    }
    assert {request.zone for request in site.asked} == {"public"}


def test_links_whose_title_is_to_be_skipped_are_not_asked() -> None:
    site = Site()
    found = listed(listing("20210721", "20210720"), site, feed=replace(LISTING, skip_title="21$"))
    assert (site.addresses, found.entries) == ([address("20210720")], 1)


def test_no_title_is_so_long_that_a_pattern_never_ends() -> None:
    long = replace(listing(), body=f'<a href="./202107/t20210721_1.html">{"Of " * 20_000}</a>'.encode())
    assert listed(long, Site(), feed=replace(LISTING, skip_title=".* .*never")).entries == 1


def test_a_conference_becomes_its_questions_and_one_that_cannot_be_split_stays_whole() -> None:
    site = Site({address("20210720"): recorded("conference-en.html").encode()})
    found = listed(listing("20210721", "20210720"), site, feed=QA)
    assert found.damaged == f"{address('20210721')}: it holds no question and answer, and is kept whole."
    whole, *questions = found.items
    assert (whole.text or "").endswith("Short end.")
    assert [item.asked_by for item in questions][1:4] == ["AFP", "AFP", "Bloomberg"]
    assert {item.mark for item in questions} == {page_mark(address("20210720"))}
    assert len(found.marks or ()) == 2


def test_a_page_that_is_none_or_empty_counts_as_failed() -> None:
    pages: dict[str, Response | Failed | bytes] = {address("20210720"): b"%PDF-1.7", address("20210719"): b"<p></p>"}
    found = listed(listing("20210720", "20210719"), Site(pages))
    assert found.damaged == f"2 pages could not be read: {address('20210720')}: the answer is binary and no web page."


def test_a_listing_that_matches_nothing_is_a_failure_of_the_feed() -> None:
    found = listed_pages(
        replace(listing("20210720"), body=b"<a href='/x'>x</a>"), LISTING, known=(), ask=Site(), today=LATER
    )
    assert isinstance(found, Failed)
    assert found.fault == "unparsable"
    assert isinstance(listed_pages(replace(listing(), body=b"{}"), LISTING, known=(), ask=Site(), today=LATER), Failed)


FULL = Feed("f", "https://news.example/feed.xml", full_text=True)
ANSWER = Response(200, {}, b"", FULL.url, zone="public")


def entry(number: int, text: str | None = "Short.", html: str | None = None) -> RawItem:
    return RawItem("News", f"Entry {number}", text, html, f"https://news.example/{number}", mark=f"m{number}")


def full(*items: RawItem, ask: Site) -> Parsed:
    parsed = Parsed(items, entries=9, marks=("m0", *(item.mark or "" for item in items)))
    return with_full_texts(parsed, FULL, ANSWER, known=(), ask=ask)


def test_the_text_of_the_page_replaces_a_shorter_one_of_the_feed() -> None:
    long = f"<p>{WORDS * 3}</p>"
    found = full(entry(1), entry(2, None, long), entry(3, None, "<p>Short.</p>"), entry(4, None), ask=Site())
    replaced = f"{WORDS.strip()}\n\nShort end."
    assert [item.text for item in found.items] == [replaced, None, replaced, replaced]
    assert [item.html for item in found.items] == [None, long, None, None]
    assert (found.damaged, found.partial, found.entries) == (None, False, 9)
    assert found.marks == ("m0", "m1", "m2", "m3", "m4")


def test_where_a_page_cannot_be_had_the_feeds_own_text_stays() -> None:
    site = Site({"https://news.example/1": Failed("f", "the robots.txt of its site does not allow it to be asked.")})
    items = (entry(1), entry(2), replace(entry(3), url=None))
    found = full(*items, ask=site)
    assert [len(item.text or "") > 100 for item in found.items] == [False, True, False]
    assert found.damaged == (
        "1 page could not be read: https://news.example/1: the robots.txt of its site does not allow it to be asked."
    )
    assert found.marks == ("m0", "m1", "m2", "m3")


def test_an_entry_for_whose_page_no_time_is_left_waits_with_it() -> None:
    found = full(entry(1), entry(2), entry(3), ask=Site(most=1))
    assert [(len(item.text or "") > 100, item.mark) for item in found.items] == [(True, "m1")]
    assert (found.partial, found.marks, found.damaged) == (True, ("m0", "m1"), None)
    assert found.note == "2 pages wait for the next poll."


def test_a_page_of_several_entries_is_asked_once() -> None:
    site = Site()
    found = full(entry(1), replace(entry(2), url=entry(1).url), ask=site)
    assert (site.addresses, [len(item.text or "") > 100 for item in found.items]) == ([entry(1).url], [True, True])


def test_an_entry_whose_page_is_refused_keeps_its_own_text_for_good() -> None:
    found = full(entry(1), entry(2), ask=Site({"https://news.example/1": Response(429, {}, b"", "")}))
    assert [(item.text == "Short.", item.mark) for item in found.items] == [(True, "m1"), (False, "m2")]
    assert found.damaged == "1 page could not be read: https://news.example/1: the server answers 429."


def test_what_was_wrong_with_the_feed_itself_is_said_first() -> None:
    parsed = Parsed((entry(1),), damaged="the feed is damaged at line 1; whole entries kept: 1.")
    found = with_full_texts(parsed, FULL, ANSWER, known=(), ask=Site(most=0))
    assert found.damaged == "the feed is damaged at line 1; whole entries kept: 1."
    assert found.note == "1 page waits for the next poll."


def test_entries_that_cannot_be_told_by_their_bytes_are_known_by_their_pages() -> None:
    parsed = Parsed(tuple(replace(entry(n), mark=None) for n in (1, 2)))
    site = Site(most=1)
    first = with_full_texts(parsed, FULL, ANSWER, known=(), ask=site)
    assert len(first.marks or ()) == 1
    site = Site()
    second = with_full_texts(parsed, FULL, ANSWER, known=first.marks or (), ask=site)
    assert site.addresses == ["https://news.example/2"]
    assert [item.title for item in second.items] == ["Entry 2"]
    assert len(second.marks or ()) == 2
    other = replace(entry(3), mark=None, url=entry(1).url)
    third = with_full_texts(Parsed((*parsed.items, other)), FULL, ANSWER, known=second.marks or (), ask=site)
    assert [item.title for item in third.items] == ["Entry 3"], "a link that others have too hides none"
