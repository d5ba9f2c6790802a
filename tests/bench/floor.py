"""The floor of `refresh.py`: files of feeds through bare feedparser into SQLite with a full-text index, one process.

python floor.py FOLDER DATABASE
"""

from __future__ import annotations

import io
import sqlite3
import sys
from pathlib import Path

import feedparser

SCHEMA = """
PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
CREATE TABLE entries (id INTEGER PRIMARY KEY, feed TEXT, guid TEXT, link TEXT, title TEXT, published TEXT, text TEXT,
                      UNIQUE (feed, guid));
CREATE VIRTUAL TABLE entries_fts USING fts5 (title, text, content = entries, content_rowid = id);
CREATE TRIGGER entries_in AFTER INSERT ON entries BEGIN
  INSERT INTO entries_fts (rowid, title, text) VALUES (new.id, new.title, new.text);
END;
"""


def main(folder: Path, database: Path) -> None:
    """Store every entry of every file, one transaction a feed."""
    db = sqlite3.connect(database)
    db.executescript(SCHEMA)
    for path in sorted(folder.glob("*.xml")):
        found = feedparser.parse(
            io.BytesIO(path.read_bytes()), sanitize_html=False, resolve_relative_uris=False, response_headers={}
        )
        rows = []
        for entry in found.entries:
            texts = [*(entry.get("content") or ()), entry.get("summary_detail") or {}]
            text = max((t.get("value") or "" for t in texts), key=len)
            date = entry.get("published") or entry.get("updated")
            rows.append((path.name, entry.get("id"), entry.get("link"), entry.get("title"), date, text))
        with db:
            db.executemany("INSERT INTO entries (feed, guid, link, title, published, text) VALUES (?,?,?,?,?,?)", rows)
    db.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
