"""Acts that a sentence tells by their name alone: sentences of our own."""

from __future__ import annotations

import pytest

from briefing.gazetteer import load
from briefing.model import Article, Statement
from briefing.statements import statements_in


def read(text: str) -> list[Statement]:
    article = Article(id="a", title="", text=text, source="s", published="2024-05-02")
    return list(statements_in(article, load()).statements)


@pytest.mark.parametrize(
    ("text", "government", "kind", "words"),
    [
        (
            "Beijing protested hours after the US indictment of two Chinese officers over hacking.",
            "US",
            "indictment",
            "US indictment of two Chinese officers over hacking",
        ),
        (
            "A Norwegian port was hacked. The indictment of Mr X came on Monday.",
            "NO",
            "indictment",
            "indictment of Mr",
        ),
        (
            "China protested against Norway's sanctions on APT31 over the hack.",
            "NO",
            "sanction",
            "Norway's sanctions on APT31",
        ),
        (
            "The firm has been under British sanctions for hacking since May.",
            "GB",
            "sanction",
            "under British sanctions",
        ),
    ],
)
def test_an_act_by_its_name_is_its_owners(text: str, government: str, kind: str, words: str) -> None:
    told = [s for s in read(text) if s.government == government]
    assert [(s.kind, s.direction, s.form, s.text) for s in told] == [((kind,), "accusation", "act", words)]


@pytest.mark.parametrize(
    "text",
    [
        "The port was hacked. Observers expect new British sanctions on Chinese hackers.",
        "The port was hacked. Without British sanctions on Chinese hackers nothing will change.",
        "Ports in Norway and Sweden were hacked. The indictment of Mr X came on Monday.",
        "The port was hacked. China spoke of sanctions on Norway.",
        "The port was hacked. Norway has further sanctions on Chinese hackers in its drawer.",
        "Norway's port was hacked. Then came sanctions on Chinese officials over Xinjiang.",
    ],
)
def test_an_act_that_is_wanted_or_whose_owner_is_unclear_is_nobodys(text: str) -> None:
    assert not [s for s in read(text) if s.why["speaker"].startswith("an act by its name")]


def test_an_act_that_a_verb_tells_is_told_once() -> None:
    (told,) = read("Norway announced sanctions on Chinese hackers.")
    assert told.why["speaker"].startswith("subject before the verb")


def test_who_is_charged_answers() -> None:
    china = next(
        s
        for s in read("China protested against the US indictment of two Chinese officers for hacking.")
        if s.government == "CN"
    )
    assert (china.kind, china.direction) == (("denial",), "response")
