"""Threat groups: the table, the spellings that are found, and published lists turned into rows."""

from __future__ import annotations

import json
import tomllib
from collections import defaultdict
from typing import Any

import pytest

from briefing.errors import NothingDone
from briefing.gazetteer import load
from briefing.gazetteer.published import Additions, additions, as_toml, names_of, read_list
from briefing.model import Article
from briefing.statements import statements_in
from tests.gazetteer.test_own import own

G = load()


def groups(text: str, lang: str = "en") -> tuple[str, ...]:
    return statements_in(Article(id="a", title="", text=text, source="s", lang=lang), G).actors


# ------------------------------------------------------------------------------------------------ the table
def test_every_name_of_a_group_has_its_namer_and_stands_there_once() -> None:
    for actor in G.actors.values():
        assert actor.by, actor.name
        assert all(by for _, by in actor.aliases), actor.name
        names = [name.casefold() for name in names_of(actor)]
        assert len(set(names)) == len(names), actor.name


def test_a_name_of_several_groups_means_them_all() -> None:
    bearers: dict[str, set[str]] = defaultdict(set)
    for actor in G.actors.values():
        for name in names_of(actor):
            bearers[name].add(actor.name)
    shared = {name: found for name, found in bearers.items() if len(found) > 1}
    assert "Circle Typhoon" in shared
    for name, found in shared.items():
        assert groups(f"Hackers: the group {name} broke into a port.") == (name,), name  # not one of its groups
        told = f"Norway said hackers of the group {name} broke into a port."
        (statement,) = statements_in(Article(id="a", title="", text=told, source="s"), G).statements
        assert set(statement.actors) == found, name


def test_no_name_of_a_group_is_of_three_letters() -> None:
    short = [n for a in G.actors.values() for n in names_of(a) if n.isascii() and sum(map(str.isalnum, n)) < 4]
    assert not short


def test_groups_are_tied_to_states_of_the_tables() -> None:
    assert {a.country for a in G.actors.values() if a.country} <= G.governments.keys()
    assert sum(a.country == "CN" for a in G.actors.values()) >= 55


# ------------------------------------------------------------------------------------------------ spellings
@pytest.mark.parametrize("spelt", ["APT40", "APT 40", "APT-40", "apt40", "apt-40", "Advanced Persistent Threat 40"])
def test_a_number_is_found_however_it_is_joined(spelt: str) -> None:
    assert groups(f"Ruritania blamed {spelt} for it.") == ("APT40",)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ruritania accused APT31 and 40 of hacking its servers.", ("APT31", "APT40")),
        ("The hackers of APT 31, 40 and 41 were charged.", ("APT31", "APT40", "APT41")),
        ("Units were named: Unit 26165 and 74455.", ("APT28", "Sandworm")),
        ("Ruritania named APT31/40.", ("APT31", "APT40")),
        ("APT28 and 29 servers were named.", ("APT28",)),
        ("APT28 and 29 of its servers were named.", ("APT28",)),
        ("APT31, 40 % of it.", ("APT31",)),
        ("APT31 and 99999.", ("APT31",)),
        ("Volt Typhoon and 40.", ("Volt Typhoon",)),
    ],
)
def test_a_list_gives_the_family_once(text: str, found: tuple[str, ...]) -> None:
    assert groups(text) == found


@pytest.mark.parametrize(("lang", "text"), [("fr", "les pirates APT31 et 40."), ("zh", "APT31和40。")])
def test_a_list_of_another_language_gives_the_family_once(lang: str, text: str) -> None:
    assert groups(text, lang) == ("APT31", "APT40")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A tick bit the port's hackers.", ()),
        ("Tick is a hacking group.", ("Tick",)),
        ("The NICKEL hackers broke in.", ("APT15",)),
        ("Nickel prices rose, hackers said.", ()),
        ("The port bought nickel.", ()),
        ("Salt Typhoon sat in the port's routers.", ("Salt Typhoon",)),
        ("A typhoon brought salt to the port.", ()),
    ],
)
def test_an_ordinary_word_is_a_group_only_in_its_case_beside_a_cyber_term(text: str, found: tuple[str, ...]) -> None:
    assert groups(text) == found


# ------------------------------------------------------------------------------------------------ published lists
def misp(*values: dict[str, Any], **head: Any) -> bytes:
    return json.dumps({"type": "threat-actor", "version": 7, "values": [*values], **head}).encode()


def microsoft(name: str, origin: str, others: str) -> bytes:
    return json.dumps([{"Threat actor name": name, "Origin/Threat": origin, "Other names": others}]).encode()


def added(content: bytes) -> Additions:
    return additions(read_list(content, G).groups, G, "a list")


def test_a_new_group_keeps_its_names_their_namers_and_its_state() -> None:
    heron = {"country": "RU", "synonyms": ["BLUE HERON", "Ardea"], "origin:GREY HERON": "Strelsau Labs"}
    [row] = added(misp({"value": "GREY HERON", "meta": heron})).rows
    assert row == {
        "name": "Grey Heron",
        "by": "Strelsau Labs",
        "country": "RU",
        "source": "a list",
        "aliases": [
            {"name": "Blue Heron", "by": "MISP galaxy"},
            {"name": "Ardea", "by": "MISP galaxy", "word": True},
        ],
    }


def test_names_of_a_known_group_join_it() -> None:
    found = added(misp({"value": "apt-40", "meta": {"synonyms": ["Leviathan", "Wet Heron"]}}))
    assert (found.groups, found.joined, found.names, found.known) == (0, 1, 1, 2)
    [row] = found.rows
    assert row["name"] == "APT40"
    assert row["extends"]
    assert [alias["name"] for alias in row["aliases"]] == ["Wet Heron"]


def test_a_new_name_of_a_group_that_straddles_two_known_ones_means_both() -> None:
    found = added(microsoft("Heron Typhoon", "China", "APT31, Leviathan"))
    assert {row["name"] for row in found.rows} == {"APT31", "APT40"}
    assert found.names == 1


def test_groups_of_two_states_are_not_joined_through_a_common_name() -> None:
    [row] = added(microsoft("Heron Blizzard", "Russia", "Wet Heron, Leviathan")).rows
    assert row["name"] == "Heron Blizzard"
    assert row["country"] == "RU"
    assert [alias["name"] for alias in row["aliases"]] == ["Wet Heron"]


@pytest.mark.parametrize(
    ("origin", "country"),
    [
        ("China", "CN"),
        ("Russia, Influence operations", "RU"),
        ("Russia, Financially motivated", None),
        ("Israel, Private sector offensive actor", None),
        ("Group in development", None),
        ("", None),
    ],
)
def test_only_a_state_that_is_tied_to_a_group_is_its_state(origin: str, country: str | None) -> None:
    [row] = added(microsoft("Heron Gust", origin, "")).rows
    assert row.get("country") == country


def test_the_sponsor_is_the_state_where_no_code_is_given() -> None:
    [row] = added(misp({"value": "Wet Heron", "meta": {"cfr-suspected-state-sponsor": "China"}})).rows
    assert row["country"] == "CN"
    [row] = added(misp({"value": "Wet Heron", "meta": {"cfr-suspected-state-sponsor": "Unknown"}})).rows
    assert "country" not in row


def test_what_says_too_little_or_something_else_is_left_out_and_counted() -> None:
    names = ["SEA", "Q-1", "Beijing", "Microsoft", "evil\u202ename", "x" * 200, "Wet Heron"]
    found = added(misp({"value": "Grey Heron", "meta": {"synonyms": names}}))
    assert found.left_out == {"short": 2, "other meaning": 2, "unusable": 2}
    assert [alias["name"] for alias in found.rows[0]["aliases"]] == ["Wet Heron"]


@pytest.mark.parametrize(
    ("name", "written", "word"),
    [
        ("LEADEN", "LEADEN", True),
        ("ardea", "Ardea", True),
        ("Group 99", "Group 99", True),
        ("TG-9999", "TG-9999", False),
        ("WET HERON", "Wet Heron", False),
        ("Temp.Heron", "Temp.Heron", False),
    ],
)
def test_a_single_word_counts_as_an_ordinary_one(name: str, written: str, word: bool) -> None:
    [row] = added(misp({"value": name})).rows
    assert (row["name"], row.get("word", False)) == (written, word)


def test_rows_survive_writing_and_reading() -> None:
    names = ['a "quoted\\" heron', "héron gris", "灰鹭组织", "x]\\n[[actor]]"]
    found = added(misp({"value": "Grey Heron", "meta": {"synonyms": names}}))
    text = as_toml(found.rows, "credit")
    [row] = tomllib.loads(text)["actor"]
    assert row == found.rows[0]
    assert text.startswith("# credit\n")
    assert load((own(text, "actors-imported.toml"),)).actors["Grey Heron"].aliases[1][0] == "héron gris"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"{}", "neither MISP's"),
        (b"[1, 2]", "neither MISP's"),
        (b'"text"', "neither MISP's"),
        (b'{"values": []}', "no threat group"),
        (b'{"values": [1, {"value": 2}, {"meta": []}, {"value": " "}]}', "no threat group"),
        (b'{"type": "ransomware", "values": [{"value": "Wet Heron"}]}', "'ransomware'"),
        (b'[{"Threat actor name": 3}]', "no threat group"),
    ],
)
def test_what_is_no_list_is_told(content: bytes, says: str) -> None:
    with pytest.raises(NothingDone, match=says):
        read_list(content, G)


def test_entries_without_a_name_are_counted() -> None:
    assert read_list(misp({"value": "Wet Heron"}, {"meta": {}}), G).nameless == 1
