"""Whether an article is a machine's rewrite: synonyms that no writer uses, where the field's own terms are rare."""

from __future__ import annotations

from briefing.gazetteer import Gazetteer, Language
from briefing.model import Article

ENOUGH = 3  # different tortured phrases
PROPER_SHARE = 2.0  # uses of the field's own terms for each tortured phrase, beyond which the article is not a rewrite


def rewritten(article: Article, gazetteer: Gazetteer, language: Language) -> str | None:
    """Why the article is taken for a rewrite, or None.

    A quotation of tortured phrases in an article about them stands beside many proper terms and a byline: that is none.
    """
    hits = {instead: m.group() for instead, pattern in gazetteer.tortured if (m := pattern.search(article.text))}
    needed = ENOUGH + (2 if article.byline else 0)
    if len(hits) < needed:
        return None
    tortured = sum(len(pattern.findall(article.text)) for _, pattern in gazetteer.tortured)
    own = sum(
        m.group().casefold().startswith(("cyber", "hack", "espionage", "malware"))
        for m in language.cyber.finditer(article.text)
    )
    if own > PROPER_SHARE * tortured:
        return None
    shown = ", ".join(f"'{found}' for {instead}" for instead, found in list(hits.items())[:4])
    return f"{len(hits)} tortured phrases ({shown}), {own} of the field's own terms" + (
        "" if article.byline else ", no byline"
    )
