"""Commands that ask the store: incidents, show, statements, search."""

from __future__ import annotations

import re

import click

from briefing import pipeline, views, wording
from briefing.cli import Call, configuration
from briefing.cli.arranging import question
from briefing.cli.output import JSON_OPTION, day, json_array, json_line, say
from briefing.cli.output import government as code
from briefing.config import store_path
from briefing.errors import NothingDone
from briefing.model import IncidentRow
from briefing.shapes import board_shape, hit_shape, incident_shape, statement_shape
from briefing.store import open_store, reads
from briefing.store import search as searching


@click.command("incidents")
@click.option("--since", metavar="D", help="Still heard of on or after this day.")
@click.option("--until", metavar="D", help="First heard of on or before this day.")
@click.option("--all", "everything", is_flag=True, help="Every incident, relevant or not.")
@JSON_OPTION
@click.pass_obj
def incidents_command(call: Call, since: str | None, until: str | None, everything: bool, as_json: bool) -> None:
    """List the relevant incidents, newest change first."""
    first, last = day(since, "--since"), day(until, "--until")
    config = configuration(call)
    with open_store(store_path(call.db), write=False) as store:
        ids = reads.incident_ids(
            store,
            everything=everything,
            since=first.isoformat() if first else None,
            until=last.isoformat() if last else None,
        )
        if as_json:
            json_array(incident_shape(pipeline.board(store, i, config, facts=False)) for i in ids)
            return
        until, sources = reads.sources_polled(store, config.watch, config.speaks)
        if not ids and not everything and reads.counts(store)["incidents"]:
            say(f"No incident concerns a watched state ({', '.join(config.watch)}); --all lists every one.")
        for row in reads.incident_rows(store, ids):
            click.echo(_row(views.as_of(row, until, sources)))


def _row(row: IncidentRow) -> str:
    said = " ".join(f"{g}{level[1] if level else ''}" for g, level in row.accusers) or "nobody accuses"
    answer = wording.answer_short(row.answer) if row.answer else "-"
    counts = f"{wording.count(row.articles, 'article')}, {wording.count(row.origins, 'origin')}, {row.new:,} new"
    status = "" if row.incident.status == "new" else f"  ({row.incident.status})"
    when = (row.incident.last or "undated")[:10]
    return f"{row.incident.id}  {when:<10}  {row.incident.title}{status}\n    {said} | {answer} | {counts}"


@click.command("show")
@click.argument("incident")
@JSON_OPTION
@click.pass_obj
def show_command(call: Call, incident: str, as_json: bool) -> None:
    """Show the board of one incident, with every word that is on file.

    With --json it holds the stored text of its articles, which is for your own reading and not for sharing, whatever
    the rights of its sources; what may be shared is a digest.
    """
    from briefing.digest import show

    config = configuration(call)
    with open_store(store_path(call.db), write=False) as store:
        board = pipeline.board(store, incident, config)
    _tell_where(incident, board.incident.id)
    if as_json:
        json_line(board_shape(board))
        return
    click.echo(show(board), nl=False)
    if board.incident.computed is not None:
        click.echo(f"\nTITLE: a person gave it; its articles give: {board.incident.computed}")
    if board.possible:
        click.echo(f"\nPOSSIBLE: `briefing confirm ARTICLE {board.incident.id}` or `briefing refuse ...` answers")
        for proposal in board.possible:
            click.echo(question(proposal))


def _tell_where(asked: str, found: str) -> None:
    """Say that an incident has gone into another one, where it has."""
    if found != asked:
        say(f"Incident {asked} is a part of incident {found} now.")


@click.command("statements")
@click.option("--incident", metavar="ID", help="Only of this incident.")
@click.option("--government", metavar="CC", help="Only of this government.")
@JSON_OPTION
@click.pass_obj
def statements_command(call: Call, incident: str | None, government: str | None, as_json: bool) -> None:
    """List statements."""
    wanted = code(government, "--government", configuration(call))
    with open_store(store_path(call.db), write=False) as store:
        there = incident and reads.resolve(store, incident)
        if incident and not there:
            raise NothingDone(f"There is no incident {incident}.")
        if incident and there:
            _tell_where(incident, there)
        found = reads.statements(store, incident=there, government=wanted)
        publishers = {} if as_json else reads.publishers(store)
        for statement, held in found:
            if as_json:
                json_line(statement_shape(statement, held))
            elif statement.governments:
                line = wording.line(statement, publishers[statement.article])
                level = f" {statement.level}" if statement.level else ""
                click.echo(
                    f"{'+'.join(statement.governments)}{level} {','.join(statement.kind)} [{line.mark}] "
                    f"{line.who}: {line.lead} {line.text}".replace("  ", " ")
                )


class Searching(click.Command):
    """A command whose words may begin with a minus: what no option is, is excluded."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the words with one minus out of the options' way."""
        excluded = [a for a in args if re.match("-[^-]", a) and a not in ctx.help_option_names]
        if "--" in args or not excluded:
            return super().parse_args(ctx, args)
        return super().parse_args(ctx, [*(a for a in args if a not in excluded), "--", *excluded])


@click.command("search", cls=Searching)
@click.argument("query", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True, help="At most so many.")
@JSON_OPTION
@click.pass_obj
def search_command(call: Call, query: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Search the text and title of every article, newest first.

    All words must stand in it, in any order; accents, case and width do not count. Chinese, Japanese, Korean and Thai
    words are found inside longer ones.

    \b
    "two words"       side by side; in a shell: '"two words"'
    hack*             every word that begins so
    -word             without it; also -"two words", -level:L0
    government:GB     level:L4..   level:L2..L4   kind:sanction   code:R02
    actor:APT31       source:Post  lang:zh        incident:ID
    since:2024-03-01  until:2024-03-31
    is:kept           new, following, dismissed, read, unread, relevant
    """
    with open_store(store_path(call.db), write=False) as store:
        hits = searching.search(store, " ".join(query), limit=limit)
        if not hits:
            say("Nothing was found.")
        for hit in hits:
            if as_json:
                json_line(hit_shape(hit))
            else:
                within = "" if hit.incident_title in (None, hit.title) else f"\n    in {hit.incident_title}"
                known = f" [{hit.incident}]" if hit.incident else ""
                click.echo(f"{(hit.published or 'undated')[:10]}  {hit.source}: {hit.title}{known}{within}")
                click.echo(f"    {hit.snippet}")
