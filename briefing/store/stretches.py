"""The part of the stream that is put together again: what a repair is given, and what it decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from briefing.model import ASIDE, Placed, Regrouping, Stretch
from briefing.store import rows
from briefing.store.door import Store, transaction
from briefing.store.places import open_incident, unsettle, vanish
from briefing.store.reads import chunks, marks
from briefing.store.standing import derive

CLEARLY_ALIKE = 100  # thousandths: a link from which on an older article may change its place
_ASIDE = f"({', '.join(map(repr, ASIDE))})"


def stretch(store: Store) -> Stretch | None:
    """What is new since the last repair with the incidents that it touches, or None where nothing is.

    An incident is touched by its own articles and by those that are clearly alike to one of them.
    """
    touched = {r["seq"] for r in store.db.execute("SELECT seq FROM unrepaired")}
    if not touched:
        return None
    placed = _placed(store, _incidents(store, touched | _alike(store, touched)))
    return Stretch(
        articles=tuple(placed[seq] for seq in sorted(placed)),
        links=_links(store, placed),
        touched=frozenset(placed[seq].article for seq in touched if seq in placed),
        refused=frozenset((r["article"], r["incident"]) for r in store.db.execute("SELECT * FROM refusals")),
    )


def _alike(store: Store, touched: Iterable[int]) -> set[int]:
    found: set[int] = set()
    for part in chunks(sorted(touched)):
        query = f"""SELECT earlier AS seq FROM links WHERE later IN ({marks(len(part))}) AND score >= ?
                    UNION SELECT later FROM links WHERE earlier IN ({marks(len(part))}) AND score >= ?"""  # noqa: S608
        found |= {r["seq"] for r in store.db.execute(query, (*part, CLEARLY_ALIKE, *part, CLEARLY_ALIKE))}
    return found


def _incidents(store: Store, articles: Iterable[int]) -> set[str]:
    found: set[str] = set()
    for part in chunks(sorted(articles)):
        query = f"""SELECT DISTINCT m.incident FROM articles a JOIN memberships m ON m.article = a.id
                    WHERE a.seq IN ({marks(len(part))}) AND m.role NOT IN {_ASIDE}"""  # noqa: S608
        found |= {r["incident"] for r in store.db.execute(query, part)}
    return found


def _placed(store: Store, incidents: Iterable[str]) -> dict[int, Placed]:
    """The articles of these incidents, headlines alone apart; with their features where one of it bears a mark."""
    placed: dict[int, Placed] = {}
    for part in chunks(sorted(incidents)):
        cyber = f"""SELECT n.incident FROM memberships n JOIN features g ON g.article = n.article
                    WHERE n.incident IN ({marks(len(part))}) AND json_extract(g.data, '$.marks[0]') NOT NULL"""  # noqa: S608
        query = f"""SELECT a.seq, a.id, a.published, m.incident, m.pinned,
                           CASE WHEN m.incident IN ({cyber}) THEN f.data END AS data
                    FROM memberships m JOIN articles a ON a.id = m.article JOIN features f ON f.article = a.id
                    WHERE m.incident IN ({marks(len(part))}) AND m.role NOT IN {_ASIDE}
                          AND NOT json_extract(f.data, '$.thin')"""  # noqa: S608
        for r in store.db.execute(query, (*part, *part)):
            day, features = r["published"] and r["published"][:10], r["data"] and rows.features(r["data"])
            placed[r["seq"]] = Placed(r["id"], r["incident"], day, bool(r["pinned"]), features or None)
    return placed


def _links(store: Store, placed: Mapping[int, Placed]) -> tuple[tuple[str, str, float], ...]:
    links: list[tuple[str, str, float]] = []
    for part in chunks(sorted(placed)):
        query = f"SELECT later, earlier, score FROM links WHERE later IN ({marks(len(part))})"  # noqa: S608
        links += [
            (placed[r["later"]].article, placed[r["earlier"]].article, r["score"] / 1000)
            for r in store.db.execute(query, part)
            if r["earlier"] in placed
        ]
    return tuple(links)


def save_regrouping(store: Store, regrouping: Regrouping, roles: Mapping[str, str], *, at: datetime) -> None:
    """Store what a repair decided, with the role of each article that moves; what it touches has to be settled then."""
    db, now = store.db, rows.exact(at)
    loose = f"article = ? AND pinned = 0 AND role NOT IN {_ASIDE}"
    with transaction(store):
        touched: dict[str, None] = {}
        for move in regrouping.moves:
            (title,) = db.execute("SELECT title FROM articles WHERE id = ?", (move.article,)).fetchone()
            open_incident(store, move.incident, title, now)
            left = db.execute(f"SELECT incident FROM memberships WHERE {loose}", (move.article,)).fetchall()  # noqa: S608
            touched |= dict.fromkeys([move.incident, *(r["incident"] for r in left)])
            db.execute(f"DELETE FROM memberships WHERE {loose}", (move.article,))  # noqa: S608
            db.execute(
                "INSERT OR REPLACE INTO memberships VALUES (?, ?, ?, ?, ?, 0)",
                (move.incident, move.article, roles[move.article], move.reason, move.score),
            )
            db.execute("DELETE FROM proposals WHERE article = ? AND incident = ?", (move.article, move.incident))
        for old, new in regrouping.redirects:
            vanish(store, old, new)
            derive(store, new)
            touched |= {new: None}
        for mention in regrouping.mentions:
            added = db.execute(
                """INSERT OR IGNORE INTO memberships SELECT ?1, ?2, 'mention', ?3, ?4, 0
                   WHERE NOT EXISTS (SELECT 1 FROM refusals WHERE article = ?2 AND incident = ?1)""",
                (mention.incident, mention.article, mention.reason, mention.score),
            )
            touched |= dict.fromkeys([mention.incident] * added.rowcount)
        unsettle(store, list(touched), now)
        db.execute("DELETE FROM unrepaired")
