"""Quotation against quotation. Speakers and texts are invented."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.incidents.alignment import aligned, alike
from briefing.incidents.verification import exact, verify
from briefing.model import Article, Statement

OFFICIAL = Article(
    id="official",
    title="Statement on the intrusion at the Ruritanian mint",
    text=(
        "The Foreign Minister of Ruritania said today: "
        "The intrusion into the national mint by state-sponsored crews was a brazen but foreseeable "
        "breach of agreed rules. "
        "The Government of Graustark has brushed aside every earlier appeal to restrain its crews, "
        "instead rewarding the officers who steer them. "
        "We will keep raising the cost of such conduct together with our neighbours and partners. "
        "Citizens whose records were taken will hear from the mint by post before the end of the month."
    ),
    source="Ministry of Ruritania",
    published="2031-03-04",
    speaks_for="NZ",
    role="official",
)


def quoted(article: str, words: str, **fields: Any) -> tuple[Article, Statement]:
    """A press article that quotes the minister with these words."""
    text = f"“{words}” the minister said."
    made = Article(article, "Mint hacked", text, f"Paper {article}", published=fields.pop("published", "2031-03-05"))
    said: dict[str, Any] = {
        "id": f"s-{article}",
        "article": article,
        "start": 0,
        "end": len(words) + 2,
        "text": text[: len(words) + 2],
        "party": "government",
        "direction": "accusation",
        "kind": ("condemnation",),
        "form": "direct",
        "government": "NZ",
        "speaker": "Ada Quill",
        "quote": words,
    }
    return made, Statement(**{**said, **fields})


def verdict_on(words: str, *others: tuple[Article, Statement], official: bool = True, **fields: Any):
    article, statement = quoted("press", words, **fields)
    articles = {a.id: a for a in (article, *(a for a, _ in others), *([OFFICIAL] if official else []))}
    (found, *_) = verify([statement, *(s for _, s in others)], articles)
    assert found.statement == statement.id
    return found


@pytest.mark.parametrize(
    "words",
    [
        "a brazen but foreseeable breach of agreed rules",
        "The intrusion into the national mint by state-sponsored crews was a brazen but foreseeable "
        "breach of agreed rules.",
        "brushed aside every earlier appeal to restrain its crews, instead rewarding the officers",
        "We will keep raising the cost … together with our neighbours",
        "The Government [of that country] has brushed aside every earlier appeal",
    ],
)
def test_the_official_words_and_parts_of_them_match(words):
    found = verdict_on(words)
    assert found.verification == "matches-official"
    assert "official" in found.reason


@pytest.mark.parametrize(
    "words",
    [
        # one word more turns the meaning round
        "brushed aside every earlier appeal to restrain its crews, instead of rewarding the officers who steer them",
        "The intrusion into the national mint by state-sponsored crews was a brazen and foreseeable "
        "breach of agreed rules",
        "We will stop raising the cost of such conduct together with our neighbours and partners",
    ],
)
def test_a_word_changed_is_altered_and_names_the_official_text(words):
    found = verdict_on(words)
    assert found.verification == "altered"
    assert "official" in found.reason


@pytest.mark.parametrize(
    "words",
    [
        "The break-in into the countrywide mint by state-upheld teams was a bold yet predictable "
        "violation of settled rules",
        "The Administration of Graustark has swept aside every prior plea to control its teams, "
        "rather paying the officials who guide them",
        "We will go on lifting the price of such behaviour jointly with our neighbors and associates",
    ],
)
def test_a_spun_quotation_in_a_recognised_rewrite_is_altered(words):
    found = verdict_on(words, verification="doubtful")
    assert found.verification == "altered"


def test_a_spun_quotation_stays_doubtful_without_an_official_text():
    words = (
        "The break-in into the countrywide mint by state-upheld teams was a bold yet predictable "
        "violation of settled rules"
    )
    assert verdict_on(words, official=False, verification="doubtful").verification == "doubtful"


@pytest.mark.parametrize(
    "words",
    [
        "We will not comment on the matters of the court before the judges have spoken",
        "The mint will open its doors again when the engineers of the ministry are content with what they find",
        "Our neighbours stand with us, and we thank them for the help of their experts in these days",
    ],
)
@pytest.mark.parametrize("verification", ["unverified", "doubtful"])
def test_another_sentence_of_the_same_speaker_is_not_altered(words, verification):
    assert verdict_on(words, verification=verification).verification == verification


RAID = "The officers who planned this raid will find our doors closed to them and to their families"
RAID_CHANGED = "The officers who planned this raid may find our doors closed to them and to their families"


def test_two_sentences_of_one_speech_in_two_papers_are_not_altered():
    words = "The citizens who lost their records will find our offices open to them all through the night"
    found = verdict_on(words, quoted("other", RAID), official=False, verification="doubtful")
    assert found.verification == "doubtful"


def test_a_changed_word_in_a_rewrite_is_altered_against_any_other_paper():
    article, said = quoted("other", RAID)
    found = verdict_on(RAID_CHANGED, (article, said), official=False, verification="doubtful")
    assert (found.verification, found.twin) == ("altered", said.id)
    assert "more reliable" in found.reason


def test_equally_reliable_papers_accuse_nobody():
    found = verdict_on(RAID_CHANGED, quoted("other", RAID), official=False)
    assert found.verification == "unverified"


def test_another_speaker_of_the_same_government_is_not_compared_in_the_press():
    other = quoted("other", RAID, speaker="Jon Vasko")
    assert verdict_on(RAID_CHANGED, other, official=False, verification="doubtful").verification == "doubtful"


@pytest.mark.parametrize(
    "fields",
    [{"government": "GB"}, {"published": "2031-03-12"}],
    ids=["another government", "more than three days later"],
)
def test_only_the_same_government_within_three_days_is_compared(fields):
    words = "We will stop raising the cost of such conduct together with our neighbours and partners"
    assert verdict_on(words, **fields).verification == "unverified"


def test_the_official_text_itself_is_the_original():
    said = Statement(
        "s", "official", 0, 5, "The F", "government", "accusation", ("attribution",), "direct", government="NZ"
    )
    (found,) = verify([said], {"official": OFFICIAL})
    assert found.verification == "original"


def test_a_short_quotation_is_never_altered():
    assert verdict_on("brazen and foreseeable").verification == "unverified"


def test_a_large_incident_is_compared_in_good_time():
    some = [
        quoted(f"p{i}", f"{RAID} {i} {i + 1}", verification="doubtful" if i % 2 else "unverified") for i in range(200)
    ]
    articles = {a.id: a for a, _ in some} | {"official": OFFICIAL}
    start = time.process_time()
    assert len(verify([s for _, s in some], articles)) == 200
    assert time.process_time() - start < 5


WORDS = st.lists(
    st.sampled_from(["the", "of", "crews", "rules", "cost", "mint", "and", "by", "officers", "keep"]), max_size=20
)


@given(WORDS, WORDS)
def test_alignment_lies_between_nothing_and_all(part, whole):
    assert 0.0 <= alike(part, whole) <= 1.0
    assert aligned(part, whole) <= 1.0
    if part:
        assert aligned(part, [*whole, *part, *whole]) == 1.0


@given(st.text(max_size=200))
def test_any_words_give_a_verdict(words):
    assert verdict_on(words, verification="doubtful").verification in {"doubtful", "altered", "matches-official"}


def test_words_are_compared_without_case_marks_and_hyphens():
    assert exact("State-sponsored “Crews”,") == exact("state sponsored crews") == ("state", "sponsored", "crews")
