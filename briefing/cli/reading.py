"""Commands that bring articles of files in and read what is stored: import, extract, read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import click

from briefing import intake, one_article, pipeline, wording
from briefing.cli import Call, configuration
from briefing.cli.output import government, json_line, moment, now, say
from briefing.config import Config, store_path
from briefing.errors import NothingDone, UsageError
from briefing.outside import ROLES, RawItem
from briefing.store import Store, index, open_store, reads

F = TypeVar("F", bound=Callable[..., object])
MANY = 500  # items kept in one transaction of an import
FEW = 10  # faults of ours that one run tells one by one
LONGEST_CODE = 20  # characters of a wrong code that are told


def _items(paths: tuple[Path, ...], failures: list[str], config: Config, **given: str | None) -> Iterator[RawItem]:
    from briefing.sources.files import read_files
    from briefing.sources.outcomes import Defaults, Failed
    from briefing.sources.parsers import Parsers

    defaults = Defaults(**given)
    codes: dict[str | None, str | None] = {None: None}
    with Parsers() as parsers:
        for item in read_files(paths, defaults, sys.stdin.buffer, read=parsers.read):
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
            stored = intake.keep(store, batch, now=now())
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


def read_all(
    store: Store,
    config: Config,
    *,
    again: bool = False,
    only: tuple[str, ...] = (),
    newest: bool = False,
    most: int | None = None,
    quiet: bool = False,
) -> tuple[int, int]:
    """Read and group what is unread, telling the person on a terminal how far it is; how many, and how many faults.

    `newest`: the newest and official ones first, which people wait for; `most` bounds how many. `quiet`: only faults
    are told.
    """
    done = faults = 0
    shown = sys.stderr.isatty() and not quiet
    if not quiet and (waiting := index.waiting(store)):
        told = wording.count(waiting, "article")
        say(f"Taking {told} over into the search index, once; until then the older one finds them.")
    for progress in pipeline.read(store, config, clock=now, again=again, only=only, newest=newest, most=most):
        for fault in progress.faults[: max(0, FEW - faults)]:
            say(f"briefing: {fault}")
        done, faults = progress.read, faults + len(progress.faults)
        if shown:
            click.echo(f"\r{wording.count(done, 'article')} read", err=True, nl=False)
    if done and shown:
        click.echo("\r", err=True, nl=False)
    if faults > FEW:
        say(f"briefing: {wording.count(faults - FEW, 'more such fault')}.")
    return done, faults
