"""Words of a text with their offsets, and a book that finds known phrases among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

# An initialism with full stops, an elided article, a possessive ending, a run of a script without spaces, a
# word (with inner apostrophes), else a mark.
_SCRIPT = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_TOKEN = re.compile(
    rf"(?:[A-Z]\.){{2,}}|(?:[ldnLDN]|[Qq]u)['’](?=\w)|['’]s\b|[{_SCRIPT}]+|"
    rf"[^\W{_SCRIPT}]+(?:['’](?!s\b)[^\W{_SCRIPT}]+)*|[^\w\s]"
)
_UNSPACED = re.compile(f"[{_SCRIPT}]")


class Token(NamedTuple):
    """One word or mark: `text` as written, `low` casefolded, offsets in the text it came from."""

    start: int
    end: int
    text: str
    low: str


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Words and marks of text[start:end], in order; white space is left out."""
    stop = len(text) if end is None else end
    return [
        Token(m.start(), m.end(), w, w.casefold().replace("’", "'"))
        for m in _TOKEN.finditer(text, start, stop)
        if (w := m.group())
    ]


def unspaced(text: str) -> bool:
    """Whether the text holds a script that is written without spaces (Chinese, Japanese) or in syllable blocks."""
    return _UNSPACED.search(text) is not None


def word_set(words: str) -> frozenset[str]:
    """The words of a line, as a set."""
    return frozenset(words.split())


class Hit(NamedTuple, Generic[T]):
    """A phrase found: its first token, the token after its last, what it may mean."""

    first: int
    last: int
    meanings: tuple[T, ...]


class PhraseBook(Generic[T]):
    """Finds phrases among tokens, the longest first.

    A phrase written wholly in capitals counts only in that case ("US", "PST"), one with a capital initial needs one
    in the text ("China"), one in small letters counts in any case.
    """

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        meanings: dict[str, list[T]] = {}
        for surface, meaning in entries:
            known = meanings.setdefault(surface, [])
            if meaning not in known:
                known.append(meaning)
        self._by_first: dict[str, list[tuple[tuple[str, ...], tuple[str, ...], tuple[T, ...]]]] = {}
        for surface, found in meanings.items():
            words = [Token(0, len(surface), surface, surface.casefold())] if surface.isalpha() else tokens(surface)
            lows, exact = tuple(t.low for t in words), tuple(t.text for t in words)
            self._by_first.setdefault(lows[0], []).append((lows, exact, tuple(found)))
        for rows in self._by_first.values():
            rows.sort(key=lambda row: -len(row[0]))

    def at(self, words: list[Token], i: int) -> Hit[T] | None:
        """The longest phrase that begins with token i."""
        for lows, exact, meanings in self._by_first.get(words[i].low, ()):
            n = len(lows)
            fits = i + n <= len(words) and all(words[i + k].low == lows[k] for k in range(1, n))
            if fits and all(_case_fits(exact[k], words[i + k].text) for k in range(n)):
                return Hit(i, i + n, meanings)
        return None

    def find(self, words: list[Token]) -> Iterator[Hit[T]]:
        """Every phrase, from left to right, none inside another."""
        i, first = 0, self._by_first
        while i < len(words):
            hit = self.at(words, i) if words[i].low in first else None
            if hit:
                yield hit
                i = hit.last
            else:
                i += 1


def _case_fits(known: str, seen: str) -> bool:
    if known.islower() or not known[0].isalpha():
        return True
    if known.isupper() and len(known) > 1:
        return seen == known
    return not known[0].isupper() or seen[0].isupper()


class RunBook(Generic[T]):
    """Finds names in scripts without spaces, the longest first."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._meanings: dict[str, tuple[T, ...]] = {}
        for surface, meaning in entries:
            known = self._meanings.get(surface, ())
            if meaning not in known:
                self._meanings[surface] = (*known, meaning)
        longest_first = sorted(self._meanings, key=lambda s: (-len(s), s))
        self._pattern = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def find(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, tuple[T, ...]]]:
        """(start, end, what it may mean) of every name in text[start:end]."""
        for m in self._pattern.finditer(text, start, end):
            yield m.start(), m.end(), self._meanings[m.group()]
