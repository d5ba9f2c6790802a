"""Raw item -> Article: clean text, furniture marked, canonical link, UTC date, identity."""

from __future__ import annotations

from datetime import datetime
from hashlib import blake2b

from briefing.articles.dates import published_of
from briefing.articles.furniture import boilerplate
from briefing.articles.language import language_of
from briefing.articles.links import canonical_link, link_key
from briefing.articles.provenance import byline_of, credit_of
from briefing.articles.text import OPENING_LIMIT, clean, headline_in, lines_of, one_line, outside, text_of_html
from briefing.model import Article, RawItem, Span

__all__ = ["article_from", "boilerplate", "byline_of", "canonical_link", "clean", "credit_of", "fingerprint"]


def article_from(raw: RawItem, *, seen: datetime) -> Article:
    """The article of a raw item, with everything an Article needs; never raises, whatever the item holds.

    `seen` (aware, UTC) is when the item was first seen; later dates than two days after it are taken as unknown. The
    text is the given one whole, or the text of the given HTML; a forbidden character stands as U+FFFD.
    """
    given = raw.text if raw.text and raw.text.strip() else None
    text = clean(text_of_html(raw.html) if given is None and raw.html else given or "")
    link = canonical_link(raw.url)
    furniture = boilerplate(text)
    title = one_line(raw.title) or _title_in(text, furniture) or link or "(untitled)"
    return Article(
        id=_id(raw, link, title, text),
        title=title,
        text=text,
        source=one_line(raw.source) or "unknown",
        url=link,
        feed=raw.feed,
        published=published_of(raw.published, seen),
        lang=language_of(raw.lang, text or title),
        speaks_for=raw.speaks_for,
        role=raw.role,
        credit=credit_of(text, title, furniture),
        byline=byline_of(text),
        boilerplate=furniture,
        first_seen=seen,
        asked_by=one_line(raw.asked_by or "") or None,
    )


def fingerprint(article: Article) -> str:
    """A hash of title and text (32 hex digits): it differs when the article was edited."""
    return _hash(article.title, article.text, size=16)


def _id(raw: RawItem, link: str | None, title: str, text: str) -> str:
    """The given id, else a hash of what identifies the item best: its feed's id, its address, its words and source."""
    given = one_line(raw.id or "")
    if given:
        return given
    if raw.guid:
        return _hash("guid", raw.feed or raw.source, raw.guid)
    return _hash("link", link_key(link)) if link else _hash("words", raw.source, title, text)


def _hash(*parts: str, size: int = 6) -> str:
    return blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=size).hexdigest()


def _title_in(text: str, furniture: tuple[Span, ...]) -> str:
    """The first line when it looks like a headline, else the opening words; furniture and a byline are passed over."""
    lines = outside(lines_of(text), furniture)
    first = next((line for line in lines if not byline_of(text[slice(*line)])), None)
    if first is None:
        return one_line(text, OPENING_LIMIT)
    headline = headline_in(text, first, next(lines, None))
    return one_line(headline) if headline else one_line(text[slice(*first)], OPENING_LIMIT)
