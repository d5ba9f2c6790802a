"""Reported clauses of the languages whose cues are listed in a table only: subject, cue, content by position."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from briefing.gazetteer import Cue, Language
from briefing.model import Span
from briefing.statements.clauses import MOST_REPORTS, Report
from briefing.statements.mentions import Mention, within
from briefing.statements.passages import QUOTE, Sentence, content_span, trimmed
from briefing.statements.table_scene import (
    MOST_WORDS_BETWEEN,
    Scene,
    clause_end,
    first_party,
    is_strange,
    name_with_office,
    opening,
    party_before,
    party_behind,
    places,
    pronoun_at,
    unlisted_name,
)

LONGEST_APPOSITION = 90  # characters between the commas of an apposition
MOST_WORDS_OF_SOURCE = 2  # between a word like "for" and whose view it introduces
MOST_WORDS_AFTER_SOURCE = 4
MOST_WORDS_BEFORE_COMPANY = 2  # from a verb to "together with X"
MOST_WORDS_TO_OWNER = 3  # from the name of a document to the body whose it is
MOST_WORDS_TO_AGENT = 4  # from a participle: "accused of theft by X"
_STATES = frozenset({"government", "metonym", "demonym"})
_FEWEST = 40  # characters of a content that the verb of saying stands behind; a shorter one goes on after the subject
_ELIDED = frozenset({"l'"})
_MARKS = " ,，:：\"'”»“«–—-"
_BEFORE = "subject before the verb"
_SOMETHING = 3  # characters that say something
_BARE = 5  # characters of a word that only points at what was said
# "Prague, 4 June (agency) - ", "WASHINGTON - "
_DATELINE = re.compile(
    r"[^\n(]{0,40}\([^\W\d_][\w /.,-]{1,24}\) ?[-–—:]+ "
    r"|[^\W\d_a-zà-ž][^\W\d_a-zà-ž .]{2,24}(?:, [\w. ]{1,20})?(?: [-–—]+|\.) "
)


def table_reports(
    text: str, sentence: Sentence, language: Language, found: Sequence[Mention], before: Sentence | None = None
) -> list[Report]:
    """The reported clauses of a sentence, in order; `before` is a sentence to which words like "that" may point."""
    where = places(text, sentence.start, found, language)
    speaking = [m for m in found if m.start not in where]
    dateline = _DATELINE.match(text, sentence.start, sentence.end)
    begin = dateline.end() if dateline else sentence.start
    standing = [m for m in found if m.start in where]
    scene = Scene(text, sentence, language, speaking, standing, begin, before)
    open_to = [m.span() for p in (language.asides, language.undecided) for m in p.finditer(text, begin, sentence.end)]
    told = (c for c in _cues(scene) if c[2].frame == "silence" or not any(a <= c[0] < b for a, b in open_to))
    cues = list(islice(told, MOST_REPORTS))
    out: list[Report] = []
    for n, (start, end, cue) in enumerate(cues):
        if start < begin or (out and any(a <= start < b for a, b in out[-1].spans)):
            continue  # it belongs to what is reported
        behind = (k for k, _, _ in cues[n + 1 :] if not _is_noted(scene, start, end, k))
        stop = next(behind, sentence.end)
        report = _report(scene, (start, end), cue, out[-1] if out else None, stop)
        if report and not (out and _hushed_again(report, out[-1])):
            out += [report, *_accompanied(scene, report, stop), *_signed(scene, report, stop)]
    return out


def _is_noted(scene: Scene, start: int, end: int, later: int) -> bool:
    """Whether a later cue belongs to the words that a cue takes note of: "notes the statements that attribute it"."""
    noted = scene.language.acknowledged.search(scene.text, start, later)
    between = scene.words(end, later) if noted and noted.start() < end else []
    last = next((w for w in reversed(between) if w in scene.language.relative | scene.language.joining), "")
    return last in scene.language.relative - scene.language.joining


def _hushed_again(report: Report, before: Report) -> bool:
    """Whether two cues tell one silence: "wollte" and "nicht kommentieren" of "X wollte das nicht kommentieren"."""
    return report.cue.frame == before.cue.frame == "silence" and report.speaker == before.speaker


def _cues(scene: Scene) -> Iterator[tuple[int, int, Cue]]:
    words = list(scene.sentence.words)
    determiners = scene.language.articles | scene.language.possessives
    nouns_follow = determiners - scene.language.backward - _ELIDED  # "the condemnation" is spelt as "condemns"
    for hit in scene.language.verbs.find(words):
        later = {w.low for w in words[hit.last :]}
        opens = hit.first == 0 or words[hit.first - 1].low in scene.language.stop | {QUOTE}
        by = any(w.low in scene.language.agent for w in words[hit.last : hit.last + MOST_WORDS_TO_AGENT])
        fitting = [
            c
            for c in hit.meanings
            if later.issuperset(c.tail.split())
            and (opens or c.lemma not in scene.language.opening_sources)
            and (by or c.form != "participle")
        ]
        noun = hit.first > 0 and hit.last - hit.first == 1 and words[hit.first - 1].low in nouns_follow
        if fitting and not noun:
            yield words[hit.first].start, words[hit.last - 1].end, max(fitting, key=lambda c: len(c.tail))


def _report(scene: Scene, cue_span: Span, cue: Cue, before: Report | None, stop: int) -> Report | None:
    text, language = scene.text, scene.language
    start, end = cue_span
    begin = scene.clause_start(start)
    if cue.frame == "source":
        return _by_source(scene, begin, cue_span, cue)
    aux = _ends_with(text[begin:start], language.passive)
    acted_upon = aux or cue.form == "participle"
    agent = _agent(scene, end, stop) if acted_upon else _agent_before(scene, begin, start)
    if cue.form == "participle" and not text[begin:start].strip():
        begin = scene.clause_start(begin - 1)  # "two men, accused by X of theft"
    if acted_upon or agent:
        return _made(scene, cue, cue_span, agent, (begin, max(stop, end)), "passive with its agent") if agent else None
    speaker, apposition = first_party(scene, begin, start), None
    after_comma = speaker is None and text[begin - 1 : begin] == ","
    relative = after_comma and next(iter(scene.words(begin, start)), "") in language.relative
    if relative and (speaker := party_before(scene, begin)) is None:
        return None  # it tells of something else that the sentence names
    following = [w for w in scene.sentence.words if w.start >= end][:2]
    inverted = cue.frame == "say" and len(following) == 2 and all(w.text[0].isupper() for w in following)
    if after_comma and not relative and not inverted and not text[begin:start].strip():
        speaker, apposition = _before_apposition(scene, begin - 1)
    aside = {*scene.words(speaker[1], start)[1:]} if speaker and before is None and speaker[0] >= begin else set()
    if aside & (language.relative - language.articles):
        return None  # "X is struck by an attack that experts attribute to Y"
    behind = None if speaker else _inverted(scene, begin, cue_span, cue, stop)
    if behind:
        return behind
    unlisted = after_comma and inverted and not text[begin:start].strip()  # "..., says X Y", whom no table holds
    if unlisted or is_strange(scene, begin, start) if speaker is None else _is_impersonal(scene, cue_span, speaker):
        return None
    earlier = before.speaker if before else None
    speaker = speaker or pronoun_at(text, begin, start, language) or earlier or opening(scene.found, scene.begin, start)
    if speaker is None:
        return None
    told = _told(scene, begin, cue_span, cue, speaker, stop)
    report = _made(scene, cue, cue_span, speaker, told[0], _BEFORE, *told[1:])
    if cue.frame == "say" and len(report.spans) == 1 and _only_points(scene, report.spans[0]):
        return None  # "X confirmed it"
    return replace(report, apposition=apposition)


def _accompanied(scene: Scene, report: Report, stop: int) -> Iterator[Report]:
    """The report once more for those with whom its speaker makes it: "X issued together with Y a warning"."""
    start, end = report.cue_span
    if report.speaker is None or report.cue.frame in ("silence", "source"):
        return
    names = sorted([*scene.found, *scene.places], key=lambda m: m.start)
    first = report.speaker[1] if report.speaker[1] < start else end
    for m in scene.language.together.finditer(scene.text, first, stop):
        led = m.end() <= start or len(scene.words(end, m.start())) <= MOST_WORDS_BEFORE_COMPANY
        party = party_behind(replace(scene, found=names), m.end(), MOST_WORDS_OF_SOURCE, subject=False)
        if led and party and party[1] <= stop:
            spans = tuple((max(a, party[1]), b) if a <= m.start() else (a, b) for a, b in report.spans if party[1] < b)
            yield replace(report, speaker=party, spans=spans or report.spans, frame="together with another")
        return


def _signed(scene: Scene, report: Report, stop: int) -> Iterator[Report]:
    """The warning of another body inside the report of those who join in it: "X signed Y's advisory"."""
    if report.cue.kind != "advisory":
        return
    found = [m for m in (*scene.found, *scene.places) if m.what == "institution"]
    for noun in scene.language.documents.finditer(scene.text, report.cue_span[0], stop):
        owner = min((m for m in found if m.start >= noun.end()), key=lambda m: m.start, default=None)
        between = scene.words(noun.end(), owner.start) if owner else []
        if owner is None or owner.end > stop or len(between) > MOST_WORDS_TO_OWNER:
            continue
        if not set(between) & scene.language.stop and (scene.language.genitive or set(between) & scene.language.of):
            cue = Cue(noun.group(), "object", "advisory")
            speaker, rest = (owner.start, owner.end), (owner.end, stop)
            yield _made(scene, cue, report.cue_span, speaker, rest, "document that is signed")
            return


def _is_impersonal(scene: Scene, cue_span: Span, speaker: Span) -> bool:
    """Whether a plural verb means "they" and the one state before it is its object: "China they accused"."""
    words, language = scene.words(*speaker), scene.language
    plural = scene.text.startswith(language.impersonal, cue_span[1] - len(language.impersonal))
    return bool(language.impersonal) and plural and len(words) == 1 and words[0] not in language.plurals


def _told(scene: Scene, begin: int, cue_span: Span, cue: Cue, speaker: Span, stop: int) -> tuple[Span, ...]:
    """The content of a verb whose subject stands before it: behind the verb, a quotation before, or between the two."""
    start, end = cue_span
    after = scene.text[end : max(stop, end)]
    quoted = scene.sentence.quotation_at(begin - 2) or scene.sentence.quotation_at(begin - 1)
    if cue.frame == "say" and quoted and not after.strip(" 。，"):
        return ((quoted.start, quoted.end),)  # "...", X said
    between = (speaker[1], start)
    if speaker[1] < start and not after.strip(' .!?"”»“۔'):
        return (between,)  # the verb closes its clause: "X has the charge as untrue rejected"
    behind = (end, max(stop, end))
    holds = scene.language.object_before and cue.frame != "say" and begin <= speaker[0]
    return (between, behind) if holds and _names_another(scene, *between) else (behind,)


# ---- subjects behind their verb


def _inverted(scene: Scene, begin: int, cue_span: Span, cue: Cue, stop: int) -> Report | None:
    """A report whose subject stands behind the verb: "..., said X", "On Monday accused X the state", "That said X"."""
    text, language = scene.text, scene.language
    start, end = cue_span
    lead = scene.words(begin, start)
    quoted = bool(lead) and set(lead) <= {QUOTE, ",", "-", "–", "—"}
    alone = quoted or not text[begin:start].strip(_MARKS)
    after_quotation = quoted or scene.sentence.quotation_at(begin - 2) or scene.sentence.quotation_at(begin - 1)
    warns = cue.kind == "advisory" and text[begin - 1 : begin] == ","  # "The gaps are in use, warned X"
    says = cue.frame == "say" or warns or (cue.frame == "object" and after_quotation)
    next_to = [*scene.words(start, end)[-1:], *scene.words(end, scene.sentence.end)[:1]]
    reports = not language.that.isdisjoint(next_to)  # "says that X": what follows is no subject
    if says and alone and not language.verb_first and not reports:
        behind, apposition = party_behind(scene, end), None
        if behind is None and (named := name_with_office(scene, end)):
            behind, apposition = named
        first = (scene.begin, start)
        if behind is None or (start - scene.begin < _SOMETHING and scene.before is None):
            return None
        short = start - scene.begin < _FEWEST and not scene.sentence.quotations
        goes_on = short and text[behind[1] : behind[1] + 1] == ","
        spans = (first, (behind[1], scene.sentence.end)) if goes_on else (first,)
        report = _made(scene, cue, cue_span, behind, spans[0], "subject behind the verb", *spans[1:])
        return replace(report, apposition=apposition)
    points = bool(lead) and set(lead) <= language.backward
    if not language.verb_first and not points and not (lead and lead[0] in language.fronted):
        return None
    behind = party_behind(
        scene, end, 0 if language.verb_first else MOST_WORDS_BETWEEN, strict=not (points and cue.frame == "say")
    )
    if behind is None or (cue.kind == "attribution" and not _names_another(scene, behind[1], stop)):
        return None
    content = (behind[1], max(stop, behind[1]))
    if cue.frame == "say" and points:
        inside = begin - scene.begin >= _SOMETHING
        pointed = (scene.begin, begin) if inside else scene.before and (scene.before.start, scene.before.end)
        if not pointed:
            return None
        content = pointed
    return _made(scene, cue, cue_span, behind, content, "subject behind the verb")


def _names_another(scene: Scene, start: int, stop: int) -> bool:
    """Whether somebody is named behind the subject whom the verb may accuse."""
    return any(m.what in _STATES | {"institution"} or m.actors for m in within(scene.found, start, stop))


# ---- sources and passives


def _by_source(scene: Scene, begin: int, cue_span: Span, cue: Cue) -> Report | None:
    """ "According to X, ...", "..., so X", "X's account following"."""
    text, sentence, language = scene.text, scene.sentence, scene.language
    start, end = cue_span
    pointer = next((w for w in sentence.words if w.start >= end and w.low not in language.articles), None)
    if pointer and pointer.low in language.relative:  # "X, according to whom"
        whose = party_before(scene, begin)
        return _made(scene, cue, cue_span, whose, (pointer.end, sentence.end), "according to") if whose else None
    if cue.lemma in language.postposed:
        speaker = first_party(scene, begin, start, subject=False)
        rest = end
    else:
        most = MOST_WORDS_OF_SOURCE if cue.lemma in language.opening_sources else MOST_WORDS_AFTER_SOURCE
        speaker = party_behind(scene, end, most, subject=False)
        if speaker and cue.lemma in language.opening_sources and not _closes(scene, speaker[1]):
            return None
        rest = clause_end(text, speaker[1], sentence.end, language) if speaker else end
    if speaker is None:
        return None
    if min(start, speaker[0]) - scene.begin < _SOMETHING:
        return _made(scene, cue, cue_span, speaker, (rest, sentence.end), "according to")
    after = text[speaker[1] : sentence.end].lstrip()
    inside = bool(after) and after[0].isalpha()  # the clause goes on around its source
    spans = [(speaker[1], sentence.end)] if inside else []
    return _made(scene, cue, cue_span, speaker, (scene.begin, min(start, speaker[0])), "according to", *spans)


def _closes(scene: Scene, at: int) -> bool:
    """Whether a phrase ends at an offset."""
    return scene.text[at : scene.sentence.end].lstrip(" \"'”»“")[:1] in {"", ".", "!", *scene.language.stop}


def _agent(scene: Scene, end: int, stop: int) -> Span | None:
    """ "Two men were sanctioned by X": X acts; a passive that names nobody is nobody's report."""
    by = next((w for w in scene.sentence.words if w.start >= end and w.low in scene.language.agent), None)
    return party_behind(scene, by.end, MOST_WORDS_AFTER_SOURCE, subject=False) if by and by.end < stop else None


def _agent_before(scene: Scene, begin: int, start: int) -> Span | None:
    """Who acts in a passive whose participle closes the clause: "they were by X charged"."""
    language = scene.language
    words = [w for w in scene.sentence.words if begin <= w.start < start]
    aux = next((n for n, w in enumerate(words) if w.low in language.passive), None)
    if aux is None or any(w.low in language.sharing for w in words[aux:]):
        return None
    by = next((w for w in words[aux:] if w.low in language.agent), None)
    party = first_party(scene, by.end, start, subject=False) if by else None
    return party if by and party and len(scene.words(by.end, party[0])) <= MOST_WORDS_OF_SOURCE else None


def _ends_with(clause: str, phrases: Sequence[str]) -> bool:
    words = f" {clause.strip().casefold()}"
    return any(words.endswith(f" {p}") for p in phrases)


# ---- who is named


def _before_apposition(scene: Scene, comma: int) -> tuple[Span | None, Span | None]:
    """Who stands before an apposition that ends at a comma, and it: "the minister of X, Jane Doe, said"."""
    opens = scene.text.rfind(",", max(scene.sentence.start, comma - LONGEST_APPOSITION), comma)
    relative = next(iter(scene.words(opens + 1, comma)), "") in scene.language.relative
    if opens < 0 or (not relative and any(q.start < comma and q.end > opens for q in scene.sentence.quotations)):
        return None, None
    if scene.lists(opens, comma):
        return None, None  # "... has struck X, Y and Z, says a company"
    apposition = trimmed(scene.text, opens + 1, comma)
    speaker = first_party(scene, scene.clause_start(opens), opens)
    if speaker is None and within(scene.found, opens, comma):
        speaker = unlisted_name(scene, scene.clause_start(opens), opens)
    if speaker is None and apposition:
        first = next(iter(scene.words(apposition[0], apposition[1])), "")
        whose = first_party(scene, opens + 1, comma) if first in scene.language.of else None
        return whose, None  # "Jane Doe, of the ministry of X, said"
    return speaker, apposition


def _made(
    scene: Scene, cue: Cue, cue_span: Span, speaker: Span | None, content: Span, frame: str, *more: Span
) -> Report:
    """The report, its content without when it was said, a joining word or a closing mark."""
    spans = [s for part in (content, *more) if (s := _content(scene, *part))]
    if cue.frame != "say" and len(spans) == 1 and _only_points(scene, spans[0]):
        spans = []  # "X denies it"
    return Report(cue, cue_span, speaker, None, tuple(spans), frame, cue_span[0], cue_span[0])


def _content(scene: Scene, start: int, end: int) -> Span | None:
    text, language = scene.text, scene.language
    span = content_span(text, start, end)
    when = language.when.match(text, *span) if span else None
    span = trimmed(text, when.end(), span[1]) if span and when else span
    last = text[span[0] : span[1]].rsplit(maxsplit=1)[-1] if span else ""
    return trimmed(text, span[0], span[1] - len(last)) if span and last in language.sharing else span


def _only_points(scene: Scene, span: Span) -> bool:
    said = scene.text[span[0] : span[1]]
    return said.isalpha() and said.islower() and len(said) <= _BARE
