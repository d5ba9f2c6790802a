"""The board: positions, folding, levels, answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from briefing import views, wording
from briefing.model import (
    Article,
    Board,
    Incident,
    Membership,
    Parts,
    Proposal,
    Statement,
    Verdict,
)
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


def test_roles_are_data() -> None:
    shown = board([statement(government="CN", about=("NZ",)), reply(government="NZ", about=("CN",))])
    assert [p.government for p in shown.accusers] == ["CN"]
    assert [p.government for p in shown.answerers] == ["NZ"]


def test_silence_is_counted_to_the_last_search() -> None:
    [answer] = board([statement()]).answers
    assert (answer.found, answer.silent_days, answer.searched_until) == (False, 3, "2031-05-08")
    assert "silent for 3 days" in wording.answer_words(answer)


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
    assert not wording.is_quotable(shown.accusers[0].statements[0])


def test_official_texts_are_numbered_first() -> None:
    articles = [article("a1"), article("a2", role="official", speaks_for="NZ", published="2031-05-06")]
    shown = board([statement("s1", "a1"), statement("s2", "a2")], articles)
    assert [(s.number, s.article.id) for s in shown.sources] == [(1, "a2"), (2, "a1")]


def test_new_is_what_came_after_the_last_look() -> None:
    looked = Incident("i1", "t", None, None, relevant=True, read_at=NOW)
    seen = {"s1": NOW, "s2": NOW + timedelta(hours=1)}
    shown = board([statement("s1"), statement("s2", text="x")], incident=looked, seen=seen)
    assert shown.new == {"s2"}


def test_figures_of_a_rewrite_come_after_those_of_its_original() -> None:
    spun = article("a1", text=TEXT + " Some 4,000 vessels, 4,000 customers.")
    sound = article("a2", text=TEXT + " More than 4,000 customers were told.")
    shown = board([statement("s1", "a1", verification="doubtful"), statement("s2", "a2")], [spun, sound])
    assert next((f.text, f.article) for f in shown.facts.figures) == ("More than 4,000 customers", "a2")


def test_an_answer_says_whom_it_answers() -> None:
    shown = board([statement(), reply()])
    assert shown.answers_to == {"r1": ("NZ", "names NZ")}


def test_a_board_carries_what_is_in_question_and_who_placed_an_article() -> None:
    asked = Proposal("a9", "Late", "Wire", None, "i1", "Port hit", "possible: the port; 0.12", 0.12)
    made = board([statement()], possible=(asked,), memberships=(Membership("i1", "a1", "statement", "x", pinned=True),))
    assert made.possible == (asked,)
    assert [s.pinned for s in made.sources] == [True]


def test_what_several_say_is_told_once_and_first_what_the_most_say() -> None:
    said = [("NZ", ["a", "b"]), ("JP", ["b", "c"]), ("CA", ["c", "b"])]
    assert list(views.by_speakers(said).items()) == [
        (("NZ", "JP", "CA"), ["b"]),
        (("JP", "CA"), ["c"]),
        (("NZ",), ["a"]),
    ]
