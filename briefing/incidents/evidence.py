"""What two articles of a cyber matter have in common beside their words, and what keeps them apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from briefing.model import Features


@dataclass(frozen=True, slots=True)
class Evidence:
    """One finding: what it adds to the score, and how a person would say it."""

    adds: float
    words: str
    veto: bool = False
    mark: str = ""  # the sort of mark that gave it


@dataclass(frozen=True, slots=True)
class Rule:
    """At least so many marks of one sort that two articles share count `adds`, while they are at most `days` apart."""

    mark: str
    adds: float
    days: int
    words: str
    least: int = 1


GOVERNMENTS = "names"  # the sort of mark that the most matters share
SUBJECT = "subject"  # a name in the title, which the next matter of the same body has too
REPLY = "reply"  # no mark of an article: an accusation of one that the other answers
RULES = (
    Rule("accuses", 0.10, 4, "same accusation"),
    Rule("answers", 0.08, 4, "same answer"),
    Rule(REPLY, 0.08, 7, "the answer to an accusation"),
    Rule(GOVERNMENTS, 0.06, 3, "same governments", least=2),
    Rule("actor", 0.06, 60, "same threat group"),
    Rule("cve", 0.06, 60, "same flaw"),
    Rule(SUBJECT, 0.10, 60, "same name in the title:"),
)
LONG = 30  # days; rules that hold for so long hold without a known day too
FADING = frozenset(rule.mark for rule in RULES if rule.days < LONG)
UNDATED = 0.2  # what is left of the others where a day is unknown
RECENT = 7  # days
APART = 31  # days between dates that cannot be of one thing
SEVERAL = 2  # members whose dates tell when an incident was
DAYS_AGREE = 0.04


def days_apart(a: str | None, b: str | None) -> int | None:
    """Days between two ISO days; None when one is unknown."""
    if a is None or b is None:
        return None
    return abs((date.fromisoformat(a) - date.fromisoformat(b)).days)


Offers = Counter[tuple[str, str]]  # (sort of mark, mark) -> number of incidents that share it with the new article


def offers(new: Sequence[Features], incidents: Iterable[Sequence[Features]]) -> Offers:
    """How many of the incidents near an article, or near a group of them, share each mark with it."""
    return Counter(
        (rule.mark, m)
        for members in incidents
        for rule in holding(new, members)
        for m in shared_marks(rule, new, members)
    )


def holding(new: Sequence[Features], members: Sequence[Features]) -> tuple[Rule, ...]:
    """The rules that can speak for two; of two that are long apart only those for long, for pages without a day too."""
    if not any(f.marks for f in new):
        return ()
    lasting = long_apart(nearest(new, members))
    return tuple(rule for rule in RULES if not (lasting and rule.mark in FADING))


def nearest(new: Sequence[Features], members: Sequence[Features]) -> int | None:
    """Days between the two that are nearest in time; None where no two days are known."""
    return min((d for f in new for m in members if (d := days_apart(f.day, m.day)) is not None), default=None)


def long_apart(days: int | None) -> bool:
    """Whether that is too long for governments that speak, and for how they put it, to tell one matter by."""
    return days is not None and days > LONG


def weighed(new: Sequence[Features], members: Sequence[Features], offered: Offers) -> tuple[Evidence, ...]:
    """The findings between a new article, or a group of articles, and the members of one incident.

    A mark counts by the share of the group that brings it. One that several incidents offer counts for each that much
    less: it does not tell which of them is meant. Where marks agree, governments and names in titles apart, different
    dates are taken for dates of different steps of one matter.
    """
    found: list[Evidence] = []
    for rule in holding(new, members):
        shared = shared_marks(rule, new, members)
        if len(shared) >= rule.least:
            telling = max(share / max(1, offered[rule.mark, mark]) for mark, share in shared.items())
            found.append(Evidence(rule.adds * telling, f"{rule.words} {spoken(shared)}", mark=rule.mark))
    apart = (*by_date(new, members), *by_accused(new, members), *by_flaw(new, members))
    firm = any(e.mark not in (GOVERNMENTS, SUBJECT) for e in found)
    return (*found, *(e for e in apart if not (e.veto and firm)), *by_year(new, members))


def shared_marks(rule: Rule, new: Sequence[Features], members: Sequence[Features]) -> dict[str, float]:
    """The marks of one sort that a group shares with members near in time, in their order -> the share of the group."""
    found: dict[str, float] = {}
    for article in new:
        best: dict[str, float] = {}
        for member in members if article.marks else ():
            near = nearness(article, member, rule.days)
            for mark in common_marks(rule, article.marks, member.marks) if near else ():
                best[mark] = max(near, best.get(mark, 0.0))
        for mark, near in best.items():
            found[mark] = found.get(mark, 0.0) + near / len(new)
    return dict(sorted(found.items()))


def common_marks(rule: Rule, ours: frozenset[str], theirs: frozenset[str]) -> set[str]:
    """The marks of one sort in both; where the one answers what the other accuses, the accusations."""
    if rule.mark == REPLY:
        return replies(ours, theirs) | replies(theirs, ours)
    return {m for m in ours & theirs if m.startswith(f"{rule.mark}:")}


def nearness(a: Features, b: Features, days: int) -> float:
    """How far a rule of so many days holds between two articles, 0 to 1; where a day is unknown, in part."""
    apart = days_apart(a.day, b.day)
    if apart is None:
        return 1.0 if days >= LONG else UNDATED
    return float(apart <= days)


def replies(accusations: Iterable[str], answers: Iterable[str]) -> set[str]:
    """The marks "accuses:X>Y" that a mark "answers:Y>X" of the other article replies to."""
    answered = {m.removeprefix("answers:") for m in answers if m.startswith("answers:")}
    return {m for m in accusations if m.startswith("accuses:") and turned(m) in answered}


def turned(mark: str) -> str:
    """ "accuses:X>Y" -> "Y>X"."""
    by, _, to = mark.partition(":")[2].partition(">")
    return f"{to}>{by}"


def spoken(marks: Iterable[str]) -> str:
    """Marks as a person reads them: "APT40, APT31", "GB of CN"."""
    return ", ".join(m.partition(":")[2].replace(">", " of ") for m in marks)


def by_date(new: Sequence[Features], members: Sequence[Features]) -> tuple[Evidence, ...]:
    """Explicit dates of what happened: a shared day speaks for one matter; two that exclude each other keep apart.

    A day counts that half of the members with dates tell: a single one may tell of another matter beside. Dates exclude
    each other only where each article tells exactly one, to the month or day, more than a month apart: a longer story
    holds dates of several things.
    """
    told_of = [days for f in new if (days := told(f))]
    if not told_of:
        return ()
    mine = frozenset[str]().union(*told_of)
    dated = [theirs for m in members if (theirs := told(m))]
    sharing = [same for theirs in dated if (same := {d for d in mine & theirs if len(d) == 10})]
    if sharing and 2 * len(sharing) >= len(dated):
        shared = sorted(set().union(*sharing))
        return (Evidence(DAYS_AGREE, f"same date {', '.join(shared)}"),)
    if told_of and dated and all(len(days) == 1 for days in (*told_of, *dated)):
        own, others = sorted(mine), sorted({d for theirs in dated for d in theirs})
        if all(excluded(ours, other) for ours in own for other in others):
            return (Evidence(0.0, f"another date, {', '.join(own)} against {', '.join(others)}", veto=True),)
    return ()


def by_year(new: Sequence[Features], members: Sequence[Features]) -> tuple[Evidence, ...]:
    """Two incidents, or an article without a day and one, whose articles mostly tell other years of what happened.

    Marks in common do not overrule it: the same government often speaks of a similar matter.
    """
    if len(new) == 1 and new[0].day:
        return ()
    ours, theirs = ([{d[:4] for d in dates} for f in side if (dates := told(f))] for side in (new, members))
    few, many = sorted((ours, theirs), key=len)
    years = set().union(*few)
    strange = [other for other in many if years.isdisjoint(other)]
    if years and len(many) >= SEVERAL and len(strange) > len(many) / 2:
        others = ", ".join(sorted(set().union(*strange)))
        return (Evidence(0.0, f"another year, {', '.join(sorted(years))} against {others}", veto=True),)
    return ()


def by_flaw(new: Sequence[Features], members: Sequence[Features]) -> tuple[Evidence, ...]:
    """Two that name flaws, none of them in common, weeks apart: one patch day and the next."""
    ours, theirs = ({m for f in side for m in f.marks if m.startswith("cve:")} for side in (new, members))
    if not ours or not theirs or not ours.isdisjoint(theirs):
        return ()
    if any((days_apart(f.day, m.day) or 0) <= RECENT for f in new for m in members):
        return ()
    return (Evidence(0.0, f"other flaws, {spoken(sorted(ours))} against {spoken(sorted(theirs))}", veto=True),)


def by_accused(new: Sequence[Features], members: Sequence[Features]) -> tuple[Evidence, ...]:
    """Two that accuse states are of two matters, where the accused of the one are no parties of the other."""
    mine = accusations(new)
    theirs = accusations(members) if mine else set()
    against, others = {to for _, to in mine}, {to for _, to in theirs}
    ours, parties = against | {by for by, _ in mine}, others | {by for by, _ in theirs}
    if mine and theirs and (against.isdisjoint(parties) or others.isdisjoint(ours)):
        told_of = f"{', '.join(sorted(against))} against {', '.join(sorted(others))}"
        return (Evidence(0.0, f"another accused, {told_of}", veto=True),)
    return ()


def accusations(articles: Iterable[Features]) -> set[tuple[str, str]]:
    """(accuser, accused) of every accusation that the articles report."""
    marks = (m.removeprefix("accuses:") for f in articles for m in f.marks if m.startswith("accuses:"))
    return {(by, to) for by, _, to in (mark.partition(">") for mark in marks)}


def excluded(a: str, b: str) -> bool:
    """Whether two dates that are precise to the month or day lie more than a month apart."""
    if len(a) < 7 or len(b) < 7:
        return False
    return (days_apart(f"{a}-15"[:10], f"{b}-15"[:10]) or 0) > APART


def told(features: Features) -> frozenset[str]:
    """The dates of an article that say more than when it appeared."""
    day = features.day
    return frozenset(d for d in features.dates if day is None or not (day.startswith(d) or recent(d, day)))


def recent(told_of: str, day: str) -> bool:
    """Whether a date lies within a week of the day of the article: rather of its statements than of what happened."""
    return len(told_of) == 10 and (days_apart(told_of, day) or 0) <= RECENT
