"""Background commands: progress as it comes, failures told, nothing left running."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
import time
from pathlib import Path

import pytest
from textual.message import Message

from briefing.errors import StoreDamaged
from briefing.model import Poll
from briefing.tui import jobs
from briefing.tui.messages import FeedPolled, JobEnded
from briefing.tui.widgets.drawn_list import DrawnList
from briefing.tui.widgets.header import feeds_words
from tests.tui.conftest import Open, pressed

TWO = """
import json
print(json.dumps({"feed": "wire", "status": "failed", "error": "timed out"}), flush=True)
print("no line of ours")
print(json.dumps({"feed": "gb-office", "status": "new", "http": 200, "entries": 3, "new": 2, "later": 1}), flush=True)
print(json.dumps({"feeds": {"new": 1, "failed": 1}, "entries": 3, "new": 2, "updated": 0}), flush=True)
"""


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


async def followed(words: list[str]) -> list[Message]:
    told: list[Message] = []
    await jobs.follow("refresh", words, told.append)
    return told


async def test_each_feed_becomes_a_message() -> None:
    first, second, end = await followed(python(TWO))
    assert isinstance(first, FeedPolled)
    assert isinstance(second, FeedPolled)
    assert isinstance(end, JobEnded)
    assert first.poll == Poll("wire", "failed", error="timed out")
    assert second.poll == Poll("gb-office", "new", http=200, entries=3, new=2)
    assert (end.code, end.said) == (0, "")


async def test_the_end_of_stderr_comes_with_the_failure() -> None:
    (end,) = await followed(python("import sys; sys.stderr.write('x' * 100000 + '\\nthe store is full'); sys.exit(4)"))
    assert isinstance(end, JobEnded)
    assert end.code == 4
    assert end.said.endswith("the store is full")
    assert len(end.said) <= jobs.TAIL


async def test_a_program_that_is_not_there_is_told() -> None:
    (end,) = await followed(["/nowhere/python"])
    assert isinstance(end, JobEnded)
    assert end.code == 127


async def test_a_stopped_job_leaves_no_process(tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    code = f"import os, pathlib, time; pathlib.Path({str(mark)!r}).write_text(str(os.getpid())); time.sleep(60)"
    task = asyncio.create_task(followed(python(code)))
    while not (mark.exists() and mark.read_text()):
        await asyncio.sleep(0.02)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    with pytest.raises(ProcessLookupError):
        os.kill(int(mark.read_text()), 0)


async def test_the_header_follows_a_refresh_and_the_keys_stay_free(
    opened: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = folder / "go"
    wait = f"\nimport pathlib, time\nwhile not pathlib.Path({str(go)!r}).exists(): time.sleep(0.02)\n"
    monkeypatch.setattr(jobs, "refresh", lambda session: python(TWO + wait))
    async with opened(folder) as pilot:
        await pilot.press("r")
        assert feeds_words(pilot.app.status).startswith("refreshing ")
        deadline = time.monotonic() + 20
        while pilot.app.status.done < 2 and time.monotonic() < deadline:
            await pilot.pause(0.02)
        assert feeds_words(pilot.app.status) == "refreshing 2/3, 2 new, 1 failed"
        await pilot.press("j")
        await pilot.pause()
        assert pilot.app.screen.query_one("#incidents", DrawnList).key == "mast"
        await pilot.press("r")
        await pilot.pause()
        assert any("still running" in n.message for n in pilot.app._notifications)
        go.touch()
        await pressed(pilot)
        assert not pilot.app.status.job
        assert feeds_words(pilot.app.status) == "feeds 2 ok, 1 failing"


async def test_a_failed_refresh_says_why(opened: Open, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = "import sys; sys.stderr.write('briefing: the store [x] is in use\\n'); sys.exit(4)"
    monkeypatch.setattr(jobs, "refresh", lambda session: python(code))
    async with opened(folder) as pilot:
        await pressed(pilot, "r")
        assert any("the store [x] is in use" in n.message for n in pilot.app._notifications)


async def test_leaving_the_app_stops_the_refresh(opened: Open, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = folder / "pid"
    code = f"import os, pathlib, time; pathlib.Path({str(mark)!r}).write_text(str(os.getpid())); time.sleep(60)"
    monkeypatch.setattr(jobs, "refresh", lambda session: python(code))
    async with opened(folder) as pilot:
        await pilot.press("r")
        while not (mark.exists() and mark.read_text()):
            await pilot.pause(0.02)
    with pytest.raises(ProcessLookupError):
        os.kill(int(mark.read_text()), 0)


async def test_a_store_that_breaks_while_it_is_open_ends_the_app_with_its_own_sentence(
    opened: Open, folder: Path
) -> None:
    async with opened(folder) as pilot:
        pilot.app._handle_exception(sqlite3.DatabaseError("database disk image is malformed"))
        await pilot.pause()
        assert isinstance(pilot.app.fault, StoreDamaged)
        assert pilot.app.return_code == 4
