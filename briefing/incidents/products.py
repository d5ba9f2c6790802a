"""The products and vulnerabilities through which an operation went."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from briefing.incidents.pages import Page, cues, either, gathered
from briefing.incidents.words import CVE
from briefing.model import Fact

SHARE = 0.15  # of the origins, those that must name a product: one that a single article compares with stays out


def cves_in(pages: Sequence[Page]) -> tuple[Fact, ...]:
    """The CVE ids, each once, most told first; `value` is the id in capitals."""
    found = [
        (page.fact(m.start(), m.end(), "a CVE id", m[0].upper()), page.origin)
        for page in pages
        if "cve" in page.lower
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
    for anchor in any_product.finditer(page.lower):
        text, start = page.article.text, anchor.start()
        found = next(((name, m) for name, pattern in each.items() if (m := pattern.match(text, start))), None)
        sentence = page.sentence(start) if found else None
        if found and sentence and page.speaks_of_it(sentence):
            yield page.fact(*found[1].span(), "its name in a sentence on the operation", found[0])


@cache
def _patterns() -> tuple[re.Pattern[str], dict[str, re.Pattern[str]]]:
    """(where a product may be named in a text in lower case, name -> how it is written)."""
    rows = cues("products")
    each = {name: re.compile(rf"(?<![\w-])(?:{'|'.join(spelled)})") for name, spelled in rows.items()}
    return either([written.lower() for spelled in rows.values() for written in spelled]), each
