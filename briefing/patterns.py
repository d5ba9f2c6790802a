"""Regular expressions that a person writes: whether one could run for ever on a text of somebody else's."""

from __future__ import annotations

import re

LONGEST = 500  # characters of a pattern
SEARCHED = 300  # characters of a text that a pattern is looked for in: it may need time cubic in them
MOST_WIDE = 2
# One step through a pattern: an escape, a class of characters, a group's begin or end, a repetition, an alternative.
STEP = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|(?P<open>\((?:\?(?:P<\w+>|<?[=!]|[aiLmsux-]*[:)]|>|\#[^)]*\)))?)"
    r"|(?P<close>\))|(?P<repeat>[*+?]|\{\d*,?\d*\})[?+]?|(?P<either>\|)|.",
    re.DOTALL,
)


def runs_away(pattern: str) -> str | None:
    """Why a valid pattern may need time that grows exponentially with a text, as half a sentence; None = it does not.

    Backtracking engines do so where a repeated group can match one text in several ways: when it holds a repetition of
    varying length or alternatives. All such groups are refused, though some are harmless: each can be written without.
    Each ".*" multiplies the time by the length of the text, so only two are read. What is left is cubic at worst, and
    is looked for with `found_in`.
    """
    if len(pattern) > LONGEST:
        return f"it has {len(pattern)} characters, and at most {LONGEST} are read"
    varies = [False]  # for the pattern and each group that is open: whether it can match in several ways
    closed = False  # whether the step before closed a group that does
    before, wide = "", 0  # the step before, and how often anything was repeated without end
    for step in STEP.finditer(pattern):
        if step["repeat"]:
            lowest, highest = _times(step["repeat"])
            if closed and highest > 1:
                return f"a group that ends before {step[0]} repeats what holds a repetition or alternatives itself"
            varies[-1] |= lowest != highest
            wide += before == "." and highest == float("inf")
            if wide > MOST_WIDE:
                return f"it holds more than {MOST_WIDE} of .* or .+"
        elif step["either"] and len(varies) > 1:
            varies[-1] = True
        elif step["open"] and not step["open"].endswith(")"):
            varies.append(False)
        closed, before = False, step[0]
        if step["close"] and len(varies) > 1:
            closed = varies.pop()
            varies[-1] |= closed
    return None


def found_in(pattern: str | None, text: str) -> bool:
    """Whether there is a pattern and the beginning of a text holds a match for it."""
    return bool(pattern) and re.search(pattern or "", text[:SEARCHED]) is not None


def _times(repeat: str) -> tuple[int, float]:
    """How often a repetition repeats: at least and at most."""
    if repeat in "*+?":
        return {"*": (0, float("inf")), "+": (1, float("inf")), "?": (0, 1)}[repeat]
    low, comma, high = repeat[1:-1].partition(",")
    if repeat == "{}":
        return 1, 1  # it stands for itself
    lowest = int(low or 0)
    return lowest, (int(high) if high else float("inf")) if comma else lowest
