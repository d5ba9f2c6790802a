"""Words that look like a speaker and are none, and speakers found in spite of what stands beside: our own sentences."""

from __future__ import annotations

import pytest

from briefing.gazetteer import load
from briefing.model import Article, Statement
from briefing.statements import statements_in


def read(text: str, lang: str = "en") -> list[Statement]:
    article = Article(id="a", title="", text=text, source="s", published="2024-05-02", lang=lang)
    return list(statements_in(article, load()).statements)


@pytest.mark.parametrize(
    "text",
    [
        "Attacks by suspected Chinese hackers rose fourfold in three years.",
        "Orlen Soft released updates for all supported versions after the cyber attack.",
        "Norway looks into its suspected hacking by China.",
        "A wave of attacks from China named 'Blue Fern' hit ports in Norway.",
        "Ports are under attack by Blue Fern, a spy group widely believed to be affiliated with the Chinese state.",
        "The hack of the ports showed that China was behind earlier attacks.",
    ],
)
def test_neither_an_attribute_nor_an_event_speaks(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "speaker", "government"),
    [
        ("An advisory by Norway in 2024 warned that China hacks ports.", "Norway", "NO"),
        ("The EU High Representative today, July 19, blamed China for the hack.", "The EU High Representative", "EU"),
        ("Neighbouring Norway blamed China for a cyber attack.", "Neighbouring Norway", "NO"),
        ("In May neighbouring Norway accused China of hacking its ports.", "neighbouring Norway", "NO"),
    ],
)
def test_whoever_speaks_is_found_beside_it(text: str, speaker: str, government: str) -> None:
    assert {(s.speaker, s.government) for s in read(text)} == {(speaker, government)}


def test_a_post_is_no_verb_and_its_outlet_no_speaker() -> None:
    text = "China denied the hack. In a Facebook post on Saturday it spoke of groundless smears."
    assert {s.government for s in read(text)} == {"CN"}


@pytest.mark.parametrize("place", ["Oslo", "Washington", "Washington, DC"])
def test_an_embassy_is_no_office_of_the_place_where_it_stands(place: str) -> None:
    text = f"Norway accused China of hacking. The embassy in {place} told Reuters that China opposes smear attacks."
    denial = next(s for s in read(text) if s.speaker and s.speaker.startswith("The embassy"))
    assert (denial.government, denial.direction, denial.kind) == ("CN", "response", ("denial",))


def test_who_objects_to_no_smear_is_not_known_by_it() -> None:
    text = (
        "Norway accused China of hacking. Foreign ministry spokesperson Kari Lund said Beijing spread disinformation."
    )
    assert all(s.government != "CN" for s in read(text))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("pt", "O grupo está ligado à China. João Berg, do NUPI, disse que a China é citada num ciberataque."),
        ("fr", "Le groupe est lié à la Chine. Jean Berg, de l'IRIS, dit que la Chine est derrière la cyberattaque."),
        ("no", "PST mener at Kina sto bak hackingen av Stortinget, sier Ola Berg til Dagbladet."),
    ],
)
def test_whom_no_table_holds_lends_its_words_to_nobody(lang: str, text: str) -> None:
    assert [s for s in read(text, lang) if "Berg" in s.text] == []
