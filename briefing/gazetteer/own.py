"""A person's own tables of names: TOML files of the same shape as the shipped ones, which they extend and overrule."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from briefing.errors import ConfigError

IMPORTED = "actors-imported.toml"  # written by a program; what a person typed wins over it
Row = Mapping[str, Any]

CODE = re.compile(r"[A-Z]{2}|NATO")
DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_MEANT = {str: "text in quotes", bool: "true or false", CODE: "a code such as GB", DATE: 'a date such as "2024-03"'}

# noun -> key -> what stands there: a type or pattern, [each of a list], {a table}. The first key names the row; a key
# with "?" may be missing, one with "+" holds at least one.
SHAPES: Mapping[str, Mapping[str, Any]] = {
    "government": {
        "code": CODE,
        "names+": [str],
        "demonyms": [str],
        "metonyms": [str],
        "regions?": [str],
        "accused?": [CODE],
    },
    "institution": {
        "key": str,
        "country": CODE,
        "name": str,
        "kind": str,
        "abbreviations?": [str],
        "aliases?": [str],
        "native?": [str],
        "shared?": [str],
    },
    "person": {
        "name": str,
        "native?": str,
        "aliases?": [str],
        "roles+": [{"title": str, "institution": str, "from?": DATE, "to?": DATE, "evidence?": str}],
    },
    "actor": {
        "name": str,
        "by?": str,
        "country?": CODE,
        "word?": bool,
        "source?": str,
        "aliases?": [{"name": str, "by": str, "word?": bool}],
    },
}


class OwnFile(NamedTuple):
    """A file of a person's own gazetteer, as it was read."""

    path: Path
    text: str


class OwnTables(NamedTuple):
    """The same, parsed: noun -> its rows."""

    path: Path
    rows: Mapping[str, Sequence[Row]]


def own_files(folder: Path) -> tuple[OwnFile, ...]:
    """The TOML files of a folder, those that a program wrote first; none where there is no folder.

    Raises ConfigError naming what cannot be read.
    """
    at = folder
    try:
        paths = [p for p in folder.iterdir() if p.suffix == ".toml" and not p.name.startswith(".")]
        files = []
        for at in sorted(paths, key=lambda p: (p.name != IMPORTED, p.name)):
            files.append(OwnFile(at, at.read_bytes().decode("utf-8-sig")))
    except FileNotFoundError:
        return ()
    except UnicodeDecodeError as error:
        raise ConfigError(f"{at} is not UTF-8 text (byte {error.start}).") from error
    except OSError as error:
        raise ConfigError(f"{at} cannot be read: {error.strerror}.") from error
    return tuple(files)


def parsed(file: OwnFile) -> OwnTables:
    """The rows of a file, not yet checked one by one. Raises ConfigError naming the file and the table."""
    try:
        tables = tomllib.loads(file.text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file.path} is not TOML: {error}.") from error
    for noun, rows in tables.items():
        if noun not in SHAPES:
            raise ConfigError(f"{file.path}: unknown table {noun}; known are {', '.join(SHAPES)}.")
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise ConfigError(f"{file.path}: each row is a [[{noun}]] table, with two brackets.")
    return OwnTables(file.path, tables)


def own_governments(folder: Path) -> frozenset[str]:
    """The codes of the governments that the files of a folder add. Raises ConfigError as `own_files` and `parsed`."""
    rows = (row for file in own_files(folder) for row in parsed(file).rows.get("government", ()))
    return frozenset(str(row.get("code")) for row in rows)


def with_own(noun: str, shipped: Sequence[Row], own: Sequence[OwnTables]) -> list[Row]:
    """The rows of one noun: those that a person typed, then the shipped, then those that a program wrote.

    A row with the key of an earlier one replaces it or, with `extends = true`, adds to its lists. Raises ConfigError
    naming the file, the row and the key that is wrong.
    """
    names = key_of(noun)
    kept = {row[names]: row for row in shipped}
    first: list[str] = []
    for path, tables in own:
        seen: set[str] = set()
        for number, row in enumerate(tables.get(noun, ()), 1):
            name = row.get(names, f"number {number}")
            if complaint := wrong(row, noun):
                raise _error(path, noun, name, complaint)
            base = kept.get(name) if row.get("extends") else None
            if base is None and (gap := missing(row, noun)):
                raise _error(path, noun, name, f"{gap} is missing")
            if base is None and name in seen:
                raise _error(path, noun, name, "it stands there twice")
            seen.add(name)
            kept[name] = row if base is None else _extended(base, row)
            if path.name != IMPORTED:
                first.append(name)
    return [kept[name] for name in dict.fromkeys([*first, *kept])]


def key_of(noun: str) -> str:
    """The key that names a row."""
    return next(iter(SHAPES[noun]))


def wrong(row: Row, noun: str) -> str | None:
    """What is wrong with that which stands in a row; None if nothing is."""
    return next(_complaints(row, {**SHAPES[noun], "extends?": bool}, noun), None)


def missing(row: Row, noun: str) -> str | None:
    """The first key that a row needs and does not have."""
    needed = (key.rstrip("+") for key in SHAPES[noun] if not key.endswith("?"))
    return next((key for key in needed if key not in row), None)


def check_references(own: Sequence[OwnTables], governments: Mapping[str, Any], institutions: Mapping[str, Any]) -> None:
    """Raises ConfigError for a row that names an institution or a government that is in no table."""
    for path, tables in own:
        for row in tables.get("institution", ()):
            if (country := row.get("country")) and country not in governments:
                raise _error(path, "institution", row["key"], f"country {country} is no government of the tables")
        for row in tables.get("person", ()):
            for role in row.get("roles", ()):
                if role["institution"] not in institutions:
                    what = f"institution {role['institution']} is the key of no institution"
                    raise _error(path, "person", row["name"], what)


def _extended(base: Row, row: Row) -> Row:
    added = {key: [*base.get(key, ()), *value] if isinstance(value, list) else value for key, value in row.items()}
    return {**base, **added}


def _complaints(value: Any, shape: Any, key: str) -> Iterator[str]:
    if isinstance(shape, list):
        if not isinstance(value, list):
            yield f"{key} must be a list"
            return
        for one in value:
            yield from _complaints(one, shape[0], key)
    elif isinstance(shape, dict):
        yield from _complaints_of_table(value, shape, key)
    elif isinstance(shape, re.Pattern):
        if not isinstance(value, str) or not shape.fullmatch(value):
            yield f"{key} must be {_MEANT[shape]}"
    elif type(value) is not shape:
        yield f"{key} must be {_MEANT[shape]}"
    elif shape is str and not any(letter.isalnum() for letter in value):
        yield f"{key} holds a text without a letter"


def _complaints_of_table(value: Any, shape: Mapping[str, Any], key: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{key} must hold tables such as {{ {', '.join(f'{k} = ...' for k in shape if k[-1] not in '?+')} }}"
        return
    known = {name.rstrip("?+"): name for name in shape}
    for name, held in value.items():
        if name not in known:
            yield f"unknown key {name}; known are {', '.join(known)}"
        else:
            yield from _complaints(held, shape[known[name]], name)
            if known[name].endswith("+") and not held:
                yield f"{name} is empty"
    if key not in SHAPES:  # what a whole row lacks is asked for where it is known whether it extends another
        yield from (f"{name} is missing in {key}" for name in shape if name[-1] not in "?+" and name not in value)


def _error(path: Path, noun: str, row: object, what: str) -> ConfigError:
    return ConfigError(f"{path}: {noun} {row}: {what}.")
