"""Where a reported clause begins and ends, what is none, and who its speaker is: sentences of our own."""

from __future__ import annotations

from typing import Any

import pytest

from briefing.gazetteer import load
from briefing.model import Article, Statement
from briefing.statements import statements_in

ACCUSED = "On Tuesday several ministries in Europe accused China of hacking their mail servers.\n\n"


def read(text: str, **fields: Any) -> list[Statement]:
    article = Article(id="a", title="", text=text, source="s", published="2024-05-02", **fields)
    found = statements_in(article, load()).statements
    assert all(text[s.start : s.end] == s.text for s in found)
    return [s for s in found if not (text.startswith(ACCUSED) and s.start < len(ACCUSED))]


def by(government: str, text: str, **fields: Any) -> list[Statement]:
    return [s for s in read(text, **fields) if government in s.governments]


@pytest.mark.parametrize(
    ("text", "governments"),
    [
        (
            "Poland, Estonia and New Zealand belong to the states that joined Canada to accuse Chinese hackers.",
            {"PL", "EE", "NZ", "CA"},
        ),
        ("Poland and New Zealand are among the countries that blamed China for the hack.", {"PL", "NZ"}),
        ("The countries that blamed China for the hack met in Oslo.", set()),
    ],
)
def test_members_of_a_list_said_in_a_predicate_are_the_speakers(text: str, governments: set[str]) -> None:
    assert {g for s in read(text) for g in s.governments} == governments


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Norway was hacked in March. A port blamed a group called Hafnium.", ("Hafnium",)),
        ("Norway was hacked in March.\n\nA port said the group Hafnium had done it.", ("Hafnium",)),
        ("Norway was hacked in March.\n\nA port said Hafnium is a metal.", ()),
        ("The factory named its team after a metal: the group Hafnium met in March.", ()),
    ],
)
def test_ordinary_word_is_a_group_where_it_is_so_called(text: str, actors: tuple[str, ...]) -> None:
    article = Article(id="a", title="", text=text, source="s")
    assert statements_in(article, load()).actors == actors


@pytest.mark.parametrize(
    "text",
    [
        "The minister of Norway, Jane Doe, tells reporters, “The hack was reckless.”",
        "Norway's government said: “The hack was reckless.”",
        "“The hack was reckless,” – Norway's government said, – and went home.",
        "Norway's government condemned, on Monday, the hack, and left.",
    ],
)
def test_no_span_begins_or_ends_with_a_mark_of_its_frame(text: str) -> None:
    found = by("NO", text)
    assert found
    assert all(s.text[0] not in " ,;:–—" and s.text[-1] not in " ,;:–—" for s in found)


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        (
            "Norway said it had seen other hacks by China that it was calling out together.",
            ["it had seen other hacks by China that it was calling out together"],
        ),
        ("Norway said it condemned the hack by China.", ["it condemned the hack by China"]),
        ("Norway knew the hackers were Chinese.", []),
        ("Norway has seen hacks like this before.", []),
        ("Norway denied it.", ["it"]),
        ("It is important to attribute such hacks to China.", []),
        ("Reporters asked Norway about the Chinese hack.", []),
        (
            "There must be proof before a hack is linked to a state, Norway said.",
            ["There must be proof before a hack is linked to a state"],
        ),
    ],
)
def test_what_lies_inside_a_report_or_says_nothing_is_no_statement(text: str, contents: list[str]) -> None:
    assert [s.text for s in read(text)] == contents


def test_clause_behind_hours_after_is_a_report_of_its_own() -> None:
    found = read("Norway condemned the hack by China, hours after Poland and Estonia had blamed Chinese hackers.")
    assert [(s.governments, s.text, s.about) for s in found] == [
        (("NO",), "the hack by China", ("CN",)),
        (("PL", "EE"), "Chinese hackers", ("CN",)),
    ]


@pytest.mark.parametrize(
    "aside",
    [
        "a charge which China rejected as groundless",
        "a claim the Chinese embassy in Oslo dismissed as groundless",
        "an accusation that the Chinese government denied",
    ],
)
def test_answer_in_an_aside_is_not_the_accusers(aside: str) -> None:
    first, second = read(f"Norway accused China of hacking a port, {aside}.")
    assert (first.governments, first.text, first.direction) == (("NO",), "China of hacking a port", "accusation")
    assert (second.governments, second.kind, second.direction) == (("CN",), ("denial",), "response")


@pytest.mark.parametrize("text", ["Norway noted on Facebook.", "Norway's port was attacking right now."])
def test_where_or_when_alone_is_no_statement(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("follows", "goes_on"),
    [
        ("However, it might be harbouring those who did.", True),
        ("But they are certainly paid by it.", True),
        ("However, it rained in Oslo.", False),
        ("The harbour might open again in May.", False),
        ("However, Sweden said it might know more.", False),
    ],
)
def test_report_goes_on_over_a_connective_in_the_speakers_voice(follows: str, goes_on: bool) -> None:
    first = "Norway says the Chinese government may not have run the hack itself."
    found = by("NO", f"{first} {follows}")
    wanted = f"{first} {follows}" if goes_on else first
    assert [s.text for s in found] == [wanted.removeprefix("Norway says ").removesuffix(".")]


@pytest.mark.parametrize(
    ("text", "speaker", "role"),
    [
        ("The Chinese embassy in New Zealand said the charge was groundless.", "The Chinese embassy", None),
        (
            "Chinese Foreign Ministry spokesperson Wan Example said the charge was groundless.",
            "Wan Example",
            "Chinese Foreign Ministry spokesperson",
        ),
        ("China's Tile Export Bureau said the charge was groundless.", "China's Tile Export Bureau", None),
    ],
)
def test_speaker_is_a_whole_name_and_the_role_does_not_repeat_it(text: str, speaker: str, role: str | None) -> None:
    (found,) = by("CN", ACCUSED + text)
    assert found.speaker is not None
    assert found.speaker.startswith(speaker)
    assert found.speaker_role == role
    assert found.direction == "response"


def test_pronoun_is_shown_as_whom_it_means() -> None:
    text = "The Czech foreign ministry said the hack was Chinese. It called on Beijing to stop."
    assert [s.speaker for s in by("CZ", text)] == ["The Czech foreign ministry"] * 2
    first, second = by("CZ", text)
    assert text[second.speaker_start : second.speaker_end] == "It"
    assert first.speaker_role is None


@pytest.mark.parametrize(
    "text",
    [
        "A critic of the Chinese government said the hack came from the US.",
        "Opponents of China's intelligence service said the hack was American.",
        "China denied the hack.\n\nA harbour found malware. Its director, Ann Example, said data was lost.",
        "Japan's Jiro News Agency said hackers had read its mail.",
        "An engineer at Japan's Nomo Research Office said hackers had read its mail.",
    ],
)
def test_outsider_beside_an_office_speaks_for_no_government(text: str) -> None:
    assert [s.governments for s in read(text) if s.text not in ("the hack",)] == [()]


def test_ministry_of_a_field_of_a_country() -> None:
    (found,) = read("The Ministry of Ports of Belgium said Chinese state-backed hackers read mail.")
    assert (found.government, found.level) == ("BE", "L4")


def test_official_sentence_needs_a_matter_and_a_condemnation_is_no_denial() -> None:
    text = (
        "Belgium condemns the intrusion into the mail of a port by Chinese hackers. This page was invented by the "
        "editors."
    )
    (found,) = read(text, speaks_for="BE", role="official")
    assert (found.direction, found.kind) == ("accusation", ("condemnation", "attribution")[: len(found.kind)])
    assert found.about == ("CN",)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The Chinese embassy said the accusation from Wellington was groundless.", {"denial"}),
        ("China called the American claims a fabrication.", {"denial"}),
        ("China said the United States is the empire of hacking.", {"counter_accusation"}),
    ],
)
def test_whose_charge_it_is_is_no_counter_accusation(text: str, kinds: set[str]) -> None:
    (found,) = by("CN", ACCUSED + text)
    assert set(found.kind) == kinds


def test_quotation_whose_speaker_follows_in_the_next_sentence_is_heard_once() -> None:
    (found,) = read('A port was hacked. "The hack was reckless and it must stop." Norway\'s foreign minister said.')
    assert (found.government, found.form) == ("NO", "direct")


def parts(statement: Statement, text: str) -> list[str]:
    return [text[a:b] for a, b in statement.spans or ((statement.start, statement.end),)]


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("The port, Norway said, was hacked by China.", ["The port", "was hacked by China"]),
        (
            "If the hack was Chinese, Norway said, there will be an answer.",
            ["If the hack was Chinese", "there will be an answer"],
        ),
        (
            "China hacked the port, Norway said on Monday, and it read the mail.",
            ["China hacked the port", "and it read the mail"],
        ),
        ("China hacked the port, Norway said, the largest in Europe.", ["China hacked the port"]),
        ("While Norway said the hack was Chinese, Sweden waited.", ["the hack was Chinese"]),
        ("The hack was “reckless and wrong,” Norway said.", ["The hack was “reckless and wrong,”"]),
        ("When asked about the port, Norway said, “The hack was reckless.”", ["“The hack was reckless.”"]),
        (
            "Norway said 2.8 percent of its ports were hacked by China.",
            ["2.8 percent of its ports were hacked by China"],
        ),
        (
            "Norway told envoys of its allies at a meeting in Oslo that the hack was Chinese.",
            ["the hack was Chinese"],
        ),
        ("Norway continued to warn that the hack was Chinese.", ["the hack was Chinese"]),
        ("The hack was Chinese, said Norway, which lost mail.", ["The hack was Chinese"]),
        (
            "Since May, according to Norway, Chinese hackers have read mail.",
            ["Since May", "Chinese hackers have read mail"],
        ),
        ("Norway announced that the hack was Chinese.", ["the hack was Chinese"]),
        ("Behind the hack, said Norway, stood Chinese spies.", ["Behind the hack", "stood Chinese spies"]),
        ("Ports should patch their routers, Norway urged on Monday.", ["Ports should patch their routers"]),
        ("A report which, Norway says, shows that China did it is out.", ["shows that China did it is out"]),
        ("Norway added, through its spokesman, that the hack was Chinese.", ["the hack was Chinese"]),
        ("Norway said of the raid on the two ports of the north that it was reckless.", ["it was reckless"]),
        ("Norway has not immediately commented.", ["has not immediately commented"]),
        (
            "A firm from Wuhan was put on the sanctions list by Norway.",
            ["A firm from Wuhan was put on the sanctions list"],
        ),
        ("Norway condemned the hack, as did Sweden.", ["the hack"]),
        ("The ministry said that it could not tell. Norway hit back on Monday.", []),
        ("Sweden gave Norway a say in it.", []),
        ("Norway's accused hacker waited in Oslo.", []),
    ],
)
def test_where_a_content_stands_around_its_speaker(text: str, contents: list[str]) -> None:
    assert [p for s in by("NO", text) for p in parts(s, text)] == contents


@pytest.mark.parametrize(
    "text",
    [
        "''The hack was reckless and wrong,'' Norway's foreign minister said.",
        "“The hack was reckless and wrong,\" Norway's foreign minister said.",
        "“The hack was reckless and wrong,” Norway's foreign minister fumed.",
        "“The hack was reckless and wrong,” fumed Norway's foreign minister.",
        "“The hack was reckless and wrong,” Norway's foreign minister said with a frown.",
        "Norway's foreign minister hit back: “The hack was reckless and wrong.”",
        "Norway's foreign minister left the hall, telling reporters, “The hack was reckless and wrong.”",
        "Norway's foreign minister, who was questioned in May, told him, “The hack was reckless.”",
    ],
)
def test_quotation_belongs_to_whoever_stands_beside_its_verb(text: str) -> None:
    (found,) = by("NO", text)
    assert found.quote is not None
    assert found.quote.startswith("The hack was reckless")
    assert found.form == "direct"


@pytest.mark.parametrize(
    "text",
    [
        "Officials who met the minister of Norway said the hack was Chinese.",
        "Engineers who praised Norway's government said the hack was Chinese.",
        "A film called “The Long Hack of Bergen” opened in Norway.",
    ],
)
def test_named_beside_a_verb_is_no_speaker(text: str) -> None:
    assert by("NO", text) == []


def test_verb_behind_and_has_the_subject_of_the_first_verb() -> None:
    (found,) = by("NO", "Norway sent an engineer to Sweden and said the hack was Chinese.")
    assert (found.speaker, found.text) == ("Norway", "the hack was Chinese")
    text = "The office works with Norway, Sweden and Denmark, and all warned that Chinese hackers read mail."
    assert set(read(text)[0].governments) >= {"SE", "DK"}


def test_words_behind_adding_are_a_report_of_their_own() -> None:
    first, second = by("NO", "“The hack was reckless,” Norway said, adding, “It must stop at once.”")
    assert (first.quote, second.quote) == ("The hack was reckless,", "It must stop at once.")


def test_what_somebody_says_is_a_thing_that_others_speak_of() -> None:
    text = "What London says about the hack is false and without ground, the Chinese embassy replied."
    assert {g for s in read(text) for g in s.governments} == {"CN"}
