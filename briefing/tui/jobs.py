"""Background work as a command of its own: another process, so that it never takes the keys' time."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress

from textual.message import Message

from briefing.config import log_path
from briefing.outside import Poll
from briefing.tui.messages import FeedChecked, FeedPolled, JobEnded
from briefing.tui.session import Session

LONGEST_LINE = 1 << 20
TAIL = 2000  # characters of stderr kept
GRACE = 3.0  # seconds a stopped process has to end by itself


def command(session: Session, *words: str) -> list[str]:
    """A command of ours on the session's own files."""
    files = ["--db", str(session.store_path)]
    if session.config.path.exists():
        files += ["--config", str(session.config.path)]
    return [sys.executable, "-m", "briefing", *files, *words]


def refresh(session: Session) -> list[str]:
    """The command that fetches all feeds and tells of each in a line."""
    return command(session, "refresh", "--all", "--json")


async def follow(job: str, words: Sequence[str], tell: Callable[[Message], object]) -> None:
    """Run a command; tell of each feed as it is polled and of the end. Cancelled, it stops the process first."""
    try:
        process = await asyncio.create_subprocess_exec(
            *words,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=LONGEST_LINE,
            start_new_session=True,
        )
    except OSError as error:
        tell(JobEnded(job, 127, f"{words[0]}: {error.strerror}"))
        return
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        said, _ = await asyncio.gather(_tail(process.stderr), _lines(process.stdout, tell))
        tell(JobEnded(job, await process.wait(), logged(job, said)))
    finally:
        await _stopped(process)


def logged(job: str, said: str) -> str:
    """Keep what a job had to say in the log; returns it, with the reason where the log cannot be written."""
    if not said:
        return said
    path = log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "a", encoding="utf-8", opener=_private) as log:
            log.write(f"{job}:\n{said}\n")
    except OSError as error:
        return f"{said} (The log {path} cannot be written: {error.strerror}.)"
    return said


def _private(path: str, flags: int) -> int:
    """Opens a file that, once made, nobody else may read: a table that was removed may hold a header of a person's."""
    return os.open(path, flags, mode=0o600)


async def _lines(stream: asyncio.StreamReader, tell: Callable[[Message], object]) -> None:
    async for line in stream:
        message = _message(line)
        if message is not None:
            tell(message)


def _message(line: bytes) -> Message | None:
    """What one line of a refresh or a check tells; None for the sums at the end and for any other line."""
    try:
        data = json.loads(line)
    except ValueError:
        return None
    if not isinstance(data, dict):
        return None
    if "health" in data:
        return FeedChecked(data["id"], data["health"], data["why"])
    if "feed" not in data:
        return None
    return FeedPolled(Poll(**{name: data[name] for name in Poll.__slots__ if name in data}))


async def _tail(stream: asyncio.StreamReader) -> str:
    kept = b""
    while part := await stream.read(8192):
        kept = (kept + part)[-TAIL:]
    return kept.decode("utf-8", "replace").strip()


async def _stopped(process: asyncio.subprocess.Process) -> None:
    """Make sure that the process and what it started have ended."""
    if process.returncode is not None:
        return
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, sign)
        with suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), GRACE)
            return
