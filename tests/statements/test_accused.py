"""Whom an accusation accuses, and who is named beside: our own sentences."""

from __future__ import annotations

import pytest

from briefing.gazetteer import load
from briefing.model import Article, Statement
from briefing.statements import statements_in


def read(text: str, lang: str = "en") -> list[Statement]:
    article = Article(id="a", title="", text=text, source="s", published="2024-05-02", lang=lang)
    return [s for s in statements_in(article, load()).statements if s.government]


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("Norway accused China of a cyber attack on ports in Denmark and Sweden.", ("CN",)),
        ("Norway accused China and Russia of hacking its ports.", ("CN", "RU")),
        ("Finland, together with Washington, accused China of hacking its parliament.", ("CN",)),
        ("Norway accused China of a hack that breaks the norms agreed at the UN.", ("CN",)),
        ("Norway said Chinese state-backed hackers stole plans for exercises with NATO and the EU.", ("CN",)),
        ("China accused the NSA of cyber attacks on ports that trade with Russia.", ("US",)),
        ("Norway accused Sweden of hacking its parliament.", ("SE",)),
        ("Norway condemned the cyber attack.", ()),
    ],
)
def test_an_accusation_is_about_whom_it_accuses(text: str, accused: tuple[str, ...]) -> None:
    found = [s for s in read(text) if s.direction == "accusation" or not accused]
    assert found
    for s in found:
        assert set(s.about) <= set(accused)
    assert {to for s in found for to in s.about} == set(accused)


def test_an_answer_is_about_everybody_whom_it_names() -> None:
    text = "Norway accused China of hacking its parliament. China rejected the accusations by Norway and Sweden."
    answer = next(s for s in read(text) if s.direction == "response" and s.about)
    assert answer.about == ("NO", "SE")


UNNAMED = {
    "en": [
        "Norway's minister said UNC3886 attacks ports. Norway did not name China.",
        "Norway condemned the cyber attack without blaming China.",
        "Norway said the hack was the work of a skilled group, but declined to blame China.",
        "Norway named the hacking group APT31 but stopped short of accusing China.",
        "Norway named the hacking group APT31 but avoided pointing at China.",
        "Norway refused to say whether China was behind the cyber attack on its ports.",
        "The Norwegian government said it does not know whether China was behind the cyber attack.",
        "Norway said it had no evidence that China was behind the cyber attack.",
    ],
    "de": [
        "Norwegen verurteilte den Cyberangriff, ohne China zu nennen.",
        "Norwegen machte China für den Cyberangriff nicht verantwortlich.",
        "Norwegen teilte mit, es wisse nicht, ob China hinter dem Cyberangriff steckt.",
    ],
    "fr": [
        "La Norvège a condamné la cyberattaque sans nommer la Chine.",
        "La Norvège a dit qu'elle ne sait pas si la Chine est derrière la cyberattaque.",
    ],
    "es": ["Noruega condenó el ciberataque sin nombrar a China."],
    "it": ["La Norvegia ha condannato l'attacco informatico senza nominare la Cina."],
    "pt": ["A Noruega condenou o ciberataque sem nomear a China."],
    "nl": ["Noorwegen veroordeelde de cyberaanval zonder China te noemen."],
    "no": ["Norge fordømte dataangrepet uten å nevne Kina."],
    "da": ["Norge fordømte cyberangrebet uden at nævne Kina."],
    "sv": ["Norge fördömde cyberattacken utan att nämna Kina."],
    "cs": ["Norsko odsoudilo kybernetický útok, aniž by jmenovalo Čínu."],
    "pl": ["Norwegia potępiła cyberatak, nie wymieniając Chin."],
    "ru": ["Норвегия осудила кибератаку, не называя Китай."],
    "zh": ["挪威谴责这次网络攻击，但没有点名中国。", "新加坡表示，不清楚中国是否是网络攻击的幕后黑手。"],
    "ja": ["ノルウェーはサイバー攻撃を非難したが、中国を名指ししなかった。"],
    "ko": ["노르웨이는 사이버 공격을 규탄했지만 중국을 지목하지는 않았다."],
}


@pytest.mark.parametrize(("lang", "text"), [(lang, text) for lang, texts in UNNAMED.items() for text in texts])
def test_whoever_will_not_name_a_state_accuses_none(lang: str, text: str) -> None:
    found = read(text, lang)
    assert found
    assert [s for s in found if "CN" in s.about] == []
    assert {s.level for s in found} <= {"L0", None}


def test_whoever_says_it_in_the_same_breath_accuses() -> None:
    text = "Norway said it does not know whether Russia took part but that China was behind the cyber attack."
    assert ("CN",) in [s.about for s in read(text) if s.direction == "accusation"]


ACKNOWLEDGED = {
    "en": [
        "NATO said it acknowledges the statements by allies such as Canada that attribute the hack to China.",
        "NATO acknowledged allies' statements attributing the cyber attack to Chinese state-backed hackers.",
        "NATO took note of the statements by allies attributing the cyber attack to China.",
        "NATO noted the attribution of the cyber attack by the UK to China.",
        "NATO recognised the findings of its allies, which attribute the cyber attack to China.",
    ],
    "de": ["Die NATO nahm die Erklärungen der Verbündeten zur Kenntnis, die den Cyberangriff China zuschreiben."],
    "fr": [
        "L'OTAN prend acte des déclarations de ses alliés qui attribuent la cyberattaque à la Chine.",
        "L'OTAN a pris acte de l'attribution de la cyberattaque à la Chine par Londres.",
    ],
    "es": ["La OTAN tomó nota de las declaraciones de los aliados que atribuyen el ciberataque a China."],
    "it": [
        "La NATO ha preso atto delle dichiarazioni degli alleati che attribuiscono l'attacco informatico alla Cina."
    ],
    "pt": ["A OTAN tomou nota das declarações dos aliados que atribuem o ciberataque à China."],
    "nl": ["De NAVO neemt kennis van de verklaringen van bondgenoten die de cyberaanval aan China toeschrijven."],
    "no": ["NATO tar til etterretning uttalelsene fra allierte som tilskriver Kina cyberangrepet."],
    "sv": ["Nato noterar de allierades uttalanden som tillskriver Kina cyberattacken."],
    "cs": ["NATO vzalo na vědomí prohlášení spojenců, která kybernetický útok přisuzují Číně."],
    "pl": ["NATO przyjęło do wiadomości oświadczenia sojuszników, którzy przypisują cyberatak Chinom."],
    "ru": ["НАТО приняло к сведению заявления союзников, которые приписывают кибератаку Китаю."],
    "zh": ["北约注意到英国、美国等盟国关于中国政府支持的黑客实施网络攻击的声明。"],
    "ja": ["NATOは、サイバー攻撃を中国によるものとする同盟国の声明に留意すると述べた。"],
}


@pytest.mark.parametrize(("lang", "text"), [(lang, text) for lang, texts in ACKNOWLEDGED.items() for text in texts])
def test_whoever_takes_note_of_others_attribution_makes_none(lang: str, text: str) -> None:
    (found,) = read(text, lang)
    assert (found.government, found.direction, found.level) == ("NATO", "third-party", "L1")


def test_a_verb_of_noting_that_tells_who_did_it_attributes() -> None:
    for verb in ("noted", "acknowledged"):
        (found,) = read(f"Norway {verb} that China was behind the cyber attack on its parliament.")
        assert (found.level, found.about) == ("L4", ("CN",))


def test_what_is_said_beside_a_note_keeps_its_own_kind() -> None:
    text = "NATO acknowledged the statements of its allies that blame China and condemned the cyber attack."
    assert ("condemnation",) in [s.kind for s in read(text)]
