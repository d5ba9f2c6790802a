"""When the operation took place, as its articles tell it: a day, a month, a year, a period; not the day of telling."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache

from briefing.incidents import words
from briefing.incidents.pages import Page, cues, gathered
from briefing.model import Article, Fact, Span

MOST = 4  # periods that a board shows
FEW, YEARS = 3, 2  # of more origins than so many, one alone is not believed a year so long past
LATELY = timedelta(days=200)  # a day without a year is taken for one so lately past
NEWS = timedelta(days=8)  # a day so near to the publication is a day of saying
SAYING = 26  # characters before a date in which a word of saying governs it
REACH = 110  # characters within which a word of the operation must stand
JOINS = (
    r"\s?(?:to|and|until|till|through|-|–|bis|und|et|à|y|a|al|e|tot|en|až|do|по|и|至|到)\s?"
    r"(?:in\s|early\s|late\s|mid-)?"
)
RELATIVE = r"[Ll]ast year\b|[Tt]his year\b|l[’']an dernier\b|[Ll]etztes Jahr\b|[Vv]orig jaar\b|loni\b|i fjor\b"
ALSO = {"nb": "no", "nn": "no", "sk": "cs"}  # languages that have the months of another one
DAY_BEFORE = re.compile(r"(?<![\w.,])\d{1,2}(?:st|nd|rd|th|er|\.|º)?\s(?:de\s|of\s)?$")
AN = re.compile(r"\b[Aa]n?\s$")
SAID_THEN = re.compile(r",?\s(?:[\w’]+\s){0,2}\w+ed\b|,")  # "in October blamed", "In May, X said"
OPENS_SPAN = re.compile(
    r"(?:between|from|zwischen|von|entre|de|mezi|od|tra|dal|tussen|van|mellom|с|между)\s(?:early\s|late\s|mid-)?$"
)


def periods_in(pages: Sequence[Page]) -> tuple[Fact, ...]:
    """The dates of the operation, most told first; `value` is EDTF: "2018", "2021-03", "2019/..", "2011/2018".

    A date counts in a sentence on the operation, unless a word of saying governs it or it is a day near publication.
    A year that only repeats a finer date is left out, and so is what belongs to another matter: a year long past that a
    single origin of many tells, and what only articles on the answer tell beside others.
    """
    found = [(fact, page) for page in pages if not page.rewritten for fact in _periods(page)]
    stated = {fact.value for fact, page in found if not page.response}
    many = len({p.origin for p in pages}) > FEW
    days = [p.article.published[:4] for p in pages if p.article.published]
    recent = int(min(days, default="0")) - YEARS
    told = [
        fact
        for fact, origins in gathered((fact, page.origin) for fact, page in found)
        if (fact.value in stated or not stated)
        and not (many and origins == 1 and "/" not in fact.value and int(fact.value[:4]) <= recent)
    ]
    kept = [fact for fact in told if not any(_repeats(fact.value, other.value) for other in told)]
    return tuple(kept)[:MOST]


def _repeats(value: str, other: str) -> bool:
    """Whether a value says less than another one: "2021" beside "2021-03", or beside "2021/.."."""
    return value != other and other.startswith(value)


def _periods(page: Page) -> Iterator[Fact]:
    taken = -1
    for match in _dates(page):
        start = match.start()
        sentence = page.sentence(start)
        if start < taken or sentence is None or not page.speaks_of_it(sentence):
            continue
        first = _iso(match, page.article)
        if first is None:
            continue
        opened = _before(page.lower, sentence[0], start)
        value, end = _whole(page, match, first, opened)
        taken = end
        begins = start - len(opened[1])
        if _is_saying(page, begins, end, value, sentence):
            continue
        why = "a period in a sentence on the operation" if "/" in value else "a date in a sentence on the operation"
        yield page.fact(begins + _space(page.lower[begins:end]), end, why, value)


def _dates(page: Page) -> Iterator[re.Match[str]]:
    """The dates of a text, whole: each is first found by its year or month."""
    lower = page.lower
    for anchor in _anchor(page.article.lang).finditer(page.article.text, 0, len(lower)):
        if anchor.start() and lower[anchor.start() - 1].isalnum() and not words.spaceless(lower[anchor.start() - 1]):
            continue
        day = DAY_BEFORE.search(lower, max(0, anchor.start() - 9), anchor.start())
        if match := _date().match(lower, day.start() if day else anchor.start()):
            yield match


def _space(text: str) -> int:
    return len(text) - len(text.lstrip())


def _before(lower: str, start: int, at: int) -> tuple[str, str]:
    """(since, span, in or nothing; the words before the date that belong to it)."""
    since, inside = _openings()
    window = max(start, at - 24)
    if m := since.search(lower, window, at):
        return "since", m[0]
    if m := OPENS_SPAN.search(lower, window, at):
        return "span", m[0]
    m = inside.search(lower, window, at)
    return ("in", m[0]) if m else ("", "")


def _whole(page: Page, match: re.Match[str], first: str, opened: tuple[str, str]) -> tuple[str, int]:
    """The value of a date with what follows it, and where it ends."""
    joined = re.compile(JOINS).match(page.lower, match.end())
    second = _date().match(page.lower, joined.end()) if joined else None
    last = _iso(second, page.article) if second else None
    joining = joined[0].strip() if joined else ""
    runs_on = joining in ("-", "–", "至", "到") or (last and _years_in_a_row(first, last))
    if second and (opened[0] in ("span", "since") or runs_on):
        if last and len(first) > 4 and not match["year"] and second["year"]:
            whole = second["year"] + first[4:]
            first = whole if words.real(whole) else first
        if last and first <= last:
            return f"{first}/{last}", second.end()
    return (f"{first}/.." if opened[0] == "since" else first), match.end()


def _years_in_a_row(first: str, last: str) -> bool:
    """Whether two years follow each other: "in 2022 and 2023" is one period."""
    return len(first) == len(last) == 4 and int(last) == int(first) + 1


def _is_saying(page: Page, start: int, end: int, value: str, sentence: Span) -> bool:
    """Whether a date is that of a saying, a filing or another matter rather than of the operation."""
    day = (page.article.published or "")[:10]
    if day and value[:4] > day[:4]:
        return True
    exact = value.count("-") == 2 and "/" not in value
    if exact and (not day or date.fromisoformat(value) > date.fromisoformat(day) - NEWS):
        return True  # without a day of publication nobody knows whether it is the day of the news
    said = _saying("saying")
    if "/" not in value and (
        _saying("saying", "ahead").search(page.lower, max(sentence[0], start - SAYING), start)
        or (SAID_THEN.match(page.lower, end) and said.search(page.lower, end, min(sentence[1], end + SAYING)))
    ):
        return True
    if _another().search(page.lower, *sentence):
        return True
    return not page.speaks_of_it((max(sentence[0], start - REACH), min(sentence[1], end + REACH)))


def _iso(match: re.Match[str], article: Article) -> str | None:
    """One date as ISO, as precise as printed; None where it has no year and nobody knows it.

    A month without a year is read in English alone: without a year most are days of saying, and elsewhere the words of
    saying are not known.
    """
    published = article.published
    if match["relative"]:
        return _relative(match, published)
    if match["han"]:
        year, month, day = match["han"], match["hanmonth"], match["handay"]
        return _made(year, int(month) if month else None, day)
    if name := match["month"]:
        number = _months().get(name)
        at = match.start("month")
        bare = not (match["before"] or match["after"] or match["year"])
        if bare and AN.search(article.text, max(0, at - 4), at):
            return None  # "an October surprise"
        if number is None or (name in _english() and not article.text[at].isupper()) or (bare and name in _short()):
            return None  # "may" and "march" are words too, and "Jan" is a name
        day = match["before"] or match["after"]
        if match["year"] or not published or article.lang != "en":
            return _made(match["year"], number, day) if match["year"] else None
        made = _made(str(int(published[:4]) - (f"{number:02}" > published[5:7])), number, day)
        if made and day and date.fromisoformat(published[:10]) - date.fromisoformat(made) > LATELY:
            return None  # it may as well be a day to come
        return made
    return match["alone"]


def _relative(match: re.Match[str], published: str | None) -> str | None:
    if not published:
        return None
    year = int(published[:4])
    return str(year - 1 if not match["relative"].startswith("this") else year)


def _made(year: str, month: int | None, day: str | None) -> str | None:
    made = year + (f"-{month:02}" if month else "") + (f"-{int(day):02}" if day and month else "")
    return made if words.real(made) else None


@cache
def _months() -> dict[str, int]:
    return {name.lower(): number for name, number in words.months().items()}


@cache
def _english() -> frozenset[str]:
    rows = words.background()["months"]
    return frozenset(name.lower() for key in ("en", "en_short") for name in rows[key])


@cache
def _short() -> frozenset[str]:
    """Names of months that may be another word or a person's name."""
    return frozenset(name.lower() for name in words.background()["months"]["en_short"]) - {"may"}


@cache
def _date() -> re.Pattern[str]:
    named = "|".join(sorted(_months(), key=lambda name: (-len(name), name)))
    return re.compile(
        rf"(?P<relative>{RELATIVE.lower()})"
        rf"|(?P<han>(?:19|20)\d\d)年(?:(?P<hanmonth>\d\d?)月(?:(?P<handay>\d\d?)日)?)?"
        rf"|(?:\b(?P<before>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?\s(?:de\s|of\s)?)?\b(?P<month>{named})\b(?:\.(?=\s\d))?"
        rf"(?:\s(?P<after>\d{{1,2}})(?:st|nd|rd|th)?\b)?(?:,?\s(?:de\s|of\s)?(?P<year>(?:19|20)\d\d)\b)?"
        rf"|(?<![\w$€£#.,/-])(?P<alone>(?:19|20)\d\d)(?![\w%/-]|[.,]\d)"
    )


@cache
def _anchor(lang: str) -> re.Pattern[str]:
    """Where a date may stand in a text of that language, as written: its months, English ones, a year, "last year"."""
    rows = words.background()["months"]
    own = [name for key, row in rows.items() if key[:2] in ("en", ALSO.get(lang, lang)) for name in row]
    named = own if lang in rows or lang in ALSO else [name for row in rows.values() for name in row]
    first = "".join(sorted({name[0] for name in named}))
    return re.compile(rf"(?=[{first}])(?:{'|'.join(dict.fromkeys(named))})|(?:19|20)\d\d(?!\d)|{RELATIVE}")


@cache
def _openings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = cues("periods")
    both = ("since", "in")
    since, inside = (re.compile(rf"\b(?:{'|'.join(table[k])})\s?$".replace(" ", r"\s")) for k in both)
    return since, inside


@cache
def _saying(*tables: str) -> re.Pattern[str]:
    said = [word for table in tables for word in cues("periods")[table]]
    return re.compile(rf"\b(?:{'|'.join(said)})\b".replace(" ", r"\s"))


@cache
def _another() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(cues('periods')['another'])})".replace(" ", r"\s"))
