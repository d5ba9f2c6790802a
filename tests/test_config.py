"""feeds.toml: what is right is taken, what is wrong is named with its line, feed and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing import config
from briefing.errors import ConfigError

GOOD = """\
watch = ["CN", "RU"]

[keys]
"incident.keep" = "k"

[[feed]]
id = "one"
url = "https://one.example/feed"
speaks_for = "NZ"
role = "official"
every = "30m"

[[feed]]
id = "two"
url = "https://two.example/feed"
"""


def load(tmp_path: Path, text: str) -> config.Config:
    path = tmp_path / "feeds.toml"
    path.write_text(text, encoding="utf-8")
    return config.load(path)


def test_a_good_file(tmp_path: Path) -> None:
    loaded = load(tmp_path, GOOD)
    assert [f.id for f in loaded.feeds] == ["one", "two"]
    assert loaded.watch == ("CN", "RU")
    assert loaded.keys == {"incident.keep": "k"}
    assert loaded.speaks == {"one": "NZ"}
    assert (loaded.feeds[0].every, loaded.feeds[1].every, loaded.feeds[1].name) == (1800, 3600, "two")


@pytest.mark.parametrize("words", [10, 80, 1000])
def test_the_words_that_are_quoted_of_a_reserved_source_are_a_setting(tmp_path: Path, words: int) -> None:
    assert load(tmp_path, f"quote_words = {words}\n{GOOD}").quote_words == words
    assert load(tmp_path, GOOD).quote_words == 80
    assert load(tmp_path, config.starter()).quote_words == 80


def test_a_government_of_ones_own_gazetteer_may_speak(tmp_path: Path) -> None:
    (tmp_path / "gazetteer").mkdir()
    row = '[[government]]\ncode = "ZZ"\nnames = ["Ruritania"]\ndemonyms = []\nmetonyms = []\n'
    (tmp_path / "gazetteer" / "own.toml").write_text(row, encoding="utf-8")
    text = GOOD.replace('"NZ"', '"ZZ"').replace('"RU"', '"ZZ"')
    loaded = load(tmp_path, text)
    assert (loaded.watch, loaded.speaks) == (("CN", "ZZ"), {"one": "ZZ"})


@pytest.mark.parametrize(
    ("wrong", "right", "says"),
    [
        ('role = "official"', 'rolle = "official"', r"line 10: feed one: unknown key rolle; did you mean role\?"),
        ('role = "official"', 'role = "boss"', r"line 10: feed one: role is 'boss'; it can be official, "),
        ("[keys]", "[kees]", r"line 3: unknown key kees; did you mean keys\?"),
        ('id = "two"', 'id = "one"', "line 14: two feeds have the id one"),
        ('id = "two"\n', "", "line 13: feed number 2: id is missing"),
        ('url = "https://two.example/feed"', 'url = "file:///etc/passwd"', "line 15: feed two: the address"),
        ('every = "30m"', 'every = "often"', "line 11: feed one: every is 'often'"),
        ('every = "30m"', "every = true", "line 11: feed one: every is True"),
        ('every = "30m"', 'skip_title = "("', "line 11: feed one: skip_title is no regular expression"),
        ('every = "30m"', 'kind = "gnews"', "line 11: feed one: a Google News query speaks for nobody"),
        ('watch = ["CN", "RU"]', 'watch = "CN"', "line 1: watch is a list"),
        ('watch = ["CN", "RU"]', 'watch = ["China"]', r"line 1: watch names 'China', .*; did you mean CN\?$"),
        ("[keys]", "quote_words = 9\n[keys]", r"line 3: quote_words is 9; it is a number from 10 to 1000\.$"),
        ("[keys]", "quote_words = 1001\n[keys]", "line 3: quote_words is 1001; it is a number"),
        ("[keys]", "quote_words = true\n[keys]", "line 3: quote_words is True; it is a number"),
        ("[keys]", "quote_words = 80.5\n[keys]", "line 3: quote_words is 80.5; it is a number"),
        ("[keys]", 'quote_words = "many"\n[keys]', "line 3: quote_words is 'many'; it is a number"),
        ("[keys]", "quote_word = 80\n[keys]", r"line 3: unknown key quote_word; did you mean quote_words\?"),
        ('speaks_for = "NZ"', 'speaks_for = "UK"', r"line 9: feed one: speaks_for is 'UK', .*; did you mean GB\?$"),
        ('speaks_for = "NZ"', 'speaks_for = "nz"', r"line 9: feed one: speaks_for is 'nz', .*; did you mean NZ\?$"),
        (
            'speaks_for = "NZ"',
            'speaks_for = "ZZ"',
            r"line 9: feed one: speaks_for is 'ZZ', .*GB, US, EU, NATO or UN\.$",
        ),
        ('every = "30m"', 'lang = "klingon"', "line 11: feed one: lang is 'klingon', no language's code"),
        ('url = "https://two.example/feed"', "url = ", "is not TOML"),
        ('every = "30m"', 'every = "59s"', "line 11: feed one: every is '59s'; a feed is asked at most once a minute"),
        (
            'role = "official"',
            'role = "cert"\nkind = "gnews"',
            "line 11: feed one: a Google News query speaks for nobody",
        ),
        ('every = "30m"', 'reliability = "G"', "line 11: feed one: reliability is 'G'; it can be A, B, C, D, E, F"),
        ('every = "30m"', 'status = "alive"', "line 11: feed one: status is 'alive'; it can be live, "),
        ('every = "30m"', 'checked = "yesterday"', "line 11: feed one: checked is 'yesterday'; write a day"),
        ('every = "30m"', 'rights = "mine"', "line 11: feed one: rights is 'mine'; it can be ogl-3"),
        ('every = "30m"', 'name = "a\\u001b[1m"', "line 11: feed one: name holds a line end or another character"),
        ('every = "30m"', '"ke\\u001by" = 1', "line 6: feed one: unknown key ke\ufffdy"),
        ('every = "30m"', 'skip_title = "(a+)+"', "line 11: feed one: skip_title could run for ever: a group"),
        ('every = "30m"', 'skip_title = "(?P<day>x)"', "line 11: feed one: skip_title has a group day"),
        ('every = "30m"', 'link_pattern = "x"', "line 11: feed one: link_pattern is for a source of the kind listing"),
        ('every = "30m"', 'split = "qa"', "line 11: feed one: split is for a source of the kind listing"),
        ('every = "30m"', 'items = "a.b"', "line 11: feed one: items is for a source of the kind json, and this is a"),
        ('every = "30m"', 'kind = "listing"', "line 11: feed one: a listing needs link_pattern"),
        ('every = "30m"', 'kind = "json"', "line 11: feed one: a json source needs fields with title"),
        (
            'every = "30m"',
            'kind = "json"\nfields = {title = "a"}',
            "line 12: feed one: a json source needs fields with url",
        ),
        (
            'every = "30m"',
            'kind = "json"\nfields = {titel = "a"}',
            r"line 12: .*fields names titel; did you mean title\?$",
        ),
        ('every = "30m"', 'kind = "json"\n[feed.fields]\ntitle = 1', "line 12: .*gives a key of the item to each name"),
        ('every = "30m"', "headers = { Host = 'x' }", "line 11: feed one: headers names Host, which is made with"),
        (
            'every = "30m"',
            "headers = { 'A b' = 'x' }",
            "line 11: feed one: headers names 'A b', which can be no header",
        ),
        ('url = "https://two.example/feed"', 'url = "https://"', "line 15: feed two: the address has to begin"),
        ('url = "https://two.example/feed"', 'url = "https://two example/"', "line 15: feed two: the address holds a"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, wrong: str, right: str, says: str) -> None:
    assert wrong in GOOD
    with pytest.raises(ConfigError, match=says) as told:
        load(tmp_path, GOOD.replace(wrong, right))
    assert "feeds.toml" in str(told.value)
    assert str(told.value).isprintable()


@pytest.mark.parametrize(
    "line",
    [
        'headers = "Bearer s3cret"',
        'headers = { Authorization = "s3cret\\u0000" }',
        'headers = { Authorization = "s3cret密" }',
        'headers = { Authorization = ["s3cret"] }',
        'headers = { Host = "s3cret" }',
        'url = "https://me:s3cret@two.example/feed"',
    ],
)
def test_a_secret_is_not_told_by_what_is_wrong_with_it(tmp_path: Path, line: str) -> None:
    text = GOOD.replace('url = "https://two.example/feed"', 'url = "https://two.example/feed"\n' + line)
    text = text.replace('url = "https://two.example/feed"\nurl', "url")
    with pytest.raises(ConfigError, match="feed two: ") as told:
        load(tmp_path, text)
    assert "s3cret" not in str(told.value)


def test_every_key_may_be_given(tmp_path: Path) -> None:
    text = """
[[feed]]
id = "list"
kind = "listing"
url = "http://[::1]:8080/pages"
link_pattern = '/t(?P<date>\\d{8})'
split = "qa"
reliability = "B"
every = 90
checked = 2026-10-04
status = "page"
headers = { User-Agent = "briefing (+https://desk.example)", Authorization = "Bearer ${DESK_KEY}" }

[[feed]]
id = "later"
kind = "json"
url = "https://two.example/list"
enabled = false
reason = "its fields are not known yet."

[[feed]]
id = "json"
kind = "json"
url = "https://two.example/list"
items = "data.results"
full_text = true
[feed.fields]
title = "headline.en"
url = "link"
"""
    listing, later, mapped = load(tmp_path, text).feeds
    assert (listing.every, listing.checked, listing.split) == (90, "2026-10-04", "qa")
    assert listing.headers["Authorization"] == "Bearer ${DESK_KEY}"
    assert (later.enabled, mapped.fields) == (False, {"title": "headline.en", "url": "link"})


def test_the_rest_of_what_is_wrong_is_named(tmp_path: Path) -> None:
    for wrong, right, says in (
        ("[keys]", "[kees]", r"did you mean keys\?$"),
        ("[keys]", "[zzzz]", r"profile, feed\.$"),
    ):
        with pytest.raises(ConfigError, match=says):
            load(tmp_path, GOOD.replace(wrong, right))


def test_a_missing_a_binary_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="There is no configuration"):
        config.load(tmp_path / "none.toml")
    (tmp_path / "bin.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="not UTF-8"):
        config.load(tmp_path / "bin.toml")
    with pytest.raises(ConfigError, match="is a folder"):
        config.load(tmp_path)


def test_the_starter_set_is_right_and_offers_some_thirty_feeds(tmp_path: Path) -> None:
    path = tmp_path / "new" / "feeds.toml"
    config.write_starter(path)
    feeds = config.load(path).feeds
    assert len([f for f in feeds if f.enabled]) >= 25
    assert all(f.reason for f in feeds if not f.enabled)
    assert {"CN", "GB", "US", "EU"} <= {f.speaks_for for f in feeds}
    with pytest.raises(ConfigError, match="exists already"):
        config.write_starter(path)


def test_paths_follow_the_option_then_the_environment_then_xdg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert config.store_path(tmp_path / "x.db") == tmp_path / "x.db"
    assert config.store_path(None) == tmp_path / "data" / "briefing" / "briefing.db"
    assert config.config_path(None) == tmp_path / "config" / "briefing" / "feeds.toml"
    monkeypatch.setenv("BRIEFING_DB", str(tmp_path / "env.db"))
    assert config.store_path(None) == tmp_path / "env.db"


@pytest.mark.parametrize("code", ["zh-TW", "yue", "pt"])
def test_a_feed_may_be_in_any_language(tmp_path: Path, code: str) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(f'[[feed]]\nid = "one"\nurl = "https://one.example/feed"\nlang = "{code}"\n')
    assert config.load(path).feeds[0].lang == code
