"""Figures as reported: a number with what it counts, verbatim, who reported it, conflicting ones side by side."""

from __future__ import annotations

import pytest

from briefing.incidents.figures import figures_in, value_of
from tests.nouns import pages, span_of


def figures(*texts: str, **fields: object) -> list[str]:
    return [fact.text for fact in figures_in(pages(*texts, **fields))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Some 30,000 organisations were hit.", ["Some 30,000 organisations"]),
        ("It reached more than 1.5 million customer records.", ["more than 1.5 million customer records"]),
        ("At least 70 affected bodies and 12 ports closed.", ["At least 70 affected bodies", "12 ports"]),
        ("Fewer than 50 mailboxes were read.", ["Fewer than 50 mailboxes"]),
        ("Tens of thousands of machines fell.", ["Tens of thousands of machines"]),
        ("Two dozen agencies lost mail.", ["Two dozen agencies"]),
        ("It deleted the malware from 4,300 machines.", ["4,300 machines"]),
        ("The group has some 20,000 victims.", ["some 20,000 victims"]),
        ("The theft of 900 government documents is known.", ["900 government documents"]),
        ("Hackers exposed the data of 150 million Americans.", ["150 million Americans"]),
        ("Hacker griffen mindestens 30.000 Unternehmen an.", ["mindestens 30.000 Unternehmen"]),
        ("Le piratage a touché plus de 4 500 serveurs.", ["plus de 4 500 serveurs"]),
        ("Útok zasáhl více než 300 serverů.", ["více než 300 serverů"]),
        ("黑客侵入约3万家机构。", ["约3万家机构"]),
        ("攻撃は約30,000台に及んだ。", ["約30,000台"]),
        ("攻撃で2万7445件が漏れた。", ["2万7445件"]),
    ],
)
def test_numbers_of_what_the_field_counts(text: str, found: list[str]) -> None:
    assert figures(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "In 2031 companies were warned.",
        "Version 4.5.120 systems are safe.",
        "The port is 300 metres long.",
        "The raid cost $30,000 companies say.",
        "The service employs 300 people.",
        "The attack was condemned by 12 governments.",
        "The court charged 12 hackers over the breach; 40 people were charged before.",
        "Hundreds of fake accounts spread the claim.",
        "The club won 21 games.",
        "Traffic was routed through 34 servers.",
        "Experts from 30 organisations studied the hack.",
        "The crash killed 298 passengers.",
        "More than 266,000 devices are still reachable from the net.",
        "Mehr als 4.000 Server sind im Netz verwundbar.",
        "Spies copied the files of 197 of the Harbour Rescue Systems.",
    ],
)
def test_other_numbers_are_no_victims(text: str) -> None:
    assert figures(text) == []


def test_conflicting_figures_stand_side_by_side_and_the_most_told_first() -> None:
    told = ("Some 30,000 organisations were hit.", "At least 250,000 servers were hit.", "Over 30,000 organisations.")
    found = figures_in(pages(*told))
    assert [(f.text, f.article, f.also) for f in found] == [
        ("Some 30,000 organisations", "a0", ("a2",)),
        ("At least 250,000 servers", "a1", ()),
    ]


def test_thousands_from_one_of_many_give_way_to_numbers() -> None:
    vague, exact = "Thousands of machines were hit.", "Some 30,000 machines were hit."
    assert figures(vague, exact, exact, exact) == ["Some 30,000 machines"]
    assert figures(vague, vague, exact, exact) == ["Thousands of machines", "Some 30,000 machines"]
    assert figures(vague, exact) == ["Thousands of machines", "Some 30,000 machines"]
    assert figures(vague, *["The port waits."] * 3) == ["Thousands of machines"]


def test_a_figure_in_the_report_of_an_act_is_the_reporters() -> None:
    text = "The minister accused China of the hack that hit some 30,000 organisations."
    said = span_of(pages(text)[0], "China of the hack that hit some 30,000 organisations", cue="accused")
    assert [f.statement for f in figures_in(pages(text, said=(said,)))] == [None]
    quoted = span_of(pages(text)[0], "China of the hack that hit some 30,000 organisations", cue="accused", quote="x")
    assert [f.statement for f in figures_in(pages(text, said=(quoted,)))] == [quoted.id]


def test_a_figure_in_a_statement_is_the_speakers() -> None:
    text = "The minister said that 240 mailboxes had been read. Another 900 mailboxes were safe."
    said = span_of(pages(text)[0], "240 mailboxes had been read")
    found = figures_in(pages(text, said=(said,)))
    assert [(f.text, f.statement) for f in found] == [("240 mailboxes", said.id), ("900 mailboxes", None)]


def test_what_the_accused_counts_of_its_own_is_no_figure_of_the_incident() -> None:
    texts = ("Some 30,000 organisations were hit.", "China counted 52,000 hosts that were attacked from abroad.")
    assert figures(*texts, roles={"a1": "response"}) == ["Some 30,000 organisations"]
    assert figures(texts[1], roles={"a0": "response"}) == ["52,000 hosts"]


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("30,000", 30_000),
        ("30.000", 30_000),
        ("4 500", 4_500),
        ("1.5 million", 1_500_000),
        ("1,5 million", 1_500_000),
        ("3万", 30_000),
        ("2万7445", 27_445),
        ("2 billion", 2_000_000_000),
        ("12", 12),
        ("1,000 million", 1_000_000_000),
        ("1.000 millones", 1_000_000_000),
        ("30\u00a0000 million", 30_000_000_000),
        ("1,200\u4e07", 12_000_000),
        ("1.5亿", 150_000_000),
        ("1,2.3万", 1_230_000),
    ],
)
def test_the_value_of_a_number(number: str, value: int) -> None:
    assert value_of(number) == value


@pytest.mark.parametrize(
    "text", ["黑客侵入" + "1," * 5_000 + "0家机构\u3002", "Hackers hit 1" + ",000" * 2_500 + " firms."]
)
def test_a_number_that_counts_nothing_in_the_world_is_none(text: str) -> None:
    assert figures(text) == []
