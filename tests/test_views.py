"""The board: positions, folding, levels, answers, and the words for codes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from briefing import views
from briefing.model import (
    LEVELS,
    Article,
    Board,
    Decision,
    Incident,
    Membership,
    Parts,
    Proposal,
    Statement,
    Verdict,
)
from briefing.shapes import answer_shape
from tests.conftest import NOW
from tests.nouns import TEXT, article, statement


def board(statements: list[Statement], articles: list[Article] | None = None, **changes: object) -> Board:
    held = articles or [article(a) for a in dict.fromkeys(s.article for s in statements)]
    parts = Parts(
        incident=changes.pop("incident", Incident("i1", "Port hit", None, None, relevant=True)),  # type: ignore[arg-type]
        articles=tuple(held),
        memberships=tuple(Membership("i1", a.id, "statement", "test") for a in held),
        origins={a.id: a.id for a in held},
        statements=tuple(statements),
        seen=changes.pop("seen", {s.id: NOW for s in statements}),  # type: ignore[arg-type]
        verdicts=changes.pop("verdicts", {}),  # type: ignore[arg-type]
        cyber=frozenset(a.id for a in held),
    )
    whole = replace(parts, **changes)  # type: ignore[arg-type]
    return views.board(whole, watch=("CN",), searched_until="2031-05-08", searched_sources=3)


def reply(**changes: object) -> Statement:
    start = TEXT.index("the claim as groundless")
    made: dict[str, object] = {
        "id": "r1",
        "government": "CN",
        "direction": "response",
        "kind": ("denial",),
        "form": "indirect",
        "quote": None,
        "start": start,
        "end": start + 23,
        "text": TEXT[start : start + 23],
        "response_codes": ("R02",),
        "level": None,
        "about": ("NZ",),
        "speaker": None,
        "speaker_role": None,
        "said_on": "2031-05-06",
    }
    return statement(**{**made, **changes})  # type: ignore[arg-type]


def test_accuser_on_one_side_answer_on_the_other() -> None:
    shown = board([statement(), reply()])
    assert [(p.government, p.level) for p in shown.accusers] == [("NZ", "L4")]
    assert [(p.government, p.response_codes) for p in shown.answerers] == [("CN", ("R02",))]
    assert shown.answers[0].found


def test_silence_that_an_article_tells_of_stands_beside_the_accuser_and_is_no_answer() -> None:
    unanswered = reply(kind=("no_comment",), response_codes=("R00",))
    shown = board([statement(), unanswered])
    assert [(p.government, p.response_codes) for p in shown.answerers] == [("CN", ("R00",))]
    assert (shown.answers[0].found, shown.answers[0].codes) == (False, ("R00",))
    answered = board([statement(), unanswered, reply(id="r2", said_on="2031-05-07")])
    assert [(p.response_codes, p.first_said) for p in answered.answerers] == [(("R02",), "2031-05-07")]
    assert (answered.answers[0].found, answered.answers[0].codes) == (True, ("R02",))


def test_a_silence_told_by_its_noun_is_printed_once() -> None:
    told = reply(kind=("no_comment",), form="act", cue="reply", text="No reply from the Chinese side")
    assert (views.line(told, "x").lead, views.line(told, "x").text) == ("", "No reply from the Chinese side")


def test_roles_are_data() -> None:
    shown = board([statement(government="CN", about=("NZ",)), reply(government="NZ", about=("CN",))])
    assert [p.government for p in shown.accusers] == ["CN"]
    assert [p.government for p in shown.answerers] == ["NZ"]


def test_silence_is_counted_to_the_last_search() -> None:
    [answer] = board([statement()]).answers
    assert (answer.found, answer.silent_days, answer.searched_until) == (False, 3, "2031-05-08")
    assert "silent for 3 days" in views.answer_words(answer)


def test_what_was_denied_before_is_no_answer_of_today() -> None:
    shown = board([statement(), reply(background=True)])
    assert not shown.answers[0].found
    assert shown.answerers[0].response_codes == ()


def test_a_report_of_several_raises_nobodys_level_a_text_signed_by_several_does() -> None:
    listed = board([statement(joint_with=("GB",))])
    assert {(p.government, p.level) for p in listed.accusers} == {("NZ", None), ("GB", None)}
    signed = board([statement(joint_with=("GB",), joint=True)])
    assert {(p.government, p.level) for p in signed.accusers} == {("NZ", "L4"), ("GB", "L4")}


def test_copies_of_one_utterance_are_folded_the_official_text_on_top() -> None:
    official = statement("s3", "a3", verification="original", via="official")
    shown = board([statement("s1", "a1"), statement("s2", "a2"), official])
    [position] = shown.accusers
    assert [s.id for s in position.statements] == ["s3"]
    assert position.copies == {"s3": 2}


def test_a_third_party_remark_joins_what_its_government_says_else_stands_apart() -> None:
    remark = statement(
        "s2", direction="third-party", text="It is a large port.", quote=None, kind=("other",), level=None
    )
    assert [len(p.statements) for p in board([statement(), remark]).accusers] == [2]
    assert [p.government for p in board([remark]).others] == ["NZ"]


def test_a_verdict_shows_on_the_board() -> None:
    verdict = Verdict("s1", "altered", "s2", "one word differs")
    shown = board([statement()], verdicts={"s1": verdict})
    assert shown.accusers[0].statements[0].verification == "altered"
    assert not views.is_quotable(shown.accusers[0].statements[0])


def test_official_texts_are_numbered_first() -> None:
    articles = [article("a1"), article("a2", role="official", speaks_for="NZ", published="2031-05-06")]
    shown = board([statement("s1", "a1"), statement("s2", "a2")], articles)
    assert [(s.number, s.article.id) for s in shown.sources] == [(1, "a2"), (2, "a1")]


def test_new_is_what_came_after_the_last_look() -> None:
    looked = Incident("i1", "t", None, None, relevant=True, read_at=NOW)
    seen = {"s1": NOW, "s2": NOW + timedelta(hours=1)}
    shown = board([statement("s1"), statement("s2", text="x")], incident=looked, seen=seen)
    assert shown.new == {"s2"}


def test_every_code_has_its_words() -> None:
    assert set(views.LEVEL_WORDS) == set(LEVELS)
    assert list(views.CODE_WORDS) == [f"R{n:02}" for n in range(15)]


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
    assert views.short_time(given) == shown


def test_the_bottom_line_is_a_sentence() -> None:
    line = views.bottom_line(board([statement(), reply()]))
    assert line == ("New Zealand (L4 state-backed) accuses China. China answered after 1 day: rejects as groundless.")


def test_the_bottom_line_names_a_level_once_and_few_codes() -> None:
    said = [statement(f"s{n}", government=g) for n, g in enumerate(("NZ", "JP", "EU"))]
    denial = replace(reply(), about=(), response_codes=("R01", "R02", "R03", "R05", "R09"))
    assert views.bottom_line(board([*said, denial])) == (
        "European Union, Japan and New Zealand (L4 state-backed) accuse China. China answered after 1 day: "
        "categorical denial; rejects as groundless; firm opposition and 2 more."
    )


def test_who_accuses_another_state_does_not_accuse_the_first() -> None:
    said = [statement(), statement("s2", government="JP", about=("RU",)), statement("s3", government="EU", about=())]
    assert views.bottom_line(board(said)).startswith(
        "European Union and New Zealand (L4 state-backed) accuse China; Japan (L4 state-backed) accuses Russia. "
    )


def test_who_accuses_nobody_named_is_said_so() -> None:
    said = views.bottom_line(board([statement(about=()), statement("s2", government="JP", about=())]))
    assert said == "Japan and New Zealand (L4 state-backed) accuse no named state."


def test_accusers_without_an_answer_are_named_where_others_have_one() -> None:
    said = [statement(f"s{n}", government=g) for n, g in enumerate(("NZ", "JP", "EU"))]
    [answer] = board([*said, replace(reply(), about=("NZ",))]).answers
    assert views.answer_words(answer) == (
        "China answered 1 of 3 accusers after 1 day: rejects as groundless. "
        "No answer found to European Union and Japan as of 8 May 2031 in 3 sources"
    )
    assert views.answer_short(answer) == "CN +1d (1 of 3)"
    assert views.answer_words(answer, 1).endswith("to European Union and 1 more as of 8 May 2031 in 3 sources")
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
    assert (views.answer_words(answer), views.answer_short(answer)) == (told, short)


@pytest.mark.parametrize(("number", "told"), [(0, "0 days"), (1, "1 day"), (2000, "2,000 days")])
def test_a_number_and_its_noun_agree(number: int, told: str) -> None:
    assert views.count(number, "day") == told


def test_several_accused_states_are_listed_as_people_list_them() -> None:
    line = views.bottom_line(board([statement(government="CN", about=("US", "NZ", "JP"), level=None)]))
    assert line.startswith("China accuses Japan, New Zealand and United States. ")


def test_a_cue_that_stands_before_its_speaker_is_not_printed_without_it() -> None:
    reported = statement(form="indirect", quote=None, text="the port was hit", cue="According to")
    assert (views.line(reported, "x").lead, views.line(reported, "x").text) == ("said", "the port was hit")


def test_what_is_its_verb_alone_is_printed_once() -> None:
    reported = statement(form="indirect", quote=None, text="rejected", cue="rejected")
    assert (views.line(reported, "x").lead, views.line(reported, "x").text) == ("", "rejected")


def test_figures_of_a_rewrite_come_after_those_of_its_original() -> None:
    spun = article("a1", text=TEXT + " Some 4,000 vessels, 4,000 customers.")
    sound = article("a2", text=TEXT + " More than 4,000 customers were told.")
    shown = board([statement("s1", "a1", verification="doubtful"), statement("s2", "a2")], [spun, sound])
    assert next((f.text, f.article) for f in shown.facts.figures) == ("More than 4,000 customers", "a2")


def test_an_answer_says_whom_it_answers() -> None:
    shown = board([statement(), reply()])
    assert shown.answers_to == {"r1": ("NZ", "names NZ")}


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
    assert views.decision_words(made, {"i1": "Port hit", "a1": "Letters"}) == words


def test_a_board_carries_what_is_in_question_and_who_placed_an_article() -> None:
    asked = Proposal("a9", "Late", "Wire", None, "i1", "Port hit", "possible: the port; 0.12", 0.12)
    made = board([statement()], possible=(asked,), memberships=(Membership("i1", "a1", "statement", "x", pinned=True),))
    assert made.possible == (asked,)
    assert [s.pinned for s in made.sources] == [True]
