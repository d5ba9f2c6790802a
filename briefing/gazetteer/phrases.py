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
        Token(m.start(), m.end(), w, w.lower() if w.isascii() else w.casefold().replace("’", "'"))
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


class _Row(NamedTuple, Generic[T]):
    """A known phrase: its words casefolded and as written, what it may mean."""

    lows: tuple[str, ...]
    exact: tuple[str, ...]
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
        # by the first word, and by the second of those that have one ("" for the others)
        self._by_words: dict[str, dict[str, list[_Row[T]]]] = {}
        for surface, found in meanings.items():
            words = [Token(0, len(surface), surface, surface.casefold())] if surface.isalpha() else tokens(surface)
            row = _Row(tuple(t.low for t in words), tuple(t.text for t in words), tuple(found))
            second = row.lows[1] if len(words) > 1 else ""
            self._by_words.setdefault(row.lows[0], {}).setdefault(second, []).append(row)
        for by_second in self._by_words.values():
            for rows in by_second.values():
                rows.sort(key=lambda row: -len(row.lows))

    def at(self, words: list[Token], i: int) -> Hit[T] | None:
        """The longest phrase that begins with token i."""
        by_second = self._by_words.get(words[i].low, {})
        following = words[i + 1].low if i + 1 < len(words) else ""
        for row in (*(by_second.get(following, ()) if following else ()), *by_second.get("", ())):
            n = len(row.lows)
            fits = i + n <= len(words) and all(words[i + k].low == row.lows[k] for k in range(2, n))
            if fits and all(_case_fits(row.exact[k], words[i + k].text) for k in range(n)):
                return Hit(i, i + n, row.meanings)
        return None

    def find(self, words: list[Token]) -> Iterator[Hit[T]]:
        """Every phrase, from left to right, none inside another."""
        i, first = 0, self._by_words
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
        lengths: dict[str, set[int]] = {}
        for surface in self._meanings:
            lengths.setdefault(surface[0], set()).add(len(surface))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def find(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, tuple[T, ...]]]:
        """(start, end, what it may mean) of every name in text[start:end], none inside another."""
        i, lengths, meanings = start, self._lengths, self._meanings
        while i < end:
            for n in lengths.get(text[i], ()):
                if i + n <= end and text[i : i + n] in meanings:
                    yield i, i + n, meanings[text[i : i + n]]
                    i += n
                    break
            else:
                i += 1
