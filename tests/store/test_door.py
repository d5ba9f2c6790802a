"""The door: whose file it is, what is wrong with it, and that it is left as it was."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from briefing.errors import NothingDone, StoreDamaged, StoreError, StoreForeign, StoreNewer, StoreReadOnly
from briefing.store import explained, open_store, reads
from briefing.store.door import APPLICATION_ID, VERSION, transaction
from briefing.store.schema import migrations
from tests.conftest import NOW
from tests.nouns import article, put, statement


def test_the_version_counts_the_migrations() -> None:
    assert len(migrations._migrations) == VERSION


def test_a_new_store_is_ours_with_a_write_ahead_log(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "briefing.db"
    with open_store(path) as store:
        assert store.db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        assert store.db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_a_second_opening_needs_no_sqlite_utils(tmp_path: Path) -> None:
    path = tmp_path / "briefing.db"
    with open_store(path):
        pass
    code = f"import sys; from pathlib import Path; from briefing.store import open_store\nwith open_store(Path({str(path)!r})): pass\nprint('sqlite_utils' in sys.modules)"  # noqa: E501
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_reading_an_absent_store_makes_none(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    with pytest.raises(NothingDone, match=r"none\.db"), open_store(path, write=False):
        pass
    assert not path.exists()


def test_another_programs_database_is_refused_and_left(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE t (x)")
    other.commit()
    other.close()
    before = path.read_bytes()
    with pytest.raises(StoreForeign, match=r"other\.db"), open_store(path):
        pass
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"hello, I am a text", b"\x00" * 4096, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_file_that_is_no_database_is_refused_and_left(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.db"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"broken\.db"), open_store(path):
        pass
    assert path.read_bytes() == content


def test_a_damaged_store_is_named_and_left(tmp_path: Path) -> None:
    path = tmp_path / "briefing.db"
    with open_store(path) as store:
        put(store, article(), [statement()], incident="i1", seen=NOW)
        store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\x55" * (len(whole) - 4096))
    before = path.read_bytes()
    with pytest.raises(StoreDamaged, match=r"briefing\.db"), open_store(path) as store:
        reads.incident_rows(store, reads.incident_ids(store, everything=True))
        reads.parts(store, "i1")
    assert path.read_bytes() == before


def test_a_later_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "briefing.db"
    with open_store(path) as store:
        store.db.execute(f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(StoreNewer, match="later version"), open_store(path):
        pass


def test_an_older_store_is_copied_before_it_is_migrated(tmp_path: Path) -> None:
    path = tmp_path / "briefing.db"
    with open_store(path) as store:
        put(store, article(), [statement()], incident="i1", seen=NOW)
        store.db.execute(f"PRAGMA user_version = {VERSION - 1}")
    with open_store(path) as store:
        assert reads.article(store, "a1") is not None
    assert (tmp_path / f"briefing.db.before-v{VERSION}").exists()


def test_a_store_opened_for_reading_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "briefing.db"
    with open_store(path):
        pass
    with pytest.raises(StoreReadOnly), open_store(path, write=False) as store, transaction(store):
        pass


def test_a_transaction_is_all_or_nothing(tmp_path: Path) -> None:
    with open_store(tmp_path / "briefing.db") as store:
        with pytest.raises(ZeroDivisionError), transaction(store):
            store.db.execute("INSERT INTO counters VALUES ('x', 1)")
            raise ZeroDivisionError
        assert store.db.execute("SELECT count(*) FROM counters WHERE name = 'x'").fetchone()[0] == 0


def test_a_reader_is_not_blocked_by_a_writer(tmp_path: Path) -> None:
    path = tmp_path / "briefing.db"
    with open_store(path) as writer, open_store(path, write=False) as reader, transaction(writer):
        writer.db.execute("INSERT INTO counters VALUES ('x', 1)")
        assert reads.counts(reader)["articles"] == 0


def test_an_error_met_while_a_store_is_open_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    assert isinstance(explained(sqlite3.DatabaseError("database disk image is malformed"), path), StoreDamaged)
    lost = sqlite3.OperationalError("vtable constructor failed: articles_fts")
    assert isinstance(explained(lost, path), StoreDamaged)
    assert isinstance(explained(StoreReadOnly("x"), path), StoreReadOnly)
    assert explained(ValueError("x"), path) is None


def test_opening_and_closing_a_second_time_leaves_the_locks_of_the_first(tmp_path: Path) -> None:
    """A process loses every lock on a file when it closes any descriptor of it that SQLite does not know of."""
    path = tmp_path / "x.db"
    with open_store(path) as first:
        put(first, article(), [statement()], incident="i1", seen=NOW)
        with open_store(path) as second:
            put(second, article("a2"), [statement("s2", "a2")], incident="i2", seen=NOW)
        line = [sys.executable, "-m", "briefing", "--db", str(path), "incidents", "--all"]
        for _ in range(2):  # another process that opens and closes must not take the log away
            assert subprocess.run(line, capture_output=True, check=True).returncode == 0
            assert Path(f"{path}-wal").exists()
        put(first, article("a3"), [statement("s3", "a3")], incident="i3", seen=NOW)
    with open_store(path) as store:
        assert reads.counts(store)["articles"] == 3
        assert store.db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
