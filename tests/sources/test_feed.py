"""Bytes of feeds -> entries: recorded feeds beside what they must become, and the faults that feeds have."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from briefing.articles import article_from
from briefing.model import Feed
from briefing.sources.feed import parse_feed
from briefing.sources.outcomes import Failed, Parsed

DATA = Path(__file__).parents[1] / "data" / "feeds"
SEEN = datetime(2031, 5, 6, 8, 0, tzinfo=UTC)
FEED = Feed(id="f", url="https://tides.example/feed.xml")
FEEDS = {
    "ministry.rss.xml": Feed(
        "tides", "https://tides.example/f", skip_title="^Guidance:", speaks_for="RT", role="official"
    ),
    "alerts.atom.xml": Feed("centre", "https://centre.example/f", name="Cyber centre", role="cert"),
    "bulletin.rdf.xml": Feed("bulletin", "https://bulletin.example/f", lang="ja"),
    "desk.feed.json": Feed("desk", "https://desk.example/f"),
    "query.gnews.xml": Feed("query", "https://news.example/f", kind="gnews"),
}
ITEM = (
    "<item><title>Number {0}</title><link>/{0}</link><guid>g{0}</guid>"
    "<description>Words of number {0}.</description></item>"
)


def parsed(body: bytes | str, feed: Feed = FEED, content_type: str | None = None) -> Parsed:
    found = parse_feed(body.encode() if isinstance(body, str) else body, content_type=content_type, feed=feed)
    assert isinstance(found, Parsed), found
    return found


def failure(body: bytes | str) -> str:
    found = parse_feed(body.encode() if isinstance(body, str) else body, content_type=None, feed=FEED)
    assert isinstance(found, Failed), found
    assert found.reason.isprintable()
    return found.reason


def rss(*numbers: object, head: str = '<?xml version="1.0" encoding="utf-8"?>') -> str:
    items = "".join(ITEM.format(number) for number in numbers)
    return f'{head}<rss version="2.0"><channel><title>Feed</title>{items}</channel></rss>'


def titles(found: Parsed) -> list[str]:
    return [item.title for item in found.items]


def becomes(name: str) -> dict[str, Any]:
    """What the articles of a recorded feed are, in the shape of the expectations."""
    found = parsed((DATA / name).read_bytes(), FEEDS[name])
    fields = ("title", "text", "source", "url", "feed", "published", "lang", "speaks_for", "role")
    articles = [article_from(item, seen=SEEN) for item in found.items]
    return {
        "damaged": found.damaged,
        "articles": [{field: getattr(article, field) for field in fields} for article in articles],
    }


@pytest.mark.parametrize("name", FEEDS)
def test_a_recorded_feed_becomes_its_articles(name: str) -> None:
    assert becomes(name) == json.loads((DATA / f"{name}.expected").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (rss("é").encode(), None),
        (rss("é").encode(), "text/xml; charset=iso-8859-1"),
        (rss("é", head='<?xml version="1.0" encoding="iso-8859-1"?>').encode(), None),
        (rss("é", head='<?xml version="1.0" encoding="iso-8859-1"?>').encode("latin-1"), "text/xml; charset=utf-8"),
        (rss("é").encode("latin-1"), None),
        (rss("é", head='<?xml version="1.0" encoding="x-nobody-knows"?>').encode(), None),
        (b"\xef\xbb\xbf" + rss("é").encode(), None),
        (rss("é", head='<?xml version="1.0" encoding="utf-16"?>').encode("utf-16"), None),
        (rss("é", head="").encode("utf-16"), "application/rss+xml"),
        (("\n  " + rss("é")).encode(), None),
    ],
)
def test_charsets_said_or_not_or_falsely(body: bytes, content_type: str | None) -> None:
    assert titles(parsed(body, content_type=content_type)) == ["Number é"]


@pytest.mark.parametrize("fault", ["\0", "\x1b[31m", "&#27;[31m", "<![CDATA[\x1b]]>", " & ", "\x9b"])
def test_a_character_that_xml_forbids_loses_no_entry(fault: str) -> None:
    found = parsed(rss(1, 2).replace("Number 1", f"Number 1{fault}"))
    assert len(found.items) == 2
    assert not found.partial
    article = article_from(found.items[0], seen=SEEN)
    assert article.title.startswith("Number 1")
    assert article.title.isprintable()


def test_a_truncated_feed_keeps_its_whole_entries() -> None:
    whole = rss(1, 2, 3)
    for end in ("Number 3", "</guid>"):
        found = parsed(whole[: whole.rindex(end) + 4])
        assert titles(found) == ["Number 1", "Number 2"]
        assert found.damaged == "the feed is damaged at line 1; whole entries kept: 2."
        assert found.partial
    atom = "<feed xmlns='http://www.w3.org/2005/Atom'>" + "<entry><id>{0}</id><title>{0}</title></entry>" * 2
    assert titles(parsed(atom.format(1)[:-12])) == ["1"]


def test_entities_are_not_expanded_and_nothing_outside_is_read() -> None:
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    found = parsed(rss(1, 2, head=f'<!DOCTYPE rss [<!ENTITY a0 "ha">{bomb}]>').replace("Number 1", "Number 1 &a9;"))
    assert len(found.items) == 2
    assert len(found.items[0].title) < 200
    outside = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{Path(__file__).as_uri()}">]>'
    found = parsed(rss(1, head=outside).replace("Words", "&x;"))
    assert "hostile" not in (found.items[0].text or "")


def test_a_body_that_names_a_file_is_not_that_file(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(rss(1))
    assert "no feed" in failure(str(path))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", "empty"),
        (" \n", "empty"),
        ("Service unavailable", "no feed"),
        ('{"error": "no"}', "JSON and no feed"),
        ('{"items": [', "broken JSON"),
        ('{"a":' + "[" * 200_000, "broken JSON"),
        ("<!DOCTYPE html><title>Sign\x1b in</title>", "a web page"),
        (
            '<html><head><link type="application/rss+xml" href="/feed" rel="alternate"></head></html>',
            "it offers the feed https://tides.example/feed.",
        ),
    ],
)
def test_what_is_no_feed_is_named(body: str, words: str) -> None:
    assert words in failure(body)


def test_each_entry_once_and_one_id_for_two_entries_keeps_both() -> None:
    assert len(parsed(rss(*[1] * 20)).items) == 1
    found = parsed(rss(1, 2).replace("g2", "g1"))
    assert titles(found) == ["Number 1", "Number 2"]
    assert len({article_from(item, seen=SEEN).id for item in found.items}) == 2


def test_entries_with_nothing_to_tell_them_by() -> None:
    body = "<rss><channel>{}</channel></rss>".format("<item><description>{}</description></item>" * 2 + "<item/>")
    articles = [article_from(item, seen=SEEN) for item in parsed(body.format("one", "two")).items]
    assert [article.text for article in articles] == ["one", "two", ""]
    assert len({article.id for article in articles}) == 3


def test_deep_and_huge_feeds_end() -> None:
    deep = rss(1, 2).replace("Words", "<div>" * 20_000 + "Words")
    assert len(parsed(deep).items) == 2
    assert failure("<a>" * 20_000)
    assert len(parsed(rss(1).replace("Number 1", "x" * 3_000_000)).items) == 1


def test_a_feed_without_entries_is_still_a_feed() -> None:
    assert parsed(rss()) == Parsed(())
