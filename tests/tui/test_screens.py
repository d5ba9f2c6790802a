"""Board, article, search, digest, feeds, log."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.widgets import Input, Static

from briefing.errors import StoreBusy
from briefing.store import open_store, reads, writes
from briefing.tui.desk import Desk
from briefing.tui.screens.article import LONGEST
from briefing.tui.screens.board import BoardScreen
from briefing.tui.screens.triage import Triage
from briefing.tui.widgets.drawn_list import DrawnList
from briefing.tui.widgets.paper import Paper
from tests.tui import world
from tests.tui.conftest import NARROW, WIDE, Open, pressed


def told(text: str) -> str:
    """A wrapped text on one line."""
    return " ".join(text.split())


async def test_the_board_holds_bottom_line_matrix_words_timeline_and_sources(opened: Open, folder: Path) -> None:
    async with opened(folder) as pilot:
        await pressed(pilot, "enter")
        story = told(pilot.app.screen.query_one("#story", Paper).text)
        assert "accuse China. China answered 1 of 3 accusers after 1 day: rejects as groundless; demands" in story
        assert "United Kingdom L5 organ named 17 May 2031 direct attribution" in story
        assert "said that state-backed hackers from China had copied the pilot charts Bo Lantern, Secretary" in story
        assert "harbour.example [1] ● official" in story
        assert "Other voices" in story
        assert "Timeline" in story
        assert "5 articles, 4 independent origins" in story
        assert "one origin:" in story
        answer = told(pilot.app.screen.query_one("#answer", Paper).text)
        assert '"Nobody has shown any evidence." Dai Shu, spokesperson' in answer


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_words_come_before_what_is_known_beside_them(
    opened: Open, folder: Path, size: tuple[int, int]
) -> None:
    async with opened(folder, size) as pilot:
        await pressed(pilot, "enter")
        story = pilot.app.screen.query_one("#story", Paper)
        order = ["GOVERNMENT", "United Kingdom  L5 organ named", "Facts", "Timeline", "Sources"]
        places = [next(n for n, line in enumerate(story.text.splitlines()) if line.startswith(word)) for word in order]
        assert places[1:] == sorted(places[1:])
        rows = story.text.splitlines()[places[0] : places[0] + 6]
        assert [row.split("  ")[0] for row in rows] == [
            "GOVERNMENT",
            "United Kingdom",
            "United States",
            "European Union",
            "China",
            "",
        ]


async def test_a_key_goes_from_section_to_section(opened: Open, folder: Path) -> None:
    async with opened(folder, NARROW) as pilot:
        await pressed(pilot, "enter")
        story = pilot.app.screen.query_one("#story", Paper)
        tops = []
        for _ in range(3):
            await pressed(pilot, "right_square_bracket")
            tops.append(story.text.splitlines()[story.scroll_offset.y].split("  ")[0])
        assert tops == ["United Kingdom", "United States", "European Union"]
        assert pilot.app.screen.statement.governments == ("EU",)
        await pressed(pilot, "left_square_bracket", "left_square_bracket")
        assert pilot.app.screen.statement.governments == ("GB",)
        await pressed(pilot, "left_square_bracket")
        assert story.scroll_offset.y == 0


async def test_sections_that_cannot_be_put_on_top_are_reached_all_the_same(opened: Open, folder: Path) -> None:
    async with opened(folder, (120, 90)) as pilot:
        await pressed(pilot, "enter")
        story = pilot.app.screen.query_one("#story", Paper)
        stood = [story.stop]
        for _ in range(8):
            await pressed(pilot, "right_square_bracket")
            stood += [story.stop] if story.stop != stood[-1] else []
        assert story.max_scroll_y == 0
        governments = [story.screen.board.statements[stop].governments for stop in stood[:3]]
        assert governments == [("GB",), ("US",), ("EU",)]
        assert pilot.app.screen.article == next(iter(story.screen.board.sources)).article.id
        assert len(stood) == len(set(stood))
        for stop in reversed(stood[:-1]):
            await pressed(pilot, "left_square_bracket")
            assert story.stop == stop


async def test_bottom_and_top_take_the_cursor_along(opened: Open, folder: Path) -> None:
    async with opened(folder, NARROW) as pilot:
        await pressed(pilot, "enter")
        story = pilot.app.screen.query_one("#story", Paper)
        await pressed(pilot, "G")
        assert (story.scroll_offset.y, story.stop) == (story.max_scroll_y, list(story.stops)[-1])
        await pressed(pilot, "end", "k")
        assert story.stop == list(story.stops)[-2]
        await pressed(pilot, "g")
        assert (story.scroll_offset.y, story.stop) == (0, next(iter(story.stops)))


async def test_the_pane_in_focus_has_the_room_in_a_narrow_window(opened: Open, folder: Path) -> None:
    async with opened(folder, NARROW) as pilot:
        await pressed(pilot, "enter")
        story, answer = (pilot.app.screen.query_one(pane, Paper) for pane in ("#story", "#answer"))
        assert story.size.height > answer.size.height
        await pressed(pilot, "tab")
        assert story.size.height < answer.size.height
        assert story.size.width == answer.size.width


async def test_the_answer_begins_with_its_words_and_ends_with_what_its_codes_mean(opened: Open, folder: Path) -> None:
    async with opened(folder) as pilot:
        await pressed(pilot, "enter")
        answer = pilot.app.screen.query_one("#answer", Paper)
        assert told(answer.text).startswith("China answered 1 of 3 accusers after 1 day. No answer found to")
        assert "China  R02" not in answer.text
        assert told(answer.text).endswith("R02 rejects as groundless; R05 demands evidence")


@pytest.mark.parametrize("key", ["question_mark", "enter"])
async def test_nothing_is_cut_off_in_a_narrow_window(opened: Open, folder: Path, key: str) -> None:
    async with opened(folder, size=(40, 24)) as pilot:
        await pressed(pilot, key)
        shown = pilot.app.screen.query(Paper).first()
        room = shown.scrollable_content_region.width - 1
        assert [line for line in shown.text.splitlines() if cell_len(line.rstrip()) > room] == []


async def test_words_stand_in_marks_only_where_they_may_be_quoted(opened: Open, folder: Path) -> None:
    async with opened(folder) as pilot:
        await pressed(pilot, "enter")
        story = told(pilot.app.screen.query_one("#story", Paper).text)
        words = "The intrusion into our pilot stations was the work of a"
        assert f'"{words} unit of the Ministry' in story
        assert f"altered: {words} friend of the Ministry" in story
        assert f"see the original: “{words} unit of the Ministry of State Security,” [1]" in story
        assert "as rewritten by Spun Daily: The break into our pilot depots" in story
        assert '"The break into' not in story


async def test_the_altered_words_are_struck(opened: Open, folder: Path) -> None:
    async with opened(folder) as pilot:
        await pressed(pilot, "enter")
        story = pilot.app.screen.query_one("#story", Paper)
        strips = [story.render_line(y) for y in range(story.size.height)]
        struck = "".join(s.text for strip in strips for s in strip if s.style and s.style.strike)
        assert "friend" in struck
        assert "unit" not in struck


async def test_enter_opens_the_article_at_the_words(opened: Open, folder: Path) -> None:
    async with opened(folder) as pilot:
        await pressed(pilot, "enter")
        story = pilot.app.screen.query_one("#story", Paper)
        while story.stop is None or not story.stop.startswith("press-"):
            await pressed(pilot, "j")
        await pressed(pilot, "enter")
        text = pilot.app.screen.query_one("#text", Paper)
        assert text.stop is not None
        assert text.stop.startswith("press-")
        line = text.render_line(text.stops[text.stop][0] - text.scroll_offset.y)
        marked = "".join(s.text for s in line if s.style and s.style.underline and s.style.bold)
        assert marked == "state-backed hackers from China had copied the pilot charts"
        why = str(pilot.app.screen.query_one("#why", Static).render())
        assert why.startswith("United States  accusation; L4 state-backed; attribution")
        await pressed(pilot, "enter")
        assert any("level: a rule of the test" in n.message for n in pilot.app._notifications)


async def test_leaving_the_board_marks_the_incident_read_once(opened: Open, folder: Path) -> None:
    async with opened(folder) as pilot:
        await pressed(pilot, "enter", "escape")
        assert isinstance(pilot.app.screen, Triage)
        assert pilot.app.desk.rows(["harbour"])["harbour"].new == 0
        await pressed(pilot, "enter")
        shown = pilot.app.screen.query_one("#story", Paper).border_subtitle
        assert str(shown) == "new, nothing new since 20 May 2031 08:02 UTC"
        await pressed(pilot, "q")
        with open_store(folder / "store.db", write=False) as store:
            assert [d.what for d in reads.decisions(store)] == ["read"]


async def test_a_decision_on_the_board_shows_there_and_in_the_list(opened: Open, folder: Path) -> None:
    async with opened(folder) as pilot:
        await pressed(pilot, "enter", "a")
        assert str(pilot.app.screen.query_one("#story", Paper).border_subtitle) == "kept, not read yet"
        await pressed(pilot, "u")
        assert str(pilot.app.screen.query_one("#story", Paper).border_subtitle) == "new, not read yet"


async def test_copy_takes_the_quotation_with_its_citation(opened: Open, folder: Path) -> None:
    async with opened(folder) as pilot:
        await pressed(pilot, "tab", "y")
        copied = pilot.app.clipboard
        assert copied.startswith('"The intrusion into our pilot stations')
        assert "Ada Quill, Commissioner" in copied
        assert "https://gb.example/page" in copied


async def test_what_may_not_be_quoted_is_copied_without_marks(opened: Open, folder: Path) -> None:
    async with opened(folder) as pilot:
        await pressed(pilot, "enter", "j", "y")
        assert pilot.app.clipboard.startswith("altered: The intrusion")
        assert any("may not be quoted" in n.message for n in pilot.app._notifications)


async def test_only_web_addresses_are_opened(opened: Open, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import webbrowser

    seen: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda url: seen.append(url) or True)
    async with opened(folder) as pilot:
        await pressed(pilot, "o")
        assert seen == ["https://gb.example/page"]
        with open_store(folder / "store.db") as store:
            odd = world.article("odd", "Odd", "Text.", "Odd Paper", "2031-05-20", url="file:///etc/hosts")
            facts = {"accusers": (), "answerers": (), "accused": (), "answer": None, "origins": 1, "title": "Odd"}
            world.save(store, "odd", [odd], [], [], seen=world.CLOCK, **facts)
        pilot.app.reload()
        await pressed(pilot, "home", "o")
        assert len(seen) == 1
        assert any("no web address" in n.message for n in pilot.app._notifications)


async def test_search_finds_while_typing_and_opens_at_the_match(opened: Open, folder: Path) -> None:
    async with opened(folder) as pilot:
        await pressed(pilot, "slash", *"knots")
        hits = pilot.app.screen.query_one("#hits", DrawnList)
        assert list(hits.keys) == ["press"]
        assert "knots every sailor" in f"{hits.render_line(1).text.strip()} {hits.render_line(2).text.strip()}"
        await pressed(pilot, "enter", "enter")
        text = pilot.app.screen.query_one("#text", Paper)
        assert text.stop == "match"
        await pressed(pilot, "escape", "escape", "escape")
        assert isinstance(pilot.app.screen, Triage)


async def test_a_search_finds_a_word_that_is_not_typed_to_its_end(opened: Open, folder: Path) -> None:
    async with opened(folder) as pilot:
        await pressed(pilot, "slash", *"sailor kno")
        assert list(pilot.app.screen.query_one("#hits", DrawnList).keys) == ["press"]


async def test_a_found_article_leads_to_its_incident(opened: Open, folder: Path) -> None:
    async with opened(folder) as pilot:
        await pressed(pilot, "slash", *"squad of the ministry")
        hits = pilot.app.screen.query_one("#hits", DrawnList)
        assert list(hits.keys) == ["spun"]
        assert "in Pilot stations" in hits.render_line(3).text
        await pressed(pilot, "enter", "b")
        assert isinstance(pilot.app.screen, BoardScreen)


async def test_a_search_that_cannot_be_made_says_why(opened: Open, folder: Path) -> None:
    async with opened(folder) as pilot:
        await pressed(pilot, "slash", *"colour:red")
        hits = pilot.app.screen.query_one("#hits", DrawnList)
        assert "no field colour" in hits.render_line(0).text


async def test_the_digest_is_shown_and_exported(opened: Open, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    async with opened(folder) as pilot:
        await pressed(pilot, "g")
        preview = pilot.app.screen.query_one("#preview", Paper)
        assert "Pilot stations hacked, allies blame China" in preview.text
        assert str(preview.border_title) == "Digest, not yet issued"
        await pressed(pilot, "e")
        assert pilot.app.screen.query_one("#file", Input).value == "briefing-2031-05-20.md"
        await pressed(pilot, "enter")
        written = (folder / "briefing-2031-05-20.md").read_text()
        assert "Pilot stations hacked" in written
        with open_store(folder / "store.db", write=False) as store:
            assert reads.last_digest(store) == world.CLOCK
        assert str(preview.border_title) == "Digest, issued"


async def test_the_ending_chooses_the_form_and_a_file_is_replaced_only_when_asked_twice(
    opened: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    held = folder / "briefing-2031-05-20.TXT"
    held.write_text("mine")
    async with opened(folder) as pilot:
        await pressed(pilot, "g", "e")
        line = pilot.app.screen.query_one("#file", Input)
        line.value = "digest.pdf"
        await pressed(pilot, "enter")
        assert ".html" in str(pilot.app.screen.query_one("#told", Static).render())
        line.value = held.name
        await pressed(pilot, "enter")
        assert held.read_text() == "mine"
        assert "replaces it" in str(pilot.app.screen.query_one("#told", Static).render())
        await pressed(pilot, "enter")
        assert held.read_text().startswith("DAILY DIGEST")


async def test_a_digest_that_cannot_be_written_is_told(opened: Open, folder: Path) -> None:
    async with opened(folder) as pilot:
        await pressed(pilot, "g", "e")
        pilot.app.screen.query_one("#file", Input).value = str(folder / "nowhere" / "x.md")
        await pressed(pilot, "enter")
        assert any(n.severity == "error" and "cannot be written" in n.message for n in pilot.app._notifications)


async def test_an_error_in_background_work_is_told(opened: Open, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(_: Desk) -> None:
        raise StoreBusy("The store is in use by [another] process.")

    monkeypatch.setattr(Desk, "digest", busy)
    async with opened(folder) as pilot:
        await pilot.press("g")
        await pilot.pause(0.2)
        assert any(n.severity == "error" and "[another]" in n.message for n in pilot.app._notifications)
        await pressed(pilot, "escape")
        assert isinstance(pilot.app.screen, Triage)


async def test_feeds_in_trouble_come_first_with_the_reason(opened: Open, folder: Path) -> None:
    async with opened(folder) as pilot:
        await pressed(pilot, "F")
        rows = pilot.app.screen.query_one("#feeds", DrawnList)
        assert list(rows.keys) == ["wire", "cn-ministry", "gb-office"]
        assert "failing    Example Wire" in rows.render_line(0).text
        assert "since 19 May 08:02: Timed out after 30 s." in rows.render_line(1).text


async def test_the_log_shows_what_was_decided_and_undone(opened: Open, folder: Path) -> None:
    async with opened(folder) as pilot:
        await pressed(pilot, "a", "d", "L")
        rows = pilot.app.screen.query_one("#log", DrawnList)
        assert "dismiss Weather mast" in rows.render_line(0).text
        await pressed(pilot, "u")
        assert "undone: dismiss Weather mast" in rows.render_line(0).text
        await pressed(pilot, "G", "enter")
        assert isinstance(pilot.app.screen, BoardScreen)
        assert pilot.app.screen.incident == "harbour"


async def test_an_article_tells_how_it_read_before_and_the_board_marks_it(opened: Open, folder: Path) -> None:
    with open_store(folder / "store.db") as store:
        [press] = [a for i in ("press",) if (a := reads.article(store, i))]
        text = press.text.replace("Working together", "Together")
        writes.save_articles(store, [(replace(press, text=text), "edited")], seen=world.CLOCK)
    async with opened(folder) as pilot:
        await pressed(pilot, "enter")
        story = pilot.app.screen.query_one("#story", Paper)
        assert "press, statement, edited" in story.text
        while story.stop is None or not story.stop.startswith("press-"):
            await pressed(pilot, "j")
        await pressed(pilot, "enter")
        lines = " ".join(pilot.app.screen.query_one("#text", Paper).text.split())
        assert "This text was changed; how it read before stands at its end." in lines
        assert 'Earlier versions until 20 May 2031 08:02 UTC it read: “"Working together, allies' in lines


async def test_the_board_tells_what_of_an_official_text_was_changed_since_it_was_read(
    opened: Open, folder: Path
) -> None:
    with open_store(folder / "store.db") as store:
        writes.decide(store, "read", ["harbour"], at=world.CLOCK - timedelta(hours=1))
        official = reads.article(store, "gb")
        assert official is not None
        text = official.text.replace("ninety operators", "nine operators")
        writes.save_articles(store, [(replace(official, text=text), "edited")], seen=world.CLOCK)
    async with opened(folder) as pilot:
        await pressed(pilot, "enter")
        story = told(pilot.app.screen.query_one("#story", Paper).text)
        line = (
            "[1] harbour.example: until 20 May 2031 08:02 UTC it read: “The services have informed ninety operators.”"
        )
        assert story.count(line) == 2, "as new, and under Edited"
        assert "An official text on it was changed." in story


async def test_a_very_long_article_is_shown_around_its_passage(opened: Open, folder: Path) -> None:
    words = '"One line in a sea of paper,"'
    text = "paper " * LONGEST + words + " said the keeper. " + "paper " * LONGEST
    sea = world.article("sea", "A sea of paper", text, "Example Wire", "2031-05-20")
    with open_store(folder / "store.db") as store:
        facts = {"accusers": (("GB", None),), "answerers": (), "accused": ("CN",), "answer": None, "origins": 1}
        world.save(
            store, "sea", [sea], [world.said(sea, words, government="GB")], [], seen=world.CLOCK, title="Sea", **facts
        )
    async with opened(folder) as pilot:
        await pressed(pilot, "home", "tab", "enter")
        paper = pilot.app.screen.query_one("#text", Paper)
        assert "characters left out" in paper.text
        first, _ = paper.stops[paper.stop or ""]
        assert "One line in a sea" in paper.render_line(first - paper.scroll_offset.y).text
