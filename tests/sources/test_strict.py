"""What is read without feedparser is what feedparser finds, and the rest is left to it."""

from __future__ import annotations

import random
from unittest.mock import patch

import pytest
from feedparser.mixin import _FeedParserMixin
from feedparser.sanitizer import _HTMLSanitizer
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Feed
from briefing.sources import parsers, strict
from briefing.sources.chunks import chunks_of
from briefing.sources.feed import UTF8, read_document, read_soon
from briefing.sources.parsers import Parsers
from tests.sources.test_feed import DATA, FEEDS, rss

# Whose entries name their publishers: so a title of the feed and of a source, and the language, are compared too.
FEED = Feed("f", "http://feeds.example/f", kind="gnews")
NAMESPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:slash="http://purl.org/rss/1.0/modules/slash/"'
)
RSS = f'<rss version="2.0" xmlns:atom="{strict.ATOM}" {NAMESPACES}><channel><title>Tides</title>%s</channel></rss>'
ATOM = f'<feed xmlns="{strict.ATOM}" {NAMESPACES} xml:lang="en_GB"><title>Tides</title>%s</feed>'
RDF = (
    f'<rdf:RDF xmlns="{strict.RSS}" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" {NAMESPACES}>'
    "<channel><title>Tides</title><dc:language>en</dc:language></channel>%s</rdf:RDF>"
)
ROOTS = {"rss": (RSS, "item"), "atom": (ATOM, "entry"), "rdf": (RDF, "item")}
XHTML = (
    f'<div xmlns="{strict.XHTML}"> <p class="a&quot;b">High &amp; <br/>low '
    '<a rel="ME" type="Text" href="A">A</a></p></div>'
)
USUAL = (
    "<title>High water</title>", "<title> High\n &amp;amp; low </title>", "<title/>",
    "<title>The &lt;b>tide&lt;/b></title>",
    "<title>Tom &amp;apos; Tim</title>", "<title><![CDATA[R&#233;sum&eacute; &#8217;]]></title>",
    "<dc:title>Ebb</dc:title>", "<title>CafÃ©</title>", "<title/><dc:title>Ebb</dc:title><title>Flood</title>",
    "<title>A boat</title><media:title>A picture</media:title>", '<title type="html">&lt;i&gt;Low&lt;/i&gt;</title>',
    "<description>Ropes.</description>", "<description>A &lt;p> longer&lt;/p> description</description>",
    "<description/>", "<dc:description>In short &amp;lt;</dc:description>", "<summary>A short word</summary>",
    '<summary type="html">&lt;p>A word&lt;/p></summary>', "<content>Plain &amp;amp; simple, all of it</content>",
    '<content type="html">&lt;p>All of it, and more&lt;/p></content>', "<media:description>A boat</media:description>",
    "<content:encoded><![CDATA[<p>All of it</p>]]></content:encoded>", "<content:encoded> </content:encoded>",
    "<media:group><media:content url='/a.jpg'><media:description>A long boat</media:description></media:content>"
    "</media:group>",
    "<link>http://a.example/1?a=1&amp;amp;b;=2</link>", "<link/>", '<link href="/2"/>', '<link rel="self" href="/3"/>',
    '<link rel="alternate" type="application/pdf" href="/4"/>', '<link rel="ALTERNATE" type="text/HTML" href="b"/>',
    "<guid>http://a.example/5</guid>", '<guid isPermaLink="false">a 6</guid>', "<id>tag:a.example,2031:7</id>", "<id/>",
    "<pubDate> Mon, 05 May 2031 </pubDate>", "<published>2031</published>", "<updated>2032</updated>",
    "<dc:date>2033</dc:date>", "<dcterms:created>2034</dcterms:created>", "<dcterms:issued/>",
    '<source url="http://b.example/">The Daily Tide</source>', "<source/>",
    '<enclosure url="/8" length="1" type="a/b"/>',
    "<author>ada@a.example (Ada)</author>", "<author><name>Ada</name><uri>/ada</uri></author>",
    "<dc:creator>Ada</dc:creator>", '<category term="tides"/>', "<category>Tides</category>", "<rights>Ours</rights>",
    "<comments>/9</comments>", "<slash:comments>3</slash:comments>", "<dc:language>fr</dc:language>", "\n  <!-- a -->",
)  # fmt: skip
OF_ATOM = (f'<content type="xhtml">{XHTML}</content>', f'<summary type="xhtml">{XHTML}{XHTML}</summary>')
UNUSUAL = (
    "<Title>Capital</Title>", "<body>In an item</body>", "<title><b>Bold</b></title>", "<item/>", "words<x>in</x>",
    '<description xml:base="a/">An address that is none</description>', '<title base="http://b.example/">Tide</title>',
    '<content type="application/octet-stream">AAAA</content>', '<content src="/9"/>', '<guid ispermalink="no">1</guid>',
    '<category base="http://b.example/"/>', '<x:y xmlns:x="urn:x"/>', '<x:title xmlns:x="http://purl.org/dc/elements/1.1/">Other</x:title>',
    '<description xmlns:dc="urn:x">In another sense</description>', "<dc:date>\x932031\x94</dc:date>", "<link>a:///b</link>",
    '<title xmlns="">Nowhere</title>', "<image><title>A</title></image>",
)  # fmt: skip


def agree(body: str | bytes, content_type: str | None = UTF8) -> bool:
    """Whether a feed is read without feedparser; then it has to be read alike."""
    data = body.encode() if isinstance(body, str) else body
    found = read_soon(data, content_type, FEED)
    if found is None:
        return False
    with patch("briefing.sources.feed.read_strictly", return_value=None):
        assert found == read_document(data, content_type, FEED)
    return True


def feed_of(root: str, *parts: str) -> str:
    form, name = ROOTS[root]
    return form % "".join(f"<{name}>{part}</{name}>" for part in parts)


@pytest.mark.parametrize("name", [name for name in FEEDS if name.endswith(".xml")])
def test_a_recorded_feed_and_each_of_its_entries(name: str) -> None:
    body = (DATA / name).read_bytes()
    chunks = chunks_of(body)
    assert chunks
    assert all(agree(each) for each in (body, *(chunks.with_only([entry]) for entry in chunks.entries)))


@pytest.mark.parametrize("root", ROOTS)
@pytest.mark.parametrize("part", USUAL)
def test_what_feeds_usually_hold(part: str, root: str) -> None:
    assert agree(feed_of(root, part, f"<title>Before</title>{part}<description>After</description>"))


@pytest.mark.parametrize("part", OF_ATOM)
def test_xhtml_in_atom_alone(part: str) -> None:
    assert agree(feed_of("atom", part))
    assert not agree(feed_of("rss", part))


@pytest.mark.parametrize(
    "markup",
    [
        f'<div xmlns="{strict.XHTML}" xmlns:xlink="{strict.XLINK}"/>',
        f'<body xmlns="{strict.XHTML}">Words</body>',
        f'<svg xmlns="{strict.XHTML}"><title>A boat</title></svg>',
        f'<p xmlns="{strict.XHTML}" base="a">Words</p>',
        f'<p xmlns="{strict.XHTML}" Class="a">Words</p>',
        f'<p xmlns="{strict.XHTML}">' + "<b>" * 200 + "</b>" * 200 + "</p>",
        "<p>Words</p>",
    ],
)
def test_markup_that_is_left_to_feedparser(markup: str) -> None:
    assert not agree(feed_of("atom", f'<content type="xhtml">{markup}</content>'))


@pytest.mark.parametrize("root", ROOTS)
@pytest.mark.parametrize("part", UNUSUAL)
def test_what_is_left_to_feedparser(part: str, root: str) -> None:
    assert agree(feed_of(root, "<title>Before</title>"))
    assert not agree(feed_of(root, f"<title>Before</title>{part}"))


@pytest.mark.parametrize(
    "body",
    [
        RSS.replace("<title>Tides</title>", "<item/><title>Tides</title>") % "",
        RSS % "<summary>Of the feed</summary>",
        RSS.replace("<title>Tides</title>", "<image><title>A</title></image><title>Tides</title>") % "",
        f"<!DOCTYPE rss [<!ENTITY a 'b'>]>{rss(1)}",
        f'<?xml-stylesheet href="a>b"?>{rss(1, head="")}',
        rss(1, head="").encode("utf-16-le"),
        "<feed><title>Tides</title><entry><title>Of no namespace</title></entry></feed>",
        RDF.replace("xmlns:rdf", f'xmlns:atom="{strict.ATOM}" xmlns:rdf') % "",
        rss(1).replace("Number", "A &lt;thing>&lt;/thing>"),
        rss(1).replace("<title>Number", "<media:title xmlns:media='http://search.yahoo.com/mrss/'/><title>"),
        rss(1).replace("Number", "Number" * 200),
        rss(1, head='<?xml version="1.0" encoding="utf-16"?>'),
        rss(1, head=f'<?xml version="1.0" encoding="{"x" * 50}"?>'),
        rss(1, head='<?xml version="1.0"?><?x encoding="cp037"?>'),
        rss(1).replace("</rss>", ""),
        rss(1).replace("Number", "Number &nbsp;"),
        f"\ufeff\ufeff{rss(1, head='')}",
        "<html><title>A page</title></html>",
        RDF.replace(strict.RSS, "http://my.netscape.com/rdf/simple/0.9/") % "",
        "",
    ],
)
def test_feeds_that_are_left_to_feedparser(body: str | bytes) -> None:
    assert not agree(body)


@pytest.mark.parametrize("declared", ["", "utf-8", "UTF-8", "iso-8859-1", "us-ascii", "windows-1252", "koi8-r", "x"])
@pytest.mark.parametrize(
    "charset", ["", "; charset=utf-8", '; charset="ISO-8859-1"', "; charset=us-ascii", "; charset=x"]
)
@pytest.mark.parametrize("mime", ["", "application/xml", "application/rss+xml", "text/xml", "text/html", "a/b"])
def test_every_charset_is_taken_for_what_feedparser_takes_it(mime: str, charset: str, declared: str) -> None:
    head = f"""<?xml version="1.0"{f" encoding='{declared}'" if declared else ""}?>"""
    for word in ("ebb", "Ébb", "“Ebb”"):
        body = rss(1, head=head).replace("Number", word)
        agree(body, mime + charset)
        agree(body.encode("cp1252", "replace"), mime + charset)
    known = (charset in ("", "; charset=utf-8")) and declared.lower() in ("", "utf-8")
    assert agree(rss(1, head=head), mime + charset) or not known


def test_a_byte_order_mark_and_blanks_before_the_feed() -> None:
    assert agree("\ufeff" + rss(1))
    assert agree("\n " + rss(1, head=""))
    assert not agree("\n " + rss(1))


@given(
    st.sampled_from(sorted(ROOTS)),
    st.lists(st.lists(st.sampled_from([*USUAL, *USUAL, *USUAL, *OF_ATOM, *UNUSUAL]), max_size=9), max_size=3),
    st.lists(
        st.sampled_from(["<language>fr</language>", "<description>A</description>", "<image><url>a</url></image>"])
    ),
)
def test_any_order_of_usual_things(root: str, entries: list[list[str]], of_the_feed: list[str]) -> None:
    body = feed_of(root, *("".join(parts) for parts in entries))
    agree(body.replace("<title>Tides</title>", "<title>Tides</title>" + "".join(of_the_feed), 1))


@given(st.randoms(use_true_random=False), st.sampled_from(sorted(ROOTS)))
def test_bytes_changed_by_chance(chance: random.Random, root: str) -> None:
    body = bytearray(feed_of(root, "".join(USUAL), *USUAL).encode())
    for _ in range(chance.randint(1, 3)):
        at, end = sorted((chance.randrange(len(body)), chance.randrange(len(body))))
        body[at : min(end, at + 30)] = bytes(body[end : end + chance.randrange(30)])
    agree(bytes(body))


def test_the_tables_are_those_of_feedparser() -> None:
    lowered = {uri.lower(): prefix for uri, prefix in _FeedParserMixin.namespaces.items()}
    assert {uri: lowered[uri.lower()] for uri in strict.PREFIXES} == strict.PREFIXES
    assert _HTMLSanitizer.acceptable_elements >= strict.HTML


def test_what_needs_no_feedparser_needs_no_process() -> None:
    large = rss(*range(200)).encode()
    assert len(large) > parsers.SMALL
    with Parsers() as pool:
        assert pool.read(large, UTF8, FEED, 20) == read_soon(large, UTF8, FEED)
        assert not pool._free
        pool.read(large.replace(b"<rss", b"<!DOCTYPE rss><rss"), UTF8, FEED, 20)
        assert pool._free
