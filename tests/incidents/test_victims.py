"""Victims by name, and the products they were reached through: rather none than a wrong one."""

from __future__ import annotations

import pytest

from briefing.incidents.products import cves_in, products_in
from briefing.incidents.victims import victims_in
from tests.nouns import pages, span_of


def victims(*texts: str, **fields: object) -> list[str]:
    return [f.text for f in victims_in(pages(*texts, **fields))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "victim"),
    [
        ("It blames China for the cyberattack on the Finnish parliament.", "Finnish parliament"),
        ("Spies hacked into Vltavan Cargo last year.", "Vltavan Cargo"),
        ("Northgate University was hacked by spies.", "Northgate University"),
        ("Hackers breached the Ruritanian Ministry of Ports.", "Ruritanian Ministry of Ports"),
        ("They compromised Microsoft Exchange servers.", "Microsoft Exchange servers"),
        ("The intrusion into Finland’s parliament lasted a year.", "Finland’s parliament"),
        ("It condemns the intrusion into the e-mail system of the Elphe port authority.", "Elphe port authority"),
        ("They hacked the Elphe water board.", "Elphe water board"),
        ("The intrusion at the Elphe city council was found late.", "Elphe city council"),
        ("They hacked the timetable servers of the freight operator Vltavan Cargo.", "Vltavan Cargo"),
        ("Spies got into computers at the Elphe Savings Council.", "Elphe Savings Council"),
        ("The spies penetrated U.S. government computers.", "U.S. government"),
        ("Spies hacked the Ruritanian supplier Quux Lines.", "Quux Lines"),
        ("Spies hacked Northgate suppliers.", "Northgate suppliers"),
        ("Der Angriff auf das Münzamt Nord dauerte ein Jahr.", "Münzamt Nord"),
    ],
)
def test_who_was_hacked(text: str, victim: str) -> None:
    assert victims(text, lang="de" if text.startswith("Der") else "en") == [victim]


@pytest.mark.parametrize(
    "text",
    [
        "The attack on Tuesday was the second.",
        "They attacked China with words.",
        "Hackers targeted Norway.",
        "A breach of international law, the minister said.",
        "The attack of APT31 was known. Police hacked APT31.",
        "The hacking of phones is forbidden.",
        "The attack in March was large.",
        "The attack on Northgate left nine dead.",
        "The candidate targeted Ada Quill for days. The hack was old.",
        "He reviewed the book Hacked Northgate Order on spies.",
        "Spies Hack Ministry: Minister Accused Of Hacking Plan To Hide Report",
        "Hackers stole mail of Northgate’s neighbour and hacked Northgate’s neighbour.",
        "The hack is in breach of Security Council resolutions.",
        "Spies read the mail after spying on the IT systems of parliament.",
        "Escalating cyberattacks against Americans are feared.",
    ],
)
def test_what_is_no_victim(text: str) -> None:
    assert victims(text) == []


def test_of_many_articles_one_alone_is_believed_only_of_an_institution() -> None:
    many = ["Hackers got into Vltavan Cargo."] * 3
    assert victims(*many, "Spies hacked Quux Lines.") == ["Vltavan Cargo"]
    assert victims(*many, "Spies hacked the Czech foreign ministry.") == ["Vltavan Cargo", "Czech foreign ministry"]
    assert victims(*many, "Spies hacked Northgate University.") == ["Vltavan Cargo", "Northgate University"]


def test_names_of_one_victim_are_one() -> None:
    found = victims_in(
        pages("Spies hacked Vltavan.", "Spies hacked Vltavan Cargo.", "The intrusion at Vltavan Cargo ended.")
    )
    assert [(f.article, f.also) for f in found] == [("a1", ("a2", "a0"))]


def test_an_attack_of_any_sort_counts_where_the_article_is_on_an_intrusion() -> None:
    told = "The attack on Northgate Mills lasted a year."
    assert victims(told, title="Hackers at the mills") == ["Northgate Mills"]
    assert victims("Hackers came in May. They were clever. " + told) == ["Northgate Mills"]
    assert victims("Workers came in May. They were clever. " + told) == []
    accuses = [span_of(pages(told)[0], "The attack on Northgate Mills")]
    assert [f.text for f in victims_in(pages(told, said=tuple(accuses)))] == ["Northgate Mills"]


def test_whom_a_title_names_is_a_victim_where_the_text_names_it_too() -> None:
    assert victims("The mail of Vltavan Cargo was read.", title="Spies hacked Vltavan Cargo again") == ["Vltavan Cargo"]
    assert victims("The mail of Vltavan Cargo was read.", title="Vltavan Cargo hacked") == ["Vltavan Cargo"]
    assert victims("Mail was read.", title="Spies hacked Vltavan Cargo") == []
    assert victims("", title="Attack on Vltavan Cargo") == []


def test_a_short_form_is_the_name_it_is_short_for() -> None:
    assert victims("Spies hacked the Bank of Northern Mills.", "Spies hacked BNM.") == ["Bank of Northern Mills"]


def test_a_parliament_alone_is_the_only_one_that_is_named() -> None:
    assert victims("Spies hacked the Parliament.", "Spies hacked Finland's parliament.") == ["Finland's parliament"]


def test_a_land_and_its_adjective_are_one() -> None:
    assert victims("Spies hacked Finland’s parliament.", "Spies hacked the Finnish parliament.") == [
        "Finland’s parliament"
    ]
    two = victims("Spies hacked Finland’s parliament.", "Spies hacked the Czech parliament.")
    assert two == ["Finland’s parliament", "Czech parliament"]


def test_an_institution_of_a_year_long_past_is_the_victim_of_another_matter() -> None:
    many = ["Hackers got into Vltavan Cargo."] * 3
    assert victims(*many, "It is like the 2024 hack of Northgate University.") == ["Vltavan Cargo"]


def test_two_ministries_stay_two() -> None:
    assert victims("Spies hacked the Czech foreign ministry.", "Spies hacked the Czech defence ministry.") == [
        "Czech foreign ministry",
        "Czech defence ministry",
    ]


def test_products_count_near_the_word_of_an_operation_and_as_written() -> None:
    told = "Hackers came through FortiOS and Ivanti Connect Secure. A shop sells SharePoint. The sophos was hacked."
    assert [f.value for f in products_in(pages(told))] == ["Fortinet FortiGate", "Ivanti Connect Secure"]


def test_a_product_that_one_of_many_compares_with_is_left_out() -> None:
    texts = ["Hackers came through FortiOS."] * 8 + ["It is like the hack through MOVEit."]
    assert [f.value for f in products_in(pages(*texts))] == ["Fortinet FortiGate"]


def test_cve_ids_stand_once_in_capitals() -> None:
    found = cves_in(pages("The hole cve-2031-1234 was used.", "They used CVE-2031-1234 and CVE-2031-99999."))
    assert [(f.value, f.also) for f in found] == [("CVE-2031-1234", ("a1",)), ("CVE-2031-99999", ())]
