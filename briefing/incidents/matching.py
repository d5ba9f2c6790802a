"""How well an article, or a group of articles, fits an incident."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import exp

from briefing.incidents.evidence import FADING, GOVERNMENTS, Evidence, Offers, days_apart, long_apart, offers, weighed
from briefing.model import Features, Neighbour

HEAVIEST = 10  # terms in common that are kept
STANDING = ("names:",)  # terms for who speaks, the same in many matters


@dataclass(frozen=True, slots=True)
class Settings:
    """What grouping may be told; a denser stream of news wants higher thresholds."""

    join: float = 0.15  # at or above: it joins
    clear: float = 0.11  # the same in a cyber matter, where no other incident comes near
    bare: float = 0.08  # the least of that without the governments in common, which many matters share
    margin: float = 0.5  # the most that the next incident may reach of it then
    possible: float = 0.11  # between: shown as a proposal
    beside: float = 0.2  # at or above: a paragraph tells of a further incident, by so many of its members
    witnesses: int = 3
    average: float = 0.155  # the mean of all links within what a repair puts together
    bridge: float = 0.7  # the share of it that must remain without any single article
    lead: float = 0.3
    body: float = 0.4
    names: float = 0.3
    across: float = 0.75  # names alone, between languages
    enough: int = 4  # names in common that two languages must share to be compared in full
    members: int = 6  # best members of an incident that are averaged; twice as many pairs of two groups
    fade: float = 30.0  # days
    floor: float = 0.4  # what remains of a score after a long time
    undated: float = 0.7  # the factor when a day is unknown
    cyber_floor: float = 0.5  # in a cyber matter, where governments come back to it after months
    cyber_undated: float = 0.85
    groups_undated: float = 0.6  # the same between two groups, where one page may tell of both
    evidence: float = 0.15  # the most that evidence beside the words may add
    after: int = 7  # days after which an article follows up
    old: int = 120  # days after which it may look back


DEFAULTS = Settings()


@dataclass(frozen=True, slots=True)
class Match:
    """How well an article or a group fits one incident."""

    incident: str
    score: float  # words and evidence together
    evidence: tuple[Evidence, ...]
    pair: tuple[Features, Features]  # the two articles that are most alike
    apart: int | None  # days to the nearest member
    since: int | None  # days to the farthest one

    @property
    def shared(self) -> tuple[str, ...]:
        """The terms that the two most alike have in common, heaviest first."""
        return shared_terms(*self.pair)

    @property
    def vouched(self) -> bool:
        """Whether their days are near, or something is in common that tells without: governments and wording do not."""
        if self.apart is not None and not long_apart(self.apart):
            return True
        worn = FADING if self.apart is not None else frozenset({GOVERNMENTS})
        return any(e.adds and e.mark not in worn for e in self.evidence)

    @property
    def vetoed(self) -> bool:
        """Whether a finding keeps them apart, however alike the words are."""
        return any(e.veto for e in self.evidence)


def rank(
    new: Sequence[Features], near: Sequence[Neighbour], settings: Settings, alike: Mapping[str, float] | None = None
) -> list[Match]:
    """How well an article, or a group, fits each incident that is near, best first.

    `alike` gives the similarity of one article to each near one, where it is known already.
    """
    members = by_incident(near)
    offered = offers(new, [[m.features for m in group] for group in members.values()])
    matches = [match(new, incident, group, offered, settings, alike) for incident, group in members.items()]
    return sorted(matches, key=lambda m: (-m.score, m.incident))


def by_incident(near: Sequence[Neighbour]) -> dict[str, list[Neighbour]]:
    """Stored articles by the incident that each belongs to."""
    members: dict[str, list[Neighbour]] = {}
    for neighbour in near:
        members.setdefault(neighbour.incident, []).append(neighbour)
    return members


def fits(found: Match, new: Sequence[Features], matches: Sequence[Match], settings: Settings) -> bool:
    """Whether what was matched joins: it is alike enough, or, in a cyber matter, less alike but to nothing else.

    Less does not after a long time or without a day where only governments speak: they use the same words each time.
    """
    if found.vetoed or found.score < settings.clear:
        return False
    others = max((m.score for m in matches if m is not found), default=0.0)
    bare = found.score - sum(e.adds for e in found.evidence if e.mark == GOVERNMENTS)
    alone = others <= settings.margin * found.score
    less = any(f.marks for f in new) and found.vouched and alone and bare >= settings.bare
    return less or found.score >= settings.join


def match(
    new: Sequence[Features],
    incident: str,
    members: Sequence[Neighbour],
    offered: Offers,
    settings: Settings,
    alike: Mapping[str, float] | None = None,
) -> Match:
    """Compare an article, or a group, with the members of one incident.

    The mean of the pairs that are most alike, fading with the days between, plus the evidence of the domain.
    """
    pairs = [
        (alike[m.article] if alike else similarity(f, m.features, settings), m.article, f, m.features)
        for f in new
        for m in members
    ]
    best = nlargest(settings.members * min(2, len(new)), pairs, key=lambda pair: pair[:2])
    mean = sum(score for score, *_ in best) / len(best)
    spans = [d for f in new for m in members if (d := days_apart(f.day, m.features.day)) is not None]
    apart = min(spans, default=None)
    cyber = any(f.marks for f in new) and any(m.features.marks for m in members)
    evidence = weighed(new, [m.features for m in members], offered)
    fading = settings.groups_undated if apart is None and len(new) > 1 else decay(apart, cyber, settings)
    score = mean * fading + min(sum(e.adds for e in evidence), settings.evidence)
    pair = best[0][2:]
    if apart is None and all(term.startswith(STANDING) for term in shared_terms(*pair)):
        evidence = (*evidence, Evidence(0.0, "no day known and only governments in common", veto=True))
    return Match(incident, score, evidence, pair, apart, max(spans, default=None))


def decay(apart: int | None, cyber: bool, settings: Settings) -> float:
    """What remains of a likeness over so many days, 0 to 1."""
    if apart is None:
        return settings.cyber_undated if cyber else settings.undated
    floor = settings.cyber_floor if cyber else settings.floor
    return floor + (1 - floor) * exp(-apart / settings.fade)


def similarity(a: Features, b: Features, settings: Settings) -> float:
    """The weighed cosines of the three fields, 0 to 1; between languages of the names alone."""
    if a.lang != b.lang:
        shared = len(a.names.keys() & b.names.keys())
        return settings.across * cosine(a.names, b.names) * min(1.0, shared / settings.enough)
    return (
        settings.lead * cosine(a.lead, b.lead)
        + settings.body * cosine(a.body, b.body)
        + settings.names * cosine(a.names, b.names)
    )


def cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """The cosine of two sparse vectors of unit length."""
    if len(b) < len(a):
        a, b = b, a
    return sum(weight * b[term] for term, weight in a.items() if term in b)


def shared_terms(a: Features, b: Features) -> tuple[str, ...]:
    """The single terms and marks that weigh most in the likeness of two articles."""
    weights: dict[str, float] = {}
    for one, other in ((a.lead, b.lead), (a.body, b.body), (a.names, b.names)):
        for term in one.keys() & other.keys():
            if " " not in term or ":" in term:
                weights[term] = weights.get(term, 0.0) + one[term] * other[term]
    return tuple(nlargest(HEAVIEST, weights, key=lambda term: (weights[term], term)))
