"""What an HTML page says of itself in its head: title, address, date, language, site, feeds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import cast
from urllib.parse import urljoin

HEAD = 200_000  # characters in which a head ends
TAG = re.compile(r"<(meta|link|html|time)\b([^<>]{0,3000})>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
TITLE = re.compile(r"<(title|h1)\b[^<>]{0,1000}>([^<]{1,2000})", re.IGNORECASE)
DATES = ("article:published_time", "datepublished", "date", "dc.date", "dcterms.issued", "dcterms.date", "pubdate")
OF_THE_BODY = "//text()[not(ancestor::head or ancestor::script or ancestor::style or ancestor::title)]"
FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")
LINE = 10_000  # characters of markup that a title is read from
MARKUP = re.compile(  # what is not closed takes the rest with it, as in a browser; so the time is linear
    r"<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|</?[a-z][^<>]*>|<!doctype\b[^<>]*>|<!\[CDATA\[|\]\]>",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a page; an empty or absent field was not given."""

    title: str = ""
    url: str | None = None
    published: str | None = None
    lang: str | None = None
    site: str | None = None
    feed: str | None = None  # the first feed that the page offers


def head_of(html: str, base: str = "") -> Head:
    """Read the head of a page without building it; addresses are resolved against `base`. Linear in the length."""
    html = html[:HEAD]
    meta: dict[str, str] = {}
    url = lang = feed = None
    for tag, rest in TAG.findall(html):
        attributes = {key.lower(): unescape(a or b or c) for key, a, b, c in ATTRIBUTE.findall(rest)}
        name = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").lower()
        match tag.lower():
            case "meta" if name:
                meta.setdefault(name, attributes.get("content", ""))
            case "html":
                lang = lang or attributes.get("lang")
            case "time":
                meta.setdefault("date", attributes.get("datetime", ""))
            case "link" if "canonical" in attributes.get("rel", "").lower():
                url = url or attributes.get("href")
            case "link" if attributes.get("type", "").lower() in FEED_TYPES:
                feed = feed or attributes.get("href")
    titles = {tag.lower(): text for tag, text in reversed(TITLE.findall(html))}
    url = url or meta.get("og:url")
    return Head(
        title=plain(meta.get("og:title") or titles.get("title") or titles.get("h1") or ""),
        url=_joined(base, url),
        published=next((meta[name] for name in DATES if meta.get(name)), None),
        lang=lang,
        site=plain(meta.get("og:site_name", "")) or None,
        feed=_joined(base, feed),
    )


def holds_text(html: str) -> bool:
    """Whether a page holds any text to read, its head apart."""
    from lxml import etree  # loaded with the first page that needs it

    tree = etree.fromstring(html.encode(), etree.HTMLParser(encoding="utf-8", recover=True, huge_tree=True))
    return tree is not None and any(text.strip() for text in cast("list[str]", tree.xpath(OF_THE_BODY)))


def plain(markup: str) -> str:
    """A line of markup as text: tags dropped, entities decoded, blanks single."""
    return " ".join(unescape(MARKUP.sub("", markup[:LINE])).split())


def _joined(base: str, address: str | None) -> str | None:
    if not address:
        return None
    try:
        return urljoin(base, address.strip())
    except ValueError:  # an address in brackets that is none
        return None
