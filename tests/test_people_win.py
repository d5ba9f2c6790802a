"""What a person decided about places holds through the whole engine: re-runs, re-imports, edits, late arrivals."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from briefing import pipeline
from briefing.config import Config
from briefing.model import RawItem
from briefing.store import Store, open_store, reads
from tests.conftest import NOW

CONFIG = Config(Path("feeds.toml"))
PORT = RawItem(
    "Sample Wire",
    "New Zealand blames Chinese hackers for port e-mail breach",
    "New Zealand on Monday accused Chinese state-backed hackers of breaking into the e-mail servers of the port of "
    "Strelsau. “China must stop this campaign,” Foreign Minister Ada Quill said.",
    id="port",
    published="2031-05-05T08:00:00Z",
)
HARBOUR = RawItem(
    "Port Courier",
    "Strelsau port: harbour master tells of stolen letters",
    "The harbour master of Strelsau said that e-mail letters of the port had been read for months. New Zealand blames "
    "Chinese state-backed hackers for breaking into its servers.",
    id="harbour",
    published="2031-05-05T18:00:00Z",
)
MAST = RawItem(
    "Mast Times",
    "Belgium says weather mast data were taken by China",
    "Belgium accused China on Tuesday of stealing the telemetry of a weather mast. Minister Fern Vane said the theft "
    "came from servers in China.",
    id="mast",
    published="2031-05-04T08:00:00Z",
)
LATE = RawItem(
    "Mast Gazette",
    "Belgium's minister Vane repeats: weather mast telemetry stolen by China",
    "Belgium's Minister Fern Vane repeated that the telemetry of the weather mast was stolen from servers in China, "
    "and accused China of the theft again.",
    id="late",
    published="2031-05-05T20:00:00Z",
)


def feed(store: Store, *items: RawItem, again: bool = False) -> None:
    pipeline.keep(store, items, now=NOW)
    for _ in pipeline.read(store, CONFIG, clock=lambda: NOW, again=again):
        pass


def home(store: Store, article: str) -> str:
    rows = store.db.execute("SELECT incident FROM memberships WHERE article = ? AND role <> 'mention'", (article,))
    [row] = rows.fetchall()
    return str(row["incident"])


@pytest.fixture
def read(store: Store) -> Store:
    feed(store, PORT, HARBOUR, MAST)
    assert home(store, "port") == home(store, "harbour") != home(store, "mast")
    return store


def test_a_split_survives_reading_everything_again_and_a_restart(read: Store) -> None:
    done = pipeline.split(read, CONFIG, home(read, "port"), ["harbour"], now=NOW)
    feed(read, again=True)
    with open_store(read.path) as store:
        feed(store, again=True)
        assert home(store, "harbour") == done.target != home(store, "port")


def test_an_edited_article_stays_where_it_was_put(read: Store) -> None:
    pipeline.arrange(read, CONFIG, "move", home(read, "mast"), articles=["harbour"], now=NOW)
    stored = pipeline.keep(read, [replace(HARBOUR, text=f"{PORT.text} The port confirmed it.")], now=NOW)
    assert stored.updated == 1
    feed(read)
    assert home(read, "harbour") == home(read, "mast") != home(read, "port")


def test_a_merge_survives_a_second_import_and_takes_what_comes_later(read: Store) -> None:
    gone, union = home(read, "mast"), home(read, "port")
    pipeline.arrange(read, CONFIG, "merge", union, incidents=[gone], now=NOW)
    feed(read, PORT, HARBOUR, MAST)
    feed(read, LATE, again=True)
    assert {home(read, a) for a in ("port", "harbour", "mast", "late")} == {union}
    board = pipeline.board(read, gone, CONFIG)
    assert board.incident.id == union
    assert {p.government for p in board.accusers} == {"NZ", "BE"}


def test_the_facts_are_made_anew_at_once_and_again_when_it_is_undone(read: Store) -> None:
    union, gone = home(read, "port"), home(read, "mast")
    before = reads.incident_rows(read, [union, gone])
    pipeline.arrange(read, CONFIG, "merge", union, incidents=[gone], now=NOW)
    [row] = reads.incident_rows(read, [union, gone])
    assert {g for g, _ in row.accusers} == {"NZ", "BE"}
    assert row.articles == 3
    assert reads.unsettled(read) == []
    pipeline.undo(read, CONFIG, now=NOW)
    assert reads.incident_rows(read, [union, gone]) == before
    assert reads.unsettled(read) == []


def test_a_merged_incident_stays_findable_and_in_the_digest_under_its_old_id(read: Store, tmp_path: Path) -> None:
    gone, union = home(read, "mast"), home(read, "port")
    made = pipeline.digest(read, CONFIG, clock=lambda: NOW + timedelta(hours=1))
    pipeline.issue(read, made, form="json", path=tmp_path / "d.json", now=NOW + timedelta(hours=1))
    assert gone in (tmp_path / "d.json").read_text(encoding="utf-8")
    pipeline.arrange(read, CONFIG, "merge", union, incidents=[gone], now=NOW)
    shown = pipeline.board(read, gone, CONFIG).statements
    cited = {i for section in made.sections for column in section.accusers for i in (x.id for x in column.items)}
    assert cited
    assert cited <= shown.keys()


def test_what_is_kept_apart_stays_apart_when_something_between_them_comes(read: Store) -> None:
    one, other = home(read, "port"), home(read, "mast")
    pipeline.arrange(read, CONFIG, "apart", one, incidents=[other], now=NOW)
    between = replace(
        LATE, id="between", title=f"{PORT.title}; {MAST.title}", text=f"{PORT.text}\n\n{MAST.text}", source="Digest"
    )
    feed(read, between, again=True)
    assert (home(read, "port"), home(read, "mast")) == (one, other)


def test_a_refused_article_stands_elsewhere_however_well_it_fits(read: Store) -> None:
    feed(read, LATE)
    mast = home(read, "mast")
    assert home(read, "late") == mast
    pipeline.split(read, CONFIG, mast, ["late"], now=NOW)
    pipeline.undo(read, CONFIG, now=NOW)
    assert home(read, "late") == mast
    read.db.execute("INSERT INTO refusals VALUES ('late', ?)", (mast,))
    feed(read, again=True)
    assert home(read, "late") != mast
