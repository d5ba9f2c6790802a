"""Quotation marks of every style."""

from __future__ import annotations

import pytest

from briefing.statements.quotations import quotations


def inner(text: str) -> list[str]:
    paragraphs, at = [], 0
    for line in text.split("\n"):
        paragraphs.append((at, at + len(line)))
        at += len(line) + 1
    return [text[q.inner_start : q.inner_end] for q in quotations(text, paragraphs)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('He said "one two" and "three".', ["one two", "three"]),
        ("He said “one ‘two’ three”.", ["one ‘two’ three"]),
        ("Er sagte „eins zwei“.", ["eins zwei"]),
        ("Il dit «un deux» hier.", ["un deux"]),
        ("他说“一二三”。", ["一二三"]),
        ("他說「一『二』三」。", ["一『二』三"]),
        ("He said 'one two three', and the officials' car left.", ["one two three"]),
        ("The hackers' 5\" disk and Norway's port.", []),
        ("He said “one two", ["one two"]),
        ("“One two\n“three four.” Five", ["One two", "three four."]),
        ('An odd "mark ends here\nand "here it is" again', ["mark ends here", "here it is"]),
        ("“outer “inner” outer” end", ["outer “inner” outer"]),
    ],
)
def test_marks(text: str, wanted: list[str]) -> None:
    assert inner(text) == wanted
