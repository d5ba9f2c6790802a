"""Commands that change which sources there are: feeds add, remove, pause, resume, move, import, export."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click

from briefing import subscriptions, wording
from briefing.cli import PATH, Call
from briefing.cli.output import government, now, say
from briefing.config import Config, config_path, load, no_government, store_path, write_starter, write_whole
from briefing.errors import NothingDone, UsageError
from briefing.feedkeys import KINDS, Wrong, feed_of, meant
from briefing.outside import ROLES, Feed, FeedState

ASKED = ("feed", "gnews")  # kinds whose address is asked before it is added
FEW = 10  # known ones of an import that are told one by one


def own_file(call: Call) -> Config:
    """The configuration that is edited; on the first run the starter feeds are copied, as `refresh` does."""
    place = config_path(call.config)
    if call.config is None and not place.exists():
        write_starter(place)
        say(f"Copied the starter feeds to {place}.")
    return load(place)


@click.command("add")
@click.argument("what", metavar="ID|URL")
@click.option("--id", "id_", metavar="ID", help="What to call it; by default its id in the catalogue, else its title.")
@click.option("--name", help="Its publisher, as a digest prints it; by default what the feed calls itself.")
@click.option("--kind", type=click.Choice(KINDS), help="What sort of source it is; by default a feed.")
@click.option("--speaks-for", metavar="CC", help="Government whose own words it carries; by default nobody's.")
@click.option("--role", type=click.Choice(ROLES), help="What its words may count for; by default press.")
@click.option("--lang", metavar="CODE", help="Language of its entries.")
@click.option("--link-pattern", metavar="REGEX", help="Of a listing: the links to follow.")
@click.option("--split", type=click.Choice(["qa"]), help="Of a listing: each question with its answer by itself.")
@click.option("--no-check", is_flag=True, help="Do not ask its server first.")
@click.pass_obj
def add_command(call: Call, /, what: str, id_: str | None, no_check: bool, **given: str | None) -> None:
    """Add a source of the catalogue by its id, or any other by its address, which is asked once.

    Of a web page the feed that it offers is added. Prints the table that was added to feeds.toml.
    """
    from briefing import catalogue

    config = own_file(call)
    given["speaks_for"] = government(given["speaks_for"], "--speaks-for", config)
    wanted: dict[str, Any] = {key: value for key, value in given.items() if value is not None}
    entry = catalogue.entry(what)
    note = ""
    if entry is not None:
        note = entry.feed.reason or "" if entry.feed.enabled else ""
        table = {**entry.table, **wanted, "id": id_ or what}
        if entry.feed.enabled:
            table.pop("reason", None)
        table = _examined(config, table)
    elif "://" in what or "." in what:
        table = {"url": what if "://" in what else f"https://{what}", **wanted}
        _not_there(config, table["url"])
        table = _examined(config, {"id": id_ or "new", **table})
        if not no_check and table.get("kind", "feed") in ASKED:
            table = _asked(table)
            _not_there(config, table["url"])
        table["id"] = id_ or subscriptions.free_id(table.get("name", ""), table["url"], [f.id for f in config.feeds])
    else:
        near = catalogue.near(what)
        raise UsageError(
            f"The catalogue has no source {what}; "
            + (f"did you mean {near}?" if near else "`briefing feeds catalogue` lists all; or give an address.")
        )
    click.echo(subscriptions.add(config.path, table, note=note), nl=False)
    say(f"Added to {config.path}.")
    if entry is None and not no_check and table.get("kind", "feed") not in ASKED:
        say(f"It was not asked yet: `briefing feeds check {table['id']}` asks it.")
    if table.get("enabled") is False:
        say(f"It is not asked: {table.get('reason', '')} `briefing feeds resume {table['id']}` switches it on.")


def _not_there(config: Config, url: str) -> None:
    if (other := subscriptions.has_address(config.feeds, url)) is not None:
        raise UsageError(f"{config.path} has this address already: it is the feed {other.id}.")


def _examined(config: Config, table: dict[str, Any]) -> dict[str, Any]:
    """A table that may stand in feeds.toml. Raises UsageError for one that may not."""
    if isinstance(wrong := feed_of(table, partial(no_government, own_names=config.own_names)), Wrong):
        raise UsageError(f"{table['url']}: {wrong.sentence}")
    return table


def _asked(table: dict[str, Any]) -> dict[str, Any]:
    """Ask an address once: the table with where the feed was found in the end and what it calls itself."""
    from briefing.sources.asking import ask
    from briefing.sources.http import fetch

    found = ask(table["url"], kind=table.get("kind", "feed"), get=fetch, now=now())
    if found.wrong:
        raise NothingDone(f"{table['url']}: {found.wrong} With --no-check it is added all the same.")
    for told in found.told:
        say(told)
    name = table.get("name") or found.title
    return {**table, "url": found.url, **({"name": name} if name else {})}


def _named(call: Call, id_: str) -> tuple[Config, Feed]:
    """A configured feed. Raises UsageError for an unknown id, with the nearest."""
    config = own_file(call)
    for feed in config.feeds:
        if feed.id == id_:
            return config, feed
    raise UsageError(f"{config.path} has no feed {id_}{meant(id_, [f.id for f in config.feeds])}")


@click.command("remove")
@click.argument("id_", metavar="ID")
@click.pass_obj
def remove_command(call: Call, id_: str) -> None:
    """Remove a feed from feeds.toml; its articles stay. Prints its table, by which it can be put back."""
    config, _ = _named(call, id_)
    click.echo(subscriptions.remove(config.path, id_), nl=False)
    say(f"Removed from {config.path}; its articles stay.")


@click.command("pause")
@click.argument("id_", metavar="ID")
@click.option("--reason", default="", help="Why; kept beside the day.")
@click.pass_obj
def pause_command(call: Call, id_: str, reason: str) -> None:
    """Switch a feed off: it is kept, and not asked."""
    config, _ = _named(call, id_)
    subscriptions.pause(config.path, id_, reason=reason, day=now().date())
    say(f"Paused: {id_} is not asked until `briefing feeds resume {id_}`.")


@click.command("resume")
@click.argument("id_", metavar="ID")
@click.pass_obj
def resume_command(call: Call, id_: str) -> None:
    """Switch a feed on again."""
    config, feed = _named(call, id_)
    if feed.enabled:
        say(f"{id_} is switched on already.")
        return
    subscriptions.resume(config.path, id_)
    say(f"Resumed: {id_} is asked again.")


@click.command("move")
@click.argument("id_", metavar="ID")
@click.argument("url", required=False)
@click.pass_obj
def move_command(call: Call, id_: str, url: str | None) -> None:
    """Give a feed the address that its server names for good, or the one given here."""
    config, feed = _named(call, id_)
    target = url or _moved(call, id_)
    if not target or target == feed.url:
        raise NothingDone(f"The server of {id_} named no other address; give one: briefing feeds move {id_} URL.")
    subscriptions.move(config.path, id_, target)
    say(f"Moved: {id_} is asked at {target}, no longer at {feed.url}.")


def _moved(call: Call, id_: str) -> str | None:
    from briefing.store import open_store, polls

    path = store_path(call.db)
    if not path.exists():
        return None
    with open_store(path, write=False) as store:
        return polls.states(store).get(id_, FeedState(id_)).moved


@click.command("import")
@click.argument("file", type=PATH, metavar="FILE.opml")
@click.pass_obj
def import_command(call: Call, file: Path) -> int:
    """Add the feeds of an OPML file, in whatever folders they stand. What is there already stays as it is."""
    from briefing.sources import Failed
    from briefing.sources.opml import read_opml

    config = own_file(call)
    try:
        outlines = read_opml(file.read_bytes(), str(file))
    except OSError as error:
        raise NothingDone(f"{file} cannot be read: {error.strerror or error}.") from error
    if isinstance(outlines, Failed):
        raise NothingDone(outlines.reason)
    wrong = list(outlines.wrong)
    known: list[str] = []
    new = _new(config, outlines.tables, wrong, known, file)
    for sentence in wrong:
        say(f"briefing: {sentence}")
    for sentence in known[:FEW]:
        say(sentence)
    if len(known) > FEW:
        say(f"... and {len(known) - FEW} more that are there already.")
    if new:
        subscriptions.add(config.path, *new)
    elif not known:
        raise NothingDone(f"Nothing was imported from {file}.")
    say(f"{wording.count(len(new), 'feed')} added to {config.path}, {len(known)} known, {len(wrong)} wrong.")
    return 1 if wrong else 0


def _new(
    config: Config, tables: Sequence[dict[str, Any]], wrong: list[str], known: list[str], file: Path
) -> list[dict[str, Any]]:
    """The tables of an import that are added; complaints go to `wrong`, what is there already to `known`."""
    addresses = {subscriptions.alike(f.url): f.id for f in config.feeds}
    ids = {f.id for f in config.feeds}
    new = []
    for table in tables:
        name = table.get("name") or table["url"]
        address = subscriptions.alike(table["url"])
        if address in addresses:
            known.append(f'{file}: "{name}" is there already, as the feed {addresses[address]}.')
            continue
        wish = str(table.get("id") or "")
        id_ = wish if wish and wish not in ids else subscriptions.free_id(wish or name, table["url"], ids)
        table = _guarded({**table, "id": id_, **({} if table.get("name") else {"name": id_})}, file)
        examined = feed_of(table, partial(no_government, own_names=config.own_names))
        if isinstance(examined, Wrong):
            wrong.append(f'{file}: "{name}": {examined.sentence}')
            continue
        addresses[address] = id_
        ids.add(id_)
        new.append(table)
    return new


def _guarded(table: dict[str, Any], file: Path) -> dict[str, Any]:
    """A table from elsewhere that would send secrets of the environment to its host is switched off first."""
    from briefing.sources.headers import variables

    headers = table.get("headers")
    names = [n for value in headers.values() for n in variables(str(value))] if isinstance(headers, dict) else []
    if not names or table.get("enabled") is False:
        return table
    reason = f"imported from {file.name}: it would send {wording.listed(names)} to its host."
    say(f'"{table["name"]}" is not asked: {reason} `briefing feeds resume {table["id"]}` switches it on.')
    return {**table, "enabled": False, "reason": reason}


@click.command("export")
@click.option("-o", "--output", "output", type=PATH, metavar="FILE", help="The file; by default stdout.")
@click.pass_obj
def export_command(call: Call, output: Path | None) -> None:
    """Write the feeds as OPML 2.0, which other readers import and `briefing feeds import` reads without loss."""
    from briefing.sources.opml import write_opml

    text, left = write_opml(subscriptions.tables(own_file(call).path), now=now())
    for sentence in left:
        say(f"briefing: {sentence}")
    if output is None:
        click.echo(text.decode("utf-8"), nl=False)
        return
    try:
        write_whole(output, text.decode("utf-8"))
    except OSError as error:
        raise NothingDone(f"The feeds cannot be written to {output}: {error.strerror}.") from error
    say(f"Written to {output}.")


COMMANDS = (
    add_command,
    remove_command,
    pause_command,
    resume_command,
    move_command,
    import_command,
    export_command,
)
