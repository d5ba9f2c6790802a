"""What a command costs: CPU, wall time and memory of its whole tree of processes; on Linux, by /proc."""

from __future__ import annotations

import ctypes
import os
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PAUSE = 0.02  # seconds between two looks at the memory
PAGE = os.sysconf("SC_PAGE_SIZE")
PR_SET_CHILD_SUBREAPER = 36  # prctl(2)
PATIENCE = 10.0  # seconds that a process may outlive the command that began it


@dataclass(frozen=True, slots=True)
class Spent:
    """CPU and wall in seconds; memory in MB, the highest sum of resident sizes that was seen."""

    cpu: float
    wall: float
    memory: float


def measured(command: Sequence[str], environment: Mapping[str, str], log: Path) -> Spent:
    """Run a command to its end, its output in `log`; raises SystemExit with that output when it fails.

    The CPU is that of the process and of every descendant, start-up included, those too that outlive it for a moment.
    """
    with log.open("wb") as output, adopting():
        others = set(children(os.getpid()))
        start = time.perf_counter()
        process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        )
        ended, peak = threading.Event(), [0]

        def look() -> None:
            while not ended.wait(PAUSE):
                peak[0] = max(peak[0], sum(map(resident, tree(process.pid))))

        watch = threading.Thread(target=look)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        ended.set()
        watch.join()
        left = sum(map(ending, set(children(os.getpid())) - others))
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}:\n{log.read_text()[-2000:]}")
    return Spent(usage.ru_utime + usage.ru_stime + left, wall, peak[0] / 1e6)


@contextmanager
def adopting() -> Iterator[None]:
    """Descendants whose parent ends become children of this process meanwhile, so that they can be waited for."""
    prctl = ctypes.CDLL(None).prctl
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    try:
        yield
    finally:
        prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)


def ending(pid: int) -> float:
    """The CPU seconds of a process that is about to end; raises SystemExit when it does not."""
    start = time.monotonic()
    while time.monotonic() < start + PATIENCE:
        ended, _, usage = os.wait4(pid, os.WNOHANG)
        if ended:
            return usage.ru_utime + usage.ru_stime
        time.sleep(PAUSE)
    raise SystemExit(f"process {pid} goes on after the command that began it has ended.")


def tree(pid: int) -> list[int]:
    """A process and its descendants, those that are there now."""
    found = [pid]
    for parent in found:  # grows as it goes
        found += children(parent)
    return found


def children(pid: int) -> list[int]:
    """The processes that any thread of a process has begun or has inherited; none when it has ended."""
    found: list[int] = []
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += map(int, listed.read_text().split())
        except OSError:  # ended meanwhile
            continue
    return found


def resident(pid: int) -> int:
    """Bytes of memory that a process holds; 0 when it has ended."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    except (OSError, IndexError):
        return 0
