"""What grouping compares: terms, names, dates, marks, vectors."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.incidents import count_terms, keys, weigh, words
from briefing.incidents.features import windows
from briefing.model import Article, Reading


def features_of(text: str, **fields):
    article = Article("a", fields.pop("title", ""), text, "Paper", **fields)
    return weigh(count_terms(article, Reading("a", "test")), {}, 0)


def test_who_asks_and_who_answers_is_no_matter_of_theirs():
    asked = "AFP: What of the floods in Ruritania?\n\nWen Haolan: The rivers fell on Monday."
    pair = Article("a", "AFP: What of the floods", asked, "Ministry", role="official", asked_by="AFP")
    nobody = replace(pair, title="Reporter: What of the floods", text=asked.replace("AFP", "Reporter"), asked_by=None)
    for article in (pair, nobody):
        found = count_terms(article, Reading("a", "test"))
        assert not {"afp", "haolan", "wen", "reporter"} & {*found.terms}
        assert {"flood", "river", "ruritania"} <= {*found.lead}
    named = count_terms(Article("a", "Port: closed", "Port: closed.", "Ministry"), Reading("a", "test"))
    assert "port" in named.lead


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("APT 40", "APT40"),
        ("Storm-0558", "storm0558"),
        ("hackers", "Hacker"),
        ("Lipavský", "Lipavsky"),
        ("agencies", "agency"),
        ("the minister’s", "the minister"),
        ("state-backed", "state backed"),
    ],
)
def test_spellings_of_one_term_meet(one, other):
    assert words.terms(one) == words.terms(other)


def test_text_without_spaces_gives_pairs_of_characters_beside_latin_words():
    assert words.terms("外交部回应APT31") == ["外交", "交部", "部回", "回应", "apt31"]


def test_traditional_and_simplified_characters_meet():
    assert words.terms("網絡攻擊") == words.terms("网络攻击") == ["网络", "络攻", "攻击"]


def test_names_are_capitalised_words_and_their_phrases_and_figures():
    found = words.names(
        "Intruders read mail of the Bank of Hentzau, Ada Quill said. About 30,000 letters; 12 doors in 2031."
    )
    assert {"bank hentzau", "hentzau", "ada quill", "quill", "#30000"} <= set(found)
    assert not {"intrud", "#12", "#2031"} & set(found)


def test_a_word_that_opens_a_sentence_is_a_name_where_it_is_one_elsewhere():
    assert "voltara" in words.names("Voltara spoke. Later the firm Voltara fell silent.")
    assert words.names("Later it fell silent.") == []


@pytest.mark.parametrize(
    ("text", "published", "found"),
    [
        ("on 19 July 2031", None, {"2031-07-19"}),
        ("on July 19, 2031", None, {"2031-07-19"}),
        ("in March 2031", None, {"2031-03"}),
        ("le 19 juillet 2031", None, {"2031-07-19"}),
        ("am 19. Juli 2031", None, {"2031-07-19"}),
        ("2031年7月19日", None, {"2031-07-19"}),
        ("2031-07-19", None, {"2031-07-19"}),
        ("back in 2029", None, {"2029"}),
        ("on 8 December", "2031-01-05", {"2030-12-08"}),
        ("on 3 January", "2031-01-05T10:00:00Z", {"2031-01-03"}),
        ("Monday 8 December 2031", None, {"2031-12-08"}),
        ("on 8 December", None, set()),
        ("on 31 February 2031", None, set()),
        ("you may leave", "2031-01-05", set()),
    ],
)
def test_dates_are_as_precise_as_printed(text, published, found):
    assert words.dates(text, published) == found


def subjects_of(title, text="Nobody was named.", **fields):
    reading = Reading("a", "test", cyber=True, governments=("NZ",), **fields)
    marks = count_terms(Article("a", title, text, "Paper"), reading).marks
    return {m.removeprefix("subject:") for m in marks if m.startswith("subject:")}


@pytest.mark.parametrize(
    ("title", "text", "found"),
    [
        ("Hackers read the mail of Voltara", "Nobody was named.", {"voltara"}),
        ("Voltara’s patients told of theft", "The clinic Voltara wrote to them.", {"voltara"}),
        ("Hackers Read Clinic Mail For Months", "They read the mail of a clinic.", set()),
        ("Hackers Read Voltara Mail For Months", "They read the mail of Voltara.", {"voltara"}),
        ("China denies it hacked Voltara in March", "So Beijing says.", {"voltara"}),
        ("病院Voltaraにサイバー攻撃", "病院は公表した。", {"voltara"}),
        ("Hackers read mail of the clinic", "It is the clinic Voltara.", set()),
        ("На взлом Voltara ответил МИД", "Так ответил МИД.", {"voltara"}),
        ("Voltara was hacked, NCSC and NÚKIB warn", "The clinic Voltara was hacked, say NCSC and NÚKIB.", {"voltara"}),
        ("", "It is the clinic Voltara.", set()),
    ],
)
def test_what_a_title_is_about_are_its_names(title, text, found):
    assert subjects_of(title, text) == found


def test_who_speaks_is_not_what_a_title_is_about():
    title, text = (
        "Minister Ada Quill of the ZEB: Voltara was hacked",
        "It was Voltara, so the minister Ada Quill said for the ZEB.",
    )
    assert subjects_of(title, text, entities=("person:Ada Quill", "institution:nz-zeb")) == {"voltara"}


def test_an_article_without_marks_has_no_subject():
    marks = count_terms(Article("a", "Voltara opens", "The clinic Voltara opens.", "Paper"), Reading("a", "test")).marks
    assert marks == frozenset()


def test_boilerplate_is_not_compared():
    text = "Real words here. You may also like: Zenda castle"
    article = Article("a", "", text, "Paper", boilerplate=((17, len(text)),))
    assert "zenda" not in count_terms(article, Reading("a", "test")).terms
    assert article.own_text.strip() == "Real words here."


def test_an_imported_page_without_a_date_has_no_day_and_a_polled_one_has():
    seen = datetime(2031, 3, 4, 10, tzinfo=UTC)
    assert features_of("text", first_seen=seen).day is None
    assert features_of("text", first_seen=seen, feed="f").day == "2031-03-04"
    assert features_of("text", first_seen=seen, feed="f", published="2031-03-01T00:00:00Z").day == "2031-03-01"


def test_rare_words_weigh_more_than_common_ones_even_in_an_empty_store():
    body = features_of("the said government greywhale").body
    assert body["greywhal"] > body["government"] > body.get("the", 0)


def test_words_get_lighter_as_the_store_learns_them():
    counts = count_terms(Article("a", "", "greywhale harbour", "Paper"), Reading("a", "test"))
    body = weigh(counts, {"greywhal": 900}, 1000).body
    assert body["greywhal"] < body["harbour"]


@given(st.text(max_size=400), st.text(max_size=60))
def test_any_text_gives_vectors_of_unit_length_or_none(text, title):
    made = features_of(text, title=title)
    for vector in (made.lead, made.body, made.names):
        assert len(vector) <= 60
        assert not vector or isclose(sum(w * w for w in vector.values()), 1.0)
    assert keys(made, {}, 0) == keys(features_of(text, title=title), {}, 0)


@pytest.mark.parametrize(
    "text", ["-a" * 50_000, "1," * 50_000, "A " * 50_000, "a" * 100_000, "19 " * 50_000, "中" * 100_000]
)
def test_hostile_text_takes_no_time(text):
    features_of(text, title=text[:1000])


def test_what_is_longer_than_any_word_is_none():
    assert words.terms("a" * 1000) == []
    assert len(words.terms("中" * 1000)) == 999


@pytest.mark.parametrize("days", range(4))
def test_days_up_to_three_apart_share_a_window(days):
    for first in range(1, 20):
        assert set(windows(f"2031-03-{first:02}")) & set(windows(f"2031-03-{first + days:02}"))
    assert windows(None) == ()


def test_a_term_that_many_articles_hold_is_no_key():
    made = features_of("greywhale harbour quay")
    assert "harbour" in keys(made, {"harbour": 40}, 1000)
    assert "harbour" not in keys(made, {"harbour": 400}, 1000)
