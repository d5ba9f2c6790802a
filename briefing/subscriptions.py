"""Edits of feeds.toml: a feed added, removed, switched off and on, moved to another address.

Only the lines of that feed's table change, every other byte stays. Each edit is proven before it is written: read
again, the file must hold what it held and the one change, else it is left as it is (docs/decisions/007).
"""

from __future__ import annotations

import json
import re
import textwrap
import tomllib
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from briefing.config import HEAD, parsed, write_whole
from briefing.errors import ConfigError
from briefing.feedkeys import FEED_KEYS
from briefing.outside import Feed

BOM = "\ufeff"
OTHER_HEAD = re.compile(r"\s*\[(?!\s*(?:feed|\"feed\"|'feed')\s*\.)")  # a table that is no part of a feed's
PART_HEAD = re.compile(r"\s*\[\s*(?:feed|\"feed\"|'feed')\s*\.")  # [feed.headers]
NOTHING = re.compile(r"\s*(#.*)?$")
TEXT = r"\"(?:[^\"\\]|\\.)*\"|'[^']*'"
LINE = re.compile(rf"(\s*[\"']?([\w-]+)[\"']?\s*=\s*)({TEXT}|true|false|[\w.:+-]+)(\s*(?:#.*)?)(\r?\n?)")
BARE = re.compile(r"[A-Za-z0-9_-]+")
LONGEST_MADE = 40  # characters of an id that is made from a name
WIDTH = 118  # characters of a note beside its mark


@dataclass(frozen=True, slots=True)
class _File:
    """feeds.toml as it was read: its bytes, its lines with their ends, and what it says."""

    path: Path
    given: bytes
    bom: str
    lines: list[str]
    data: dict[str, Any]

    @property
    def end(self) -> str:
        """The line end that the file uses."""
        return "\r\n" if any(line.endswith("\r\n") for line in self.lines) else "\n"

    @property
    def tables(self) -> list[dict[str, Any]]:
        """The feeds."""
        return list(self.data.get("feed", []))

    def number(self, id_: str) -> int:
        """Which of the feeds has an id. Raises ConfigError where none has."""
        for number, table in enumerate(self.tables):
            if table["id"] == id_:
                return number
        raise ConfigError(f"{self.path} has no feed {id_}.")


def add(path: Path, *tables: Mapping[str, Any], note: str = "") -> str:
    """Add feeds at the end, all or none, a `note` as a comment of each; returns the text of their tables.

    Raises ConfigError for an id or an address that is there already, naming the feed, and for a wrong table.
    """
    entry = "\n".join(rendered(table, note=note) for table in tables)

    def change(file: _File) -> tuple[list[str], dict[str, Any]]:
        ids = {other["id"] for other in file.tables}
        addresses = {alike(other["url"]): other["id"] for other in file.tables}
        for table in tables:
            if table["id"] in ids:
                raise ConfigError(f"{path} has a feed {table['id']} already.")
            if (other := addresses.get(alike(table["url"]))) is not None:
                raise ConfigError(f"{path} has this address already: it is the feed {other}.")
        lines = list(file.lines)
        if lines and not lines[-1].endswith("\n"):
            lines[-1] += file.end
        if lines and lines[-1].strip():
            lines.append(file.end)
        lines += [line + file.end for line in entry.split("\n")[:-1]]
        return lines, {**file.data, "feed": [*file.tables, *map(dict, tables)]}

    _edit(path, change)
    return entry


def remove(path: Path, id_: str) -> str:
    """Remove a feed; returns the text of its table, by which a person can put it back. Raises ConfigError."""
    taken: list[str] = []

    def change(file: _File) -> tuple[list[str], dict[str, Any]]:
        number = file.number(id_)
        start, _, stop = _span(path, file.lines, number)
        taken.extend(line.rstrip("\r\n") for line in file.lines[start:stop])
        if start == 0 or not file.lines[start - 1].strip():  # one of the blank lines around it goes too
            if stop < len(file.lines) and not file.lines[stop].strip():
                stop += 1
            elif stop == len(file.lines):
                start = max(start - 1, 0)
        tables = file.tables
        return file.lines[:start] + file.lines[stop:], {**file.data, "feed": tables[:number] + tables[number + 1 :]}

    _edit(path, change)
    return "\n".join(taken) + "\n"


def pause(path: Path, id_: str, *, reason: str, day: date) -> None:
    """Switch a feed off, with the reason and the day. Raises ConfigError."""
    _set(path, id_, {"enabled": False, "reason": f"paused {day}: {reason}" if reason else f"paused {day}."})


def resume(path: Path, id_: str) -> None:
    """Switch a feed on again; its reason goes. Raises ConfigError, also where it lacks what its kind needs."""
    _set(path, id_, {"enabled": None, "reason": None})


def move(path: Path, id_: str, url: str) -> None:
    """Give a feed another address. Raises ConfigError for one that another feed has."""

    def free(file: _File) -> None:
        for other in file.tables:
            if other["id"] != id_ and alike(other["url"]) == alike(url):
                raise ConfigError(f"{path} has this address already: it is the feed {other['id']}.")

    _set(path, id_, {"url": url}, before=free)


def tables(path: Path) -> list[dict[str, Any]]:
    """The feeds as they are written, with the keys that a Feed has no use for. Raises ConfigError."""
    return _read(path, path.resolve()).tables


def free_id(name: str, url: str, taken: Collection[str]) -> str:
    """An id for a feed that has none, by its name, else its host: in small ASCII letters, and not taken."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower()) or re.findall(r"[a-z0-9]+", alike(url).partition("/")[0].lower())
    id_ = "-".join(words)[:LONGEST_MADE].strip("-") or "feed"
    return next(made for made in chain([id_], (f"{id_}-{n}" for n in count(2))) if made not in taken)


def alike(url: str) -> str:
    """An address without what makes no difference to whom it leads: http or https, a slash at its end, capitals."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:  # no address; compared as it is
        return url
    query = f"?{parts.query}" if parts.query else ""
    return f"{(parts.hostname or '').removeprefix('www.')}{port}{parts.path.rstrip('/')}{query}"


def has_address(feeds: Sequence[Feed], url: str) -> Feed | None:
    """The feed that has an address already, or None."""
    return next((feed for feed in feeds if alike(feed.url) == alike(url)), None)


def rendered(table: Mapping[str, Any], *, note: str = "") -> str:
    """A [[feed]] table as text, its keys in the order of the documentation."""
    said = " ".join("".join(c if c.isprintable() else " " for c in note).split())
    lines = ["[[feed]]", *(f"# {line}" for line in textwrap.wrap(said, WIDTH))]
    keys = sorted(table, key=list(FEED_KEYS).index)
    return "\n".join([*lines, *(f"{key} = {_value(table[key])}" for key in keys)]) + "\n"


# ------------------------------------------------------------------------------------------------ how
def _edit(path: Path, change: Callable[[_File], tuple[list[str], dict[str, Any]]]) -> None:
    """Make a change, given as the new lines and what they must say, prove it, and write it whole or not at all."""
    target = path.resolve()  # a link stays a link
    file = _read(path, target)
    lines, meant = change(file)
    text = "".join(lines)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _by_hand(path) from error
    if {**data, "feed": data.get("feed", [])} != {**meant, "feed": meant.get("feed", [])}:
        raise _by_hand(path)
    parsed(path, text)
    try:
        if target.read_bytes() != file.given:
            raise ConfigError(f"{path} was changed meanwhile by somebody else; nothing was written.")
        write_whole(target, file.bom + text)
    except OSError as error:
        raise ConfigError(f"{path} cannot be written: {error.strerror}.") from error


def _read(path: Path, target: Path) -> _File:
    try:
        given = target.read_bytes()
        text = given.decode("utf-8")
    except FileNotFoundError as error:
        raise ConfigError(f"There is no configuration {path}.") from error
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not UTF-8 text (byte {error.start}).") from error
    bom, text = (BOM, text[1:]) if text.startswith(BOM) else ("", text)
    parsed(path, text)  # one that is wrong is told as ever, and never edited
    return _File(path, given, bom, re.findall(r"[^\n]*\n|[^\n]+", text), tomllib.loads(text))


def _span(path: Path, lines: Sequence[str], number: int) -> tuple[int, int, int]:
    """The lines of a feed's table: its first, the one after its own keys, the one after its last value."""
    heads = [n for n, line in enumerate(lines) if HEAD.match(line)]
    if number >= len(heads):
        raise _by_hand(path)
    start = heads[number]
    stop = next((n for n in range(start + 1, len(lines)) if OTHER_HEAD.match(lines[n])), len(lines))
    part = next((n for n in range(start, stop) if PART_HEAD.match(lines[n])), stop)
    return start, _after(lines, start, part), _after(lines, start, stop)


def _after(lines: Sequence[str], start: int, stop: int) -> int:
    """The line after the last one that says something: comments before the next table are that one's."""
    while stop > start + 1 and NOTHING.match(lines[stop - 1]):
        stop -= 1
    return stop


def _by_hand(path: Path) -> ConfigError:
    return ConfigError(
        f"{path} is written in a way that cannot be edited for you; nothing was changed: edit it by hand."
    )


def _set(path: Path, id_: str, values: Mapping[str, Any], *, before: Callable[[_File], None] = lambda _: None) -> None:
    """Give keys of a feed other values; None takes the key away, but for a line with a comment of a person's."""

    def change(file: _File) -> tuple[list[str], dict[str, Any]]:
        before(file)
        number = file.number(id_)
        lines, table = list(file.lines), dict(file.tables[number])
        for key, value in values.items():
            lines, table = _with(file, lines, number, table, key, value)
        tables = file.tables
        tables[number] = table
        return lines, {**file.data, "feed": tables}

    _edit(path, change)


def _with(
    file: _File, lines: list[str], number: int, table: dict[str, Any], key: str, value: Any
) -> tuple[list[str], dict[str, Any]]:
    """The lines and the table with one key set, or taken away."""
    start, after, _ = _span(file.path, lines, number)
    at = next((n for n in range(start, after) if (m := LINE.fullmatch(lines[n])) and m[2] == key), None)
    if at is None:
        if value is None and key not in table:
            return lines, table
        if key in table:
            raise _by_hand(file.path)
        head = lines[after - 1].endswith("\n")
        lines = [*lines[: after - 1], lines[after - 1] + ("" if head else file.end), *lines[after:]]
        return [*lines[:after], f"{key} = {_value(value)}{file.end}", *lines[after:]], {**table, key: value}
    found = LINE.fullmatch(lines[at])
    assert found is not None
    if value is None and "#" not in found[4]:
        return [*lines[:at], *lines[at + 1 :]], {k: v for k, v in table.items() if k != key}
    if value is None and key != "enabled":
        return lines, table
    value = True if value is None else value
    return [*lines[:at], f"{found[1]}{_value(value)}{found[4]}{found[5]}", *lines[at + 1 :]], {**table, key: value}


def _value(value: Any) -> str:
    """A value as TOML writes it; text with backslashes or quotation marks in the form that needs no escapes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items()) + " }"
    if isinstance(value, str):
        if value.isprintable() and "'" not in value and ("\\" in value or '"' in value):
            return f"'{value}'"
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
    return str(value)


def _key(key: str) -> str:
    return key if BARE.fullmatch(key) else json.dumps(key, ensure_ascii=False)
