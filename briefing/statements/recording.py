"""A heard and judged clause written down as a Statement."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

from briefing.gazetteer import Cue
from briefing.model import Article, Statement
from briefing.statements.clauses import Report
from briefing.statements.dates import said_on
from briefing.statements.judgements import Judgement
from briefing.statements.memory import Speaker
from briefing.statements.passages import Passage, Sentence
from briefing.statements.quotations import Quotation
from briefing.statements.sides import Clause

OWN_TEXT = Cue("own text", "say", "")


@dataclass(frozen=True, slots=True)
class Heard:
    """A reported clause with its speaker and surroundings, before it is judged."""

    clause: Clause
    passage: Passage
    sentence: Sentence
    asked: bool  # in a reporter's question: tells who is accused and by whom, nothing else

    @property
    def retold(self) -> bool:
        """Whether it is somebody else's charge, named in the answer to it."""
        return self.clause.report.cue.frame == "nominal"


def recorded(
    heard: Heard, speaker: Speaker, judged: Judgement, article: Article, speaks_for: str | None, rewrite: str | None
) -> Statement:
    """The statement that a judged clause is, of a speaker, in an article that may be official or a rewrite."""
    c, report = heard.clause, heard.clause.report
    start, end = report.whole
    quoted = [] if heard.retold else [q for a, b in report.spans for q in heard.passage.quotations_in(a, b)]
    form = _form(report, quoted, article.text)
    own = speaks_for is not None and speaks_for in speaker.governments
    first, *others = speaker.governments or (None,)
    span = speaker.span if speaker.span and report.frame != "loose quotation" else report.speaker or speaker.span
    named = speaker.named or report.speaker
    shown = speaker.name or (article.text[slice(*named)] if named else None)
    return Statement(
        id=_id(article.id, start, end, speaker.governments),
        article=article.id,
        start=start,
        end=end,
        text=article.text[start:end],
        party=speaker.party,
        direction=judged.direction,
        kind=judged.kinds,
        form="direct" if own and report.cue is OWN_TEXT else form,
        government=first,
        joint_with=tuple(g for g in others if g),
        joint=bool(others) and c.channel in ("joint-statement", "joint-advisory"),
        institution=speaker.institution,
        speaker=shown,
        speaker_role=None if _repeats(speaker.role, shown) else speaker.role,
        speaker_start=span[0] if span else None,
        speaker_end=span[1] if span else None,
        level=judged.level,
        response_codes=judged.codes,
        quote=" … ".join(article.text[q.inner_start : q.inner_end] for q in quoted) or None,
        cue=None if heard.retold else article.text[slice(*report.cue_span)] or None,
        spans=report.spans if len(report.spans) > 1 else (),
        lang=article.lang,
        said_on=said_on(article.text[heard.sentence.start : heard.sentence.end], article.published),
        channel=c.channel or ("anonymous" if _nameless(speaker) else None),
        via="official" if own else "state-media" if article.role == "state-media" else "press-quoted",
        verification="original" if own else "doubtful" if rewrite else "unverified",
        likelihood=judged.likelihood,
        confidence=judged.confidence,
        certainty=round(speaker.certainty * (0.9 if form != "indirect" else 0.8), 2),
        background=c.background or heard.retold or heard.asked,
        about=judged.about,
        actors=c.actors,
        why=MappingProxyType(_why(heard, speaker, judged, rewrite)),
    )


def _why(heard: Heard, speaker: Speaker, judged: Judgement, rewrite: str | None) -> dict[str, str]:
    """The rule behind each judged field."""
    report = heard.clause.report
    asked = "; told in a question" if heard.asked else ""
    why = {"speaker": f"{report.frame}; cue '{report.cue.lemma}'{asked}", "party": speaker.why, **judged.why}
    if speaker.governments:
        why["government"] = speaker.why
    if rewrite:
        why["verification"] = f"rewrite: {rewrite}"
    return why


def _nameless(speaker: Speaker) -> bool:
    """Whether somebody speaks who is not to be named: "sources", "US officials"."""
    return speaker.nameless or (speaker.party == "anonymous" and not speaker.name)


def _repeats(role: str | None, shown: str | None) -> bool:
    """Whether a role says nothing that the shown speaker does not say: "the ministry" of "the Ministry of X"."""
    return role is not None and shown is not None and role.casefold().removeprefix("the ") in shown.casefold()


def _form(report: Report, quoted: Sequence[Quotation], text: str) -> str:
    if report.cue.frame in ("act", "silence", "nominal"):
        return "act"
    if not quoted:
        return "indirect"
    whole = sum(len(text[a:b].strip(" ,.")) for a, b in report.spans)
    return "direct" if sum(q.end - q.start for q in quoted) >= 0.95 * whole else "mixed"


def _id(article: str, start: int, end: int, governments: tuple[str, ...]) -> str:
    key = "\x1f".join((article, str(start), str(end), *governments))
    return hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
