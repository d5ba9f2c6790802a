"""The programs that `refresh.py` measures, each with files of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
PEERS = ("newsboat", "reader", "floor")
READER_PYTHON = os.environ.get("READER_PYTHON", sys.executable)


@dataclass(frozen=True, slots=True)
class Program:
    """What is measured: `command` refreshes everything, `count` is SQL for the entries that its `store` holds then."""

    name: str
    scenes: tuple[str, ...]
    command: tuple[str, ...]
    store: Path
    count: str
    prepared: tuple[str, ...] = ()  # run once before the first scene
    before: tuple[str, ...] = ()  # what stands before each of its commands


def present(wanted: Iterable[str]) -> Iterator[str]:
    """Those of the programs that this machine has; one line says of each other that it is left out."""
    for name in wanted:
        lacks = None
        if name == "newsboat" and not shutil.which("newsboat"):
            lacks = "newsboat is not installed"
        if name == "reader":
            tried = [READER_PYTHON, "-c", "import reader; reader.make_reader(':memory:').add_feed('http://127.0.0.1/')"]
            done = subprocess.run(tried, capture_output=True, text=True)
            if done.returncode:  # it may be there and lack a module of its own
                lacks = f"{READER_PYTHON} has no reader that works ({done.stderr.strip().splitlines()[-1]})"
        if lacks:
            say(f"{lacks}; what is measured by it is left out.")
        else:
            yield name


def programs(folder: Path, bodies: Path, addresses: list[str], wanted: Iterable[str]) -> Iterator[Program]:
    """Those that are wanted, ready for their first refresh; `bodies` is the folder that the floor reads."""
    made = {"briefing": briefing, "newsboat": newsboat, "reader": reader}
    for name in wanted:
        place = folder / name
        place.mkdir(parents=True)
        yield floor(place, bodies) if name == "floor" else made[name](place, addresses)


def briefing(place: Path, addresses: list[str]) -> Program:
    """This project, with a feeds.toml and a store of its own."""
    tables = (f'[[feed]]\nid = "f{n}"\nurl = "{address}"\n' for n, address in enumerate(addresses))
    config, store = place / "feeds.toml", place / "briefing.db"
    config.write_text("\n".join(tables))
    before = (sys.executable, "-m", "briefing", "--config", str(config), "--db", str(store))
    command = (*before, "refresh", "--all", "--no-read")
    scenes = ("cold", "unchanged", "slow", "new", "equal")
    return Program("briefing", scenes, command, store, "SELECT count(*) FROM articles", before=before)


def newsboat(place: Path, addresses: list[str]) -> Program:
    """newsboat with eight threads."""
    urls, config, cache = (place / name for name in ("urls", "config", "cache.db"))
    urls.write_text("\n".join(addresses) + "\n")
    config.write_text("reload-threads 8\n")
    command = ("newsboat", f"--url-file={urls}", f"--cache-file={cache}", f"--config-file={config}", "-x", "reload")
    scenes = ("cold", "again", "unchanged", "new")
    return Program("newsboat", scenes, command, cache, "SELECT count(*) FROM rss_item")


def reader(place: Path, addresses: list[str]) -> Program:
    """The `reader` library with eight workers."""
    urls, store = place / "urls", place / "reader.db"
    urls.write_text("\n".join(addresses))
    command = (READER_PYTHON, str(HERE / "reader_update.py"), str(store))
    add = (*command, "--add", str(urls))
    return Program("reader", ("cold", "unchanged"), command, store, "SELECT count(*) FROM entries", add)


def floor(place: Path, bodies: Path) -> Program:
    """Bare feedparser over the same bytes and SQLite with a full-text index."""
    store = place / "floor.db"
    command = (sys.executable, str(HERE / "floor.py"), str(bodies), str(store))
    return Program("floor", ("cold",), command, store, "SELECT count(*) FROM entries")


def environment(folder: Path) -> dict[str, str]:
    """Without proxies, and with every folder of the person in this one."""
    kept = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy") and not k.startswith("BRIEFING")}
    homes = {f"XDG_{name}_HOME": str(folder) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    return {**kept, **homes, "HOME": str(folder), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}


def say(text: str) -> None:
    """To the person, beside the figures."""
    print(text, file=sys.stderr, flush=True)
