"""Nouns -> the JSON shapes that other programs rely on: incidents, statements, hits, polls, boards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from briefing.factlines import measure_words, precision, teller
from briefing.model import (
    Answer,
    Board,
    Decision,
    Deed,
    Event,
    Fact,
    Hit,
    Lag,
    Poll,
    Position,
    Proposal,
    Statement,
)
from briefing.wording import answer_words, bottom_line, level_words

Json = dict[str, Any]


def statement_shape(statement: Statement, incident: str | None) -> Json:
    """One statement."""
    s = statement
    return {
        "id": s.id,
        "incident": incident,
        "article": s.article,
        "government": s.government,
        "party": s.party,
        "institution": s.institution,
        "speaker": s.speaker,
        "speaker_role": s.speaker_role,
        "direction": s.direction,
        "kind": list(s.kind),
        "level": s.level,
        "response_codes": list(s.response_codes),
        "joint_with": list(s.joint_with),
        "joint": s.joint,
        "form": s.form,
        "quote": s.quote,
        "cue": s.cue,
        "text": s.text,
        "start": s.start,
        "end": s.end,
        "spans": [list(x) for x in s.spans],
        "speaker_start": s.speaker_start,
        "speaker_end": s.speaker_end,
        "lang": s.lang,
        "said_on": s.said_on,
        "channel": s.channel,
        "via": s.via,
        "verification": s.verification,
        "likelihood": [{"scheme": scheme, "term": term} for scheme, term in s.likelihood],
        "confidence": s.confidence,
        "certainty": s.certainty,
        "background": s.background,
        "about": list(s.about),
        "actors": list(s.actors),
        "why": dict(s.why),
    }


def incident_shape(board: Board) -> Json:
    """One incident, as `incidents --json` lists it."""
    incident = board.incident
    answer = next(iter(board.answers), None)
    return {
        "id": incident.id,
        "title": incident.title,
        "title_by": "articles" if incident.computed is None else "person",
        "status": incident.status,
        "first": incident.first,
        "last": incident.last,
        "relevant": incident.relevant,
        "articles": [
            {
                "id": s.article.id,
                "url": s.article.url,
                "source": s.article.source,
                "published": s.article.published,
                "role": s.role,
                "origin": s.origin,
                "why": s.reason,
            }
            for s in board.sources
        ],
        "positions": [position_shape(p) for p in board.positions],
        "response": answer_shape(answer) if answer else None,
        "actors": list(board.actors),
        "origins": board.origins,
    }


def position_shape(position: Position) -> Json:
    """One government's position."""
    return {
        "government": position.government,
        "direction": position.direction,
        "level": position.level,
        "kinds": list(position.kinds),
        "response_codes": list(position.response_codes),
        "first_said": position.first_said,
        "statements": [s.id for s in position.statements],
    }


def answer_shape(answer: Answer) -> Json:
    """Whether an accused state answered; R00 where no answer was found."""
    return {
        "government": answer.government,
        "found": answer.found,
        "codes": list(answer.codes),
        "lag_hours": answer.lag_hours,
        "searched_until": answer.searched_until,
        "sources": answer.sources,
        "silent_days": answer.silent_days,
        "accusers": answer.accusers,
        "waiting": list(answer.waiting),
    }


def board_shape(board: Board) -> Json:
    """One incident with everything on its board, its articles with their stored text: for the reader alone."""
    shape = incident_shape(board)
    for article, source in zip(shape["articles"], board.sources, strict=True):
        held = source.article
        article |= {"title": held.title, "text": held.text, "lang": held.lang, "speaks_for": held.speaks_for}
        article |= {"number": source.number, "pinned": source.pinned}
        article |= {"revisions": source.revisions, "edited": source.edited}
    said = {s.id: s for p in board.positions for s in p.statements}
    return shape | {
        "title_of_articles": board.incident.title if board.incident.computed is None else board.incident.computed,
        "bottom_line": bottom_line(board),
        "statements": [statement_shape(s, board.incident.id) for s in said.values()],
        "voices": [statement_shape(s, board.incident.id) for s in board.voices],
        "answers": [answer_shape(a) | {"words": answer_words(a)} for a in board.answers],
        "answers_to": {i: {"government": to, "why": why} for i, (to, why) in board.answers_to.items()},
        "levels": {p.government: level_words(p.level) for p in board.accusers if p.level},
        **facts_shape(board),
        "edits": [
            {"article": e.article, "seen": f"{e.seen:%Y-%m-%dT%H:%M:%SZ}", "before": e.before, "after": e.after}
            for e in board.edits
        ],
        "possible": [proposal_shape(p) for p in board.possible],
    }


def facts_shape(board: Board) -> Json:
    """What is known of an incident; a list of what nobody tells is empty."""
    from briefing.gazetteer.names import actor_names

    facts = board.facts
    return {
        "type": [{name: getattr(d, name) for name in Deed.__slots__} for d in facts.deeds],
        "what": fact_shape(board, facts.what) if facts.what else None,
        "when": [fact_shape(board, f) | {"precision": precision(f.value)} for f in facts.when],
        "public": event_shape(facts.public) if facts.public else None,
        "victims": [fact_shape(board, f) for f in facts.victims],
        "figures": [figure_shape(board, f) for f in facts.figures],
        "products": [fact_shape(board, f) for f in facts.products],
        "cves": [fact_shape(board, f) for f in facts.cves],
        "actors_known": [
            {"name": a, "names": [{"name": name, "by": by} for name, by in actor_names().get(a, ())]}
            for a in board.actors
        ],
        "legal_steps": [
            {"kind": m.kind, "government": m.government, "count": m.count, "date": m.day}
            | {"words": measure_words(board, m), "fact": fact_shape(board, m.fact)}
            for m in facts.measures
        ],
        "timeline": [event_shape(e) for e in facts.timeline],
        "lags": [{name: getattr(lag, name) for name in Lag.__slots__} for lag in facts.lags],
    }


def fact_shape(board: Board, fact: Fact) -> Json:
    """One fact: its verbatim span, the same in one form, who reported it, and the rule that found it."""
    return {
        "text": fact.text,
        "value": fact.value,
        "article": fact.article,
        "start": fact.start,
        "end": fact.end,
        "statement": fact.statement,
        "reported_by": teller(board, fact),
        "also": list(fact.also),
        "why": fact.why,
    }


def figure_shape(board: Board, fact: Fact) -> Json:
    """One figure: its words, and the number where it has one ("thousands" has none)."""
    number = fact.value.split()[0]
    return fact_shape(board, fact) | {
        "figure": " ".join(fact.text.split()),
        "number": int(number) if number.isdigit() else None,
    }


def event_shape(event: Event) -> Json:
    """One line of a timeline."""
    return {
        "date": event.day,
        "event": event.what,
        "government": event.government,
        "detail": event.detail,
        "article": event.article,
        "statement": event.statement,
    }


def proposal_shape(proposal: Proposal) -> Json:
    """One article that may belong to an incident."""
    return {name: getattr(proposal, name) for name in Proposal.__slots__}


def decision_shape(decision: Decision) -> Json:
    """One line of the log."""
    return {
        "id": decision.id,
        "at": f"{decision.at:%Y-%m-%dT%H:%M:%SZ}",
        "who": decision.who,
        "what": decision.what,
        "target": decision.target,
        "incidents": list(decision.incidents),
        "articles": list(decision.articles),
        "title": decision.title if decision.what == "rename" else None,
        "undone": decision.undone,
    }


def hit_shape(hit: Hit) -> Json:
    """One search result."""
    return {name: getattr(hit, name) for name in Hit.__slots__}


def poll_shape(poll: Poll) -> Json:
    """The outcome of one feed's poll."""
    return {name: getattr(poll, name) for name in Poll.__slots__}


def sums_shape(polls: Mapping[str, int], *, entries: int, new: int, updated: int) -> Json:
    """The last line of a refresh: how many feeds ended how, and the sums."""
    return {"feeds": dict(polls), "entries": entries, "new": new, "updated": updated}
