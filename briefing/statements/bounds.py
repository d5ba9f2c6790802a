"""Where reported clauses of one sentence end when others follow, and which of them are part of another's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.gazetteer import Language, Token, word_set
from briefing.statements.grammar import ADVERB, AUXILIARY, DETERMINER, MEASURE, PRONOUN
from briefing.statements.passages import QUOTE
from briefing.statements.report import Report

AS_BEFORE = "does as the one before"  # the frame of "as did X"
CHARGE = word_set("charge claim accusation allegation assertion contention")
EARLIER = word_set("after before since when")
DATING = word_set("after before")
DATED = word_set("minutes hours days weeks months years day week month year just shortly right soon long")
DATED_REACH = 7  # words behind its verb that tell what such a clause is about
CONTRAST = word_set("whereas while")  # they part two subjects without a comma too
CLAUSE_BREAK = word_set("while whereas but as and though although")


def without_own_words(found: list[Report], words: Sequence[Token]) -> list[Report]:
    """Leaves out what belongs to the words that another verb reports.

    "We urge X, said the ministry": "we", "I" and agentless passives before their verb. "The agency said it was unable
    to give details": a silence of whoever is speaking.
    """
    before = [(r.at, span) for r in found for span in r.spans if span[0] < r.cue_span[0]]
    said = [(r.cue_span[0], span) for r in found if r.cue.frame == "say" for span in r.spans]

    def own(report: Report) -> bool:
        at, subject = report.cue_span[0], words[report.subject_at].low
        if report.speaker is None or subject in ("we", "i"):
            return any(whose != report.at and a <= at < b for whose, (a, b) in before)
        silent = report.cue.frame == "silence" and subject in PRONOUN
        return silent and any(cue < at and a <= at < b for cue, (a, b) in said)

    return [r for r in found if not own(r)]


def only_dates(report: Report, words: Sequence[Token], language: Language) -> bool:
    """Whether a clause only dates another: "days after X announced new tariffs, ...", with no word of a hack."""
    at = report.subject_at
    if report.cue.frame != "say" or report.cue.kind or at < 2 or words[at - 1].low not in DATING:
        return False
    if words[at - 2].low not in DATED:
        return False
    told = " ".join(w.text for w in words[report.at + 1 : report.at + 1 + DATED_REACH])
    return not (language.cyber.search(told) or language.weak_cyber.search(told))


def bounded(found: list[Report], words: Sequence[Token]) -> list[Report]:
    """Ends each content where a later clause with its own subject, or a verb that shares the subject, begins."""
    out = []
    for n, report in enumerate(found):
        spans = report.spans
        for later in found[n + 1 :]:
            cut = _cut(later, words)
            if cut is None:
                continue
            if len(spans) < 2 or cut > spans[1][0]:
                spans = tuple((a, min(b, cut)) for a, b in spans if a < cut)
                break
        spans = tuple((a, b) for a, b in spans if b > a)
        out.append(replace(report, spans=spans))
    return out


def _cut(later: Report, words: Sequence[Token]) -> int | None:
    """Where the content of the clause before must end, or None if the later clause lies inside it."""
    begin = later.at if later.shared else later.subject_at
    if later.frame.startswith(("infinitive", "passive", "according", "subject behind")):
        return None
    k = begin - 1
    if later.frame == AS_BEFORE:
        k = later.at
        return words[k - (k > 0 and words[k - 1].low == ",")].start
    if later.shared:
        while k > 0 and words[k].low in AUXILIARY | ADVERB:
            k -= 1
        if words[k].low == QUOTE and later.at == k + 1:
            return words[k].end  # "...", adding that
        joined = words[k].low in ("and", "but", "or", ",", "then")
    else:
        broken = k > 0 and words[k].low in CLAUSE_BREAK | EARLIER
        while (
            broken and k > 1 and words[k].low in EARLIER and (words[k - 1].low in MEASURE or words[k - 1].low.isdigit())
        ):
            k -= 1  # "hours after", "a day before"
        joined = k > 0 and (words[k].low in (",", ";") or (broken and words[k - 1].low in (",", ";", QUOTE)))
        joined = joined or words[k].low in CONTRAST
    if not joined:
        return charge_start(k, words)
    while k > 0 and words[k - 1].low in (",", ";", "and"):
        k -= 1
    return words[k].start


def charge_start(k: int, words: Sequence[Token]) -> int | None:
    """Where ", a charge which X denied" begins, with `k` the last word before X: an aside of its own."""
    if k > 0 and words[k].low in ("which", "that"):
        k -= 1
    if k > 1 and words[k].low in CHARGE and words[k - 1].low in DETERMINER and words[k - 2].low == ",":
        return words[k - 2].start
    return None
