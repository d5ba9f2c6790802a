"""Commands over the log of decisions: undo, redo, log."""

from __future__ import annotations

import click

from briefing.cli import Call
from briefing.cli.output import JSON_OPTION, json_line, now
from briefing.config import store_path
from briefing.errors import NothingDone
from briefing.model import Decision
from briefing.store import open_store, reads, writes


@click.command("undo")
@click.pass_obj
def undo_command(call: Call) -> None:
    """Undo the last decision that stands."""
    with open_store(store_path(call.db), create=False) as store:
        _tell("Undone", writes.undo(store, at=now()), "There is nothing to undo.")


@click.command("redo")
@click.pass_obj
def redo_command(call: Call) -> None:
    """Redo what was undone last."""
    with open_store(store_path(call.db), create=False) as store:
        _tell("Redone", writes.redo(store, at=now()), "There is nothing to redo.")


def _tell(what: str, turned: list[Decision], nothing: str) -> None:
    if not turned:
        raise NothingDone(nothing)
    for decision in turned:
        click.echo(f"{what}: {decision.what} {decision.target}")


@click.command("log")
@JSON_OPTION
@click.pass_obj
def log_command(call: Call, as_json: bool) -> None:
    """List what people decided, newest first."""
    with open_store(store_path(call.db), write=False) as store:
        for d in reads.decisions(store):
            at = f"{d.at:%Y-%m-%dT%H:%M:%SZ}"
            if as_json:
                json_line({"id": d.id, "at": at, "who": d.who, "what": d.what, "target": d.target, "undone": d.undone})
            else:
                click.echo(f"{d.id:>5}  {at}  {d.who}  {d.what} {d.target}{'  (undone)' if d.undone else ''}")
