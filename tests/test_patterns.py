"""Regular expressions that could run for ever are known before they are used."""

from __future__ import annotations

import re

import pytest

from briefing.patterns import LONGEST, SEARCHED, found_in, runs_away

RUNNING = [
    "(a+)+$",
    "(a*)*$",
    "(a|a)*$",
    "(a|ab)+c",
    r"(\w+\s?)*$",
    "((a+)b?)*c",
    "(?:x{2,}y?){3,}",
    "(?:(?:a{0,9}))+b",
    ".*a.*b.+c",
]
FINE = [
    "",
    r"/t(?P<date>\d{8})_\d+\.s?html$",
    "^(Guidance|Travel advice|FOI release):",
    r"(\d{2}-){3}",
    r"[(a+)+]+",
    r"\(a+\)+",
    r"(?:abc)+x*",
    r"(?i)^daily news",
    r"(a+)?b",
    r"/minister/[a-z-]+/media-release/[^/?#]+$",
    "[]()|*+]*",
    r".*a.*b\.*c.{3}",
]


@pytest.mark.parametrize("pattern", RUNNING)
def test_one_that_runs_away_is_known(pattern: str) -> None:
    re.compile(pattern)
    assert runs_away(pattern)


@pytest.mark.parametrize("pattern", FINE)
def test_one_that_does_not_is_left_alone(pattern: str) -> None:
    assert runs_away(pattern) is None
    re.compile(pattern).search("a" * 2_000 + "!")  # one that runs away after all would not come back


def test_a_pattern_is_looked_for_in_the_beginning_of_a_text_alone() -> None:
    assert found_in("b", "a" * 200 + "b")
    assert not found_in("b", "a" * SEARCHED + "b")
    assert not found_in(None, "b")
    assert not found_in("", "b")


def test_a_pattern_has_an_end() -> None:
    assert runs_away("a" * (LONGEST + 1))
    assert runs_away("a" * LONGEST) is None
