"""Charges and acts that a sentence tells by their name, each with whoever is its maker, ready to be heard."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from briefing.gazetteer import Gazetteer, Language
from briefing.statements.clauses import Report
from briefing.statements.memory import Speaker
from briefing.statements.mentions import Mention, within
from briefing.statements.named_acts import named_acts
from briefing.statements.nominals import nominal_charges
from briefing.statements.passages import Sentence
from briefing.statements.sides import Clause

Made = tuple[Speaker, Report]
_ANSWERING = frozenset({"denial", "no_comment", "unanswered"})


def acts_in(
    sentence: Sentence,
    names: Sequence[Mention],
    language: Language,
    only: str | None,
    done: Collection[tuple[str, str]],
    gazetteer: Gazetteer,
) -> Iterator[Made]:
    """The acts that a sentence names, of the owner named, else of the `only` country that the article can mean.

    `done` are the governments and kinds of act that a verb of the sentence has told already.
    """
    for owner, report in named_acts(sentence.words, names, language):
        struck = {m.state for m in within(names, *report.spans[0])} if owner is None else set()
        government = owner.state if owner else only
        accused = government in struck or government in gazetteer.suspects
        if government and not accused and (government, report.cue.kind) not in done:
            span = (owner.start, owner.end) if owner else None
            why = "named with its act" if owner else f"an act by its name; only {government} is named beside"
            maker = Speaker("government", why, (government,), span=span, certainty=0.4)
            yield maker, replace(report, speaker=span)


def charges_in(
    answer: Clause, sentence: Sentence, names: Sequence[Mention], language: Language, gazetteer: Gazetteer
) -> Iterator[Made]:
    """The charges that an answer names as those of another government, or that lead to it, told in full."""
    if answer.background or not _answers(answer, language, gazetteer):
        return
    first = answer.report.speaker or answer.report.cue_span
    begin = min(first[0], answer.report.whole[0])  # "Asked about X's claim that ..., Y said"
    lead = [w.end for w in sentence.words if w.end <= begin and w.low != ","]
    spans = (*answer.report.spans, *([(sentence.start, lead[-1])] if lead else []))
    for governments, report in nominal_charges(sentence.words, spans, names, language):
        told = report.spans[0]
        bare = told[1] == max(report.cue_span[1], (report.speaker or told)[1])
        if bare and told[1] <= begin:
            continue  # nobody's words lead to the answer, only their name
        if bare:  # the name does not say what is charged: the answer tells it
            clause = min(begin, told[0]), max(answer.report.whole[1], answer.report.cue_span[1], first[1])
            report = replace(report, told=clause)
        if answer.speaker.governments[0] not in governments:
            yield Speaker("government", "named with its charge", governments, span=report.speaker), report


def _answers(heard: Clause, language: Language, gazetteer: Gazetteer) -> bool:
    """Whether it answers a charge, as far as one clause tells: a state often accused may also answer back."""
    suspect = heard.speaker.governments[0] in gazetteer.suspects
    answering = {*language.answering, "call"} if suspect else {"denial"}
    cue = heard.report.cue.kind
    return cue in _ANSWERING or not answering.isdisjoint(heard.worded) or (suspect and cue in ("call", "condemnation"))
