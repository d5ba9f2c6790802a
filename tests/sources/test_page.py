"""Markup of one line -> text."""

from __future__ import annotations

import pytest

from briefing.sources.page import plain


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<b>Fish</b> &amp;  chips", "Fish & chips"),
        ("1 < 2 > 0 & more", "1 < 2 > 0 & more"),
        ("a <script>steal('</b>')</script >b", "a b"),
        ("a <STYLE type=x>p {}</style> b", "a b"),
        ("a <script>steal()", "a"),
        ("a <!-- <script> > --> b", "a b"),
        ("a <!-- b", "a"),
        ("<!DOCTYPE html PUBLIC 'x'><title>a</title>", "a"),
        ("<![CDATA[a]]>", "a"),
    ],
)
def test_markup_becomes_text(markup: str, text: str) -> None:
    assert plain(markup) == text
