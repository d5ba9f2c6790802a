"""The tables of names agree with each other, and the book of phrases finds what it should."""

from __future__ import annotations

import re
import time
from collections import defaultdict
from importlib import resources

import pytest

from briefing.errors import ConfigError
from briefing.gazetteer import LANGUAGES, Institution, load, tokens
from briefing.gazetteer.cues import language
from briefing.gazetteer.phrases import PhraseBook
from briefing.model import KINDS, LEVELS

G = load()
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def test_every_institution_has_a_country_that_is_listed() -> None:
    assert {i.country for i in G.institutions.values()} <= G.governments.keys()
    assert all(i.key.startswith(i.country.casefold() + "-") for i in G.institutions.values())


def test_a_name_of_two_institutions_is_marked_shared_in_both() -> None:
    owners: dict[str, set[Institution]] = defaultdict(set)
    for i in G.institutions.values():
        for surface in i.surfaces:
            owners[surface.casefold()].add(i)
    unmarked = {
        (surface, i.key)
        for surface, rows in owners.items()
        if len(rows) > 1
        for i in rows
        if surface not in {s.casefold() for s in i.shared}
    }
    assert not unmarked


def test_shared_names_are_names_of_their_row() -> None:
    assert all(i.shared <= set(i.surfaces) for i in G.institutions.values())


def test_a_name_belongs_to_one_government() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for g in G.governments.values():
        for surface in (*g.names, *g.demonyms, *g.metonyms):
            owners[surface].add(g.code)
    assert not {s: codes for s, codes in owners.items() if len(codes) > 1}


def test_governments_accuse_governments_that_are_listed() -> None:
    assert {a for g in G.governments.values() for a in g.accused} <= G.governments.keys()


def test_every_person_has_an_office_that_is_listed_and_dates_that_are_dates() -> None:
    for person in G.people.values():
        assert person.roles
        for role in person.roles:
            assert role.institution in G.institutions, person.name
            for day in (role.start, role.end):
                assert day is None or DATE.fullmatch(day), person.name
            assert not (role.start and role.end) or role.start <= role.end, person.name


def test_a_name_belongs_to_one_person() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for person in G.people.values():
        for surface in person.surfaces:
            owners[surface].add(person.name)
    assert not {s: names for s, names in owners.items() if len(names) > 1}


def test_the_office_follows_the_day() -> None:
    person = G.people["Hua Chunying"]
    assert person.role_on("2020-05-01") == (person.roles[-1], True)
    assert person.role_on("2011-01-01") == (person.roles[-1], False)
    assert person.role_on(None)[1]


def test_every_alias_of_a_group_has_its_namer_and_one_group() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for actor in G.actors.values():
        owners[actor.name.casefold()].add(actor.name)
        for alias, namer in actor.aliases:
            assert namer, alias
            owners[alias.casefold()].add(actor.name)
    assert not {a: names for a, names in owners.items() if len(names) > 1}


@pytest.mark.parametrize("code", LANGUAGES)
def test_cue_tables_use_the_vocabularies(code: str) -> None:
    language = G.language(code)
    assert {kind for kind, _ in language.kinds.rules} <= set(KINDS)
    assert {level for level, _ in language.levels.rules} <= set(LEVELS)
    assert {code for code, _ in language.codes.rules} <= {f"R{n:02}" for n in range(1, 15)}
    assert language.cyber.pattern != r"(?!)"


def test_every_cue_file_is_a_language() -> None:
    files = {f.name for f in resources.files("briefing.gazetteer").iterdir() if f.name.startswith("cues_")}
    assert files == {f"cues_{code}.toml" for code in LANGUAGES}


def test_a_cue_that_is_no_expression_names_its_file() -> None:
    table = {"code": "xx", "spaced": True, "cyber": {"strong": ["hack("]}}
    with pytest.raises(ConfigError, match=r"cues_xx\.toml"):
        language(table)


def test_the_gate_lets_through_whatever_a_cyber_term_matches() -> None:
    for word in ("Cyberangriff", "hackers", "web shell", "webshells", "zero-day", "网络攻击", "サイバー攻撃", "взлом"):
        assert G.gate_cyber.search(word), word
        assert any(stem in word.casefold() for stem in G.gate_stems), word


def test_an_unknown_language_is_read_as_english() -> None:
    assert G.language("xx") is G.language("en")
    assert G.language("zh-Hant") is G.language("zh")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("APT 40, APT-40 and Advanced Persistent Threat 40", ["APT40"] * 3),
        ("the US and the U.S. but not us", ["US", "US"]),
        ("China, CHINA, china", ["CN", "CN"]),
        ("the Foreign, Commonwealth & Development Office", ["gb-fcdo"]),
        ("South China Sea", ["South China Sea"]),
        ("l'UE", ["EU"]),
    ],
)
def test_names_in_text(text: str, names: list[str]) -> None:
    assert [hit.meanings[0].key for hit in G.names.find(tokens(text))] == names


def test_the_longest_phrase_wins() -> None:
    book = PhraseBook([("state", 1), ("state department", 2)])
    assert [h.meanings for h in book.find(tokens("the State Department of a state"))] == [(2,), (1,)]


def test_loading_is_quick() -> None:
    load.cache_clear()
    begin = time.perf_counter()
    load()
    assert time.perf_counter() - begin < 1.0  # typically 0.04 s; the bound only catches a change of order


def test_longer_words_of_a_language_without_spaces_hold_a_cue_and_are_none() -> None:
    language = load().language("zh")
    longer = set(_words_of(language.runs.pattern)) - set(language.run_cues)
    assert longer
    assert all(any(cue in word for cue in language.run_cues) for word in longer)


def _words_of(pattern: str) -> list[str]:
    return pattern.replace("\\", "").split("|")
