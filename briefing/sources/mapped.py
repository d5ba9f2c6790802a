"""A JSON list of any shape -> raw items, by what feeds.toml says of its keys: `items` and `fields`."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from briefing.outside import Feed, RawItem
from briefing.patterns import found_in
from briefing.sources.chunks import mark
from briefing.sources.decode import decoded
from briefing.sources.outcomes import Failed, Parsed
from briefing.sources.page import plain

KEYS = ("title", "url", "published", "text", "html", "id", "lang")  # what `fields` may map
NEEDED = ("title", "url")
SHOWN = 12  # keys of an answer that are told
EPOCH = re.compile(r"\d{9,16}(\.\d+)?")  # fewer digits are a date or a number of something else
MILLISECONDS, MICROSECONDS = 1e11, 1e14  # from here on an epoch counts in them


def parse_mapped(body: bytes, feed: Feed, known: Collection[str] = ()) -> Parsed | Failed:
    """The entries of a JSON answer, each once, those left out that `feed.skip_title` matches or whose mark is `known`.

    `feed.items` is the path of the list and each of `feed.fields` that of a value, keys joined by dots; a list stands
    for its first value. `published` may be a date in any form, or seconds or milliseconds since 1970. An entry without
    title or address is left out, and `damaged` names it with the key.
    """
    text = decoded(body)
    if text is None or not text.strip():
        return _unfit(feed, "the answer is binary and no JSON." if text is None else "the answer is empty.")
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        page = text.lstrip().startswith("<")
        return _unfit(feed, f"the answer is {'a web page and no' if page else 'broken'} JSON.")
    entries = _list_in(value, feed)
    if isinstance(entries, Failed):
        return entries
    wrong: list[str] = []
    found: dict[tuple[str | None, ...], RawItem] = {}
    for item in _items(entries, feed, wrong):
        found.setdefault((item.guid, item.url), item)
    marks = {item.mark: item for item in found.values() if item.mark}
    if not found and wrong and len(wrong) >= len(entries):
        return _unfit(feed, f"none of the {len(entries):,} items fits: {wrong[0]}.")
    more = f"; further faults: {len(wrong) - 1:,}" if len(wrong) > 1 else ""
    return Parsed(
        tuple(item for m, item in marks.items() if m not in known),
        damaged=f"{wrong[0]}{more}." if wrong else None,
        entries=len(entries),
        marks=tuple(marks),
    )


def _unfit(feed: Feed, reason: str) -> Failed:
    return Failed(feed.id, reason, "unparsable")


def _list_in(value: object, feed: Feed) -> list[Any] | Failed:
    """The list that `feed.items` leads to; without one the answer itself."""
    for step in (feed.items or "").split(".") if feed.items else ():
        if not isinstance(value, dict) or step not in value:
            there = ", ".join(map(str, list(value)[:SHOWN]))[:200] if isinstance(value, dict) else ""
            told = f"; it has {there}" if there else ""
            return _unfit(feed, f'the answer has no "{step}" of items = "{feed.items}"{told}.')
        value = value[step]
    if isinstance(value, list):
        return value
    told = f'items = "{feed.items}" leads to no list.' if feed.items else "the answer is no list, and items names none."
    return _unfit(feed, told)


def _items(entries: list[Any], feed: Feed, wrong: list[str]) -> Iterator[RawItem]:
    """The whole entries; what is wrong with others is added to `wrong`."""
    for number, entry in enumerate(entries, 1):
        values: dict[str, str | None] = {}
        for key in KEYS:
            if path := feed.fields.get(key):
                value = _value(entry, path)
                values[key] = _text(value)
                if value is not None and values[key] is None:
                    wrong.append(f'item {number}: "{path}" ({key}) is no text')
        address = _address(values.get("url"), feed)
        missing = next((k for k, v in zip(NEEDED, (values.get("title"), address), strict=True) if not v), None)
        if missing:
            given = values.get(missing)
            fault = "is no address" if given else "is missing or empty"
            wrong.append(f'item {number}: "{feed.fields.get(missing, missing)}" ({missing}) {fault}')
            continue
        title = plain(values["title"] or "")
        if not found_in(feed.skip_title, title):
            yield replace(_item(title, address, values, feed), mark=_mark(values))


def _item(title: str, address: str | None, values: Mapping[str, str | None], feed: Feed) -> RawItem:
    html = values.get("html")
    return RawItem(
        source=feed.name or feed.id,
        title=title,
        text=None if html else values.get("text") or "",
        html=html,
        url=address,
        guid=values.get("id"),
        feed=feed.id or None,
        published=_published(values.get("published")),
        lang=feed.lang or values.get("lang"),
        speaks_for=feed.speaks_for,
        role=feed.role,
    )


def _mark(values: Mapping[str, str | None]) -> str:
    """A hash of what is read of an entry: of what else it holds, counters may change with each answer."""
    return mark(json.dumps(values, sort_keys=True).encode())


def _value(entry: object, path: str) -> object:
    """What a path leads to; of a list on the way, and at its end, the first."""
    value = entry
    for step in path.split("."):
        value = value[0] if isinstance(value, list) and value else value
        value = value.get(step) if isinstance(value, dict) else None
    return value[0] if isinstance(value, list) and value else None if value == [] else value


def _text(value: object) -> str | None:
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _address(given: str | None, feed: Feed) -> str | None:
    try:
        address = urljoin(feed.url, given or "")
        parts = urlsplit(address)
    except ValueError:  # an address in brackets that is none
        return None
    return address if given and parts.scheme in ("http", "https") and parts.hostname else None


def _published(given: str | None) -> str | None:
    """A date as given; seconds, milliseconds or microseconds since 1970 as an instant."""
    if not given or not EPOCH.fullmatch(given):
        return given or None
    number = float(given)
    seconds = number / (1e6 if number >= MICROSECONDS else 1e3 if number >= MILLISECONDS else 1)
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError, OSError):
        return given
