"""Frames that the tables of several languages share: who else speaks, relative clauses, objects before their verb."""

from __future__ import annotations

import pytest

from briefing.gazetteer import load
from briefing.model import Article, Statement
from briefing.statements import statements_in


def read(lang: str, text: str) -> tuple[Statement, ...]:
    return statements_in(Article(id="a", title="", text=text, source="s", lang=lang), load()).statements


def spoke(statements: tuple[Statement, ...]) -> set[str]:
    return {g for s in statements for g in s.governments}


@pytest.mark.parametrize(
    ("lang", "text", "government"),
    [
        ("de", "Das BSI hat gemeinsam mit der NSA eine Warnung vor chinesischen Hackern veröffentlicht.", "US"),
        ("es", "El CNI publicó junto con la NSA una guía contra piratas informáticos chinos.", "US"),
        ("it", "L'intelligence italiana ha pubblicato insieme alla NSA un avviso sugli hacker cinesi.", "US"),
        ("cs", "NÚKIB vydal společně s FBI varování před čínskými hackery.", "US"),
        ("pl", "ABW wydała wraz z NSA ostrzeżenie przed chińskimi hakerami.", "US"),
    ],
)
def test_those_who_act_together_speak_both(lang: str, text: str, government: str) -> None:
    heard = [s for s in read(lang, text) if government in s.governments]
    assert ["advisory" in s.kind for s in heard[:1]] == [True]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "L'intelligence italiana ha firmato l'avviso della NSA sugli hacker cinesi."),
        ("cs", "NÚKIB podepsal varování americké NSA před čínskými hackery."),
        ("es", "El Gobierno chileno respaldó la alerta de la NSA sobre piratas informáticos chinos."),
    ],
)
def test_a_warning_that_is_signed_is_also_its_makers(lang: str, text: str) -> None:
    assert any("US" in s.governments and "advisory" in s.kind for s in read(lang, text))


@pytest.mark.parametrize(
    ("lang", "text", "government"),
    [
        ("es", "Perú, que acusó a piratas informáticos chinos, presentó una denuncia.", "PE"),
        ("fr", "Le gouvernement belge, qui accuse des pirates informatiques chinois, a saisi la justice.", "BE"),
        ("de", "Norwegen, das chinesische Hacker beschuldigt, zog seinen Botschafter ab.", "NO"),
        ("cs", "Polsko, které z útoku obvinilo čínské hackery, žádá vysvětlení.", "PL"),
    ],
)
def test_a_relative_clause_tells_what_the_name_before_it_says(lang: str, text: str, government: str) -> None:
    assert any(government in s.governments and "attribution" in s.kind for s in read(lang, text))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "La Belgique enquête sur le groupe APT31, qui accuse la Norvège de piratage."),
        ("fr", "« Des mensonges », selon lequel les États-Unis mènent des cyberattaques."),
        ("es", "Noruega estudia un libro, que acusa a China de espionaje."),
    ],
)
def test_a_relative_clause_on_something_else_is_nobodys(lang: str, text: str) -> None:
    assert spoke(read(lang, text)) <= {"BE"}


@pytest.mark.parametrize(
    ("lang", "text", "government"),
    [
        ("de", "Norwegen hat China am Montag beschuldigt, das Hafenamt gehackt zu haben.", "NO"),
        ("nl", "Noorwegen heeft China maandag beschuldigd van het hacken van een haven.", "NO"),
        ("cs", "Norsko Čínu v pondělí obvinilo, že hackeři pronikli do přístavu.", "NO"),
    ],
)
def test_an_object_between_the_subject_and_its_verb_is_who_is_accused(lang: str, text: str, government: str) -> None:
    heard = [s for s in read(lang, text) if government in s.governments]
    assert [("attribution" in s.kind, s.direction) for s in heard[:1]] == [(True, "accusation")]


@pytest.mark.parametrize(
    ("lang", "text", "government"),
    [
        ("es", "«Fue un ciberataque chino», explicó Jimena Arce, ministra del Interior de Perú.", "PE"),
        (
            "fr",
            "« C'est une cyberattaque chinoise », a déclaré à la presse Luce Arnal, ministre belge de la Défense.",
            "BE",
        ),
        ("it", "«È un attacco informatico cinese», ha detto Piera Sarti, ministra degli Esteri della Norvegia.", "NO"),
        ("es", "Jimena Arce, ministra del Interior de Perú, acusó a piratas informáticos chinos.", "PE"),
    ],
)
def test_an_unlisted_person_speaks_by_the_office_beside_the_name(lang: str, text: str, government: str) -> None:
    assert government in spoke(read(lang, text))


def test_reported_speech_goes_on_in_the_subjunctive() -> None:
    text = (
        "Die chinesische Botschaft wies die Vorwürfe der Cyberspionage zurück. China sei selbst Opfer von Hackern. "
        "Man verlange Beweise."
    )
    codes = {c for s in read("de", text) if "CN" in s.governments for c in s.response_codes}
    assert {"R01", "R08"} <= codes


def test_what_is_told_right_behind_the_verb_to_be_old_is_background() -> None:
    text = (
        "Unos piratas informáticos chinos entraron en el puerto. China ha negado en reiteradas ocasiones el espionaje."
    )
    assert all(s.background for s in read("es", text) if "CN" in s.governments)


def test_a_bare_office_is_not_at_home_where_only_another_state_is_told_of() -> None:
    text = (
        "Za kybernetickým útokem stojí Čína, uvedla německá vláda. Ministryně vnitra Ilse Moorbachová útok odsoudila."
    )
    assert spoke(read("cs", text)) == {"DE"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Frage: Macht die Bundesregierung China für den Hackerangriff verantwortlich?"),
        ("fr", "Question : la Chine est-elle responsable de la cyberattaque, accuse la presse ?"),
        ("cs", "Otázka: Obviňuje Česko Čínu z kybernetického útoku?"),
        ("es", "Pregunta: ¿Acusa España a China del ciberataque?"),
    ],
)
def test_a_question_in_a_transcript_is_nobodys_words(lang: str, text: str) -> None:
    assert read(lang, text) == ()


def test_a_list_goes_on_with_a_name_that_no_table_holds() -> None:
    text = "Argentina, Chile y Zamundia condenaron los ciberataques de piratas chinos."
    assert spoke(read("es", text)) == {"AR", "CL"}


@pytest.mark.parametrize(
    ("lang", "text", "governments"),
    [
        ("es", "Perú acusó a China de un ciberataque. El canciller Evelio Arce exigió explicaciones a Pekín.", {"PE"}),
        ("de", "Finnland warf China den Hackerangriff vor. Innenministerin Aino Kallio forderte Peking auf.", {"FI"}),
    ],
)
def test_a_bare_minister_behind_the_words_of_the_only_state_named_is_its_own(
    lang: str, text: str, governments: set[str]
) -> None:
    ministers = [s for s in read(lang, text) if s.speaker and ("Arce" in s.speaker or "Kallio" in s.speaker)]
    assert [set(s.governments) for s in ministers] == [governments]


def test_a_bare_minister_is_nobodys_where_two_states_are_named() -> None:
    text = "Perú y Chile acusaron a China de un ciberataque. El canciller Evelio Arce exigió explicaciones a Pekín."
    assert all(not s.governments for s in read("es", text) if s.speaker and "Arce" in s.speaker)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "La Cina respinge le accuse di spionaggio informatico e chiede all'Italia di fornire prove."),
        ("nl", "China verwerpt de beschuldigingen van cyberspionage en eist bewijs van Nederland."),
        ("ru", "Китай отверг обвинения в кибершпионаже и потребовал доказательств."),
    ],
)
def test_who_calls_for_evidence_demands_evidence_and_nothing_else(lang: str, text: str) -> None:
    demands = [s for s in read(lang, text) if "demand_evidence" in s.kind]
    assert [s.kind for s in demands] == [("demand_evidence",)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Frankreich, Deutschland und die USA sind Ziele chinesischer Hacker, warnte die Firma Nordwall."),
        ("fr", "Des pirates chinois ont visé la France, l'Allemagne et les États-Unis, avertit la société Nordwall."),
        ("es", "Piratas chinos atacaron a España, Francia y Estados Unidos, advirtió la empresa Nordwall."),
        ("cs", "Čínští hackeři napadli Česko, Německo a Spojené státy, varovala firma Nordwall."),
        ("it", "L'Italia è stata colpita da un attacco informatico che gli esperti attribuiscono alla Cina."),
        ("nl", "Een oud-minister beschuldigt China van cyberspionage tegen Nederland."),
    ],
)
def test_states_that_were_struck_and_former_ministers_say_nothing(lang: str, text: str) -> None:
    assert spoke(read(lang, text)) == set()


def test_an_organ_of_the_accused_ends_the_source_before_it() -> None:
    text = (
        "Según el Departamento de Justicia de Estados Unidos, el Ministerio de Seguridad Pública y el Ministerio de "
        "Seguridad del Estado de China pagaron a piratas informáticos."
    )
    found = statements_in(Article(id="a", title="", text=text, source="s", lang="es"), load()).statements
    assert "CN" not in {g for s in found for g in s.governments}


def test_police_of_a_city_speak_for_its_state_in_any_language() -> None:
    text = "La polizia di Harbin ha annunciato che tre agenti americani sono accusati di attacchi informatici."
    found = statements_in(Article(id="a", title="", text=text, source="s", lang="it"), load()).statements
    assert {g for s in found for g in s.governments} == {"CN"}


def test_a_ministry_for_foreign_services_is_not_theirs() -> None:
    text = (
        "Noorwegen meldt een cyberaanval. Het bedrijf werkt volgens het ministerie voor Chinese inlichtingendiensten."
    )
    found = statements_in(Article(id="a", title="", text=text, source="s", lang="nl"), load()).statements
    assert "CN" not in {g for s in found for g in s.governments}
