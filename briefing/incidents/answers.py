"""Which answer belongs to which accusation, and whether an accused state has answered at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from briefing.incidents import words
from briefing.incidents.features import common_shares
from briefing.model import SILENCE, Answer, Article, Lag, Parts, Statement

EVERYBODY = "*"
TELLING = 0.05  # a word that more articles hold than this ties nothing together
TIES = 2  # telling words that an answer must share with an accusation


def is_answer(statement: Statement, accusations: Iterable[Statement]) -> bool:
    """Whether a statement answers one of the accusations: by an accused state, of today, on this affair.

    "Has previously denied" is background. A remark on another affair (background.toml: trade, an app, a balloon) is no
    answer unless it speaks of hacking too. Silence that an article reports (R00) is no answer; "no comment" (R14) is
    one, and so is whatever else has a response code.
    """
    return answers_for(statement, accused_by(accusations))


def accused_by(statements: Iterable[Statement]) -> frozenset[str]:
    """The states that any of the statements accuses."""
    return frozenset(to for s in statements if s.direction == "accusation" for to in s.about)


def accused_in(statements: Sequence[Statement], watch: Sequence[str]) -> tuple[str, ...]:
    """The states that governments accuse in an incident: watched ones first, then by the number of statements.

    A state that answers here and strikes back makes nobody an accused by it: whom it names has nothing to answer yet.
    """
    charges = [s for s in statements if s.direction == "accusation" and s.government and not s.background]
    answers = [s for s in statements if s.direction == "response" and not s.background and speaks(s)]
    answering = {g for s in answers for g in s.governments}
    first = [s for s in charges if answering.isdisjoint(s.governments)] or charges
    named = Counter(to for s in first for to in s.about)
    return tuple(sorted(named, key=lambda state: (state not in watch, -named[state], state)))


def answers_for(statement: Statement, accused: frozenset[str]) -> bool:
    """is_answer for known accused states; where none is known, any state may answer."""
    if statement.direction != "response" or statement.background or not statement.government:
        return False
    if not speaks(statement):
        return False
    if accused and accused.isdisjoint(statement.governments):
        return False
    return not other_affair(statement.text)


def speaks(response: Statement) -> bool:
    """Whether a response says anything; one that tells of silence (R00), or of nothing, ends no silence."""
    return bool(set(response.response_codes) - {SILENCE}) or not set(response.kind) <= {"no_comment", "other"}


def other_affair(text: str) -> bool:
    """Whether words speak of another affair and not of hacking."""
    held = set(words.terms(text))
    other, hacking = affair_terms()
    return bool(held & other) and not held & hacking


@cache
def affair_terms() -> tuple[frozenset[str], frozenset[str]]:
    """(terms of other affairs, terms of hacking) of background.toml."""
    rows = words.background()
    return frozenset(words.terms(rows["other_affairs"])), frozenset(words.terms(rows["hacking"]))


def answers_of(statements: Sequence[Statement], articles: Mapping[str, Article]) -> dict[str, tuple[str, str]]:
    """Answering statement id -> (the accusing government that it answers, or "*" for all, the reason).

    The government that the answer itself names comes first; then the only one that its article names as accuser; then
    the one whose accusation shares telling words with it; else it goes to all accusers of the incident.
    """
    accusations = [s for s in statements if s.direction == "accusation"]
    accused = accused_by(accusations)
    told: dict[str, set[str]] = {}
    for accusation in accusations:
        for government in accusation.governments:
            told.setdefault(government, set()).update(telling(accusation))
    return {
        s.id: accuser_answered(s, accusations, told, articles[s.article]) for s in statements if answers_for(s, accused)
    }


def accuser_answered(
    answer: Statement, accusations: Sequence[Statement], told: Mapping[str, set[str]], article: Article
) -> tuple[str, str]:
    """The accuser whom one answer answers, and why; `told` holds the telling words of each accuser."""
    against = [a for a in accusations if not a.about or set(a.about) & set(answer.governments)]
    accusers = {g for a in against for g in a.governments}
    named = sorted(accusers & set(answer.about))
    if len(named) == 1:
        return named[0], f"names {named[0]}"
    if named:
        return EVERYBODY, f"names {', '.join(named)}"
    if article.speaks_for in accusers:
        return str(article.speaks_for), f"reported by {article.speaks_for} itself"
    beside = {g for a in against if a.article == answer.article for g in a.governments}
    if len(beside) == 1:
        return next(iter(beside)), f"its article tells of the accusation by {next(iter(beside))} alone"
    own = telling(answer)
    shared = {g: ties for g in accusers if len(ties := own & told[g]) >= TIES}
    if len(shared) == 1:
        [(government, ties)] = shared.items()
        return government, f"speaks of {', '.join(sorted(ties))} as {government} does"
    return EVERYBODY, "names no accuser: it answers all of the incident"


def telling(statement: Statement) -> set[str]:
    """The terms of a statement that few articles hold."""
    shares = common_shares()
    return {t for t in words.terms(statement.text) if len(t) > 2 and shares.get(t, 0.0) < TELLING}


def answer_state(
    parts: Parts,
    accused: str,
    searched_until: str | None,
    sources: int,
    to: Mapping[str, tuple[str, str]] | None = None,
) -> Answer:
    """Whether `accused` answered, how soon; where no answer is found, for how many days until `searched_until`.

    `searched_until` is an ISO date or instant: the last good poll of that government's sources, else the newest
    article. `to` is what answers_of tells of the same statements, where it is known already. The lag runs from the
    first accusation to the first answer after it, in hours; between days without an hour it is whole days. It is
    unknown where a day is.
    """
    articles = {a.id: a for a in parts.articles}
    published = {a.id: a.published for a in parts.articles}
    accusations = [s for s in parts.statements if s.direction == "accusation" and accused in s.about and s.government]
    replies = [s for s in parts.statements if accused in s.governments and answers_for(s, frozenset([accused]))]
    blamed = earliest(moment(s, published) for s in accusations)
    later = [w for s in replies if (w := moment(s, published)) and (not blamed or w[:10] >= blamed[:10])]
    first = earliest(later)
    codes = tuple(sorted({code for s in replies for code in s.response_codes}))
    if replies:
        to = answers_of(parts.statements, articles) if to is None else to
        lags = lags_of(parts.statements, articles, [accused], to)
        missing = tuple(lag.accuser for lag in lags if not lag.found)
        return Answer(
            government=accused,
            found=True,
            codes=codes,
            lag_hours=hours(blamed, first),
            searched_until=searched_until,
            sources=sources,
            accused_at=blamed,
            accusers=len(lags),
            waiting=missing if len(missing) < len(lags) else (),
        )
    return searched(Answer(accused, False, (SILENCE,), None, None, 0, accused_at=blamed), searched_until, sources)


def searched(answer: Answer, until: str | None, sources: int) -> Answer:
    """The answer after a further search, until that moment in that many sources: silence has grown with it."""
    if answer.found:
        return replace(answer, searched_until=until, sources=sources)
    silent = hours(answer.accused_at, until)
    days = None if silent is None else silent // 24
    return replace(answer, searched_until=until, sources=sources, silent_days=days)


def moment(statement: Statement, published: Mapping[str, str | None]) -> str | None:
    """When a statement was made, as precisely as known.

    That is said_on, else when its article appeared; of the day alone, the hour of an article of that day is the limit.
    """
    said, appeared = statement.said_on, published.get(statement.article)
    return appeared if said is None or (appeared and appeared[:10] == said) else said


def earliest(moments: Iterable[str | None]) -> str | None:
    """The first of some moments; of its day, one with an hour tells more than the day alone."""
    return min((m for m in moments if m), key=lambda m: (m[:10], len(m) <= 10, m), default=None)


def hours(start: str | None, end: str | None) -> int | None:
    """Whole hours between two moments, never below 0; whole days where one of them is a day."""
    if start is None or end is None:
        return None
    if len(start) <= 10 or len(end) <= 10:
        start, end = start[:10], end[:10]
    return max(0, int((instant(end) - instant(start)).total_seconds() // 3600))


def instant(iso: str) -> datetime:
    """An ISO date or instant as an aware time."""
    when = datetime.fromisoformat(iso)
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def lags_of(
    statements: Sequence[Statement],
    articles: Mapping[str, Article],
    accused: Sequence[str],
    to: Mapping[str, tuple[str, str]],
) -> tuple[Lag, ...]:
    """How long each accuser waited for each accused state, the first to accuse first; `to` is what answers_of tells.

    What names no accuser answers all who had accused by then; one who accuses later has no answer yet. An answer of an
    unknown day counts, and one to an accusation of an unknown day; the lag is unknown.
    """
    published = {i: a.published for i, a in articles.items()}
    out = []
    for state in accused:
        charges: dict[str, list[str | None]] = {}
        for s in statements:
            if s.direction == "accusation" and not s.background and state in s.about:
                for accuser in s.governments:
                    charges.setdefault(accuser, []).append(moment(s, published))
        for accuser, moments in charges.items():
            first = earliest(moments)
            replies = [
                moment(s, published)
                for s in statements
                if s.id in to and state in s.governments and to[s.id][0] in (accuser, EVERYBODY)
            ]
            later = [w for w in replies if not w or not first or w[:10] >= first[:10]]
            answered = earliest(later)
            out.append(Lag(accuser, state, bool(later), hours(first, answered), first, answered))
    return tuple(sorted(out, key=lambda lag: (lag.accused, lag.accused_at or "9", lag.accuser)))
