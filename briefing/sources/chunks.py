"""A feed's bytes -> head, entries, tail, so that an entry that was read before is known by its bytes alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice

SPACE = b" \t\r\n"
DECLARED = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE)
OF_ONE_BYTE = re.compile(rb"(iso-8859-\d+|windows-125\d)", re.IGNORECASE)
SHIFT = b"\x1b"  # begins characters of several bytes that look like letters and marks
VOLATILE = re.compile(rb"<(/?)((?:\w+:)?(?:lastBuildDate|pubDate|updated|modified|date|items))\b[^<>]*>")
MOST = 200  # of their tags that are looked at around the entries


@dataclass(frozen=True, slots=True)
class Chunks:
    """A feed cut at its entries: head + any of the entries + tail is a feed again."""

    head: bytes
    entries: tuple[bytes, ...]
    tail: bytes

    def with_only(self, entries: Iterable[bytes]) -> bytes:
        """The feed with only these of its entries."""
        return b"\n".join((self.head, *entries, self.tail))


def around(chunks: Chunks) -> bytes:
    """What stands around the entries, without what changes with each of them: dates, and the list of an RDF feed."""
    return _lasting(chunks.head) + b"\0" + _lasting(chunks.tail)


def _lasting(part: bytes) -> bytes:
    """A part without its VOLATILE elements, each from its begin to the next end of that name."""
    tags = list(islice(VOLATILE.finditer(part), MOST + 1))
    if len(tags) > MOST:
        return part  # no feed: it may change with every poll
    kept, at = [], 0
    for tag in tags:
        if tag[1] or tag.start() < at:
            continue
        ends = (t for t in tags if t[1] and t[2] == tag[2] and t.start() >= tag.end())
        end = tag if tag[0].endswith(b"/>") else next(ends, None)
        if end is not None:
            kept.append(part[at : tag.start()])
            at = end.end()
    return b"".join([*kept, part[at:]])


def mark(*parts: bytes) -> str:
    """A short hash of bytes, by which they are known again."""
    digest = blake2b(digest_size=12)
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


def chunks_of(body: bytes, *, utf8: bool = False) -> Chunks | None:
    """Cut a feed at its <item> or <entry> elements; None on any doubt that a cut is where an entry begins or ends.

    A doubt is anything but blanks between two entries, an entry inside another, entities of the feed's own, and bytes
    that can be read in several ways (`utf8` says that they are known to be UTF-8). A cut may still go through a CDATA
    section or a comment: then the parser finds fewer entries than there are chunks, and that has to be looked at. Time
    is linear in the length of the body.
    """
    start = body[:200].lstrip(b"\xef\xbb\xbf" + SPACE)
    if not start.startswith(b"<") or b"\0" in body or SHIFT in body or b"<!ENTITY" in body:
        return None
    if not (utf8 or body.isascii() or _is_plain(body, start)):
        return None
    spans = _spans(body, b"item") or _spans(body, b"entry")
    if not spans:
        return None
    head, tail = body[: spans[0][0]], body[spans[-1][1] :]
    return Chunks(head, tuple(body[a:b] for a, b in spans), tail)


def _is_plain(body: bytes, start: bytes) -> bool:
    """Whether a feed says that it is in a charset of one byte, or in UTF-8 and is."""
    declared = DECLARED.match(start)
    if declared and OF_ONE_BYTE.fullmatch(declared[1]):
        return True
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not declared or declared[1].lower() in (b"utf-8", b"utf8")


def _spans(body: bytes, name: bytes) -> list[tuple[int, int]]:
    """Where the elements of a name begin and end, when they stand side by side; else nothing."""
    spans: list[tuple[int, int]] = []
    at = 0
    ends = _tags(body, b"</" + name)
    begins = _tags(body, b"<" + name)
    for begin in begins:
        end = next(ends, None)
        if end is None or begin < at or end < begin or (spans and body[at:begin].strip(SPACE)):
            return []
        at = body.find(b">", end) + 1
        if not at:
            return []
        spans.append((begin, at))
    return [] if next(ends, None) is not None else spans


def _tags(body: bytes, tag: bytes) -> Iterator[int]:
    at = body.find(tag)
    while at >= 0:
        if body[at + len(tag) : at + len(tag) + 1] in b" \t\r\n>/":
            yield at
        at = body.find(tag, at + 1)
