"""Documents with faults: XML, charsets, entries and what a terminal must never see. See tests/sources/faults.py."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from pathlib import Path

from briefing.model import Article
from tests.sources.faults import BELLS, DECLARATION, TWO, Check, World, item, rss
from tests.sources.server import in_turn, plain

LATIN = '<?xml version="1.0" encoding="iso-8859-1"?>'
NEVER = ("/never/entity", "/never/dtd", "/never/include", "/never/style")
KEPT = "the feed is damaged"
XML_BASE = '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{}">{}</feed>'
HTML = "<!DOCTYPE html><html><head><title>Sign in{}</title></head><body><p>Please sign in.</p></body></html>"


def titled(*titles: str) -> Check:
    """The articles are titled so, in any order."""

    def check(articles: Sequence[Article]) -> None:
        assert sorted(article.title for article in articles) == sorted(titles)

    return check


def undated(articles: Sequence[Article]) -> None:
    assert [article.published for article in articles] == [None] * len(articles)


def linked(*urls: str | None) -> Check:
    def check(articles: Sequence[Article]) -> None:
        assert sorted(map(str, (article.url for article in articles))) == sorted(map(str, urls))

    return check


def without(*words: str) -> Check:
    """No title or text holds any of these words."""

    def check(articles: Sequence[Article]) -> None:
        for article in articles:
            assert not [word for word in words if word in article.title + article.text]

    return check


def xml(world: World) -> None:
    """Documents that are no feed or no XML, and those that ask for more than themselves."""
    ten = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    doctype = '<!DOCTYPE rss [<!ENTITY a0 "{}">{}]>'
    bell = item(1, title="Notice &{};")
    said = {"outcome": "damaged", "says": KEPT}
    world.sends("entities-exponential", rss(bell.replace("{}", "a9"), item(2), head=doctype.format("ha", ten)), **said)
    many = item(1, text="&a0;" * 20_000)
    world.sends("entities-quadratic", rss(many, item(2), head=doctype.format("ha" * 20_000, "")), **said)
    world.sends("markup-deep", rss(item(1, text="&lt;div&gt;" * 20_000), item(2)))
    world.sends("xml-deep", rss(item(1, more="<a>" * 5_000 + "</a>" * 5_000), item(2)))
    world.sends("xml-deep-unclosed", "<a>" * 20_000, stored=(0, 0, 0), outcome="failed", says="no feed")
    cut = TWO[: TWO.index("Notice 2") + 4]
    world.sends("truncated", cut, stored=(1, 1, 1), **said)
    tag = TWO[: TWO.rindex("</item>") + 3]
    world.sends("truncated-in-tag", tag, stored=(1, 1, 1), **said)
    no_feed = {"stored": (0, 0, 0), "outcome": "failed"}
    world.sends("html", HTML.format("\x1b[31m"), {"content_type": "text/html"}, says='web page "Sign in', **no_feed)
    world.sends("html-as-feed", HTML.format(""), says='web page "Sign in', **no_feed)
    offered = HTML.format("</title><link rel=alternate type=application/rss+xml href=/right>")
    world.sends("html-with-feed", offered, says="offers the feed http", **no_feed, never=("/right",))
    world.sends("plain-text", "The service is closed.\x1b[2J", says="no feed", **no_feed)
    world.sends("json-error", '{"error": "closed"}', {"content_type": "application/json"}, says="no feed", **no_feed)
    world.sends("picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), says="no feed", **no_feed)
    world.sends("bare-ampersand", rss(item(1, title="Fish & chips"), item(2)), **said,
                check=titled("Fish & chips", "Notice 2"))  # fmt: skip
    world.sends("bare-less-than", rss(item(1, title="1 < 2"), item(2)), **said)
    world.sends("html-entities", rss(item(1, title="Caf&eacute; {0}"), item(2)), **said,
                check=titled("Café 1", "Notice 2"))  # fmt: skip
    world.sends("blank-before-declaration", "\r\n \t" + TWO, **said)
    world.sends("byte-order-mark", "\ufeff" + TWO)
    world.sends("undeclared-prefix", rss(item(1, more="<dc:date>2031-05-01</dc:date>"), item(2)), **said)
    for name, number in {
        "surrogate": "xd83d",
        "beyond": "1114112",
        "long": "9" * 4_000,
        "endless": "9" * 5_000,
    }.items():
        world.sends(f"reference-{name}", rss(item(1, title=f"Notice &#{number};"), item(2)), **said,
                    check=titled("Notice \ufffd", "Notice 2"))  # fmt: skip
    place = "<georss:where xmlns:georss='http://www.georss.org/georss'/>"
    line = "<gml:posList xmlns:gml='http://www.opengis.net/gml'>1 2</gml:posList>"
    world.sends("geography", rss(item(1, more=place + line), item(2)))
    world.sends(
        "geography-outside", rss(item(1, more=line), item(2)), stored=(0, 0, 0), outcome="failed", says="damaged"
    )
    pair = item(1, title="Notice &#55357;&#56832;&#xD83D;&#xDE00;")
    world.sends("reference-pairs", rss(pair, item(2)), **said, check=titled("Notice 😀😀", "Notice 2"))
    world.sends("no-entries", rss(), stored=(0, 0, 0), outcome="empty")
    outside(world)


def outside(world: World) -> None:
    """Documents that name other files and addresses; none may be read."""
    secret = world.folder / "secret.txt"
    secret.write_text("sesame")
    for name, place in {"file": Path(secret).as_uri(), "http": world.server.url("/never/entity")}.items():
        head = f'{DECLARATION}<!DOCTYPE rss [<!ENTITY x SYSTEM "{place}">]>'
        world.sends(f"entity-of-{name}", rss(item(1, text="&x;"), item(2), head=head), never=NEVER,
                    check=without("sesame"), outcome="ok")  # fmt: skip
    head = f'{DECLARATION}<!DOCTYPE rss SYSTEM "{world.server.url("/never/dtd")}">'
    world.sends("external-dtd", rss(item(1), item(2), head=head), never=NEVER)
    head = f'{DECLARATION}<!DOCTYPE rss [<!ENTITY % x SYSTEM "{world.server.url("/never/dtd")}"> %x;]>'
    world.sends("parameter-entity", rss(item(1), item(2), head=head), never=NEVER)
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{world.server.url("/never/include")}"/>'
    style = f'{DECLARATION}<?xml-stylesheet href="{world.server.url("/never/style")}" type="text/xsl"?>'
    world.sends("include-and-style", rss(item(1, more=include), item(2), head=style), never=NEVER)
    picture = f'&lt;img src="{world.server.url("/never/include")}"&gt;'
    world.sends("picture-in-text", rss(item(1, text=f"{BELLS}. {picture}"), item(2)), never=NEVER)


def charsets(world: World) -> None:
    """Bytes that are not what is said of them."""
    two = rss(item("é"), item(2))
    both = titled("Notice é", "Notice 2")
    latin = two.replace(DECLARATION, LATIN)
    utf8, western = ({"content_type": f"text/xml; charset={name}"} for name in ("utf-8", "iso-8859-1"))
    world.sends("utf-16", two.replace("utf-8", "utf-16").encode("utf-16"), check=both)
    world.sends("utf-16-unmarked", two.replace("utf-8", "utf-16").encode("utf-16-le"), check=both)
    world.sends("utf-32", two.replace("utf-8", "utf-32").encode("utf-32"), check=both)
    world.sends("header-lies", two, western, check=both)
    world.sends("header-says-utf-8", latin.encode("latin-1"), utf8, check=both)
    world.sends("declaration-lies", latin, check=both)
    world.sends("declaration-says-utf-8", two.encode("latin-1"), check=both)
    broken = rss(item("XX"), item(2)).encode().replace(b"Notice XX", b"Notice \xc3\x28 \xff\xfe")
    world.sends("broken-utf-8", broken)
    world.sends("nul-bytes", TWO.replace("Notice", "No\0tice").replace("rang", "ra\0ng"), outcome="damaged", says=KEPT)
    world.sends("unknown-charset", two.replace("utf-8", "x-nobody-knows"), check=both)
    for name in ("zlib", "punycode", "undefined", "utf-16", "utf-16-le", "utf-32", "cp037", "ascii"):
        world.sends(f"declaration-says-{name}", two.replace("utf-8", name), check=both)
    western = two.replace("utf-8", "undefined").encode("latin-1")
    world.sends("declaration-says-nothing", western, check=both, outcome="damaged", says=KEPT)
    shift = rss(item("港"), item(2)).replace("utf-8", "shift_jis").encode("shift_jis")
    world.sends("shift-jis", shift, check=titled("Notice 港", "Notice 2"))


def content(world: World) -> None:
    """Entries that say too much, too little, or the same under other names."""
    world.sends("enormous-title", rss(item(1, title="bell " * 400_000), item(2)))
    world.sends("many-entries", rss(*(item(number) for number in range(1_000))), stored=(1_000,) * 3)
    for name, date in {
        "impossible": "Thu, 32 Foo 2031 99:99:99 +9999",
        "future": "Thu, 06 May 2399 08:00:00 GMT",
        "antiquity": "Thu, 01 Jan 1970 00:00:00 GMT",
        "year-zero": "0000-00-00T00:00:00Z",
        "words": "yesterday \x9b",
        "digits": "9" * 5_000,
    }.items():
        dated = (item(number, more=f"<pubDate>{date}</pubDate>") for number in (1, 2))
        world.sends(f"dates-{name}", rss(*dated), check=undated)
    world.sends("no-guid", rss(*(item(number, guid="") for number in (1, 2))))
    world.sends("no-guid-no-link", rss(*(item(number, guid="", link="") for number in (1, 2))))
    world.sends("no-title", rss(*(item(number, title="") for number in (1, 2))))
    world.sends("entry-with-nothing", rss("<item/>", item(2), "<item></item>"), check=titled("(untitled)", "Notice 2"))
    turns(world)
    world.sends("one-guid-for-two", rss(item(1, guid="same"), item(2, guid="same")))
    world.sends(
        "one-guid-and-link-for-two", rss(item(1, guid="same", link="/same"), item(2, guid="same", link="/same"))
    )
    world.sends("many-times", rss(*[item(1)] * 20, item(2)))
    for twin in ("a", "b"):
        body = rss(*(item(f"{twin}{number}", guid=f"shared-{number}") for number in (1, 2)))
        world.sends(f"equal-guids-{twin}", body, check=titled(f"Notice {twin}1", f"Notice {twin}2"))
    markup(world)


def turns(world: World) -> None:
    """Feeds that are another one at each poll."""

    def poll(name: str, *bodies: str, **expected: object) -> None:
        world.answers(name, in_turn(*(plain(body.encode()) for body in bodies)), **expected)  # type: ignore[arg-type]

    numbers = count()
    poll("guid-changes", *(rss(*(item(n, guid=f"tag:{next(numbers)}") for n in (1, 2))) for _ in range(3)))
    links = (rss(*(item(n, link=f"/n/{{0}}/{next(numbers)}") for n in (1, 2))) for _ in range(3))
    poll("link-changes", *links)
    edited = rss(item(1, text=f"{BELLS} seven times today, and the watch was doubled."), item(2))
    poll("edited-in-place", TWO, edited, edited, edited=(0, 1, 0))
    poll("drops-its-old-entries", TWO, rss(item(3), item(4)), rss(item(5)), stored=(2, 4, 5))
    poll("heals", "<html></html>", TWO, TWO, stored=(0, 2, 2), outcome="heals")
    poll("grows", TWO, rss(item(3), item(1), item(2)), rss(item(3), item(1), item(2)), stored=(2, 3, 3))
    shared, other = item(1, guid="same"), item(2, guid="same")
    poll("one-guid-in-turn", rss(shared), rss(other, shared), rss(other), stored=(1, 2, 2))
    poll("guid-changes-no-link", *(rss(*(item(n, guid=f"{k}:{{0}}", link="") for n in (1, 2))) for k in range(3)))
    poll("guid-comes-and-goes", TWO, rss(*(item(n, guid="") for n in (1, 2))), TWO)
    forms = ("http://x.example/{0}?utm_source=a", "https://www.x.example/{0}/", "http://x.example/{0}")
    poll("link-in-another-form", *(rss(*(item(n, guid="", link=form) for n in (1, 2))) for form in forms))
    poll("title-changes", TWO, *[rss(item(1, title="Notice {0}, corrected"), item(2))] * 2, edited=(0, 1, 0))
    days = (f"<pubDate>Mon, 0{day} May 2023 08:00:00 GMT</pubDate>" for day in (1, 2, 3))
    poll("date-changes", *(rss(item(1, more=day), item(2)) for day in days))
    western = TWO.replace("Notice", "Notiz über").replace(DECLARATION, LATIN).encode("latin-1")
    again = western.decode("latin-1").replace(LATIN, DECLARATION)
    encoded = (plain(body) for body in (western, again.encode(), again.encode("utf-16")))
    world.answers("charset-changes", in_turn(*encoded))
    poll("order-changes", TWO, rss(item(2), item(1)), TWO)


def markup(world: World) -> None:
    """Links and markup inside entries."""
    base = world.server.url("")
    relative = (item(1, link="n/{0}"), item(2, link="../n/{0}"))
    world.sends("links-relative", rss(*relative), check=linked(f"{base}/fault/n/1", f"{base}/n/2"))
    entries = "".join(f'<entry><id>{n}</id><title>Notice {n}</title><link href="{n}"/></entry>' for n in (1, 2))
    based = XML_BASE.format("https://harbour.example/d/", entries)
    world.sends("links-with-base", based, check=linked(*(f"https://harbour.example/d/{n}" for n in (1, 2))))
    script = "<script>steal()</script><p onclick='steal()'>Rung.</p><style>p{}</style>".replace("<", "&lt;")
    world.sends("script-in-text", rss(item(1).replace("today.", script), item(2)), check=without("steal", "p{"))
    bad = ("file:///etc/hostname", "javascript:alert(1)", "data:text/html,x", "vbscript:x", "ssh://-oProxyCommand=x/")
    odd = (item(number, link=link.replace("{", "")) for number, link in enumerate(bad))
    world.sends("links-of-other-schemes", rss(*odd), stored=(len(bad),) * 3, check=linked(*[None] * len(bad)))
    cdata = item(1, title="<![CDATA[<b>Notice</b> &amp; [red]more[/red]]]>")
    world.sends("markup-in-title", rss(cdata, item(2)), check=titled("Notice & [red]more[/red]", "Notice 2"))
    template = item(1, title="{{{{ 7 * 7 }}}} {{% raw %}} %s %(a)s")
    world.sends("template-in-title", rss(template, item(2)), check=titled("{{ 7 * 7 }} {% raw %} %s %(a)s", "Notice 2"))


def terminal(world: World) -> None:
    """Characters that a terminal obeys; the test itself looks for them in everything that was stored."""
    said = {"outcome": "damaged", "says": KEPT}
    red = "\x1b[31m\x07\x08"
    parts = ("Notice", "rang", "tag:", "/n/")

    def marked(mark: str, items: Sequence[str] = (item(1), item(2))) -> str:
        body = rss(*items)
        for part in parts:
            body = body.replace(part, part + mark)
        return body

    world.sends("escapes-raw", marked(red), **said)
    world.sends("escapes-as-references", marked("&#27;[31m&#x9b;"), **said)
    cdata = (item(n, title=f"<![CDATA[Notice {red}{{0}}]]>", text=f"<![CDATA[{BELLS}{red}]]>") for n in (1, 2))
    world.sends("escapes-in-cdata", rss(*cdata), **said)
    world.sends("c1", marked("\x9b31m\x85\x90"))
    world.sends("c1-as-references", marked("&#x9b;31m&#x85;&#x90;"))
    twice = (item(n, title="Notice &amp;#27;[31m{0}", text=f"{BELLS} &amp;#155;31m") for n in (1, 2))
    world.sends("escapes-twice-escaped", rss(*twice))
    fields = f"<language>e{red}n</language><link>http://x/{red}</link><author>{red}</author>"
    body = rss(item(1, more=f"<author>A{red}</author><pubDate>{red}</pubDate><category>{red}</category>"), item(2),
               channel=fields).replace("Harbour", f"Har{red}bour")  # fmt: skip
    world.sends("escapes-in-other-fields", body, **said)
    world.sends("bidi-and-zero-width", marked("\u202e\u2066\u200b\u200f\ufeff\u2060\u061c"))
    wide = ("港口の鐘 👩‍👩‍👧 Z̷̡͎͝algo", "Notice 2")
    world.sends("wide-and-combining", rss(item(1, title=wide[0]), item(2)))


def slow(world: World) -> None:
    """Documents on which feedparser's time grows with the square of their length: its patterns go back and forth.

    They have a document type, for without one the first two are read without feedparser, and soon.
    """
    names = "".join(f' a{number}="b"' for number in range(60_000))
    for name, body in {
        "author-of-letters": rss(
            item(1, more=f"<author>{'a' * 200_000}</author>"), item(2), head=f"{DECLARATION}<!DOCTYPE rss>"
        ),
        "lines-before-the-feed": DECLARATION + "\n" * 200_000 + rss(item(1), item(2), head="<!DOCTYPE rss>"),
        "many-attributes": rss(item(1).replace("<item>", f"<item{names}>"), item(2)),
    }.items():
        world.sends(name, body, stored=(0, 0, 0), outcome="failed", says="reading it did not end within")


FAMILIES = (xml, charsets, content, terminal)
