"""Feeds are read in processes that can be ended."""

from __future__ import annotations

import pickle
import signal
import threading
import time

import pytest

from briefing.model import Feed
from briefing.sources import parsers
from briefing.sources.feed import read_document
from briefing.sources.outcomes import Document, Failed
from briefing.sources.parsers import Parsers
from tests.sources.test_feed import rss

FEED = Feed("f", "http://feeds.example/f")
DOCTYPE = "<!DOCTYPE rss>"  # which only feedparser reads
LARGE = rss(*range(200), head=DOCTYPE).encode()
ENDLESS = rss(1, head=DOCTYPE).replace("<guid>", f"<author>{'a' * 300_000}</author><guid>").encode()


def test_a_process_finds_what_is_found_here() -> None:
    with Parsers() as pool:
        assert len(LARGE) > parsers.SMALL
        for body in (LARGE, rss(1).encode()):
            assert pool.read(body, None, FEED, 20) == read_document(body, None, FEED)


def test_reading_that_does_not_end_is_ended_and_the_next_feed_is_read() -> None:
    with Parsers(1) as pool:
        pool.read(LARGE, None, FEED, 20)  # the process is there
        began = time.monotonic()
        failed = pool.read(ENDLESS, None, FEED, 0.3)
        assert isinstance(failed, Failed)
        assert failed.reason.startswith("reading it did not end within")
        assert time.monotonic() - began < 5
        assert isinstance(pool.read(LARGE, None, FEED, 20), Document)


def test_a_fault_of_ours_comes_back_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    with Parsers(1) as pool:
        with pytest.raises(RuntimeError, match="Traceback"):
            pool.read(LARGE, None, "no feed", 20)  # type: ignore[arg-type]
        assert isinstance(pool.read(LARGE, None, FEED, 20), Document)


def test_several_threads_share_few_processes() -> None:
    found: list[object] = []
    with Parsers(2) as pool:
        asking = [threading.Thread(target=lambda: found.append(pool.read(LARGE, None, FEED, 20))) for _ in range(6)]
        for thread in asking:
            thread.start()
        for thread in asking:
            thread.join()
        assert len(pool._free) <= 2
    assert len(found) == 6
    assert all(isinstance(each, Document) for each in found)


def test_a_feed_that_holds_its_process_holds_up_no_other() -> None:
    with Parsers(2) as pool:
        slow = threading.Thread(target=lambda: pool.read(ENDLESS, None, FEED, 4))
        slow.start()
        while not pool._running:
            time.sleep(0.01)
        assert isinstance(pool.read(LARGE, None, FEED, 20), Document)
        assert slow.is_alive()
        slow.join()


def test_no_process_outlives_a_refresh_that_is_stopped_while_it_reads() -> None:
    found: list[object] = []
    with Parsers(1) as pool:
        reading = threading.Thread(target=lambda: found.append(pool.read(ENDLESS, None, FEED, 20)))
        reading.start()
        while not pool._all:
            time.sleep(0.01)
        (process,) = pool._all
    assert process.wait(5) < 0, "ended by a signal"
    reading.join(5)
    assert isinstance(found[0], Failed)
    assert isinstance(pool.read(LARGE, None, FEED, 20), Failed)


def test_a_process_whose_refresh_was_killed_ends_by_itself() -> None:
    process = parsers._started()
    assert process.stdin
    pickle.dump((ENDLESS, None, FEED, 0.1 - parsers.GRACE), process.stdin)
    process.stdin.flush()
    assert process.wait(5) == -signal.SIGALRM
    parsers._end(process)
