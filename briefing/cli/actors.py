"""Commands about threat groups: actors list, actors import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from briefing import pipeline
from briefing.cli import PATH, Call, configuration
from briefing.cli.output import JSON_OPTION, json_line, say
from briefing.config import write_whole
from briefing.errors import NothingDone
from briefing.gazetteer import Actor
from briefing.gazetteer.own import IMPORTED
from briefing.gazetteer.published import Additions, additions, as_toml, names_of, owners, plain, read_list

LARGEST = 50_000_000  # bytes of a list; the known ones have one


@click.group("actors")
def actors_command() -> None:
    """The threat groups that are recognised, and their names."""


@actors_command.command("list")
@click.argument("name", nargs=-1)
@JSON_OPTION
@click.pass_obj
def actors_list(call: Call, name: tuple[str, ...], as_json: bool) -> None:
    """List threat groups with their names, each with its namer; with NAME only those that bear it."""
    gazetteer = pipeline.names(configuration(call))
    bearers = owners(gazetteer)
    wanted = " ".join(name)
    groups = [gazetteer.actors[b] for b in bearers.get(plain(wanted), ())] if wanted else gazetteer.actors.values()
    if wanted and not groups:
        raise NothingDone(f"No threat group is called {wanted}.")
    for actor in groups:
        names = _names(actor, bearers)
        if as_json:
            json_line({"name": actor.name, "country": actor.country, "names": names})
        else:
            told = ", ".join(_told_name(n["name"], n["by"], n["also"]) for n in names)
            click.echo(f"{actor.country or '-':<4} {told}")


def _names(actor: Actor, bearers: Mapping[str, Sequence[str]]) -> list[dict[str, Any]]:
    """The names of a group, each with its namer, whether it is an ordinary word, and who else bears it."""
    namers = (actor.by, *(by for _, by in actor.aliases))
    return [
        {
            "name": name,
            "by": by,
            "word": name in actor.words,
            "also": [bearer for bearer in bearers[plain(name)] if bearer != actor.name],
        }
        for name, by in zip(names_of(actor), namers, strict=True)
    ]


def _told_name(name: str, by: str | None, also: Sequence[str]) -> str:
    notes = [*([by] if by else []), *(f"also {bearer}" for bearer in also)]
    return f"{name} ({'; '.join(notes)})" if notes else name


@actors_command.command("import")
@click.argument("file", type=PATH)
@JSON_OPTION
@click.pass_obj
def actors_import(call: Call, file: Path, as_json: bool) -> None:
    """Add the names of a published list: MISP's threat-actor.json or Microsoft's MicrosoftMapping.json.

    They go to a file of the gazetteer folder beside feeds.toml. What is known already stays as it is.
    """
    config = configuration(call)
    known = pipeline.names(config)
    try:
        listed = read_list(_content(file), known)
    except NothingDone as error:
        raise NothingDone(f"{file} cannot be imported: {error}.") from error
    found = additions(listed.groups, known, listed.title)
    target = config.own_names / IMPORTED
    if found.rows:
        _append(target, as_toml(found.rows, listed.credit))
    if as_json:
        json_line(
            {
                "source": listed.title,
                "file": str(target),
                "groups": found.groups,
                "joined": found.joined,
                "names": found.names,
                "known": found.known,
                "left_out": dict(found.left_out),
                "nameless": listed.nameless,
            }
        )
    else:
        say(f"{listed.title}: {_told(found, listed.nameless)} {f'In {target}.' if found.rows else 'Nothing changed.'}")


def _content(file: Path) -> bytes:
    """The bytes of a list. Raises NothingDone for what cannot be one."""
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except OSError as error:
        raise NothingDone(error.strerror or "it cannot be read") from error
    if len(content) > LARGEST:
        raise NothingDone(f"it is larger than {LARGEST // 1_000_000} MB")
    return content


def _append(target: Path, block: str) -> None:
    """Add a block to a file, whole or not at all. Raises NothingDone when it cannot be written."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        before = target.read_text(encoding="utf-8-sig") + "\n" if target.exists() else ""
        write_whole(target, before + block)
    except OSError as error:
        raise NothingDone(f"{target} cannot be written: {error.strerror}.") from error


def _told(found: Additions, nameless: int) -> str:
    left = {**found.left_out, **({"without a name": nameless} if nameless else {})}
    reasons = f" ({', '.join(f'{n} {reason}' for reason, n in left.items())})" if left else ""
    return (
        f"groups: {found.groups} new, {found.joined} known with new names; "
        f"names: {found.names} new, {found.known} known, {sum(left.values())} left out{reasons}."
    )
