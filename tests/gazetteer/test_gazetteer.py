"""The tables of names agree with each other, and the book of phrases finds what it should."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from importlib import resources

import pytest

from briefing.errors import ConfigError
from briefing.gazetteer import LANGUAGES, Institution, load, tokens, word_set
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


def test_an_unknown_language_is_read_as_english() -> None:
    assert G.language("xx") is G.language("en")
    assert G.language("zh-Hant") is G.language("zh")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("APT 40, APT-40 and Advanced Persistent Threat 40", ["APT40"] * 3),
        ("the US and the U.S. but not us", ["US", "US"]),
        ("China, CHINA and la embajada china", ["CN", "CN", "embassy", "CN"]),
        ("to polish a Polish text, a greek and a Greek one", ["PL", "GR"]),
        ("the US state of Georgia and the Georgian foreign ministry", ["US", "GE", "foreign-ministry"]),
        ("the Foreign, Commonwealth & Development Office", ["gb-fcdo"]),
        ("South China Sea", ["South China Sea"]),
        ("l'UE", ["EU"]),
    ],
)
def test_names_in_text(text: str, names: list[str]) -> None:
    assert [hit.meanings[0].key for hit in G.names.find(tokens(text))] == names


# Governments without an office of their own for intelligence or cyber security that is known to speak.
WITHOUT_FOREIGN_MINISTRY = {"NATO": "its council and secretary general speak", "UN": "its bodies speak"}
WITHOUT_CYBER_OFFICE = {
    "NATO": "its centres of excellence do not speak for it",
    "UN": "its bodies speak",
    "VA": "the Holy See has no such agency",
    "PW": "its head of state speaks",
    "FJ": "its foreign ministry speaks",
}


@pytest.mark.parametrize("code", list(G.governments))
def test_every_government_has_the_offices_that_speak_about_operations(code: str) -> None:
    kinds = {i.kind for i in G.institutions.values() if i.country == code}
    assert ("foreign-ministry" in kinds) == (code not in WITHOUT_FOREIGN_MINISTRY)
    assert bool(kinds & {"cyber-agency", "cert", "intelligence", "security"}) == (code not in WITHOUT_CYBER_OFFICE)


@pytest.mark.parametrize(("noun", "key"), [("government", "code"), ("institution", "key")])
def test_no_row_stands_twice(noun: str, key: str) -> None:
    rows = tomllib.loads(resources.files("briefing.gazetteer").joinpath(f"{noun}s.toml").read_text("utf-8"))[noun]
    assert [k for k, n in Counter(row[key] for row in rows).items() if n > 1] == []


def _words(surface: str) -> tuple[str, ...]:
    return tuple(token.low for token in tokens(surface))


def test_no_name_is_shared_in_one_country_and_unshared_in_another() -> None:
    owners: dict[tuple[str, ...], set[tuple[str, bool]]] = defaultdict(set)
    for i in G.institutions.values():
        for surface in i.surfaces:
            owners[_words(surface)].add((i.country, surface in i.shared))
    assert not {
        words: found
        for words, found in owners.items()
        if len({country for country, _ in found}) > 1 and any(not shared for _, shared in found)
    }


# Institutions whose own name sounds like every state's, yet means one in every language's press.
OWN_ALTHOUGH_GENERIC = {("foreign", "office"), ("treasury", "department"), ("grand", "jury")}


def test_a_name_that_every_state_has_needs_a_country() -> None:
    table = tomllib.loads(resources.files("briefing.gazetteer").joinpath("offices.toml").read_text("utf-8"))
    offices = {_words(word) for office in table["office"] for word in office["words"]} - OWN_ALTHOUGH_GENERIC
    generic = re.compile(r"(?:Ministry|Minister) (?:of|for) (?:the )?(?:Interior|Defen[cs]e|Foreign Affairs|Justice)")
    unmarked = {
        (i.key, surface)
        for i in G.institutions.values()
        for surface in i.surfaces
        if surface not in i.shared and (_words(surface) in offices or generic.fullmatch(surface))
    }
    assert not unmarked


def test_a_name_of_a_government_and_of_an_office_means_one_country() -> None:
    states = {s: g.code for g in G.governments.values() for s in (*g.names, *g.demonyms, *g.metonyms)}
    assert not {
        (s, i.key) for i in G.institutions.values() for s in i.surfaces if states.get(s, i.country) != i.country
    }


KINDS_OF_OFFICES = word_set(
    "foreign-ministry head-of-government government defence military intelligence security interior justice police "
    "treasury economy digital cyber-agency cert embassy parliament office"
)


def test_every_institution_is_of_a_known_kind() -> None:
    assert {i.kind for i in G.institutions.values()} == KINDS_OF_OFFICES


@pytest.mark.parametrize(
    "text",
    [
        "参加政府采购",  # no "加政府"
        "快捷方式和平台方",  # no "捷方", no "台方"
        "暴露政府部门",  # no "露政府"
        "百公里加速",  # no "里加"
        "包罗万象",  # no "万象"
        "モニタリングのガイドライン",  # no "タリン"
        "サイランスとアイランド",  # no "イラン"
        "ウインドウズのブラインド",  # no "インド"
        "ハロウィーンとオリガルヒ",  # no "ウィーン", no "リガ"
    ],
)
def test_no_name_of_a_state_is_found_inside_other_words(text: str) -> None:
    found = [senses[0] for _, _, senses in G.runs.find(text, 0, len(text))]
    assert [s.key for s in found if s.government] == []


@pytest.mark.parametrize(
    "text",
    [
        "Prime Minister Albanese",
        "the DACA rules",
        "a CD-ROM",
        "Soul music",
        "Seul un expert",
        "Solomon Islands",
        "Lets go",
    ],
)
def test_words_that_only_look_like_a_state_name_none(text: str) -> None:
    assert [s.key for hit in G.names.find(tokens(text)) for s in hit.meanings if s.government] == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("čínskému ministerstvu a ruskou rozvědkou v Tchaj-wanu", ["CN", "RU", "TW"]),
        ("Deutschlands Antwort auf chinesische und russischer Druck", ["DE", "CN", "RU"]),
        ("l'ambassade chinoise et les services néerlandais", ["CN", "NL"]),
        ("la cancillería paraguaya y el gobierno estadounidense", ["PY", "US"]),
        ("представитель китайского и чешской", ["CN", "CZ"]),
        ("de Nederlandse en Amerikaanse diensten", ["NL", "US"]),
        ("det kinesiske og norske departementet", ["CN", "NO"]),
        ("il governo giapponese e quello cinese", ["JP", "CN"]),
        ("o governo chinês e a embaixada norte-americana", ["CN", "US"]),
        ("čínskeho veľvyslanectva a českej vlády", ["CN", "CZ"]),
    ],
)
def test_states_in_the_forms_that_languages_give_them(text: str, codes: list[str]) -> None:
    found = [hit.meanings[0] for hit in G.names.find(tokens(text))]
    assert [s.government for s in found if s.what in ("government", "demonym", "metonym")] == codes


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("美國務院和美司法部", ["us-state", "us-doj"]),
        ("英国家网络安全中心", ["gb-ncsc"]),
        ("韩国防部与美国防部", ["kr-mnd", "us-dod"]),
        ("米国務省と英国家サイバーセキュリティーセンター", ["us-state", "gb-ncsc"]),
        ("国家计算机病毒应急处理中心", ["cn-cverc"]),
        ("中國駐英使館", ["cn-embassy-gb"]),
    ],
)
def test_institutions_whose_country_stands_in_one_run_with_them(text: str, keys: list[str]) -> None:
    assert [
        senses[0].key for _, _, senses in G.runs.find(text, 0, len(text)) if senses[0].what == "institution"
    ] == keys


def test_the_longest_phrase_wins() -> None:
    book = PhraseBook([("state", 1), ("state department", 2)])
    assert [h.meanings for h in book.find(tokens("the State Department of a state"))] == [(2,), (1,)]


def test_longer_words_of_a_language_without_spaces_hold_a_cue_and_are_none() -> None:
    language = load().language("zh")
    longer = set(_words_of(language.runs.pattern)) - set(language.run_cues)
    assert longer
    assert all(any(cue in word for cue in language.run_cues) for word in longer)


def _words_of(pattern: str) -> list[str]:
    return pattern.replace("\\", "").split("|")
