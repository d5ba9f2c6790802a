"""A person's decisions about where articles stand hold, and are taken back whole."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from briefing.errors import NothingDone, UsageError
from briefing.model import Assignment, Decision, Features, Move, OriginChoice, Reading, Regrouping
from briefing.store import Store, open_store, reads, stretches, writes
from briefing.store.door import VERSION
from tests.conftest import NOW
from tests.nouns import article, put, statement

LATER = NOW + timedelta(hours=1)
STATE = {
    "memberships": "SELECT * FROM memberships ORDER BY incident, article",
    "proposals": "SELECT * FROM proposals ORDER BY article, incident",
    "refusals": "SELECT * FROM refusals ORDER BY article, incident",
    "incidents": "SELECT id, title, computed, status, read_at, changed_at FROM incidents ORDER BY id",
}


def state(store: Store) -> dict[str, list[tuple[object, ...]]]:
    return {table: [tuple(r) for r in store.db.execute(query)] for table, query in STATE.items()}


def places(store: Store) -> dict[str, list[str]]:
    """Incident -> its articles that do more than mention it."""
    out: dict[str, list[str]] = {}
    for row in store.db.execute("SELECT * FROM memberships WHERE role <> 'mention' ORDER BY incident, article"):
        out.setdefault(row["incident"], []).append(row["article"])
    return out


def arrange(
    store: Store, what: str, target: str, incidents: Sequence[str] = (), articles: Sequence[str] = ()
) -> Decision:
    return writes.arrange(store, what, target, incidents=incidents, articles=articles, at=NOW)


def read_again(store: Store, name: str, *joins: tuple[str, str], possible: Sequence[str] = (), text: str = "") -> None:
    """A later reading of an article, with what grouping then finds: (incident, role) pairs, or none."""
    made = article(name, text=text) if text else article(name)
    writes.save_articles(store, [(made, made.text)], seen=LATER)
    writes.save_reading(
        store,
        made,
        Reading(name, "later", (statement(f"s-{name}", name),)),
        features=Features({}, {}, {}),
        keys=[],
        terms=[],
        origin=OriginChoice(name, "its own words"),
        where=Assignment(
            tuple((i, role, "joins: words", 0.5) for i, role in joins),
            tuple((i, "possible: words", 0.12) for i in possible),
            "opens: nothing is near",
        ),
        opens=(f"i-{name}", "statement"),
        clock=lambda: LATER,
    )


@pytest.fixture
def stored(store: Store) -> Store:
    """Incident i1 of a1 and a2, i2 of b1 and b2, i3 of c1 alone, which may belong to i1."""
    for incident, names in (("i1", ("a1", "a2")), ("i2", ("b1", "b2"))):
        for name in names:
            put(store, article(name), [statement(f"s-{name}", name)], incident=incident, seen=NOW)
    put(
        store,
        article("c1"),
        [statement("s-c1", "c1")],
        incident="i3",
        seen=NOW,
        possible=(("i1", "possible: the port; 0.13", 0.13),),
    )
    return store


# ------------------------------------------------------------------------------------------------ merge
def test_a_merge_takes_everything_in_and_the_old_id_leads_there(stored: Store) -> None:
    done = arrange(stored, "merge", "i1", ["i2"])
    assert (done.what, done.target, done.incidents) == ("merge", "i1", ("i2",))
    assert places(stored) == {"i1": ["a1", "a2", "b1", "b2"], "i3": ["c1"]}
    assert reads.resolve(stored, "i2") == "i1"
    parts = reads.parts(stored, "i2")
    assert parts is not None
    assert parts.incident.id == "i1"
    reasons = {m.article: m.reason for m in parts.memberships}
    assert reasons["b1"] == "a person merged i2 into this; before: test"
    assert all(m.pinned for m in parts.memberships)
    assert "i1" in reads.unsettled(stored)


def test_redirects_are_followed_when_they_are_written(stored: Store) -> None:
    arrange(stored, "merge", "i2", ["i3"])
    arrange(stored, "merge", "i1", ["i2"])
    assert [reads.resolve(stored, i) for i in ("i3", "i2", "i1", "i9")] == ["i1", "i1", "i1", None]
    writes.undo(stored, at=NOW)
    assert [reads.resolve(stored, i) for i in ("i3", "i2", "i1")] == ["i2", "i2", "i1"]


def test_no_reading_breaks_a_merge(stored: Store) -> None:
    arrange(stored, "merge", "i1", ["i2"])
    for name in ("a1", "b1"):
        read_again(stored, name, text=f"Quite other words of {name}.")  # grouping would open an incident
    read_again(stored, "b2", ("i3", "statement"), possible=["i3"])
    assert places(stored) == {"i1": ["a1", "a2", "b1", "b2"], "i3": ["c1"]}
    assert not [p for p in reads.possible(stored) if p.article == "b2"]


def test_what_joins_the_vanished_incident_joins_what_took_it_in(stored: Store) -> None:
    arrange(stored, "merge", "i1", ["i2"])
    read_again(stored, "new", ("i2", "statement"), possible=["i2"])  # grouping had looked before the merge
    assert "new" in places(stored)["i1"]
    assert reads.incident_rows(stored, ["i2"]) == []


def test_undoing_a_merge_leaves_what_came_meanwhile(stored: Store) -> None:
    before = state(stored)
    arrange(stored, "merge", "i1", ["i2", "i3"])
    read_again(stored, "new", ("i1", "follow-up"))
    writes.undo(stored, at=NOW)
    assert places(stored) == {"i1": ["a1", "a2", "new"], "i2": ["b1", "b2"], "i3": ["c1"]}
    assert state(stored)["proposals"] == before["proposals"]
    assert not stored.db.execute("SELECT 1 FROM redirects").fetchall()
    writes.redo(stored, at=NOW)
    assert places(stored) == {"i1": ["a1", "a2", "b1", "b2", "c1", "new"]}


def test_a_redo_takes_along_what_came_after_the_undo_and_can_be_undone(stored: Store) -> None:
    arrange(stored, "merge", "i1", ["i2"])
    writes.undo(stored, at=NOW)
    read_again(stored, "late", ("i2", "statement"))
    writes.redo(stored, at=NOW)
    assert places(stored)["i1"] == ["a1", "a2", "b1", "b2", "late"]
    writes.undo(stored, at=NOW)
    assert places(stored)["i2"] == ["b1", "b2", "late"]


def test_the_opener_of_a_merged_incident_that_stands_elsewhere_takes_its_id_not_back(store: Store) -> None:
    put(store, article("x"), [], incident="i-x", seen=NOW)
    put(store, article("y"), [], incident="i-x", seen=NOW)
    put(store, article("z"), [], incident="i-z", seen=NOW)
    read_again(store, "x", ("i-z", "statement"))
    put(store, article("w"), [], incident="i-w", seen=NOW)
    arrange(store, "merge", "i-w", ["i-x"])
    read_again(store, "x")
    assert reads.resolve(store, "i-x") == "i-w"
    assert places(store)["i-x.2"] == ["x"]


def test_an_id_that_no_person_led_away_opens_again(stored: Store) -> None:
    read_again(stored, "n")
    stored.db.execute("UPDATE memberships SET incident = 'i1' WHERE article = 'n'")
    stored.db.execute("DELETE FROM incidents WHERE id = 'i-n'")
    stored.db.execute("INSERT INTO redirects VALUES ('i-n', 'i1')")
    read_again(stored, "n")
    assert places(stored)["i-n"] == ["n"]
    assert reads.resolve(stored, "i-n") == "i-n"


def test_a_mention_goes_along_and_yields_to_a_place(stored: Store) -> None:
    read_again(stored, "a1", ("i1", "statement"), ("i2", "mention"))
    read_again(stored, "c1", ("i3", "statement"), ("i2", "mention"))
    before = state(stored)
    arrange(stored, "merge", "i1", ["i2"])
    links = {(r["article"], r["role"]) for r in stored.db.execute("SELECT * FROM memberships WHERE incident = 'i1'")}
    assert {("a1", "statement"), ("c1", "mention")} <= links
    assert ("a1", "mention") not in links
    read_again(stored, "c1", ("i1", "statement"))  # more than a mention by now
    writes.undo(stored, at=NOW)
    assert "c1" in places(stored)["i1"]
    assert [r for r in state(stored)["memberships"] if r[1] != "c1"] == [
        r for r in before["memberships"] if r[1] != "c1"
    ]


def test_the_union_is_kept_when_either_was_and_what_was_unread_stays_unread(stored: Store) -> None:
    writes.decide(stored, "keep", ["i2"], at=NOW)
    writes.decide(stored, "read", ["i1"], at=LATER)
    arrange(stored, "merge", "i1", ["i2"])
    [row] = reads.incident_rows(stored, ["i1"])
    assert (row.incident.status, row.new) == ("kept", 4)  # all were first seen in the same moment
    writes.decide(stored, "dismiss", ["i1"], at=LATER)
    assert reads.incident_rows(stored, ["i1"])[0].incident.status == "dismissed"
    writes.undo(stored, at=LATER)
    writes.undo(stored, at=LATER)
    first, second = reads.incident_rows(stored, ["i1", "i2"])
    assert (first.incident.status, first.new, second.incident.status) == ("new", 0, "kept")


def test_a_dismissed_incident_hands_nothing_on(stored: Store) -> None:
    writes.decide(stored, "dismiss", ["i2"], at=NOW)
    arrange(stored, "merge", "i1", ["i2"])
    assert reads.incident_rows(stored, ["i1"])[0].incident.status == "new"


def test_a_decision_about_a_vanished_incident_is_one_about_its_union(stored: Store) -> None:
    arrange(stored, "merge", "i1", ["i2"])
    writes.decide(stored, "keep", ["i2", "i1"], at=NOW)
    assert reads.incident_rows(stored, ["i1"])[0].incident.status == "kept"
    assert len(writes.undo(stored, at=NOW)) == 1


def test_a_digest_that_cites_a_merged_incident_still_finds_its_statements(stored: Store) -> None:
    writes.issue_digest(stored, (NOW, LATER), at=LATER, continues=True, form="md", path="d.md", cited=["s-b1"])
    arrange(stored, "merge", "i1", ["i2"])
    said = {s.id: incident for s, incident in reads.statements(stored)}
    assert said["s-b1"] == "i1"
    parts = reads.parts(stored, "i2")
    assert parts is not None
    assert "s-b1" in {s.id for s in parts.statements}


# ------------------------------------------------------------------------------------------------ split
def test_a_split_holds_against_every_reading(stored: Store) -> None:
    arrange(stored, "split", "i-a2", ["i1"], ["a2"])
    assert places(stored) == {"i-a2": ["a2"], "i1": ["a1"], "i2": ["b1", "b2"], "i3": ["c1"]}
    read_again(stored, "a2", ("i1", "statement"), possible=["i1"])
    read_again(stored, "a1", ("i-a2", "statement"))
    assert places(stored) == {"i-a2": ["a2"], "i1": ["a1"], "i2": ["b1", "b2"], "i3": ["c1"]}
    assert ("a2", "i1") in state(stored)["refusals"]


def test_the_opener_of_an_incident_is_split_off_under_another_id(stored: Store) -> None:
    assert arrange(stored, "split", "i1", ["i1"], ["a1"]).target == "i1.2"
    assert places(stored)["i1"] == ["a2"]
    assert arrange(stored, "merge", "i2", ["i1.2"]).target == "i2"
    assert arrange(stored, "split", "i1", ["i2"], ["a1"]).target == "i1.3"  # i1.2 leads to i2


def test_a_split_is_undone_and_done_again_under_the_same_id(stored: Store) -> None:
    before = state(stored)
    new = arrange(stored, "split", "i1", ["i1"], ["a1"]).target
    after = state(stored)
    writes.undo(stored, at=NOW)
    assert state(stored) == before
    assert reads.resolve(stored, new) == "i1"  # somebody may have noted it
    writes.redo(stored, at=NOW)
    assert state(stored) == after
    assert reads.resolve(stored, new) == new


def test_a_split_off_incident_lives_on_with_what_came_to_it(stored: Store) -> None:
    new = arrange(stored, "split", "i-a2", ["i1"], ["a2"]).target
    read_again(stored, "fresh", (new, "statement"))
    writes.undo(stored, at=NOW)
    assert places(stored)[new] == ["fresh"]
    assert places(stored)["i1"] == ["a1", "a2"]
    writes.redo(stored, at=NOW)
    assert places(stored)[new] == ["a2", "fresh"]


def test_a_part_starts_as_the_whole_stands(stored: Store) -> None:
    writes.decide(stored, "follow", ["i1"], at=NOW)
    writes.decide(stored, "read", ["i1"], at=NOW)
    arrange(stored, "split", "i-a2", ["i1"], ["a2"])
    [row] = reads.incident_rows(stored, ["i-a2"])
    assert (row.incident.status, row.new) == ("following", 0)


# ------------------------------------------------------------------------------------------------ move and the rest
def test_a_moved_article_never_comes_back_by_itself(stored: Store) -> None:
    done = arrange(stored, "move", "i2", articles=["a2"])
    assert done.incidents == ("i1",)
    read_again(stored, "a2", ("i1", "statement"))
    assert places(stored) == {"i1": ["a1"], "i2": ["a2", "b1", "b2"], "i3": ["c1"]}
    assert reads.refused(stored, "a2") == {"i1"}


def test_an_incident_that_a_move_leaves_empty_leads_to_where_its_article_went(stored: Store) -> None:
    before = state(stored)
    arrange(stored, "move", "i2", articles=["c1"])
    assert reads.resolve(stored, "i3") == "i2"
    assert reads.refused(stored, "c1") == frozenset()
    writes.undo(stored, at=NOW)
    assert state(stored) == before


def test_moving_back_lifts_the_refusal(stored: Store) -> None:
    arrange(stored, "move", "i2", articles=["a2"])
    arrange(stored, "move", "i1", articles=["a2"])
    assert reads.refused(stored, "a2") == {"i2"}
    assert places(stored)["i1"] == ["a1", "a2"]


def test_what_is_kept_apart_neither_joins_nor_asks(stored: Store) -> None:
    read_again(stored, "b1", ("i2", "statement"), possible=["i1"])
    read_again(stored, "b2", ("i2", "statement"), ("i1", "mention"))
    before = state(stored)
    arrange(stored, "apart", "i1", ["i2"])
    assert not [p for p in reads.possible(stored) if p.article == "b1"]
    assert reads.refused(stored, "a1") == {"i2"}
    assert reads.refused(stored, "b2") == frozenset()  # a round-up of one may mention the other
    read_again(stored, "b1", ("i1", "statement"))
    assert places(stored)["i2"] == ["b1", "b2"]
    writes.undo(stored, at=NOW)
    assert [r for r in state(stored)["memberships"] if r[1] != "b1"] == [
        r for r in before["memberships"] if r[1] != "b1"
    ]
    assert state(stored)["refusals"] == []


def test_a_confirmed_article_leaves_the_incident_where_it_was_alone(stored: Store) -> None:
    before = state(stored)
    arrange(stored, "confirm", "i1", articles=["c1"])
    assert places(stored) == {"i1": ["a1", "a2", "c1"], "i2": ["b1", "b2"]}
    assert reads.resolve(stored, "i3") == "i1"
    assert reads.possible(stored) == []
    read_again(stored, "c1")
    assert "c1" in places(stored)["i1"]
    writes.undo(stored, at=NOW)
    writes.redo(stored, at=NOW)
    writes.undo(stored, at=NOW)
    assert [r[:2] for r in state(stored)["memberships"]] == [r[:2] for r in before["memberships"]]
    assert state(stored)["proposals"] == before["proposals"]


def test_a_confirmed_article_that_stands_with_others_stands_in_both(stored: Store) -> None:
    read_again(stored, "b1", ("i2", "statement"), possible=["i1"])
    arrange(stored, "confirm", "i1", articles=["b1"])
    read_again(stored, "b1", ("i2", "statement"))
    assert places(stored)["i1"] == ["a1", "a2", "b1"]
    assert places(stored)["i2"] == ["b1", "b2"]


def test_a_refused_article_is_neither_proposed_nor_joined_and_opens_its_own(stored: Store) -> None:
    arrange(stored, "refuse", "i1", articles=["c1"])
    assert reads.possible(stored) == []
    read_again(stored, "c1", ("i1", "statement"), possible=["i1"])
    assert places(stored)["i-c1"] == ["c1"]
    assert reads.possible(stored) == []
    [reason] = [r["reason"] for r in stored.db.execute("SELECT reason FROM memberships WHERE article = 'c1'")]
    assert reason == "opens: a person keeps it out of i1 (joins: words)"
    writes.undo(stored, at=NOW)
    assert [(p.article, p.incident) for p in reads.possible(stored)] == [("c1", "i1")]


def test_an_article_kept_out_of_the_incident_it_opened_opens_another(stored: Store) -> None:
    read_again(stored, "n")
    read_again(stored, "m", ("i-n", "statement"))
    read_again(stored, "n", ("i1", "statement"))
    arrange(stored, "refuse", "i-n", articles=["n"])
    read_again(stored, "n")
    assert places(stored)["i-n"] == ["m"]
    assert places(stored)["i-n.2"] == ["n"]


def test_a_refused_mention_goes_and_stays_away(stored: Store) -> None:
    read_again(stored, "c1", ("i3", "statement"), ("i2", "mention"))
    arrange(stored, "refuse", "i2", articles=["c1"])
    read_again(stored, "c1", ("i3", "statement"), ("i2", "mention"))
    assert [r["incident"] for r in stored.db.execute("SELECT * FROM memberships WHERE article = 'c1'")] == ["i3"]


def test_a_refusal_that_comes_to_another_incident_ends_a_mention_there(stored: Store) -> None:
    read_again(stored, "c1", ("i3", "statement"), ("i1", "mention"))
    arrange(stored, "refuse", "i2", articles=["c1"])
    before = state(stored)
    arrange(stored, "merge", "i1", ["i2"])
    assert [r["incident"] for r in stored.db.execute("SELECT * FROM memberships WHERE article = 'c1'")] == ["i3"]
    writes.undo(stored, at=NOW)
    assert state(stored) == before


def test_no_repair_mentions_what_a_refusal_came_to(stored: Store) -> None:
    """The refused incident goes into another one by the same repair that finds the mention."""
    arrange(stored, "refuse", "i2", articles=["c1"])
    moves = tuple(Move(name, "i1", "put together again", 0.5) for name in ("b1", "b2"))
    mention = Move("c1", "i1", "names a port", 0.5)
    stretches.save_regrouping(
        stored, Regrouping(moves, (("i2", "i1"),), (mention,)), dict.fromkeys(("b1", "b2"), "report"), at=LATER
    )
    assert reads.refused(stored, "c1") == {"i1"}
    assert [r["incident"] for r in stored.db.execute("SELECT * FROM memberships WHERE article = 'c1'")] == ["i3"]


def test_a_question_names_both_sides_and_the_best_comes_first(stored: Store) -> None:
    read_again(stored, "b1", ("i2", "statement"), possible=["i1"])
    first, second = reads.possible(stored, "i1")
    assert (first.article, first.incident_title, first.reason) == ("c1", "Port hit", "possible: the port; 0.13")
    assert (second.article, second.score) == ("b1", 0.12)
    assert reads.incident_rows(stored, ["i1"])[0].possible == 2
    assert reads.possible(stored, "i2") == []


@pytest.mark.parametrize(
    ("error", "what", "target", "incidents", "articles", "words"),
    [
        (NothingDone, "merge", "i1", ["i9"], [], "There is no incident i9."),
        (NothingDone, "merge", "i9", ["i1"], [], "There is no incident i9."),
        (UsageError, "merge", "i1", ["i1"], [], "merged with itself"),
        (UsageError, "merge", "i1", [], [], "merged with itself"),
        (NothingDone, "split", "i-x", ["i1"], ["x"], "There is no article x."),
        (UsageError, "split", "i-x", ["i1"], ["b1"], "Article b1 is no member of incident i1"),
        (UsageError, "split", "i-x", ["i1"], ["a1", "a2"], "some, but not all, of the 2 in incident i1"),
        (UsageError, "split", "i-x", ["i1"], [], "some, but not all"),
        (UsageError, "move", "i1", [], ["a1"], "stands in incident i1 already"),
        (NothingDone, "move", "i9", [], ["a1"], "There is no incident i9."),
        (UsageError, "apart", "i1", ["i1"], [], "apart from itself"),
        (NothingDone, "confirm", "i2", [], ["c1"], "no open question"),
        (UsageError, "refuse", "i3", [], ["c1"], "stands in incident i3"),
    ],
)
def test_what_makes_no_sense_is_one_sentence_and_changes_nothing(
    stored: Store, error: type[Exception], what: str, target: str, incidents: list[str], articles: list[str], words: str
) -> None:
    before = state(stored)
    with pytest.raises(error, match=words.replace(".", r"\.")):
        arrange(stored, what, target, incidents, articles)
    assert state(stored) == before
    assert reads.decisions(stored) == []


def test_a_refusal_twice_and_articles_of_both_sides_are_told(stored: Store) -> None:
    arrange(stored, "refuse", "i1", articles=["c1"])
    with pytest.raises(NothingDone, match="refused from incident i1 already"):
        arrange(stored, "refuse", "i1", articles=["c1"])
    read_again(stored, "b1", ("i2", "statement"), possible=["i1"])
    arrange(stored, "confirm", "i1", articles=["b1"])
    with pytest.raises(UsageError, match="Article b1 stands in both"):
        arrange(stored, "apart", "i1", ["i2"])


def test_decisions_are_undone_in_order_over_restarts(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with open_store(path) as store:
        for n in (1, 2, 3):
            put(store, article(f"a{n}"), [statement(f"s{n}", f"a{n}")], incident=f"i{n}", seen=NOW)
        seen = [state(store)]
        for what, target, incidents, articles in (
            ("merge", "i1", ["i2"], []),
            ("keep", "i1", [], []),
            ("split", "i2", ["i1"], ["a2"]),
            ("move", "i3", [], ["a1"]),
        ):
            if what == "keep":
                writes.decide(store, what, [target], at=NOW)
            else:
                arrange(store, what, target, incidents, articles)
            seen.append(state(store))
    for expected in reversed(seen[:-1]):
        with open_store(path) as store:
            assert writes.undo(store, at=NOW)
            assert state(store) == expected
    for expected in seen[1:]:
        with open_store(path) as store:
            assert writes.redo(store, at=NOW)
            assert state(store) == expected
            assert writes.redo(store, at=NOW) == [] if expected is seen[-1] else True


def test_an_upgrade_keeps_decisions_and_they_can_still_be_undone(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with open_store(path) as store:
        for n in (1, 2):
            put(store, article(f"a{n}"), [], incident=f"i{n}", seen=NOW)
        before = state(store)
        arrange(store, "merge", "i1", ["i2"])
        after = state(store)
        store.db.execute(f"PRAGMA user_version = {VERSION - 1}")
    with open_store(path) as store:
        assert path.with_name(f"x.db.before-v{VERSION}").exists()
        assert state(store) == after
        writes.undo(store, at=NOW)
        assert state(store) == before


def test_the_log_tells_what_it_was_about_without_the_rows_it_changed(stored: Store) -> None:
    arrange(stored, "split", "i-a2", ["i1"], ["a2"])
    [decision] = reads.decisions(stored)
    assert (decision.what, decision.target, decision.incidents, decision.articles) == (
        "split",
        "i-a2",
        ("i1",),
        ("a2",),
    )
    assert "change" not in decision.value


def test_an_id_that_led_elsewhere_and_was_opened_again_leads_nowhere_when_its_opening_is_taken_back(
    store: Store,
) -> None:
    for name in ("a1", "a2"):
        put(store, article(name), [], incident="i1", seen=NOW)
    put(store, article("b1"), [], incident="i2", seen=NOW)
    arrange(store, "split", "i-a2", ["i1"], ["a2"])
    writes.undo(store, at=NOW)
    assert reads.resolve(store, "i-a2") == "i1"
    writes.redo(store, at=NOW)
    read_again(store, "b1", ("i-a2", "statement"))
    writes.undo(store, at=NOW)
    assert places(store) == {"i1": ["a1", "a2"], "i-a2": ["b1"]}  # it lives on with what came meanwhile
    assert reads.taken_in(store, "i1") == []
    assert reads.resolve(store, "i-a2") == "i-a2"


# ------------------------------------------------------------------------------------------------ anything at all
NAMES = [f"a{n}" for n in range(6)]


class Decided(RuleBasedStateMachine):
    """Random decisions and undoing: every article stands somewhere, and undoing everything restores the start."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.opened = open_store(Path(self.folder.name) / "x.db")
        self.store = self.opened.__enter__()
        self.start: dict[str, list[tuple[object, ...]]] = {}

    @initialize(homes=st.lists(st.integers(0, 3), min_size=6, max_size=6))
    def begin(self, homes: list[int]) -> None:
        for name, home in zip(NAMES, homes, strict=True):
            possible = tuple((f"i{n}", "possible", 0.1) for n in sorted(set(homes) - {home}))
            put(self.store, article(name), [], incident=f"i{home}", seen=NOW, possible=possible)
        self.start = state(self.store)

    def incident(self, number: int) -> str:
        known = [r["id"] for r in self.store.db.execute("SELECT id FROM incidents ORDER BY id")]
        return known[number % len(known)]

    def arrange(self, what: str, target: str, incidents: Sequence[str] = (), articles: Sequence[str] = ()) -> None:
        try:
            arrange(self.store, what, target, incidents, articles)
        except (NothingDone, UsageError):
            return
        pinned = {tuple(r) for r in self.store.db.execute("SELECT article, incident FROM memberships WHERE pinned = 1")}
        assert not pinned & {tuple(r) for r in self.store.db.execute("SELECT * FROM refusals")}

    @rule(what=st.sampled_from(["merge", "apart"]), one=st.integers(0, 9), two=st.integers(0, 9))
    def of_incidents(self, what: str, one: int, two: int) -> None:
        self.arrange(what, self.incident(one), [self.incident(two)])

    @rule(one=st.integers(0, 9), first=st.integers(0, 5), count=st.integers(1, 3))
    def split(self, one: int, first: int, count: int) -> None:
        whole = self.incident(one)
        there = places(self.store).get(whole, [])
        self.arrange("split", f"i-{first}", [whole], there[first : first + count])

    @rule(what=st.sampled_from(["move", "refuse"]), one=st.integers(0, 9), name=st.sampled_from(NAMES))
    def of_an_article(self, what: str, one: int, name: str) -> None:
        self.arrange(what, self.incident(one), (), [name])

    @rule(number=st.integers(0, 9))
    def confirm(self, number: int) -> None:
        asked = reads.possible(self.store)
        if asked:
            question = asked[number % len(asked)]
            self.arrange("confirm", question.incident, (), [question.article])

    @rule(what=st.sampled_from(["keep", "dismiss", "read"]), one=st.integers(0, 9))
    def mark(self, what: str, one: int) -> None:
        writes.decide(self.store, what, [self.incident(one)], at=NOW)

    @rule(title=st.sampled_from(["", "One affair", "Another"]), one=st.integers(0, 9))
    def rename(self, title: str, one: int) -> None:
        with suppress(NothingDone):
            writes.rename(self.store, self.incident(one), title, at=NOW)

    @rule(count=st.integers(1, 3))
    def undo_and_redo(self, count: int) -> None:
        before = state(self.store)
        undone = sum(bool(writes.undo(self.store, at=NOW)) for _ in range(count))
        for _ in range(undone):
            writes.redo(self.store, at=NOW)
        assert state(self.store) == before

    @rule()
    def undo(self) -> None:
        writes.undo(self.store, at=NOW)

    @invariant()
    def every_article_stands_somewhere(self) -> None:
        standing = {name for names in places(self.store).values() for name in names}
        assert standing >= reads.article_ids(self.store)
        assert not self.store.db.execute("PRAGMA foreign_key_check").fetchall()

    @invariant()
    def no_id_leads_astray(self) -> None:
        for row in self.store.db.execute("SELECT * FROM redirects"):
            assert reads.resolve(self.store, row["old"]) == row["new"]

    def teardown(self) -> None:
        while writes.undo(self.store, at=NOW):
            self.every_article_stands_somewhere()
        self.at_last()
        self.opened.__exit__(None, None, None)
        self.folder.cleanup()

    def at_last(self) -> None:
        assert not self.start or state(self.store) == self.start


class DecidedAndRead(Decided):
    """The same while articles are read again: no reading moves what a person placed."""

    @rule(name=st.sampled_from(NAMES), one=st.integers(0, 9), role=st.sampled_from(["", "statement", "mention"]))
    def look_again(self, name: str, one: int, role: str) -> None:
        held = "SELECT incident FROM memberships WHERE article = ? AND role <> 'mention' AND pinned >= ?"
        before = {r["incident"] for r in self.store.db.execute(held, (name, 1))}
        read_again(self.store, name, *([(self.incident(one), role)] if role else []))
        after = {r["incident"] for r in self.store.db.execute(held, (name, 0))}
        assert not before or after == before
        assert not after & reads.refused(self.store, name)

    @rule()
    def settle(self) -> None:
        """What stands empty goes, as when its facts are made."""
        self.store.db.execute("DELETE FROM incidents WHERE id NOT IN (SELECT incident FROM memberships)")

    @rule(count=st.integers(1, 3))
    def undo_and_redo(self, count: int) -> None:
        for turn in [writes.undo] * count + [writes.redo] * count:
            try:
                turn(self.store, at=NOW)
            except (NothingDone, UsageError):
                return  # a reading made it pointless

    def at_last(self) -> None:
        self.no_id_leads_astray()


ENOUGH = settings(max_examples=60, stateful_step_count=20, deadline=None)
TestDecided = Decided.TestCase
TestDecided.settings = ENOUGH
TestDecidedAndRead = DecidedAndRead.TestCase
TestDecidedAndRead.settings = ENOUGH
