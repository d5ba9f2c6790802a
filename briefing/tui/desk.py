"""What the screens work on: the session and its store, asked and written without any Textual."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from briefing import views, wording
from briefing.errors import NothingDone, StoreReadOnly
from briefing.health import Health, health
from briefing.model import Article, Board, Decision, Feed, FeedState, Hit, IncidentRow, Statement
from briefing.store import Store, open_store, polls, reads, revisions, search, writes
from briefing.tui.session import Session

if TYPE_CHECKING:
    from briefing.digest import Digest

STATUSES = {"relevant": ("new", "following", "kept"), "all": (), "kept": ("kept",)}
SHOWS = tuple(STATUSES)
MOST_HITS = 200  # of one search


@dataclass(frozen=True, slots=True)
class Desk:
    """One open store with the session it is looked at in; belongs to the thread that opened it."""

    session: Session
    store: Store

    # -------------------------------------------------------------------------------------------- incidents
    def ids(self, show: str) -> list[str]:
        """Incidents in the order of the list: relevant ones not dismissed, all, or those kept."""
        return reads.incident_ids(self.store, everything=show != "relevant", statuses=STATUSES[show])

    def rows(self, ids: Sequence[str]) -> dict[str, IncidentRow]:
        """The list rows of these incidents; an unknown id is absent."""
        config = self.session.config
        until, sources = reads.sources_polled(self.store, config.watch, config.speaks)
        return {r.incident.id: views.as_of(r, until, sources) for r in reads.incident_rows(self.store, ids)}

    def titled(self, words: str) -> list[str]:
        """Incidents whose titles hold all these words, newest change first."""
        return reads.titled(self.store, words.split())

    def news(self) -> list[tuple[str, int]]:
        """Relevant incidents with statements first seen since they were read, and how many, in the list's order."""
        return reads.news(self.store)

    def board(self, incident: str) -> Board | None:
        """The board of one incident, or None where there is none."""
        from briefing import pipeline

        try:
            return pipeline.board(self.store, incident, self.session.config)
        except NothingDone:
            return None

    def article(self, article: str) -> tuple[Article, list[Statement]] | None:
        """One article with its statements in the order of the text, or None."""
        found = reads.article(self.store, article)
        if found is None:
            return None
        said = {s.id: s for s, _ in reads.statements(self.store, article=article)}
        return found, sorted(said.values(), key=lambda s: (s.start, s.end))

    def revisions(self, article: Article) -> tuple[str, ...]:
        """How an article read before it was changed, oldest first."""
        return views.revision_words(article, revisions.of_article(self.store, article.id))

    # -------------------------------------------------------------------------------------------- decisions
    def decide(self, what: str, ids: Sequence[str], *, as_of: datetime | None = None) -> None:
        """Log a decision about these incidents, as they were at `as_of`. Raises StoreError where it cannot be kept."""
        with open_store(self.session.store_path) as store:
            writes.decide(store, what, ids, at=self.session.clock(), as_of=as_of)

    def arrange(
        self, what: str, target: str, *, incidents: Sequence[str] = (), articles: Sequence[str] = ()
    ) -> Decision:
        """Decide where articles stand. Raises BriefingError with one sentence where it makes no sense."""
        from briefing import pipeline

        session = self.session
        with open_store(session.store_path) as store:
            return pipeline.arrange(
                store, session.config, what, target, incidents=incidents, articles=articles, now=session.clock()
            )

    def split(self, incident: str, articles: Sequence[str]) -> Decision:
        """Let articles leave an incident for one of their own. Raises BriefingError with one sentence."""
        from briefing import pipeline

        session = self.session
        with open_store(session.store_path) as store:
            return pipeline.split(store, session.config, incident, articles, now=session.clock())

    def rename(self, incident: str, title: str) -> Decision:
        """Give an incident a title, or with an empty one that of its articles. Raises BriefingError."""
        from briefing import pipeline

        with open_store(self.session.store_path) as store:
            return pipeline.rename(store, incident, title, now=self.session.clock())

    def undo(self) -> list[Decision]:
        """Undo the newest decision; returns what was undone."""
        from briefing import pipeline

        with open_store(self.session.store_path) as store:
            return pipeline.undo(store, self.session.config, now=self.session.clock())

    def redo(self) -> list[Decision]:
        """Redo what was undone last; returns it."""
        from briefing import pipeline

        with open_store(self.session.store_path) as store:
            return pipeline.redo(store, self.session.config, now=self.session.clock())

    def told(self, decisions: Sequence[Decision]) -> list[str]:
        """Decisions in words, incidents and articles by their titles."""
        names = reads.titles(self.store, {d.target for d in decisions})
        return [wording.decision_words(d, {**names, **d.names}) for d in decisions]

    def log(self) -> list[tuple[Decision, str]]:
        """The latest decisions, newest first, each in words."""
        decisions = reads.decisions(self.store, limit=1000)
        return list(zip(decisions, self.told(decisions), strict=True))

    # -------------------------------------------------------------------------------------------- the rest
    def search(self, text: str) -> list[Hit]:
        """What a search finds whose last word may still be typed. Raises UsageError for fields it does not know."""
        return search.search(self.store, text, limit=MOST_HITS, typing=True)

    def feeds(self) -> list[tuple[Feed, FeedState, Health]]:
        """Every configured feed with what polling remembers and its health."""
        states, now = polls.states(self.store), self.session.clock()
        pairs = [(f, states.get(f.id, FeedState(f.id))) for f in self.session.config.feeds]
        return [(feed, state, health(feed, state, now)) for feed, state in pairs]

    def empty(self) -> bool:
        """Whether the store holds no article."""
        return not reads.holds_articles(self.store)

    def digest(self) -> Digest:
        """What moved since the last issued digest."""
        from briefing import pipeline

        session = self.session
        try:
            with open_store(session.store_path) as held:
                return pipeline.digest(held, session.config, clock=session.clock)
        except StoreReadOnly:
            return pipeline.digest(self.store, session.config, clock=session.clock)

    def issue(self, made: Digest, form: str, path: Path) -> None:
        """Write the digest to a file and record it. Raises BriefingError with one sentence."""
        from briefing import pipeline

        with open_store(self.session.store_path) as store:
            pipeline.issue(store, made, form=form, path=path, now=self.session.clock())


@contextmanager
def own_desk(session: Session) -> Iterator[Desk]:
    """A desk for another thread, with a connection of its own."""
    with open_store(session.store_path, write=False) as store:
        yield Desk(session, store)
