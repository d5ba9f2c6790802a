"""The benchmark of refresh measures what it says: the world is whole, and every scene runs."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import feedparser
import pytest
from feedworld import ENTRIES, SHAPES, world
from measure import Spent, measured
from refresh import medians

VERSIONS = {"rss": "rss20", "rss full": "rss20", "atom": "atom10", "atom xhtml": "atom10", "rdf": "rss10"}


def test_the_world_is_made_of_whole_feeds_of_each_shape() -> None:
    for shape, both in zip(SHAPES, world(len(SHAPES)), strict=True):
        for version in both:
            found = feedparser.parse(io.BytesIO(version.body))
            assert not found.bozo, found.bozo_exception
            assert found.version == VERSIONS[shape]
            assert len({entry.id for entry in found.entries}) == ENTRIES
            assert all("invented" in str(entry.get("content") or entry.summary) for entry in found.entries)


def test_later_one_entry_is_new_in_every_second_feed() -> None:
    for number, both in enumerate(world(4, entries=3)):
        now, later = ({entry.id for entry in feedparser.parse(io.BytesIO(v.body)).entries} for v in both)
        assert len(later - now) == len(now - later) == (1 if number % 2 == 0 else 0)


def test_every_scene_of_a_small_world_is_measured() -> None:
    command = [Path(__file__).parent / "refresh.py", "--feeds=2", "--rounds=1", "--only=floor", "--json"]
    done = subprocess.run([sys.executable, *map(str, command)], capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    [figures] = found["rounds"]
    assert {scene: set(by) for scene, by in figures.items()} == {
        "cold": {"briefing", "floor"},
        "unchanged": {"briefing"},
        "slow": {"briefing"},
        "new": {"briefing"},
        "equal": {"briefing"},
        "read": {"briefing"},
    }
    assert all(spent["cpu"] > 0 and spent["memory"] > 10 for by in figures.values() for spent in by.values())
    assert [ratio["bound"] for ratio in found["ratios"]] == [1.9, 0.05, 1.3, 200]
    assert found["world"]["read"] == 2 * ENTRIES


def test_the_middle_figure_is_told_and_of_the_memory_the_highest() -> None:
    rounds = [{"cold": {"briefing": Spent(cpu, 10 - cpu, memory)}} for cpu, memory in ((3, 50), (1, 90), (2, 40))]
    assert medians(rounds) == {"cold": {"briefing": Spent(2, 8, 90)}}


def test_processes_that_outlive_the_command_are_counted(tmp_path: Path) -> None:
    work = "import time\nwhile time.process_time() < 0.3: pass"
    leave = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {work!r}])"
    assert measured([sys.executable, "-c", leave], dict(os.environ), tmp_path / "log").cpu > 0.3


def test_a_command_that_fails_is_no_figure(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no such thing"):
        measured([sys.executable, "-c", "raise SystemExit('no such thing')"], dict(os.environ), tmp_path / "log")
