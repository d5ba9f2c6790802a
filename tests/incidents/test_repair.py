"""A stretch of the stream put together again: nothing is lost, people win, ids stay. All matters here are invented."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from briefing.incidents import regroup
from briefing.model import Features, Placed, Regrouping, Stretch

STRONG, WEAK = 0.4, 0.05


def stretch(places: dict[str, str], links: dict[str, float], **changes: object) -> Stretch:
    """Articles of one letter in their incidents; links as "ab": how alike."""
    placed = tuple(Placed(a, incident, "2031-03-04") for a, incident in places.items())
    made = Stretch(placed, tuple((a, b, score) for (a, b), score in links.items()), frozenset(places))
    return replace(made, **changes)  # type: ignore[arg-type]


def after(made: Stretch, done: Regrouping) -> dict[str, set[str]]:
    """Incident -> the articles in it after the moves."""
    moved = {m.article: m.incident for m in done.moves}
    found: dict[str, set[str]] = {}
    for placed in made.articles:
        found.setdefault(moved.get(placed.article, placed.incident), set()).add(placed.article)
    return found


def test_two_incidents_that_are_alike_become_one_and_the_larger_id_stays():
    links = {"".join(pair): STRONG for pair in combinations("abcd", 2)}
    made = stretch({"a": "i1", "b": "i2", "c": "i2", "d": "i2"}, links)
    done = regroup(made)
    assert after(made, done) == {"i2": {"a", "b", "c", "d"}}
    assert done.redirects == (("i1", "i2"),)
    assert "on average 0.40" in done.moves[0].reason


def test_what_only_one_article_glued_comes_off_with_an_id_of_its_own():
    links = {"ab": STRONG, "cd": STRONG, "bc": WEAK, "ac": WEAK}
    made = stretch(dict.fromkeys("abcd", "i1"), links)
    found = after(made, regroup(made))
    assert sorted(map(sorted, found.values())) == [["a", "b"], ["c", "d"]]
    assert found["i1"] == {"a", "b"}, "the older part keeps the id"
    assert found == after(made, regroup(made)), "the same id each time"


def test_one_article_alone_holds_no_two_groups_together():
    links = {"ab": STRONG, "cd": STRONG, "we": STRONG, "aw": 0.5, "bw": 0.5, "cw": 0.45, "dw": 0.45}
    links |= {"ac": WEAK, "ad": WEAK, "bc": WEAK, "bd": WEAK}
    made = stretch({"a": "i1", "b": "i1", "c": "i2", "d": "i2", "w": "i3"}, links)
    found = sorted(map(sorted, after(made, regroup(made)).values()))
    assert ["c", "d"] in found


def test_a_pin_stays_whatever_the_links_say():
    links = {"".join(pair): STRONG for pair in combinations("abcd", 2)}
    made = stretch({"a": "i1", "b": "i1", "c": "i2", "d": "i2"}, links)
    pinned = replace(made, articles=tuple(replace(a, pinned=a.article in "ac") for a in made.articles))
    found = after(pinned, regroup(pinned))
    assert "a" in found["i1"]
    assert "c" in found["i2"]


def test_an_incident_that_a_person_put_something_into_stays_whole():
    made = stretch({"a": "i1", "b": "i1", "c": "i2"}, {"bc": STRONG})
    pinned = replace(made, articles=tuple(replace(a, pinned=a.article == "a") for a in made.articles))
    assert {"a", "b"} <= after(pinned, regroup(pinned))["i1"]


def test_what_a_person_keeps_out_stays_out():
    links = {"".join(pair): STRONG for pair in combinations("abc", 2)}
    made = stretch({"a": "i1", "b": "i1", "c": "i2"}, links, refused=frozenset({("c", "i1")}))
    assert after(made, regroup(made)) == {"i1": {"a", "b"}, "i2": {"c"}}


def test_old_general_news_stays_where_it_is():
    made = stretch({"a": "i1", "b": "i1", "c": "i2"}, {}, touched=frozenset("c"))
    old = replace(made, articles=tuple(replace(a, day="2030-01-01") if a.article != "c" else a for a in made.articles))
    assert regroup(old) == Regrouping((), ())


def marked(*marks: str, day: str = "2031-03-04", **vector: float) -> Features:
    return Features(vector, vector, vector, marks=frozenset(marks), day=day)


def test_the_order_of_cyber_articles_does_not_matter_to_where_they_end():
    """The bridge came last: its two sides had opened incidents of their own."""
    features = {
        "a": marked("names:NZ", port=1.0),
        "b": marked("names:NZ", crane=0.8, quay=0.6),
        "c": marked("names:NZ", port=0.7, crane=0.7, day="2031-03-05"),
    }
    found = []
    for order in ("abc", "cab", "bca"):
        placed = tuple(Placed(a, f"i{n}", features[a].day, False, features[a]) for n, a in enumerate(order))
        made = Stretch(placed, (("a", "c", 0.5), ("b", "c", 0.5), ("a", "b", 0.0)), frozenset(order))
        found.append(sorted(map(sorted, after(made, regroup(made)).values())))
    assert found[0] == found[1] == found[2] == [["a", "b", "c"]]


names = st.text("abcdefgh", min_size=1, max_size=1)


@given(
    st.dictionaries(names, st.sampled_from(["i1", "i2", "i3"]), min_size=1),
    st.dictionaries(st.tuples(names, names).map("".join), st.floats(0, 1)),
    st.sets(names),
    st.sets(st.tuples(names, st.sampled_from(["i1", "i2", "i3"]))),
)
def test_nothing_is_lost_and_decisions_hold(places, links, pins, refused):
    refused = {(a, i) for a, i in refused if places.get(a) != i}
    made = stretch(places, {pair: s for pair, s in links.items() if pair[0] != pair[1]}, refused=frozenset(refused))
    made = replace(made, articles=tuple(replace(a, pinned=a.article in pins) for a in made.articles))
    done = regroup(made)
    found = after(made, done)
    assert set().union(*found.values()) == set(places)
    assert all(places[m.article] != m.incident and m.article not in pins for m in done.moves)
    assert not {(a, i) for i, held in found.items() for a in held} & refused
    gone = set(places.values()) - set(found)
    assert {old for old, _ in done.redirects} == gone
    assert all(new in found for _, new in done.redirects)
