"""One article is stored once, whatever the feed does; each poll goes through the feed's parser and the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from html import escape
from pathlib import Path

import pytest

from briefing import intake
from briefing.model import Feed, RawItem
from briefing.sources.feed import parse_feed
from briefing.sources.outcomes import Parsed
from briefing.store import Store, open_store, reads
from tests.conftest import NOW

FEED = Feed("wire", "https://wire.example/feed", name="Sample Wire")
PORT = "The port of Strelsau said on Monday that intruders had read its mail for weeks and that nobody had known of it."
CUP = "Hentzau won the cup two to one after a late goal by its captain, before more people than ever at the stadium."
ALERT = "The office has published an alert about a weakness in products of {}. Users are asked to update them now."
LINK = "https://wire.example/1"
Entry = tuple[str | None, str, str | None, str]  # guid, title, link, text


def poll(
    store: Store, *entries: Entry, feed: Feed = FEED, later: timedelta = timedelta(), former: Sequence[str] = ()
) -> tuple[int, int]:
    """What one poll of a feed with these entries stores: (new, updated)."""
    told = "".join(
        f"<item>{f'<guid>{escape(g)}</guid>' if g else ''}<title>{t}</title>{f'<link>{escape(u)}</link>' if u else ''}"
        f"<description>{escape(text)}</description></item>"
        for g, t, u, text in entries
    )
    body = f'<rss version="2.0"><channel><title>x</title>{told}</channel></rss>'.encode()
    parsed = parse_feed(body, content_type="application/rss+xml", feed=feed)
    assert isinstance(parsed, Parsed)
    kept = intake.keep(store, parsed.items, now=NOW + later, former=former)
    return len(kept.new), kept.updated


def articles(store: Store) -> int:
    return reads.counts(store)["articles"]


def revisions(store: Store) -> int:
    return int(store.db.execute("SELECT count(*) FROM revisions").fetchone()[0])


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
    assert not store.db.execute("SELECT 1 FROM unindexed").fetchall(), "its words are those that were indexed"
    assert poll(store, ("h", "Port read", "https://wire.example/port-read?b", PORT)) == (1, 0)
    assert poll(store, ("h2", "Port read", "https://wire.example/port-read/", PORT)) == (0, 0)


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
    intake.keep(store, [line], now=NOW)
    intake.keep(store, [replace(line, published="2031-05-05", role="press", speaks_for=None)], now=NOW)
    article = reads.article(store, "a")
    assert article is not None
    assert (article.published, article.role, article.speaks_for) == ("2031-05-05", "official", "NZ")


@pytest.mark.parametrize("text", [CUP, ALERT.format("Tolna"), ""])
@pytest.mark.parametrize("title", ["Statement by the Spokesperson", "Alert: Zenda routers"])
def test_an_equal_title_does_not_hold_a_reused_guid_to_another_link(store: Store, title: str, text: str) -> None:
    first = "" if not text else ALERT.format("Zenda")
    poll(store, ("latest", title, "https://w.example/1", first))
    later = replace(FEED), timedelta(hours=1)
    for _ in range(2):
        poll(store, ("latest", title, "https://w.example/2", text), feed=later[0], later=later[1])
    assert (articles(store), revisions(store)) == (2 if text else 1, 0)


def test_headlines_alone_with_one_guid_are_told_apart_by_their_date(store: Store) -> None:
    line = RawItem("Wire", "Statement by the Spokesperson", url="https://w.example/1", guid="latest", feed="wire")
    for day, page in ((4, 1), (5, 2), (5, 3)):
        intake.keep(store, [replace(line, url=f"https://w.example/{page}", published=f"2031-05-0{day}")], now=NOW)
    assert articles(store) == 2, "the last moved, the first two are two"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("1", "https://cert.example/1"), ("1", "https://cert.example/2")),  # one guid
        (("a", "https://cert.example/alerts"), ("b", "https://cert.example/alerts")),  # one link
        ((None, "https://cert.example/alerts"), (None, "https://cert.example/alerts")),  # one link and no guid
    ],
)
@pytest.mark.parametrize("at_once", [True, False])
def test_alerts_made_from_one_template_are_articles_each(
    store: Store, first: tuple[str | None, str], second: tuple[str | None, str], at_once: bool
) -> None:
    if first[0] is None and not at_once:
        pytest.skip("a page that changes between two polls is an edit of it")
    one: Entry = (first[0], "Alert: Zenda routers", first[1], ALERT.format("Zenda"))
    two: Entry = (second[0], "Alert: Tolna phones", second[1], ALERT.format("Tolna"))
    for entries in ((one, two), (two, one), (two,)) if at_once else ((one,), (two,), (one,)):
        poll(store, *entries)
    assert (articles(store), revisions(store)) == (2, 0)


def test_a_guid_for_everything_with_other_links_loses_nothing_whatever_the_order(store: Store) -> None:
    entries: list[Entry] = [("x", f"Alert {n}", f"https://w.example/{n}", ALERT.format(f"Zenda {n}")) for n in range(6)]
    for start in range(4):
        poll(store, *reversed(entries[start : start + 3]))
    assert (articles(store), revisions(store)) == (6, 0)


def test_a_link_that_is_another_at_every_poll_makes_one_article_more_at_most(store: Store) -> None:
    for n in range(6):
        title, text = ("Port read", PORT) if n < 2 else ("Harbour mail read", f"{PORT} It called the police.")
        poll(store, ("g", title, f"https://w.example/p?session={n}", text))
    assert articles(store) == 2


def test_the_same_long_text_that_moved_is_the_same_under_another_title(store: Store) -> None:
    text = " ".join(f"The mail of ship {n} was read." for n in range(60))
    poll(store, ("g", "Port read", "https://w.example/port-read", text))
    assert poll(store, ("g", "Harbour mail copied", "https://w.example/harbour", text)) == (0, 1)
    assert (articles(store), revisions(store)) == (1, 1)


def test_a_page_that_moves_and_is_edited_is_an_edit_while_no_name_is_another(store: Store) -> None:
    poll(store, ("g", "Port read", LINK, PORT))
    assert poll(store, ("g", "Port read", "https://w.example/2", f"{PORT} It called the police.")) == (0, 1)
    assert articles(store) == 1


def test_a_page_alone_on_its_link_is_edited_under_a_new_guid(store: Store) -> None:
    poll(store, ("g#0", "Port read", LINK, PORT))
    assert poll(store, ("g#1", "Port read", LINK, f"{PORT} On Tuesday it called the police.")) == (0, 1)
    assert poll(store, ("g#2", "Port read, mail copied", LINK, f"{PORT} On Friday it called the army.")) == (0, 1)
    assert articles(store) == 1


@pytest.mark.parametrize(
    "link",
    [
        "https://wire.example/a%c3%a9?b=2&a=1",
        "https://wire.example//a%C3%A9/?a=1&b=2",
        "http://www.WIRE.example:80/aé?a=1&b=2#top",
        "https://m.wire.example/a%C3%A9?b=2&utm_source=x&a=1",
        "https://amp.wire.example/a%C3%A9/amp?a=1&b=2",
    ],
)
def test_one_page_in_any_form_under_a_new_guid(store: Store, link: str) -> None:
    poll(store, ("g1", "Port read", "https://wire.example/a%C3%A9?a=1&b=2", PORT))
    assert poll(store, ("g2", "Port read", link, PORT)) == (0, 0)


@pytest.mark.parametrize("route", ["#/news/{}", "#!news/{}", "#!/{}"])
@pytest.mark.parametrize("guid", [None, "g"])
def test_a_fragment_that_is_a_route_is_a_page(store: Store, route: str, guid: str | None) -> None:
    one, two = (f"https://w.example/{route.format(n)}" for n in (1, 2))
    poll(store, (guid, "Port read", one, PORT), (guid, "Cup won", two, CUP))
    poll(store, (guid, "Cup won", two, CUP))
    assert (articles(store), revisions(store)) == (2, 0)


def test_without_guid_and_link_the_title_is_the_page(store: Store) -> None:
    poll(store, (None, "Port read", None, PORT))
    assert poll(store, (None, "Port read", None, f"{PORT} It has called the police.")) == (0, 1)
    assert poll(store, (None, "Port read", None, CUP)) == (1, 0)


@pytest.mark.parametrize("tail", ["", "…", " [...]", "… Read more", " […] Continue reading"])
def test_a_text_that_is_cut_however_keeps_its_length(store: Store, tail: str) -> None:
    long = f"{PORT} {CUP} " * 5
    poll(store, ("g", "Port read", LINK, long))
    assert poll(store, ("g", "Port read", LINK, long[:300] + tail)) == (0, 0)


def test_a_sentence_that_goes_at_the_end_is_an_edit(store: Store) -> None:
    poll(store, ("g", "Port read", LINK, f"{PORT} China did it."))
    assert poll(store, ("g", "Port read", LINK, PORT)) == (0, 1)


@pytest.mark.parametrize(
    ("before", "after"), [("Updated 5 minutes ago", "Updated 9 minutes ago"), ("1,204 views", "1.3K views")]
)
def test_stamps_and_counters_are_no_edit(store: Store, before: str, after: str) -> None:
    poll(store, ("g", "Port read", LINK, f"{before}<br><br>{PORT}"))
    assert poll(store, ("g", "Port read", LINK, f"{after}<br><br>{PORT}")) == (0, 0)


def test_two_versions_by_turns_for_days_are_one_edit_a_day(store: Store) -> None:
    a, b = ("g", "Port read", LINK, PORT), ("g", "Port read", LINK, f"{PORT} It has called the police.")
    edits = sum(poll(store, (a, b)[n % 2], later=timedelta(hours=n))[1] for n in range(96))
    assert edits <= 4
    assert revisions(store) == 2


def test_a_feed_that_is_given_another_id_keeps_its_articles(store: Store) -> None:
    poll(store, ("g", "Port read", LINK, PORT))
    renamed = replace(FEED, id="wire-2")
    assert poll(store, ("g", "Port read", LINK, PORT), feed=renamed, former=["wire"]) == (0, 0)
    assert poll(store, ("g", "Port read", LINK, f"{PORT} China did it."), feed=renamed) == (0, 1)
    other = replace(FEED, id="other", name="Other Wire")
    assert poll(store, ("g", "Port read", LINK, PORT), feed=other, former=["wire", "wire-2"]) == (1, 0)


def test_a_feed_whose_language_is_said_now_is_read_again(store: Store) -> None:
    poll(store, ("g", "Port read", LINK, PORT))
    german = replace(FEED, lang="de")
    assert poll(store, ("g", "Port read", LINK, PORT), feed=german) == (0, 1)
    assert poll(store, ("g", "Port read", LINK, f"{PORT[:60]}…"), feed=FEED) == (0, 0)
    assert [a.lang for a in reads.unread(store)] == ["de"]


def test_imports_are_known_by_their_id_alone(store: Store) -> None:
    one, two = RawItem("A", "one", PORT, id="x", url=LINK), RawItem("B", "two", CUP, id="x", url=LINK)
    same = replace(one, id="y")
    assert intake.keep(store, [one, two, same], now=NOW).new == ("x", "B:x", "y")


def test_a_store_of_before_finds_its_articles_by_their_pages(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    official = replace(FEED, role="official", speaks_for="NZ")
    with open_store(path) as store:
        poll(store, ("g1", "Port read", "http://www.wire.example/a/?b=2&a=1", PORT), (None, "Cup won", None, CUP))
        poll(store, ("g2", "Port read", LINK, PORT), feed=official)
        poll(store, ("g2", "Port read", LINK, f"{PORT} China did it."), feed=official)
        store.db.execute("UPDATE articles SET rules = 'read'")
        for step in (
            "DROP INDEX articles_page",
            "ALTER TABLE articles DROP COLUMN page",
            "ALTER TABLE revisions DROP COLUMN concerns",
            "CREATE INDEX articles_url ON articles (url)",
            "DELETE FROM _sqlite_migrations WHERE name = 'm011_pages'",
            "PRAGMA user_version = 10",
        ):
            store.db.execute(step)
    with open_store(path) as store:
        assert [a.text for a in reads.unread(store)] == [f"{PORT} China did it."]
        assert poll(
            store, ("h", "Port read", "https://wire.example/a?a=1&b=2", PORT), ("h2", "Cup won", None, CUP)
        ) == (0, 0)
