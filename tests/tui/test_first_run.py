"""An empty store: three ways to begin."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from textual.widgets import Input

from briefing.tui import jobs
from briefing.tui.screens.first_run import FirstRun
from briefing.tui.screens.triage import Triage
from briefing.tui.widgets.drawn_list import DrawnList
from tests.tui import world
from tests.tui.conftest import Open, pressed

NOBODY = {"feeds": ()}


async def test_three_ways_are_offered(opened: Open, empty: Path) -> None:
    async with opened(empty, **NOBODY) as pilot:
        assert isinstance(pilot.app.screen, FirstRun)
        ways = pilot.app.screen.query_one("#ways", DrawnList)
        told = "\n".join(ways.render_line(y).text for y in range(ways.size.height))
        assert "a  Starter feeds" in told
        assert "b  Demo" in told
        assert "c  Import" in told


async def test_with_feeds_the_list_opens_at_once(opened: Open, empty: Path) -> None:
    async with opened(empty) as pilot:
        assert isinstance(pilot.app.screen, Triage)


@pytest.mark.parametrize("keys", [["b"], ["j", "enter"]])
async def test_the_demo_is_asked_for(opened: Open, empty: Path, keys: list[str]) -> None:
    async with opened(empty, **NOBODY) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        assert pilot.app.return_value == "demo"


async def test_the_starter_feeds_are_written_and_fetched(
    opened: Open, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "refresh", lambda session: [sys.executable, "-c", "pass"])
    async with opened(empty, **NOBODY) as pilot:
        await pressed(pilot, "a")
        assert isinstance(pilot.app.screen, Triage)
        assert (empty / "feeds.toml").exists()
        assert len(pilot.app.desk.session.config.feeds) > 5
        assert "CN" in pilot.app.desk.session.config.speaks.values()


async def test_feeds_that_stand_there_are_left_alone(opened: Open, empty: Path) -> None:
    (empty / "feeds.toml").write_text("# mine\n")
    async with opened(empty, **NOBODY) as pilot:
        await pressed(pilot, "a")
        assert isinstance(pilot.app.screen, FirstRun)
        assert (empty / "feeds.toml").read_text() == "# mine\n"
        assert any(n.severity == "error" and "exists already" in n.message for n in pilot.app._notifications)


async def test_an_import_fills_the_list(opened: Open, empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill = "import sys, pathlib; from tests.tui import world; world.filled(pathlib.Path(sys.argv[1]))"
    asked: list[tuple[str, ...]] = []

    def command(session: object, *words: str) -> list[str]:
        asked.append(words)
        return [sys.executable, "-c", fill, str(empty)]

    monkeypatch.setattr(jobs, "command", command)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    async with opened(empty, **NOBODY) as pilot:
        await pressed(pilot, "c")
        pilot.app.screen.query_one("#path", Input).value = str(empty / "missing")
        await pressed(pilot, "enter")
        assert any("no file or folder" in n.message for n in pilot.app._notifications)
        pilot.app.screen.query_one("#path", Input).value = str(empty)
        await pressed(pilot, "enter")
        assert asked == [("import", str(empty))]
        assert isinstance(pilot.app.screen, Triage)
        assert list(pilot.app.screen.query_one("#incidents", DrawnList).keys) == ["harbour", "mast", "charts"]


async def test_the_job_runs_on_the_files_of_the_session(empty: Path) -> None:
    session = world.session(empty)
    assert jobs.command(session, "import", "x")[1:] == [
        "-m",
        "briefing",
        "--db",
        str(empty / "store.db"),
        "import",
        "x",
    ]
    (empty / "feeds.toml").write_text("")
    assert jobs.refresh(session)[5:] == ["--config", str(empty / "feeds.toml"), "refresh", "--all", "--json"]
