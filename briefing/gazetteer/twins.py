"""Characters written in two ways: a table of cues in simplified Chinese that stands for traditional Chinese too."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from itertools import product
from typing import Any

from briefing.gazetteer.tables import table

# the gate reads [cyber] too, and [script] tells one form from the other
_AS_IT_STANDS = frozenset({"code", "twins", "cyber", "script"})
# of [frames]; the rest is words
_EXPRESSIONS = frozenset(
    {"shapes", "adverbs", "private", "former", "titles", "ranks", "unreal", "holders", "persons", "other_topics"}
)


def with_twins(table: Mapping[str, Any]) -> Mapping[str, Any]:
    """The table with every character that has twins (its traditional forms) standing for all of them."""
    twins = {group[0]: group for group in table.get("twins", "").split()}

    def words(value: Any) -> Any:
        several = isinstance(value, list)
        return ["".join(w) for word in value for w in product(*(twins.get(c, c) for c in word))] if several else value

    def expressions(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: expressions(v) for k, v in value.items()}
        if isinstance(value, list):
            return [expressions(v) for v in value]
        return _in_classes(value, twins) if isinstance(value, str) else value

    if not twins:
        return table
    out = {k: v if k in _AS_IT_STANDS else expressions(v) for k, v in table.items()}
    out |= {k: words(table[k]) for k in ("questions", "follow_ups", "replies") if k in table}
    frames = table.get("frames", {})
    return {**out, "frames": {k: expressions(v) if k in _EXPRESSIONS else words(v) for k, v in frames.items()}}


def traditional(twins: str) -> Mapping[int, str]:
    """For `str.translate`: each simplified character -> the traditional one listed first beside it."""
    return {ord(group[0]): next(c for c in group[1:] if c != group[0]) for group in twins.split()}


@functools.cache
def simplified() -> Mapping[int, str]:
    """For `str.translate`: each traditional character that the table of Chinese pairs -> the simplified one."""
    twins: str = table("cues_zh.toml")["twins"]
    return {ord(twin): group[0] for group in twins.split() for twin in group[1:]}


def _in_classes(pattern: str, twins: Mapping[str, str]) -> str:
    """A regular expression with every character that has twins as a class of them."""
    out, inside = [], False
    for char in pattern:
        inside = char == "[" or (inside and char != "]")
        twin = twins.get(char, char)
        out.append(twin if inside or len(twin) == 1 else f"[{twin}]")
    return "".join(out)
