"""The command that pulls feeds: refresh. Loads what reads articles only when there is something to read."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence

import click

from briefing import intake, wording
from briefing.cli import Call
from briefing.cli.output import JSON_OPTION, json_line, now, say
from briefing.config import Config, config_path, load, store_path, write_starter
from briefing.errors import UsageError
from briefing.feedkeys import meant
from briefing.outside import Feed, Poll
from briefing.store import Store, leases, open_store

# outcomes as the sums tell them: what came, what brought nothing, what went wrong, what was left alone
IN_ORDER = ("new", "unchanged", "not-modified", "empty", "failed", "gone", "limited", "skipped")
HELPING = 25  # articles that are read before the next feed's answer is stored: seconds, and then they are shown


@click.command("refresh")
@click.option("--all", "everything", is_flag=True, help="Every feed, due or not; never before a Retry-After.")
@click.option("--feed", "only", multiple=True, metavar="ID", help="Only this feed; may be given several times.")
@click.option("--no-read", is_flag=True, help="Fetch, store and index only.")
@click.option("--quiet", is_flag=True, help="Say only what went wrong, as a timer wants it.")
@JSON_OPTION
@click.pass_obj
def refresh_command(
    call: Call, everything: bool, only: tuple[str, ...], no_read: bool, quiet: bool, as_json: bool
) -> int:
    """Pull the due feeds, then read and group what is new."""
    place = config_path(call.config)
    if call.config is None and not place.exists():
        write_starter(place)
        say(f"Copied the starter feeds to {place}.")
    config = load(place)
    feeds = [f for f in config.feeds if not only or f.id in only]
    for name in only:
        if name not in {f.id for f in feeds}:
            raise UsageError(f"{config.path} has no feed {name}{meant(name, [f.id for f in config.feeds])}")
    with open_store(store_path(call.db)) as store:
        if not no_read:
            from briefing import pipeline

            pipeline.names(config)  # a wrong table is told before anything is fetched
        leases.take_lease(store, "refresh", at=now())
        told = _Told(quiet=quiet, as_json=as_json, named=bool(only), of=len(feeds))
        try:
            everything = everything or bool(only)
            polls, faults = _pulled(store, config, feeds, told, everything=everything, no_read=no_read)
        except KeyboardInterrupt:
            told.stopped()
            raise
        finally:
            leases.drop_lease(store, "refresh")
    code = told.sums(polls)
    if polls and all(p.status == "skipped" for p in polls) and not (everything or quiet):
        say("No feed is due; `briefing feeds list` says how each is, `briefing refresh --all` asks those it may.")
    return code or int(faults > 0)


def _pulled(
    store: Store, config: Config, feeds: Sequence[Feed], told: _Told, *, everything: bool, no_read: bool
) -> tuple[list[Poll], int]:
    """Pull feeds and read what is new; the outcomes, and how many faults of ours the reading met."""
    from briefing.sources.http import fetch
    from briefing.sources.parsers import Parsers

    polls: list[Poll] = []
    faults = 0
    ids = [f.id for f in config.feeds]
    with Parsers() as parsers:
        for poll in intake.refresh(
            store, feeds, get=fetch, read=parsers.read, clock=now, everything=everything, configured=ids
        ):
            polls.append(poll)
            told.poll(poll)
            if poll.new and not no_read:  # at once, so that it can be shown while slower feeds are still awaited
                faults += told.reading(store, config, most=HELPING)
    if not no_read:
        faults += told.reading(store, config)
    return polls, faults


class _Told:
    """What a refresh tells while it goes on and at its end; `named`: also why a feed of a person's choice waits."""

    def __init__(self, *, quiet: bool, as_json: bool, named: bool, of: int) -> None:
        self.quiet, self.as_json, self.named, self.of = quiet, as_json, named, of
        self.done = 0
        self.shown = sys.stderr.isatty() and not quiet

    def poll(self, poll: Poll) -> None:
        """One feed's outcome: a line of JSON, a sentence where something is wrong, how far it is on a terminal."""
        if self.as_json:
            from briefing.shapes import poll_shape

            json_line(poll_shape(poll))
        left = poll.status == "skipped" and (self.quiet or not self.named)
        for told in (None if left else poll.error, None if self.quiet else poll.note):
            if told:
                self._clear()
                say(f"briefing: feed {poll.feed}: {told}")
        self.done += 1
        self._show()

    def reading(self, store: Store, config: Config, *, most: int | None = None) -> int:
        """Read what is unread, telling how far it is; how many faults of ours that met."""
        from briefing.cli.reading import read_all

        self._clear()
        faults = read_all(store, config, newest=True, most=most, quiet=self.quiet)[1]
        self._clear()
        self._show()
        return faults

    def stopped(self) -> None:
        """What a person who stopped it may rely on."""
        self._clear()
        if not self.quiet:
            say(f"Stopped after {self.done} of {self.of} feeds: what came is stored, the rest is asked the next time.")

    def _show(self) -> None:
        if self.shown and self.done < self.of:
            click.echo(f"\r{self.done} of {self.of} feeds", err=True, nl=False)

    def _clear(self) -> None:
        if self.shown:
            click.echo("\r\x1b[K", err=True, nl=False)

    def sums(self, polls: Sequence[Poll]) -> int:
        """The last line; the exit code that the feeds deserve."""
        self._clear()
        new, updated = sum(p.new for p in polls), sum(p.updated for p in polls)
        statuses = Counter(p.status for p in polls)
        if self.as_json:
            from briefing.shapes import sums_shape

            json_line(sums_shape(statuses, entries=sum(p.entries for p in polls), new=new, updated=updated))
        elif not self.quiet:
            told = ", ".join(f"{statuses[status]} {status}" for status in sorted(statuses, key=IN_ORDER.index))
            click.echo(
                f"{wording.count(len(polls), 'feed')}: {told}; {wording.count(new, 'new article')}, {updated} edited."
            )
        asked = [p for p in polls if p.status != "skipped"]
        if len(asked) > 1 and all(p.status == "failed" and p.http is None for p in asked):
            say("briefing: no feed could be reached; this machine seems to be offline. What is stored can be read.")
        return int(any(p.error for p in asked))
