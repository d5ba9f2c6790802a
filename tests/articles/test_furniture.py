"""What stands around an article on its page is marked, and the story is not."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Callable
from importlib.resources import files

import pytest

from briefing.articles import boilerplate
from briefing.articles.furniture import DECORATION, phrases

FIRST = "The port was hit in April, the ministry said on Monday, and its network was closed for a week."
SECOND = "“We know who did it,” the minister said. She named no state, and asked for patience."


def marked(text: str) -> list[str]:
    return [text[start:end] for start, end in boilerplate(text)]


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Comments are closed.",
        "Skip to main content. Home. World. Politics. Sport. Log in.",
        "Home | World | Politics | Subscribe",
        "This site uses cookies. See our cookie policy. Accept all. Manage choices.",
        "Sign up to our newsletter. You can unsubscribe from your inbox at any time.",
        "Listen to this article. 4 min read. Share. Print.",
        "Updated 5 minutes ago",
        "Last updated: 12 May 2031, 10:22 GMT",
        "1,204 views",
        "阅读量：1234",
        "Photo: A. Quill/Sample Agency",
        "The port of Ruritania in an undated picture. A. Quill/Getty Images",
        "Image source, Sample Agency",
        "Related: Harbour reopens | Lighthouse closes | Boats are late again",
        "READ MORE: Lighthouse closes for a year",
        "Lesen Sie auch: Der Leuchtturm schließt",
        "© 2031 The Sample. All rights reserved.",
        "Nous utilisons des cookies.",
        "Publicité",
        "相关阅读：灯塔将关闭一年",
        "广告",
    ],
)
def test_furniture_between_two_paragraphs_is_marked_and_nothing_else(line: str) -> None:
    assert marked(f"{FIRST}\n\n{line}\n\n{SECOND}") == [line]


@pytest.mark.parametrize(
    "line",
    [
        FIRST,
        SECOND,
        "“Share the blame,” he said.",
        "Share prices fell.",
        "Updated guidance was issued to 70 organisations.",
        "Posted 2 days ago the note was short.",
        "The privacy policy of the ferry company was copied from a newsletter, the minister said.",
        "More on that later, the spokesman said: nobody was hurt.",
        "Politics.",
        "Sport and business leaders were told first.",
        "The bulletin at sample.example was copied to social.example/x and to the web.",
        "Related crimes rose in May.",
        "The minister named no state. (Reuters)",
        "“It was China,” she said by video: “we know it.” A. Quill/Reuters",
        "Watch out, the minister said.",
    ],
)
def test_prose_is_not_marked(line: str) -> None:
    assert marked(f"{FIRST}\n\n{line}\n\n{SECOND}") == []


def test_furniture_at_the_edge_of_a_paragraph_leaves_the_paragraph() -> None:
    assert marked(f"Advertisement. {FIRST} Read more") == ["Advertisement.", "Read more"]


TEASERS = (
    "Lighthouse Closes For A Year\n\nThe lamp is old, and the keeper is older.\n\n"
    "Boats Late Again\n\nNobody knows why, except perhaps the keeper…"
)


@pytest.mark.parametrize(
    "heading", ["You May Also Like", "Related articles:", "MOST READ", "Das könnte Sie auch interessieren"]
)
def test_a_list_of_other_stories_is_marked_to_the_end(heading: str) -> None:
    text = f"{FIRST}\n\n{SECOND}\n\n{heading}\n\n{TEASERS}"
    assert marked(text) == [f"{heading}\n\n{TEASERS}"]


def test_a_story_that_goes_on_below_a_box_of_headlines_is_kept() -> None:
    text = f"{FIRST}\n\nRead more\nLighthouse Closes\nBoats Late\n\n{SECOND}\n\n{FIRST}"
    assert marked(text) == ["Read more\nLighthouse Closes\nBoats Late"]


def test_a_heading_above_prose_marks_no_prose() -> None:
    for heading in ("Latest", "Related", "Background"):
        assert SECOND not in "".join(marked(f"{FIRST}\n\n{heading}\n\n{SECOND}\n\n{FIRST}"))


def test_windows_line_ends_make_no_difference() -> None:
    text = f"{FIRST}\r\n\r\nAdvertisement\r\n\r\nYou may also like\r\nLighthouse Closes\r\nBoats Late"
    assert marked(text) == ["Advertisement", "You may also like\r\nLighthouse Closes\r\nBoats Late"]


def test_the_phrases_are_written_as_they_are_compared() -> None:
    table = tomllib.loads(files("briefing.articles").joinpath("furniture.toml").read_text(encoding="utf-8"))
    for name, words in table.items():
        assert words, name
        for phrase in words:
            assert phrase == " ".join(phrase.lower().split()), phrase
            assert "’" not in phrase, phrase
    assert phrases().whole.isdisjoint(phrases().menu)


@pytest.mark.parametrize("before", ["", "Nobody was hurt. ", "Nobody was hurt! * ", "Nobody was hurt | ", "无人受伤。"])
@pytest.mark.parametrize("write", [str, str.upper, str.capitalize, lambda phrase: phrase.replace(" ", "\u00a0 ")])
def test_every_phrase_is_seen_wherever_it_stands(before: str, write: Callable[[str], str]) -> None:
    for phrase in phrases().whole:
        assert marked(f"{before}{write(phrase)}"), phrase
    # A phrase that begins with such a mark is compared without it, and so never found.
    for phrase in (p for p in phrases().opening if p[0] not in DECORATION):
        for on in ("s it", " n it", " none"):
            assert marked(f"{before}{write(phrase)}{on}"), phrase


def test_how_long_ago_is_seen_wherever_it_stands() -> None:
    minutes = [
        f"{number}{gap}min" for number in ["one", "two", "three", "four", "five", "7", "٧"] for gap in ("", " ", "-")
    ]
    units = [f"{unit} ago" for unit in ["second", "minute", "min", "hour", "day", "week", "months"]]
    touched = [f"{word} 3 hours ago" for word in ["updated", "modified", "edited", "published", "posted"]]
    seen = [
        f"{word}{what}12"
        for word in ["阅读", "浏览", "点击", "閱讀", "瀏覽"]
        for what in ("", "量", "次数", "數：", "数 ")
    ]
    passing = [
        *minutes,
        *(f"{a} {u}" for a in ("a", "an", "2") for u in units),
        *touched,
        *(f"last {t}" for t in touched),
    ]
    for words in (*passing, *seen):
        assert marked(words) == [words]
        assert marked(f"Nobody was hurt. {words.upper()}") == [words.upper()]


@pytest.mark.parametrize(
    "line", ["Comments\nshort one.\n", "Read more\nHead\nIt is so.\n", "share. ", "| ", "a.b", "Related: "]
)
def test_time_is_linear(line: str) -> None:
    began = time.process_time()
    boilerplate(line * 50_000 + "x" * 1_000)
    assert time.process_time() - began < 2
