"""Quotation against quotation: is what stands between the marks what the speaker said?

A quotation is compared with what the same speaker, else the same government, is quoted with in more reliable articles
within three days, and with the official texts of that government. It is never repaired: the verdict names its twin.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from briefing.incidents import words
from briefing.incidents.alignment import aligned, alike
from briefing.incidents.evidence import days_apart
from briefing.model import OFFICIAL_ROLES, Article, Statement, Verdict

DAYS = 3
REWRITE, PRESS, ORIGINAL = range(3)  # how reliable the article is that prints the words
PART = re.compile(r"…|\.\.\.|\[[^\]]{0,200}\]|\([^)]{0,200}\)")
SENTENCE = re.compile(r"(?<=[.!?。！？])[\"'”’»」』)]*\s+|\n+|(?<=[。！？])")
FEWEST = 5  # words; a shorter quotation has no twin, only a source
NEAR = 0.75  # share of the words in place: the same sentence with a word or two changed
REWRITTEN = 0.28  # the same for the sentence that a recognised rewrite most resembles
SAME = 0.5  # two wordings that share this much hold one sentence
AHEAD = 0.08  # by which that sentence must lead the next one


@dataclass(frozen=True)
class Wording:
    """Words with their speaker and day, as they stand in one article."""

    terms: tuple[str, ...]
    statement: str | None  # None: a sentence of an official text that is no statement
    article: str
    government: str
    speaker: str | None
    day: str | None
    reliability: int

    @cached_property
    def line(self) -> str:
        """The terms between blanks, to look for a part."""
        return f" {' '.join(self.terms)} "

    @cached_property
    def held(self) -> frozenset[str]:
        """The terms without their order."""
        return frozenset(self.terms)

    def at_best(self, other: Wording) -> float:
        """The most that `alike` can give, cheaply: the share of the words that the other one holds at all."""
        return sum(term in other.held for term in self.terms) / len(self.terms)


def verify(statements: Sequence[Statement], articles: Mapping[str, Article]) -> tuple[Verdict, ...]:
    """A verdict for each statement, in their order; `articles` holds those that the statements stand in."""
    by_government: dict[str, list[Wording]] = {}
    quoted = {s.id: of_statement(s, articles[s.article]) for s in statements}
    for wording in (w for parts in quoted.values() for w in parts):
        by_government.setdefault(wording.government, []).append(wording)
    official: dict[str, list[Wording]] = {}
    for article in articles.values():
        if is_official(article) and article.speaks_for in by_government:
            official.setdefault(str(article.speaks_for), []).extend(of_text(article, statements))
    found = []
    for s in statements:
        government = s.government or ""
        others = by_government.get(government, ())
        found.append(verdict(s, articles[s.article], quoted[s.id], others, official.get(government, ())))
    return tuple(found)


def verdict(
    statement: Statement,
    article: Article,
    mine: Sequence[Wording],
    quoted: Sequence[Wording],
    official: Sequence[Wording],
) -> Verdict:
    """The verdict on the quoted words `mine` of a statement, among all wordings of its government."""
    if is_official(article) and article.speaks_for in statement.governments:
        return Verdict(statement.id, "original", None, "the official text itself")
    if not mine:
        return Verdict(statement.id, statement.verification, None, "no words between marks to compare")
    texts = [w for w in official if comparable(mine[0], w)]
    sources = [next((w for w in texts if part.line in w.line), None) for part in mine]
    if sources[0] and all(sources):
        where = f"word for word in the official text {sources[0].article}"
        return Verdict(statement.id, "matches-official", sources[0].statement, where)
    rewrite = statement.verification == "doubtful"
    others = [w for w in quoted if w.reliability > mine[0].reliability and comparable(mine[0], w)]
    twin = next((t for part in mine if (t := twin_of(part, [*texts, *others], rewrite))), None)
    if twin:
        where = "the official text" if twin.reliability == ORIGINAL else "the more reliable"
        return Verdict(statement.id, "altered", twin.statement, f"nearly, but not, the words of {where} {twin.article}")
    if rewrite:
        return Verdict(statement.id, "doubtful", None, "stands in an article recognised as a rewrite")
    return Verdict(
        statement.id, "unverified", None, "no other text of this speaker within three days holds these words"
    )


def twin_of(part: Wording, others: Sequence[Wording], rewrite: bool) -> Wording | None:
    """The wording that a quotation alters; None where it is the same as one of them, or like none of them."""
    if len(part.terms) < FEWEST or any(part.line in w.line for w in others):
        return None
    near = [(alike(part.terms, w.terms), w.article, w) for w in others if part.at_best(w) >= NEAR]
    score, _, best = max(near, default=(0.0, "", None), key=lambda n: n[:2])
    if best and score >= NEAR:
        return best
    return rewritten(part, [w for w in others if w.reliability == ORIGINAL]) if rewrite else None


def rewritten(part: Wording, official: Sequence[Wording]) -> Wording | None:
    """The sentence of an official text that a recognised rewrite has put in other words.

    A rewriting machine replaces most words, so the measure is what stayed in place between equally long gaps, and the
    best sentence must lead clearly: two different sentences of one speech do not.
    """
    scored = [(aligned(part.terms, w.terms), -len(w.terms), w.article, w) for w in official]
    score, _, _, best = max(scored, default=(0.0, 0, "", None), key=lambda s: s[:3])
    if best is None or score < REWRITTEN:
        return None
    rivals = [s[0] for s in scored if alike(best.terms, s[3].terms) < SAME]
    return best if score - max(rivals, default=0.0) >= AHEAD else None


def comparable(a: Wording, b: Wording) -> bool:
    """Whether two wordings may be of one utterance: one government, no two different speakers, within three days."""
    if a.government != b.government or (days_apart(a.day, b.day) or 0) > DAYS:
        return False
    return a.speaker is None or b.speaker is None or b.reliability == ORIGINAL or a.speaker == b.speaker


def is_official(article: Article) -> bool:
    """Whether the article is an official text of a government."""
    return article.role in OFFICIAL_ROLES and article.speaks_for is not None


def of_statement(statement: Statement, article: Article) -> list[Wording]:
    """The quoted words of a statement, cut where words were left out or put in; none without a government."""
    if not statement.quote or not statement.government:
        return []
    official = is_official(article) and article.speaks_for == statement.government
    reliability = REWRITE if statement.verification == "doubtful" else ORIGINAL if official else PRESS
    speaker = statement.speaker and " ".join(words.terms(statement.speaker)).split(" ")[-1]
    day = (statement.said_on or article.published or "")[:10] or None
    return [
        Wording(terms, statement.id, article.id, statement.government, speaker or None, day, reliability)
        for part in PART.split(statement.quote)
        if (terms := exact(part))
    ]


def of_text(article: Article, statements: Iterable[Statement]) -> Iterator[Wording]:
    """The sentences of an official text, each with the statement that covers most of it."""
    inside = [s for s in statements if s.article == article.id]
    day = (article.published or "")[:10] or None
    government = article.speaks_for or ""
    for start, end in sentences(article.text):
        terms = exact(article.text[start:end])
        covering = [(min(s.end, end) - max(s.start, start), s.id) for s in inside]
        best = max(covering, default=(0, ""))
        if terms:
            yield Wording(terms, best[1] if best[0] > 0 else None, article.id, government, None, day, ORIGINAL)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The offsets of sentences, and of each two that follow each other: a quotation may run over a full stop."""
    ends = [m.start() for m in SENTENCE.finditer(text)] + [len(text)]
    starts = [0] + [m.end() for m in SENTENCE.finditer(text)]
    yield from zip(starts, ends, strict=True)
    yield from zip(starts, ends[1:], strict=False)


def exact(text: str) -> tuple[str, ...]:
    """The words in their order, lower case, without marks and punctuation, endings kept."""
    found: list[str] = []
    for match in words.WORD.finditer(text):
        word = words.fold(match[0])
        found.extend(word if any(map(words.spaceless, word)) else word.split("-"))
    return tuple(w for w in found if w)
