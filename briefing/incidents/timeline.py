"""The dated events of an incident, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from briefing.incidents.answers import answers_for, earliest, moment
from briefing.incidents.titles import clean_title
from briefing.model import Article, Edit, Event, Measure, Membership, Statement, level_rank


def timeline_of(
    articles: Sequence[Article],
    memberships: Iterable[Membership],
    statements: Sequence[Statement],
    accused: Sequence[str],
    measures: Sequence[Measure],
    edits: Sequence[Edit],
) -> tuple[Event, ...]:
    """First report, each government's first accusation and advisory, its measures, the answers, follow-ups and edits.

    `articles` are those of the incident's own time; what has no date stands in no timeline. A follow-up is of a later
    day than the first report.
    """
    published = {a.id: a.published for a in articles}
    roles = {m.article: m.role for m in memberships}
    said = [s for s in statements if s.article in published and not s.background and moment(s, published)]
    opening = _first_report(articles)
    events = [
        *opening,
        *_accusations(said, published),
        *_measures(measures),
        *_answers(said, accused, published),
        *(
            Event(a.published, "follow-up", a.id, detail=clean_title(a.title, a.source))
            for a in articles
            if roles.get(a.id) == "follow-up" and a.published and a.published[:10] > opening[0].day[:10]
        ),
        *{Event(f"{e.seen:%Y-%m-%dT%H:%M:%SZ}", "edit", e.article) for e in edits if e.article in published},
    ]
    return tuple(sorted(events, key=_order))


ORDER = ("first report", "accusation", "advisory", "answer", "follow-up", "edit")


def _order(event: Event) -> tuple[str, int, bool, str, str]:
    """By day; within a day as a story is told, for few events have an hour."""
    rank = ORDER.index(event.what) if event.what in ORDER else ORDER.index("advisory")
    return event.day[:10], rank, len(event.day) > 10, event.day, event.government or event.article


def _first_report(articles: Sequence[Article]) -> list[Event]:
    first = earliest(a.published for a in articles)
    if first is None:
        return []
    article = next(a for a in articles if a.published == first)
    return [Event(first, "first report", article.id, detail=clean_title(article.title, article.source))]


def _firsts(
    statements: Iterable[tuple[str, Statement]], published: dict[str, str | None]
) -> dict[str, tuple[str, Statement]]:
    """Key -> (moment, statement) of the first statement under it."""
    out: dict[str, tuple[str, Statement]] = {}
    for key, s in statements:
        when = moment(s, published) or ""
        held = out.get(key)
        if held is None or (when[:10], len(when) <= 10, when) < (held[0][:10], len(held[0]) <= 10, held[0]):
            out[key] = when, s
    return out


def _accusations(said: Sequence[Statement], published: dict[str, str | None]) -> Iterator[Event]:
    """The day each government first accused, with the strongest level that it used on that day."""
    charges = [(g, s) for s in said if s.direction == "accusation" for g in s.governments]
    for government, (when, first) in _firsts(charges, published).items():
        of_day = [s for g, s in charges if g == government and (moment(s, published) or "")[:10] == when[:10]]
        own = [s for s in of_day if s.joint or len(s.governments) == 1]
        level = max((s.level for s in own), key=level_rank, default=None)
        strongest = [s for s in own if s.level == level] or [first]
        told = min(strongest, key=lambda s: published[s.article] or "9")
        yield Event(when, "accusation", told.article, government, level or "", told.id)
    advised = [(g, s) for g, s in charges if "advisory" in s.kind]
    for government, (when, first) in _firsts(advised, published).items():
        yield Event(when, "advisory", first.article, government, statement=first.id)


def _measures(measures: Sequence[Measure]) -> Iterator[Event]:
    for m in measures:
        if m.day:
            count = f"against {m.count}" if m.count else ""
            yield Event(m.day, m.kind, m.fact.article, m.government, count, m.fact.statement)


def _answers(said: Sequence[Statement], accused: Sequence[str], published: dict[str, str | None]) -> Iterator[Event]:
    """The first answer of each day, with all codes of that day."""
    by_day: dict[tuple[str, str], list[Statement]] = {}
    for s in said:
        for government in accused:
            if government in s.governments and answers_for(s, frozenset([government])):
                by_day.setdefault((government, (moment(s, published) or "")[:10]), []).append(s)
    for (government, _), answers in by_day.items():
        when, first = _firsts([("", s) for s in answers], published)[""]
        codes = " ".join(sorted({c for s in answers for c in s.response_codes}))
        yield Event(when, "answer", first.article, government, codes, first.id)
