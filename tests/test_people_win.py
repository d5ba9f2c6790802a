"""What a person decided about places holds through the whole engine: re-runs, re-imports, edits, late arrivals."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from briefing import intake, pipeline
from briefing.config import Config
from briefing.errors import NothingDone, UsageError
from briefing.model import RawItem
from briefing.store import Store, open_store, reads, transaction, writes
from briefing.store.places import vanish
from briefing.store.standing import derive
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
    intake.keep(store, items, now=NOW)
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
    stored = intake.keep(read, [replace(HARBOUR, text=f"{PORT.text} The port confirmed it.")], now=NOW)
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


def title(store: Store, incident: str) -> tuple[str, str | None]:
    held = pipeline.board(store, incident, CONFIG).incident
    return held.title, held.computed


def test_a_title_survives_reading_everything_again_an_edit_and_a_restart(read: Store) -> None:
    port = home(read, "port")
    (computed, _) = title(read, port)
    done = pipeline.rename(read, port, " The \x1b port\n affair ", now=NOW)
    assert (done.title, title(read, port)) == ("The \ufffd port affair", ("The \ufffd port affair", computed))
    pipeline.rename(read, port, "The port affair", now=NOW)
    feed(read, PORT, replace(HARBOUR, text=f"{PORT.text} The port confirmed it."), again=True)
    with open_store(read.path) as store:
        feed(store, LATE, again=True)
        assert title(store, port) == ("The port affair", computed)
        [row] = reads.incident_rows(store, [port])
        assert row.incident.title == "The port affair"
        assert reads.titled(store, ["affair"]) == [port]
        pipeline.rename(store, port, "", now=NOW)
        assert title(store, port) == (computed, None)


def test_a_title_is_undone_and_done_again(read: Store) -> None:
    port = home(read, "port")
    before = title(read, port)
    pipeline.rename(read, port, "First", now=NOW)
    pipeline.rename(read, port, "Second", now=NOW)
    named = [title(read, port)[0]]
    while pipeline.undo(read, CONFIG, now=NOW):
        named.append(title(read, port)[0])
    assert named == ["Second", "First", before[0]]
    assert title(read, port) == before
    pipeline.redo(read, CONFIG, now=NOW)
    pipeline.redo(read, CONFIG, now=NOW)
    assert title(read, port) == ("Second", before[0])


def test_the_title_that_its_articles_give_goes_on_behind_a_person_s(read: Store) -> None:
    mast = home(read, "mast")
    pipeline.rename(read, mast, "The mast affair", now=NOW)
    pipeline.arrange(read, CONFIG, "move", mast, articles=["port"], now=NOW)
    assert title(read, mast) == ("The mast affair", PORT.title)
    pipeline.undo(read, CONFIG, now=NOW)
    assert title(read, mast) == ("The mast affair", MAST.title)


def test_of_merged_incidents_the_title_of_the_kept_one_stays(read: Store) -> None:
    port, mast = home(read, "port"), home(read, "mast")
    computed = title(read, port)[0]
    pipeline.rename(read, mast, "The mast affair", now=NOW)
    pipeline.arrange(read, CONFIG, "merge", port, incidents=[mast], now=NOW)
    assert title(read, port) == (computed, None)
    pipeline.undo(read, CONFIG, now=NOW)
    assert title(read, mast) == ("The mast affair", MAST.title)
    pipeline.rename(read, port, "The port affair", now=NOW)
    pipeline.arrange(read, CONFIG, "merge", port, incidents=[mast], now=NOW)
    feed(read, again=True)
    assert title(read, mast) == title(read, port)
    assert title(read, port)[0] == "The port affair"


def test_a_title_is_not_lost_where_grouping_puts_incidents_together(read: Store) -> None:
    port, mast = home(read, "port"), home(read, "mast")
    pipeline.rename(read, mast, "The mast affair", now=NOW)
    with transaction(read):
        vanish(read, mast, port)
        derive(read, port)
    assert title(read, port)[0] == "The mast affair"
    pipeline.rename(read, port, "", now=NOW)
    assert title(read, port)[1] is None


def test_an_incident_that_comes_back_is_called_and_kept_as_before(read: Store) -> None:
    mast = home(read, "mast")
    writes.decide(read, "keep", [mast], at=NOW)
    pipeline.rename(read, mast, "The mast affair", now=NOW)
    read.db.execute("DELETE FROM memberships WHERE incident = ?", (mast,))
    read.db.execute("UPDATE incidents SET unsettled_since = changed_at WHERE id = ?", (mast,))
    pipeline.settle_all(read, CONFIG)
    assert reads.resolve(read, mast) is None
    feed(read, again=True)
    assert home(read, "mast") == mast
    assert title(read, mast) == ("The mast affair", MAST.title)
    assert pipeline.board(read, mast, CONFIG).incident.status == "kept"


@pytest.mark.parametrize(
    ("wrong", "incident", "words", "says"),
    [
        (NothingDone, "i404", "Words", "There is no incident i404"),
        (NothingDone, None, "", "has the title of its articles already"),
        (NothingDone, None, "So it is called", "called incident .* so already"),
        (UsageError, None, "x" * 201, "at most 200 characters; this one has 201"),
    ],
)
def test_a_title_that_cannot_be_given_is_told(
    read: Store, wrong: type[Exception], incident: str | None, words: str, says: str
) -> None:
    port = home(read, "port")
    if words.startswith("So"):
        pipeline.rename(read, port, words, now=NOW)
    before = len(reads.decisions(read))
    with pytest.raises(wrong, match=says):
        pipeline.rename(read, incident or port, words, now=NOW)
    assert len(reads.decisions(read)) == before


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
