"""JSON lists of any shape: the recorded sample, and what does not fit."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Feed
from briefing.sources.mapped import parse_mapped
from briefing.sources.outcomes import Failed, Parsed

DATA = Path(__file__).parents[1] / "data" / "pages"
FEED = Feed(
    "alliance",
    "https://alliance.example/content/search.json?page=1",
    name="Alliance",
    kind="json",
    items="pages",
    fields={"title": "title", "url": "link", "published": "startDate", "lang": "languages", "id": "id"},
    speaks_for="NATO",
    role="official",
)
BARE = replace(FEED, items=None, fields={"title": "t", "url": "u"})


def becomes() -> dict[str, Any]:
    found = parse_mapped((DATA / "transcripts.json").read_bytes(), FEED)
    assert isinstance(found, Parsed), found
    fields = ("title", "url", "guid", "published", "lang", "text", "source", "feed", "speaks_for", "role")
    return {
        "damaged": found.damaged,
        "entries": found.entries,
        "items": [{field: getattr(item, field) for field in fields} for item in found.items],
    }


def test_no_title_is_so_long_that_a_pattern_never_ends() -> None:
    body = json.dumps([{"t": "Of " * 20_000, "u": "/1"}]).encode()
    found = parse_mapped(body, replace(BARE, skip_title=".* .*never"))
    assert isinstance(found, Parsed)
    assert len(found.items) == 1


def only(entry: object, **fields: str) -> Any:
    found = parse_mapped(json.dumps([entry]).encode(), replace(BARE, fields={**BARE.fields, **fields}))
    assert isinstance(found, Parsed), found
    return found.items[0]


def test_a_recorded_list_becomes_its_items() -> None:
    assert becomes() == json.loads((DATA / "transcripts.json.expected").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("given", "published"),
    [
        (1626422400, "2021-07-16T08:00:00+00:00"),
        (1626422400.5, "2021-07-16T08:00:00+00:00"),
        ("1626422400", "2021-07-16T08:00:00+00:00"),
        (1626422400000, "2021-07-16T08:00:00+00:00"),
        (1626422400000000, "2021-07-16T08:00:00+00:00"),
        ("16 July 2021", "16 July 2021"),
        ("20210716", "20210716"),
        (["2021-07-16", "x"], "2021-07-16"),
        ("", None),
        (None, None),
        (True, None),
    ],
)
def test_dates_in_the_ways_that_lists_give_them(given: object, published: str | None) -> None:
    assert only({"t": "a", "u": "/a", "d": given}, published="d").published == published


def test_values_inside_objects_and_lists() -> None:
    entry = {"t": "a", "u": "/a", "attributes": [{"body": {"value": "<p>Words.</p>"}}, {}]}
    item = only(entry, html="attributes.body.value")
    assert (item.html, item.text, item.url) == ("<p>Words.</p>", None, "https://alliance.example/a")
    assert only(entry, text="attributes.none.value").text == ""


def test_skip_title_leaves_entries_out_and_does_not_call_them_wrong() -> None:
    body = json.dumps([{"t": "Agenda", "u": "/1"}, {"t": "Speech", "u": "/2"}]).encode()
    found = parse_mapped(body, replace(BARE, skip_title="^Agenda"))
    assert isinstance(found, Parsed)
    assert ([item.title for item in found.items], found.damaged, found.entries) == (["Speech"], None, 2)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "empty"),
        (b"\x89PNG", "binary"),
        (b"<!doctype html><title>Sign in</title>", "a web page and no JSON"),
        (b'{"pages": [', "broken JSON"),
        (b"[" * 100_000, "broken JSON"),
        (b'{"results": [], "total": 0}', 'no "pages" of items = "pages"; there are results, total'),
        (b"[]", 'no "pages"'),
        (b'{"pages": {}}', 'items = "pages" leads to no list'),
        (b'{"pages": [{}, 1]}', 'none of the 2 items fits: item 1: "title" (title) is missing or empty.'),
        (b'{"pages": [{"title": "a", "link": "ftp://a/"}]}', '"link" (url) is no address.'),
        (b'{"pages": [{"title": "a", "link": "http://["}]}', '"link" (url) is no address.'),
    ],
)
def test_what_does_not_fit_is_named(body: bytes, words: str) -> None:
    found = parse_mapped(body, FEED)
    assert isinstance(found, Failed)
    assert words in found.reason
    assert found.fault == "unparsable"


def test_known_entries_are_left_out_until_what_is_read_of_them_changes() -> None:
    def asked(title: str, views: int, known: tuple[str, ...] = ()) -> Parsed:
        entry = {"t": title, "u": "/1", "views": views}
        found = parse_mapped(json.dumps([entry, {"t": "b", "u": "/2"}]).encode(), BARE, known)
        assert isinstance(found, Parsed)
        return found

    first = asked("a", 1)
    assert (len(first.items), len(first.marks or ())) == (2, 2)
    assert asked("a", 2, first.marks or ()).items == ()
    edited = asked("A", 2, first.marks or ())
    assert [item.title for item in edited.items] == ["A"]
    assert edited.items[0].mark in (edited.marks or ())


def test_an_empty_list_is_no_fault_and_an_answer_that_is_no_list_names_the_key() -> None:
    assert parse_mapped(b'{"pages": []}', FEED) == Parsed((), marks=())
    found = parse_mapped(b"{}", BARE)
    assert isinstance(found, Failed)
    assert "no list" in found.reason


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["t", "u", "d", "x"]), inner, max_size=4)
    ),
    max_leaves=15,
)


@given(st.lists(JSON, max_size=4))
def test_any_list_is_read_or_named(value: list[Any]) -> None:
    feed = replace(BARE, fields={"title": "t", "url": "u", "published": "d", "text": "x.d"})
    found = parse_mapped(json.dumps(value).encode(), feed)
    assert isinstance(found, Failed) or len(found.items) <= len(value)
