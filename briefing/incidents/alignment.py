"""How alike two strings of words are, in their order."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

LONGEST = 120  # words compared; the rest of a longer text is left out
SUBSTITUTED = 0.0  # a word in the place of another one
LEFT_OUT = -0.5  # a word without a partner


def alike(part: Sequence[str], whole: Sequence[str]) -> float:
    """The share of the words of `part` that stand in `whole` in the same order, less what stands between, 0 to 1.

    Words of `whole` before the first and after the last shared one do not count: a quotation may be a part of it.
    """
    part, whole = part[:LONGEST], whole[:LONGEST]
    blocks = [b for b in SequenceMatcher(None, part, whole, autojunk=False).get_matching_blocks() if b.size]
    if not blocks:
        return 0.0
    shared = sum(b.size for b in blocks)
    reach = blocks[-1].b + blocks[-1].size - blocks[0].b
    return shared / max(len(part), reach)


def aligned(part: Sequence[str], whole: Sequence[str]) -> float:
    """How far `part` is `whole` with words replaced one by one, 0 to 1.

    The best alignment in which each word of `part` meets the same word (its weight: 1, a longer word 2), takes the
    place of another one (nothing), or stands alone (a loss), over the greatest possible sum. Independent sentences
    share little words too, but not in the same places, so the gaps between them cost what the words gain. The start and
    the end of `whole` are free. (Needleman and Wunsch 1970, with free ends.)
    """
    part, whole = part[:LONGEST], whole[:LONGEST]
    best = [0.0] * (len(whole) + 1)
    for word in part:
        weight = weight_of(word)
        row = [best[0] + LEFT_OUT]
        for at, other in enumerate(whole):
            met = best[at] + (weight if word == other else SUBSTITUTED)
            row.append(max(met, best[at + 1] + LEFT_OUT, row[at] + LEFT_OUT))
        best = row
    possible = sum(map(weight_of, part))
    return max(best) / possible if possible else 0.0


def weight_of(word: str) -> int:
    """A longer word says more."""
    return 2 if len(word) > 4 else 1
