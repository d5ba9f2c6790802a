"""What a [[feed]] table may say: its keys and their values -> a Feed, or which key is wrong and why."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from briefing.codes import is_language
from briefing.outside import OFFICIAL_ROLES, ROLES, Feed
from briefing.patterns import runs_away

KINDS = ("feed", "listing", "json", "gnews")
RIGHTS = ("ogl-3", "us-pd", "cc-by-4", "eu-reuse", "personal-nc", "reserved", "unknown")
RELIABILITIES = tuple("ABCDEF")
STATUSES = ("live", "listed", "query", "page", "conflict", "unverified", "dead")
CHOICES = {"kind": KINDS, "role": ROLES, "rights": RIGHTS, "reliability": RELIABILITIES, "status": STATUSES}
REQUIRED = ("id", "url")
# What each key of a [[feed]] table must be.
FEED_KEYS: Mapping[str, type | tuple[type, ...]] = {
    "id": str,
    "name": str,
    "kind": str,
    "url": str,
    "speaks_for": str,
    "role": str,
    "institution": str,
    "lang": str,
    "rights": str,
    "reliability": str,
    "every": (str, int),
    "headers": dict,
    "skip_title": str,
    "full_text": bool,
    "link_pattern": str,
    "split": str,
    "items": str,
    "fields": dict,
    "enabled": bool,
    "reason": str,
    "status": str,
    "checked": (str, date),
}
TYPE_WORDS = {str: "text in quotes", bool: "true or false", dict: 'a table such as { name = "value" }'}
OF_KINDS = {  # the kinds of source that a key is for; any other key is for all
    "link_pattern": ("listing",),
    "split": ("listing",),
    "items": ("json",),
    "fields": ("json",),
    "full_text": ("feed", "json"),
}
FIELDS = ("title", "url", "published", "text", "html", "id", "lang")  # what an item of a json source may hold
NEEDED_FIELDS = ("title", "url")
LONGEST_ID = 100
SHORTEST_RHYTHM = 60  # seconds
LONGEST_RHYTHM = 366 * 86400
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # a field name, RFC 9110, 5.1
# Headers of the connection, or of what the program itself asks: RFC 9110, 7.6.1.
_OURS = """
    host content-length transfer-encoding connection keep-alive proxy-connection proxy-authorization te trailer upgrade
    expect if-none-match if-modified-since if-match if-unmodified-since if-range range
"""
OURS = frozenset(_OURS.split())


@dataclass(frozen=True, slots=True)
class Wrong:
    """Which key of a table is wrong, and what about it, in words that show no value of a header."""

    key: str
    what: str

    @property
    def sentence(self) -> str:
        """The words with their end, printable: a key may hold anything."""
        words = "".join(c if c.isprintable() else "\ufffd" for c in self.what)
        return words if words.endswith((".", "?")) else f"{words}."


def feed_of(table: Mapping[str, Any], governs: Callable[[str], str | None]) -> Feed | Wrong:
    """A [[feed]] table -> its Feed, or the first thing that is wrong.

    `governs` says of a code what is wrong with it as a government's, None = nothing.
    """
    wrong = next(_faults(table, governs), None)
    if wrong is not None:
        return wrong
    kept = {key: value for key, value in table.items() if key in Feed.__dataclass_fields__}
    kept.update(name=table.get("name") or table["id"], every=seconds(table.get("every", "1h")))
    if isinstance(table.get("checked"), date):
        kept["checked"] = table["checked"].isoformat()
    return Feed(**kept)


def nearest(key: str, known: Iterable[str]) -> str:
    """The end of a complaint about an unknown key: the one that was meant, else all there are."""
    import difflib  # only to complain

    names = list(known)
    close = difflib.get_close_matches(key, names, n=1)
    return f"; did you mean {close[0]}?" if close else f"; known are {', '.join(names)}"


def meant(unknown: str, known: Iterable[str]) -> str:
    """The end of a complaint about an unknown id: the one that was probably meant, or a full stop."""
    import difflib

    close = difflib.get_close_matches(unknown, list(known), n=1)
    return f"; did you mean {close[0]}?" if close else "."


def seconds(every: str | int) -> int | None:
    """How many seconds "30m", "1h", "2d" or a number are, at most a year; None = it is none of these."""
    match = re.fullmatch(r"([0-9]{1,12})\s*([smhd]?)", str(every).strip())
    return min(int(match[1]) * UNITS[match[2] or "s"], LONGEST_RHYTHM) if match else None


# ------------------------------------------------------------------------------------------------ what is wrong
def _faults(table: Mapping[str, Any], governs: Callable[[str], str | None]) -> Iterator[Wrong]:
    """Each test assumes what those before it have passed."""
    for key, value in table.items():
        yield from _of_key(key, value)
    for key in REQUIRED:
        if not table.get(key):
            yield Wrong("feed", f"{key} is missing")
    yield from _of_address(table["url"])
    yield from _of_kind(table)
    for key in ("skip_title", "link_pattern"):
        yield from _of_pattern(key, table.get(key, ""))
    if (code := table.get("speaks_for")) is not None and (what := governs(code)):
        yield Wrong("speaks_for", f"speaks_for is {code!r}, {what}")
    if (lang := table.get("lang")) is not None and not is_language(re.split("[-_]", lang.lower())[0]):
        yield Wrong("lang", f"lang is {lang!r}, no language's code; write one such as en, zh or ja")
    yield from _of_headers(table.get("headers", {}))
    yield from _of_rhythm(table.get("every", "1h"))
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", str(table.get("checked", "2000"))):
        yield Wrong("checked", f"checked is {table['checked']!r}; write a day, month or year: 2026-10-04")


def _of_key(key: str, value: Any) -> Iterator[Wrong]:
    if key not in FEED_KEYS:
        yield Wrong(key, f"unknown key {key}{nearest(key, FEED_KEYS)}")
        return
    kinds = FEED_KEYS[key]
    if not isinstance(value, kinds) or (isinstance(value, bool) and kinds is not bool):
        shown = key if key == "headers" else f"{key} is {value!r}, which"
        words = TYPE_WORDS[kinds] if isinstance(kinds, type) else "text in quotes or a number"
        yield Wrong(key, f"{shown} is of the wrong type; it has to be {words}")
    elif isinstance(value, str) and not value.isprintable():
        yield Wrong(key, f"{key} holds a line end or another character that cannot be printed")
    elif key in CHOICES and value not in CHOICES[key]:
        yield Wrong(key, f"{key} is {value!r}; it can be {', '.join(CHOICES[key])}")
    elif key == "id" and len(str(value)) > LONGEST_ID:
        yield Wrong(key, f"the id has {len(str(value))} characters; at most {LONGEST_ID} are read")


def _of_address(url: str) -> Iterator[Wrong]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:  # an address in brackets that is none, a port that is no number
        parts, host, port = urlsplit(""), None, None
    if parts.scheme not in ("http", "https") or not host or port == 0:
        yield Wrong("url", "the address has to begin with http:// or https:// and name a host")
    elif re.search(r"\s", url):
        yield Wrong("url", "the address holds a space or a line end; a space in it is written %20")
    elif "@" in parts.netloc:
        yield Wrong("url", 'the address holds a name or password; write headers = { Authorization = "$NAME" } instead')


def _of_kind(table: Mapping[str, Any]) -> Iterator[Wrong]:
    kind = table.get("kind", "feed")
    if kind == "gnews" and (table.get("speaks_for") or table.get("role") in OFFICIAL_ROLES):
        yield Wrong("kind", "a Google News query speaks for nobody and is never official")
    for key in table:
        if kind not in OF_KINDS.get(key, KINDS):
            yield Wrong(key, f"{key} is for a source of the kind {' or '.join(OF_KINDS[key])}, and this is a {kind}")
    if table.get("split", "qa") != "qa":
        yield Wrong("split", f'split is {table["split"]!r}; it can be "qa" or be left out')
    fields = table.get("fields", {})
    for name, path in fields.items():
        if name not in FIELDS:
            yield Wrong("fields", f"fields names {name}{nearest(name, FIELDS)}")
        if not isinstance(path, str) or not path:
            yield Wrong("fields", f'fields gives a key of the item to each name: {name} = "headline"')
    if not table.get("enabled", True):  # may wait for what it needs
        return
    if kind == "listing" and not table.get("link_pattern"):
        yield Wrong("kind", "a listing needs link_pattern, the regular expression of the links to follow")
    for name in NEEDED_FIELDS if kind == "json" else ():
        if name not in fields:
            yield Wrong("fields" if fields else "kind", f'a json source needs fields with {name} = "..."')


def _of_pattern(key: str, pattern: str) -> Iterator[Wrong]:
    try:
        groups = re.compile(pattern).groupindex
    except (re.error, RecursionError, OverflowError) as error:
        yield Wrong(key, f"{key} is no regular expression: {error}")
        return
    if why := runs_away(pattern):
        yield Wrong(key, f"{key} could run for ever: {why}")
    for name in groups:
        if (key, name) != ("link_pattern", "date"):
            yield Wrong(key, f"{key} has a group {name}; the one that is read is date, of link_pattern")


def _of_headers(headers: Mapping[str, Any]) -> Iterator[Wrong]:
    for name, value in headers.items():
        if not TOKEN.fullmatch(name):
            yield Wrong("headers", f"headers names {name!r}, which can be no header")
        elif name.lower() in OURS:
            yield Wrong("headers", f"headers names {name}, which is made with each request and cannot be set")
        elif not isinstance(value, str) or not is_header_value(value):
            yield Wrong("headers", f"headers gives one line of text in Latin letters to each name, and not to {name}")


def is_header_value(value: str) -> bool:
    """Whether a text can be sent as the value of a header: one line that Latin-1 can write."""
    return value.isprintable() and all(ord(c) < 256 for c in value)


def _of_rhythm(every: str | int) -> Iterator[Wrong]:
    rhythm = seconds(every)
    if rhythm is None:
        yield Wrong("every", f"every is {every!r}; write 30m, 1h, 2d or seconds")
    elif rhythm < SHORTEST_RHYTHM:
        yield Wrong("every", f"every is {every!r}; a feed is asked at most once a minute")
