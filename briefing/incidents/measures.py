"""Legal and diplomatic steps that governments took: charges, sanctions, arrests, summons and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from briefing.incidents.pages import Page, cues, either
from briefing.model import Measure, Span, Statement

PEOPLE = (
    r"people|persons|individuals|officers|hackers|nationals|citizens|members|men|women|officials|defendants|suspects"
    r"|contractors|employees|diplomats"
)
BODIES = rf"{PEOPLE}|entities|companies|firms|organi[sz]ations"
SPELLED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NUMBERS = {name: number for number, name in enumerate(SPELLED, 1)}
COUNT, COUNT_BODIES = (
    re.compile(
        rf"\b(?P<n>{'|'.join(NUMBERS)}|\d{{1,3}})\s(?:[\w’-]+\s){{0,4}}?(?:{counted})\b"
        r"|\b(?P<alone>two|three|four|five|six|seven|twelve)\b(?=\s(?:of|over|for|with|in)\b|[,.])"
    )
    for counted in (PEOPLE, BODIES)
)
WHAT_FOR = re.compile(r"\b(?:with|for|over)\b")  # what follows tells the deed, and whom it hit
IN_YEAR_BEFORE = re.compile(r"\bin\s(?:\w+\s)?(?P<year>(?:19|20)\d\d),?\s(?:[\w’.-]+\s){0,5}$")
IN_YEAR_BEHIND = re.compile(r"\S+(?:\s\w+)?\sin\s(?:\w+\s)?(?P<year>(?:19|20)\d\d)\b")
KINDS = {"indictment": "charges", "sanction": "sanctions"}  # kinds of a statement that are a step by themselves
LONGEST = 260  # characters of a step as printed


def measures_in(pages: Sequence[Page]) -> tuple[Measure, ...]:
    """The steps taken, each government's of one kind once, oldest first.

    What is asked for, considered or threatened is no step. Whose it is: the speaker's whose statement tells it, else
    that of the official text, else of the only government that accuses in its article; else unknown.
    """
    kept: dict[tuple[str, str | None], Measure] = {}
    for page in pages:
        for step in () if page.rewritten else _steps(page):
            key = step.kind, step.government
            held = kept.get(key)
            kept[key] = _joined(held, step) if held else step
    known = {kind for kind, government in kept if government}
    steps = [s for (kind, government), s in kept.items() if government or kind not in known]
    return tuple(sorted(steps, key=lambda s: (s.day or "9", s.kind, s.government or "")))


def _joined(held: Measure, step: Measure) -> Measure:
    """One step told twice: the earlier day, a count where one is known, both articles."""
    also = tuple(a for a in dict.fromkeys((*held.fact.also, step.fact.article)) if a != held.fact.article)
    days = [d for d in (held.day, step.day) if d]
    return replace(
        held,
        count=held.count or step.count,
        day=min(days, key=lambda d: d[:10], default=None),
        fact=replace(held.fact, also=also),
    )


def _steps(page: Page) -> Iterator[Measure]:
    seen: set[tuple[str, Span]] = set()
    for match in _any_step().finditer(page.lower):
        sentence = page.sentence(match.start())
        if sentence is None or _not().search(page.lower, max(sentence[0], match.start() - 30), match.start()):
            continue
        for kind, pattern in _each().items():
            if (
                pattern.match(page.lower, match.start())
                and (kind, sentence) not in seen
                and _fits(kind, page, sentence)
            ):
                seen.add((kind, sentence))
                yield _step(page, kind, sentence, match.start())


def _fits(kind: str, page: Page, sentence: Span) -> bool:
    need = cues("measures_need").get(kind)
    return need is None or re.search(need, page.lower[slice(*sentence)]) is not None


def _step(page: Page, kind: str, sentence: Span, at: int) -> Measure:
    teller = _teller(page, kind, sentence, at)
    deed = WHAT_FOR.search(page.lower, at, sentence[1])
    until = deed.end() if deed else sentence[1]
    count = COUNT_BODIES if kind in ("sanctions", "bans") else COUNT
    counted = count.search(page.lower, max(sentence[0], at - 60), until) if kind != "summons" else None
    start, end = (teller.start, teller.end) if teller else sentence
    if end - start > LONGEST or (counted and not start <= counted.start() < end):
        start, end = sentence  # "Two people were charged": whom it hits stands before the words that are reported
    return Measure(
        kind=kind,
        government=_whose(page, teller),
        count=_count(counted),
        day=_day(page, sentence, at, teller),
        fact=page.fact(start, end, f"the words {' '.join(page.lower[at : sentence[1]].split()[:2])} tell {kind}", kind),
    )


def _day(page: Page, sentence: Span, at: int, teller: Statement | None) -> str | None:
    """The day of saying, else of publication; unknown where the step is told of another year."""
    day = (teller.said_on if teller else None) or (page.article.published or "")[:10] or None
    then = IN_YEAR_BEFORE.search(page.lower, sentence[0], at) or IN_YEAR_BEHIND.match(page.lower, at, sentence[1])
    return None if then and day and then["year"] != day[:4] else day


def _teller(page: Page, kind: str, sentence: Span, at: int) -> Statement | None:
    """The statement of a government that tells the step: around its word, else in its sentence with that kind."""
    inside = [s for s in page.statements if s.governments and s.start < sentence[1] and sentence[0] < s.end]
    around = [s for s in inside if s.start <= at < s.end]
    fitting = [s for s in inside if kind in {KINDS.get(k) for k in s.kind}]
    return min(fitting or around, key=lambda s: (s.end - s.start, s.id), default=None)


def _whose(page: Page, teller: Statement | None) -> str | None:
    if teller is not None and len(teller.governments) == 1:
        return teller.government
    if page.article.speaks_for:
        return page.article.speaks_for
    accusers = {g for s in page.statements if s.direction == "accusation" for g in s.governments}
    return next(iter(accusers)) if len(accusers) == 1 else None


def _count(match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    number = match["n"] or match["alone"]
    return NUMBERS.get(number) or int(number)


@cache
def _each() -> dict[str, re.Pattern[str]]:
    return {kind: either(acts) for kind, acts in cues("measures").items()}


@cache
def _any_step() -> re.Pattern[str]:
    return either([act for acts in cues("measures").values() for act in acts])


@cache
def _not() -> re.Pattern[str]:
    before = "|".join(cues("measures_not")["before"]).replace(" ", r"\s")
    return re.compile(rf"\b(?:{before})\s(?:[\w’-]+\s){{0,2}}$")
