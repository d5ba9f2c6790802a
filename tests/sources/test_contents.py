"""Listings, JSON lists and full texts through a poll and into a store, over loopback."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib import import_module
from pathlib import Path

import pytest

from briefing import intake
from briefing.model import Feed, FeedState, Validators
from briefing.sources.http import fetch
from briefing.sources.outcomes import Failed, Polled, Request, Response
from briefing.sources.poll import poll, poll_all
from briefing.sources.visits import Turn, Visits
from briefing.store import Store, open_store, polls, reads
from tests.sources.server import Server, conditional, plain
from tests.sources.test_feed import rss
from tests.sources.test_listing import recorded

polling = import_module("briefing.sources.poll")  # its name in the package is that of a function
NOW = datetime(2021, 7, 28, 8, 0, tzinfo=UTC)  # when no page is young any more
PAGES = "/list/202107/"
CONFERENCE = recorded("conference-en.html").encode()


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "Visits", partial(Visits, sleep=lambda seconds: None))


def listing() -> bytes:
    return "".join(f'<a href=".{PAGES[5:]}t2021072{n}_1.html">Day {n}</a>' for n in (0, 1)).encode()


@pytest.fixture
def site(server: Server) -> Server:
    """A ministry with a list of two pages."""
    server.on("/robots.txt", plain(b"", 404))
    server.on("/list/", conditional(listing(), '"1"', "Tue, 20 Jul 2021 20:00:00 GMT"))
    server.on(f"{PAGES}t20210720_1.html", plain(CONFERENCE))
    server.on(
        f"{PAGES}t20210721_1.html", plain(CONFERENCE.replace(b"July 20", b"July 21").replace(b"Exchange", b"Teams"))
    )
    return server


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "b.db") as opened:
        yield opened


def ministry(site: Server, **fields: object) -> Feed:
    given = {"link_pattern": r"/t(?P<date>\d{8})_\d+\.html$", "split": "qa", "speaks_for": "CN", "role": "official"}
    return Feed(**{"id": "m", "url": site.url("/list/"), "kind": "listing", **given, **fields})  # type: ignore[arg-type]


def paths(server: Server) -> list[str]:
    return [path for path, _ in server.asked]


def refreshed(store: Store, feed: Feed, hours: int = 0) -> tuple[str, int, int, str | None]:
    now = NOW + timedelta(hours=hours)
    (found,) = intake.refresh(store, [feed], get=fetch, clock=lambda: now)
    return found.status, found.new, found.updated, found.error


def test_a_listing_is_refreshed_into_articles_once(site: Server, store: Store) -> None:
    feed = ministry(site)
    assert refreshed(store, feed) == ("new", 16, 0, None)
    assert paths(site) == ["/robots.txt", "/list/", f"{PAGES}t20210721_1.html", f"{PAGES}t20210720_1.html"]
    articles = [a for a in reads.unread(store, limit=50) if a.published == "2021-07-20"]
    assert len({article.id for article in articles}) == 8
    assert [article.asked_by for article in articles][1:4] == ["AFP", "AFP", "Bloomberg"]
    assert refreshed(store, feed, 2) == ("not-modified", 0, 0, None)
    assert paths(site)[4:] == ["/robots.txt", "/list/"]


def test_an_edited_answer_is_a_revision_and_a_question_added_later_an_article(site: Server, store: Store) -> None:
    feed = ministry(site)
    day = -7 * 24  # the morning of July 21st
    assert refreshed(store, feed, day) == ("new", 16, 0, None)
    edited = CONFERENCE.replace(b"has no factual basis", b"has no basis at all")
    added = b"<p>Reuters: And the port?</p><p>Wen Haolan: China opposes it.</p>"
    site.on(f"{PAGES}t20210720_1.html", plain(edited.replace(b"</p>\n<p", b"</p>" + added + b"<p", 1)))
    assert refreshed(store, feed, day + 4) == ("not-modified", 0, 0, None)
    assert refreshed(store, feed, day + 30) == ("new", 1, 1, None), "of the same list, on another day"
    assert refreshed(store, feed, day + 32) == ("not-modified", 0, 0, None)


def test_pages_that_wait_come_with_the_next_poll(site: Server, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]  # seconds, which pass only while it sleeps
    clock, sleep = (lambda: now[0]), (lambda seconds: now.__setitem__(0, now[0] + seconds))
    monkeypatch.setattr(polling, "Turn", partial(Turn, seconds=5.0))  # enough for the robots.txt, the list and one page
    monkeypatch.setattr(polling, "Visits", partial(Visits, sleep=sleep, clock=clock))
    feed = ministry(site)
    assert refreshed(store, feed) == ("new", 8, 0, None)
    assert refreshed(store, feed, 2) == ("new", 8, 0, None)
    assert refreshed(store, feed, 4) == ("not-modified", 0, 0, None)
    assert [path for path in paths(site) if path.startswith(PAGES)] == [
        f"{PAGES}t20210721_1.html",
        f"{PAGES}t20210720_1.html",
    ]


def test_a_listing_that_robots_txt_closes_is_a_failed_poll(site: Server, store: Store) -> None:
    site.on("/robots.txt", plain(b"User-agent: *\nDisallow: /list/"))
    status, new, _, error = refreshed(store, ministry(site))
    assert (status, new) == ("failed", 0)
    assert "robots.txt of its site" in (error or "")
    assert polls.states(store)["m"].fault == "robots"
    assert paths(site) == ["/robots.txt"]


def test_a_json_list_is_refreshed_once(site: Server, store: Store) -> None:
    url = site.on("/search", plain(b'{"pages": [{"t": "One", "u": "/1"}, {"t": "Two", "u": "/2"}]}'))
    feed = Feed("j", url, kind="json", items="pages", fields={"title": "t", "url": "u"})
    assert refreshed(store, feed) == ("new", 2, 0, None)
    site.on("/search", plain(b'{"pages": [{"t": "Two", "u": "/2"}, {"t": "Three", "u": "/3"}]}'))
    assert refreshed(store, feed, 2) == ("new", 1, 0, None)
    site.on("/search", plain(b'{"hits": []}'))
    status, *_, error = refreshed(store, feed, 4)
    assert (status, error) == ("failed", 'the answer has no "pages" of items = "pages"; it has hits.')


def test_full_texts_are_asked_for_new_entries_alone(site: Server, store: Store) -> None:
    feed = Feed("f", site.on("/feed", plain(rss(1, 2).encode())), full_text=True)
    words = "Words of the page, which are many more than those of the feed. " * 10
    for number in (1, 2, 3):
        site.on(f"/{number}", plain(f"<html><body><p>{words}{number}</p></body></html>".encode()))
    assert refreshed(store, feed) == ("new", 2, 0, None)
    assert all(len(article.text) > 500 for article in reads.unread(store, limit=5))
    site.on("/feed", plain(rss(3, 1, 2).encode()))
    assert refreshed(store, feed, 2) == ("new", 1, 0, None)
    assert sorted(path for path in paths(site) if path[1:].isdigit()) == ["/1", "/2", "/3"]


def test_listings_that_pause_hold_up_no_feed(monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()
    monkeypatch.setattr(polling, "Visits", partial(Visits, sleep=lambda seconds: go_on.wait(10)))

    def get(request: Request) -> Response:
        return Response(404 if "robots" in request.url else 200, {}, rss(1).encode(), request.url)

    listings = [Feed(f"l{n}", f"http://l{n}.example/", kind="listing", link_pattern="x") for n in range(4)]
    polls = poll_all([*listings, Feed("f", "http://f.example/")], {}, get=get, now=NOW, workers=4)
    assert [polled.poll.feed for polled in next(polls)] == ["f"]
    go_on.set()
    assert {polled.poll.status for some in polls for polled in some} == {"failed"}


def test_validators_are_kept_only_where_nothing_waits(site: Server) -> None:
    def polled(**answers: Response | Failed) -> Polled:
        def get(request: Request) -> Response | Failed:
            return answers.get(request.url.rpartition("/")[2]) or fetch(request)

        return poll(ministry(site), FeedState("m"), get=get, now=NOW)

    assert polled().state.validators.etag == '"1"'
    failing = polled(**{"t20210720_1.html": Failed("x", "no answer.")})
    assert failing.state.validators == Validators()
    assert failing.poll.status == "unchanged"
    assert failing.state.last_good == NOW
