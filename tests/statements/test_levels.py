"""How strongly a statement links the deed to a state, and what it borrows from other words: sentences of our own."""

from __future__ import annotations

import pytest

from briefing.gazetteer import load
from briefing.model import Article, Statement
from briefing.statements import statements_in


def read(text: str) -> list[Statement]:
    article = Article(id="a", title="", text=text, source="s", published="2024-05-02")
    return list(statements_in(article, load()).statements)


def levels(text: str) -> list[tuple[str, str | None]]:
    return [(g, s.level) for s in read(text) for g in s.governments]


def test_condemnation_has_the_level_of_the_same_speakers_words_nearest_by() -> None:
    text = (
        "Norway said Chinese state-backed hackers were responsible for the hack. It condemned the attack. "
        "Sweden condemned the cyber attack too."
    )
    assert levels(text) == [("NO", "L4"), ("NO", "L4"), ("SE", "L0")]
    why = next(s.why["level"] for s in read(text) if s.text == "the attack")
    assert why == "refers to the operation: L4, as the same speaker says in this article"


CHARGED = "Norway's Ministry of Justice charged four officers of China's Ministry of State Security with the hack. "


def test_a_minister_means_the_operation_that_a_ministry_of_the_same_government_tells_of() -> None:
    text = CHARGED + "Norwegian Foreign Minister Ada Quill condemned the cyber attack."
    assert levels(text) == [("NO", "L5"), ("NO", "L5")]
    assert read(text)[1].why["level"] == "refers to the operation: L5, as that government says in this article"


def test_a_head_of_government_and_another_government_borrow_nothing() -> None:
    assert levels(f"{CHARGED}Sweden's foreign minister condemned the cyber attack.")[1] == ("SE", "L0")
    american = CHARGED.replace("Norway's Ministry of Justice", "The US Justice Department")
    assert levels(f"{american}US President Ada Quill condemned the cyber attack.")[1] == ("US", "L0")


def test_what_names_the_state_itself_is_no_stronger_for_the_words_of_another_office() -> None:
    text = CHARGED + "Norwegian Foreign Minister Ada Quill said the hack came from Chinese territory."
    assert levels(text) == [("NO", "L5"), ("NO", "L2")]


def test_level_is_lent_by_the_nearest_words_and_by_no_list() -> None:
    text = (
        "Norway said the hack came from Chinese territory. Norway condemned the attack. "
        "Norway said the other hack was the work of the Ministry of State Security.\n\n"
        "Norway and Sweden blamed Chinese state-backed hackers. Sweden condemned the cyber attack."
    )
    assert levels(text) == [("NO", "L2"), ("NO", "L2"), ("NO", "L5"), ("NO", "L4"), ("SE", "L4"), ("SE", "L0")]


def test_a_list_raises_no_government_above_its_own_words() -> None:
    text = (
        "Norway and Sweden accused China's Ministry of State Security of the hack. "
        "Norway said the hack came from Chinese territory."
    )
    assert levels(text) == [("SE", "L5"), ("NO", "L2"), ("NO", "L2")]


def test_a_reporters_summary_says_no_more_than_the_governments_own_words() -> None:
    text = "Norway blamed China for the hack. Norway said the hack came from Chinese territory."
    assert levels(text) == [("NO", "L2"), ("NO", "L2")]
    stronger = "Norway blamed China for the hack. Norway said the Ministry of State Security ran the hackers."
    assert levels(stronger) == [("NO", "L4"), ("NO", "L5")]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Finland said the group APT31, generally linked to the Chinese state, was likely behind the hack.", "L0"),
        ("Finland said it was attacked by a hacker group that experts tie to China.", "L0"),
        ("Finland named APT31 as the hacker group but did not attribute the hack to China.", "L0"),
        ("Finland said the hack points to China's intelligence agency.", "L5"),
        ("Finland said a state-backed actor had hacked its parliament.", "L0"),
        ("Finland said a state-backed actor from China had hacked its parliament.", "L4"),
        ("Finland traced the hack to a state-backed actor.", "L4"),
        ("Finland said the hack, which it describes as backed by the Chinese state, had cost millions.", "L4"),
        ("Finland, with the NSA and the FBI, said Chinese state-backed hackers had hit its parliament.", "L4"),
        ("Finland issued advice with the NSA and the FBI on a group backed by the Chinese government.", "L4"),
        ("Finland said Chinese hackers had broken into its parliament.", "L2"),
        ("Finland said the hack was linked to APT40 and APT31.", "L3"),
        ("Finland said the hack was linked to APT40 and came from Chinese territory.", "L2"),
        ("Finland urged China not to let its territory be used for hacking.", "L2"),
        ("Finland urged China to refrain from such cyber attacks.", "L4"),
    ],
)
def test_level_is_that_of_the_speakers_own_words(text: str, level: str) -> None:
    accused = "" if "APT40 and APT31" in text else "Sweden accused China of the hack. "
    found = [s for s in read(accused + text) if "FI" in s.governments]
    assert {s.level for s in found} == {level}, [(s.level, dict(s.why)) for s in found]


def test_an_attribution_that_names_no_state_means_the_one_that_the_article_accuses() -> None:
    text = "Several states accused China of the hack. Norway and Sweden each published an attribution."
    assert levels(text) == [("NO", "L4"), ("SE", "L4")]


def test_silence_about_the_culprit_names_nobody() -> None:
    assert levels("A port was hacked by a Chinese group. Norway would not say who was behind the hack.") == [
        ("NO", "L0")
    ]


@pytest.mark.parametrize("act", ["charged two men with hacking its port", "imposed sanctions on two hackers"])
def test_charges_and_sanctions_mean_the_operation_that_the_government_tells_of(act: str) -> None:
    text = f"Norway {act} on Monday. Norway said that China's Ministry of State Security had hired them."
    assert levels(text) == [("NO", "L5"), ("NO", "L5")]
