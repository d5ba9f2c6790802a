"""One article read and put in its place; a fault of ours in either costs that article alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from briefing import articles, incidents
from briefing.errors import BriefingError
from briefing.model import OFFICIAL_ROLES, Article, Reading, Revision
from briefing.store import Store, attempt, reads, revisions, writes

if TYPE_CHECKING:
    from briefing.gazetteer import Gazetteer

LATEST = 20  # earlier versions of an official article that are read again
LONGEST_READ = 200_000  # characters; a longer page is a log or a book, and reading it whole would take seconds


@dataclass(frozen=True, slots=True)
class Read:
    """An article with what reading it gave, or the fault, in a sentence, that kept it from giving anything."""

    article: Article
    reading: Reading
    earlier: Sequence[tuple[Revision, Article, Reading]] = ()
    fault: str | None = None


def rules(version: str) -> str:
    """What is stored with a reading: the version of the rules, and that of the person's own tables."""
    from briefing import statements

    return "+".join(filter(None, (statements.RULES, version)))


def read_one(article: Article, gazetteer: Gazetteer) -> Reading:
    """One article -> its statements, with the present rules; touches no store.

    Of an article longer than LONGEST_READ the rest is stored and searched, but not read.
    """
    from briefing import statements

    reading = statements.statements_in(replace(article, text=article.text[:LONGEST_READ]), gazetteer)
    return replace(reading, rules=rules(gazetteer.version))


def kept_out(article: Article, gazetteer: Gazetteer) -> bool:
    """Whether the gate keeps an article of no official source from being read; it stays searchable and is grouped."""
    from briefing import statements

    return article.role not in OFFICIAL_ROLES and not statements.worth_reading(article, gazetteer)


def read(store: Store, article: Article, gazetteer: Gazetteer, *, asked: bool) -> Read:
    """Read an article with its earlier versions; one that was `asked` for, whatever the gate says of it."""
    try:
        kept = not asked and kept_out(article, gazetteer)
        reading = Reading(article.id, rules(gazetteer.version)) if kept else read_one(article, gazetteer)
        return Read(article, reading, _earlier(store, article, gazetteer))
    except Exception as error:
        fault = _fault(f"article {article.id} could not be read", error)
        return Read(article, Reading(article.id, f"fault: {type(error).__name__}"), fault=fault)


def place(store: Store, read: Read, *, clock: Callable[[], datetime]) -> str | None:
    """Store what reading an article gave, and its place among the incidents, as a part of a transaction.

    Returns the fault, in a sentence, that kept it from its place; the article is then as it was before.
    """
    return tried(store, lambda: _place(store, read, clock), f"article {read.article.id} could not be grouped")


def tried(store: Store, work: Callable[[], None], failed: str) -> str | None:
    """Do a part of a transaction that a fault of ours may undo; returns that fault, in a sentence that begins so."""
    try:
        with attempt(store):
            work()
    except BriefingError:
        raise
    except Exception as error:
        return f"{_fault(failed, error)}; the next run tries again"
    return None


def _fault(failed: str, error: Exception) -> str:
    return f"{failed}, a fault of the program: {type(error).__name__}: {error}"


def _place(store: Store, read: Read, clock: Callable[[], datetime]) -> None:
    article, reading = read.article, read.reading
    withdrawn = ((version, was) for _, version, was in read.earlier if incidents.withdraws(reading, was))
    subject, said = next(withdrawn, (article, reading))  # a text that takes back what it said belongs where that stood
    counts = incidents.count_terms(subject, said)
    frequencies, documents = reads.frequencies(store, counts.terms)
    features = incidents.weigh(counts, frequencies, documents)
    keys = incidents.keys(features, frequencies, documents)
    near = reads.neighbours(store, keys, without=article.id)
    refused = reads.refused(store, article.id)
    writes.save_reading(
        store,
        article,
        reading,
        features=features,
        keys=keys,
        terms=counts.terms,
        earlier=[revision for revision, _, _ in read.earlier],
        origin=incidents.choose_origin(subject, features, near),
        where=incidents.assign(subject, said, features, [n for n in near if n.incident not in refused]),
        opens=(incidents.incident_id(article), incidents.role(subject, said, None, None)),
        clock=clock,
    )


def _earlier(store: Store, article: Article, gazetteer: Gazetteer) -> list[tuple[Revision, Article, Reading]]:
    """The latest earlier versions of an official article, each read as the article that it was, newest first."""
    if article.role not in OFFICIAL_ROLES:
        return []
    out = []
    for revision in reversed(revisions.of_article(store, article.id)[-LATEST:]):
        marked = articles.boilerplate(revision.text)
        version = replace(article, title=revision.title, text=revision.text, boilerplate=marked)
        reading = read_one(version, gazetteer)
        out.append((replace(revision, concerns=incidents.concerns(reading)), version, reading))
    return out
