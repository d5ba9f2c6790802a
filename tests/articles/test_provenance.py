"""Where an article says that it comes from."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from briefing.articles import article_from, byline_of, credit_of
from briefing.model import RawItem

STORY = "\n\n".join(["The port was hit in April, the ministry said, and its network was closed."] * 8)


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        (f"{STORY}\n\nCredits: The Daily Tide", "The Daily Tide"),
        (f"{STORY}\n\nSource: AFP", "AFP"),
        (f"{STORY}\n\nSource: Agence France-Presse/AP", "AFP"),
        (f"{STORY}\n\nQuelle: dpa", "dpa"),
        (f"{STORY}\n\n来源：新华社", "Xinhua"),
        (f"{STORY}\n\nSource: https://www.tide.example/2031/port", "tide.example"),
        (f"PORTSTADT (Reuters) - {STORY}", "Reuters"),
        (f"PORTSTADT, May 6 (AP) — {STORY}", "AP"),
        (f"{STORY}\n\nReuters", "Reuters"),
        (f"{STORY}\n\nThis story was originally published by The Daily Tide.", "The Daily Tide"),
        (f"{STORY}\n\n(Reporting by Ada Quill; Editing by Bo Reed)", "Reuters"),
        (f"{STORY}\n\nPortstadt (via AP)", "AP"),
        (f"{STORY}\n\nWith inputs from PTI", "PTI"),
    ],
)
def test_a_credit(text: str, credit: str) -> None:
    assert credit_of(text) == credit


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        f"PORTSTADT (Ruritania) - {STORY}",
        f"{STORY}\n\nThe source: a person who knows the port and did not wish to be named in this story by anybody.",
        f"{STORY}\n\nThe minister told Reuters that she knew.",
        f"{STORY}\n\nThe malware came via email.",
        "",
    ],
)
def test_no_credit(text: str) -> None:
    assert credit_of(text) is None


def test_a_credit_among_other_stories_is_not_this_one_s() -> None:
    text = f"{STORY}\n\nYou may also like\n\nBoats Late Again\n\nSource: AFP\n\nLighthouse Closes"
    article = article_from(RawItem(source="s", text=text), seen=datetime(2031, 5, 6, tzinfo=UTC))
    assert article.credit is None
    above = text.replace("You may", "Credits: The Daily Tide\n\nYou may")
    assert (
        article_from(RawItem(source="s", text=above), seen=datetime(2031, 5, 6, tzinfo=UTC)).credit == "The Daily Tide"
    )


def test_a_credit_in_the_title() -> None:
    assert credit_of(STORY, "Port hit (via Reuters)") == "Reuters"


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Ada Quill", "Ada Quill"),
        ("By Ada Quill and Bo Reed, Portstadt", "Ada Quill and Bo Reed"),
        ("Von Ada von Quill", "Ada von Quill"),
        ("Par Élise Quill", "Élise Quill"),
        ("By Monday Evening", None),
        ("By then the port was closed", None),
        ("By Ada", None),
    ],
)
def test_a_byline(line: str, byline: str | None) -> None:
    assert byline_of(f"Port hit\n\n{line}\n\n{STORY}") == byline
    assert byline_of(f"{STORY}\n\n{line}") is None
