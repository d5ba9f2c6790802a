"""Charges told by their name alone in the answer to them: "the British accusation that ...", "allegations by X"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.gazetteer import Cue, Language, Token
from briefing.model import Span
from briefing.statements.clauses import Report
from briefing.statements.grammar import DETERMINER, PREPOSITION
from briefing.statements.mentions import Mention, within

_OWNERS = frozenset({"government", "demonym", "metonym", "institution"})
MOST_BETWEEN = 2  # words between a charge and the one who makes it


def nominal_charges(
    words: Sequence[Token], spans: Sequence[Span], found: Sequence[Mention], language: Language
) -> Iterator[tuple[str, Report]]:
    """The charges that the words of an answer name with the one who makes them: (government, report).

    `words` are those of the sentence, `spans` the parts that hold the answer.
    """
    for start, end in spans:
        inside = [w for w in words if start <= w.start < end]
        owners = [m for m in within(found, start, end) if m.what in _OWNERS and not m.senses[0].shared]
        for i, word in enumerate(inside):
            if word.low not in language.charge_nouns:
                continue
            owner = maker_before(inside, i, owners) or _behind(inside, i, owners, language)
            government = owner.senses[0].government if owner else None
            if owner and government:
                yield government, _report(inside, i, owner, end, language)


def maker_before(words: Sequence[Token], i: int, owners: Sequence[Mention]) -> Mention | None:
    """ "the British accusation", "Washington's latest claims"."""
    owner = max((m for m in owners if m.end <= words[i].start), key=lambda m: m.end, default=None)
    if owner is None:
        return None
    between = [w for w in words[:i] if w.start >= owner.end and w.low not in ("'s", "’s")]
    free = all(w.text.islower() and w.low not in PREPOSITION for w in between)
    return owner if free and len(between) <= MOST_BETWEEN else None


def _behind(words: Sequence[Token], i: int, owners: Sequence[Mention], language: Language) -> Mention | None:
    """ "allegations by the US", "les accusations de Londres", and "accusations américaines" where adjectives follow."""
    owner = min((m for m in owners if m.start >= words[i].end), key=lambda m: m.start, default=None)
    if owner is None:
        return None
    between = [w.low for w in words[i + 1 :] if w.start < owner.start and w.low not in DETERMINER]
    if not between:
        return owner if owner.what == "demonym" and language.adjective_after else None
    made_by = between[-1] in language.made_by or (len(between) > 1 and between[-2] in language.made_by)
    return owner if made_by and len(between) <= MOST_BETWEEN else None


def _report(words: Sequence[Token], i: int, owner: Mention, stop: int, language: Language) -> Report:
    noun = words[i]
    after = max(noun.end, owner.end)
    follows = next((w for w in words[i + 1 :] if w.start >= after), None)
    end = stop if follows and follows.low in language.that else after
    span = (min(noun.start, owner.start), end)
    cue = Cue(noun.low, "nominal", "attribution")
    return Report(cue, (noun.start, noun.end), (owner.start, owner.end), None, (span,), "charge that is answered", i, i)
