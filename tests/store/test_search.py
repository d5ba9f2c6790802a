"""Searching: words, phrases and field words; what is unknown is told, what is hostile is text."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.errors import UsageError
from briefing.store import Store, writes
from briefing.store.query import FIELDS, LONGEST
from briefing.store.search import search
from tests.conftest import NOW
from tests.nouns import TEXT, article, put, statement

CHINESE = (
    "记者问：有国家称 APT31 攻击了港口。\n发言人说，这是捏造，中\n国也是黑客的受害者。"
    "ハッカー集団によるサイバー攻撃。외교부는 말했다."
)


@pytest.fixture
def filled(store: Store) -> Store:
    put(store, article(), [statement(actors=("APT31",))], incident="i1", seen=NOW)
    other = article("a2", title="Weather", text="Rain over the port of Strelsau.", published="2031-04-01")
    put(store, other, [], incident="i2", seen=NOW, relevant=False)
    chinese = article("a3", title="外交部回应", text=CHINESE, source="新闻社", published="2031-03-01", lang="zh")
    put(store, chinese, [], incident="i2", seen=NOW, relevant=False)
    return store


def ids(store: Store, query: str, **more: bool) -> list[str]:
    return [h.article for h in search(store, query, **more)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("port", ["a1", "a2"]),
        ("PORT strelsau", ["a2"]),
        ('"reckless raid"', ["a1"]),
        ('"raid reckless"', []),
        ("government:NZ", ["a1"]),
        ("government:nz port", ["a1"]),
        ("level:L4", ["a1"]),
        ("level:L5..", []),
        ("level:..L4", ["a1"]),
        ("level:L2..L4", ["a1"]),
        ("kind:condemnation", ["a1"]),
        ("kind:sanction", []),
        ("actor:APT-31", ["a1"]),
        ("since:2031-05-01 port", ["a1"]),
        ("until:2031-04-30 port", ["a2"]),
        ("is:relevant port", ["a1"]),
        ("is:kept", []),
        ("source:sample port", ["a1", "a2"]),
        ("外交部", ["a3"]),
        ("中国", ["a3"]),
        ("黑客", ["a3"]),
        ("港", ["a3"]),
        ("APT31攻击", ["a3"]),
        ('"APT31 攻击"', ["a3"]),
        ("ＡＰＴ３１　黑客", ["a3"]),
        ("ハッカー", ["a3"]),
        ("サイバー攻撃", ["a3"]),
        ("외교부", ["a3"]),
        ("说这是", []),
        ("国中", []),
        ("source:新闻", ["a3"]),
        ("source:S%e", []),
        ("lang:zh", ["a3"]),
        ("lang:EN port", ["a1", "a2"]),
        ("incident:i2", ["a2", "a3"]),
        ("incident:i2 -外交部", ["a2"]),
        ("strel*", ["a2"]),
        ("strel", []),
        ('"port of strel"*', ["a2"]),
        ('"port of strel', []),
        ("“reckless raid”", ["a1"]),
        ("port -strelsau", ["a1"]),
        ('port -"reckless raid"', ["a2"]),
        ("port -is:relevant", ["a2"]),
        ("-port", ["a3"]),
        ("state-backed", ["a1"]),
        ("port - -", ["a1", "a2"]),
        ("code:R02", []),
        ("is:new lang:en", ["a1", "a2"]),
        ("is:unread -is:read -is:dismissed 外", ["a3"]),
        ("until:9999-12-31 since:0001-01-01 rain", ["a2"]),
        ("", []),
        ('"', []),
        ("port* OR rain", []),
        ("NEAR(port rain)", []),
        ("http://port.example", []),
    ],
)
def test_queries(filled: Store, query: str, found: list[str]) -> None:
    assert [h.article for h in search(filled, query)] == found


def test_a_hit_says_where(filled: Store) -> None:
    [hit] = search(filled, '"reckless raid"')
    assert TEXT[hit.start : hit.end] == "reckless raid"
    assert "reckless raid" in hit.snippet
    assert hit.incident == "i1"


def test_a_hit_says_where_in_the_text_as_it_was_given(filled: Store) -> None:
    [hit] = search(filled, "中国")
    assert CHINESE[hit.start : hit.end] == "中\n国"
    [hit] = search(filled, "strels*")
    assert hit.snippet == "Rain over the port of Strelsau."
    assert (hit.start, hit.end) == (22, 30)


def test_a_hit_in_the_title_alone_has_no_place(filled: Store) -> None:
    [hit] = search(filled, "外交部回应")
    assert (hit.start, hit.end, hit.snippet) == (-1, -1, "外交部回应")


def test_a_word_that_is_still_typed_stands_for_all_that_begin_so(filled: Store) -> None:
    assert ids(filled, "rain stre", typing=True) == ["a2"]
    assert ids(filled, '"port of stre', typing=True) == ["a2"]
    assert ids(filled, "rain stre ", typing=True) == ids(filled, "rain st", typing=True) == []
    assert ids(filled, '"port of stre"', typing=True) == []
    assert ids(filled, "port -stre", typing=True) == ["a1", "a2"]


def test_a_hit_names_its_incident_whatever_was_decided_about_it(filled: Store) -> None:
    writes.decide(filled, "dismiss", ["i2"], at=NOW)
    assert [(h.article, h.incident, h.incident_title) for h in search(filled, "rain")] == [("a2", "i2", "外交部回应")]
    assert ids(filled, "is:dismissed") == ["a2", "a3"]
    writes.decide(filled, "keep", ["i2"], at=NOW)
    assert ids(filled, "is:kept rain") == ["a2"]
    writes.decide(filled, "read", ["i2"], at=NOW)
    assert ids(filled, "is:read") == ["a2", "a3"]
    assert ids(filled, "is:unread") == ["a1"]


def test_a_vanished_incident_is_found_where_it_went(filled: Store) -> None:
    filled.db.execute("INSERT INTO redirects VALUES ('i0', 'i1')")
    assert ids(filled, "incident:i0") == ["a1"]


def test_an_article_in_no_incident_yet_is_found(filled: Store) -> None:
    writes.save_articles(filled, [(article("a4", text="A quay."), "f")], seen=NOW)
    [hit] = search(filled, "quay")
    assert (hit.incident, hit.incident_title) == (None, None)


def test_the_newest_come_first_and_the_undated_as_they_were_seen(store: Store) -> None:
    days = {"c": "2031-05-01T09:00:00Z", "b": "2031-05-01T12:00:00Z", "a": "2031-04-01", "d": None, "e": "2031-05-01"}
    writes.save_articles(store, [(article(i, published=day), i) for i, day in days.items()], seen=NOW)
    writes.save_articles(store, [(article("f", published=None), "f")], seen=NOW - timedelta(days=30))
    assert ids(store, "port") == ["d", "b", "c", "e", "f", "a"]
    assert [h.article for h in search(store, "port", limit=2)] == ["d", "e"]  # of one day the last to come


@pytest.mark.parametrize(
    "query",
    [
        "colour:red",
        "level:9",
        "since:soon",
        "is:blue",
        "government:Britain",
        "government:ZZ",
        "-government:ZZ",
        "kind:rumour",
        "code:R15",
        "lang:english",
        "lang:xx",
        "incident:i404",
        "-is:blue",
        "-colour:red",
    ],
)
def test_what_is_unknown_is_named(filled: Store, query: str) -> None:
    with pytest.raises(UsageError, match=query.split(":")[0].lstrip("-")):
        search(filled, query)


def test_a_search_has_an_end(filled: Store) -> None:
    assert ids(filled, "port " * (LONGEST // 5)) == ["a1", "a2"]
    for query in ("port " * 2_000, "港" * 10_000, "-" * 10_000, '"' * 10_000):
        with pytest.raises(UsageError, match="at most"):
            search(filled, query)


HOSTILE = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.sampled_from(
            [
                *"\"*:()^-+,{}\0\\'%_",
                "AND",
                "OR",
                "NOT",
                "NEAR(a b, 2)",
                "title:",
                "{title text}:",
                "port",
                "中国",
                "😀",
            ]
        ),
        st.sampled_from(
            ["\u202e", "\u200b", "\udc80", "\ue000", "\ufffd", "“", "''", "--", "; DROP TABLE articles", " "]
        ),
        st.builds("{}:{}".format, st.sampled_from(sorted(FIELDS)), st.text(max_size=4)),
    ),
    max_size=12,
).map("".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(HOSTILE, st.booleans())
def test_no_search_breaks_anything(filled: Store, query: str, typing: bool) -> None:
    with suppress(UsageError):
        assert {h.article for h in search(filled, query, typing=typing)} <= {"a1", "a2", "a3"}


@pytest.mark.parametrize("word", ["a ", "-a ", "a* ", '"a b"* ', "中", "level:L4 ", "-is:new "])
def test_a_search_may_have_as_many_words_as_it_has_room_for(filled: Store, word: str) -> None:
    search(filled, word * (LONGEST // len(word)))


def test_a_government_that_is_published_nowhere_is_known_once_it_has_spoken(filled: Store) -> None:
    filled.db.execute("INSERT INTO facets SELECT 'government', 'ZZ', seq, 's' FROM articles WHERE id = 'a2'")
    assert ids(filled, "government:ZZ") == ["a2"]
