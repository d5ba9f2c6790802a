"""Charges that an answer names with whoever makes them: sentences of our own."""

from __future__ import annotations

import pytest

from briefing.gazetteer import load
from briefing.model import Article, Statement
from briefing.statements import statements_in


def others(text: str, lang: str = "en") -> list[Statement]:
    article = Article(id="a", title="", text=text, source="s", published="2024-05-02", lang=lang)
    found = statements_in(article, load()).statements
    assert all(text[s.start : s.end] == s.text for s in found)
    return [s for s in found if "CN" not in s.governments]


@pytest.mark.parametrize(
    ("text", "government", "words"),
    [
        (
            "China rejected the British accusation that it hacked a port.",
            "GB",
            "British accusation that it hacked a port",
        ),
        ("China denied allegations by Norway of hacking a port.", "NO", "allegations by Norway of hacking a port"),
        (
            "The Chinese embassy called the Czech government's claims of a hack groundless.",
            "CZ",
            "Czech government's claims",
        ),
    ],
)
def test_a_charge_named_in_an_answer_is_its_makers(text: str, government: str, words: str) -> None:
    (found,) = others(text)
    assert (found.government, found.kind, found.direction) == (government, ("attribution",), "accusation")
    assert found.text.startswith(words)
    assert found.why["government"] == "named with its charge"


@pytest.mark.parametrize(
    "text",
    [
        "China has repeatedly denied American allegations of hacking.",  # told as background
        "China denied the allegations of hacking.",  # nobody is named
        "Norway said that American allegations of hacking are taken seriously.",  # no answer
        "China denied claims that Norway was hacked.",  # Norway is the victim
    ],
)
def test_a_charge_without_a_maker_or_an_answer_is_nobodys(text: str) -> None:
    assert [s for s in others(text) if s.why.get("government") == "named with its charge"] == []


@pytest.mark.parametrize(
    ("words", "governments", "kind", "span"),
    [
        (
            "called the alerts by the US, Norway and Finland lies",
            ("US", "NO", "FI"),
            "advisory",
            "China's embassy called the alerts by the US, Norway and Finland lies",
        ),
        ("rejected Norway's indictment of its citizens", ("NO",), "indictment", "Norway's indictment of its citizens"),
        (
            "rejected US charges against two of its citizens",
            ("US",),
            "indictment",
            "China's embassy rejected US charges against two of its citizens",
        ),
        ("rejected US charges of hacking", ("US",), "attribution", "US charges of hacking"),
        (
            "asked Washington to drop the charges",
            ("US",),
            "indictment",
            "China's embassy asked Washington to drop the charges",
        ),
        (
            "urged London to lift its sanctions",
            ("GB",),
            "sanction",
            "China's embassy urged London to lift its sanctions",
        ),
        (
            "demanded that Oslo withdraw its accusation",
            ("NO",),
            "attribution",
            "China's embassy demanded that Oslo withdraw its accusation",
        ),
    ],
)
def test_what_is_answered_tells_what_was_done(words: str, governments: tuple[str, ...], kind: str, span: str) -> None:
    before = "The Czech Republic said Chinese state-sponsored hackers were behind the cyber attack on its ministry. "
    found = [s for s in others(f"{before}China's embassy {words}.") if "CZ" not in s.governments]
    assert [(s.governments, s.kind, s.level, s.text) for s in found] == [(governments, (kind,), "L4", span)]


@pytest.mark.parametrize(
    "words",
    [
        "asked Washington to drop the matter",
        "asked Norway to stop spreading the accusations",  # whose they are is not said
        "said its alerts had been sent to Norway",
    ],
)
def test_what_is_not_asked_to_end_is_nobodys_act(words: str) -> None:
    found = others(f"The cyber attack was discussed in Oslo. China rejected it and {words}.")
    assert [s for s in found if s.why.get("government") == "named with its charge"] == []


def test_a_name_alone_is_told_by_the_answer_and_quotes_nobody() -> None:
    (found,) = others('China called the British accusation about a hacked port "a lie".')
    assert (found.text, found.quote) == ('China called the British accusation about a hacked port "a lie"', None)


def test_whoever_accuses_in_its_own_words_is_not_named_again() -> None:
    text = (
        "Norway accused China of hacking a port. China rejected the Norwegian accusation and British claims of a hack."
    )
    found = others(text)
    assert [(s.government, s.text) for s in found] == [
        ("NO", "China of hacking a port"),
        ("GB", "British claims of a hack"),
    ]


def test_a_verb_before_the_charge_makes_nobody_its_owner() -> None:
    assert others("China denied that the US invented the allegation of a hack.") == []


def test_in_french_the_maker_follows_the_charge() -> None:
    (found,) = others("La Chine a rejeté les accusations de Londres sur le piratage d'un port.", "fr")
    assert (found.government, found.text) == (
        "GB",
        "Chine a rejeté les accusations de Londres sur le piratage d'un port",
    )
