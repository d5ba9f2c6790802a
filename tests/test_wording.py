"""The words for codes, answers, lags and decisions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing import wording
from briefing.model import (
    LEVELS,
    Decision,
)
from briefing.shapes import answer_shape
from tests.conftest import NOW
from tests.nouns import statement
from tests.test_views import board, reply


def test_a_silence_told_by_its_noun_is_printed_once() -> None:
    told = reply(kind=("no_comment",), form="act", cue="reply", text="No reply from the Chinese side")
    assert (wording.line(told, "x").lead, wording.line(told, "x").text) == ("", "No reply from the Chinese side")


def test_every_code_has_its_words() -> None:
    assert set(wording.LEVEL_WORDS) == set(LEVELS)
    assert list(wording.CODE_WORDS) == [f"R{n:02}" for n in range(15)]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (None, "undated"),
        ("2031", "2031"),
        ("2031-05", "May 2031"),
        ("2031-05-06", "6 May 2031"),
        ("2031-05-06T08:02:00Z", "6 May 2031 08:02 UTC"),
    ],
)
def test_dates_are_as_precise_as_known(given: str | None, shown: str) -> None:
    assert wording.short_time(given) == shown


def test_the_bottom_line_is_a_sentence() -> None:
    line = wording.bottom_line(board([statement(), reply()]))
    assert line == ("New Zealand (L4 state-backed) accuses China. China answered after 1 day: rejects as groundless.")


def test_the_bottom_line_names_a_level_once_and_few_codes() -> None:
    said = [statement(f"s{n}", government=g) for n, g in enumerate(("NZ", "JP", "EU"))]
    denial = replace(reply(), about=(), response_codes=("R01", "R02", "R03", "R05", "R09"))
    assert wording.bottom_line(board([*said, denial])) == (
        "European Union, Japan and New Zealand (L4 state-backed) accuse China. China answered after 1 day: "
        "categorical denial; rejects as groundless; firm opposition and 2 more."
    )


def test_who_accuses_another_state_does_not_accuse_the_first() -> None:
    said = [statement(), statement("s2", government="JP", about=("RU",)), statement("s3", government="EU", about=())]
    assert wording.bottom_line(board(said)).startswith(
        "European Union and New Zealand (L4 state-backed) accuse China; Japan (L4 state-backed) accuses Russia. "
    )


def test_who_accuses_nobody_named_is_said_so() -> None:
    said = wording.bottom_line(board([statement(about=()), statement("s2", government="JP", about=())]))
    assert said == "Japan and New Zealand (L4 state-backed) accuse no named state."


def test_accusers_without_an_answer_are_named_where_others_have_one() -> None:
    said = [statement(f"s{n}", government=g) for n, g in enumerate(("NZ", "JP", "EU"))]
    [answer] = board([*said, replace(reply(), about=("NZ",))]).answers
    assert wording.answer_words(answer) == (
        "China answered 1 of 3 accusers after 1 day: rejects as groundless. "
        "No answer found to European Union and Japan as of 8 May 2031 in 3 sources"
    )
    assert wording.answer_short(answer) == "CN +1d (1 of 3)"
    assert wording.answer_words(answer, 1).endswith("to European Union and 1 more as of 8 May 2031 in 3 sources")
    assert (answer_shape(answer)["accusers"], answer_shape(answer)["waiting"]) == (3, ["EU", "JP"])


@pytest.mark.parametrize(
    ("hours", "told", "short"),
    [
        (0, "China answered the same day", "CN same day"),
        (1, "China answered after 1 hour", "CN +1h"),
        (48, "China answered after 2 days", "CN +2d"),
        (50, "China answered after 50 hours", "CN +50h"),
        (None, "China answered", "CN answered"),
    ],
)
def test_a_lag_is_told_no_finer_than_it_is_known(hours: int | None, told: str, short: str) -> None:
    [answer] = board([statement(), reply()]).answers
    answer = replace(answer, lag_hours=hours, codes=())
    assert (wording.answer_words(answer), wording.answer_short(answer)) == (told, short)


@pytest.mark.parametrize(("number", "told"), [(0, "0 days"), (1, "1 day"), (2000, "2,000 days")])
def test_a_number_and_its_noun_agree(number: int, told: str) -> None:
    assert wording.count(number, "day") == told


def test_several_accused_states_are_listed_as_people_list_them() -> None:
    line = wording.bottom_line(board([statement(government="CN", about=("US", "NZ", "JP"), level=None)]))
    assert line.startswith("China accuses Japan, New Zealand and United States. ")


def test_a_cue_that_stands_before_its_speaker_is_not_printed_without_it() -> None:
    reported = statement(form="indirect", quote=None, text="the port was hit", cue="According to")
    assert (wording.line(reported, "x").lead, wording.line(reported, "x").text) == ("said", "the port was hit")


def test_what_is_its_verb_alone_is_printed_once() -> None:
    reported = statement(form="indirect", quote=None, text="rejected", cue="rejected")
    assert (wording.line(reported, "x").lead, wording.line(reported, "x").text) == ("", "rejected")


@pytest.mark.parametrize(
    ("what", "incidents", "articles", "words"),
    [
        ("keep", (), (), "keep Port hit"),
        ("merge", ("i2", "i3"), (), "merge i2 and i3 into Port hit"),
        ("split", ("i2",), ("a1", "a2"), "split Letters and a2 off i2 as i1"),
        ("move", ("i2",), ("a1",), "move Letters from i2 to Port hit"),
        ("apart", ("i2",), (), "keep apart Port hit and i2"),
        ("confirm", ("i2",), ("a1",), "confirm Letters in Port hit"),
        ("rename", (), (), "call Port hit as its articles do"),
        ("refuse", (), ("a1",), "refuse Letters from Port hit"),
    ],
)
def test_a_decision_is_told_in_words(
    what: str, incidents: tuple[str, ...], articles: tuple[str, ...], words: str
) -> None:
    made = Decision(1, NOW, "ada", what, "i1", "", incidents=incidents, articles=articles)
    assert wording.decision_words(made, {"i1": "Port hit", "a1": "Letters"}) == words
