"""A few screens as pictures; `make snap` renews them after a look."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from briefing.tui.app import BriefingApp
from briefing.tui.desk import own_desk
from tests.tui import world
from tests.tui.conftest import NARROW, WIDE, settled

pytestmark = pytest.mark.snapshot


@pytest.fixture
def app(folder: Path) -> Iterator[BriefingApp]:
    with own_desk(world.session(folder)) as desk:
        yield BriefingApp(desk)


async def still(pilot: Pilot[Any]) -> None:
    """Wait for everything, with no cursor blinking."""
    await settled(pilot)
    for line in pilot.app.screen.query(Input):
        line.cursor_blink = False


def test_triage_wide(app: BriefingApp, snap_compare: Any) -> None:
    """Three columns: list, accusers, China's answer."""
    assert snap_compare(app, terminal_size=WIDE, run_before=still)


def test_triage_narrow(app: BriefingApp, snap_compare: Any) -> None:
    """The panes one below the other beside the list; the first row kept, the second selected."""

    async def marked(pilot: Pilot[Any]) -> None:
        await still(pilot)
        await pilot.press("a", "v")
        await still(pilot)

    assert snap_compare(app, terminal_size=NARROW, run_before=marked)


def test_board_wide(app: BriefingApp, snap_compare: Any) -> None:
    """Bottom line, matrix, an altered quotation struck above its original, a rewritten one without marks."""

    async def board(pilot: Pilot[Any]) -> None:
        await still(pilot)
        await pilot.press("enter")
        await still(pilot)

    assert snap_compare(app, terminal_size=WIDE, run_before=board)


def test_article_narrow(app: BriefingApp, snap_compare: Any) -> None:
    """The article at the words of the Secretary, the other statements underlined, furniture dim."""

    async def article(pilot: Pilot[Any]) -> None:
        await still(pilot)
        await pilot.press("tab", "j", "j", "enter")
        await still(pilot)

    assert snap_compare(app, terminal_size=NARROW, run_before=article)


def test_help_narrow(app: BriefingApp, snap_compare: Any) -> None:
    """Keys, names and what they do in three columns that hang."""

    async def keys(pilot: Pilot[Any]) -> None:
        await still(pilot)
        await pilot.press("question_mark")
        await still(pilot)

    assert snap_compare(app, terminal_size=NARROW, run_before=keys)


def test_first_run(empty: Path, snap_compare: Any) -> None:
    """Three ways to begin."""
    with own_desk(world.session(empty, feeds=(), path=Path("feeds.toml"))) as desk:
        assert snap_compare(BriefingApp(desk), terminal_size=NARROW, run_before=still)
