"""Victims by name, and the products they were reached through: rather none than a wrong one."""

from __future__ import annotations

import pytest

from briefing.incidents.products import cves_in, products_in
from briefing.incidents.victims import victims_in
from tests.nouns import pages


def victims(*texts: str, **fields: object) -> list[str]:
    return [f.text for f in victims_in(pages(*texts, **fields))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "victim"),
    [
        ("It blames China for the attack on the Finnish parliament.", "Finnish parliament"),
        ("Spies hacked into Vltavan Cargo last year.", "Vltavan Cargo"),
        ("Northgate University was hacked by spies.", "Northgate University"),
        ("Hackers breached the Ruritanian Ministry of Ports.", "Ruritanian Ministry of Ports"),
        ("They compromised Microsoft Exchange servers.", "Microsoft Exchange servers"),
        ("The intrusion into Finland’s parliament lasted a year.", "Finland’s parliament"),
        ("It condemns the intrusion into the e-mail system of the Elphe port authority.", "Elphe port authority"),
        ("They hacked the timetable servers of the freight operator Vltavan Cargo.", "Vltavan Cargo"),
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
        pages("Spies hacked Vltavan.", "Spies hacked Vltavan Cargo.", "The attack on Vltavan Cargo ended.")
    )
    assert [(f.article, f.also) for f in found] == [("a0", ("a1", "a2"))]


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
