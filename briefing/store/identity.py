"""Which stored article an incoming one is: the same page in another guise, an edit of it, or another article.

Three things tell an entry of a feed: the id that its feed gives it, its page (its link in any form, its title where it
has none), and its words. Two of the three must agree; an id that agrees with the page says so whatever became of the
words, for that is an edit, and an id or a page alone says nothing: some feeds give one id, or one link, to everything.

Words agree when most are shared and no other telling ones have taken their place, as they do in alerts made from one
template. Telling are the words of the title and the names and numbers of the text: where the page is another, neither
may be replaced; where the id is another, not both, and the feed must not give both ids at once. The same long text is
the same under any title, and a headline alone on another page is the same only if it has the same date. In doubt two
articles are kept: one too many is seen, one that is overwritten is lost.

Each feed keeps its own. An article that was imported is known by its id alone; one that another publisher's article
holds becomes `source:id`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import blake2b
from sqlite3 import Row

from briefing.articles.edits import is_beginning, own_words
from briefing.articles.links import link_key
from briefing.model import Article
from briefing.store.door import Store
from briefing.store.reads import marks

ALIKE = 0.5  # share of the words of the shorter one that two versions of an article have in common
SHORT = 8  # different words; of a shorter text, as of a headline alone, only the date can tell that it is the same
LONG = 60  # different words of a text that no two articles have alike by chance
MOST = 50  # articles of one page or id that are compared, the newest: an index page may have thousands
FLICKER = timedelta(days=1)  # a text that comes back so soon comes from a cache
ANY = re.compile(r"\w+")
WORD = re.compile(r"\w{4,}|\d+")  # other short words stand in any two texts


def stored(
    store: Store, article: Article, beside: Collection[str] = (), former: Collection[str] = ()
) -> tuple[Article, Row | None]:
    """The article under the id that it gets, and the row that the store holds of it.

    `beside` are the ids of what came at once with it, its own among them, `former` the feeds that are no more.
    """
    row = _row(store, article.id)
    if row is not None and not _same_home(row, article):
        article = replace(article, id=f"{article.feed or article.source}:{article.id}")
        row = _row(store, article.id)
    if not article.feed or (row is not None and article.url and row["url"] == article.url):
        return article, row
    page = page_of(article)
    if row is not None and row["page"] != page and not _same_words(row, article, moved=True):
        own = f"{article.id}~{_short(page)}"
        others = (r for r in _of_id(store, article) if _same_words(r, article, moved=True))
        row = _row(store, own) or next(others, None)
        article = replace(article, id=row["id"] if row else own)
    if row is None:
        row = next((r for r in _on_page(store, page, article, former) if _same_entry(r, article, beside)), None)
        article = replace(article, id=row["id"]) if row else article
    return article, row


def page_of(article: Article) -> str:
    """What an article has in common with whatever else stands on its page: its link in any form, else its title."""
    return link_key(article.url) if article.url else article.title


def _row(store: Store, article_id: str) -> Row | None:
    row: Row | None = store.db.execute("SELECT * FROM articles WHERE id = ?", (article_id,)).fetchone()
    return row


def _of_id(store: Store, article: Article) -> list[Row]:
    """The other articles that its feed gave the same id, the newest first."""
    query = "SELECT * FROM articles WHERE id > ? AND id < ? AND feed = ? ORDER BY seq DESC LIMIT ?"
    return store.db.execute(query, (f"{article.id}~", f"{article.id}\x7f", article.feed, MOST)).fetchall()


def _on_page(store: Store, page: str, article: Article, former: Collection[str]) -> list[Row]:
    """What its feed, or a former one of its publisher, has on a page, the newest first."""
    query = f"""SELECT * FROM articles WHERE page = ? AND (feed = ? OR (source = ? AND feed IN ({marks(len(former))})))
                ORDER BY seq DESC LIMIT ?"""  # noqa: S608
    return store.db.execute(query, (page, article.feed, article.source, *former, MOST)).fetchall()


def _same_home(row: Row, article: Article) -> bool:
    return row["feed"] == article.feed and (article.feed is not None or row["source"] == article.source)


def _same_entry(row: Row, article: Article, beside: Collection[str]) -> bool:
    """Whether an article of the same page came under another id this time."""
    if row["id"] in beside:
        return own_words(row["title"], row["text"]) == own_words(article.title, article.text)
    return _same_words(row, article, moved=False)


def _same_words(row: Row, article: Article, *, moved: bool) -> bool:
    """Whether two articles are versions of one by their words alone; `moved` says that their pages differ."""
    if not moved and (row["title"], row["text"]) == (article.title, article.text):
        return True
    theirs, ours = own_words("", row["text"]), own_words("", article.text)
    was, now = set(WORD.findall(theirs.lower())), set(WORD.findall(ours.lower()))
    if was == now and len(was) >= LONG:
        return True
    if moved and len(was | now) < SHORT and row["published"] != article.published:
        return False
    title = _replaced(row["title"], article.title)
    told = _replaced(theirs, ours, names=True)
    if (title or told) if moved else (title and told):
        return False
    was |= set(WORD.findall(row["title"].lower()))
    now |= set(WORD.findall(article.title.lower()))
    return len(was & now) >= ALIKE * max(1, min(len(was), len(now)))


def _replaced(before: str, after: str, *, names: bool = False) -> bool:
    """Whether either text has words (`names`: only what begins with no small letter) that the other lacks."""
    sides = [set(ANY.findall(text)) for text in (before, after)]
    was, now = ({w.lower() for w in side} for side in sides)
    gone, came = ({w.lower() for w in side if not names or not w[0].islower()} for side in sides)
    return bool(gone - now) and bool(came - was)


def _short(text: str) -> str:
    return blake2b(text.encode("utf-8", "replace"), digest_size=4).hexdigest()


def is_edit(store: Store, row: Row, article: Article, fingerprint: str, seen: datetime) -> bool:
    """Whether an article that is stored came with other words of its own.

    Spaces and site furniture are none, nor is a text that the feed cuts short now, nor one that was there within the
    last day: it comes from a cache.
    """
    if row["fingerprint"] == fingerprint:
        return False
    held, new = own_words(row["title"], row["text"]), own_words(article.title, article.text)
    if new == held or is_beginning(new, held):
        return False
    back = store.db.execute(
        "SELECT replaced_at FROM revisions WHERE article = ? AND fingerprint = ?", (row["id"], fingerprint)
    ).fetchone()
    return back is None or seen - datetime.fromisoformat(back["replaced_at"]) > FLICKER


def refresh(store: Store, row: Row, article: Article, fingerprint: str) -> bool:
    """Take over what an article that is stored says anew of itself; returns whether it must be read again for it.

    Its office (role, speaks_for) and language, where the feed or, of the office, the import names one, its date, where
    none was known, its feed with the name, and its newest address. The language of other words is not asked: those of
    a cut text can be of another one.
    """
    told = article.feed is not None
    role = article.role if told or article.role != "press" else row["role"]
    speaks_for = article.speaks_for if told or article.speaks_for else row["speaks_for"]
    published = row["published"] or article.published
    lang = article.lang if told and row["fingerprint"] == fingerprint else row["lang"]
    source, url = article.source if told else row["source"], article.url or row["url"]
    read_by = {"role": role, "speaks_for": speaks_for, "published": published, "lang": lang}
    known_by = {"feed": article.feed, "source": source, "url": url}
    changed: dict[str, object] = {n: value for n, value in {**read_by, **known_by}.items() if row[n] != value}
    again = not read_by.keys().isdisjoint(changed)
    if "url" in changed:
        changed["page"] = page_of(article)
    if changed:  # that alone is written: the search index is told of every column that is
        columns = ", ".join([*(f"{name} = ?" for name in changed), *["rules = NULL"] * again])
        store.db.execute(f"UPDATE articles SET {columns} WHERE id = ?", (*changed.values(), row["id"]))  # noqa: S608
    return again
