"""Who holds the store for a job of which only one may run at a time."""

from __future__ import annotations

import os
import platform
from datetime import datetime, timedelta

from briefing.errors import StoreBusy
from briefing.store.door import Store, transaction, whoami
from briefing.store.stamps import stamp

LONGEST_JOB = timedelta(hours=12)


def take_lease(store: Store, name: str, *, at: datetime) -> None:
    """Hold the store for one job of its kind; raises StoreBusy with the holder's process number.

    A lease whose process is gone from this machine is taken over, and one that is older than any job takes.
    """
    me, host = os.getpid(), platform.node()
    with transaction(store):
        row = store.db.execute("SELECT * FROM leases WHERE name = ?", (name,)).fetchone()
        fresh = row is not None and at - datetime.fromisoformat(row["since"]) < LONGEST_JOB
        if fresh and (row["host"] != host or (row["pid"] != me and _alive(row["pid"]))):
            raise StoreBusy(
                f"A {name} of {store.path} is running already: process {row['pid']} of {row['holder']} "
                f"on {row['host']}, since {row['since']}."
            )
        store.db.execute("INSERT OR REPLACE INTO leases VALUES (?, ?, ?, ?, ?)", (name, whoami(), me, host, stamp(at)))


def drop_lease(store: Store, name: str) -> None:
    """Give the store free again."""
    with transaction(store):
        store.db.execute("DELETE FROM leases WHERE name = ? AND pid = ?", (name, os.getpid()))


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
