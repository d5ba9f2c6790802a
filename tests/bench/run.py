"""Start-up, first screen and throughput, as figures; nothing passes or fails here.

Figures of one run may be compared with each other, never with those of another day: machines are noisy.
"""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

PYTHON = sys.executable
BRIEFING = [PYTHON, "-m", "briefing"]
ROUNDS = 5


def seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median wall time of some rounds."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def python(code: str) -> Callable[[], object]:
    """A fresh interpreter that runs `code`."""
    return lambda: subprocess.run([PYTHON, "-c", code], check=True, capture_output=True)


def first_screen(arguments: list[str], shows: str, columns: int = 120, lines: int = 40, limit: float = 20.0) -> float:
    """Seconds from the start of the process until `shows` stands on its terminal."""
    start = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", COLUMNS=str(columns), LINES=str(lines))
        os.execv(PYTHON, [*BRIEFING, *arguments])
    seen = b""
    try:
        while shows.encode() not in seen:
            if time.perf_counter() - start > limit:
                raise SystemExit(f"the first screen did not come within {limit} s: {seen[-300:]!r}")
            if select.select([terminal], [], [], 0.05)[0]:
                seen += os.read(terminal, 65536)
        return time.perf_counter() - start
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(terminal)


def articles(path: Path, count: int) -> None:
    """Article lines about invented ports, some 1,500 characters each."""
    names = [
        a + b
        for a in ("Strel", "Grau", "Ruri", "Mar", "Kess", "Tol")
        for b in ("sau", "stark", "tania", "vik", "na", "dorf")
    ]
    with path.open("w", encoding="utf-8") as file:
        for n in range(count):
            port, town = names[n % len(names)], names[(n * 7 + n // len(names)) % len(names)]
            text = (
                f"Officials of {port} said on Monday that intruders had read the e-mail of the office of {town}. "
                f"Foreign Minister Ada Quill {n} accused Chinese state-backed hackers of the raid number {n}. "
                f"“This was a reckless act against {town},” she said. China's foreign ministry rejected the claim. "
            )
            filler = (
                f"The quay of {town} handled {n * 13 % 997} ships and {n * 31 % 7919} tons of grain this week. " * 12
            )
            article = {"id": f"b{n}", "title": f"{port} blames hackers over {town}", "text": text + filler}
            file.write(
                json.dumps({**article, "published": f"2021-{n % 12 + 1:02}-{n % 28 + 1:02}", "source": port}) + "\n"
            )


def main() -> None:
    """Print every figure."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update({f"XDG_{name}_HOME": folder for name in ("CONFIG", "DATA", "STATE", "CACHE")})
        bare = seconds(python("pass"))
        start_up = seconds(python("import briefing.cli"))
        print(f"interpreter alone                   {bare * 1000:7.0f} ms")
        print(f"import briefing.cli, beyond that    {(start_up - bare) * 1000:7.0f} ms (asked: under 300)")
        db = Path(folder) / "demo.db"
        first = first_screen(["--db", str(db), "demo"], "Exchange")
        again = statistics.median(first_screen(["--db", str(db), "demo"], "Exchange") for _ in range(ROUNDS))
        print(f"first screen of the demo, new store {first * 1000:7.0f} ms (asked: under 3000)")
        print(f"first screen of the demo, again     {again * 1000:7.0f} ms (asked: under 1000)")
        digest = seconds(lambda: subprocess.run([*BRIEFING, "--db", str(db), "demo"], check=True, capture_output=True))
        print(f"plain digest of the demo            {digest * 1000:7.0f} ms")
        lines = Path(folder) / "articles.jsonl"
        count = 400
        articles(lines, count)
        load = [*BRIEFING, "--db", str(Path(folder) / "load.db"), "import", str(lines)]
        taken = seconds(lambda: subprocess.run(load, check=True, capture_output=True), rounds=1)
        known = seconds(lambda: subprocess.run(load, check=True, capture_output=True), rounds=1)
        print(
            f"import, reading and grouping        {count / taken:7.0f} articles a second ({count} of 1,500 characters)"
        )
        print(f"the same again, all known           {count / known:7.0f} articles a second")


if __name__ == "__main__":
    main()
