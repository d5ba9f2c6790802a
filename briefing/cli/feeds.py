"""Commands about sources: feeds list."""

from __future__ import annotations

from datetime import datetime

import click

from briefing import health, wording
from briefing.cli import Call, configuration
from briefing.cli.output import JSON_OPTION, json_line, now
from briefing.config import store_path
from briefing.health import Health
from briefing.model import Feed, FeedState
from briefing.store import open_store, reads


@click.group("feeds")
def feeds_command() -> None:
    """The sources: which there are, how each is, and every change to them."""


@feeds_command.command("list")
@JSON_OPTION
@click.pass_obj
def feeds_list(call: Call, as_json: bool) -> None:
    """List the configured feeds with their health, those in trouble first."""
    config = configuration(call)
    states = _states(call)
    moment = now()
    told = [(f, s, health.health(f, s, moment)) for f in config.feeds for s in [states.get(f.id, FeedState(f.id))]]
    if as_json:
        for feed, state, verdict in told:
            json_line(_shape(feed, state, verdict))
        return
    for feed, state, verdict in sorted(told, key=lambda t: health.WORDS.index(t[2].word)):
        click.echo(_line(feed, state, verdict))
    words = ", ".join(f"{n} {word}" for word, n in health.counts(v for _, _, v in told).items() if n)
    click.echo(f"{wording.count(len(told), 'feed')}{f': {words}' if words else ''}.")


def _states(call: Call) -> dict[str, FeedState]:
    """What polling remembers; nothing where no store was made yet."""
    path = store_path(call.db)
    if not path.exists():
        return {}
    with open_store(path, write=False) as store:
        return reads.feed_states(store)


def _line(feed: Feed, state: FeedState, verdict: Health) -> str:
    good = f"last good {_day(state.last_good)}" if state.last_good else "no good answer yet"
    newest = f", newest entry {wording.short_time(state.newest)}" if state.newest else ""
    since = f"since {_day(verdict.since)}: " if verdict.in_trouble and verdict.since else ""
    rest = verdict.reason and f"\n{'':<12}{since}{verdict.reason}"
    return f"{verdict.word:<11} {feed.id:<22} {feed.speaks_for or '-':<4} {good}{newest}{rest}"


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


def _instant(moment: datetime | None) -> str | None:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}" if moment else None
