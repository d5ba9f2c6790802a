"""A person's own tables: they extend and overrule the shipped ones, and a wrong one is told in a sentence."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from pathlib import Path

import pytest

from briefing.errors import ConfigError
from briefing.gazetteer import OwnFile, load, own_files
from briefing.gazetteer.own import IMPORTED, SHAPES, key_of, missing, wrong
from briefing.model import Article
from briefing.statements import statements_in

HERON = '[[actor]]\nname = "Grey Heron"\ncountry = "RU"\naliases = [{ name = "Ardea", by = "us", word = true }]\n'


def own(text: str, name: str = "mine.toml") -> OwnFile:
    return OwnFile(Path("/own") / name, text)


@pytest.mark.parametrize("noun", SHAPES)
def test_the_shipped_tables_have_the_shape_that_a_persons_must_have(noun: str) -> None:
    file = {"person": "people"}.get(noun, f"{noun}s")
    rows = tomllib.loads(resources.files("briefing.gazetteer").joinpath(f"{file}.toml").read_text("utf-8"))[noun]
    for row in rows:
        assert not wrong(row, noun), row[key_of(noun)]
        assert not missing(row, noun), row[key_of(noun)]


def test_a_row_of_ones_own_is_read() -> None:
    gazetteer = load((own(HERON),))
    article = Article(id="a", title="", text="The hackers of Grey Heron broke in. Hackers: Ardea.", source="s")
    assert statements_in(article, gazetteer).actors == ("Grey Heron",)
    assert statements_in(article, load()).actors == ()


def test_a_row_with_a_known_name_replaces_the_shipped_one() -> None:
    row = '[[actor]]\nname = "APT40"\ncountry = "RU"\n'
    actor = load((own(row),)).actors["APT40"]
    assert (actor.country, actor.aliases) == ("RU", ())


def test_a_row_that_extends_adds_to_the_lists_of_the_shipped_one() -> None:
    row = '[[government]]\ncode = "GB"\nextends = true\nmetonyms = ["Strelsau"]\n'
    before, after = load().governments["GB"], load((own(row),)).governments["GB"]
    assert after.metonyms == (*before.metonyms, "Strelsau")
    assert after.names == before.names


def test_what_a_person_typed_comes_before_the_shipped_and_that_before_the_imported() -> None:
    heron = '[[actor]]\nname = "{}"\naliases = [{{ name = "Volt Typhoon", by = "us" }}]\n'
    gazetteer = load((own(heron.format("Grey Heron"), IMPORTED), own(heron.format("Blue Heron"))))
    text = "Norway blamed Volt Typhoon for the hack."
    (found,) = statements_in(Article(id="a", title="", text=text, source="s"), gazetteer).statements
    assert found.actors == ("Blue Heron", "Volt Typhoon", "Grey Heron")


def test_an_institution_and_a_person_of_ones_own_speak() -> None:
    office = (
        '[[institution]]\nkey = "nz-port"\ncountry = "NZ"\nname = "Strelsau Harbour Guard"\nkind = "cyber-agency"\n'
    )
    person = '[[person]]\nname = "Ada Quill"\nroles = [{ title = "Commodore", institution = "nz-port" }]\n'
    gazetteer = load((own(office + person),))
    text = "Ada Quill said Chinese state-backed hackers broke into the port's servers."
    [said] = statements_in(Article(id="a", title="", text=text, source="s"), gazetteer).statements
    assert (said.governments, said.institution, said.speaker) == (("NZ",), "nz-port", "Ada Quill")


def test_the_version_tells_ones_own_tables_apart() -> None:
    versions = {load(files).version for files in ((), (own(HERON),), (own(HERON + "\n"),))}
    assert len(versions) == 3
    assert load().version == ""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[actor]\n", "mine.toml is not TOML"),
        ("[[actors]]\n", "mine.toml: unknown table actors; known are government, institution, person, actor."),
        ('[actor]\nname = "x"\n', r"mine.toml: each row is a [[actor]] table"),
        ("[[actor]]\nword = true\n", "mine.toml: actor number 1: name is missing."),
        ('[[actor]]\nname = ""\n', "mine.toml: actor : name holds a text without a letter."),
        ("[[actor]]\nname = 3\n", "mine.toml: actor 3: name must be text in quotes."),
        ('[[actor]]\nname = "A"\nalias = []\n', "mine.toml: actor A: unknown key alias; known are name, by,"),
        ('[[actor]]\nname = "A"\nword = 1\n', "actor A: word must be true or false."),
        ('[[actor]]\nname = "A"\ncountry = "China"\n', "actor A: country must be a code such as GB."),
        ('[[actor]]\nname = "A"\naliases = "B"\n', "actor A: aliases must be a list."),
        ('[[actor]]\nname = "A"\naliases = ["B"]\n', "actor A: aliases must hold tables such as { name = ..., by = "),
        ('[[actor]]\nname = "A"\naliases = [{ name = "B" }]\n', "actor A: by is missing in aliases."),
        (HERON + HERON, "actor Grey Heron: it stands there twice."),
        ('[[government]]\ncode = "QQ"\nextends = true\n', "government QQ: names is missing."),
        ('[[government]]\ncode = "QQ"\nnames = []\ndemonyms = []\nmetonyms = []\n', "government QQ: names is empty."),
        ('[[person]]\nname = "A B"\nroles = []\n', "person A B: roles is empty."),
        (
            '[[person]]\nname = "A B"\nroles = [{ title = "t", institution = "zz-none" }]\n',
            "person A B: institution zz-none is the key of no institution.",
        ),
        (
            '[[person]]\nname = "A B"\nroles = [{ title = "t", institution = "cn-mfa", from = 2020-01-01 }]\n',
            'person A B: from must be a date such as "2024-03".',
        ),
        (
            '[[institution]]\nkey = "k"\ncountry = "QQ"\nname = "n"\nkind = "k"\n',
            "institution k: country QQ is no government of the tables.",
        ),
    ],
)
def test_a_wrong_table_is_told_with_file_row_and_key(text: str, says: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(says)) as told:
        load((own(text),))
    assert "\n" not in str(told.value).strip()


def test_files_are_read_in_an_order_that_lets_the_typed_win(tmp_path: Path) -> None:
    for name in ("people.toml", "actors.toml", IMPORTED, ".draft.toml", "notes.txt"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert [file.path.name for file in own_files(tmp_path)] == [IMPORTED, "actors.toml", "people.toml"]
    assert own_files(tmp_path / "none") == ()


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "actors.toml").write_bytes(b"\xff")
    with pytest.raises(ConfigError, match=r"actors\.toml is not UTF-8"):
        own_files(tmp_path)
    with pytest.raises(ConfigError, match=r"actors\.toml cannot be read"):
        own_files(tmp_path / "actors.toml")
