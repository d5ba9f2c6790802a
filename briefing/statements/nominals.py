"""Charges told by their name alone in the answer to them.

"The British accusation that ...", "allegations by X and Y", "asked X to drop the charges".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.gazetteer import Cue, Language, Token
from briefing.model import Span
from briefing.statements.clauses import Report
from briefing.statements.grammar import DETERMINER, PREPOSITION
from briefing.statements.mentions import Mention, within

_OWNERS = frozenset({"government", "demonym", "metonym", "institution"})
_ACTS = frozenset({"indictment", "sanction", "attribution"})  # what whoever did it can be asked to undo
MOST_BETWEEN = 2  # words between a charge and the one who makes it


def nominal_charges(
    words: Sequence[Token], spans: Sequence[Span], found: Sequence[Mention], language: Language
) -> Iterator[tuple[tuple[str, ...], Report]]:
    """The charges that the words of an answer name with those who make them: (governments, report).

    `words` are those of the sentence, `spans` the parts that hold the answer.
    """
    for start, end in spans:
        inside = [w for w in words if start <= w.start < end]
        owners = [m for m in within(found, start, end) if m.what in _OWNERS and not m.senses[0].shared]
        for i, word in enumerate(inside):
            kind, act = language.charge_nouns.get(word.low), language.light.get(word.low)
            owner = _asked_to_undo(inside, i, owners, language) if kind or act in _ACTS else None
            if owner and act in _ACTS:
                kind = act
            if kind is None:
                continue
            owner = owner or maker_before(inside, i, owners) or _behind(inside, i, owners, language)
            makers = _listed(inside, word, owner, owners, language) if owner else []
            governments = tuple(dict.fromkeys(g for m in makers if (g := m.senses[0].government)))
            if governments:
                maker = makers[0].start, _whole(makers[-1], within(found, start, end))
                yield governments, _report(inside, i, kind, maker, end, language)


def maker_before(words: Sequence[Token], i: int, owners: Sequence[Mention]) -> Mention | None:
    """ "the British accusation", "Washington's latest claims"."""
    owner = max((m for m in owners if m.end <= words[i].start), key=lambda m: m.end, default=None)
    if owner is None:
        return None
    between = [w for w in words[:i] if w.start >= owner.end and w.low not in ("'s", "’s")]
    free = all(w.text.islower() and w.low not in PREPOSITION | DETERMINER for w in between)
    return owner if free and len(between) <= MOST_BETWEEN else None


def _asked_to_undo(words: Sequence[Token], i: int, owners: Sequence[Mention], language: Language) -> Mention | None:
    """Whoever is asked to end the act at i: "Washington to drop the charges", "London must lift its sanctions"."""
    verb = next((n for n in range(i - 1, max(-1, i - 3 - MOST_BETWEEN), -1) if words[n].low in language.undo), 0)
    owner = max((m for m in owners if verb and m.end <= words[verb].start), key=lambda m: m.end, default=None)
    if owner is None or any(w.low in PREPOSITION or w.low.endswith("ing") for w in words[verb + 1 : i]):
        return None  # "stop repeating the accusations": somebody else's
    between = [w for w in words[:verb] if w.start >= owner.end]
    return owner if len(between) <= MOST_BETWEEN and all(w.text.islower() for w in between) else None


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


def _listed(
    words: Sequence[Token], noun: Token, first: Mention, owners: Sequence[Mention], language: Language
) -> list[Mention]:
    """The one who makes a charge and, behind the noun, those joined to the name by commas and "and"."""
    out = [first]
    for owner in sorted((m for m in owners if m.start >= first.end > noun.start), key=lambda m: m.start):
        between = {w.low for w in words if out[-1].end <= w.start < owner.start} - DETERMINER
        if not between or not between <= language.joining | {",", "and"}:
            break
        out.append(owner)
    return out


def _whole(owner: Mention, found: Sequence[Mention]) -> int:
    """Where the owner ends with the office that its name leads to: "Denmark's defence ministry"."""
    return next((m.end for m in found if 0 <= m.start - owner.end <= len("'s ")), owner.end)


def _report(words: Sequence[Token], i: int, kind: str, maker: Span, stop: int, language: Language) -> Report:
    """The report of the charge at i by whoever is named in `maker`."""
    noun = words[i]
    after = max(noun.end, maker[1])
    follows = next((w for w in words[i + 1 :] if w.start >= after), None)
    end = stop if follows and follows.low in language.that else after
    span = (min(noun.start, maker[0]), end)
    charged = follows is not None and noun.low == "charges" and follows.low == "against"
    cue = Cue(noun.low, "nominal", "indictment" if charged else kind)
    return Report(cue, (noun.start, noun.end), maker, None, (span,), "charge that is answered", i, i)
