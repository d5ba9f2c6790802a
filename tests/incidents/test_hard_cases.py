"""Hard cases of grouping in a small invented stream (hard_stream.py); test_hard_matters.py has the larger one."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefing import intake, pipeline
from briefing.config import Config
from briefing.model import RawItem
from briefing.store import Store, open_store, reads, search
from tests.hard import b_cubed
from tests.incidents import hard_stream as h

CONFIG = Config(Path("feeds.toml"))
NOW = datetime(2032, 6, 1, tzinfo=UTC)


def feed(store: Store, items: Sequence[RawItem]) -> None:
    intake.keep(store, items, now=NOW)
    for _ in pipeline.read(store, CONFIG, clock=lambda: NOW):
        pass


def places(store: Store) -> dict[str, dict[str, str]]:
    """Article -> incident -> its role there."""
    found: dict[str, dict[str, str]] = {}
    for row in store.db.execute("SELECT article, incident, role FROM memberships ORDER BY article, incident"):
        found.setdefault(row["article"], {})[row["incident"]] = row["role"]
    return found


def home(store: Store, name: str) -> str:
    """The incident in which an article stands, mentions apart."""
    return next(i for i, role in places(store)[name].items() if role != "mention")


def told(store: Store) -> str:
    """Every incident with its articles, for the message of a test that fails."""
    query = "SELECT incident, article, role, reason FROM memberships ORDER BY incident, article"
    return "\n".join(" ".join(map(str, row)) for row in store.db.execute(query))


def groups(store: Store) -> list[set[str]]:
    found: dict[str, set[str]] = {}
    for name in places(store):
        found.setdefault(home(store, name), set()).add(name)
    return list(found.values())


@pytest.fixture(scope="session")
def stream(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the main stream in it."""
    path = tmp_path_factory.mktemp("hard") / "stream.db"
    with open_store(path) as store:
        feed(store, h.MAIN)
    return path


@pytest.fixture
def read(stream: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of the read stream, to add one article to."""
    path = tmp_path / "copy.db"
    for file in stream.parent.glob("stream.db*"):
        shutil.copy(file, tmp_path / file.name.replace("stream", "copy"))
    with open_store(path) as store:
        yield store


def names(items: Sequence[RawItem]) -> set[str]:
    return {str(i.id) for i in items}


@pytest.mark.parametrize("together", [h.GRID, h.FISH, h.RANSOM[:2], h.RANSOM[2:], h.FERRY, h.MINE])
def test_what_tells_of_one_matter_stands_together_and_alone(read: Store, together: Sequence[RawItem]) -> None:
    """In five languages, over days, in other words; twins of one accuser, one type or one week stay apart."""
    assert names(together) in groups(read), told(read)


@pytest.mark.parametrize("alone", ["patch-may", "patch-june", "oslo-vote", "russia", "trade", "drills", "sport"])
def test_what_only_resembles_stays_alone(read: Store, alone: str) -> None:
    assert {alone} in groups(read), told(read)


def test_relevant_is_a_cyber_matter_of_a_watched_state_and_the_rest_is_kept_and_found(read: Store) -> None:
    relevant = set(reads.incident_ids(read))
    assert relevant == {home(read, "grid-en"), home(read, "fish-1")}, told(read)
    assert [hit.article for hit in search.search(read, "cod quotas")] == ["oslo-vote"]
    assert [hit.article for hit in search.search(read, "Hentzau")] == ["sport"]


def test_a_follow_up_after_months_joins(read: Store) -> None:
    feed(read, [h.GRID_LATER])
    assert places(read)["grid-later"] == {home(read, "grid-en"): "follow-up"}, told(read)


def test_an_anniversary_links_and_moves_no_date(read: Store) -> None:
    last = reads.incident_rows(read, [home(read, "grid-en")])[0].incident.last
    feed(read, [h.GRID_ANNIVERSARY])
    assert places(read)["grid-year"] == {home(read, "grid-en"): "retrospective"}, told(read)
    assert reads.incident_rows(read, [home(read, "grid-en")])[0].incident.last == last


@pytest.mark.parametrize("late", [h.GRID_LATE, h.GRID_UNDATED, h.GRID_WRONG_YEAR, h.NO_TITLE])
def test_a_late_arrival_a_missing_date_a_wrong_year_and_no_title_keep_nothing_out(read: Store, late: RawItem) -> None:
    feed(read, [late])
    assert home(read, str(late.id)) == home(read, "grid-en"), told(read)


def test_a_headline_alone_asks_and_does_not_join(read: Store) -> None:
    feed(read, [h.HEADLINE])
    assert home(read, "headline") != home(read, "grid-en")
    asked = {r["incident"] for r in read.db.execute("SELECT incident FROM proposals WHERE article = 'headline'")}
    assert home(read, "grid-en") in asked, told(read)


def test_the_tail_of_other_stories_adds_nothing(read: Store) -> None:
    feed(read, [h.TEASERS])
    assert {"teasers"} in groups(read), told(read)
    assert not read.db.execute("SELECT 1 FROM proposals WHERE article = 'teasers'").fetchall()


@pytest.mark.parametrize("at", [0, len(h.MAIN) // 2, len(h.MAIN)])
def test_a_round_up_glues_nothing_whenever_it_comes(store: Store, at: int) -> None:
    for part in (h.MAIN[:at], [h.WEEK], h.MAIN[at:]):
        if part:
            feed(store, part)
    assert home(store, "ransom-a1") == home(store, "ransom-a2") != home(store, "ransom-b1"), told(store)
    assert home(store, "ransom-b1") == home(store, "ransom-b2"), told(store)


def test_an_article_on_three_matters_stands_in_all_three(read: Store) -> None:
    feed(read, [h.THREE])
    wanted = {home(read, name) for name in ("fish-1", "grid-en", "ransom-a1")}
    assert set(places(read)["three"]) == wanted, told(read)
    assert sorted(places(read)["three"].values()).count("mention") == 2


def test_a_restart_in_the_middle_changes_nothing(stream: Path, tmp_path: Path) -> None:
    path = tmp_path / "halves.db"
    with open_store(path) as store:
        intake.keep(store, h.MAIN, now=NOW)
        reader = pipeline.read(store, CONFIG, clock=lambda: NOW, only=[str(i.id) for i in h.MAIN[:9]])
        next(reader)
        reader.close()
    with open_store(path) as store, open_store(stream) as whole:
        for _ in pipeline.read(store, CONFIG, clock=lambda: NOW):
            pass
        assert places(store) == places(whole)


def test_everything_twice_changes_nothing(read: Store) -> None:
    before = places(read)
    feed(read, h.MAIN)
    assert places(read) == before


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_import_hardly_matters(read: Store, store: Store, seed: int) -> None:
    items = list(h.MAIN)
    random.Random(seed).shuffle(items)
    for start in range(0, len(items), 5):
        feed(store, items[start : start + 5])
    one, other = ({name: home(s, name) for name in places(s)} for s in (read, store))
    assert b_cubed(one, other) >= 0.95, told(store)


def test_an_id_stays_when_more_articles_come(read: Store) -> None:
    before = home(read, "grid-en")
    feed(read, [h.GRID_LATE, h.GRID_UNDATED, h.GRID_LATER])
    assert home(read, "grid-en") == before
