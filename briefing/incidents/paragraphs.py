"""An article that tells of several matters, paragraph by paragraph: a round-up, a live blog."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from math import sqrt

from briefing.incidents import words
from briefing.incidents.features import BODY
from briefing.model import Article, Features

SHORTEST = 150  # characters; a shorter paragraph tells too little
FEWEST = 5  # heavy terms of the article that a paragraph must hold
MOST = 20  # paragraphs looked at


def paragraphs(article: Article, features: Features) -> Iterator[Features]:
    """The features of each longer paragraph, as if it stood alone: those terms of the article that it holds."""
    longer = [p for p in article.own_text[:BODY].splitlines() if len(p) >= SHORTEST]
    if len(longer) < 2:
        return
    for paragraph in longer[:MOST]:
        held = {*words.terms(paragraph), *words.names(paragraph)}
        body = narrowed(features.body, held)
        if len(body) >= FEWEST:
            names = narrowed(features.names, held)
            yield replace(features, lead=body, body=body, names=names, marks=frozenset(), dates=frozenset())


def narrowed(vector: Mapping[str, float], held: Collection[str]) -> dict[str, float]:
    """The vector of those terms that are held, scaled to unit length."""
    kept = {term: weight for term, weight in vector.items() if term in held}
    length = sqrt(sum(w * w for w in kept.values()))
    return {term: weight / length for term, weight in kept.items()}
