"""The cost of `briefing refresh` beside newsboat, the `reader` library and a floor, as figures; nothing fails here.

    python tests/bench/refresh.py [--feeds 200] [--rounds 3] [--only newsboat,floor] [--json]

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
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from feedserver import latencies
from feedworld import ENTRIES
from measure import Spent, measured
from programs import PEERS, Program, environment, present, programs, say

HERE = Path(__file__).parent
WHOLE = 200  # feeds, for which the bounds are meant
CONNECTIONS = 16  # that briefing holds at one time
READ = 300  # articles that are read and grouped
Figures = dict[str, dict[str, Spent]]  # by scene and program


@dataclass(frozen=True, slots=True)
class Scene:
    """One state of the servers: how they answer, and what their answers may then be."""

    name: str
    told: str  # nothing for a scene that only leads to the next one
    manner: Mapping[str, bool]
    statuses: tuple[str, ...]
    new: bool = False  # whether the new entries have come by then


SCENES = (
    Scene("cold", "an empty store", {}, ("200",)),
    Scene("again", "", {}, ("200", "304")),
    Scene("unchanged", "everything 304", {}, ("304",)),
    Scene("slow", "304 after 50-500 ms", {"slow": True}, ("304",)),
    Scene("new", "1 % new entries", {"later": True}, ("200", "304"), new=True),
    Scene("equal", "equal bodies", {"later": True, "validators": False}, ("200",), new=True),
)


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


def held(program: Program) -> int:
    """How many entries a program has stored."""
    with closing(sqlite3.connect(program.store)) as db:
        return int(db.execute(program.count).fetchone()[0])


def one_round(folder: Path, server: Server, bodies: Path, wanted: list[str]) -> Figures:
    """Each program in each of its scenes, side by side; raises SystemExit when one did not do what the scene means."""
    env, feeds = environment(folder), len(server.addresses)
    found: Figures = {}
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
    found["read"] = {"briefing": reading(folder, server)}
    return found


def reading(folder: Path, server: Server) -> Spent:
    """`briefing read` over as many articles as are asked for, or are there."""
    env, place = environment(folder), folder / "reading"
    server.answer({})
    [program] = programs(place, folder, server.addresses[: -(-READ // ENTRIES)], ["briefing"])
    measured(program.command, env, folder / "log")
    return measured((*program.before, "read"), env, folder / "log")


def medians(rounds: list[Figures]) -> Figures:
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


def ratios(found: Figures, feeds: int) -> Iterator[Ratio]:
    """What is asked of briefing, as far as what it is compared with was measured."""

    def cpu(scene: str, than: str, bound: float, cold: str = "") -> Iterator[Ratio]:
        theirs = found[cold or scene].get(than)
        if theirs:
            yield Ratio(f"{scene}: CPU to {cold or than}", found[scene]["briefing"].cpu / theirs.cpu, bound)

    yield from cpu("cold", "floor", 1.9)
    yield from cpu("unchanged", "newsboat", 0.15)
    yield from cpu("unchanged", "reader", 0.4)
    yield from cpu("new", "newsboat", 0.2)
    yield from cpu("equal", "briefing", 0.05, cold="cold")
    waited = sum(latencies(feeds)) / CONNECTIONS
    yield Ratio(f"slow: wall to {waited:.2f} s of latency", found["slow"]["briefing"].wall / waited, 1.3)
    yield Ratio("the most memory, MB", max(found[s.name]["briefing"].memory for s in SCENES if s.told), 200)


def tell(rounds: list[Figures], articles: int, feeds: int) -> None:
    """Print the figures, then what is asked, with its lowest and highest of a round."""
    found = medians(rounds)
    print(f"{'':32}{'CPU s':>9}{'wall s':>9}{'MB':>7}")
    for scene in (s for s in SCENES if s.told):
        for name, spent in found[scene.name].items():
            print(f"{scene.told:22}{name:10}{spent.cpu:9.2f}{spent.wall:9.2f}{spent.memory:7.0f}")
    print(f"\n{'':32}{'median':>9}   {'of the rounds':16}{'at most':>7}")
    for ratio, *each in zip(*(ratios(one, feeds) for one in (found, *rounds)), strict=True):
        values = sorted(one.value for one in each)
        spread, word = f"{values[0]:.3g} to {values[-1]:.3g}", "reached" if ratio.value <= ratio.bound else "missed"
        print(f"{ratio.told:32}{ratio.value:9.3g}   {spread:16}{ratio.bound:7g}   {word}")
    if feeds < WHOLE:
        print(f"The bounds are meant for {WHOLE} feeds; with {feeds}, start-up decides.")
    read = found["read"]["briefing"]
    told = f"{1000 * read.cpu / articles:.1f} ms of CPU, {1000 * read.wall / articles:.1f} ms of wall"
    print(f"\nreading and grouping, for each of {articles} articles: {told}")


def main() -> None:
    """Measure in rounds and print every figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=WHOLE)
    parser.add_argument("--hosts", type=int, default=20, help="loopback addresses that the feeds are spread over")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default=",".join(PEERS), help="beside briefing, these")
    parser.add_argument("--json", action="store_true", help="print JSON, with the figures of each round")
    asked = parser.parse_args()
    rounds: list[Figures] = []
    with tempfile.TemporaryDirectory() as folder:
        bodies = Path(folder) / "bodies"
        bodies.mkdir()
        with serving(bodies, asked.feeds, asked.hosts) as server:
            size = sum(path.stat().st_size for path in bodies.iterdir()) / 1e6
            say(f"feeds: {asked.feeds} of {ENTRIES} entries, {size:.1f} MB; rounds: {asked.rounds}")
            wanted = ["briefing", *present(name for name in PEERS if name in asked.only.split(","))]
            for number in range(asked.rounds):
                place = Path(folder) / f"round{number}"
                rounds.append(one_round(place, server, bodies, wanted))
                shutil.rmtree(place)
    articles = min(READ, asked.feeds * ENTRIES)
    if not asked.json:
        tell(rounds, articles, asked.feeds)
        return
    world = {"feeds": asked.feeds, "entries": ENTRIES, "megabytes": size, "hosts": asked.hosts, "read": articles}
    answers = [asdict(ratio) for ratio in ratios(medians(rounds), asked.feeds)]
    shapes = [{scene: {name: asdict(s) for name, s in by.items()} for scene, by in one.items()} for one in rounds]
    print(json.dumps({"world": world, "ratios": answers, "rounds": shapes}, indent=2))


if __name__ == "__main__":
    main()
