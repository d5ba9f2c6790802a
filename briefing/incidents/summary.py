"""The facts of an incident that lists and searches need, and the level of a government's position."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from briefing.incidents.answers import accused_by, accused_in, answer_state, answers_for
from briefing.incidents.titles import title_of
from briefing.model import ASIDE, Article, Parts, Reading, Statement, Summary, level_rank


def summarise(
    parts: Parts,
    watch: Sequence[str] = ("CN",),
    searched_until: str | None = None,
    sources: int = 0,
) -> Summary:
    """The summary of an incident.

    `searched_until` and `sources` go into the answer of the accused state that is watched, else of the first accused.
    """
    proper = proper_articles(parts)
    days = sorted(a.published[:10] for a in proper if a.published)
    accusations = [s for s in parts.statements if s.direction == "accusation" and not s.background]
    blamed = accused_by(accusations)
    verdicts = {i: v.verification for i, v in parts.verdicts.items()}
    accused = accused_in(parts.statements, watch)
    first = accused[0] if accused else None
    until = searched_until or max((a.published for a in parts.articles if a.published), default=None)
    return Summary(
        title=title_of(
            proper,
            {s.article for s in parts.statements if s.verification == "doubtful"},
            stating=_stating(parts, proper, accusations, watch),
            held=parts.incident.title if parts.incident.computed is None else parts.incident.computed,
        ),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        relevant=is_relevant(parts, watch),
        accusers=accusers_of(accusations, verdicts, first),
        answerers=by_count(g for s in parts.statements if answers_for(s, blamed) for g in s.governments),
        accused=accused,
        answer=answer_state(parts, first, until, sources or len({a.source for a in parts.articles})) if first else None,
        articles=len(parts.articles),
        origins=len({parts.origins.get(a.id, a.id) for a in parts.articles}),
        actors=by_count(actor for s in parts.statements for actor in s.actors),
    )


def _stating(
    parts: Parts, proper: Sequence[Article], accusations: Sequence[Statement], watch: Sequence[str]
) -> set[str]:
    """Ids of the articles that state the incident: that accuse, else all but those in which a watched state answers."""
    accusing = {s.article for s in accusations}
    answering = {s.article for s in parts.statements if not set(watch).isdisjoint(s.governments)}
    stated = {a.id for a in of_role("statement", parts)} & accusing
    return stated or {a.id for a in proper} - (answering - accusing)


def proper_articles(parts: Parts) -> list[Article]:
    """The articles that tell of the incident in its own time; all, where there is no such article."""
    aside = {m.article for m in parts.memberships if m.role in ASIDE}
    return [a for a in parts.articles if a.id not in aside] or list(parts.articles)


def of_role(role: str, parts: Parts) -> list[Article]:
    """The articles that stand in the incident in this role: those that state it, rather than answer or follow."""
    there = {m.article for m in parts.memberships if m.role == role}
    return [a for a in parts.articles if a.id in there]


def is_relevant(parts: Parts, watch: Sequence[str]) -> bool:
    """Whether, in a cyber matter, a watched state is accused (by anybody), answers or accuses.

    What an official text said before it was changed counts as well: that it says so no longer is news.
    """
    aside = {m.article for m in parts.memberships if m.role in ASIDE}
    told = (s for s in parts.statements if s.article in parts.cyber and s.article not in aside)
    before = (r.concerns for article, earlier in parts.revisions.items() if article not in aside for r in earlier)
    return not set(watch).isdisjoint({*concerned(told), *chain.from_iterable(before)})


def concerned(statements: Iterable[Statement]) -> frozenset[str]:
    """The states that are accused, answer or accuse."""
    return frozenset(
        state
        for s in statements
        if s.direction in ("accusation", "response")
        for state in (*s.governments, *(s.about if s.direction == "accusation" else ()))
    )


def concerns(reading: Reading) -> tuple[str, ...]:
    """The states that are accused, answer or accuse in an article, if it is on a cyber matter."""
    return tuple(sorted(concerned(reading.statements))) if reading.cyber else ()


def withdraws(now: Reading, before: Reading) -> bool:
    """Whether an article concerns no state any more, and an earlier version of it did."""
    return bool(concerns(before)) and not concerns(now)


def accusers_of(
    accusations: Sequence[Statement], verdicts: dict[str, str], accused: str | None
) -> tuple[tuple[str, str | None], ...]:
    """(government, level) of everybody who accuses a state, or any where none is named, strongest first."""
    aimed = {g for s in accusations if accused in (None, *s.about) for g in s.governments}
    by_government: dict[str, list[Statement]] = {}
    for s in accusations:
        for government in aimed.intersection(s.governments):
            by_government.setdefault(government, []).append(s)
    levels = {g: level_of(said, verdicts)[0] for g, said in by_government.items()}
    return tuple(sorted(levels.items(), key=lambda item: (-level_rank(item[1]), item[0])))


def level_of(statements: Sequence[Statement], verdicts: dict[str, str] | None = None) -> tuple[str | None, str]:
    """The level of one government's position, out of all its statements, and why.

    Its own words decide, or words attributed to it alone, or a text that it signed with others. What an article
    reports of several at once raises nobody's level. Words known to be altered or doubtful count only where there are
    no others.
    """
    own = [s for s in statements if s.level and (s.joint or len(s.governments) == 1)]
    told = verdicts or {}
    sound = [s for s in own if told.get(s.id, s.verification) not in ("altered", "doubtful")]
    if not own:
        several = any(s.level for s in statements)
        return None, "only reports of several governments at once" if several else "no words that give a level"
    best = max(sound or own, key=lambda s: (level_rank(s.level), s.id))
    why = best.why.get("level", "its wording")
    return best.level, why if sound else f"{why}; only altered or doubtful words"


def by_count(found: Iterable[str]) -> tuple[str, ...]:
    """What was found, most frequent first, then by the alphabet."""
    return tuple(sorted((counted := Counter(found)), key=lambda name: (-counted[name], name)))
