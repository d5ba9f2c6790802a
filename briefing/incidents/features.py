"""Article and Reading -> Features: what grouping compares."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from heapq import nlargest, nsmallest
from itertools import pairwise
from math import log, sqrt
from zlib import crc32

from briefing.gazetteer.names import abbreviations, land_words, office_words
from briefing.incidents import words
from briefing.model import OFFICIAL_ROLES, Article, Features, Reading

LEAD, BODY, NAMED = 600, 6_000, 3_000  # characters read for each field
HEAVIEST = 60  # terms kept of a field
LOOKED_UP = 20  # terms under which an article is found
FEW, COMMON = 50, 0.1  # documents, and share of them, that may hold such a term
WORD_SAMPLE, ANCHOR_SAMPLE = 96, 48
NAMING = ("actor:", "cve:")  # marks that name something
BY_THEMSELVES = ("names:", *NAMING)  # terms that are keys, or none, whatever they weigh
SHOUTED = 0.6  # words with a capital in a title, as a share; above it capitals tell no name
WORD_SHARE = 0.02  # a term that so many articles hold is no name, though it stand in one
# who speaks, at the head of a paragraph of a transcript; where nobody is known to ask, names and titles alone
LABEL = re.compile(r"^[^\n:：]{1,60}[:：]\s*", re.MULTILINE)
NAME_LABEL = re.compile(
    r"^(?:[A-Z][\w’'.-]{0,30}(?: [A-Z][\w’'.-]{0,30}){0,3}|[\u4e00-\u9fff·]{2,8})[:：]\s*", re.MULTILINE
)
THIN = 12  # an article of fewer words than this is a headline


@dataclass(frozen=True, slots=True)
class Counts:
    """Raw counts of one article: term -> how often, for each field; and what is compared as it is."""

    lead: Mapping[str, int]
    body: Mapping[str, int]
    names: Mapping[str, int]
    marks: frozenset[str]
    dates: frozenset[str]
    shingles: bytes
    credit: str | None
    day: str | None
    lang: str
    thin: bool

    @property
    def terms(self) -> frozenset[str]:
        """Every term whose document frequency `weigh` needs; storing the article adds one to each."""
        return frozenset(self.lead) | frozenset(self.body) | frozenset(self.names)


def count_terms(article: Article, reading: Reading) -> Counts:
    """The counts of an article outside its boilerplate, and the marks that its reading gives.

    A page that was imported without a date has no day: the moment of the import says nothing about it.
    """
    article = _without_labels(article) if article.role in OFFICIAL_ROLES else article
    text = article.own_text
    whole = words.terms(text[:BODY])
    title = words.terms(article.title)
    lead = title + words.terms(text[:LEAD])
    marks = marks_of(reading, text)
    if marks:
        marks |= subjects(article, reading)
    named = Counter(words.names(f"{article.title}\n{text[:NAMED]}", article.lang))
    named.update(m for m in marks if m.startswith(NAMING))
    named.update(reading.entities)
    named.update(f"names:{government}" for government in reading.governments)
    seen = article.first_seen.date().isoformat() if article.first_seen and article.feed else None
    return Counts(
        lead=Counter(lead),
        body=Counter(title + whole),
        names=named,
        marks=marks,
        dates=words.dates(f"{article.title}\n{text[:LEAD]}", article.published),
        shingles=packed(word_shingles(whole) | anchor_shingles(text[:BODY])),
        credit=article.credit,
        day=article.published[:10] if article.published else seen,
        lang=article.lang,
        thin=len(whole) < THIN,
    )


def _without_labels(article: Article) -> Article:
    """A question and its answer without who asks and who answers: they stand in every other one too."""
    label = LABEL if article.asked_by else NAME_LABEL
    if not label.search(article.own_text):
        return article
    title = label.sub("", article.title, count=1)
    return replace(article, title=title, text=label.sub("", article.own_text), boilerplate=())


def marks_of(reading: Reading, text: str) -> frozenset[str]:
    """What identifies a matter in any language: flaws, threat groups, who accuses whom, who answers whom."""
    found = {f"cve:{match[0].upper()}" for match in words.CVE.finditer(text)}
    found.update(f"actor:{actor}" for actor in reading.actors)
    if reading.cyber:
        found.update(f"names:{government}" for government in reading.governments)
        for statement in reading.statements:
            verb = {"accusation": "accuses", "response": "answers"}.get(statement.direction)
            if verb and not statement.background and not statement.silent:
                found.update(f"{verb}:{by}>{to}" for by in statement.governments for to in statement.about if by != to)
    return frozenset(found)


def subjects(article: Article, reading: Reading) -> frozenset[str]:
    """What the title of an article with marks is about by name, such as "subject:equifax": mostly whom it befell.

    The words of names in the title, except lands, offices, institutions that the gazetteer knows, who speaks, and
    common words: those come back in other matters. Where a title writes every word with a capital, the text must have
    the name too.
    """
    title, text = article.title, article.own_text[:NAMED]
    firsts = [word[0] for word in title.split() if word[0].isalpha()]
    shouted = sum(letter.isupper() for letter in firsts) > SHOUTED * len(firsts)
    told = {*words.names(text if shouted else f"{title}\n{text}")} - _speaking(reading) - _everywhere()
    found = (match[0] for match in words.NAME_WORD.finditer(title) if len(match[0]) > 1 and not match[0].isdigit())
    return frozenset(
        "subject:" + words.fold(word).removesuffix("'s")
        for word in found
        if (parts := words.pieces(word)) and told.issuperset(parts)
    )


def _speaking(reading: Reading) -> set[str]:
    """The terms of people and institutions that an article names: who speaks of many matters."""
    people = [s.speaker for s in reading.statements if s.speaker]
    people += [e.removeprefix("person:") for e in reading.entities if e.startswith("person:")]
    keys = [e.partition("-")[2].split("-") for e in reading.entities if e.startswith("institution:")]
    return {term for name in people for term in words.terms(name)}.union(*keys)


@cache
def _everywhere() -> frozenset[str]:
    """The terms of lands, offices and institutions' short names and the common words, which come back elsewhere."""
    common = {term for term, share in common_shares().items() if share >= WORD_SHARE}
    return frozenset(
        common.union(term for word in (*office_words(), *land_words(), *abbreviations()) for term in words.terms(word))
    )


def word_shingles(terms: list[str], length: int = 4) -> frozenset[int]:
    """A sample of the strings of four terms, as even numbers: what copies of a text share."""
    return _sample((" ".join(terms[i : i + length]) for i in range(len(terms) - length + 1)), WORD_SAMPLE, 0)


def anchor_shingles(text: str) -> frozenset[int]:
    """A sample of neighbouring names and figures, as odd numbers: what a rewrite keeps, in its order."""
    found: list[str] = []
    for match in words.WORD.finditer(text):
        word = match[0]
        if (word[0].isupper() or word[0].isdigit()) and not (found and found[-1] == word):
            found.append(word)
    return _sample((f"{a}>{b}".casefold() for a, b in pairwise(found)), ANCHOR_SAMPLE, 1)


def packed(shingles: Iterable[int]) -> bytes:
    """Shingles in their order, eight bytes each: most that are stored are never compared, and stay packed."""
    return array("Q", sorted(shingles)).tobytes()


def unpacked(shingles: bytes) -> frozenset[int]:
    """What was packed."""
    return frozenset(array("Q", shingles))


def _sample(strings: Iterable[str], size: int, parity: int) -> frozenset[int]:
    """The `size` smallest hashes: the same strings of two texts fall into both samples.

    A check sum, stirred by Knuth's multiplier, is the same on every machine and costs little.
    """
    hashes = {crc32(s.encode()) * 2_654_435_761 & 0xFFFF_FFFF for s in strings}
    return frozenset(2 * h + parity for h in nsmallest(size, hashes))


@cache
def common_shares() -> dict[str, float]:
    """Term or mark -> share of news articles that hold it, as background.toml gives it."""
    shares: dict[str, float] = {
        mark: float(share) for share, text in words.background()["marks"].items() for mark in text.split()
    }
    for share, text in words.background()["shares"].items():
        for term in words.terms(text):
            shares[term] = max(shares.get(term, 0.0), float(share))
    return shares


def weigh(counts: Counts, frequencies: Mapping[str, int], documents: int) -> Features:
    """Counts -> Features; `frequencies` holds how many of the store's `documents` articles hold each term."""
    shares = common_shares()
    warm = int(words.background()["documents"])

    def rarity(term: str) -> float:
        share = shares.get(term, 0.0) if ":" in term else min(shares.get(word, 0.0) for word in term.split(" "))
        return log((documents + warm + 1) / (frequencies.get(term, 0) + warm * share + 1))

    idf = {term: rarity(term) for term in counts.terms}
    return Features(
        lead=_vector(counts.lead, idf),
        body=_vector(counts.body, idf),
        names=_vector(counts.names, idf),
        marks=counts.marks,
        dates=counts.dates,
        shingles=counts.shingles,
        credit=counts.credit,
        day=counts.day,
        lang=counts.lang,
        thin=counts.thin,
    )


def _vector(counts: Mapping[str, int], idf: Mapping[str, float]) -> dict[str, float]:
    """The heaviest terms of a field, sublinear tf-idf, scaled to unit length; ties go by the alphabet."""
    weights = {term: (1 + log(n)) * idf[term] for term, n in counts.items()}
    kept = nlargest(HEAVIEST, weights.items(), key=lambda item: (item[1], item[0]))
    length = sqrt(sum(w * w for _, w in kept))
    return {term: w / length for term, w in kept if w > 0} if length else {}


def keys(features: Features, frequencies: Mapping[str, int], documents: int) -> tuple[str, ...]:
    """The strings under which an article is stored and looked up, so that what belongs together meets.

    They are its 20 heaviest terms over the fields, its marks, and each government of a cyber matter with the days it
    was named in: articles in different languages share no others. A term that many of the store's `documents` hold by
    its `frequencies` tells nothing and costs a long list.
    """
    total: dict[str, float] = {}
    for vector in (features.lead, features.body, features.names):
        for term, weight in vector.items():
            if not term.startswith(BY_THEMSELVES) and frequencies.get(term, 0) <= max(FEW, documents * COMMON):
                total[term] = total.get(term, 0.0) + weight
    heaviest = nlargest(LOOKED_UP, total, key=lambda term: (total[term], term))
    named = sorted(m for m in features.marks if m.startswith("names:"))
    marks = sorted(features.marks.difference(named))
    return (*heaviest, *marks, *(f"{m}@{window}" for m in named for window in windows(features.day)))


def windows(day: str | None) -> tuple[int, ...]:
    """The two overlapping stretches of six days that hold a day: days up to three apart share one."""
    if day is None:
        return ()
    third = date.fromisoformat(day).toordinal() // 3
    return third - 1, third
