"""What follows from a feed's answer, when a feed is asked again, and many feeds side by side."""

from __future__ import annotations

import threading
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import chain

import pytest

from briefing.health import health
from briefing.model import Feed, FeedState, Validators
from briefing.sources.http import fetch
from briefing.sources.outcomes import Document, Failed, Polled, Request, Response
from briefing.sources.poll import due, poll, poll_all
from tests.sources.server import Server, conditional, plain, redirect, reset, short
from tests.sources.test_feed import rss

NOW = datetime(2031, 5, 6, 8, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=2)
FEED = Feed("f", "http://feeds.example/f")
FRESH = FeedState("f")
BODY = rss(1, 2).encode()


def asked(answer: Response | Failed, state: FeedState = FRESH, feed: Feed = FEED, now: datetime = NOW) -> Polled:
    return poll(feed, state, get=lambda request: answer, now=now)


def answer(status: int = 200, body: bytes = b"", **headers: str) -> Response:
    return Response(status, {name.replace("_", "-"): value for name, value in headers.items()}, body, FEED.url)


def test_a_good_answer_and_then_304_with_the_validators_as_given(server: Server) -> None:
    etag, modified = 'W/"a,\xe9 b"', "Tue, 06 May 2031 07:00:00 +0100 (odd)"
    feed = Feed("f", server.on("/f", conditional(BODY, etag, modified)))
    first = poll(feed, FRESH, get=fetch, now=NOW)
    assert (first.poll.status, first.poll.http, first.poll.entries, len(first.items)) == ("unchanged", 200, 2, 2)
    assert first.state.last_good == first.state.last_poll == NOW
    assert first.state.validators == Validators(etag, modified)
    second = poll(feed, first.state, get=fetch, now=LATER)
    assert (second.poll.status, second.poll.http, second.items) == ("not-modified", 304, ())
    assert second.state.last_good == LATER
    assert second.state.validators == first.state.validators


def test_the_same_bytes_with_new_validators_store_the_new_ones() -> None:
    state = asked(answer(200, BODY, etag="1")).state
    assert asked(answer(200, BODY, etag="2"), state).state.validators.etag == "2"


@pytest.mark.parametrize("etag", ["x" * 5000, "a\nb", "a\x1bb", ""])
def test_a_validator_that_cannot_be_sent_back_is_not_kept(etag: str) -> None:
    assert asked(answer(200, BODY, etag=etag)).state.validators == Validators()


def test_a_304_clears_no_failure_and_one_that_nobody_asked_for_is_one() -> None:
    good = asked(answer(200, BODY, etag="1")).state
    failing = asked(answer(500), good, now=NOW).state
    still = asked(answer(304), failing, now=LATER)
    assert still.poll.status == "not-modified"
    assert (still.state.failing_since, still.state.last_good) == (NOW, good.last_good)
    assert "500" in (still.poll.error or "")
    assert asked(answer(304)).poll.status == "failed"


def test_failures_keep_the_validators_and_the_day_they_began() -> None:
    state = asked(answer(200, BODY, etag="1")).state
    answers: list[Response | Failed] = [answer(404), answer(200, b"<html></html>"), Failed("f", "no name.")]
    for number, bad in enumerate(answers, 1):
        polled = asked(bad, state, now=NOW + timedelta(hours=number))
        state = polled.state
        assert (polled.poll.status, state.validators.etag) == ("failed", "1")
        assert state.failing_since == NOW + timedelta(hours=1)
        assert (polled.poll.error or "").endswith(".")
    healed = asked(answer(200, BODY), state, now=LATER).state
    assert (healed.failing_since, healed.error, healed.last_good) == (None, None, LATER)


@pytest.mark.parametrize("status", [204, 301, 401, 403, 404, 500, 503, 599, 999])
def test_an_answer_without_a_feed_is_a_failure_named_by_its_number(status: int) -> None:
    assert str(status) in (asked(answer(status)).poll.error or "")


def test_gone_is_never_asked_again() -> None:
    polled = asked(answer(410))
    assert (polled.poll.status, polled.state.gone) == ("gone", True)
    assert "410" in (due(FEED, polled.state, NOW + timedelta(days=400), all_=True) or "")


@pytest.mark.parametrize(
    ("status", "value", "until"),
    [
        (429, "120", NOW + timedelta(minutes=2)),
        (503, "120", NOW + timedelta(minutes=2)),
        (429, "Tue, 06 May 2031 09:00:00 GMT", NOW + timedelta(hours=1)),
        (429, "9" * 400, NOW + timedelta(days=7)),
        (429, "Tue, 06 May 2099 09:00:00 GMT", NOW + timedelta(days=7)),
        (429, "soon \x1b[1m", NOW + timedelta(seconds=FEED.every)),
        (429, "", NOW + timedelta(seconds=FEED.every)),
        (429, "Fri, 31 Dec 9999 23:59:59 -1200", NOW + timedelta(seconds=FEED.every)),
    ],
)
def test_retry_after_in_seconds_and_as_a_date(status: int, value: str, until: datetime) -> None:
    polled = asked(answer(status, retry_after=value))
    assert (polled.poll.status, polled.state.limited_until) == ("limited", until)
    assert (polled.poll.error or "").isprintable()
    assert due(FEED, polled.state, until - timedelta(seconds=1), all_=True)
    assert due(FEED, polled.state, until, all_=True) is None


def test_when_a_feed_is_due() -> None:
    state = replace(FRESH, last_poll=NOW)
    assert due(FEED, FRESH, NOW) is None
    assert "09:00" in (due(FEED, state, NOW + timedelta(minutes=59)) or "")
    assert due(FEED, state, NOW + timedelta(minutes=59), all_=True) is None
    assert due(FEED, state, NOW + timedelta(hours=1)) is None
    assert due(FEED, state, NOW - timedelta(days=1)) is None, "a clock that was set back blocks nothing"
    off = replace(FEED, enabled=False, reason="no feed any more.")
    assert "no feed any more" in (due(off, FRESH, NOW, all_=True) or "")


def test_an_empty_feed_is_empty_and_no_good_poll() -> None:
    polled = asked(answer(200, rss().encode()), now=LATER)
    assert (polled.poll.status, polled.state.last_good, polled.state.failing_since) == ("empty", None, None)
    again = asked(answer(200, rss().encode()), polled.state, now=LATER)
    assert (again.poll.status, again.state.status, again.state.last_good) == ("empty", "empty", None)


def test_an_empty_feed_that_does_not_change_stays_empty() -> None:
    before = asked(answer(200, BODY, etag="1")).state
    empty = asked(answer(200, rss().encode(), etag="2"), before, now=LATER).state
    later = asked(answer(304), empty, now=LATER + timedelta(hours=1))
    assert (later.poll.status, later.state.last_good) == ("not-modified", NOW)
    assert health(FEED, later.state, LATER + timedelta(hours=1)).word == "empty"


def test_what_broke_off_is_kept_said_and_asked_for_again(server: Server) -> None:
    cut = BODY[: BODY.index(b"Number 2")]
    for faulty in (short(cut, len(BODY)), reset(cut, len(BODY))):
        feed = Feed("f", server.on("/f", faulty))
        polled = poll(feed, FRESH, get=fetch, now=NOW)
        assert [item.title for item in polled.items] == ["Number 1"]
        assert polled.poll.error
        assert polled.state.validators == Validators()


def test_a_feed_that_was_cut_short_before_it_was_sent_is_asked_for_again() -> None:
    polled = asked(answer(200, BODY[: BODY.index(b"Number 2")], etag="1"))
    assert (len(polled.items), polled.state.validators) == (1, Validators())
    assert asked(answer(200, BODY.replace(b"Number 2", b"a & b"), etag="1")).state.validators.etag == "1"


def test_a_permanent_move_is_told_and_not_followed_in_silence(server: Server) -> None:
    target = server.on("/new", plain(BODY))
    polled = poll(Feed("f", server.on("/old", redirect("/new", 308))), FRESH, get=fetch, now=NOW)
    assert (polled.state.moved, len(polled.items)) == (target, 2)


def test_headers_of_the_feed_go_with_the_request() -> None:
    requests: list[Request] = []

    def get(request: Request) -> Response:
        requests.append(request)
        return answer(200, BODY)

    poll(replace(FEED, headers={"X-Key": "k"}), replace(FRESH, validators=Validators("e", None)), get=get, now=NOW)
    assert requests[0].headers == {"X-Key": "k", "If-None-Match": "e"}


def test_a_secret_is_sent_and_one_that_is_not_set_is_the_feed_s_own_failure(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = Feed("one", server.on("/feed", plain(rss("One"))), headers={"Authorization": "Bearer ${DESK_KEY}"})
    monkeypatch.delenv("DESK_KEY", raising=False)
    failed = poll(feed, FRESH, get=fetch, now=NOW)
    assert (failed.poll.status, server.asked) == ("failed", [])
    assert failed.poll.error == "its header Authorization needs the environment variable DESK_KEY, which is not set."
    monkeypatch.setenv("DESK_KEY", "s3cret")
    polled = poll(feed, failed.state, get=fetch, now=NOW)
    assert server.asked[0][1]["authorization"] == "Bearer s3cret"
    assert "s3cret" not in repr(polled)


def test_many_feeds_side_by_side_and_two_of_one_host_at_most() -> None:
    feeds = [Feed(f"{host}{number}", f"http://{host}.example/{number}") for number in range(6) for host in "abc"]
    lock, running, most = threading.Lock(), Counter[str](), Counter[str]()

    def get(request: Request) -> Response:
        host = request.url[7]
        with lock:
            running.update((host, "all"))
            most.update({name: max(0, running[name] - most[name]) for name in (host, "all")})
        time.sleep(0.03)
        with lock:
            running.subtract((host, "all"))
        return answer(200, BODY)

    polled = list(chain.from_iterable(poll_all(feeds, {}, get=get, now=NOW, workers=5)))
    assert sorted(each.poll.feed for each in polled) == sorted(feed.id for feed in feeds)
    assert max(most["a"], most["b"], most["c"]) == 2
    assert 2 < most["all"] <= 5


def test_a_fault_of_our_own_stays_with_its_feed(caplog: pytest.LogCaptureFixture) -> None:
    def get(request: Request) -> Response:
        if request.url.endswith("bad"):
            raise KeyError("ours")
        return answer(200, BODY)

    feeds = [Feed("good", "http://a.example/good"), Feed("bad", "http://a.example/bad")]
    found = {each.poll.feed: each.poll for each in chain.from_iterable(poll_all(feeds, {}, get=get, now=NOW))}
    assert (found["good"].status, found["bad"].status) == ("unchanged", "failed")
    assert "KeyError" in (found["bad"].error or "")
    assert "polling bad" in caplog.text


def test_a_slow_feed_holds_up_no_other_and_a_closed_generator_asks_no_more() -> None:
    asked_for: list[str] = []
    release = threading.Event()

    def get(request: Request) -> Response:
        asked_for.append(request.url)
        if request.url.endswith("slow"):
            release.wait(10)
        return answer(200, BODY)

    feeds = [Feed("slow", "http://slow.example/slow")]
    feeds += [Feed(f"q{number}", "http://quick.example/q") for number in range(50)]
    results = poll_all(feeds, {}, get=get, now=NOW, workers=2)
    assert next(results)[0].poll.feed == "q0"
    began = time.monotonic()
    results.close()  # type: ignore[attr-defined]
    assert time.monotonic() - began < 1
    release.set()
    time.sleep(0.05)
    assert len(asked_for) < 10


def test_an_address_that_is_none_is_the_feed_s_own_failure() -> None:
    [[bad]] = poll_all([Feed("bad", "http://[bad/")], {}, get=fetch, now=NOW)
    assert (bad.poll.status, bad.poll.error) == ("failed", "the address is not valid.")


def test_a_slow_caller_is_not_buried_in_results() -> None:
    asked_for: list[str] = []

    def get(request: Request) -> Response:
        asked_for.append(request.url)
        return answer(200, BODY)

    feeds = [Feed(f"f{number}", f"http://h{number}.example/") for number in range(50)]
    results = poll_all(feeds, {}, get=get, now=NOW, workers=3)
    first = next(results)
    time.sleep(0.1)
    assert len(asked_for) <= 6
    assert len(first) + sum(map(len, results)) == 50


def test_no_feeds_no_results() -> None:
    assert list(poll_all([], {}, get=lambda request: answer(), now=NOW)) == []


def test_equal_bytes_are_not_read_again_and_entries_that_are_known_are_left_out() -> None:
    first = asked(answer(200, BODY))
    assert (len(first.items), first.poll.entries, len(first.marks or ())) == (2, 2, 2)

    def read(*_: object) -> Document:
        raise AssertionError("there is nothing to read")

    same = poll(FEED, first.state, get=lambda r: answer(200, BODY, etag="2"), now=LATER, read=read)
    assert (same.poll.status, same.poll.entries, same.items, same.marks) == ("unchanged", 2, (), None)
    assert (same.state.validators.etag, same.state.last_good) == ("2", LATER)
    known = {i.mark or "": i.name or "" for i in first.items}
    more = rss(3, 1, 2).encode()
    later = poll(FEED, first.state, get=lambda r: answer(200, more), now=LATER, recall=lambda feed: known)
    assert ([i.title for i in later.items], later.poll.entries) == (["Number 3"], 3)


def test_another_setup_of_a_feed_is_read_anew() -> None:
    first = asked(answer(200, BODY, etag="1"))
    requests: list[Request] = []

    def get(request: Request) -> Response:
        requests.append(request)
        return answer(200, BODY)

    other = replace(FEED, speaks_for="GB", role="official")
    again = poll(other, first.state, get=get, now=LATER, recall=lambda feed: dict.fromkeys(first.marks or (), ""))
    assert requests[0].headers == {}
    assert [i.role for i in again.items] == ["official", "official"]


def test_a_feed_that_fails_is_asked_ever_more_seldom_up_to_a_day() -> None:
    state, waits = FRESH, []
    for _ in range(12):
        state = asked(answer(500), state).state
        waits.append(next(h for h in range(1, 100) if due(FEED, state, NOW + timedelta(hours=h)) is None))
    assert waits[:6] == [1, 2, 4, 8, 16, 24]
    assert waits[-1] == 24
    weekly = replace(FEED, every=7 * 86400)
    assert due(weekly, state, NOW + timedelta(days=6, hours=23)) is not None
    assert due(FEED, state, NOW, all_=True) is None
    assert asked(answer(200, BODY), state).state.failures == 0
    back = asked(answer(304), replace(state, validators=Validators("1"))).state
    assert back.failing_since == NOW
    assert due(FEED, back, NOW + timedelta(hours=1)) is None, "a server that answers again is asked as usual"


@pytest.mark.parametrize(
    ("status", "fault"), [(401, "blocked"), (403, "blocked"), (451, "blocked"), (404, "absent"), (502, "server")]
)
def test_what_sort_of_failure_it_is(status: int, fault: str) -> None:
    assert asked(answer(status)).state.fault == fault


def test_what_came_instead_of_a_feed_is_a_sort_of_failure() -> None:
    assert asked(answer(200, b"<!doctype html><title>Moved</title>")).state.fault == "html"
    assert asked(answer(200, b"no feed")).state.fault == "unparsable"
    assert asked(Failed("f", "gone fishing")).state.fault == "unreachable"


def test_gone_and_limited_are_said_of_an_address_and_not_of_a_feed() -> None:
    moved = replace(FEED, url="http://elsewhere.example/f")
    for state in (asked(answer(410)).state, asked(answer(429, retry_after="3600")).state):
        assert due(FEED, state, LATER - timedelta(hours=1.5), all_=True) is not None
        assert due(moved, state, LATER - timedelta(hours=1.5), all_=True) is None
        renamed = replace(FEED, name="Other", skip_title="x")
        assert due(renamed, state, LATER - timedelta(hours=1.5), all_=True) is not None


def test_a_wait_that_was_told_before_the_clock_was_set_back_ends() -> None:
    state = asked(answer(429, retry_after="3600"), now=NOW + timedelta(days=2000)).state
    assert due(FEED, state, NOW, all_=True) is None


def test_a_feed_that_has_to_wait_unasked_forgets_what_was_read_with_another_setup() -> None:
    feeds = [Feed(f"b{n}", f"http://busy.example/{n}") for n in range(9)]
    before = {f.id: replace(asked(answer(200, BODY, etag="1"), FeedState(f.id), f).state, feed=f.id) for f in feeds}
    now = [replace(f, speaks_for="GB") for f in feeds]
    get = lambda request: answer(429, retry_after="7200")  # noqa: E731
    found = list(chain.from_iterable(poll_all(now, before, get=get, now=LATER, workers=1)))
    assert [p.poll.status for p in found].count("skipped") > 0
    assert {p.state.validators for p in found} == {Validators()}


def test_where_several_feeds_of_a_host_are_told_to_wait_the_others_wait_unasked() -> None:
    asked_for: list[str] = []

    def get(request: Request) -> Response:
        asked_for.append(request.url)
        busy = "busy" in request.url
        return answer(429, retry_after="7200") if busy else answer(200, BODY)

    feeds = [Feed(f"b{n}", f"http://busy.example/{n}") for n in range(9)]
    feeds += [Feed(f"m{n}", f"http://mixed.example/{'busy' if n % 2 else n}") for n in range(8)]
    found = {p.poll.feed: p for p in chain.from_iterable(poll_all(feeds, {}, get=get, now=NOW))}
    waiting = [p for p in found.values() if p.poll.status == "skipped"]
    assert len([url for url in asked_for if "//busy" in url]) + len(waiting) == 9
    assert len(waiting) >= 4
    assert all(p.poll.feed.startswith("b") and "in a row" in (p.poll.error or "") for p in waiting)
    assert {p.state.limited_until for p in waiting} == {NOW + timedelta(hours=2)}
    assert due(feeds[8], found["b8"].state, NOW + timedelta(hours=1), all_=True) is not None
    assert {found[f"m{n}"].poll.status for n in range(0, 8, 2)} == {"unchanged"}


def test_this_machine_may_be_asked_by_all_connections_at_once(server: Server) -> None:
    gate = threading.Barrier(4)

    def together(handler: object) -> None:
        gate.wait(5)
        plain(BODY)(handler)  # type: ignore[arg-type]

    feeds = [Feed(f"f{n}", server.on(f"/{n}", together)) for n in range(4)]
    polled = list(chain.from_iterable(poll_all(feeds, {}, get=fetch, now=NOW, workers=4)))
    assert {p.poll.status for p in polled} == {"unchanged"}
