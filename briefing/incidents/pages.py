"""Articles as facts are read from them: their sentences, without site furniture and without what an accused answers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise
from tomllib import loads
from typing import Any

from briefing.gazetteer.alternatives import by_first_letter
from briefing.incidents import words
from briefing.model import OFFICIAL_ROLES, Article, Fact, Parts, Span, Statement

DEEP = 3  # letters by which the words of a pattern are gathered
LEAD = 2  # sentences that say what an article is about
LONGEST = 12_000  # characters; what an article is about stands before that
LONG, CAPITALS = 4, 0.75  # letters of a word, and words, that count; share in capitals that makes a headline
STOP = re.compile(r"[.!?…]+[\"”’»)\]]*\s+(?=\S)|[。！？]+[”」』）]*|\n\s*")
ABBREVIATED = re.compile(
    r"(?:^|[\s(“\"])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Sen|Rep|Gov|St|No|vs|Inc|Corp|Co|Ltd|approx|ca|z\.B"
    r"|(?:[A-Z]\.)+[A-Z]|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.\s*$"
)


@cache
def cues(table: str) -> Any:
    """One table of facts.toml."""
    return _tables()[table]


@cache
def _tables() -> dict[str, Any]:
    return loads(files(__package__).joinpath("facts.toml").read_text("utf-8"))


def either(patterns: Iterable[str]) -> re.Pattern[str]:
    """Any of the patterns of facts.toml; one of a script with spaces begins a word."""
    spaced: list[str] = []
    runs: list[str] = []
    for pattern in (each for whole in patterns for each in _opened(whole)):
        (runs if words.spaceless(pattern[0]) else spaced).append(pattern)
    both = [rf"\b(?:{by_first_letter(spaced, DEEP)})"] if spaced else []
    return re.compile("|".join([*both, *runs]).replace(" ", r"\s"))


def _opened(pattern: str) -> list[str]:
    """A pattern that begins with a choice as one pattern for each: a search by first letters is quick."""
    if not pattern.startswith("(?:"):
        return [pattern]
    depth, bounds = 0, [2]
    for at, char in enumerate(pattern):
        depth += (char in "([") - (char in ")]")
        if (depth == 1 and char == "|") or depth == 0:
            bounds.append(at)
        if depth == 0:
            break
    rest = pattern[bounds[-1] + 1 :]
    if rest[:1] in ("?", "*", "+", "{"):
        return [pattern]
    return [pattern[a + 1 : b] + rest for a, b in pairwise(bounds)]


@dataclass(frozen=True, slots=True)
class Page:
    """One article of an incident; offsets are those of its text."""

    article: Article
    origin: str
    lower: str  # the text, each character in lower case
    sentences: tuple[Span, ...]
    starts: tuple[int, ...]  # of the sentences
    answers: tuple[Span, ...]  # where an accused state answers, and what is told of the past
    statements: tuple[Statement, ...]
    rewritten: bool
    response: bool  # the article is on the answer
    on_intrusion: bool  # its title, its lead or an accusation in it tells of an intrusion

    def sentence(self, offset: int) -> Span | None:
        """The sentence around an offset; None in furniture, and where an accused state speaks."""
        at = bisect_right(self.starts, offset) - 1
        if at < 0:
            return None
        start, end = self.sentences[at]
        if offset >= end or any(a <= offset < b for a, b in self.article.boilerplate):
            return None
        if any(a < end and start < b for a, b in self.answers):
            return None
        return start, end

    def speaks_of_it(self, sentence: Span) -> bool:
        """Whether a sentence holds a word of an operation; "attack" or "leak" is one in an article on an intrusion."""
        broad = self.on_intrusion and _cyber().search(self.lower, *sentence) is not None
        return broad or sure().search(self.lower, *sentence) is not None

    def is_headline(self, sentence: Span, name: Span = (0, 0)) -> bool:
        """Whether nearly all longer words of a sentence, `name` apart, begin in capitals: there they make no names.

        German writes all its nouns so.
        """
        text, (start, end) = self.article.text, sentence
        around = f"{text[start : max(name[0], start)]} {text[max(name[1], start) : end]}"
        long = [word for word in around.split() if len(word) >= LONG]
        capitals = sum(word[0].isupper() for word in long)
        return self.article.lang != "de" and len(long) >= LONG and capitals >= CAPITALS * len(long)

    def fact(self, start: int, end: int, why: str, value: str = "") -> Fact:
        """A span as a fact, told by the statement that holds it, else by the publisher.

        What a reporter says of a government's act, or of the state that it blames, is the reporter's.
        """
        holding = [s for s in self.statements if s.start <= start and end <= s.end and not _reports_an_act(s)]
        teller = min(holding, key=lambda s: (s.end - s.start, s.id), default=None)
        return Fact(
            self.article.text[start:end], self.article.id, start, end, why, value, teller.id if teller else None
        )


def pages_of(
    articles: Sequence[Article], parts: Parts, statements: Sequence[Statement], watch: Sequence[str] = ()
) -> list[Page]:
    """One article of each origin as a page: official ones first, then as they appeared, rewritten ones last.

    A copy tells nothing that its origin does not. Where a state of `watch` speaks and does not accuse, nothing is read.
    """
    said: dict[str, list[Statement]] = {}
    for statement in statements:
        said.setdefault(statement.article, []).append(statement)
    doubtful = {s.article for s in statements if s.verification == "doubtful"}
    order = sorted(articles, key=lambda a: (a.id in doubtful, a.role not in OFFICIAL_ROLES, a.published or "9", a.id))
    roles = {m.article: m.role for m in parts.memberships}
    firsts: dict[str, Article] = {}
    for article in order:
        firsts.setdefault(parts.origins.get(article.id, article.id), article)
    return [
        _page(a, origin, said.get(a.id, ()), frozenset(watch), a.id in doubtful, roles.get(a.id) == "response")
        for origin, a in firsts.items()
    ]


def _page(
    article: Article,
    origin: str,
    said: Sequence[Statement],
    watch: frozenset[str],
    rewritten: bool,
    response: bool,
) -> Page:
    text = article.text[:LONGEST]
    lower = text.lower()
    if len(lower) != len(text):  # a few capitals have two small letters
        lower = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    sentences = tuple(s for s in split(text) if not any(a <= s[0] < b for a, b in article.boilerplate))
    lead = max((end for _, end in sentences[:LEAD]), default=0)
    closed = [s for s in said if s.background or _answers(s, watch)]
    return Page(
        article=article,
        origin=origin,
        lower=lower,
        sentences=sentences,
        starts=tuple(s for s, _ in sentences),
        answers=tuple((s.start, s.end) for s in closed),
        statements=tuple(s for s in said if not _answers(s, watch)),
        rewritten=rewritten,
        response=response,
        on_intrusion=any(s.direction == "accusation" and s.level not in (None, "L0") for s in said)
        or any(sure().search(text) for text in (article.title.lower(), lower[:lead])),
    )


def _answers(statement: Statement, watch: frozenset[str]) -> bool:
    accuses = statement.direction == "accusation"
    return statement.direction == "response" or (not accuses and not watch.isdisjoint(statement.governments))


def _reports_an_act(statement: Statement) -> bool:
    return statement.quote is None and (
        statement.form == "act" or _acts().search((statement.cue or "").lower()) is not None
    )


@cache
def _acts() -> re.Pattern[str]:
    return either(cues("teller")["acts"])


@cache
def sure() -> re.Pattern[str]:
    """Words of a network intrusion and of nothing else."""
    return either(cues("cyber")["sure"])


@cache
def _cyber() -> re.Pattern[str]:
    return either(cues("cyber")["stems"])


def split(text: str) -> Iterator[Span]:
    """The sentences of a text, without the space around them."""
    start = 0
    for stop in STOP.finditer(text):
        ended = stop[0][0] in ".…" and not stop[0].isspace()
        if (
            ended
            and "\n" not in stop[0]
            and (text[stop.end()].islower() or ABBREVIATED.search(text, max(0, stop.start() - 12), stop.end()))
        ):
            continue
        end = stop.start() + len(stop[0].rstrip())
        if text[start:end].strip():
            yield start + len(text[start:end]) - len(text[start:end].lstrip()), end
        start = stop.end()
    rest = text[start:].rstrip()
    if rest.strip():
        yield start + len(rest) - len(rest.lstrip()), start + len(rest)


def gathered(found: Iterable[tuple[Fact, str]]) -> list[tuple[Fact, int]]:
    """Facts with their origins -> one for each value, the first, with how many origins tell it; most told first."""
    kept: dict[str, tuple[Fact, dict[str, str]]] = {}
    for fact, origin in found:
        held = kept.setdefault(fact.value, (fact, {}))
        held[1].setdefault(origin, fact.article)
    out = []
    for first, origins in kept.values():
        also = tuple(a for a in dict.fromkeys(origins.values()) if a != first.article)
        out.append((replace(first, also=also), len(origins)))
    return sorted(out, key=lambda item: -item[1])
