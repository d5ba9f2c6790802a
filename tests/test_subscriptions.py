"""Edits of feeds.toml: only the lines of the feed change, and nothing is written that was not proven."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing import catalogue, config, subscriptions
from briefing.errors import ConfigError
from briefing.subscriptions import add, alike, move, pause, remove, rendered, resume

DAY = date(2031, 5, 20)
FILE = """\
# Feeds of the desk.
watch = ["CN"]  # and nobody else

# -- Governments

[[feed]]
# The first one.
id = "one"
url = "https://one.example/feed"  # as of May
every = "1h"

# -- The press; this line is the heading of what follows

[[feed]]
id = "two"
url = 'https://two.example/feed'
enabled = false  # too slow
reason = "slow."
[feed.headers]
User-Agent = "x"

[keys]
"incident.keep" = "k"

# the last words
[[feed]]
id = "three"
url = "https://three.example/feed\"\
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "feeds.toml"
    place.write_text(FILE, encoding="utf-8")
    return place


def changed(path: Path, edit: Callable[[], object], before: str = FILE) -> list[str]:
    """The lines that an edit took away (-) and brought (+)."""
    edit()
    after = path.read_bytes().decode("utf-8")
    config.load(path)
    lines = difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True))
    return [line.rstrip("\r\n") for line in lines if line[0] in "+-"]


def test_adding_brings_its_lines_at_the_end_and_no_other(path: Path) -> None:
    table = {"url": "https://four.example/\\d", "id": "four", "headers": {"User-Agent": 'a "b"'}, "full_text": True}
    note = "A note\nof two lines. " * 8
    assert changed(path, lambda: add(path, table, note=note), FILE + "\n") == [
        "+ ",
        "+ [[feed]]",
        "+ # " + "A note of two lines. " * 5 + "A note of two",
        "+ # lines. A note of two lines. A note of two lines.",
        '+ id = "four"',
        "+ url = 'https://four.example/\\d'",
        "+ headers = { User-Agent = 'a \"b\"' }",
        "+ full_text = true",
    ]


def test_removing_takes_its_lines_and_leaves_the_headings(path: Path) -> None:
    text = ""

    def edit() -> None:
        nonlocal text
        text = remove(path, "one")

    assert changed(path, edit) == [
        "- ",
        "- [[feed]]",
        "- # The first one.",
        '- id = "one"',
        '- url = "https://one.example/feed"  # as of May',
        '- every = "1h"',
    ]
    assert tomllib.loads(text)["feed"] == [{"id": "one", "url": "https://one.example/feed", "every": "1h"}]
    assert remove(path, "two").endswith('[feed.headers]\nUser-Agent = "x"\n')
    remove(path, "three")
    assert config.load(path).feeds == ()
    assert "# the last words\n" in path.read_text()


def test_what_was_added_last_is_removed_without_a_trace(path: Path) -> None:
    path.write_text(FILE + "\n")
    add(path, {"id": "four", "url": "https://four.example"})
    remove(path, "four")
    assert path.read_text() == FILE + "\n"


def test_pausing_and_resuming(path: Path) -> None:
    assert changed(path, lambda: pause(path, "one", reason="slow.", day=DAY)) == [
        "+ enabled = false",
        '+ reason = "paused 2031-05-20: slow."',
    ]
    resume(path, "one")
    assert path.read_text() == FILE
    assert changed(path, lambda: pause(path, "two", reason="", day=DAY)) == [
        '- reason = "slow."',
        '+ reason = "paused 2031-05-20."',
    ]
    assert [line for line in changed(path, lambda: resume(path, "two")) if line[0] in "+-"] == [
        "- enabled = false  # too slow",
        "+ enabled = true  # too slow",
        '- reason = "slow."',
    ]


def test_what_lacks_what_its_kind_needs_cannot_be_resumed(path: Path) -> None:
    text = '[[feed]]\nid = "list"\nkind = "listing"\nurl = "https://one.example"\nenabled = false\nreason = "later."\n'
    path.write_text(text)
    with pytest.raises(ConfigError, match="feed list: a listing needs link_pattern"):
        resume(path, "list")
    assert path.read_text() == text


def test_a_file_without_a_last_line_end_takes_keys_too(path: Path) -> None:
    pause(path, "three", reason="why", day=DAY)
    assert path.read_text().endswith('feed"\nenabled = false\nreason = "paused 2031-05-20: why"\n')


def test_moving_keeps_the_comment_beside_the_address(path: Path) -> None:
    assert changed(path, lambda: move(path, "one", "https://new.example/feed?a=1")) == [
        '- url = "https://one.example/feed"  # as of May',
        '+ url = "https://new.example/feed?a=1"  # as of May',
    ]
    with pytest.raises(ConfigError, match="address already: it is the feed two"):
        move(path, "three", "http://two.example/feed/")
    with pytest.raises(ConfigError, match="feed three: the address"):
        move(path, "three", "ftp://five.example/feed/")


def test_line_ends_and_a_byte_order_mark_stay(path: Path) -> None:
    crlf = FILE.replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + crlf.encode())
    add(path, {"id": "four", "url": "https://four.example"})
    pause(path, "one", reason="slow", day=DAY)
    after = path.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf#")
    assert after.count(b"\n") == after.count(b"\r\n")
    remove(path, "four")
    resume(path, "one")
    assert path.read_bytes().rstrip() == b"\xef\xbb\xbf" + crlf.encode()


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (lambda p: add(p, {"id": "one", "url": "https://four.example"}), "has a feed one already"),
        (lambda p: add(p, {"id": "four", "url": "http://ONE.example:80/feed/#x"}), "it is the feed one"),
        (lambda p: add(p, {"id": "four", "url": "https://four.example", "role": "boss"}), "feed four: role is 'boss'"),
        (lambda p: remove(p, "zero"), "has no feed zero"),
        (lambda p: pause(p, "zero", reason="", day=DAY), "has no feed zero"),
        (lambda p: pause(p, "one", reason="a\x1b", day=DAY), "cannot be printed"),
        (lambda p: resume(p.with_name("none.toml"), "zero"), "There is no configuration"),
    ],
)
def test_what_cannot_be_done_is_told_and_leaves_the_file(path: Path, edit: Callable[[Path], None], says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        edit(path)
    assert path.read_text() == FILE
    assert [p.name for p in path.parent.iterdir()] == ["feeds.toml"]


@pytest.mark.parametrize(
    "text",
    [
        'feed = [{id = "one", url = "https://one.example"}]\n',
        '[[feed]]\nid = "one"\nurl = """https://one.example"""\nreason = """\\\n[[feed]]"""\n',
        '[[feed]]\nid = "zero"\nurl = "https://zero.example"\nreason = """\\\n[[feed]]"""\n'
        '[[feed]]\nid = "one"\nurl = "https://one.example"\n',
    ],
)
def test_what_cannot_be_proven_is_not_written(path: Path, text: str) -> None:
    path.write_text(text)
    for edit in (lambda: move(path, "one", "https://new.example"), lambda: remove(path, "one")):
        with pytest.raises(ConfigError, match="edit it by hand"):
            edit()
    assert path.read_text() == text


def test_a_file_that_somebody_else_changed_is_left(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = subscriptions.parsed

    def meanwhile(place: Path, text: str) -> config.Config:
        place.write_text(FILE + "\n# mine\n")
        return real(place, text)

    monkeypatch.setattr(subscriptions, "parsed", meanwhile)
    with pytest.raises(ConfigError, match="changed meanwhile"):
        remove(path, "one")
    assert path.read_text() == FILE + "\n# mine\n"


def test_a_link_stays_a_link_and_a_private_file_private(path: Path, tmp_path: Path) -> None:
    path.chmod(0o600)
    link = tmp_path / "dotfiles"
    link.symlink_to(path)
    remove(link, "one")
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o600
    assert [f.id for f in config.load(path).feeds] == ["two", "three"]


def test_a_folder_that_cannot_be_written_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(place: Path, text: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(subscriptions, "write_whole", full)
    with pytest.raises(ConfigError, match="cannot be written: No space left"):
        remove(path, "one")
    assert path.read_text() == FILE


@pytest.mark.parametrize("entry", catalogue.entries(), ids=lambda e: e.feed.id)
def test_every_row_of_the_catalogue_can_be_taken_over(entry: catalogue.Entry) -> None:
    assert tomllib.loads(rendered(entry.table, note="x"))["feed"] == [entry.table]


def test_every_feed_of_the_starter_set_can_be_edited_and_put_back(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    config.write_starter(path)
    before = path.read_text()
    for feed in config.load(path).feeds:
        off = not feed.enabled
        if not off:
            pause(path, feed.id, reason="a test", day=DAY)
            resume(path, feed.id)
            assert path.read_text() == before, feed.id
    for feed in config.load(path).feeds:
        remove(path, feed.id)
    comments = [line for line in before.splitlines() if line.startswith("# --")]
    assert [line for line in path.read_text().splitlines() if line.startswith("# --")] == comments


texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(reason=texts, header=texts, note=texts)
def test_any_text_is_kept_as_it_is_or_refused(tmp_path: Path, reason: str, header: str, note: str) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(FILE)
    try:
        add(path, {"id": "four", "url": "https://f.example", "reason": reason, "headers": {"X": header}}, note=note)
    except ConfigError:
        assert path.read_text() == FILE
    else:
        feed = config.load(path).feeds[-1]
        assert (feed.reason, feed.headers["X"]) == (reason, header)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://a.example/f", "http://A.example:80/f/#top", True),
        ("https://www.a.example/f", "https://a.example/f", True),
        ("https://a.example/f?x=1", "https://a.example/f?x=2", False),
        ("https://a.example/f", "https://a.example/F", False),
        ("https://a.example:8080/f", "https://a.example/f", False),
        ("http://[bad", "http://[bad", True),
    ],
)
def test_addresses_that_lead_to_the_same_place(one: str, other: str, same: bool) -> None:
    assert (alike(one) == alike(other)) is same
