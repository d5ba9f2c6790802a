"""Where files live, and feeds.toml -> Config, naming the line, the feed and the key that is wrong."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from briefing import __version__
from briefing.codes import GOVERNMENTS
from briefing.errors import ConfigError
from briefing.feedkeys import Wrong, feed_of, nearest
from briefing.outside import Feed

APP = "briefing"
HEAD = re.compile(r"\s*\[\[\s*(feed|\"feed\"|'feed')\s*\]\]")  # the line that a [[feed]] table begins with
TOP_KEYS = ("watch", "quote_words", "keys", "profile", "feed")
QUOTE_WORDS = 80  # of one statement of a source that is not open, in what is shared
QUOTE_RANGE = range(10, 1001)
OWN_NAMES = "gazetteer"  # the folder of a person's own names, beside feeds.toml


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
    import difflib  # only to complain

    from briefing.gazetteer.names import land_words

    called = {word.casefold(): government for word, government in land_words().items()}
    near = difflib.get_close_matches(code.casefold(), called, n=1, cutoff=0.75)
    return f"did you mean {called[near[0]]}?" if near else "write a code such as GB, US, EU, NATO or UN."


def no_government(code: str, own_names: Path) -> str | None:
    """What is wrong with a code as that of a government, as half a sentence; None = nothing."""
    return None if is_government(code, own_names) else f"no government's code; {instead_of(code)}"


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
    from importlib import resources  # costs 10 ms, once in the life of a configuration

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
    """Write a file whole or not at all, for the same readers as before; raises OSError."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_text(text, encoding="utf-8", newline="\n")
        if path.exists():
            draft.chmod(path.stat().st_mode)
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
    return parsed(path, text)


def parsed(path: Path, text: str) -> Config:
    """What the text of feeds.toml says; `path` is named in what is wrong. Raises ConfigError."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path} is not TOML: {error}.") from error
    except RecursionError as error:
        raise ConfigError(f"{path} is not TOML: it is nested too deeply.") from error
    return _config(path, text, data)


def _config(path: Path, text: str, data: dict[str, Any]) -> Config:
    for key in data:
        if key not in TOP_KEYS:
            wrong = Wrong(key, f"unknown key {key}{nearest(key, TOP_KEYS)}")
            raise ConfigError(f"{_at(path, _line(text, key))}: {wrong.sentence}")
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
    return Config(path, _feeds(path, text, tables), tuple(watch), words, keys)


def _feeds(path: Path, text: str, tables: Sequence[dict[str, Any]]) -> tuple[Feed, ...]:
    feeds = tuple(_feed(path, text, number, table) for number, table in enumerate(tables))
    seen: set[str] = set()
    for number, feed in enumerate(feeds):
        if feed.id in seen:
            raise ConfigError(f"{_at(path, _line(text, 'id', number))}: two feeds have the id {feed.id}.")
        seen.add(feed.id)
    return feeds


def _feed(path: Path, text: str, number: int, table: dict[str, Any]) -> Feed:
    feed = feed_of(table, partial(no_government, own_names=path.parent / OWN_NAMES))
    if isinstance(feed, Wrong):
        id_ = table.get("id")
        name = id_ if id_ and isinstance(id_, str) and id_.isprintable() else f"number {number + 1}"
        raise ConfigError(f"{_at(path, _line(text, feed.key, number))}: feed {name}: {feed.sentence}")
    return feed


def _at(path: Path, line: int | None) -> str:
    return f"{path}, line {line}" if line else str(path)


def _line(text: str, key: str, table: int | None = None) -> int | None:
    """The line where a key stands: in the feed table of that number, else before the first one."""
    lines = text.split("\n")
    heads = [n for n, line in enumerate(lines, 1) if HEAD.match(line)]
    if table is None:
        start, stop = 0, len(lines)
    elif table < len(heads):
        start, stop = heads[table] - 1, heads[table + 1] - 1 if table + 1 < len(heads) else len(lines)
    else:
        return None
    for number in range(start, stop):
        if re.match(rf"\s*\[*\s*(feed\s*\.\s*)?[\"']?{re.escape(key)}[\"']?\s*(=|\]|\.)", lines[number]):
            return number + 1
    return start + 1
