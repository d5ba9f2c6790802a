"""Section -> what a reader sees of it in a minute: the strongest few words of each government, and how many more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from briefing import views, wording
from briefing.digest.document import Citation, Column, Digest, Item, Row, Section, Told
from briefing.digest.rights import Credit, credits_of
from briefing.model import SILENCE

MOST = 3  # statements of one government
ROOM = 9  # statements of one side, but at least one of each government
ROW = 4  # facts of one sort
TOGETHER = "only together with others"  # said of a government without words of its own
LINES = 6  # of a timeline: its first and its latest


@dataclass(frozen=True, slots=True)
class Shared:
    """What the same several governments said together, printed once, with their names."""

    names: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a section: each government with its own words, then what several said together."""

    columns: tuple[Column, ...]
    together: tuple[Shared, ...]

    @property
    def items(self) -> Iterator[Item]:
        """Every statement that is shown."""
        yield from (item for column in self.columns for item in column.items)
        yield from (item for shared in self.together for item in shared.items)


@dataclass(frozen=True, slots=True)
class Brief:
    """A section as it is read."""

    whole: Section
    accusers: Side
    answerers: Side
    others: Side
    voices: tuple[Item, ...]
    facts: tuple[Row, ...]
    timeline: tuple[Told, ...]
    more: str  # how much is left out, in words; empty for nothing

    @property
    def statements(self) -> frozenset[str]:
        """The ids of the governments' statements that are shown."""
        return frozenset(i.id for side in (self.accusers, self.answerers, self.others) for i in side.items)

    @property
    def items(self) -> tuple[Item, ...]:
        """Every statement that is shown."""
        return (*self.accusers.items, *self.answerers.items, *self.others.items, *self.voices)

    @property
    def told(self) -> tuple[Told, ...]:
        """Every fact and date that is shown."""
        return (*self.timeline, *(t for row in self.facts for t in row.items))

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers of the sources that are cited in it."""
        return frozenset(
            [
                *(i.number for i in self.items),
                *(i.original[1] for i in self.items if i.original),
                *(n for t in self.told for n in t.shown),
                *(number for _, number, _ in self.whole.edits),
                *self.cut,
            ]
        )

    @property
    def cut(self) -> frozenset[int]:
        """The numbers of the sources of which words are left out in what is shown."""
        parts: list[Item | Told] = [*self.items, *self.told]
        return frozenset([*self.whole.cut_edits, *(n for part in parts for n in part.cut)])


def whole(section: Section) -> Brief:
    """A section with nothing left out."""
    return Brief(
        whole=section,
        accusers=_side(section.accusers, None),
        answerers=_side(section.answerers, None),
        others=_side(section.others, None),
        voices=section.voices,
        facts=section.facts,
        timeline=section.timeline,
        more="",
    )


def brief(section: Section) -> Brief:
    """A section with what is new and the strongest of each side; the rest is counted."""
    line, held = section.timeline, whole(section)
    shown = replace(
        held,
        accusers=_side(section.accusers, ROOM),
        answerers=_side(section.answerers, ROOM),
        others=_side(section.others, ROOM),
        voices=_voices(section.voices),
        facts=tuple(replace(row, items=row.items[:ROW]) for row in section.facts),
        timeline=line if len(line) <= LINES else (line[0], *line[1 - LINES :]),
    )
    return replace(shown, more=_left(held, shown))


def _left(held: Brief, shown: Brief) -> str:
    left = {
        "more statement": len(held.statements - shown.statements) + len(held.voices) - len(shown.voices),
        "more fact": sum(len(row.items) for row in held.facts) - sum(len(row.items) for row in shown.facts),
        "more date": len(held.timeline) - len(shown.timeline),
    }
    return wording.listed([wording.count(number, noun) for noun, number in left.items() if number])


def read(made: Digest) -> tuple[Sequence[Brief], Sequence[Citation], str, Sequence[Credit]]:
    """A digest as it is read: its sections, the sources that they cite with the first one of the origin of each, in
    words how many more there are, empty for none, and the credit lines of those that are cited.
    """
    sections = [brief(section) for section in made.sections]
    numbers = {n for b in sections for n in b.numbers}
    numbers |= {s.origin for s in made.sources if s.number in numbers}
    cited = [s for s in made.sources if s.number in numbers]
    left = len(made.sources) - len(cited)
    more = f"{wording.count(left, 'more source')}, not cited here" if left else ""
    return (
        sections,
        cited,
        more,
        credits_of(
            ((s.number, s.rights) for s in cited), frozenset(n for b in sections for n in b.cut), made.quote_words
        ),
    )


def _side(columns: Sequence[Column], room: int | None) -> Side:
    """A side within its room; what stands in several columns is told once, so that every column has words somewhere."""
    standing = Counter(i.id for column in columns for i in column.items)
    own = [[i for i in column.items if standing[i.id] == 1] for column in columns]
    joint = {i.id: i for column in columns for i in column.items if standing[i.id] > 1}
    if room is not None:
        each = max(1, min(MOST, room // max(1, sum(map(bool, own)))))
        own = [_picked(items, each) for items in own]
        best = [next(iter(_picked([i for i in c.items if i.id in joint], 1)), None) for c in columns]
        needed = dict.fromkeys(i.id for i, alone in zip(best, own, strict=True) if i and _wanted(i, alone))
        for item in _picked([i for i in joint.values() if not i.background], MOST):
            if len(needed) < MOST:
                needed[item.id] = None
        joint = {i: item for i, item in joint.items() if i in needed}
    return Side(
        columns=tuple(replace(c, items=tuple(items)) for c, items in zip(columns, own, strict=True)),
        together=_together(columns, joint),
    )


def _wanted(joint: Item, alone: Sequence[Item]) -> bool:
    """Whether a government has to be heard together with others: it says nothing alone, or nothing new."""
    return not alone or (joint.fresh and not any(item.fresh for item in alone))


def _together(columns: Sequence[Column], joint: Mapping[str, Item]) -> tuple[Shared, ...]:
    """The joint statements by who made them, those of the most governments first."""
    found = views.by_speakers((c.name, [i.id for i in c.items if i.id in joint]) for c in columns)
    return tuple(Shared(wording.listed(names), tuple(joint[i] for i in ids)) for names, ids in found.items())


def _voices(voices: Sequence[Item]) -> tuple[Item, ...]:
    """The first few, each words once; what was altered or rewritten only where there is nothing else."""
    verbatim = sorted(voices, key=lambda item: item.line.mark in wording.NOT_VERBATIM)
    first = {item.line.text: item for item in reversed(verbatim)}
    return tuple([item for item in verbatim if first[item.line.text] is item][:MOST])


def _picked(items: Sequence[Item], most: int) -> list[Item]:
    """At most so many in their given order: new ones rather than old ones, and of these such as differ."""
    order = [*_varied([i for i in items if i.fresh]), *_varied([i for i in items if not i.fresh])]
    chosen = {i.id for i in order[:most]}
    return [i for i in items if i.id in chosen]


def _varied(items: Sequence[Item]) -> list[Item]:
    """Those that say something else than the ones before, by other speakers first; then those that say the same."""
    said: set[str] = set()
    heard: set[str] = set()
    alike: dict[str, int] = {}
    for item in items:
        silent = item.background or SILENCE in item.response_codes
        says = set() if silent else {*item.kinds, *item.response_codes} - {"other"}
        alike[item.id] = 2 if says <= said else int(item.line.who in heard)
        said |= says
        heard.add(item.line.who)
    return sorted(items, key=lambda item: alike[item.id])
