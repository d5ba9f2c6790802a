"""What can be written to the store; each call is one transaction."""

from __future__ import annotations

import hashlib
import os
import platform
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta

from briefing.errors import StoreBusy
from briefing.model import (
    Article,
    Assignment,
    Decision,
    Features,
    FeedState,
    OriginChoice,
    Reading,
    Summary,
    Verdict,
)
from briefing.store import index, reads, rows
from briefing.store.door import Store, transaction

LONGEST_JOB = timedelta(hours=12)
STATUS_OF = {"keep": "kept", "dismiss": "dismissed", "follow": "following", "reopen": "new"}


def save_articles(store: Store, articles: Iterable[tuple[Article, str]], *, seen: datetime) -> tuple[list[str], int]:
    """Store articles with their fingerprints; returns the ids that are new and how many were edited.

    An article that is there already is left alone; with another text it gains a revision and is unread again. An id
    that another publisher's article holds becomes `source:id`.
    """
    new, updated = [], 0
    with transaction(store):
        for article, fingerprint in articles:
            article, held = _placed(store, article)
            if held is None:
                _insert(store, article, fingerprint, seen)
                new.append(article.id)
            elif held != fingerprint:
                _revise(store, article, held, fingerprint, seen)
                updated += 1
        index.catch_up(store, limit=len(new) + updated)
    return new, updated


def _placed(store: Store, article: Article) -> tuple[Article, str | None]:
    """The article under the id it gets, and the fingerprint of what the store holds under it."""
    query = "SELECT source, feed, fingerprint FROM articles WHERE id = ?"
    row = store.db.execute(query, (article.id,)).fetchone()
    if row is None or (row["source"], row["feed"]) == (article.source, article.feed):
        return article, row["fingerprint"] if row else None
    article = replace(article, id=f"{article.feed or article.source}:{article.id}")
    row = store.db.execute(query, (article.id,)).fetchone()
    return article, row["fingerprint"] if row else None


def _insert(store: Store, article: Article, fingerprint: str, seen: datetime) -> None:
    store.db.execute(
        """INSERT INTO articles (id, feed, url, title, text, source, published, lang, speaks_for, role, credit, byline,
                                 boilerplate, first_seen, fingerprint)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            article.id,
            article.feed,
            article.url,
            article.title,
            article.text,
            article.source,
            article.published,
            article.lang,
            article.speaks_for,
            article.role,
            article.credit,
            article.byline,
            rows.pack(article.boilerplate),
            rows.stamp(article.first_seen or seen),
            fingerprint,
        ),
    )


def _revise(store: Store, article: Article, held: str, fingerprint: str, seen: datetime) -> None:
    store.db.execute(
        """INSERT OR IGNORE INTO revisions (article, fingerprint, title, text, replaced_at)
           SELECT id, ?, title, text, ? FROM articles WHERE id = ?""",
        (held, rows.stamp(seen), article.id),
    )
    store.db.execute(
        """UPDATE articles SET title = ?, text = ?, boilerplate = ?, credit = ?, byline = ?, fingerprint = ?,
                               rules = NULL WHERE id = ?""",
        (
            article.title,
            article.text,
            rows.pack(article.boilerplate),
            article.credit,
            article.byline,
            fingerprint,
            article.id,
        ),
    )


def save_reading(
    store: Store,
    article: Article,
    reading: Reading,
    *,
    features: Features,
    keys: Sequence[str],
    terms: Iterable[str],
    origin: OriginChoice,
    where: Assignment,
    opens: tuple[str, str],
    clock: Callable[[], datetime],
) -> None:
    """Store what reading and grouping found about one article; the incidents it touches have to be settled then.

    `keys` are what later articles find it by, `terms` the words it adds to the counts, `opens` the id of the incident
    that it opens when `where` joins none, and its role there. A second reading replaces the first; statements that
    stay keep the moment first seen, new ones are first seen at the moment of storing.
    """
    db = store.db
    with transaction(store):
        seen = clock()
        (seq, again) = db.execute(
            "SELECT seq, EXISTS (SELECT 1 FROM features WHERE article = id) FROM articles WHERE id = ?", (article.id,)
        ).fetchone()
        db.execute(
            "UPDATE articles SET rules = ?, cyber = ?, rewrite = ?, origin = ?, origin_reason = ? WHERE id = ?",
            (reading.rules, reading.cyber, reading.rewrite, origin.origin, origin.reason, article.id),
        )
        _replace_statements(store, article, reading, rows.exact(seen))
        db.execute("INSERT OR REPLACE INTO features VALUES (?, ?)", (article.id, rows.features_data(features)))
        db.executemany("INSERT OR IGNORE INTO postings VALUES (?, ?)", [(k, seq) for k in keys])
        if not again:
            db.executemany(
                "INSERT INTO terms VALUES (?, 1) ON CONFLICT (term) DO UPDATE SET documents = documents + 1",
                [(t,) for t in terms],
            )
            db.execute("UPDATE counters SET value = value + 1 WHERE name = 'documents'")
        _place(store, article, where, opens, rows.exact(seen))


def _replace_statements(store: Store, article: Article, reading: Reading, first_seen: str) -> None:
    db = store.db
    known = dict(db.execute("SELECT id, first_seen FROM statements WHERE article = ?", (article.id,)).fetchall())
    db.execute("DELETE FROM statements WHERE article = ?", (article.id,))
    db.executemany(
        "INSERT INTO statements VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                s.id,
                article.id,
                s.start,
                s.end,
                hashlib.blake2b(s.text.encode(), digest_size=16).hexdigest(),
                s.text,
                s.party,
                s.government,
                s.level,
                s.said_on,
                known.get(s.id, first_seen),
                rows.statement_data(s),
            )
            for s in reading.statements
        ],
    )


def _place(store: Store, article: Article, where: Assignment, opens: tuple[str, str], now: str) -> None:
    db = store.db
    before = [
        r["incident"]
        for r in db.execute("SELECT incident FROM memberships WHERE article = ? AND pinned = 0", (article.id,))
    ]
    db.execute("DELETE FROM memberships WHERE article = ? AND pinned = 0", (article.id,))
    joins = where.joins or ((*opens, where.reason, 1.0),)
    for incident, role, reason, score in joins:
        db.execute(
            "INSERT OR IGNORE INTO incidents (id, title, changed_at) VALUES (?, ?, ?)", (incident, article.title, now)
        )
        db.execute(
            "INSERT OR IGNORE INTO memberships VALUES (?, ?, ?, ?, ?, 0)", (incident, article.id, role, reason, score)
        )
        db.execute("UPDATE incidents SET changed_at = max(changed_at, ?) WHERE id = ?", (now, incident))
    db.execute("DELETE FROM proposals WHERE article = ?", (article.id,))
    db.executemany(
        """INSERT INTO proposals SELECT ?1, ?2, ?3, ?4
           WHERE NOT EXISTS (SELECT 1 FROM refusals WHERE article = ?1 AND incident = ?2)
           AND NOT EXISTS (SELECT 1 FROM memberships WHERE article = ?1 AND (incident = ?2 OR pinned = 1))""",
        [(article.id, *proposal) for proposal in where.possible],
    )
    touched = dict.fromkeys([*(j[0] for j in joins), *before])
    db.executemany(
        "UPDATE incidents SET unsettled_since = min(coalesce(unsettled_since, ?), ?) WHERE id = ?",
        [(now, now, i) for i in touched],
    )


def save_incident(store: Store, incident: str, summary: Summary, verdicts: Sequence[Verdict]) -> None:
    """Store the facts of an incident and the verdicts on its quotations; one without articles is removed."""
    db = store.db
    with transaction(store):
        if not summary.articles:
            db.execute("DELETE FROM incidents WHERE id = ?", (incident,))
            return
        db.execute(
            """DELETE FROM verdicts WHERE statement IN (SELECT s.id FROM statements s JOIN memberships m
               ON m.article = s.article WHERE m.incident = ?)""",
            (incident,),
        )
        db.executemany(
            "INSERT OR REPLACE INTO verdicts VALUES (?, ?, ?, ?)",
            [(v.statement, v.verification, v.twin, v.reason) for v in verdicts],
        )
        db.execute(
            """UPDATE incidents SET title = ?, first = ?, last = ?, relevant = ?, accusers = ?, answerers = ?,
                                    accused = ?, answer = ?, articles = ?, origins = ?, actors = ?,
                                    unsettled_since = NULL WHERE id = ?""",
            (
                summary.title,
                summary.first,
                summary.last,
                summary.relevant,
                rows.pack(summary.accusers),
                rows.pack(summary.answerers),
                rows.pack(summary.accused),
                rows.pack(asdict(summary.answer)) if summary.answer else None,
                summary.articles,
                summary.origins,
                rows.pack(summary.actors),
                incident,
            ),
        )
        _count_new(store, incident)


def _count_new(store: Store, incident: str) -> None:
    store.db.execute(
        """UPDATE incidents SET new = (
               SELECT count(*) FROM memberships m JOIN statements s ON s.article = m.article
               WHERE m.incident = incidents.id AND s.government NOT NULL
                     AND (incidents.read_at IS NULL OR s.first_seen > incidents.read_at))
           WHERE id = ?""",
        (incident,),
    )


def decide(
    store: Store, what: str, targets: Sequence[str], *, at: datetime, as_of: datetime | None = None, who: str = ""
) -> int:
    """Log one decision (keep, dismiss, follow, reopen, read) about these incidents; returns its batch number.

    `as_of` is the moment of what was looked at, where that is not the present: what came later has not been read.
    """
    value = rows.exact(as_of) if as_of else ""
    with transaction(store):
        batch = _next_batch(store)
        store.db.executemany(
            "INSERT INTO decisions (batch, at, who, what, target, value) VALUES (?, ?, ?, ?, ?, ?)",
            [(batch, rows.exact(at), who or _who(), what, t, value) for t in targets],
        )
        for target in targets:
            _derive(store, target)
    return batch


def undo(store: Store, *, at: datetime, who: str = "") -> list[Decision]:
    """Undo the newest decision that stands; returns what was undone, newest first, or nothing."""
    row = store.db.execute(f"SELECT max(batch) AS batch FROM ({reads.DECISIONS}) WHERE NOT undone").fetchone()  # noqa: S608
    return _turn(store, "undo", row["batch"], at=at, who=who) if row["batch"] is not None else []


def redo(store: Store, *, at: datetime, who: str = "") -> list[Decision]:
    """Redo what was undone last; returns it, or nothing. A new decision in between leaves nothing to redo."""
    undone: list[int] = []
    for row in store.db.execute(
        """SELECT what, target FROM decisions WHERE id > (SELECT coalesce(max(id), 0) FROM decisions
           WHERE what NOT IN ('undo', 'redo')) ORDER BY id"""
    ):
        undone = [*undone, int(row["target"])] if row["what"] == "undo" else undone[:-1]
    return _turn(store, "redo", undone[-1], at=at, who=who) if undone else []


def _turn(store: Store, what: str, batch: int, *, at: datetime, who: str) -> list[Decision]:
    with transaction(store):
        store.db.execute(
            "INSERT INTO decisions (batch, at, who, what, target) VALUES (?, ?, ?, ?, ?)",
            (_next_batch(store), rows.exact(at), who or _who(), what, str(batch)),
        )
        turned = reads.batch(store, batch)
        for target in dict.fromkeys(d.target for d in turned):
            _derive(store, target)
    return turned


def _derive(store: Store, incident: str) -> None:
    """The present state of an incident, from the decisions that stand."""
    status, read_at = "new", None
    for decision in reads.effective(store, incident):
        status = STATUS_OF.get(decision.what, status)
        if decision.what == "read":
            read_at = decision.value or rows.exact(decision.at)
    store.db.execute("UPDATE incidents SET status = ?, read_at = ? WHERE id = ?", (status, read_at, incident))
    _count_new(store, incident)


def _next_batch(store: Store) -> int:
    return int(store.db.execute("SELECT coalesce(max(batch), 0) + 1 FROM decisions").fetchone()[0])


def _who() -> str:
    return os.environ.get("USER") or os.environ.get("USERNAME") or "unknown"


def save_feed_state(store: Store, state: FeedState) -> None:
    """Store what polling one feed left to remember."""
    with transaction(store):
        store.db.execute(
            "INSERT OR REPLACE INTO feed_states VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                state.feed,
                state.validators.etag,
                state.validators.last_modified,
                rows.maybe_stamp(state.last_poll),
                rows.maybe_stamp(state.last_good),
                rows.maybe_stamp(state.failing_since),
                rows.maybe_stamp(state.limited_until),
                state.gone,
                state.status,
                state.http,
                state.error,
                state.entries,
            ),
        )


def issue_digest(
    store: Store,
    period: tuple[datetime, datetime],
    *,
    at: datetime,
    continues: bool,
    form: str,
    path: str,
    cited: Sequence[str],
) -> None:
    """Remember a digest that left the house, with the statements it cites."""
    since, until = map(rows.exact, period)
    with transaction(store):
        store.db.execute(
            """INSERT INTO digests (issued_at, since, until, continues, format, path, cited)
               VALUES (?, ?, ?, ?, ?, ?, ?)""",
            (rows.stamp(at), since, until, continues, form, path, rows.pack(cited)),
        )


def set_notice(store: Store, text: str) -> None:
    """Let every digest of this store begin with this sentence."""
    with transaction(store):
        store.db.execute("DELETE FROM notices")
        store.db.execute("INSERT INTO notices VALUES (?)", (text,))


def take_lease(store: Store, name: str, *, at: datetime) -> None:
    """Hold the store for one job of its kind; raises StoreBusy with the holder's process number.

    A lease whose process is gone from this machine is taken over, and one that is older than any job takes.
    """
    me, host = os.getpid(), platform.node()
    with transaction(store):
        row = store.db.execute("SELECT * FROM leases WHERE name = ?", (name,)).fetchone()
        fresh = row is not None and at - datetime.fromisoformat(row["since"]) < LONGEST_JOB
        if fresh and (row["host"] != host or (row["pid"] != me and _alive(row["pid"]))):
            raise StoreBusy(
                f"A {name} of {store.path} is running already: process {row['pid']} of {row['holder']} "
                f"on {row['host']}, since {row['since']}."
            )
        store.db.execute(
            "INSERT OR REPLACE INTO leases VALUES (?, ?, ?, ?, ?)", (name, _who(), me, host, rows.stamp(at))
        )


def drop_lease(store: Store, name: str) -> None:
    """Give the store free again."""
    with transaction(store):
        store.db.execute("DELETE FROM leases WHERE name = ? AND pid = ?", (name, os.getpid()))


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
