"""Where files live, and feeds.toml -> Config, naming the line, the feed and the key that is wrong."""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from briefing import __version__
from briefing.codes import GOVERNMENTS, is_language
from briefing.errors import ConfigError
from briefing.model import ROLES, Feed

APP = "briefing"
KINDS = ("feed", "listing", "json", "gnews")
RIGHTS = ("ogl-3", "us-pd", "cc-by-4", "eu-reuse", "personal-nc", "reserved", "unknown")
TOP_KEYS = ("watch", "quote_words", "keys", "profile", "feed")
REQUIRED = ("id", "url")
# What each key of a [[feed]] table must be.
FEED_KEYS: Mapping[str, type | tuple[type, ...]] = {
    "id": str,
    "name": str,
    "kind": str,
    "url": str,
    "speaks_for": str,
    "role": str,
    "institution": str,
    "lang": str,
    "rights": str,
    "reliability": str,
    "every": (str, int),
    "headers": dict,
    "skip_title": str,
    "full_text": bool,
    "link_pattern": str,
    "split": str,
    "items": str,
    "fields": dict,
    "enabled": bool,
    "reason": str,
    "status": str,
    "checked": str,
}
QUOTE_WORDS = 80  # of one statement of a source that is not open, in what is shared
QUOTE_RANGE = range(10, 1001)
OWN_NAMES = "gazetteer"  # the folder of a person's own names, beside feeds.toml
LONGEST_RHYTHM = 366 * 86400
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


@dataclass(frozen=True, slots=True)
class Config:
    """What feeds.toml says."""

    path: Path
    feeds: tuple[Feed, ...] = ()
    watch: tuple[str, ...] = ("CN",)
    quote_words: int = QUOTE_WORDS
    keys: Mapping[str, str] = field(default_factory=dict)

    @property
    def own_names(self) -> Path:
        """The folder of the person's own gazetteer, beside feeds.toml."""
        return self.path.parent / OWN_NAMES

    @property
    def speaks(self) -> dict[str, str]:
        """Feed id -> the government whose own words it carries."""
        return {f.id: f.speaks_for for f in self.feeds if f.speaks_for}


def is_government(code: str, own_names: Path) -> bool:
    """Whether a code stands for a government: a published one, or one of the person's own gazetteer in that folder."""
    if code in GOVERNMENTS:
        return True
    from briefing.gazetteer.own import own_governments

    return code in own_governments(own_names)


def instead_of(code: str) -> str:
    """What a complaint offers in place of a code that is no government's: that of whoever is called so, else some."""
    if code.upper() in GOVERNMENTS:
        return f"did you mean {code.upper()}?"
    from briefing.gazetteer.names import land_words

    called = {word.casefold(): government for word, government in land_words().items()}
    near = difflib.get_close_matches(code.casefold(), called, n=1, cutoff=0.75)
    return f"did you mean {called[near[0]]}?" if near else "write a code such as GB, US, EU, NATO or UN."


def config_path(given: Path | None) -> Path:
    """feeds.toml: as given, else BRIEFING_CONFIG, else in the XDG configuration folder."""
    return _place(given, "BRIEFING_CONFIG", lambda: _xdg("config") / "feeds.toml")


def store_path(given: Path | None) -> Path:
    """The store: as given, else BRIEFING_DB, else in the XDG data folder."""
    return _place(given, "BRIEFING_DB", lambda: _xdg("data") / "briefing.db")


def demo_path() -> Path:
    """The store of the embedded sample world; each version reads its own."""
    return _xdg("data") / f"demo-{__version__}.db"


def log_path() -> Path:
    """What background jobs of the app had to say."""
    return _xdg("log") / "briefing.log"


def _place(given: Path | None, variable: str, default: Callable[[], Path]) -> Path:
    if given is not None:
        return given
    named = os.environ.get(variable)
    return Path(named) if named else default()


def _xdg(what: str) -> Path:
    import platformdirs  # only when no path was given

    folders = platformdirs.PlatformDirs(APP, appauthor=False)
    return {"config": folders.user_config_path, "data": folders.user_data_path, "log": folders.user_log_path}[what]


def starter() -> str:
    """The text of the starter feeds.toml, from the wheel or from the checkout beside the package."""
    shipped = resources.files("briefing").joinpath("feeds.toml")
    if shipped.is_file():
        return shipped.read_text(encoding="utf-8")
    return (Path(__file__).parent.parent / "feeds.toml").read_text(encoding="utf-8")


def write_starter(path: Path) -> None:
    """Copy the starter feeds to `path`; raises ConfigError when something stands there or it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(starter())
    except FileExistsError as error:
        raise ConfigError(f"{path} exists already; it was left as it is.") from error
    except OSError as error:
        raise ConfigError(f"{path} cannot be written: {error.strerror}.") from error


def write_whole(path: Path, text: str) -> None:
    """Write a file whole or not at all; raises OSError."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_text(text, encoding="utf-8", newline="\n")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def load(path: Path) -> Config:
    """Read feeds.toml. Raises ConfigError naming the file and line, the feed and the key."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise ConfigError(f"There is no configuration {path}.") from error
    except IsADirectoryError as error:
        raise ConfigError(f"{path} is a folder; the configuration is a file.") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not UTF-8 text (byte {error.start}).") from error
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}.") from error
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path} is not TOML: {error}.") from error
    return _config(path, text, data)


def _config(path: Path, text: str, data: dict[str, Any]) -> Config:
    for key in data:
        if key not in TOP_KEYS:
            raise ConfigError(f"{_at(path, _line(text, key))}: unknown key {key}{_nearest(key, TOP_KEYS)}.")
    tables = data.get("feed", [])
    if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
        raise ConfigError(f"{_at(path, _line(text, 'feed'))}: feeds are [[feed]] tables, with two brackets.")
    watch = data.get("watch", ["CN"])
    if not isinstance(watch, list) or not all(isinstance(w, str) for w in watch):
        raise ConfigError(f'{_at(path, _line(text, "watch"))}: watch is a list of codes such as ["CN"].')
    for code in (w for w in watch if not is_government(w, path.parent / OWN_NAMES)):
        raise ConfigError(
            f"{_at(path, _line(text, 'watch'))}: watch names {code!r}, no government's code; {instead_of(code)}"
        )
    words = data.get("quote_words", QUOTE_WORDS)
    if type(words) is not int or words not in QUOTE_RANGE:
        least, most = QUOTE_RANGE[0], QUOTE_RANGE[-1]
        line = _line(text, "quote_words")
        raise ConfigError(f"{_at(path, line)}: quote_words is {words!r}; it is a number from {least} to {most}.")
    keys = data.get("keys", {})
    if not isinstance(keys, dict) or not all(isinstance(k, str) for k in keys.values()):
        raise ConfigError(f"{_at(path, _line(text, 'keys'))}: [keys] gives a key to each action id.")
    feeds = tuple(_feed(path, text, number, table) for number, table in enumerate(tables))
    seen: dict[str, int] = {}
    for number, feed in enumerate(feeds):
        if feed.id in seen:
            raise ConfigError(f"{_at(path, _line(text, 'id', number))}: two feeds have the id {feed.id}.")
        seen[feed.id] = number
    return Config(path, feeds, tuple(watch), words, keys)


def _feed(path: Path, text: str, number: int, table: dict[str, Any]) -> Feed:
    name = table.get("id") or f"number {number + 1}"

    def wrong(key: str, what: str) -> ConfigError:
        end = "" if what.endswith((".", "?")) else "."
        return ConfigError(f"{_at(path, _line(text, key, number))}: feed {name}: {what}{end}")

    for key, value in table.items():
        if key not in FEED_KEYS:
            raise wrong(key, f"unknown key {key}{_nearest(key, FEED_KEYS)}")
        if not isinstance(value, FEED_KEYS[key]) or (isinstance(value, bool) and FEED_KEYS[key] is not bool):
            raise wrong(key, f"{key} is {value!r}, which is of the wrong type")
    for key in REQUIRED:
        if not table.get(key):
            raise wrong("feed", f"{key} is missing")
    for key, allowed in (("kind", KINDS), ("role", ROLES), ("rights", RIGHTS)):
        if key in table and table[key] not in allowed:
            raise wrong(key, f"{key} is {table[key]!r}; it can be {', '.join(allowed)}")
    if not re.match(r"https?://", table["url"]):
        raise wrong("url", f"the address {table['url']!r} is neither http nor https")
    if table.get("kind") == "gnews" and (table.get("speaks_for") or table.get("role") == "official"):
        raise wrong("kind", "a Google News query speaks for nobody and is never official")
    for key in ("skip_title", "link_pattern"):
        try:
            re.compile(table.get(key, ""))
        except re.error as error:
            raise wrong(key, f"{key} is no regular expression: {error}") from error
    speaks_for, lang = table.get("speaks_for"), table.get("lang")
    if speaks_for is not None and not is_government(speaks_for, path.parent / OWN_NAMES):
        raise wrong("speaks_for", f"speaks_for is {speaks_for!r}, no government's code; {instead_of(speaks_for)}")
    if lang is not None and not is_language(re.split("[-_]", lang.lower())[0]):
        raise wrong("lang", f"lang is {lang!r}, no language's code; write one such as en, zh or ja")
    if not all(isinstance(v, str) and v.isprintable() for v in table.get("headers", {}).values()):
        raise wrong("headers", "headers gives one line of text to each name")
    every = _seconds(table.get("every", "1h"))
    if every is None:
        raise wrong("every", f"every is {table['every']!r}; write 30m, 1h, 2d or seconds")
    kept = {k: v for k, v in table.items() if k in Feed.__dataclass_fields__}
    return Feed(**{**kept, "name": table.get("name", table["id"]), "every": every})


def _seconds(every: str | int) -> int | None:
    match = re.fullmatch(r"(\d+)\s*([smhd]?)", str(every).strip())
    return min(int(match[1]) * UNITS[match[2] or "s"], LONGEST_RHYTHM) if match else None


def _nearest(key: str, known: Any) -> str:
    close = difflib.get_close_matches(key, list(known), n=1)
    return f"; did you mean {close[0]}?" if close else f"; known are {', '.join(known)}"


def _at(path: Path, line: int | None) -> str:
    return f"{path}, line {line}" if line else str(path)


def _line(text: str, key: str, table: int | None = None) -> int | None:
    """The line where a key stands: in the feed table of that number, else before the first one."""
    heads = [n for n, line in enumerate(text.splitlines(), 1) if re.match(r"\s*\[\[\s*feed\s*\]\]", line)]
    lines = text.splitlines()
    if table is None:
        start, stop = 0, len(lines)
    elif table < len(heads):
        start, stop = heads[table] - 1, heads[table + 1] - 1 if table + 1 < len(heads) else len(lines)
    else:
        return None
    for number in range(start, stop):
        if re.match(rf"\s*\[*\s*[\"']?{re.escape(key)}[\"']?\s*(=|\]|\.)", lines[number]):
            return number + 1
    return start + 1
