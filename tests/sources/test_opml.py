"""OPML: what other readers write comes in, ours goes out and in again without loss, hostile files are a sentence."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from lxml import etree

from briefing import catalogue
from briefing.sources.opml import MOST, Outlines, read_opml, write_opml
from briefing.sources.outcomes import Failed

NOW = datetime(2031, 5, 20, 8, tzinfo=UTC)


def read(text: str | bytes) -> Outlines:
    found = read_opml(text if isinstance(text, bytes) else text.encode(), "list.opml")
    assert isinstance(found, Outlines), found
    return found


def outline(**attributes: str) -> str:
    told = " ".join(f'{key}="{value}"' for key, value in attributes.items())
    return f'<opml version="2.0"><head><title>x</title></head><body><outline {told}/></body></opml>'


def test_folders_of_any_depth_and_either_version() -> None:
    text = """<?xml version="1.0"?><opml version="1.0"><body>
      <outline text="Press"><outline title="One" text="ignored" type="rss" xmlUrl=" https://one.example/feed "/>
        <outline text="Deeper"><outline text="Two" xmlurl="https://two.example/feed"/></outline></outline>
      <outline text="a note"/><outline text="a link" type="link" url="https://three.example/"/>
      <outline text="Four" type="rss" url="https://four.example/feed"/>
    </body></opml>"""
    assert read(text).tables == (
        {"url": "https://one.example/feed", "name": "One"},
        {"url": "https://two.example/feed", "name": "Two"},
        {"url": "https://four.example/feed", "name": "Four"},
    )
    assert read(text).wrong == ()


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://one.example/?a=1&b=2&copy=3", "https://one.example/?a=1&b=2&copy=3"),
        ("https://one.example/?a=1&amp;b=2", "https://one.example/?a=1&b=2"),
        ("feed://one.example/f", "http://one.example/f"),
        ("feed:https://one.example/f", "https://one.example/f"),
    ],
)
def test_addresses_as_they_are_really_written(given: str, address: str) -> None:
    assert read(outline(text="One", xmlUrl=given)).tables[0]["url"] == address


def test_a_name_is_one_printable_line() -> None:
    [table] = read(
        outline(text="A&#10;B &#27;?&#x202E; &amp;amp; C&nbsp;" + "x" * 300, xmlUrl="https://o.example")
    ).tables
    assert table["name"].startswith("A B ")
    assert table["name"].isprintable()
    assert "& C" in table["name"]
    assert len(table["name"]) == 200


def test_what_has_no_address_is_named() -> None:
    found = read(outline(text="One", type="rss"))
    assert [t["url"] for t in found.tables] == []
    assert found.wrong == ('list.opml: "One" has no address.',)


def test_charsets() -> None:
    text = '<?xml version="1.0" encoding="{}"?>' + outline(text="Zürich", xmlUrl="https://one.example/?a=1&amp;b=2")
    for charset in ("utf-8", "iso-8859-1", "utf-16"):
        [table] = read(text.format(charset).encode(charset)).tables
        assert (table["name"], table["url"]) == ("Zürich", "https://one.example/?a=1&b=2")


def test_damage_keeps_what_came_before_it() -> None:
    found = read(outline(text="One", xmlUrl="https://one.example").replace("</body>", '<outline text="Two'))
    assert [t["name"] for t in found.tables] == ["One"]
    assert found.wrong == ("list.opml is damaged at line 1; feeds kept: 1.",)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"", "is no OPML file"),
        (b"\x00\x01\x02", "is no OPML file"),
        (b"plain words", "is no OPML file"),
        (b"<rss version='2.0'/>", "begins with <rss>"),
        (b"<html><body>", "begins with <html>"),
        (b"<https: a='b'/>", "begins with <https:>"),
        (b'<!DOCTYPE o [<!ENTITY a "aaaa">]><opml><body><outline xmlUrl="&a;"/></body></opml>', "declares entities"),
        ('<!DOCTYPE o [<!ENTITY a "a">]><opml/>'.encode("utf-16"), "declares entities"),
        (b"<opml>" + b" " * 20_000_000, "larger than 20 MB"),
        (b"<opml>" + b"<outline xmlUrl='https://o.example'/>" * (MOST + 1), "holds more than 10,000 feeds"),
    ],
)
def test_what_is_no_list_or_meant_ill_is_a_sentence(text: bytes, says: str) -> None:
    failed = read_opml(text, "list.opml")
    assert isinstance(failed, Failed)
    assert says in failed.reason
    assert failed.reason.startswith("list.opml ")
    assert failed.reason.endswith(".")


def test_no_file_is_read_and_no_depth_is_followed(tmp_path: object) -> None:
    outside = '<!DOCTYPE opml SYSTEM "file:///etc/passwd">' + outline(text="One", xmlUrl="https://one.example/&xxe;")
    assert read(outside).tables[0]["url"] == "https://one.example/&xxe;"
    deep = read("<opml><body>" + "<outline text='a'>" * 20_000 + outline(xmlUrl="https://one.example"))
    assert (deep.tables, len(deep.wrong)) == ((), 1)


def test_ours_goes_out_and_in_again_without_loss() -> None:
    tables = [dict(e.table) for e in catalogue.entries()]
    tables.append(
        {
            "id": "all",
            "name": 'Ž & <"name">',
            "kind": "json",
            "url": "https://json.example/?a=1&b='2'",
            "items": "a.b",
            "fields": {"title": "t", "url": "u"},
            "headers": {"User-Agent": "x", "Authorization": "Bearer $DESK_KEY"},
            "reliability": "B",
            "full_text": True,
            "enabled": False,
            "reason": "a reason.",
        }
    )
    text, left = write_opml(tables, now=NOW)
    assert left == ()
    again = read(text)
    assert again.wrong == ()
    by_id = {t["id"]: t for t in again.tables}
    assert by_id == {t["id"]: t for t in tables}


def test_what_other_readers_see() -> None:
    text, _ = write_opml([dict(e.table) for e in catalogue.entries()], now=NOW)
    root = etree.fromstring(text)
    assert root.get("version") == "2.0"
    assert root.findtext("head/dateCreated") == "Tue, 20 May 2031 08:00:00 +0000"
    feeds = root.findall("body/outline/outline[@type='rss']")
    assert {f.get("xmlUrl") for f in feeds} == {
        e.feed.url for e in catalogue.entries() if e.feed.kind in ("feed", "gnews")
    }
    assert all(f.get("text") for f in feeds)
    assert {f.get("text") for f in root.findall("body/outline")} == {e.feed.role for e in catalogue.entries()}
    assert all(o.get("xmlUrl") is None for o in root.findall("body/outline/outline[@type='link']"))


def test_a_secret_that_stands_in_the_file_is_left_out_and_said() -> None:
    headers = {"Authorization": "Bearer s3cret", "user-agent": "x", "X-Key": "${DESK_KEY}"}
    text, left = write_opml([{"id": "one", "url": "https://one.example", "headers": headers}], now=NOW)
    assert b"s3cret" not in text
    assert left == ("feed one: its header Authorization may be a secret and was left out.",)
    assert read(text).tables[0]["headers"] == {"user-agent": "x", "X-Key": "${DESK_KEY}"}
