"""Where an article belongs: the incidents it joins, or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from heapq import nlargest
from math import exp

from briefing.incidents import words
from briefing.incidents.evidence import Evidence, Offers, days_apart, offers, spoken, weighed
from briefing.incidents.features import BODY, LEAD
from briefing.incidents.paragraphs import paragraphs
from briefing.model import Article, Assignment, Features, Neighbour, Reading

HEAVIEST, SHOWN = 10, 5  # terms in common that are kept, words of them that a reason tells
PROPOSALS = 3
STANDING = ("names:", "accuses:", "answers:")  # terms for who speaks, the same in many matters


@dataclass(frozen=True, slots=True)
class Settings:
    """What grouping may be told; a denser stream of news wants a higher threshold."""

    join: float = 0.15  # at or above: the article joins
    possible: float = 0.11  # between: shown as a proposal
    beside: float = 0.25  # at or above: a paragraph tells of a further incident
    lead: float = 0.4
    body: float = 0.3
    names: float = 0.3
    members: int = 6  # best members of an incident that are averaged
    floor: float = 0.4  # what remains of a score after a long time
    fade: float = 30.0  # days
    undated: float = 0.85  # the factor when a day is unknown
    evidence: float = 0.15  # the most that evidence beside the words may add
    after: int = 7  # days after which an article follows up
    old: int = 120  # days after which it may look back


@dataclass(frozen=True, slots=True)
class Match:
    """How well an article fits one incident."""

    incident: str
    score: float  # words and evidence together
    evidence: tuple[Evidence, ...]
    shared: tuple[str, ...]  # terms in common, heaviest first
    apart: int | None  # days to the nearest member
    since: int | None  # days to the farthest one

    @property
    def vetoed(self) -> bool:
        """Whether a finding keeps the article out, however alike the words are."""
        return any(e.veto for e in self.evidence)

    def told(self, article: Article) -> str:
        """The grounds in the words of a person."""
        grounds = [e.words for e in self.evidence]
        said = " ".join(grounds)
        shown = [word for word in as_printed(article, self.shared) if word not in said]
        if shown:
            grounds.append(f"in common: {', '.join(shown[:SHOWN])}")
        return f"{'; '.join(grounds) or 'little in common'}; {self.score:.2f}"


def incident_id(article: Article) -> str:
    """The id of the incident that an article opens: the same on every machine."""
    return "i" + blake2b(article.id.encode(), digest_size=5).hexdigest()


def assign(
    article: Article,
    reading: Reading,
    features: Features,
    near: Sequence[Neighbour],
    settings: Settings = Settings(),
) -> Assignment:
    """Join the incident whose near members are most alike, propose what is nearly alike, else open a new one.

    `near` holds stored articles with the incident that each belongs to; links of the role mention are left out of it,
    so that no round-up pulls others along. Score: mean over the best members of
    the cosines of lead, body and names, fading with the days between, plus the evidence of the domain.
    """
    matches = rank(features, near, settings)
    fits = [m for m in matches if m.score >= settings.join and not m.vetoed]
    joined = [] if features.thin else fits[:1]
    beside = further(article, features, joined[0].incident, near, settings) if joined else []
    taken = {m.incident for m in (*joined, *beside)}
    proposed = [m for m in matches if m.incident not in taken and m.score >= settings.possible]
    return Assignment(
        joins=(
            *(
                (m.incident, role(article, reading, m.apart, m.since, settings), f"joins: {m.told(article)}", m.score)
                for m in joined
            ),
            *((m.incident, "mention", f"a paragraph tells of it: {m.told(article)}", m.score) for m in beside),
        ),
        possible=tuple((m.incident, f"possible: {m.told(article)}", m.score) for m in proposed[:PROPOSALS]),
        reason="" if joined else opening(article, features, matches, settings),
    )


def further(
    article: Article, features: Features, first: str, near: Sequence[Neighbour], settings: Settings
) -> list[Match]:
    """Incidents that a paragraph of the article tells of, and by far rather than of the first one; best first."""
    found: dict[str, Match] = {}
    if all(n.incident == first for n in near):
        return []
    for paragraph in paragraphs(article, features):
        best, *others = rank(paragraph, near, settings)
        own = next((m.score for m in others if m.incident == first), 0.0)
        clear = best.incident != first and best.score >= settings.beside and own <= best.score / 2
        if clear and (best.incident not in found or found[best.incident].score < best.score):
            found[best.incident] = best
    return sorted(found.values(), key=lambda m: (-m.score, m.incident))


def rank(features: Features, near: Sequence[Neighbour], settings: Settings) -> list[Match]:
    """How well an article fits each incident that is near, best first."""
    members: dict[str, list[Neighbour]] = {}
    for neighbour in near:
        members.setdefault(neighbour.incident, []).append(neighbour)
    offered = offers(features, [[m.features for m in group] for group in members.values()])
    matches = [match(features, incident, group, offered, settings) for incident, group in members.items()]
    return sorted(matches, key=lambda m: (-m.score, m.incident))


def match(
    features: Features, incident: str, members: Sequence[Neighbour], offered: Offers, settings: Settings
) -> Match:
    """Compare an article with the members of one incident that are near it."""
    scored = [(similarity(features, m.features, settings), m.article, m.features) for m in members]
    best = nlargest(settings.members, scored, key=lambda s: s[:2])
    mean = sum(score for score, _, _ in best) / len(best)
    spans = [d for m in members if (d := days_apart(features.day, m.features.day)) is not None]
    apart = min(spans, default=None)
    decay = settings.undated if apart is None else settings.floor + (1 - settings.floor) * exp(-apart / settings.fade)
    evidence = weighed(features, [m.features for m in members], offered)
    score = mean * decay + min(sum(e.adds for e in evidence), settings.evidence)
    shared = shared_terms(features, best[0][2])
    if apart is None and all(term.startswith(STANDING) for term in shared):
        evidence = (*evidence, Evidence(0.0, "no day known and only governments in common", veto=True))
    return Match(incident, score, evidence, shared, apart, max(spans, default=None))


def similarity(a: Features, b: Features, settings: Settings) -> float:
    """The weighed cosines of the three fields, 0 to 1."""
    return (
        settings.lead * cosine(a.lead, b.lead)
        + settings.body * cosine(a.body, b.body)
        + settings.names * cosine(a.names, b.names)
    )


def cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """The cosine of two sparse vectors of unit length."""
    if len(b) < len(a):
        a, b = b, a
    return sum(weight * b[term] for term, weight in a.items() if term in b)


def shared_terms(a: Features, b: Features) -> tuple[str, ...]:
    """The single terms and marks that weigh most in the likeness of two articles."""
    weights: dict[str, float] = {}
    for one, other in ((a.lead, b.lead), (a.body, b.body), (a.names, b.names)):
        for term in one.keys() & other.keys():
            if " " not in term:
                weights[term] = weights.get(term, 0.0) + one[term] * other[term]
    return tuple(nlargest(HEAVIEST, weights, key=lambda term: (weights[term], term)))


def as_printed(article: Article, terms: Sequence[str]) -> tuple[str, ...]:
    """Terms as the article prints them: compared they are cut and folded. Marks as a person says them."""
    found = {term: spoken([term]) if ":" in term else term.lstrip("#") for term in terms}
    missing = {term for term in found if not words.spaceless(term[0])}
    for printed in words.WORD.finditer(f"{article.title}\n{article.text[:BODY]}"):
        for term in missing.intersection(words.pieces(printed[0])):
            found[term] = printed[0].lower()
            missing.discard(term)
        if not missing:
            break
    return tuple(dict.fromkeys(found.values()))


def role(
    article: Article, reading: Reading, apart: int | None, since: int | None, settings: Settings = Settings()
) -> str:
    """What an article is to its incident: statement, response, follow-up or retrospective.

    `apart` and `since` are the days between it and what is nearest and farthest of the incident. An article long after
    looks back when it says so, or when nobody says anything new in it.
    """
    fresh = [s for s in reading.statements if s.government and not s.background]
    accusing = sum(s.direction == "accusation" for s in fresh)
    answering = sum(s.direction == "response" for s in fresh)
    late = apart is not None and apart > settings.old
    if (late and not fresh) or ((since or 0) > settings.old and looks_back(article)):
        return "retrospective"
    if answering > accusing:
        return "response"
    return "statement" if fresh and not late and (apart or 0) <= settings.after else "follow-up"


def looks_back(article: Article) -> bool:
    """Whether title or lead say that this is told of the past."""
    return any(
        cue in f" {' '.join(words.terms(article.title + ' . ' + article.text[:LEAD]))} " for cue in cues_of_past()
    )


@cache
def cues_of_past() -> tuple[str, ...]:
    """The turns of background.toml that announce a look back, as terms."""
    return tuple(f" {' '.join(words.terms(cue))} " for cue in words.background()["looks_back"])


def opening(article: Article, features: Features, matches: Sequence[Match], settings: Settings) -> str:
    """Why an article opens an incident of its own."""
    if not matches:
        return "opens: nothing stored is near"
    best = matches[0]
    if features.thin and best.score >= settings.join:
        return f"opens: too short to join by itself ({best.told(article)})"
    if best.vetoed:
        return f"opens: kept apart from the nearest ({best.told(article)})"
    return f"opens: the nearest is not near enough, {settings.join:.2f} is needed ({best.told(article)})"
