"""Text -> the terms, names, numbers and dates that grouping compares.

Terms are folded: lower case, accents gone, light English endings cut. Text without spaces between words (Chinese,
Japanese) gives pairs of characters, in their simplified forms. Everything here is linear in the length of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from tomllib import loads
from typing import Any

from briefing.gazetteer.twins import simplified

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
# A word of a name: Latin words also stand right inside text without spaces, which has no capitals itself.
NAME_WORD = re.compile(r"[^\W_\u3040-\u9fff\uf900-\ufaff]+(?:[-'’][^\W_\u3040-\u9fff\uf900-\ufaff]+)*")
NUMBER = re.compile(r"(?<![\w-])\d[\d.,]*")
CODE = re.compile(r"\b([A-Z]{2,6})[ -](\d{1,6})\b")
RUN = re.compile(r"[\u3040-\u9fff\uf900-\ufaff]+|[^\W_\u3040-\u9fff\uf900-\ufaff]+")
OPENING = re.compile(r"(?:^|[.!?:\n])[\s\"'“„«(]*$")
GLUE = re.compile(r" (?:(?:of|de|du|van|von|der|for) )?")
CVE = re.compile(r"\bCVE-\d{4}-\d{4,7}\b", re.IGNORECASE)
DAY = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b|(\d{4})年(\d\d?)月(?:(\d\d?)日)?")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
LONGEST_PHRASE, LONGEST_WORD = 4, 40
CAPITALISED_NOUNS = frozenset({"de", "lb"})  # languages in which a capital tells no name
ARTICLES = frozenset({"the", "a", "an", "la", "le", "les", "der", "die", "das", "el", "los", "il"})


@cache
def background() -> dict[str, Any]:
    """What background.toml holds: shares of common words, names of months."""
    return loads(files(__package__).joinpath("background.toml").read_text("utf-8"))


@cache
def months() -> dict[str, int]:
    """Name of a month in any language of background.toml, as it is written there -> its number."""
    return {name: number + 1 for row in background()["months"].values() for number, name in enumerate(row)}


@cache
def day_and_month() -> re.Pattern[str]:
    """A spelled date: (day before, month, day after, year), of which one beside the month must be there."""
    named = "|".join(sorted(months(), key=lambda name: (-len(name), name)))
    return re.compile(
        rf"(?:\b(\d{{1,2}})(?:st|nd|rd|th|er|\.|º)? )?(?:de |of )?\b({named})\b\.?"
        r"(?: (\d{1,2})(?:st|nd|rd|th)?\b)?,?(?: de)?(?: (\d{4})\b)?"
    )


def fold(word: str) -> str:
    """The word in lower case without accents."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c)).replace("’", "'")


def stem(word: str) -> str:
    """A folded word without the commonest English endings; other words as they are."""
    word = word.removesuffix("'s")
    if len(word) < 5 or not word.isascii() or not word.isalpha():
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("s") and word[-2] not in "sui":
        word = word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending).removesuffix("e")
    return word.removesuffix("e")


def spaceless(char: str) -> bool:
    """Whether the script of the character writes no space between words."""
    return "\u3040" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff"


def pieces(word: str) -> tuple[str, ...]:
    """One match of WORD -> its terms: the parts of a compound, or the pairs of characters of spaceless text.

    What is longer than any word and no spaceless text has none.
    """
    if len(word) <= LONGEST_WORD:
        return _pieces(word)
    return tuple(t for run in RUN.findall(word) for t in (_pairs(run) if spaceless(run[0]) else ()))


@lru_cache(maxsize=1 << 15)
def _pieces(word: str) -> tuple[str, ...]:
    if any(spaceless(c) for c in word):
        return tuple(t for run in RUN.findall(word) for t in (_pairs(run) if spaceless(run[0]) else _pieces(run)))
    folded = fold(word)
    if any(c.isdigit() for c in folded):
        return (folded.replace("-", ""),)
    return tuple(stem(part) for part in folded.removesuffix("'s").split("-") if part)


def _pairs(run: str) -> tuple[str, ...]:
    run = run.translate(simplified())  # Taipei and Beijing write the same words
    return tuple(a + b for a, b in pairwise(run)) or (run,)


def terms(text: str) -> list[str]:
    """The terms of a text in their order; "APT 31" and "APT-31" are one, numbers lose their separators."""
    text = CODE.sub(r"\1\2", text)
    found: list[str] = []
    for match in WORD.finditer(text):
        found.extend(pieces(match[0]))
    return found


def numbers(text: str) -> Iterator[str]:
    """Figures that may identify a matter: no years, nothing below 32 (days and small counts are everywhere)."""
    for match in NUMBER.finditer(text):
        digits = re.sub(r"[.,]", "", match[0])
        if not (len(digits) < 3 and int(digits) < 32) and not YEAR.fullmatch(digits) and len(digits) < 12:
            yield "#" + digits.lstrip("0")


def phrases(text: str) -> list[list[str]]:
    """Runs of capitalised words, each as its folded words, in their order.

    A single word at the start of a sentence is a name only where it is one elsewhere too.
    """
    found: list[list[str]] = []
    opening: list[bool] = []
    end = -9
    for match in NAME_WORD.finditer(text):
        word = match[0]
        if not word[0].isupper() or (len(word) < 4 and word.lower() in ARTICLES):
            continue
        if found and GLUE.fullmatch(text, end, match.start()) and len(found[-1]) < LONGEST_PHRASE:
            found[-1].extend(pieces(word))
            opening[-1] = False
        else:
            found.append(list(pieces(word)))
            opening.append(
                OPENING.search(text, max(0, match.start() - 3), match.start()) is not None and word[1:].islower()
            )
        end = match.end()
    sure = {word for phrase, first in zip(found, opening, strict=True) if not first for word in phrase}
    return [p for p, first in zip(found, opening, strict=True) if not first or sure.issuperset(p)]


def names(text: str, lang: str = "en") -> list[str]:
    """Capitalised words, the phrases they form, and figures; where nouns have capitals, no single words."""
    found: list[str] = []
    for phrase in phrases(CODE.sub(r"\1\2", text)):
        if len(phrase) > 1 or lang not in CAPITALISED_NOUNS:
            found.extend(phrase)
        if len(phrase) > 1:
            found.append(" ".join(phrase))
    found.extend(numbers(text))
    return found


def dates(text: str, published: str | None) -> frozenset[str]:
    """Explicit dates as ISO days, months or years, as precise as printed.

    A day and month without a year get the year that puts them last before `published` (an ISO date or instant); without
    `published` they are left out.
    """
    found = {f"{y}-{int(m):02}" + (f"-{int(d):02}" if d else "") for y, m, d in map(_digits, DAY.finditer(text))}
    for match in day_and_month().finditer(text):
        before, name, after, year = match.groups()
        if before or after or year:
            found.update(_spelled(months()[name], before or after, year, published))
    whole = {d[:4] for d in found}
    found.update(y for y in YEAR.findall(text) if y not in whole)
    return frozenset(d for d in found if real(d))


def _digits(match: re.Match[str]) -> tuple[str, str, str | None]:
    year, month, day, *han = match.groups()
    return (year, month, day) if year else (han[0], han[1], han[2])


def _spelled(month: int, day: str | None, year: str | None, published: str | None) -> Iterator[str]:
    if not year and published:
        year = str(int(published[:4]) - (f"{month:02}" > published[5:7]))
    if year:
        yield f"{year}-{month:02}" + (f"-{int(day):02}" if day else "")


def real(day: str) -> bool:
    """Whether an ISO day, month or year is one that the calendar has."""
    try:
        date.fromisoformat((day + "-01-01")[:10])
    except ValueError:
        return False
    return True
