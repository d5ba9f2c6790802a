"""Whatever a text holds, reading raises nothing and every span is verbatim."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.gazetteer import LANGUAGES, load
from briefing.model import Article, Statement
from briefing.statements import statements_in

# Pieces of news in several languages, with marks that open and never close, labels, lists and stray signs.
PIECES = [
    "The Czech foreign ministry", "China", "Beijing's embassy in Oslo", "a spokesperson", "the US, Britain and Japan",
    "said", "accused", "denied", "was accused by", "according to", "told reporters that", "declined to comment",
    "hacked the servers", "state-backed hackers", "groundless", "APT31 and 40", "Q:", "Mao Ning:", "A:", "who", "which",
    '"', "“", "”", "«", "»", "„", "‘", "’", "''", "(", ")", "-", "–", ":", ";", ",", ".", "?", "…", "\n\n", "\n", "  ",
    "La Chine a rejeté les accusations de Londres", "selon", "a déclaré", "Das Auswärtige Amt", "sagte", "wies zurück",
    "Čínské velvyslanectví", "odmítlo", "uvedl", "El gobierno chino", "negó", "外交部发言人毛宁", "表示", "“网络攻击",
    "中方坚决反对", "So says", "From Oslo came a denial", "sees", "together with", "sanctions on",
    "the US indictment of", "under British sanctions", "were indicted", "Its report finds that", "but", "while",
    "What is China's response?", "OSLO - ",
    "官房長官は", "と述べた。", "「サイバー攻撃", "посольство Китая", "заявил", "\u202e", "\ufffd", "e\u0301",
]  # fmt: skip

texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=60).map(" ".join)


def sound(text: str, found: tuple[Statement, ...]) -> bool:
    return all(
        text[s.start : s.end] == s.text
        and all(s.start <= a < b <= s.end for a, b in s.spans)
        and (s.speaker_start is None or 0 <= s.speaker_start < (s.speaker_end or 0) <= len(text))
        and (s.quote is None or all(part in text for part in s.quote.split(" … ")))
        for s in found
    )


@settings(max_examples=150, deadline=None)
@given(texts, st.sampled_from(LANGUAGES), st.sampled_from([None, "CN", "NO"]))
def test_any_text_is_read_and_its_spans_are_verbatim(text: str, lang: str, speaks_for: str | None) -> None:
    role = "official" if speaks_for else "press"
    article = Article(id="a", title=text[:40], text=text, source="s", lang=lang, role=role, speaks_for=speaks_for)
    found = statements_in(article, load()).statements
    assert sound(text, found)
    assert len({s.id for s in found}) == len(found)
