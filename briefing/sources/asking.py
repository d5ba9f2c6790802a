"""Asking an address that a person gave whether it is a feed: of a web page, the feed that it offers."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from briefing.model import Feed, FeedState
from briefing.sources.decode import charset_of_html, decoded
from briefing.sources.outcomes import Failed, Get, Request, Response
from briefing.sources.page import head_of
from briefing.sources.poll import poll


@dataclass(slots=True)
class Asked:
    """What asking found: where the feed is, what it calls itself, what to tell on the way, or why there is none."""

    url: str
    title: str = ""
    told: list[str] = field(default_factory=list)
    wrong: str = ""


def ask(url: str, *, kind: str, get: Get, now: datetime) -> Asked:
    """Ask an address once, and where it is a page that offers a feed, that feed's address too."""
    found = Asked(url)
    page = _ask(found, kind, get, now)
    offered = head_of(page, found.url).feed if page else None
    if not offered or offered == found.url:
        return found
    if not _may_follow(found.url, offered):
        found.wrong = f"the page offers the feed {offered}, which lies at a private address."
        return found
    found.told.append(f"{found.url} is a web page; it offers the feed {offered}, which is taken.")
    found.url, found.wrong = offered, ""
    _ask(found, kind, get, now)
    return found


def _ask(found: Asked, kind: str, get: Get, now: datetime) -> str:
    """Ask where the search stands and write down what came of it; returns the page that is there instead of a feed."""
    answers: list[Response | Failed] = []

    def keeping(request: Request) -> Response | Failed:
        answers.append(get(request))
        return answers[-1]

    polled = poll(Feed("", found.url, kind=kind), FeedState(""), get=keeping, now=now)
    answer = answers[-1] if answers else None
    if isinstance(answer, Response) and answer.moved:
        found.told.append(f"{found.url} has moved for good, to {answer.moved}.")
        found.url = answer.moved
    if polled.poll.status in ("failed", "gone", "limited", "skipped"):
        found.wrong = polled.poll.error or "it is no feed."
        if isinstance(answer, Response) and answer.status == 200:
            return decoded(answer.body, charset_of_html(answer.body)) or ""
        return ""
    if kind == "feed":
        found.title = polled.items[0].source if polled.items else ""
    count = polled.poll.entries
    found.told.append(f"It answers with {count} {'entry' if count == 1 else 'entries'}.")
    return ""


def _may_follow(page: str, target: str) -> bool:
    """Whether a page's link may be followed: to the public network, or from a host to itself."""
    try:
        there = urlsplit(target)
        if there.scheme not in ("http", "https"):
            return False
        if there.hostname == urlsplit(page).hostname:
            return True
        return ipaddress.ip_address(there.hostname or "").is_global
    except ValueError:  # a name, which the door to the network looks into
        return not (there.hostname or "").lower().rstrip(".").endswith(("localhost", ".local", ".internal"))
