"""Which answer belongs to which accusation. Speakers and affairs are invented."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from briefing.incidents import accused_in, answer_state, answers_of, is_answer
from briefing.incidents.answers import earliest, moment
from briefing.model import Article, Incident, Membership, Parts, Statement

REJECTED = "rejected the hacking claim as groundless"


def said(name: str, by: str, direction: str, text: str = REJECTED, **fields: Any) -> Statement:
    kinds = {"accusation": ("attribution",), "response": ("denial",)}
    made = Statement(
        id=name,
        article=fields.pop("article", name),
        start=0,
        end=len(text),
        text=text,
        party="government",
        direction=direction,
        kind=kinds.get(direction, ("other",)),
        form="indirect",
        government=by,
        said_on="2031-03-04",
        about=("CN",) if direction == "accusation" else (),
        response_codes=("R01",) if direction == "response" else (),
    )
    return replace(made, **fields)


def parts_of(*statements: Statement, **published: str) -> Parts:
    ids = sorted({s.article for s in statements})
    articles = tuple(Article(i, i, "text", f"Paper {i}", published=published.get(i, "2031-03-04")) for i in ids)
    places = tuple(Membership("i", i, "statement", "test") for i in ids)
    incident = Incident("i", "t", None, None, relevant=False)
    return Parts(incident, articles, places, {i: i for i in ids}, statements, {}, cyber=frozenset(ids))


def targets(*statements: Statement) -> dict[str, str]:
    articles = {s.article: Article(s.article, "t", s.text, "Paper") for s in statements}
    return {answer: to for answer, (to, _) in answers_of(statements, articles).items()}


ACCUSED = said("acc", "NZ", "accusation", "blamed China for the raid on the Ruritanian mint")


def test_a_denial_by_the_accused_is_an_answer():
    assert is_answer(said("a", "CN", "response"), [ACCUSED])


@pytest.mark.parametrize(
    "fields",
    [
        {"background": True},
        {"direction": "third-party"},
        {"government": None},
        {"government": "RU"},
        {"text": "firmly opposes the new tariffs on steel"},
        {"text": "called the ban on TikTok an abuse of power"},
        {"text": "said that the balloon was a civilian airship"},
        {"text": "华为不构成任何威胁"},
        {"kind": ("no_comment",), "response_codes": ()},
        {"kind": ("no_comment",), "response_codes": ("R00",)},
        {"kind": ("other",), "response_codes": ()},
    ],
    ids=[
        "previously",
        "third party",
        "nobody",
        "another state",
        "tariffs",
        "TikTok",
        "balloon",
        "Huawei",
        "silence",
        "silence told",
        "chat",
    ],
)
def test_what_is_no_answer(fields):
    assert not is_answer(replace(said("a", "CN", "response"), **fields), [ACCUSED])


def test_a_remark_on_trade_that_speaks_of_hacking_too_is_an_answer():
    text = "said that neither tariffs nor invented hacking claims would help"
    assert is_answer(said("a", "CN", "response", text), [ACCUSED])


def test_no_comment_in_so_many_words_is_an_answer():
    assert is_answer(said("a", "CN", "response", kind=("no_comment",), response_codes=("R14",)), [ACCUSED])


def test_the_accused_may_be_any_state():
    blamed = said("acc", "CN", "accusation", about=("US",))
    assert is_answer(said("a", "US", "response"), [blamed])
    assert not is_answer(said("a", "CN", "response"), [blamed])


def test_an_answer_goes_to_the_government_it_names():
    other = said("acc2", "JP", "accusation")
    assert targets(ACCUSED, other, said("a", "CN", "response", about=("JP",))) == {"a": "JP"}


def test_an_answer_in_an_article_with_one_accuser_goes_to_that_one():
    other = said("acc2", "JP", "accusation")
    assert targets(ACCUSED, other, said("a", "CN", "response", article="acc2")) == {"a": "JP"}


def test_an_answer_that_speaks_of_one_accusers_matter_goes_to_that_one():
    other = said("acc2", "JP", "accusation", "blamed China for the theft at the shipyard of Hentzau")
    text = "called the story of the Ruritanian mint groundless"
    assert targets(ACCUSED, other, said("a", "CN", "response", text)) == {"a": "NZ"}


def test_an_answer_that_names_nobody_or_several_goes_to_all():
    other = said("acc2", "JP", "accusation")
    assert targets(ACCUSED, other, said("a", "CN", "response")) == {"a": "*"}
    assert targets(ACCUSED, other, said("a", "CN", "response", about=("NZ", "JP"))) == {"a": "*"}


def test_every_answer_says_why():
    statements = (ACCUSED, said("a", "CN", "response", about=("NZ",)))
    articles = {s.article: Article(s.article, "t", s.text, "Paper") for s in statements}
    assert answers_of(statements, articles)["a"] == ("NZ", "names NZ")


def test_the_lag_runs_from_the_first_accusation_to_the_first_answer_after_it():
    parts = parts_of(
        said("old", "CN", "response", said_on="2031-03-01"),
        said("acc", "NZ", "accusation", said_on="2031-03-04T10:00:00Z"),
        said("a", "CN", "response", said_on="2031-03-05T06:30:00Z", response_codes=("R02", "R09")),
        said("b", "CN", "response", said_on="2031-03-07T06:30:00Z"),
    )
    answer = answer_state(parts, "CN", "2031-03-09", 3)
    assert (answer.found, answer.lag_hours, answer.silent_days) == (True, 20, None)
    assert set(answer.codes) == {"R01", "R02", "R09"}


@pytest.mark.parametrize(("day", "hours"), [("2031-03-04", 0), ("2031-03-06", 48)])
def test_days_without_an_hour_give_whole_days(day, hours):
    parts = parts_of(said("acc", "NZ", "accusation"), said("a", "CN", "response", said_on=day))
    assert answer_state(parts, "CN", None, 0).lag_hours == hours


def test_silence_is_explicit_with_how_long_and_where_it_was_searched():
    answer = answer_state(parts_of(ACCUSED), "CN", "2031-03-07T09:00:00Z", 12)
    assert (answer.found, answer.codes, answer.silent_days, answer.sources) == (False, ("R00",), 3, 12)
    assert answer.searched_until == "2031-03-07T09:00:00Z"


def test_silence_that_an_article_tells_of_ends_no_silence():
    unanswered = said("a", "CN", "response", said_on="2031-03-05", kind=("no_comment",), response_codes=("R00",))
    answer = answer_state(parts_of(ACCUSED, unanswered), "CN", "2031-03-07T09:00:00Z", 12)
    assert (answer.found, answer.codes, answer.silent_days, answer.lag_hours) == (False, ("R00",), 3, None)


def test_of_several_replies_only_those_that_say_something_are_the_answer():
    unanswered = said("a", "CN", "response", said_on="2031-03-05", kind=("no_comment",), response_codes=("R00",))
    parts = parts_of(ACCUSED, unanswered, said("b", "CN", "response", said_on="2031-03-06"))
    answer = answer_state(parts, "CN", "2031-03-07", 12)
    assert (answer.found, answer.codes, answer.lag_hours) == (True, ("R01",), 48)


def test_whose_silence_is_told_is_accused_all_the_same():
    unanswered = said("a", "CN", "response", kind=("no_comment",), response_codes=("R00",))
    charge = said("b", "CN", "accusation", about=("NZ",))
    assert accused_in([ACCUSED, unanswered, charge], ["CN"]) == ("CN", "NZ")


def test_who_of_several_accusers_has_no_answer_is_told():
    others = [said(f"acc-{g}", g, "accusation") for g in ("JP", "EU")]
    late = said("late", "AU", "accusation", said_on="2031-03-09")
    to_all = answer_state(parts_of(ACCUSED, *others, late, said("a", "CN", "response")), "CN", "2031-03-10", 12)
    assert (to_all.accusers, to_all.waiting) == (4, ("AU",))
    to_one = said("a", "CN", "response", about=("NZ",))
    assert answer_state(parts_of(ACCUSED, *others, to_one), "CN", None, 12).waiting == ("EU", "JP")
    assert answer_state(parts_of(ACCUSED, to_one), "CN", None, 12).waiting == ()


def test_an_accuser_of_an_unknown_day_counts_as_answered_by_what_answers_all():
    undated = replace(said("acc2", "JP", "accusation"), said_on=None)
    parts = parts_of(ACCUSED, undated, said("a", "CN", "response"))
    parts = replace(
        parts, articles=tuple(replace(a, published=None) if a.id == undated.article else a for a in parts.articles)
    )
    answer = answer_state(parts, "CN", None, 12)
    assert (answer.accusers, answer.waiting) == (2, ())


def test_an_answer_without_any_day_is_found_with_an_unknown_lag():
    parts = parts_of(replace(ACCUSED, said_on=None), said("a", "CN", "response", said_on=None))
    parts = replace(parts, articles=tuple(replace(a, published=None) for a in parts.articles))
    answer = answer_state(parts, "CN", None, 0)
    assert (answer.found, answer.lag_hours) == (True, None)


def test_whom_an_accused_state_strikes_back_at_is_no_accused() -> None:
    charge = said("s1", "NZ", "accusation", about=("CN",))
    denial = said("s2", "CN", "response", about=("NZ",))
    strike = said("s3", "CN", "accusation", about=("US",), kind=("counter_accusation",))
    assert accused_in([charge, denial, strike], ("CN",)) == ("CN",)
    assert accused_in([strike], ("CN",)) == ("US",)


def test_an_answer_of_a_day_counts_to_the_hour_its_article_appeared() -> None:
    denial = said("s1", "CN", "response", article="a", said_on="2031-03-05")
    assert moment(denial, {"a": "2031-03-05T07:00:00Z"}) == "2031-03-05T07:00:00Z"
    assert moment(denial, {"a": "2031-03-06T07:00:00Z"}) == "2031-03-05"
    assert moment(replace(denial, said_on=None), {"a": None}) is None


def test_of_the_first_day_an_hour_tells_more_than_the_day() -> None:
    assert earliest(["2031-03-05T09:00:00Z", "2031-03-05", None, "2031-03-05T07:00:00Z"]) == "2031-03-05T07:00:00Z"
    assert earliest(["2031-03-04", "2031-03-05T09:00:00Z"]) == "2031-03-04"
    assert earliest([]) is None
