"""Many wordings as one regular expression that is quick to search for."""

from __future__ import annotations

import re

_LETTER = re.compile(r"[^\W\d_](?![?*+{|])")


def by_first_letter(words: list[str], deep: int = 1) -> str:
    """The alternatives gathered by the letters that they begin with: a search then tries few of them at each place.

    `deep` is by how many letters; long lists gain by more than one.
    """
    letters: dict[str, list[str]] = {}
    others = []
    for word in words:
        if _LETTER.match(word) and not _forks(word):
            letters.setdefault(word[0].casefold(), []).append(word[1:])
        else:
            others.append(word)
    if deep > 1:
        inner = {letter: by_first_letter(rest, deep - 1) for letter, rest in letters.items()}
    else:
        inner = {letter: "|".join(rest) for letter, rest in letters.items()}
    return "|".join([f"{letter}(?:{rest})" for letter, rest in inner.items()] + others)


def _forks(word: str) -> bool:
    """Whether an alternation stands outside every bracket of an expression."""
    depth, previous = 0, ""
    for char in word:
        if previous != "\\":
            depth += (char in "([") - (char in ")]")
            if char == "|" and not depth:
                return True
        previous = char if previous != "\\" else ""
    return False
