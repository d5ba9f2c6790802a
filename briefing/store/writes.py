"""What can be written to the store; each call is one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict
from datetime import datetime

from briefing.errors import NothingDone
from briefing.model import (
    Article,
    Assignment,
    Decision,
    Features,
    OriginChoice,
    Reading,
    Revision,
    Summary,
    Verdict,
)
from briefing.store import index, reads, revisions, rows
from briefing.store.arrangement import Done, Order, carry_out, known
from briefing.store.changes import take_back
from briefing.store.door import Store, transaction, whoami
from briefing.store.places import place
from briefing.store.standing import count_new, derive, stands


def save_articles(
    store: Store,
    articles: Iterable[tuple[Article, str]],
    *,
    seen: datetime,
    former: Collection[str] = (),
    beside: Collection[str] = (),
) -> tuple[list[str], list[str], int]:
    """Store articles with their fingerprints; returns the id of each, those that are new, and how many were edited.

    An article that is there already is left alone; with other words it gains a revision and is unread again, as it is
    when it now speaks for another office. `former` are the ids of feeds that are no more, `beside` those of articles
    that the feed still holds beside these.
    """
    from briefing.store import identity  # with the room of articles, which the app needs not to start

    given, ids, new, updated = list(articles), [], [], 0
    beside = {article.id for article, _ in given}.union(beside)
    with transaction(store):
        for article, fingerprint in given:
            article, held = identity.stored(store, article, beside, former)
            ids.append(article.id)
            if held is None:
                _insert(store, article, fingerprint, identity.page_of(article), seen)
                new.append(article.id)
                continue
            again = identity.refresh(store, held, article, fingerprint)
            edited = identity.is_edit(store, held, article, fingerprint, seen)
            if edited:
                _revise(store, article, fingerprint, seen)
            updated += again or edited
        index.catch_up(store, limit=len(new) + updated)
    return ids, new, updated


def _insert(store: Store, article: Article, fingerprint: str, page: str, seen: datetime) -> None:
    store.db.execute(
        """INSERT INTO articles (id, feed, url, title, text, source, published, lang, speaks_for, role, credit, byline,
                                 boilerplate, first_seen, fingerprint, page, asked_by)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
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
            page,
            article.asked_by,
        ),
    )


def _revise(store: Store, article: Article, fingerprint: str, seen: datetime) -> None:
    """Give an article other words, those that it had become a revision; it is unread again."""
    revisions.keep(store, article.id, seen)
    store.db.execute(
        """UPDATE articles SET title = ?, text = ?, boilerplate = ?, credit = ?, byline = ?, fingerprint = ?,
                               page = CASE WHEN url IS NULL THEN ?1 ELSE page END, rules = NULL WHERE id = ?""",
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
    earlier: Sequence[Revision] = (),
    origin: OriginChoice,
    where: Assignment,
    opens: tuple[str, str],
    clock: Callable[[], datetime],
) -> None:
    """Store what reading and grouping found about one article; the incidents it touches have to be settled then.

    `keys` are what later articles find it by, `terms` the words it adds to the counts, `earlier` its earlier versions,
    now that it is known whom they concern, `opens` the id of the incident that it opens when `where` joins none, and
    its role there. A second reading replaces the first; statements that stay keep the moment first seen, new ones are
    first seen at the moment of storing.
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
            _count_terms(store, terms)
        db.execute("DELETE FROM links WHERE later = ?", (seq,))
        db.executemany(
            "INSERT INTO links SELECT ?, seq, ? FROM articles WHERE id = ?",
            [(seq, round(1000 * score), other) for other, score in where.links],
        )
        revisions.concern(store, article.id, earlier)
        db.execute("INSERT OR IGNORE INTO unrepaired VALUES (?)", (seq,))
        place(store, article, where, opens, rows.exact(seen))


def _count_terms(store: Store, terms: Iterable[str]) -> None:
    """Count one more document, which holds these terms."""
    store.db.executemany(
        "INSERT INTO terms VALUES (?, 1) ON CONFLICT (term) DO UPDATE SET documents = documents + 1",
        [(t,) for t in terms],
    )
    store.db.execute("UPDATE counters SET value = value + 1 WHERE name = 'documents'")


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
            """UPDATE incidents SET title = iif(computed IS NULL, ?1, title),
                                    computed = iif(computed IS NULL, NULL, ?1), first = ?, last = ?,
                                    relevant = ?, accusers = ?, answerers = ?,
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
        count_new(store, incident)


def decide(
    store: Store, what: str, targets: Sequence[str], *, at: datetime, as_of: datetime | None = None, who: str = ""
) -> int:
    """Log one decision (keep, dismiss, follow, reopen, read) about these incidents; returns its batch number.

    `as_of` is the moment of what was looked at, where that is not the present: what came later has not been read. What
    was decided last and still stands is not logged again: undoing that would change nothing.
    """
    value = rows.exact(as_of) if as_of else ""
    with transaction(store):
        batch = _next_batch(store)
        for target in dict.fromkeys(reads.resolve(store, t) or t for t in targets):  # one may have gone meanwhile
            if what == stands(reads.effective(store, target)):
                continue
            _log(store, batch, what, target, value, at=at, who=who)
            derive(store, target)
    return batch


def arrange(
    store: Store,
    what: str,
    target: str,
    *,
    at: datetime,
    incidents: Sequence[str] = (),
    articles: Sequence[str] = (),
    who: str = "",
) -> Decision:
    """Carry out and log a decision about where articles stand (ARRANGEMENTS; the arguments are a Decision's fields).

    For a split, `target` is the id that the new incident gets unless it is taken. The incidents it touches have to be
    settled then. Raises NothingDone for an unknown incident or article, UsageError for what makes no sense.
    """
    with transaction(store):
        done = carry_out(store, Order(what, target, tuple(incidents), tuple(articles)), rows.exact(at))
        batch = _next_batch(store)
        _log(store, batch, what, done.order.target, _kept(done), at=at, who=who)
        for incident in done.touched:
            derive(store, incident)
        return reads.batch(store, batch)[0]


def rename(store: Store, target: str, title: str, *, at: datetime, who: str = "") -> Decision:
    """Give an incident a title for good, or with an empty one that of its articles again, and log it.

    Raises NothingDone for an unknown incident, and where nothing would change.
    """
    with transaction(store):
        incident = known(store, target)
        row = store.db.execute("SELECT title, computed FROM incidents WHERE id = ?", (incident,)).fetchone()
        if not title and row["computed"] is None:
            raise NothingDone(f"Incident {incident} has the title of its articles already.")
        if title == row["title"] and row["computed"] is not None:
            raise NothingDone(f"A person called incident {incident} so already.")
        batch = _next_batch(store)
        value = rows.pack({"title": title, "names": {incident: row["title"]}})
        _log(store, batch, "rename", incident, value, at=at, who=who)
        derive(store, incident)
        return reads.batch(store, batch)[0]


def _kept(done: Done) -> str:
    """What the log keeps of an arrangement."""
    about = {"incidents": done.order.incidents, "articles": done.order.articles, "names": done.names}
    return rows.pack({**about, **done.state, "change": done.change})


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
        turned = reads.batch(store, batch)
        touched, value = [reads.resolve(store, d.target) or d.target for d in turned], ""
        change = reads.change_of(store, batch)
        if change is not None and what == "undo":
            touched += take_back(store, change, rows.exact(at))
        elif change is not None:
            [d] = turned
            done = carry_out(store, Order(d.what, d.target, d.incidents, d.articles, again=True), rows.exact(at))
            touched, value = list(done.touched), _kept(done)
        _log(store, _next_batch(store), what, str(batch), value, at=at, who=who)
        for target in dict.fromkeys(touched):
            derive(store, target)
    return turned


def _log(store: Store, batch: int, what: str, target: str, value: str, *, at: datetime, who: str) -> None:
    store.db.execute(
        "INSERT INTO decisions (batch, at, who, what, target, value) VALUES (?, ?, ?, ?, ?, ?)",
        (batch, rows.exact(at), who or whoami(), what, target, value),
    )


def _next_batch(store: Store) -> int:
    return int(store.db.execute("SELECT coalesce(max(batch), 0) + 1 FROM decisions").fetchone()[0])


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
