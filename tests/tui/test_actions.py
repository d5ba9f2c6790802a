"""The one action table: everything in it works, is explained, and has a key of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.binding import Binding
from textual.widgets import Footer

from briefing.tui import actions
from briefing.tui.screens.article import ArticleScreen
from briefing.tui.screens.board import BoardScreen
from briefing.tui.screens.choice import Choice
from briefing.tui.screens.digest import DigestScreen, Export
from briefing.tui.screens.feeds import Feeds, FeedScreen
from briefing.tui.screens.first_run import FirstRun
from briefing.tui.screens.help import HEADS, Help
from briefing.tui.screens.log import Log
from briefing.tui.screens.search import Search
from briefing.tui.screens.triage import Triage
from briefing.tui.widgets.drawn_list import DrawnList
from briefing.tui.widgets.paper import Paper
from tests.tui.conftest import NARROW, Open, pressed

PLACES = {
    "list": DrawnList,
    "paper": Paper,
    "triage": Triage,
    "board": BoardScreen,
    "choice": Choice,
    "article": ArticleScreen,
    "search": Search,
    "digest": DigestScreen,
    "export": Export,
    "feeds": Feeds,
    "feed": FeedScreen,
    "log": Log,
    "help": Help,
    "first_run": FirstRun,
}


def test_every_place_is_known() -> None:
    assert PLACES.keys() == actions.PLACES.keys()


@pytest.mark.parametrize("place", PLACES)
def test_every_action_of_a_place_has_a_handler(place: str) -> None:
    for action in actions.actions_of(place):
        assert callable(getattr(PLACES[place], f"action_{action.handler}", None)), f"{place}: {action.id}"


def test_no_key_is_bound_twice_on_one_screen() -> None:
    assert actions.clashes({}) == []
    assert actions.clashes({"page.help": "j"}) == ["[keys] gives j to both move.down and page.help."]


def test_every_action_is_explained_and_reachable() -> None:
    assert len({a.id for a in actions.ACTIONS}) == len(actions.ACTIONS)
    reachable = {group for groups in actions.PLACES.values() for group in groups}
    for action in actions.ACTIONS:
        assert action.help.endswith("."), action.id
        assert action.label
        assert action.group in reachable
        assert action.group in HEADS


@pytest.mark.parametrize("size", [NARROW, (120, 40)])
async def test_the_footer_fits(opened: Open, folder: Path, size: tuple[int, int]) -> None:
    async with opened(folder, size) as pilot:
        for keys in ([], ["enter"]):
            await pressed(pilot, *keys)
            footer = pilot.app.screen.query_one(Footer)
            shown = [child for child in footer.children if child.display]
            assert shown
            assert max(child.region.right for child in shown) <= size[0]


async def test_a_key_is_replaced_by_the_id_of_its_action(opened: Open, folder: Path) -> None:
    async with opened(folder, keys={"incident.keep": "K"}) as pilot:
        await pressed(pilot, "a")
        assert pilot.app.desk.rows(["harbour"])["harbour"].incident.status == "new"
        await pressed(pilot, "K")
        assert pilot.app.desk.rows(["harbour"])["harbour"].incident.status == "kept"


async def test_a_clash_of_keys_is_told(opened: Open, folder: Path) -> None:
    async with opened(folder, keys={"incident.keep": "d", "incident.burn": "B"}) as pilot:
        told = [n.message for n in pilot.app._notifications]
        assert told == [
            "[keys] names incident.burn, which is no action.",
            "[keys] gives d to both incident.keep and incident.dismiss.",
        ]


async def test_the_palette_finds_an_action_and_runs_it(opened: Open, folder: Path) -> None:
    async with opened(folder) as pilot:
        await pressed(pilot, "colon")
        await pressed(pilot, *"dismiss")
        await pilot.pause(0.3)
        await pressed(pilot, "enter")
        if pilot.app.screen is not pilot.app.triage:
            await pressed(pilot, "enter")
        assert pilot.app.desk.rows(["harbour"])["harbour"].incident.status == "dismissed"


async def test_help_lists_every_action_and_filters(opened: Open, folder: Path) -> None:
    async with opened(folder) as pilot:
        await pressed(pilot, "question_mark")
        keys = pilot.app.screen.query_one("#keys", Paper)
        for action in actions.ACTIONS:
            assert action.label in keys.text
            assert " ".join(action.help.split()[:4]) in keys.text
        await pressed(pilot, "slash", *"clipboard")
        assert "Copy the quotation" in keys.text
        assert "Dismiss" not in keys.text


async def test_help_shows_the_keys_of_the_configuration(opened: Open, folder: Path) -> None:
    async with opened(folder, keys={"incident.keep": "K"}) as pilot:
        await pressed(pilot, "question_mark")
        keys = pilot.app.screen.query_one("#keys", Paper)
        line = next(line for line in keys.text.splitlines() if "Keep the incident" in line)
        assert line.split()[0] == "K"


def test_a_binding_carries_the_id_and_the_help() -> None:
    bindings = [b for b in actions.bindings("triage") if isinstance(b, Binding)]
    assert {b.id for b in bindings} == {a.id for a in actions.actions_of("triage")}
    assert all(b.tooltip for b in bindings)
