"""Searching: words, phrases and field words; what is unknown is told, what is hostile is text."""

from __future__ import annotations

import pytest

from briefing.errors import UsageError
from briefing.store import Store
from briefing.store.search import search
from tests.conftest import NOW
from tests.nouns import TEXT, article, put, statement


@pytest.fixture
def filled(store: Store) -> Store:
    put(store, article(), [statement(actors=("APT31",))], incident="i1", seen=NOW)
    other = article("a2", title="Weather", text="Rain over the port of Strelsau.", published="2031-04-01")
    put(store, other, [], incident="i2", seen=NOW, relevant=False)
    return store


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


@pytest.mark.parametrize("query", ["colour:red", "level:9", "since:soon", "is:blue"])
def test_what_is_unknown_is_named(filled: Store, query: str) -> None:
    with pytest.raises(UsageError, match=query.split(":")[0]):
        search(filled, query)
