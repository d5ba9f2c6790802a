"""The first screen: the list, the panes beside it, and what one key does."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from briefing.model import Incident, IncidentRow
from briefing.store import open_store, reads
from briefing.tui.desk import Desk
from briefing.tui.screens.triage import Triage
from briefing.tui.widgets.drawn_list import CHUNK, DrawnList
from briefing.tui.widgets.header import Header, feeds_words, news_words
from briefing.tui.widgets.paper import Paper
from tests.tui import world
from tests.tui.conftest import NARROW, WIDE, Open, pressed


def listed(pilot: Pilot[str]) -> DrawnList[IncidentRow]:
    return pilot.app.screen.query_one("#incidents", DrawnList)


def pane(pilot: Pilot[str], name: str) -> Paper:
    return pilot.app.screen.query_one(f"#{name}", Paper)


def status(pilot: Pilot[str], incident: str) -> str:
    return pilot.app.desk.rows([incident])[incident].incident.status


def drawn(pilot: Pilot[str]) -> str:
    """The list as it stands on the screen."""
    rows = listed(pilot)
    return "\n".join(rows.render_line(y).text for y in range(rows.size.height))


def shown(pilot: Pilot[str]) -> str:
    """The whole screen as text."""
    return "\n".join(strip.text for strip in pilot.app.screen._compositor.render_strips())


async def test_the_list_says_who_spoke_how_strongly_and_whether_there_is_an_answer(opened: Open, folder: Path) -> None:
    async with opened(folder) as pilot:
        lines = drawn(pilot).splitlines()
        assert lines[0].startswith("›*  18 May Pilot stations hacked")
        assert lines[1].strip() == "GB5 US4 EU2 | CN +1d (1 of 3)"
        assert lines[2].strip() == "5 articles, 4 origins, 7 new"
        assert lines[4].strip() == "BE2 | CN silent 3 days"
        assert "Ship's biscuit" not in drawn(pilot)


async def test_keep_goes_on_and_both_panes_follow(opened: Open, folder: Path) -> None:
    async with opened(folder) as pilot:
        assert "United Kingdom  L5 organ named" in pane(pilot, "accusers").text
        assert "groundless" in pane(pilot, "answer").text
        await pressed(pilot, "a")
        assert status(pilot, "harbour") == "kept"
        assert listed(pilot).key == "mast"
        assert "Belgium  L2 territory" in pane(pilot, "accusers").text
        assert "no response found" in pane(pilot, "answer").text
        assert "R00" in str(pane(pilot, "answer").border_title)
        assert drawn(pilot).splitlines()[0].startswith(" *+ 18 May")


async def test_dismiss_leaves_the_list_and_undo_brings_it_back(opened: Open, folder: Path) -> None:
    async with opened(folder) as pilot:
        await pressed(pilot, "d")
        assert list(listed(pilot).keys) == ["mast", "charts"]
        assert listed(pilot).key == "mast"
        await pressed(pilot, "u")
        assert list(listed(pilot).keys) == ["harbour", "mast", "charts"]
        assert listed(pilot).key == "harbour"
        assert status(pilot, "harbour") == "new"
        await pressed(pilot, "ctrl+r")
        assert status(pilot, "harbour") == "dismissed"


async def test_follow_stays_and_read_clears_what_is_new(opened: Open, folder: Path) -> None:
    async with opened(folder) as pilot:
        await pressed(pilot, "f")
        assert (listed(pilot).key, status(pilot, "harbour")) == ("harbour", "following")
        assert pilot.app.status.new == 9
        await pressed(pilot, "x")
        assert pilot.app.status.new == 2
        assert "7 new" not in drawn(pilot)


async def test_a_bulk_action_takes_the_selected_rows(opened: Open, folder: Path) -> None:
    async with opened(folder) as pilot:
        await pressed(pilot, "v", "j", "v")
        assert listed(pilot).selected == {"harbour", "charts"}
        assert "2 selected" in str(listed(pilot).border_title)
        await pressed(pilot, "a")
        assert (status(pilot, "harbour"), status(pilot, "mast"), status(pilot, "charts")) == ("kept", "new", "kept")
        assert not listed(pilot).selected
        await pressed(pilot, "u")
        assert (status(pilot, "harbour"), status(pilot, "charts")) == ("new", "new")


async def test_escape_drops_the_selection(opened: Open, folder: Path) -> None:
    async with opened(folder) as pilot:
        await pressed(pilot, "v", "escape")
        assert not listed(pilot).selected


async def test_show_walks_through_relevant_all_and_kept(opened: Open, folder: Path) -> None:
    async with opened(folder) as pilot:
        await pressed(pilot, "a", "s")
        assert list(listed(pilot).keys) == ["harbour", "mast", "charts", "noise"]
        await pressed(pilot, "s")
        assert list(listed(pilot).keys) == ["harbour"]
        await pressed(pilot, "s")
        assert list(listed(pilot).keys) == ["harbour", "mast", "charts"]


async def test_space_goes_to_the_next_new_one_and_round(opened: Open, folder: Path) -> None:
    async with opened(folder) as pilot:
        await pressed(pilot, "j", "x", "home", "space")
        assert listed(pilot).key == "charts"
        await pressed(pilot, "space")
        assert listed(pilot).key == "harbour"


async def test_the_cursor_stays_on_its_incident_when_something_comes_in(opened: Open, folder: Path) -> None:
    async with opened(folder) as pilot:
        await pressed(pilot, "j")
        late = world.article("late", "A late report", "Nothing more.", "Example Wire", "2031-05-20")
        with open_store(folder / "store.db") as store:
            world.save(
                store, "late", [late], [], [], title=late.title, accusers=(), answerers=(), accused=(), answer=None,
                origins=1, seen=world.CLOCK + timedelta(hours=1),
            )  # fmt: skip
        pilot.app.reload()
        await pressed(pilot)
        assert list(listed(pilot).keys) == ["late", "harbour", "mast", "charts"]
        assert listed(pilot).key == "mast"


async def test_markup_and_escapes_in_a_title_are_text(opened: Open, folder: Path) -> None:
    with open_store(folder / "store.db") as store:
        store.db.execute("UPDATE incidents SET title = 'A [/b] [red]\x1b[2J [@click=app.quit]x' WHERE id = 'harbour'")
    async with opened(folder) as pilot:
        assert "A [/b] [red]\ufffd[2J" in drawn(pilot)
        assert "[@click=app.quit]x" in " ".join(pane(pilot, "accusers").text.split())
        await pressed(pilot, "enter")
        assert "A [/b] [red]\ufffd[2J [@click=app.quit]x" in shown(pilot)
        await pressed(pilot, "escape", "u")
        assert any("A [/b] [red]" in n.message for n in pilot.app._notifications)
        await pressed(pilot, "L")
        assert "A [/b] [red]" in shown(pilot)


@pytest.mark.parametrize("size", [WIDE, NARROW, (50, 30)])
async def test_every_line_fills_its_cells_whatever_the_script(
    opened: Open, folder: Path, size: tuple[int, int]
) -> None:
    async with opened(folder, size) as pilot:
        rows = listed(pilot)
        width = rows.scrollable_content_region.width
        assert "国家海图" in drawn(pilot)
        assert {rows.render_line(y).cell_length for y in range(rows.size.height)} == {width}
        paper = pane(pilot, "accusers")
        lengths = {paper.render_line(y).cell_length for y in range(paper.size.height)}
        assert lengths == {paper.scrollable_content_region.width}


async def test_narrow_stacks_the_panes_and_wide_sets_them_side_by_side(opened: Open, folder: Path) -> None:
    async with opened(folder, NARROW) as pilot:
        left, right = pane(pilot, "accusers").region, pane(pilot, "answer").region
        assert left.x == right.x
        assert left.bottom <= right.y
        await pressed(pilot, "tab")
        assert pane(pilot, "accusers").has_focus
        await pressed(pilot, "tab")
        assert pane(pilot, "answer").has_focus
        await pilot.resize_terminal(*WIDE)
        await pressed(pilot)
        left, right = pane(pilot, "accusers").region, pane(pilot, "answer").region
        assert left.y == right.y
        assert left.right <= right.x


async def test_enter_on_a_statement_of_a_pane_opens_its_article(opened: Open, folder: Path) -> None:
    async with opened(folder) as pilot:
        await pressed(pilot, "tab", "enter")
        text = pilot.app.screen.query_one("#text", Paper)
        assert "The office asks operators" in text.text
        assert text.stop is not None
        assert text.stop.startswith("gb-")


async def test_a_click_puts_the_cursor_and_a_double_click_opens(opened: Open, folder: Path) -> None:
    async with opened(folder) as pilot:
        await pilot.click("#incidents", offset=(5, 5))
        await pressed(pilot)
        assert listed(pilot).key == "mast"
        await pilot.click("#incidents", offset=(5, 7), times=2)
        await pressed(pilot)
        assert str(pane(pilot, "answer").border_title).startswith("United States")
        assert pilot.app.screen.query_one("#story", Paper).has_focus


async def test_an_accusation_by_china_fills_the_same_panes(opened: Open, folder: Path) -> None:
    async with opened(folder) as pilot:
        await pressed(pilot, "G")
        assert "China  L6 state responsible" in pane(pilot, "accusers").text
        assert str(pane(pilot, "answer").border_title).startswith("United States")


async def test_the_demo_says_so_and_refreshes_nothing(opened: Open, folder: Path) -> None:
    async with opened(folder, notice="A sample [world].") as pilot:
        assert str(pilot.app.screen.query_one("#notice").render()) == "A sample [world]."
        await pressed(pilot, "r")
        assert any("no network" in n.message for n in pilot.app._notifications)
        assert not pilot.app.status.job


async def test_the_header_tells_news_feeds_and_time(opened: Open, folder: Path) -> None:
    async with opened(folder) as pilot:
        told = str(pilot.app.screen.query_one(Header).render())
        assert told.startswith(" briefing   9 new statements in 3 incidents")
        assert told.endswith("feeds 2 ok, 1 failing   20 May 08:02 ")
        assert news_words(pilot.app.status, short=True) == "9 new in 3 incidents"
        assert feeds_words(pilot.app.status) == "feeds 2 ok, 1 failing"


async def test_a_read_only_store_is_told_in_a_sentence(
    opened: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from briefing.errors import StoreReadOnly

    def refuse(*_: object) -> None:
        raise StoreReadOnly("The store can be read but not written.")

    async with opened(folder) as pilot:
        monkeypatch.setattr(Desk, "decide", refuse)
        await pressed(pilot, "a")
        assert listed(pilot).key == "harbour"
        assert any(n.severity == "error" and "not written" in n.message for n in pilot.app._notifications)


async def test_fifty_thousand_incidents_answer_the_keys(
    opened: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [f"i{n:05}" for n in range(50_000)]
    fetched: list[int] = []

    def rows(_: Desk, wanted: list[str]) -> dict[str, IncidentRow]:
        fetched.append(len(wanted))
        made = {i: Incident(i, f"Matter {i}", "2031-05-01", "2031-05-02", relevant=True) for i in wanted}
        return {i: IncidentRow(made[i], (), None, (), 1, 1, 0) for i in wanted}

    monkeypatch.setattr(Desk, "ids", lambda *_: ids)
    monkeypatch.setattr(Desk, "rows", rows)
    monkeypatch.setattr(reads, "incident_rows", lambda *_: [])
    async with opened(folder) as pilot:
        await pressed(pilot, *["j"] * 12)
        assert listed(pilot).key == "i00012"
        await pressed(pilot, "ctrl+d")
        assert listed(pilot).cursor > 12
        await pressed(pilot, "G")
        assert listed(pilot).key == "i49999"
        assert "Matter i49999" in drawn(pilot)
        assert "50,000 of 50,000" in str(listed(pilot).border_subtitle)
        await pressed(pilot, "home", "a")
        assert listed(pilot).key == "i00001"
        assert sum(fetched) < 20 * CHUNK
        assert isinstance(pilot.app.screen, Triage)


async def test_what_came_after_the_board_was_made_is_not_read_by_leaving_it(folder: Path, opened: Open) -> None:
    moments = iter([world.CLOCK - timedelta(days=30)])
    async with opened(folder) as pilot:
        screen = pilot.app.screen
        await pressed(pilot, "enter")
        pilot.app.screen.made = next(moments)  # made before anything came in
        await pressed(pilot, "escape")
        assert pilot.app.screen is screen
        assert pilot.app.desk.rows(["harbour"])["harbour"].new > 0
