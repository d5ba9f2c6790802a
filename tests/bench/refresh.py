"""The cost of `briefing refresh` beside newsboat, the `reader` library and a floor, as figures; nothing fails here.

    python tests/bench/refresh.py [--feeds 200] [--rounds 3] [--only briefing,floor] [--json]

The same invented feeds (feedworld.py) are served on loopback by a process of its own and refreshed by each program in
turn, round after round; what is told are medians of CPU (of all its processes, start-up included), wall time and
memory, and how they stand to what is asked. Only ratios of one run may be compared, and the bounds are meant for the
whole world: with few feeds start-up decides.

Scenes: cold; nothing changed (304); the same from slow servers; 1 % of the entries new, over half the feeds; equal
bodies from servers that know no validators; and, without a bound, `briefing read` over 300 articles. newsboat keeps no
ETag of its first reload, so it reloads once more before the second scene. READER_PYTHON names a Python that has
`reader`. Needs Linux.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from feedserver import latencies
from feedworld import ENTRIES
from measure import Spent, measured

HERE = Path(__file__).parent
CONNECTIONS = 16  # that briefing holds at one time
READ = 300  # articles that are read and grouped


@dataclass(frozen=True, slots=True)
class Scene:
    """One state of the servers; `new` is the part of the entries of the feeds that is new then."""

    name: str
    told: str
    manner: Mapping[str, bool]
    statuses: tuple[str, ...]
    new: bool = False


SCENES = (
    Scene("cold", "an empty store", {}, ("200",)),
    Scene("again", "", {}, ("200", "304")),
    Scene("unchanged", "everything 304", {}, ("304",)),
    Scene("slow", "304 after 50-500 ms", {"slow": True}, ("304",)),
    Scene("new", "1 % new entries", {"later": True}, ("200", "304"), new=True),
    Scene("equal", "equal bodies", {"later": True, "validators": False}, ("200",), new=True),
)


@dataclass(frozen=True, slots=True)
class Program:
    """What is measured: `command` refreshes everything, `count` is SQL for the entries that its `store` holds then."""

    name: str
    scenes: tuple[str, ...]
    command: tuple[str, ...]
    store: Path
    count: str
    prepared: tuple[str, ...] = ()  # run once before the first scene


class Server:
    """The process that serves the feeds."""

    def __init__(self, folder: Path, feeds: int, hosts: int) -> None:
        command = [sys.executable, str(HERE / "feedserver.py"), str(folder), f"--feeds={feeds}", f"--hosts={hosts}"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        port = self._line()["port"]
        self.addresses = [f"http://127.0.0.{1 + n % hosts}:{port}/{n}.xml" for n in range(feeds)]

    def answer(self, manner: Mapping[str, bool]) -> dict[str, int]:
        """Answer in this manner from now on; returns how often each status was since the last call."""
        assert self.process.stdin
        self.process.stdin.write(json.dumps(manner) + "\n")
        self.process.stdin.flush()
        return self._line()

    def _line(self) -> dict[str, int]:
        assert self.process.stdout
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("the server of the feeds has ended.")
        found: dict[str, int] = json.loads(line)
        return found


@contextmanager
def serving(folder: Path, feeds: int, hosts: int) -> Iterator[Server]:
    """A server of that many feeds, which ends with the block."""
    server = Server(folder, feeds, hosts)
    try:
        yield server
    finally:
        server.process.communicate()


def programs(folder: Path, bodies: Path, addresses: list[str], wanted: Iterable[str]) -> Iterator[Program]:
    """Those that are wanted and there, each with its files in `folder`; one line says which is not there."""
    reader, newsboat = os.environ.get("READER_PYTHON", sys.executable), shutil.which("newsboat")
    made: dict[str, Callable[[Path, list[str]], Program]] = {
        "briefing": briefing,
        "newsboat": lambda *given: newsboat_at(newsboat or "", *given),
        "reader": lambda *given: reader_of(reader, *given),
        "floor": lambda place, _: floor(place, bodies),
    }
    absent = {}
    if newsboat is None:
        absent["newsboat"] = "newsboat is not installed; what is measured by it is left out."
    tried = [reader, "-c", "import reader; reader.make_reader(':memory:').add_feed('http://127.0.0.1/')"]
    if "reader" in wanted and (failed := subprocess.run(tried, capture_output=True, text=True)).returncode:
        why = failed.stderr.strip().splitlines()[-1]  # it may be there and lack a module of its own
        absent["reader"] = f"{reader} has no reader that works ({why}); what is measured by it is left out."
    for name in wanted:
        if name in absent:
            say(absent[name])
            continue
        place = folder / name
        place.mkdir(parents=True)
        yield made[name](place, addresses)


def briefing(place: Path, addresses: list[str]) -> Program:
    """This project, with a feeds.toml and a store of its own."""
    tables = (f'[[feed]]\nid = "f{n}"\nurl = "{address}"\n' for n, address in enumerate(addresses))
    config, store = place / "feeds.toml", place / "briefing.db"
    config.write_text("\n".join(tables))
    command = (sys.executable, "-m", "briefing", "--config", str(config), "--db", str(store), "refresh", "--all")
    scenes = ("cold", "unchanged", "slow", "new", "equal")
    return Program("briefing", scenes, (*command, "--no-read"), store, "SELECT count(*) FROM articles")


def newsboat_at(executable: str, place: Path, addresses: list[str]) -> Program:
    """newsboat with eight threads."""
    urls, config, cache = (place / name for name in ("urls", "config", "cache.db"))
    urls.write_text("\n".join(addresses) + "\n")
    config.write_text("reload-threads 8\n")
    command = (executable, f"--url-file={urls}", f"--cache-file={cache}", f"--config-file={config}", "-x", "reload")
    scenes = ("cold", "again", "unchanged", "new")
    return Program("newsboat", scenes, command, cache, "SELECT count(*) FROM rss_item")


def reader_of(python: str, place: Path, addresses: list[str]) -> Program:
    """The `reader` library with eight workers."""
    urls, store = place / "urls", place / "reader.db"
    urls.write_text("\n".join(addresses))
    command = (python, str(HERE / "reader_update.py"), str(store))
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


def held(program: Program) -> int:
    """How many entries a program has stored."""
    with closing(sqlite3.connect(program.store)) as db:
        return int(db.execute(program.count).fetchone()[0])


def one_round(folder: Path, server: Server, bodies: Path, wanted: list[str]) -> dict[str, dict[str, Spent]]:
    """Each program in each of its scenes, side by side; raises SystemExit when one did not do what the scene means."""
    env, feeds = environment(folder), len(server.addresses)
    found: dict[str, dict[str, Spent]] = {}
    there = list(programs(folder, bodies, server.addresses, wanted))
    for program in (p for p in there if p.prepared):
        measured(program.prepared, env, folder / "log")
    for scene in SCENES:
        server.answer(scene.manner)
        for program in (p for p in there if scene.name in p.scenes):
            spent = measured(program.command, env, folder / "log")
            answers = server.answer(scene.manner)
            if program.name != "floor" and not (set(answers) <= set(scene.statuses) and sum(answers.values()) == feeds):
                raise SystemExit(f"{program.name}, {scene.name}: {feeds} feeds were asked, the answers were {answers}.")
            expected = feeds * ENTRIES + scene.new * ((feeds + 1) // 2)
            if held(program) != expected:
                raise SystemExit(f"{program.name}, {scene.name}: {held(program)} entries are held, not {expected}.")
            found.setdefault(scene.name, {})[program.name] = spent
    return found


def reading(folder: Path, server: Server) -> Spent:
    """`briefing read` over as many articles as are asked for, or are there."""
    place, env = folder / "reading", environment(folder)
    place.mkdir()
    server.answer({})
    program = briefing(place, server.addresses[: -(-READ // ENTRIES)])
    measured(program.command, env, folder / "log")
    return measured([*program.command[:-3], "read"], env, folder / "log")


def medians(rounds: list[dict[str, dict[str, Spent]]]) -> dict[str, dict[str, Spent]]:
    """The middle figure of each kind; of the memory the highest."""
    return {
        scene: {
            name: Spent(
                statistics.median(r[scene][name].cpu for r in rounds),
                statistics.median(r[scene][name].wall for r in rounds),
                max(r[scene][name].memory for r in rounds),
            )
            for name in by_program
        }
        for scene, by_program in rounds[0].items()
    }


@dataclass(frozen=True, slots=True)
class Ratio:
    """A figure beside the bound that is asked for."""

    told: str
    value: float
    bound: float


def ratios(found: dict[str, dict[str, Spent]], feeds: int) -> Iterator[Ratio]:
    """What is asked of briefing, as far as what it is compared with was measured."""

    def cpu(scene: str, of: str, than: str, bound: float, at: str | None = None) -> Iterator[Ratio]:
        ours, theirs = found[scene].get(of), found[at or scene].get(than)
        if ours and theirs:
            yield Ratio(f"{scene}: CPU to that of {than if at is None else f'our {at}'}", ours.cpu / theirs.cpu, bound)

    yield from cpu("cold", "briefing", "floor", 1.9)
    yield from cpu("unchanged", "briefing", "newsboat", 0.15)
    yield from cpu("unchanged", "briefing", "reader", 0.4)
    yield from cpu("new", "briefing", "newsboat", 0.2)
    yield from cpu("equal", "briefing", "briefing", 0.05, at="cold")
    waited = sum(latencies(feeds)) / CONNECTIONS
    yield Ratio(f"slow: wall to {waited:.2f} s of latency", found["slow"]["briefing"].wall / waited, 1.3)
    yield Ratio("the most memory, MB", max(by["briefing"].memory for by in found.values() if "briefing" in by), 200)


def tell(found: dict[str, dict[str, Spent]], read: Spent, articles: int, feeds: int) -> None:
    """Print the figures, then what is asked."""
    print(f"{'':32}{'CPU s':>9}{'wall s':>9}{'MB':>7}")
    for scene in SCENES:
        for name, spent in found.get(scene.name, {}).items() if scene.told else ():
            print(f"{scene.told:22}{name:10}{spent.cpu:9.2f}{spent.wall:9.2f}{spent.memory:7.0f}")
    print()
    for ratio in ratios(found, feeds):
        word = "reached" if ratio.value <= ratio.bound else "missed"
        print(f"{ratio.told:42}{ratio.value:9.3g}   asked: at most {ratio.bound:g}   {word}")
    each = 1000 / articles
    print(
        f"\nreading and grouping, an article: {read.cpu * each:.1f} ms of CPU, {read.wall * each:.1f} ms ({articles})"
    )


def say(text: str) -> None:
    """To the person, beside the figures."""
    print(text, file=sys.stderr, flush=True)


def main() -> None:
    """Measure in rounds and print every figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--hosts", type=int, default=20, help="loopback addresses that the feeds are spread over")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="briefing,newsboat,reader,floor", help="of these; briefing is always one")
    parser.add_argument("--json", action="store_true", help="print JSON")
    asked = parser.parse_args()
    wanted = ["briefing", *(name for name in ("newsboat", "reader", "floor") if name in asked.only.split(","))]
    rounds, reads = [], []
    with tempfile.TemporaryDirectory() as folder:
        bodies = Path(folder) / "bodies"
        bodies.mkdir()
        with serving(bodies, asked.feeds, asked.hosts) as server:
            size = sum(path.stat().st_size for path in bodies.iterdir()) / 1e6
            say(f"{asked.feeds} feeds of {ENTRIES} entries, {size:.1f} MB; rounds: {asked.rounds}")
            for number in range(asked.rounds):
                place = Path(folder) / f"round{number}"
                rounds.append(one_round(place, server, bodies, wanted))
                reads.append(reading(place, server))
                shutil.rmtree(place)
    found = medians(rounds)
    read = statistics.median_low(sorted(reads, key=lambda spent: spent.cpu))
    articles = min(READ, asked.feeds * ENTRIES)
    if not asked.json:
        tell(found, read, articles, asked.feeds)
        return
    shown = {scene: {name: asdict(spent) for name, spent in by.items()} for scene, by in found.items()}
    answers = [asdict(ratio) for ratio in ratios(found, asked.feeds)]
    print(json.dumps({"figures": shown, "ratios": answers, "read": {**asdict(read), "articles": articles}}, indent=2))


if __name__ == "__main__":
    main()
