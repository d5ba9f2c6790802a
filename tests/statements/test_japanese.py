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
    ("北川光一防衛相は記者団に「攻撃は中国を拠点とする集団によるものだ」と述べた。", "北川光一防衛相", "JP"),
    ("警察庁は2日、中国のハッカー集団が大学を攻撃したと指摘した。", "警察庁", "JP"),
    ("中国外務省の陸文石副報道局長は、サイバー攻撃への関与を否定した。", "中国外務省の陸文石副報道局長", "CN"),
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


def test_a_topic_goes_on_over_the_verbs_and_into_a_sentence_without_one() -> None:
    text = "中国外務省は「サイバー攻撃の指摘は根拠がない」と反発し、日本側に抗議した。対話の継続も求めた。"
    found = read(text)
    assert {s.government for s in found} == {"CN"}
    assert len(found) == 3
    assert {"R02", "R04"} <= {c for s in found for c in s.response_codes}


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
    ("노르웨이 정부는 중국 해커의 의회 해킹을 규탄했다.", "NO", "condemnation", "L3"),
    ("미국 법무부는 해킹 혐의로 중국인 두 명을 기소했다.", "US", "indictment", None),
    ('중국 외교부 대변인은 "해킹 주장은 근거가 없다"고 반박했다.', "CN", "denial", None),
    ("중국 대사관은 해킹 의혹에 대한 논평을 거부했다.", "CN", "no_comment", None),
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
