"""Texts of our own with the statements that must be read from them: their format, how they are judged and scored.

Each file `sentences/<language>_<number>.toml` holds `[[case]]` tables:

    text        a short text; a blank line parts paragraphs
    tests       what the case is about, in a few words
    speaks_for  the text is an official one of this government
    may         governments that a careful analyst may list or leave out
    open        why the rules do not read it yet: a known limit, reported as such
    statement   tables: what must be read, each by a statement of its own
    never       one table of `governments`, `kinds`, `directions` that no statement may have

A `[[case.statement]]` has `governments` (several: each must have said it, jointly or alone; none: a `party` without a
government) and further what must be true of it: `kinds` (one of them is enough), `direction`, `level`, `speaker` and
`contains` (part of the printed speaker, of the text), `quote` (words inside the marks), `codes`. Codes are looked for
in all that the government says in the case, because one answer may be read as several sentences. Statements marked as
background (an older denial retold) neither meet an expectation nor break one. A government that no statement and no
`may` names must have no statement at all.

`python -m tests.statements.own_sentences` prints the scores as JSON.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from briefing.gazetteer import Gazetteer, load
from briefing.model import DIRECTIONS, KINDS, LEVELS, PARTIES, Article, Statement
from briefing.statements import statements_in

FOLDER = Path(__file__).parent / "sentences"
T = TypeVar("T")


def _known(words: Iterable[str], vocabulary: Sequence[str]) -> None:
    unknown = {*words} - {*vocabulary}
    if unknown:
        raise ValueError(f"{unknown} not in {vocabulary}")


@dataclass(frozen=True)
class Expected:
    """One statement that must be read; an empty field is not looked at."""

    governments: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    direction: str = ""
    level: str = ""
    speaker: str = ""
    codes: tuple[str, ...] = ()
    party: str = ""
    quote: str = ""
    contains: str = ""

    def __post_init__(self) -> None:
        if not self.governments and not self.party:
            raise ValueError("a statement without governments needs a party")
        _known(self.kinds, KINDS)
        _known(filter(None, [self.direction]), DIRECTIONS)
        _known(filter(None, [self.level]), LEVELS)
        _known(filter(None, [self.party]), PARTIES)

    def speakers(self) -> tuple[str | None, ...]:
        """The governments one by one; None stands for the party without a government."""
        return self.governments or (None,)

    def spoken_by(self, government: str | None, read: Statement) -> bool:
        """Whether the right party speaks, whatever it says."""
        heard = government in read.governments if government else not read.governments
        return heard and self.party in ("", read.party)

    def of_kind(self, read: Statement) -> bool:
        """Whether one of the accepted kinds was read."""
        return not self.kinds or bool({*self.kinds} & {*read.kind})

    def at_level(self, read: Statement) -> bool:
        """Whether the level was read."""
        return self.level in ("", read.level)

    def met_by(self, government: str | None, read: Statement) -> bool:
        """Whether a statement is this one, its codes apart."""
        return (
            self.spoken_by(government, read)
            and self.of_kind(read)
            and self.at_level(read)
            and self.direction in ("", read.direction)
            and self.speaker in (read.speaker or "")
            and self.quote in (read.quote or "")
            and self.contains in read.text
        )


@dataclass(frozen=True)
class Never:
    """What no statement of a case may have."""

    governments: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _known(self.kinds, KINDS)
        _known(self.directions, DIRECTIONS)


@dataclass(frozen=True)
class Case:
    """A text and what must be read from it; `id` is file:number, counted from 1."""

    id: str
    lang: str
    text: str
    tests: str
    speaks_for: str | None = None
    may: tuple[str, ...] = ()
    open: str = ""
    statement: tuple[Expected, ...] = ()
    never: Never = Never()

    def __post_init__(self) -> None:
        both = {*self.may, *self.named} & {*self.never.governments}
        if both:
            raise ValueError(f"{self.id}: {both} must and must not speak")

    @property
    def named(self) -> tuple[str, ...]:
        """The governments that must have said something, each once."""
        return tuple(dict.fromkeys(g for e in self.statement for g in e.governments))

    def article(self) -> Article:
        """The text as the engine gets it."""
        role = "official" if self.speaks_for else "press"
        return Article(
            id=self.id,
            title="",
            text=self.text,
            source="own sentences",
            published="2031-05-06",
            lang=self.lang,
            speaks_for=self.speaks_for,
            role=role,
        )

    def read(self, gazetteer: Gazetteer) -> tuple[Statement, ...]:
        """The statements that the engine reads, without those of the background."""
        return tuple(s for s in statements_in(self.article(), gazetteer).statements if not s.background)


def _made(of: Callable[..., T], table: dict[str, Any]) -> T:
    return of(**{key: tuple(value) if isinstance(value, list) else value for key, value in table.items()})


def _case(path: Path, number: int, table: dict[str, Any]) -> Case:
    made = {
        **table,
        "statement": [_made(Expected, t) for t in table.get("statement", [])],
        "never": _made(Never, table.get("never", {})),
    }
    return _made(Case, {"id": f"{path.stem}:{number}", "lang": path.stem.split("_")[0], **made})


def cases(path: Path) -> list[Case]:
    """The cases of one file. Raises ValueError naming the case that is not of the format."""
    found = []
    for number, table in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"], 1):
        try:
            found.append(_case(path, number, table))
        except (TypeError, ValueError) as error:
            raise ValueError(f"{path.name}, case {number}: {error}") from error
    return found


def unmet(case: Case, government: str | None, read: Sequence[Statement]) -> list[Expected]:
    """The expected statements of one government that find no statement of their own (a largest matching)."""
    wanted = [e for e in case.statement if government in e.speakers()]
    holder: dict[int, int] = {}

    def placed(i: int, tried: set[int]) -> bool:
        for j, statement in enumerate(read):
            if j in tried or not wanted[i].met_by(government, statement):
                continue
            tried.add(j)
            if j not in holder or placed(holder[j], tried):
                holder[j] = i
                return True
        return False

    return [e for i, e in enumerate(wanted) if not placed(i, set())]


def false_governments(case: Case, read: Iterable[Statement]) -> set[str]:
    """The governments that are read as speaking and say nothing in the text."""
    return {g for s in read for g in s.governments} - {*case.named} - {*case.may}


def faults(case: Case, read: Sequence[Statement]) -> list[str]:
    """What is wrong with a reading, one line each; none = the case is right."""
    found = [f"{g} says nothing here" for g in sorted(false_governments(case, read))]
    for government in dict.fromkeys(g for e in case.statement for g in e.speakers()):
        found += [f"{government}: not read: {_shown(e)}" for e in unmet(case, government, read)]
        wanted = {c for e in case.statement if government in e.speakers() for c in e.codes}
        codes = {c for s in read if government in s.governments for c in s.response_codes}
        found += [f"{government}: code {c} not read" for c in sorted(wanted - codes)]
    for s in read:
        found += [f"kind {k} must not be read" for k in s.kind if k in case.never.kinds]
        if s.direction in case.never.directions:
            found.append(f"direction {s.direction} must not be read")
    return found


def _shown(expected: Expected) -> str:
    return ", ".join(f"{f.name}={v}" for f in fields(expected) if (v := getattr(expected, f.name)))


def count(case: Case, read: Sequence[Statement]) -> Counter[str]:
    """The figures of one case, to be added up.

    `governments` must speak, `heard` of them do, `false` others do. Kinds and levels are counted of those heard, once
    for each expected statement and government: `kinds` and `levels` are asked, `kinds_right` and `levels_right` read.
    """
    spoke = {g for s in read for g in s.governments}
    figures = Counter(
        cases=1,
        right=int(not faults(case, read)),
        governments=len(case.named),
        heard=len(spoke & {*case.named}),
        false=len(false_governments(case, read)),
    )
    for expected in case.statement:
        for government in expected.speakers():
            said = [s for s in read if expected.spoken_by(government, s)]
            of_kind = [s for s in said if expected.of_kind(s)]
            figures["kinds"] += bool(said and expected.kinds)
            figures["kinds_right"] += bool(of_kind and expected.kinds)
            figures["levels"] += bool(said and expected.level)
            figures["levels_right"] += bool(expected.level and any(expected.at_level(s) for s in of_kind))
    return figures


def score(folder: Path = FOLDER) -> dict[str, dict[str, float]]:
    """The figures of `count` for each file of a folder and for "all", with precision and recall of governments."""
    gazetteer = load()
    per_file: dict[str, Counter[str]] = {}
    for path in sorted(folder.glob("*.toml")):
        per_file[path.stem] = sum((count(c, c.read(gazetteer)) for c in cases(path)), Counter())
    per_file["all"] = sum(per_file.values(), Counter())
    return {name: _with_ratios(figures) for name, figures in per_file.items()}


def _with_ratios(figures: Counter[str]) -> dict[str, float]:
    heard, spoke = figures["heard"], figures["heard"] + figures["false"]
    names = ("cases", "right", "governments", "heard", "false", "kinds", "kinds_right", "levels", "levels_right")
    return {
        **{name: figures[name] for name in names},
        "precision": round(heard / spoke, 3) if spoke else 1.0,
        "recall": round(heard / figures["governments"], 3) if figures["governments"] else 1.0,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(score(), indent=1) + "\n")
