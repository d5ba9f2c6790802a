"""A reported clause: who, which cue, what content, as offsets into the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.gazetteer import Cue, Hit, Language, Token
from briefing.model import Span
from briefing.statements.grammar import PRONOUN, is_content
from briefing.statements.noun_phrases import Phrase
from briefing.statements.passages import Sentence

LONGEST_CHANNEL = 60  # characters of words that tell no more than where something was said


@dataclass(frozen=True, slots=True)
class Report:
    """One reported clause: offsets of the cue, of its speaker (None: none in sight), of the content's parts.

    `frame` names the rule that read it; `shared` whether the speaker is that of the verb before; `at` the index of
    the cue's first word in its sentence, `subject_at` of the speaker's first word.
    """

    cue: Cue
    cue_span: Span
    speaker: Span | None
    apposition: Span | None
    spans: tuple[Span, ...]
    frame: str
    at: int
    subject_at: int
    shared: bool = False
    patient: Span | None = None
    topic: Span | None = None  # the sentence's first noun phrase, for a pronoun
    holder: Span | None = None  # the name of the speaker's person, where no capitals tell it
    told: Span | None = None  # the clause that names a charge, where its name says nothing of what is charged

    @property
    def whole(self) -> Span:
        """From the first part of the content to the end of the last, or the clause that names it."""
        return self.told or (min(a for a, _ in self.spans), max(b for _, b in self.spans))


def report_of(
    words: Sequence[Token],
    cue: Cue,
    hit: Hit[Cue],
    subject: Phrase | None,
    spans: Sequence[Span],
    frame: str,
    shared: bool = False,
) -> Report:
    """The report of a cue found among the words of a sentence, with its subject and contents."""
    speaker = (words[subject.lo].start, words[subject.hi - 1].end) if subject else None
    apposition = None
    if subject and subject.apposition and subject.apposition[0] < subject.apposition[1]:
        a, b = subject.apposition
        apposition = (words[a].start, words[b - 1].end)
    cue_span = (words[hit.first].start, words[hit.last - 1].end)
    at = subject.lo if subject else hit.first
    return Report(cue, cue_span, speaker, apposition, tuple(spans), frame, hit.first, at, shared)


def says_something(report: Report, sentence: Sentence, text: str, language: Language) -> bool:
    """Whether the content holds more than adverbs, prepositions and marks; "denied it" needs no more than "it"."""
    said = " ".join(text[a:b] for a, b in report.spans)
    if len(said) <= LONGEST_CHANNEL and any(p.fullmatch(said) for _, p in language.channels.rules):
        return False  # "noted on Facebook" tells where, not what
    inside = [w for w in sentence.words if any(a <= w.start < b for a, b in report.spans)]
    return not (language.spaced and inside) or any(
        is_content(w) or (report.cue.kind and w.low in PRONOUN) for w in inside
    )
