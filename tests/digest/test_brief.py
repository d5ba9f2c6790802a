"""What a reader sees of a large incident: the strongest and the new, said once; the rest is counted, none is lost."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from briefing.digest import brief, render, show
from briefing.digest.document import Column, Section, Told, section
from briefing.model import Board, Statement
from tests.conftest import NOW
from tests.digest.test_digest import board, digest
from tests.nouns import statement

READ = ["plain", "md", "html"]
MANY = 12


def remark(number: int, government: str = "NZ", **changes: object) -> Statement:
    """One of many remarks, each in its own words; the later, the weaker."""
    made: dict[str, object] = {
        "id": f"{government}{number}",
        "government": government,
        "form": "indirect",
        "quote": None,
        "cue": "said",
        "text": f"remark {number} of {government}",
        "level": f"L{max(1, 6 - number)}",
    }
    return statement(**(made | changes))  # type: ignore[arg-type]


def made(*said: Statement, fresh: set[str] | None = None) -> Section:
    held = board(*said)
    return section(held, {s.article.id: s.number for s in held.sources}, held.new if fresh is None else fresh)


def words(column: Column) -> list[str]:
    return [i.id for i in column.items]


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", "", text))


def large() -> Board:
    return board(*(remark(n) for n in range(MANY)))


@pytest.mark.parametrize("form", READ)
def test_the_strongest_few_are_printed_and_the_rest_is_counted(form: str) -> None:
    text = flat(render(digest(large()), form))
    assert [n for n in range(MANY) if f"remark {n} of NZ" in text] == [0, 1, 2]
    assert f"{MANY - 3} more statements: " in text
    assert "briefing show i1" in text


def test_json_and_show_leave_nothing_out() -> None:
    [whole] = json.loads(render(digest(large()), "json"))["sections"]
    assert len(whole["accusers"][0]["items"]) == MANY
    text = flat(show(large()))
    assert all(f"remark {n} of NZ" in text for n in range(MANY))
    assert "more statement" not in text


@pytest.mark.parametrize("form", READ)
def test_a_small_incident_is_printed_whole(form: str) -> None:
    assert "more statement" not in render(digest(board(remark(0), remark(1))), form)


def test_what_is_new_comes_before_what_is_strong_but_background_is_no_news() -> None:
    held = made(*(remark(n) for n in range(6)), remark(6, background=True), fresh={"NZ4", "NZ6"})
    assert words(brief.brief(held).accusers.columns[0]) == ["NZ0", "NZ1", "NZ4"]


def test_of_equal_news_what_says_something_else_comes_first() -> None:
    sanction = remark(9, kind=("sanction",))
    held = made(*(remark(n) for n in range(6)), sanction)
    assert words(brief.brief(held).accusers.columns[0]) == ["NZ0", "NZ1", "NZ9"]


def test_of_those_that_say_something_else_other_speakers_come_first() -> None:
    kinds = ("attribution", "condemnation", "call", "sanction")
    said = [remark(n, kind=(kind,)) for n, kind in enumerate(kinds)]
    held = made(*said[:3], replace(said[3], speaker="Bo Lantern"))
    assert words(brief.brief(held).accusers.columns[0]) == ["NZ0", "NZ1", "NZ3"]


def test_of_other_voices_each_is_heard_once_and_rewrites_last() -> None:
    voice = {"government": None, "party": "company", "direction": "third-party", "level": None}
    spun = remark(0, **voice, verification="doubtful")
    said = [remark(n, **voice) for n in (1, 2, 3)]
    again = replace(said[0], id="again")
    assert [i.id for i in brief.brief(made(spun, again, *said)).voices] == ["again", "None2", "None3"]
    assert [i.id for i in brief.brief(made(spun)).voices] == ["None0"]


def test_silence_says_nothing_else() -> None:
    answer = {"direction": "response", "level": None, "kind": ("denial",), "response_codes": ("R01",)}
    silent = remark(8, "CN", **(answer | {"kind": ("no_comment",), "response_codes": ("R00",)}))
    held = made(remark(0), *(remark(n, "CN", **answer) for n in range(3)), silent)
    assert words(brief.brief(held).answerers.columns[0]) == ["CN0", "CN1", "CN2"]


def test_the_more_governments_the_fewer_words_of_each_and_at_least_one() -> None:
    several = ("NZ", "JP", "CA", "AU", "GB", "US", "FR", "DE", "NL", "BE")
    for few, each in ((2, 3), (4, 2), (10, 1)):
        held = made(*(remark(n, g) for g in several[:few] for n in range(MANY)))
        assert {len(c.items) for c in brief.brief(held).accusers.columns} == {each}


@pytest.mark.parametrize("form", READ)
def test_what_several_say_is_printed_once_with_their_names(form: str) -> None:
    together = remark(1, "JP", joint_with=("CA", "NZ"), text="what all three said")
    text = flat(render(digest(board(remark(0), together)), form))
    assert text.count("what all three said") == 1
    assert "Together: New Zealand, Canada and Japan" in text
    assert re.search(r"Japan\W+(JP\W+)?.{0,24}only together with others", text)
    assert flat(show(board(remark(0), together))).count("what all three said") == 1


def test_every_government_without_words_of_its_own_is_told_of_somewhere() -> None:
    pairs = [("JP", "CA"), ("AU", "GB"), ("US", "FR"), ("DE", "NL")]
    joint = [remark(n, one, joint_with=(other,)) for n, (one, other) in enumerate(pairs)]
    more = [remark(5 + n, "JP", joint_with=("CA",)) for n in range(4)]
    side = brief.brief(made(*joint, *more)).accusers
    assert {name for shared in side.together for name in re.split(", | and ", shared.names)} == {
        c.name for c in side.columns
    }
    assert sum(len(shared.items) for shared in side.together) == len(pairs)


def test_what_a_government_says_anew_only_together_with_others_is_printed() -> None:
    """Though others, who say nothing alone, fill the places for that."""
    pairs = [("JP", "CA"), ("FR", "DE"), ("NL", "BE")]
    joint = [remark(n, one, joint_with=(other,)) for n, (one, other) in enumerate(pairs)]
    news = remark(5, "US", joint_with=("GB",))
    held = made(*joint, remark(0, "US"), remark(0, "GB"), news, fresh={"US5"})
    assert "US5" in brief.brief(held).statements


def test_what_is_told_of_several_from_before_is_printed_only_where_they_say_nothing_else() -> None:
    before = remark(1, "NZ", joint_with=("JP",), background=True)
    assert brief.brief(made(remark(0), remark(0, "JP"), before)).accusers.together == ()
    (shared,) = brief.brief(made(remark(0), before)).accusers.together
    assert [i.id for i in shared.items] == [before.id]


def test_of_a_long_timeline_the_first_and_the_latest_are_printed() -> None:
    line = tuple(Told(f"day {n}", (1,)) for n in range(10))
    shown = brief.brief(replace(made(remark(0)), timeline=line))
    assert [t.text for t in shown.timeline] == ["day 0", "day 5", "day 6", "day 7", "day 8", "day 9"]
    assert shown.more == "4 more dates"
    assert brief.whole(replace(made(remark(0)), timeline=line)).timeline == line


@pytest.mark.parametrize("form", READ)
def test_only_cited_sources_are_listed_and_the_others_counted(form: str) -> None:
    held = large()
    [source] = held.sources
    other = replace(source, number=2, article=replace(source.article, id="b", title="Nothing of it"), origin="b")
    text = flat(render(digest(replace(held, sources=(source, other))), form))
    assert "Nothing of it" not in text
    assert "1 more source, not cited here" in text


def test_who_waits_beside_others_who_have_an_answer_stands_under_no_answer_yet() -> None:
    reply = remark(0, "CN", direction="response", level=None, kind=("denial",), response_codes=("R01",), about=("NZ",))
    made_of = digest(board(remark(0), remark(0, "JP"), replace(reply, said_on=NOW.date().isoformat())))
    assert made_of.silent == ("Port hit: No answer found to Japan as of 8 May 2031 in 3 sources",)
