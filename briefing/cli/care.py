"""Commands about places: locate."""

from __future__ import annotations

import click

from briefing.cli import Call
from briefing.config import config_path, log_path, store_path


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
