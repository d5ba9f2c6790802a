"""Where articles stand, by keyboard: merge in the list; confirm, refuse, split and move on the board."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from briefing.store import open_store, reads, writes
from briefing.tui.screens.article import ArticleScreen
from briefing.tui.screens.board import BoardScreen
from briefing.tui.screens.choice import Choice
from briefing.tui.screens.naming import Naming
from briefing.tui.widgets.drawn_list import DrawnList
from briefing.tui.widgets.paper import Paper
from tests.tui.conftest import NARROW, Open, pressed
from tests.tui.test_screens import told
from tests.tui.test_triage import drawn, listed
from tests.tui.world import CLOCK

REASON = "possible: in common: [red]telemetry[/red]; 0.13"


@pytest.fixture
def asked(folder: Path) -> Path:
    """The mast's article may belong to the harbour."""
    with open_store(folder / "store.db") as store:
        store.db.execute("INSERT INTO proposals VALUES ('mast', 'harbour', ?, 0.13)", (REASON,))
    return folder


def incidents_of(folder: Path, article: str) -> list[str]:
    with open_store(folder / "store.db", write=False) as store:
        query = "SELECT incident FROM memberships WHERE article = ? ORDER BY incident"
        return [r["incident"] for r in store.db.execute(query, (article,))]


def notes(pilot: Pilot[str]) -> str:
    return "\n".join(n.message for n in pilot.app._notifications)


def story(pilot: Pilot[str]) -> Paper:
    return pilot.app.screen.query_one("#story", Paper)


async def go_to(pilot: Pilot[str], stop: str) -> None:
    """Walk the story's cursor to a passage."""
    for _ in range(200):
        if story(pilot).stop == stop:
            return
        await pilot.press("j")
    raise AssertionError(f"{stop} is not reached")


async def test_selected_incidents_are_merged_into_the_one_under_the_cursor(opened: Open, folder: Path) -> None:
    async with opened(folder) as pilot:
        await pressed(pilot, "G", "v", "home", "m")
        assert list(listed(pilot).keys) == ["harbour", "mast"]
        assert listed(pilot).key == "harbour"
        assert not listed(pilot).selected
        assert "6 articles" in drawn(pilot)
        assert incidents_of(folder, "charts") == ["harbour"]
        assert "Done: merge 国家海图中心" in notes(pilot)
        await pressed(pilot, "u")
        assert sorted(listed(pilot).keys) == ["charts", "harbour", "mast"]
        assert "5 articles" in drawn(pilot)
        await pressed(pilot, "ctrl+r")
        assert sorted(listed(pilot).keys) == ["harbour", "mast"]


async def test_merge_with_nothing_selected_says_what_to_do(opened: Open, folder: Path) -> None:
    async with opened(folder) as pilot:
        await pressed(pilot, "m")
        assert "Select incidents with v" in notes(pilot)
        await pressed(pilot, "v", "k", "m")  # the one under the cursor alone
        assert "Select incidents with v" in notes(pilot)
        with open_store(folder / "store.db", write=False) as store:
            assert reads.decisions(store) == []


async def test_merge_takes_the_rows_that_were_on_the_screen(opened: Open, folder: Path) -> None:
    async with opened(folder) as pilot:
        await pressed(pilot, "j", "v", "home")
        with open_store(folder / "store.db") as store:  # another process is faster
            writes.arrange(store, "merge", "charts", at=CLOCK, incidents=["mast"])
        await pressed(pilot, "m")
        assert incidents_of(folder, "mast") == ["harbour"]
        assert incidents_of(folder, "charts") == ["harbour"]


async def test_a_question_is_shown_with_its_reason_and_confirmed_by_one_key(opened: Open, asked: Path) -> None:
    async with opened(asked) as pilot:
        assert "\n  ? 5 articles" in drawn(pilot)
        await pressed(pilot, "enter")
        text = told(story(pilot).text)
        assert "Possible does it belong here? + yes, - no" in text
        assert "? Mast Times: Weather mast [bold]telemetry[/bold] stolen" in text
        assert "in common: [red]telemetry[/red]; 0.13" in text
        assert "1 in question" in str(story(pilot).border_subtitle)
        await pressed(pilot, "plus")  # the question is not under the cursor: it is shown before it is answered
        assert incidents_of(asked, "mast") == ["mast"]
        assert story(pilot).stop == "possible:mast"
        await pressed(pilot, "plus")
        assert incidents_of(asked, "mast") == ["harbour"]
        assert "does it belong here" not in story(pilot).text
        assert "placed by a person" in story(pilot).text
        assert "u undoes it" in notes(pilot)
        await pressed(pilot, "u")
        assert incidents_of(asked, "mast") == ["mast"]
        assert "does it belong here" in story(pilot).text


async def test_a_refused_article_is_asked_about_no_more(opened: Open, asked: Path) -> None:
    async with opened(asked) as pilot:
        await pressed(pilot, "enter", "minus", "minus")
        assert "does it belong here" not in story(pilot).text
        with open_store(asked / "store.db", write=False) as store:
            assert reads.refused(store, "mast") == {"harbour"}
        await pressed(pilot, "minus")
        assert "No article is in question here." in notes(pilot)


async def test_an_article_in_question_is_opened_and_not_split_off(opened: Open, asked: Path) -> None:
    async with opened(asked) as pilot:
        await pressed(pilot, "enter", "plus", "p")
        assert "Go to a statement, or to an article under Sources, first." in notes(pilot)
        await pressed(pilot, "enter")
        assert isinstance(pilot.app.screen, ArticleScreen)
        assert pilot.app.screen.article_id == "mast"


async def test_an_article_is_split_off_and_comes_back(opened: Open, folder: Path) -> None:
    async with opened(folder) as pilot:
        await pressed(pilot, "enter")
        await go_to(pilot, "article:brief")
        await pressed(pilot, "p")
        [own] = incidents_of(folder, "brief")
        assert own != "harbour"
        assert "Port Courier" not in story(pilot).text
        assert "Done: split Port news off Pilot stations hacked" in notes(pilot)
        await pressed(pilot, "u")
        assert incidents_of(folder, "brief") == ["harbour"]
        assert "Port Courier" in story(pilot).text


async def test_splitting_off_all_is_told(opened: Open, folder: Path) -> None:
    async with opened(folder) as pilot:
        await pressed(pilot, "j", "enter", "p")
        assert "some, but not all, of the 1 in incident" in notes(pilot)


@pytest.mark.parametrize("size", [(120, 30), NARROW])
async def test_an_article_is_moved_to_an_incident_that_is_chosen(
    opened: Open, folder: Path, size: tuple[int, int]
) -> None:
    async with opened(folder, size) as pilot:
        await pressed(pilot, "enter")
        await go_to(pilot, "article:brief")
        await pressed(pilot, "m")
        assert isinstance(pilot.app.screen, Choice)
        choices = pilot.app.screen.query_one("#choices", DrawnList)
        assert set(choices.keys) == {"mast", "charts", "noise"}
        assert "[bold]telemetry" in "".join(choices.render_line(y).text for y in range(9))
        await pressed(pilot, "escape")
        assert isinstance(pilot.app.screen, BoardScreen)
        await pressed(pilot, "m", *"mast weather")
        assert pilot.app.screen.query_one("#words", Input).value == "mast weather"
        await pressed(pilot, "enter")
        assert incidents_of(folder, "brief") == ["mast"]
        await go_to(pilot, "article:spun")
        await pressed(pilot, "m", "enter", "j", "enter")  # from the list, the second
        assert incidents_of(folder, "spun") == [choices.keys[1]]


async def test_the_board_of_a_vanished_incident_shows_what_took_it_in(opened: Open, folder: Path) -> None:
    async with opened(folder) as pilot:
        await pressed(pilot, "j", "enter")
        await go_to(pilot, "article:mast")
        await pressed(pilot, "m", *"pilot", "enter")
        assert isinstance(pilot.app.screen, BoardScreen)
        assert pilot.app.screen.incident == "harbour"
        assert "Mast Times" in story(pilot).text
        await pressed(pilot, "L")
        rows = pilot.app.screen.query_one("#log", DrawnList)
        assert "move Weather mast [bold]telemetry[/bold] stolen from" in rows.render_line(0).text
        await pressed(pilot, "enter")
        assert isinstance(pilot.app.screen, BoardScreen)


async def test_an_incident_is_named_in_the_list_and_on_its_board(opened: Open, folder: Path) -> None:
    async with opened(folder) as pilot:
        await pressed(pilot, "home")
        incident = listed(pilot).key
        await pressed(pilot, "n")
        line = pilot.app.screen.query_one("#title", Input)
        was = line.value
        line.value = "The [red]harbour[/red] affair"
        await pressed(pilot, "enter")
        assert "The [red]harbour" in drawn(pilot)
        assert "[red]harbour[/red] affair. u undoes it." in notes(pilot)
        await pressed(pilot, "u")
        assert "The [red]harbour" not in drawn(pilot)
        await pressed(pilot, "enter", "n")
        assert isinstance(pilot.app.screen, Naming)
        await pressed(pilot, "escape", "n", "enter")  # what was not changed is no decision
        assert "There is nothing" not in notes(pilot)
        await pressed(pilot, "n")
        pilot.app.screen.query_one("#title", Input).value = "x" * 201
        await pressed(pilot, "enter")
        assert "at most 200 characters" in notes(pilot)
        await pressed(pilot, "n")
        pilot.app.screen.query_one("#title", Input).value = "Named"
        await pressed(pilot, "enter")
        assert story(pilot).border_title == "Named"
        assert "title by a person" in str(story(pilot).border_subtitle)
        await pressed(pilot, "n")
        pilot.app.screen.query_one("#title", Input).value = ""
        await pressed(pilot, "enter")
        assert was.startswith(str(story(pilot).border_title)[:20])
    with open_store(folder / "store.db", write=False) as store:
        said = [(d.what, d.target, d.title, d.undone) for d in reads.decisions(store) if d.what == "rename"]
    assert said == [
        ("rename", incident, "", False),
        ("rename", incident, "Named", False),
        ("rename", incident, "The [red]harbour[/red] affair", True),
    ]
