"""Decisions about where articles stand, from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from briefing.config import store_path
from briefing.store import open_store
from tests.cli.test_commands import briefing, one_sentence

__all__ = ["briefing"]

LINES = (
    {
        "id": "port",
        "title": "New Zealand blames Chinese hackers for port e-mail breach",
        "text": "New Zealand on Monday accused Chinese state-backed hackers of breaking into the e-mail servers of the "
        'port of Strelsau. "China must stop this campaign," Foreign Minister Ada Quill said.',
        "published": "2021-05-05",
        "source": "Sample Wire",
    },
    {
        "id": "harbour",
        "title": "Strelsau port: harbour master tells of stolen letters",
        "text": "The harbour master of Strelsau said that e-mail letters of the port had been read for months. New "
        "Zealand blames Chinese state-backed hackers for breaking into its servers.",
        "published": "2021-05-06",
        "source": "Port Courier",
    },
    {
        "id": "mast",
        "title": "Belgium says weather mast data were taken by China",
        "text": "Belgium accused China on Tuesday of stealing the telemetry of a weather mast. Minister Fern Vane said "
        "the theft came from servers in China.",
        "published": "2021-05-06",
        "source": "Mast Times",
    },
)


@pytest.fixture
def ids(briefing: Any, tmp_path: Path) -> tuple[str, str]:
    """The ids of the incident of the port (two articles) and of that of the mast."""
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(map(json.dumps, LINES)), encoding="utf-8")
    assert briefing("import", path).code == 0
    found = {tuple(sorted(a["id"] for a in i["articles"])): i["id"] for i in incidents(briefing)}
    return found["harbour", "port"], found["mast",]


def incidents(briefing: Any) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads(briefing("incidents", "--all", "--json").out)
    return listed


def ask(incident: str) -> None:
    """Let the mast's article be in question."""
    with open_store(store_path(None)) as store:
        store.db.execute(
            "INSERT INTO proposals VALUES ('mast', ?, 'possible: in common: servers; 0.13', 0.13)", (incident,)
        )


def test_an_old_id_leads_to_what_took_it_in(briefing: Any, ids: tuple[str, str]) -> None:
    port, mast = ids
    assert briefing("merge", port, mast).out == f"Done: merge {mast} into {port}\n"
    shown = briefing("show", mast, "--json")
    assert shown.err == f"Incident {mast} is a part of incident {port} now.\n"
    board = json.loads(shown.out)
    assert board["id"] == port
    assert {a["id"]: a["pinned"] for a in board["articles"]} == {"port": True, "harbour": True, "mast": True}
    said = briefing("statements", "--incident", mast, "--json")
    assert f"part of incident {port}" in said.err
    assert {s["incident"] for s in said.lines()} == {port}
    [hit] = briefing("search", "telemetry", "--json").lines()
    assert hit["incident"] == port
    assert briefing("show", port).err == ""


def test_a_split_names_the_new_incident_and_is_undone(briefing: Any, ids: tuple[str, str]) -> None:
    port, _ = ids
    [done] = briefing("split", port, "harbour", "--json").lines()
    assert (done["what"], done["incidents"], done["articles"]) == ("split", [port], ["harbour"])
    assert [a["id"] for a in json.loads(briefing("show", done["target"], "--json").out)["articles"]] == ["harbour"]
    assert briefing("read", "--all").code == 0
    assert len(incidents(briefing)) == 3
    assert briefing("undo").out == f"Undone: split harbour off {port} as {done['target']}\n"
    assert len(incidents(briefing)) == 2
    assert briefing("redo").code == 0
    assert len(incidents(briefing)) == 3


def test_move_and_apart_are_told_in_the_log(briefing: Any, ids: tuple[str, str]) -> None:
    port, mast = ids
    assert briefing("move", "harbour", mast).code == 0
    assert briefing("apart", port, mast).out == f"Done: keep apart {port} and {mast}\n"
    newest, oldest = briefing("log").out.splitlines()
    assert newest.endswith(f"keep apart {port} and {mast}")
    assert oldest.endswith(f"move harbour from {port} to {mast}")
    assert [d["what"] for d in briefing("log", "--json").lines()] == ["apart", "move"]


def test_what_is_possible_is_listed_shown_and_confirmed(briefing: Any, ids: tuple[str, str]) -> None:
    port, mast = ids
    assert briefing("possible").err == "No article is in question.\n"
    ask(port)
    [asked] = briefing("possible", "--json").lines()
    assert (asked["article"], asked["incident"], asked["score"]) == ("mast", port, 0.13)
    told = briefing("possible").out
    assert "mast  2021-05-06  Mast Times: Belgium says" in told
    assert f"in {port}: " in told
    assert "in common: servers" in told
    assert f"briefing confirm ARTICLE {port}" in briefing("show", port).out
    [shown] = json.loads(briefing("show", port, "--json").out)["possible"]
    assert shown == asked
    assert briefing("confirm", "mast", port).out == f"Done: confirm mast in {port}\n"
    assert briefing("possible").out == ""
    assert len(incidents(briefing)) == 1
    assert json.loads(briefing("show", mast, "--json").out)["id"] == port


def test_what_is_refused_is_asked_no_more(briefing: Any, ids: tuple[str, str]) -> None:
    port, _ = ids
    ask(port)
    assert briefing("refuse", "mast", port).out == f"Done: refuse mast from {port}\n"
    assert briefing("possible", "--json").out == ""
    one_sentence(briefing("refuse", "mast", port), 3, "refused")
    briefing("undo")
    assert len(briefing("possible", "--json").lines()) == 1


def test_wrong_calls_are_one_sentence(briefing: Any, ids: tuple[str, str]) -> None:
    port, mast = ids
    one_sentence(briefing("merge", port, port), 2, port)
    one_sentence(briefing("merge", port, "i-nowhere"), 3, "i-nowhere")
    one_sentence(briefing("merge", port), 2, "OTHER")
    one_sentence(briefing("split", port, "port", "harbour"), 2, "not all")
    one_sentence(briefing("split", port, "mast"), 2, "mast")
    one_sentence(briefing("split", port, "nothing"), 3, "nothing")
    one_sentence(briefing("move", "mast", mast), 2, "already")
    one_sentence(briefing("move", "nothing", port), 3, "nothing")
    one_sentence(briefing("apart", mast, mast), 2, "itself")
    one_sentence(briefing("confirm", "mast", port), 3, "no open question")
    one_sentence(briefing("refuse", "mast", mast), 2, "stands in")
    assert briefing("log").out == ""


def test_without_a_store_nothing_is_made(briefing: Any) -> None:
    one_sentence(briefing("merge", "a", "b"), 3, "There is no store")
    assert not store_path(None).exists()


def test_a_title_of_ones_own_is_shown_everywhere(briefing: Any, ids: tuple[str, str]) -> None:
    port, _ = ids
    [was] = [i for i in json.loads(briefing("incidents", "--json").out) if i["id"] == port]
    assert was["title_by"] == "articles"
    done = briefing("rename", port, "The", "port affair")
    assert (done.code, done.out) == (0, f"Done: rename {port} to The port affair\n")
    [named] = [i for i in json.loads(briefing("incidents", "--json").out) if i["id"] == port]
    assert (named["title"], named["title_by"]) == ("The port affair", "person")
    shown = json.loads(briefing("show", port, "--json").out)
    assert (shown["title"], shown["title_of_articles"]) == ("The port affair", was["title"])
    assert f"TITLE: a person gave it; its articles give: {was['title']}" in briefing("show", port).out
    for said in (briefing("incidents"), briefing("show", port), briefing("digest", "2021-05-05"), briefing("log")):
        assert "The port affair" in said.out
    assert "The port affair" in briefing("digest", "2021-05-05", "--format", "json").out
    [line] = briefing("log", "--json").lines()
    assert (line["what"], line["target"], line["title"]) == ("rename", port, "The port affair")
    assert briefing("undo").out == f"Undone: rename {port} to The port affair\n"
    assert "The port affair" not in briefing("incidents").out
    assert briefing("redo").code == 0
    assert briefing("rename", port, "--auto").out == f"Done: call {port} as its articles do\n"
    assert was["title"] in briefing("incidents").out
    assert json.loads(briefing("rename", port, "A", "--json").out)["title"] == "A"
    assert briefing("rename", port, "").out == f"Done: call {port} as its articles do\n"


def test_a_title_that_cannot_be_given_is_told(briefing: Any, ids: tuple[str, str]) -> None:
    port, _ = ids
    one_sentence(briefing("rename", port), 2, "Give a TITLE, or --auto")
    one_sentence(briefing("rename", port, "A", "--auto"), 2, "Give a TITLE, or --auto")
    one_sentence(briefing("rename", port, "x" * 201), 2, "at most 200 characters")
    one_sentence(briefing("rename", "i404", "A"), 3, "There is no incident i404")
    one_sentence(briefing("rename", port, "--auto"), 3, port)
