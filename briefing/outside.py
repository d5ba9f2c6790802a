"""The nouns of the outside world: sources, what polling them remembers, and what comes from them.

Apart from the other nouns (briefing.model has all of them), because a refresh that finds nothing new needs no others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

ROLES = (
    "official",
    "cert",
    "parliament",
    "state-media",
    "wire",
    "press",
    "cyber-press",
    "vendor",
    "analysis",
)
OFFICIAL_ROLES = ("official", "cert", "parliament")  # whose text is a government's own word


@dataclass(frozen=True, slots=True)
class Feed:
    """A configured source, one `[[feed]]` table of feeds.toml."""

    id: str
    url: str
    name: str = ""
    kind: str = "feed"  # feed, listing, json, gnews
    speaks_for: str | None = None  # ISO 3166-1 alpha-2, EU, NATO, UN; None = nobody
    role: str = "press"
    institution: str | None = None
    lang: str | None = None
    rights: str = "unknown"
    every: int = 3600  # seconds
    enabled: bool = True
    reason: str | None = None  # why it is not enabled
    headers: Mapping[str, str] = field(default_factory=dict)
    skip_title: str | None = None  # regular expression: entries so titled are left out
    full_text: bool = False  # read the page of each entry too
    link_pattern: str | None = None  # of a listing: regular expression of the links to follow, with a group "date"
    split: str | None = None  # of a listing: "qa" = each question and answer is an article
    items: str | None = None  # of a json source: where its list stands, as keys joined by dots
    fields: Mapping[str, str] = field(default_factory=dict)  # of a json source: title, url, ... -> key of an item
    status: str | None = None  # what is known of it: live, listed, query, page, conflict, unverified, dead
    checked: str | None = None  # the day, month or year when somebody last saw it answer


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave with its last good answer, sent back unchanged on the next request."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class FeedState:
    """What the store remembers of a feed between polls."""

    feed: str
    validators: Validators = Validators()
    last_poll: datetime | None = None
    last_good: datetime | None = None
    failing_since: datetime | None = None
    limited_until: datetime | None = None
    gone: bool = False
    status: str = "never"  # outcome word of the last poll, or never
    http: int | None = None
    error: str | None = None
    entries: int = 0
    failures: int = 0  # failed polls in a row
    fault: str | None = None  # of the last failed poll: html, unparsable, blocked, robots, absent, server, unreachable
    moved: str | None = None  # the address that its server names for good
    newest: str | None = None  # when its newest entry was published: ISO date or UTC instant
    rhythm: int | None = None  # seconds that usually lie between two entries
    setup: str | None = None  # hash of what, besides its answer, decides what its entries become
    body: str | None = None  # hash of its last good answer
    head: str | None = None  # hash of what stands around the entries in it


@dataclass(frozen=True, slots=True)
class RawItem:
    """One page or entry as the outside world gave it, before any cleaning; `html` or `text` holds the body."""

    source: str  # publisher
    title: str = ""
    text: str | None = None
    html: str | None = None
    url: str | None = None
    id: str | None = None  # id of an article line
    guid: str | None = None  # id of a feed entry
    feed: str | None = None
    published: str | None = None  # as given
    lang: str | None = None
    speaks_for: str | None = None
    role: str = "press"
    asked_by: str | None = None  # the outlet whose question this is the answer to
    mark: str | None = None  # hash of the bytes that it was read from, by which the next poll knows it again
    name: str | None = None  # short hash of what its feed calls it


@dataclass(frozen=True, slots=True)
class Poll:
    """The outcome of polling one feed."""

    feed: str
    status: str  # new, unchanged, not-modified, empty, failed, gone, limited, skipped
    http: int | None = None
    entries: int = 0
    new: int = 0
    updated: int = 0
    seconds: float = 0.0
    error: str | None = None
    note: str | None = None  # what else is to be told, and is no fault
