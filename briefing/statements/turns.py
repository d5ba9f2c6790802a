"""Turns of a transcript: a paragraph or a sentence that opens with who asks or who answers, before a colon."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.gazetteer import Language, tokens
from briefing.model import Span
from briefing.statements.mentions import Mention, within

_LABEL = re.compile(r"([^\n:：.。!?！？,，\"“”«»「」]{1,60})[:：]\s*")
_SMALL = frozenset({"of", "the", "for", "and", "de", "van", "von", "der"})
_SPEAKING = frozenset({"person", "institution", "office"})


@dataclass(frozen=True, slots=True)
class Turn:
    """Where the words of a turn begin, whether it asks, and the label if it names the speaker."""

    start: int
    asks: bool = False
    speaker: Span | None = None
    follows: bool = False  # a question on the answer just given


def turn_at(text: str, start: int, end: int, names: Sequence[Mention], language: Language) -> Turn | None:
    """The turn that the sentence text[start:end] opens, or None where it is ordinary prose.

    A label is one of the language's words for a question or an answer, a medium, or names and titles alone.
    """
    m = _LABEL.match(text, start, end)
    if m is None:
        return None
    label, span = m.group(1).strip(), (m.start(1), m.start(1) + len(m.group(1).rstrip()))
    found = within(names, *span)
    if _asks(label, language) or any(n.what == "media" for n in found):
        return Turn(m.end(), asks=True, follows=label.casefold().endswith(language.follow_ups))
    if label.casefold() in language.replies:
        return Turn(m.end())
    named = any(n.what in _SPEAKING for n in found)
    return Turn(m.end(), speaker=span) if (named or not found) and _names_only(label, found, span, language) else None


def _asks(label: str, language: Language) -> bool:
    if not language.spaced:
        return label.endswith(language.questions)
    words = tokens(label)
    return bool(words) and words[-1].low in language.questions


def _names_only(label: str, found: Sequence[Mention], span: Span, language: Language) -> bool:
    """Whether a label holds nothing but names and titles; of a script without spaces, a name's few characters."""
    if not language.spaced:
        return bool(found) or len(label) <= 4
    words = [w for w in tokens(label) if not any(m.start - span[0] <= w.start < m.end - span[0] for m in found)]
    named = [w for w in words if w.text[0].isupper()]
    return (bool(found) or 1 < len(named) <= 4) and all(
        w.text[0].isupper() or w.low in _SMALL or not w.text[0].isalpha() for w in words
    )
