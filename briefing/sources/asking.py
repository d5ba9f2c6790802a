"""Asking an address that a person gave whether it is a feed: of a web page, the feed that it offers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from briefing.outside import Feed, FeedState
from briefing.sources.decode import charset_of_html, decoded
from briefing.sources.outcomes import Failed, Get, Request, Response
from briefing.sources.page import head_of
from briefing.sources.poll import poll

LONGEST_TITLE = 100  # characters


@dataclass(slots=True)
class Asked:
    """What asking found: where the feed is, what it calls itself, what to tell on the way, or why there is none."""

    url: str
    title: str = ""
    told: list[str] = field(default_factory=list)
    wrong: str = ""


def ask(url: str, *, kind: str, get: Get, now: datetime) -> Asked:
    """Ask an address once, and where it is a page that offers a feed, that feed's address too.

    A feed that a page offers lies in the page's own part of the network, or in the public one.
    """
    found = Asked(url)
    answer = _ask(found, kind, get, now)
    if not found.wrong or not isinstance(answer, Response) or answer.status != 200:
        return found
    page = decoded(answer.body, charset_of_html(answer.body)) or ""
    offered = head_of(page, found.url).feed
    if not offered or offered == found.url:
        return found
    found.told.append(f"{found.url} is a web page; it offers the feed {offered}, which is taken.")
    found.url, found.wrong = offered, ""
    _ask(found, kind, lambda request: get(replace(request, zone=answer.zone)), now)
    if found.wrong:
        found.wrong = f"it is a web page; of the feed that it offers, {offered}: {found.wrong}"
    return found


def _ask(found: Asked, kind: str, get: Get, now: datetime) -> Response | Failed | None:
    """Ask where the search stands and write down what came of it; returns the answer itself."""
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
        return answer
    if kind == "feed":
        found.title = _printable(polled.items[0].source) if polled.items else ""
    count = polled.poll.entries
    found.told.append(f"It answers with {count} {'entry' if count == 1 else 'entries'}.")
    return answer


def _printable(title: str) -> str:
    """A title as a name in a file: one line, without what no terminal may get."""
    return " ".join("".join(c if c.isprintable() else " " for c in title[:LONGEST_TITLE]).split())
