"""Putting a stretch of the stream together again, now that later articles are known.

What came one by one depends on its order. Near in time to what is new, all is taken apart. General news is put together
by average-link agglomeration over the stored links (Sokal and Michener 1958). Articles of a cyber matter, which
evidence holds together, are added in the order of their days, and their incidents united where they fit each other.
Pins and refusals of a person are never overruled.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from heapq import heappop, heappush

from briefing.incidents.asides import later_named
from briefing.incidents.evidence import days_apart
from briefing.incidents.grouping import incident_named, told
from briefing.incidents.matching import DEFAULTS, Match, Settings, fits, rank
from briefing.model import Features, Move, Neighbour, Placed, Regrouping, Stretch

WINDOW = 60  # days around what is new in which incidents are taken apart
BRIDGE = 2  # members that an article is compared with at least: one alone may be a bridge
FEWEST = 3  # articles of two groups, of which one may be a bridge
LARGEST = 40  # newest members of a cyber incident that are compared
ROUNDS = 3  # of uniting cyber incidents


Links = Mapping[str, Mapping[str, float]]  # article -> other article -> how alike


@dataclass(slots=True, eq=False)  # a group is itself alone: comparing two would compare all features in them
class Group:
    """Articles that stay together, with what keeps them from others."""

    articles: list[Placed]
    pinned: set[str] = field(default_factory=set)  # incidents that a person put one of them into
    refused: set[str] = field(default_factory=set)  # incidents that a person keeps one of them out of
    grounds: dict[str, tuple[str, float]] = field(default_factory=dict)  # article -> why it is with the others

    @property
    def cyber(self) -> bool:
        """Whether it is of a cyber matter."""
        return any(a.features is not None for a in self.articles)

    @property
    def incidents(self) -> set[str]:
        """The incidents that its articles stand in."""
        return {a.incident for a in self.articles}

    def may_unite(self, other: Group) -> bool:
        """Whether no decision of a person keeps the two apart."""
        return (
            len(self.pinned | other.pinned) <= 1
            and self.refused.isdisjoint(other.incidents)
            and other.refused.isdisjoint(self.incidents)
        )

    def take(self, other: Group, ground: str = "", score: float = 0.0) -> None:
        """Unite with another group, on this ground."""
        if ground:
            self.grounds |= other.grounds | {a.article: (ground, score) for a in other.articles}
            if len(self.articles) == 1:
                self.grounds[self.articles[0].article] = ground, score
        self.articles += other.articles
        self.pinned |= other.pinned
        self.refused |= other.refused


def regroup(stretch: Stretch, settings: Settings = DEFAULTS) -> Regrouping:
    """The moves that put a stretch together again, and where incidents go that vanish by it.

    A group keeps the id of the incident with which it shares most articles, of two the older one; a part that comes
    off gets an id made from its articles.
    """
    linked: dict[str, dict[str, float]] = defaultdict(dict)
    for a, b, score in stretch.links:
        linked[a][b] = linked[b][a] = score
    whole, loose = _groups(stretch)
    groups = agglomerated([*whole, *(g for g in loose if not g.cyber)], linked, settings)
    replayed(groups, [g for g in loose if g.cyber], linked, settings)
    united(groups, linked, settings)
    return _decided(stretch, groups, linked)


def _groups(stretch: Stretch) -> tuple[list[Group], list[Group]]:
    """What stays of each incident, and each article that may leave it alone: none where a person put one."""
    refused: dict[str, set[str]] = defaultdict(set)
    for article, incident in stretch.refused:
        refused[article].add(incident)
    days = [a.day for a in stretch.articles if a.article in stretch.touched and a.day]
    span = (min(days), max(days)) if days else None
    arranged = {a.incident for a in stretch.articles if a.pinned}
    whole: dict[str, Group] = {}
    loose: list[Group] = []
    for placed in stretch.articles:
        group = Group([placed], {placed.incident} if placed.pinned else set(), refused[placed.article])
        if placed.incident not in arranged and _within(placed.day, span):
            loose.append(group)
        elif placed.incident in whole:
            whole[placed.incident].take(group)
        else:
            whole[placed.incident] = group
    return list(whole.values()), loose


def _within(day: str | None, span: tuple[str, str] | None) -> bool:
    """Whether a day lies so near to the span of some days that what they brought may change its place."""
    if day is None or span is None:
        return True
    first, last = span
    return first <= day <= last or min(days_apart(day, end) or 0 for end in span) <= WINDOW


def _bridged(a: Group, b: Group, linked: Links, settings: Settings) -> bool:
    """Whether one article alone holds two groups together: without it hardly anything does, as with a round-up."""
    if len(a.articles) + len(b.articles) < FEWEST:
        return False
    between = {x.article: sum(linked[x.article].get(y.article, 0.0) for y in b.articles) for x in a.articles}
    across = {y.article: sum(linked[y.article].get(x.article, 0.0) for x in a.articles) for y in b.articles}
    total, least = sum(between.values()), settings.average * settings.bridge
    for side, other in ((between, across), (across, between)):
        if len(side) > 1 and (total - max(side.values())) / ((len(side) - 1) * len(other)) < least:
            return True
    return False


def agglomerated(groups: list[Group], linked: Links, settings: Settings, *, cyber: bool = False) -> list[Group]:
    """Groups united while the mean of all links between two of them reaches `settings.average`, most alike first.

    A pair without a link counts as not alike at all. Two of a cyber matter unite only where `cyber` says so, and then
    from `settings.join` on, as one article does.
    """
    at = {a.article: n for n, group in enumerate(groups) for a in group.articles}
    sums: list[dict[int, float]] = [{} for _ in groups]
    for a, others in linked.items():
        for b, score in others.items():
            if a in at and b in at and at[a] != at[b]:
                sums[at[a]][at[b]] = sums[at[a]].get(at[b], 0.0) + score
    least = settings.join if cyber else settings.average
    left: list[Group | None] = list(groups)
    heap: list[tuple[float, int, int, int]] = []  # (less the mean, group, group, articles of both)

    def offer(x: int) -> None:
        ours = left[x]
        for y, total in sums[x].items():
            theirs = left[y]
            if ours is None or theirs is None:
                continue
            size = len(ours.articles) * len(theirs.articles)
            may = (cyber or not (ours.cyber and theirs.cyber)) and ours.may_unite(theirs)
            if may and total / size >= least:
                heappush(heap, (-total / size, min(x, y), max(x, y), len(ours.articles) + len(theirs.articles)))

    for x in range(len(groups)):
        offer(x)
    while heap:
        score, x, y, size = heappop(heap)
        ours, theirs = left[x], left[y]
        if ours is None or theirs is None or len(ours.articles) + len(theirs.articles) != size:
            continue
        if _bridged(ours, theirs, linked, settings):
            continue
        ours.take(theirs, f"all links on average {-score:.2f}", -score)
        left[y] = None
        for z, total in sums[y].items():
            sums[z].pop(y, None)
            if z != x:
                sums[x][z] = sums[z][x] = sums[x].get(z, 0.0) + total
        offer(x)
    return [g for g in left if g is not None]


def replayed(groups: list[Group], loose: Sequence[Group], linked: Links, settings: Settings) -> None:
    """Adds, in place, articles of a cyber matter one by one in the order of their days, as if they came only now.

    Those without a day come last, already together where they are alike: the most alike to another one first.
    """

    def strongest(group: Group) -> float:
        return max((score for a in group.articles for score in linked[a.article].values()), default=0.0)

    dated = sorted((g for g in loose if g.articles[0].day), key=lambda g: (g.articles[0].day, g.articles[0].article))
    undated = agglomerated([g for g in loose if not g.articles[0].day], linked, settings, cyber=True)
    for group in (*dated, *sorted(undated, key=lambda g: (-strongest(g), g.articles[0].article))):
        best = _best(group, groups, linked, settings)
        if best:
            other, found = best
            other.take(group, told(found), found.score)
        else:
            groups.append(group)


def united(groups: list[Group], linked: Links, settings: Settings) -> None:
    """Unites, in place, incidents of a cyber matter that fit each other as well as an article must."""
    for _ in range(ROUNDS):
        changed = False
        for group in sorted((g for g in groups if g.cyber), key=lambda g: (len(g.articles), g.articles[0].article)):
            best = _best(group, groups, linked, settings) if group in groups else None
            if best:
                other, found = best
                larger, smaller = (group, other) if len(group.articles) > len(other.articles) else (other, group)
                larger.take(smaller, told(found), found.score)
                groups.remove(smaller)
                changed = True
        if not changed:
            return


def _best(group: Group, groups: Sequence[Group], linked: Links, settings: Settings) -> tuple[Group, Match] | None:
    """The incident that a group fits best, where it fits one; those in reach hold an article alike to one of it."""
    reach = {other for a in group.articles for other in linked[a.article]}
    near = [g for g in groups if g is not group and g.cyber and not reach.isdisjoint(a.article for a in g.articles)]
    new = [f for _, f in _compared(group)]
    alone = len(group.articles) == 1
    members = [
        Neighbour(a.article, str(n), "", f)
        for n, g in enumerate(near)
        for a, f in _compared(g, reach if alone else frozenset())
    ]
    matches = rank(new, members, settings)
    for found in matches:
        other = near[int(found.incident)]
        if fits(found, new, matches, settings) and group.may_unite(other):
            return other, found
    return None


def _compared(group: Group, reach: Set[str] = frozenset()) -> list[tuple[Placed, Features]]:
    """The newest members that tell something; where some are in reach, those, yet never one alone of several."""
    told_of = [(a, a.features) for a in group.articles if a.features is not None][-LARGEST:]
    if reach.isdisjoint(a.article for a, _ in told_of):
        return told_of
    return sorted(told_of, key=lambda member: member[0].article not in reach)[
        : max(BRIDGE, sum(a.article in reach for a, _ in told_of))
    ]


def _decided(stretch: Stretch, groups: Sequence[Group], linked: Links) -> Regrouping:
    order = {i: n for n, i in enumerate(dict.fromkeys(a.incident for a in stretch.articles))}
    size = Counter(a.incident for a in stretch.articles)
    shared = {n: Counter(a.incident for a in g.articles) for n, g in enumerate(groups)}
    claims = sorted(
        ((i not in g.pinned, -count, order[i], n) for n, g in enumerate(groups) for i, count in shared[n].items()),
    )
    names: dict[int, str] = {}
    known = list(order)
    for _, _, place, n in claims:
        if n not in names and known[place] not in names.values():
            names[n] = known[place]
    for n, group in enumerate(groups):
        if n not in names:
            names[n] = incident_named(f"apart {' '.join(a.article for a in group.articles)}")
    moves = tuple(
        Move(a.article, names[n], f"put together again: {ground}", score)
        for n, group in enumerate(groups)
        for a in group.articles
        if a.incident != names[n]
        for ground, score in (group.grounds.get(a.article, ("apart from the rest", 0.0)),)
    )
    gone = size.keys() - set(names.values())
    heirs = {i: max((count[i], -n) for n, count in shared.items() if i in count) for i in gone}
    redirects = tuple(sorted((i, names[-n]) for i, (_, n) in heirs.items()))
    told_of = {names[n]: [(a.article, f) for a, f in _compared(g)] for n, g in enumerate(groups) if g.cyber}
    return Regrouping(moves, redirects, tuple(later_named(told_of, linked)))
