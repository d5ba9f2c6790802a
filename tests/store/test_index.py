"""The search index holds what the articles say now, whoever wrote them, and takes over an older one step by step."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from briefing.store import Store, index, open_store, rows, writes
from briefing.store.door import APPLICATION_ID, transaction
from briefing.store.folding import indexed
from briefing.store.schema import migrations
from briefing.store.search import search
from tests.conftest import NOW
from tests.nouns import article, put, statement


def held(db: sqlite3.Connection, table: str = "articles_words") -> set[tuple[object, ...]]:
    """Every word of the index with its place."""
    db.execute(f"CREATE VIRTUAL TABLE temp.held USING fts5vocab('main', '{table}', 'instance')")
    found = {tuple(r) for r in db.execute("SELECT term, doc, col, offset FROM temp.held")}
    db.execute("DROP TABLE temp.held")
    return found


def made_anew(db: sqlite3.Connection) -> set[tuple[object, ...]]:
    """What the index of the present articles has to hold."""
    (sql,) = db.execute("SELECT sql FROM sqlite_schema WHERE name = 'articles_words'").fetchone()
    db.execute(sql.replace("articles_words", "anew"))
    for row in db.execute("SELECT key, title, text FROM searchable").fetchall():
        db.execute("INSERT INTO anew (rowid, title, text) VALUES (?, ?, ?)", (row[0], indexed(row[1]), indexed(row[2])))
    found = held(db, "anew")
    db.execute("DROP TABLE anew")
    return found


def in_step(store: Store) -> bool:
    """Whether the index is what it would be if it were made anew, and whole."""
    store.db.execute("INSERT INTO articles_words (articles_words) VALUES ('integrity-check')")
    return held(store.db) == made_anew(store.db)


def ids(store: Store, query: str) -> list[str]:
    return [h.article for h in search(store, query)]


ACTS = st.lists(
    st.tuples(
        st.sampled_from(("save", "save", "edit", "redate", "delete")),
        st.integers(0, 5),
        st.sampled_from(("harbour raid", "外交部说", "Český, harbour", "", "raid\n中国，黑客")),
        st.dates(date(2019, 1, 1), date(2021, 1, 1)),
    ),
    max_size=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(ACTS)
def test_the_index_is_in_step_whatever_comes(store: Store, acts: list[tuple[str, int, str, date]]) -> None:
    for table in ("revisions", "articles"):
        store.db.execute(f"DELETE FROM {table}")
    for act, number, text, day in acts:
        id_ = f"a{number}"
        if act == "save":
            made = article(id_, text=text, published=day.isoformat())
            writes.save_articles(store, [(made, text), (article(f"{id_}b", text=text), text)], seen=NOW)
            continue
        with transaction(store):
            if act == "edit":
                store.db.execute("UPDATE articles SET text = ?, title = 'Other' WHERE id = ?", (text, id_))
            elif act == "redate":
                store.db.execute("UPDATE articles SET published = ? WHERE id = ?", (day.isoformat(), id_))
            else:
                store.db.execute("DELETE FROM revisions WHERE article = ?", (id_,))
                store.db.execute("DELETE FROM articles WHERE id = ?", (id_,))
    index.catch_up(store)
    assert in_step(store)
    assert not store.db.execute("SELECT * FROM unindexed").fetchall()


def test_an_edit_takes_the_old_words_out_and_puts_the_new_ones_in(store: Store) -> None:
    writes.save_articles(store, [(article(text="外交部 harbour"), "f1")], seen=NOW)
    writes.save_articles(store, [(article(text="国防部 airport"), "f2")], seen=NOW)
    assert ids(store, "外交部") == ids(store, "harbour") == []
    assert ids(store, "国防部 airport") == ["a1"]


def test_articles_and_their_index_are_one_transaction(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), transaction(store):
        writes.save_articles(store, [(article(), "f1")], seen=NOW)
        raise ZeroDivisionError
    assert ids(store, "port") == []
    assert not held(store.db)


def test_the_key_is_the_day_and_then_the_number(store: Store) -> None:
    late = datetime(2031, 5, 6, 23, 59, tzinfo=UTC)
    days = {"old": "1990-01-01", "day": "2024-02-29", "instant": "2024-02-29T23:59:59Z", "undated": None}
    writes.save_articles(store, [(article(i, published=day), i) for i, day in days.items()], seen=late)
    keys = dict(store.db.execute("SELECT id, key FROM searchable JOIN articles USING (seq)").fetchall())
    numbers = dict(store.db.execute("SELECT id, seq FROM articles").fetchall())
    for id_, day in days.items():
        assert keys[id_] == index.first_key(date.fromisoformat((day or "2031-05-06")[:10])) + numbers[id_]
        assert keys[id_] & index.NUMBERS == numbers[id_]


@pytest.fixture
def older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of the version before, whose index was written by triggers."""
    path = tmp_path / "older.db"
    steps = migrations._migrations
    before = steps[: [m.name for m in steps].index("m009_search")]
    monkeypatch.setattr(migrations, "_migrations", before)
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    migrations.apply(Database(db))
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {len(before)}")
    monkeypatch.setattr(migrations, "_migrations", steps)
    for n in range(6):
        db.execute(
            """INSERT INTO articles (id, title, text, source, published, lang, role, first_seen, fingerprint)
               VALUES (?, 'Port hit', ?, 'Sample Wire', ?, 'en', 'press', '2031-05-06T08:02:00Z', 'f')""",
            (f"a{n}", f"Raid number{n} on the harbour. 外交部说。", f"2031-04-0{n + 1}"),
        )
    said = statement("s0", "a0", actors=("Volt Typhoon",), joint_with=("AU",))
    db.execute(
        """INSERT INTO statements (id, article, start, "end", hash, text, party, government, level, first_seen, data)
           VALUES ('s0', 'a0', 0, 4, '', 'Raid', 'government', 'NZ', 'L4', '', ?)""",
        (rows.statement_data(said),),
    )
    db.close()
    return path


def test_an_older_index_serves_until_the_new_one_has_taken_over(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "STEP", 2)
    with open_store(older) as store:
        assert ids(store, "harbour") == [f"a{n}" for n in (5, 4, 3, 2, 1, 0)]
        assert ids(store, "外交部") == []
        assert index.catch_up(store, limit=3) == 3
        assert ids(store, "外交部") == ["a5", "a4", "a3"]
        assert ids(store, "harbour") == [f"a{n}" for n in (5, 4, 3, 2, 1, 0)]
        assert [h.article for h in search(store, "harbour -number4", limit=3)] == ["a5", "a3", "a2"]
        assert ids(store, "-number4 until:2031-04-05") == ["a3", "a2", "a1", "a0"]
        writes.save_articles(store, [(article("new", published="2031-04-05", text="Harbour. 外交部"), "f")], seen=NOW)
        assert ids(store, "外交部") == ["a5", "new", "a4", "a3"]
        assert index.catch_up(store) == 3
        assert not store.db.execute("SELECT name FROM sqlite_schema WHERE name LIKE 'articles_fts%'").fetchall()
        assert ids(store, "外交部") == ["a5", "new", "a4", "a3", "a2", "a1", "a0"]
        assert in_step(store)


def test_a_take_over_that_was_cut_short_goes_on(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(older) as store:
        index.catch_up(store, limit=6)
        store.db.execute("ALTER TABLE articles_fts RENAME TO articles_fts_going")
        store.db.execute("DELETE FROM articles_fts_going_data WHERE id > 10")
        assert len(ids(store, "harbour")) == 6
    with open_store(older) as store:
        assert index.waiting(store) == index.catch_up(store) == 0
        assert not store.db.execute("SELECT name FROM sqlite_schema WHERE name LIKE 'articles_fts%'").fetchall()
        assert store.db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_a_new_store_has_one_index(store: Store) -> None:
    assert not index.older_serves(store)


def test_an_older_stores_statements_are_searched_at_once(older: Path) -> None:
    with open_store(older) as store:
        for query in ("government:NZ", "government:au", "level:L4", 'actor:"volt typhoon"', "kind:condemnation"):
            assert ids(store, query) == ["a0"]


def test_what_statements_are_searched_by_follows_them(store: Store) -> None:
    put(store, article(), [statement(actors=("APT31",)), statement("s2", level="L2")], incident="i1", seen=NOW)
    assert ids(store, "level:L2") == ids(store, "actor:apt-31") == ["a1"]
    store.db.execute("UPDATE statements SET level = 'L5', government = 'FR' WHERE id = 's2'")
    assert ids(store, "level:L2") == []
    assert ids(store, "level:L5 government:fr government:nz") == ["a1"]
    store.db.execute("DELETE FROM statements WHERE id = 's1'")
    assert ids(store, "government:NZ") == ids(store, "actor:APT31") == []
    assert ids(store, "level:L5") == ["a1"]
