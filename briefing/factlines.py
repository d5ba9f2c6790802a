"""Facts in words: the rows that screen, paper and digest print, each with the articles that stand behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

from briefing import wording
from briefing.model import Board, Event, Fact, Lag, Measure

ALIASES = 3  # other names of a group that are printed
CODES = 3  # of an answer in the timeline
CITED = 4  # source numbers that are shown of one fact
NAMES = 3  # of governments that made an incident public
IN = re.compile(r"^(?:in|of|on|during|from)\s")  # before a date it tells nothing more
WHOLE: Mapping[str, int] = MappingProxyType({})  # no article's words are bounded
PLAIN = ("original", "matches-official", "unverified")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing told, and the ids of the articles that tell it."""

    text: str
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FactLine:
    """One row of facts: what it is of, and what is told."""

    label: str
    items: tuple[Item, ...]


def fact_lines(board: Board, bounds: Mapping[str, int] = WHOLE) -> tuple[FactLine, ...]:
    """What is known of an incident, a row for each sort of fact; what nobody tells has no row.

    Only that the sort of operation is not told is said aloud, of an incident that concerns a watched state. `bounds`
    says how many words of an article, by its id, one fact may hold.
    """
    facts = board.facts
    rows = (
        ("Type", _types(board)),
        ("What", [Item(_verbatim(board, facts.what, bounds), _tellers(facts.what))] if facts.what else []),
        ("When", [Item(_when(board, f, bounds), _tellers(f)) for f in facts.when]),
        ("Made public", _public(board)),
        ("Victims", [Item(_verbatim(board, f, bounds), _tellers(f)) for f in facts.victims]),
        (
            "Figures",
            [
                Item(f"{_verbatim(board, f, bounds)}, reported by {teller(board, f)}", _tellers(f))
                for f in facts.figures
            ],
        ),
        ("Through", [Item(f.value, _tellers(f)) for f in (*facts.products, *facts.cves)]),
        ("Threat groups", [Item(actor_words(a)) for a in board.actors]),
        ("Legal steps", [Item(measure_words(board, m, bounds), _tellers(m.fact)) for m in facts.measures]),
        ("Answers", _answers(board)),
    )
    return tuple(FactLine(label, tuple(items)) for label, items in rows if items)


def _tellers(fact: Fact) -> tuple[str, ...]:
    return fact.article, *fact.also


def _types(board: Board) -> list[Item]:
    if not board.facts.deeds:
        return [Item("not told by enough of its sources")] if board.incident.relevant else []
    return [
        Item(f"{d.word} ({d.origins} of {wording.count(d.of, 'origin')} that say{'s' * (d.of == 1)})")
        for d in board.facts.deeds
    ]


def _public(board: Board) -> list[Item]:
    event = board.facts.public
    if event is None or not board.facts.when:
        return []  # the timeline tells it; the row only keeps it apart from the time of the deed
    of_day = [e for e in board.facts.timeline if e.what == event.what and e.day[:10] == event.day[:10]]
    first = {e.government for e in of_day}
    names = [wording.government_name(p.government) for p in board.accusers if p.government in first]
    more = f" and {len(names) - NAMES} more" if len(names) > NAMES else ""
    articles = tuple(dict.fromkeys(e.article for e in of_day))
    return [Item(f"{wording.short_time(event.day[:10])} by {', '.join(names[:NAMES])}{more}", articles)]


def _answers(board: Board) -> list[Item]:
    """Who has an answer and who waits, a line for each accused state, where that is not the same for all."""
    if len({(lag.found, lag.hours) for lag in board.facts.lags}) < 2:
        return []
    searches = {answer.government: wording.search_words(answer) for answer in board.answers}
    return [
        Item(lag_words(list(of), searches.get(accused, "")))
        for accused, of in groupby(board.facts.lags, key=lambda lag: lag.accused)
    ]


def lag_words(lags: Sequence[Lag], searched: str = "") -> str:
    """How soon one state answered whom: "China: to Japan the same day; to New Zealand after 20 hours; no answer found
    to Canada as of 6 May 2031 in 3 sources".

    `searched` says until when and in how many sources an answer was looked for.
    """
    answered = sorted((lag for lag in lags if lag.found), key=lambda lag: (lag.hours is None, lag.hours or 0))
    told = [f"to {_names(of)}{_after(hours)}" for hours, of in groupby(answered, key=lambda lag: lag.hours)]
    waiting = [lag for lag in lags if not lag.found]
    missing = [f"no answer found to {_names(waiting)}{searched}"] if waiting else []
    return f"{wording.government_name(lags[0].accused)}: {'; '.join([*told, *missing])}"


def _names(lags: Iterable[Lag]) -> str:
    return ", ".join(wording.government_name(lag.accuser) for lag in lags)


def _after(hours: int | None) -> str:
    return " on an unknown day" if hours is None else f" {wording.lag_words(hours)}"


def teller(board: Board, fact: Fact) -> str:
    """Who reported a fact: the speaker in whose statement it stands, via the publisher; else the publisher."""
    publisher = next(s.article.source for s in board.sources if s.article.id == fact.article)
    said = board.statements.get(fact.statement or "")
    if _rewritten(board, fact):
        return f"{publisher}, a rewrite"
    if said is None or (who := wording.who(said)) == "no speaker named":
        return publisher
    return f"{who} via {publisher}" if said.via != "official" else who


def _rewritten(board: Board, fact: Fact) -> bool:
    return any(s.article == fact.article and s.verification == "doubtful" for s in board.statements.values())


def _verbatim(board: Board, fact: Fact, bounds: Mapping[str, int]) -> str:
    """The words of a fact between marks; no marks of ours where it holds some, none at all where words are changed."""
    most = bounds.get(fact.article)
    around = [
        s for s in board.statements.values() if s.article == fact.article and s.start < fact.end and fact.start < s.end
    ]
    if _rewritten(board, fact) or any(s.verification not in PLAIN for s in around):
        return wording.excerpt(wording.MARKS.sub("", fact.text), most)
    text = wording.excerpt(fact.text, most)
    return text if wording.MARKS.search(text) else wording.quoted(fact.text, most)


def _when(board: Board, fact: Fact, bounds: Mapping[str, int]) -> str:
    told = edtf_words(fact.value)
    plain = IN.sub("", " ".join(fact.text.split()).lower())
    return told if plain == told.lower() else f"{told} ({_verbatim(board, fact, bounds)})"


def precision(value: str) -> str:
    """How precise an EDTF date is: "day", "month", "year", or "period"."""
    if "/" in value:
        return "period"
    return ("year", "month", "day")[value.count("-")]


def edtf_words(value: str) -> str:
    """An EDTF date in words: "Mar 2021", "since 2019", "2011 to 2018"."""
    start, _, end = value.partition("/")
    if end == "..":
        return f"since {wording.short_time(start)}"
    return f"{wording.short_time(start)} to {wording.short_time(end)}" if end else wording.short_time(start)


def actor_words(name: str) -> str:
    """A threat group with its other names, each with the one who uses it."""
    from briefing.gazetteer.names import actor_names

    names = [f"{other} ({by})" if by else other for other, by in actor_names().get(name, ()) if other != name]
    more = f" and {len(names) - ALIASES} more" if len(names) > ALIASES else ""
    return f"{name}, also {', '.join(names[:ALIASES])}{more}" if names else name


def measure_words(board: Board, measure: Measure, bounds: Mapping[str, int] = WHOLE) -> str:
    """A step in words: "charges by United States against 4, 19 Jul 2021: “...”"; `bounds` as for all facts."""
    whose = f" by {wording.government_name(measure.government)}" if measure.government else ""
    count = f" against {measure.count}" if measure.count else ""
    return f"{measure.kind}{whose}{count}, {wording.short_time(measure.day)}: {_verbatim(board, measure.fact, bounds)}"


def timeline_lines(board: Board) -> tuple[Item, ...]:
    """The timeline, a line for each sort of event of a day: those of several governments in one."""
    out = []
    for (day, what), events in groupby(board.facts.timeline, key=lambda e: (e.day[:10], e.what)):
        of_day = list(events)
        told = ", ".join(dict.fromkeys(filter(None, map(_event_words, of_day))))
        articles = tuple(dict.fromkeys(e.article for e in of_day))
        out.append(Item(f"{wording.short_time(day)}  {what}{': ' if told else ''}{told}", articles))
    return tuple(out)


def _event_words(event: Event) -> str:
    if event.government is None:
        return " ".join(event.detail.split())
    name, detail = wording.government_name(event.government), event.detail
    if event.what == "accusation":
        detail = wording.level_words(detail or None)
    elif event.what == "answer":
        codes = detail.split()
        more = f" and {len(codes) - CODES} more" if len(codes) > CODES else ""
        detail = wording.codes_words(codes[:CODES]) + more
    return f"{name} ({detail})" if detail else name


def cited(numbers: Sequence[int]) -> str:
    """Source numbers in brackets: "[1, 4, 7, 9 and 3 more]"."""
    if not numbers:
        return ""
    shown = ", ".join(str(n) for n in numbers[:CITED])
    return f" [{shown}{f' and {len(numbers) - CITED} more' if len(numbers) > CITED else ''}]"
