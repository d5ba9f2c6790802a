"""What an official text said before its publisher changed it without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from briefing.model import OFFICIAL_ROLES, Article, Edit, Revision

LONGEST = 4_000  # words compared; of a longer text the rest is left out
WORD = re.compile(r"\S+")


def edits_in(articles: Sequence[Article], revisions: Mapping[str, Sequence[Revision]]) -> tuple[Edit, ...]:
    """Every change of words between the versions of official articles, in the order of the articles and of time."""
    return tuple(
        edit
        for article in articles
        if article.role in OFFICIAL_ROLES
        for edit in _edits(article, sorted(revisions.get(article.id, ()), key=lambda r: r.replaced_at))
    )


def _edits(article: Article, earlier: Sequence[Revision]) -> Iterator[Edit]:
    versions = [(r.title, r.text) for r in earlier] + [(article.title, article.text)]
    for revision, (title, text), (later_title, later_text) in zip(earlier, versions, versions[1:], strict=False):
        if title != later_title:
            yield Edit(article.id, revision.replaced_at, title, later_title)
        for before, after in changes(text, later_text):
            yield Edit(article.id, revision.replaced_at, before, after)


def changes(before: str, after: str) -> Iterator[tuple[str, str]]:
    """The passages that differ between two versions, each verbatim in its own; not what is added at the very end.

    Words are compared as they are printed; a passage runs from the first to the last word that differs.
    """
    old, new = ([m.span() for m in WORD.finditer(text)][:LONGEST] for text in (before, after))
    words = [before[a:b] for a, b in old], [after[a:b] for a, b in new]
    for what, i, j, k, n in SequenceMatcher(None, *words, autojunk=False).get_opcodes():
        if what != "equal" and not (i == len(old) and what == "insert"):
            yield _passage(before, old[i:j]), _passage(after, new[k:n])


def _passage(text: str, spans: Sequence[tuple[int, int]]) -> str:
    return text[spans[0][0] : spans[-1][1]] if spans else ""
