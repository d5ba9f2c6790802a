"""Acts told by their name alone: "the US indictment of two officers", "sanctions on X", "under British sanctions"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.gazetteer import Cue, Language, Token
from briefing.statements.clauses import Report
from briefing.statements.mentions import Mention, within
from briefing.statements.nominals import maker_before

_OWNERS = frozenset({"government", "demonym", "metonym"})
OBJECT_REACH = 12  # words behind the noun in which those stand against whom the act is
_BEFORE = 3  # words before the noun that may say that it has not been done


def named_acts(
    words: Sequence[Token], found: Sequence[Mention], language: Language
) -> Iterator[tuple[Mention | None, Report]]:
    """The acts that a sentence names, with whose they are if it tells: (owner, report).

    An act counts if those against whom it is are told.
    """
    here = within(found, words[0].start, words[-1].end) if words else []
    owners = [m for m in here if m.what in _OWNERS and not m.senses[0].shared]
    for i, word in enumerate(words):
        kind = language.act_nouns.get(word.low)
        if kind is None or not language.undone.isdisjoint(w.low for w in words[max(0, i - _BEFORE) : i]):
            continue
        owner = maker_before(words, i, owners)
        gap = [w.low for w in words[:i] if owner and w.start >= owner.end]
        if gap and owner and owner.what != "demonym" and gap[0] not in ("'s", "’s"):
            owner = None  # "the EU had put sanctions": a verb stands between
        first = i if owner is None else next(n for n, w in enumerate(words) if w.start >= owner.start)
        if owner and first and words[first - 1].low in language.under:
            yield owner, _report(words, first - 1, i, i, kind)
            continue
        end = _struck(words, i, within(here, word.end, words[-1].end), language)
        if end is not None:
            yield owner, _report(words, first, i, end, kind)


def _struck(words: Sequence[Token], i: int, behind: Sequence[Mention], language: Language) -> int | None:
    """Where those stand against whom an act at i is: people or firms of a state, a group, somebody by name."""
    if i + 2 >= len(words) or words[i + 1].low not in language.against:
        return None
    near = words[i + 2 : i + 2 + OBJECT_REACH]
    target = next((m for m in behind if (m.actors or m.state) and m.end <= near[-1].end), None)
    named = next((n for n, w in enumerate(near, i + 2) if w.text[0].isupper()), None)
    if target is None:
        return named
    return next(n for n, w in enumerate(words) if w.end >= target.end)


def _report(words: Sequence[Token], first: int, at: int, last: int, kind: str) -> Report:
    cue = Cue(words[at].low, "act", kind)
    span = (words[first].start, words[last].end)
    return Report(cue, (words[at].start, words[at].end), None, None, (span,), "an act by its name", at, at)
