"""Figures as reported: a number with what it counts, once, from the article and not from its furniture."""

from __future__ import annotations

import pytest

from briefing.incidents.facts import figures_in
from briefing.model import Article


def figures(*texts: str, **fields: object) -> list[str]:
    articles = [Article(str(n), "", text, f"Paper {n}", **fields) for n, text in enumerate(texts)]  # type: ignore[arg-type]
    return [figure for figure, _, _ in figures_in(articles)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Some 30,000 organisations were hit.", ["Some 30,000 organisations"]),
        ("It reached more than 1.5 million customer records.", ["more than 1.5 million customer records"]),
        ("At least 70 affected bodies and 12 ports closed.", ["12 ports"]),
        ("In 2031 companies were warned.", []),
        ("Version 4.5.120 systems are safe.", []),
        ("The port is 300 metres long.", []),
    ],
)
def test_numbers_of_what_the_field_counts(text: str, found: list[str]) -> None:
    assert figures(text) == found


def test_a_figure_stands_once_and_names_who_reported_it() -> None:
    articles = [
        Article("a", "", "240 mailboxes were read.", "Wire"),
        Article("b", "", "240 mailboxes, it said.", "Copy"),
    ]
    assert figures_in(articles) == (("240 mailboxes", "a", "Wire"),)


def test_furniture_is_left_out() -> None:
    text = "The port closed. Related: 900 passengers stranded"
    assert figures(text, boilerplate=((17, len(text)),)) == []
