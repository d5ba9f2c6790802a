"""The title of an incident: a real one, without site furniture, and steady."""

from __future__ import annotations

import pytest

from briefing.incidents.titles import clean_title, title_of
from briefing.model import Article


def one(name: str, title: str, **fields: object) -> Article:
    made: dict[str, object] = {"source": f"Paper {name}", "published": "2031-05-05"} | fields
    return Article(name, title, f"Text of {name}.", **made)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("title", "source", "clean"),
    [
        ("Mint of Ruritania hacked | The Daily Sample", "x", "Mint of Ruritania hacked"),
        ("Mint of Ruritania hacked - BBC News", "x", "Mint of Ruritania hacked"),
        ("Mint of Ruritania hacked – Harbour Ledger", "Harbour Ledger (sample)", "Mint of Ruritania hacked"),
        ("Mint of Ruritania hacked — quux.example", "x", "Mint of Ruritania hacked"),
        ("Mint of Ruritania hacked | World | Reuters", "x", "Mint of Ruritania hacked"),
        ("Mint of Ruritania hacked · Quux", "x", "Mint of Ruritania hacked"),
        ("LIVE: Mint of Ruritania hacked", "x", "Mint of Ruritania hacked"),
        ("UPDATE 2-Mint of Ruritania hacked", "x", "UPDATE 2-Mint of Ruritania hacked"),
        ("UPDATE 2 - Mint of Ruritania hacked", "x", "Mint of Ruritania hacked"),
        ("WATCH | Mint of Ruritania hacked", "x", "Mint of Ruritania hacked"),
        ("BREAKING NEWS: Update 3: Mint of Ruritania hacked", "x", "Mint of Ruritania hacked"),
        ("Mint of Ruritania hacked (video)", "x", "Mint of Ruritania hacked"),
        ("【速報】ルリタニア造幣局がハッキング被害", "x", "ルリタニア造幣局がハッキング被害"),
        ("Ruritania accuses China – ambassador summoned", "x", "Ruritania accuses China – ambassador summoned"),
        ("Spies - and the men who caught them", "x", "Spies - and the men who caught them"),
        ("Live music returns to port", "x", "Live music returns to port"),
        ("Mint: minister speaks", "x", "Mint: minister speaks"),
        ("", "x", ""),
    ],
)
def test_what_belongs_to_the_site_is_cut(title: str, source: str, clean: str) -> None:
    assert clean_title(title, source) == clean


@pytest.mark.parametrize(
    "worse",
    [
        "Who hacked the mint of Ruritania?",
        "What we know of the mint hack in Ruritania",
        "MINT OF RURITANIA HACKED BY CHINA",
        "China denies hacking the mint of Ruritania",
        "Opinion: the mint of Ruritania was hacked",
        "Mint hacked",
        "Mince Ruritánie napadena hackery",
        "",
    ],
)
def test_a_better_title_is_taken(worse: str) -> None:
    lang = "cs" if "Mince" in worse else "en"
    articles = [one("a", worse, lang=lang), one("b", "Hackers empty the mint of Ruritania", published="2031-05-09")]
    assert title_of(articles) == "Hackers empty the mint of Ruritania"


def test_a_spoilt_title_stands_where_there_is_no_other() -> None:
    assert title_of([one("a", "Who hacked the mint?")]) == "Who hacked the mint?"


def test_the_language_of_most_is_taken() -> None:
    articles = [one("a", "Hacker im Münzamt", lang="de"), one("b", "Angriff auf das Münzamt Ruritaniens", lang="de")]
    english = one("c", "Hackers empty the mint of Ruritania")
    assert title_of([*articles, english]) in {"Hacker im Münzamt", "Angriff auf das Münzamt Ruritaniens"}
    assert title_of([articles[0], english]) == english.title


def test_a_title_does_not_flip_while_others_are_little_better() -> None:
    first = one("a", "Hackers empty the mint of Ruritania")
    later = [
        one("b", "Mint of Ruritania emptied by hackers, Falk says"),
        one("c", "Hackers from China empty Ruritania's mint"),
    ]
    assert title_of([first, *later], held=first.title) == first.title
    assert title_of([first, *later], held="a title that no article bears any more") != ""


def test_what_came_after_is_no_title_where_the_matter_has_one() -> None:
    first = one("a", "Hackers empty the mint of Ruritania")
    after = one("b", "Mint hackers of Ruritania: Ruritania asks hackers of the mint", published="2031-06-05")
    undated = one("c", "Mint hackers of Ruritania, mint of Ruritania hackers", published=None)
    assert title_of([first, after, undated]) == first.title


def test_a_spoilt_title_does_give_way() -> None:
    first = one("a", "Was the mint of Ruritania hacked?")
    assert title_of([first, one("b", "Mint of Ruritania hacked by spies")], held=first.title) != first.title
