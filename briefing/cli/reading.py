"""Commands that bring articles in and read them: import, extract, refresh, read."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import click

from briefing import one_article, pipeline, wording
from briefing.cli import Call, configuration
from briefing.cli.output import JSON_OPTION, government, json_line, moment, now, say
from briefing.config import Config, config_path, load, store_path, write_starter
from briefing.errors import NothingDone, UsageError
from briefing.model import ROLES, Feed, Poll, RawItem
from briefing.store import Store, index, open_store, reads

F = TypeVar("F", bound=Callable[..., object])
MANY = 500  # items kept in one transaction of an import
FEW = 10  # faults of ours that one run tells one by one
LONGEST_CODE = 20  # characters of a wrong code that are told


def _items(paths: tuple[Path, ...], failures: list[str], config: Config, **given: str | None) -> Iterator[RawItem]:
    from briefing.sources import Defaults, Failed, read_files

    defaults = Defaults(**given)
    codes: dict[str | None, str | None] = {None: None}
    for item in read_files(paths, defaults, sys.stdin.buffer):
        if isinstance(item, Failed):
            failures.append(item.reason)
            say(f"briefing: {item.reason}")
            continue
        if item.speaks_for not in codes:
            codes[item.speaks_for] = _speaker(item.speaks_for or "", config)
        yield replace(item, speaks_for=codes[item.speaks_for])


def _speaker(code: str, config: Config) -> str | None:
    """The code of a government that an article line names, in capitals; for what is none, which is told, nobody."""
    try:
        shown = "".join(c if c.isprintable() else "\ufffd" for c in code[:LONGEST_CODE])
        return government(shown, '"speaks_for"', config)
    except UsageError as error:
        say(f"briefing: {error} Such articles are kept as nobody's own words.")
        return None


def _options(command: F) -> F:
    """What both `import` and `extract` take."""
    for option in (
        click.option("--role", type=click.Choice(ROLES), help="What sort of source they come from."),
        click.option("--speaks-for", metavar="CC", help="Government whose own words they are."),
        click.option("--source", metavar="NAME", help="Publisher of articles that name none."),
        click.option("--published", metavar="DATE", help="Date of articles that give none."),
        click.argument(
            "paths",
            nargs=-1,
            required=True,
            metavar="PATH...",
            type=click.Path(path_type=Path, allow_dash=True, readable=False),
        ),
    ):
        command = option(command)
    return command


@click.command("import")
@_options
@click.pass_obj
def import_command(
    call: Call,
    paths: tuple[Path, ...],
    published: str | None,
    source: str | None,
    speaks_for: str | None,
    role: str | None,
) -> int:
    """Store, read and group articles from files: .txt, .html, .eml, feeds, .jsonl, folders, - for stdin (JSONL)."""
    moment(published, "--published")
    failures: list[str] = []
    config = configuration(call)
    speaks_for = government(speaks_for, "--speaks-for", config)
    pipeline.names(config)  # a wrong table is told before anything is stored
    new = updated = seen = 0
    with open_store(store_path(call.db)) as store:
        items = _items(paths, failures, config, published=published, source=source, speaks_for=speaks_for, role=role)
        for batch in _batches(items):
            stored = pipeline.keep(store, batch, now=now())
            for article, given in stored.undated:
                why = "unreadable, ambiguous, before 1990 or in the future"
                say(f"briefing: article {article}: {given!r} is no date to use ({why}); it is kept as undated.")
            seen, new, updated = seen + len(batch), new + len(stored.new), updated + stored.updated
        faults = read_all(store, config)[1] if seen else 0
    if not seen:
        raise NothingDone("Nothing was imported.")
    say(f"{wording.count(seen, 'article')}: {new} new, {updated} edited, {seen - new - updated} known.")
    return 1 if failures or faults else 0


def _batches(items: Iterator[RawItem]) -> Iterator[list[RawItem]]:
    batch: list[RawItem] = []
    for item in items:
        batch.append(item)
        if len(batch) == MANY:
            yield batch
            batch = []
    if batch:
        yield batch


@click.command("extract")
@_options
@click.option("--all", "everyone", is_flag=True, help="The attributions of every speaker, governments or not.")
@click.pass_obj
def extract_command(
    call: Call,
    paths: tuple[Path, ...],
    published: str | None,
    source: str | None,
    speaks_for: str | None,
    role: str | None,
    everyone: bool,
) -> int:
    """Read articles as `import` does and print their statements as JSON lines; touches no store."""
    from briefing.articles import article_from
    from briefing.shapes import statement_shape

    moment(published, "--published")
    failures: list[str] = []
    config = configuration(call)
    speaks_for = government(speaks_for, "--speaks-for", config)
    names = pipeline.names(config)
    seen = 0
    for item in _items(paths, failures, config, published=published, source=source, speaks_for=speaks_for, role=role):
        seen += 1
        for statement in one_article.read_one(article_from(item, seen=now()), names).statements:
            if everyone or statement.governments:
                json_line(statement_shape(statement, None))
    if not seen:
        raise NothingDone("Nothing was read.")
    return 1 if failures else 0


@click.command("read")
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@click.option("--all", "again", is_flag=True, help="Everything again, with the present rules.")
@click.pass_obj
def read_command(call: Call, articles: tuple[str, ...], again: bool) -> int:
    """Read and group what is stored but unread, or these articles, by id, even where the gate kept them out."""
    config = configuration(call)
    with open_store(store_path(call.db), create=False) as store:
        for unknown in (a for a in articles if reads.article(store, a) is None):
            raise NothingDone(f"No article {unknown} is stored.")
        done, faults = read_all(store, config, again=again, only=articles)
        others = pipeline.outdated(store, config)
    say(f"{wording.count(done, 'article')} read.")
    if others:
        told = wording.count(others, "stored article")
        say(f"Read with other rules or names: {told}; `briefing read --all` reads all again.")
    return 1 if faults else 0


def read_all(store: Store, config: Config, *, again: bool = False, only: tuple[str, ...] = ()) -> tuple[int, int]:
    """Read and group what is unread, telling the person on a terminal how far it is; how many, and how many faults."""
    done = faults = 0
    if waiting := index.waiting(store):
        told = wording.count(waiting, "article")
        say(f"Taking {told} over into the search index, once; until then the older one finds them.")
    for progress in pipeline.read(store, config, clock=now, again=again, only=only):
        for fault in progress.faults[: max(0, FEW - faults)]:
            say(f"briefing: {fault}")
        done, faults = progress.read, faults + len(progress.faults)
        if sys.stderr.isatty():
            click.echo(f"\r{wording.count(done, 'article')} read", err=True, nl=False)
    if done and sys.stderr.isatty():
        click.echo("\r", err=True, nl=False)
    if faults > FEW:
        say(f"briefing: {wording.count(faults - FEW, 'more such fault')}.")
    return done, faults


@click.command("refresh")
@click.option("--all", "everything", is_flag=True, help="Every feed, due or not; never before a Retry-After.")
@click.option("--feed", "only", multiple=True, metavar="ID", help="Only this feed; may be given several times.")
@click.option("--no-read", is_flag=True, help="Fetch, store and index only.")
@JSON_OPTION
@click.pass_obj
def refresh_command(call: Call, everything: bool, only: tuple[str, ...], no_read: bool, as_json: bool) -> int:
    """Pull the due feeds, then read and group what is new."""
    place = config_path(call.config)
    if call.config is None and not place.exists():
        write_starter(place)
        say(f"Copied the starter feeds to {place}.")
    config = load(place)
    feeds = [f for f in config.feeds if not only or f.id in only]
    for name in only:
        if name not in {f.id for f in feeds}:
            raise UsageError(f"{config.path} has no feed {name}.")
    with open_store(store_path(call.db)) as store:
        return _refresh(store, config, feeds, everything=everything or bool(only), no_read=no_read, as_json=as_json)


def _refresh(
    store: Store, config: Config, feeds: Sequence[Feed], *, everything: bool, no_read: bool, as_json: bool
) -> int:
    from briefing.shapes import poll_shape, sums_shape
    from briefing.sources.http import fetch
    from briefing.store import leases

    polls: list[Poll] = []
    faults = 0
    if not no_read:
        pipeline.names(config)  # a wrong table is told before anything is fetched
    leases.take_lease(store, "refresh", at=now())
    ids = [f.id for f in config.feeds]
    try:
        for poll in pipeline.refresh(store, feeds, get=fetch, clock=now, everything=everything, configured=ids):
            polls.append(poll)
            if as_json:
                json_line(poll_shape(poll))
            if poll.status in ("failed", "gone", "limited"):
                say(f"briefing: feed {poll.feed}: {poll.error}")
            if poll.new and not no_read:  # at once, so that the app can show it while slower feeds are still awaited
                faults += read_all(store, config)[1]
        if not no_read:
            faults += read_all(store, config)[1]
    finally:
        leases.drop_lease(store, "refresh")
    new, updated = sum(p.new for p in polls), sum(p.updated for p in polls)
    statuses = Counter(p.status for p in polls)
    if as_json:
        json_line(sums_shape(statuses, entries=sum(p.entries for p in polls), new=new, updated=updated))
    else:
        told = ", ".join(f"{n} {status}" for status, n in sorted(statuses.items()))
        click.echo(
            f"{wording.count(len(polls), 'feed')}: {told}; {wording.count(new, 'new article')}, {updated} edited."
        )
    return 1 if statuses["failed"] or statuses["gone"] or faults else 0
