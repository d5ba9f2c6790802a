"""Reported clauses of a language whose verb stands last (Japanese, Korean).

The speaker is the party in front of a particle: the topic of the sentence, which goes on over all its verbs and into
sentences without one, else the subject of the verb. What stands between it and the verb is the content; a quotation
right before the verb is all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from briefing.gazetteer import Cue, Language
from briefing.gazetteer.cues import FRAME_KINDS, shaped
from briefing.model import Span
from briefing.statements.clauses import MOST_REPORTS, Report
from briefing.statements.mentions import SPEAKING, STATES, Mention
from briefing.statements.passages import Sentence, trimmed

GOES_ON = "the topic of the sentence before goes on"
_SHORT_GAP = 3  # characters between two names that belong together: a particle of possession, a comma of a list
_QUOTED_GAP = 6  # characters between two quotations that one verb reports
_LONGEST_TITLE = 24  # characters between a name and its particle: a person's name and title
_LONGEST_NAME = 16  # characters before an office that name its holder
_BRACKETS = " \u3000（）()"  # around a short name beside the full one
_REGION = re.compile("(?:の|、)?(?:[\u4e00-\u9fffァ-ヶー]{1,8}[省市州県区]){1,2}(?:の|にある)?")
_WHOLE = 10  # characters of a quotation right before its verb that is all that is said


def verb_last_reports(text: str, sentence: Sentence, language: Language, found: Sequence[Mention]) -> list[Report]:
    """The reported clauses of a sentence, in order."""
    clauses = VerbLast(text, sentence, language, found)
    out: list[Report] = []
    at = sentence.start
    topic: Span | None = None
    source: tuple[Cue, Span, Span] | None = None  # "according to X": its words, X
    for start, end, cue in islice(clauses.cues(), MOST_REPORTS):
        if cue.frame == "source":
            party = clauses.source(at, start, end)
            source, topic, at = ((cue, (start, end), party), party, end) if party else (source, topic, at)
            continue
        new = clauses.topic(at, start, first=topic is None)
        if new and source and clauses.goes_on(source[1][1], new):
            new = source[2][0], new[1]
        subject = new or topic or clauses.subject(at, start, cue)
        topic = new or topic or subject
        content = clauses.content(max(at, subject[1] if subject and subject[1] <= start else at), start)
        told = clauses.is_told(end) and (subject is not None or not clauses.has_topic(at, start))
        at = end
        empty = cue.frame == "say" and trimmed(text, *content) is None
        if told and not empty:
            out.append(_made(text, cue, (start, end), subject, content))
    if source and not out and not any(plan in text[source[1][1] : sentence.end] for plan in language.not_before):
        cue, cue_span, party = source
        out.append(_made(text, cue, cue_span, party, (cue_span[1], sentence.end)))
    return out


def _made(text: str, cue: Cue, cue_span: Span, speaker: Span | None, content: Span) -> Report:
    span = trimmed(text, *content) or cue_span
    frame = "the topic or subject before its particle" if speaker else GOES_ON
    return Report(cue, cue_span, speaker, None, (span,), frame, cue_span[0], cue_span[0], shared=speaker is None)


@dataclass(frozen=True, slots=True)
class VerbLast:
    """One sentence with the names in it."""

    text: str
    sentence: Sentence
    language: Language
    found: Sequence[Mention]

    def cues(self) -> Iterator[tuple[int, int, Cue]]:
        """(start, end, cue) of every verb that stands outside quotations."""
        for m in self.language.run_shapes.finditer(self.text, self.sentence.start, self.sentence.end):
            if m.lastgroup in FRAME_KINDS and self.sentence.quotation_at(m.start()) is None:
                yield m.start(), m.end(), shaped(m)

    def is_told(self, end: int) -> bool:
        """Whether a verb is no plan: nothing behind it takes it back."""
        return not self.text.startswith(self.language.not_before, end)

    def topic(self, start: int, end: int, first: bool) -> Span | None:
        """The first party before a topic's particle; once a topic stands, only an office's or a person's counts."""
        marked = self._marked(start, end, self.language.topics)
        return next((span for span, name in marked if first or name.what not in STATES), None)

    def source(self, start: int, at: int, end: int) -> Span | None:
        """The party right before the words "according to" that stand at an offset."""
        marked = self._marked(start, end, (self.text[at:end],))
        return next((span for span, _ in marked if span[1] == at), None)

    def goes_on(self, at: int, topic: Span) -> bool:
        """Whether a topic is the office of the source that ends before it: "according to the ministry, the chief"."""
        named = [m.what for m in self.found if at <= m.start and m.end <= topic[1]]
        return named == ["office"] and topic[0] - at <= _LONGEST_NAME

    def has_topic(self, start: int, end: int) -> bool:
        """Whether something that is no party is the topic: a sentence of its own, not of whoever spoke before."""
        return any(
            not self.sentence.quotation_at(m.start())
            for m in self.language.other_topics.finditer(self.text, start, end)
        )

    def subject(self, start: int, end: int, cue: Cue) -> Span | None:
        """The party before a subject's particle: of a verb of saying only right before the quotation."""
        for span, _ in self._marked(start, end, self.language.subjects):
            quoted = next((w for w in self.sentence.quotations if w.start >= span[1] and w.end <= end), None)
            if cue.frame != "say" or (quoted and quoted.start - span[1] <= _LONGEST_TITLE and end - quoted.end <= 2):
                return span
        return None

    def _marked(self, start: int, end: int, particles: tuple[str, ...]) -> Iterator[tuple[Span, Mention]]:
        """Speakers before one of the particles, each with its last name."""
        names = [m for m in self.found if m.what in SPEAKING and start <= m.start and m.end <= end]
        names = [m for m in names if not self.text.endswith(tuple(self.language.place), start, m.start)]  # 在X, of a Y
        former, begin = self.language.former, self.sentence.start
        names = [m for m in names if self.sentence.quotation_at(m.start) is None]
        names = [m for m in names if not former.search(self.text, max(begin, m.start - _SHORT_GAP), m.start)]
        for n, m in enumerate(names):
            stop = min(end, m.end + _LONGEST_TITLE)
            at = self._particle(m.end, stop, particles)
            if at is None or any(k.start < at for k in names[n + 1 :]):
                continue
            if self.language.private.search(self.text, m.end, at):
                continue
            yield (self._begin(names[: n + 1], start), at), m

    def _particle(self, at: int, stop: int, particles: tuple[str, ...]) -> int | None:
        """Where the particle stands that marks a name ending at `at`, titles and a person's name between."""
        titled = self.language.titles.match(self.text, at, stop)
        closed = at + (at < stop and self.text[at] in _BRACKETS)  # the short name of it stood in brackets
        for end in dict.fromkeys((at, closed, titled.end() if titled else at)):
            if any(self.text.startswith(p, end) for p in particles):
                return end
        return None

    def _begin(self, names: Sequence[Mention], start: int) -> int:
        """Where a speaker's words begin: at the first of the names that belong together, else its holder's name."""
        first = names[-1]
        for m in reversed(names[:-1]):
            between = self.text[m.end : first.start]
            titled = self.language.titles.fullmatch(self.text, m.end, first.end)
            close = len(between) <= _SHORT_GAP and self._joins(between)
            if titled is None and not close and not self._is_region(between):
                break
            first = m
        if first.what in STATES or first.what == "person":
            return first.start
        named = self.language.holders.search(self.text, max(start, first.start - _LONGEST_NAME), first.start)
        while named and named.end() != first.start:
            named = self.language.holders.search(self.text, named.start() + 1, first.start)
        return named.start() if named else first.start

    def _joins(self, between: str) -> bool:
        between = between.strip(_BRACKETS)
        return not between or between in self.language.joining | self.language.of

    def _is_region(self, between: str) -> bool:
        """Whether only a part of a country stands between its name and an office: "X's Y province's authorities"."""
        return _REGION.fullmatch(between) is not None

    def content(self, begin: int, end: int) -> Span:
        """What is said: the quotation right before the verb, else all behind the particle and adverbs."""
        text, language = self.text, self.language
        quoted = next((w for w in self.sentence.quotations if begin <= w.start and w.end == end), None)
        if quoted and quoted.end - quoted.start >= _WHOLE:
            first = quoted
            for word in reversed(self.sentence.quotations):  # "A", and "B": both are said
                if begin <= word.start and 0 < first.start - word.end <= _QUOTED_GAP:
                    first = word
            return first.start, quoted.end
        at = begin
        while at < end:
            m = language.adverbs.match(text, at, end)
            if m is None or m.end() == at:
                break
            at = m.end()
        return at, end
