"""The app over a small invented store."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from briefing.store import open_store
from briefing.tui.app import BriefingApp
from briefing.tui.desk import own_desk
from briefing.tui.screens import search, triage
from tests.tui import world

WIDE, NARROW = (120, 40), (80, 24)
USUAL = (120, 30)  # as wide, and quicker to draw
Open = Callable[..., AbstractAsyncContextManager[Pilot[str]]]


@pytest.fixture(scope="session")
def filled_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return world.filled(tmp_path_factory.mktemp("world"))


@pytest.fixture
def folder(tmp_path: Path, filled_once: Path) -> Path:
    """A folder with a filled store of the test's own."""
    shutil.copy(filled_once / "store.db", tmp_path / "store.db")
    return tmp_path


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A folder with an empty store."""
    with open_store(tmp_path / "store.db"):
        return tmp_path


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The screens wait for a person's fingers to rest; a test has none."""
    monkeypatch.setattr(triage, "PAUSE", 0.001)
    monkeypatch.setattr(search, "PAUSE", 0.001)


@pytest.fixture
def opened() -> Open:
    """Opens the app over the store of a folder."""

    @asynccontextmanager
    async def opening(place: Path, size: tuple[int, int] = USUAL, **more: object) -> AsyncIterator[Pilot[str]]:
        with own_desk(world.session(place, **more)) as desk:
            app = BriefingApp(desk)
            async with app.run_test(size=size) as pilot:
                await settled(pilot)
                yield pilot

    return opening


async def settled(pilot: Pilot[str]) -> None:
    """Wait until background work and the short pauses of the screens are over."""
    await pilot.pause(0.02)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def pressed(pilot: Pilot[str], *keys: str) -> None:
    """Press keys and wait."""
    await pilot.press(*keys)
    await settled(pilot)
