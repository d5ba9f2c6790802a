"""Entries that were read before are known by their bytes, and nothing is lost by it."""

from __future__ import annotations

import pytest

from briefing.model import Feed
from briefing.sources.chunks import around, chunks_of
from briefing.sources.feed import parse_feed, read_document
from briefing.sources.outcomes import Document, Parsed
from tests.sources.test_feed import DATA, FEEDS, rss

FEED = Feed("f", "http://feeds.example/f")
XML = "application/xml"


class Reader:
    """Reads here and remembers how many entries it was given at a time."""

    def __init__(self) -> None:
        self.given: list[int] = []

    def __call__(self, body: bytes, content_type: str | None, feed: Feed, _: float) -> Document:
        document = read_document(body, content_type, feed)
        self.given.append(len(document.items))
        return document


def polled(body: str | bytes, before: Parsed | None = None, content_type: str = XML) -> tuple[Parsed, list[int]]:
    """What a feed gives beside what was read of it before, and how many entries were read for it at a time."""
    known = dict.fromkeys(before.marks or (), "") if before else {}
    if before:
        known |= {i.mark: i.name for i in before.items if i.mark and i.name}
    reader = Reader()
    data = body.encode() if isinstance(body, str) else body
    found = parse_feed(
        data, content_type=content_type, feed=FEED, read=reader, known=known, head=before.head if before else None
    )
    assert isinstance(found, Parsed)
    return found, reader.given


def titles(parsed: Parsed) -> list[str]:
    return [item.title for item in parsed.items]


def test_only_what_is_new_is_read() -> None:
    first, given = polled(rss(1, 2, 3))
    assert (titles(first), given) == (["Number 1", "Number 2", "Number 3"], [3])
    again, given = polled(rss(4, 1, 2, 3), first)
    assert (titles(again), given, again.entries) == (["Number 4"], [1], 4)
    same, given = polled(rss(1, 2, 3), first)
    assert (same.items, given, same.entries) == ((), [], 3)


def test_an_entry_that_was_edited_is_new_and_the_others_are_not() -> None:
    first, _ = polled(rss(1, 2, 3))
    edited, given = polled(rss(1, 2, 3).replace("Number 2", "Number two"), first)
    assert (titles(edited), given) == (["Number two"], [1])


def with_head(head: str) -> str:
    return rss(1, 2).replace("<channel>", f"<channel>{head}", 1)


def test_dates_of_the_feed_itself_change_nothing() -> None:
    first, _ = polled(with_head("<lastBuildDate>Mon, 05 May 2031 08:00:00 GMT</lastBuildDate>"))
    again, given = polled(with_head("<lastBuildDate>Tue, 06 May 2031 08:00:00 GMT</lastBuildDate>"), first)
    assert (again.items, given) == ((), [])


@pytest.mark.parametrize("head", ["<language>fr</language>", '<x:base xmlns:x="urn:x"/>', "<title>Other</title>"])
def test_another_head_is_another_feed(head: str) -> None:
    first, _ = polled(rss(1, 2))
    again, given = polled(with_head(head), first)
    assert (len(again.items), given) == (2, [2])


def test_another_charset_of_the_transport_is_another_feed() -> None:
    first, _ = polled(rss(1, 2))
    assert polled(rss(1, 2), first, content_type="application/xml; charset=iso-8859-1")[1] == [2]


@pytest.mark.parametrize(
    "text",
    [
        "<![CDATA[how an <item>entry</item> is written]]>",
        "<![CDATA[</item> <item>]]>",
        "<!-- </item> <item> -->",
        "<item>an entry in an entry</item>",
    ],
)
def test_markup_in_the_words_of_an_entry_is_no_entry(text: str) -> None:
    """Nothing may depend on whether an entry was known: the feed reads as it would as a whole."""
    body = rss(1, 2, 3).replace("Number 2", f"Number 2 {text}")
    alone = read_document(body.encode(), XML, FEED)
    first, _ = polled(body)
    assert titles(first) == [item.title for item in alone.items]
    assert first.marks is None
    assert titles(polled(body.replace("Number 3", "Number three"), first)[0])[-1] == "Number three"


def test_an_entry_under_the_id_of_a_known_one_is_looked_at_beside_it() -> None:
    first, _ = polled(rss(1, 2))
    twin = rss(1, 2, 3).replace("<guid>g3</guid>", "<guid>g1</guid>")
    found, _ = polled(twin, first)
    assert "Number 3" in titles(found)
    assert len({item.guid for item in found.items}) == len(found.items) == 3


def test_a_damaged_feed_is_never_known_by_its_bytes() -> None:
    found, _ = polled(rss(1, 2).replace("Number 2", "Number & 2"))
    assert (found.marks, found.damaged is not None) == (None, True)


def test_a_feed_longer_than_one_part_is_read_in_parts_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, _ = polled(rss(*range(1, 40)))
    monkeypatch.setattr("briefing.sources.feed.AT_ONCE", 500)
    parts, given = polled(rss(*range(1, 40)))
    assert parts == whole
    assert (len(given) > 5, sum(given)) == (True, 39)


def test_what_could_not_be_read_in_time_is_read_next_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.sources.feed.AT_ONCE", 1_000)
    body = rss(*range(1, 40)).encode()
    first = parse_feed(body, content_type=XML, feed=FEED, read=Reader(), seconds=-1)
    assert isinstance(first, Parsed)
    assert first.partial
    assert 0 < len(first.items) < 39
    second, _ = polled(body, first)
    assert len(first.items) + len(second.items) == 39
    assert (first.damaged, first.note) == (None, f"entries that are left to the next poll: {len(second.items)}.")


def test_of_very_many_entries_some_are_left_to_the_next_poll(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.sources.feed.AT_ONCE", 1_000)
    monkeypatch.setattr("briefing.sources.feed.MOST", 10)
    body, read, before = rss(*range(1, 40)), [], None
    for _ in range(3):
        before, given = polled(body, before)
        read.append(len(before.items))
        assert before.partial == (sum(read) < 39)
        assert sum(given) == read[-1] < 39
        if not before.partial:
            break
    assert sum(read) == 39


@pytest.mark.parametrize("name", FEEDS)
def test_a_recorded_feed_reads_entry_by_entry_as_it_does_as_a_whole(name: str) -> None:
    body = (DATA / name).read_bytes()
    chunks = chunks_of(body)
    if chunks is None:  # JSON
        assert not name.endswith(".xml")
        return
    whole = read_document(body, None, FEED).items
    alone = [read_document(chunks.with_only([entry]), None, FEED).items for entry in chunks.entries]
    assert [item for items in alone for item in items] == list(whole)


def test_what_changes_with_each_entry_does_not_count_around_them() -> None:
    def of(head: str) -> bytes:
        chunks = chunks_of(f"<rss><channel><title>T</title>{head}<item></item></channel></rss>".encode())
        assert chunks is not None
        return around(chunks)

    bare = of("")
    for same in (
        "<lastBuildDate>1</lastBuildDate>",
        "<dc:date>1</dc:date ><updated/>",
        '<a:updated x="1">2\n</a:updated>',
        "<items><rdf:Seq><rdf:li resource='1'/></rdf:Seq></items>",
    ):
        assert of(same) == bare, same
    for other in ("<date>1", "<date>1</dc:date>", "<dates>1</dates>", "</date>"):
        assert of(other) != bare, other
    assert of("<date/><language>en</language><date>1</date>") == of("<language>en</language>")


@pytest.mark.parametrize("tag", [b"<date>", b"<date", b"<date ", b"<date></x>", b"</date>", b"<items/>"])
def test_what_stands_around_the_entries_is_found_in_linear_time(tag: bytes) -> None:
    chunks = chunks_of(b"<rss><channel>" + tag * 300_000 + b"<item></item></channel></rss>")
    assert chunks is not None
    assert around(chunks)  # in quadratic time this would take half an hour
