"""The facts of an incident, and the level of a position. All matters are invented."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.incidents import level_of, summarise
from briefing.model import Article, Incident, Membership, Parts, Statement, Verdict


def said(name: str, by: str | None, level: str | None = None, **fields: Any) -> Statement:
    made = Statement(
        id=name,
        article=fields.pop("article", "a"),
        start=0,
        end=4,
        text="text",
        party="government",
        direction="accusation",
        kind=("attribution",),
        form="direct",
        government=by,
        level=level,
        about=("CN",),
        said_on="2031-03-04",
    )
    return replace(made, **fields)


def article(name: str, title: str, published: str | None = "2031-03-04") -> Article:
    return Article(name, title, f"Text of {name}.", f"Paper {name}", published=published)


def parts_of(
    articles: list[Article], *statements: Statement, roles: dict[str, str] | None = None, **fields: Any
) -> Parts:
    places = tuple(Membership("i", a.id, (roles or {}).get(a.id, "statement"), "test") for a in articles)
    made = Parts(
        incident=Incident("i", "t", None, None, relevant=False),
        articles=tuple(articles),
        memberships=places,
        origins={a.id: a.id for a in articles},
        statements=statements,
        seen={},
        cyber=frozenset(a.id for a in articles),
    )
    return replace(made, **fields)


def test_the_strongest_own_words_give_the_level():
    level, why = level_of(
        [said("1", "NZ", "L2"), said("2", "NZ", "L5", why={"level": "names an organ"}), said("3", "NZ")]
    )
    assert (level, why) == ("L5", "names an organ")


def test_a_report_of_several_governments_raises_nobodys_level():
    listed = said("1", "NZ", "L6", joint_with=("JP", "CA"))
    assert level_of([listed])[0] is None
    assert "several" in level_of([listed])[1]
    assert level_of([listed, said("2", "NZ", "L2")])[0] == "L2"


def test_a_text_that_several_signed_is_the_own_text_of_each():
    assert level_of([said("1", "NZ", "L6", joint_with=("JP", "CA"), joint=True)])[0] == "L6"


def test_altered_and_doubtful_words_count_only_where_there_are_no_others():
    twisted, sound = said("1", "NZ", "L6", verification="doubtful"), said("2", "NZ", "L3")
    assert level_of([twisted, sound])[0] == "L3"
    assert level_of([twisted])[0] == "L6"
    assert "altered or doubtful" in level_of([twisted])[1]
    assert level_of([said("1", "NZ", "L6"), sound], {"1": "altered"})[0] == "L3"


def test_no_level_says_so():
    assert level_of([said("1", "NZ")]) == (None, "no words that give a level")


def test_accusers_stand_strongest_first_with_their_levels():
    statements = (said("1", "NZ", "L2"), said("2", "JP", "L6"), said("3", "CA"), said("4", None, "L6"))
    summary = summarise(parts_of([article("a", "t")], *statements))
    assert summary.accusers == (("JP", "L6"), ("NZ", "L2"), ("CA", None))
    assert summary.accused == ("CN",)


def test_a_verdict_of_altered_lowers_the_level():
    parts = parts_of(
        [article("a", "t")],
        said("1", "NZ", "L6"),
        said("2", "NZ", "L2"),
        verdicts={"1": Verdict("1", "altered", None, "test")},
    )
    assert summarise(parts).accusers == (("NZ", "L2"),)


def test_who_accuses_another_state_is_no_accuser_of_the_first():
    finland, norway = said("1", "FI", "L4"), said("2", "NO", "L5", about=("RU",))
    summary = summarise(parts_of([article("a", "Two parliaments")], finland, norway))
    assert (summary.accusers, summary.accused) == ((("FI", "L4"),), ("CN", "RU"))
    nobody = said("3", "CA", "L0", about=())
    assert summarise(parts_of([article("a", "One")], nobody)).accusers == (("CA", "L0"),)
    assert summarise(parts_of([article("a", "One")], finland, nobody)).accusers == (("FI", "L4"),)


def test_retrospectives_and_mentions_move_no_date_and_no_title():
    articles = [
        article("a", "Mint of Ruritania hacked", "2031-03-04"),
        article("b", "Mint hack: minister speaks", "2031-03-06"),
        article("c", "Ten hacks that shook the mint of Ruritania", "2033-01-01"),
        article("d", "The week in mint hacks of Ruritania", "2031-03-09"),
    ]
    summary = summarise(parts_of(articles, roles={"c": "retrospective", "d": "mention"}))
    assert (summary.first, summary.last, summary.articles) == ("2031-03-04", "2031-03-06", 4)
    assert summary.title in {"Mint of Ruritania hacked", "Mint hack: minister speaks"}


def test_the_title_shares_most_with_the_others_and_drops_the_sites_name():
    articles = [
        article("a", "Our readers ask, we answer"),
        article("b", "Hackers empty Ruritania's mint | The Daily Sample"),
        article("c", "Ruritania's mint emptied by hackers, minister says"),
        article("d", ""),
    ]
    assert summarise(parts_of(articles)).title == "Hackers empty Ruritania's mint"


def test_where_nobody_accuses_an_answer_gives_no_title():
    told = [
        article("a", "Mint of Ruritania hacked by unknown spies"),
        article("b", "Beijing on hacked mint of Ruritania: China fights hacking of mints"),
        article("c", "Hacked mint of Ruritania opens, Beijing is silent on hacking"),
    ]
    answer = said("s1", "CN", article="b", direction="third-party")
    made = parts_of(told, answer, roles={"a": "follow-up", "c": "follow-up"})
    assert summarise(made, watch=["CN"]).title != told[1].title


def test_an_article_that_accuses_gives_the_title():
    told = [
        article("a", "Mint of Ruritania: spies hacked it"),
        article("b", "Vltava blames Ruritania's neighbour for hack"),
        article("c", "Spies hacked mint of Ruritania, paper says"),
    ]
    assert summarise(parts_of(told, said("s1", "CZ", "L4", article="b"))).title == told[1].title


def test_without_titles_the_first_words_of_the_text_stand_for_one():
    assert summarise(parts_of([article("a", "")])).title == "Text of a."


@pytest.mark.parametrize(
    ("statement", "cyber", "relevant"),
    [
        (said("1", "NZ"), {"a"}, True),
        (said("1", "NZ", about=("RU",)), {"a"}, False),
        (said("1", None, party="company"), {"a"}, True),
        (said("1", "CN", direction="response", about=()), {"a"}, True),
        (said("1", "CN", about=("US",)), {"a"}, True),
        (said("1", "CN", direction="third-party", about=()), {"a"}, False),
        (said("1", "CN", direction="response", about=()), set(), False),
        (said("1", "NZ", background=True), {"a"}, True),
    ],
    ids=[
        "accused",
        "another accused",
        "accused by a company",
        "answers",
        "accuses",
        "only speaks",
        "no cyber matter",
        "in the past",
    ],
)
def test_relevant_is_what_concerns_a_watched_state_in_a_cyber_matter(statement, cyber, relevant):
    parts = parts_of([article("a", "t")], statement, cyber=frozenset(cyber))
    assert summarise(parts, watch=("CN",)).relevant is relevant


def test_any_state_may_be_watched():
    parts = parts_of([article("a", "t")], said("1", "NZ", about=("RU",)))
    assert summarise(parts, watch=("RU",)).relevant
    answer = summarise(parts, watch=("RU",)).answer
    assert answer is not None
    assert (answer.government, answer.found) == ("RU", False)


def test_copies_count_as_one_origin():
    articles = [article("a", "t"), article("b", "t")]
    assert summarise(parts_of(articles, origins={"a": "a", "b": "a"})).origins == 1


def test_an_incident_without_articles_has_an_empty_summary():
    summary = summarise(parts_of([]))
    assert (summary.title, summary.first, summary.articles, summary.answer) == ("", None, 0, None)


STATEMENTS = [said(str(i), g, lv) for i, (g, lv) in enumerate([("NZ", "L2"), ("JP", "L6"), ("CA", None), ("NZ", "L4")])]


@given(
    st.permutations(STATEMENTS),
    st.permutations([article("a", "Mint hacked"), article("b", "Mint of Ruritania hacked")]),
)
def test_the_order_of_statements_and_articles_changes_nothing(statements, articles):
    first = summarise(parts_of([article("a", "Mint hacked"), article("b", "Mint of Ruritania hacked")], *STATEMENTS))
    assert summarise(parts_of(articles, *statements)) == first
