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
def test_a_transcript_is_the_answerers_words_and_the_charge_that_the_question_tells(asks: str, answers: str) -> None:
    charge, *found = read(f"{asks}: {QUESTION}\n\n{answers}: {ANSWER}", role="official", speaks_for="CN")
    assert (charge.government, charge.kind, charge.background) == ("US", ("attribution",), True)
    assert charge.why["speaker"].endswith("told in a question")
    assert {s.government for s in found} == {"CN"}
    assert {s.direction for s in found} == {"response"}
    assert "demand_evidence" in {k for s in found for k in s.kind}
    assert {"Q", "A", "R"}.isdisjoint(s.text[:1] for s in found if ":" in s.text[:12])


def test_a_known_name_before_a_colon_speaks_in_any_article() -> None:
    _, *found = read(f"Reporter: {QUESTION}\n\nMao Ning: {ANSWER}")
    assert {(s.government, s.speaker) for s in found} == {("CN", "Mao Ning")}


def test_whom_the_question_asks_answers_without_a_name() -> None:
    question = "The US Justice Department said hackers read the mail of a port. What is China's response?"
    found = read(f"Question: {question}\n\nAnswer: {ANSWER}")
    assert {s.government for s in found if s.direction == "response"} == {"CN"}
    assert {s.government for s in read(f"Question: {question.split('. ')[0]}?\n\nAnswer: {ANSWER}")} <= {"US"}


def test_a_question_tells_charges_and_nothing_else() -> None:
    question = "The US Justice Department said it wants talks on cyber attacks. Will the US blame China?"
    text = f"Q: {question}\n\nA: We have said so."
    assert read(text, role="official", speaks_for="CN") == []


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
    charge, *found = read(text, lang="zh", role="official", speaks_for="CN")
    assert (charge.government, charge.background) == ("US", True)
    assert {s.government for s in found} == {"CN"}
    assert {s.direction for s in found} == {"response"}


def test_we_of_an_answer_is_whoever_answers() -> None:
    text = f"Q: {QUESTION}\n\nQiu Ruolin: We urge the US to stop smearing China over the cyber attack."
    (*_, last) = read(text, role="official", speaks_for="CN")
    assert (last.government, last.speaker) == ("CN", "Qiu Ruolin")


OWN_SOUNDING = "China never supports attacks on the network of a port, says a report: “We firmly oppose hacking”."
MINISTRY: dict[str, Any] = {"role": "official", "speaks_for": "CN"}


@pytest.mark.parametrize(
    ("label", "asker"),
    [
        ("Harbour & Field Weekly", "Harbour & Field Weekly"),
        ("St. Petersburg Times", "St. Petersburg Times"),
        ("Wen’s Daily reporter", "Wen’s Daily"),
        ("dpa", "dpa"),
        ("Follow-up", "AFP"),
        ("AFP follow-up", "AFP"),
        ("Follow-up question", None),
    ],
)
def test_a_known_asker_and_a_further_question_ask(label: str, asker: str | None) -> None:
    text = f"{label}: {OWN_SOUNDING} {QUESTION}\n\nWen Haolan: {ANSWER}"
    found = read(text, asked_by=asker, **MINISTRY)
    own = [s for s in found if s.government == "CN"]
    assert own
    assert all(s.start > text.index("Wen Haolan") for s in own)


@pytest.mark.parametrize(
    "question",
    [
        f"AFP: {QUESTION}\n\n{OWN_SOUNDING} Is that so?",
        f"AFP: Is it so? {OWN_SOUNDING}\n\nReuters: When?",
        f"{OWN_SOUNDING}\n\n{QUESTION}",
        f"Q: {OWN_SOUNDING}\n\n{OWN_SOUNDING}\n\nA word on it, please.",
    ],
)
def test_a_question_of_several_paragraphs_or_without_a_label_is_nobodys_own_words(question: str) -> None:
    text = f"{question}\n\nWen Haolan: {ANSWER}\n\nWe oppose cyber attacks."
    own = [s for s in read(text, **MINISTRY) if s.government == "CN"]
    assert own
    assert all(s.start > text.index("Wen Haolan") for s in own)


def test_what_stands_before_a_first_answer_and_does_not_ask_are_own_words() -> None:
    text = f"China firmly opposes cyber attacks.\n\nWen Haolan: {ANSWER}"
    assert any(s.government == "CN" and s.start < text.index("Wen") for s in read(text, **MINISTRY))
