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
    # a subject behind its verb: after an adverb, a content, a quotation; at the beginning in Arabic
    ("de", "Am Dienstag verurteilte die norwegische Regierung den Cyberangriff aus China.", "NO", "condemnation"),
    ("de", "Der Cyberangriff kam aus China. Das teilte die norwegische Regierung mit.", "NO", "attribution"),
    ("de", "Hinter dem Hackerangriff steckt China, so das norwegische Außenministerium.", "NO", "attribution"),
    ("cs", "„Za kyberútokem stojí Čína,“ uvedla norská ministryně obrany Anna Viková.", "NO", "attribution"),
    ("es", "China está detrás del ciberataque. Así lo afirmó el Gobierno noruego.", "NO", "attribution"),
    ("nl", "Dinsdag veroordeelde de Noorse regering de hack door China.", "NO", "condemnation"),
    ("fr", "« C'est une attaque de la Chine », a dénoncé le ministre norvégien.", "NO", "condemnation"),
    # sources, agents, participles without an auxiliary
    ("de", "Der Regierung in Peking zufolge sind die Hackervorwürfe haltlos.", "CN", "denial"),
    ("de", "Nach Angaben des norwegischen Außenministeriums steckt China hinter dem Angriff.", "NO", "attribution"),
    ("de", "Chinesische Hacker wurden am Montag von Norwegen wegen Cyberspionage angeklagt.", "NO", "indictment"),
    ("fr", "Selon un rapport du gouvernement norvégien, la Chine est liée au piratage.", "NO", "attribution"),
    ("fr", "Des pirates chinois, accusés par la Norvège de cyberattaques, sont en fuite.", "NO", "attribution"),
    ("es", "China fue acusada por Noruega de un ciberataque.", "NO", "attribution"),
    # an office by its seat, by its place at the beginning, by its owner in the genitive
    ("fr", "À Oslo, le ministère des Affaires étrangères a dénoncé une cyberattaque chinoise.", "NO", "condemnation"),
    ("ru", "Накануне МИД Норвегии обвинил Китай в кибератаке.", "NO", "attribution"),
    ("cs", "Ministerstvo zahraničí Číny odmítlo obvinění z kyberútoku.", "CN", "denial"),
    ("pl", "W poniedziałek rząd Norwegii oskarżył Chiny o cyberatak.", "NO", "attribution"),
    ("sv", "Den norska regeringen anklagar Kina för dataintrånget.", "NO", "attribution"),
    ("da", "Den norske regering anklager Kina for hackerangrebet.", "NO", "attribution"),
    ("uk", "МЗС Норвегії звинуватило Китай у кібератаці.", "NO", "attribution"),
    ("ar", "اتهمت النرويج الصين بشن هجوم إلكتروني.", "NO", "attribution"),
    ("el", "Η Νορβηγία κατηγόρησε την Κίνα για κυβερνοεπίθεση.", "NO", "attribution"),
    ("tr", "Norveç, Çin'i siber saldırıyla suçladı.", "NO", "attribution"),
    ("ur", "چین نے ہیکنگ کے الزامات مسترد کر دیے۔", "CN", "denial"),
    ("fi", "Norja syytti Kiinaa kyberhyökkäyksestä.", "NO", "attribution"),
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
    ("lang", "text", "quote"),
    [
        ("fr", "« Ce piratage chinois est grave », a dit le ministre norvégien.", "Ce piratage chinois est grave"),
        ("de", "»Der Hackerangriff kam aus China«, sagte der norwegische Minister.", "Der Hackerangriff kam aus China"),
        ("es", "«El ciberataque vino de China», dijo el ministro noruego.", "El ciberataque vino de China"),
    ],
)
def test_words_between_guillemets_are_quoted(lang: str, text: str, quote: str) -> None:
    found = statements_in(Article(id="a", title="", text=text, source="s", lang=lang), load()).statements
    assert [(s.governments, s.quote) for s in found] == [(("NO",), quote)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Deux pirates ont été accusés de piratage visant la Chine."),  # a passive that names nobody
        ("de", "Hacker sollen in China und in Norwegen Server angegriffen haben."),
        ("es", "El ciberataque contra la Noruega fue denunciado."),
        # who holds the office no more, who only studies or sells to the state, an unknown subject before a state's name
        ("de", "Ein Experte der chinesischen Botschaft beschuldigte die USA eines Hackerangriffs."),
        ("de", "Am Montag verurteilte die Firma China wegen eines Cyberangriffs."),
        ("de", "Der frühere deutsche Außenminister Karl Tannhof beschuldigte China eines Cyberangriffs."),
        ("fr", "Un expert du ministère chinois des Affaires étrangères a accusé les États-Unis de piratage."),
        ("fr", "L'ancien ministre français des Affaires étrangères, Paul Trévise, a accusé la Chine de piratage."),
        ("fr", "Des pirates, accusés par la presse de travailler pour la Chine, sont en fuite."),
        ("es", "Un experto de la embajada china acusó a Estados Unidos de un ciberataque."),
        ("es", "Ayer acusó a China de un ciberataque."),
        ("cs", "Expert čínského velvyslanectví obvinil Spojené státy z kybernetického útoku."),
        ("cs", "Včera odsoudila opozice Čínu za hackerský útok."),
        ("it", "L'ex ministro degli Esteri italiano Carlo Verri ha accusato la Cina di un attacco hacker."),
        ("pt", "Ontem acusou a China de um ciberataque."),
        ("nl", "Een onderzoeker van de Chinese ambassade beschuldigde de Verenigde Staten van een hack."),
        ("no", "På mandag fordømte selskapet Kina for dataangrepet."),
        ("sv", "Den tidigare svenska utrikesministern anklagade Kina för dataintrång."),
        ("pl", "Chińska firma Talwiatr odrzuciła oskarżenia o cyberatak."),
        ("ru", "Бывший министр иностранных дел Норвегии обвинил Китай в кибератаке."),
        ("de", "Der China-Experte Karl Rehm sagte, der Cyberangriff sei raffiniert."),
        ("ru", "Китай обвинили в кибератаке на Норвегию."),
        ("tr", "Çin devlet televizyonu siber saldırının arkasında Washington olduğunu söyledi."),
        ("el", "Χθες η εταιρεία κατηγόρησε την Κίνα για κυβερνοεπίθεση."),
        ("tr", "Şirket, Çin'i siber saldırıdan sorumlu tuttu."),
        ("ar", "اتهمت الشركة الصين بهجوم إلكتروني."),
    ],
)
def test_patients_and_places_say_nothing(lang: str, text: str) -> None:
    found = statements_in(Article(id="a", title="", text=text, source="s", lang=lang), load()).statements
    assert not [s for s in found if s.governments]
