"""The conductor over a recorded outside world: what is pulled, read, grouped, and left to remember."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from briefing import incidents, intake, one_article, pipeline
from briefing.config import Config
from briefing.digest import render
from briefing.errors import NothingDone, StoreFull, UsageError
from briefing.gazetteer import Gazetteer
from briefing.model import Article, Feed, FeedState, Parts, RawItem, Reading, Regrouping, Stretch, Summary
from briefing.sources import Failed, Request, Response
from briefing.store import Store, index, open_store, polls, reads, revisions, transaction, writes
from tests.conftest import NOW

CONFIG = Config(Path("feeds.toml"))
FEEDS = (
    Feed("good", "https://good.example/feed", name="Good Wire", every=3600),
    Feed("bad", "https://bad.example/feed"),
    Feed("off", "https://off.example/feed", enabled=False, reason="sold"),
)
RSS = """<rss version="2.0"><channel><title>Good Wire</title>{}</channel></rss>"""
ITEM = """<item><guid>g{0}</guid><title>{1}</title><link>https://good.example/{0}</link>
<pubDate>Mon, 05 May 2031 08:00:00 GMT</pubDate><description>{2}</description></item>"""
ACCUSATION = (
    "New Zealand accused Chinese state-backed hackers on Monday of reading the e-mail of the port of Strelsau. "
    "“China must stop this reckless campaign,” Foreign Minister Ada Quill said."
)


class World:
    """A recorded outside world that counts what it was asked."""

    def __init__(self, *items: str) -> None:
        self.items, self.asked = items, list[Request]()

    def __call__(self, request: Request) -> Response | Failed:
        self.asked.append(request)
        if "bad" in request.url:
            return Failed(request.url, "bad.example does not answer.")
        if request.headers.get("If-None-Match") == '"v1"':
            return Response(304, {}, b"", request.url)
        body = RSS.format("".join(self.items)).encode()
        return Response(200, {"etag": '"v1"', "content-type": "application/rss+xml"}, body, request.url)


def pull(store: Store, world: World, now=NOW, everything: bool = False) -> dict[str, str]:
    polls = intake.refresh(store, FEEDS, get=world, clock=lambda: now, everything=everything)
    return {p.feed: p.status for p in polls}


def settle(store: Store) -> None:
    for _ in pipeline.read(store, CONFIG, clock=lambda: NOW):
        pass


def test_a_bad_feed_stops_no_other_and_is_named(store: Store) -> None:
    world = World(ITEM.format(1, "Port of Strelsau hacked", ACCUSATION))
    assert pull(store, world) == {"good": "new", "bad": "failed", "off": "skipped"}
    assert reads.counts(store)["articles"] == reads.counts(store)["unread"] == 1
    assert "does not answer" in (polls.states(store)["bad"].error or "")


def test_a_feed_with_a_new_id_takes_over_what_the_one_that_is_gone_brought(store: Store) -> None:
    world, later = World(ITEM.format(1, "Port of Strelsau hacked", ACCUSATION)), NOW + timedelta(hours=2)
    pull(store, world)
    for name, configured, articles in (("copy", ["good", "copy"], 2), ("renamed", ["copy", "renamed"], 2)):
        feed = replace(FEEDS[0], id=name, url=f"https://good.example/{name}")
        list(intake.refresh(store, [feed], get=world, clock=lambda: later, configured=configured))
        assert reads.counts(store)["articles"] == articles, name


def test_what_a_refresh_stores_or_edits_is_indexed_when_it_is_stored(store: Store) -> None:
    feeds = [replace(FEEDS[0], id=name, url=f"https://{name}.example/feed") for name in ("one", "two")]
    for words in ("The lamp is out.", "The lamp burns again, and the keeper is glad of it."):
        world = World(ITEM.format(1, "Port of Strelsau hacked", words), ITEM.format(2, "Second", "No more."))
        asked = intake.refresh(store, feeds, get=world, clock=lambda: NOW, everything=True)
        assert sum(p.new + p.updated for p in asked) > 0
        assert index.waiting(store) == 0
        store.db.execute("UPDATE feed_states SET etag = NULL")
    found = "SELECT count(*) FROM articles_words WHERE articles_words MATCH ?"
    assert [store.db.execute(found, (word,)).fetchone()[0] for word in ("keeper", "out", "second")] == [2, 0, 2]


def test_what_is_not_due_is_not_asked_and_validators_go_back(store: Store) -> None:
    world = World(ITEM.format(1, "Port of Strelsau hacked", ACCUSATION))
    pull(store, world)
    assert pull(store, world)["good"] == "skipped"
    assert pull(store, world, now=NOW + timedelta(hours=2))["good"] == "not-modified"
    [again] = [r for r in world.asked[2:] if "good" in r.url]
    assert again.headers["If-None-Match"] == '"v1"'


def test_articles_are_read_grouped_and_come_out_as_a_board(store: Store) -> None:
    pull(store, World(ITEM.format(1, "Port of Strelsau hacked", ACCUSATION)))
    settle(store)
    [incident] = reads.incident_ids(store)
    board = pipeline.board(store, incident, CONFIG)
    assert [p.government for p in board.accusers] == ["NZ"]
    assert not board.answers[0].found
    assert board.sources[0].reason


def test_reading_again_changes_nothing(store: Store) -> None:
    pull(
        store,
        World(ITEM.format(1, "Port of Strelsau hacked", ACCUSATION), ITEM.format(2, "Rain", "It rained all day.")),
    )
    settle(store)
    before = [
        (i.incident.id, i.new, i.accusers)
        for i in reads.incident_rows(store, reads.incident_ids(store, everything=True))
    ]
    for _ in pipeline.read(store, CONFIG, clock=lambda: NOW + timedelta(days=1), again=True):
        pass
    after = [
        (i.incident.id, i.new, i.accusers)
        for i in reads.incident_rows(store, reads.incident_ids(store, everything=True))
    ]
    assert before == after
    assert reads.counts(store)["articles"] == 2


def test_an_edited_article_loses_the_statements_it_no_longer_makes(store: Store) -> None:
    pull(store, World(ITEM.format(1, "Port of Strelsau hacked", ACCUSATION)))
    settle(store)
    assert reads.statements(store, government="NZ")
    later = World(ITEM.format(1, "Port of Strelsau hacked", "The port is open again."))
    states = polls.states(store)
    assert states["good"].validators.etag == '"v1"'
    store.db.execute("UPDATE feed_states SET etag = NULL")
    assert pull(store, later, now=NOW + timedelta(hours=2))["good"] == "new"
    settle(store)
    assert not reads.statements(store, government="NZ")
    assert store.db.execute("SELECT count(*) FROM revisions").fetchone()[0] == 1


def test_a_digest_covers_what_came_since_the_last_issued_one(store: Store, tmp_path: Path) -> None:
    pull(store, World(ITEM.format(1, "Port of Strelsau hacked", ACCUSATION)))
    settle(store)
    made = pipeline.digest(store, CONFIG, clock=lambda: NOW + timedelta(hours=1))
    assert [s.accusers[0].government for s in made.sections] == ["NZ"]
    pipeline.issue(store, made, form="md", path=tmp_path / "d.md", now=NOW + timedelta(hours=1))
    assert (tmp_path / "d.md").read_text(encoding="utf-8") == render(made, "md")
    assert pipeline.digest(store, CONFIG, clock=lambda: NOW + timedelta(hours=2)).sections == ()
    assert pipeline.digest(store, CONFIG, clock=lambda: NOW, day=NOW.date() - timedelta(days=1)).sections


def test_a_dismissed_incident_leaves_the_digest(store: Store) -> None:
    pull(store, World(ITEM.format(1, "Port of Strelsau hacked", ACCUSATION)))
    settle(store)
    writes.decide(store, "dismiss", reads.incident_ids(store), at=NOW)
    assert pipeline.digest(store, CONFIG, clock=lambda: NOW + timedelta(hours=1)).sections == ()


def test_what_a_person_keeps_comes_first_in_the_digest(store: Store) -> None:
    other = "Japan blamed China on Monday for malware in the mills of Zenda. Guards found 70 spoilt turbines, it said."
    pull(store, World(ITEM.format(1, "Port of Strelsau hacked", ACCUSATION), ITEM.format(2, "Spoilt mills", other)))
    settle(store)

    def told() -> list[str]:
        made = pipeline.digest(store, CONFIG, clock=lambda: NOW + timedelta(hours=1))
        return [section.id for section in made.sections]

    first, second = told()
    writes.decide(store, "keep", [second], at=NOW)
    assert told() == [second, first]


def test_what_a_person_keeps_is_in_the_digest_though_nobody_accuses(store: Store) -> None:
    said = "The port of Strelsau was hacked. Sweden's government said on Monday that it is looking into the hack."
    pull(store, World(ITEM.format(1, "Port of Strelsau hacked", said)))
    settle(store)
    assert pipeline.digest(store, CONFIG, clock=lambda: NOW + timedelta(hours=1)).sections == ()
    writes.decide(store, "keep", reads.incident_ids(store, everything=True), at=NOW)
    assert len(pipeline.digest(store, CONFIG, clock=lambda: NOW + timedelta(hours=1)).sections) == 1


def test_a_digest_that_cannot_be_written_leaves_nothing_behind(store: Store, tmp_path: Path) -> None:
    made = pipeline.digest(store, CONFIG, clock=lambda: NOW)
    (tmp_path / "taken").mkdir()
    with pytest.raises(NothingDone, match="taken"):
        pipeline.issue(store, made, form="md", path=tmp_path / "taken", now=NOW)
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []
    assert reads.last_digest(store) is None


def test_an_unknown_incident_is_said(store: Store) -> None:
    with pytest.raises(NothingDone, match="i404"):
        pipeline.board(store, "i404", CONFIG)


def test_the_order_of_arrival_does_not_show_in_a_filled_store(store: Store) -> None:
    items = [
        RawItem(source="Wire", id="a", title="Port hacked", text=ACCUSATION, published="2031-05-05T08:00:00Z"),
        RawItem(source="Post", id="b", title="Rain", text="It rained all day.", published="2031-05-04T08:00:00Z"),
    ]
    pipeline.fill(store, items, CONFIG, now=NOW, notice="A sample.")
    parts = reads.parts(store, reads.incident_ids(store)[0])
    assert parts is not None
    assert parts.articles[0].first_seen is not None
    assert parts.articles[0].first_seen.isoformat() == "2031-05-05T08:00:00+00:00"


def test_what_an_interrupted_reading_left_unsettled_is_settled_by_the_next(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    pull(store, World(ITEM.format(1, "Port of Strelsau hacked", ACCUSATION)))

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "settle", killed)
        with pytest.raises(KeyboardInterrupt):
            settle(store)
    assert reads.counts(store)["unread"] == 0
    assert reads.incident_ids(store) == []
    settle(store)
    assert len(reads.incident_ids(store)) == 1


def test_a_statement_is_first_seen_when_it_is_read_so_that_no_digest_misses_it(store: Store, tmp_path: Path) -> None:
    pull(store, World(ITEM.format(1, "Port of Strelsau hacked", ACCUSATION)))
    made = pipeline.digest(store, CONFIG, clock=lambda: NOW + timedelta(hours=1))
    pipeline.issue(store, made, form="md", path=tmp_path / "d.md", now=NOW + timedelta(hours=1))
    for _ in pipeline.read(store, CONFIG, clock=lambda: NOW + timedelta(hours=2)):
        pass
    assert pipeline.digest(store, CONFIG, clock=lambda: NOW + timedelta(hours=3)).sections


def test_issuing_a_past_day_does_not_move_what_the_next_digest_covers(store: Store, tmp_path: Path) -> None:
    pull(store, World(ITEM.format(1, "Port of Strelsau hacked", ACCUSATION)))
    settle(store)
    later = NOW + timedelta(hours=1)
    first = pipeline.digest(store, CONFIG, clock=lambda: later)
    pipeline.issue(store, first, form="md", path=tmp_path / "a.md", now=later)
    past = pipeline.digest(store, CONFIG, clock=lambda: later, day=NOW.date() - timedelta(days=9))
    pipeline.issue(store, past, form="md", path=tmp_path / "b.md", now=later)
    assert reads.last_digest(store) == later


def test_only_the_beginning_of_a_book_is_read(store: Store) -> None:
    book = "Nothing happened in Strelsau. " * (one_article.LONGEST_READ // 30 + 10) + ACCUSATION
    intake.keep(store, [RawItem(source="Press", id="book", title="Book", text=book)], now=NOW)
    settle(store)
    held = reads.article(store, "book")
    assert held is not None
    assert held.text == book
    assert not reads.statements(store, government="NZ")


def test_the_list_and_the_board_tell_the_same_silence_and_the_same_news(store: Store) -> None:
    from briefing import views

    pull(store, World(ITEM.format(1, "Port of Strelsau hacked", ACCUSATION)))
    settle(store)
    mfa = Feed("mfa", "https://mfa.example/feed", speaks_for="CN")
    config = Config(Path("feeds.toml"), (mfa,))
    polls.save_state(store, FeedState("mfa", last_good=NOW + timedelta(days=9), status="unchanged"))
    [row] = reads.incident_rows(store, reads.incident_ids(store))
    board = pipeline.board(store, row.incident.id, config)
    told = views.as_of(row, *reads.sources_polled(store, config.watch, config.speaks))
    assert told.answer is not None
    assert told.answer.silent_days == board.answers[0].silent_days == 10
    assert row.new == len(board.new)


def test_an_undated_article_moves_no_silence(store: Store) -> None:
    intake.keep(store, [RawItem(source="W", id="a", text=ACCUSATION, published="2031-05-05")], now=NOW)
    intake.keep(store, [RawItem(source="W", id="b", text="It rained.")], now=NOW + timedelta(days=500))
    settle(store)
    assert reads.sources_polled(store, ["CN"], {}) == ("2031-05-05", 1)


def test_a_digest_ends_before_what_is_read_but_not_settled(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pull(store, World(ITEM.format(1, "Port of Strelsau hacked", ACCUSATION)))
    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "settle", lambda *_: None)
        patched.setattr(pipeline, "BATCH", 1)
        next(iter(pipeline.read(store, CONFIG, clock=lambda: NOW)))
    later = NOW + timedelta(minutes=5)
    early = pipeline.digest(store, CONFIG, clock=lambda: later)
    assert (early.sections, early.until) == ((), NOW)
    pipeline.issue(store, early, form="md", path=tmp_path / "a.md", now=later)
    settle(store)
    assert pipeline.digest(store, CONFIG, clock=lambda: later + timedelta(minutes=5)).sections


def test_a_period_that_somebody_chose_moves_nothing(store: Store, tmp_path: Path) -> None:
    pull(store, World(ITEM.format(1, "Port of Strelsau hacked", ACCUSATION)))
    settle(store)
    later = NOW + timedelta(hours=1)
    chosen = pipeline.digest(store, CONFIG, clock=lambda: later, since=later, until=later + timedelta(days=400))
    pipeline.issue(store, chosen, form="md", path=tmp_path / "a.md", now=later)
    assert reads.last_digest(store) is None
    assert pipeline.digest(store, CONFIG, clock=lambda: later).sections


def test_new_in_a_digest_is_new_in_its_period_read_or_not(store: Store) -> None:
    pull(store, World(ITEM.format(1, "Port of Strelsau hacked", ACCUSATION)))
    settle(store)
    writes.decide(store, "read", reads.incident_ids(store), at=NOW + timedelta(minutes=1))
    made = pipeline.digest(store, CONFIG, clock=lambda: NOW + timedelta(hours=1))
    assert made.sections[0].new > 0
    assert all(i.new for c in made.sections[0].accusers for i in c.items)


def test_an_article_that_comes_between_reading_and_writing_the_facts_is_in_them(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two processes: the second waits for the first, so that neither settles what it has not seen."""
    pull(store, World(ITEM.format(1, "Port of Strelsau hacked", ACCUSATION)))
    tried = []
    with open_store(store.path) as other:
        other.db.execute("PRAGMA busy_timeout = 50")

        def slow(*args: Any) -> Summary:
            with pytest.raises(sqlite3.OperationalError, match="locked"), transaction(other):
                pass
            tried.append(args)
            return summarise(*args)

        summarise = pipeline.incidents.summarise
        monkeypatch.setattr(pipeline.incidents, "summarise", slow)
        settle(store)
    assert tried


def test_what_an_interrupted_run_left_unrepaired_is_repaired_though_nothing_is_unread(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    pull(store, World(ITEM.format(1, "Port of Strelsau hacked", ACCUSATION)))
    regroup, repaired = pipeline.incidents.regroup, []
    with monkeypatch.context() as killed:
        killed.setattr(pipeline, "repair", lambda *args, **kwargs: [])
        settle(store)
    monkeypatch.setattr(pipeline.incidents, "regroup", lambda stretch: repaired.append(stretch) or regroup(stretch))
    settle(store)
    assert len(repaired) == 1
    settle(store)
    assert len(repaired) == 1


def test_no_other_process_groups_while_a_stretch_is_put_together(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    pull(store, World(ITEM.format(1, "Port of Strelsau hacked", ACCUSATION)))
    regroup, tried = pipeline.incidents.regroup, []
    with open_store(store.path) as other:
        other.db.execute("PRAGMA busy_timeout = 50")

        def slow(stretch: Stretch) -> Regrouping:
            with pytest.raises(sqlite3.OperationalError, match="locked"), transaction(other):
                pass
            tried.append(stretch)
            return regroup(stretch)

        monkeypatch.setattr(pipeline.incidents, "regroup", slow)
        settle(store)
    assert tried


def test_an_edit_is_seen_when_it_is_stored_and_not_when_the_refresh_began(store: Store) -> None:
    feed = replace(FEEDS[0], role="official", speaks_for="NZ")
    ticks = iter(NOW + timedelta(minutes=n) for n in range(100))
    for words in ("", " It lost 4,000 e-mails.", ""):
        item = ITEM.format(1, "Port of Strelsau hacked", ACCUSATION + words)
        list(intake.refresh(store, [feed], get=World(item), clock=lambda: next(ticks), everything=True))
    (article,) = reads.unread(store, stale=True, limit=9, after=0)
    began = [NOW + timedelta(minutes=n) for n in (0, 2, 4)]
    assert {r.replaced_at for r in revisions.of_article(store, article.id)}.isdisjoint(began)


def test_a_digest_that_ends_before_it_begins_is_a_wrong_call(store: Store) -> None:
    with pytest.raises(UsageError, match=r"begin at 2031-05-07 .* end before, at 2031-05-06"):
        pipeline.digest(store, CONFIG, clock=lambda: NOW, since=NOW + timedelta(days=1), until=NOW)


def test_the_notice_of_a_sample_stands_on_every_digest_of_its_store(store: Store) -> None:
    writes.set_notice(store, "This is a sample.")
    assert pipeline.digest(store, CONFIG, clock=lambda: NOW).notice == "This is a sample."


def test_a_fault_in_reading_one_article_keeps_no_other_unread(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    pull(
        store,
        World(ITEM.format(1, "Rain", "Norway: no hack."), ITEM.format(2, "Port of Strelsau hacked", ACCUSATION)),
    )
    sound = one_article.read_one

    def faulty(article: Article, names: Gazetteer) -> Reading:
        if article.title == "Rain":
            raise ZeroDivisionError("drops")
        return sound(article, names)

    monkeypatch.setattr(one_article, "read_one", faulty)
    [progress] = pipeline.read(store, CONFIG, clock=lambda: NOW)
    assert progress.read == 2
    [fault] = progress.faults
    assert "ZeroDivisionError: drops" in fault
    assert reads.statements(store, government="NZ")
    assert len(reads.incident_ids(store, everything=True)) == 2
    assert list(pipeline.read(store, CONFIG, clock=lambda: NOW)) == []


def test_a_fault_in_grouping_one_article_costs_that_article_alone(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = [ITEM.format(n, f"Port {n} of Strelsau hacked", ACCUSATION) for n in range(24)]
    pull(store, World(*items, ITEM.format(24, "Rain", ACCUSATION)))
    sound = writes.save_reading

    def faulty(store: Store, article: Article, reading: Reading, **found: Any) -> None:
        sound(store, article, reading, **found)
        if article.title == "Rain":
            raise ZeroDivisionError("drops")

    with monkeypatch.context() as patched:
        patched.setattr(writes, "save_reading", faulty)
        [progress] = pipeline.read(store, CONFIG, clock=lambda: NOW)
    assert progress.read == 24
    [fault] = progress.faults
    assert "could not be grouped, a fault of the program: ZeroDivisionError: drops; the next run tries again" in fault
    [rain] = reads.unread(store)
    assert rain.title == "Rain"
    assert not reads.statements(store, article=rain.id)  # nothing half done
    assert {s.article for s, _ in reads.statements(store, government="NZ")} == reads.article_ids(store) - {rain.id}
    assert not reads.unsettled(store)
    [progress] = pipeline.read(store, CONFIG, clock=lambda: NOW)
    assert (progress.read, progress.faults, reads.unread(store)) == (1, (), [])
    assert reads.statements(store, article=rain.id)


def test_a_fault_in_grouping_again_leaves_the_article_where_it_stands(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    pull(store, World(ITEM.format(1, "Port of Strelsau hacked", ACCUSATION)))
    settle(store)
    before = reads.statements(store)
    monkeypatch.setattr(incidents, "assign", lambda *_: 1 // 0)
    [progress] = pipeline.read(store, CONFIG, clock=lambda: NOW, again=True)
    assert (progress.read, len(progress.faults)) == (0, 1)
    assert reads.statements(store) == before != []


def test_a_fault_in_the_facts_of_one_incident_or_in_a_repair_costs_these_alone(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    pull(store, World(ITEM.format(1, "Port of Strelsau hacked", ACCUSATION), ITEM.format(2, "Rain", "It rained.")))
    sound = incidents.summarise

    def faulty(parts: Parts, *rest: Any) -> Summary:
        return sound(parts, *rest) if parts.articles[0].title == "Rain" else 1 // 0  # type: ignore[return-value]

    with monkeypatch.context() as patched:
        patched.setattr(incidents, "summarise", faulty)
        patched.setattr(incidents, "regroup", lambda *_: 1 // 0)
        [progress] = pipeline.read(store, CONFIG, clock=lambda: NOW)
        assert progress.read == 2
        again, facts = progress.faults
        assert again.startswith("what is new could not be put together again, a fault of the program: ZeroDivision")
        [port] = reads.unsettled(store)
        assert facts.startswith(f"the facts of incident {port} could not be made, a fault of the program: ZeroDivision")
        assert [p.read for p in pipeline.read(store, CONFIG, clock=lambda: NOW)] == [0]
        assert pipeline.rename(store, port, "The port", now=NOW)
    assert list(pipeline.read(store, CONFIG, clock=lambda: NOW)) == []
    assert not reads.unsettled(store)
    assert not store.db.execute("SELECT * FROM unrepaired").fetchall()


def test_a_full_disk_is_no_fault_of_one_article(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    pull(store, World(ITEM.format(1, "Port of Strelsau hacked", ACCUSATION)))

    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(writes, "save_reading", full)
    with pytest.raises(StoreFull):
        list(pipeline.read(store, CONFIG, clock=lambda: NOW))
    assert len(reads.unread(store)) == 1


def test_general_news_is_kept_unread_until_it_is_asked_for(store: Store) -> None:
    text = "The ministry of fisheries of Norway said the catch was good."
    pull(store, World(ITEM.format(1, "Herring", text), ITEM.format(2, "Port of Strelsau hacked", ACCUSATION)))
    [progress] = pipeline.read(store, CONFIG, clock=lambda: NOW)
    assert progress.read == 2
    assert not reads.statements(store, government="NO")
    assert pipeline.outdated(store, CONFIG) == 0
    [herring] = [i for i in reads.article_ids(store) if (a := reads.article(store, i)) and a.title == "Herring"]
    [progress] = pipeline.read(store, CONFIG, clock=lambda: NOW, only=[herring])
    assert progress.read == 1
    assert [s.text for s, _ in reads.statements(store, government="NO")] == ["the catch was good"]
