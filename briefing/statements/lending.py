"""Levels set against the other words of the same speakers in the article: what refers, what only sums up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.statements.judgements import Judgement
from briefing.statements.levels import ACCUSING, NO_STATE
from briefing.statements.memory import Speaker
from briefing.statements.sides import Clause

_ALONE = frozenset({"parliament", "head-of-government"})  # offices whose words may differ from their ministries'
Voice = tuple[tuple[str, ...], str | None, str | None]
Worded = list[tuple[int, str]]  # the places of a speaker's statements that have a level, and the level


@dataclass(frozen=True, slots=True)
class Told:
    """A judged clause: the place of the clause, whose words, what they are."""

    at: int
    speaker: Speaker
    judgement: Judgement

    @property
    def charges(self) -> frozenset[tuple[str, str]]:
        """Who accuses here, each with every kind of accusation."""
        kinds = self.judgement.kinds if self.judgement.direction == "accusation" else ()
        return frozenset((g, kind) for g in self.speaker.governments for kind in kinds)


def levelled(judged: Sequence[tuple[Clause, Judgement]]) -> list[Told]:
    """The judgements, in order, their levels set against the other words of the same speakers in the article."""
    told = [Told(n, c.speaker, j) for n, (c, j) in enumerate(judged)]
    return _referring(_own_words_first(_without_a_state(told, [c for c, _ in judged])))


def _without_a_state(told: Sequence[Told], clauses: Sequence[Clause]) -> list[Told]:
    """ "A state actor was at work", said by a government that names no state and no group in the article, is L0."""
    naming = {g for c in clauses if c.names_state or c.actors for g in c.speaker.governments}
    out = []
    for t, c in zip(told, clauses, strict=True):
        j, says = t.judgement, c.report.cue.frame == "say" and not c.report.cue.kind
        if says and j.accuses and t.speaker.governments and naming.isdisjoint(t.speaker.governments):
            t = replace(t, judgement=replace(j, level="L0", why={**j.why, "level": NO_STATE}))
        out.append(t)
    return out


def _own_words_first(told: Sequence[Told]) -> list[Told]:
    """What a reporter sums up ("X blamed Y"), or tells of several governments at once, raises nobody.

    The level that a government's own words give elsewhere decides: a summary takes it if it is lower, and of several
    governments those that say less stand apart, without a level.
    """
    own: dict[str, str] = {}
    for t in told:
        j, codes = t.judgement, t.speaker.governments
        if len(codes) == 1 and j.accuses and j.level and not j.by_name_only:
            own[codes[0]] = max(j.level, own.get(codes[0], ""))
    out: list[Told] = []
    for t in told:
        j, codes = t.judgement, t.speaker.governments
        less = tuple(g for g in codes if j.level and own.get(g, j.level) < j.level)
        if len(codes) == 1 and less and j.by_name_only:
            why = {**j.why, "level": f"the report names the state; its own words elsewhere -> {own[codes[0]]}"}
            out.append(replace(t, judgement=replace(j, level=own[codes[0]], why=why)))
        elif len(codes) > 1 and less:
            more = tuple(g for g in codes if g not in less)
            why = {**j.why, "level": "told of several governments: its own words elsewhere decide"}
            out += [replace(t, speaker=replace(t.speaker, governments=more))] if more else []
            out.append(Told(t.at, replace(t.speaker, governments=less), replace(j, level=None, why=why)))
        else:
            out.append(t)
    return out


def _referring(told: Sequence[Told]) -> list[Told]:
    """The judgements, those that only refer to the operation given the level that their speaker gives it.

    "Norway condemned the attack" says no more of the culprit than Norway itself last did in the article, or does next:
    the same speaker, else another office of that government. A parliament and a head of government, who may be milder
    than a ministry, lend and borrow nothing, nor do words told of several governments but among themselves.
    """
    voices: dict[Voice, Worded] = {}
    offices: dict[Voice, Worded] = {}
    for t in told:
        j = t.judgement
        if j.level and j.accuses and not j.refers:
            voices.setdefault(_voice(t.speaker), []).append((t.at, j.level))
            if not _speaks_alone(t.speaker):
                offices.setdefault((t.speaker.governments, None, None), []).append((t.at, j.level))
    out = []
    for t in told:
        j = t.judgement
        if j.refers and j.direction == "accusation" and set(j.kinds) & ACCUSING and t.speaker.governments:
            others = [] if _speaks_alone(t.speaker) else offices.get((t.speaker.governments, None, None), [])
            t = _borrowed(t, voices.get(_voice(t.speaker), []), others)
        out.append(t)
    return out


def _borrowed(t: Told, same: Worded, others: Worded) -> Told:
    for whose, near in (("the same speaker says", same), ("that government says", others)):
        if near:
            level = next((lv for at, lv in reversed(near) if at < t.at), near[0][1])
            why = {**t.judgement.why, "level": f"refers to the operation: {level}, as {whose} in this article"}
            return replace(t, judgement=replace(t.judgement, level=level, why=why))
    return t


def _speaks_alone(speaker: Speaker) -> bool:
    """Whether the office neither lends its strength to a ministry nor borrows one's."""
    return speaker.kind in _ALONE


def _voice(speaker: Speaker) -> Voice:
    """Whose words they are, as far as levels go: the government and whoever speaks for it."""
    return speaker.governments, speaker.name, speaker.institution
