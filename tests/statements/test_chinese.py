"""Chinese sentences of our own: cues inside longer words, whole clauses, whole quotations, who speaks."""

from __future__ import annotations

from typing import Any

import pytest

from briefing.gazetteer import load
from briefing.model import Article, Statement
from briefing.statements import statements_in

ACCUSED = "挪威政府5月1日指责中国黑客入侵议会邮件系统。\n\n"


def read(text: str, **fields: Any) -> list[Statement]:
    article = Article(id="a", title="", text=text, source="s", published="2024-05-02", lang="zh", **fields)
    found = statements_in(article, load()).statements
    assert all(text[s.start : s.end] == s.text for s in found)
    return list(found)


def of(government: str | None, text: str) -> list[str]:
    return [s.text for s in read(text) if s.government == government and s.start >= len(ACCUSED) * (ACCUSED in text)]


CONTENTS = [
    ("中国外交部发言人表示，挪方的说法毫无根据。", ["挪方的说法毫无根据"]),
    ("中国外交部发言人表示，挪方的说法毫无根据，中方已提出严正交涉。", ["挪方的说法毫无根据，中方已提出严正交涉"]),
    (
        "中国外交部发言人表示，此说毫无根据，“中方表示坚决反对”，使馆已提出交涉。",
        ["此说毫无根据，“中方表示坚决反对”，使馆已提出交涉"],
    ),
    ("中国外交部发言人强调，“没有证据的指责就是抹黑”。", ["“没有证据的指责就是抹黑”"]),
    (
        "中国外交部发言人强调，“没有证据的指责就是抹黑”，并敦促挪方停止散布虚假信息。",
        ["“没有证据的指责就是抹黑”", "挪方停止散布虚假信息"],
    ),
    ("“把网络攻击同中国联系起来毫无根据。”中国外交部发言人说。", ["“把网络攻击同中国联系起来毫无根据。”"]),
    (
        "中国外交部发言人指出：“美国是最大的黑客帝国。”该发言人还说，中国是受害者。",
        ["“美国是最大的黑客帝国。”", "中国是受害者"],
    ),
    ("中国驻挪威大使馆发表声明说，溯源十分复杂，必须拿出证据。", ["溯源十分复杂，必须拿出证据"]),
    ("中国外交部发言人表示，美国指责中国网络攻击纯属捏造。", ["美国指责中国网络攻击纯属捏造"]),
    ("中方敦促美方停止网络窃密，呼吁各国通过对话应对黑客。", ["美方停止网络窃密", "各国通过对话应对黑客"]),
    ("该港口的数据显示，黑客没有留下证据，小说里的说法也毫无根据。", []),
]


@pytest.mark.parametrize(("text", "contents"), CONTENTS, ids=[t for t, _ in CONTENTS])
def test_content_is_a_whole_clause_or_a_whole_quotation(text: str, contents: list[str]) -> None:
    assert of("CN", ACCUSED + text) == contents


def test_two_governments_in_one_sentence_keep_their_own_words() -> None:
    found = {s.government: s.text for s in read("挪威称中国黑客入侵港口，美国则表示支持挪威。")}
    assert found == {"NO": "中国黑客入侵港口", "US": "支持挪威"}


def test_source_ends_with_its_name() -> None:
    (found,) = read("根据挪威政府的说法，中国政府支持的黑客入侵了议会。")
    assert (found.government, found.text, found.level) == ("NO", "中国政府支持的黑客入侵了议会", "L4")


def test_spokesperson_named_before_is_the_speaker_of_later_sentences() -> None:
    text = ACCUSED + "中国驻挪威使馆发言人5月2日作出回应。\n\n发言人强调，“没有证据的指责就是抹黑”。"
    (found,) = [s for s in read(text) if s.government == "CN"]
    assert (found.speaker, found.direction, found.form) == ("中国驻挪威使馆发言人", "response", "direct")
    assert {"R05", "R06"} <= set(found.response_codes)


def test_latin_name_of_a_group_is_found_between_chinese_words() -> None:
    (found,) = read("英国外交部谴责中国政府支持的APT31黑客入侵议会邮件。")
    assert found.actors == ("APT31",)


def test_question_is_nobodys_statement_and_the_answer_stands_without_its_label() -> None:
    text = "问：英国政府称中国黑客入侵其议会，中方有何评论？\n\n答：英方的指责毫无根据，我们坚决反对。"
    (found,) = read(text, speaks_for="CN", role="official")
    assert found.text == "英方的指责毫无根据，我们坚决反对。"
    assert found.direction == "response"
    assert {"R01", "R02"} <= set(found.response_codes)
