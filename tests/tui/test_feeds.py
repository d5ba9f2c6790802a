"""The Feeds screen: how each source is, and what can be done about it, without a wait for any key."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from briefing import config
from briefing.health import health
from briefing.model import Feed, FeedState
from briefing.store import open_store, polls
from briefing.tui import jobs
from briefing.tui.screens.adding import Adding
from briefing.tui.screens.feeds import Feeds, FeedScreen, facts
from briefing.tui.session import Session
from briefing.tui.widgets.drawn_list import DrawnList
from briefing.tui.widgets.paper import Paper
from tests.tui.conftest import NARROW, Open, pressed
from tests.tui.world import CLOCK, FEEDS

TINY = (40, 12)


@pytest.fixture
def written(folder: Path) -> Path:
    """The world's feeds as the file that its session names."""
    path = folder / "feeds.toml"
    tables = (f'[[feed]]\nid = "{f.id}"\nname = "{f.name}"\nurl = "{f.url}"\nrole = "{f.role}"\n' for f in FEEDS)
    path.write_text("# The desk's.\n" + "\n".join(tables))
    return path


def rows(pilot: Pilot[str]) -> DrawnList[object]:
    return pilot.app.screen.query_one("#feeds", DrawnList)


def told(pilot: Pilot[str]) -> str:
    return " ".join(n.message for n in pilot.app._notifications)


async def test_enter_shows_all_that_is_known_of_a_feed(opened: Open, folder: Path) -> None:
    for size in (NARROW, TINY, (120, 40)):
        async with opened(folder, size) as pilot:
            await pressed(pilot, "F", "enter")
            assert isinstance(pilot.app.screen, FeedScreen)
            text = " ".join(pilot.app.screen.query_one(Paper).text.split())
            assert "failing, since 19 May 08:02" in text
            assert "Timed out after 30 s." in text
            assert "https://wire.example/feed" in text.replace(" ", "")
            await pressed(pilot, "escape")
            assert isinstance(pilot.app.screen, Feeds)


def test_what_is_not_known_is_not_told() -> None:
    feed = Feed("one", "https://one.example", speaks_for="GB")
    state = FeedState("one", last_poll=CLOCK, last_good=CLOCK, status="new", rhythm=5400, newest="2031-05-19")
    known = dict(facts(feed, state, health(feed, state, CLOCK)))
    assert known["Speaks for"] == "United Kingdom"
    assert known["Usual pause"] == "2 hours"
    assert known["Newest entry"] == "19 May 2031"
    assert not {"Waits until", "Moved to", "Institution", "Failed in a row"} & set(known)


async def test_pausing_is_written_shown_and_turned_back(opened: Open, folder: Path, written: Path) -> None:
    before = written.read_text()
    async with opened(folder) as pilot:
        await pressed(pilot, "F", "p")
        assert 'reason = "paused 2031-05-20."' in written.read_text()
        assert list(rows(pilot).keys) == ["cn-ministry", "gb-office", "wire"]  # no longer in trouble, and last
        assert rows(pilot).key == "wire"
        assert pilot.app.status.health["paused"] == 1
        await pressed(pilot, "enter", "p")
        assert written.read_text() == before
        assert "Resumed: wire" in told(pilot)


async def test_removing_wants_to_be_asked_twice_and_keeps_the_table(
    opened: Open, folder: Path, written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = written.read_text()
    log = folder / "briefing.log"
    monkeypatch.setattr(jobs, "log_path", lambda: log)
    async with opened(folder) as pilot:
        await pressed(pilot, "F", "x", "j", "x")
        assert written.read_text() == before, "each of two feeds was asked for once"
        await pressed(pilot, "x")
        assert [f.id for f in config.load(written).feeds] == ["gb-office", "wire"]
        assert list(rows(pilot).keys) == ["wire", "gb-office"]
        assert '[[feed]]\nid = "cn-ministry"' in log.read_text()
        assert log.stat().st_mode & 0o077 == 0
        await pressed(pilot, "home", "enter", "x", "x")
        assert isinstance(pilot.app.screen, Feeds), "what is gone is left"
        assert list(rows(pilot).keys) == ["gb-office"]


async def test_moving_takes_the_address_that_the_server_named(opened: Open, folder: Path, written: Path) -> None:
    with open_store(folder / "store.db") as store:
        polls.save_state(
            store, FeedState("wire", last_poll=CLOCK, last_good=CLOCK, status="new", moved="https://new.example/f")
        )
    async with opened(folder) as pilot:
        await pressed(pilot, "F")
        assert rows(pilot).key == "wire"
        await pressed(pilot, "m")
        assert config.load(written).feeds[-1].url == "https://new.example/f"
        await pressed(pilot, "m")
        assert "named no other address" in told(pilot)


async def test_a_wrong_file_is_told_and_the_app_goes_on(opened: Open, folder: Path, written: Path) -> None:
    async with opened(folder) as pilot:
        written.write_text('[[feed]]\nid = "one"\nrolle = "x"\n')
        await pressed(pilot, "F", "p")
        assert "did you mean role?" in told(pilot)
        assert len(rows(pilot).keys) == 3


async def test_checking_asks_in_the_background_and_tells(
    opened: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, ...]] = []
    line = json.dumps({"id": "wire", "health": "html", "why": "The answer is [a] page."})

    def command(session: Session, *words: str) -> list[str]:
        asked.append(words)
        return [sys.executable, "-c", f"print({line!r}); import sys; sys.exit(1)"]

    monkeypatch.setattr(jobs, "command", command)
    async with opened(folder) as pilot:
        await pressed(pilot, "F", "c")
        assert asked == [("feeds", "check", "--json", "--", "wire")]
        assert "wire: html. The answer is [a] page." in told(pilot)
        assert not pilot.app.status.job


@pytest.mark.parametrize("size", [(120, 30), TINY])
async def test_adding_by_words_of_the_catalogue_by_id_and_by_address(
    opened: Open, folder: Path, written: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def command(session: Session, *words: str) -> list[str]:
        asked.append(words[-1])
        text = f'\n[[feed]]\nid = "new-{len(asked)}"\nurl = "https://new.example/{len(asked)}"\n'
        code = f"import sys; open({str(written)!r}, 'a').write({text!r}); sys.stderr.write('Added [it].')"
        return [sys.executable, "-c", code]

    monkeypatch.setattr(jobs, "command", command)
    async with opened(folder, size) as pilot:
        await pressed(pilot, "F", "a")
        assert isinstance(pilot.app.screen, Adding)
        assert len(pilot.app.screen.query_one("#choices", DrawnList).keys) > 100
        await pressed(pilot, *"czech")
        assert list(pilot.app.screen.query_one("#choices", DrawnList).keys) == ["cz-nukib", "cz-mfa-gn"]
        assert pilot.app.screen.query_one("#choices", DrawnList).size.height >= 2, "one of them can be seen"
        await pressed(pilot, "enter", "j", "enter")
        assert asked == ["cz-mfa-gn"]
        assert "Added [it]." in told(pilot)
        assert "new-1" in rows(pilot).keys
        await pilot.press("a")
        pilot.app.screen.query_one("#words").value = "nz-beehive"  # type: ignore[attr-defined]
        await pressed(pilot, "enter")
        await pressed(pilot, "a")
        pilot.app.screen.query_one("#words").value = "https://any.example/feed"  # type: ignore[attr-defined]
        await pressed(pilot, "enter")
        assert asked == ["cz-mfa-gn", "nz-beehive", "https://any.example/feed"]
        await pressed(pilot, "a", "escape")
        assert isinstance(pilot.app.screen, Feeds)
        assert len(asked) == 3


async def test_the_demo_has_nothing_to_change(opened: Open, folder: Path, written: Path) -> None:
    before = written.read_text()
    async with opened(folder, notice="This is a sample.") as pilot:
        await pressed(pilot, "F")
        for key in "apxmc":
            await pressed(pilot, key)
            assert isinstance(pilot.app.screen, Feeds)
            assert "sample world does not change" in told(pilot)
    assert written.read_text() == before


async def test_an_address_that_could_not_be_asked_now_is_not_asked_for(
    opened: Open, folder: Path, written: Path
) -> None:
    async with opened(folder) as pilot:
        await pressed(pilot, "F")
        pilot.app.status = replace(pilot.app.status, job="refresh")
        await pilot.press("a")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Feeds)
        assert "The refresh is still running" in told(pilot)
        pilot.app.status = replace(pilot.app.status, job="")
        await pressed(pilot, "a")
        assert isinstance(pilot.app.screen, Adding)
