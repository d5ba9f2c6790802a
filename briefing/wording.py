"""Codes, answers, edits and decisions in words; the same for screen, paper and command line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING

from briefing.excerpts import CUT, beginning, shares

if TYPE_CHECKING:
    from briefing.model import Answer, Board, Decision, Edit, Position, Statement

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


def government_name(code: str) -> str:
    """The name a reader expects for a government's code; an unknown code stands for itself."""
    from briefing.gazetteer.names import government_names  # many commands name nobody

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


def line(statement: Statement, publisher: str, published: str | None = None, most: int | None = None) -> Line:
    """A statement as screen and paper print it, of its words at most so many.

    A direct quotation stands in its marks; a reported clause follows its verb without any of ours; what is altered or
    comes from a rewrite loses its marks and says so. The mark of a cut stands outside all marks of quotation.
    """
    when = short_time(statement.said_on or published)
    if statement.verification == "doubtful":
        text = excerpt(MARKS.sub("", statement.text), most)
        return Line(f"as rewritten by {publisher}:", text, who(statement), when, "rewritten")
    if statement.verification == "altered":
        text = excerpt(MARKS.sub("", statement.text), most)
        return Line("altered:", text, who(statement), when, "altered", struck=True)
    mark = MARK_WORDS.get(statement.verification, "reported")
    text = excerpt(statement.text, most)
    if statement.form == "direct":
        return Line("", text if MARKS.match(text) else quoted(statement.text, most), who(statement), when, mark)
    flat = " ".join(statement.text.split())
    verb = statement.cue or ""
    act = statement.form == "act" and (not verb or (statement.kind == ("no_comment",) and verb in flat))
    if act or verb == flat:
        return Line("", text, who(statement), when, mark)  # told by its name, "no reply", or by its verb alone
    lead = "said" if verb.lower().startswith(BEFORE_ITS_SPEAKER) or not verb else verb
    return Line(lead, text, who(statement), when, mark)


def excerpt(text: str, most: int | None) -> str:
    """A text on one line; where it has more than `most` words, its beginning and the mark of the cut."""
    kept, cut = beginning(text, most)
    return kept + CUT * cut


def quoted(text: str, most: int | None) -> str:
    """The same between marks of ours, and the mark of the cut behind them."""
    kept, cut = beginning(text, most)
    return f"“{kept}”{CUT * cut}"


def who(statement: Statement) -> str:
    """Speaker and office, else the institution, as far as known; what one of them says the other does not repeat."""
    speaker, office = statement.speaker or "", statement.speaker_role or ""
    institution = statement.institution or ""
    if speaker.lower() in office.lower() or office.lower() in speaker.lower():
        named = max(speaker, office, key=len)
    else:
        named = f"{speaker}, {office}"
    from briefing.gazetteer.names import institution_names

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


def edit_words(edit: Edit, most: int | None = None) -> str:
    """How a text read before it was changed, and how it reads now, between marks: both are verbatim, and together have
    at most so many words.
    """
    before, after = _quoted(edit.before), _quoted(edit.after)
    if most is not None:
        one, other = shares(edit.before, edit.after, most)
        before, after = quoted(edit.before, min(one, LONGEST_QUOTE)), quoted(edit.after, min(other, LONGEST_QUOTE))
    until = f"until {short_time(edit.seen.isoformat(timespec='seconds'))} it"
    if not edit.before:
        return f"{until} did not say: {after}"
    now = f"now: {after}" if edit.after else "that is gone"
    return f"{until} read: {before}; {now}"


def _quoted(text: str) -> str:
    words = text.split()
    left = len(words) - LONGEST_QUOTE
    quoted = f"“{' '.join(words[:LONGEST_QUOTE])}”"
    return f"{quoted} and {count(left, 'more word')}" if left > 0 else quoted


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
