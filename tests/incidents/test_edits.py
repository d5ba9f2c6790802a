"""What an official text said before it was changed. The office and its words are invented."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing import pipeline, views
from briefing.config import Config
from briefing.digest import show
from briefing.incidents.edits import changes
from briefing.model import RawItem
from briefing.shapes import board_shape
from briefing.store import Store, reads
from tests.conftest import NOW

BEFORE = (
    "New Zealand condemns the attack on the port of Strelsau by Chinese state-sponsored actors. “China must end this,” "
    "Foreign Minister Ada Quill said."
)
AFTER = BEFORE.replace("must end", "should end").replace(" by Chinese state-sponsored actors", "")


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("China must end this now.", "China should end this now.", [("must", "should")]),
        ("hit by  Chinese\nactors, he said", "hit, he said", [("hit by  Chinese\nactors,", "hit,")]),
        ("They spoke of it.", "They spoke openly of it.", [("", "openly")]),
        ("The summary of it", "The summary of it goes on with much more.", []),
        ("the same", "the  same", []),
    ],
)
def test_what_differs_is_verbatim_and_a_longer_text_is_no_edit(
    before: str, after: str, found: list[tuple[str, str]]
) -> None:
    assert list(changes(before, after)) == found


@given(st.text("ab \n“”", max_size=60), st.text("ab \n“”", max_size=60))
def test_either_side_stands_in_its_version(before: str, after: str) -> None:
    for was, now in changes(before, after):
        assert was in before
        assert now in after
        assert was or now


def keep(store: Store, text: str, hours: int, role: str) -> None:
    line = RawItem(
        "Foreign Ministry", "Strelsau: statement", text, id="a", role=role, speaks_for="NZ", published="2031-05-05"
    )
    pipeline.keep(store, [line], now=NOW + timedelta(hours=hours))
    for _ in pipeline.read(store, Config(Path("feeds.toml")), clock=lambda: NOW):
        pass


@pytest.mark.parametrize(("role", "told"), [("official", True), ("press", False)])
def test_a_silently_edited_official_statement_is_shown_as_such(store: Store, role: str, told: bool) -> None:
    keep(store, BEFORE, 0, role)
    keep(store, AFTER, 5, role)
    [incident] = reads.incident_ids(store, everything=True)
    board = pipeline.board(store, incident, Config(Path("feeds.toml")))
    words = [views.edit_words(e) for e in board.edits]
    assert len(words) == 2 * told
    assert all(w.startswith("changed, seen 6 May 2031 13:02 UTC: it read ") for w in words)
    assert any("it read “must”, now “should”" in w for w in words) is told, words
    assert ("EDITED" in show(board)) is told
    assert len(board_shape(board)["edits"]) == 2 * told
