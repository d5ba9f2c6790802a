"""A date as a publisher wrote it -> an ISO date or a UTC instant, as precise as it was given, or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from itertools import pairwise

EARLIEST = 1990  # nothing on the web is older; what claims to be is a default of some program
AHEAD = timedelta(days=2)  # a clock in another time zone, a page prepared for tomorrow
LONGEST = 80  # characters
DEFAULTS = (datetime(2000, 1, 1, tzinfo=UTC), datetime(2004, 3, 3, 3, 3, 3, tzinfo=UTC))  # differ in every part

# Names of zones of RFC 822 (section 5.1) and of the places that the feeds come from; CST is the American one.
ZONES = {
    "UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "WET": 0,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "BST": 1, "IST": 5.5, "WEST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3,
    "HKT": 8, "SGT": 8, "AWST": 8, "PHT": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}  # fmt: skip
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)", re.ASCII)
RFC_822 = re.compile(
    r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d(?::\d\d)? (?:GMT|UTC?|[+-]\d{4})", re.ASCII
)
DAY_FIRST = re.compile(r"\s*\d{1,2}([./-])\d{1,2}\1\d{4}")
DIGITS = re.compile(r"\d+")
CHINESE = str.maketrans({"年": "-", "月": "-", "日": " "})


def published_of(given: str | None, seen: datetime) -> str | None:
    """An ISO date when only a date was given, else a UTC instant "YYYY-MM-DDTHH:MM:SSZ"; None = unknown.

    A date that cannot be read, lacks its day, can be read in two ways (03/04/2024), lies before 1990 or more than two
    days after `seen` is unknown. A time without a zone is taken as UTC.
    """
    if not given or len(given) > LONGEST:
        return None
    text = given.translate(CHINESE).strip()
    if DIGITS.fullmatch(text) and len(text) not in (8, 14):
        return None  # a counter or seconds of an epoch, and no calendar date
    standard = _standard(text)
    if standard:
        return _instant(standard, seen)
    # What the text leaves open is filled from the default: read with two defaults, the open parts differ.
    first, second = _parse(text, DEFAULTS[0]), _parse(text, DEFAULTS[1])
    if first is None or second is None or first.date() != second.date() or first.year < EARLIEST:
        return None
    if first.hour != second.hour:
        return first.date().isoformat() if first.date() <= (seen + AHEAD).date() else None
    return _instant(first, seen)


def usual_gap(published: Sequence[str]) -> int | None:
    """The seconds that mostly lie between two of these ISO dates or instants; None for fewer than three moments."""
    moments = sorted({datetime.fromisoformat(p).replace(tzinfo=UTC) for p in published})
    gaps = sorted((later - earlier).total_seconds() for earlier, later in pairwise(moments))
    return round(gaps[len(gaps) // 2]) if len(gaps) > 1 else None


def _instant(moment: datetime, seen: datetime) -> str | None:
    try:
        instant = moment.astimezone(UTC)
    except (ValueError, OverflowError):  # an offset of more than a day; the last day of the calendar
        return None
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ") if instant.year >= EARLIEST and instant <= seen + AHEAD else None


def _standard(text: str) -> datetime | None:
    """A moment in one of the two forms that feeds prescribe; dateutil reads them too, in ten times the time."""
    try:
        if RFC_3339.fullmatch(text):
            return datetime.fromisoformat(text)
        if RFC_822.fullmatch(text):
            moment = parsedate_to_datetime(text)
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    except ValueError:
        return None
    return None


def _parse(text: str, default: datetime) -> datetime | None:
    from dateutil import parser  # costs 20 ms, and many commands read no date

    def read(day_first: bool) -> datetime:
        return parser.parse(text, default=default, tzinfos=_zone, dayfirst=day_first)

    try:
        found = DAY_FIRST.match(text)
        if found and found[1] == ".":
            return read(day_first=True)
        if found and read(day_first=True).date() != read(day_first=False).date():
            return None
        return read(day_first=False)
    except (ValueError, OverflowError, TypeError, AttributeError, IndexError, ArithmeticError):
        return None  # dateutil raises all of these for text that is no date


def _zone(name: str | None, offset: int | None) -> tzinfo:
    """The zone of an offset in seconds, else of a name; a name that nobody knows is taken as UTC."""
    seconds = offset if offset is not None else int(ZONES.get(name or "", 0) * 3600)
    return timezone(timedelta(seconds=seconds))
