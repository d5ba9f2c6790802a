"""The terminal app, and the plain digest where there is no terminal: `briefing` and `briefing demo`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click

from briefing.cli import Call, configuration
from briefing.cli.output import now, say
from briefing.config import Config, demo_path, store_path
from briefing.errors import UsageError
from briefing.store import open_store, reads, remove_store
from briefing.wording import count


def open_app(call: Call) -> None:
    """The app over the person's own store."""
    path = store_path(call.db)
    config = configuration(call)
    if not sys.stdout.isatty():
        _print_digest(path, config, now)
        return
    if not path.exists():
        with open_store(path):
            pass
    if _run(path, config, clock=now) == "demo":
        _demo(call)


@click.command("demo")
@click.pass_obj
def demo_command(call: Call) -> None:
    """The same over an embedded sample world: its own store, a fixed clock, no network, no set-up."""
    _demo(call)


def _demo(call: Call) -> None:
    path = call.db or demo_path()
    from briefing.demo import NOTICE

    config = Config(path.with_suffix(".toml"))
    clock = _fill(path, config)
    if not sys.stdout.isatty():
        _print_digest(path, config, lambda: clock)
        return
    _run(path, config, clock=lambda: clock, notice=NOTICE)


def _fill(path: Path, config: Config) -> datetime:
    """Make the demo's store where it is not whole; returns its clock. Raises UsageError for somebody's own store.

    A sample that other rules have read is made anew, and what was decided in it is gone with it.
    """
    from briefing import demo, pipeline

    world = demo.articles()
    if path.exists():
        with open_store(path, write=False) as store:
            held, counts = reads.article_ids(store), reads.counts(store)
            stale = pipeline.outdated(store, config)
            if held - {item.id for item in world} or (stale and not reads.notice(store)):
                raise UsageError(f"{path} holds articles of your own; the demo needs a store of its own.")
            if len(held) == len(world) and not counts["unread"] and not reads.unsettled(store) and not stale:
                return demo.CLOCK
        if stale:
            lost = (
                f"; {count(counts['decisions'], 'decision')} in it went with the old one" if counts["decisions"] else ""
            )
            say(f"The sample is made anew by the present rules{lost}.")
            remove_store(path)

    with open_store(path) as store:
        pipeline.fill(store, world, config, now=demo.CLOCK, notice=demo.NOTICE)
    return demo.CLOCK


def _print_digest(path: Path, config: Config, clock: Callable[[], datetime]) -> None:
    from briefing import pipeline
    from briefing.digest import render

    with open_store(path, write=False) as store:
        click.echo(render(pipeline.digest(store, config, clock=clock), "plain"), nl=False)


def _run(path: Path, config: Config, *, clock: Callable[[], datetime], notice: str | None = None) -> str | None:
    from briefing.tui.run import run
    from briefing.tui.session import Session

    return run(Session(store_path=path, config=config, clock=clock, notice=notice))
