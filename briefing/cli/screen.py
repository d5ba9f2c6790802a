"""The terminal app, and the plain digest where there is no terminal: `briefing` and `briefing demo`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click

from briefing.cli import Call
from briefing.cli.output import now
from briefing.config import Config, config_path, demo_path, load, store_path
from briefing.store import Store, open_store, reads


def open_app(call: Call) -> None:
    """The app over the person's own store."""
    path = store_path(call.db)
    place = config_path(call.config)
    config = load(place) if call.config is not None or place.exists() else Config(place)
    if not sys.stdout.isatty():
        _print_digest(path, config, now())
        return
    with open_store(path):  # made on the first run
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

    config = Config(path.with_suffix(".toml"), notice=NOTICE)
    clock = _fill(path, config)
    if not sys.stdout.isatty():
        _print_digest(path, config, clock)
        return
    _run(path, config, clock=lambda: clock)


def _fill(path: Path, config: Config) -> datetime:
    """Make the demo's store on the first run; returns its clock."""
    from briefing import demo

    def whole(store: Store) -> bool:
        return reads.counts(store)["articles"] > 0 and not reads.counts(store)["unread"]

    with open_store(path) as store:
        if not whole(store):
            from briefing import pipeline

            pipeline.fill(store, demo.articles(), config, now=demo.CLOCK)
    return demo.CLOCK


def _print_digest(path: Path, config: Config, clock: datetime) -> None:
    from briefing import pipeline
    from briefing.digest import render

    with open_store(path, write=False) as store:
        click.echo(render(pipeline.digest(store, config, now=clock), "plain"), nl=False)


def _run(path: Path, config: Config, *, clock: Callable[[], datetime]) -> str | None:
    from briefing.tui.app import run
    from briefing.tui.session import Session

    return run(
        Session(
            store_path=path,
            config_path=config.path,
            watch=config.watch,
            speaks=config.speaks,
            feeds=config.feeds,
            demo=config.notice is not None,
            notice=config.notice,
            clock=clock,
            keys=config.keys,
        )
    )
