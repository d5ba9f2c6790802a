"""Incidents that an article names beside its own: by what their titles are about, or by the parliament that was hit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

from briefing.gazetteer.names import actor_names, parliaments
from briefing.incidents import words
from briefing.model import Features, Neighbour

FEWEST = 2  # members whose titles must be about a name
TITLES = 0.25  # the share of the members whose titles must be about it
NAMED = 0.5  # the share of those that must name a parliament: it may also just speak
SUBJECT, INSTITUTION = "subject:", "institution:"


def named_beside(features: Features, own: str, near: Sequence[Neighbour]) -> list[tuple[str, str, float]]:
    """(incident, the name, the share of its members that are about it) of each incident that an article names.

    The name must be told of one incident alone, and neither of a member of the article's `own` nor of its own title:
    the same body may be hit again. Only articles of a cyber matter name one.
    """
    if not features.marks:
        return []
    members: dict[str, list[Features]] = {}
    for neighbour in near:
        members.setdefault(neighbour.incident, []).append(neighbour.features)
    about = {incident: Counter(n for f in group for n in names_of(f)) for incident, group in members.items()}
    taken = {*about.get(own, ()), *features.marks}
    found: dict[str, tuple[str, str, float]] = {}
    for name in sorted(n for n in set().union(*about.values()) if holds(features, n)):
        told_of = [(i, count[name] / len(members[i]), count[name]) for i, count in about.items() if name in count]
        least = NAMED if name.startswith(INSTITUTION) else TITLES
        if len(told_of) == 1 and name not in taken:
            ((incident, share, count),) = told_of
            if count >= FEWEST and share >= least and share > found.get(incident, ("", "", 0.0))[2]:
                found[incident] = incident, name.partition(":")[2], share
    return sorted(found.values(), key=lambda f: (-f[2], f[0]))


def names_of(features: Features) -> set[str]:
    """What an article is about by name: the subjects of its title, threat groups apart, and parliaments.

    A threat group has many matters.
    """
    subjects = {m for m in features.marks if m.startswith(SUBJECT)} - _groups()
    return subjects | (features.names.keys() & parliaments())


@cache
def _groups() -> frozenset[str]:
    called = (name for names in actor_names().values() for name, _ in names)
    return frozenset(f"{SUBJECT}{words.fold(word)}" for name in called for word in words.NAME_WORD.findall(name))


def holds(features: Features, name: str) -> bool:
    """Whether an article holds a name anywhere."""
    if name.startswith(INSTITUTION):
        return name in features.names
    return features.names.keys() >= set(words.pieces(name.removeprefix(SUBJECT)))
