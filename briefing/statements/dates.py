"""The day a thing was said, from the words beside it and the day of publication."""

from __future__ import annotations

import re
from datetime import date, timedelta

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WEEKDAY = re.compile(r"\b(" + "|".join(_DAYS) + r")\b", re.IGNORECASE)
_DATE = re.compile(
    rf"\b(?:(\d{{1,2}}) ({'|'.join(_MONTHS)})|({'|'.join(_MONTHS)}) (\d{{1,2}}))\b(?:,? (\d{{4}}))?", re.IGNORECASE
)


def said_on(sentence: str, published: str | None) -> str | None:
    """ISO date that the sentence names ("on July 19", "on Monday"), None without one or without a day to count from."""
    base = _day(published)
    m = _DATE.search(sentence)
    if m:
        day, month = m.group(1) or m.group(4), m.group(2) or m.group(3)
        year = int(m.group(5)) if m.group(5) else base.year if base else None
        return _iso(year, _MONTHS.index(month.casefold()) + 1, int(day), base) if year else None
    m = _WEEKDAY.search(sentence)
    if m and base:
        back = (base.weekday() - _DAYS.index(m.group(1).casefold())) % 7
        return (base - timedelta(days=back)).isoformat()
    return None


def _iso(year: int, month: int, day: int, base: date | None) -> str | None:
    try:
        found = date(year, month, day)
        if base and found > base + timedelta(days=7):
            found = date(year - 1, month, day)
    except ValueError:
        return None
    return found.isoformat()


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None
