"""One incident as the list draws it: three lines, in full in any width down to 24 cells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.text import Text

from briefing import wording
from briefing.model import IncidentRow
from briefing.tui import ink
from briefing.tui.widgets.drawn_list import Slot

HEIGHT = 3
BEFORE_TITLE = 12  # cells of marks and date at least
STATUS_GLYPHS = {"new": " ", "kept": "+", "following": ">", "dismissed": "-"}
LEGEND = (
    "› here, x selected; * new statements; + kept, > following, - dismissed; ? an article in question; "
    "(2 of 3) so many accusers have an answer"
)


def draw(row: IncidentRow, slot: Slot, *, year: int) -> Sequence[Text]:
    """Marks, date and title; who spoke how strongly, and the answer; how much there is and what is new."""
    incident = row.incident
    name = "quiet" if incident.status == "dismissed" else "strong" if row.new else ""
    first = ink.joined(
        (slot.glyph, "fresh"),
        ("*" if row.new else " ", "fresh"),
        (STATUS_GLYPHS[incident.status], "fresh"),
        " ",
        (f"{short_day(incident.last, year)} ", "quiet"),
        (ink.one_line(incident.title) or "untitled", name),
    )
    counts = f"{wording.count(row.articles, 'article')}, {wording.count(row.origins, 'origin')}"
    third = ink.joined(
        ("  ? ", "alarm") if row.possible else "    ",
        (counts, "quiet"),
        (f", {row.new:,} new" if row.new else "", "fresh"),
    )
    return first, _spoken(row, slot.width), third


def short_day(day: str | None, year: int) -> str:
    """ "19 Jul", with the year where it is not the present one; what is undated says so."""
    if not day:
        return "undated"
    if len(day) < 10:
        return day  # a year or a month
    told = date.fromisoformat(day[:10])
    return f"{told:%-d %b}" if told.year == year else f"{told:%-d %b %y}"


def _spoken(row: IncidentRow, width: int) -> Text:
    """ "GB4 US5 EU2 AU NZ | CN +20h", the answer whole, as many accusers before it as there is room for."""
    answer = f" | {wording.answer_short(row.answer)}" if row.answer else ""
    silent = row.answer is not None and not row.answer.found
    room = width - 4 - len(answer)
    names = [g + (level or "").removeprefix("L") for g, level in row.accusers]
    told = " ".join(names) or "no accuser"
    for shown in range(len(names) - 1, 0, -1):
        if len(told) <= room:
            break
        told = f"{' '.join(names[:shown])} +{len(names) - shown}"
    return ink.joined("    ", told, (answer, "alarm" if silent else ""))
