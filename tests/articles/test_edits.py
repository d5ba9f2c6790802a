"""What a text said before it was changed. The office, the port and their words are invented."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing import intake, pipeline, views, wording
from briefing.articles.edits import changes, is_beginning, own_words
from briefing.config import Config
from briefing.digest import render, show
from briefing.model import Board, RawItem
from briefing.shapes import board_shape
from briefing.store import Store, reads, revisions, writes
from tests.conftest import NOW

CONFIG = Config(Path("feeds.toml"))
BLAME = "New Zealand condemns the attack on the port of Strelsau by Chinese state-sponsored actors."
DEMAND = "“China must end this,” Foreign Minister Ada Quill said."
BEFORE = f"{BLAME} {DEMAND}"
AFTER = f"{BLAME} {DEMAND.replace('must', 'should')}"
GONE = "The page on the port of Strelsau is being revised."


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("One. It must end. Two.", "One. It should end. Two.", [("It must end.", "It should end.")]),
        ("It was  hit by\nactors.", "It was hit.", [("It was  hit by\nactors.", "It was hit.")]),
        ("They spoke. Of it.", "They spoke. Openly. Of it.", [("", "Openly.")]),
        ("They spoke. Openly. Of it.", "They spoke. Of it.", [("Openly.", "")]),
        ("The port was read.", "The port was read. Nobody did it.", [("", "Nobody did it.")]),
        ("A U.S. Navy ship. Mr. Li.", "A U.S. Navy boat. Mr. Li.", [("A U.S. Navy ship.", "A U.S. Navy boat.")]),
        ("港口被黑。他说你好。", "港口被黑。他说再见。", [("他说你好。", "他说再见。")]),
        ("the same", "the  same", []),
        ("One line\nof it. Two.", "One line of it.\nTwo.", []),
    ],
)  # fmt: skip
def test_the_sentences_that_differ_are_told_verbatim(before: str, after: str, found: list[tuple[str, str]]) -> None:
    assert list(changes(before, after)) == found


@pytest.mark.parametrize("mark", ["…", "...", " [...]", " […]", "… Read more", " [...] Read more", ""])
def test_a_text_that_comes_whole_is_no_edit_but_what_changed_before_the_cut_is(mark: str) -> None:
    whole = f"{BEFORE} The port is closed until it is clean. Ships wait outside."
    cut = whole[:-30] + mark
    assert list(changes(cut, whole)) == []
    if mark:
        assert list(changes(cut, whole.replace("must", "should"))) == [(DEMAND, DEMAND.replace("must", "should"))]
        assert list(changes(cut, f"{GONE} {BEFORE}")) == [("", GONE)]
    assert is_beginning(own_words("t", cut), own_words("t", whole))


def test_a_summary_of_other_words_is_told_by_what_is_gone_of_it() -> None:
    assert list(changes("An abstract of it. Which ends here…", f"{BEFORE} {GONE}")) == [("An abstract of it.", "")]


@pytest.mark.parametrize(
    ("short", "cut"),
    [
        (f"{BEFORE} {GONE}", False),  # the same
        (BEFORE, False),  # a sentence went
        (BEFORE[:60], True),
        (f"{BEFORE[:60]}…", True),
        (f"{BEFORE[:60]} [...] Continue reading here", True),
        (f"{BEFORE[:60]}… and China did it, the minister said", False),
        ("New Zealand condemns it…", False),
    ],
)
def test_what_is_a_text_cut_short(short: str, cut: bool) -> None:
    assert is_beginning(short, f"{BEFORE} {GONE}") is cut


def test_furniture_is_no_edit() -> None:
    before, after = (f"Updated {n} minutes ago\n\n{BEFORE}\n\n1,{n}04 views\n\nAdvertisement" for n in (2, 7))
    assert list(changes(before, after)) == []
    assert own_words("T", before) == own_words("T", after) == f"T {BEFORE}"


@given(st.text("ab .\n“”…", max_size=60), st.text("ab .\n“”…", max_size=60))
def test_either_side_stands_in_its_version(before: str, after: str) -> None:
    for was, now in changes(before, after):
        assert was in before
        assert now in after
        assert was or now


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A. " * 100_000, "B. A. " * 100_000),
        ("\n" * 400_000, " \n" * 400_000),
        ("a" * 10**6 + "…" + "b" * 10**5, "... " * 10**5),
    ],
)
def test_a_hostile_text_takes_no_longer_than_another(before: str, after: str) -> None:
    began = time.perf_counter()
    list(changes(before, after))
    assert time.perf_counter() - began < 5


# ------------------------------------------------------------------------------------------------ over the store
def keep(store: Store, text: str, hours: int, role: str = "official", *, read: bool = True) -> None:
    line = RawItem(
        "Foreign Ministry", "Strelsau: statement", text, id="a", role=role, speaks_for="NZ", published="2031-05-05"
    )
    intake.keep(store, [line], now=NOW + timedelta(hours=hours))
    if read:
        for _ in pipeline.read(store, CONFIG, clock=lambda: NOW + timedelta(hours=hours)):
            pass


def board_of(store: Store, *, everything: bool = False) -> Board:
    [incident] = reads.incident_ids(store, everything=everything)
    return pipeline.board(store, incident, CONFIG)


def test_a_silently_edited_official_statement_is_shown_as_such(store: Store) -> None:
    keep(store, BEFORE, 0)
    keep(store, AFTER, 5)
    board = board_of(store)
    words = f"until 6 May 2031 13:02 UTC it read: “{DEMAND}”; now: “{DEMAND.replace('must', 'should')}”"
    assert [wording.edit_words(e) for e in board.edits] == [words]
    assert "EDITED: Foreign Ministry [1]: until 6 May 2031 13:02 UTC it read" in show(board)
    assert "An official text on it was changed." in show(board)
    shape = board_shape(board)
    assert [e["before"] for e in shape["edits"]] == [DEMAND]
    assert [(a["revisions"], a["edited"]) for a in shape["articles"]] == [(1, True)]


def test_an_edited_press_article_is_marked_and_not_told(store: Store) -> None:
    keep(store, BEFORE, 0, "press")
    keep(store, AFTER, 5, "press")
    board = board_of(store)
    assert not board.edits
    assert "press, edited" in " ".join(show(board).split())
    article = reads.article(store, "a")
    assert article is not None
    [words] = views.revision_words(article, revisions.of_article(store, "a"))
    assert words.startswith("until 6 May 2031 13:02 UTC it read: ““China must end this,”")


def test_a_text_that_was_cut_short_is_a_revision_and_no_edit(store: Store) -> None:
    keep(store, BEFORE[:110], 0)
    keep(store, BEFORE, 5)
    board = board_of(store)
    assert not board.edits
    [source] = board.sources
    assert (source.revisions, source.edited) == (1, False)
    assert views.revision_words(source.article, revisions.of_article(store, "a")) == (
        "until 6 May 2031 13:02 UTC it was cut short",
    )


@pytest.mark.parametrize("read", [True, False])
def test_a_withdrawn_accusation_stays_relevant_and_stands_in_the_digest(store: Store, read: bool) -> None:
    keep(store, BEFORE, 0, read=read)
    keep(store, GONE, 5)
    assert [e.before for e in board_of(store).edits] == [BEFORE]
    since, until = NOW + timedelta(hours=4), NOW + timedelta(hours=6)
    made = pipeline.digest(store, CONFIG, clock=lambda: until, since=since, until=until)
    assert all("Edited:" in render(made, form) for form in ("md", "html"))
    [section] = made.sections
    assert f"“{BEFORE}”" in section.edits[0][2]
    assert section.bottom_line == "Nobody accuses a state. An official text on it was changed."
    assert not pipeline.digest(store, CONFIG, clock=lambda: until, since=until, until=until + timedelta(1)).sections
    for _ in pipeline.read(store, CONFIG, clock=lambda: until, again=True):
        pass
    assert board_of(store).edits


def test_a_change_of_an_official_accusation_is_news_until_it_is_read(store: Store) -> None:
    keep(store, BEFORE, 0)
    [incident] = reads.incident_ids(store)
    writes.decide(store, "read", [incident], at=NOW + timedelta(hours=1))
    assert reads.news(store) == []
    keep(store, GONE, 5)
    assert reads.news(store) == [(incident, 1)]
    writes.decide(store, "read", [incident], at=NOW + timedelta(hours=6))
    assert reads.news(store) == []


def test_a_text_that_takes_its_accusation_back_stays_with_those_that_reported_it(store: Store) -> None:
    told = "blamed Chinese state-sponsored hackers for the attack on the port of Strelsau, Ada Quill said."
    lines = [RawItem("Post", "Strelsau hacked", f"New Zealand {told}", id="p", published="2031-05-05")]
    intake.keep(store, lines, now=NOW)
    keep(store, BEFORE, 1)
    before = reads.incident_ids(store, everything=True)
    keep(store, GONE, 5)
    assert reads.incident_ids(store, everything=True) == before
    assert len(before) == 1
    assert len(board_of(store).sources) == 2


def test_a_page_that_accuses_another_state_now_goes_where_that_belongs(store: Store) -> None:
    keep(store, BEFORE, 0)
    keep(store, BEFORE.replace("Chinese", "Russian").replace("China", "Russia"), 5)
    assert board_of(store).edits, "what it said of China is told"


def test_a_source_that_is_no_longer_official_withdraws_nothing(store: Store) -> None:
    keep(store, BEFORE, 0)
    keep(store, GONE, 5)
    store.db.execute("UPDATE articles SET role = 'analysis', rules = NULL")
    for _ in pipeline.read(store, CONFIG, clock=lambda: NOW):
        pass
    assert reads.incident_ids(store) == []


def test_a_withdrawn_report_of_the_press_concerns_nobody(store: Store) -> None:
    keep(store, BEFORE, 0, "press")
    keep(store, GONE, 5, "press")
    assert reads.incident_ids(store) == []


def test_a_text_changed_to_and_fro_tells_each_wording_once_with_when_it_last_stood(store: Store) -> None:
    for days, text in enumerate((BEFORE, AFTER, BEFORE, AFTER)):
        keep(store, text, 48 * days)
    told = [(e.seen, e.before == DEMAND) for e in board_of(store).edits]
    assert told == [(NOW + timedelta(days=4), False), (NOW + timedelta(days=6), True)]


def test_a_long_text_that_is_gone_is_quoted_by_its_beginning(store: Store) -> None:
    keep(store, BEFORE + " It was" + " very" * 100 + " bad.", 0)
    keep(store, GONE, 5)
    [edit] = board_of(store).edits
    words = wording.edit_words(edit)
    assert "very” and 46 more words; now: “" in words
