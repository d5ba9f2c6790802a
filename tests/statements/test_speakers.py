"""Who speaks, and for which government: offices, names, appositions, second mentions, and who speaks for none."""

from __future__ import annotations

import pytest

from briefing.gazetteer import load
from briefing.model import Article, Statement
from briefing.statements import statements_in

SAID = "said on Tuesday that Chinese hackers had broken into the mail server of a harbour."
WE = "were behind the raid on the harbour's mail server."  # what an accuser says


def read(text: str, *, speaks_for: str | None = None) -> tuple[Statement, ...]:
    role = "official" if speaks_for else "press"
    article = Article(
        id="a", title="", text=text, source="s", published="2031-05-06", lang="en", speaks_for=speaks_for, role=role
    )
    return statements_in(article, load()).statements


def governments(found: tuple[Statement, ...]) -> set[str]:
    return {g for s in found for g in s.governments}


def last(text: str) -> set[str]:
    """The governments of the statement that ends last."""
    found = read(text)
    assert found, text
    return {*max(found, key=lambda s: (s.end, s.start)).governments}


@pytest.mark.parametrize(
    ("speaker", "expected"),
    [
        ("Ireland's National Cyber Security Centre", "IE"),
        ("Tokyo Metropolitan Police", "JP"),
        ("The Australian Federal Police", "AU"),
        ("The Swedish Prosecution Authority", "SE"),
        ("The Italian Data Protection Authority", "IT"),
        ("The Estonian Internal Security Service", "EE"),
        ("South Korea's National Police Agency", "KR"),
        ("Police in the Chinese city of Lanzhou", "CN"),
        ("Police in Harbin", "CN"),
        ("Guangzhou's public security bureau", "CN"),
        ("The public security bureau of Xiamen", "CN"),
        ("Prosecutors in Milan", "IT"),
        ("Osaka police", "JP"),
        ("Hu Mei-ling of Taiwan's foreign ministry", "TW"),
        ("The Foreign, Commonwealth and Development Office", "GB"),
        ("The Information, Communications and Electronic Force Command", "TW"),
        ("Union Home Minister Asha Verma", "IN"),
        ("The foreign ministry in Beijing", "CN"),
        ("Authorities in Beijing", "CN"),
        ("The cabinet in Oslo", "NO"),
        ("China's embassy to Belgium", "CN"),
        ("The Chinese mission to the EU", "CN"),
        ("Beijing's ambassador in Ottawa", "CN"),
        ("The Danish ambassador to China", "DK"),
        ("US officials", "US"),
        ("A senior US administration official", "US"),
        ("Two US officials familiar with the matter", "US"),
        ("Norwegian Justice Minister Kari Dahl", "NO"),
        ("Poland's minister for digital affairs, Ryszard Wolny,", "PL"),
        ("Mrs Holmquist, Denmark's defence minister,", "DK"),
        ("Jana Kovarova, who heads the Czech cyber agency,", "CZ"),
        ("Qiu Ruolin of China's Ministry of Foreign Affairs", "CN"),
        ("A spokesman for the Chinese foreign ministry, Qiu Ruolin,", "CN"),
        ("Qiu Ruolin, a spokesperson for the foreign ministry in Beijing,", "CN"),
        ("The foreign ministers of Estonia, Latvia and Lithuania", "EE LV LT"),
        ("Denmark together with Norway and Sweden", "DK NO SE"),
        ("Denmark, together with Norway and Sweden,", "DK NO SE"),
    ],
)
def test_an_office_with_its_country(speaker: str, expected: str) -> None:
    assert governments(read(f"{speaker} {SAID}")) == {*expected.split()}


@pytest.mark.parametrize(
    ("speaker", "party"),
    [
        ("Chinese state television", "media"),
        ("The Danish newspaper Nordposten", "media"),
        ("A German magazine", "media"),
        ("China's state news agency", "media"),
        ("Mandrake Security, a Californian company,", "company"),
        ("The security company Kestrel Point", "company"),
        ("Researchers at Kestrel Point", "company"),
        ("Kestrel Point, the French firm that cleaned the servers,", "company"),
        ("Researchers at the University of Oslo", "group"),
        ("Chinese hackers", "group"),
        ("A professor from Denmark", "group"),
        ("The former Danish defence minister", "group"),
        ("Western officials", "anonymous"),
        ("European diplomats", "anonymous"),
        ("European officials in Washington", "anonymous"),
        ("Company officials in Washington", "anonymous"),
        ("Embassy officials in Washington", "anonymous"),
        ("Diplomats in Washington", "anonymous"),
        ("The embassy in London", "anonymous"),
        ("An ambassador in Beijing", "anonymous"),
        ("A minister in Brussels", "anonymous"),
        ("A Rome landlord", "anonymous"),
    ],
)
def test_who_speaks_for_no_government(speaker: str, party: str) -> None:
    found = read(f"{speaker} {SAID}")
    assert [(s.party, s.governments) for s in found] == [(party, ())]


@pytest.mark.parametrize(
    "speaker",
    [
        "The Danish Chamber of Commerce",
        "The Japanese Business Federation",
        "The American Hospital Association",
        "The Danish Seafood Council",
        "The British Library",
        "The Bank of Spain",
        "A critic of the Norwegian government",
        "The lawyer of the Norwegian government",
        "The Danish opposition",
        "A Norwegian hospital",
        "The Norwegian Shipowners' Association",
        "A Chinese think tank",
    ],
)
def test_a_country_beside_a_private_body_is_no_government(speaker: str) -> None:
    assert not governments(read(f"{speaker} {SAID}"))


@pytest.mark.parametrize(
    "office",
    [
        "Defence minister Freja Holmquist",
        "Public safety minister Freja Holmquist",
        "The foreign secretary",
        "The interior ministry",
        "Prosecutors",
        "The intelligence services",
        "The government",
        "The foreign ministry",
    ],
)
def test_a_bare_office_belongs_to_the_only_country_named_beside_the_accused(office: str) -> None:
    text = "Mail of a Danish harbour was stolen in March."
    assert last(f"{text}\n\n{office} {SAID}") == {"DK"}
    assert not last(f"{text} A Norwegian port was hit as well.\n\n{office} {SAID}")


@pytest.mark.parametrize(
    "office",
    ["Foreign ministry spokesperson Qiu Ruolin", "A spokesman", "The embassy", "The director"],
)
def test_an_office_that_may_answer_for_the_accused_is_nobodys(office: str) -> None:
    assert not last(f"Mail of a Danish harbour was stolen in March.\n\n{office} {SAID}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We have nothing to share," foreign ministry spokesperson Qiu Ruolin told reporters in Beijing.', "CN"),
        ('"We deny the hack," foreign ministry spokesperson Qiu Ruolin said at a regular briefing in Beijing.', "CN"),
        ('"We deny the hack," chief cabinet secretary Kenta Morishige said in Tokyo.', "JP"),
        ('"We deny the hack," defence minister Freja Holmquist said in Beijing.', ""),
    ],
)
def test_the_seat_where_an_office_speaks(text: str, expected: str) -> None:
    about = "Mail of a Danish harbour was stolen in March." if "Tokyo" not in text else "A Japanese port was hacked."
    assert last(f"{about} {text}") == {*expected.split()}


def test_the_seat_goes_before_the_dateline() -> None:
    text = "SEOUL - Servers of a harbour were wiped by hackers in April.\n\n"
    spoken = '"We are not aware of the hack," foreign ministry spokesperson Tan Zhikai said in Beijing.'
    assert last(text + spoken) == {"CN"}


DANES = "The Danish government said that Chinese hackers had read its mail."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"China's embassy in Copenhagen denied the hack. A spokesperson {SAID}", "CN"),
        (f"Kestrel Point, a security company, found the hack. A spokesperson {SAID}", ""),
        (f"Norway's NSM and Denmark's CFCS looked into the hack. The two agencies {SAID}", "NO DK"),
        (f"A hack hit a Canadian carrier, the country's cyber agency {SAID}", "CA"),
        (f"New Zealand complained to the Chinese government; the country's intelligence services {SAID}", "NZ"),
        (f"China was accused by Denmark; the country's foreign ministry {SAID}", ""),
        ("China is a victim of hackers too, and its mission to the EU denied the charge of hacking.", "CN"),
        (f"{DANES} Its British counterpart {SAID}", "GB"),
        (f"Denmark's defence minister, Freja Holmquist, met reporters on the quay. She {SAID}", "DK"),
        (f"Denmark's defence minister, Freja Holmquist, met reporters on the quay. Holmquist {SAID}", "DK"),
        (f"Freja Holmquist, Denmark's defence minister, met reporters on the quay. Holmquist {SAID}", "DK"),
        (f"Freja Holmquist, who keeps bees, met the Danish defence minister on the quay. Holmquist {SAID}", ""),
        (f"A router in Harbin stopped, and the city's police {SAID}", "CN"),
        (f"A hack hit a bank in Osaka; the city's police {SAID}", "JP"),
        (f"A router in Harbin stopped, and the city's tram company {SAID}", ""),
        (f"{DANES} The opposition {SAID}", ""),
    ],
)
def test_second_mentions(text: str, expected: str) -> None:
    assert last(text) == {*expected.split()}


def test_a_spokesperson_with_a_name_is_not_the_one_of_another_ministry() -> None:
    text = f"A spokesperson for the Danish foreign ministry {SAID} Foreign ministry spokesperson Qiu Ruolin {SAID}"
    assert [s.governments for s in read(text)] == [("DK",), ()]


def test_the_institution_of_the_gazetteer_is_told_apart_from_the_government() -> None:
    (minister,) = read(f"The Czech foreign minister {SAID}")
    (cabinet,) = read(f"The Czech government {SAID}")
    assert minister.institution == load().by_kind["CZ", "foreign-ministry"].key
    assert cabinet.institution is None


def test_a_name_in_apposition_is_the_speaker() -> None:
    (told,) = read(f"The EU's foreign policy chief, Marta Oliveira-Lund, {SAID}")
    assert (told.governments, told.speaker) == (("EU",), "Marta Oliveira-Lund")


@pytest.mark.parametrize(
    ("office", "government"),
    [
        ("Police in Harbin", "CN"),
        ("The Guangzhou public security bureau", "CN"),
        ("Prosecutors in Osaka", "JP"),
        ("The city council of Harbin", ""),
        ("A hospital in Osaka", ""),
    ],
)
def test_local_organs_of_a_state_speak_for_it(office: str, government: str) -> None:
    found = last(f"Servers were hacked in May.\n\n{office} said that American hackers had broken in.")
    assert found == ({government} if government else set())


def test_the_source_of_a_report_has_its_seat() -> None:
    assert last("According to the police in Harbin, American hackers had broken into the servers.") == {"CN"}


def test_members_of_an_alliance_are_not_the_alliance() -> None:
    assert last("All UN members said that the hack broke the norms.") == set()
    assert last("The EU and its members said that Chinese hackers had broken the norms.") == {"EU"}


def test_for_many_years_is_no_subject() -> None:
    assert last("The American government has for well over ten years accused Chinese hackers of theft.") == {"US"}


def test_a_name_that_one_country_alone_lists_needs_no_country_beside() -> None:
    assert last("The Justice Department said that Chinese hackers had read its mail.") == {"US"}
    assert last("The Council said that Chinese hackers had read its mail.") == set()
    assert last("The EU was hacked. The Council said that Chinese hackers had read its mail.") == {"EU"}
