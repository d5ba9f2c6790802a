"""Who is accused and who answers, told from one article: sentences of our own."""

from __future__ import annotations

import pytest

from briefing.gazetteer import load
from briefing.model import Article
from briefing.statements import statements_in


def directions(text: str, title: str = "") -> list[tuple[str, str]]:
    article = Article(id="a", title=title, text=text, source="s", published="2024-05-02")
    return [(g, s.direction) for s in statements_in(article, load()).statements for g in s.governments]


COUNTER = "China's foreign ministry said the United States is the empire of hacking."


@pytest.mark.parametrize(
    ("title", "opening"),
    [
        ("Chinese hackers read the mail of a port", "Mails of a port were read for a month."),
        ("A port was hacked", "The mail of a port was read by a group of Chinese state-sponsored hackers."),
    ],
)
def test_a_state_that_the_article_ties_to_the_deed_answers(title: str, opening: str) -> None:
    assert directions(f"{opening} {COUNTER}", title) == [("CN", "response")]


def test_an_article_that_ties_two_states_to_deeds_accuses_neither() -> None:
    text = "Chinese hackers and American hackers read mail. China accused the United States of hacking a dam."
    assert directions(text, "Hackers everywhere") == [("CN", "accusation")]


def test_victims_of_a_deed_are_not_tied_to_it() -> None:
    text = "The Dutch military was hacked. The Netherlands accused China of the hack."
    assert directions(text, "Dutch military network hacked") == [("NL", "accusation")]


def test_who_ties_a_deed_to_another_is_not_tied_to_it() -> None:
    text = "The Norwegian government blamed Chinese hackers for a break-in."
    assert directions(text, "Norway ties the hack to Chinese hackers") == [("NO", "accusation")]


def test_a_nameless_report_makes_no_accuser_an_accused() -> None:
    text = (
        "The Czech Republic accused China of hacking its ministry. It began during the Czech presidency and is "
        "attributed to the group APT31. The Czech foreign minister condemned the attack."
    )
    assert set(directions(text)) == {("CZ", "accusation")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Asked about the hack of a port, the Chinese embassy in Oslo said it favoured dialogue.",
            [("CN", "response")],
        ),
        ("The Chinese embassy in Oslo spoke of dialogue after the hack of a port.", [("CN", "third-party")]),
        (
            "Asked about the hack of a port, Norway's foreign ministry said it favoured dialogue.",
            [("NO", "third-party")],
        ),
    ],
)
def test_a_state_that_many_have_accused_answers_when_asked_about_a_deed(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert directions(text) == expected


def test_a_title_that_tells_who_accuses_decides_who_answers() -> None:
    text = (
        "China's Ministry of State Security says US agents hacked a time centre. A spokesperson for the US embassy "
        "said that it is China whose hackers have broken into networks."
    )
    told = directions(text, "China accuses US of hack on time centre")
    assert told == [("CN", "accusation"), ("US", "response")]
    slander = directions("China said the US slanders it. The US said China hacked it.", "China accuses US of slander")
    assert ("US", "response") not in slander


def test_of_two_who_accuse_each_other_the_one_silent_on_the_charges_is_accused() -> None:
    text = (
        "China's Ministry of State Security accused the US National Security Agency of hacking a port in Ningbo. "
        "The US embassy in Beijing did not comment on the allegations. A spokesperson said instead that it is China "
        "whose hackers break into networks worldwide."
    )
    article = Article(id="a", title="", text=text, source="s", published="2031-05-06")
    said = [(s.government, s.direction, s.kind) for s in statements_in(article, load()).statements]
    assert said == [
        ("CN", "accusation", ("counter_accusation",)),
        ("US", "response", ("no_comment",)),
        ("US", "response", ("counter_accusation",)),
    ]
    before = "US officials said Chinese hackers had broken into a port.\n\n"
    article = Article(id="a", title="", text=before + text, source="s", published="2031-05-06")
    assert ("CN", "response") in {(s.government, s.direction) for s in statements_in(article, load()).statements}
