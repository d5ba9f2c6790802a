"""Whose words an article carries: its own, or those of an earlier article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from briefing.incidents.evidence import days_apart
from briefing.incidents.features import ANCHOR_SAMPLE, WORD_SAMPLE, unpacked
from briefing.incidents.matching import cosine
from briefing.model import Article, Features, Neighbour, OriginChoice

DAYS = 30  # copies appear soon
FEWEST = 6  # fewer shingles than this say nothing
LEAST = 2  # shingles in common, below which no rule below can hold
VERBATIM = 0.3  # share of the strings of four words that two texts have in common
CONTAINED = 0.6  # the same, of the shorter text: a cut copy, or one with a tail
ANCHORS = 0.45  # share of the neighbouring names and figures that a rewrite keeps in their order
TRACES, SOME = 0.1, 0.3  # strings that a rewriting machine leaves, and with them fewer names in order
CREDITED, ALIKE = 0.2, 0.3  # the same agency credited: anchors in order, and body words


class Likeness(NamedTuple):
    """What two articles share, each 0 to 1."""

    strings: float  # of four words
    contained: float  # the same, of the shorter one
    anchors: float  # neighbouring names and figures
    body: float


def choose_origin(article: Article, features: Features, near: Sequence[Neighbour]) -> OriginChoice:
    """The origin of the earlier article that this one copies or rewrites, else its own id.

    Verbatim copies and light rewrites share strings of words; a rewrite word by word keeps names, figures and their
    order; two articles that credit one agency need less.
    """
    found: list[tuple[float, str, str, str]] = []
    ours = unpacked(features.shingles)
    for neighbour in near:
        apart = days_apart(features.day, neighbour.features.day)
        if neighbour.article == article.id or (apart or 0) > DAYS:
            continue
        if len(ours & unpacked(neighbour.features.shingles)) < LEAST:
            continue
        alike = likeness(features, neighbour.features)
        reason = copied(alike, shared_credit(features, neighbour.features))
        if reason:
            found.append(
                (-max(alike.strings, alike.contained, alike.anchors), neighbour.article, neighbour.origin, reason)
            )
    if not found:
        return OriginChoice(article.id, "its own words: no earlier article shares them")
    _, source, origin, reason = min(found)
    return OriginChoice(origin, f"{reason} of {source}")


def copied(alike: Likeness, credit: str | None) -> str | None:
    """The rule that makes one article a copy of another; None where none does."""
    if alike.strings >= VERBATIM:
        return f"the words ({alike.strings:.0%} of the word strings)"
    if alike.contained >= CONTAINED:
        return f"an excerpt or extension ({alike.contained:.0%} of the shorter text)"
    if alike.anchors >= ANCHORS or (alike.anchors >= SOME and alike.strings >= TRACES):
        return f"a rewrite: names and figures in the same order ({alike.anchors:.0%})"
    if credit and alike.anchors >= CREDITED and alike.body >= ALIKE:
        return f"the same agency, {credit}, and names in the same order: a version"
    return None


def shared_credit(a: Features, b: Features) -> str | None:
    """The agency that both credit."""
    return a.credit if a.credit and b.credit and a.credit.casefold() == b.credit.casefold() else None


def likeness(a: Features, b: Features) -> Likeness:
    """How much of their shingles and words two articles share, estimated from the samples."""
    ours, theirs = unpacked(a.shingles), unpacked(b.shingles)
    strings, contained = overlap(ours, theirs, 0)
    anchors, _ = overlap(ours, theirs, 1)
    return Likeness(strings, contained, anchors, cosine(a.body, b.body))


def overlap(a: frozenset[int], b: frozenset[int], parity: int) -> tuple[float, float]:
    """(shared of all, shared of the smaller) of the samples of one parity.

    A full sample holds the smallest hashes of its set and says nothing about greater ones, so both are cut where the
    first full one ends.
    """
    size = (WORD_SAMPLE, ANCHOR_SAMPLE)[parity]
    samples = [sorted(h for h in sample if h % 2 == parity) for sample in (a, b)]
    end = min((s[-1] for s in samples if len(s) == size), default=None)
    ours, theirs = ({h for h in s if end is None or h <= end} for s in samples)
    if min(len(ours), len(theirs)) < FEWEST:
        return 0.0, 0.0
    shared = len(ours & theirs)
    return shared / len(ours | theirs), shared / min(len(ours), len(theirs))
