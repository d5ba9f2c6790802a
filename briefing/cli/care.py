"""Commands about sources and places: feeds list, locate."""

from __future__ import annotations

import click

from briefing.cli import Call
from briefing.cli.output import JSON_OPTION, json_line
from briefing.config import config_path, load, log_path, store_path
from briefing.model import Feed, FeedState
from briefing.store import open_store, reads


@click.group("feeds")
def feeds_command() -> None:
    """The configured sources."""


@feeds_command.command("list")
@JSON_OPTION
@click.pass_obj
def feeds_list(call: Call, as_json: bool) -> None:
    """List the configured feeds with how their last poll went."""
    config = load(config_path(call.config))
    with open_store(store_path(call.db), write=False) as store:
        states = reads.feed_states(store)
    for feed in config.feeds:
        state = states.get(feed.id, FeedState(feed.id))
        if as_json:
            json_line(_shape(feed, state))
        else:
            off = "" if feed.enabled else f"  off{f': {feed.reason}' if feed.reason else ''}"
            error = f"  {state.error}" if state.error else ""
            click.echo(f"{feed.id:<22} {state.status:<12} {feed.speaks_for or '-':<4} {feed.url}{off}{error}")


def _shape(feed: Feed, state: FeedState) -> dict[str, object]:
    return {
        "id": feed.id,
        "name": feed.name,
        "kind": feed.kind,
        "url": feed.url,
        "speaks_for": feed.speaks_for,
        "role": feed.role,
        "enabled": feed.enabled,
        "reason": feed.reason,
        "status": state.status,
        "last_poll": f"{state.last_poll:%Y-%m-%dT%H:%M:%SZ}" if state.last_poll else None,
        "last_good": f"{state.last_good:%Y-%m-%dT%H:%M:%SZ}" if state.last_good else None,
        "error": state.error,
    }


@click.command("locate")
@click.argument("what", type=click.Choice(["config", "data", "log"]), required=False)
@click.pass_obj
def locate_command(call: Call, what: str | None) -> None:
    """Print where the configuration, the store or the log lies."""
    places = {"config": config_path(call.config), "data": store_path(call.db), "log": log_path()}
    if what:
        click.echo(places[what])
        return
    for name, path in places.items():
        click.echo(f"{name:<7} {path}")
