"""Published lists of threat groups -> rows of a person's own table, joined with the groups that are known already."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from briefing.errors import NothingDone
from briefing.gazetteer import Actor, Gazetteer, tokens
from briefing.gazetteer.own import CODE, Row

LONGEST_NAME = 80  # characters
FEWEST_LETTERS = 4  # fewer say too little, in whatever case
_GLUED = re.compile(r"[^\W\d_][-_.]?\d|\d[^\W\d_]")  # letters and a number that are one word: APT40, TG-3390
_NO_STATE = frozenset({"financially motivated", "private sector offensive actor"})
_MISP = "MISP galaxy"
_MICROSOFT = "Microsoft's list"


@dataclass(frozen=True, slots=True)
class Listed:
    """One group of a list: its names, each with its namer, the one that the list shows it by first."""

    names: tuple[tuple[str, str], ...]
    country: str | None


@dataclass(frozen=True, slots=True)
class PublishedList:
    """A list: what it is called, whom its licence wants named, its groups, and how many entries held no name."""

    title: str
    credit: str
    groups: tuple[Listed, ...]
    nameless: int


@dataclass(frozen=True, slots=True)
class Additions:
    """What a list adds to a gazetteer.

    `rows` for the table; `groups` new ones, `joined` known ones that gain names, `names` new names; `known` names that
    were known; `left_out` reason -> how many names.
    """

    rows: tuple[Row, ...]
    groups: int
    joined: int
    names: int
    known: int
    left_out: Mapping[str, int]


def plain(name: str) -> str:
    """A name without what namers write differently: case, spaces, hyphens, underscores, full stops."""
    return re.sub(r"[\s._-]", "", name).casefold().replace("advancedpersistentthreat", "apt")


def owners(gazetteer: Gazetteer) -> dict[str, list[str]]:
    """Plain name -> the groups that bear it."""
    found: dict[str, list[str]] = {}
    for actor in gazetteer.actors.values():
        for name in dict.fromkeys(plain(n) for n in names_of(actor)):
            found.setdefault(name, []).append(actor.name)
    return found


def names_of(actor: Actor) -> tuple[str, ...]:
    """Every name of a group, the one it is shown by first."""
    return (actor.name, *(name for name, _ in actor.aliases))


# -------------------------------------------------------------------------------------------- reading
def read_list(content: bytes, gazetteer: Gazetteer) -> PublishedList:
    """A list as its publisher gives it, recognised by its content.

    MISP's threat-actor.json: {"values": [{"value", "meta": {"country", "synonyms", "origin:NAME": namer}}]};
    Microsoft's MicrosoftMapping.json: [{"Threat actor name", "Origin/Threat", "Other names": "A, B"}]. Raises
    NothingDone saying what it is not.
    """
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise NothingDone("it is not JSON text") from error
    codes = {n.casefold(): g.code for g in gazetteer.governments.values() for n in g.names}
    if isinstance(data, dict) and isinstance(data.get("values"), list):
        return _misp(data, codes)
    if isinstance(data, list) and any(isinstance(entry, dict) and "Threat actor name" in entry for entry in data):
        groups = [_microsoft_group(entry, codes) for entry in data]
        return _list(
            "Microsoft's MicrosoftMapping.json",
            "Names of threat actors by Microsoft, https://github.com/microsoft/mstic, CC BY 4.0 "
            "(https://creativecommons.org/licenses/by/4.0/); rewritten as rows, known names and names of fewer than "
            f"{FEWEST_LETTERS} letters left out",
            groups,
        )
    raise NothingDone("it is neither MISP's threat-actor.json nor Microsoft's MicrosoftMapping.json")


def _list(title: str, credit: str, groups: Sequence[Listed | None]) -> PublishedList:
    found = tuple(g for g in groups if g is not None)
    if not found:
        raise NothingDone("it holds no threat group")
    return PublishedList(title, credit, found, len(groups) - len(found))


def _misp(data: Mapping[str, Any], codes: Mapping[str, str]) -> PublishedList:
    kind = data.get("type", "threat-actor")
    if kind != "threat-actor":
        raise NothingDone(f"it is MISP's list {str(kind)[:LONGEST_NAME]!r}, not its threat-actor.json")
    version = data.get("version")
    title = f"MISP galaxy threat-actor{f' {version}' if isinstance(version, int) else ''}"
    credit = f"{title}, https://github.com/MISP/misp-galaxy, CC0 1.0 or BSD-2-Clause"
    return _list(title, credit, [_misp_group(entry, codes) for entry in data["values"]])


def _misp_group(entry: Any, codes: Mapping[str, str]) -> Listed | None:
    meta = entry.get("meta") if isinstance(entry, dict) else None
    meta = meta if isinstance(meta, dict) else {}
    origins = {plain(key[7:]): by for key, by in meta.items() if key.startswith("origin:") and isinstance(by, str)}
    synonyms = meta.get("synonyms")
    listed = [entry.get("value") if isinstance(entry, dict) else None]
    listed += synonyms if isinstance(synonyms, list) else [synonyms]
    listed += [key[7:] for key in meta if key.startswith("origin:")]
    names = _named([(name, origins.get(plain(name)) or _MISP) for name in listed if isinstance(name, str)])
    if not names or not isinstance(entry.get("value"), str):
        return None
    code, sponsor = meta.get("country"), meta.get("cfr-suspected-state-sponsor")
    country = code if isinstance(code, str) and CODE.fullmatch(code) else codes.get(str(sponsor).casefold())
    return Listed(names, country)


def _microsoft_group(entry: Any, codes: Mapping[str, str]) -> Listed | None:
    name = entry.get("Threat actor name") if isinstance(entry, dict) else None
    if not isinstance(name, str):
        return None
    others = str(entry.get("Other names") or "").split(",")
    names = _named([(name, "Microsoft"), *((other, _MICROSOFT) for other in others)])
    origin = [part.strip().casefold() for part in str(entry.get("Origin/Threat") or "").split(",")]
    country = None if _NO_STATE & set(origin) else codes.get(origin[0])
    return Listed(names, country) if names else None


def _named(names: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The names as news writes them, each once."""
    kept: dict[str, tuple[str, str]] = {}
    for name, by in names:
        if written := _written(" ".join(name.split())):
            kept.setdefault(plain(written), (written, by if _usable(by) else _MISP))
    return tuple(kept.values())


def _written(name: str) -> str:
    """Capitals of several words as a book has them: news writes Comment Panda for COMMENT PANDA.

    One word in small letters gets a capital: it would else be found in any case.
    """
    if name.isupper() and " " in name and not _GLUED.search(name):
        return " ".join(word.capitalize() for word in name.split())
    return name[0].upper() + name[1:] if name and is_word(name) else name


def is_word(name: str) -> bool:
    """Whether a name may be an ordinary word: one word of letters only, or one with a number apart from it."""
    lettered = [t for t in tokens(name) if any(letter.isalpha() for letter in t.text)]
    return len(lettered) < 2 and not _GLUED.search(name)


# -------------------------------------------------------------------------------------------- joining
def additions(groups: Sequence[Listed], known: Gazetteer, source: str) -> Additions:
    """What the groups of a list add to what is known; each row tells its `source`.

    A group whose first name is known adds its other names to the group that bears it. One of whose other names some
    are known adds the rest to every group that bears one of them, unless they are of another state: such a name means
    them all. A group of which nothing is known is new.
    """
    bearers = owners(known)
    rows: dict[str, dict[str, Any]] = {}
    new, added = set[str](), set[str]()
    counts: Counter[str] = Counter()
    for group in groups:
        fresh = []
        for name, by in group.names:
            verdict = _verdict(name, known) or ("known" if plain(name) in bearers else "")
            counts[verdict] += 1
            if not verdict:
                fresh.append((name, by))
        if not fresh:
            continue
        added.update(plain(name) for name, _ in fresh)
        joined = _bearers(group, bearers, known)
        if not joined:
            new.add(fresh[0][0])
        for target in joined or [fresh[0][0]]:
            row = rows.setdefault(target, _row(target, group, fresh[0], source, extends=bool(joined)))
            row["aliases"] += [_alias(name, by) for name, by in fresh if name != target]
    left_out = {reason: counts[reason] for reason in ("short", "unusable", "other meaning") if counts[reason]}
    return Additions(tuple(rows.values()), len(new), len(rows) - len(new), len(added), counts["known"], left_out)


def _bearers(group: Listed, bearers: Mapping[str, Sequence[str]], known: Gazetteer) -> list[str]:
    (first, _), *others = group.names
    if found := bearers.get(plain(first)):
        return list(found)
    candidates = dict.fromkeys(b for name, _ in others for b in bearers.get(plain(name), ()))
    return [b for b in candidates if None in (states := {known.actors[b].country, group.country}) or len(states) == 1]


def _row(name: str, group: Listed, first: tuple[str, str], source: str, *, extends: bool) -> dict[str, Any]:
    if extends:
        return {"name": name, "extends": True, "source": source, "aliases": []}
    row: dict[str, Any] = {"name": name, "by": first[1]}
    if group.country:
        row["country"] = group.country
    if is_word(name):
        row["word"] = True
    return {**row, "source": source, "aliases": []}


def _alias(name: str, by: str) -> dict[str, Any]:
    return {"name": name, "by": by, **({"word": True} if is_word(name) else {})}


def _verdict(name: str, known: Gazetteer) -> str | None:
    """Why a name is left out, if it is."""
    if not _usable(name):
        return "unusable"
    if sum(letter.isalnum() for letter in name) < FEWEST_LETTERS:
        return "short"
    words = tokens(name)
    hit = known.names.at(words, 0)
    if hit and hit.last == len(words) and any(sense.what != "actor" for sense in hit.meanings):
        return "other meaning"
    return None


def _usable(name: str) -> bool:
    return name.isprintable() and len(name) <= LONGEST_NAME


# -------------------------------------------------------------------------------------------- writing
def as_toml(rows: Sequence[Row], credit: str) -> str:
    """Rows as TOML tables under a comment that gives the credit."""
    return "\n".join([f"# {credit}\n", *("\n".join(_table(row)) + "\n" for row in rows)])


def _table(row: Row) -> Iterator[str]:
    yield "[[actor]]"
    for key, value in row.items():
        if not isinstance(value, list):
            yield f"{key} = {_value(value)}"
        elif value:
            yield f"{key} = ["
            yield from (f"  {{ {', '.join(f'{k} = {_value(v)}' for k, v in one.items())} }}," for one in value)
            yield "]"


def _value(value: str | bool) -> str:
    """A TOML value; a printable text needs no other escapes than JSON's."""
    return json.dumps(value, ensure_ascii=False)
