"""The products and vulnerabilities through which an operation went."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from briefing.incidents.pages import Page, cues, gathered
from briefing.incidents.words import CVE
from briefing.model import Fact

SHARE = 0.15  # of the origins, those that must name a product: one that a single article compares with stays out


def cves_in(pages: Sequence[Page]) -> tuple[Fact, ...]:
    """The CVE ids, each once, most told first; `value` is the id in capitals."""
    found = [
        (page.fact(m.start(), m.end(), "a CVE id", m[0].upper()), page.origin)
        for page in pages
        for m in CVE.finditer(page.article.text)
        if page.sentence(m.start()) is not None
    ]
    return tuple(fact for fact, _ in gathered(found))


def products_in(pages: Sequence[Page]) -> tuple[Fact, ...]:
    """The products of facts.toml, named in a sentence on an operation; `value` is the usual name."""
    found = [(fact, page.origin) for page in pages for fact in _products(page)]
    few = SHARE * len({p.origin for p in pages})
    return tuple(fact for fact, origins in gathered(found) if origins >= few)


def _products(page: Page) -> Iterator[Fact]:
    any_product, each = _patterns()
    for match in any_product.finditer(page.article.text, 0, len(page.lower)):
        sentence = page.sentence(match.start())
        if sentence is None or not page.speaks_of_it(sentence):
            continue
        name = next(n for n, pattern in each.items() if pattern.match(page.article.text, match.start()))
        yield page.fact(*match.span(), "its name in a sentence on the operation", name)


@cache
def _patterns() -> tuple[re.Pattern[str], dict[str, re.Pattern[str]]]:
    rows = cues("products")
    each = {name: re.compile(rf"(?:{'|'.join(spelled)})") for name, spelled in rows.items()}
    return re.compile(rf"(?<![\w-])(?:{'|'.join(p.pattern for p in each.values())})"), each
