"""Reported clauses of the languages whose cues are listed in a table only: subject, cue, content by position."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise, takewhile

from briefing.gazetteer import Cue, Language, word_set
from briefing.model import Span
from briefing.statements.clauses import MOST_REPORTS, Report
from briefing.statements.mentions import SPEAKING, Mention, within
from briefing.statements.passages import Sentence, clause_start, content_span, trimmed

LONGEST_APPOSITION = 90  # characters between the commas of an apposition
ADJOINING = 12  # characters between the parts of one speaker's name
MOST_WORDS_BETWEEN = 3
_NAMED = frozenset({"person", "institution"})
_ARTICLES = word_set("la le les l' el los las der die das den dem il lo gli het de")
_REACH = 60  # characters behind a verb in which its subject may follow


def table_reports(text: str, sentence: Sentence, language: Language, found: Sequence[Mention]) -> list[Report]:
    """The reported clauses of a sentence, in order."""
    speaking = [m for m in found if not _is_place(text, sentence.start, m, language)]
    scene = _Scene(text, sentence, language, speaking, _listed(sentence, speaking))
    cues = list(islice(_cues(scene), MOST_REPORTS))
    out: list[Report] = []
    for n, (start, end, cue) in enumerate(cues):
        if out and any(a <= start < b for a, b in out[-1].spans):
            continue  # it belongs to what is reported
        stop = cues[n + 1][0] if n + 1 < len(cues) else sentence.end
        report = _report(scene, (start, end), cue, out[-1] if out else None, stop)
        if report:
            out.append(report)
    return out


@dataclass(frozen=True, slots=True)
class _Scene:
    """A sentence with the names in it that can speak."""

    text: str
    sentence: Sentence
    language: Language
    found: list[Mention]
    listed: frozenset[int]  # where names end that a comma parts from the next one of a list

    def clause_start(self, at: int) -> int:
        """Where the clause of a verb begins that stands at an offset."""
        return clause_start(self.text, self.sentence, at, self.language.stop, self.listed)


def _listed(sentence: Sentence, found: Sequence[Mention]) -> frozenset[int]:
    """Where names end that a comma parts from the next one of a list: "A, the B and C"."""
    states = [m for m in found if m.what != "office"]
    return frozenset(
        a.end
        for a, b in pairwise(states)
        if all(w.low in _ARTICLES | {","} for w in sentence.words if a.end <= w.start < b.start)
    )


def _cues(scene: _Scene) -> Iterator[tuple[int, int, Cue]]:
    words = list(scene.sentence.words)
    for hit in scene.language.verbs.find(words):
        later = {w.low for w in words[hit.last :]}
        fitting = [c for c in hit.meanings if not c.tail or c.tail in later]
        if fitting:
            yield words[hit.first].start, words[hit.last - 1].end, max(fitting, key=lambda c: len(c.tail))


def _report(scene: _Scene, cue_span: Span, cue: Cue, before: Report | None, stop: int) -> Report | None:
    text, sentence, language = scene.text, scene.sentence, scene.language
    start, end = cue_span
    begin = scene.clause_start(start)
    if cue.frame == "source":
        speaker = _first_party(scene, end, min(end + _REACH, sentence.end))
        rest = _clause_end(text, end, sentence.end, language)
        content = (rest, sentence.end) if start - sentence.start < 3 else (sentence.start, start)
        return _made(text, cue, cue_span, speaker, content, "according to") if speaker else None
    if text[begin:start].rstrip().casefold().endswith(language.passive):
        return _passive(scene, begin, cue_span, cue, stop)
    speaker, apposition = _first_party(scene, begin, start), None
    following = [w for w in sentence.words if w.start >= end][:2]
    inverted = cue.frame == "say" and len(following) == 2 and all(w.text[0].isupper() for w in following)
    if speaker is None and not inverted and not text[begin:start].strip() and text[begin - 1 : begin] == ",":
        speaker, apposition = _before_apposition(scene, begin - 1)
    if speaker is None and cue.frame == "say" and not text[begin:start].strip(" ,，:：\"'”»"):
        behind = _behind(scene, end)
        if behind:
            return _made(text, cue, cue_span, behind, (sentence.start, start), "subject behind the verb")
    speaker = speaker or _pronoun(text, begin, start, language)
    if speaker is None and before is not None:
        speaker = before.speaker
    if speaker is None:
        speaker = _opening(scene.found, sentence.start, start)
    if speaker is None:
        return None
    content = (end, max(stop, end))
    quoted = scene.sentence.quotation_at(begin - 2) or scene.sentence.quotation_at(begin - 1)
    if cue.frame == "say" and quoted and not text[end:stop].strip(" 。，"):
        content = (quoted.start, quoted.end)  # "...", X said
    if speaker[1] < start and not text[end : content[1]].strip(' .!?"”»“'):
        content = (speaker[1], start)  # the verb closes its clause: "X has the charge as untrue rejected"
    report = _made(text, cue, cue_span, speaker, content, "subject before the verb")
    return replace(report, apposition=apposition)


def _passive(scene: _Scene, begin: int, cue_span: Span, cue: Cue, stop: int) -> Report | None:
    """ "Two men were sanctioned by X": X acts; a passive that names nobody is nobody's report."""
    start, end = cue_span
    by = next((w for w in scene.sentence.words if w.start >= end and w.low in scene.language.agent), None)
    speaker = _first_party(scene, by.end, min(stop, by.end + _REACH)) if by else None
    return _made(scene.text, cue, cue_span, speaker, (begin, start), "passive with its agent") if speaker else None


def _before_apposition(scene: _Scene, comma: int) -> tuple[Span | None, Span | None]:
    """Who stands before an apposition that ends at a comma, and it: "the minister of X, Jane Doe, said"."""
    opens = scene.text.rfind(",", max(scene.sentence.start, comma - LONGEST_APPOSITION), comma)
    if opens < 0 or any(q.start < comma and q.end > opens for q in scene.sentence.quotations):
        return None, None
    apposition = trimmed(scene.text, opens + 1, comma)
    speaker = _first_party(scene, scene.clause_start(opens), opens)
    if speaker is None and apposition:
        first = next((w.low for w in scene.sentence.words if w.start >= apposition[0]), "")
        whose = _first_party(scene, opens + 1, comma) if first in scene.language.of else None
        return whose, None  # "Jane Doe, of the ministry of X, said"
    return speaker, apposition


def _behind(scene: _Scene, start: int) -> Span | None:
    """The subject that follows its verb at once, at most an article or a date between."""
    end = scene.sentence.end
    pronoun = _pronoun(scene.text, start, end, scene.language)
    party = _first_party(scene, start, min(end, start + _REACH))
    near = party is not None and scene.text.count(" ", start, party[0]) <= MOST_WORDS_BETWEEN
    return pronoun or (party if near else None)


def _opening(found: Sequence[Mention], start: int, end: int) -> Span | None:
    """The person or institution with whose name the sentence opens: "X, head of Y, says"."""
    first = next(iter(within(found, start, end)), None)
    return (first.start, first.end) if first and first.start == start and first.what in _NAMED else None


def _is_place(text: str, start: int, mention: Mention, language: Language) -> bool:
    before = text[max(start, mention.start - 16) : mention.start].rstrip()
    words = before.casefold().replace("’", "'").replace("'", "' ").split()
    while words and words[-1] in _ARTICLES:
        words.pop()
    return bool(words) and words[-1] in language.place


def _clause_end(text: str, start: int, end: int, language: Language) -> int:
    return next((i + 1 for i in range(start, end) if text[i] in language.stop), start)


def _pronoun(text: str, start: int, end: int, language: Language) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    clause = text[start:end].casefold()
    pronoun = next(
        (p for p in language.pronouns if clause.startswith(p) and not clause[len(p) : len(p) + 1].isalpha()), ""
    )
    return (start, start + len(pronoun)) if pronoun else None


def _first_party(scene: _Scene, start: int, end: int) -> Span | None:
    """From the first party named before the verb to the last one that adjoins it."""
    parties = [
        m for m in within(scene.found, start, end) if m.what in SPEAKING and not scene.sentence.quotation_at(m.start)
    ]
    if not parties:
        return None
    person = next((m for m in parties if m.what == "person"), None)
    if person:
        return person.start, person.end
    last = parties[0]
    for m in parties[1:]:
        between = scene.text[last.end : m.start]
        if len(between) > ADJOINING:
            break
        last = m
    return parties[0].start, _name_behind(scene, last) or last.end


def _name_behind(scene: _Scene, office: Mention) -> int | None:
    """Where the person's name ends that follows an office, with a comma or without: "the minister of X, Jane Doe"."""
    if office.what not in ("office", "institution", "demonym", "government"):
        return None
    words = [w for w in scene.sentence.words if w.start >= office.end]
    behind = words[1:] if words and words[0].low == "," else words
    name = list(takewhile(lambda w: w.text[0].isupper() and w.text.replace("-", "").isalpha(), behind[:4]))
    free = not any(m.start <= w.start < m.end for w in name for m in scene.found)
    return name[-1].end if len(name) > 1 and free else None


def _made(text: str, cue: Cue, cue_span: Span, speaker: Span | None, content: Span, frame: str) -> Report:
    span = content_span(text, *content)
    return Report(cue, cue_span, speaker, None, (span,) if span else (), frame, cue_span[0], cue_span[0])
