"""Bytes of a feed -> its entries: RSS, Atom, RDF through feedparser, JSON Feed by hand."""

from __future__ import annotations

import codecs
import io
import json
import logging
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any
from urllib.parse import urljoin

from briefing.outside import Feed, RawItem
from briefing.patterns import found_in
from briefing.sources.chunks import Chunks, around, chunks_of, mark
from briefing.sources.decode import decoded
from briefing.sources.outcomes import Document, Failed, Parsed, Read
from briefing.sources.page import head_of, plain
from briefing.sources.strict import read_strictly

PAGE = re.compile(rb"<(!doctype\s+html|html|head|body)\b", re.IGNORECASE)
OF_A_FEED = re.compile(rb"<(\w+:)?(rss|feed|rdf|channel|item|entry)\b", re.IGNORECASE)
PROLOGUE = 4_000  # bytes in which a page shows that it is one
OTHER_CHARSET = re.compile(rb"""encoding\s*=\s*["'](?!iso-8859-1["']|windows-1252["']|us-ascii["'])""", re.IGNORECASE)
DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
REFERENCE = re.compile(
    r"&#(?:0*([0-9]{1,8})(?![0-9])|[xX]0*([0-9a-fA-F]{1,7})(?![0-9a-fA-F])|[0-9]+|[xX][0-9a-fA-F]+);?"
)
REFERENCES = re.compile(rf"(?:{REFERENCE.pattern})+")
WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
UTF8 = "application/xml; charset=utf-8"
AT_ONCE = 400_000  # bytes of entries
MOST = 20_000  # entries read in one poll, give or take a part
NOTHING: Mapping[str, str] = MappingProxyType({})
log = logging.getLogger(__name__)
CUT = tuple((f"<{name}".encode(), f"</{name}".encode()) for name in ("item", "entry"))


def parse_feed(
    body: bytes,
    *,
    content_type: str | None,
    feed: Feed,
    read: Read | None = None,
    known: Mapping[str, str] = NOTHING,
    head: str | None = None,
    seconds: float = 30.0,
) -> Parsed | Failed:
    """The entries of a feed in its own order, each once, those that `feed.skip_title` matches left out.

    Entries whose marks are `known` (mark -> name) are left out too, if what stands around them has the hash `head` as
    when they were read. A malformed feed keeps its whole entries and says where it is damaged. What is no feed gives a
    Failed that says what it is instead, with the feed that the page offers. `read` does the parsing, in the `seconds`
    that are left for all of it; by default it is done here and takes as long as it takes.
    """
    start = body.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        return Failed(feed.id, "the answer is empty.", "unparsable")
    if start.startswith(b"{"):
        return _json_feed(body, feed)
    reading = _Reading(feed, read or _here, time.monotonic() + seconds)
    body, content_type = _in_known_charset(body, content_type)
    chunks = chunks_of(body, utf8=content_type == UTF8)
    if chunks is not None:
        parsed = reading.what_is_new(chunks, content_type, known, head)
        if parsed is not None:
            return parsed
    return reading.whole(body, content_type)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One feed's bytes being read: entry by entry where they can be told apart, else as a whole."""

    feed: Feed
    read: Read
    ends: float  # on the monotonic clock

    def document(self, body: bytes, content_type: str | None) -> Document | Failed:
        return self.read(body, content_type, self.feed, max(0.5, self.ends - time.monotonic()))

    def what_is_new(
        self, chunks: Chunks, content_type: str | None, known: Mapping[str, str], head: str | None
    ) -> Parsed | Failed | None:
        """What its entries hold that are not known; None where anything speaks against taking them one by one.

        Then they are damaged, or not as many as they seem, or called alike: the whole feed has to be looked at.
        """
        outside = mark(around(chunks), b"\0", (content_type or "").encode("utf-8", "replace"))
        known = known if outside == head else NOTHING
        marks = tuple(map(mark, chunks.entries))
        new = {m: entry for m, entry in zip(marks, chunks.entries, strict=True) if m not in known}
        items: list[RawItem] = []
        for part in _parts(new):
            if items and (time.monotonic() > self.ends or len(items) > MOST):
                break
            document = self.document(chunks.with_only(part.values()), content_type)
            if isinstance(document, Failed):
                return replace(document, fault="unparsable")
            if document.damaged_at is not None or document.mended or len(document.items) != len(part):
                return None
            items += (replace(i, mark=m, name=_name(i)) for i, m in zip(document.items, part, strict=True))
        names = Counter(item.name for item in items)
        if any(n > 1 for n in names.values()) or any(name in names for m in marks if (name := known.get(m))):
            return None
        unread = set(new) - {item.mark for item in items}
        return Parsed(
            tuple(_wanted(items, self.feed)),
            len(set(marks) - unread),
            note=f"entries that are left to the next poll: {len(unread):,}." if unread else None,
            partial=bool(unread),
            head=outside,
            marks=tuple(m for m in dict.fromkeys(marks) if m not in unread),
        )

    def whole(self, body: bytes, content_type: str | None) -> Parsed | Failed:
        """All its entries."""
        if _is_page(body):
            return _no_feed(body, self.feed)
        document = self.document(body, content_type)
        if isinstance(document, Failed):
            return replace(document, fault="unparsable")
        items = document.items
        if not items and not document.is_feed:
            return _no_feed(body, self.feed)
        damaged, cut = None, False
        if document.damaged_at is not None:
            cut = bool(items) and _is_cut(body)
            items = items[:-1] if cut else items
            damaged = f"the feed is damaged at line {document.damaged_at}; whole entries kept: {len(items)}."
        elif document.mended:
            damaged = f"the feed is damaged; whole entries kept: {len(items)}."
        distinct = _distinct(items)
        return Parsed(tuple(_wanted(distinct, self.feed)), len(distinct), damaged, partial=cut)


def _parts(entries: Mapping[str, bytes]) -> Iterator[dict[str, bytes]]:
    """Entries in parts that are read at once: together they would take much memory."""
    part: dict[str, bytes] = {}
    size = 0
    for m, entry in entries.items():
        if part and size + len(entry) > AT_ONCE:
            yield part
            part, size = {}, 0
        part[m] = entry
        size += len(entry)
    if part:
        yield part


def _here(body: bytes, content_type: str | None, feed: Feed, _: float) -> Document | Failed:
    return read_document(body, content_type, feed)


def read_soon(body: bytes, content_type: str | None, feed: Feed) -> Document | None:
    """What feedparser would find in a feed, in linear time; None when it takes feedparser itself to know."""
    found = read_strictly(body, content_type)
    return found and Document(tuple(_item(entry, found[0], feed) for entry in found[1]), is_feed=True)


def read_document(body: bytes, content_type: str | None, feed: Feed) -> Document | Failed:
    """What feedparser finds in a feed; its time has no bound, which is why a process does it that can be ended."""
    return read_soon(body, content_type, feed) or read_thoroughly(body, content_type, feed)


def read_thoroughly(body: bytes, content_type: str | None, feed: Feed) -> Document | Failed:
    """What feedparser itself finds in a feed."""
    found, mended = _understood(body, content_type)
    if found is None:
        return Failed(feed.id, "the answer is damaged so that it cannot be read.", "unparsable")
    channel = dict(found.feed)
    items = tuple(_item(dict(entry), channel, feed) for entry in found.entries)  # dict: without aliases, which warn
    error = found.get("bozo_exception")
    damaged_at = error.getLineNumber() if isinstance(error, Exception) and hasattr(error, "getLineNumber") else None
    return Document(items, bool(found.get("version")), damaged_at, mended)


def _understood(body: bytes, content_type: str | None) -> tuple[Any, bool]:
    """What feedparser finds, or None when it fails, and whether the feed had to be mended for it."""
    import feedparser  # loaded with the first feed that needs it

    def parse(data: bytes, said: str) -> Any:
        # Given as a stream: feedparser takes bytes for the name of a file or an address when they look like one.
        headers = {"content-type": said}
        return feedparser.parse(
            io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )

    try:
        return parse(body, content_type or ""), False
    except MemoryError:
        raise
    except Exception as error:  # it raises what it likes, most often at a reference to what is no character
        log.info("feedparser: %r", error)
    declared = DECLARED.search(body[:PROLOGUE])
    text = decoded(body, declared[1].decode() if declared else None) or body.decode("latin-1")
    try:
        return parse(REFERENCES.sub(_to_characters, text).encode("utf-8", "replace"), UTF8), True
    except MemoryError:
        raise
    except Exception as error:
        log.info("feedparser: %r", error)
        return None, True


def _to_characters(found: re.Match[str]) -> str:
    """A run of character references with halves of UTF-16 put together, and U+FFFD for what is no character."""
    numbers = (int(d) if d else int(h or "110000", 16) for d, h in REFERENCE.findall(found[0]))
    units = "".join(chr(number) if number < 0x110000 else "\ufffd" for number in numbers)
    text = units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return "".join(f"&#{ord(character)};" for character in text)


def _item(entry: Mapping[str, Any], channel: Mapping[str, Any], feed: Feed) -> RawItem:
    body, is_html = _body(entry)
    title = _title(entry)
    publisher = feed.name or plain(str(channel.get("title") or "")) or feed.id
    if feed.kind == "gnews":  # a query's entries are other publishers' articles, their names behind the titles
        publisher = plain(str((entry.get("source") or {}).get("title") or "")) or publisher
        title = title.removesuffix(f" - {publisher}")
    return RawItem(
        source=publisher,
        title=title,
        text=None if is_html else body,
        html=body if is_html else None,
        url=_link(entry, feed),
        guid=_string(entry.get("id")),
        feed=feed.id or None,
        published=next((_string(entry[key]) for key in ("published", "updated", "created") if entry.get(key)), None),
        lang=feed.lang or _string(channel.get("language")),
        speaks_for=feed.speaks_for,
        role=feed.role,
    )


def _body(entry: Mapping[str, Any]) -> tuple[str, bool]:
    """The longest of an entry's texts and whether it is HTML."""
    texts = [*(entry.get("content") or ()), entry.get("summary_detail") or {}]
    best = max(texts, key=lambda text: len(text.get("value") or ""))
    return best.get("value") or "", best.get("type") != "text/plain"


def _title(entry: Mapping[str, Any]) -> str:
    value = entry.get("title") or ""
    return " ".join(value.split()) if (entry.get("title_detail") or {}).get("type") == "text/plain" else plain(value)


def _link(entry: Mapping[str, Any], feed: Feed) -> str | None:
    """The first link to a page: the entry's own, one of its alternates, or an id that is an address.

    An id that is none ("1") is no address relative to the feed, though feedparser takes it for the entry's link.
    """
    others = (link.get("href") for link in entry.get("links") or () if link.get("rel") == "alternate")
    for link in (entry.get("link"), *others, entry.get("id")):
        joined = _joined(feed.url, link) if link != entry.get("id") or "://" in str(link) else None
        if joined and joined.startswith(("http://", "https://")):
            return joined
    return None


def _joined(base: str, link: object) -> str | None:
    if not isinstance(link, str) or not link.strip():
        return None
    if link.startswith(("http://", "https://")):
        return link
    try:
        return urljoin(base, link.strip())
    except ValueError:  # an address in brackets that is none
        return None


def _string(value: object) -> str | None:
    if isinstance(value, str | int) and not isinstance(value, bool):
        return str(value).strip() or None
    return None


def _wanted(items: Iterable[RawItem], feed: Feed) -> Iterator[RawItem]:
    return (item for item in items if not found_in(feed.skip_title, item.title))


def _distinct(items: Iterable[RawItem]) -> list[RawItem]:
    """Each entry once; entries that share an id, or without one a link, are told apart by link and title, all alike."""
    seen: dict[tuple[str | None, ...], RawItem] = {}
    for item in items:
        title = item.title if item.guid or item.url else f"{item.title}\n{item.text or item.html}"
        seen.setdefault((item.guid, item.url, title), item)
    shared = Counter(name for item in seen.values() for name in _names(item))
    return [_told_apart(item, shared) for item in seen.values()]


def _name(item: RawItem) -> str:
    """A short hash of what its feed calls an entry, or nothing where it calls it nothing."""
    names = _names(item)
    return mark(names[0].encode("utf-8", "replace")) if names else ""


def _names(item: RawItem) -> Sequence[str]:
    """What an entry can be called by, the shortest first; nothing where it has neither id nor link."""
    first = item.guid or item.url
    parts = [first, *(p for p in (item.url, item.title) if p and p != first)] if first else []
    return [" ".join(parts[: n + 1]) for n in range(len(parts))]


def _told_apart(item: RawItem, shared: Mapping[str, int]) -> RawItem:
    names = _names(item)
    own = next((n for n, name in enumerate(names) if shared[name] == 1), len(names) - 1)
    return replace(item, guid=names[own]) if own > 0 else item


def _in_known_charset(body: bytes, content_type: str | None) -> tuple[bytes, str | None]:
    """Body and content type, with the charset put right where the bytes themselves leave no doubt.

    UTF-16 and UTF-32 with a byte order mark become UTF-8. Bytes that are valid UTF-8 are it, although they, or their
    transport, say a Western charset, none, or one in which their declaration itself is none: Western text is hardly
    ever valid UTF-8 by chance.
    """
    if body.startswith(WIDE_MARKS):
        text = decoded(body)
        return (text.encode("utf-8", "replace"), UTF8) if text is not None else (body, content_type)
    if not _lies(DECLARED.search(body[:PROLOGUE])) and (body.isascii() or OTHER_CHARSET.search(body[:200])):
        return body, content_type
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return body, content_type
    return body, UTF8


def _lies(declaration: re.Match[bytes] | None) -> bool:
    """Whether an XML declaration names a charset that it is not written in itself, or one that is for no text."""
    if declaration is None:
        return False
    try:
        return declaration[0].decode(declaration[1].decode()) != declaration[0].decode("ascii")
    except (LookupError, UnicodeError):
        return True


def _is_cut(body: bytes) -> bool:
    """Whether the last entry begins and does not end."""
    narrow = body.replace(b"\0", b"")
    return any(narrow.rfind(begin) > narrow.rfind(end) for begin, end in CUT)


def _is_page(body: bytes) -> bool:
    """Whether it is a web page at once, without a sign of a feed: reading a large one as a feed takes half a minute."""
    narrow = body.replace(b"\0", b"")
    return bool(PAGE.search(narrow[:PROLOGUE])) and not OF_A_FEED.search(narrow)


def _no_feed(body: bytes, feed: Feed) -> Failed:
    """What an answer without a feed is instead; a page is named by its title, with the feed that it offers."""
    if not PAGE.search(body[:PROLOGUE].replace(b"\0", b"")):
        return Failed(feed.id, "the answer is no feed.", "unparsable")
    head = head_of(decoded(body) or body.decode("latin-1"), feed.url)
    title = f' "{head.title[:100]}"' if head.title else ""
    offer = f"; it offers the feed {head.feed}." if head.feed else "."
    return Failed(feed.id, f"the answer is a web page{title} and no feed{offer}", "html")


def _json_feed(body: bytes, feed: Feed) -> Parsed | Failed:
    """A JSON Feed (version 1 or 1.1, jsonfeed.org)."""
    try:
        value = json.loads(decoded(body) or "")
    except (ValueError, RecursionError):
        return Failed(feed.id, "the answer is broken JSON and no feed.", "unparsable")
    entries = value.get("items")
    if not str(value.get("version", "")).startswith("https://jsonfeed.org/version/") or not isinstance(entries, list):
        return Failed(feed.id, "the answer is JSON and no feed.", "unparsable")
    whole = [entry for entry in entries if isinstance(entry, dict)]
    items = (_json_item(entry, value, feed) for entry in whole)
    lost = len(entries) - len(whole)
    distinct = _distinct(items)
    damaged = f"entries of the feed that are no objects: {lost}." if lost else None
    return Parsed(tuple(_wanted(distinct, feed)), len(distinct), damaged)


def _json_item(entry: Mapping[str, Any], channel: Mapping[str, Any], feed: Feed) -> RawItem:
    html = _string(entry.get("content_html"))
    return RawItem(
        source=feed.name or plain(_string(channel.get("title")) or "") or feed.id,
        title=" ".join((_string(entry.get("title")) or "").split()),
        text=None if html else _string(entry.get("content_text")) or _string(entry.get("summary")) or "",
        html=html,
        url=_link({"link": entry.get("url") or entry.get("external_url"), "id": entry.get("id")}, feed),
        guid=_string(entry.get("id")),
        feed=feed.id or None,
        published=_string(entry.get("date_published")) or _string(entry.get("date_modified")),
        lang=feed.lang or _string(entry.get("language")) or _string(channel.get("language")),
        speaks_for=feed.speaks_for,
        role=feed.role,
    )
