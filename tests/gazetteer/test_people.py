"""The table of people: every office has evidence and dates, every name one owner, and the day decides the office."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

import pytest

from briefing.gazetteer import Gazetteer, load, tokens, unspaced

RECORD = "public record"
HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
WRITTEN_IN_HAN = frozenset({"CN", "JP", "TW"})


@pytest.fixture(scope="module")
def g() -> Gazetteer:
    return load()


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    table = tomllib.loads((resources.files("briefing.gazetteer") / "people.toml").read_text("utf-8"))
    people: list[dict[str, Any]] = table["person"]
    return people


def _roles(rows: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, str]]]:
    return ((p["name"], role) for p in rows for role in p["roles"])


def _first_day(prefix: str) -> date:
    """The first day of a year, a month or a day; raises ValueError where it is none."""
    return date.fromisoformat(prefix + "-01-01"[len(prefix) - 4 :] if len(prefix) < 10 else prefix)


def test_a_row_holds_no_field_that_nobody_reads(rows: list[dict[str, Any]]) -> None:
    assert {key for p in rows for key in p} <= {"name", "native", "aliases", "roles"}
    assert {key for _, role in _roles(rows) for key in role} == {"title", "institution", "from", "to", "evidence"}


def test_every_office_has_evidence(rows: list[dict[str, Any]]) -> None:
    for name, role in _roles(rows):
        address = urlsplit(role["evidence"])
        addressed = address.scheme in ("http", "https") and "." in address.netloc and " " not in role["evidence"]
        assert role["evidence"] == RECORD or addressed, name


def test_dates_are_days_of_the_calendar_in_order(rows: list[dict[str, Any]]) -> None:
    for name, role in _roles(rows):
        start, end = role.get("from"), role.get("to")
        days = [_first_day(day) for day in (start, end) if day]
        assert days == sorted(days), name
        assert not (start and end) or start[: len(end)] <= end[: len(start)], name


@pytest.mark.parametrize("wrong", ["2021-13", "2021-02-30", "21", "2021-2"])
def test_a_date_that_is_none_is_noticed(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"day|month|isoformat"):
        _first_day(wrong)


def test_every_office_is_of_a_listed_institution(g: Gazetteer, rows: list[dict[str, Any]]) -> None:
    assert not {(name, r["institution"]) for name, r in _roles(rows) if r["institution"] not in g.institutions}


def test_a_person_stands_once(g: Gazetteer, rows: list[dict[str, Any]]) -> None:
    assert len(rows) == len(g.people)


def test_no_two_people_share_a_name_in_any_case(g: Gazetteer) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for person in g.people.values():
        for surface in person.surfaces:
            owners[surface.casefold()].add(person.name)
    assert not {s: names for s, names in owners.items() if len(names) > 1}


def test_a_name_of_a_person_means_nothing_else(g: Gazetteer) -> None:
    others = {
        surface.casefold()
        for table in (g.governments.values(), g.institutions.values(), g.actors.values())
        for row in table
        for surface in _surfaces(row)
    }
    assert not {s for p in g.people.values() for s in p.surfaces if s.casefold() in others}


def _surfaces(row: Any) -> tuple[str, ...]:
    if hasattr(row, "surfaces"):
        return tuple(row.surfaces)
    if hasattr(row, "aliases"):
        return (row.name, *(alias for alias, _ in row.aliases))
    return (*row.names, *row.demonyms, *row.metonyms)


def test_no_name_is_a_bare_word(g: Gazetteer) -> None:
    """A surname alone would name anybody; scripts without spaces write the whole name as one word."""
    for person in g.people.values():
        for surface in person.surfaces:
            words = surface.split()
            assert unspaced(surface) or len(words) > 1, surface
            assert unspaced(surface) or (words[0][0].isupper() and words[-1][0].isupper()), surface


def test_names_of_east_asia_have_their_characters(g: Gazetteer) -> None:
    for person in g.people.values():
        if {g.institutions[r.institution].country for r in person.roles} & WRITTEN_IN_HAN:
            assert any(HAN.fullmatch(s) for s in person.surfaces), person.name


def test_names_with_marks_are_known_without_them(g: Gazetteer) -> None:
    plain = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ß": "ss", "æ": "ae", "ı": "i"})
    for person in g.people.values():
        bare = unicodedata.normalize("NFKD", person.name.translate(plain)).encode("ascii", "ignore").decode()
        assert bare in person.surfaces, person.name


@pytest.mark.parametrize(
    ("name", "day", "title", "institution"),
    [
        ("Barack Obama", "2015-09-25", "President", "us-white-house"),
        ("Donald Trump", "2018-12-20", "President", "us-white-house"),
        ("Joe Biden", "2014-05-19", "Vice President", "us-white-house"),
        ("Joe Biden", "2021-07-19", "President", "us-white-house"),
        ("Jen Psaki", "2014-05-20", "State Department spokesperson", "us-state"),
        ("Jen Psaki", "2021-07-19", "White House Press Secretary", "us-white-house"),
        ("John Kirby", "2016-03-01", "State Department spokesperson", "us-state"),
        ("John Kirby", "2022-03-01", "Pentagon Press Secretary", "us-dod"),
        ("Lisa Monaco", "2015-06-05", "Homeland Security Adviser", "us-white-house"),
        ("Lisa Monaco", "2021-07-19", "Deputy Attorney General", "us-doj"),
        ("Mike Pompeo", "2017-05-15", "CIA Director", "us-cia"),
        ("Mike Pompeo", "2020-07-21", "Secretary of State", "us-state"),
        ("Theresa May", "2015-10-20", "Home Secretary", "gb-home-office"),
        ("Theresa May", "2018-12-20", "Prime Minister", "gb-pm"),
        ("David Cameron", "2015-10-20", "Prime Minister", "gb-pm"),
        ("David Cameron", "2024-03-25", "Foreign Secretary", "gb-fcdo"),
        ("James Cleverly", "2024-03-25", "Home Secretary", "gb-home-office"),
        ("Qin Gang", "2013-02-20", "Foreign Ministry spokesperson", "cn-mfa"),
        ("Qin Gang", "2022-02-01", "Ambassador to the United States", "cn-embassy-us"),
        ("Qin Gang", "2023-05-25", "Foreign Minister", "cn-mfa"),
        ("Wang Yi", "2021-07-19", "Foreign Minister", "cn-mfa"),
        ("Wang Yi", "2024-03-25", "Foreign Minister", "cn-mfa"),
        ("Fu Cong", "2023-09-07", "Ambassador to the European Union", "cn-mission-eu"),
        ("Fumio Kishida", "2015-06-01", "Foreign Minister", "jp-mofa"),
        ("Yoshihide Suga", "2018-12-21", "Chief Cabinet Secretary", "jp-cabinet"),
        ("Rachel Noble", "2021-07-19", "ASD Director-General", "au-asd"),
        ("Winston Peters", "2018-12-21", "Foreign Minister", "nz-mfat"),
        ("Winston Peters", "2024-03-26", "Foreign Minister", "nz-mfat"),
    ],
)
def test_the_day_decides_the_office(g: Gazetteer, name: str, day: str, title: str, institution: str) -> None:
    role, held = g.people[name].role_on(day)
    assert (role.title, role.institution, held) == (title, institution, True)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("Dominic Raab", "2024-03-25"),
        ("Winston Peters", "2021-07-19"),
        ("Wang Wenbin", "2025-05-28"),
        ("Chris Krebs", "2024-11-01"),
        ("Rob Joyce", "2025-01-10"),
        ("Donald Trump", "2021-07-19"),
        ("Josep Borrell", "2025-05-28"),
    ],
)
def test_between_and_after_their_offices_people_hold_none(g: Gazetteer, name: str, day: str) -> None:
    assert not g.people[name].role_on(day)[1]


@pytest.mark.parametrize(
    ("name", "day", "country"),
    [
        ("Mark Rutte", "2024-02-06", "NL"),
        ("Mark Rutte", "2025-05-28", "NATO"),
        ("Kaja Kallas", "2022-08-17", "EE"),
        ("Kaja Kallas", "2025-05-28", "EU"),
    ],
)
def test_the_day_decides_the_government_too(g: Gazetteer, name: str, day: str, country: str) -> None:
    role, held = g.people[name].role_on(day)
    assert (g.institutions[role.institution].country, held) == (country, True)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("华春莹", "Hua Chunying"),
        ("華春瑩", "Hua Chunying"),
        ("Jan Lipavsky", "Jan Lipavský"),
        ("Radoslaw Sikorski", "Radosław Sikorski"),
        ("Lord (Tariq) Ahmad of Wimbledon", "Lord Ahmad of Wimbledon"),
        ("Adm. Michael Rogers", "Michael S. Rogers"),
        ("William P. Barr", "William Barr"),
        ("Hayashi Yoshimasa", "Yoshimasa Hayashi"),
        ("賴清德", "Lai Ching-te"),
        ("Peng Qing'en", "Peng Qing'en"),
        ("Clare O’Neil", "Clare O'Neil"),
    ],
)
def test_other_spellings_find_the_person(g: Gazetteer, text: str, name: str) -> None:
    spaced = [(text[where], senses) for where, senses in _spaced(g, text)]
    runs = [(text[start:end], senses) for start, end, senses in g.runs.find(text, 0, len(text))]
    assert [(found, [s.key for s in senses]) for found, senses in (runs or spaced)] == [(text, [name])]


def _spaced(g: Gazetteer, text: str) -> Iterator[tuple[slice, Any]]:
    words = tokens(text)
    for hit in g.names.find(words):
        yield slice(words[hit.first].start, words[hit.last - 1].end), hit.meanings
