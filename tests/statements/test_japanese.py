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


@pytest.mark.parametrize("embassy", ["在ノルウェー中国大使館", "在日本中国大使館", "中国の在ノルウェー大使館"])
def test_an_embassy_is_not_its_hosts(embassy: str) -> None:
    (found,) = read(f"サイバー攻撃をめぐり、{embassy}は「根拠のない中傷だ」と反発した。")
    assert (found.government, found.direction) == ("CN", "response")


KOREAN = [
    ("국가정보원은 중국 국가안전부와 연계된 해커가 조선소를 해킹했다고 밝혔다.", "KR", "attribution", "L5"),
    ("노르웨이 정부는 중국 해커의 의회 해킹을 규탄했다.", "NO", "condemnation", "L2"),
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


SHORT_STATES = [
    ("미 법무부는 해킹 혐의로 중국인 두 명을 기소했다.", "US"),
    ("中 외교부는 해킹 의혹을 부인했다.", "CN"),
    ("법무부는 해킹 혐의로 중국인 두 명을 기소했다.", "KR"),
]


@pytest.mark.parametrize(("text", "government"), SHORT_STATES, ids=[t for t, _ in SHORT_STATES])
def test_one_syllable_names_a_state_before_its_office_in_korean(text: str, government: str) -> None:
    assert {s.government for s in read(text, "ko")} == {government}


def test_two_quotations_before_one_verb_are_both_said() -> None:
    text = '중국 외교부는 "모든 형태의 해킹에 반대한다"며 "증거 없는 비방은 그만두라"고 밝혔다.'
    (found,) = read(text, "ko")
    assert (found.government, found.direction) == ("CN", "response")
    assert {"R01", "R05", "R06"} <= set(found.response_codes)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("ノルウェー政府は、中国のハッカー攻撃に抗議した。", "ja"),
        ("노르웨이 정부는 중국 대사를 불러 해킹에 항의했다.", "ko"),
    ],
)
def test_a_protest_is_no_denial(text: str, lang: str) -> None:
    found = read(text, lang)
    assert {s.government for s in found} == {"NO"}
    assert not {"denial"} & {k for s in found for k in s.kind}


POLITE = [
    ("ノルウェー政府は、中国のハッカーが議会に侵入したと発表しました。", "NO", "attribution"),
    ("中国外務省の報道官は、ハッカー攻撃への関与を否定しました。", "CN", "denial"),
    ("アメリカ司法省は、ハッカー攻撃の疑いで中国人2人を起訴しました。", "US", "indictment"),
]


@pytest.mark.parametrize(("text", "government", "kind"), POLITE, ids=[t for t, _, _ in POLITE])
def test_broadcasters_speak_politely(text: str, government: str, kind: str) -> None:
    (found,) = read(text)
    assert (found.government, found.kind[0]) == (government, kind)


SOURCES = [
    ("警察庁によると、攻撃は中国を拠点とするハッカー集団によるものだった。", "JP"),
    ("警察庁によりますと、攻撃は中国を拠点とするハッカー集団によるものでした。", "JP"),
    ("専門家によると、攻撃は中国を拠点とするハッカー集団によるものだった。", None),
    ("警察庁によると、ハッカー集団を名指しで非難する方向で検討している。", None),
]


@pytest.mark.parametrize(("text", "government"), SOURCES, ids=[t for t, _ in SOURCES])
def test_according_to_a_party(text: str, government: str | None) -> None:
    assert [s.government for s in read(text) if s.government] == ([government] if government else [])


def test_an_old_denial_is_background() -> None:
    (found,) = read("中国政府はこれまで一貫してハッカー攻撃への関与を否定してきた。")
    assert found.background


def test_all_in_a_list_speak_whatever_brackets_stand_between() -> None:
    (found,) = read("米国家安全保障局（NSA）や日本の警察庁などは、中国系ハッカーについて注意を呼びかけた。")
    assert found.governments == ("US", "JP")


DATED = [
    ("노르웨이 정부는 중국 해커가 의회를 해킹했다고 8일(현지시간) 밝혔다.", "NO"),
    ("호주 신호국(ASD)은 중국 해커가 항만을 해킹했다고 지난 8일 발표했다.", "AU"),
    ("대만 국가안전국은 중국 해커가 항만을 해킹했다고 밝혔습니다.", "TW"),
]


@pytest.mark.parametrize(("text", "government"), DATED, ids=[t for t, _ in DATED])
def test_a_date_may_stand_before_the_verb_and_a_bureau_before_its_particle(text: str, government: str) -> None:
    (found,) = read(text, "ko")
    assert (found.government, found.kind[0]) == (government, "attribution")


def test_a_noun_may_end_the_sentence_for_its_verb() -> None:
    (found,) = read("中国外務省の陸文石副報道局長は「ハッカー攻撃の指摘は根拠がない」と反論。")
    assert (found.government, found.kind[0]) == ("CN", "denial")


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("ノルウェーと米国が動いた。司法省は、ハッカー攻撃に関わった中国人2人を起訴したと発表した。", "ja"),
        ("노르웨이와 미국이 나섰다. 국무부는 중국 해커가 항만을 해킹했다고 밝혔다.", "ko"),
    ],
)
def test_an_office_that_the_state_at_home_has_not_is_not_its(text: str, lang: str) -> None:
    assert not {"JP", "KR"} & {s.government for s in read(text, lang)}


def test_states_of_one_character_side_by_side_all_speak() -> None:
    (found,) = read("日米豪の当局は、中国のハッカーについて注意を呼びかけた。")
    assert found.governments == ("JP", "US", "AU")
