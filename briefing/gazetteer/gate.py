"""The gate: in well under a millisecond, whether a text can hold anything on a state and a cyber operation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from briefing.gazetteer.phrases import unspaced

_WORD = re.compile(r"\w+")
_LITERAL = re.compile(r"[\w -]+")
# groups that are called by a number: APT31, UNC3886, TA416, Storm-0558
_NUMBERED_GROUP = re.compile(r"\b(?:APT|UNC|TA|TAG|FIN|Storm|DEV)[- ]?\d")


@dataclass(frozen=True, slots=True)
class Names:
    """Names to look for in a text, those of scripts with spaces by their first word."""

    by_word: Mapping[str, tuple[str, ...]]
    runs: tuple[str, ...]

    def stand_in(self, text: str, words: frozenset[str]) -> bool:
        """Whether a name stands in a text of these words."""
        return any(name in text for word in words & self.by_word.keys() for name in self.by_word[word]) or (
            not text.isascii() and any(run in text for run in self.runs)
        )


@dataclass(frozen=True, slots=True)
class Gate:
    """What the gate looks for; build it with `gate`."""

    states: Names
    suspects: Names
    stems: tuple[str, ...]  # one of these stands, casefolded, in every text in which `strong` is found
    strong: re.Pattern[str]
    weak: re.Pattern[str]

    def lets_in(self, text: str) -> bool:
        """Whether a state and a cyber term or numbered group are named, or an often accused state and a weaker term."""
        low, words = text.casefold(), frozenset(_WORD.findall(text))
        cyber = (
            any(stem in low for stem in self.stems) and self.strong.search(text) is not None
        ) or _NUMBERED_GROUP.search(text) is not None
        if cyber and self.states.stand_in(text, words):
            return True
        return self.suspects.stand_in(text, words) and (cyber or self.weak.search(text) is not None)


def gate(
    states: Iterable[str],
    suspects: Iterable[str],
    strong: tuple[list[str], list[str]],
    weak: tuple[list[str], list[str]],
) -> Gate:
    """A gate for the names of states, of those that many have accused, and for cyber terms of two sorts: of each the
    regular expressions of languages with spaces and of languages without."""
    return Gate(
        states=_names(states),
        suspects=_names(suspects),
        stems=tuple({_stem(term) for terms in strong for term in terms}),
        strong=_either(*strong),
        weak=_either(*weak),
    )


def _names(names: Iterable[str]) -> Names:
    by_word: dict[str, list[str]] = {}
    runs = []
    for name in set(names):
        if unspaced(name):
            runs.append(name)
        elif first := _WORD.search(name):
            by_word.setdefault(first.group(), []).append(name)
    return Names({word: tuple(found) for word, found in by_word.items()}, tuple(runs))


def _either(words: list[str], runs: list[str]) -> re.Pattern[str]:
    return re.compile("|".join([rf"\b(?:{'|'.join(words)})\b", *runs]), re.IGNORECASE)


def _stem(term: str) -> str:
    """Letters that stand in every match of a cue: those it begins with, or that follow the rest of a compound."""
    term = term.removeprefix(r"\w*")
    literal = _LITERAL.match(term)
    assert literal, term
    stem, following = literal.group(), term[literal.end() : literal.end() + 1]
    return (stem[:-1] if following in ("?", "*", "{") and following else stem).casefold()
