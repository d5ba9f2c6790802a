"""The sample world keeps its own rules: real words are documented, everything else is marked as invented."""

import re
import tomllib
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from briefing import pipeline, wording
from briefing.config import Config
from briefing.demo import CLOCK, NOTICE, articles
from briefing.model import ROLES, RawItem
from briefing.store import Store

QUOTED = re.compile(r'"([^"]*)"|“([^”]*)”|「([^」]*)」|«([^»]*)»')
MARKS = re.compile(r'["“”「」«»]')
CJK = re.compile(r"[\u3400-\u9fff]")
SUMMARY = ("Summary by briefing of ", "briefing 对公开声明所作的摘要")
OFFICIAL_SUMMARY = ("Summary by briefing of a public statement; ", "briefing 对公开声明所作的摘要；")
INVENTED_LINE = "This is an invented sample article."
QUOTES: list[dict[str, Any]] = tomllib.loads(files("briefing.demo").joinpath("quotes.toml").read_text("utf-8"))["quote"]
WORLD = {item.id or "": item for item in articles()}


def text(item: RawItem) -> str:
    assert item.text is not None
    return item.text


def instant(item: RawItem) -> datetime:
    assert item.published is not None
    return datetime.fromisoformat(item.published)


def invented(item: RawItem) -> bool:
    return item.source.endswith("(invented)")


def quoted(item: RawItem) -> list[str]:
    """The words inside quotation marks; a sentence's comma or full stop before the closing mark is not counted."""
    spans = [next(part for part in found if part) for found in QUOTED.findall(text(item))]
    return [span.rstrip(",.") for span in spans]


def length(words: str) -> int:
    """Words; each Chinese character counts as one."""
    return len(CJK.findall(words)) + len(CJK.sub(" ", words).split())


REAL = [item for item in WORLD.values() if not invented(item)]
INVENTED = [item for item in WORLD.values() if invented(item)]


def test_the_clock_stands_still_in_utc_and_the_notice_is_one_sentence() -> None:
    assert datetime(2021, 7, 20, 8, 2, tzinfo=UTC) == CLOCK
    assert "sample" in NOTICE
    assert "invented" in NOTICE
    assert NOTICE.endswith(".")
    assert ". " not in NOTICE


def test_a_morning_s_triage_is_15_to_20_short_articles() -> None:
    assert 15 <= len(articles()) <= 20
    assert len({item.id for item in articles()}) == len({item.url for item in articles()}) == len(articles())
    for item in articles():
        assert item.id
        assert item.title
        assert item.lang
        assert item.role in ROLES
        assert 60 <= length(text(item)) <= 250, item.id
        assert text(item) == text(item).strip()


def test_articles_come_in_order_in_the_week_before_the_clock() -> None:
    assert all(instant(a) <= instant(b) for a, b in pairwise(articles()))
    for item in articles():
        assert instant(item).utcoffset() == timedelta(0)
        assert CLOCK - timedelta(days=8) < instant(item) < CLOCK


def test_only_official_pages_speak_for_a_government() -> None:
    assert {item.speaks_for for item in REAL if item.role == "official"} == {"GB", "EU", "US", "CN"}
    assert all((item.role == "official") == (item.speaks_for is not None) for item in articles())


@pytest.mark.parametrize("item", WORLD.values(), ids=WORLD.keys())
def test_quotation_marks_are_paired_within_each_paragraph(item: RawItem) -> None:
    assert not MARKS.search(item.title)
    for paragraph in text(item).splitlines():
        assert not MARKS.search(QUOTED.sub("", paragraph)), paragraph


@pytest.mark.parametrize("item", INVENTED, ids=[item.id for item in INVENTED])
def test_an_invention_says_so_and_borrows_nobody(item: RawItem) -> None:
    assert text(item).split("\n\n")[-1] == INVENTED_LINE
    assert (urlsplit(item.url or "").hostname or "").endswith(".example")
    for quote in QUOTES:
        assert item.id not in quote["articles"]
        assert quote["speaker"] not in text(item)
        assert quote["office"] not in text(item)
        assert quote["words"] not in text(item)
    for office in ("foreign ministry", "Foreign Ministry", "State Security", "State Department", "embassy", "NATO"):
        assert office not in text(item)


@pytest.mark.parametrize("item", REAL, ids=[item.id for item in REAL])
def test_a_summary_says_so_and_quotes_only_what_is_listed(item: RawItem) -> None:
    assert text(item).startswith(OFFICIAL_SUMMARY if item.role == "official" else SUMMARY)
    assert INVENTED_LINE not in text(item)
    assert quoted(item)
    listed = {quote["words"] for quote in QUOTES if item.id in quote["articles"]}
    assert set(quoted(item)) == listed


@pytest.mark.parametrize("quote", QUOTES, ids=[quote["words"][:40] for quote in QUOTES])
def test_a_listed_quotation_is_short_documented_and_verbatim(quote: dict[str, Any]) -> None:
    assert set(quote) == {"articles", "words", "speaker", "office", "date", "address", "title"}
    assert 1 <= length(quote["words"]) <= 25
    assert all(quote[key].strip() for key in ("speaker", "office", "title"))
    assert quote["articles"]
    address = urlsplit(quote["address"])
    assert address.scheme in ("http", "https")
    assert "." in (address.hostname or "")
    assert not (address.hostname or "").endswith(".example")
    for name in quote["articles"]:
        item = WORLD[name]
        assert quote["words"] in text(item)
        assert quote["speaker"] in text(item)
        assert date.fromisoformat(quote["date"]) <= instant(item).date()


def test_no_article_quotes_at_length_in_sum() -> None:
    for item in REAL:
        assert sum(map(length, quoted(item))) <= length(text(item)) / 2, item.id


def test_the_wire_story_has_two_copies_with_other_titles_and_a_credit() -> None:
    story = WORLD["exchange-wire"]
    paragraphs = set(text(story).split("\n\n"))
    for name in ("exchange-copy-gazette", "exchange-copy-ledger"):
        copy = WORLD[name]
        kept = [p for p in text(copy).split("\n\n") if p.removeprefix("(Sample Wire) - ") in paragraphs]
        assert len(kept) >= len(paragraphs) - 1
        assert copy.title != story.title
        assert copy.source != story.source
        assert story.source in text(copy)
        assert instant(copy) > instant(story)


def test_the_rewrite_of_an_invented_story_alters_every_quotation() -> None:
    story, rewrite = WORLD["railway-wire"], WORLD["railway-rewrite"]
    assert len(quoted(rewrite)) == len(quoted(story)) >= 3
    assert not set(quoted(rewrite)) & set(quoted(story))
    numbers = re.compile(r"\d[\d,]*")
    assert numbers.findall(text(rewrite)) == numbers.findall(text(story))
    for name in ("Radka Vlasatá", "Ondřej Mlynařík", "Vltavan Cargo"):
        assert name in text(story)
        assert name in text(rewrite)
    for term in ("malware", "ransomware", "backdoor", "server", "cyber", "actors"):
        assert term in text(story).lower()
        assert term not in text(rewrite).lower()


def test_one_accusation_has_waited_three_full_days_for_an_answer() -> None:
    waiting = [item for item in articles() if (item.id or "").startswith("port-")]
    assert (CLOCK - instant(waiting[0])).days == 3
    assert not any(item.speaks_for == "CN" for item in waiting)


def test_a_reply_that_did_not_come_leaves_the_accused_silent(store: Store) -> None:
    config = Config(Path("feeds.toml"))
    pipeline.fill(store, tuple(WORLD.values()), config, now=CLOCK, notice=NOTICE)
    query = "SELECT DISTINCT incident FROM memberships WHERE article IN ('port-be', 'port-press')"
    [(incident,)] = [tuple(row) for row in store.db.execute(query)]
    board = pipeline.board(store, incident, config)
    [answer] = board.answers
    assert (answer.government, answer.found, answer.codes, answer.silent_days) == ("CN", False, ("R00",), 3)
    assert answer.searched_until
    assert answer.sources > 1
    [told] = board.answerers
    assert [s.text for s in told.statements] == ["No reply from the Chinese side"]
    assert wording.answer_short(answer) == "CN silent 3 days"


def test_an_answer_stands_in_chinese() -> None:
    chinese = [item for item in articles() if item.lang == "zh"]
    assert chinese
    assert all(item.speaks_for == "CN" and CJK.search(item.title) for item in chinese)


def test_reading_the_world_again_changes_no_incident(store: Store) -> None:
    config = Config(Path("feeds.toml"))
    pipeline.fill(store, tuple(WORLD.values()), config, now=CLOCK, notice=NOTICE)
    query = "SELECT incident, article, role FROM memberships ORDER BY article, incident"
    before = [tuple(row) for row in store.db.execute(query)]
    for _ in pipeline.read(store, config, clock=lambda: CLOCK, again=True):
        pass
    assert [tuple(row) for row in store.db.execute(query)] == before
