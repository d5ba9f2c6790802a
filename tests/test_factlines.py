"""Facts in words: marks only around what is verbatim, who reported it, and nothing where nothing is known."""

from __future__ import annotations

import json

import pytest

from briefing import factlines, views
from briefing.digest import FORMATS, render
from briefing.model import Article, Board, Fact, Incident, Lag, Measure, Statement
from briefing.shapes import board_shape
from tests.conftest import NOW
from tests.digest.test_digest import digest
from tests.nouns import article, pages, parts_of, span_of, statement

TOLD = (
    "Ruritania said on Tuesday that Chinese state-backed hackers had breached the Ruritanian Harbour Office in 2029. "
    "They stole files of some 4,100 companies through FortiGate boxes. The ministry summoned the Chinese ambassador."
)


def board_of(*articles: Article, said: tuple[Statement, ...] = (), **changes: object) -> Board:
    parts = parts_of(list(articles), *said, seen={s.id: NOW for s in said}, **changes)  # type: ignore[arg-type]
    return views.board(parts, watch=("CN",), searched_until="2031-05-08", searched_sources=3)


def rows(board: Board) -> dict[str, list[str]]:
    return {row.label: [item.text for item in row.items] for row in factlines.fact_lines(board)}


def test_an_analyst_reads_what_is_known_in_a_few_rows() -> None:
    assert rows(board_of(article("a", text=TOLD))) == {
        "Type": ["espionage (1 of 1 origin that says)"],
        "What": [f"“{TOLD.split('. ')[0]}.”"],
        "When": ["2029"],
        "Victims": ["“Ruritanian Harbour Office”"],
        "Figures": ["“some 4,100 companies”, reported by Sample Wire"],
        "Through": ["Fortinet FortiGate"],
        "Legal steps": ["summons, 5 May 2031: “The ministry summoned the Chinese ambassador.”"],
    }


def test_what_is_not_known_has_no_row_and_the_sort_of_operation_says_so() -> None:
    assert rows(board_of(article("a", text="The port waits."))) == {"Type": ["not told by enough of its sources"]}
    flood = Incident("i", "A flood", None, None, relevant=False)
    assert rows(Board(flood, (), (), (), (), (), (), 0, ())) == {}


def test_a_figure_inside_a_statement_is_the_speakers_via_the_publisher() -> None:
    text = "The minister said that 240 mailboxes had been read."
    said = span_of(pages(text)[0], "240 mailboxes had been read")
    (told,) = rows(board_of(article("a0", text=text), said=(said,)))["Figures"]
    assert told == "“240 mailboxes”, reported by Ada Quill, minister via Sample Wire"


def test_words_of_a_rewrite_lose_their_marks_and_say_what_they_are() -> None:
    text = "Some 4,000 customers were hit, the page says."
    spun = statement("s1", "a", verification="doubtful")
    assert rows(board_of(article("a", text=text), said=(spun,)))["Figures"] == [
        "Some 4,000 customers, reported by Sample Wire, a rewrite"
    ]


def test_a_fact_with_marks_of_its_own_gains_none() -> None:
    made = board_of(article("a", text='They hacked the "old" mint.'))
    fact = Fact('the "old" mint', "a", 12, 26, "test")
    assert factlines.measure_words(made, Measure("charges", "NZ", 2, "2031-05-05", fact)) == (
        'charges by New Zealand against 2, 5 May 2031: the "old" mint'
    )


@pytest.mark.parametrize(
    ("value", "words", "precise"),
    [
        ("2029", "2029", "year"),
        ("2029-03", "Mar 2029", "month"),
        ("2029-03-04", "4 Mar 2029", "day"),
        ("2027/..", "since 2027", "period"),
        ("2024/2028-03", "2024 to Mar 2028", "period"),
    ],
)
def test_dates_in_words(value: str, words: str, precise: str) -> None:
    assert (factlines.edtf_words(value), factlines.precision(value)) == (words, precise)


def test_who_waits_is_told_in_one_line() -> None:
    lags = [Lag("NZ", "CN", True, 20, None), Lag("EU", "CN", False, None, None), Lag("US", "CN", True, 1, None)]
    assert factlines.lag_words(lags, " as of 6 May 2031 in 3 sources") == (
        "China: to United States after 1 hour; to New Zealand after 20 hours; "
        "no answer found to European Union as of 6 May 2031 in 3 sources"
    )


def test_accusers_that_waited_as_long_stand_together() -> None:
    lags = [Lag(accuser, "CN", True, 24, None) for accuser in ("NZ", "US")]
    assert factlines.lag_words(lags) == "China: to New Zealand, United States after 1 day"


def test_the_row_of_answers_says_how_far_was_searched() -> None:
    answer = {"direction": "response", "kind": ("denial",), "response_codes": ("R01",), "about": ("NZ",)}
    said = (
        statement("s1", "a"),
        statement("s2", "a", government="AU", said_on="2031-05-07", start=0, end=9),
        statement("s3", "a", government="CN", said_on="2031-05-06", start=9, end=12, **answer),
    )
    (told,) = rows(board_of(article("a"), said=said))["Answers"]
    assert told.endswith("no answer found to Australia as of 8 May 2031 in 3 sources")


def test_made_public_names_the_governments_of_that_day_strongest_first() -> None:
    text = "The ministry said in May 2031 that the mint was hacked in 2029."
    said = [statement(f"s{n}", "a", government=g, start=n, end=n + 1) for n, g in enumerate(("AU", "GB", "JP", "US"))]
    said.append(statement("s9", "a", government="NZ", level="L6", start=9, end=10))
    (told,) = rows(board_of(article("a", text=text), said=tuple(said)))["Made public"]
    assert told.startswith("5 May 2031 by New Zealand, ")
    assert told.endswith(" and 2 more")


def test_changed_words_lose_every_mark() -> None:
    text = 'They hacked the "old" mint.'
    altered = span_of(pages(text)[0], '"old" mint', verification="altered")
    made = board_of(article("a0", text=text), said=(altered,))
    step = Measure("charges", None, None, None, Fact('the "old" mint', "a0", 12, 26, "test"))
    assert factlines.measure_words(made, step) == "charges, undated: the old mint"


def test_an_answer_of_the_same_day_is_no_answer_after_no_hours() -> None:
    told = factlines.lag_words([Lag("NZ", "CN", True, 0, None), Lag("EU", "CN", True, None, None)])
    assert told == "China: to New Zealand the same day; to European Union on an unknown day"


def test_a_group_stands_with_its_other_names_and_their_namers() -> None:
    told = factlines.actor_words("APT40")
    assert "Leviathan" in told
    assert "(Proofpoint)" in told
    assert "more" in told
    assert factlines.actor_words("Unheard-of Heron") == "Unheard-of Heron"


def test_many_sources_are_cut_and_counted() -> None:
    assert factlines.cited([1, 2, 3, 4, 5, 6]) == " [1, 2, 3, 4 and 2 more]"
    assert factlines.cited([]) == ""


def test_governments_of_one_day_stand_in_one_line_of_the_timeline() -> None:
    said = (statement("s1", "a"), statement("s2", "a", government="AU", level="L2", start=0, end=9))
    lines = [item.text for item in factlines.timeline_lines(board_of(article("a"), said=said))]
    assert lines == [
        "5 May 2031  first report: Port hit",
        "5 May 2031  accusation: Australia (L2 territory), New Zealand (L4 state-backed)",
    ]


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_of_the_digest_holds_facts_and_timeline(form: str) -> None:
    text = " ".join(render(digest(board_of(article("a", text=TOLD), said=())), form).split())
    for word in ("Victims", "Ruritanian Harbour Office", "4,100 companies", "first report"):
        assert word in text, word


def test_hostile_facts_stay_text() -> None:
    hostile = "Hackers breached <b>Quux</b> Lines [x](y) in 2029. Some 40 <script>x</script> servers; 50 servers fell."
    made = board_of(article("a", title="<script>", text=hostile))
    html, markdown = render(digest(made), "html"), render(digest(made), "md")
    for mark in ("<script>", "<b>"):
        assert mark not in html
        assert mark not in markdown
    assert "[x](y)" not in markdown


def test_the_json_of_a_board_holds_every_fact_with_its_span() -> None:
    shape = json.loads(json.dumps(board_shape(board_of(article("a", text=TOLD)))))
    for fact in (shape["what"], *shape["when"], *shape["victims"], *shape["figures"], *shape["products"]):
        assert TOLD[fact["start"] : fact["end"]] == fact["text"]
        assert fact["reported_by"] == "Sample Wire"
        assert fact["why"]
    assert shape["when"][0]["precision"] == "year"
    assert (shape["figures"][0]["figure"], shape["figures"][0]["number"]) == ("some 4,100 companies", 4100)
    assert shape["legal_steps"][0]["kind"] == "summons"
    assert shape["timeline"][0]["event"] == "first report"
