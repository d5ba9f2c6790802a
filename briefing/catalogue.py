"""The shipped catalogue: every source that somebody looked at, the starter set among them, and how to find one."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from briefing.config import starter
from briefing.feedkeys import Wrong, feed_of
from briefing.gazetteer.names import land_words
from briefing.outside import Feed

PREFIX = 3  # letters from which on a word finds those that begin with it


@dataclass(frozen=True, slots=True)
class Entry:
    """A source of the catalogue: its feed, the table that gives it, and whether the starter set has it."""

    feed: Feed
    table: Mapping[str, Any]
    starter: bool = False


@cache
def entries() -> tuple[Entry, ...]:
    """Every source, those of the starter set first, each set in the order of its file."""
    others = resources.files("briefing").joinpath("catalogue.toml").read_text(encoding="utf-8")
    return (*_entries(starter(), starter=True), *_entries(others, starter=False))


def entry(id_: str) -> Entry | None:
    """The source of an id, or None."""
    return next((e for e in entries() if e.feed.id == id_), None)


def near(id_: str) -> str | None:
    """The id in the catalogue that was probably meant by one that is not in it."""
    close = difflib.get_close_matches(id_, [e.feed.id for e in entries()], n=1)
    return close[0] if close else None


def find(words: Sequence[str]) -> list[Entry]:
    """The sources that all these words name: by id, name, publisher, role, language, status, government or its land.

    From the third letter on the beginning of a word finds it too. Without words: all.
    """
    wanted = [w for word in words for w in _words(word)]
    return [e for e in entries() if all(_named(word, _terms(e.feed)) for word in wanted)]


def _entries(text: str, *, starter: bool) -> Iterator[Entry]:
    for table in tomllib.loads(text)["feed"]:
        feed = feed_of(table, lambda _: None)
        if isinstance(feed, Wrong):  # what is shipped was checked
            raise ValueError(f"{table.get('id')}: {feed.sentence}")
        yield Entry(feed, table, starter)


def _terms(feed: Feed) -> frozenset[str]:
    land = (feed.institution or "").partition("-")[0].upper()  # a query speaks for nobody and watches somebody
    lands = _lands().get(feed.speaks_for or land, ())
    told = (feed.id, feed.name, feed.kind, feed.role, feed.institution, feed.lang, feed.status, feed.speaks_for, *lands)
    return frozenset(word for text in told for word in _words(text or ""))


@cache
def _lands() -> Mapping[str, tuple[str, ...]]:
    """Code of a government -> every name of its land."""
    found: dict[str, list[str]] = {}
    for word, code in land_words().items():
        found.setdefault(code, []).append(word)
    return {code: tuple(words) for code, words in found.items()}


def _named(word: str, terms: frozenset[str]) -> bool:
    return word in terms or (len(word) >= PREFIX and any(term.startswith(word) for term in terms))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
