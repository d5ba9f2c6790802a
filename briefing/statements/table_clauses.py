"""Reported clauses of the languages whose cues are listed in a table only: subject, cue, content by position."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.gazetteer import Cue, Language
from briefing.model import Span
from briefing.statements.clauses import Report
from briefing.statements.mentions import Mention, within
from briefing.statements.passages import Sentence

_PARTIES = frozenset({"government", "metonym", "demonym", "institution", "person", "company", "media", "office"})
ADJOINING = 12  # characters between the parts of one speaker's name
MOST_WORDS_BETWEEN = 3
_NAMED = frozenset({"person", "institution"})
_REACH = 60  # characters behind a verb in which its subject may follow


def table_reports(text: str, sentence: Sentence, language: Language, found: Sequence[Mention]) -> list[Report]:
    """The reported clauses of a sentence, in order."""
    cues = list(_cues(text, sentence, language))
    out: list[Report] = []
    for n, (start, end, cue) in enumerate(cues):
        stop = cues[n + 1][0] if n + 1 < len(cues) else sentence.end
        report = _report(text, sentence, language, found, (start, end), cue, out[-1] if out else None, stop)
        if report:
            out.append(report)
    return out


def _cues(text: str, sentence: Sentence, language: Language) -> Iterator[tuple[int, int, Cue]]:
    if language.spaced:
        words = list(sentence.words)
        for hit in language.verbs.find(words):
            yield words[hit.first].start, words[hit.last - 1].end, hit.meanings[0]
    else:
        for m in language.runs.finditer(text, sentence.start, sentence.end):
            if not text.endswith(language.not_after, sentence.start, m.start()):
                yield m.start(), m.end(), language.run_cues[m.group()]


def _report(
    text: str,
    sentence: Sentence,
    language: Language,
    found: Sequence[Mention],
    cue_span: Span,
    cue: Cue,
    before: Report | None,
    stop: int,
) -> Report | None:
    start, end = cue_span
    begin = _clause_start(text, sentence.start, start, language, found)
    found = [m for m in found if not _is_place(text, sentence.start, m, language)]
    if cue.frame == "source":
        speaker = _first_party(text, language, found, end, min(end + _REACH, sentence.end))
        rest = _clause_end(text, end, sentence.end, language)
        content = (rest, sentence.end) if start - sentence.start < 3 else (sentence.start, start)
        return _made(text, cue, cue_span, speaker, content, "according to") if speaker else None
    if language.verb_last:
        speaker = _first_party(text, language, found, sentence.start, start)
        content = (speaker[1] if speaker else sentence.start, start)
        return _made(text, cue, cue_span, speaker, content, "verb last") if speaker else None
    speaker = _first_party(text, language, found, begin, start)
    if speaker is None and cue.frame == "say" and not text[begin:start].strip(" ,，:：\"'”»"):
        behind = _behind(text, language, found, end, sentence.end)
        if behind:
            return _made(text, cue, cue_span, behind, (sentence.start, start), "subject behind the verb")
    speaker = speaker or _pronoun(text, begin, start, language)
    if speaker is None and before is not None:
        speaker = before.speaker
    speaker = speaker or _opening(found, sentence.start, start)
    return _made(text, cue, cue_span, speaker, (end, max(stop, end)), "subject before the verb") if speaker else None


def _behind(text: str, language: Language, found: Sequence[Mention], start: int, end: int) -> Span | None:
    """The subject that follows its verb at once, at most an article or a date between."""
    pronoun = _pronoun(text, start, end, language)
    party = _first_party(text, language, found, start, min(end, start + _REACH))
    near = party is not None and text.count(" ", start, party[0]) <= MOST_WORDS_BETWEEN
    return pronoun or (party if near else None)


def _opening(found: Sequence[Mention], start: int, end: int) -> Span | None:
    """The person or institution with whose name the sentence opens: "X, head of Y, says"."""
    first = next(iter(within(found, start, end)), None)
    return (first.start, first.end) if first and first.start == start and first.what in _NAMED else None


def _clause_start(text: str, start: int, cue: int, language: Language, found: Sequence[Mention]) -> int:
    """Where the clause of a verb begins: behind the last stop mark, those of a list of names apart."""
    ends = {m.end for m in found}
    for i in range(cue - 1, start - 1, -1):
        if text[i] in language.stop and i not in ends:
            return i + 1
    return start


def _is_place(text: str, start: int, mention: Mention, language: Language) -> bool:
    before = text[max(start, mention.start - 12) : mention.start].rstrip()
    word = before.split()[-1].casefold() if language.spaced and before else before[-1:]
    return word in language.place


def _clause_end(text: str, start: int, end: int, language: Language) -> int:
    return next((i + 1 for i in range(start, end) if text[i] in language.stop), start)


def _pronoun(text: str, start: int, end: int, language: Language) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    clause = text[start:end].casefold()
    pronoun = next(
        (
            p
            for p in language.pronouns
            if clause.startswith(p) and not (language.spaced and clause[len(p) : len(p) + 1].isalpha())
        ),
        "",
    )
    return (start, start + len(pronoun)) if pronoun else None


def _first_party(text: str, language: Language, found: Sequence[Mention], start: int, end: int) -> Span | None:
    """From the first party named before the verb to the last one that adjoins it."""
    parties = [m for m in within(found, start, end) if m.what in _PARTIES]
    if not parties:
        return None
    person = next((m for m in parties if m.what == "person"), None)
    if person:
        return person.start, person.end
    last = parties[0]
    for m in parties[1:]:
        between = text[last.end : m.start]
        if len(between) > ADJOINING or any(mark in between for mark in language.markers):
            break
        last = m
    return parties[0].start, last.end


def _made(text: str, cue: Cue, cue_span: Span, speaker: Span | None, content: Span, frame: str) -> Report:
    a, b = content
    while a < b and (text[a].isspace() or text[a] in ",，:：、"):
        a += 1
    while b > a and (text[b - 1].isspace() or text[b - 1] in ",，。.;；"):
        b -= 1
    return Report(cue, cue_span, speaker, None, ((a, b),) if b > a else (), frame, cue_span[0], cue_span[0])
