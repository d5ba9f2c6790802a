"""Incidents that an article names beside its own: by what their titles are about, or by the parliament that was hit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from briefing.gazetteer.names import actor_names, parliaments
from briefing.incidents import words
from briefing.model import Features, Move

FEWEST = 2  # members whose titles must be about a name
TITLES = 0.25  # the share of the members whose titles must be about it
NAMED = 0.5  # the share of those that must name a parliament: it may also just speak
LESS = 0.3  # the most of that share that the article's own incident may reach
SUBJECT, INSTITUTION = "subject:", "institution:"


@dataclass(frozen=True, slots=True)
class About:
    """How many of the members of an incident are about each name."""

    names: Counter[str]
    members: int

    def share(self, name: str) -> float:
        """The share of the members that are about a name; a word may stand for an institution that bears it."""
        word = name.removeprefix(SUBJECT)
        same = [n for n in self.names if n == name or word in n.partition(":")[2].split("-")]
        return max((self.names[n] for n in same), default=0) / self.members


def about(members: Iterable[Features]) -> About:
    """What an incident is about by name."""
    found = [names_of(member) for member in members]
    return About(Counter(name for names in found for name in names), len(found))


def named_beside(features: Features, own: str, near: Mapping[str, About]) -> list[tuple[str, str, float]]:
    """(incident, the name, the share of its members that are about it) of each incident near that an article names.

    The name must be told of one incident alone, and far less of the article's `own`, and not stand in its own title:
    the same body may be hit again. Only articles of a cyber matter name one.
    """
    if not features.marks:
        return []
    others = {incident: is_about for incident, is_about in near.items() if incident != own}
    found: dict[str, tuple[str, str, float]] = {}
    for name in sorted(n for n in {n for is_about in others.values() for n in is_about.names} if holds(features, n)):
        told_of = [incident for incident, is_about in others.items() if name in is_about.names]
        if len(told_of) != 1 or name in features.marks:
            continue
        (incident,) = told_of
        count, share = others[incident].names[name], others[incident].share(name)
        least = max(
            NAMED if name.startswith(INSTITUTION) else TITLES, near[own].share(name) / LESS if own in near else 0
        )
        if count >= FEWEST and share >= least and share > found.get(incident, ("", "", 0.0))[2]:
            found[incident] = incident, name.partition(":")[2], share
    return sorted(found.values(), key=lambda f: (-f[2], f[0]))


def later_named(
    incidents: Mapping[str, Sequence[tuple[str, Features]]], linked: Mapping[str, Mapping[str, float]]
) -> Iterator[Move]:
    """The mentions among incidents of cyber matters, each given as its (article, features), whatever came first.

    An article can mention an incident that it is `linked` to by an article.
    """
    at = {article: incident for incident, members in incidents.items() for article, _ in members}
    known = {incident: about(features for _, features in members) for incident, members in incidents.items()}
    for own, members in incidents.items():
        for article, features in members:
            near = {own, *(at[other] for other in linked.get(article, ()) if other in at)}
            for incident, name, share in named_beside(features, own, {i: known[i] for i in sorted(near)}):
                yield Move(article, incident, naming(name), share)


def naming(name: str) -> str:
    """The ground of a mention by name, in the words of a person."""
    return f"names {name}, which it is about"


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
