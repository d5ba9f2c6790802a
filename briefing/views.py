"""Incident -> Board -> what changed, and the words that name codes; the same for screen, paper and command line."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from types import MappingProxyType

from briefing.gazetteer.names import government_names, institution_names
from briefing.incidents import accused_in, answer_state, answers_of, facts_of, level_of, searched
from briefing.model import (
    OFFICIAL_ROLES,
    Answer,
    Article,
    Board,
    Decision,
    Edit,
    Facts,
    IncidentRow,
    Membership,
    Parts,
    Position,
    Revision,
    Source,
    Statement,
    level_rank,
)

TRUST = {"original": 0, "matches-official": 1, "unverified": 2, "altered": 3, "doubtful": 4}
FORM_ORDER = {"direct": 0, "mixed": 1, "indirect": 2, "act": 3}
PRINTABLE_QUOTE = ("original", "matches-official", "unverified")

TOLD = 3  # response codes in a bottom line
LONGEST_QUOTE = 80  # words of a text that was changed
MARKS = re.compile('["“”„«»「」『』‘]|(?<!\\w)’|’(?!\\w)')
# "According to X, ...": read without its speaker the cue says nothing, so the line says "said".
BEFORE_ITS_SPEAKER = ("according", "as per", "per ", "selon", "d'après", "laut", "según", "podle", "によると")
NOT_VERBATIM = ("altered", "rewritten")  # marks of words that are no quotation
MARK_WORDS = {"original": "official", "matches-official": "matches the official text"}

LEVEL_WORDS = {
    "L0": "incident only",
    "L1": "acknowledges",
    "L2": "territory",
    "L3": "linked",
    "L4": "state-backed",
    "L5": "organ named",
    "L6": "state responsible",
}
CODE_WORDS = {
    "R00": "no response found",
    "R01": "categorical denial",
    "R02": "rejects as groundless",
    "R03": "firm opposition",
    "R04": "solemn representations",
    "R05": "demands evidence",
    "R06": "calls it a smear",
    "R07": "accuses the accuser",
    "R08": "says it is a victim itself",
    "R09": "speaks of ganging up",
    "R10": "offers dialogue",
    "R11": "warns of measures",
    "R12": "technical rebuttal",
    "R13": "legal action of its own",
    "R14": "no comment",
}


def board(
    parts: Parts, *, watch: Sequence[str], searched_until: str | None, searched_sources: int, facts: bool = True
) -> Board:
    """One incident as it is looked at; without `facts` it is made sooner.

    `watch` are the states whose answers are missed aloud; the search for answers reached to `searched_until` (ISO) in
    `searched_sources` sources.
    """
    said = tuple(s.judged(parts.verdicts.get(s.id)) for s in parts.statements)
    placed = {m.article: m for m in parts.memberships}
    rewritten = {s.article for s in parts.statements if s.verification == "doubtful"}
    own = {a for a, origin in parts.origins.items() if a == origin} - rewritten
    positions = _positions(said, own, {a.id: a.published for a in parts.articles})
    accused = accused_in(said, watch)
    answers_to = answers_of(said, {a.id: a for a in parts.articles})
    changed = {a.id: tuple(_edits(a, parts.revisions)) for a in parts.articles}
    edits = tuple(e for a in parts.articles if a.role in OFFICIAL_ROLES for e in changed[a.id])
    return Board(
        incident=parts.incident,
        accusers=tuple(p for p in positions if p.direction == "accusation"),
        others=tuple(p for p in positions if p.direction == "third-party"),
        answerers=tuple(p for p in positions if p.direction == "response"),
        answers=tuple(
            answer_state(replace(parts, statements=said), a, searched_until, searched_sources) for a in accused
        ),
        voices=tuple(s for s in said if not s.governments and s.party != "government"),
        sources=_sources(parts, placed, changed),
        origins=len(set(parts.origins.values())),
        actors=tuple(sorted({a for s in said for a in s.actors})),
        facts=facts_of(parts, said, accused, watch, answers_to, edits) if facts else Facts(),
        new=frozenset(s.id for s in said if s.governments and _is_new(parts.seen[s.id], parts.incident.read_at)),
        originals=_originals(said, parts),
        seen=parts.seen,
        answers_to=answers_to,
        possible=parts.possible,
        edits=edits,
    )


def _edits(article: Article, revisions: Mapping[str, Sequence[Revision]]) -> Iterator[Edit]:
    if article.id in revisions:
        from briefing.articles.edits import edits_of  # that room is loaded with the first text that was changed

        yield from edits_of(article, revisions[article.id])


def _originals(said: Sequence[Statement], parts: Parts) -> dict[str, Statement]:
    by_id = {s.id: s for s in said}
    twins = {i: v.twin for i, v in parts.verdicts.items() if v.verification == "altered"}
    return {i: by_id[twin] for i, twin in twins.items() if twin in by_id}


def _is_new(seen: datetime, read_at: datetime | None) -> bool:
    return read_at is None or seen > read_at


def _sources(
    parts: Parts, placed: Mapping[str, Membership], changed: Mapping[str, Sequence[Edit]]
) -> tuple[Source, ...]:
    """Official texts first, then press in order of publication; rewrites keep their place in that order."""
    order = sorted(
        parts.articles,
        key=lambda a: (a.role not in OFFICIAL_ROLES, a.published or "9999", a.id),
    )
    return tuple(
        Source(
            number=n,
            article=a,
            role=placed[a.id].role,
            origin=parts.origins.get(a.id, a.id),
            reason=placed[a.id].reason,
            pinned=placed[a.id].pinned,
            revisions=len(parts.revisions.get(a.id, ())),
            edited=bool(changed[a.id]),
        )
        for n, a in enumerate(order, 1)
    )


# ------------------------------------------------------------------------------------------------ positions
def _positions(
    statements: Sequence[Statement], own: Collection[str], published: Mapping[str, str | None]
) -> tuple[Position, ...]:
    """Every government's position, strongest first; a third-party remark joins what else that government says.

    `own` are the articles that carry words of their own, neither copies nor rewrites: theirs are shown first.
    """
    by_side: dict[tuple[str, str], list[Statement]] = {}
    for statement in statements:
        for government in statement.governments:
            by_side.setdefault((government, statement.direction), []).append(statement)
    for government, direction in [key for key in by_side if key[1] == "third-party"]:
        for side in ("accusation", "response"):
            if (government, side) in by_side:
                by_side[government, side] += by_side.pop((government, direction))
                break
    made = [
        _position(government, side, sorted(said, key=lambda s: _strength(s, government, own)), published)
        for (government, side), said in by_side.items()
    ]
    return tuple(sorted(made, key=_order))


def _order(position: Position) -> tuple[object, ...]:
    """Strongest first; of equal strength, official words before reported ones, more words before fewer."""
    best = min(TRUST[s.verification] for s in position.statements)
    return -level_rank(position.level), best, -len(position.statements), position.government


def _position(
    government: str, direction: str, statements: list[Statement], published: Mapping[str, str | None]
) -> Position:
    kept, copies = _folded(statements)
    level = level_of(statements)[0] if direction == "accusation" else None
    kinds = tuple(dict.fromkeys(k for s in kept for k in s.kind if k != "other")) or ("other",)
    today = [s for s in statements if not s.background]
    today = [s for s in today if not s.silent] or today  # who has answered is silent no more
    return Position(
        government=government,
        direction=direction,
        level=level,
        kinds=kinds,
        response_codes=tuple(sorted({c for s in today for c in s.response_codes})),
        first_said=min((d for s in today if (d := s.said_on or published.get(s.article))), default=None),
        statements=tuple(kept),
        copies=copies,
    )


def _strength(s: Statement, government: str, own: Collection[str]) -> tuple[object, ...]:
    alone = s.governments == (government,) or s.joint
    return (
        s.background,
        not alone,
        TRUST[s.verification],
        -level_rank(s.level),
        set(s.kind) <= {"other"},
        FORM_ORDER[s.form],
        s.article not in own,
    )


def _folded(statements: Sequence[Statement]) -> tuple[list[Statement], dict[str, int]]:
    """One statement for each utterance, the first that holds it, and how many more articles carry it."""
    kept: list[tuple[str, Statement]] = []
    carried: dict[str, set[str]] = {}
    for statement in statements:
        words = _words(statement.quote or statement.text)
        for held, first in kept:
            if words == held or (len(words) > 30 and words in held):
                carried.setdefault(first.id, set()).add(statement.article)
                break
        else:
            kept.append((words, statement))
    copies = {s.id: len(carried[s.id] - {s.article}) for _, s in kept if s.id in carried}
    return [s for _, s in kept], {i: n for i, n in copies.items() if n}


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


# ------------------------------------------------------------------------------------------------ words
def government_name(code: str) -> str:
    """The name a reader expects for a government's code; an unknown code stands for itself."""
    return government_names().get(code, code)


def level_words(level: str | None) -> str:
    """A level with its meaning: "L4 state-backed"; nothing for none."""
    return f"{level} {LEVEL_WORDS[level]}" if level else ""


def codes_words(codes: Sequence[str]) -> str:
    """Response codes in words, as a digest prints them."""
    return "; ".join(CODE_WORDS[c] for c in codes)


def is_quotable(statement: Statement) -> bool:
    """Whether the words inside the marks may be printed between marks: verbatim and neither altered nor doubtful."""
    return statement.quote is not None and statement.verification in PRINTABLE_QUOTE


@dataclass(frozen=True, slots=True)
class Line:
    """A statement as it may be printed: `lead` is ours, `text` the article's, with marks only where they may stand."""

    lead: str
    text: str
    who: str
    when: str
    mark: str  # official, matches the official text, altered, rewritten, reported
    struck: bool = False  # an altered quotation: shown, and never as a quotation


def line(statement: Statement, publisher: str, published: str | None = None) -> Line:
    """A statement as screen and paper print it.

    A direct quotation stands in its marks; a reported clause follows its verb without any of ours; what is altered or
    comes from a rewrite loses its marks and says so.
    """
    when = short_time(statement.said_on or published)
    flat = " ".join(statement.text.split())
    if statement.verification == "doubtful":
        return Line(f"as rewritten by {publisher}:", MARKS.sub("", flat), who(statement), when, "rewritten")
    if statement.verification == "altered":
        return Line("altered:", MARKS.sub("", flat), who(statement), when, "altered", struck=True)
    mark = MARK_WORDS.get(statement.verification, "reported")
    if statement.form == "direct":
        return Line("", flat if MARKS.match(flat) else f"“{flat}”", who(statement), when, mark)
    verb = statement.cue or ""
    act = statement.form == "act" and (not verb or (statement.kind == ("no_comment",) and verb in flat))
    if act or verb == flat:
        return Line("", flat, who(statement), when, mark)  # told by its name, "no reply", or by its verb alone
    lead = "said" if verb.lower().startswith(BEFORE_ITS_SPEAKER) or not verb else verb
    return Line(lead, flat, who(statement), when, mark)


def who(statement: Statement) -> str:
    """Speaker and office, else the institution, as far as known; what one of them says the other does not repeat."""
    speaker, office = statement.speaker or "", statement.speaker_role or ""
    institution = statement.institution or ""
    if speaker.lower() in office.lower() or office.lower() in speaker.lower():
        named = max(speaker, office, key=len)
    else:
        named = f"{speaker}, {office}"
    return named or institution_names().get(institution, institution) or "no speaker named"


def answer_words(answer: Answer, most: int | None = None) -> str:
    """Whether the accused answered: "China answered after 20 hours: firm opposition", or until when none was found.

    Where only some of its accusers have an answer it says how many, and who has none. Beyond `most` of them codes and
    names are counted.
    """
    name = government_name(answer.government)
    if answer.found:
        whom = f" {_answered(answer)} accusers" if answer.waiting else ""
        lag = "" if answer.lag_hours is None else f" {lag_words(answer.lag_hours)}"
        said = some([CODE_WORDS[c] for c in answer.codes], most, "; ")
        answered = f"{name} answered{whom}{lag}" + (f": {said}" if said else "")
        return ". ".join(filter(None, (answered, waiting_words(answer, most))))
    days = f", silent for {_days(answer.silent_days)}" if answer.silent_days else ""
    return f"{name}: no response found{search_words(answer)}{days}"


def lag_words(hours: int) -> str:
    """How soon an answer came: "the same day", "after 20 hours", and in whole days where days alone are known."""
    if not hours:
        return "the same day"
    return f"after {_days(hours // 24) if hours % 24 == 0 else count(hours, 'hour')}"


def _answered(answer: Answer) -> str:
    return f"{answer.accusers - len(answer.waiting)} of {answer.accusers}"


def waiting_words(answer: Answer, most: int | None = None) -> str:
    """Which accusers have no answer where others have: "No answer found to Japan and NATO as of 6 May 2031 in 3
    sources"; nothing where all have. Beyond `most` names they are counted.
    """
    names = [government_name(g) for g in answer.waiting]
    told = listed(names) if most is None or len(names) <= most else some(names, most)
    return f"No answer found to {told}{search_words(answer)}" if names else ""


def search_words(answer: Answer) -> str:
    """How far an answer was looked for: " as of 6 May 2031 in 3 sources"."""
    until = f" as of {short_time(answer.searched_until)}" if answer.searched_until else ""
    return f"{until} in {count(answer.sources, 'source')}"


def edit_words(edit: Edit) -> str:
    """How a text read before it was changed, and how it reads now, between marks: both are verbatim."""
    until = f"until {short_time(edit.seen.isoformat(timespec='seconds'))} it"
    if not edit.before:
        return f"{until} did not say: {_quoted(edit.after)}"
    now = f"now: {_quoted(edit.after)}" if edit.after else "that is gone"
    return f"{until} read: {_quoted(edit.before)}; {now}"


def _quoted(text: str) -> str:
    words = text.split()
    left = len(words) - LONGEST_QUOTE
    quoted = f"“{' '.join(words[:LONGEST_QUOTE])}”"
    return f"{quoted} and {count(left, 'more word')}" if left > 0 else quoted


def revision_words(article: Article, revisions: Sequence[Revision]) -> tuple[str, ...]:
    """Each earlier version of an article in words, oldest first: how it read until when."""
    edits = list(_edits(article, {article.id: revisions}))
    told = {r.replaced_at: [edit_words(e) for e in edits if e.seen == r.replaced_at] for r in revisions}
    return tuple(
        words
        for at, changed in sorted(told.items())
        for words in changed or [f"until {short_time(at.isoformat(timespec='seconds'))} it was cut short"]
    )


def bottom_line(board: Board) -> str:
    """The incident in one sentence: who accuses whom, how strongly, and what the accused said."""
    edited = ["An official text on it was changed."] if board.edits else []
    if not board.accusers:
        return " ".join(["Nobody accuses a state.", *edited])
    answers = (f"{answer_words(a, TOLD)}." for a in board.answers)
    return " ".join([f"{'; '.join(_charges(board))}.", *answers, *edited])


def _charges(board: Board) -> Iterator[str]:
    """A clause for those who accuse the same states, strongest first; who names none goes with the first accused."""
    accused = [a.government for a in board.answers]
    aims = {p.government: [to for to in accused if any(to in s.about for s in p.statements)] for p in board.accusers}
    usual = next((aim for aim in aims.values() if set(accused[:1]) <= set(aim)), [])
    by_aim: dict[tuple[str, ...], list[Position]] = {}
    for position in board.accusers:
        by_aim.setdefault(tuple(aims[position.government] or usual), []).append(position)
    for aim, positions in by_aim.items():
        accusers: list[str] = []
        for level, of in groupby(positions, key=lambda p: p.level):
            names = [government_name(p.government) for p in of]
            accusers += [f"{listed(names)} ({level_words(level)})"] if level else names
        whom = [government_name(to) for to in aim] or ["no named state"]
        yield f"{listed(accusers)} accuse{'s' if len(positions) == 1 else ''} {listed(whom)}"


def decision_words(decision: Decision, names: Mapping[str, str] = MappingProxyType({})) -> str:
    """What was decided, in words: "merge i2 into i1"; incidents and articles under their `names`, else their ids."""
    target = names.get(decision.target, decision.target)
    incidents = [names.get(i, i) for i in decision.incidents]
    articles = [names.get(a, a) for a in decision.articles]
    match decision.what:
        case "merge":
            return f"merge {listed(incidents)} into {target}"
        case "split":
            return f"split {listed(articles)} off {listed(incidents)} as {decision.target}"
        case "move":
            return f"move {listed(articles)} from {listed(incidents)} to {target}"
        case "apart":
            return f"keep apart {listed([target, *incidents])}"
        case "confirm":
            return f"confirm {listed(articles)} in {target}"
        case "refuse":
            return f"refuse {listed(articles)} from {target}"
        case "rename":
            return f"rename {target} to {decision.title}" if decision.title else f"call {target} as its articles do"
    return f"{decision.what} {target}"


def short_time(text: str | None) -> str:
    """An ISO date or instant as people write it: "20 Jul 2021" or "20 Jul 2021 08:02 UTC"; undated says so."""
    if not text:
        return "undated"
    if len(text) <= 10:
        year, *rest = text.split("-")
        form = ("%Y", "%b %Y", "%-d %b %Y")[len(rest)]
        return f"{date(int(year), *map(int, [*rest, '1', '1'][:2])):{form}}"
    return f"{datetime.fromisoformat(text):%-d %b %Y %H:%M} UTC"


def _days(days: int | None) -> str:
    return count(days or 0, "day")


def count(number: int, noun: str) -> str:
    """A number with its noun: "1 hour", "2,000 hours"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def some(items: Sequence[str], most: int | None, mark: str = ", ") -> str:
    """The first few of some things, and how many more there are: "a, b and 3 more"; all for no limit."""
    left = 0 if most is None else len(items) - most
    return mark.join(items[: len(items) - max(left, 0)]) + (f" and {left} more" if left > 0 else "")


def listed(items: Sequence[str]) -> str:
    """Things as people list them: "a, b and c"."""
    return " and ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


def as_of(row: IncidentRow, searched_until: str | None, searched_sources: int) -> IncidentRow:
    """A list row with its answer as the board tells it today: silence grows while nothing else changes."""
    return replace(row, answer=searched(row.answer, searched_until, searched_sources)) if row.answer else row


def answer_short(answer: Answer) -> str:
    """The answer in the few cells of a list: "CN +20h", "CN +2d (3 of 5)", "CN same day", "CN answered", "CN silent 3
    days".
    """
    if answer.found:
        lag = _lag_short(answer.lag_hours)
        return f"{answer.government} {lag}" + (f" ({_answered(answer)})" if answer.waiting else "")
    silent = f"silent {_days(answer.silent_days)}" if answer.silent_days else "no answer yet"
    return f"{answer.government} {silent}"


def _lag_short(hours: int | None) -> str:
    if not hours:
        return "answered" if hours is None else "same day"
    return f"+{hours}h" if hours % 24 else f"+{hours // 24}d"
