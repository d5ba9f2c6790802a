"""Transcripts -> questions and answers: the recorded samples, the ways labels are set, ids that last, nothing lost."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import RawItem
from briefing.sources.listing import Link
from briefing.sources.outcomes import Failed
from briefing.sources.transcript import split
from tests.sources.test_listing import DATA, page_item, recorded

TITLE = "Spokesperson Wen Haolan’s Regular Press Conference"


def pairs(*lines: str, title: str = TITLE, lang: str | None = "en") -> tuple[RawItem, ...]:
    page = RawItem("Ministry", title, "\n\n".join(lines), url="https://m.example/1.html", lang=lang, speaks_for="CN")
    found = split(page)
    assert not isinstance(found, Failed), found
    return found


def texts(*lines: str, title: str = TITLE, lang: str | None = "en") -> list[list[str]]:
    return [(item.text or "").split("\n\n") for item in pairs(*lines, title=title, lang=lang)]


def becomes(name: str) -> list[dict[str, Any]]:
    """What the items of a recorded page are, in the shape of the expectations."""
    found = split(page_item(recorded(name), Link(f"https://ministry.example/eng/lxjzh/202107/{name}", "2021-07-20")))
    assert not isinstance(found, Failed), found
    fields = ("title", "asked_by", "text", "guid", "url", "published", "source", "feed", "speaks_for", "role")
    return [{field: getattr(item, field) for field in fields} for item in found]


@pytest.mark.parametrize("name", ["conference-en.html", "conference-zh.html"])
def test_a_recorded_conference_becomes_its_questions_and_answers(name: str) -> None:
    assert becomes(name) == json.loads((DATA / f"{name}.expected").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("asks", "answers", "title", "outlet"),
    [
        ("AFP", "Wen Haolan", TITLE, "AFP"),
        ("AFP", "Wen Haolan", "Regular Press Conference", "AFP"),
        ("CCTV reporter", "Spokesperson Wen Haolan", TITLE, "CCTV"),
        ("Correspondent of the Dnepr Weekly", "Wen", TITLE, "Correspondent of the Dnepr Weekly"),
        ("St. Petersburg Times", "Wen Haolan", TITLE, "St. Petersburg Times"),
        ("dpa", "Wen Haolan", TITLE, "dpa"),
        ("Reporter", "Wen Haolan", TITLE, None),
        ("Q", "A", "Remarks", None),
        ("Question", "Answer", "Remarks", None),
        ("Reuters", "Shen Yulan", "Shen Yulan’s Interview with Reuters", "Reuters"),
    ],
)
def test_who_asks_and_who_answers(asks: str, answers: str, title: str, outlet: str | None) -> None:
    lines = [f"{asks}: Is that so?", f"{answers}: It is not.", "It never was.", f"{asks}: Why?", f"{answers}: Because."]
    assert texts(*lines, title=title) == [lines[:3], lines[3:]]
    assert [item.asked_by for item in pairs(*lines, title=title)] == [outlet] * 2


@pytest.mark.parametrize(
    ("asks", "answers", "title", "outlet"),
    [
        ("法新社记者", "文浩岚", "外交部发言人文浩岚主持例行记者会", "法新社"),
        ("《海港周报》记者", "文浩岚", "例行记者会", "海港周报"),
        ("记者", "文浩岚", "例行记者会", None),
        ("问", "答", "外交部发言人就有关问题答记者问", None),
        ("有记者问", "发言人", "答记者问", None),
    ],
)
def test_who_asks_and_who_answers_in_chinese(asks: str, answers: str, title: str, outlet: str | None) -> None:
    lines = [f"{asks}：是吗？", f"{answers}：不是。", "从来不是。", f"{asks}：为什么？", f"{answers}：因为如此。"]
    for lang in ("zh", "zh-Hans", None):
        assert texts(*lines, title=title, lang=lang) == [lines[:3], lines[3:]]
        assert [item.asked_by for item in pairs(*lines, title=title, lang=lang)] == [outlet] * 2


def test_questions_and_answers_of_several_paragraphs() -> None:
    lines = ["AFP: First, a word on the report.", "Second, will you answer it?", "Wen Haolan: Yes.", "And no."]
    assert texts(*lines) == [lines]


def test_the_opening_and_what_stands_behind_a_row_of_asterisks() -> None:
    lines = [
        "A visit is announced.",
        "Wen Haolan: And one more.",
        "AFP: Who comes?",
        "Wen Haolan: Wait.",
        "*****",
        "Recess.",
    ]
    assert texts(*lines) == [lines[:2], lines[2:4], lines[5:]]
    opening, pair, closing = pairs(*lines)
    assert (opening.title, pair.title, closing.title) == ("A visit is announced.", "AFP: Who comes?", "Recess.")
    assert [item.asked_by for item in (opening, pair, closing)] == [None, "AFP", None]


@pytest.mark.parametrize("answers", ["Answer", "Senior Colonel Tao Minglu"])
def test_who_opens_and_then_answers_under_another_label(answers: str) -> None:
    lines = ["By the defence ministry", "Senior Colonel Tao Minglu: Good afternoon. I have two things at the top.",
             "The first one.", "An exercise: it begins today.", "Question: Whom is it against?", f"{answers}: Nobody.",
             "Question: I have two questions. First, when does it end?", "Second, where?",
             f"{answers}: In May."]  # fmt: skip
    assert texts(*lines, title="Regular Press Conference of the Ministry") == [lines[:4], lines[4:6], lines[6:]]


def test_a_question_without_a_label_is_the_lines_that_ask() -> None:
    lines = ["What of the report?", "Wen Haolan: Nothing.", "Nothing at all.", "And of the visit?", "Wen Haolan: Wait."]
    assert texts(*lines) == [lines[:3], lines[3:]]
    assert [item.asked_by for item in pairs(*lines)] == [None, None]


def test_a_clause_before_a_colon_and_a_count_in_an_answer_are_no_question() -> None:
    lines = ["AFP: Why?", "Wen Haolan: For two reasons.", "First: it is late.", "The facts are clear: it rains.",
             "Reuters: Really?", "Wen Haolan: Really."]  # fmt: skip
    assert texts(*lines) == [lines[:4], lines[4:]]


def test_who_answers_goes_on_under_the_same_label_and_outlets_ask_together() -> None:
    lines = ["AFP: Why?", "Reuters: And when?", "Wen Haolan: Late.", "Wen Haolan: And why not?", "Wen Haolan: So."]
    assert texts(*lines) == [lines]


def test_a_last_question_that_nobody_answers_is_kept_apart() -> None:
    lines = ["AFP: Why?", "Wen Haolan: Because.", "AFP: Still, why?", "Thank you."]
    assert texts(*lines) == [lines[:2], lines[2:]]


def test_a_further_question_stands_behind_the_one_that_it_goes_back_to() -> None:
    lines = ["AFP: Why?", "Wen Haolan: Because.", "Follow-up: Since when?", "Wen Haolan: Since May.",
             "Follow-up: Until when?", "Wen Haolan: Wait.", "Reuters follow-up: And then?",
             "Wen Haolan: Then."]  # fmt: skip
    assert texts(*lines)[1:] == [[lines[0], *lines[n : n + 2]] for n in (2, 4, 6)]
    found = pairs(*lines)
    assert [item.asked_by for item in found] == ["AFP", "AFP", "AFP", "Reuters"]
    assert [item.title for item in found[1:]] == [
        "AFP, Follow-up: Since when?",
        "AFP, Follow-up: Until when?",
        "Reuters follow-up: And then?",
    ]


def test_a_slip_in_a_name_and_a_remark_in_a_label() -> None:
    lines = ["AFP: Why?", "Wen Haolan: Because.", "Reuters (in Chinese): When?", "Wen Hoalan: Late.", "AFP: Where?",
             "Wen Haolan (in English): There."]  # fmt: skip
    assert texts(*lines) == [lines[:2], lines[2:4], lines[4:]]
    assert [item.asked_by for item in pairs(*lines)] == ["AFP", "Reuters", "AFP"]


def test_two_who_answer_are_both_named_by_the_title() -> None:
    lines = ["AFP: Why?", "Wen Haolan: Because.", "Hu Lingyue: I agree.", "Reuters: When?", "Hu Lingyue: Late."]
    assert texts(*lines, title="Wen Haolan and Hu Lingyue meet the press") == [lines[:3], lines[3:]]


@pytest.mark.parametrize("text", ["", "A statement.\n\nIts second paragraph.", "AFP: Why?", "Note: the office moves."])
def test_a_page_without_questions_and_answers_says_so(text: str) -> None:
    found = split(RawItem("Ministry", "A statement", text, url="https://m.example/1.html"))
    assert found == Failed("https://m.example/1.html", "it holds no question and answer, and is kept whole.")


CONFERENCE = ["A visit.", "AFP: Why?", "Wen Haolan: Because.", "Reuters: When?", "Wen Haolan: Late.", "***", "Recess."]


def guids(*lines: str) -> list[str | None]:
    return [item.guid for item in pairs(*lines)]


def test_ids_stay_when_a_question_is_added_or_words_are_mended() -> None:
    before = guids(*CONFERENCE)
    assert len(set(before)) == len(before) == 4
    added = guids(*CONFERENCE[:1], "CCTV: What else?", "Wen Haolan: This.", *CONFERENCE[1:])
    assert [guid for guid in added if guid in before] == before
    mended = [
        line.replace("Because", "For good reasons").replace("Why?", "why?").replace("A visit", "Two visits")
        for line in CONFERENCE
    ]
    assert guids(*mended) == before
    assert guids(*CONFERENCE[:4], "Wen Haolan: Soon.") == before[:3]


def test_the_same_question_asked_twice_is_two_items() -> None:
    lines = ["AFP: Yes?", "Wen Haolan: No."] * 2
    first, second = guids(*lines)
    assert second == f"{first}-2"


def test_titles_are_shortened_at_a_word() -> None:
    (item,) = pairs(f"AFP: {'some more words ' * 20}?", "Wen Haolan: No.")
    assert len(item.title) <= 120
    assert item.title.endswith(("some…", "more…", "words…"))
    (item,) = pairs(f"法新社记者：{'一些字' * 40}？", "文浩岚：不。", lang="zh")
    assert len(item.title) == 60


LINE = st.sampled_from(
    ["AFP: Why?", "Reuters: Words", "Wen Haolan: Because", "Wen Haolan: Is it?", "Plain words", "Is it so?", "****",
     "Follow-up: And?", "Reporter: Please", "First: a point", "Q: q", "A: a", "法新社记者：吗？",
     "文浩岚：不", ": x", "::"]
)  # fmt: skip


@given(st.lists(LINE, max_size=14), st.sampled_from([TITLE, "", "外交部发言人文浩岚主持例行记者会"]))
def test_every_paragraph_stands_in_one_item_as_the_page_has_it(given: list[str], title: str) -> None:
    lines = [f"{line} {number}" if any(map(str.isalnum, line)) else line for number, line in enumerate(given)]
    page = RawItem("Ministry", title, "\n\n".join(lines), url="u")
    found = split(page)
    if isinstance(found, Failed):
        return
    assert len({item.guid for item in found}) == len(found)
    further = [item for item in found if (item.text or "") not in (page.text or "")]
    for item in further:  # behind the question that it goes back to
        assert "Follow-up" in (item.text or "")
    told = [line for item in found for line in (item.text or "").split("\n\n") if any(map(str.isalnum, line))]
    own = [line for line in lines if any(map(str.isalnum, line))]
    assert list(dict.fromkeys(told)) == own
    assert further or told == own
