"""How commands print: JSON that is ASCII-safe, plain lines, and talk on stderr."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import click

from briefing.config import Config, instead_of, is_government
from briefing.errors import UsageError

JSON_OPTION = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def json_line(shape: Any) -> None:
    """One JSON value on a line; everything beyond ASCII is escaped, C1 and bidi characters with it."""
    click.echo(json.dumps(shape, ensure_ascii=True))


def json_array(shapes: Iterable[Any]) -> None:
    """A JSON array, one element a line."""
    click.echo("[" + ",\n ".join(json.dumps(s, ensure_ascii=True) for s in shapes) + "]")


def say(text: str) -> None:
    """A line for the person, never part of the data."""
    click.echo(text, err=True)


def government(code: str | None, option: str, config: Config) -> str | None:
    """A government's code as given to an option, in capitals. Raises UsageError that names it and a near one."""
    if code is not None and not is_government(code.upper(), config.own_names):
        raise UsageError(f"{option} {code} is no government's code; {instead_of(code)}")
    return code.upper() if code else None


def now() -> datetime:
    """The clock of the command line."""
    return datetime.now(UTC)


def day(text: str | None, option: str) -> date | None:
    """A date as given to an option. Raises UsageError that names it."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{option} {text} is no date; write it as 2021-07-19.") from error


def moment(text: str | None, option: str) -> datetime | None:
    """A date or instant as given to an option, in UTC. Raises UsageError that names it."""
    if text is None:
        return None
    from dateutil.parser import ParserError, isoparse  # costs 10 ms

    try:
        given = isoparse(text)
    except (ParserError, ValueError) as error:
        raise UsageError(f"{option} {text} is no date or time; write 2021-07-19 or 2021-07-19T08:00Z.") from error
    return given.replace(tzinfo=UTC) if given.tzinfo is None else given.astimezone(UTC)
