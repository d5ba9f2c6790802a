"""Which kind an English report is where verb, office and document decide beside the words: sentences of our own."""

from __future__ import annotations

import pytest

from briefing.gazetteer import load
from briefing.model import Article
from briefing.statements import statements_in

ACCUSED = "Norway said Chinese state-sponsored hackers were behind the cyber attack on a port. "


def kinds(text: str, government: str) -> set[str]:
    article = Article(id="a", title="", text=text, source="s", published="2031-05-06")
    return {k for s in statements_in(article, load()).statements if government in s.governments for k in s.kind}


@pytest.mark.parametrize(
    ("text", "government", "wanted"),
    [
        # what an agency warns of is an advisory, whoever is named
        ("The Finnish cyber agency warned that Chinese hackers scan routers.", "FI", {"attribution", "advisory"}),
        ("Norway's cyber agency cautioned that hackers scan routers.", "NO", {"advisory"}),
        ("The Finnish prime minister warned that Chinese hackers scan routers.", "FI", {"attribution"}),
        # so is what a document of that name says
        ("The NSA's advisory says Chinese hackers scan routers.", "US", {"attribution", "advisory"}),
        (
            "Norway's cyber agency said in an alert that Chinese hackers scan routers.",
            "NO",
            {"attribution", "advisory"},
        ),
        ("Finland's cyber agency called on firms to strengthen their defences against hackers.", "FI", {"advisory"}),
        # a prosecutor who tells what people did
        ("The US Justice Department charged a pair of Chinese hackers.", "US", {"indictment"}),
        ("US prosecutors accuse two citizens of China of hacking a port.", "US", {"indictment"}),
        ("The US Justice Department says the defendants hacked ten ports.", "US", {"indictment"}),
        ("The US Justice Department says Chinese hackers were behind the intrusion.", "US", {"attribution"}),
        ("Norway said the two Chinese hackers broke into a port.", "NO", {"attribution"}),
        # what something is called
        (
            "Norway's defence minister called it the largest theft so far by Chinese state-sponsored hackers.",
            "NO",
            {"attribution"},
        ),
        (
            "Norway's defence minister called it a brazen heist by Chinese state-sponsored hackers.",
            "NO",
            {"condemnation", "attribution"},
        ),
        ("Norway's defence minister called the cyber attack a test for all.", "NO", {"condemnation"}),
        ("Norway's prime minister spoke of an unprecedented escalation by hackers.", "NO", {"condemnation"}),
        ("We hold Chinese hackers accountable, Norway's prime minister said.", "NO", {"condemnation", "attribution"}),
        ("Norway called the hackers agents of the Chinese state.", "NO", {"attribution"}),
        # to reject a doubt or a denial is to accuse
        ("Norway dismissed doubts that Chinese hackers were behind the attack.", "NO", {"attribution"}),
        ("Norway rejected China's denials and said Chinese hackers broke in.", "NO", {"attribution", "other"}),
        # an inquiry, and a charge of others
        ("Norway's police said they were investigating an alleged Chinese hack.", "NO", {"other"}),
        ("Norway's police said links to Chinese hackers are being studied.", "NO", {"other"}),
        ("Norway's minister said agencies fight a cyber attack by an alleged China-linked group.", "NO", {"other"}),
        ("Norway's prosecutor said it was too early for conclusions about the hack.", "NO", {"no_comment"}),
    ],
)
def test_kinds(text: str, government: str, wanted: set[str]) -> None:
    assert kinds(text, government) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Accusations of that sort do harm to scientists, China's embassy said.", {"denial"}),
        ("China lets no country hack others from its soil, the Chinese embassy said.", {"denial"}),
        ("China's embassy said the report rests on fabricated facts.", {"denial"}),
        ("China's embassy said the report rests on no facts.", {"demand_evidence"}),
        ("China's embassy called Norway a persistent threat to ports.", {"counter_accusation"}),
        ("China's embassy called it a test for all.", {"denial"}),
        ("China's embassy said Norway is a persistent threat to ports.", {"counter_accusation"}),
    ],
)
def test_kinds_of_an_answer(words: str, wanted: set[str]) -> None:
    assert kinds(ACCUSED + words, "CN") == wanted


def test_to_object_to_a_charge_is_to_deny_it() -> None:
    assert kinds("The Chinese embassy protested against the allegation of a hack.", "CN") == {"denial"}
    assert kinds("Norway protested against Chinese accusations of hacking.", "NO") == {"condemnation"}


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("condemnation", "such hacking has no place between friends"),
        ("condemnation", "the Chinese hacking crosses a red line"),
        ("condemnation", "the Chinese hackers had gone too far"),
        ("condemnation", "the hackers had struck at the heart of democracy"),
        ("condemnation", "China's cyber behaviour falls short of what is expected of a responsible state"),
        ("condemnation", "the hack was a breach of trust"),
        ("condemnation", "it views the hack with great concern"),
        ("condemnation", "there must be consequences for the hackers"),
        ("call", "it is high time that China stopped the hackers"),
        ("call", "China is bound to act against the hackers"),
        ("advisory", "operators of old routers should replace them, as hackers scan them"),
        ("no_comment", "he would leave that open, as far as the hackers go"),
        ("no_comment", "it was not ready to name the state behind the hack"),
    ],
)
def test_an_accusers_wording(kind: str, words: str) -> None:
    assert kind in kinds(f"Norway's foreign minister said {words}.", "NO")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("denial", "the claim has no leg to stand on"),
        ("denial", "the country was being scapegoated"),
        ("denial", "it was the wrong culprit"),
        ("denial", "the story does not hold up"),
        ("demand_evidence", "conclusions should be drawn on the basis of facts"),
        ("counter_accusation", "Norway was doing Washington's dirty work"),
        ("counter_accusation", "Norway was reading from an American script"),
        ("counter_accusation", "the real hackers sit in Fort Meade"),
        ("no_comment", "it had seen no such report"),
    ],
)
def test_the_wording_of_an_answer(kind: str, words: str) -> None:
    assert kind in kinds(f"{ACCUSED}China's embassy said {words}.", "CN")
    assert kinds(f"{ACCUSED}China's embassy said {words}.", "CN") - {kind} <= {"denial"}


def test_a_threat_beneath_the_surface_is_no_condemnation() -> None:
    assert kinds("Norway said hackers move beneath the surface of its networks across telephone lines.", "NO") == {
        "other"
    }


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("China's foreign ministry condemned the hacking attack.", {"condemnation"}),
        ("China's foreign ministry strongly condemned this malicious cyber activity.", {"condemnation"}),
        ("China's foreign ministry denounced these cyber attacks.", {"condemnation"}),
        ("China's foreign ministry condemned the US hacking of a university.", {"counter_accusation"}),
        # a charge, or hacking at large, is no deed of somebody's
        ("China's foreign ministry condemned the hacking accusation.", {"denial"}),
        ("China's foreign ministry condemned the report on the cyber attack.", {"denial"}),
        ("China's foreign ministry condemned the accusers after the cyber attack.", {"denial"}),
        ("China's foreign ministry said it opposes all forms of cyber attacks.", {"denial"}),
    ],
)
def test_an_accused_state_condemns_a_deed_or_a_charge(words: str, wanted: set[str]) -> None:
    assert kinds(ACCUSED + words, "CN") == wanted


@pytest.mark.parametrize(
    "words",
    [
        "the Chinese hackers caused real harm to hospitals",
        "the Chinese hackers put thousands of patients at great risk",
        "the cyber attack by Chinese hackers was one of the worst data breaches ever",
        "Chinese hackers pose a serious threat to hospitals",
        "it was deeply concerned by the cyber attacks of Chinese hackers",
        "Chinese hackers were a scourge",
        "the cyber attacks of Chinese hackers were indiscriminate",
        "Chinese hacking was harassment",
        "Chinese hackers grew ever more aggressive",
        "Chinese hacking must not go unchecked",
    ],
)
def test_what_a_victim_says_of_the_deed_condemns_it(words: str) -> None:
    assert "condemnation" in kinds(f"Norway's foreign ministry said {words}.", "NO")


@pytest.mark.parametrize(
    "words",
    [
        "declined to attribute the cyber attack",
        "refused to identify the hackers",
        "would not name China over the cyber attack",
        "declined to say who was behind the cyber attack",
        "named no country for the cyber attack",
    ],
)
def test_who_will_not_say_who_did_it_gives_no_comment(words: str) -> None:
    assert "no_comment" in kinds(f"Norway's foreign ministry, asked about the hacking, {words}.", "NO")


def test_an_official_who_names_the_charges_of_his_own_denies_nothing() -> None:
    text = (
        "Norway charged two Chinese officers with hacking its port. Attorney General Ola Hagen of Norway called the "
        "charges a wake-up call."
    )
    found = statements_in(Article(id="a", title="", text=text, source="s", published="2024-05-02"), load()).statements
    assert "denial" not in {k for s in found for k in s.kind}
