"""Commands about where articles stand and what incidents are called: possible, confirm, merge, rename and more."""

from __future__ import annotations

from collections.abc import Callable

import click

from briefing import pipeline
from briefing.cli import Call, configuration
from briefing.cli.output import JSON_OPTION, json_line, now, say
from briefing.config import Config, store_path
from briefing.errors import UsageError
from briefing.model import Decision, Proposal
from briefing.shapes import decision_shape, proposal_shape
from briefing.store import Store, open_store, reads
from briefing.wording import decision_words

HELD = "No later reading changes it; `briefing undo` takes it back."


@click.command("possible")
@JSON_OPTION
@click.pass_obj
def possible_command(call: Call, as_json: bool) -> None:
    """List the articles that may belong to an incident that they nearly fit, best first.

    `briefing confirm ARTICLE INCIDENT` and `briefing refuse ARTICLE INCIDENT` answer.
    """
    with open_store(store_path(call.db), write=False) as store:
        found = reads.possible(store)
    if not found and not as_json:
        say("No article is in question.")
    for proposal in found:
        if as_json:
            json_line(proposal_shape(proposal))
        else:
            click.echo(question(proposal))
            click.echo(f"    in {proposal.incident}: {proposal.incident_title}")


def question(proposal: Proposal) -> str:
    """An article in question and why, on two lines."""
    told = f"{proposal.source}: {proposal.title}"
    return f"{proposal.article}  {(proposal.published or 'undated')[:10]}  {told}\n    {proposal.reason}"


@click.command("merge", epilog=HELD)
@click.argument("into", metavar="INCIDENT")
@click.argument("others", metavar="OTHER...", nargs=-1, required=True)
@JSON_OPTION
@click.pass_obj
def merge_command(call: Call, into: str, others: tuple[str, ...], as_json: bool) -> None:
    """Merge the OTHER incidents into INCIDENT; their ids lead to it from then on."""
    _done(call, lambda s, c: pipeline.arrange(s, c, "merge", into, incidents=others, now=now()), as_json)


@click.command("split", epilog=HELD)
@click.argument("incident")
@click.argument("articles", metavar="ARTICLE...", nargs=-1, required=True)
@JSON_OPTION
@click.pass_obj
def split_command(call: Call, incident: str, articles: tuple[str, ...], as_json: bool) -> None:
    """Let some articles leave INCIDENT for a new one, which is named."""
    _done(call, lambda s, c: pipeline.split(s, c, incident, articles, now=now()), as_json)


@click.command("move", epilog=HELD)
@click.argument("article")
@click.argument("incident")
@JSON_OPTION
@click.pass_obj
def move_command(call: Call, article: str, incident: str, as_json: bool) -> None:
    """Let ARTICLE leave where it stands for INCIDENT."""
    _done(call, lambda s, c: pipeline.arrange(s, c, "move", incident, articles=[article], now=now()), as_json)


@click.command("apart", epilog=HELD)
@click.argument("one", metavar="INCIDENT")
@click.argument("other", metavar="OTHER")
@JSON_OPTION
@click.pass_obj
def apart_command(call: Call, one: str, other: str, as_json: bool) -> None:
    """Never together: keep two incidents apart, whatever their articles have in common."""
    _done(call, lambda s, c: pipeline.arrange(s, c, "apart", one, incidents=[other], now=now()), as_json)


@click.command("confirm", epilog=HELD)
@click.argument("article")
@click.argument("incident")
@JSON_OPTION
@click.pass_obj
def confirm_command(call: Call, article: str, incident: str, as_json: bool) -> None:
    """Yes, ARTICLE belongs to INCIDENT, as `briefing possible` asks."""
    _done(call, lambda s, c: pipeline.arrange(s, c, "confirm", incident, articles=[article], now=now()), as_json)


@click.command("refuse", epilog=HELD)
@click.argument("article")
@click.argument("incident")
@JSON_OPTION
@click.pass_obj
def refuse_command(call: Call, article: str, incident: str, as_json: bool) -> None:
    """No, ARTICLE does not belong to INCIDENT and is never asked about again."""
    _done(call, lambda s, c: pipeline.arrange(s, c, "refuse", incident, articles=[article], now=now()), as_json)


@click.command("rename", epilog=HELD)
@click.argument("incident")
@click.argument("title", metavar="[TITLE]...", nargs=-1)
@click.option("--auto", is_flag=True, help="The title that its articles give it, again; so does an empty TITLE.")
@JSON_OPTION
@click.pass_obj
def rename_command(call: Call, incident: str, title: tuple[str, ...], auto: bool, as_json: bool) -> None:
    """Give INCIDENT a title of your own."""
    if auto == bool(title):
        raise UsageError("Give a TITLE, or --auto for the one that its articles give.")
    _done(call, lambda s, _: pipeline.rename(s, incident, " ".join(title), now=now()), as_json)


def _done(call: Call, decide: Callable[[Store, Config], Decision], as_json: bool) -> None:
    config = configuration(call)
    with open_store(store_path(call.db), create=False) as store:
        decision = decide(store, config)
    if as_json:
        json_line(decision_shape(decision))
    else:
        click.echo(f"Done: {decision_words(decision)}")
