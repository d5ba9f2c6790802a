"""A part of a text: so many words, verbatim to a word's end, and no mark left open or set too much."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.excerpts import CLOSING, beginning, length, shares

DASHED = "one—two – three"
FOREIGN = "Das „böse Werk“ der Gruppe"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("state-backed hackers, it said", 4),
        (DASHED, 3),
        ("one … two", 2),
        ("中方坚决反对，AFP。", 7),
        ("사이버 공격을 규탄", 3),
        ("ไทย", 3),
    ],
)
def test_words_are_counted_and_characters_where_words_are_not_spaced(text: str, words: int) -> None:
    assert length(text) == words


@pytest.mark.parametrize(
    ("text", "most", "kept"),
    [
        ("“We condemn this raid,” she said.", 3, "“We condemn this”"),
        ("“We condemn this raid,” she said.", 4, "“We condemn this raid,”"),
        ("“We condemn this raid,” she said.", 5, "“We condemn this raid,” she"),
        ("“We call it ‘a reckless raid’ and more,” she said.", 5, "“We call it ‘a reckless’”"),
        ("“We call it ‘a reckless raid’ and more,” she said.", 7, "“We call it ‘a reckless raid’ and”"),
        ("“It isn’t the ministers’ task to say so”", 5, "“It isn’t the ministers’ task”"),
        ("“One.\n“Two and three.”", 2, "“One. “Two”"),
        ('"One.\n"Two and three," he said.', 2, '"One. "Two"'),
        ('She said "no more" and left, "for ever".', 4, 'She said "no more"'),
        ('She said "no more" and left, "for ever".', 5, 'She said "no more" and'),
        ('it was hit," she said, "twice"', 4, 'it was hit," she'),
        (FOREIGN, 2, "Das „böse“"),
        (FOREIGN, 4, "Das „böse Werk“ der"),
        ("C’est « un acte grave » et rien", 3, "C’est « un acte »"),
        ("C’est « un acte grave » et rien", 5, "C’est « un acte grave » et"),
        ("un acte grave » et rien d’autre", 4, "un acte grave » et"),
        ("det »onde værk« og mere", 2, "det »onde«"),
        ("det ”onda verket” och mer", 2, "det ”onda”"),
        ("onda verket” och mer", 3, "onda verket” och"),
        ("“中方坚决反对网络攻击”", 4, "“中方坚决”"),
        ("他说：“中方坚决反对”", 2, "他说"),
        ("AFP：“中方坚决反对”", 1, "AFP："),
        ('他称"中方反对"', 3, '他称"中"'),
        ("「中方『坚决』反对」", 3, "「中方『坚』」"),
        ("中方反对”，他说", 5, "中方反对”，他"),
        ("“ We condemn this raid ”", 2, "“ We condemn ”"),
        ("das böse Werk.“ sagte er", 4, "das böse Werk.“ sagte"),
        ("one\n\ttwo  three", 2, "one two"),
        ("กำลังมา", 1, "ก"),
        ("ที่นี่", 1, "ที่"),
    ],
)
def test_a_cut_text_ends_with_a_word_and_closes_what_is_open(text: str, most: int, kept: str) -> None:
    assert beginning(text, most) == (kept, length(text) > most)


def test_a_text_that_fits_is_whole() -> None:
    assert beginning("“We condemn  this raid,” ", 4) == ("“We condemn this raid,”", False)
    assert beginning("“We condemn this raid,” " * 99, None) == (("“We condemn this raid,” " * 99).strip(), False)


@settings(deadline=None)
@given(st.text(alphabet="ab ,.—–…’'中的ที\n\u00a0" + "".join(CLOSING)), st.integers(1, 5))
def test_a_cut_text_is_verbatim_up_to_its_closing_marks(text: str, most: int) -> None:
    kept, cut = beginning(text, most)
    flat = " ".join(text.split())
    closing = {c for marks in CLOSING.values() for c in marks} | {" "}
    verbatim = max(n for n in range(len(kept) + 1) if flat.startswith(kept[:n]))
    assert cut == (length(text) > most)
    assert set(kept[verbatim:]) <= closing
    assert length(kept) == min(most, length(text))


@pytest.mark.parametrize(
    ("one", "other", "most", "given"), [(3, 3, 10, (7, 7)), (9, 9, 10, (5, 5)), (2, 20, 10, (5, 8))]
)
def test_two_texts_that_are_compared_have_no_more_than_the_bound_together(
    one: int, other: int, most: int, given: tuple[int, int]
) -> None:
    texts = "a " * one, "b " * other
    assert shares(*texts, most) == given
    assert sum(length(beginning(text, share)[0]) for text, share in zip(texts, given, strict=True)) <= most
