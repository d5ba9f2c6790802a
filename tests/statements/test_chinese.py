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


def test_a_question_tells_the_charge_and_the_answer_stands_without_its_label() -> None:
    text = "问：英国政府称中国黑客入侵其议会，中方有何评论？\n\n答：英方的指责毫无根据，我们坚决反对。"
    charge, found = read(text, speaks_for="CN", role="official")
    assert (charge.government, charge.background) == ("GB", True)
    assert found.text == "英方的指责毫无根据，我们坚决反对。"
    assert found.direction == "response"
    assert {"R01", "R02"} <= set(found.response_codes)


NOBODY = [
    "中国黑客表示，他们入侵了挪威国防部的网络。",
    "美国专家批评美国政府时说，有关中国黑客攻击的说法缺乏证据。",
    "据美国媒体报道，中国政府支持的黑客入侵了三家港口的系统。",
    "日本政府考虑对参与网络攻击的企业实施制裁。",
    "挪威大学教授金某说，中国政府应对网络攻击负责。",
    "挪威政府是否指责中国黑客，目前尚不清楚。",
    "中国企业指控挪威公司窃取商业机密并发动网络攻击。",
    "前美国官员表示，中国黑客早已入侵电网。",
]


@pytest.mark.parametrize("text", NOBODY)
def test_heads_that_are_no_office_plans_and_media_give_no_government(text: str) -> None:
    assert [s.government for s in read(text) if s.government] == []


SPEAKERS = [
    ("挪威交通部长哈康·维斯特比在议会说，中国黑客入侵了港口系统。", "NO", "挪威交通部长哈康·维斯特比"),
    ("立陶宛国防部副部长约纳斯5日表示，网络攻击来自中国境内。", "LT", "立陶宛国防部副部长约纳斯"),
    ("新加坡數碼發展部長林某對記者說，黑客攻擊來自中國。", "SG", "新加坡數碼發展部長林某"),
    ("捷克外交部发表声明，谴责中国的网络攻击。", "CZ", "捷克外交部"),
    ("据捷克外交部消息，中国政府支持的黑客入侵了该部系统。", "CZ", "捷克外交部"),
    ("三名中国黑客周五被挪威司法部起诉。", "NO", "挪威司法部"),
    ("“攻击来自中国境内。”立陶宛国防部说。", "LT", "立陶宛国防部"),
]


@pytest.mark.parametrize(("text", "government", "speaker"), SPEAKERS, ids=[t for t, _, _ in SPEAKERS])
def test_a_speaker_is_an_office_with_its_holders_name(text: str, government: str, speaker: str) -> None:
    (found,) = read(text)
    assert (found.government, found.speaker) == (government, speaker)


KINDS = [
    ("挪威政府宣布对两名中国公民实施制裁，理由是他们参与网络攻击。", "sanction", None),
    ("挪威檢方起訴五名中國駭客。", "indictment", "L2"),
    ("挪威外交部召见中国大使，抗议黑客攻击议会。", "condemnation", "L4"),
    ("挪威国家安全局警告，中国国家安全部指使的黑客正在攻击港口，建议企业更新系统。", "advisory", "L5"),
    ("挪威政府認定，與中國有關聯的駭客入侵了議會。", "attribution", "L3"),
    ("挪威政府表示，攻击极有可能来自中国境内。", "attribution", "L2"),
    ("挪威政府要求中国政府对黑客攻击负责。", "call", "L6"),
]


@pytest.mark.parametrize(("text", "kind", "level"), KINDS, ids=[t for t, _, _ in KINDS])
def test_kinds_and_levels_in_both_scripts(text: str, kind: str, level: str | None) -> None:
    found = [s for s in read(text) if kind in s.kind]
    assert [s.government for s in found[:1]] == ["NO"]
    assert level is None or level in [s.level for s in found]


ANSWERS = [
    ("中国外交部发言人未予置评。", "R14"),
    ("中国外交部发言人沒有立即回應置評請求。", "R00"),
    ("中国驻挪威使馆表示，挪方所谓黑客攻击的指责纯属子虚乌有。", "R02"),
    ("中国外交部发言人说，有关方面没有任何证据，仅凭臆测就下结论。", "R05"),
    ("中國外交部發言人稱，挪方賊喊捉賊，這一指控毫無根據。", "R07"),
    ("中国外交部发言人强调，个别国家纠集盟友抹黑中国。", "R09"),
]


@pytest.mark.parametrize(("text", "code"), ANSWERS, ids=[t for t, _ in ANSWERS])
def test_answers_of_the_accused(text: str, code: str) -> None:
    found = [s for s in read(ACCUSED + text) if s.government == "CN"]
    assert found
    assert all(s.direction == "response" for s in found)
    assert code in {c for s in found for c in s.response_codes}


def test_whose_a_bare_ministry_is_is_told_by_the_press_that_writes() -> None:
    said = "外交部发言人{}表示，网络攻击溯源十分复杂，不应政治化。"
    (found,) = read("新华社北京5月2日电 " + said.format("陆启明"))
    assert (found.government, found.speaker) == ("CN", "外交部发言人陆启明")
    (found,) = read("（中央社台北2日電）外交部今天譴責中國駭客入侵我國醫院的系統。")
    assert (found.government, found.kind[0]) == ("TW", "condemnation")


def test_all_in_a_list_speak() -> None:
    (found,) = read("澳大利亚、加拿大和新西兰的网络安全机构发布联合公告，警告中国政府支持的黑客正在攻击路由器。")
    assert found.governments == ("AU", "CA", "NZ")
    assert "advisory" in found.kind


def test_one_character_names_a_state_before_an_office_only() -> None:
    (found,) = read("英政府称，中国黑客入侵了议会。")
    assert found.government == "GB"
    assert read("法律规定，黑客攻击是犯罪，英雄不怕黑客。") == []


def test_a_question_ends_with_its_last_question_mark() -> None:
    text = "有记者问：挪威政府称中国黑客入侵港口，中方有何评论？毛宁说，中方依法打击网络攻击，坚决反对抹黑。"
    charge, found = read(text)
    assert (charge.government, charge.background) == ("NO", True)
    assert (found.government, found.speaker, found.direction) == ("CN", "Mao Ning", "response")


HOMES = [
    ("国防部新闻发言人陆启明说，所谓中国黑客的说法毫无根据。", "CN"),
    ("外交部發言人陸啟明指，有關黑客的指控毫無根據。", "CN"),
    ("國防部表示，中共網軍以駭侵手段攻擊國軍系統。", "TW"),
    ("總統府發言人陸某回應，駭客攻擊來自中國。", "TW"),
    ("（法广）英国政府说，中国黑客入侵了议会。外交部官员陆某说，这不可接受。", None),
    ("英国政府说，中国黑客入侵了议会。外交部官员奥利弗·萨默比说，这不可接受。", None),
    ("绍兴市公安局发布悬赏通告，公开通缉美国国家安全局的黑客。", "CN"),
]


@pytest.mark.parametrize(("text", "government"), HOMES, ids=[t for t, _ in HOMES])
def test_the_script_tells_whose_a_bare_ministry_is_where_nothing_else_does(text: str, government: str | None) -> None:
    assert {s.government for s in read(text)} - {"GB"} - {None} == ({government} if government else set())


AGAIN = [
    ("中国外交部发言人陆启明2日说，黑客指控毫无根据。陆启明还强调，中国是受害国。", "中国是受害国", "CN"),
    ("挪威国防大臣约纳斯·哈姆雷说，黑客来自中国境内。哈姆雷表示，挪威不会容忍。", "挪威不会容忍", "NO"),
]


@pytest.mark.parametrize(("text", "said", "government"), AGAIN, ids=[s for _, s, _ in AGAIN])
def test_a_person_speaks_again_by_the_name_alone(text: str, said: str, government: str) -> None:
    assert [s.government for s in read(text) if s.text == said] == [government]
    assert of(government, text.split("。")[1] + "。") == []


def test_a_spokesperson_introduced_without_words_answers_by_the_name_alone() -> None:
    text = "外交部发言人陆启明主持记者会。有记者问：英国称遭中国黑客攻击，有何评论？陆启明：我们坚决反对，已提出交涉。"
    charge, found = read(text)
    assert (charge.government, charge.background) == ("GB", True)
    assert (found.government, found.direction) == ("CN", "response")
    assert {"R03", "R04"} <= set(found.response_codes)


def test_a_verb_in_the_phrase_on_the_matter_is_not_the_speakers() -> None:
    (found,) = read("中国外交部发言人就美方宣布起诉所谓黑客答问时表示，美方的指控毫无根据。")
    assert (found.kind, found.text) == (("denial",), "美方的指控毫无根据")


def test_whoever_is_charged_without_reason_is_not_told_the_words_of_the_accuser() -> None:
    text = "问：丹麦称遭黑客攻击，有何评论？\n\n答：丹方无端指责中国，对中国横加污蔑，我们坚决反对，要求丹方停止抹黑。"
    found = read(text, speaks_for="CN", role="official")
    assert {s.government for s in found} == {"CN"}
    assert {"R01", "R03", "R06"} <= {c for s in found for c in s.response_codes}


def test_one_character_names_a_state_before_its_side_and_in_a_list() -> None:
    assert [s.governments for s in read("英、荷兩國情報機關發表報告，指中國政府支持的黑客滲透電力公司。")] == [
        ("GB", "NL")
    ]
    assert read("丹方案由黑客提出，波方程式遭网络攻击。") == []


def test_a_verb_inside_a_short_quotation_is_the_speakers() -> None:
    (found,) = read("挪威外交部周三“以最强烈的措辞谴责”中国军方黑客的网络攻击。")
    assert (found.government, found.kind[0], found.level) == ("NO", "condemnation", "L5")


def test_scare_quotes_are_no_words_of_anybody() -> None:
    assert [s.text for s in read("外媒所谓的“中国黑客”又出现了。")] == []


UNDECIDED = [
    "挪威国家安全局表示，黑客攻击来自境外，无法确认是否为中国所为。",
    "挪威国家安全局表示，尚未确定黑客是否受中国政府支持。",
]


@pytest.mark.parametrize("text", UNDECIDED)
def test_what_is_not_known_attributes_nothing(text: str) -> None:
    assert {k for s in read(text) for k in s.kind} & {"attribution"} == set()


MORE_ANSWERS = [
    ("中国外交部发言人说，挪方的黑客指控捕风捉影，罔顾事实。", {"R02", "R06"}),
    ("中国外交部发言人说，网络空间虚拟性强，行为体多样，指控黑客须有完整证据链。", {"R05"}),
    ("中国外交部发言人说，美国才是全球最大的网络攻击策源国，没有资格指控别国。", {"R07"}),
    ("中国外交部发言人说，中国深受黑客攻击之害。", {"R08"}),
    ("中国外交部发言人说，挪方配合盟友炒作黑客，甘当配角。", {"R06", "R09"}),
    ("中国外交部发言人就黑客指控提出严正交涉。", {"R04"}),
    ("中国外交部发言人说，对黑客一事他刚才已经回答过。", {"R14"}),
    ("中国外交部发言人说，打着网络安全的幌子打压中国企业，中方绝不接受。", {"R03", "R06"}),
]


@pytest.mark.parametrize(("text", "codes"), MORE_ANSWERS, ids=[t for t, _ in MORE_ANSWERS])
def test_wordings_of_answers(text: str, codes: set[str]) -> None:
    found = [s for s in read(ACCUSED + text) if s.government == "CN"]
    assert codes <= {c for s in found for c in s.response_codes}


def test_a_statement_goes_on_in_the_sentences_of_its_paragraph_that_speak_for_its_side() -> None:
    said = "挪方的黑客指控纯属无稽之谈。中方一贯坚决反对网络攻击。挪威有关机构仅凭猜测下结论,既不专业也不负责任"
    (found,) = [s for s in read(f"{ACCUSED}中国外交部发言人表示,{said}。") if s.government == "CN"]
    assert found.text == said
    assert {"R01", "R02", "R05"} <= set(found.response_codes)
    (found,) = [
        s for s in read(ACCUSED + "中国外交部发言人说，黑客指控是捏造。港口已恢复运作。") if s.government == "CN"
    ]
    assert found.text == "黑客指控是捏造"


def test_an_accuser_that_condemns_and_warns_does_not_answer() -> None:
    text = "中方对美国政府网络攻击中国港口表示强烈谴责，将采取一切必要措施。"
    (found,) = read(text, speaks_for="CN", role="official")
    assert (found.direction, found.level) == ("accusation", "L6")


def test_a_pronoun_is_the_subject_of_the_clause_before() -> None:
    (found,) = read("立陶宛国防部长约纳斯出席记者会受访，他表示，黑客攻击来自中国境内。")
    assert (found.government, found.text) == ("LT", "黑客攻击来自中国境内")


def test_the_police_of_a_city_outside_the_mainland_are_not_chinas() -> None:
    assert [s.government for s in read("澳門司法警察局表示，黑客冒充政府機關。")] == [None]


def test_what_a_talk_is_about_is_not_said_in_it() -> None:
    (found,) = read(ACCUSED + "中国驻挪威大使馆就挪方指责中国“网络攻击”发表谈话：挪方的说法子虚乌有。")[1:]
    assert (found.text, found.kind) == ("挪方的说法子虚乌有", ("denial",))


def test_words_without_marks_behind_a_colon_go_on_as_long_as_they_answer() -> None:
    text = "中国外交部发言人就挪方的黑客指控回应：美国才是黑客帝国。多国早已揭露其攻击，美方应作出交代。阅读排行。"
    (found,) = read(text)
    assert found.text == "美国才是黑客帝国。多国早已揭露其攻击，美方应作出交代"
    assert {"counter_accusation", "call"} <= set(found.kind)


def test_a_broadcaster_named_after_its_state_is_no_government() -> None:
    found = read("美国有线电视新闻网援引美国官员的话称，中国黑客入侵了港口。共同社报道称，日本也遭黑客攻击。")
    assert {s.government for s in found} <= {None}


def test_whoever_denies_a_charge_does_not_accuse_its_maker() -> None:
    (found,) = read("行政院發言人陸某說，這是中共的認知作戰，駭客指控並非事實，政府不會回應。")
    assert (found.government, found.direction) == ("TW", "response")
    assert {"R02", "R06"} <= set(found.response_codes)


def test_the_other_sides_turn_is_no_part_of_what_was_said_before() -> None:
    (found,) = read("挪威外交部称，该部系统遭黑客攻击。中方反对抹黑，要求拿出证据。")[:1]
    assert (found.government, found.text) == ("NO", "该部系统遭黑客攻击")


REFUSED = ["挪威总理拒绝点名中国黑客。", "挪威总理没有公开指责中国黑客。", "挪威总理未直接点名中国黑客。"]


@pytest.mark.parametrize("text", REFUSED)
def test_a_verb_that_is_taken_back_accuses_nobody(text: str) -> None:
    assert [s for s in read(text) if "attribution" in s.kind] == []


def test_an_answer_to_a_question_on_another_matter_is_no_answer_here() -> None:
    text = (
        "记者：美国宣布对台军售，有何评论？\n\n陆启明：中方对此强烈不满、坚决反对，已提出严正交涉。\n\n"
        "记者：挪威政府称中国黑客入侵其议会，有何评论？\n\n陆启明：挪方没有拿出证据，我们坚决反对。\n\n"
        "追问：能否证实双方就此谈过？\n\n陆启明：我没有可以提供的信息。\n\n"
        "记者：中方是否扣押了一名公民？\n\n陆启明：我不了解你提到的情况。"
    )
    found = read(text, speaks_for="CN", role="official")
    assert [(s.text[:2], s.direction) for s in found] == [
        ("中国", "accusation"),  # what the question tells
        ("挪方", "response"),
        ("我没", "response"),
    ]


def test_the_credit_before_the_news_does_not_speak() -> None:
    (found,) = read("（中央社記者陸某台北8日電）挪威政府指認中國駭客入侵其能源部門。")
    assert found.government == "NO"


SIDE_BY_SIDE = [
    ("美英两国政府指责中国黑客入侵议会。", ("US", "GB")),
    ("日美兩國政府發表聲明，譴責中國的網路攻擊。", ("JP", "US")),
    ("美英澳加新五国网络安全机构发布联合公告，警告中国政府支持的黑客正在攻击路由器。", ("US", "GB", "AU", "CA")),
]


@pytest.mark.parametrize(("text", "governments"), SIDE_BY_SIDE, ids=[t for t, _ in SIDE_BY_SIDE])
def test_states_of_one_character_side_by_side_all_speak(text: str, governments: tuple[str, ...]) -> None:
    assert [s.governments for s in read(text)] == [governments]
