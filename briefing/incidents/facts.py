"""Victims and figures as reported: a number with what it counts, verbatim, and who reported it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from briefing.model import Article, Span

# What the field counts: the victims and losses that EuRepoC and the press name with a number.
COUNTED = (
    "accounts|agencies|associations|authorities|businesses|citizens|companies|computers|customers|databases|devices"
    "|emails|e-mails|employees|entities|firms|governments|institutions|mailboxes|networks|offices|organi[sz]ations"
    "|passengers|patients|people|persons|ports|records|routers|servers|sites|systems|universities|users|victims"
    "|voters|websites"
)
FIGURE = re.compile(
    r"(?<![\w.,])(?P<about>(?i:about|around|some|nearly|almost|roughly|at least|more than|over|up to|as many as"
    r"|a minimum of|something like)\s+)?"
    r"(?P<number>\d{1,3}(?:[,. \u00a0]\d{3})+|\d{2,9}(?:\.\d+)?(?:\s+(?:million|thousand|billion))?"
    r"|\d(?:\.\d+)?\s+(?:million|thousand|billion))"
    rf"(?P<between>(?:\s+[A-Za-z][\w-]*){{0,2}}?)\s+(?P<counted>{COUNTED})\b"
)


def figures_in(articles: Iterable[Article]) -> tuple[tuple[str, str, str], ...]:
    """(the figure verbatim, article id, publisher), each number with its noun once, in the order of the articles."""
    seen: set[tuple[str, str]] = set()
    out = []
    for article in articles:
        for match in FIGURE.finditer(article.text):
            key = (re.sub(r"\D", "", match["number"]), match["number"].split()[-1])
            if key in seen or _inside(match.start(), article.boilerplate) or _is_year(match["number"]):
                continue
            seen.add(key)
            out.append((" ".join(match.group().split()), article.id, article.source))
    return tuple(out)


def _inside(offset: int, ranges: Sequence[Span]) -> bool:
    return any(start <= offset < end for start, end in ranges)


def _is_year(number: str) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d", number) is not None
