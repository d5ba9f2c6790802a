"""Folding: what counts as the same word, where runs are cut, and where in the given text a match stands."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.store.folding import BREAK, folded, indexed, places, tokens

SCRIPTS = st.text(
    st.one_of(
        st.characters(max_codepoint=0x6FF, exclude_categories=["Cn", "Cs"]),
        st.sampled_from("aB é́ŁßÅﬁＡ１ııİςЙйёأـ中国，。\n \t　外交ｶﾞガー々한국는กัน้ำहिन्दी་བོད་_-'\"\ufffd\u00ad\ue000"),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("cesky", "Můj Český dům", "Český"),
        ("český", "muj cesky dum", "cesky"),
        ("cesky", "C\u030cesky\u0301", "C\u030cesky\u0301"),
        ("lodz", "w Łódź.", "Łódź"),
        ("strasse", "Die Straße", "Straße"),
        ("office", "the ofﬁce", "ofﬁce"),
        ("apt31", "они — ＡＰＴ３１！", "ＡＰＴ３１"),
        ("ελλας", "ΕΛΛΆΣ", "ΕΛΛΆΣ"),
        ("учет", "полный учёт", "учёт"),
        ("мои", "мой", None),
        ("أمن", "الكاتب: امن", "امن"),
        ("محمد", "قال مُحَمَّد", "مُحَمَّد"),
        ("state backed", "by state-\nbacked actors", "state-\nbacked"),
        ("back", "state-backed", None),
        ("up date", "up_date", "up_date"),
        ("person", "per\ufffdson", "per\ufffdson"),
        ("हिन्दी", "यह हिन्दी है", "हिन्दी"),
        ("外交部", "中国外交部发言人", "外交部"),
        ("外", "中国外交部", "外"),
        ("外交部", "中国外\n交部", "外\n交部"),
        ("国人", "中国，人民", None),
        ("国外", "中国 外交部", None),
        ("中国,人", "中国。人民", "中国。人"),
        ("APT31攻击", "称 APT31 攻击了", "APT31 攻击"),
        ("APT31", "称APT31攻击了", "APT31"),
        ("PT31", "称APT31攻击了", None),
        ("ハッカー", "中国系ハッカー集団", "ハッカー"),
        ("バッカー", "中国系ハッカー集団", None),
        ("サイバー攻撃", "大規模なサイバー攻撃。", "サイバー攻撃"),
        ("ガス", "ｶﾞｽ会社", "ｶﾞｽ"),
        ("외교부", "외교부는 밝혔다", "외교부"),
        ("중국 정부", "중국\n정부는", "중국\n정부"),
        ("중국정부", "중국\n정부는", None),
        ("น้ำ", "ดื่มน้ำมาก", "น้ำ"),
    ],
)
def test_what_is_found_where(words: str, text: str, found: str | None) -> None:
    place = places(tokens(words), text)
    assert (text[slice(*place)] if place else None) == found
    assert matches(tokens(words), text) == (found is not None)


def test_a_prefix_takes_the_rest_of_the_word_with_it() -> None:
    assert places(("hack",), "the hackers’ den", prefix=True) == (4, 11)
    assert places(("hack",), "the hackers’ den") is None
    assert places(("攻", "击", "apt"), "攻击APT31称", prefix=True) == (0, 7)


def test_folding_again_changes_nothing() -> None:
    chars = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x20000)]))
    assert folded(folded(chars)) == folded(chars)


@given(SCRIPTS)
def test_only_words_are_left_of_a_search(text: str) -> None:
    for token in tokens(text):
        assert not set(token) & set("\"'*()^:{}+- \n\0")


@given(SCRIPTS)
def test_what_is_searched_for_whole_is_found(text: str) -> None:
    """Whatever the text, a search for all of it matches the index of it: both are folded alike."""
    words = tuple(t for t in tokens(text) if t.isalnum())
    if words and BREAK not in tokens(text) and len(words) == len(tokens(text)):
        assert matches(words, text)


@given(SCRIPTS, SCRIPTS)
def test_a_place_lies_in_the_text(words: str, text: str) -> None:
    sought = tokens(words)
    place = places(sought, text + words) if sought else None
    if place:
        assert 0 <= place[0] < place[1] <= len(text + words)


def matches(words: tuple[str, ...], text: str) -> bool:
    """Whether SQLite's own index finds the tokens side by side in the text."""
    db = sqlite3.connect(":memory:")
    db.execute(
        """CREATE VIRTUAL TABLE t USING fts5 (x, content='',
           tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'")"""
    )
    db.execute("INSERT INTO t VALUES (?)", (indexed(text),))
    found = db.execute("SELECT count(*) FROM t WHERE t MATCH ?", (f'"{" ".join(words)}"',)).fetchone()[0]
    db.close()
    return bool(found)
