"""Turns of a transcript: a paragraph or a sentence that opens with who asks or who answers, before a colon."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.gazetteer import Language, tokens
from briefing.model import Article, Span
from briefing.statements.mentions import Mention, within
from briefing.statements.passages import Passage

_LABEL = re.compile(r"([^\n:：.。!?！？,，\"“”«»「」]{1,60})[:：]\s*")
_COLON = re.compile(r"[:：]\s*")
_LONGEST = 80  # characters of a label and the colon behind it
_MARKS = ("?", "？")
_SMALL = frozenset({"of", "the", "for", "and", "de", "van", "von", "der"})
_SPEAKING = frozenset({"person", "institution", "office"})


@dataclass(frozen=True, slots=True)
class Turn:
    """Where the words of a turn begin, whether it asks, and the label if it names the speaker."""

    start: int
    asks: bool = False
    speaker: Span | None = None
    follows: bool = False  # a question on the answer just given


def turn_at(
    text: str, start: int, end: int, names: Sequence[Mention], language: Language, asker: str | None = None
) -> Turn | None:
    """The turn that the sentence text[start:end] opens, or None where it is ordinary prose.

    A label is one of the language's words for a question or an answer, a medium, or names and titles alone; one that
    holds the `asker`, an outlet whose question the text is known to answer, asks.
    """
    if asker and (begin := _behind(asker, text, start)):
        return Turn(begin, asks=True)
    m = _LABEL.match(text, start, end)
    if m is None:
        return None
    label, span = m.group(1).strip(), (m.start(1), m.start(1) + len(m.group(1).rstrip()))
    found = within(names, *span)
    follows = label.casefold().endswith(language.follow_ups)
    if follows or _asks(label, language) or any(n.what == "media" for n in found):
        return Turn(m.end(), asks=True, follows=follows)
    if label.casefold() in language.replies:
        return Turn(m.end())
    named = any(n.what in _SPEAKING for n in found)
    return Turn(m.end(), speaker=span) if (named or not found) and _names_only(label, found, span, language) else None


def asked_throughout(
    article: Article, found: Sequence[Passage], named: Sequence[Sequence[Mention]], language: Language
) -> frozenset[int]:
    """The numbers of the paragraphs that are a question up to their end, because an answer with a label follows.

    A question goes on to the turn that answers it; what stands before the first answer is one if it ends by asking.
    """
    asked: set[int] = set()
    question: list[Passage] | None = []  # the paragraphs that may be one; None = an answer goes on
    labelled = False
    for passage, names in zip(found, named, strict=True):
        first = passage.sentences[0] if passage.sentences else None
        turn = turn_at(article.text, first.start, first.end, names, language, article.asked_by) if first else None
        if turn and turn.asks:
            question, labelled = (question or []) if labelled else [], True
        elif turn:
            if question and (labelled or article.text.endswith(_MARKS, question[-1].start, question[-1].end)):
                asked.update(p.number for p in question)
            question, labelled = None, False
        if question is not None:
            question.append(passage)
    return frozenset(asked)


def _behind(asker: str, text: str, start: int) -> int | None:
    """Where the words begin behind a label that holds a name; None where none opens the line."""
    end = text.find("\n", start, start + _LONGEST)
    m = _COLON.search(text, start, end if end >= 0 else start + _LONGEST)
    return m.end() if m and asker.casefold() in text[start : m.start()].casefold() else None


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
