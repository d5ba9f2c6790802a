"""The earlier texts of articles: kept when their publishers change the words, asked for by what shows the change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from briefing.model import OFFICIAL_ROLES, Revision
from briefing.store import rows
from briefing.store.door import Store


def of_article(store: Store, article: str) -> tuple[Revision, ...]:
    """The earlier versions of an article, oldest first."""
    query = "SELECT * FROM revisions WHERE article = ? ORDER BY replaced_at"
    return tuple(rows.revision(r) for r in store.db.execute(query, (article,)))


def of_incident(store: Store, incident: str) -> dict[str, tuple[Revision, ...]]:
    """The earlier versions of the articles of an incident that have any, oldest first, by article."""
    found: dict[str, list[Revision]] = {}
    for r in store.db.execute(
        """SELECT r.* FROM memberships m JOIN revisions r ON r.article = m.article WHERE m.incident = ?
           ORDER BY r.article, r.replaced_at""",
        (incident,),
    ):
        found.setdefault(r["article"], []).append(rows.revision(r))
    return {article: tuple(earlier) for article, earlier in found.items()}


def incidents(store: Store, since: datetime, until: datetime) -> list[str]:
    """Ids of the relevant, undismissed incidents with an official text whose words were replaced in since..until."""
    query = f"""
        SELECT DISTINCT i.id FROM incidents i JOIN memberships m ON m.incident = i.id
        JOIN articles a ON a.id = m.article JOIN revisions r ON r.article = m.article
        WHERE i.relevant = 1 AND i.status <> 'dismissed' AND a.role IN ({",".join("?" * len(OFFICIAL_ROLES))})
              AND r.replaced_at >= ? AND r.replaced_at < ? ORDER BY i.id"""  # noqa: S608
    return [r["id"] for r in store.db.execute(query, (*OFFICIAL_ROLES, rows.exact(since), rows.exact(until)))]


def keep(store: Store, article: str, seen: datetime) -> None:
    """Keep the words of an article that are about to be replaced, once, with the last moment that they were."""
    store.db.execute(
        """INSERT OR REPLACE INTO revisions (article, fingerprint, title, text, replaced_at)
           SELECT id, fingerprint, title, text, ? FROM articles WHERE id = ?""",
        (rows.stamp(seen), article),
    )


def concern(store: Store, article: str, earlier: Iterable[Revision]) -> None:
    """Store whom the earlier versions of an article concern, now that they are read; the others concern nobody."""
    store.db.execute("UPDATE revisions SET concerns = '[]' WHERE article = ?", (article,))
    store.db.executemany(
        "UPDATE revisions SET concerns = ? WHERE article = ? AND fingerprint = ?",
        [(rows.pack(r.concerns), article, r.fingerprint) for r in earlier],
    )
