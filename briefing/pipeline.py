"""The conductor, from a stored article on: knows the order of the stages and decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING

from briefing import articles, incidents, intake, one_article, views
from briefing.config import Config, write_whole
from briefing.errors import NothingDone, UsageError
from briefing.model import Article, Board, Decision, RawItem, Reading
from briefing.store import Store, index, polls, reads, revisions, stretches, transaction, writes

if TYPE_CHECKING:
    from briefing.digest import Digest
    from briefing.gazetteer import Gazetteer

STRETCH = 1000  # articles between two repairs of a long run
BATCH = 100  # articles between two updates of the incidents they touched
TOGETHER = 25  # articles, or incidents, written in one transaction: a commit is half the cost of a grouping
LONGEST_TITLE = 200  # characters of a title that a person gives
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Progress:
    """How many articles have been read by now, and each fault of ours in reading or grouping since the last one."""

    read: int
    faults: tuple[str, ...]


# ---------------------------------------------------------------------------------------------- in
def names(config: Config) -> Gazetteer:
    """The shipped gazetteer with the person's own tables; raises ConfigError naming the file, row and key."""
    from briefing import gazetteer

    return gazetteer.load(gazetteer.own_files(config.own_names))


def outdated(store: Store, config: Config) -> int:
    """How many articles were read with other rules, or with other tables of the person's own, than a reading now."""
    from briefing import gazetteer

    version = gazetteer.version_of(gazetteer.own_files(config.own_names))
    return reads.read_otherwise(store, one_article.rules(version))


def read(
    store: Store,
    config: Config,
    *,
    clock: Clock,
    again: bool = False,
    only: Sequence[str] = (),
    newest: bool = False,
    most: int | None = None,
) -> Iterator[Progress]:
    """Read and group what is stored but unread (`again`: everything), oldest first; yields after each batch.

    `only` are ids of articles to read instead, whatever the gate says of them. `newest`: those of governments first
    and the newest first, as people wait for them. `most` ends it after so many, without a repair, before the rest.

    What an interrupted run left unsettled is settled first, and what it left unrepaired is repaired with what was still
    unread. Raises ConfigError for a wrong table of the person's own.
    """
    gazetteer = names(config)
    faults = settle_all(store, config)
    told: set[str] = set()  # faults that come back in this run
    done = unrepaired = 0
    left: set[str] = set()  # by a fault in grouping them: the next run tries again
    while batch := _batch(store, again, only, done, left, newest=newest, most=most):
        for part in reads.chunks(batch, TOGETHER):
            faults += _read_into(store, part, gazetteer, clock, left, asked=bool(only))
        done += len(batch)
        unrepaired += len(batch)
        if most is None and (unrepaired >= STRETCH or len(batch) < BATCH):
            faults += repair(store, clock=clock)
            unrepaired = 0
        faults += settle_all(store, config)
        yield Progress(done - len(left), tuple(f for f in dict.fromkeys(faults) if f not in told))
        told |= set(faults)
        faults = []
        if most is not None:
            return
    if not done:
        faults += [*repair(store, clock=clock), *settle_all(store, config)]
        if faults:
            yield Progress(0, tuple(dict.fromkeys(faults)))
    index.catch_up(store)  # what an older version left; articles that come are indexed as they are stored


def _read_into(
    store: Store, batch: Sequence[Article], gazetteer: Gazetteer, clock: Clock, left: set[str], *, asked: bool
) -> list[str]:
    """Read some articles, then group them in one transaction; returns our faults, adds to what is `left`."""
    done = [one_article.read(store, article, gazetteer, asked=asked) for article in batch]
    faults = [one.fault for one in done if one.fault]
    with transaction(store):
        for one in done:
            if fault := one_article.place(store, one, clock=clock):
                faults.append(fault)
                left.add(one.article.id)
    return faults


def repair(store: Store, *, clock: Clock) -> list[str]:
    """Put together again what the articles since the last repair touch: so their order tells less.

    One transaction: what is put together is what another process may be grouping too. Returns the fault of ours, if
    any, that left all as it was.
    """
    with transaction(store):
        fault = one_article.tried(store, lambda: _repair(store, clock), "what is new could not be put together again")
    return [fault] if fault else []


def _repair(store: Store, clock: Clock) -> None:
    stretch = stretches.stretch(store)
    if stretch is None:
        return
    regrouping = incidents.regroup(stretch)
    moved = {m.article: m.incident for m in regrouping.moves}
    days: dict[str, list[str | None]] = {}
    for placed in stretch.articles:
        days.setdefault(moved.get(placed.article, placed.incident), []).append(placed.day)
    roles = {article: _role(store, article, days[incident]) for article, incident in moved.items()}
    stretches.save_regrouping(store, regrouping, roles, at=clock())


def _role(store: Store, moved: str, days: Sequence[str | None]) -> str:
    article = reads.article(store, moved)
    assert article is not None
    said = tuple(s for s, _ in reads.statements(store, article=moved))
    return incidents.role_among(article, Reading(moved, "", said), days)


def _batch(
    store: Store, again: bool, only: Sequence[str], done: int, left: Collection[str], *, newest: bool, most: int | None
) -> list[Article]:
    if only:
        return [a for i in only[done : done + BATCH] if (a := reads.article(store, i))]
    if again:
        return reads.unread(store, stale=True, limit=BATCH, after=done)
    return reads.unread(store, limit=most or BATCH, without=left, newest=newest)


def settle_all(store: Store, config: Config) -> list[str]:
    """Make the facts of every incident anew whose articles changed; returns the faults of ours, each of one incident.

    Such an incident keeps its former facts and waits, so that the next reading tries again and tells of it.
    Reading and writing are one transaction: an article that another process adds meanwhile is not lost from the facts.
    """
    faults = []
    waiting = reads.unsettled(store)
    polled = reads.sources_polled(store, config.watch, config.speaks) if waiting else (None, 0)
    for part in reads.chunks(waiting, TOGETHER):
        with transaction(store):
            for incident in part:
                anew = partial(settle, store, incident, config.watch, *polled)
                faults.append(one_article.tried(store, anew, f"the facts of incident {incident} could not be made"))
    return [fault for fault in faults if fault]


def settle(store: Store, incident: str, watch: Sequence[str], searched_until: str | None, sources: int) -> None:
    """Make the facts of an incident anew from its articles: verdicts on quotations, positions, the answer."""
    parts = reads.parts(store, incident)
    if parts is None:
        return
    verdicts = incidents.verify(parts.statements, {a.id: a for a in parts.articles})
    judged = replace(parts, verdicts={v.statement: v for v in verdicts})
    facts = incidents.summarise(judged, watch, searched_until, sources)
    writes.save_incident(store, parts.incident.id, facts, verdicts)


# --------------------------------------------------------------------------------------- decisions
def arrange(
    store: Store,
    config: Config,
    what: str,
    target: str,
    *,
    now: datetime,
    incidents: Sequence[str] = (),
    articles: Sequence[str] = (),
) -> Decision:
    """A person's decision where articles stand (see Decision), with the facts of what it touches made anew.

    Raises NothingDone for an unknown incident or article, UsageError for what makes no sense.
    """
    done = writes.arrange(store, what, target, incidents=incidents, articles=articles, at=now)
    settle_all(store, config)
    return done


def split(store: Store, config: Config, incident: str, article_ids: Sequence[str], *, now: datetime) -> Decision:
    """Let some articles of an incident stand in one of their own; see `arrange`."""
    first = reads.article(store, article_ids[0]) if article_ids else None
    opens = incidents.incident_id(first) if first else ""
    return arrange(store, config, "split", opens, incidents=[incident], articles=article_ids, now=now)


def rename(store: Store, incident: str, title: str, *, now: datetime) -> Decision:
    """Give an incident a title, or with an empty one that of its articles again.

    Raises NothingDone for an unknown incident or where nothing would change, UsageError for a title that is too long.
    """
    line = " ".join(articles.clean(title).split())
    if len(line) > LONGEST_TITLE:
        raise UsageError(f"A title has at most {LONGEST_TITLE} characters; this one has {len(line):,}.")
    return writes.rename(store, incident, line, at=now)


def undo(store: Store, config: Config, *, now: datetime) -> list[Decision]:
    """Undo the newest decision that stands; returns what was undone, or nothing."""
    turned = writes.undo(store, at=now)
    settle_all(store, config)
    return turned


def redo(store: Store, config: Config, *, now: datetime) -> list[Decision]:
    """Redo what was undone last; returns it, or nothing."""
    turned = writes.redo(store, at=now)
    settle_all(store, config)
    return turned


# --------------------------------------------------------------------------------------------- out
def board(store: Store, incident: str, config: Config, *, facts: bool = True) -> Board:
    """The board of one incident; without `facts` it is made sooner. Raises NothingDone for an unknown one."""
    parts = reads.parts(store, incident)
    if parts is None:
        raise NothingDone(f"There is no incident {incident}.")
    until, sources = reads.sources_polled(store, config.watch, config.speaks)
    return views.board(parts, watch=config.watch, searched_until=until, searched_sources=sources, facts=facts)


def digest(
    store: Store,
    config: Config,
    *,
    clock: Clock,
    day: date | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Digest:
    """What moved in a period, as boards.

    A `day` is taken by when a thing was said; without one the period is since..until by when it was first seen. Where
    neither is given it goes on from the last issued digest, else from 24 hours ago, to now. It ends before what another
    process has read but not settled yet: the next digest has it. A store that can be written is held meanwhile, so
    that nothing comes in between. Raises UsageError for a period that ends before it begins.
    """
    with transaction(store) if store.writable else nullcontext():
        now = clock()
        continues = day is None and since is None and until is None
        if day is not None:
            since = datetime(day.year, day.month, day.day, tzinfo=UTC)
            until = since + timedelta(days=1)
        else:
            until = until or min(now, reads.unsettled_since(store) or now)
            since = since or min(until, reads.last_digest(store) or until - timedelta(hours=24))
        if since > until:
            raise UsageError(
                f"A digest cannot begin at {since:%Y-%m-%d %H:%M} UTC and end before, at {until:%Y-%m-%d %H:%M} UTC."
            )
        return _made(store, config, since, until, by="said" if day else "seen", now=now, continues=continues)


def _made(
    store: Store, config: Config, since: datetime, until: datetime, *, by: str, now: datetime, continues: bool
) -> Digest:
    from briefing.digest import Digest

    moved = reads.incidents_between(store, since, until, by=by)
    boards = [board(store, i, config) for i in moved]
    edited = (board(store, i, config) for i in revisions.incidents(store, since, until) if i not in moved)
    return Digest.of(
        [*boards, *(b for b in edited if b.edits)],
        since=since,
        until=until,
        by=by,
        continues=continues,
        now=now,
        states=polls.states(store),
        feeds=config.feeds,
        notice=reads.notice(store),
        quote_words=config.quote_words,
    )


def issue(store: Store, made: Digest, *, form: str, path: Path, now: datetime) -> None:
    """Write a digest to a file, whole or not at all, and remember that it left the house.

    Raises NothingDone when the file cannot be written.
    """
    from briefing.digest import render

    text = render(made, form)
    try:
        write_whole(path, text)
    except OSError as error:
        raise NothingDone(f"The digest cannot be written to {path}: {error.strerror}.") from error
    writes.issue_digest(
        store, (made.since, made.until), at=now, continues=made.continues, form=form, path=str(path), cited=made.cited
    )


# -------------------------------------------------------------------------------------------- demo
def fill(store: Store, items: Sequence[RawItem], config: Config, *, now: datetime, notice: str) -> None:
    """Fill a store as if its items had come in over time: each is seen and read when it was published, else `now`.

    The `notice` is printed on every digest of this store.
    """
    writes.set_notice(store, notice)
    for item in items:
        moment = datetime.fromisoformat(item.published) if item.published else now
        intake.keep(store, [item], now=moment)
        for _ in read(store, config, clock=repeat(moment).__next__):
            pass
