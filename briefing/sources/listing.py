"""Pages of links -> the pages that they lead to -> raw items, for who publishes without a feed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import cast
from urllib.parse import urldefrag, urljoin, urlsplit

from briefing.outside import Feed, RawItem
from briefing.sources.decode import charset_of_html, decoded
from briefing.sources.matter import matter_of, text_length, tree_of
from briefing.sources.outcomes import Failed
from briefing.sources.page import Head, head_of

LONGEST_ADDRESS = 500  # characters; the time that a pattern takes may grow with the cube of them
FEED = re.compile(r"<(rss|feed|rdf:RDF)\b", re.IGNORECASE)
PROLOGUE = 2_000  # characters in which a page or a feed shows what it is
BLANKS = re.compile(r"[\t\n\r]+")  # a browser takes them out of an address
LOCAL = re.compile(r"\s*(\d{4}-\d\d-\d\d)[ T]\d\d:\d\d(?::\d\d)?\s*")
CUT = ("…", "...")
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a listing: absolute address without fragment, ISO date if the address holds one, its words."""

    address: str
    date: str | None = None
    title: str = ""


def page_of(body: bytes, content_type: str | None, name: str) -> str | Failed:
    """The text of a web page as sent; a Failed for `name` where it is none."""
    said = CHARSET.search(content_type or "")
    page = decoded(body, said[1] if said else charset_of_html(body))
    if page is None:
        return Failed(name, "the answer is binary and no web page.")
    if not page.strip():
        return Failed(name, "the answer is empty.")
    if FEED.search(page[:PROLOGUE]):
        return Failed(name, 'the answer is a feed and no page of links; its kind is "feed".')
    if "<" not in page or page.lstrip().startswith(("{", "[")):
        return Failed(name, "the answer is no web page.")
    return page


def links_in(page: str, feed: Feed, base: str) -> tuple[Link, ...] | Failed:
    """The links that `feed.link_pattern` finds in their absolute address, each once, in the page's order.

    The pattern's group "date" holds an ISO date, eight digits, or six with two of the year. `base` is the address of
    the page; <base href> goes before it. Of several links to one page the first with words gives the title.
    """
    root = tree_of(page)
    if root is None:
        return Failed(feed.id, "the answer is no web page.")
    bases = cast("list[str]", root.xpath("//base/@href"))
    base = _resolved(base, bases[0]) or base if bases else base
    pattern = re.compile(feed.link_pattern or "")
    seen: set[str] = set()
    found: dict[str, Link] = {}
    for anchor in root.iter("a"):
        address = _resolved(base, anchor.get("href", ""))
        if address is None:
            continue
        seen.add(address)
        match = pattern.search(address)
        if match is None:
            continue
        words = " ".join("".join(cast("list[str]", anchor.xpath(".//text()"))).split()) or anchor.get("title", "")
        before = found.get(address)
        if before is None or (words and not before.title):
            found[address] = Link(address, iso_date(match.groupdict().get("date")), words)
    if found:
        return tuple(found.values())
    if not seen:
        return Failed(feed.id, "the page holds no links.")
    total = "the only link of the page does not match" if len(seen) == 1 else f"none of {len(seen):,} links matches"
    return Failed(feed.id, f"{total} link_pattern.")


def item_of(page: str, link: Link, feed: Feed) -> RawItem | Failed:
    """The article on a page: its matter, its title, and the date of its address, else the day of its own head.

    Where its matter cannot be told from the rest, the item holds the page's HTML.
    """
    head = head_of(page, link.address)
    text = matter_of(page)
    if text is None and not text_length(None, page):
        return Failed(link.address, "the page holds no text.")
    return RawItem(
        source=feed.name or head.site or feed.id,
        title=_title(head, link),
        text=text,
        html=None if text else page,
        url=link.address,
        feed=feed.id or None,
        published=link.date or _day(head.published),
        lang=feed.lang or head.lang,
        speaks_for=feed.speaks_for,
        role=feed.role,
    )


def iso_date(given: str | None) -> str | None:
    """An ISO date out of a part of an address: 2021-07-20, 2021/7/20, 20210720 or 210720; None = it holds none."""
    text = given or ""
    parts = re.split(r"[^0-9]+", text) if not text.isdigit() else []
    if len(parts) != 3:
        digits = {8: text, 6: f"20{text}"}.get(len(text), "")
        parts = [digits[:4], digits[4:6], digits[6:]]
    try:
        year, month, day = map(int, parts)
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _day(published: str | None) -> str | None:
    """A date of a page as given, without its time where no zone says when that was: a site's own is not known."""
    match = LOCAL.fullmatch(published or "")
    return match[1] if match else published


def _title(head: Head, link: Link) -> str:
    """The page's title; the link's words where the page only adds its site's name to them."""
    whole = link.title and not link.title.endswith(CUT)
    return link.title if whole and (not head.title or head.title.startswith(link.title)) else head.title or link.title


def _resolved(base: str, href: str) -> str | None:
    """The absolute address of a link without its fragment; None where it leads to no web page."""
    href = BLANKS.sub("", href.strip())
    if not href or href.startswith("#") or len(href) > LONGEST_ADDRESS:
        return None
    try:
        address = urldefrag(urljoin(base, href)).url
        parts = urlsplit(address)
    except ValueError:  # an address in brackets that is none
        return None
    return address if parts.scheme in ("http", "https") and parts.hostname else None
