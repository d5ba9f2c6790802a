"""Reported clauses made ready for judging, and who in an article is accused and who answers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from briefing.gazetteer import ORGAN, SELF, STATE, Gazetteer, Language
from briefing.model import Span
from briefing.statements.clauses import Report
from briefing.statements.memory import Speaker
from briefing.statements.mentions import Mention, marked, masked, within

LONGEST_LEAD = 80  # characters between a verb and its content that still belong to the verb
_FIRST_STATE = re.compile(rf"(?:the )?[{STATE}{ORGAN}]")
MARK = re.compile(rf"[{STATE}{ORGAN}]")
# What is rejected without being a charge: "dismissed doubts that ...", "rejected China's denials".
_NO_CHARGE = re.compile(r"(?:\S+ ){0,3}(?:doubts?|denials?|excuses?|protestations?|objections?)\b", re.I)
_MARKS = dict.fromkeys(map(ord, '"“”„‟«»'))
_ANSWERS = frozenset({"answer", "respond", "reply", "retort", "counter"})


@dataclass(frozen=True, slots=True)
class Scene:
    """What surrounds a reported clause: the text with its names, whether the matter is a cyber one, the channel."""

    text: str
    found: Sequence[Mention]
    gazetteer: Gazetteer
    language: Language
    cyber: bool
    channel: str | None


@dataclass(frozen=True, slots=True)
class Clause:
    """A reported clause made ready for judging: its speaker, its words as written and with names masked."""

    report: Report
    speaker: Speaker
    cue: str
    words: str
    mask: str
    marks: tuple[str, ...]
    about: tuple[str, ...]
    actors: tuple[str, ...]
    cyber: bool
    background: bool
    worded: Mapping[str, str]  # kind -> the words that give it
    levels: Mapping[str, str]  # level -> the words that give it
    channel: str | None = None
    source: str = ""  # the words that name the speaker

    @property
    def said(self) -> str:
        """The cue and the masked words, as one wording."""
        return f"{self.cue} {self.mask}"

    @property
    def denies(self) -> bool:
        """Whether its verb rejects a charge, not doubts or somebody's denial."""
        return self.report.cue.kind == "denial" and _NO_CHARGE.match(self.words) is None

    @property
    def names_state(self) -> bool:
        """Whether another government or an organ of one is named."""
        return STATE in self.mask or ORGAN in self.mask


@dataclass(slots=True)
class Sides:
    """Who is accused and who answers in one article, told from its clauses; `accused` in order of mention."""

    accused: dict[str, str] = field(default_factory=dict)  # government -> why

    def answers(self, speaker: Speaker) -> bool:
        """Whether the speaker speaks for an accused government."""
        return bool(speaker.governments) and all(g in self.accused for g in speaker.governments)


def clause(scene: Scene, report: Report, speaker: Speaker) -> Clause:
    """Masks the names of a reported clause and notes whom it speaks about."""
    text, found, own = scene.text, scene.found, speaker.governments
    spans = (*([report.patient] if report.patient else []), *report.spans)
    inside = [m for a, b in spans for m in within(found, a, b)]
    about = (s.government for m in inside if (s := m.senses[0]).what != "actor" and not s.shared)
    cue_start, cue_end = report.cue_span
    before = report.speaker is not None and report.speaker[1] < cue_start and not scene.language.verb_last
    verb_start = report.speaker[1] if report.speaker and before else cue_start
    if not scene.language.spaced:  # of a verb that shares its subject, what the verb before reports is no lead
        verb_start = max([verb_start, *(text.rfind(c, verb_start, cue_start) + 1 for c in "，；。")])
    if scene.language.verb_last and report.speaker and report.cue.kind in ("denial", "no_comment", "unanswered"):
        verb_start = min(report.speaker[1], cue_start)  # the adverbs of the verb stand before its content
    cue = _lead(scene, report, own)
    mask = " … ".join(masked(text, a, b, found, own, scene.gazetteer) for a, b in spans)
    if scene.language.spaced:
        mask = mask.translate(_MARKS)  # 'does not "support" hacking' says what it says without them
    own_words, noted = parted(f"{cue} {mask}", scene.language)
    return Clause(
        report=report,
        speaker=speaker,
        cue=cue,
        words=" … ".join(text[a:b] for a, b in spans) or text[cue_start:cue_end],
        mask=mask,
        marks=tuple(marked(found, spans, own, scene.gazetteer)),
        about=tuple(g for g in dict.fromkeys(about) if g and g not in own),
        actors=tuple(dict.fromkeys(a for m in inside for a in m.actors)),
        cyber=scene.cyber,
        background=_is_background(scene, verb_start, cue_end),
        worded=scene.language.kinds.found(own_words),
        levels=levels_in(own_words, noted, scene.language),
        channel=scene.channel,
        source=text[slice(*report.speaker)].casefold() if report.speaker else "",
    )


def parted(said: str, language: Language) -> tuple[str, str]:
    """A wording up to the words of others that it takes note of, and how it takes note; empty where it does not."""
    noted = language.acknowledged.search(said)
    return (said[: noted.start()], noted.group()) if noted else (said, "")


def levels_in(own_words: str, noted: str, language: Language) -> dict[str, str]:
    """Level -> the words that give it, of a wording that was parted."""
    found = language.levels.found(own_words)
    return {"L1": noted, **found} if noted else found


def _is_background(scene: Scene, verb_start: int, cue_end: int) -> bool:
    """Whether words before the verb, or right behind it, tell that it was said earlier: "denied several times"."""
    words = scene.language.background
    return bool(words.search(scene.text, verb_start, cue_end) or words.match(scene.text, cue_end + 1))


def _lead(scene: Scene, report: Report, own: tuple[str, ...]) -> str:
    """The cue with what stands between it and its content: "told [state] and its allies"."""
    start, end = report.cue_span
    first = report.spans[0][0] if report.spans else end
    stop = first if end <= first <= end + LONGEST_LEAD else end
    return masked(scene.text, start, stop, scene.found, own, scene.gazetteer).rstrip()


def sides(clauses: Sequence[Clause], told: Mapping[str, str], gazetteer: Gazetteer, language: Language) -> Sides:
    """Who is accused: the state that the article itself ties to the deed, whoever denies, then whom others accuse.

    `told` holds the states that the article itself ties to the deed, each with how; two of them decide nothing. A
    government that answers with charges of its own does not turn its accuser into an accused, nor does a nameless
    report one that accuses.
    """
    out = Sides()
    spoken = sorted(c.report.cue_span[0] for c in clauses if c.speaker.governments)
    said = [c for c in clauses if c.speaker.known or c.report.frame != "loose quotation"]
    edges = [(c, target) for c in said if (target := _target(c, spoken, language, gazetteer))]
    silent = {
        g
        for c in clauses
        if c.report.cue.frame == "silence" and language.charges.search(c.mask)
        for g in c.speaker.governments
    }
    # Of two who accuse each other: who has accused before, and whoever first accuses one that is silent on charges.
    edges.sort(key=lambda edge: edge[1] not in silent and not _has_accused(edge[0].speaker, edge[1], gazetteer))
    targets = {target for _, target in edges}
    accusers = {g for c, _ in edges for g in c.speaker.governments}
    if len(told) == 1:
        out.accused |= told
    suspect = any(target in gazetteer.suspects for target in targets)
    for c in clauses:
        own = c.speaker.governments
        if len(own) != 1 or not c.cyber or c.report.cue.frame == "nominal":
            continue
        answer = _answer(c, own[0], targets, accusers, language, own[0] in gazetteer.suspects)
        if answer and (c.denies or own[0] in gazetteer.suspects or not suspect):
            out.accused.setdefault(own[0], answer)
    for c, target in edges:
        nameless = not c.speaker.governments and target in accusers
        if not nameless and not any(g in out.accused for g in c.speaker.governments):
            out.accused.setdefault(target, f"accused by {', '.join(c.speaker.governments) or c.speaker.party}")
    return out


def _answer(
    c: Clause, own: str, targets: set[str], accusers: set[str], language: Language, suspect: bool
) -> str | None:
    """By which words a clause answers a charge against its own government, often a `suspect`, if it does."""
    cue = c.report.cue
    if c.denies or (own in targets and cue.lemma in _ANSWERS):
        return f"cue '{cue.lemma}'"
    charge = language.charges.search(c.mask) is not None
    worded = c.worded.get("denial") or (c.worded.get("demand_evidence") if suspect else None)
    denial = worded if cue.kind in ("", "condemnation", "attribution") else None
    if denial and (own in targets or charge or own not in accusers or cue.kind == "attribution"):
        return f"'{shown(denial)}'"
    retort = language.retorts.search(c.mask) if suspect and own not in accusers else None
    return f"'{shown(retort.group())}'" if retort else None


def tied_to(start: int, end: int, scene: Scene) -> frozenset[str]:
    """The states that the article's own words in text[start:end] tie to a cyber deed."""
    mask = masked(scene.text, start, end, scene.found, (), scene.gazetteer)
    if not scene.cyber or scene.language.asides.search(mask):
        return frozenset()
    marks = tuple(marked(scene.found, ((start, end),), (), scene.gazetteer))
    wordings = (m for lv, p in scene.language.levels.rules if lv in ("L2", "L3", "L4") for m in p.finditer(mask))
    return frozenset(state for m in wordings if (state := _within(m, mask, marks)))


def goes_on(text: str, sentence: Span, begin: int, language: Language) -> bool:
    """Whether a sentence goes on with the words that begin at an offset before it: by its opening and its stance.

    In a script without spaces also behind a colon that opens words without marks, as long as it answers or accuses.
    """
    after = text[slice(*sentence)]
    opened = not language.spaced and text[begin - 1 : begin] in (":", "：")
    if opened and (language.kinds.found(after) or language.codes.found(after)):
        return True
    return bool(language.going_on.match(after) and language.stance.search(after))


def may_be_about(own: str, start: int, end: int, scene: Scene) -> bool:
    """Whether the question in text[start:end] may be about a state's own deed: not of another's organ alone."""
    question = masked(scene.text, start, end, scene.found, (own,), scene.gazetteer)
    return ORGAN not in question or SELF in question


def _target(c: Clause, spoken: Sequence[int], language: Language, gazetteer: Gazetteer) -> str | None:
    """The state that the words accuse: the one of an accusing verb's object, else of the strongest wording."""
    if not c.cyber or c.denies or c.report.cue.kind == "call" or c.report.cue.frame == "silence":
        return None
    inside = sum(bisect_left(spoken, b) - bisect_left(spoken, a) for a, b in c.report.spans)
    itself = any(a <= c.report.cue_span[0] < b for a, b in c.report.spans)  # an act's name stands in its own span
    if inside > itself:
        return None  # it reports what somebody else says
    back = not gazetteer.suspects.isdisjoint(c.speaker.governments) and language.cyber.search(c.mask) is None
    if back and "R06" in language.codes.found(c.mask):
        return None  # "accused London of slander": an answer, no accusation
    if declines_to_name(c, language):
        return None  # "named the group but would not name the state"
    free, _ = _by_marks(c, (language.asides, language.undecided))
    first = free[0] if free else next((gazetteer.actors[a].country for a in c.actors), None)
    if c.report.cue.kind == "attribution" or (c.report.cue.kind == "condemnation" and _FIRST_STATE.match(c.mask)):
        return first
    if c.report.cue.frame == "act" and c.report.cue.kind in ("indictment", "sanction"):
        struck = _culprit(c, language)
        return struck if struck in gazetteer.suspects else None
    wording = _strongest(c.mask, ("L2", "L3", "L4", "L6"), language)
    if wording:
        return _within(wording, c.mask, c.marks) or first
    if language.group_links.search(c.mask):
        return first
    linked = language.attribution.search(c.mask) or "L5" in c.levels
    answers = "denial" in c.worded and language.charges.search(c.mask)  # it speaks of charges that it denies
    loosely = _culprit(c, language) if linked and not answers else None
    organ = "L5" in c.levels and ORGAN in c.mask and not gazetteer.suspects.isdisjoint(c.speaker.governments)
    known = organ or loosely in gazetteer.suspects or (loosely and _has_accused(c.speaker, loosely, gazetteer))
    return loosely if known else None


def _culprit(c: Clause, language: Language) -> str | None:
    """The first state named that is neither said to have suffered nor said not to be linked."""
    return next(iter(_by_marks(c, (language.asides, language.undecided, language.victims))[0]), None)


def _has_accused(speaker: Speaker, target: str, gazetteer: Gazetteer) -> bool:
    """Whether a government of the speaker is known to have accused the target before."""
    rows = (gazetteer.governments.get(g) for g in speaker.governments)
    return any(row is not None and target in row.accused for row in rows)


def _strongest(mask: str, levels: Sequence[str], language: Language) -> re.Match[str] | None:
    """The wording of the strongest of some levels."""
    found = [(level, match) for level, match in language.levels.matches(mask) if level in levels]
    return max(found, key=lambda x: x[0])[1] if found else None


def _within(wording: re.Match[str], mask: str, marks: Sequence[str]) -> str | None:
    """The state whose mark stands in a wording, else right before it."""
    start, end = wording.span()
    before = len(mask[:start].rstrip()) - 1
    at = {m.start(): marks[n] for n, m in enumerate(MARK.finditer(mask))}
    return next((state for place, state in at.items() if start <= place < end), at.get(before))


def named_in(c: Clause, language: Language) -> tuple[str, ...]:
    """Whom the words speak about, without the states that they decline to name or to link to the deed."""
    _, unlinked = _by_marks(c, (language.asides, language.undecided))
    return tuple(g for g in c.about if g not in unlinked)


def declines_to_name(c: Clause, language: Language) -> bool:
    """Whether every state named is one that the words decline to name or to link to the deed."""
    linked, unlinked = _by_marks(c, (language.asides, language.undecided))
    return bool(unlinked) and not linked


def accused_in(c: Clause, all_sides: Sides, language: Language, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The states on which an accusation lays the deed: no victim, no ally and no place that it names beside them.

    A state often accused accuses those that are not; one accused here may accuse anybody back; all others accuse whom
    the article accuses or who often is.
    """
    named, _ = _by_marks(c, (language.asides, language.undecided, language.victims))
    own = c.speaker.governments
    if not gazetteer.suspects.isdisjoint(own):
        return tuple(g for g in named if g not in gazetteer.suspects) or named
    if not all_sides.accused.keys().isdisjoint(own):
        return named
    return tuple(g for g in named if g in all_sides.accused or g in gazetteer.suspects)


def _by_marks(c: Clause, wordings: Sequence[re.Pattern[str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The states named outside the wordings, and those named only inside one; a wording may begin with the cue."""
    if not c.marks:
        return (), ()
    covered = [m.span() for p in wordings for m in p.finditer(c.said)]
    marks = [*zip(MARK.finditer(c.said, len(c.cue) + 1), c.marks, strict=True)]
    inside = [any(a <= m.start() < b for a, b in covered) for m, _ in marks]
    free = dict.fromkeys(g for (_, g), within in zip(marks, inside, strict=True) if not within)
    return tuple(free), tuple(g for g in dict.fromkeys(c.marks) if g not in free)


def shown(words: str) -> str:
    """A wording as an analyst may read it, its marks spelt out."""
    return words.replace(STATE, "[state]").replace(ORGAN, "[organ]")
