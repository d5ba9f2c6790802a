"""The paragraphs of a board of a large incident: a line for each government, what is new in brief, words told once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from briefing.model import Board
from briefing.tui.widgets import panes
from briefing.tui.widgets.paper import Block, _lines
from tests.conftest import NOW
from tests.digest.test_brief import remark
from tests.digest.test_digest import board
from tests.nouns import statement


def drawn(blocks: list[Block], room: int = 74) -> list[str]:
    return [line.plain.rstrip() for block in blocks for line in _lines(block, room)]


def read(made: Board, *, new: int) -> Board:
    """A board that was read before its first few statements came."""
    incident = replace(made.incident, read_at=NOW - timedelta(days=1))
    return replace(made, incident=incident, new=frozenset(list(made.statements)[:new]))


def test_the_matrix_has_a_line_for_each_government_and_begins_with_what_was_done() -> None:
    kinds = ("attribution", "condemnation", "call", "advisory", "sanction", "indictment")
    made = board(remark(0, kind=kinds), remark(0, "JP"), remark(0, "CA"))
    rows = drawn(panes.overview(made))
    table = rows[next(n for n, row in enumerate(rows) if row.startswith("GOVERNMENT")) + 1 :]
    assert len(table) == 3
    assert table[2].startswith("New Zealand")
    assert "sanction, ind" in table[2]
    assert max(map(len, table)) <= 74
    assert "sanction, indictment, advisory, condemnation, call, attribution" in drawn(panes.overview(made), 140)[-1]


def test_what_is_new_is_told_in_a_few_lines_before_the_words() -> None:
    made = board(*(remark(n) for n in range(9)))
    told = drawn(panes.overview(read(made, new=5)))
    assert sum(row.startswith("  5 May 2031  NZ") for row in told) == 3
    assert "  2 more, marked * below" in told
    assert not any("marked *" in row for row in drawn(panes.overview(read(made, new=3))))
    assert not any(row.startswith("New  since") for row in drawn(panes.overview(read(made, new=0))))
    assert panes.state(read(made, new=0)) == f"new, nothing new since {NOW - timedelta(days=1):%-d %b %Y %H:%M} UTC"


def test_what_several_said_is_told_once_below_what_each_said_alone() -> None:
    together = remark(1, "JP", joint_with=("CA", "NZ"), text="what all three said")
    told = drawn(panes.accusing(board(remark(0), together)))
    assert sum("what all three said" in row for row in told) == 1
    assert "Together: New Zealand, Canada and Japan" in told
    assert any(row.startswith("Japan  ") and row.endswith("only together with others") for row in told)
    assert told.index("Together: New Zealand, Canada and Japan") > next(
        n for n, row in enumerate(told) if "remark 0 of NZ" in row
    )


def test_the_answer_of_several_keeps_their_names() -> None:
    answer = {"direction": "response", "level": None, "kind": ("denial",), "response_codes": ("R01",)}
    made = board(statement(about=("CN", "JP")), remark(1, "CN", **answer), remark(2, "JP", **answer))
    told = drawn(panes.answering(made))
    assert {"China  R01", "Japan  R01"} <= set(told)
    alone = drawn(panes.answering(board(statement(), remark(1, "CN", **answer))))
    assert alone[0].startswith("China answered")
    assert alone[1].endswith("said remark 1 of CN")
    assert alone[-1] == "R01 categorical denial"


def test_words_without_a_day_are_called_undated_once() -> None:
    made = board(replace(remark(0), said_on=None))
    bare = replace(made, sources=tuple(replace(s, article=replace(s.article, published=None)) for s in made.sources))
    told = "\n".join(drawn(panes.accusing(bare)))
    assert "undated, " in told
    assert "published" not in told
    assert "published 5 May 2031" in "\n".join(drawn(panes.accusing(made)))
