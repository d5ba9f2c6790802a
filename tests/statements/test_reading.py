"""What the reading of a whole article must hold: spans, speakers over sentences, official texts, rewrites, the gate."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.gazetteer import load
from briefing.model import Article, Reading, Statement
from briefing.statements import RULES, is_official, statements_in, worth_reading


def article(text: str, **fields: Any) -> Article:
    return Article(**{"id": "a", "title": "", "text": text, "source": "s", "published": "2024-05-02", **fields})


def read(text: str, **fields: Any) -> Reading:
    return statements_in(article(text, **fields), load())


def one(text: str, government: str, **fields: Any) -> Statement:
    found = [s for s in read(text, **fields).statements if s.government == government]
    assert len(found) == 1, [(s.governments, s.text) for s in found]
    return found[0]


PIECES = (
    *(
        "the UK said ",
        "China ",
        "denied ",
        '"',
        "“",
        "”",
        "‘",
        "'",
        "「",
        "」",
        "«",
        "»",
        "\n",
        "\n\n",
        ", ",
        ". ",
        "MSS ",
    ),
    *("who ", "said ", "by ", "accused ", "of ", "hacking ", "表示", "中国", "，", "。", "\ufffd", "\u202e", "🙂"),
    *(
        "grand jury ",
        "Justice Department ",
        "Ministry of Defence ",
        "the ministry ",
        "Zhao Lijian ",
        "APT31 ",
        "Western ",
    ),
    *("according to ", "and ", "it ", "; ", ": ", "joined ", "in ", "-", " - ", "(", ")"),
)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=60).map("".join)),
    st.sampled_from(["en", "zh", "fr", "ja", "xx"]),
)
def test_any_text_is_read_and_every_span_is_verbatim(text: str, lang: str) -> None:
    for s in read(text, lang=lang).statements:
        assert 0 <= s.start < s.end <= len(text)
        assert text[s.start : s.end] == s.text
        assert all(s.start <= a < b <= s.end for a, b in s.spans)
        assert all(part in text for part in (s.quote or "").split(" … "))
        assert s.kind
        assert {"speaker", "party", "kind", "direction"} <= s.why.keys()
        assert (s.government is None) != ("government" in s.why)


@pytest.mark.parametrize(
    "mark", ['"', "“", "«", "「", "'", "(", "the UK said ", "China, ", ", who said ", "according to "]
)
def test_hostile_repetition_takes_linear_time(mark: str) -> None:
    assert read(mark * 4_000).article == "a"


def test_a_split_quotation_is_one_statement_with_its_parts() -> None:
    s = one("“The hack was reckless,” the Czech foreign ministry said, “and it must end.”", "CZ")
    assert [s.text[a - s.start : b - s.start] for a, b in s.spans] == ["“The hack was reckless,”", "“and it must end.”"]
    assert s.quote == "The hack was reckless, … and it must end."
    assert s.form == "direct"


def test_a_quotation_without_a_verb_continues_its_speaker() -> None:
    found = read(
        "“We were hacked by China,” the Finnish interior ministry said. “This is a serious breach of our trust.”"
    ).statements
    assert [s.government for s in found] == ["FI", "FI"]
    assert found[1].certainty < found[0].certainty


def test_a_quotation_over_paragraphs_keeps_its_speaker() -> None:
    found = read(
        "“China hacked us,” the Finnish interior ministry said.\n\n“We shall not accept such an intrusion again.”"
    ).statements
    assert [s.government for s in found] == ["FI", "FI"]


def test_an_unclosed_mark_ends_with_its_paragraph() -> None:
    s = one("The Czech foreign ministry said: “China hacked us and must stop\n\nThe weather stays fine.", "CZ")
    assert "weather" not in s.text


def test_two_scare_quotes_are_no_statement() -> None:
    assert not [s for s in read("The so-called “cyber war” came to a port in Norway.").statements if s.governments]


@pytest.mark.parametrize(
    ("second", "government"),
    [
        ("It said that the hackers were paid by China.", "NL"),
        ("The ministry said that the hackers were paid by China.", "NL"),
        ("The spokesman said that the hackers were paid by China.", None),
    ],
)
def test_second_mentions(second: str, government: str | None) -> None:
    found = read(f"The Dutch foreign ministry said its mail was hacked. {second}").statements
    assert found[-1].government == government
    assert found[-1].text == "the hackers were paid by China"


def test_a_surname_stands_for_the_person_named_before() -> None:
    text = (
        "Jana Doe, the Czech foreign minister, said the hack was reckless. The talks went on. Doe said China must stop."
    )
    found = read(text).statements
    assert (found[-1].government, found[-1].speaker) == ("CZ", "Jana Doe")


def test_a_passive_without_agent_goes_to_the_accusers_named_nearest_and_never_to_the_patient() -> None:
    found = read(
        "The UK and Canada accused China of hacking a port. The MSS was also blamed for reckless conduct."
    ).statements
    assert found[-1].governments == ("GB", "CA")
    assert "without agent" in found[-1].why["party"]
    alone = read("China was blamed for hacking a port.").statements
    assert [s.governments for s in alone] == [()]


def test_a_headline_is_no_speaker() -> None:
    assert not read(
        "China Blamed Canada For A Large Hack\n\nNothing else is known.", title="China Blamed Canada For A Large Hack"
    ).statements


def test_boilerplate_is_left_out() -> None:
    text = "Norway said China hacked a port.\n\nRelated: Taiwan said China hacked a bank."
    at = text.index("Related")
    found = read(text, boilerplate=((at, len(text)),))
    assert {g for s in found.statements for g in s.governments} == {"NO"}
    assert "TW" not in found.governments


def test_a_dateline_lends_its_country_to_a_bare_office() -> None:
    found = read("BEIJING (AP) - A foreign ministry spokesman denied the hacking charges.").statements
    assert [(s.government, s.kind) for s in found] == [("CN", ("denial",))]


def test_a_clause_inside_the_words_of_a_government_is_no_statement_of_another() -> None:
    found = read("China denied hacking. China said the UK accused it without evidence.").statements
    assert {g for s in found for g in s.governments} == {"CN"}


OFFICIAL = """We condemn the malicious cyber activity of Chinese state-backed actors.

The weather in the capital was fine. We call on China to end it."""


def test_an_official_text_speaks_for_its_government_without_a_verb_of_saying() -> None:
    found = read(OFFICIAL, role="official", speaks_for="GB").statements
    assert {(s.government, s.via, s.verification) for s in found} == {("GB", "official", "original")}
    assert {"condemnation", "call"} <= {k for s in found for k in s.kind}
    assert not any("weather" in s.text for s in found)
    assert "L4" in {s.level for s in found}


def test_a_reporters_question_tells_who_is_accused_and_by_whom_as_background() -> None:
    text = "Q: The United States says Chinese hackers read its mail.\n\nA: China opposes all forms of cyberattacks."
    found = read(text, role="official", speaks_for="CN").statements
    told = [(s.government, s.direction, s.background) for s in found]
    assert told == [("US", "accusation", True), ("CN", "response", False)]


def test_a_speaker_announced_before_a_colon_speaks_in_the_next_paragraph() -> None:
    text = "China hacked a port. Jana Doe, the Czech foreign minister, said:\n\n“This is wholly unacceptable to us.”"
    found = read(text).statements
    assert [(s.government, s.speaker) for s in found if s.quote] == [("CZ", "Jana Doe")]


def test_a_state_that_suffered_is_not_accused() -> None:
    found = read("Sweden said the cyber attack on Norway was serious.").statements
    assert not any("attribution" in s.kind for s in found)


def test_a_name_that_ends_like_an_adverb() -> None:
    assert read("Germany and Italy said Chinese hackers did it.").statements[0].governments == ("DE", "IT")


def test_a_press_article_quotes_and_a_state_medium_says_so() -> None:
    text = "China's foreign ministry denied the hacking charges."
    assert one(text, "CN").via == "press-quoted"
    assert one(text, "CN", role="state-media").via == "state-media"
    assert one(text, "CN").verification == "unverified"


REWRITE = (
    "The computerized assault hit the exchange laborers of a port. "
    "Government-upheld entertainers used a hidden entryway. "
    "“Such electronic misconduct by Chinese government-upheld performers was awful,” the Czech foreign ministry said."
)


def test_a_machine_rewrite_is_recognised_and_its_quotations_are_doubtful() -> None:
    found = read(REWRITE)
    assert found.rewrite
    assert "tortured" in found.rewrite
    assert {s.verification for s in found.statements if s.quote} == {"doubtful"}


def test_a_writer_who_quotes_tortured_phrases_is_no_machine() -> None:
    about = "Hackers, cyber espionage, malware, cyberattacks, cybercrime: hackers have a cyber slang of their own. "
    assert read(REWRITE + about * 4).rewrite is None
    assert read(REWRITE.split(".")[0] + ".").rewrite is None


def test_denials_of_before_are_background() -> None:
    found = read("Norway accused China of hacking a port. China has always denied hacking.").statements
    assert [s.background for s in found if s.government == "CN"] == [True]


def test_days_are_counted_from_the_publication() -> None:
    assert one("Norway said on Monday that China hacked a port.", "NO").said_on == "2024-04-29"
    assert one("Norway said on 12 March 2024 that China hacked a port.", "NO").said_on == "2024-03-12"
    assert one("Norway said that China hacked a port.", "NO").said_on is None
    assert one("Norway said on Monday that China hacked a port.", "NO", published=None).said_on is None


def test_probability_words_keep_their_scheme_and_confidence_is_apart() -> None:
    s = one("The UK said it is highly likely that Chinese hackers were responsible.", "GB")
    assert s.likelihood == (("PHIA", "highly likely"),)
    s = one("The US said with high confidence that Chinese hackers were responsible.", "US")
    assert (s.confidence, s.likelihood) == ("high confidence", ())


def test_a_joint_statement_is_told_from_a_list() -> None:
    listed = "The UK and Canada said Chinese hackers were responsible."
    assert not one(listed, "GB").joint
    assert one("In a joint statement the UK and Canada said Chinese hackers were responsible.", "GB").joint


def test_names_for_grouping() -> None:
    found = read("Finland said APT 31, also called Judgment Panda, hacked its parliament for China.")
    assert found.rules == RULES
    assert found.cyber
    assert found.governments == ("FI", "CN")
    assert found.actors == ("APT31",)


def test_ordinary_words_are_no_groups() -> None:
    assert read("A tick bit the minister, and the metal hafnium is rare in Norway.").actors == ()


def test_ids_are_the_same_everywhere() -> None:
    text = "Norway said China hacked a port."
    assert one(text, "NO").id == one(text, "NO").id == "139bd26677bf52ac"
    assert one(text, "NO", id="b").id != one(text, "NO").id


def test_is_official() -> None:
    found = read("Norway said China hacked a port. Microsoft said Chinese hackers did it.").statements
    assert [is_official(s) for s in found] == [True, False]


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("Norway said hackers read its mail.", True),
        ("挪威称遭到网络攻击。", True),
        ("Norway won the match.", False),
        ("The hackers of a small firm met for coffee.", False),
    ],
)
def test_the_gate(text: str, worth: bool) -> None:
    assert worth_reading(article(text), load()) is worth


@pytest.mark.parametrize(
    "dateline",
    [
        "OSLO - ",
        "OSLO, May 2 (Sample) - ",
        "Oslo (Sample) – ",
        "BEIJING, China - ",
        "OSLO/COPENHAGEN, 2 May (Sample) — ",
    ],
)
def test_a_dateline_is_no_word_of_the_speaker(dateline: str) -> None:
    (told,) = read(f"{dateline}Chinese hackers broke into the port's mail, Norway said.").statements
    assert told.text == "Chinese hackers broke into the port's mail"
    assert told.about == ("CN",)
