"""Reading feeds in processes of their own, which can be ended: a feed can be made so that its reading never does.

Feeds that are read without feedparser need none: that takes linear time. Such a process does nothing else: it gets
bytes, gives what feedparser finds in them, and ends with its input.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from briefing.sources.outcomes import Document, Failed

if TYPE_CHECKING:
    from briefing.outside import Feed

ENOUGH = 2_000_000  # bytes that wait for a process before another is started: its start costs as much as reading 100 kB
MOST = 2  # more would be faster where there are more cores, and take the memory of each
SMALL = 16_000  # bytes that are read at once: at worst they take some tenths of a second, as long as starting a process
SOON = 0.5  # seconds after which another is started all the same: the one there may be held by a feed without an end
LARGE = 2_000_000  # bytes up to which what needs no feedparser is read at once: it takes a tenth of its time
GRACE = 2.0  # seconds
LARGEST = 500_000_000  # bytes of memory for one process; damaged feeds of 20 MB need half of it


class Parsers:
    """At most `most` processes, each started when there is work for it; may be asked from several threads."""

    def __init__(self, most: int | None = None) -> None:
        self.most = most or min(MOST, os.cpu_count() or 1)
        self._free: list[subprocess.Popen[bytes]] = []
        self._all: set[subprocess.Popen[bytes]] = set()
        self._closed = False
        self._running = self._waiting = 0
        self._change = threading.Condition()
        self._here = threading.Lock()  # threads that read at one time would only take turns, and the memory of each

    def __enter__(self) -> Parsers:
        return self

    def __exit__(self, *_: object) -> None:
        """End all processes, those too that still read for threads which were left behind: these get a Failed."""
        with self._change:
            self._closed = True
            for process in self._free:
                _end(process)
            for process in self._all.difference(self._free):
                process.kill()  # its pipes are its thread's
            self._free.clear()

    def read(self, body: bytes, content_type: str | None, feed: Feed, seconds: float) -> Document | Failed:
        """What feedparser finds in a feed, or that it did not find it within the seconds or in the memory given."""
        if len(body) <= LARGE:
            from briefing.sources.feed import read_document, read_soon

            with self._here:
                read = read_document if len(body) <= SMALL else read_soon
                document = read(body, content_type, feed)
            if document is not None:
                return document
        with self._one(len(body)) as process:
            began = time.monotonic()
            ending = threading.Timer(seconds, process.kill)
            ending.daemon = True
            ending.start()
            try:
                assert process.stdin is not None
                assert process.stdout is not None
                pickle.dump((body, content_type, feed, seconds), process.stdin)
                process.stdin.flush()
                found: Document | Failed | str = pickle.load(process.stdout)  # noqa: S301 - of our own process
            except (EOFError, OSError, pickle.UnpicklingError):
                _end(process)
                if self._closed:
                    return Failed(feed.id, "reading it was given up.")
                if time.monotonic() - began >= seconds:
                    return Failed(feed.id, f"reading it did not end within {seconds:.0f} seconds.")
                return Failed(feed.id, "reading it needed more memory than a feed may.")
            finally:
                ending.cancel()
        if isinstance(found, str):
            raise RuntimeError(found)
        return found

    @contextmanager
    def _one(self, size: int) -> Iterator[subprocess.Popen[bytes]]:
        with self._change:
            self._waiting += size
            until = time.monotonic() + SOON
            while not self._free and self._running:
                left = until - time.monotonic()
                if self._running < self.most and (self._waiting >= ENOUGH or left <= 0):
                    break
                self._change.wait(left if self._running < self.most and left > 0 else None)
            self._waiting -= size
            process = self._free.pop() if self._free else None
            self._running += process is None
        try:
            process = process or self._started()
            yield process
        finally:
            with self._change:
                if process and process.poll() is None and not self._closed:
                    self._free.append(process)
                else:
                    self._running -= 1
                    if process:
                        self._all.discard(process)
                        _end(process)
                self._change.notify_all()

    def _started(self) -> subprocess.Popen[bytes]:
        process = _started()
        with self._change:
            self._all.add(process)
            if self._closed:
                process.kill()
        return process


def _started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-P", "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):  # what could not be sent to a process that is gone
            if pipe:
                pipe.close()


def serve() -> None:
    """Answer one request after the other from stdin to stdout; a fault of ours is answered with its traceback."""
    from briefing.sources.feed import read_document, read_thoroughly

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who stops the refresh with ctrl+c ends this process by its input
    with suppress(ImportError, ValueError, OSError):  # a system without such limits, or with a lower one
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (LARGEST, LARGEST))
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    while True:
        try:
            body, content_type, feed, seconds = pickle.load(asked)  # noqa: S301 - of our own process
        except EOFError:
            return
        answer: Document | Failed | str
        _end_after(seconds + GRACE)  # who asked ends it before, unless it is gone itself
        try:
            read = read_thoroughly if len(body) <= LARGE else read_document  # a smaller one was tried by who asks
            answer = read(body, content_type, feed)
        except MemoryError:
            return
        except Exception:
            answer = traceback.format_exc()
        _end_after(0)
        pickle.dump(answer, answers)
        answers.flush()


def _end_after(seconds: float) -> None:
    """Let the system end this process after so many seconds; 0 = not at all."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


if __name__ == "__main__":
    serve()
