"""Which of the readers reads a sentence: English, other languages with spaces, runs of characters, verbs at the end."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from briefing.gazetteer import Language
from briefing.statements.clauses import Report, reports
from briefing.statements.mentions import Mention
from briefing.statements.passages import Sentence
from briefing.statements.run_clauses import run_reports
from briefing.statements.table_clauses import table_reports
from briefing.statements.verb_last import verb_last_reports

_PARTY_SENSES = frozenset(
    {"government", "metonym", "institution", "person", "company", "media", "collective", "office"}
)


def reports_in(
    text: str,
    sentence: Sentence,
    language: Language,
    names: Sequence[Mention],
    before: Sentence | None = None,
    people: Collection[str] = (),
) -> Sequence[Report]:
    """The reported clauses of a sentence with its names; words like "that" may point to the sentence `before`.

    `people` are the names of those who were named with an office before, where no capitals tell names.
    """
    if language.code == "en":
        return reports(sentence, language, [(m.start, m.end) for m in names if m.what in _PARTY_SENSES])
    if language.verb_last:
        return verb_last_reports(text, sentence, language, names)
    if not language.spaced:
        return run_reports(text, sentence, language, names, people)
    return table_reports(text, sentence, language, names, before)
