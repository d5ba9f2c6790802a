"""Sentences of our own in the languages that have a cue table."""

from __future__ import annotations

import pytest

from briefing.gazetteer import load
from briefing.model import Article
from briefing.statements import statements_in

CASES = [
    ("fr", "La France a condamné mardi le piratage mené par des pirates chinois.", "FR", "condemnation"),
    ("fr", "La Norvège et la Suède accusent la Chine d'espionnage informatique et de piratage.", "NO", "attribution"),
    ("fr", "L'ambassade de Chine en France a rejeté des accusations de piratage sans fondement.", "CN", "denial"),
    ("fr", "Selon le gouvernement britannique, ces cyberattaques sont liées à la Chine.", "GB", "attribution"),
    ("de", "Deutschland verurteilte den Cyberangriff aus China.", "DE", "condemnation"),
    ("de", "Die chinesische Botschaft in Berlin wies die Hackervorwürfe als haltlos zurück.", "CN", "denial"),
    ("de", "China bestreitet den Hackerangriff.", "CN", "denial"),
    ("es", "Noruega acusó a China de un ciberataque.", "NO", "attribution"),
    ("no", "Kinas ambassade svarte på hackeranklagene ved å etterlyse bevis.", "CN", "demand_evidence"),
    # the verb closes its clause, a particle stands behind, an apposition stands between, the agent follows
    ("de", "Die schwedische Regierung hat den Hackerangriff der chinesischen Gruppe verurteilt.", "SE", "condemnation"),
    ("de", "Die schwedische Regierung lastet den Diebstahl chinesischen Staatshackern an.", "SE", "attribution"),
    ("fr", "La ministre belge de la Mer, Aude Sorel, a imputé le piratage à la Chine.", "BE", "attribution"),
    ("fr", "Deux pirates chinois ont été sanctionnés par le Canada pour des cyberattaques.", "CA", "sanction"),
    ("es", "Dos piratas chinos fueron sancionados por Noruega por un ciberataque.", "NO", "sanction"),
    ("es", "El Gobierno noruego publicó una guía contra el malware de un grupo chino.", "NO", "advisory"),
    ("cs", "Švédské ministerstvo vnitra odmítlo komentovat hackerský útok z Číny.", "SE", "no_comment"),
    ("es", "La portavoz sueca declinó pronunciarse sobre el ciberataque de China.", "SE", "no_comment"),
    ("es", "China niega el ciberataque y habla de calumnias.", "CN", "denial"),
    ("cs", "České ministerstvo zahraničí uvedlo, že za kybernetickým útokem stojí Čína.", "CZ", "attribution"),
    ("cs", "Česká vláda označila Čínu za odpovědnou za kyberútok.", "CZ", "attribution"),
    ("cs", "Česká vláda předvolala kvůli kyberútoku čínského velvyslance.", "CZ", "condemnation"),
    ("cs", "Česká vláda odsoudila kybernetický útok Číny.", "CZ", "condemnation"),
    ("cs", "Čínské velvyslanectví odmítlo nepodložená obvinění z kybernetického útoku.", "CN", "denial"),
    ("zh", "挪威政府指责中国黑客入侵议会邮件系统。", "NO", "attribution"),
    ("zh", "中国驻挪威大使馆表示，网络攻击的指控纯属捏造。", "CN", "denial"),
    ("zh", "中方敦促美方停止网络攻击。", "CN", "call"),
    ("no", "Den norske regjeringen sier at Kina står bak dataangrepet.", "NO", "attribution"),
    ("nn", "Kina avviser skuldingane om hacking som grunnlause.", "CN", "denial"),
    ("pt", "A embaixada da China em Lisboa nega o ciberataque e rejeita alegações infundadas.", "CN", "denial"),
    ("it", "Il governo italiano ha condannato l'attacco informatico della Cina.", "IT", "condemnation"),
    ("sk", "Čína odmietla obvinenia z kyberútoku.", "CN", "denial"),
    ("nl", "Nederland beschuldigt China van een hack.", "NL", "attribution"),
    ("ru", "Китай отверг обвинения в кибератаках.", "CN", "denial"),
    ("ja", "日本政府は中国のハッカーがサイバー攻撃に関与したと発表した。", "JP", "attribution"),
    ("ja", "中国外務省の報道官はサイバー攻撃の指摘を事実無根と反論した。", "CN", "denial"),
]


@pytest.mark.parametrize(("lang", "text", "government", "kind"), CASES)
def test_sentence(lang: str, text: str, government: str, kind: str) -> None:
    article = Article(id="a", title="", text=text, source="s", lang=lang)
    found = statements_in(article, load()).statements
    assert any(s.government == government and kind in s.kind for s in found), [
        (s.governments, s.kind, s.text, dict(s.why)) for s in found
    ]
    allowed = {government} | ({"SE"} if "Suède" in text else set())
    assert {g for s in found for g in s.governments} <= allowed
    assert all(article.text[s.start : s.end] == s.text for s in found)


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("fr", "La ministre belge de la Mer, Aude Sorel, a imputé le piratage à la Chine.", "Aude Sorel"),
        ("es", "El ministro sueco Nils Quill condenó el ciberataque de China.", "Nils Quill"),
    ],
)
def test_a_name_behind_its_office_is_the_speaker(lang: str, text: str, speaker: str) -> None:
    found = statements_in(Article(id="a", title="", text=text, source="s", lang=lang), load()).statements
    assert [s.speaker for s in found if s.governments] == [speaker]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Deux pirates ont été accusés de piratage visant la Chine."),  # a passive that names nobody
        ("de", "Hacker sollen in China und in Norwegen Server angegriffen haben."),
        ("es", "El ciberataque contra la Noruega fue denunciado."),
    ],
)
def test_patients_and_places_say_nothing(lang: str, text: str) -> None:
    found = statements_in(Article(id="a", title="", text=text, source="s", lang=lang), load()).statements
    assert not [s for s in found if s.governments]
