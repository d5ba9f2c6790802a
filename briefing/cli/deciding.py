"""Commands over the log of decisions: undo, redo, log."""

from __future__ import annotations

import click

from briefing import pipeline
from briefing.cli import Call, configuration
from briefing.cli.output import JSON_OPTION, json_line, now
from briefing.config import store_path
from briefing.errors import NothingDone
from briefing.model import Decision
from briefing.shapes import decision_shape
from briefing.store import open_store, reads
from briefing.wording import decision_words


@click.command("undo")
@click.pass_obj
def undo_command(call: Call) -> None:
    """Undo the last decision that stands."""
    with open_store(store_path(call.db), create=False) as store:
        _tell("Undone", pipeline.undo(store, configuration(call), now=now()), "There is nothing to undo.")


@click.command("redo")
@click.pass_obj
def redo_command(call: Call) -> None:
    """Redo what was undone last."""
    with open_store(store_path(call.db), create=False) as store:
        _tell("Redone", pipeline.redo(store, configuration(call), now=now()), "There is nothing to redo.")


def _tell(what: str, turned: list[Decision], nothing: str) -> None:
    if not turned:
        raise NothingDone(nothing)
    for decision in turned:
        click.echo(f"{what}: {decision_words(decision)}")


@click.command("log")
@JSON_OPTION
@click.pass_obj
def log_command(call: Call, as_json: bool) -> None:
    """List what people decided, newest first."""
    with open_store(store_path(call.db), write=False) as store:
        for d in reads.decisions(store):
            if as_json:
                json_line(decision_shape(d))
            else:
                undone = "  (undone)" if d.undone else ""
                click.echo(f"{d.id:>5}  {d.at:%Y-%m-%dT%H:%M:%SZ}  {d.who}  {decision_words(d)}{undone}")
