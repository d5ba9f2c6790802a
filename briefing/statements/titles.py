"""What a title tells of who did it; a title is nobody's statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.gazetteer import Gazetteer, Language
from briefing.model import Span
from briefing.statements.mentions import Mention, mentions
from briefing.statements.passages import Passage, Sentence, passages
from briefing.statements.readers import reports_in
from briefing.statements.sides import Scene, tied_to


def tied_by_title(title: str, gazetteer: Gazetteer, language: Language, cyber: bool) -> dict[str, str]:
    """The states that a title ties to the deed, or that it says are accused of it -> how."""
    told: dict[str, str] = {}
    for line in passages(title, "", (), language.spaced):
        found = mentions(line, title, gazetteer, language, cyber)
        if _reports_speech(title, line, language):  # "China says US spies": whose words they are
            accused = [state for s in line.sentences for state in _accused(title, s, language, found)]
            told |= dict.fromkeys(accused, "the title tells who accuses it")
        else:
            scene = Scene(title, found, gazetteer, language, cyber, None)
            told |= dict.fromkeys(tied_to(line.start, line.end, scene), "the title ties the deed to it")
    return told


def _reports_speech(title: str, line: Passage, language: Language) -> bool:
    hits = language.verbs.find(list(line.words))
    said = any(c.frame != "light" and not c.tail for hit in hits for c in hit.meanings)
    return said or language.runs.search(title) is not None


def _accused(title: str, sentence: Sentence, language: Language, names: Sequence[Mention]) -> Iterator[str]:
    """The states that a state accuses of a cyber deed, as "X blames Y for hack" tells."""
    if language.verb_last:
        return  # a title leaves out the particles that tell who does it to whom
    for report in reports_in(title, sentence, language, names):
        deed = any(language.cyber.search(title, *span) for span in report.spans)
        if report.cue.kind == "attribution" and deed and report.speaker and _states(names, report.speaker):
            yield from [s for span in report.spans for s in _states(names, span)][:1]


def _states(names: Sequence[Mention], span: Span) -> list[str]:
    return [m.state for m in names if m.state and span[0] <= m.start < span[1]]
