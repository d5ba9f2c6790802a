"""Which stored article an incoming one is: the same page in another guise, an edit of it, or another article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import blake2b
from sqlite3 import Row

from briefing.model import Article
from briefing.store import rows
from briefing.store.door import Store

ALIKE = 0.5  # share of the words of the shorter one that two versions of an article have in common
FLICKER = timedelta(days=1)  # a text that comes back so soon comes from a cache
CUT = re.compile(r"\s*[\[(]?(?:…|\.\.\.)[\])]?\s*$")  # how a feed ends a text that it cuts
WORD = re.compile(r"\w{4,}")  # shorter words stand in any two texts


def stored(store: Store, article: Article) -> tuple[Article, Row | None]:
    """The article under the id that it gets, and the row that the store holds of it.

    Within one feed the same link in any of its forms is the same article, whatever became of its guid, and a guid that
    comes with another link and other words is another article: some feeds give one guid to whatever is newest. Each
    feed keeps its own; an id that another publisher's article holds becomes `source:id`.
    """
    row = _row(store, article.id)
    if row is not None and not _same_home(row, article):
        article = replace(article, id=f"{article.feed or article.source}:{article.id}")
        row = _row(store, article.id)
    if row is not None and article.feed and not _same_article(row, article):
        article = replace(article, id=f"{article.id}~{_short(article.url or article.title)}")
        row = _row(store, article.id)
    if row is None and article.feed and article.url:
        row = next((r for r in _by_link(store, article.feed, article.url) if _alike(r, article)), None)
        article = replace(article, id=row["id"]) if row else article
    return article, row


def _row(store: Store, article_id: str) -> Row | None:
    row: Row | None = store.db.execute("SELECT * FROM articles WHERE id = ?", (article_id,)).fetchone()
    return row


def _by_link(store: Store, feed: str, url: str) -> Sequence[Row]:
    forms = _forms(url)
    query = f"SELECT * FROM articles WHERE url IN ({','.join('?' * len(forms))}) AND feed = ? ORDER BY seq"  # noqa: S608
    return store.db.execute(query, (*forms, feed)).fetchall()


def _forms(url: str) -> tuple[str, ...]:
    """The address with either scheme, with and without "www." and a last slash."""
    bare = re.sub(r"^https?://(?:www\.)?", "", url).removesuffix("/")
    return tuple(f"{s}://{w}{bare}{end}" for s in ("https", "http") for w in ("", "www.") for end in ("", "/"))


def _same_home(row: Row, article: Article) -> bool:
    return row["feed"] == article.feed and (article.feed is not None or row["source"] == article.source)


def _same_article(row: Row, article: Article) -> bool:
    linked = row["url"] is not None and article.url is not None and row["url"] in _forms(article.url)
    return linked or row["title"] == article.title or _alike(row, article)


def _alike(row: Row, article: Article) -> bool:
    """Whether two texts share most of their words, as versions of one article do."""
    texts = f"{article.title} {article.text}", f"{row['title']} {row['text']}"
    ours, theirs = (set(WORD.findall(text.lower())) for text in texts)
    return len(ours & theirs) >= ALIKE * max(1, min(len(ours), len(theirs)))


def _short(text: str) -> str:
    return blake2b(text.encode("utf-8", "replace"), digest_size=4).hexdigest()


def is_edit(store: Store, row: Row, article: Article, fingerprint: str, seen: datetime) -> bool:
    """Whether an article that is stored came with other words of its own.

    Spaces and site furniture are none, nor is a text that the feed cuts short now, nor one that was there within the
    last day: it comes from a cache.
    """
    if row["fingerprint"] == fingerprint:
        return False
    held, new = own_words(rows.article(row)), own_words(article)
    cut = CUT.search(new)
    if new == held or (cut and held.startswith(new[: cut.start()])):
        return False
    back = store.db.execute(
        "SELECT replaced_at FROM revisions WHERE article = ? AND fingerprint = ?", (row["id"], fingerprint)
    ).fetchone()
    return back is None or seen - datetime.fromisoformat(back["replaced_at"]) > FLICKER


def own_words(article: Article) -> str:
    """Title and text without site furniture, each space one space."""
    return " ".join(f"{article.title} {article.own_text}".split())


def refresh(store: Store, row: Row, article: Article) -> bool:
    """Take over what an article that is stored says anew of itself; returns whether it must be read again for it.

    Its office (role, speaks_for), where the feed or the import names one, its date, where none was known, the name of
    its feed, and its newest address.
    """
    told = article.feed is not None
    role = article.role if told or article.role != "press" else row["role"]
    speaks_for = article.speaks_for if told or article.speaks_for else row["speaks_for"]
    published = row["published"] or article.published
    source, url = article.source if told else row["source"], article.url or row["url"]
    read_by = ("role", role), ("speaks_for", speaks_for), ("published", published)
    again = any(row[name] != value for name, value in read_by)
    if again or (source, url) != (row["source"], row["url"]):
        store.db.execute(
            """UPDATE articles SET role = ?, speaks_for = ?, published = ?, source = ?, url = ?,
                                   rules = CASE WHEN ? THEN NULL ELSE rules END WHERE id = ?""",
            (role, speaks_for, published, source, url, again, row["id"]),
        )
    return again
