"""The entries of a well-formed feed that holds nothing out of the ordinary, exactly as feedparser finds them.

What feedparser 6.0 makes of the elements below was read in its source, and is compared with it over its own test files.
Whatever else a feed holds ends the reading: any element, attribute, namespace or charset that is not named here is left
to feedparser. So this is a short way to the same answer and no second opinion. It takes linear time.
"""

from __future__ import annotations

import re
from contextlib import suppress
from html import escape
from html.entities import entitydefs
from typing import Any
from xml.parsers import expat  # which expands nothing here: a feed that declares an entity is never given to it

ATOM, RSS = "http://www.w3.org/2005/Atom", "http://purl.org/rss/1.0/"
XHTML, XLINK = "http://www.w3.org/1999/xhtml", "http://www.w3.org/1999/xlink"
PREFIXES = {  # by which feedparser calls the elements of a namespace, whatever a feed calls them
    "": "",
    ATOM: "",
    RSS: "",
    XHTML: "xhtml",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://search.yahoo.com/mrss/": "media",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://purl.org/rss/1.0/modules/slash/": "slash",
    "http://purl.org/rss/1.0/modules/syndication/": "sy",
    "http://purl.org/rss/1.0/modules/threading/": "thr",
    "http://wellformedweb.org/CommentAPI/": "wfw",
    "http://www.w3.org/XML/1998/namespace": "xml",
}
TAKEN = frozenset(PREFIXES.values()) - {""}
PERSON, MARKUP = "name email uri", ("svg", "math", "body")
MEDIA = (
    "media:thumbnail media:credit media:keywords media:category media:rating media:copyright media:description "
    "media:title"
)
OF_A_FEED = (
    "title language dc:language image items link description subtitle copyright rights author contributor id icon logo "
    "pubDate lastBuildDate updated generator docs ttl managingEditor webMaster category cloud dc:creator dc:publisher "
    "dc:rights dc:subject dc:date sy:updatePeriod sy:updateFrequency sy:updateBase"
)
OF_AN_ENTRY = (
    f"title dc:title description dc:description summary content content:encoded link guid id source enclosure pubDate "
    f"published dcterms:issued updated dc:date dcterms:modified dcterms:created author contributor category comments "
    f"rights dc:creator dc:subject dc:publisher dc:rights dc:language dc:identifier dc:type dc:format dc:source "
    f"slash:comments slash:section slash:department slash:hit_parade wfw:comment wfw:commentRss thr:total "
    f"thr:in-reply-to feedburner:origLink media:content media:group {MEDIA}"
)
INSIDE = {  # an element -> what it may hold; the others hold text
    name: frozenset(names.split())
    for name, names in {
        "": "rss rdf:RDF feed", "rss": "channel", "rdf:RDF": "channel image item", "feed": f"{OF_A_FEED} entry",
        "channel": f"{OF_A_FEED} item", "item": OF_AN_ENTRY, "entry": OF_AN_ENTRY, "author": PERSON,
        "contributor": PERSON, "image": "title url link width height description", "items": "rdf:Seq",
        "rdf:Seq": "rdf:li", "media:group": f"{MEDIA} media:content", "media:content": MEDIA,
    }.items()
}  # fmt: skip
KINDS = {  # of texts that may be markup, where they do not say it themselves
    "title": "text", "dc:title": "text", "summary": "text", "content": "text", "content:encoded": "html",
    "description": "html", "dc:description": "html", "media:description": "html",
}  # fmt: skip
SUMMARIES = ("summary", "description", "dc:description", "media:description")
ATTRIBUTES = {  # an element -> those of its attributes that are understood; to the others none means anything
    name: frozenset(names.split())
    for name, names in {
        "rss": "version", "rdf:RDF": "", "feed": "version", "channel": "rdf:about", "item": "rdf:about", "entry": "",
        "link": "rel type href hreflang title length", "guid": "isPermaLink", "id": "", "source": "url",
        "enclosure": "url type length", **dict.fromkeys(KINDS, "type"),
    }.items()
}  # fmt: skip
DATES = {
    "pubDate": "published", "published": "published", "dcterms:issued": "published", "updated": "updated",
    "dc:date": "updated", "dcterms:modified": "updated", "dcterms:created": "created",
}  # fmt: skip
TEXT_TYPE, HTML_TYPE, XHTML_TYPE = "text/plain", "text/html", "application/xhtml+xml"
TYPES = {"text": TEXT_TYPE, "html": HTML_TYPE, "xhtml": XHTML_TYPE} | {t: t for t in (TEXT_TYPE, HTML_TYPE, XHTML_TYPE)}
DEEPEST = 100  # elements of markup inside each other
LINE = 1_000  # characters of a title: markup will be looked for in it
DECLARATION = re.compile(rb"<\?xml\s[^<>\n]{0,150}?\?>")
ENCODING = re.compile(rb"""encoding=["']([\w.:-]{1,30})["']""")
CONTENT_TYPE = re.compile(r"""([\w.+/-]*)(?:\s*;\s*charset\s*=\s*["']?([\w.:-]{1,30})["']?)?\s*""", re.IGNORECASE)
OF_ASCII = ("", "us-ascii", "utf-8", "iso-8859-1", "windows-1252")
C1 = re.compile("[\x80-\x9f]")
TAG, ANY_MARKUP, REFERENCE = re.compile(r"</?(\w+)"), re.compile(r"</(\w+)>|&#?\w+;"), re.compile(r"&(\w+);")
HTML = frozenset(  # some of the elements by which feedparser knows it
    ("a", "b", "br", "code", "em", "h2", "h3", "i", "img", "li", "p", "span", "strong", "sub", "sup", "ul")
)
FIXED = re.compile(  # addresses that are the same whatever they are relative to
    r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:/[^\s?#;\\\[\]]*(?:\?[^\s?#;]+)?(?:#[^\s?#;]+)?)?|(?:tag|urn):[^/\s]\S*"
)
IN_AN_ADDRESS = re.compile("&([A-Za-z0-9_]+);")
QUOTE = '"'
Entry = dict[str, Any]  # of feedparser's keys those that are used


class _Unusual(Exception):
    """A feed holds something that only feedparser knows what to make of."""


def read_strictly(body: bytes, content_type: str | None) -> tuple[dict[str, str], list[Entry]] | None:
    """The feed's title and language, and its entries, under feedparser's keys; None = feedparser has to read it."""
    body = body.removeprefix(b"\xef\xbb\xbf")
    if not _is_utf8(body, content_type or "") or b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        return None
    reading, parser = _Reading(), expat.ParserCreate("utf-8", " ")
    parser.buffer_text, parser.buffer_size = True, 65_536
    parser.StartNamespaceDeclHandler = reading.declare
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.text
    try:
        parser.Parse(body, True)
    except (_Unusual, expat.ExpatError):
        return None
    return reading.feed, reading.entries


def _is_utf8(body: bytes, content_type: str) -> bool:
    """Whether UTF-8, or what is the same for these bytes, is the first charset that feedparser tries and that fits."""
    declaration, said = DECLARATION.match(body), CONTENT_TYPE.fullmatch(content_type)
    if not body.lstrip(b" \t\r\n").startswith(b"<") or b"\0" in body or (body.startswith(b"<?xml") and not declaration):
        return False
    head = declaration[0] if declaration else b""
    line = body[len(head) : body.find(b"\n") + 1 or None]  # as far as feedparser looks for a charset
    named = ENCODING.findall(head)
    if said is None or b"encoding=" in line or len(named) != head.count(b"encoding"):
        return False
    mime, charset, declared = said[1], (said[2] or "").lower(), b"".join(named).decode().lower()
    if body.isascii():
        return charset in OF_ASCII and declared in OF_ASCII
    first = declared or "utf-8"
    if mime.startswith("text/"):
        first = charset or declared
    elif mime == "application/xml" or (mime.startswith("application/") and mime.endswith("+xml")):
        first = charset or first
    try:
        return first == "utf-8" and bool(body.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def _called(name: str) -> str:
    """What feedparser calls an element or an attribute, from expat's name for it."""
    space, _, local = name.rpartition(" ")
    if space not in PREFIXES:
        raise _Unusual
    return f"{PREFIXES[space]}:{local}" if PREFIXES[space] else local


class _Reading:
    """A feed on its way through expat: what of it is open, and what was found."""

    def __init__(self) -> None:
        self.feed: dict[str, str] = {}
        self.entries: list[Entry] = []
        self.open = [""]
        self.markup = 0  # depth inside a text
        self.pieces: list[str] = []
        self.attributes: dict[str, str] = {}
        self.type = ""  # of the text that is open
        self.spaces: set[str] = set()
        self.is_atom = self.is_relative = self.is_titled = self.is_content = self.has_content = False

    def declare(self, prefix: str | None, uri: str) -> None:
        """A prefix may stand for nothing but what feedparser takes it for."""
        known = PREFIXES.get(uri)
        if uri == XLINK or (prefix is None and uri not in (ATOM, RSS, XHTML)):
            raise _Unusual
        if prefix and (prefix in TAKEN or known) and known != prefix:
            raise _Unusual
        self.spaces.add(uri)

    def start(self, full_name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        name, parent = _called(full_name), self.open[-1]
        if parent not in INSIDE:
            self.start_markup(name, attributes)
            return
        if name not in INSIDE[parent]:
            raise _Unusual
        self.pieces = []
        self.attributes = {_called(key): value for key, value in attributes.items()} if attributes else attributes
        if attributes:
            self.look_at_attributes(name)
        if not parent:
            self.start_feed(name)
        elif name in ("item", "entry"):
            about = self.attributes.get("rdf:about")
            self.entries.append({"links": []} | ({"id": about} if about else {}))
            self.is_titled = self.has_content = False
        elif name in KINDS:
            self.start_text(name)
        self.open.append(name)

    def start_text(self, name: str) -> None:
        """A text of some type; a second summary is taken for a content."""
        self.is_content = name in ("content", "content:encoded")
        default = KINDS[name]
        entry = self.entries[-1] if {"item", "entry"} & set(self.open) else {}
        if name in SUMMARIES and "summary" in entry and not self.has_content:
            self.is_content, default = True, "text"
        self.has_content = self.has_content or self.is_content
        self.type = TYPES.get(self.attributes.get("type", default).lower(), "")
        if not self.type or (self.type == XHTML_TYPE and not self.is_atom):
            raise _Unusual

    def start_feed(self, name: str) -> None:
        """The root element; a feed's version is that of the first of its namespaces that has one."""
        self.is_atom = name == "feed"
        versions = {"feed": {ATOM}, "rdf:RDF": {RSS}, "rss": self.spaces & {ATOM}}
        if self.spaces & {ATOM, RSS} != versions[name]:
            raise _Unusual
        if self.attributes.get("xml:lang") and name != "rdf:RDF":
            self.feed["language"] = self.attributes["xml:lang"].replace("_", "-")

    def look_at_attributes(self, name: str) -> None:
        """Attributes may mean something to feedparser, some of them on any element."""
        for key, value in self.attributes.items():
            if key == "xml:base":
                self.is_relative = True  # feedparser never goes back to no base
                self.address(value)
            elif key.lower() == "base" or (key not in ATTRIBUTES.get(name, (key,)) and key != "xml:lang"):
                raise _Unusual

    def start_markup(self, name: str, attributes: dict[str, str]) -> None:
        """An element of XHTML in a text, which becomes text again."""
        prefix, _, tag = name.lower().rpartition(":")
        self.markup += 1
        if self.type != XHTML_TYPE or prefix != "xhtml" or tag in MARKUP or self.markup > DEEPEST:
            raise _Unusual
        written = ""
        for key, value in attributes.items():
            if " " in key or key != key.lower() or key in ("base", "lang"):
                raise _Unusual
            value = value.lower() if key in ("rel", "type") else value
            written += f' {key}="{escape(value, quote=False).replace(QUOTE, "&quot;")}"'
        self.pieces.append(f"<{tag}{written}>")

    def text(self, text: str) -> None:
        """Text, or the blanks between elements."""
        self.pieces.append(escape(text, quote=False) if self.type == XHTML_TYPE else text)

    def end(self, full_name: str) -> None:
        """An element ends."""
        if self.markup:
            self.markup -= 1
            self.pieces.append(f"</{full_name.rpartition(' ')[2].lower()}>")
            return
        name, parent = self.open.pop(), self.open[-1]
        if name in ("media:description", "media:title") or parent in ("item", "entry"):
            self.end_in_entry(name)
        elif parent in ("channel", "feed", "rdf:RDF"):
            self.end_in_feed(name)
        self.type = ""

    def end_in_feed(self, name: str) -> None:
        """Of what a feed says of itself, its title and language are asked for."""
        if name in ("language", "dc:language"):
            self.feed["language"] = self.value()
        elif name == "title":
            if "title" in self.feed or self.entries:
                raise _Unusual
            self.feed["title"] = self.line()
        elif name in ("image", "channel") and "title" not in self.feed:
            raise _Unusual  # the title to come might not count

    def end_in_entry(self, name: str) -> None:
        """What an entry says, in the order in which it says it."""
        entry, given = self.entries[-1], self.attributes
        match name:
            case "title" | "dc:title" if not self.is_titled:
                title = entry["title_detail"] = self.typed(self.line())
                entry["title"] = title["value"]
                self.is_titled = bool(title["value"])
            case _ if self.is_content and name in KINDS:
                text = self.typed(self.value())
                entry.setdefault("content", []).append(text)
                entry.setdefault("summary", text["value"])
            case _ if name in SUMMARIES:
                text = entry["summary_detail"] = self.typed(self.value())
                entry["summary"] = text["value"]
            case _ if name in DATES:
                entry[DATES[name]] = self.value()
            case "link":
                self.end_link(entry)
            case "enclosure":
                entry["links"].append({"rel": "enclosure"})
            case "guid" | "id":
                is_link = given.get("isPermaLink", "true") == "true"
                entry["id"] = self.address(self.value()) if is_link else self.value()
                if is_link:
                    entry.setdefault("link", entry["id"])
            case "media:title" if not self.is_titled:
                raise _Unusual
            case "source":
                entry["source"] = {"title": self.line()}
                self.is_titled = False

    def end_link(self, entry: Entry) -> None:
        """A link with an address of its own, or one that is its text."""
        given = self.attributes
        link = {"rel": given.get("rel", "alternate").lower()}
        entry["links"].append(link)
        if given.get("href"):
            link["href"] = self.address(given["href"])
            kind = given.get("type", "html").lower()
            if link["rel"] == "alternate" and TYPES.get(kind) in (HTML_TYPE, XHTML_TYPE):
                entry["link"] = link["href"]
        elif given:
            raise _Unusual
        else:
            entry["link"] = IN_AN_ADDRESS.sub(r"&\g<1>", self.address(self.value()).replace("&amp;", "&"))
            if entry["link"]:
                link["href"] = entry["link"]

    def address(self, text: str) -> str:
        """An address that stays what it is when it is resolved."""
        if "///" in text or (self.is_relative and text and not FIXED.fullmatch(text)):
            raise _Unusual
        return text

    def value(self) -> str:
        """The text of the element that ends, as feedparser mends it."""
        text = "".join(_without_div(self.pieces) if self.type == XHTML_TYPE else self.pieces).strip()
        if text.isascii():
            return text
        with suppress(UnicodeError):  # UTF-8 that was once taken for Latin-1
            text = text.encode("iso-8859-1").decode("utf-8")
        if C1.search(text):
            raise _Unusual
        return text

    def line(self) -> str:
        """The text of the element that ends, where that is a title."""
        text = self.value()
        if len(text) > LINE:
            raise _Unusual
        return text

    def typed(self, text: str) -> dict[str, str]:
        """A text and its type; that it is no HTML, only Atom is believed."""
        kind = self.type
        if kind == TEXT_TYPE and not self.is_atom and ANY_MARKUP.search(text):
            if not all(tag.lower() in HTML for tag in TAG.findall(text)):
                raise _Unusual
            kind = HTML_TYPE if all(name in entitydefs for name in REFERENCE.findall(text)) else TEXT_TYPE
        return {"type": kind, "value": text}


def _without_div(pieces: list[str]) -> list[str]:
    """XHTML without the one <div> that holds all of it."""
    there = [number for number, piece in enumerate(pieces) if piece.strip()]
    pieces = pieces[there[0] : there[-1] + 1] if there else []
    if not pieces or not pieces[0].startswith(("<div>", "<div ")) or pieces[-1] != "</div>":
        return pieces
    depth = 0
    for piece in pieces[:-1]:
        depth += piece.startswith("<") - 2 * piece.startswith("</")
        if not depth:
            return pieces
    return pieces[1:-1]
