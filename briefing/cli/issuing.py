"""The digest command."""

from __future__ import annotations

from pathlib import Path

import click

from briefing import pipeline, wording
from briefing.cli import PATH, Call, configuration
from briefing.cli.output import day, moment, now, say
from briefing.config import store_path
from briefing.digest import ENDINGS, FORMATS, render
from briefing.errors import UsageError
from briefing.store import open_store


@click.command("digest")
@click.argument("date", required=False)
@click.option("--since", metavar="D", help="From this day or instant, by when a thing was first seen.")
@click.option("--until", metavar="D", help="Up to this day or instant.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="By default as the ending of FILE says, else plain.")
@click.option("-o", "--output", type=PATH, metavar="FILE", help="Write it there, which issues it; - is stdout.")
@click.pass_obj
def digest_command(
    call: Call, date: str | None, since: str | None, until: str | None, form: str | None, output: Path | None
) -> None:
    """The digest: since the last issued one, else the last 24 hours; or of a DATE, by the day a thing was said.

    It may be shared: of a source whose rights are not open it quotes at most quote_words (feeds.toml) of a statement.
    """
    if date and (since or until):
        raise UsageError("Give a DATE, or --since and --until, not both.")
    start, end = moment(since, "--since"), moment(until, "--until")
    if start and end and start > end:
        raise UsageError(f"--since {since} lies after --until {until}.")
    if output and str(output) == "-":
        output = None
    if output and not form and output.suffix.lower() not in ENDINGS:
        raise UsageError(f"{output} says no format by its ending ({', '.join(ENDINGS)}); give --format.")
    form = form or (ENDINGS[output.suffix.lower()] if output else "plain")
    config = configuration(call)
    with open_store(store_path(call.db), write=output is not None) as store:
        made = pipeline.digest(
            store,
            config,
            clock=now,
            day=day(date, "DATE"),
            since=start,
            until=end,
        )
        if output is None:
            click.echo(render(made, form), nl=False)
            return
        pipeline.issue(store, made, form=form, path=output, now=made.cutoff)
    say(f"Wrote {output}: {wording.count(len(made.sections), 'incident')}.")
    if made.continues:
        say(f"The next one goes on from here; --since {made.since:%Y-%m-%dT%H:%M:%SZ} begins where this one did.")
