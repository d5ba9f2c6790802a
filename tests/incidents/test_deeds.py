"""What sort of operation it was, and the sentence that tells it."""

from __future__ import annotations

import pytest

from briefing.incidents.deeds import deeds_of, what_happened
from tests.nouns import pages, span_of


def sorts(*texts: str, **fields: object) -> list[tuple[str, str]]:
    return [(d.type, d.word) for d in deeds_of(pages(*texts, title="", **fields))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("The hackers stole thousands of documents.", ("data-theft", "espionage")),
        ("Intruders read the mail of ministers for months.", ("data-theft", "espionage")),
        ("Der Angriff diente der Spionage.", ("data-theft", "espionage")),
        ("Útok byl špionáží.", ("data-theft", "espionage")),
        ("黑客窃取了文件。", ("data-theft", "espionage")),
        ("They stole cryptocurrency from the mint.", ("data-theft", "financial theft")),
        ("It was a hack and leak operation.", ("data-theft-doxing", "doxing")),
        ("A denial-of-service attack took the site away.", ("disruption", "denial of service")),
        ("The site was defaced with a flag.", ("disruption", "defacement")),
        ("A wiper hit the port.", ("disruption", "data destruction")),
        ("The attack shut down the port.", ("disruption", "sabotage")),
        ("They built a botnet of home routers.", ("hijacking-with-misuse", "hijacking with misuse")),
        ("The group is pre-positioning itself in the grid.", ("hijacking-without-misuse", "hijacking without misuse")),
        ("The port was crippled by ransomware.", ("ransomware", "ransomware")),
    ],
)
def test_the_sort_of_an_operation(text: str, sort: tuple[str, str]) -> None:
    assert sorts(text) == [sort]


@pytest.mark.parametrize(
    "text",
    [
        "The hackers entered the network of the port.",
        "No documents were stolen, and no espionage is known.",
        "The group could conduct espionage one day.",
        "Mandiant calls it a China-nexus espionage group.",
        "The head of the espionage agency spoke.",
    ],
)
def test_what_is_not_told_is_not_guessed(text: str) -> None:
    assert sorts(text) == []


def test_most_origins_decide_and_the_reason_says_so() -> None:
    spied, ransom = "Hackers stole files of the mint.", "The mint was hit by ransomware."
    (deed,) = deeds_of(pages(spied, spied, spied, ransom, title=""))
    assert (deed.word, deed.origins, deed.of) == ("espionage", 3, 4)
    assert "the words stole files" in deed.why
    assert "3 of 4 origins" in deed.why


def test_one_origin_of_many_is_too_few() -> None:
    assert sorts("Hackers stole files.", *["The mint was hacked."] * 5) == []


def test_what_the_accused_tells_of_others_is_left_out() -> None:
    text = "The mint was hacked. China said that the other side stole files and tapped phones for years."
    answer = span_of(pages(text)[0], "the other side stole files", direction="response", government="CN")
    assert sorts(text) != []
    assert sorts(text, said=(answer,)) == []


def test_the_sentence_that_tells_the_deed_is_verbatim_and_of_the_official_text() -> None:
    press = "A minister was angry. Hackers had entered the mint of Ruritania, a paper wrote, and left it empty."
    (page,) = pages(
        "Ruritania holds Chinese state-backed hackers responsible for breaching its mint. More follows.",
        role="official",
    )
    told = what_happened([*pages(press), page], (), "en")
    assert told is not None
    assert told.text == "Ruritania holds Chinese state-backed hackers responsible for breaching its mint."


@pytest.mark.parametrize(
    "text",
    [
        "It was hacked and nobody in the whole of the old town knew why.",
        "Was the mint of Ruritania hacked by spies who came from abroad?",
        "The minister gave a long speech on bridges and on roads in the north.",
        "Hacked.",
    ],
)
def test_no_sentence_is_better_than_one_that_tells_nothing(text: str) -> None:
    assert what_happened(pages(text), (), "en") is None


def test_a_dateline_is_no_part_of_the_sentence() -> None:
    told = "Hackers of a foreign service had read the mail of the mint for years."
    for dateline in ("QUUX (Sample) - ", "NORTH QUUX — ", "Quux, Ruritania (SW) – "):
        made = what_happened(pages(dateline + told), (), "en")
        assert made is not None
        assert made.text == told


@pytest.mark.parametrize(
    "text",
    [
        "Hackers Empty The Mint Of Ruritania And Leave No Trace Behind",
        "Mint emptied by hackers, says a paper of the port",
    ],
)
def test_neither_a_headline_nor_the_title_again_tells_what_happened(text: str) -> None:
    assert what_happened(pages(text, title="Mint emptied by hackers, says a paper of the port"), (), "en") is None


def test_what_came_days_later_does_not_tell_what_happened() -> None:
    first = pages("Hackers had read the mail of the mint of Ruritania for years.", published="2031-05-05")
    later = pages("Hackers still read mail of the mint of Ruritania after the mending.", published="2031-05-25")
    told = what_happened([*later, *first], (), "en")
    assert told is not None
    assert told.text.startswith("Hackers had")


def test_altered_words_are_no_sentence_of_the_deed() -> None:
    text = "Ruritania blames hackers from the territory of China for breaching its mint in the north."
    altered = span_of(pages(text)[0], "blames hackers from the territory of China", verification="altered")
    assert what_happened(pages(text), (), "en") is not None
    assert what_happened(pages(text, said=(altered,)), (), "en") is None
