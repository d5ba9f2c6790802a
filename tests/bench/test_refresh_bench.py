"""The benchmark of refresh measures what it says: the world is whole, and every scene runs."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import feedparser
from feedworld import ENTRIES, SHAPES, world

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
    assert {scene: set(by) for scene, by in found["figures"].items()} == {
        "cold": {"briefing", "floor"},
        "unchanged": {"briefing"},
        "slow": {"briefing"},
        "new": {"briefing"},
        "equal": {"briefing"},
    }
    assert all(spent["cpu"] > 0 and spent["memory"] > 10 for by in found["figures"].values() for spent in by.values())
    assert [ratio["bound"] for ratio in found["ratios"]] == [1.9, 0.05, 1.3, 200]
    assert found["read"]["articles"] == 2 * ENTRIES
