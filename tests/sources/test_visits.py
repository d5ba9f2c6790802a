"""Pages asked politely: robots.txt, pauses, one request at a time to a host, and the time of a turn."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from itertools import pairwise

import pytest

from briefing.sources import http
from briefing.sources.outcomes import Failed, Request, Response
from briefing.sources.visits import AGENT, BUDGET, LONGEST_PAUSE, PAUSE, Turn, Visits

SITE = "https://site.example"
Answers = dict[str, Response | Failed | Callable[[], Response | Failed]]


class World:
    """A network and a clock of our own: what was asked, when, and with what."""

    def __init__(self, answers: Answers | None = None, takes: float = 0.0) -> None:
        self.now, self.takes = 100.0, takes
        self.answers = answers or {}
        self.asked: list[tuple[float, Request]] = []
        self.visits = Visits(self.get, clock=lambda: self.now, sleep=self.sleep)

    def get(self, request: Request) -> Response | Failed:
        self.asked.append((self.now, request))
        self.now += self.takes
        return self.answers.get(request.url, answer(404 if request.url.endswith("robots.txt") else 200, request.url))

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.now += seconds

    def ask(self, path: str = "/a", turn: Turn | None = None, site: str = SITE) -> Response | Failed | None:
        return self.visits.ask(Request(site + path), turn or Turn())

    @property
    def paths(self) -> list[str]:
        return [request.url.removeprefix(SITE) for _, request in self.asked]

    @property
    def gaps(self) -> list[float]:
        times = [when for when, _ in self.asked]
        return [b - a for a, b in pairwise(times)]


def answer(status: int = 200, url: str = "", body: str = "") -> Response:
    return Response(status, {}, body.encode(), url)


def robots(text: str, status: int = 200) -> Answers:
    return {f"{SITE}/robots.txt": answer(status, body=text)}


def test_the_name_of_the_product_is_that_of_its_requests() -> None:
    assert http.USER_AGENT.startswith(AGENT)


def test_robots_txt_is_asked_first_and_once_and_obeyed() -> None:
    world = World(robots(f"User-agent: *\nDisallow: /\n\nUser-agent: {AGENT}\nDisallow: /closed\nAllow: /closed/but\n"))
    assert isinstance(world.ask("/open"), Response)
    refused = world.ask("/closed/a")
    assert isinstance(refused, Failed)
    assert "robots.txt of its site does not allow" in refused.reason
    assert isinstance(world.ask("/closed/but/this"), Response)
    assert world.paths == ["/robots.txt", "/open", "/closed/but/this"]


@pytest.mark.parametrize("status", [400, 403, 404, 410, 429, 451])
def test_a_site_that_has_no_robots_txt_allows_all(status: int) -> None:
    assert isinstance(World(robots("User-agent: *\nDisallow: /", status)).ask(), Response)


@pytest.mark.parametrize("found", [answer(500), answer(503), Failed(SITE, "it does not answer in time.")])
def test_a_site_whose_robots_txt_cannot_be_had_allows_nothing(found: Response | Failed) -> None:
    world = World({f"{SITE}/robots.txt": found})
    for path in ("/a", "/b"):
        refused = world.ask(path)
        assert isinstance(refused, Failed)
        assert "/robots.txt" in refused.reason
        assert refused.fault == ("server" if isinstance(found, Response) else "unreachable")
    assert world.paths == ["/robots.txt"]


@pytest.mark.parametrize(
    "text", ["", "<!doctype html><title>No such page</title>", "\0\x01\x02", "Disallow: /", "x" * 600_000]
)
def test_a_robots_txt_that_holds_no_rules_allows_all(text: str) -> None:
    assert isinstance(World(robots(text)).ask(), Response)


def test_rules_behind_the_first_half_megabyte_are_not_read() -> None:
    assert isinstance(World(robots("#" * 500_000 + "\nUser-agent: *\nDisallow: /")).ask(), Response)


def test_two_seconds_between_the_end_of_a_request_and_the_next_one_to_its_host() -> None:
    world = World(takes=0.5)
    turn = Turn()
    for path in "/a", "/b", "/c":
        world.ask(path, turn)
    assert world.gaps == [PAUSE + 0.5] * 3
    world.ask("/d", turn, site="https://other.example")
    assert world.gaps[3:] == [0.5, PAUSE + 0.5]


def test_a_longer_crawl_delay_is_kept_up_to_ten_seconds() -> None:
    for said, kept in (("1", PAUSE), ("7", 7.0), ("3600", LONGEST_PAUSE), ("x", PAUSE)):
        world = World(robots(f"User-agent: *\nCrawl-delay: {said}\n"))
        turn = Turn()
        world.ask("/a", turn)
        world.ask("/b", turn)
        assert world.gaps == [PAUSE, kept]


def test_a_turn_ends_after_its_seconds_and_does_not_sleep_past_them() -> None:
    world = World()
    turn = Turn()
    answers = [world.ask(f"/{n}", turn) for n in range(40)]
    asked = [found is not None for found in answers]
    assert asked == sorted(asked, reverse=True)
    assert 10 < sum(asked) < 16
    assert world.now < 100 + BUDGET
    assert all(request.seconds is not None and 0 < request.seconds <= BUDGET for _, request in world.asked)
    before = world.now
    assert world.ask("/more", turn) is None
    assert world.now == before
    assert isinstance(world.ask("/other", Turn()), Response)


def test_the_turn_begins_with_the_first_request() -> None:
    world = World()
    turn = Turn()
    world.now += 1_000
    assert isinstance(world.ask("/a", turn), Response)


def test_a_request_that_the_end_of_the_turn_cuts_off_is_none() -> None:
    late = Failed(f"{SITE}/a", "the answer did not end within 3 seconds.")
    for address in (f"{SITE}/robots.txt", f"{SITE}/a"):
        world = World({address: late}, takes=3.0)
        turn = Turn()
        turn.ends = world.now + (3.0 if "robots" in address else 8.0)
        assert world.ask("/a", turn) is None
        assert world.asked[-1][1].url == address
        world.answers.clear()
        assert isinstance(world.ask("/a", Turn()), Response), "nothing is held against the site"


def test_a_site_that_does_not_answer_in_a_fair_time_has_failed() -> None:
    late = Failed(f"{SITE}/a", "the answer did not end within 30 seconds.")
    world = World({f"{SITE}/a": late}, takes=BUDGET / 2)
    world.answers[f"{SITE}/robots.txt"] = answer(404)
    assert isinstance(world.ask("/a", Turn(seconds=BUDGET + PAUSE)), Failed)


def test_headers_go_with_the_robots_txt_too_but_no_conditions() -> None:
    world = World()
    request = Request(f"{SITE}/a", {"User-Agent": "x", "If-None-Match": '"1"'}, zone="public")
    world.visits.ask(request, Turn())
    (_, first), (_, second) = world.asked
    assert (dict(first.headers), first.zone) == ({"User-Agent": "x"}, "public")
    assert dict(second.headers) == dict(request.headers)


@pytest.mark.parametrize("url", ["https://[1/", "http://[", "http://a.example:x/"])
def test_an_address_that_is_none(url: str) -> None:
    assert isinstance(World().visits.ask(Request(url), Turn()), Failed)


def test_a_host_is_the_same_by_either_scheme_and_no_password_is_told() -> None:
    world = World({f"{SITE}/robots.txt": answer(500)})
    refused = world.ask("/a", site="https://user:secret@site.example")
    assert isinstance(refused, Failed)
    assert "secret" not in refused.reason
    assert isinstance(world.ask("/b", site="http://site.example"), Failed)
    assert world.paths == ["/robots.txt"]


def test_feeds_of_one_host_ask_one_after_the_other_and_those_of_others_at_once() -> None:
    running: dict[str, int] = {}
    most: dict[str, int] = {}
    both = threading.Barrier(2, timeout=5)

    def get(request: Request) -> Response:
        host = request.url.split("/")[2]
        running[host] = running.get(host, 0) + 1
        most[host] = max(most.get(host, 0), running[host])
        if request.url.endswith("/together"):
            both.wait()
        time.sleep(0.002)
        running[host] -= 1
        return answer(404 if request.url.endswith("robots.txt") else 200)

    visits = Visits(get, sleep=lambda seconds: None)
    addresses = [f"https://{host}.example/{n}" for n in range(5) for host in "ab"]
    addresses += ["https://c.example/together", "https://d.example/together"]
    threads = [threading.Thread(target=visits.ask, args=(Request(address), Turn())) for address in addresses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert set(most.values()) == {1}


def test_a_turn_that_has_begun_does_not_wait_for_another_feed_past_its_end() -> None:
    inside, go_on = threading.Event(), threading.Event()

    def get(request: Request) -> Response:
        if request.url.endswith("/long"):
            inside.set()
            go_on.wait(10)
        return answer()

    visits = Visits(get, sleep=lambda seconds: None)
    thread = threading.Thread(target=visits.ask, args=(Request(f"{SITE}/long"), Turn()))
    thread.start()
    assert inside.wait(5)
    assert visits.ask(Request(f"{SITE}/b"), Turn(ends=time.monotonic() + 0.05)) is None
    go_on.set()
    thread.join(10)
