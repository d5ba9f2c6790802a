"""One article is stored once, whatever the feed does; each poll goes through the feed's parser and the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from html import escape

import pytest

from briefing import pipeline
from briefing.model import Feed, RawItem
from briefing.sources.feed import parse_feed
from briefing.sources.outcomes import Parsed
from briefing.store import Store, reads
from tests.conftest import NOW

FEED = Feed("wire", "https://wire.example/feed", name="Sample Wire")
PORT = "The port of Strelsau said on Monday that intruders had read its mail for weeks and that nobody had known of it."
CUP = "Hentzau won the cup two to one after a late goal by its captain, before more people than ever at the stadium."
LINK = "https://wire.example/1"
Entry = tuple[str | None, str, str | None, str]  # guid, title, link, text


def poll(store: Store, *entries: Entry, feed: Feed = FEED, later: timedelta = timedelta()) -> tuple[int, int]:
    """What one poll of a feed with these entries stores: (new, updated)."""
    told = "".join(
        f"<item>{f'<guid>{escape(g)}</guid>' if g else ''}<title>{t}</title>{f'<link>{escape(u)}</link>' if u else ''}"
        f"<description>{escape(text)}</description></item>"
        for g, t, u, text in entries
    )
    body = f'<rss version="2.0"><channel><title>x</title>{told}</channel></rss>'.encode()
    parsed = parse_feed(body, content_type="application/rss+xml", feed=feed)
    assert isinstance(parsed, Parsed)
    kept = pipeline.keep(store, parsed.items, now=NOW + later)
    return len(kept.new), kept.updated


@pytest.mark.parametrize(
    "again",
    [
        (None, "Port read", f"{LINK}?utm_source=mail", PORT),
        (None, "Port read", "http://www.wire.example/1/", PORT),
        (None, "Port read", "https://m.wire.example/1/amp", PORT),
    ],
)
def test_without_a_guid_the_page_counts_in_any_form(store: Store, again: Entry) -> None:
    poll(store, (None, "Port read", LINK, PORT))
    assert poll(store, again) == (0, 0)


@pytest.mark.parametrize("link", [LINK, f"{LINK}?fbclid=7", "http://wire.example/1"])
def test_a_guid_that_changes_at_every_poll_makes_no_new_article(store: Store, link: str) -> None:
    assert [poll(store, (f"g{n}", "Port read", link, PORT)) for n in range(3)] == [(1, 0), (0, 0), (0, 0)]


def test_entries_of_one_page_with_other_words_are_other_articles(store: Store) -> None:
    both: Sequence[Entry] = (("a", "Port read", LINK, PORT), ("b", "Cup won", LINK, CUP))
    assert poll(store, *both) == (2, 0)
    assert poll(store, *both) == (0, 0)


def test_a_page_that_moves_stays_one_and_keeps_its_newest_address(store: Store) -> None:
    poll(store, ("g", "Port read", LINK, PORT))
    assert poll(store, ("g", "Port read", "https://wire.example/port-read", PORT)) == (0, 0)
    [held] = reads.article_ids(store)
    article = reads.article(store, held)
    assert article is not None
    assert article.url == "https://wire.example/port-read"


@pytest.mark.parametrize("links", [(LINK, "https://wire.example/2"), (None, None)])
def test_a_reused_guid_overwrites_nothing(store: Store, links: tuple[str | None, str | None]) -> None:
    poll(store, ("1", "Port read", links[0], PORT))
    for _ in range(2):
        poll(store, ("1", "Cup won", links[1], CUP))
    assert reads.counts(store)["articles"] == 2
    assert not store.db.execute("SELECT 1 FROM revisions").fetchall()


def test_an_edit_is_a_revision_of_the_same_article(store: Store) -> None:
    poll(store, ("g", "Port read", LINK, PORT))
    assert poll(store, ("g", "Port read, it says", LINK, f"{PORT} It has called the police.")) == (0, 1)
    assert reads.counts(store)["articles"] == 1


def test_what_changes_around_the_words_is_no_edit(store: Store) -> None:
    poll(
        store, ("g", "Port read", LINK, f"{PORT}<br><br>You May Also Like<br>Cup won in Hentzau<br>Mast falls in Zenda")
    )
    assert poll(
        store,
        ("g", "Port read", LINK, f"{PORT}<br><br>You May Also Like<br>Rain in Tolna<br>Snow in Marvik"),
    ) == (
        0,
        0,
    )
    assert poll(store, ("g", "Port read", LINK, PORT.replace(" ", "  "))) == (0, 0)


def test_a_text_that_the_feed_cuts_keeps_its_length(store: Store) -> None:
    poll(store, ("g", "Port read", LINK, f"{PORT} {CUP}"))
    assert poll(store, ("g", "Port read", LINK, f"{PORT[:60]}…")) == (0, 0)


def test_two_cached_versions_by_turns_are_one_edit_and_a_late_return_is_another(store: Store) -> None:
    old, new = ("g", "Port read", LINK, PORT), ("g", "Port read", LINK, f"{PORT} It has called the police.")
    assert [poll(store, e) for e in (old, new, old, new, old)] == [(1, 0), (0, 1), (0, 0), (0, 0), (0, 0)]
    assert poll(store, old, later=timedelta(days=3)) == (0, 1)


def test_each_feed_keeps_its_own_and_a_new_name_makes_no_new_articles(store: Store) -> None:
    entry = ("g", "Port read", LINK, PORT)
    poll(store, entry)
    assert poll(store, entry, feed=replace(FEED, id="other", name="Other Wire")) == (1, 0)
    assert poll(store, entry, feed=replace(FEED, name="Sample Wire and Post")) == (0, 0)


def test_a_feed_that_now_speaks_for_a_government_is_read_again(store: Store) -> None:
    poll(store, ("g", "Port read", LINK, PORT))
    store.db.execute("UPDATE articles SET rules = 'read'")
    assert poll(store, ("g", "Port read", LINK, PORT), feed=replace(FEED, role="official", speaks_for="NZ")) == (0, 1)
    [article] = reads.unread(store)
    assert (article.role, article.speaks_for) == ("official", "NZ")


def test_a_date_that_comes_later_is_taken_over_and_an_import_without_an_office_takes_none_away(store: Store) -> None:
    line = RawItem("Sample Wire", "Port read", PORT, id="a", role="official", speaks_for="NZ")
    pipeline.keep(store, [line], now=NOW)
    pipeline.keep(store, [replace(line, published="2031-05-05", role="press", speaks_for=None)], now=NOW)
    article = reads.article(store, "a")
    assert article is not None
    assert (article.published, article.role, article.speaks_for) == ("2031-05-05", "official", "NZ")
