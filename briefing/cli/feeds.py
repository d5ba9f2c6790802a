"""Commands that look at sources: feeds list, catalogue, check. Those that change them stand in subscribing."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from briefing import health, wording
from briefing.cli import Call, configuration
from briefing.cli.output import JSON_OPTION, json_line, now, say
from briefing.cli.subscribing import COMMANDS
from briefing.config import Config, store_path
from briefing.errors import UsageError
from briefing.feedkeys import meant
from briefing.health import Health
from briefing.outside import Feed, FeedState
from briefing.store import open_store, polls

if TYPE_CHECKING:
    from briefing.checkup import Checked


@click.group("feeds")
def feeds_command() -> None:
    """The sources: which there are, how each is, and every change to them."""


for command in COMMANDS:
    feeds_command.add_command(command)


@feeds_command.command("list")
@JSON_OPTION
@click.pass_obj
def feeds_list(call: Call, as_json: bool) -> None:
    """List the configured feeds with their health, those in trouble first."""
    config, states, moment = configuration(call), _states(call), now()
    told = [(f, s, health.health(f, s, moment)) for f in config.feeds for s in [states.get(f.id, FeedState(f.id))]]
    if as_json:
        for feed, state, verdict in told:
            json_line(_shape(feed, state, verdict))
        return
    for feed, state, verdict in sorted(told, key=lambda t: health.WORDS.index(t[2].word)):
        click.echo(_line(feed, state, verdict))
    _sums([verdict for _, _, verdict in told])
    if not told:
        say("`briefing refresh` begins with the starter feeds, `briefing feeds add` with one of your choice.")


@feeds_command.command("catalogue")
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@JSON_OPTION
@click.pass_obj
def feeds_catalogue(call: Call, words: tuple[str, ...], as_json: bool) -> None:
    """Search the shipped catalogue by id, name, country, role, language or status; all of it without words.

    `briefing feeds add ID` takes a source over.
    """
    from briefing import catalogue, subscriptions

    feeds = configuration(call).feeds
    found = catalogue.find(words)
    for entry in found:
        feed = entry.feed
        own = next((f for f in feeds if f.id == feed.id), None) or subscriptions.has_address(feeds, feed.url)
        if as_json:
            json_line({**_known(feed), "starter": entry.starter, "configured": own.id if own else None})
            continue
        mark = "+" if own else " "
        click.echo(f"{mark} {feed.id:<20} {feed.status:<10} {feed.role:<11} {feed.speaks_for or '-':<4} {feed.name}")
        if feed.reason and not own:
            click.echo(f"{'':<23}{feed.reason}")
    if not as_json:
        say(f"{wording.count(len(found), 'source')} of {len(catalogue.entries())}; + stands before those you have.")


@feeds_command.command("check")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--all", "everything", is_flag=True, help="Those switched off and those of the catalogue too.")
@JSON_OPTION
@click.pass_obj
def feeds_check(call: Call, ids: tuple[str, ...], everything: bool, as_json: bool) -> int:
    """Ask feeds now and say how each is; stores no article. By default every feed that is switched on.

    An ID may also be one of the catalogue. Never asks before the time that a server gave. Exit code 1 when one is in
    trouble.
    """
    config = configuration(call)
    feeds, states = _chosen(config, ids, everything), _states(call)
    found: list[Checked] = []
    for checked in _checked(feeds, states):
        found.append(checked)
        if as_json:
            json_line({**_shape(checked.feed, checked.state, checked.verdict), "asked": checked.asked})
        else:
            click.echo(_line(checked.feed, checked.state, checked.verdict))
    _remember(call, [c for c in found if c.feed.id in {f.id for f in config.feeds}], states)
    if not as_json:
        _sums([c.verdict for c in found])
    return int(any(c.asked and c.verdict.in_trouble for c in found))


def _checked(feeds: Sequence[Feed], states: Mapping[str, FeedState]) -> Iterator[Checked]:
    from briefing.checkup import check
    from briefing.sources.http import fetch
    from briefing.sources.parsers import Parsers

    shown = sys.stderr.isatty()
    with Parsers() as parsers:
        for number, checked in enumerate(check(feeds, states, get=fetch, clock=now, read=parsers.read), 1):
            if shown:
                click.echo("\r\x1b[K", err=True, nl=False)
            yield checked
            if shown:
                click.echo(f"{number} of {len(feeds)} asked", err=True, nl=False)
    if shown:
        click.echo("\r\x1b[K", err=True, nl=False)


def _remember(call: Call, found: Sequence[Checked], states: Mapping[str, FeedState]) -> None:
    """Store what servers forbid, or forbid no more."""
    from briefing.checkup import remembered
    from briefing.store import polls

    kept = [s for c in found if (s := remembered(states.get(c.feed.id, FeedState(c.feed.id)), c))]
    if kept:
        with open_store(store_path(call.db)) as store:
            for state in kept:
                polls.save_state(store, state)


def _chosen(config: Config, ids: Sequence[str], everything: bool) -> list[Feed]:
    """The feeds that are meant: by id, from the configuration or the catalogue; else all that are switched on."""
    own = {f.id: f for f in config.feeds}
    if not ids and not everything:
        return [f for f in config.feeds if f.enabled]
    from briefing import catalogue

    known = {**{e.feed.id: e.feed for e in catalogue.entries()}, **own}
    for unknown in (i for i in ids if i not in known):
        raise UsageError(f"Neither {config.path} nor the catalogue has a feed {unknown}{meant(unknown, known)}")
    return [known[i] for i in dict.fromkeys(ids)] if ids else list(known.values())


def _states(call: Call) -> dict[str, FeedState]:
    """What polling remembers; nothing where no store was made yet."""
    path = store_path(call.db)
    if not path.exists():
        return {}
    with open_store(path, write=False) as store:
        return polls.states(store)


def _line(feed: Feed, state: FeedState, verdict: Health) -> str:
    good = f"last good {_day(state.last_good)}" if state.last_good else "no good answer yet"
    newest = f", newest entry {wording.short_time(state.newest)}" if state.newest else ""
    since = f"since {_day(verdict.since)}: " if verdict.in_trouble and verdict.since else ""
    rest = verdict.reason and f"\n{'':<12}{since}{verdict.reason}"
    return f"{verdict.word:<11} {feed.id:<22} {feed.speaks_for or '-':<4} {good}{newest}{rest}"


def _sums(verdicts: Sequence[Health]) -> None:
    words = ", ".join(f"{n} {word}" for word, n in health.counts(verdicts).items() if n)
    say(f"{wording.count(len(verdicts), 'feed')}{f': {words}' if words else ''}.")


def _day(moment: datetime | None) -> str:
    return wording.short_time(moment.isoformat(timespec="seconds")) if moment else "never"


def _shape(feed: Feed, state: FeedState, verdict: Health) -> dict[str, object]:
    return {
        "id": feed.id,
        "name": feed.name,
        "kind": feed.kind,
        "url": feed.url,
        "speaks_for": feed.speaks_for,
        "role": feed.role,
        "enabled": feed.enabled,
        "reason": feed.reason,
        "health": verdict.word,
        "since": _instant(verdict.since),
        "why": verdict.reason,
        "status": state.status,
        "last_poll": _instant(state.last_poll),
        "last_good": _instant(state.last_good),
        "newest": state.newest,
        "moved": state.moved,
        "error": state.error,
    }


def _known(feed: Feed) -> dict[str, object]:
    keys = ("id", "name", "kind", "url", "speaks_for", "role", "institution", "lang", "rights", "every", "enabled")
    return {key: getattr(feed, key) for key in (*keys, "reason", "status", "checked", "link_pattern")}


def _instant(moment: datetime | None) -> str | None:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}" if moment else None
