"""Incident -> Board -> what changed; the same for screen, paper and command line."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from briefing import wording
from briefing.incidents import accused_in, answer_state, answers_of, facts_of, level_of, searched
from briefing.model import (
    OFFICIAL_ROLES,
    Article,
    Board,
    Edit,
    Facts,
    IncidentRow,
    Membership,
    Parts,
    Position,
    Revision,
    Source,
    Statement,
    level_rank,
)

TRUST = {"original": 0, "matches-official": 1, "unverified": 2, "altered": 3, "doubtful": 4}
FORM_ORDER = {"direct": 0, "mixed": 1, "indirect": 2, "act": 3}


def board(
    parts: Parts, *, watch: Sequence[str], searched_until: str | None, searched_sources: int, facts: bool = True
) -> Board:
    """One incident as it is looked at; without `facts` it is made sooner.

    `watch` are the states whose answers are missed aloud; the search for answers reached to `searched_until` (ISO) in
    `searched_sources` sources.
    """
    said = tuple(s.judged(parts.verdicts.get(s.id)) for s in parts.statements)
    placed = {m.article: m for m in parts.memberships}
    rewritten = {s.article for s in parts.statements if s.verification == "doubtful"}
    own = {a for a, origin in parts.origins.items() if a == origin} - rewritten
    positions = _positions(said, own, {a.id: a.published for a in parts.articles})
    judged = replace(parts, statements=said)
    accused = accused_in(said, watch)
    answers_to = answers_of(said, {a.id: a for a in parts.articles})
    changed = {a.id: tuple(_edits(a, parts.revisions)) for a in parts.articles}
    edits = tuple(e for a in parts.articles if a.role in OFFICIAL_ROLES for e in changed[a.id])
    return Board(
        incident=parts.incident,
        accusers=tuple(p for p in positions if p.direction == "accusation"),
        others=tuple(p for p in positions if p.direction == "third-party"),
        answerers=tuple(p for p in positions if p.direction == "response"),
        answers=tuple(answer_state(judged, a, searched_until, searched_sources, answers_to) for a in accused),
        voices=tuple(s for s in said if not s.governments and s.party != "government"),
        sources=_sources(parts, placed, changed),
        origins=len(set(parts.origins.values())),
        actors=tuple(sorted({a for s in said for a in s.actors})),
        facts=facts_of(parts, said, accused, watch, answers_to, edits) if facts else Facts(),
        new=frozenset(s.id for s in said if s.governments and _is_new(parts.seen[s.id], parts.incident.read_at)),
        originals=_originals(said, parts),
        seen=parts.seen,
        answers_to=answers_to,
        possible=parts.possible,
        edits=edits,
    )


def _edits(article: Article, revisions: Mapping[str, Sequence[Revision]]) -> Iterator[Edit]:
    if article.id in revisions:
        from briefing.articles.edits import edits_of  # that room is loaded with the first text that was changed

        yield from edits_of(article, revisions[article.id])


def _originals(said: Sequence[Statement], parts: Parts) -> dict[str, Statement]:
    by_id = {s.id: s for s in said}
    twins = {i: v.twin for i, v in parts.verdicts.items() if v.verification == "altered"}
    return {i: by_id[twin] for i, twin in twins.items() if twin in by_id}


def _is_new(seen: datetime, read_at: datetime | None) -> bool:
    return read_at is None or seen > read_at


def _sources(
    parts: Parts, placed: Mapping[str, Membership], changed: Mapping[str, Sequence[Edit]]
) -> tuple[Source, ...]:
    """Official texts first, then press in order of publication; rewrites keep their place in that order."""
    order = sorted(
        parts.articles,
        key=lambda a: (a.role not in OFFICIAL_ROLES, a.published or "9999", a.id),
    )
    return tuple(
        Source(
            number=n,
            article=a,
            role=placed[a.id].role,
            origin=parts.origins.get(a.id, a.id),
            reason=placed[a.id].reason,
            pinned=placed[a.id].pinned,
            revisions=len(parts.revisions.get(a.id, ())),
            edited=bool(changed[a.id]),
        )
        for n, a in enumerate(order, 1)
    )


# ------------------------------------------------------------------------------------------------ positions
def _positions(
    statements: Sequence[Statement], own: Collection[str], published: Mapping[str, str | None]
) -> tuple[Position, ...]:
    """Every government's position, strongest first; a third-party remark joins what else that government says.

    `own` are the articles that carry words of their own, neither copies nor rewrites: theirs are shown first.
    """
    by_side: dict[tuple[str, str], list[Statement]] = {}
    for statement in statements:
        for government in statement.governments:
            by_side.setdefault((government, statement.direction), []).append(statement)
    for government, direction in [key for key in by_side if key[1] == "third-party"]:
        for side in ("accusation", "response"):
            if (government, side) in by_side:
                by_side[government, side] += by_side.pop((government, direction))
                break
    made = [
        _position(government, side, sorted(said, key=lambda s: _strength(s, government, own)), published)
        for (government, side), said in by_side.items()
    ]
    return tuple(sorted(made, key=_order))


def _order(position: Position) -> tuple[object, ...]:
    """Strongest first; of equal strength, official words before reported ones, more words before fewer."""
    best = min(TRUST[s.verification] for s in position.statements)
    return -level_rank(position.level), best, -len(position.statements), position.government


def _position(
    government: str, direction: str, statements: list[Statement], published: Mapping[str, str | None]
) -> Position:
    kept, copies = _folded(statements)
    level = level_of(statements)[0] if direction == "accusation" else None
    kinds = tuple(dict.fromkeys(k for s in kept for k in s.kind if k != "other")) or ("other",)
    today = [s for s in statements if not s.background]
    today = [s for s in today if not s.silent] or today  # who has answered is silent no more
    return Position(
        government=government,
        direction=direction,
        level=level,
        kinds=kinds,
        response_codes=tuple(sorted({c for s in today for c in s.response_codes})),
        first_said=min((d for s in today if (d := s.said_on or published.get(s.article))), default=None),
        statements=tuple(kept),
        copies=copies,
    )


def _strength(s: Statement, government: str, own: Collection[str]) -> tuple[object, ...]:
    alone = s.governments == (government,) or s.joint
    return (
        s.background,
        not alone,
        TRUST[s.verification],
        -level_rank(s.level),
        set(s.kind) <= {"other"},
        FORM_ORDER[s.form],
        s.article not in own,
    )


def _folded(statements: Sequence[Statement]) -> tuple[list[Statement], dict[str, int]]:
    """One statement for each utterance, the first that holds it, and how many more articles carry it."""
    kept: list[tuple[str, Statement]] = []
    carried: dict[str, set[str]] = {}
    for statement in statements:
        words = _words(statement.quote or statement.text)
        for held, first in kept:
            if words == held or (len(words) > 30 and words in held):
                carried.setdefault(first.id, set()).add(statement.article)
                break
        else:
            kept.append((words, statement))
    copies = {s.id: len(carried[s.id] - {s.article}) for _, s in kept if s.id in carried}
    return [s for _, s in kept], {i: n for i, n in copies.items() if n}


def by_speakers(said: Iterable[tuple[str, Iterable[str]]]) -> dict[tuple[str, ...], list[str]]:
    """(one who speaks, ids of its statements) of each -> those who share a statement -> the ids, told once.

    What the most say together comes first, else what came first.
    """
    whose: dict[str, tuple[str, ...]] = {}
    for name, ids in said:
        for each in ids:
            whose[each] = (*whose.get(each, ()), name)
    found: dict[tuple[str, ...], list[str]] = {}
    for each, names in whose.items():
        found.setdefault(names, []).append(each)
    return dict(sorted(found.items(), key=lambda told: -len(told[0])))


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def as_of(row: IncidentRow, searched_until: str | None, searched_sources: int) -> IncidentRow:
    """A list row with its answer as the board tells it today: silence grows while nothing else changes."""
    return replace(row, answer=searched(row.answer, searched_until, searched_sources)) if row.answer else row


def revision_words(article: Article, revisions: Sequence[Revision]) -> tuple[str, ...]:
    """Each earlier version of an article in words, oldest first: how it read until when."""
    edits = list(_edits(article, {article.id: revisions}))
    told = {r.replaced_at: [wording.edit_words(e) for e in edits if e.seen == r.replaced_at] for r in revisions}
    return tuple(
        words
        for at, changed in sorted(told.items())
        for words in changed or [f"until {wording.short_time(at.isoformat(timespec='seconds'))} it was cut short"]
    )
