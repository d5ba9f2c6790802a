"""Where an article belongs: the incidents it joins, or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from hashlib import blake2b
from heapq import nlargest

from briefing.incidents import words
from briefing.incidents.asides import about, named_beside, naming
from briefing.incidents.evidence import days_apart, spoken
from briefing.incidents.features import BODY, LEAD
from briefing.incidents.matching import DEFAULTS, Match, Settings, by_incident, decay, fits, rank, similarity
from briefing.incidents.paragraphs import paragraphs
from briefing.model import Article, Assignment, Features, Neighbour, Reading

SHOWN = 5  # words in common that a reason tells
PROPOSALS = 3
CODED = ("institution:", "office:")  # terms that only a table can say in words
LINKS, WEAKEST = 40, 0.03  # links to earlier articles that are kept, and their least strength


def incident_id(article: Article) -> str:
    """The id of the incident that an article opens: the same on every machine."""
    return incident_named(article.id)


def incident_named(article: str) -> str:
    """The id of the incident that the article of this id opens."""
    return "i" + blake2b(article.encode(), digest_size=5).hexdigest()


def assign(
    article: Article,
    reading: Reading,
    features: Features,
    near: Sequence[Neighbour],
    settings: Settings = DEFAULTS,
) -> Assignment:
    """Join the incident whose near members are most alike, propose what is nearly alike, else open a new one.

    `near` holds stored articles with the incident that each belongs to; links of the role mention are left out of it,
    so that no round-up pulls others along. Score: mean over the best members of
    the cosines of lead, body and names, fading with the days between, plus the evidence of the domain. What is proposed
    asks a person's time: only of incidents of a cyber matter.
    """
    alike = {n.article: similarity(features, n.features, settings) for n in near}
    matches = rank([features], near, settings, alike)
    joined = [] if features.thin else [m for m in matches if fits(m, [features], matches, settings)][:1]
    beside = further(article, features, joined[0].incident, near, settings) if joined else []
    taken = {m.incident for m in (*joined, *beside)}
    named = [n for n in _named(features, joined[0].incident, near) if n[0] not in taken] if joined else []
    taken.update(incident for incident, _, _ in named)
    cyber = {n.incident for n in near if n.features.marks}
    proposed = [m for m in matches if m.incident in cyber - taken and m.score >= settings.possible]
    return Assignment(
        joins=(
            *(
                (m.incident, role(article, reading, m.apart, m.since, settings), f"joins: {told(m, article)}", m.score)
                for m in joined
            ),
            *((m.incident, "mention", f"a paragraph tells of it: {told(m, article)}", m.score) for m in beside),
            *((incident, "mention", naming(name), share) for incident, name, share in named),
        ),
        possible=tuple((m.incident, f"possible: {told(m, article)}", m.score) for m in proposed[:PROPOSALS]),
        reason="" if joined else opening(article, features, matches, settings),
        links=links(features, near, alike, settings),
    )


def _named(features: Features, own: str, near: Sequence[Neighbour]) -> list[tuple[str, str, float]]:
    told_of = {incident: about(n.features for n in members) for incident, members in by_incident(near).items()}
    return named_beside(features, own, told_of)


def links(
    features: Features, near: Sequence[Neighbour], alike: Mapping[str, float], settings: Settings
) -> tuple[tuple[str, float], ...]:
    """(earlier article, how alike the two are, the days between counted), strongest first; for a later repair.

    Articles of cyber matters are linked by a mark in common too, however little alike.
    """
    found, marked = {}, set()
    for n in near:
        apart = days_apart(features.day, n.features.day)
        found[n.article] = alike[n.article] * decay(apart, bool(features.marks and n.features.marks), settings)
        if not features.marks.isdisjoint(n.features.marks):
            marked.add(n.article)
    kept = nlargest(LINKS, found.items(), key=lambda item: (item[0] in marked, item[1], item[0]))
    return tuple((article, score) for article, score in kept if score >= WEAKEST or article in marked)


def further(
    article: Article, features: Features, first: str, near: Sequence[Neighbour], settings: Settings
) -> list[Match]:
    """Incidents that a paragraph of the article tells of, and by far rather than of the first one; best first."""
    found: dict[str, Match] = {}
    if all(n.incident == first for n in near):
        return []
    settings = replace(settings, members=settings.witnesses)
    for paragraph in paragraphs(article, features):
        best, *others = rank([paragraph], near, settings)
        own = next((m.score for m in others if m.incident == first), 0.0)
        clear = best.incident != first and best.score >= settings.beside and own <= best.score / 2
        if clear and (best.incident not in found or found[best.incident].score < best.score):
            found[best.incident] = best
    return sorted(found.values(), key=lambda m: (-m.score, m.incident))


def told(match: Match, article: Article | None = None) -> str:
    """The grounds of a match in the words of a person, as the article prints them."""
    grounds = [e.words for e in match.evidence]
    said = " ".join(grounds)
    shown = [word for word in as_printed(article, match.shared) if word not in said]
    if shown:
        grounds.append(f"in common: {', '.join(shown[:SHOWN])}")
    return f"{'; '.join(grounds) or 'little in common'}; {match.score:.2f}"


def as_printed(article: Article | None, terms: Sequence[str]) -> tuple[str, ...]:
    """Terms as the article prints them, if one is given: compared they are cut and folded. Marks as one says them."""
    found = {t: spoken([t]) if ":" in t else t.lstrip("#") for t in terms if not t.startswith(CODED)}
    missing = {term for term in found if article and ":" not in term and not words.spaceless(term[0])}
    for printed in words.WORD.finditer(f"{article.title}\n{article.text[:BODY]}" if article else ""):
        for term in missing.intersection(words.pieces(printed[0])):
            found[term] = printed[0].lower()
            missing.discard(term)
        if not missing:
            break
    return tuple(dict.fromkeys(found.values()))


def role(
    article: Article, reading: Reading, apart: int | None, since: int | None, settings: Settings = DEFAULTS
) -> str:
    """What an article is to its incident: statement, response, follow-up or retrospective.

    `apart` and `since` are the days between it and what is nearest and farthest of the incident. An article long after
    looks back when it says so, or when nobody says anything new in it.
    """
    fresh = [s for s in reading.statements if s.government and not s.background]
    accusing = sum(s.direction == "accusation" for s in fresh)
    answering = sum(s.direction == "response" and not s.silent for s in fresh)
    late = apart is not None and apart > settings.old
    if (late and not fresh) or ((since or 0) > settings.old and looks_back(article)):
        return "retrospective"
    if answering > accusing:
        return "response"
    return "statement" if fresh and not late and (apart or 0) <= settings.after else "follow-up"


def role_among(article: Article, reading: Reading, days: Sequence[str | None], settings: Settings = DEFAULTS) -> str:
    """What an article is to an incident whose members are of these days, its own among them."""
    day = article.published[:10] if article.published else None
    others = list(days)
    if day in others:
        others.remove(day)
    spans = [d for other in others if (d := days_apart(day, other)) is not None]
    return role(article, reading, min(spans, default=None), max(spans, default=None), settings)


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
        return f"opens: too short to join by itself ({told(best, article)})"
    if best.vetoed:
        return f"opens: kept apart from the nearest ({told(best, article)})"
    return f"opens: the nearest is not near enough, {settings.join:.2f} is needed ({told(best, article)})"
