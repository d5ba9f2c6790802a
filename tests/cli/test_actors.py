"""`actors import` and `actors list`, and a gazetteer of one's own at every command that reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_commands import briefing, one_sentence

__all__ = ["briefing"]

MISP = {
    "type": "threat-actor",
    "version": 7,
    "values": [
        {"value": "Grey Heron", "meta": {"country": "RU", "synonyms": ["Ardea", "SEA"]}},
        {"value": "APT40", "meta": {"country": "CN", "synonyms": ["Wet Heron", "Leviathan"]}},
    ],
}
STORY = "Ruritania's port was hacked. New Zealand accused the hackers of Grey Heron of the hack.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The gazetteer folder in the configuration folder that tests have."""
    return tmp_path / "config" / "briefing" / "gazetteer"


@pytest.fixture
def published(tmp_path: Path) -> Path:
    path = tmp_path / "threat-actor.json"
    path.write_text(json.dumps(MISP), encoding="utf-8")
    return path


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def test_import_tells_in_a_line_what_it_did(briefing: Any, published: Path, folder: Path) -> None:
    ran = briefing("actors", "import", published)
    assert (ran.code, ran.out) == (0, "")
    told = "groups: 1 new, 1 known with new names; names: 3 new, 2 known, 1 left out (1 short)."
    assert ran.err == f"MISP galaxy threat-actor 7: {told} In {folder / 'actors-imported.toml'}.\n"


def test_a_second_import_changes_nothing(briefing: Any, published: Path, folder: Path) -> None:
    [first] = briefing("actors", "import", published, "--json").lines()
    before = (folder / "actors-imported.toml").read_bytes()
    [again] = briefing("actors", "import", published, "--json").lines()
    assert (first["groups"], first["joined"], first["names"]) == (1, 1, 3)
    assert (again["groups"], again["joined"], again["names"], again["known"]) == (0, 0, 0, 5)
    assert (folder / "actors-imported.toml").read_bytes() == before
    assert "Nothing changed." in briefing("actors", "import", published).err


def test_a_second_list_is_added_with_its_credit(briefing: Any, published: Path, folder: Path, tmp_path: Path) -> None:
    briefing("actors", "import", published)
    before = (folder / "actors-imported.toml").read_text(encoding="utf-8")
    mapping = tmp_path / "MicrosoftMapping.json"
    entry = {"Threat actor name": "Heron Blizzard", "Origin/Threat": "Russia", "Other names": "GREY HERON"}
    mapping.write_text(json.dumps([entry]), encoding="utf-8")
    assert briefing("actors", "import", mapping).code == 0
    after = (folder / "actors-imported.toml").read_text(encoding="utf-8")
    assert after.startswith(before)
    assert "CC BY 4.0" in after[len(before) :]
    [group] = briefing("actors", "list", "heron blizzard", "--json").lines()
    assert [(n["name"], n["by"]) for n in group["names"]] == [
        ("Grey Heron", "MISP galaxy"),
        ("Ardea", "MISP galaxy"),
        ("Heron Blizzard", "Microsoft"),
    ]


@pytest.mark.parametrize("content", [None, "", "{}", '{"type": "tool", "values": [{"value": "x"}]}'])
def test_a_bad_list_loses_nothing(
    briefing: Any, published: Path, folder: Path, tmp_path: Path, content: str | None
) -> None:
    briefing("actors", "import", published)
    before = (folder / "actors-imported.toml").read_bytes()
    bad = tmp_path / "bad.json"
    if content is not None:
        bad.write_text(content, encoding="utf-8")
    one_sentence(briefing("actors", "import", bad), 3, "bad.json cannot be imported: ")
    assert (folder / "actors-imported.toml").read_bytes() == before
    assert [p.name for p in folder.iterdir()] == ["actors-imported.toml"]


def test_a_disk_that_takes_nothing_is_told(
    briefing: Any, published: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, text: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("briefing.cli.actors.write_whole", full)
    ran = briefing("actors", "import", published)
    one_sentence(ran, 3, "actors-imported.toml cannot be written: No space left on device.")


def test_list_shows_names_with_their_namers_and_who_else_bears_them(briefing: Any) -> None:
    assert "Leviathan (Proofpoint)" in briefing("actors", "list", "apt 40").out
    both = briefing("actors", "list", "circle", "typhoon").out.splitlines()
    assert len(both) == 2
    assert "Circle Typhoon (Microsoft; also APT27)" in both[0]
    everyone = briefing("actors", "list", "--json").lines()
    assert len(everyone) > 100
    assert {"name", "country", "names"} == everyone[0].keys()


def test_an_unknown_group_is_told(briefing: Any) -> None:
    one_sentence(briefing("actors", "list", "Grey Heron"), 3, "No threat group is called Grey Heron.")


def test_ones_own_names_are_read_wherever_the_configuration_stands(
    briefing: Any, published: Path, story: Path, tmp_path: Path
) -> None:
    [plain] = briefing("extract", story).lines()
    assert plain["actors"] == []
    config = tmp_path / "elsewhere" / "feeds.toml"
    config.parent.mkdir()
    config.write_text("", encoding="utf-8")
    assert briefing("--config", config, "actors", "import", published).code == 0
    [said] = briefing("--config", config, "extract", story).lines()
    assert said["actors"] == ["Grey Heron"]
    assert briefing("extract", story).lines() == [plain]


def test_what_was_read_with_other_names_is_told_and_read_again_when_asked(
    briefing: Any, published: Path, story: Path
) -> None:
    briefing("import", story)
    assert briefing("read").err == "0 articles read.\n"
    briefing("actors", "import", published)
    told = briefing("read").err
    assert "Read with other rules or names: 1 stored article; `briefing read --all` reads all again." in told
    assert briefing("read", "--all").err == "1 article read.\n"
    assert briefing("statements", "--json").lines()[0]["actors"] == ["Grey Heron"]


@pytest.mark.parametrize("command", [("import",), ("extract",), ("actors", "import")])
def test_a_wrong_table_stops_a_command_before_it_does_anything(
    briefing: Any, story: Path, folder: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    folder.mkdir(parents=True)
    (folder / "actors.toml").write_text('[[actor]]\nname = "Grey Heron"\nalias = []\n', encoding="utf-8")
    one_sentence(briefing(*command, story), 2, "actors.toml: actor Grey Heron: unknown key alias")
    assert not (tmp_path / "data" / "briefing" / "briefing.db").exists()
