"""The commands about sources, as a person at a terminal meets them; the network is a server on loopback."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from briefing import catalogue, config
from briefing.cli import run
from briefing.model import FeedState, Validators
from briefing.sources.poll import setup_of
from briefing.store import open_store, polls, reads
from tests.sources.server import Server, plain, redirect, serving

RSS = b"""<rss version="2.0"><channel><title>Harbour News</title><item><title>One</title><link>http://x.example/1</link>
<description>Words.</description><pubDate>Mon, 19 May 2031 08:00:00 GMT</pubDate></item></channel></rss>"""
OLD = RSS.replace(b"2031", b"2017").replace(b"Mon, 19 May", b"Fri, 19 May")
PAGE = b'<html><head><title>Harbour</title><link rel="alternate" type="application/rss+xml" href="/feed"></head></html>'
NOW = datetime.now(UTC).replace(microsecond=0)


class Ran:
    """One command line that was run: exit code, stdout, stderr."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def feeds(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    def call(*words: object) -> Ran:
        code = run(["feeds", *map(str, words)])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return Ran(code, said.out, said.err)

    return call


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with serving() as running:
        yield running


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A feeds.toml of one feed, by the environment."""
    path = tmp_path / "own.toml"
    path.write_text('# mine\n[[feed]]\nid = "one"\nurl = "https://one.example/feed"\n')
    monkeypatch.setenv("BRIEFING_CONFIG", str(path))
    return path


def ids(path: Path) -> list[str]:
    return [f.id for f in config.load(path).feeds]


def remember(*states: FeedState) -> None:
    with open_store(config.store_path(None)) as store:
        for state in states:
            polls.save_state(store, state)


# ------------------------------------------------------------------------------------------------ list, catalogue
def test_the_list_says_how_each_is_those_in_trouble_first(feeds: Callable[..., Ran], own: Path) -> None:
    own.write_text(own.read_text() + '[[feed]]\nid = "two"\nurl = "https://two.example"\nspeaks_for = "GB"\n')
    assert feeds("list").out.split()[:2] == ["never", "one"]  # before there is a store
    failing = FeedState("two", last_poll=NOW, failing_since=NOW, status="failed", error="no.", fault="html", failures=2)
    remember(FeedState("one", last_poll=NOW, last_good=NOW, status="new", newest="2031-05-19"), failing)
    told = feeds("list")
    assert told.code == 0
    first, reason, last = told.out.splitlines()
    assert first.split()[:3] == ["html", "two", "GB"]
    assert "2 times in a row: No." in reason
    assert last.split()[:2] == ["ok", "one"]
    assert "newest entry 19 May 2031" in last
    assert "2 feeds: 1 ok, 1 html." in told.err
    one, two = feeds("list", "--json").lines
    assert (one["id"], one["health"], one["why"]) == ("one", "ok", "")
    assert (two["health"], two["since"], two["status"]) == ("html", NOW.strftime("%Y-%m-%dT%H:%M:%SZ"), "failed")


def test_the_list_of_an_empty_file(feeds: Callable[..., Ran], own: Path) -> None:
    own.write_text("")
    told = feeds("list")
    assert (told.code, told.out) == (0, "")
    assert told.err.startswith("0 feeds.\n`briefing refresh` begins with")


def test_the_catalogue_is_searched_and_marks_what_is_configured(feeds: Callable[..., Ran], own: Path) -> None:
    assert len(feeds("catalogue").out.splitlines()) > 140
    feeds("add", "cz-nukib", "--id", "mine")
    told = feeds("catalogue", "czech").out.splitlines()
    assert told[0].startswith("+ cz-nukib ")
    assert told[1].startswith("  cz-mfa-gn ")
    assert "query" in told[1]
    first, second = feeds("catalogue", "czech", "--json").lines
    assert (first["configured"], first["starter"], second["configured"]) == ("mine", True, None)
    assert (second["kind"], second["status"], second["enabled"], second["speaks_for"]) == ("gnews", "query", True, None)
    assert feeds("catalogue", "atlantis").out == ""


# ------------------------------------------------------------------------------------------------ add
def test_a_source_of_the_catalogue_is_added_by_its_id(feeds: Callable[..., Ran], own: Path) -> None:
    told = feeds("add", "cz-mfa-gn", "--lang", "cs")
    assert told.code == 0
    assert told.out.startswith("[[feed]]\n# A query that stands in")
    assert own.read_text().startswith("# mine\n[[feed]]\n")
    assert own.read_text().endswith("\n\n" + told.out)
    entry = catalogue.entry("cz-mfa-gn")
    assert entry is not None
    feed = config.load(own).feeds[-1]
    assert (feed.url, feed.kind, feed.lang, feed.enabled) == (entry.feed.url, "gnews", "cs", True)
    again = feeds("add", "cz-mfa-gn")
    assert again.code == 2
    assert "has a feed cz-mfa-gn already" in again.err
    assert "has this address already: it is the feed cz-mfa-gn" in feeds("add", "cz-mfa-gn", "--id", "other").err


def test_a_dead_one_is_added_switched_off(feeds: Callable[..., Ran], own: Path) -> None:
    told = feeds("add", "cn-people")
    assert "not asked: dead, seen 2025" in told.err
    assert not config.load(own).feeds[-1].enabled


def test_an_unknown_id_is_told_with_the_nearest(feeds: Callable[..., Ran], own: Path) -> None:
    told = feeds("add", "cz-mfa")
    assert (told.code, told.out) == (2, "")
    assert "did you mean cz-mfa-gn?" in told.err
    for command in ("remove", "pause", "resume", "move"):
        told = feeds(command, "ome")
        assert (told.code, told.out) == (2, "")
        assert told.err.endswith("has no feed ome; did you mean one?\n")
    assert "has no feed zzzz.\n" in feeds("remove", "zzzz").err
    assert "did you mean cz-nukib?" in feeds("check", "cz-nukip").err


def test_an_address_is_asked_and_named_by_its_title(feeds: Callable[..., Ran], own: Path, server: Server) -> None:
    url = server.on("/feed", plain(RSS))
    told = feeds("add", url, "--speaks-for", "gb", "--role", "official")
    assert told.code == 0, told.err
    assert "answers with 1 entry." in told.err
    feed = config.load(own).feeds[-1]
    assert (feed.id, feed.name, feed.url, feed.speaks_for) == ("harbour-news", "Harbour News", url, "GB")
    told = feeds("add", url + "/#top")
    assert told.code == 2
    assert "already: it is the feed harbour-news" in told.err
    assert len(server.asked) == 1


def test_a_feed_is_named_by_its_title_whatever_that_holds(feeds: Callable[..., Ran], own: Path, server: Server) -> None:
    title = "[red]Harbour\u202e News\u200b &#27;[31m".encode()
    told = feeds("add", server.on("/feed", plain(RSS.replace(b"Harbour News", title))))
    assert told.code == 0
    added = config.load(own).feeds[-1]
    assert (added.id, added.name) == ("red-harbour-news-31m", "[red]Harbour News [31m")


def test_of_a_page_the_feed_that_it_offers_is_added(feeds: Callable[..., Ran], own: Path, server: Server) -> None:
    server.on("/feed", plain(RSS))
    told = feeds("add", server.on("/", plain(PAGE)))
    assert told.code == 0, told.err
    assert f"is a web page; it offers the feed {server.url('/feed')}, which is taken." in told.err
    assert config.load(own).feeds[-1].url == server.url("/feed")


def test_a_page_that_offers_its_own_address_or_a_private_one_gives_none(
    feeds: Callable[..., Ran], own: Path, server: Server
) -> None:
    for offered in ("/", "http://localhost:1/feed", "http://10.0.0.1/feed", "file:///etc/passwd", "http://[x"):
        told = feeds("add", server.on("/", plain(PAGE.replace(b"/feed", offered.encode()))))
        assert told.code == 3, told.err
        assert len(told.err.splitlines()) == 1
    assert ids(own) == ["one"]
    assert {path for path, _ in server.asked} == {"/"}


def test_where_it_has_moved_for_good_the_new_address_is_taken(
    feeds: Callable[..., Ran], own: Path, server: Server
) -> None:
    server.on("/new", plain(RSS))
    told = feeds("add", server.on("/old", redirect("/new", 301)), "--id", "h", "--name", "H")
    assert "has moved for good" in told.err
    assert (config.load(own).feeds[-1].url, config.load(own).feeds[-1].name) == (server.url("/new"), "H")


@pytest.mark.parametrize(("body", "status"), [(b"", 200), (b"<html></html>", 200), (b"no", 404), (b"", 410)])
def test_what_is_no_feed_is_not_added_unless_it_is_wanted_so(
    feeds: Callable[..., Ran], own: Path, server: Server, body: bytes, status: int
) -> None:
    url = server.on("/x", plain(body, status))
    told = feeds("add", url)
    assert (told.code, told.out) == (3, "")
    assert told.err.startswith(f"briefing: {url}: ")
    assert ids(own) == ["one"]
    assert feeds("add", url, "--no-check").code == 0
    assert ids(own)[1].startswith("127-0-0-1")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["ftp://x.example/f"], "has to begin with http"),
        (["https://x.example/f", "--speaks-for", "UK"], "did you mean GB?"),
        (["https://x.example/f", "--lang", "klingon", "--no-check"], "no language's code"),
        (["https://x.example/f", "--kind", "listing"], "a listing needs link_pattern"),
        (["https://x.example/f", "--kind", "gnews", "--role", "official"], "never official"),
        (["https://x.example/f", "--role", "boss"], "is not one of"),
        (["cz-mfa-gn", "--speaks-for", "CZ"], "a Google News query speaks for nobody"),
    ],
)
def test_wrong_options_are_told_before_anything_is_asked(
    feeds: Callable[..., Ran], own: Path, words: list[str], says: str
) -> None:
    told = feeds("add", *words)
    assert (told.code, told.out) == (2, "")
    assert says in told.err
    assert ids(own) == ["one"]


def test_a_listing_is_added_with_its_pattern(feeds: Callable[..., Ran], own: Path) -> None:
    told = feeds("add", "https://x.example/news", "--kind", "listing", "--link-pattern", r"/t\d+\.html$")
    assert told.code == 0, told.err
    assert config.load(own).feeds[-1].link_pattern == r"/t\d+\.html$"


def test_the_first_change_begins_with_the_starter_feeds(feeds: Callable[..., Ran], tmp_path: Path) -> None:
    told = feeds("add", "cz-mfa-gn")
    place = tmp_path / "config" / "briefing" / "feeds.toml"
    assert f"Copied the starter feeds to {place}." in told.err
    assert len(ids(place)) == 31


# ------------------------------------------------------------------------------------------------ changes
def test_remove_prints_what_puts_it_back(feeds: Callable[..., Ran], own: Path) -> None:
    before = own.read_text()
    told = feeds("remove", "one")
    assert (told.code, own.read_text()) == (0, "# mine\n")
    assert "# mine\n" + told.out == before


def test_pause_and_resume(feeds: Callable[..., Ran], own: Path) -> None:
    before = own.read_text()
    assert feeds("pause", "one", "--reason", "too slow.").code == 0
    assert f"Paused {NOW:%Y-%m-%d}: too slow." in feeds("list").out
    assert feeds("resume", "one").code == 0
    assert own.read_text() == before
    assert "switched on already" in feeds("resume", "one").err


def test_move_takes_the_address_that_the_server_named(feeds: Callable[..., Ran], own: Path) -> None:
    told = feeds("move", "one")
    assert told.code == 3
    assert "named no other address" in told.err
    remember(FeedState("one", last_poll=NOW, last_good=NOW, status="unchanged", moved="https://new.example/feed"))
    assert "briefing feeds move one" in feeds("list").out
    assert feeds("move", "one").code == 0
    assert config.load(own).feeds[0].url == "https://new.example/feed"
    assert "feeds move" not in feeds("list").out
    assert feeds("move", "one", "https://third.example/").code == 0
    assert config.load(own).feeds[0].url == "https://third.example/"


# ------------------------------------------------------------------------------------------------ check
def checked_file(own: Path, server: Server) -> None:
    """Feeds of every sort of health, on loopback."""
    urls = {
        "good": server.on(
            "/good", plain(RSS.replace(b"19 May 2031", f"{NOW:%d %b %Y}".encode()).replace(b"Mon, ", b""))
        ),
        "old": server.on("/old", plain(OLD)),
        "none": server.on("/none", plain(RSS[:62] + b"</channel></rss>")),
        "page": server.on("/page", plain(PAGE)),
        "refuses": server.on("/refuses", plain(b"", 403)),
        "waits": server.on("/waits", plain(b"", 429, retry_after="3600")),
        "ended": server.on("/ended", plain(b"", 410)),
    }
    text = "".join(f'[[feed]]\nid = "{id_}"\nurl = "{url}"\n' for id_, url in urls.items())
    own.write_text(text + "enabled = false\n")


def test_check_asks_and_stores_nothing_but_what_is_forbidden(
    feeds: Callable[..., Ran], own: Path, server: Server
) -> None:
    checked_file(own, server)
    told = feeds("check", "--json")
    assert told.code == 1
    words = {line["id"]: line["health"] for line in told.lines}
    assert words["good"] in ("ok", "unchanged")
    assert words["old"] == "stale"
    assert words["none"] == "empty"
    assert words["waits"] == "limited"
    assert "ended" not in words
    assert {words["page"], words["refuses"]} <= {"html", "blocked", "failing"}
    with open_store(config.store_path(None), write=False) as store:
        assert not reads.holds_articles(store)
        assert list(polls.states(store)) == ["waits"]
    before = len(server.asked)
    told = feeds("check", "waits", "--json")
    assert (told.code, told.lines[0]["asked"], len(server.asked)) == (0, False, before)


def test_check_never_lets_the_next_refresh_miss_an_article(
    feeds: Callable[..., Ran], own: Path, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    server.on("/good", plain(RSS, etag='"1"'))
    own.write_text(f'[[feed]]\nid = "good"\nurl = "{server.url("/good")}"\n')
    remember(FeedState("good", validators=Validators('"1"'), last_poll=NOW, last_good=NOW, status="unchanged"))
    assert feeds("check").code == 0
    assert "if-none-match" not in server.asked[0][1]
    assert run(["refresh", "--all", "--no-read"]) == 0
    assert "1 new article" in capsys.readouterr().out


def test_check_of_one_that_is_gone_notices_that_it_came_back(
    feeds: Callable[..., Ran], own: Path, server: Server
) -> None:
    own.write_text(f'[[feed]]\nid = "ended"\nurl = "{server.on("/ended", plain(b"", 410))}"\n')
    assert feeds("check").code == 1
    assert "gone " in feeds("list").out
    server.on("/ended", plain(b"", 500))
    assert feeds("check").code == 1
    assert "gone " in feeds("list").out, "an error is no sign of life"
    server.on("/ended", plain(RSS))
    assert feeds("check").code == 0
    assert "gone " not in feeds("list").out


def test_check_takes_those_that_are_off_and_the_catalogue_when_they_are_named(
    feeds: Callable[..., Ran], own: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked_file(own, server)
    [line] = feeds("check", "ended", "--json").lines
    assert line["health"] == "gone"
    with pytest.MonkeyPatch.context() as patch:
        good = catalogue.Entry(config.load(own).feeds[0], {})
        patch.setattr(catalogue, "entries", lambda: (good,))
        own.write_text(own.read_text().replace('"good"', '"renamed"', 1))
        words = {line["id"]: line["health"] for line in feeds("check", "--all", "--json").lines}
    assert {"ended", "renamed", "good"} <= set(words)
    with open_store(config.store_path(None), write=False) as store:
        assert "good" not in polls.states(store)


def test_check_of_a_listing_follows_no_link(
    feeds: Callable[..., Ran], own: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (
        f"<html><body><h1>News</h1><a href='./t{NOW:%Y%m%d}_12.html'>One</a><a href='t20170101_1.html'>Two</a></body>"
    )
    url = server.on("/list/", plain(page.encode(), content_type="text/html"))
    server.on("/robots.txt", plain(b"", 404))
    monkeypatch.setattr("briefing.sources.visits.PAUSE", 0.0)
    own.write_text(f"""[[feed]]
id = "list"
kind = "listing"
url = "{url}"
link_pattern = '/t(?P<date>\\d{{8}})_\\d+\\.html$'
""")
    [line] = feeds("check", "--json").lines
    assert (line["health"], line["newest"], line["error"]) == ("unchanged", f"{NOW:%Y-%m-%d}", None)
    assert {path for path, _ in server.asked} == {"/robots.txt", "/list/"}
    remember(FeedState("list", setup="of another pattern"))
    assert feeds("check", "--json").lines[0]["health"] == "unchanged"
    assert {path for path, _ in server.asked} == {"/robots.txt", "/list/"}


def test_check_asks_one_that_has_moved_from_where_it_was_told_to_wait(
    feeds: Callable[..., Ran], own: Path, server: Server
) -> None:
    checked_file(own, server)
    there = setup_of(config.load(own).feeds[0])
    waits = FeedState("good", last_poll=NOW, limited_until=NOW + timedelta(hours=1), status="limited")
    remember(replace(waits, setup=there))
    assert not feeds("check", "good", "--json").lines[0]["asked"]
    remember(replace(waits, setup="elsewhere"))
    assert feeds("check", "good", "--json").lines[0]["asked"]


def test_check_of_nothing(feeds: Callable[..., Ran], own: Path) -> None:
    own.write_text("")
    told = feeds("check")
    assert (told.code, told.err) == (0, "0 feeds.\n")


# ------------------------------------------------------------------------------------------------ OPML
def test_out_and_in_again(feeds: Callable[..., Ran], own: Path, tmp_path: Path) -> None:
    config.write_starter(tmp_path / "full.toml")
    own.write_text(
        (tmp_path / "full.toml").read_text() + '[[feed]]\nid = "x"\nurl = "https://x.example"\nreliability = "C"\n'
    )
    full = config.load(own).feeds
    file = tmp_path / "feeds.opml"
    assert feeds("export", "-o", file).code == 0
    assert feeds("export").out == file.read_text()
    own.write_text("# mine\n")
    told = feeds("import", file)
    assert told.code == 0, told.err
    assert "31 feeds added" in told.err
    by_role = sorted(config.load(own).feeds, key=lambda f: f.id)
    assert by_role == sorted(full, key=lambda f: f.id)
    assert 'reliability = "C"' in own.read_text()
    before = own.read_text()
    told = feeds("import", file)
    assert told.code == 0
    assert "0 feeds added" in told.err
    assert "31 known" in told.err
    assert "and 21 more that are there already" in told.err
    assert own.read_text() == before


def test_known_and_broken_ones_are_named_and_the_rest_is_added(
    feeds: Callable[..., Ran], own: Path, tmp_path: Path
) -> None:
    file = tmp_path / "other.opml"
    file.write_text("""<opml version="1.0"><body><outline text="Known" xmlUrl="http://one.example/feed/"/>
      <outline text="One" xmlUrl="https://new.example/feed"/><outline text="Twice" xmlUrl="https://new.example/feed#x"/>
      <outline text="Odd" xmlUrl="gopher://new.example/"/><outline text="Empty" type="rss"/>
      <outline text="日本" xmlUrl="https://nihon.example/feed"/></body></opml>""")
    told = feeds("import", file)
    assert told.code == 1
    assert '"Known" is there already, as the feed one.' in told.err
    assert '"Twice" is there already, as the feed one-2.' in told.err
    assert '"Odd": the address has to begin with http' in told.err
    assert '"Empty" has no address.' in told.err
    assert "2 feeds added" in told.err
    assert ids(own) == ["one", "one-2", "nihon-example"]
    assert config.load(own).feeds[1].name == "One"


def test_an_import_that_would_send_secrets_waits_for_a_person(
    feeds: Callable[..., Ran], own: Path, tmp_path: Path
) -> None:
    file = tmp_path / "other.opml"
    headers = "{&quot;X&quot;: &quot;$AWS_SECRET&quot;}"
    file.write_text(
        '<opml xmlns:b="urn:briefing:opml:1"><body>'
        f'<outline text="Two" xmlUrl="https://two.example" b:headers="{headers}" b:id="two"/></body></opml>'
    )
    told = feeds("import", file)
    assert "would send AWS_SECRET to its host" in told.err
    feed = config.load(own).feeds[-1]
    assert (feed.enabled, feed.headers) == (False, {"X": "$AWS_SECRET"})


@pytest.mark.parametrize("text", ["", "<rss/>", "<opml><body/></opml>"])
def test_a_file_that_gives_nothing(feeds: Callable[..., Ran], own: Path, tmp_path: Path, text: str) -> None:
    file = tmp_path / "other.opml"
    file.write_text(text)
    told = feeds("import", file)
    assert (told.code, told.out) == (3, "")
    assert told.err.startswith("briefing: ")
    assert str(file) in told.err
    assert feeds("import", tmp_path / "none.opml").code == 3
    assert feeds("export", "-o", tmp_path / "no" / "where.opml").code == 3


def test_a_state_that_waits_is_left_alone(feeds: Callable[..., Ran], own: Path) -> None:
    remember(FeedState("one", last_poll=NOW, limited_until=NOW + timedelta(hours=1), status="limited"))
    told = feeds("check", "--json")
    assert (told.code, told.lines[0]["health"], told.lines[0]["asked"]) == (0, "limited", False)
