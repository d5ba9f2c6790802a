"""Turns of transcripts: who asks, who answers; sentences of our own."""

from __future__ import annotations

from typing import Any

import pytest

from briefing.gazetteer import load
from briefing.model import Article, Statement
from briefing.statements import statements_in


def read(text: str, **fields: Any) -> list[Statement]:
    article = Article(id="a", title="", text=text, source="s", published="2024-05-02", **fields)
    found = statements_in(article, load()).statements
    assert all(text[s.start : s.end] == s.text for s in found)
    return [s for s in found if s.governments]


QUESTION = "The US Justice Department said Chinese hackers read the mail of a port. Any comment?"
ANSWER = "Tracing a cyber attack is complex. Conclusions must rest on sufficient evidence."


@pytest.mark.parametrize("asks", ["Q", "Question", "Sample News Agency reporter", "Reuters"])
@pytest.mark.parametrize("answers", ["A", "Answer", "Qiu Ruolin"])
def test_an_official_transcript_is_the_answerers_words_alone(asks: str, answers: str) -> None:
    found = read(f"{asks}: {QUESTION}\n\n{answers}: {ANSWER}", role="official", speaks_for="CN")
    assert {s.government for s in found} == {"CN"}
    assert {s.direction for s in found} == {"response"}
    assert "demand_evidence" in {k for s in found for k in s.kind}
    assert {"Q", "A", "R"}.isdisjoint(s.text[:1] for s in found if ":" in s.text[:12])


def test_a_known_name_before_a_colon_speaks_in_any_article() -> None:
    found = read(f"Reporter: {QUESTION}\n\nMao Ning: {ANSWER}")
    assert {(s.government, s.speaker) for s in found} == {("CN", "Mao Ning")}


def test_a_name_in_an_official_text_that_no_table_holds_is_kept() -> None:
    (*_, last) = read(f"Q: {QUESTION}\n\nQiu Ruolin: {ANSWER}", role="official", speaks_for="CN")
    assert last.speaker == "Qiu Ruolin"


@pytest.mark.parametrize(
    "text",
    [
        "The Czech ministry is clear: hackers of the Chinese state must be named.",  # prose, no label
        "BEIJING: Hackers of the Chinese state were named by nobody.",  # a place
        "Iraq: Hackers of the Chinese state were in many networks.",
    ],
)
def test_prose_and_places_before_a_colon_are_no_turn(text: str) -> None:
    assert read(text) == []


def test_chinese_transcript() -> None:
    question = "某社记者：美国司法部称中国黑客攻击了港口网络。中方有何评论？"
    text = f"{question}\n\n毛宁：我们坚决反对无端抹黑。网络攻击溯源复杂敏感。"
    found = read(text, lang="zh", role="official", speaks_for="CN")
    assert {s.government for s in found} == {"CN"}
    assert {s.direction for s in found} == {"response"}
