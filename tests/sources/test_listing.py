"""Pages of links, and the pages behind them: recorded samples beside what they must become, and what goes wrong."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from briefing.articles import article_from
from briefing.model import Feed, RawItem
from briefing.sources.listing import Link, iso_date, item_of, links_in, page_of
from briefing.sources.matter import matter_of
from briefing.sources.outcomes import Failed

DATA = Path(__file__).parents[1] / "data" / "pages"
SEEN = datetime(2021, 7, 22, 8, 0, tzinfo=UTC)
LISTING = Feed(
    "ministry",
    "https://ministry.example/eng/lxjzh/",
    name="Ministry",
    kind="listing",
    link_pattern=r"/lxjzh/\d{6}/t(?P<date>\d{8})_\d+\.html$",
    speaks_for="CN",
    role="official",
)


def recorded(name: str) -> str:
    return (DATA / name).read_text(encoding="utf-8")


def page_item(page: str, link: Link | None = None, feed: Feed = LISTING) -> RawItem:
    item = item_of(page, link or Link("https://ministry.example/eng/t20210720_1.html", "2021-07-20"), feed)
    assert isinstance(item, RawItem), item
    return item


def failure(page: str, feed: Feed = LISTING) -> str:
    found = links_in(page, feed, feed.url)
    assert isinstance(found, Failed), found
    assert found.reason.isprintable()
    return found.reason


def listing_becomes() -> list[dict[str, Any]]:
    links = links_in(recorded("listing-en.html"), LISTING, LISTING.url)
    assert not isinstance(links, Failed), links
    return [asdict(link) for link in links]


def test_a_recorded_listing_becomes_its_links() -> None:
    assert listing_becomes() == json.loads(recorded("listing-en.html.expected"))


def test_a_page_becomes_its_article() -> None:
    article = article_from(page_item(recorded("remarks-en.html")), seen=SEEN)
    assert article.title.startswith("Foreign Ministry Spokesperson Wen Haolan’s Remarks on Northmark’s")
    assert (article.published, article.speaks_for, article.source) == ("2021-07-20", "CN", "Ministry")
    assert [line[:12] for line in article.text.split("\n\n")] == ["Q: On July 1", "A: The accus", "China is a m"]


def test_the_date_of_the_address_goes_before_that_of_the_page_and_a_title_without_the_sites_name() -> None:
    page = recorded("remarks-en.html")
    bare = page_item(page, Link("https://ministry.example/a.html"))
    assert bare.published == "2021-07-19"  # its time is that of an unknown zone
    zoned = page.replace("2021-07-19 22:05", "2021-07-19T22:05:00+08:00")
    assert page_item(zoned, Link("https://ministry.example/a.html")).published == "2021-07-19T22:05:00+08:00"
    assert bare.title.endswith("_Ministry of Foreign Affairs of the People's Republic of China")
    words = "Foreign Ministry Spokesperson Wen Haolan’s Remarks on Northmark’s Accusation of Cyber Attacks"
    assert page_item(page, Link("https://ministry.example/a.html", title=words)).title == words
    assert page_item(page, Link("https://ministry.example/a.html", title=f"{words[:30]}…")).title == bare.title
    assert page_item("<p>Words.</p>", Link("https://a.example/", title="Of the link…")).title == "Of the link…"


@pytest.mark.parametrize(
    ("given", "date"),
    [
        ("2021-07-20", "2021-07-20"),
        ("2021/7/5", "2021-07-05"),
        ("20210720", "2021-07-20"),
        ("210720", "2021-07-20"),
        ("202107", None),
        ("20211301", None),
        ("²²²²²²", None),
        ("", None),
        (None, None),
    ],
)
def test_dates_of_addresses(given: str | None, date: str | None) -> None:
    assert iso_date(given) == date


def test_base_and_odd_links() -> None:
    page = """<base href="/other/"><a href="//a.example/1">one</a><a href="2">two</a><a href="#2">top</a>
    <a href="ftp://a.example/2">no</a><a href="file:///etc/passwd2">no</a><a href="javascript:2">no</a>
    <a href="http://[2">no</a><a href="http:///2">no</a><a href="\n3 4\t2 ">odd</a><a>none</a>"""
    found = links_in(page, replace(LISTING, link_pattern="[12]$"), "https://m.example/list/")
    assert not isinstance(found, Failed)
    assert [link.address for link in found] == [
        "https://a.example/1",
        "https://m.example/other/2",
        "https://m.example/other/3 42",
    ]


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<p>Nothing here.</p>", "the page holds no links."),
        ("<a href='/x'>x</a>", "the only link of the page does not match link_pattern."),
        (recorded("listing-en.html").replace("lxjzh", "gone").replace("_91", "-91"), "none of 7 links matches"),
        (f"<p {'a=1 ' * 10_000}>", "no web page"),
    ],
)
def test_a_listing_without_a_link_that_matches_says_so(page: str, words: str) -> None:
    assert words in failure(page)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"%PDF-1.7 ...", "binary"),
        (b'{"pages": []}', "no web page"),
        (b"Service unavailable", "no web page"),
        (b'<?xml version="1.0"?><rss><channel/></rss>', 'its kind is "feed"'),
    ],
)
def test_what_is_no_page_is_named(body: bytes, words: str) -> None:
    found = page_of(body, "text/html", "f")
    assert isinstance(found, Failed)
    assert words in found.reason


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("<p>北京</p>".encode("gb18030"), "text/html; charset=gb18030"),
        ("<meta charset=gbk><p>北京</p>".encode("gbk"), "text/html"),
        ("<p>北京</p>".encode(), "text/html; charset=iso-8859-1"),
    ],
)
def test_the_charset_of_a_page(body: bytes, content_type: str) -> None:
    page = page_of(body, content_type, "f")
    assert isinstance(page, str)
    assert "<p>北京</p>" in page


def test_a_page_without_text_is_said() -> None:
    for page in ("<html><script>x</script></html>", "<body><nav>Words in a menu alone.</nav></body>"):
        assert item_of(page, Link("https://a.example/"), LISTING) == Failed(
            "https://a.example/", "the page holds no text."
        )


def test_a_page_at_which_the_search_for_its_text_fails_is_kept_as_html(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> str:
        raise RuntimeError("not made for this")

    monkeypatch.setattr("trafilatura.extract", broken)
    page = recorded("remarks-en.html")
    item = page_item(page)
    assert (item.text, item.html) == (None, page)
    assert "not made for this" in caplog.text


TURNS = ["AFP: Yes?", "Wen Haolan: No comment.", "AFP: Yes?", "Wen Haolan: No comment.", "Reuters: “So”, 'it' \"is\"?"]
LONG = "A paragraph of a page has to be long enough, with some commas, to be taken for its matter by anybody. " * 3


def test_short_and_repeated_paragraphs_of_a_page_stay_in_their_order() -> None:
    matter = "".join(f"<p>{turn}</p>" for turn in [LONG, *TURNS])
    page = (
        "<body><div><ul><li><a href='/'>Home</a></li><li><a href='/b'>About us</a></li></ul></div>"
        f"<div class='content'>{matter}First<br>second<br/>third<table><tr><td>a</td><td>b</td></tr></table>"
        "<ul><li><a href='/r1'>Related: one</a></li><li><a href='/r2'>Related: two</a></li></ul></div>"
        "<div class='footer'><p>Address of the ministry</p></div></body>"
    )
    assert (matter_of(page) or "").split("\n\n") == [LONG.strip(), *TURNS, "First\nsecond\nthird", "a b"]


def test_a_page_is_read_alike_twice_and_whatever_was_read_before() -> None:
    pages = [recorded(name) for name in ("conference-en.html", "conference-zh.html", "remarks-en.html")]
    once = [matter_of(page) for page in pages]
    assert [matter_of(page) for page in reversed(pages * 3)][::-1] == once * 3


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 50_000 + "text",
        "<a href='/x'>" * 20_000,
        "<table><tr><td>x" * 3_000,
        f"<p {'a=1 ' * 100_000}>text</p>",
        "<p>a\0b\x1b[31m\ufffe</p>",
        "<!--" * 20_000,
        "<table><tr><td>x</td></tr></table>" * 10_000,
        "<section><p>Words here, many of them.</p></section>" * 10_001,
        "",
        "\0",
    ],
    ids=["deep", "links", "cells", "attributes", "controls", "comments", "tables", "sections", "empty", "nul"],
)
def test_hostile_pages_end(page: str) -> None:
    item = item_of(page, Link("https://a.example/"), LISTING)
    if isinstance(item, RawItem):
        assert article_from(item, seen=SEEN).text is not None


def test_a_pattern_is_not_tried_on_an_endless_address() -> None:
    long = "/lxjzh/" + "a" * 600 + "/202107/t20210720_1.html"
    page = f'<a href="{long}">long</a><a href="/lxjzh/202107/t20210720_2.html">short</a>'
    found = links_in(page, replace(LISTING, link_pattern="/lxjzh/.*/.*html$"), LISTING.url)
    assert not isinstance(found, Failed)
    assert [link.title for link in found] == ["short"]
