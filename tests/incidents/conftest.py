"""A stream of articles through grouping, with a store of the length of one test."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

import pytest

from briefing import incidents
from briefing.model import Article, Assignment, Neighbour, OriginChoice, Reading


@dataclass
class Stream:
    """Feeds articles to grouping one by one and remembers what grouping asks its store for."""

    documents: int = 0
    frequencies: Counter[str] = field(default_factory=Counter)
    postings: dict[str, list[str]] = field(default_factory=dict)
    neighbours: dict[str, Neighbour] = field(default_factory=dict)
    incident: dict[str, str] = field(default_factory=dict)
    origin: dict[str, OriginChoice] = field(default_factory=dict)
    where: dict[str, Assignment] = field(default_factory=dict)

    def add(self, article: Article, reading: Reading | None = None) -> Assignment:
        reading = reading or Reading(article.id, "test")
        counts = incidents.count_terms(article, reading)
        features = incidents.weigh(counts, self.frequencies, self.documents)
        keys = incidents.keys(features, self.frequencies, self.documents)
        shared = Counter(a for key in keys for a in self.postings.get(key, ()))
        near = tuple(self.neighbours[a] for a, _ in shared.most_common(60))
        where = incidents.assign(article, reading, features, near)
        incident = where.joins[0][0] if where.joins else incidents.incident_id(article)
        self.origin[article.id] = incidents.choose_origin(article, features, near)
        self.neighbours[article.id] = Neighbour(article.id, incident, self.origin[article.id].origin, features)
        for key in keys:
            self.postings.setdefault(key, []).append(article.id)
        self.frequencies.update(counts.terms)
        self.documents += 1
        self.incident[article.id], self.where[article.id] = incident, where
        return where

    def tell(self, name: str, day: str | None, title: str, text: str, **fields: object) -> Assignment:
        """Add an article of these words."""
        made = Article(id=name, title=title, text=text, source=f"Paper of {name}", published=day)
        return self.add(replace(made, **fields))  # type: ignore[arg-type]


@pytest.fixture
def stream() -> Stream:
    return Stream()
