"""The schema: an append-only list of small named steps, each run in a transaction of its own.

A step that has been released is never edited; a change is a new step at the end. `VERSION` in door.py is their number.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("briefing")


@migrations()
def m001_articles(db: Database) -> None:
    """Articles with their revisions, and the full-text index that triggers keep in step."""
    db.execute(
        """CREATE TABLE articles (
            seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, feed TEXT, url TEXT, title TEXT NOT NULL,
            text TEXT NOT NULL, source TEXT NOT NULL, published TEXT, lang TEXT NOT NULL, speaks_for TEXT,
            role TEXT NOT NULL, credit TEXT, byline TEXT, boilerplate TEXT NOT NULL DEFAULT '[]',
            first_seen TEXT NOT NULL, fingerprint TEXT NOT NULL,
            rules TEXT, cyber INTEGER NOT NULL DEFAULT 0, rewrite TEXT,
            origin TEXT, origin_reason TEXT
        ) STRICT"""
    )
    db.execute("CREATE INDEX articles_unread ON articles (seq) WHERE rules IS NULL")
    db.execute("CREATE INDEX articles_origin ON articles (origin)")
    db.execute("CREATE INDEX articles_published ON articles (published)")
    db.execute("CREATE INDEX articles_source ON articles (source)")
    db.execute(
        """CREATE TABLE revisions (
            article TEXT NOT NULL REFERENCES articles (id) ON UPDATE CASCADE, fingerprint TEXT NOT NULL,
            title TEXT NOT NULL, text TEXT NOT NULL, replaced_at TEXT NOT NULL,
            PRIMARY KEY (article, fingerprint)
        ) STRICT"""
    )
    db.table("articles").enable_fts(["title", "text"], create_triggers=True, tokenize="unicode61 remove_diacritics 2")


@migrations()
def m002_statements(db: Database) -> None:
    """Statements with what searches ask of them in columns, and the verdicts of comparing quotations."""
    db.execute(
        """CREATE TABLE statements (
            id TEXT PRIMARY KEY, article TEXT NOT NULL REFERENCES articles (id), start INTEGER NOT NULL,
            "end" INTEGER NOT NULL, hash TEXT NOT NULL, text TEXT NOT NULL, party TEXT NOT NULL, government TEXT,
            level TEXT, said_on TEXT, first_seen TEXT NOT NULL, data TEXT NOT NULL
        ) STRICT"""
    )
    db.execute("CREATE INDEX statements_article ON statements (article, start)")
    db.execute("CREATE INDEX statements_government ON statements (government, said_on)")
    db.execute(
        """CREATE TABLE verdicts (
            statement TEXT PRIMARY KEY REFERENCES statements (id) ON DELETE CASCADE, verification TEXT NOT NULL,
            twin TEXT, reason TEXT NOT NULL
        ) STRICT"""
    )


@migrations()
def m003_incidents(db: Database) -> None:
    """Incidents with the figures that lists show, and the articles in them."""
    db.execute(
        """CREATE TABLE incidents (
            id TEXT PRIMARY KEY, title TEXT NOT NULL, first TEXT, last TEXT, relevant INTEGER NOT NULL DEFAULT 0,
            status TEXT NOT NULL DEFAULT 'new', read_at TEXT, changed_at TEXT NOT NULL,
            accusers TEXT NOT NULL DEFAULT '[]', answerers TEXT NOT NULL DEFAULT '[]',
            accused TEXT NOT NULL DEFAULT '[]', answer TEXT, articles INTEGER NOT NULL DEFAULT 0,
            origins INTEGER NOT NULL DEFAULT 0, actors TEXT NOT NULL DEFAULT '[]', new INTEGER NOT NULL DEFAULT 0,
            unsettled_since TEXT
        ) STRICT"""
    )
    db.execute("CREATE INDEX incidents_changed ON incidents (relevant, changed_at)")
    db.execute("CREATE INDEX incidents_unsettled ON incidents (unsettled_since) WHERE unsettled_since NOT NULL")
    db.execute(
        """CREATE TABLE memberships (
            incident TEXT NOT NULL REFERENCES incidents (id), article TEXT NOT NULL REFERENCES articles (id),
            role TEXT NOT NULL, reason TEXT NOT NULL, score REAL NOT NULL, pinned INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (incident, article)
        ) STRICT, WITHOUT ROWID"""
    )
    db.execute("CREATE INDEX memberships_article ON memberships (article)")


@migrations()
def m004_features(db: Database) -> None:
    """What grouping compares: one document of features an article, postings of its rare terms, term counts."""
    db.execute("CREATE TABLE features (article TEXT PRIMARY KEY REFERENCES articles (id), data TEXT NOT NULL) STRICT")
    db.execute(
        """CREATE TABLE postings (key TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (key, seq))
        STRICT, WITHOUT ROWID"""
    )
    db.execute("CREATE TABLE terms (term TEXT PRIMARY KEY, documents INTEGER NOT NULL) STRICT, WITHOUT ROWID")
    db.execute("CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID")
    db.execute("INSERT INTO counters VALUES ('documents', 0)")
    db.execute("CREATE TABLE notices (text TEXT NOT NULL) STRICT")


@migrations()
def m005_decisions(db: Database) -> None:
    """What people decided, append-only; the present state is derived from it. One batch is one key press."""
    db.execute(
        """CREATE TABLE decisions (
            id INTEGER PRIMARY KEY AUTOINCREMENT, batch INTEGER NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL,
            what TEXT NOT NULL, target TEXT NOT NULL, value TEXT NOT NULL DEFAULT ''
        ) STRICT"""
    )
    db.execute("CREATE INDEX decisions_target ON decisions (target, id)")


@migrations()
def m006_feeds(db: Database) -> None:
    """What polling remembers of each feed, the issued digests, and who holds the store for a refresh."""
    db.execute(
        """CREATE TABLE feed_states (
            feed TEXT PRIMARY KEY, etag TEXT, last_modified TEXT, last_poll TEXT, last_good TEXT, failing_since TEXT,
            limited_until TEXT, gone INTEGER NOT NULL DEFAULT 0, status TEXT NOT NULL, http INTEGER, error TEXT,
            entries INTEGER NOT NULL DEFAULT 0
        ) STRICT"""
    )
    db.execute(
        """CREATE TABLE digests (
            id INTEGER PRIMARY KEY AUTOINCREMENT, issued_at TEXT NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL,
            continues INTEGER NOT NULL, format TEXT NOT NULL, path TEXT NOT NULL, cited TEXT NOT NULL
        ) STRICT"""
    )
    db.execute(
        """CREATE TABLE leases (
            name TEXT PRIMARY KEY, holder TEXT NOT NULL, pid INTEGER NOT NULL, host TEXT NOT NULL, since TEXT NOT NULL
        ) STRICT"""
    )


@migrations()
def m007_regrouping(db: Database) -> None:
    """Where vanished incidents went, articles that nearly fit an incident, and those that a person keeps out of one."""
    db.execute("CREATE TABLE redirects (old TEXT PRIMARY KEY, new TEXT NOT NULL) STRICT, WITHOUT ROWID")
    db.execute("CREATE INDEX redirects_new ON redirects (new)")
    for name, columns in (("proposals", ", reason TEXT NOT NULL, score REAL NOT NULL"), ("refusals", "")):
        db.execute(
            f"""CREATE TABLE {name} (
                article TEXT NOT NULL REFERENCES articles (id), incident TEXT NOT NULL{columns},
                PRIMARY KEY (article, incident)
            ) STRICT, WITHOUT ROWID"""
        )
        db.execute(f"CREATE INDEX {name}_incident ON {name} (incident)")


@migrations()
def m008_links(db: Database) -> None:
    """How alike articles are, in thousandths, and those that are new since the last repair."""
    db.execute(
        """CREATE TABLE links (later INTEGER NOT NULL, earlier INTEGER NOT NULL, score INTEGER NOT NULL,
            PRIMARY KEY (later, earlier)) STRICT, WITHOUT ROWID"""
    )
    db.execute("CREATE INDEX links_earlier ON links (earlier, score)")
    db.execute("CREATE TABLE unrepaired (seq INTEGER PRIMARY KEY) STRICT")


@migrations()
def m009_search(db: Database) -> None:
    """A full-text index that finds words inside Chinese and Japanese, and what statements are searched by in a table.

    The index has no copy of the text. It is written by index.py, not by triggers, which could not cut the text; the
    triggers here only note what it does not hold yet, or holds of an older text, so that nothing is forgotten whoever
    writes. Its row number is the day and then the article's, so that it gives the newest first by itself. The index of
    m001 goes on serving the articles that are noted here until `index.catch_up` has been through them.
    """
    db.execute(
        """CREATE VIEW searchable AS SELECT seq, title, text,
           (CAST(coalesce(julianday(substr(coalesce(published, first_seen), 1, 10)), 2440587.5) - 2440587.5 AS INTEGER)
            << 26) + seq AS key FROM articles"""
    )
    db.execute(
        """CREATE VIRTUAL TABLE articles_words USING fts5 (title, text, content='',
           tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'")"""
    )
    db.execute("CREATE TABLE unindexed (seq INTEGER PRIMARY KEY, key INTEGER, title TEXT, text TEXT) STRICT")
    db.execute("CREATE INDEX unindexed_edits ON unindexed (seq) WHERE key NOT NULL")
    db.execute("INSERT INTO unindexed (seq) SELECT seq FROM articles")
    for trigger in ("articles_ai", "articles_ad", "articles_au"):
        db.execute(f"DROP TRIGGER {trigger}")
    if not db.execute("SELECT EXISTS (SELECT 1 FROM articles)").fetchone()[0]:
        db.execute("DROP TABLE articles_fts")
    held = """INSERT INTO unindexed SELECT seq, key, title, text FROM searchable WHERE seq = old.seq
              ON CONFLICT DO NOTHING"""
    for event in ("UPDATE OF seq, title, text, published, first_seen", "DELETE"):
        db.execute(f"CREATE TRIGGER articles_before_{event[:6].lower()} BEFORE {event} ON articles BEGIN {held}; END")
    db.execute(
        """CREATE TRIGGER articles_after_insert AFTER INSERT ON articles BEGIN
           INSERT INTO unindexed (seq) VALUES (new.seq) ON CONFLICT DO NOTHING; END"""
    )
    db.execute("CREATE INDEX articles_lang ON articles (lang)")
    db.execute("CREATE INDEX incidents_status ON incidents (status)")
    db.execute("CREATE INDEX incidents_read ON incidents (read_at) WHERE read_at NOT NULL")
    _facets(db)


def _facets(db: Database) -> None:
    """What the statements of an article say, one row for each field and value, kept by triggers."""
    of = "a.seq AS seq, s.id AS statement FROM statements s JOIN articles a ON a.id = s.article"
    lists = {"government": "joint_with", "kind": "kind", "code": "response_codes"}
    arms = [
        f"SELECT 'government' AS field, s.government AS value, {of} WHERE s.government NOT NULL",
        f"SELECT 'level', s.level, {of} WHERE s.level NOT NULL",
        *(f"SELECT '{f}', j.value, {of} JOIN json_each(s.data, '$.{name}') j" for f, name in lists.items()),
        f"""SELECT 'actor', replace(replace(replace(j.value, ' ', ''), '-', ''), '_', ''), {of}
            JOIN json_each(s.data, '$.actors') j""",
    ]
    db.execute(f"CREATE VIEW statement_facets AS {' UNION ALL '.join(arms)}")
    db.execute(
        """CREATE TABLE facets (
            field TEXT NOT NULL, value TEXT NOT NULL COLLATE NOCASE, seq INTEGER NOT NULL, statement TEXT NOT NULL,
            PRIMARY KEY (field, value, seq, statement)
        ) STRICT, WITHOUT ROWID"""
    )
    db.execute("INSERT OR IGNORE INTO facets SELECT * FROM statement_facets")
    db.execute("CREATE INDEX facets_statement ON facets (statement)")
    fill = "INSERT OR IGNORE INTO facets SELECT * FROM statement_facets WHERE statement = new.id"
    drop = "DELETE FROM facets WHERE statement = old.id"
    db.execute(f"CREATE TRIGGER statements_after_insert AFTER INSERT ON statements BEGIN {fill}; END")
    db.execute(f"CREATE TRIGGER statements_after_delete AFTER DELETE ON statements BEGIN {drop}; END")
    db.execute(f"CREATE TRIGGER statements_after_update AFTER UPDATE ON statements BEGIN {drop}; {fill}; END")


@migrations()
def m010_identity(db: Database) -> None:
    """An article is found by its address too."""
    db.execute("CREATE INDEX articles_url ON articles (url)")


@migrations()
def m011_pages(db: Database) -> None:
    """An article is found by its page, in whatever form its address comes; a revision knows whom it concerned.

    Official articles that were edited are read again for that.
    """
    from briefing.articles.links import link_key

    db.execute("DROP INDEX articles_url")
    db.execute("ALTER TABLE articles ADD COLUMN page TEXT")
    db.register_function(link_key, deterministic=True)
    db.execute("UPDATE articles SET page = iif(url IS NULL, title, link_key(url))")
    db.execute("CREATE INDEX articles_page ON articles (page)")
    db.execute("ALTER TABLE revisions ADD COLUMN concerns TEXT NOT NULL DEFAULT '[]'")
    db.execute(
        """UPDATE articles SET rules = NULL
           WHERE role IN ('official', 'cert', 'parliament') AND id IN (SELECT article FROM revisions)"""
    )


@migrations()
def m012_titles(db: Database) -> None:
    """The title that its articles give an incident stands beside the one that a person gave it."""
    db.execute("ALTER TABLE incidents ADD COLUMN computed TEXT")


@migrations()
def m013_sources(db: Database) -> None:
    """What polling has to know again: entries by the hash of their bytes, faults, moves, rhythm; who asked."""
    for column in (
        "failures INTEGER NOT NULL DEFAULT 0",
        *(f"{name} TEXT" for name in ("fault", "moved", "newest")),
        "rhythm INTEGER",
        *(f"{name} TEXT" for name in ("setup", "body", "head")),
    ):
        db.execute(f"ALTER TABLE feed_states ADD COLUMN {column}")
    db.execute("CREATE TABLE feed_entries (feed TEXT PRIMARY KEY, entries TEXT NOT NULL) STRICT, WITHOUT ROWID")
    db.execute("ALTER TABLE articles ADD COLUMN asked_by TEXT")
