"""When an operation took place, as told: never the day of the telling."""

from __future__ import annotations

import pytest

from briefing.incidents.periods import periods_in
from tests.nouns import pages


def when(*texts: str, **fields: object) -> list[tuple[str, str]]:
    given = {"published": "2031-05-06"} | fields
    return [(f.value, f.text) for f in periods_in(pages(*texts, **given))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("The mint was hacked in 2029.", "2029", "in 2029"),
        ("The breach of the mint began in early March 2030.", "2030-03", "in early March 2030"),
        ("Hackers have spied on the mint since at least 2027.", "2027/..", "since at least 2027"),
        ("Hackers have spied on the mint since June 2029.", "2029-06/..", "since June 2029"),
        ("Hackers broke into the mint between March and May.", "2031-03/2031-05", "between March and May"),
        ("The hacking went on from 2024 to 2028.", "2024/2028", "from 2024 to 2028"),
        ("Hackers got into the mint on 10 March 2031.", "2031-03-10", "on 10 March 2031"),
        ("Hackers breached the mint last year.", "2030", "last year"),
        ("Hackers broke into the mint in November.", "2030-11", "in November"),
        (
            "Hackers read the mail from early October to mid-January.",
            "2030-10/2031-01",
            "from early October to mid-January",
        ),
        ("The hackers came in 2028 and 2029.", "2028/2029", "in 2028 and 2029"),
        ("They ran the January hack of the mint.", "2031-01", "January"),
        ("Hackers griffen die Münze seit 2028 an.", "2028/..", "seit 2028"),
        ("Kyberútok na mincovnu trval od roku 2028.", "2028/..", "od roku 2028"),
        ("Le piratage a commencé en mars 2030.", "2030-03", "en mars 2030"),
        ("黑客自2029年起攻击造币厂。", "2029", "2029年"),
    ],
)
def test_the_time_of_the_operation(text: str, value: str, words: str) -> None:
    lang = {"Hackers griffen": "de", "Kyber": "cs", "Le pirat": "fr", "黑客": "zh"}
    code = next((c for start, c in lang.items() if text.startswith(start)), "en")
    assert when(text, lang=code) == [(value, words)]


@pytest.mark.parametrize(
    "text",
    [
        "The minister said on 5 May 2031 that the mint was hacked.",
        "The statement of March 2031 names the hackers.",
        "In April 2031 the minister condemned the hackers.",
        "The mint was founded in 1912, long before it was hacked.",
        "The minister may march against the hackers.",
        "Jan Falk was hacked.",
        "The hacked firm must answer on 17 December.",
        "Attacks rose fourfold from 2024 to 2028.",
        "The fair of 2029 was sunny.",
        "The attack on the bridge was in 2029.",
        "The hack used CVE-2029-12345.",
        "The hacked firm will open in 2035.",
        "The hacked firm watched them until March.",
        "They fear an October hack of the mint.",
        "The hacker pleaded guilty in April.",
    ],
)
def test_other_dates_are_none_of_the_operation(text: str) -> None:
    assert when(text) == []


def test_outside_english_a_month_without_a_year_is_not_read() -> None:
    assert when("Im April hatte die Münze einen Angriff eingeräumt.", lang="de") == []


def test_a_year_that_repeats_a_finer_date_is_left_out() -> None:
    assert [v for v, _ in when("The mint was hacked in March 2029.", "The mint was hacked in 2029.")] == ["2029-03"]


def test_dates_that_do_not_agree_stand_side_by_side_most_told_first() -> None:
    told = when("It was hacked in 2029.", "Hackers came in 2028.", "The hack took place in 2028.")
    assert [v for v, _ in told] == ["2028", "2029"]


def test_an_undated_article_tells_no_month_without_a_year_and_no_last_year() -> None:
    assert when("The mint was hacked in March. It was hacked last year.", published=None) == []
    assert when("The mint was hacked in March 2030.", published=None) == [("2030-03", "in March 2030")]


def test_what_only_the_answer_dates_is_left_out_beside_others() -> None:
    hack, answer = "The mint was hacked in 2030.", "China counted attacks by hackers last year in 2029."
    assert [v for v, _ in when(hack, answer, roles={"a1": "response"})] == ["2030"]
    assert [v for v, _ in when("Hackers broke into the mint in 2029.", roles={"a0": "response"})] == ["2029"]


def test_a_year_long_past_that_one_of_many_tells_belongs_to_another_matter() -> None:
    told = ["The mint was hacked in 2030."] * 3
    assert [v for v, _ in when(*told, "It is like the hack of the bank in 2021.")] == ["2030"]


def test_a_day_that_the_year_behind_it_does_not_have_takes_another_year() -> None:
    told = when("Hackers read the mail between 29 February and 3 March 2031.", published="2032-05-06")
    assert [value for value, _ in told] == ["2032-02-29", "2031-03-03"]
