"""The door to the store: opens the SQLite file, checks whose it is, migrates it, and names what is wrong with it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from briefing.errors import (
    NothingDone,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreForeign,
    StoreFull,
    StoreNewer,
    StoreReadOnly,
)

APPLICATION_ID = 0x62726965  # "brie"
VERSION = 13  # the number of steps in schema.py
ROOM = 1_000_000  # bytes; with less left an input/output error means a full disk
CACHE = 16_000  # KiB of pages kept in memory: the index of terms is read all over
LOG = 10_000  # pages that the write-ahead log holds before they are copied into the store


@dataclass(frozen=True, slots=True)
class Store:
    """An open store; belongs to the thread that opened it."""

    path: Path
    db: sqlite3.Connection
    writable: bool


@contextmanager
def open_store(path: Path, *, write: bool = True, create: bool = True) -> Iterator[Store]:
    """Open the store at `path`, migrated to the present schema, and close it at the end.

    An absent one is made for who writes, unless not `create`; else NothingDone says that there is none. Raises a
    StoreError that names the file; a file that is not ours, newer or damaged is left byte by byte as it was.
    """
    opened = _open(path, write=write, create=create)
    store = Store(path, *opened)
    try:
        yield store
    except sqlite3.Error as error:
        raise named(error, path) from error
    finally:
        store.db.close()


def remove_store(path: Path) -> None:
    """Delete a store with its log. Raises StoreError where it cannot be deleted."""
    try:
        for end in ("-wal", "-shm", ""):
            path.with_name(path.name + end).unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"The store {path} cannot be deleted: {error.strerror}.") from error


@contextmanager
def transaction(store: Store) -> Iterator[None]:
    """One transaction: all of it or nothing; inside another it is a part of that one.

    Raises StoreReadOnly where the store may not be written.
    """
    if not store.writable:
        raise StoreReadOnly(f"The store {store.path} can be read but not written.")
    if store.db.in_transaction:
        yield
        return
    store.db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if store.db.in_transaction:
            store.db.execute("ROLLBACK")
        raise
    store.db.execute("COMMIT")


def whoami() -> str:
    """The name of whoever is at work."""
    return next(filter(None, map(os.environ.get, ("USER", "LOGNAME", "USERNAME"))), "unknown")


@contextmanager
def attempt(store: Store) -> Iterator[None]:
    """A part of a transaction that may fail alone: what it wrote is taken back, and what was written before stays.

    Raises StoreError where it is the store that fails.
    """
    store.db.execute("SAVEPOINT attempt")
    try:
        yield
    except BaseException as error:
        if store.db.in_transaction:  # a full disk ends all of it
            store.db.execute("ROLLBACK TO attempt")
            store.db.execute("RELEASE attempt")
        if isinstance(error, sqlite3.OperationalError) or type(error) is sqlite3.DatabaseError:
            raise named(error, store.path) from error
        raise
    store.db.execute("RELEASE attempt")


def named(error: sqlite3.Error, path: Path) -> StoreError:
    """The plain sentence for what SQLite reports about a file."""
    said = str(error)
    if "locked" in said or "busy" in said:
        return StoreBusy(f"The store {path} is in use by another process; try again when it has finished.")
    import shutil  # loads three compressors, and only what fails needs it

    free = shutil.disk_usage(path.parent).free
    if "full" in said or ("disk I/O" in said and free < ROOM):
        return StoreFull(f"The disk is full: the store {path} could not grow ({free} bytes are free).")
    if "readonly" in said or "read-only" in said:
        return StoreReadOnly(f"The store {path} can be read but not written.")
    if "unable to open" in said:
        return StoreError(f"The store {path} cannot be opened: {said}.")
    if "malformed" in said or "not a database" in said or "corrupt" in said or "vtable" in said:
        return StoreDamaged(f"The store {path} is damaged ({said}); it was left as it is.")
    return StoreError(f"The store {path} failed: {said}.")


def _open(path: Path, *, write: bool, create: bool) -> tuple[sqlite3.Connection, bool]:
    if path.is_dir():
        raise StoreError(f"{path} is a folder; the store is a file.")
    exists = path.exists() and path.stat().st_size > 0
    if not exists and write and create:
        _make_room(path)
    elif not exists:
        raise NothingDone(f"There is no store {path} yet; `briefing refresh` or `briefing import` makes one.")
    try:
        return _opened(path, exists=exists, write=write)
    except sqlite3.Error as error:
        raise named(error, path) from error


def _opened(path: Path, *, exists: bool, write: bool) -> tuple[sqlite3.Connection, bool]:
    if exists:
        # Only ever through SQLite: closing a file that was opened in any other way drops all locks that this process
        # holds on it, and with them those of the connections that are still at work.
        probe = _connect(path, "ro")
        try:
            version = _whose(probe, path)
        except sqlite3.DatabaseError as error:
            if "not a database" in str(error):
                raise StoreForeign(f"{path} is not a store of briefing; it was left as it is.") from error
            raise
        finally:
            probe.close()
    else:
        version = 0
    may_write = os.access(path if exists else path.parent, os.W_OK) and os.access(path.parent, os.W_OK)
    if version < VERSION:
        if not may_write:
            raise StoreReadOnly(
                f"The store {path} is of an older version and cannot be written to bring it up to date."
            )
        _migrate(path, version)
    if write and not may_write:
        raise StoreReadOnly(f"The store {path} can be read but not written.")
    db = _connect(path, "rw" if may_write else "ro")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute(f"PRAGMA cache_size = -{CACHE}")
    db.execute(f"PRAGMA wal_autocheckpoint = {LOG}")
    return db, may_write and write


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    address = f"file:{quote(str(path.absolute()))}?mode={mode}"
    if mode == "ro" and not os.access(path.parent, os.W_OK) and not Path(f"{path}-wal").exists():
        address += "&immutable=1"  # a write-ahead log needs a folder it may write; without one nobody can be writing
    db = sqlite3.connect(address, uri=True, timeout=5.0, isolation_level=None)
    db.row_factory = sqlite3.Row
    return db


def _whose(db: sqlite3.Connection, path: Path) -> int:
    """The schema version of our own store; raises for another program's and for a later version's."""
    (owner,) = db.execute("PRAGMA application_id").fetchone()
    (version,) = db.execute("PRAGMA user_version").fetchone()
    (tables,) = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if owner != APPLICATION_ID and (owner or tables):
        raise StoreForeign(f"{path} is the database of another program; it was left as it is.")
    if version > VERSION:
        raise StoreNewer(
            f"The store {path} was written by a later version of briefing (schema {version}, this one knows {VERSION})."
        )
    return int(version)


def _make_room(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"The folder {path.parent} for the store cannot be made: {error.strerror}.") from error


def _migrate(path: Path, version: int) -> None:
    """Bring the file to the present schema: a new one is made aside and moved in, an old one copied beside it first.

    So nobody ever meets a half-made store, also where several processes begin at once.
    """
    if version:
        old, backup = _connect(path, "ro"), sqlite3.connect(path.with_name(f"{path.name}.before-v{VERSION}"))
        old.backup(backup)
        old.close()
        backup.close()
        _apply_steps(path)
        return
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        _apply_steps(draft)
        if path.exists() and not path.stat().st_size:
            path.unlink()
        with suppress(FileExistsError):  # another process was faster, with the same steps
            os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _apply_steps(path: Path) -> None:
    from sqlite_utils import Database  # only here: an up-to-date store opens without paying for the import

    from briefing.store.schema import migrations

    db = _connect(path, "rwc")
    try:
        db.execute("PRAGMA journal_mode = WAL")
        migrations.apply(Database(db))
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {VERSION}")
    finally:
        db.close()


def explained(error: BaseException, path: Path) -> StoreError | None:
    """The StoreError behind an error that somebody who holds a store open has met; None for any other."""
    if isinstance(error, StoreError):
        return error
    return named(error, path) if isinstance(error, sqlite3.Error) else None
