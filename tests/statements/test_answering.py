"""Whose a bare foreign ministry is that answers: told by its words, else it accuses nobody. Speakers are invented."""

from __future__ import annotations

import pytest

from briefing.gazetteer import load
from briefing.model import Article, Statement
from briefing.statements import statements_in

ACCUSED = {
    "en": "Norway accused Chinese state-backed hackers on Monday of breaking into the servers of its parliament.",
    "fr": "La Norvège a accusé lundi des pirates soutenus par l'État chinois d'avoir piraté son parlement.",
    "de": "Norwegen beschuldigte am Montag Hacker im Dienst des chinesischen Staates, das Parlament gehackt zu haben.",
    "es": "Noruega acusó el lunes a piratas respaldados por el Estado chino de un ciberataque contra su Parlamento.",
    "zh": "挪威政府指责中国黑客入侵议会邮件系统。",
    "ja": "ノルウェー政府は、中国政府が支援するハッカーが議会にサイバー攻撃をしたと非難した。",
    "ru": "Норвегия обвинила хакеров, связанных с китайским государством, в кибератаке на парламент.",
}

ANSWERS = [
    ("en", '"This is a smear without any basis in fact," foreign ministry spokesperson Deng Yuehua told a briefing.'),
    ("en", "Foreign ministry spokesperson Deng Yuehua said China opposes all forms of cyber attacks."),
    ("en", "Foreign ministry spokesperson Deng Yuehua said China has never supported hackers."),
    ("en", "Foreign ministry spokesperson Deng Yuehua said the hacking charges were made up."),
    ("en", "Foreign ministry spokesperson Deng Yuehua said Norway should stop its smears against China."),
    ("en", "Foreign ministry spokesman Deng Yuehua accused Norway of spreading disinformation about Chinese hackers."),
    ("en", '"We reject the claim that Chinese hackers were behind it," a foreign ministry spokesperson said.'),
    ("en", "A spokesperson for the foreign ministry rejected the allegations as baseless."),
    ("en", 'Deng Yuehua, a spokesperson for the foreign ministry, said: "We firmly oppose such smears against China."'),
    ("en", "The embassy said the accusations were groundless."),
    ("en", '"We firmly oppose the politicisation of cyber security," foreign ministry spokesperson Deng Yuehua said.'),
    ("fr", "La porte-parole du ministère des Affaires étrangères Deng Yuehua a rejeté des accusations sans fondement."),
    ("fr", "« La Chine s'oppose à toute forme de piratage », a déclaré la porte-parole du ministère des Affaires "
           "étrangères, Deng Yuehua."),
    ("de", "Außenamtssprecherin Deng Yuehua wies die Vorwürfe als haltlos zurück."),
    ("de", "Eine Sprecherin des Außenministeriums wies die Vorwürfe gegen China zurück."),
    ("es", "La portavoz del Ministerio de Exteriores, Deng Yuehua, rechazó las acusaciones infundadas."),
    ("zh", "外交部发言人邓月华表示，这一指控纯属捏造。"),
    ("zh", "外交部发言人邓月华5月2日主持例行记者会时指出，挪方所谓指控毫无事实根据。"),
    ("zh", "外交部发言人邓月华说，中方坚决反对并依法打击一切形式的网络攻击。"),
    ("ja", "外務省の鄧月華報道官は「全くのでっち上げだ」と反論した。"),
    ("ja", "外務省報道官は「中国はあらゆる形のサイバー攻撃に反対する」と述べた。"),
    ("ru", "Официальный представитель МИД Дэн Юэхуа назвала обвинения беспочвенными."),
]  # fmt: skip

# what an accuser may say too, or the accused, or a third
UNDECIDED = [
    "China is a defender of cyber security.",
    "China's denial was absurd.",
    "China's explanations of the hack were false.",
    "Beijing spread disinformation about the hack.",
    "the attack was absurd and irresponsible.",
    "claims by China that Norway made up the hack were baseless.",
    "the statement of China was groundless.",
    "China must stop lying about its hackers.",
]


def said(lang: str, text: str, before: str | None = None) -> list[Statement]:
    """What is said after the accusation."""
    lead = (ACCUSED[lang] if before is None else before) + "\n\n"
    article = Article(id="a", title="", text=lead + text, source="s", published="2024-05-02", lang=lang)
    return [s for s in statements_in(article, load()).statements if s.start >= len(lead)]


@pytest.mark.parametrize(("lang", "text"), ANSWERS)
def test_a_bare_office_answers_for_the_state_that_its_words_defend(lang: str, text: str) -> None:
    found = said(lang, text)
    assert {(s.government, s.direction) for s in found} == {("CN", "response")}
    assert any("its words answer for CN" in s.why["party"] for s in found)
    assert any(set(s.response_codes) for s in found)


@pytest.mark.parametrize("words", UNDECIDED)
def test_words_that_decide_nothing_are_nobodys_accusation(words: str) -> None:
    found = said("en", f"Foreign ministry spokesperson Kari Lund said {words}")
    assert {(s.government, s.direction, s.level) for s in found} == {(None, "third-party", None)}


@pytest.mark.parametrize("who", ["Deng Yuehua", "a spokesperson", "a woman on the telephone"])
def test_what_nobody_known_denies_is_no_accusation(who: str) -> None:
    [found] = said("en", f'"China opposes and cracks down on all cyber attacks," {who} said.')
    assert (found.government, found.direction, found.level) == (None, "third-party", None)


def test_a_dateline_gives_no_denial_to_the_accuser() -> None:
    before = "OSLO - The Norwegian government said on Monday that Chinese state-backed hackers read its mail."
    [answer] = said("en", 'Foreign ministry spokesperson Deng Yuehua said: "We reject the accusations."', before)
    assert (answer.government, answer.speaker, answer.direction) == ("CN", "Deng Yuehua", "response")


def test_the_ministry_named_before_stays_the_accusers() -> None:
    before = "Norway's foreign ministry accused Chinese state-backed hackers of breaking into its servers."
    [answer] = said("en", "The foreign ministry rejected criticism that it had been slow.", before)
    assert answer.government == "NO"


@pytest.mark.parametrize("who", ["A foreign ministry spokesperson", "The foreign ministry"])
def test_who_plainly_accuses_still_does(who: str) -> None:
    [charge] = said("en", f"{who} said Chinese state-backed hackers had crossed a line.")
    assert (charge.direction, charge.level) == ("accusation", "L4")
    assert charge.government != "CN"


def test_a_state_that_accuses_first_is_not_defended_by_a_bare_office() -> None:
    before = "China accused Norway on Monday of hacking a laboratory."
    [denial] = said("en", "A foreign ministry spokesperson said the accusations were groundless.", before)
    assert denial.government != "CN"
    assert denial.direction != "accusation"


def test_a_quotation_that_goes_on_may_tell_whose_the_office_is() -> None:
    begin = '"Norway is good at telling tales," foreign ministry spokesperson Deng Yuehua said.'
    *_, last = said("en", begin + ' "These accusations are groundless."')
    assert (last.government, last.direction) == ("CN", "response")


def test_charges_that_are_made_up_are_brought_by_nobody() -> None:
    found = said("en", "The Chinese embassy said the hacking charges were made up.")
    assert {(s.government, s.direction) for s in found} == {("CN", "response")}
