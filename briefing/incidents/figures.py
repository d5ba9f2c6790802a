"""Figures as reported: a number with what it counts, verbatim; conflicting ones stand side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from briefing.incidents.pages import Page, cues, gathered
from briefing.model import Fact

ABOUT = (
    r"(?:about|around|some|nearly|almost|roughly|at\sleast|more\sthan|over|up\sto|as\smany\sas|a\sminimum\sof"
    r"|something\slike|well\sover|an\sestimated|mindestens|rund|mehr\sals|über|au\smoins|plus\sde|environ|más\sde"
    r"|al\smenos|unos|oltre|circa|almeno|meer\sdan|ongeveer|více\snež|přes|asi|ponad|более|около|минимум|minst|rundt)\s"
)
GROUPS = r"\d{1,3}(?:[,.’\u00a0\u202f ]\d{3})+(?![\d])"
MAGNITUDE = r"(?:thousand|million|billion|tausend|millionen|mille|millions?|mil|millones|tisíc|milionů|тысяч|млн)"
SPELLED = (
    r"(?:(?:tens|hundreds)\sof\sthousands|(?:two|three|several)\sdozen|dozens|hundreds|scores|thousands|millions)"
)
SPELLED_VALUES = {
    "dozens": 24, "tens": 20, "scores": 40, "hundreds": 200, "thousands": 2_000, "millions": 2_000_000,
    "tens of thousands": 20_000, "hundreds of thousands": 200_000, "two dozen": 24, "three dozen": 36, "several dozen": 36,
}  # fmt: skip
TIMES = {"thousand": 1_000, "tausend": 1_000, "mille": 1_000, "mil": 1_000, "tisíc": 1_000, "тысяч": 1_000, "万": 10_000, "億": 10**8, "亿": 10**8}  # fmt: skip
MILLION, BILLION = 10**6, 10**9
CONTEXT = 34  # characters before a figure in which its governing word stands
MOST = 8  # figures that a board shows


def figures_in(pages: Sequence[Page]) -> tuple[Fact, ...]:
    """Every number with its noun once, what more origins tell first; `value` is the number, then what it counts."""
    found = [(fact, page.origin) for page in pages for fact in _figures(page)]
    return tuple(fact for fact, _ in gathered(found))[:MOST]


def _figures(page: Page) -> Iterator[Fact]:
    for match in _figure().finditer(page.lower):
        sentence = page.sentence(match.start())
        if sentence is None or _counts_another(page, match, sentence):
            continue
        noun = match["sure"] or match["beside"] or match["run"]
        number = value_of(match["spelled"] or match["number"] or match["runs"] or "")
        if not match["spelled"] and not match["runs"] and re.fullmatch(r"(?:19|20)\d\d", match["number"]):
            continue
        if match["beside"] and not page.speaks_of_it(sentence):
            continue
        start, end = match.span()
        start += len(match[0]) - len(match[0].lstrip())
        yield page.fact(start, end, f"a number of {noun}", f"{number} {noun.rstrip('s')}")


def value_of(number: str) -> int:
    """A number as printed, spelled or with a magnitude, as an integer: "1.5 million", "30,000", "3万", "thousands"."""
    flat = " ".join(number.split())
    if flat in SPELLED_VALUES:
        return SPELLED_VALUES[flat]
    digits, _, unit = flat.partition(" ")
    if not digits[-1].isdigit():
        digits, unit = digits[:-1], digits[-1]
    times = TIMES.get(unit, BILLION if unit.startswith("bill") else MILLION if unit.startswith(("mill", "mili", "млн")) else 1)
    if times == 1:
        return int(re.sub(r"\D", "", flat))
    return round(float(digits.replace(",", ".")) * times) if len(digits) < 7 else int(re.sub(r"\D", "", digits)) * times


def _counts_another(page: Page, match: re.Match[str], sentence: tuple[int, int]) -> bool:
    """Whether the number counts what was charged, who joined, or what the attackers used."""
    before, after = _others()
    lower = page.lower
    return bool(
        before.search(lower, max(sentence[0], match.start() - CONTEXT), match.start())
        or after.match(lower, match.end(), sentence[1])
    )


@cache
def _figure() -> re.Pattern[str]:
    table = cues("figures")
    nouns = (
        rf"(?:(?P<sure>{'|'.join(table['sure'])})|(?P<beside>{'|'.join(table['beside'])}))(?!\w)"
    )
    return re.compile(
        rf"(?<![\w.,$€£¥/-])(?:{ABOUT})?(?:(?P<spelled>{SPELLED})(?:\sof)?|(?P<number>{GROUPS}(?:\s{MAGNITUDE})?"
        rf"|\d{{1,4}}(?:[.,]\d+)?\s{MAGNITUDE}|\d{{2,9}}))(?P<between>(?:\s(?:of\sthe\s)?[^\W\d][\w-]*){{0,2}}?)\s{nouns}"
        rf"|(?:[约約超至少过過逾近]{{0,3}})(?P<runs>\d[\d,.]*[万億亿]?)\s?(?P<run>{'|'.join(table['spaceless'])})".replace(" ", r"\s")
    )


@cache
def _others() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = cues("figures")
    return (
        re.compile(rf"\b(?:{'|'.join(table['other_before'])})\s(?:the\s|its\s|all\s)?$".replace(" ", r"\s")),
        re.compile(rf"\s(?:{'|'.join(table['other_after'])})\b".replace(" ", r"\s")),
    )
