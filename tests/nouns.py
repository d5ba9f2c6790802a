"""Small nouns for tests: an invented matter, in our own words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from briefing.incidents.pages import Page, pages_of
from briefing.model import (
    Answer,
    Article,
    Assignment,
    Features,
    Incident,
    Membership,
    OriginChoice,
    Parts,
    Reading,
    Statement,
    Summary,
)
from briefing.store import Store, reads, writes

TEXT = (
    "Ruritania's minister Ada Quill said the port was hit by state-backed intruders from China. "
    "“We condemn this reckless raid,” she said. China rejected the claim as groundless."
)


def article(id_: str = "a1", **changes: Any) -> Article:
    """An article about an invented port."""
    made = Article(id=id_, title="Port hit", text=TEXT, source="Sample Wire", published="2031-05-05")
    return replace(made, **changes)


def statement(id_: str = "s1", article_id: str = "a1", **changes: Any) -> Statement:
    """The minister's quotation, a span of TEXT."""
    words = "“We condemn this reckless raid,”"
    start = TEXT.index(words)
    made = Statement(
        id=id_,
        article=article_id,
        start=start,
        end=start + len(words),
        text=words,
        party="government",
        direction="accusation",
        kind=("condemnation",),
        form="direct",
        government="NZ",
        speaker="Ada Quill",
        speaker_role="minister",
        quote="We condemn this reckless raid,",
        level="L4",
        said_on="2031-05-05",
        about=("CN",),
    )
    return replace(made, **changes)


def put(
    store: Store,
    made: Article,
    said: list[Statement],
    *,
    incident: str,
    seen: datetime,
    possible: tuple[tuple[str, str, float], ...] = (),
    **facts: Any,
) -> None:
    """Store an article, its statements and the incident they stand in, past reading and grouping."""
    writes.save_articles(store, [(made, made.text)], seen=seen)
    writes.save_reading(
        store,
        made,
        Reading(made.id, "test", tuple(said), cyber=True),
        features=Features({made.id: 1.0}, {}, {}),
        keys=[made.id],
        terms=[made.id],
        origin=OriginChoice(made.id, "its own words"),
        where=Assignment(((incident, "statement", "test", 1.0),), possible),
        opens=(incident, "statement"),
        clock=lambda: seen,
    )
    parts = reads.parts(store, incident)
    assert parts is not None
    summary = Summary(
        title=made.title,
        first=made.published,
        last=made.published,
        relevant=True,
        accusers=tuple((s.government or "", s.level) for s in said if s.direction == "accusation"),
        answerers=(),
        accused=("CN",),
        answer=Answer("CN", False, ("R00",), None, made.published, 1, 1),
        articles=len(parts.articles),
        origins=len(parts.articles),
        actors=(),
    )
    writes.save_incident(store, incident, replace(summary, **facts), [])


def parts_of(articles: list[Article], *said: Statement, roles: dict[str, str] | None = None, **changes: Any) -> Parts:
    """An incident of these articles, each an origin of its own."""
    made = Parts(
        incident=Incident("i1", "", None, None, relevant=True),
        articles=tuple(articles),
        memberships=tuple(Membership("i1", a.id, (roles or {}).get(a.id, "statement"), "test") for a in articles),
        origins={a.id: a.id for a in articles},
        statements=said,
        seen={},
        cyber=frozenset(a.id for a in articles),
    )
    return replace(made, **changes)


def pages(
    *texts: str, said: tuple[Statement, ...] = (), roles: dict[str, str] | None = None, **fields: Any
) -> list[Page]:
    """Pages of articles with these texts, "a0", "a1" ..., as facts are read from them."""
    made = [article(f"a{n}", text=text, source=f"Paper {n}", **fields) for n, text in enumerate(texts)]
    return pages_of(made, parts_of(made, *said, roles=roles), said)


def span_of(page: Page, words: str, **changes: Any) -> Statement:
    """A statement over these words of a page's article."""
    start = page.article.text.index(words)
    fields = {"start": start, "end": start + len(words), "text": words, "form": "indirect", "quote": None} | changes
    return statement(f"s-{page.article.id}-{start}", page.article.id, **fields)
