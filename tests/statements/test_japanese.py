"""Japanese and Korean sentences of our own: the verb stands last, a particle marks who speaks."""

from __future__ import annotations

import pytest

from briefing.gazetteer import load
from briefing.model import Article, Statement
from briefing.statements import statements_in


def read(text: str, lang: str = "ja") -> list[Statement]:
    article = Article(id="a", title="", text=text, source="s", published="2024-05-02", lang=lang)
    found = statements_in(article, load()).statements
    assert all(text[s.start : s.end] == s.text for s in found)
    return list(found)


SPEAKERS = [
    ("ノルウェー政府は、中国系ハッカーが議会に侵入したと発表した。", "ノルウェー政府", "NO"),
    ("警察庁は2日、中国のハッカー集団が大学を攻撃したと指摘した。", "警察庁", "JP"),
    ("台湾の国防部は、中国のハッカーによる攻撃を非難した。", "台湾の国防部", "TW"),
    ("米政府が、サイバー攻撃に関わった中国企業に制裁を科した。", "米政府", "US"),
]


@pytest.mark.parametrize(("text", "speaker", "government"), SPEAKERS, ids=[s for _, s, _ in SPEAKERS])
def test_the_party_before_the_particle_speaks(text: str, speaker: str, government: str) -> None:
    (found,) = read(text)
    assert (found.government, found.speaker) == (government, speaker)


NOBODY = [
    "中国のハッカー集団は、港湾システムに侵入したと主張した。",
    "専門家は「中国政府が関与したサイバー攻撃だ」と指摘した。",
    "白樺セキュリティー社は、中国軍のハッカーによる攻撃だと分析した。",
    "政府関係者は、中国のサイバー攻撃を名指しで非難すると述べた。",
    "日本政府は、中国のハッカー集団に制裁を科す方針だ。",
    "中国を含む20カ国のサイバー当局の会合で、対策が議論された。",
]


@pytest.mark.parametrize("text", NOBODY)
def test_groups_experts_plans_and_passives_give_no_government(text: str) -> None:
    assert [s.government for s in read(text) if s.government] == []


def test_another_topic_is_not_the_speaker_before() -> None:
    text = "警察庁は、ハッカー集団の攻撃を確認したと発表した。報告書は、中国軍の関与を示すと指摘している。"
    assert [s.text for s in read(text) if s.government] == ["ハッカー集団の攻撃を確認した"]


def test_a_quotation_right_before_the_verb_is_all_that_is_said() -> None:
    (found,) = read("外務省は、中国による攻撃との見方について「サイバー攻撃の調査を続けている」と説明した。")
    assert (found.quote, found.form) == ("サイバー攻撃の調査を続けている", "direct")


def test_silence() -> None:
    (found,) = read("ハッカー攻撃について、中国大使館はコメントの要請に応じなかった。")
    assert (found.government, found.kind, found.form) == ("CN", ("no_comment",), "act")


KOREAN = [
    ("국가정보원은 중국 국가안전부와 연계된 해커가 조선소를 해킹했다고 밝혔다.", "KR", "attribution", "L5"),
]


@pytest.mark.parametrize(("text", "government", "kind", "level"), KOREAN, ids=[t for t, *_ in KOREAN])
def test_korean_names_match_with_their_particle(text: str, government: str, kind: str, level: str | None) -> None:
    (found,) = read(text, "ko")
    assert found.government == government
    assert kind in found.kind
    assert level in (None, found.level)


KOREAN_NOBODY = [
    "국내 보안업체는 중국 해커의 해킹이라고 밝혔다.",
    "중국인 유학생은 해킹과 무관하다고 말했다.",
    "정부는 해킹 조직 제재를 검토하고 있다.",
]


@pytest.mark.parametrize("text", KOREAN_NOBODY)
def test_korean_companies_people_and_plans_give_no_government(text: str) -> None:
    assert [s.government for s in read(text, "ko") if s.government] == []
