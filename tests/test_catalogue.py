"""The shipped catalogue: what holds of every row, and how a source is found."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from briefing import catalogue, config, feedkeys
from briefing.feedkeys import STATUSES

ROOT = Path(__file__).parent.parent
DAY = r"\d{4}(-\d\d){0,2}"


def test_every_row_is_right_by_the_rules_of_feeds_toml(tmp_path: Path) -> None:
    shipped = (ROOT / "briefing" / "catalogue.toml").read_text(encoding="utf-8")
    feeds = tmp_path / "feeds.toml"
    feeds.write_text(config.starter() + shipped, encoding="utf-8")
    loaded = config.load(feeds).feeds  # ids are unique over both, or this fails
    assert [f.id for f in loaded] == [e.feed.id for e in catalogue.entries()]
    assert loaded == tuple(e.feed for e in catalogue.entries())
    assert len(loaded) >= 140
    assert len({f.url for f in loaded}) == len(loaded)


@pytest.mark.parametrize("entry", catalogue.entries(), ids=lambda e: e.feed.id)
def test_what_is_known_of_each_is_said(entry: catalogue.Entry) -> None:
    feed = entry.feed
    assert feed.status in STATUSES
    assert feed.name != feed.id
    assert feed.rights
    assert feed.checked or feed.status != "live", "live means a dated success"
    assert feed.enabled or feed.reason
    if feed.kind == "gnews":
        assert feed.speaks_for is None
        assert feed.role not in ("official", "cert", "parliament")
        assert feed.status == "query"
    if feed.status == "dead":
        assert not feed.enabled
        assert feed.reason is not None
        assert feed.reason.startswith(f"dead, seen {feed.checked}: ")
    if feed.status == "unverified":
        assert not feed.enabled
    if feed.role in ("wire", "press", "cyber-press", "vendor", "analysis"):
        assert feed.speaks_for is None, "a newspaper speaks for nobody"
    if feed.role in ("official", "cert"):
        assert feed.speaks_for, "an official text is somebody's"
    if feed.kind == "listing" and not entry.starter:
        assert feed.link_pattern or "link_pattern" in (feed.reason or "")


def test_state_media_is_never_official() -> None:
    outlets = {"cns", "cgtn", "global-times", "xinhua", "china-daily", "peoples-daily", "tw-mnd"}
    roles = {e.feed.role for e in catalogue.entries() if e.feed.institution in outlets}
    assert roles == {"state-media"}


def test_some_thirty_are_in_the_starter_set() -> None:
    first = [e for e in catalogue.entries() if e.starter]
    assert 28 <= len(first) <= 32
    assert {e.feed.status for e in first} <= {"live", "listed", "conflict", "page", "query"}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["zealand"], {"nz-beehive", "nz-ncsc"}),
        (["czech"], {"cz-nukib", "cz-mfa-gn"}),
        (["捷克"], {"cz-nukib", "cz-mfa-gn"}),
        (["TW", "official"], {"tw-mofa-pr", "tw-mofa-stmt"}),
        (["dead"], {"cn-mfa-rss", "cn-xinhua-rss", "cn-chinadaily", "cn-people", "reuters-dead"}),
        (["nukib"], {"cz-nukib"}),
        (["no such thing"], set()),
    ],
)
def test_a_source_is_found_by_any_of_its_words(words: list[str], found: set[str]) -> None:
    assert {e.feed.id for e in catalogue.find(words)} == found


def test_all_are_listed_without_words_and_a_near_id_is_offered() -> None:
    assert len(catalogue.find([])) == len(catalogue.entries())
    assert catalogue.near("cz-mfa") == "cz-mfa-gn"
    assert catalogue.near("zzzz") is None
    assert catalogue.entry("cz-mfa-gn") is not None
    assert catalogue.entry("zzzz") is None


def test_the_words_of_a_status_are_documented() -> None:
    told = (ROOT / "docs" / "words.md").read_text()
    for word in STATUSES:
        assert f"| `{word}` |" in told, word


def test_the_catalogue_is_toml_of_feed_tables_alone() -> None:
    shipped = tomllib.loads((ROOT / "briefing" / "catalogue.toml").read_text(encoding="utf-8"))
    assert list(shipped) == ["feed"]
    assert all(set(table) <= set(feedkeys.FEED_KEYS) for table in shipped["feed"])
