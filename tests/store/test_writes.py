"""What is written is what is read back; decisions win, and can be undone over restarts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from hashlib import blake2b
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.errors import StoreBusy
from briefing.incidents import summarise
from briefing.incidents.features import packed
from briefing.model import Features, FeedState, Validators, Verdict
from briefing.store import Store, leases, open_store, polls, reads, rows, writes
from briefing.store.places import open_incident
from tests.conftest import NOW
from tests.nouns import TEXT, article, put, statement


def status(store: Store, incident: str = "i1") -> str:
    return reads.incident_rows(store, [incident])[0].incident.status


def test_an_article_is_stored_once(store: Store) -> None:
    assert writes.save_articles(store, [(article(), "f1"), (article(), "f1")], seen=NOW) == (["a1", "a1"], ["a1"], 0)
    assert writes.save_articles(store, [(article(), "f1")], seen=NOW) == (["a1"], [], 0)
    assert reads.counts(store)["articles"] == 1


def test_an_edited_article_keeps_its_earlier_text_and_is_unread_again(store: Store) -> None:
    put(store, article(), [statement()], incident="i1", seen=NOW)
    assert writes.save_articles(store, [(article(text="Other words."), "f2")], seen=NOW) == (["a1"], [], 1)
    held = reads.article(store, "a1")
    assert held is not None
    assert held.text == "Other words."
    assert store.db.execute("SELECT text FROM revisions").fetchone()["text"] == TEXT
    assert [a.id for a in reads.unread(store)] == ["a1"]


def test_an_id_of_another_publisher_is_no_overwriting(store: Store) -> None:
    writes.save_articles(store, [(article(), "f1")], seen=NOW)
    _, new, _ = writes.save_articles(store, [(article(source="Other Post", text="Else."), "f2")], seen=NOW)
    assert new == ["Other Post:a1"]
    assert writes.save_articles(store, [(article(source="Other Post", text="Else."), "f2")], seen=NOW) == (
        ["Other Post:a1"],
        [],
        0,
    )


def test_a_statement_comes_back_as_it_went_in(store: Store) -> None:
    said = statement(
        joint_with=("GB",),
        spans=((1, 4), (6, 9)),
        likelihood=(("PHIA", "almost certain"),),
        why={"level": "'state-backed' -> L4"},
        response_codes=("R01",),
    )
    put(store, article(), [said], incident="i1", seen=NOW)
    assert reads.statements(store) == [(said, "i1")]
    assert reads.statements(store, government="GB") == [(said, "i1")]
    assert reads.statements(store, government="FR") == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(text=st.text(min_size=1, max_size=300), data=st.data())
def test_a_span_stays_verbatim_through_the_store(store: Store, text: str, data: st.DataObject) -> None:
    text = text.encode("utf-8", "ignore").decode()
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    made = article(blake2b(text.encode()).hexdigest(), text=text)
    said = statement(f"s{made.id}", made.id, start=start, end=end, text=text[start:end], quote=None)
    writes.save_articles(store, [(made, text)], seen=NOW)
    put(store, made, [said], incident="i1", seen=NOW)
    held = reads.article(store, made.id)
    [(back, _)] = reads.statements(store, article=made.id)
    assert held is not None
    assert held.text[back.start : back.end] == back.text == text[start:end]


def test_a_verdict_is_laid_over_the_reading(store: Store) -> None:
    put(store, article(), [statement()], incident="i1", seen=NOW)
    row = reads.incident_rows(store, ["i1"])[0]
    summary_of = reads.parts(store, "i1")
    assert row is not None
    assert summary_of is not None
    store.db.execute("INSERT INTO verdicts VALUES ('s1', 'altered', 's2', 'one word differs')")
    [(said, _)] = reads.statements(store)
    assert (said.verification, said.why["verification"]) == ("altered", "one word differs")
    parts = reads.parts(store, "i1")
    assert parts is not None
    assert parts.statements[0].verification == "unverified"  # what the reading said stays
    assert parts.verdicts["s1"] == Verdict("s1", "altered", "s2", "one word differs")


def test_a_second_reading_keeps_the_moment_first_seen(store: Store) -> None:
    put(store, article(), [statement()], incident="i1", seen=NOW)
    put(store, article(), [statement(), statement("s9")], incident="i1", seen=NOW + timedelta(hours=3))
    parts = reads.parts(store, "i1")
    assert parts is not None
    assert parts.seen["s1"] == NOW


def test_new_statements_are_those_after_the_last_look(store: Store) -> None:
    put(store, article(), [statement()], incident="i1", seen=NOW)
    assert reads.incident_rows(store, ["i1"])[0].new == 1
    writes.decide(store, "read", ["i1"], at=NOW)
    assert reads.incident_rows(store, ["i1"])[0].new == 0
    put(store, article("a2"), [statement("s2", "a2")], incident="i1", seen=NOW + timedelta(hours=1))
    assert reads.incident_rows(store, ["i1"])[0].new == 1


def test_decisions_are_undone_and_redone_in_order(store: Store) -> None:
    put(store, article(), [statement()], incident="i1", seen=NOW)
    writes.decide(store, "keep", ["i1"], at=NOW)
    writes.decide(store, "dismiss", ["i1"], at=NOW)
    seen = [status(store)]
    for turn in (writes.undo, writes.undo, writes.redo, writes.redo):
        turn(store, at=NOW)
        seen.append(status(store))
    assert seen == ["dismissed", "kept", "new", "kept", "dismissed"]
    assert writes.redo(store, at=NOW) == []


def test_what_stands_already_is_not_decided_again(store: Store) -> None:
    put(store, article("a1"), [statement("s1", article="a1")], incident="i1", seen=NOW)
    put(store, article("a2"), [statement("s2", article="a2")], incident="i2", seen=NOW)
    writes.decide(store, "follow", ["i1"], at=NOW)
    writes.decide(store, "follow", ["i1"], at=NOW)
    writes.decide(store, "follow", ["i1", "i2"], at=NOW)
    assert [(d.what, d.target) for d in reads.decisions(store)] == [("follow", "i2"), ("follow", "i1")]
    writes.undo(store, at=NOW)
    writes.undo(store, at=NOW)
    assert status(store) == "new"
    writes.decide(store, "follow", ["i1"], at=NOW)
    assert status(store) == "following"


def test_a_new_decision_leaves_nothing_to_redo(store: Store) -> None:
    put(store, article(), [statement()], incident="i1", seen=NOW)
    writes.decide(store, "keep", ["i1"], at=NOW)
    writes.undo(store, at=NOW)
    writes.decide(store, "follow", ["i1"], at=NOW)
    assert writes.redo(store, at=NOW) == []
    assert [d.what for d in writes.undo(store, at=NOW)] == ["follow"]
    assert writes.undo(store, at=NOW) == []


def test_a_bulk_decision_is_one_step(store: Store) -> None:
    for n in (1, 2):
        put(store, article(f"a{n}"), [statement(f"s{n}", f"a{n}")], incident=f"i{n}", seen=NOW)
    writes.decide(store, "keep", ["i1", "i2"], at=NOW)
    assert {d.target for d in writes.undo(store, at=NOW)} == {"i1", "i2"}
    assert (status(store, "i1"), status(store, "i2")) == ("new", "new")


def test_decisions_survive_a_restart_and_a_second_reading(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with open_store(path) as store:
        put(store, article(), [statement()], incident="i1", seen=NOW)
        writes.decide(store, "keep", ["i1"], at=NOW)
    with open_store(path) as store:
        put(store, article(), [statement()], incident="i1", seen=NOW)
        assert status(store) == "kept"
        writes.undo(store, at=NOW)
        assert status(store) == "new"


def test_a_feed_state_comes_back(store: Store) -> None:
    state = FeedState("f", Validators('"x"', "Tue"), NOW, NOW, None, NOW, gone=True, status="gone", http=410, error="e")
    polls.save_state(store, state)
    assert polls.states(store) == {"f": state}


def test_features_come_back() -> None:
    made = Features(
        {"a": 0.25}, {"b": 0.5}, {}, frozenset({"cve:CVE-2031-1"}), frozenset(), packed([9, 7]), day="2031-05-05"
    )
    stored = rows.features_data(made)
    assert rows.features(stored) == made
    assert rows.features(json.dumps({**json.loads(stored), "shingles": [7, 9]})) == made


def test_a_lease_names_its_holder_and_a_dead_one_is_taken_over(store: Store) -> None:
    leases.take_lease(store, "refresh", at=NOW)
    store.db.execute("UPDATE leases SET pid = 1")
    with pytest.raises(StoreBusy, match="process 1 "):
        leases.take_lease(store, "refresh", at=NOW)
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    store.db.execute("UPDATE leases SET pid = ?", (gone.pid,))
    leases.take_lease(store, "refresh", at=NOW)
    assert store.db.execute("SELECT pid FROM leases").fetchone()["pid"] == os.getpid()
    leases.drop_lease(store, "refresh")
    assert store.db.execute("SELECT count(*) FROM leases").fetchone()[0] == 0


def test_a_lease_of_a_killed_process_or_from_before_the_start_of_the_machine_is_taken_over(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    for pid, hours, up in ((killed.pid, 0, 1), (1, 3, 2)):
        leases.take_lease(store, "refresh", at=NOW)
        store.db.execute("UPDATE leases SET pid = ?", (pid,))
        monkeypatch.setattr(leases, "_uptime", lambda up=up: timedelta(hours=up))
        at = NOW + timedelta(hours=hours)
        if pid == killed.pid:
            with pytest.raises(StoreBusy, match=f"since {NOW:%Y-%m-%d %H:%M} UTC"):
                leases.take_lease(store, "refresh", at=at)
            killed.kill()
            os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)  # it has ended, and its number is not free yet
        leases.take_lease(store, "refresh", at=at)
        leases.drop_lease(store, "refresh")
    killed.communicate()


def test_neighbours_share_keys_best_first(store: Store) -> None:
    for n, keys in ((1, ["x", "y"]), (2, ["x"]), (3, ["z"])):
        put(store, article(f"a{n}"), [], incident=f"i{n}", seen=NOW)
        seq = store.db.execute("SELECT seq FROM articles WHERE id = ?", (f"a{n}",)).fetchone()[0]
        store.db.executemany("INSERT INTO postings VALUES (?, ?)", [(k, seq) for k in keys])
    assert [n.article for n in reads.neighbours(store, ["x", "y"], without="a9")] == ["a1", "a2"]
    assert [n.article for n in reads.neighbours(store, ["x", "y"], without="a1")] == ["a2"]


def test_silence_is_searched_to_the_last_good_poll_else_to_the_newest_article(store: Store) -> None:
    put(store, article(), [statement()], incident="i1", seen=NOW)
    assert reads.sources_polled(store, ["CN"], {"mfa": "CN"}) == ("2031-05-05", 1)
    polls.save_state(store, FeedState("mfa", last_good=NOW, status="unchanged"))
    assert reads.sources_polled(store, ["CN"], {"mfa": "CN"}) == ("2031-05-06T08:02:00Z", 1)


def test_an_incident_that_a_reading_leaves_empty_leads_to_where_its_article_went(store: Store) -> None:
    put(store, article(), [statement()], incident="i1", seen=NOW)
    put(store, article("a2"), [], incident="i2", seen=NOW)
    writes.decide(store, "keep", ["i1"], at=NOW)
    writes.rename(store, "i1", "The port affair", at=NOW)
    put(store, article(), [statement()], incident="i2", seen=NOW)
    assert reads.resolve(store, "i1") == "i2"
    [row] = reads.incident_rows(store, ["i2"])
    assert (row.incident.status, row.incident.title) == ("kept", "The port affair")
    open_incident(store, "i1", "Port hit", rows.exact(NOW))  # and what opens again takes it back
    back, left = reads.incident_rows(store, ["i1", "i2"])
    assert (back.incident.status, back.incident.title) == ("kept", "The port affair")
    assert (left.incident.status, left.incident.computed) == ("new", None)


def test_an_incident_that_loses_its_last_article_otherwise_goes(store: Store) -> None:
    put(store, article(), [statement()], incident="i1", seen=NOW)
    store.db.execute("DELETE FROM memberships")
    parts = reads.parts(store, "i1")
    assert parts is not None
    writes.save_incident(store, "i1", summarise(parts), [])
    assert reads.resolve(store, "i1") is None


def test_a_proposal_is_kept_until_the_article_is_read_again(store: Store) -> None:
    put(store, article(), [statement()], incident="i1", seen=NOW, possible=(("i9", "possible: APT40; 0.13", 0.13),))
    held = [tuple(row) for row in store.db.execute("SELECT * FROM proposals")]
    assert held == [("a1", "i9", "possible: APT40; 0.13", 0.13)]
    put(store, article(), [statement()], incident="i1", seen=NOW)
    assert store.db.execute("SELECT count(*) FROM proposals").fetchone()[0] == 0


def test_a_refused_proposal_does_not_come_back(store: Store) -> None:
    put(store, article(), [statement()], incident="i1", seen=NOW)
    store.db.execute("INSERT INTO refusals VALUES ('a1', 'i9')")
    put(store, article(), [statement()], incident="i1", seen=NOW, possible=(("i9", "possible", 0.13),))
    assert store.db.execute("SELECT count(*) FROM proposals").fetchone()[0] == 0
