"""Full text search, newest first: what query.py makes of the words, asked of the index that index.py keeps."""

from __future__ import annotations

import json
from collections.abc import Sequence
from sqlite3 import Row

from briefing.config import instead_of
from briefing.errors import UsageError
from briefing.model import Hit
from briefing.store.door import Store
from briefing.store.folding import places
from briefing.store.index import NUMBERS, OLDER, older_serves
from briefing.store.query import Phrase, Query, parse

SNIPPET = 90  # characters on either side of the match

_INDEX = (f"SELECT rowid AS key, rowid & {NUMBERS} AS seq FROM articles_words", "articles_words")  # noqa: S608
# What an older version indexed, of the articles that the index has still to take over: see index.catch_up.
_OLD_INDEX = (
    f"""SELECT s.key AS key, s.seq AS seq FROM unindexed u JOIN searchable s ON s.seq = u.seq AND u.key IS NULL
        JOIN {OLDER} ON {OLDER}.rowid = s.seq""",  # noqa: S608
    OLDER,
)


def search(store: Store, text: str, *, limit: int = 50, typing: bool = False) -> list[Hit]:
    """The newest articles that match, at most `limit`; with `typing` the last word may be unfinished.

    Articles of one day for which there is no room are left out as they came in, the first first. Raises UsageError for
    a field that does not exist, for a value that it does not know and for a search that is too long.
    """
    query = parse(text, typing=typing)
    if not (query.wanted or query.unwanted or query.conditions):
        return []
    for incident in query.incidents:
        known = "SELECT id FROM incidents WHERE id = ?1 UNION ALL SELECT old FROM redirects WHERE old = ?1"
        if store.db.execute(known, (incident,)).fetchone() is None:
            raise UsageError(f"There is no incident {incident}.")
    for government in query.governments:
        known = "SELECT 1 FROM facets WHERE field = 'government' AND value = ?"
        if store.db.execute(known, (government,)).fetchone() is None:
            raise UsageError(f"government:{government} is no government's code; {instead_of(government)}")
    keys = _keys(store, query, limit, _INDEX)
    if older_serves(store):
        keys = sorted({*keys, *_keys(store, query, limit, _OLD_INDEX)}, reverse=True)[:limit]
    return [_hit(row, query.wanted) for row in _rows(store, keys)]


def _keys(store: Store, query: Query, limit: int, index: tuple[str, str]) -> list[int]:
    found, name = index
    where = ["1"]
    values: list[str | int] = []
    if query.match is not None:
        found += f" WHERE {name} MATCH ?"
        values.append(query.match)
    elif query.unwanted:
        where.append(f"seq NOT IN (SELECT rowid & {NUMBERS} FROM {name} WHERE {name} MATCH ?)")  # noqa: S608
        values.append(query.unmatch)
    for sql, given in query.conditions:
        where.append(sql)
        values += given
    statement = f"SELECT key FROM ({found}) found WHERE {' AND '.join(where)} ORDER BY key DESC LIMIT ?"  # noqa: S608
    return [r["key"] for r in store.db.execute(statement, [*values, limit])]


def _rows(store: Store, keys: Sequence[int]) -> list[Row]:
    """What a hit tells of each article, newest first to the second; its incident is the one it is most a part of."""
    return store.db.execute(
        """SELECT a.id, a.title, a.text, a.source, a.published, i.id AS incident, i.title AS incident_title
           FROM articles a LEFT JOIN incidents i ON i.id = (
               SELECT incident FROM memberships m WHERE m.article = a.id
               ORDER BY role IN ('mention', 'retrospective'), incident LIMIT 1)
           WHERE a.seq IN (SELECT value FROM json_each(?))
           ORDER BY coalesce(a.published, a.first_seen) DESC, a.seq DESC""",
        (json.dumps([key & NUMBERS for key in keys]),),
    ).fetchall()


def _hit(row: Row, phrases: Sequence[Phrase]) -> Hit:
    title, text = row["title"], row["text"]
    start, end = _place(text, phrases)
    snippet = title
    if start >= 0:
        left, right = max(0, start - SNIPPET), min(len(text), end + SNIPPET)
        snippet = ("…" if left else "") + text[left:right] + ("…" if right < len(text) else "")
    return Hit(
        article=row["id"],
        incident=row["incident"],
        title=title,
        source=row["source"],
        published=row["published"],
        snippet=" ".join(snippet.split()),
        start=start,
        end=end,
        incident_title=row["incident_title"],
    )


def _place(text: str, phrases: Sequence[Phrase]) -> tuple[int, int]:
    """Where the first of the phrases that stand in the text does; -1:-1 where none does."""
    for phrase in phrases:
        if place := places(phrase.words, text, prefix=phrase.prefix):
            return place
    return (0, 0) if not phrases and text else (-1, -1)
