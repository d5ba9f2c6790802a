"""Incidents that an article names beside its own. All matters here are invented; the parliament is a real key."""

from __future__ import annotations

import pytest

from briefing.incidents.asides import About, about, later_named, named_beside
from briefing.model import Features, Neighbour


def member(incident: str, number: int, *subjects: str, names: tuple[str, ...] = ()) -> Neighbour:
    marks = frozenset(f"subject:{s}" for s in subjects) | {"names:NZ"}
    return Neighbour(f"{incident}{number}", incident, "", Features({}, {}, dict.fromkeys(names, 0.1), marks=marks))


def article(*names: str, marks: frozenset[str] = frozenset({"names:NZ"})) -> Features:
    return Features({}, {}, dict.fromkeys(names, 0.1), marks=marks)


def known(near: list[Neighbour]) -> dict[str, About]:
    return {i: about(n.features for n in near if n.incident == i) for i in {n.incident for n in near}}


VOLTARA = [member("v", 1, "voltara"), member("v", 2, "voltara"), member("v", 3)]
OWN = [member("o", 1, "osmont"), member("o", 2)]


def test_an_article_that_names_what_another_incident_is_about_mentions_it() -> None:
    assert named_beside(article("osmont", "voltara"), "o", known([*OWN, *VOLTARA])) == [("v", "voltara", 2 / 3)]


@pytest.mark.parametrize(
    ("new", "near"),
    [
        (article("osmont"), [*OWN, *VOLTARA]),  # it does not name it
        (article("voltara", marks=frozenset({"names:NZ", "subject:voltara"})), [*OWN, *VOLTARA]),  # hit again
        (article("voltara", marks=frozenset()), [*OWN, *VOLTARA]),  # of no cyber matter
        (article("voltara"), [*OWN, *VOLTARA[:1]]),  # one title alone
        (article("voltara"), [*OWN, *VOLTARA, member("x", 1, "voltara")]),  # of two incidents
        (article("voltara"), [*OWN, *VOLTARA, member("o", 3, "voltara")]),  # its own is about it too
        (
            article("storting"),  # the same body, which the gazetteer knows
            [
                member("o", 1, names=("institution:no-storting",)),
                member("v", 1, "storting"),
                member("v", 2, "storting"),
            ],
        ),
        (article("typhoon"), [*OWN, member("v", 1, "typhoon"), member("v", 2, "typhoon")]),  # part of groups' names
    ],
)
def test_what_names_no_other_incident(new: Features, near: list[Neighbour]) -> None:
    assert named_beside(new, "o", known(near)) == []


def test_a_name_that_few_of_its_own_incident_tell_is_another_ones() -> None:
    own = [*OWN, member("o", 3, "voltara"), *(member("o", n) for n in range(4, 9))]
    assert named_beside(article("voltara"), "o", known([*own, *VOLTARA])) == [("v", "voltara", 2 / 3)]


def test_what_is_named_may_come_later_where_a_link_leads_to_it() -> None:
    incidents = {i: [(n.article, n.features) for n in [*OWN, *VOLTARA] if n.incident == i] for i in ("o", "v")}
    incidents["o"].append(("new", article("osmont", "voltara")))
    (found,) = later_named(incidents, {"new": {"v3": 0.1}})
    assert (found.article, found.incident, found.reason) == ("new", "v", "names voltara, which it is about")
    assert list(later_named(incidents, {"new": {"o1": 0.9}})) == []


def test_a_parliament_must_be_named_by_half_of_the_members() -> None:
    storting = "institution:no-storting"
    hacked = [member("v", n, names=(storting,)) for n in (1, 2)]
    assert named_beside(article(storting), "o", known([*OWN, *hacked])) == [("v", "no-storting", 1.0)]
    assert named_beside(article(storting), "o", known([*OWN, *hacked, *(member("v", n) for n in (3, 4, 5))])) == []
