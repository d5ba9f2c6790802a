"""The verdict on a feed: by what it sends, with the reason, and the same wherever it is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from briefing import health
from briefing.model import Feed, FeedState

NOW = datetime(2031, 5, 20, 8, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FEED = Feed("one", "https://one.example/feed", every=3600)
GOOD = FeedState("one", last_poll=NOW - HOUR, last_good=NOW - HOUR, status="unchanged", http=200, entries=9)
BAD = replace(GOOD, status="failed", failing_since=NOW - 3 * DAY, last_good=NOW - 3 * DAY, failures=5, error="no.")
USUAL = replace(GOOD, newest="2031-05-19", rhythm=int(DAY.total_seconds()))


@pytest.mark.parametrize(
    ("state", "word", "says"),
    [
        (FeedState("one"), "never", "not asked yet"),
        (replace(GOOD, status="new"), "ok", ""),
        (GOOD, "unchanged", ""),
        (replace(GOOD, status="not-modified", http=304), "unchanged", ""),
        (replace(GOOD, error="the feed is damaged at line 3"), "unchanged", "The feed is damaged at line 3."),
        (replace(GOOD, moved="https://new.example/f"), "unchanged", "`briefing feeds move one` takes that address"),
        (replace(GOOD, moved=FEED.url), "unchanged", ""),
        (replace(GOOD, status="empty"), "empty", "without an entry"),
        (replace(GOOD, status="empty", error="it is damaged."), "empty", "without an entry. It is damaged."),
        (replace(USUAL, newest="2031-01-01", error="it is damaged."), "stale", "between two is 1 day. It is damaged."),
        (replace(GOOD, status="not-modified", http=304, entries=0), "empty", "without an entry"),
        (replace(GOOD, status="skipped", error="its host told 3 feeds to wait."), "unchanged", "Its host told"),
        (replace(GOOD, last_good=NOW - 2 * DAY), "stale", "no good answer since then"),
        (replace(GOOD, last_poll=NOW - 2 * DAY, last_good=NOW - 2 * DAY), "stale", "not asked since then"),
        (replace(GOOD, gone=True), "gone", "410"),
        (replace(GOOD, limited_until=NOW + HOUR), "limited", "until 20 May 2031 09:00 UTC"),
        (replace(GOOD, limited_until=NOW - HOUR), "unchanged", ""),
        (replace(FeedState("one"), last_poll=NOW - HOUR, status="limited"), "stale", "not asked since."),
        (BAD, "failing", "5 times in a row: No."),
        (replace(BAD, fault="html"), "html", "may have moved"),
        (replace(BAD, fault="unparsable"), "unparsable", "No."),
        (replace(BAD, fault="blocked"), "blocked", "other headers"),
        (replace(BAD, fault="robots", error="robots.txt forbids it."), "blocked", "row: robots.txt forbids it."),
        (replace(BAD, error="www.one.example refuses the connection."), "failing", "row: www.one.example refuses"),
        (replace(BAD, fault="absent"), "failing", "a path can hold a person"),
        (
            replace(BAD, fault="absent", moved="https://new.example/f"),
            "failing",
            "named https://new.example/f for good",
        ),
        (replace(BAD, fault="server"), "failing", "No."),
        (replace(BAD, fault="unreachable"), "failing", "No."),
        (replace(BAD, status="not-modified", http=304), "failing", "No."),
        (replace(BAD, error=None, http=500), "failing", "The server answers 500."),
        (replace(FeedState("one"), status="skipped", error="it is not read yet."), "never", "It is not read yet."),
    ],
)
def test_the_word_and_the_reason(state: FeedState, word: str, says: str) -> None:
    verdict = health.health(FEED, state, NOW)
    assert (verdict.word, verdict.word in health.WORDS) == (word, True)
    assert says in verdict.reason
    assert bool(verdict.reason) == bool(says)
    assert not verdict.reason or verdict.reason.endswith(".")
    assert verdict.fine == (word in ("ok", "unchanged"))
    assert verdict.in_trouble == (word not in ("ok", "unchanged", "never"))


def test_one_that_is_switched_off_says_why_and_nothing_else() -> None:
    off = replace(FEED, enabled=False, reason="moved to the other list.")
    assert health.health(off, BAD, NOW) == health.Health("paused", None, "Moved to the other list.")


@pytest.mark.parametrize(
    ("newest", "rhythm", "word"),
    [
        ("2031-05-19", 1 * DAY, "unchanged"),
        ("2031-05-01", 1 * DAY, "unchanged"),  # within three weeks, whatever the rhythm
        ("2031-04-27", 1 * DAY, "stale"),
        ("2031-04-27T09:00:00Z", 1 * DAY, "stale"),
        ("2030-09-01", 90 * DAY, "unchanged"),  # a source of few entries may be silent for long
        ("2029-09-01", 90 * DAY, "stale"),
        ("2017-12-12", 7 * DAY, "stale"),
        ("2030-09-01", None, "unchanged"),  # its only entry
        ("2029-09-01", None, "stale"),
        ("2031-06-19", 1 * DAY, "unchanged"),  # a date in the future is no reproach
        (None, None, "unchanged"),  # unknown dates are no verdict
        ("2031", 1 * DAY, "unchanged"),
        ("2031-04", 1 * DAY, "stale"),
        ("2030", 1 * DAY, "stale"),
    ],
)
def test_stale_is_judged_by_the_usual_rhythm(newest: str | None, rhythm: timedelta | None, word: str) -> None:
    seconds = None if rhythm is None else int(rhythm.total_seconds())
    verdict = health.health(FEED, replace(GOOD, newest=newest, rhythm=seconds), NOW)
    assert verdict.word == word
    assert ("newest entry is of" in verdict.reason) == (word == "stale")


def test_a_feed_that_is_asked_seldom_may_be_unheard_for_long() -> None:
    weekly = replace(FEED, every=7 * 86400)
    state = replace(USUAL, last_poll=NOW - 10 * DAY, last_good=NOW - 10 * DAY)
    assert health.health(weekly, state, NOW).word == "unchanged"
    assert health.health(FEED, state, NOW).word == "stale"


def test_only_who_was_refused_by_status_is_told_to_try_other_headers() -> None:
    assert health.health(FEED, replace(BAD, fault="robots"), NOW).reason == "5 times in a row: No."


def test_since_when() -> None:
    assert health.health(FEED, BAD, NOW).since == NOW - 3 * DAY
    assert health.health(FEED, replace(USUAL, newest="2031-01-01"), NOW).since == datetime(2031, 1, 2, tzinfo=UTC)
    assert health.health(FEED, GOOD, NOW).since == GOOD.last_good


def test_the_counts_begin_with_what_is_fine() -> None:
    verdicts = [health.Health(w) for w in ("paused", "unchanged", "stale", "ok", "failing", "stale")]
    assert list(health.counts(verdicts).items()) == [("ok", 2), ("failing", 1), ("stale", 2), ("paused", 1)]
    assert health.counts([]) == {"ok": 0}


def test_every_word_is_documented() -> None:
    from pathlib import Path

    told = (Path(__file__).parent.parent / "docs" / "words.md").read_text()
    for word in health.WORDS:
        assert f"| `{word}` |" in told, word
