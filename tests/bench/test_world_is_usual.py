"""The benchmark of refresh measures the way that most feeds go, and what it finds there is what feedparser finds."""

from __future__ import annotations

from unittest.mock import patch

from feedworld import SHAPES, world

from briefing.model import Feed
from briefing.sources.feed import read_document, read_soon

FEED = Feed("f", "http://feeds.example/f")


def test_every_shape_is_read_without_feedparser_as_with_it() -> None:
    for shape, (now, _) in zip(SHAPES, world(len(SHAPES), entries=3), strict=True):
        found = read_soon(now.body, now.content_type, FEED)
        assert found, shape
        with patch("briefing.sources.feed.read_strictly", return_value=None):
            assert found == read_document(now.body, now.content_type, FEED), shape
