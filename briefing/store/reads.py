"""What can be asked of the store; every answer is a noun."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from briefing.model import (
    OFFICIAL_ROLES,
    TAKEN_UP,
    Article,
    Decision,
    IncidentRow,
    Neighbour,
    Parts,
    Proposal,
    Statement,
)
from briefing.store import revisions, rows
from briefing.store.door import Store

LONGEST_POSTING = 60  # of one key, the newest: what stands in more articles tells nothing
LARGEST_NEIGHBOURHOOD = 36
T = TypeVar("T")
CHUNK = 500  # parameters of one query

OLDEST = "coalesce(published, first_seen), seq"
NEWEST = "ORDER BY changed_at DESC, last DESC, id"
DECISIONS = """
    SELECT d.id, d.batch, d.at, d.who, d.what, d.target,
           iif(json_valid(d.value), json_remove(d.value, '$.change'), d.value) AS value,
           coalesce((SELECT u.what = 'undo' FROM decisions u
                          WHERE u.what IN ('undo', 'redo') AND u.target = CAST(d.batch AS TEXT)
                          ORDER BY u.id DESC LIMIT 1), 0) AS undone
    FROM decisions d WHERE d.what NOT IN ('undo', 'redo')"""


def marks(count: int) -> str:
    """`count` question marks for an IN list."""
    return ",".join("?" * count)


def incident_ids(
    store: Store,
    *,
    everything: bool = False,
    since: str | None = None,
    until: str | None = None,
    statuses: Sequence[str] = (),
) -> list[str]:
    """Ids of the incidents, newest change first; only relevant ones unless `everything`.

    The days `since` and `until` bound when an incident was last and first heard of; `statuses` are those wanted, by
    default any.
    """
    where, values = ["1"], []
    if not everything:
        where.append("relevant = 1")
    if since:
        where.append("last >= ?")
        values.append(since)
    if until:
        where.append("substr(first, 1, 10) <= ?")
        values.append(until)
    if statuses:
        where.append(f"status IN ({marks(len(statuses))})")
        values += statuses
    query = f"SELECT id FROM incidents WHERE {' AND '.join(where)} {NEWEST}"  # noqa: S608
    return [row["id"] for row in store.db.execute(query, values)]


def titled(store: Store, words: Sequence[str], *, limit: int = 200) -> list[str]:
    """Ids of the incidents whose titles hold all these words, newest change first."""
    where = " AND ".join(["1", *["instr(lower(title), lower(?))"] * len(words)])
    query = f"SELECT id FROM incidents WHERE {where} {NEWEST} LIMIT ?"  # noqa: S608
    return [row["id"] for row in store.db.execute(query, [*words, limit])]


def news(store: Store) -> list[tuple[str, int]]:
    """Relevant, undismissed incidents with anything new since they were read, and how much, newest first."""
    query = f"SELECT id, new FROM incidents WHERE relevant = 1 AND status <> 'dismissed' AND new > 0 {NEWEST}"  # noqa: S608
    return [(row["id"], row["new"]) for row in store.db.execute(query)]


def incident_rows(store: Store, ids: Sequence[str]) -> list[IncidentRow]:
    """The list rows of these incidents, in the order of `ids`; an unknown id is left out."""
    found: dict[str, IncidentRow] = {}
    for part in chunks(ids):
        query = f"""SELECT *, (SELECT count(*) FROM proposals p WHERE p.incident = incidents.id) AS possible
                    FROM incidents WHERE id IN ({marks(len(part))})"""  # noqa: S608
        for row in store.db.execute(query, part):
            found[row["id"]] = rows.incident_row(row)
    return [found[i] for i in ids if i in found]


def resolve(store: Store, incident: str) -> str | None:
    """The incident of this id, or the one that has taken it in; None where there never was one."""
    if store.db.execute("SELECT 1 FROM incidents WHERE id = ?", (incident,)).fetchone():
        return incident
    row = store.db.execute(
        "SELECT r.new FROM redirects r JOIN incidents i ON i.id = r.new WHERE r.old = ?", (incident,)
    ).fetchone()
    return row["new"] if row else None


def taken_in(store: Store, incident: str) -> list[str]:
    """The ids of the incidents that lead to this one."""
    return [r["old"] for r in store.db.execute("SELECT old FROM redirects WHERE new = ? ORDER BY old", (incident,))]


def refused(store: Store, article: str) -> frozenset[str]:
    """The incidents that a person keeps an article out of."""
    return frozenset(
        r["incident"] for r in store.db.execute("SELECT incident FROM refusals WHERE article = ?", (article,))
    )


def possible(store: Store, incident: str | None = None) -> list[Proposal]:
    """The open questions, of one incident or of all: articles that may belong to it, best first."""
    query = f"""
        SELECT p.*, a.title, a.source, a.published, i.title AS incident_title
        FROM proposals p JOIN articles a ON a.id = p.article JOIN incidents i ON i.id = p.incident
        WHERE {"p.incident = ?" if incident else "1"} ORDER BY p.score DESC, p.article, p.incident"""  # noqa: S608
    return [rows.proposal(r) for r in store.db.execute(query, (incident,) if incident else ())]


def parts(store: Store, incident: str) -> Parts | None:
    """Everything the store holds of an incident, or of the one that has taken it in; None for an unknown id."""
    incident = resolve(store, incident) or incident
    head = store.db.execute("SELECT * FROM incidents WHERE id = ?", (incident,)).fetchone()
    if head is None:
        return None
    found = store.db.execute(
        """SELECT a.* FROM memberships m JOIN articles a ON a.id = m.article WHERE m.incident = ?
           ORDER BY coalesce(a.published, a.first_seen), a.seq""",
        (incident,),
    ).fetchall()
    places = {
        r["article"]: rows.membership(r)
        for r in store.db.execute("SELECT * FROM memberships WHERE incident = ?", (incident,))
    }
    said = store.db.execute(
        """SELECT s.* FROM memberships m JOIN statements s ON s.article = m.article WHERE m.incident = ?
           ORDER BY s.article, s.start""",
        (incident,),
    ).fetchall()
    judged = store.db.execute(
        """SELECT v.* FROM memberships m JOIN statements s ON s.article = m.article
           JOIN verdicts v ON v.statement = s.id WHERE m.incident = ?""",
        (incident,),
    )
    return Parts(
        incident=rows.incident(head),
        articles=tuple(rows.article(r) for r in found),
        memberships=tuple(places[r["id"]] for r in found),
        origins={r["id"]: r["origin"] or r["id"] for r in found},
        statements=tuple(rows.statement(r) for r in said),
        seen={r["id"]: datetime.fromisoformat(r["first_seen"]) for r in said},
        verdicts={r["statement"]: rows.verdict(r) for r in judged},
        cyber=frozenset(r["id"] for r in found if r["cyber"]),
        possible=tuple(possible(store, incident)),
        revisions=revisions.of_incident(store, incident),
    )


def statements(
    store: Store, *, incident: str | None = None, article: str | None = None, government: str | None = None
) -> list[tuple[Statement, str | None]]:
    """Statements with the incident of their article, in the order of articles; verdicts already applied."""
    where, values = ["1"], []
    if incident:
        where.append("m.incident = ?")
        values.append(incident)
    if article:
        where.append("s.article = ?")
        values.append(article)
    if government:
        where.append("(s.government = ? OR EXISTS (SELECT 1 FROM json_each(s.data, '$.joint_with') WHERE value = ?))")
        values += [government, government]
    query = f"""
        SELECT s.*, m.incident, v.verification, v.twin, v.reason, v.statement
        FROM statements s JOIN articles a ON a.id = s.article
        LEFT JOIN memberships m ON m.article = s.article LEFT JOIN verdicts v ON v.statement = s.id
        WHERE {" AND ".join(where)} ORDER BY a.seq, s.start, s.id, m.incident"""  # noqa: S608
    out = []
    for row in store.db.execute(query, values):
        verdict = rows.verdict(row) if row["statement"] else None
        out.append((rows.statement(row).judged(verdict), row["incident"]))
    return out


def article(store: Store, article_id: str) -> Article | None:
    """One article, or None."""
    row = store.db.execute("SELECT * FROM articles WHERE id = ?", (article_id,)).fetchone()
    return rows.article(row) if row else None


def titles(store: Store, ids: Iterable[str]) -> dict[str, str]:
    """Id -> title, of incidents and articles alike; a vanished incident has the title of what took it in."""
    out: dict[str, str] = {}
    for part in chunks(list(ids)):
        query = f"""
            SELECT id, title FROM articles WHERE id IN ({marks(len(part))})
            UNION ALL SELECT r.old, i.title FROM redirects r JOIN incidents i ON i.id = r.new
            WHERE r.old IN ({marks(len(part))})
            UNION ALL SELECT id, title FROM incidents WHERE id IN ({marks(len(part))})"""  # noqa: S608
        out.update((r["id"], r["title"]) for r in store.db.execute(query, [*part, *part, *part]))
    return out


def publishers(store: Store) -> dict[str, str]:
    """Article id -> its publisher."""
    return dict(store.db.execute("SELECT id, source FROM articles").fetchall())


def holds_articles(store: Store) -> bool:
    """Whether there is any article."""
    return bool(store.db.execute("SELECT EXISTS (SELECT 1 FROM articles)").fetchone()[0])


def article_ids(store: Store) -> set[str]:
    """The ids of every article."""
    return {r["id"] for r in store.db.execute("SELECT id FROM articles")}


def unread(
    store: Store,
    *,
    stale: bool = False,
    limit: int = 200,
    after: int = 0,
    without: Iterable[str] = (),
    newest: bool = False,
) -> list[Article]:
    """Articles that no reading has seen (with `stale`: all, whatever rules read them), oldest publication first.

    `newest`: the words of governments and their offices first, and the newest first. `after` counts articles to leave
    out, for walking through all of them; `without` names some.
    """
    where = "1" if stale else "rules IS NULL"
    official = ", ".join(f"'{role}'" for role in OFFICIAL_ROLES)
    order = f"role NOT IN ({official}), coalesce(published, first_seen) DESC, seq DESC" if newest else OLDEST
    query = f"""SELECT * FROM articles WHERE {where} AND id NOT IN (SELECT value FROM json_each(?))
                ORDER BY {order} LIMIT ? OFFSET ?"""  # noqa: S608
    return [rows.article(r) for r in store.db.execute(query, (rows.pack(list(without)), limit, after))]


def read_otherwise(store: Store, rules: str) -> int:
    """How many articles were read with other rules than these."""
    return int(store.db.execute("SELECT count(*) FROM articles WHERE rules <> ?", (rules,)).fetchone()[0])


def unsettled(store: Store) -> list[str]:
    """Ids of the incidents whose articles changed since their facts were last made."""
    return [r["id"] for r in store.db.execute("SELECT id FROM incidents WHERE unsettled_since NOT NULL ORDER BY id")]


def unsettled_since(store: Store) -> datetime | None:
    """Since when an incident has waited for its facts; None where all are settled."""
    row = store.db.execute(
        "SELECT min(unsettled_since) AS since FROM incidents WHERE unsettled_since NOT NULL"
    ).fetchone()
    return rows.moment(row["since"])


def notice(store: Store) -> str | None:
    """What every digest of this store must say first, such as that it is a sample."""
    row = store.db.execute("SELECT text FROM notices").fetchone()
    return str(row["text"]) if row else None


def frequencies(store: Store, terms: Iterable[str]) -> tuple[Mapping[str, int], int]:
    """In how many documents each term stands, and the number of documents; an unknown term is absent."""
    found: dict[str, int] = {}
    for part in chunks(list(terms)):
        query = f"SELECT term, documents FROM terms WHERE term IN ({marks(len(part))})"  # noqa: S608
        found.update((r["term"], r["documents"]) for r in store.db.execute(query, part))
    (documents,) = store.db.execute("SELECT value FROM counters WHERE name = 'documents'").fetchone()
    return found, documents


def neighbours(store: Store, keys: Iterable[str], *, without: str) -> tuple[Neighbour, ...]:
    """The stored articles that share most of these keys, best first; never the article `without`."""
    posting = "SELECT * FROM (SELECT seq FROM postings WHERE key = ? ORDER BY seq DESC LIMIT ?)"
    asked = list(keys)[:CHUNK]  # SQLite unites at most so many queries; only a page of hundreds of flaws has more
    if not asked:
        return ()
    query = f"""
        SELECT a.id, a.origin, m.incident, f.data FROM (
            SELECT seq, count(*) AS shared FROM ({" UNION ALL ".join([posting] * len(asked))})
            GROUP BY seq ORDER BY shared DESC, seq DESC LIMIT ?) best
        JOIN articles a ON a.seq = best.seq JOIN features f ON f.article = a.id
        JOIN memberships m ON m.article = a.id AND m.role <> 'mention'
        WHERE a.id <> ? ORDER BY best.shared DESC, best.seq DESC, m.incident"""  # noqa: S608
    values = [v for key in asked for v in (key, LONGEST_POSTING)]
    return tuple(
        Neighbour(r["id"], r["incident"], r["origin"] or r["id"], rows.features(r["data"]))
        for r in store.db.execute(query, (*values, LARGEST_NEIGHBOURHOOD, without))
    )


def decisions(store: Store, *, limit: int = 200) -> list[Decision]:
    """The log, newest first; what was undone says so."""
    query = f"{DECISIONS} ORDER BY d.id DESC LIMIT ?"
    return [rows.decision(r) for r in store.db.execute(query, (limit,))]


def batch(store: Store, number: int) -> list[Decision]:
    """The decisions of one key press, newest first."""
    return [rows.decision(r) for r in store.db.execute(f"{DECISIONS} AND d.batch = ? ORDER BY d.id DESC", (number,))]


def effective(store: Store, target: str) -> list[Decision]:
    """What people decided about one incident and did not undo, oldest first."""
    query = f"{DECISIONS} AND d.target = ? ORDER BY d.id"
    return [d for d in map(rows.decision, store.db.execute(query, (target,))) if not d.undone]


def change_of(store: Store, number: int) -> rows.Change | None:
    """The rows that the decision of one key press changed when it was last carried out; None where it changed none."""
    row = store.db.execute(
        """SELECT json_extract(value, '$.change') AS change FROM decisions
           WHERE json_valid(value) AND (batch = ?1 OR (what = 'redo' AND target = CAST(?1 AS TEXT)))
           ORDER BY id DESC LIMIT 1""",
        (number,),
    ).fetchone()
    return json.loads(row["change"]) if row and row["change"] else None


def sources_polled(store: Store, governments: Iterable[str], feeds: Mapping[str, str]) -> tuple[str | None, int]:
    """Until when, and in how many sources, an answer of these governments was searched.

    `feeds` tells which feed speaks for whom. Without a good poll of theirs it is the newest dated article and the
    number of publishers in the store.
    """
    wanted = set(governments)
    ours = [f for f, government in feeds.items() if government in wanted]
    row = store.db.execute(
        f"SELECT max(last_good) AS until, count(*) AS n FROM feed_states WHERE last_good NOT NULL AND feed IN ({marks(len(ours))})",  # noqa: S608, E501
        ours,
    ).fetchone()
    if row["until"]:
        return row["until"], row["n"]
    row = store.db.execute(
        "SELECT (SELECT max(published) FROM articles) AS until, (SELECT count(DISTINCT source) FROM articles) AS n"
    ).fetchone()
    return row["until"], row["n"]


def counts(store: Store) -> dict[str, int]:
    """How many of each noun the store holds, and how many articles are unread."""
    tables = ("articles", "statements", "incidents", "decisions")
    out = {t: store.db.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables}  # noqa: S608
    out["unread"] = store.db.execute("SELECT count(*) FROM articles WHERE rules IS NULL").fetchone()[0]
    return out


def last_digest(store: Store) -> datetime | None:
    """Until when the digests that go on from each other have reached; None before the first.

    One of a period that somebody chose moves nothing: what lies outside of it was in no digest.
    """
    row = store.db.execute("SELECT max(until) AS until FROM digests WHERE continues = 1").fetchone()
    return rows.moment(row["until"])


def incidents_between(store: Store, since: datetime, until: datetime, *, by: str) -> list[str]:
    """Ids of the incidents with a statement in since..until: relevant and not dismissed, or what a person took up.

    `by` "seen" goes by the moment a statement was first seen; "said" by the day it was said, else published.
    """
    if by == "seen":
        column, bounds = "s.first_seen", (rows.exact(since), rows.exact(until))
    else:
        column = "substr(coalesce(s.said_on, a.published, a.first_seen), 1, 10)"
        bounds = (rows.stamp(since)[:10], rows.stamp(until)[:10])
    query = f"""
        SELECT DISTINCT i.id FROM incidents i JOIN memberships m ON m.incident = i.id
        JOIN articles a ON a.id = m.article JOIN statements s ON s.article = m.article
        WHERE (i.status IN ({", ".join(map(repr, TAKEN_UP))}) OR i.relevant = 1 AND i.status <> 'dismissed')
        AND {column} >= ? AND {column} < ?
        ORDER BY i.id"""  # noqa: S608
    return [r["id"] for r in store.db.execute(query, bounds)]


def chunks(items: Sequence[T], size: int = CHUNK) -> Iterable[Sequence[T]]:
    """The items in parts of this size, such that each fits into one query."""
    return (items[i : i + size] for i in range(0, len(items), size))
