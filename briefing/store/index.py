"""The search index, kept in step with the articles: what triggers have noted in `unindexed` is written into it here.

A row of `unindexed` is an article that the index lacks, or with a key one whose older text it holds and must forget;
`searchable` gives the key of each article (schema.py, m009). Newest first: the row number of the index, `key`, is the
article's day and then its own number.
"""

from __future__ import annotations

import json
from datetime import date

from briefing.store.door import Store, transaction
from briefing.store.folding import indexed

STEP = 200  # articles of one transaction: a fraction of a second, so that nobody waits for it
OLDER, _GOING = "articles_fts", "articles_fts_going"  # what an older version made; and while it is dropped
NUMBERS = (1 << 26) - 1  # the part of a key that is the article's own number
_EPOCH = date(1970, 1, 1)


def first_key(day: date) -> int:
    """The key that every article of this day and later ones has at least."""
    return (day - _EPOCH).days * (NUMBERS + 1)


def waiting(store: Store) -> int:
    """How many articles are not indexed yet; none but after an older version of the store was opened."""
    return int(store.db.execute("SELECT count(*) FROM unindexed").fetchone()[0])


def catch_up(store: Store, *, limit: int | None = None) -> int:
    """Index what is not indexed yet, the last edited and the last stored first; returns how many articles it took.

    `limit` bounds them; without one the whole rest is done in steps of a transaction each, and the index that an older
    version made is dropped. A step that another process did meanwhile is no harm.
    """
    done = 0
    while limit is None or done < limit:
        with transaction(store):
            taken = _step(store, STEP if limit is None else min(STEP, limit - done))
        done += taken
        if not taken:
            break
    if limit is None:
        _drop_older(store)
    return done


def _step(store: Store, limit: int) -> int:
    db = store.db
    due = [r["seq"] for r in db.execute("SELECT seq FROM unindexed WHERE key NOT NULL LIMIT ?", (limit,))]
    newest = "SELECT seq FROM unindexed WHERE key IS NULL ORDER BY seq DESC LIMIT ?"
    due += [r["seq"] for r in db.execute(newest, (limit - len(due),))]
    waiting = db.execute(
        """SELECT u.key AS old_key, u.title AS old_title, u.text AS old_text, s.key, s.title, s.text
           FROM unindexed u LEFT JOIN searchable s ON s.seq = u.seq WHERE u.seq IN (SELECT value FROM json_each(?))""",
        (json.dumps(due),),
    ).fetchall()
    _in_order(
        store,
        "INSERT INTO articles_words (articles_words, rowid, title, text) VALUES ('delete', ?, ?, ?)",
        [(r["old_key"], r["old_title"], r["old_text"]) for r in waiting if r["old_key"] is not None],
    )
    _in_order(
        store,
        "INSERT INTO articles_words (rowid, title, text) VALUES (?, ?, ?)",
        [(r["key"], r["title"], r["text"]) for r in waiting if r["key"] is not None],
    )
    db.executemany("DELETE FROM unindexed WHERE seq = ?", [(seq,) for seq in due])
    return len(due)


def _drop_older(store: Store) -> None:
    """Drop the index of an older version, set aside first and then in steps: at once it would hold the store too long.

    Its first records, which tell its structure, stay to the end; without them SQLite cannot even drop it.
    """
    going = True
    while going:
        with transaction(store):
            going = _drop_some(store)


def _drop_some(store: Store) -> bool:
    """Go on with the dropping; returns whether something is left."""
    if _is_there(store, OLDER):
        store.db.execute(f"ALTER TABLE {OLDER} RENAME TO {_GOING}")
    elif _is_there(store, _GOING):
        pages = f"SELECT id FROM {_GOING}_data WHERE id > 10 LIMIT {10 * STEP}"  # noqa: S608
        if not store.db.execute(f"DELETE FROM {_GOING}_data WHERE id IN ({pages})").rowcount:  # noqa: S608
            store.db.execute(f"DROP TABLE {_GOING}")
    else:
        return False
    return True


def older_serves(store: Store) -> bool:
    """Whether the index of an older version still has to be asked too."""
    return _is_there(store, OLDER)


def _is_there(store: Store, table: str) -> bool:
    query = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = ?)"
    return bool(store.db.execute(query, (table,)).fetchone()[0])


def _in_order(store: Store, statement: str, rows: list[tuple[int, str, str]]) -> None:
    """Write to the index by ascending key: at every step back it would begin a segment of its own."""
    store.db.executemany(statement, [(key, indexed(title), indexed(text)) for key, title, text in sorted(rows)])
