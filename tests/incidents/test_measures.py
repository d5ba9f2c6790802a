"""Legal and diplomatic steps that were taken: by whom, against how many, when; and the timeline they stand in."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from briefing.incidents.answers import answers_of, lags_of
from briefing.incidents.measures import measures_in
from briefing.incidents.timeline import timeline_of
from briefing.model import Article, Edit, Lag, Membership, Statement
from tests.nouns import article, pages, span_of, statement


def steps(*texts: str, **fields: object) -> list[tuple[str, str | None, int | None]]:
    return [(m.kind, m.government, m.count) for m in measures_in(pages(*texts, **fields))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "kind", "count"),
    [
        ("A court charged four people with the hack of the mint.", "charges", 4),
        ("The minister announced criminal charges against two hackers.", "charges", 2),
        (
            "A court charged the hacker Ada Quill with breaking into the mint and three further companies.",
            "charges",
            None,
        ),
        ("It imposed sanctions on three companies.", "sanctions", 3),
        ("A court indicted 12 officers over the hack.", "charges", 12),
        ("It imposed sanctions on a firm in Wuhan.", "sanctions", None),
        ("It imposed sanctions on two people and a firm.", "sanctions", 2),
        ("Two men were arrested over the hack as suspects.", "arrests", 2),
        ("It issued an arrest warrant.", "warrant", None),
        ("The ministry summoned the Chinese ambassador.", "summons", None),
        ("Ministr si předvolal čínského velvyslance.", "summons", None),
        ("外交部召见中国大使。", "summons", None),
        ("It expelled two diplomats.", "expulsion", 2),
        ("Police seized the domains of the group.", "seizure", None),
    ],
)
def test_steps_that_were_taken(text: str, kind: str, count: int | None) -> None:
    assert [(k, n) for k, _, n in steps(text)] == [(kind, count)]


@pytest.mark.parametrize(
    "text",
    [
        "The hackers could be charged, officials said.",
        "The party called for sanctions on the firm.",
        "China urged it to drop the case against four officers who were not charged.",
        "The EU stopped short of imposing sanctions on anybody.",
        "The phone was charged overnight.",
        "A hotel charged 12 euros.",
        "He was summoned to the port.",
        "She was neither tried nor convicted of the hack.",
        "Hackers sanctioned by the state came at night.",
    ],
)
def test_what_is_asked_for_or_threatened_is_no_step(text: str) -> None:
    assert steps(text) == []


def test_a_step_is_the_speakers_and_told_twice_it_is_one() -> None:
    texts = ("NZ charged four people with the hack.", "New Zealand has charged people over the hack.")
    made = pages(*texts, published="2031-05-07")
    said = span_of(made[0], "charged four people with the hack", kind=("indictment",), said_on="2031-05-05")
    other = span_of(made[1], "charged people over the hack", kind=("indictment",), said_on="2031-05-06")
    (step,) = measures_in(pages(*texts, said=(said, other)))
    assert (step.government, step.count, step.day, step.fact.also) == ("NZ", 4, "2031-05-05", ("a1",))
    assert step.fact.text == "charged four people with the hack"


def test_a_step_is_shown_with_whom_it_hits() -> None:
    text = "It was long. Two people were charged on 3 May 2031."
    said = span_of(pages(text)[0], "on 3 May 2031", kind=("indictment",), said_on="2031-05-03")
    (step,) = measures_in(pages(text, said=(said,)))
    assert (step.count, step.fact.text) == (2, "Two people were charged on 3 May 2031.")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("A court charged four people with the hack of 2028.", "2031-05-07"),
        ("A court charged four people with hacking the mint in 2028.", "2031-05-07"),
        ("In 2028 a court charged four people with a hack.", None),
        ("Four people were extradited in May 2029.", None),
        ("Four people were extradited in 2031.", "2031-05-07"),
    ],
)
def test_a_step_of_another_year_has_not_the_day_of_its_article(text: str, day: str | None) -> None:
    assert [m.day for m in measures_in(pages(text, published="2031-05-07"))] == [day]


def test_without_a_speaker_a_step_is_nobodys() -> None:
    assert steps("Four people were charged with the hack.") == [("charges", None, 4)]


def test_the_timeline_runs_from_the_first_report_to_the_answer() -> None:
    first = article("a", title="Port hit", published="2031-05-05T08:00:00Z")
    later = article("b", title="Port opens", published="2031-05-09")
    said = statement("s1", "a", said_on="2031-05-05", level="L4")
    again = statement("s2", "b", said_on="2031-05-09", level="L6")
    answer = statement(
        "s3",
        "b",
        direction="response",
        government="CN",
        kind=("denial",),
        response_codes=("R02",),
        said_on="2031-05-06",
        about=("NZ",),
        level=None,
    )
    edit = Edit("a", datetime(2031, 5, 10, tzinfo=UTC), "old", "new")
    line = timeline_of(
        [first, later],
        [Membership("i", "a", "statement", ""), Membership("i", "b", "follow-up", "")],
        [said, again, answer],
        ["CN"],
        measures_in(pages("NZ charged four people with the hack.", speaks_for="NZ", published="2031-05-07")),
        [edit],
    )
    assert [(e.day[:10], e.what, e.government, e.detail) for e in line] == [
        ("2031-05-05", "first report", None, "Port hit"),
        ("2031-05-05", "accusation", "NZ", "L4"),
        ("2031-05-06", "answer", "CN", "R02"),
        ("2031-05-07", "charges", "NZ", "against 4"),
        ("2031-05-09", "follow-up", None, "Port opens"),
        ("2031-05-10", "edit", None, ""),
    ]


def test_an_accusation_stands_in_the_article_that_told_it_first() -> None:
    report = article("z", published="2031-05-05T08:00:00Z")
    reply = article("a", published="2031-05-06T09:00:00Z")
    again = statement("s1", "a", said_on="2031-05-05")
    line = timeline_of([report, reply], [], [again, statement("s2", "z", said_on="2031-05-05")], ["CN"], [], [])
    assert [e.article for e in line if e.what == "accusation"] == ["z"]


def test_a_follow_up_is_of_a_later_day_and_titles_lose_their_furniture() -> None:
    articles = [
        article("a", title="LIVE: Port of Quux hit", published="2031-05-05T08:00:00Z"),
        article("b", title="Port of Quux opens", published="2031-05-05T18:00:00Z"),
        article("c", title="Port of Quux pays | Sample Wire", published="2031-05-06"),
    ]
    line = timeline_of(articles, [Membership("i", a.id, "follow-up", "") for a in articles], [], ["CN"], [], [])
    assert [(e.what, e.detail) for e in line] == [
        ("first report", "Port of Quux hit"),
        ("follow-up", "Port of Quux pays"),
    ]


def test_what_looks_back_and_what_is_undated_stand_in_no_timeline() -> None:
    told = statement("s1", "z", said_on="2031-05-05")
    earlier = statement("s2", "a", said_on="2030-01-01", background=True)
    assert timeline_of([article("a", published=None)], [], [told, earlier], ["CN"], [], []) == ()


def waiting(said: list[Statement], articles: dict[str, Article]) -> tuple[Lag, ...]:
    return lags_of(said, articles, ["CN"], answers_of(said, articles))


def test_each_accuser_waits_for_itself() -> None:
    articles = {a.id: a for a in (article("a"), article("b"), article("c"))}
    text = "China rejected it"
    nz = statement("n", "a", said_on="2031-05-05T10:00:00Z")
    eu = statement("e", "b", government="EU", said_on="2031-05-05T12:00:00Z")
    reply = {"direction": "response", "government": "CN", "kind": ("denial",), "response_codes": ("R02",), "text": text}
    to_nz = statement("r", "c", said_on="2031-05-06T06:00:00Z", about=("NZ",), **reply)
    lags = waiting([nz, eu, to_nz], articles)
    assert [(lag.accuser, lag.found, lag.hours) for lag in lags] == [("NZ", True, 20), ("EU", False, None)]
    to_all = statement("r", "c", said_on="2031-05-06T06:00:00Z", about=(), **reply)
    assert [(lag.accuser, lag.hours) for lag in waiting([nz, eu, to_all], articles)] == [("NZ", 20), ("EU", 18)]
    undated = waiting([nz, statement("r", "d", said_on=None, **reply)], articles | {"d": article("d", published=None)})
    assert [(lag.found, lag.hours) for lag in undated] == [(True, None)]
    early = statement("r", "c", said_on="2031-05-04", about=(), **reply)
    assert not any(lag.found for lag in waiting([nz, eu, early], articles))
