"""The facts of an incident together: from its own articles alone, with verbatim spans. Matters are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.incidents import facts_of
from briefing.incidents.pages import cues, either, split
from briefing.model import Article, Fact, Facts
from tests.nouns import article, parts_of, statement

REPORT = (
    "Ruritania said on Tuesday that Chinese state-backed hackers had breached the Ruritanian Harbour Office in 2029. "
    "They stole files of some 4,100 shipping companies through a hole in FortiGate boxes, CVE-2029-12345. "
    "The foreign ministry summoned the Chinese ambassador."
)


def facts(articles: list[Article], **changes: object) -> Facts:
    parts = parts_of(articles, **changes)  # type: ignore[arg-type]
    return facts_of(parts, parts.statements, ["CN"], ["CN"], {})


def all_facts(made: Facts) -> list[Fact]:
    told = [*made.when, *made.victims, *made.figures, *made.products, *made.cves, *(m.fact for m in made.measures)]
    return [*told, made.what] if made.what else told


def test_every_sort_of_fact_is_read_from_one_report() -> None:
    made = facts([article("a", text=REPORT, published="2031-05-06")])
    assert [d.word for d in made.deeds] == ["espionage"]
    assert made.what is not None
    assert "breached the Ruritanian Harbour Office" in made.what.text
    assert [f.value for f in made.when] == ["2029"]
    assert [f.text for f in made.victims] == ["Ruritanian Harbour Office"]
    assert [f.text for f in made.figures] == ["some 4,100 shipping companies"]
    assert [f.value for f in made.products] == ["Fortinet FortiGate"]
    assert [f.value for f in made.cves] == ["CVE-2029-12345"]
    assert [m.kind for m in made.measures] == ["summons"]


def test_every_fact_is_a_verbatim_span_with_a_reason() -> None:
    texts = {"a": REPORT, "b": REPORT.replace("4,100", "5,000")}
    made = facts([article(name, text=text) for name, text in texts.items()])
    for fact in all_facts(made):
        assert texts[fact.article][fact.start : fact.end] == fact.text
        assert fact.why


@pytest.mark.parametrize("role", ["retrospective", "mention"])
def test_what_only_looks_back_or_mentions_tells_no_facts(role: str) -> None:
    own = article("a", text="Ruritania's harbour was hacked. Ships waited.", published="2031-05-06")
    aside = article("b", text=REPORT, published="2033-05-06")
    made = facts([own, aside], roles={"b": role})
    assert not all_facts(made) or {f.article for f in all_facts(made)} == {"a"}
    assert {e.article for e in made.timeline} <= {"a"}


def test_nothing_is_read_where_a_watched_state_speaks_and_does_not_accuse() -> None:
    text = "The Chinese embassy said that hackers had breached the Ruritanian Harbour Office in 2029."
    said = statement(
        "s1", "a", government="CN", direction="third-party", start=0, end=len(text), text=text, level=None, quote=None
    )
    assert not all_facts(facts([article("a", text=text)], statements=(said,)))
    accuses = replace(said, direction="accusation")
    assert all_facts(facts([article("a", text=text)], statements=(accuses,)))


def test_a_copy_tells_nothing_anew() -> None:
    copies = [article("a", text=REPORT), article("b", text=REPORT)]
    made = facts(copies, origins={"a": "a", "b": "a"})
    assert all(f.also == () for f in all_facts(made))


def test_furniture_tells_nothing() -> None:
    text = "The port closed. Related: 900 servers stolen from Microsoft Exchange in 2028"
    made = facts([article("a", text=text, boilerplate=((17, len(text)),))])
    assert not all_facts(made)


def test_an_incident_of_another_sort_has_no_deed_and_an_empty_one_nothing() -> None:
    flood = article("a", text="The river Elphe left its banks on Sunday. Some 300 households were moved to a school.")
    made = facts([flood])
    assert (made.deeds, made.what, made.victims, made.measures) == ((), None, (), ())
    assert facts([]) == Facts()


def test_what_is_no_cyber_matter_has_only_its_timeline() -> None:
    made = facts([article("a", text=REPORT)], cyber=frozenset())
    assert not all_facts(made)
    assert [e.what for e in made.timeline] == ["first report"]


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=400)
    | st.lists(
        st.sampled_from(
            ["hacked ", "the ", "2021", "İ", "1,000 servers ", "。", "\n", "May ", "since ", "to ", "4 ", ". "]
        )
    ).map("".join)
)
def test_any_text_gives_verbatim_spans(text: str) -> None:
    for fact in all_facts(facts([article("a", text=text)])):
        assert text[fact.start : fact.end] == fact.text


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Mr. Falk spoke. Nobody asked.", ["Mr. Falk spoke.", "Nobody asked."]),
        ("The U.S. Treasury was hit. It knew.", ["The U.S. Treasury was hit.", "It knew."]),
        ("“It is so.” He left.", ["“It is so.”", "He left."]),
        ("No stop here\nNext line", ["No stop here", "Next line"]),
        ("港口被黑。部长说话。", ["港口被黑。", "部长说话。"]),
        ("approx. 30 ships", ["approx. 30 ships"]),
        ("", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [text[a:b] for a, b in split(text)] == sentences


def test_a_pattern_with_a_choice_in_front_finds_what_it_says() -> None:
    pattern = either(["(?:stole|took) files", "(?:re)?read mail", "窃取"])
    for text in ("they stole files", "took  files", "reread mail", "read mail", "黑客窃取了"):
        assert bool(pattern.search(text)) is (text != "took  files"), text
    assert not pattern.search("mistook files")


def test_every_table_of_cues_compiles() -> None:
    for table in ("not", "cyber", "figures", "measures", "measures_not", "titles", "periods"):
        for patterns in cues(table).values() if isinstance(cues(table), dict) else ():
            assert either(patterns).pattern
