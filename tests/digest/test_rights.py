"""Rights travel with the words: each source carries those of its feed, and what is open is credited."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest

from briefing import views
from briefing.config import QUOTE_WORDS
from briefing.digest import FORMATS, Digest, render
from briefing.digest.rights import OPEN
from briefing.feedkeys import RIGHTS
from briefing.model import Article, Board, Feed, Statement
from tests.conftest import NOW
from tests.nouns import article, parts_of, statement

READ = ["plain", "md", "html"]
FEEDS = tuple(Feed(f"f-{right}", f"https://{right}.example/feed", rights=right) for right in RIGHTS)


def flat(text: str) -> str:
    """What a reader sees of any form, on one line: no tags, no links, no escapes."""
    bare = re.sub(r"\[([^\[\]]+)\]\(https?:[^)]*\)", r"\1", re.sub("<[^>]+>", "", text))
    bare = re.sub(r"\[(\[\d+\])\]\(#[^)]*\)", r"\1", bare)
    return " ".join(unescape(re.sub(r"\\([\\`*_{}\[\]<>|#~.])", r"\1", bare)).split())


def board_of(*articles: Article, said: tuple[Statement, ...], **changes: object) -> Board:
    parts = parts_of(list(articles), *said, seen={s.id: NOW for s in said}, **changes)
    return views.board(parts, watch=("CN",), searched_until="2031-05-08", searched_sources=3)


def digest(*boards: Board, feeds: tuple[Feed, ...] = FEEDS, most: int = QUOTE_WORDS) -> Digest:
    begin = NOW - timedelta(days=1)
    return Digest.of(boards, since=begin, until=NOW, by="seen", now=NOW, states={}, feeds=feeds, quote_words=most)


def of_every_right() -> Board:
    """An article of a feed of each right, in their order, then an imported one; each with a statement of its own."""
    feeds = [*(f.id for f in FEEDS), None]
    articles = [article(f"a{n}", feed=feed, url=f"https://x.example/{n}") for n, feed in enumerate(feeds)]
    governments = ("NZ", "JP", "CA", "AU", "GB", "US", "FR", "DE")
    said = [statement(f"s{n}", f"a{n}", government=g) for n, g in zip(range(len(feeds)), governments, strict=True)]
    return board_of(*articles, said=tuple(said))


def test_each_source_carries_the_rights_of_its_feed_and_an_import_has_none_that_are_known() -> None:
    data = json.loads(render(digest(of_every_right()), "json"))
    assert [s["rights"] for s in data["sources"]] == [*RIGHTS, "unknown"]
    gone = digest(of_every_right(), feeds=())
    assert {s.rights for s in gone.sources} == {"unknown"}


def test_an_open_licence_is_credited_once_with_the_numbers_of_its_sources() -> None:
    held = of_every_right()
    again = replace(held.sources[0], number=9, article=replace(held.sources[0].article, id="a9"), origin="a9")
    made = digest(replace(held, sources=(*held.sources, again)))
    assert [(c.words, c.numbers) for c in made.credits] == [
        ("OGL v3.0", (1, 9)),
        ("US government work", (2,)),
        ("CC BY 4.0", (3,)),
        ("EU reuse with source", (4,)),
    ]
    assert set(OPEN) < set(RIGHTS)


@pytest.mark.parametrize(
    ("form", "links"), [("plain", "[{}]"), ("md", "[[{0}]](#source-{0})"), ("html", '<a href="#source-{0}">[{0}]</a>')]
)
def test_the_credits_stand_after_the_sources_and_name_what_each_licence_asks_for(form: str, links: str) -> None:
    text = render(digest(of_every_right()), form)
    after = text[text.index("https://x.example/7") :]
    for number, right in enumerate(OPEN, 1):
        assert flat(text).count(f"{OPEN[right].words}: [{number}].") == 1
        assert flat(after).count(f"{OPEN[right].words}: [{number}].") == 1
        assert links.format(number) in after
        assert (OPEN[right].url or "") in after
    assert "information licensed under the Open Government Licence v3.0." in flat(after)


@pytest.mark.parametrize("form", READ)
def test_of_sources_that_are_not_open_no_licence_is_named(form: str) -> None:
    closed = tuple(f for f in FEEDS if f.rights not in OPEN)
    text = flat(render(digest(of_every_right(), feeds=closed), form))
    assert not [c.words for c in OPEN.values() if c.words in text]


@pytest.mark.parametrize("form", READ)
def test_only_sources_that_are_cited_in_it_are_credited(form: str) -> None:
    held = of_every_right()
    unused = article("b", feed="f-us-pd", title="Nothing of it")
    spare = replace(held.sources[0], number=9, article=unused, origin="b")
    text = flat(render(digest(replace(held, sources=(*held.sources, spare))), form))
    assert "US government work: [2]." in text


def test_every_word_for_rights_is_documented() -> None:
    told = (Path(__file__).parents[2] / "docs" / "words.md").read_text(encoding="utf-8")
    for right in RIGHTS:
        assert f"| `{right}` | {OPEN[right].words if right in OPEN else ''}".rstrip() + " |" in told, right


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_store_gives_the_same_credits(form: str) -> None:
    assert render(digest(of_every_right()), form) == render(digest(of_every_right()), form)
