"""Every fault that a feed can have, through the command as a person meets it: alone, and among good feeds."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from briefing.articles.text import FORBIDDEN
from briefing.cli import run
from briefing.model import Article
from briefing.sources import http
from briefing.sources.outcomes import Failed, Request, Response
from briefing.store import open_store, reads
from tests.sources import faulty_feeds
from tests.sources.faults import HANGING, Fault, World, cache, faulty_world, item, redirects, rss, status, transport
from tests.sources.faulty_feeds import slow, titled, xml

Family = Callable[[World], None]
FAMILIES: tuple[Family, ...] = (status, redirects, transport, cache, *faulty_feeds.FAMILIES)
DEADLINE = 0.4  # seconds for what hangs
POLLS = 3
MEMORY = 200_000  # kB; a refresh stays under it
# The command line and, after it, the most memory that its process held. What wait4 tells would include this process.
PEAK = """
import re, sys
from pathlib import Path
from briefing.cli import run
code = run(sys.argv[1:])
print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
sys.exit(code)
"""
ASKED_ONCE = ("gone", "limited")


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What hangs is given up soon, and no proxy of the developer's stands between."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    fetch = http.fetch

    def patient_with_others(request: Request) -> Response | Failed:
        return fetch(request, deadline=DEADLINE) if HANGING in request.url else fetch(request)

    monkeypatch.setattr(http, "fetch", patient_with_others)


class Refreshed:
    """What one `refresh --all --no-read --json` said."""

    def __init__(self, code: int, out: str, err: str) -> None:
        *polls, self.sums = (json.loads(line) for line in out.splitlines())
        self.code, self.polls = code, {poll["feed"]: poll for poll in polls}
        self.lines: dict[str, list[str]] = defaultdict(list)
        for line in err.splitlines():
            named = re.match(r"briefing: feed ([\w-]+): (?=.)", line)
            assert named, f"a line that names no feed: {line!r}"
            self.lines[named[1]].append(line)


class Desk:
    """A configuration of some feeds and its store."""

    def __init__(self, folder: Path, feeds: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
        self.config, self.db, self.capsys = folder / "feeds.toml", folder / "briefing.db", capsys
        self.call = ["--config", str(self.config), "--db", str(self.db), "refresh", "--all", "--no-read", "--json"]
        tables = (f'[[feed]]\nid = "{name}"\nurl = "{url}"\n' for name, url in feeds.items())
        folder.mkdir()
        self.config.write_text("\n".join(tables), encoding="utf-8")

    def refresh(self) -> Refreshed:
        code = run(self.call)
        said = self.capsys.readouterr()
        assert "Traceback" not in said.err
        return Refreshed(code, said.out, said.err)

    def stored(self) -> dict[str, list[Article]]:
        with open_store(self.db, create=False) as store:
            articles: dict[str, list[Article]] = defaultdict(list)
            for article in (reads.article(store, i) for i in reads.article_ids(store)):
                assert article
                articles[str(article.feed)].append(article)
        return articles


def outcome_of(fault: Fault, poll: int) -> tuple[set[str], bool]:
    """The words that the outcome of a poll may have, counted from 0, and whether the feed is named on stderr."""
    new = fault.stored[poll] - (fault.stored[poll - 1] if poll else 0)
    good = {"new"} if new or fault.edited[poll] else {"unchanged", "not-modified"}
    match fault.outcome:
        case "failed" | "empty":
            return {fault.outcome}, fault.outcome == "failed"
        case "gone" | "limited" as word:
            return ({"skipped"}, False) if poll else ({word}, True)
        case "heals":
            return (good, False) if poll else ({"failed"}, True)
    return good, fault.outcome == "damaged"


def judge(fault: Fault, poll: int, said: Refreshed, articles: Sequence[Article]) -> bool:
    """One poll of a fault is what it has to be; returns whether the feed was named."""
    words, named = outcome_of(fault, poll)
    found = said.polls[fault.name]
    assert found["status"] in words, found
    assert len(articles) == fault.stored[poll], [article.title for article in articles]
    assert found["new"] == fault.stored[poll] - (fault.stored[poll - 1] if poll else 0)
    assert found["updated"] == fault.edited[poll]
    lines = said.lines[fault.name]
    assert len(lines) == named, lines
    for line in lines:
        assert line.isprintable()
        assert len(line) < 400
        assert re.search(fault.says, line), line
        assert line.endswith(".")
    harmless(articles)
    fault.check(articles)
    return named


def harmless(articles: Sequence[Article]) -> None:
    """Nothing that was stored can do a terminal or a template any harm."""
    for article in articles:
        for text in (article.title, article.text, article.source, article.url, article.byline, article.credit):
            assert not FORBIDDEN.search(text or ""), text
        assert article.title.isprintable(), article.title
        assert article.url is None or re.match(r"https?://[\x21-\x7e]", article.url), article.url


def nothing_else_was_asked(world: World, faults: Sequence[Fault]) -> None:
    """No address that is forbidden, and none again that is gone or wants to be left alone."""
    asked = Counter(path for path, _ in world.server.asked)
    for fault in faults:
        assert not [path for path in fault.never if asked[path]], fault.name
        if fault.outcome in ASKED_ONCE:
            assert asked[fault.url.removeprefix(world.server.url(""))] == 1, fault.name
    world.server.asked.clear()


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_each_fault_alone(family: Family, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong: dict[str, str] = {}
    with faulty_world(tmp_path, [family]) as world:
        for fault in world.faults:
            desk = Desk(tmp_path / fault.name, {fault.name: fault.url}, capsys)
            try:
                for number in range(POLLS):
                    said = desk.refresh()
                    named = judge(fault, number, said, desk.stored()[fault.name])
                    assert said.code == int(named)
                nothing_else_was_asked(world, [fault])
            except AssertionError as error:
                wrong[fault.name] = str(error)
    assert wrong == {}


def test_all_faults_among_good_feeds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong: dict[str, str] = {}
    with faulty_world(tmp_path, FAMILIES) as world:
        for number in range(20):
            titles = [f"Good {number} {entry}" for entry in range(3)]
            body = rss(*(item(title, title="{0}") for title in titles))
            world.sends(f"good-{number}", body, {"etag": f'"{number}"'}, stored=(3, 3, 3), check=titled(*titles))
        desk = Desk(tmp_path / "desk", {fault.name: fault.url for fault in world.faults}, capsys)
        for number in range(POLLS):
            said, stored = desk.refresh(), desk.stored()
            assert said.code == 1
            assert said.polls.keys() == {fault.name for fault in world.faults}
            for fault in world.faults:
                try:
                    judge(fault, number, said, stored[fault.name])
                except AssertionError as error:
                    wrong[f"{fault.name}, poll {number + 1}"] = str(error)
            assert said.sums["new"] == sum(each["new"] for each in said.polls.values())
        nothing_else_was_asked(world, world.faults)
    assert wrong == {}


def test_what_takes_forever_to_read_is_given_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["briefing.sources.poll"], "SECONDS", 2.0)  # its name is also a function's
    with faulty_world(tmp_path, [slow]) as world:
        world.sends("good", rss(item(1), item(2)))
        desk = Desk(tmp_path / "desk", {fault.name: fault.url for fault in world.faults}, capsys)
        said, stored = desk.refresh(), desk.stored()
        assert said.code == 1
        for fault in world.faults:
            judge(fault, 0, said, stored[fault.name])


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells the peak of a process")
def test_memory_stays_flat_whatever_is_sent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    large = ("endless", "fifty-megabytes", "bomb", "bomb-double", "entities-exponential", "entities-quadratic")
    with faulty_world(tmp_path, [transport, xml]) as world:
        urls = {fault.name: fault.url for fault in world.faults if fault.name in large}
        assert len(urls) == len(large)
        desk = Desk(tmp_path / "desk", urls, capsys)
        refresh = subprocess.run([sys.executable, "-c", PEAK, *desk.call], capture_output=True, text=True, check=False)
    *_, peak = refresh.stdout.splitlines()
    assert refresh.returncode == 1
    assert 10_000 < int(peak) < MEMORY
