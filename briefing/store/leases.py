"""Who holds the store for a job of which only one may run at a time."""

from __future__ import annotations

import os
import platform
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

from briefing.errors import StoreBusy
from briefing.store.door import Store, transaction, whoami
from briefing.store.stamps import stamp

LONGEST_JOB = timedelta(hours=12)


def take_lease(store: Store, name: str, *, at: datetime) -> None:
    """Hold the store for one job of its kind; raises StoreBusy with the holder's process number.

    Taken over is a lease whose process is gone from this machine, one from before the machine was started, since when
    another process may have that number, and one that is older than any job takes.
    """
    me, host = os.getpid(), platform.node()
    with transaction(store):
        row = store.db.execute("SELECT * FROM leases WHERE name = ?", (name,)).fetchone()
        since = datetime.fromisoformat(row["since"]) if row is not None else at - LONGEST_JOB
        held = at - since < LONGEST_JOB
        if held and row["host"] == host:
            held = row["pid"] != me and at - since < _uptime() and _alive(row["pid"])
        if held:
            raise StoreBusy(
                f"A {name} of {store.path} is running already: process {row['pid']} of {row['holder']} "
                f"on {row['host']}, since {since:%Y-%m-%d %H:%M} UTC."
            )
        store.db.execute("INSERT OR REPLACE INTO leases VALUES (?, ?, ?, ?, ?)", (name, whoami(), me, host, stamp(at)))


def drop_lease(store: Store, name: str) -> None:
    """Give the store free again."""
    with transaction(store):
        store.db.execute("DELETE FROM leases WHERE name = ? AND pid = ?", (name, os.getpid()))


def _uptime() -> timedelta:
    """How long this machine has been up, its sleep included; where that is not known, for ever."""
    if sys.platform != "linux":
        return timedelta.max
    return timedelta(seconds=time.clock_gettime(time.CLOCK_BOOTTIME))


def _alive(pid: int) -> bool:
    """Whether a process is at work; one that was killed and that nobody has waited for yet is not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        state = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[0]
    except OSError:  # no such table on this system
        return True
    return state not in (b"Z", b"X")
