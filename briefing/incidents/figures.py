"""Figures as reported: a number with what it counts, verbatim; conflicting ones stand side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from briefing.incidents import words
from briefing.incidents.pages import Page, cues, either, gathered
from briefing.model import Fact, Span

ABOUT = re.compile(
    r"(?<!\w)(?:fewer\sthan|less\sthan|under|about|around|some|nearly|almost|roughly|at\sleast|more\sthan|over|up\sto|as\smany\sas|a\sminimum\sof"
    r"|something\slike|well\sover|an\sestimated|mindestens|rund|mehr\sals|über|au\smoins|plus\sde|environ|más\sde"
    r"|al\smenos|unos|oltre|circa|almeno|meer\sdan|ongeveer|více\snež|přes|asi|ponad|более|около|минимум|minst|rundt)\s$|[约約至少超过過逾近]{1,3}$"
)
SPELLED = (
    r"(?:tens\sof\sthousands|hundreds\sof\sthousands|two\sdozen|three\sdozen|several\sdozen|dozens|hundreds"
    r"|scores|thousands|millions)"
)
NUMBER = re.compile(rf"\d[\d,.]*|{SPELLED}")
PART_OF = re.compile(r"[0-9a-zà-ɏ_.,$€£¥/万億亿-]")  # before a number that is none by itself
GROUPS = r"\d{1,3}(?:[,.’\u00a0\u202f ]\d{3}){1,4}(?![\d])"
PRINTED = re.compile(r"(?P<digits>\d+(?:[.,’\s]+\d+)*)[.,\s]*(?P<unit>[^\W\d]+)?(?P<rest>\d+)?")
DECIMAL = re.compile(r"\d+[.,](?!000$)\d{1,3}")  # before a magnitude; three zeros are thousands
MAGNITUDE = r"(?:thousand|million|billion|tausend|millionen|mille|millions?|mil|millones|tisíc|milionů|тысяч|млн)"
THOUSAND = ("thousand", "tausend", "mille", "mil", "tisíc", "тысяч")
TIMES = dict.fromkeys(THOUSAND, 1_000) | {"万": 10_000, "億": 10**8, "亿": 10**8}
MILLION, BILLION = 10**6, 10**9
CONTEXT = 34  # characters before a figure in which its governing word stands
MOST = 8  # figures that a board shows
FEW = 3  # origins; of more, one alone is not heard for "thousands" where others tell a number


def figures_in(pages: Sequence[Page]) -> tuple[Fact, ...]:
    """Every number with its noun once, what more origins tell first; `value` is the number, then what it counts.

    Where articles on the incident give figures, one that only an article on the answer gives is left out: it may be
    what the accused state counts of its own. "Thousands" from one origin of many gives way to numbers.
    """
    found = [(fact, page) for page in pages for fact in _figures(page)]
    stated = {fact.value for fact, page in found if not page.response}
    told = gathered((fact, page.origin) for fact, page in found)
    exact = any(fact.value[0].isdigit() for fact, _ in told)
    vague = exact and len({p.origin for p in pages}) > FEW
    return tuple(
        fact
        for fact, origins in told
        if (fact.value in stated or not stated) and (fact.value[0].isdigit() or origins > 1 or not vague)
    )[:MOST]


def _figures(page: Page) -> Iterator[Fact]:
    taken = 0
    for anchor in NUMBER.finditer(page.lower):
        if anchor.start() < taken or (anchor.start() and PART_OF.match(page.lower, anchor.start() - 1)):
            continue
        match = _figure().match(page.lower, anchor.start())
        sentence = page.sentence(anchor.start()) if match else None
        if match is None or sentence is None:
            continue
        taken = match.end()
        noun = match["sure"] or match["beside"] or match["run"]
        number = match["spelled"] or value_of(match["number"] or match["runs"])
        if not match["spelled"] and not match["runs"] and re.fullmatch(r"(?:19|20)\d\d", match["number"]):
            continue
        if match["beside"] and not _harm().search(page.lower, *sentence):
            continue
        if match["between"] and (_false().search(match["between"]) or _is_name(page, match)):
            continue
        about = ABOUT.search(page.lower, max(sentence[0], match.start() - 24), match.start())
        start = about.start() if about else match.start()
        if noun != "victims" and _counts_another(page, start, match.end(), sentence):
            continue
        yield page.fact(start, match.end(), f"a number of {noun}", f"{number} {noun}")


def _is_name(page: Page, match: re.Match[str]) -> bool:
    """Whether what is counted stands in a name: "197 of the Harbour Rescue Systems"; German writes all nouns so."""
    words = page.article.text[match.start("between") : match.end()].split()
    return page.article.lang != "de" and all(word[0].isupper() for word in words[-2:])


def value_of(number: str) -> int:
    """A number as printed, perhaps with a magnitude, as an integer: "1.5 million", "30,000", "3万", "2万7445"."""
    parts = PRINTED.match(number)
    assert parts is not None
    digits, unit, rest = parts["digits"], parts["unit"] or "", parts["rest"] or "0"
    times = TIMES.get(unit) or (
        BILLION if unit.startswith("bill") else MILLION if unit.startswith(("mill", "mili", "млн")) else 1
    )
    grouped = times == 1 or not DECIMAL.fullmatch(digits) or (words.spaceless(unit[0]) and "," in digits)
    whole = int(re.sub(r"\D", "", digits)) * times if grouped else round(float(digits.replace(",", ".")) * times)
    return whole + int(rest)


def _counts_another(page: Page, start: int, end: int, sentence: Span) -> bool:
    """Whether a number counts what was charged, who joined, or what the attackers used."""
    before, after = _others()
    governed = before.search(page.lower, max(sentence[0], start - CONTEXT), start)
    if governed and governed[0].startswith("from") and _harm().search(page.lower, sentence[0], governed.start()):
        governed = None  # "stolen from 30 firms" counts victims, "experts from 30 firms" does not
    return bool(governed or after.match(page.lower, end, sentence[1]))


@cache
def _figure() -> re.Pattern[str]:
    table = cues("figures")
    nouns = rf"(?:(?P<sure>{'|'.join(table['sure'])})|(?P<beside>{'|'.join(table['beside'])}))(?!\w)"
    return re.compile(
        rf"(?:(?P<spelled>{SPELLED})(?:\sof)?|(?P<number>{GROUPS}(?:\s{MAGNITUDE})?"
        rf"|\d{{1,4}}(?:[.,]\d+)?\s{MAGNITUDE}|\d{{2,9}}))(?P<between>(?:\s(?:of\sthe\s)?[^\W\d][\w-]*){{0,2}}?)\s{nouns}"
        rf"|(?:[约約超至少过過逾近]{{0,3}})(?P<runs>\d[\d,.]{{0,18}}(?:[万億亿]\d{{0,4}})?)\s?(?P<run>{'|'.join(table['spaceless'])})".replace(
            " ", r"\s"
        )
    )


@cache
def _harm() -> re.Pattern[str]:
    return either(cues("figures")["harm"])


@cache
def _false() -> re.Pattern[str]:
    return either(cues("figures")["false"])


@cache
def _others() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = cues("figures")
    return (
        re.compile(rf"\b(?:{'|'.join(table['other_before'])})\s(?:the\s|its\s|all\s)?$".replace(" ", r"\s")),
        re.compile(rf"\s(?:{'|'.join(table['other_after'])})\b".replace(" ", r"\s")),
    )
