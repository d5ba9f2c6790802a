"""Whether an article is a machine's rewrite: synonyms that no writer uses, where the field's own terms are rare."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.gazetteer import Gazetteer, Language, Token
from briefing.model import Article

ENOUGH = 3  # different tortured phrases
PROPER_SHARE = 2.0  # uses of the field's own terms for each tortured phrase, beyond which the article is not a rewrite


def rewritten(article: Article, words: Sequence[Token], gazetteer: Gazetteer, language: Language) -> str | None:
    """Why the article of these words is taken for a rewrite, or None.

    A quotation of tortured phrases in an article about them stands beside many proper terms and a byline: that is none.
    """
    spoken = [w for w in words if w.text != "-"]
    found = list(gazetteer.tortured.find(spoken))
    hits = {h.meanings[0]: article.text[spoken[h.first].start : spoken[h.last - 1].end] for h in found}
    if len(hits) < ENOUGH + (2 if article.byline else 0):
        return None
    own = sum(
        m.group().casefold().startswith(("cyber", "hack", "espionage", "malware"))
        for m in language.cyber.finditer(article.text)
    )
    if own > PROPER_SHARE * len(found):
        return None
    shown = ", ".join(f"'{said}' for {instead}" for instead, said in list(hits.items())[:4])
    return f"{len(hits)} tortured phrases ({shown}), {own} of the field's own terms" + (
        "" if article.byline else ", no byline"
    )
