"""Reported clauses of languages written with spaces: who, which verb, what content.

Frames over the words of one sentence, each quotation folded into one word: a subject before the verb (with its
apposition), a subject behind it ("...", said X), a verb that shares the subject of the one before it, a passive with
and without its agent, "according to X". No parser: closed-class words, capitals and known names carry it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from briefing.gazetteer import Cue, Hit, Language, Token, word_set
from briefing.model import Span
from briefing.statements.bounds import AS_BEFORE, bounded, only_dates, without_own_words
from briefing.statements.contents import TELLING, Contents, is_fragment
from briefing.statements.grammar import (
    ADVERB,
    AUXILIARY,
    BE,
    DETERMINER,
    JOIN,
    MODAL,
    NEGATIVE,
    PREPOSITION,
    PRONOUN,
)
from briefing.statements.light_verbs import LightVerbs, fitting, is_past
from briefing.statements.noun_frames import NounFrames
from briefing.statements.noun_phrases import Grammar, Phrase
from briefing.statements.passages import QUOTE, Sentence, ends_sentence
from briefing.statements.passives import AGENT_TOLD, NAMING, Passives
from briefing.statements.report import Report, report_of

__all__ = ["Report", "reports"]

PARTING = word_set(", in at to")
REPORTERS = word_set("reporter reporters journalist journalists")
PLANNED = frozenset({"attribution", "condemnation", "sanction", "indictment", "denial"})
BEHIND = "subject behind the verb"
SO_SAID = "so says, of the sentence before"
WEIGHING = word_set("consider discuss")  # "considers sanctions": a plan too
HELPING = (AUXILIARY - BE) | MODAL | NEGATIVE  # a noun stands behind none of them
# beside an infinitive: nobody has done it yet
UNDONE = word_set(
    "plan plans planned want wants wanted intend intends intended hope hopes hoped prepare prepares prepared preparing "
    "ready about likely unlikely expected expects expect decline declines declined refuse refuses refused hesitate "
    "hesitates hesitated reluctant fail fails failed urge urges urged ask asks asked press presses pressed pressure "
    "try tries tried threaten threatens threatened able unable going due time need needs needed enough way chance "
    "right would could should may might must if whether call calls called calling pushed pushes push demand demands "
    "demanded"
)
INVERTED = MODAL | word_set("had were if will does did do has have is are")
DOES = word_set("did does do has have had")
SILENT = word_set("respond comment reply answer elaborate react")  # negated: a silence
DECLINING = word_set("would will won't wouldn't do does don't doesn't")  # before one: somebody spoke and declined
NOTHING_REACH = 4  # words behind "said nothing" without a verb
LONGEST = 200  # words of a sentence in which a noun or a preposition may report
MOST_REPORTS = 20  # of one sentence
FEWEST_WORDS = 4  # of a quotation that needs no verb of saying; fewer are a title or scare quotes
BESIDE = 8  # words from a quotation to the verb that tells whose it is
ASIDES = ADVERB | {"though"}
SEES = word_set("see sees saw")  # X sees "a smear"
AS_REACH = 7  # words from "dismissed as" to the object behind the complement


def reports(sentence: Sentence, language: Language, parties: Sequence[Span]) -> list[Report]:
    """The reported clauses of a sentence, in order. `parties`: where the names of those who can speak stand."""
    words = _whole_names(sentence.words, parties)
    is_name_end = {end for _, end in parties}.__contains__
    hits = [h for h in fitting(language.verbs.find(list(words)), words) if _is_word(h.first, words)]
    verbs = frozenset(h.first for h in hits if _finite(h, words))
    either = frozenset(h.first for h in hits if h.meanings[0].noun)
    reader = _Reader(Grammar(words, verbs, either, is_name_end), language.light)
    out: list[Report] = []
    for hit in hits:
        if len(out) == MOST_REPORTS:
            break
        found = reader.read(hit, out[-1] if out else None)
        if found:
            out.append(found)
    out += [*reader.without_verb(out), *_likewise(reader.grammar, out)]
    for at in [k for k, word in enumerate(words) if word.low == QUOTE]:
        covered = any(a <= words[at].start < b for r in out for a, b in r.spans)
        if not covered and len(out) < MOST_REPORTS and (beside := reader.beside_quotation(at)):
            out.append(beside)
    out = sorted((r for r in out if not only_dates(r, words, language)), key=lambda r: r.at)
    return bounded(without_own_words(out, words), words)


def _whole_names(words: Sequence[Token], parties: Sequence[Span]) -> Sequence[Token]:
    """The words with what parts phrases inside names as "&": "the Ministry of Ports, Dams and Canals" is no list."""
    inner = {w.start for w in words if w.low in PARTING for a, b in parties if a < w.start < b}
    return [w._replace(low="&") if w.start in inner else w for w in words] if inner else words


def _likewise(grammar: Grammar, found: Sequence[Report]) -> Iterator[Report]:
    """Those of whom the same is told: "X condemned the hack, as did Y and Z"."""
    words = grammar.words
    for k in range(1, len(words)):
        if grammar.low(k) not in ("as", "so") or grammar.low(k + 1) not in DOES:
            continue
        before = next((r for r in reversed(found) if r.at < k), None)
        subject = grammar.list_right(k + 2)
        if before and subject:
            spans = [(a, min(b, words[k].start)) for a, b in before.spans if a < words[k].start]
            yield report_of(words, before.cue, Hit(k, k + 2, ()), subject, spans, AS_BEFORE)


def _is_word(at: int, words: Sequence[Token]) -> bool:
    """Whether the word at a place can be a verb: no quotation, no part of a compound, no name."""
    hyphened = at > 0 and words[at - 1].low == "-" and words[at - 1].end == words[at].start
    if at > 0 and words[at - 1].low == "most":
        return False  # "the most wanted list"
    return words[at].low != QUOTE and not hyphened and (at == 0 or not words[at].text[0].isupper())


def _finite(hit: Hit[Cue], words: Sequence[Token]) -> bool:
    """Whether a cue's form can only be a finite verb here, so that no noun phrase reaches over it."""
    cue = hit.meanings[0]
    if cue.noun or cue.form == "ing":
        return False
    before = words[hit.first - 1].low if hit.first else ""
    return not (cue.form == "base" or cue.tail) or not (
        before == "to" or before in MODAL or before in DETERMINER or before in PREPOSITION
    )


class _Reader:
    """Reads the frames of one sentence."""

    def __init__(self, grammar: Grammar, light: Mapping[str, str]) -> None:
        self.grammar, self.words, self.low, self.light = grammar, grammar.words, grammar.low, light
        self.contents, self.lights = Contents(grammar), LightVerbs(grammar, light)
        self.passives = Passives(grammar, self.contents, light)
        near = grammar.of_first(LONGEST)
        self.nouns = NounFrames(near, Contents(near), light)

    def read(self, hit: Hit[Cue], before: Report | None) -> Report | None:
        """The reported clause that this cue opens, if it does."""
        cue = self.lights.weighed(hit)
        if cue is None:
            return None
        if cue.frame == "source":
            return self._source(hit, cue)
        left, helpers = self.grammar.helpers(hit.first)
        if silence := self._silenced(hit, cue, helpers):
            cue, hit = silence, Hit(left + 1, hit.last, hit.meanings)  # "did not respond"
        if cue.lemma == "want" and self.low(hit.last) == "to":
            return None  # a wish for oneself calls on nobody
        if self._is_attribute(hit, cue):
            return None
        undone = helpers & (MODAL | NEGATIVE) and cue.frame != "silence" and not self._is_neither(cue, left)
        if undone and not self._says_only(hit, cue, helpers):
            return None
        passive = bool(helpers & BE) and is_past(hit)
        if passive or (cue.frame != "silence" and self.passives.is_reduced(hit, cue, left)):
            return self.passives.read(hit, cue, left, bool(helpers & BE))
        if self._is_plan(hit, cue, helpers):
            return None
        if cue.noun and not helpers & HELPING and not self.grammar.stands_as_verb(hit.first, hit.last, left):
            return None
        if (cue.form == "base" or cue.tail) and left == hit.first - 1 and self.low(left) == "to":
            return self._infinitive(hit, cue, before)
        if cue.form == "ing" and not helpers & BE:
            return self._gerund(hit, cue, before, left)
        return self._inverted(hit, cue, left) or self._active(hit, cue, left, before)

    def _is_plan(self, hit: Hit[Cue], cue: Cue, helpers: set[str]) -> bool:
        """Whether nothing is done yet: "will blame", "considers sanctions"; an adjective needs its "is"."""
        if cue.frame in ("say", "object") and not cue.form and not cue.tail:
            return not helpers & BE  # "is convinced that"
        if cue.lemma in WEIGHING:
            return bool(self.lights.carried(hit.last))
        silent = cue.lemma in SILENT and cue.frame != "silence"  # "will respond"; who "will not comment" has declined
        return "will" in helpers and (cue.frame == "act" or cue.kind in PLANNED or silent)

    def _silenced(self, hit: Hit[Cue], cue: Cue, helpers: set[str]) -> Cue | None:
        """The cue as a silence where a verb of answering is negated or nothing is said: declined or unanswered."""
        if cue.frame != "say" or cue.form == "ing":
            return None
        unanswered = cue.lemma in SILENT and helpers & NEGATIVE and not helpers & (MODAL - {"would"})
        nothing = self.low(hit.last) == "nothing" and not self.grammar.has_verb(hit.last + 1, hit.last + NOTHING_REACH)
        return self._silence(cue, helpers) if unanswered or nothing else None

    def _silence(self, cue: Cue, helpers: set[str]) -> Cue:
        declined = bool(helpers & DECLINING) or cue.lemma == "elaborate"  # who does not has said something
        return replace(cue, frame="silence", kind="no_comment" if declined else "unanswered")

    def _is_neither(self, cue: Cue, left: int) -> bool:
        """ "Neither X nor Y would comment"."""
        return cue.lemma in SILENT and any(self.low(k) == "neither" for k in range(left))

    def _says_only(self, hit: Hit[Cue], cue: Cue, helpers: set[str]) -> bool:
        """ "would say only that ...": a modal that takes nothing back."""
        only = "only" in (self.low(hit.last), self.low(hit.first - 1))
        return only and cue.frame == "say" and not helpers & NEGATIVE

    def _is_attribute(self, hit: Hit[Cue], cue: Cue) -> bool:
        """Whether the form is a noun or belongs to one: "a say in it", "Norway's proposed law"."""
        before = self.low(hit.first - 1)
        owned = before == "'s" and self.low(hit.first - 2) not in PRONOUN
        return (cue.form == "base" and before in DETERMINER) or (cue.form == "past" and owned)

    def without_verb(self, found: Sequence[Report]) -> list[Report]:
        """The reports that a noun tells, where no verb has read the same words."""
        out = []
        for told in islice(self.nouns.found(), MOST_REPORTS - len(found)):
            at, first = told.cue_span[0], told.spans[0][0]
            if not any(a <= first < b or a <= at < b for r in found for a, b in r.spans):
                out.append(told)
        return out

    def beside_quotation(self, at: int) -> Report | None:
        """A quotation that no known verb reports, with the subject of the verb beside it: "...", X smiled."""
        grammar, low, word = self.grammar, self.low, self.words[at]
        if low(at - 1) in SEES and (subject := grammar.subject(grammar.helpers(at - 1)[0])):
            return self._beside(at - 1, subject, self.contents.to_end(at))
        if len(word.text.split()) < FEWEST_WORDS:
            return None
        if self.contents.stands_free(at):
            first = at + 1 + (low(at + 1) == ",")
            verb = next((k for k in range(first, min(first + BESIDE, len(self.words))) if grammar.looks_finite(k)), -1)
            subject = grammar.subject(grammar.helpers(verb)[0]) if verb > first else grammar.somebody_right(verb + 1)
            if verb >= 0 and subject and subject.lo in (first, verb + 1):
                return self._beside(verb, subject, self._around(at, verb))
        if low(at - 1) in (",", ":") and ends_sentence(word) and not is_fragment(word):
            verb = next((k for k in range(at) if grammar.has_verb(k, k + 1)), -1)
            subject = grammar.first_phrase(at)
            return self._beside(verb, subject, self._around(at, verb)) if subject and verb >= 0 else None
        return None

    def _beside(self, verb: int, subject: Phrase, spans: list[Span]) -> Report:
        cue = Cue(self.low(verb), "say", "")
        return report_of(self.words, cue, Hit(verb, verb + 1, (cue,)), subject, spans, "verb beside a quotation")

    def _around(self, at: int, verb: int) -> list[Span]:
        """A quotation and what it goes on with behind the verb."""
        return [(self.words[at].start, self.words[at].end), *self.contents.rest(verb + 1, at)]

    def _active(self, hit: Hit[Cue], cue: Cue, left: int, before: Report | None) -> Report | None:
        low = self.low(left)
        if low == "," and left == hit.first - 1 and cue.lemma in NAMING and not self.grammar.with_apposition(left):
            return None  # ", called X": a name, no speech
        if before and (low in ("and", "but", "or", "then") or low == ","):
            if cue.frame == "silence":
                return None
            subject = None if low != "," else self._apposition_after(left, before)
            if subject is None:
                return self._shared(hit, cue, before, "shares the subject")
        agent = before.speaker if before and before.frame == AGENT_TOLD else None
        if before and agent and left >= 0 and agent[1] == self.words[left].end:
            return self._shared(hit, cue, before, "the agent speaks")  # "a bulletin put out by X says"
        if low in ("and", "but"):
            subject = self.grammar.coordinated(left, hit.first)
            spans = self.contents.of(hit, cue, None)
            return report_of(self.words, cue, hit, subject, spans, "shares the subject") if subject else None
        subject = self.grammar.subject_of(left, hit.first)
        if subject is None:
            return None
        if before and before.frame == BEHIND and before.speaker == (self.words[subject.lo].start, self.words[left].end):
            return None  # "finds the report that X issued": told already
        if before and before.cue.frame == "act" and before.cue.lemma.endswith(f" {self.low(subject.hi - 1)}"):
            return self._shared(hit, cue, before, "the document speaks")  # "released a report that accuses"
        if self.low(subject.lo - 1) == "what" and cue.frame == "say":
            return None  # "what London says about it is false": others speak of those words
        if cue.lemma == "ask" and self.low(subject.hi - 1) in REPORTERS:
            return None  # a reporter's question is nobody's statement
        if subject.lo == 1 and self.low(0) in INVERTED:
            return None  # "Should X blame Y, ..."
        if self.low(subject.lo) == "neither" or self.low(subject.lo - 1) == "nor":
            if cue.lemma not in SILENT:
                return None
            cue = self._silence(cue, self.grammar.helpers(hit.first)[1])
            first = next((k for k in range(subject.lo) if self.low(k) == "neither"), subject.lo - 1)
            subject = replace(subject, lo=first + 1)
        spans = self.contents.of(hit, cue, subject)
        subject = self.nouns.author(self._with_company(hit, subject))
        report = report_of(self.words, cue, hit, subject, spans, "subject before the verb")
        topic = self.grammar.first_phrase(subject.lo) if self.low(subject.lo) == "it" else None
        return replace(report, topic=(self.words[topic.lo].start, self.words[topic.hi - 1].end)) if topic else report

    def _with_company(self, hit: Hit[Cue], subject: Phrase) -> Phrase:
        """The subject with those who act with it: "Together with A, B warned", "B warned, together with A, that"."""
        if subject.apposition:
            return subject
        if self.grammar.company_at(0) and self.low(subject.lo - 1) == ",":
            return replace(subject, apposition=(0, subject.lo - 1))
        aside = self.low(subject.lo - 1) == self.low(hit.last) == ","  # "acting, it says, together with B"
        company = None if aside else self.lights.company(hit.last)
        return replace(subject, apposition=(company.lo, company.hi)) if company else subject

    def _shared(self, hit: Hit[Cue], cue: Cue, before: Report, frame: str) -> Report:
        """The report of a verb whose subject is the speaker of the report before."""
        spans = self.contents.of(hit, cue, None)
        shared = report_of(self.words, cue, hit, None, spans, frame, frame == "shares the subject")
        return replace(shared, speaker=before.speaker, apposition=before.apposition)

    def _apposition_after(self, comma: int, before: Report) -> Phrase | None:
        subject = self.grammar.with_apposition(comma)
        return subject if subject and subject.lo > before.at else None

    def _inverted(self, hit: Hit[Cue], cue: Cue, left: int) -> Report | None:
        """ "...", said X, role; also C, said X."""
        if cue.lemma in TELLING:
            return None  # "..., X, its spokesman, told Y": behind it stands who is told
        if cue.frame != "say" or left != hit.first - 1 or cue.form not in ("past", "present", "base"):
            return None
        while self.low(left) == self.low(left - 2) == "," and self.low(left - 1) in ASIDES:
            left -= 2  # "...", though, said X
        low = self.low(left)
        if left == 0 and low in ("so", "thus") and (whose := self.grammar.phrase_right(hit.last)):
            return report_of(self.words, cue, hit, whose, [], SO_SAID)
        if left < 0 or low not in (QUOTE, ",") or hit.last >= len(self.words):
            return None
        quoted = QUOTE in (low, self.low(left - 1))
        subject = (
            self.grammar.phrase_right(hit.last) if quoted else self.grammar.somebody_right(hit.last, anywhere=True)
        )
        if subject is None:
            return None
        if low == "," and self.low(left - 1) != QUOTE:
            other = self.grammar.with_apposition(left)
            ends = self.grammar.ends_clause(subject) or self.low(subject.hi - 1) in self.light
            if not ends or (other and not self.grammar.has_verb(0, other.hi)):
                return None
        if not quoted and self.contents.is_open(left):
            subject = replace(subject, apposition=None)
        tail = subject.apposition[1] if subject.apposition else subject.hi
        spans = self.contents.before(left) + self.contents.rest(tail, left)
        author = self.nouns.author(subject)
        if author.lo > subject.hi and (company := self.lights.company(author.hi + 1)):
            author = replace(author, apposition=(company.lo, company.hi))  # "the report that X issued with Y"
        return report_of(self.words, cue, hit, author, spans, BEHIND)

    def _infinitive(self, hit: Hit[Cue], cue: Cue, before: Report | None) -> Report | None:
        """ "joined X to accuse Y": the sentence's subject accuses; whoever is called upon does not."""
        if cue.kind not in ("attribution", "condemnation", "denial") or (before and before.cue.kind == "call"):
            return None
        if any(self.low(k) in UNDONE or self.low(k) in NEGATIVE for k in range(hit.first)):
            return None  # "plans to blame", "was urged to blame"
        joined = next((k for k in range(hit.first) if self.low(k) in JOIN), None)
        relative = next((k for k in range(hit.first, -1, -1) if self.low(k) in ("that", "who", "which")), None)
        if relative is not None and any(self._resumes(k) for k in range(relative + 1, hit.first)):
            relative = None  # "X, who leads Y, was the first to blame"
        subject = self.grammar.first_phrase(hit.first) if relative is None else self.grammar.antecedent(relative)
        if subject is None or (self.low(subject.lo) == "it" and self.low(subject.hi) in BE):
            return None  # "it is time to blame X": nobody does yet
        if joined is not None and joined > subject.lo:
            subject = replace(subject, apposition=(joined, hit.first - 1))
        return report_of(self.words, cue, hit, subject, self.contents.of(hit, cue, None), "infinitive of the subject")

    def _resumes(self, comma: int) -> bool:
        """Whether a comma ends a relative clause: the verb of its sentence follows."""
        return self.low(comma) == "," and self.grammar.has_verb(comma + 1, comma + 2)

    def _gerund(self, hit: Hit[Cue], cue: Cue, before: Report | None, left: int) -> Report | None:
        low = self.low(left)
        if low not in (",", "in", "by", "for", "and", "after", "before", QUOTE):
            return None
        spans = self.contents.of(hit, cue, None)
        if before and low in (",", "and", QUOTE):
            return replace(
                report_of(self.words, cue, hit, None, spans, "participle of the subject", True),
                speaker=before.speaker,
                apposition=before.apposition,
            )
        subject = self.grammar.first_phrase(hit.first) or self.grammar.somebody_right(0)
        joined = next((k for k in range(hit.first) if self.low(k) in JOIN), None)
        if subject and joined is not None:
            subject = replace(subject, apposition=(joined, left))
        return report_of(self.words, cue, hit, subject, spans, "participle of the subject") if subject else None

    def _source(self, hit: Hit[Cue], cue: Cue) -> Report | None:
        subject = self.grammar.phrase_right(hit.last)
        if subject is None:
            return None
        words = self.words
        if self.low(subject.hi) == "in" and subject.hi + 1 < len(words) and words[subject.hi + 1].text[0].isupper():
            seat = self.grammar.phrase_right(subject.hi + 1)  # "according to police in X"
            subject = replace(subject, hi=seat.hi) if seat and subject.apposition is None else subject
        begun = hit.first > 1 and self.contents.is_open(hit.first - 1)
        if subject.apposition and (begun or self._is_content(*subject.apposition, opens=hit.first <= 1)):
            subject = replace(subject, apposition=None)
        tail = subject.apposition[1] if subject.apposition else subject.hi
        if hit.first <= 1:
            begin = tail + 1 if self.low(tail) == "," else tail
            end = len(words) - (words[-1].low == ".")
            spans = [(words[begin].start, words[end - 1].end)] if begin < end else []
        else:
            end = hit.first - (self.low(hit.first - 1) == ",")
            spans = [(words[0].start, words[end - 1].end)] if end > 0 else []
            spans += self.contents.rest(tail, hit.first - 1) if self.low(tail) == "," else []
        return report_of(self.words, cue, hit, subject, spans, "according to")

    def _is_content(self, first: int, last: int, opens: bool) -> bool:
        """Whether what follows the first comma is content: it holds a verb, or ends what "according to" `opens`."""
        return (opens and self.low(last) != ",") or any(self.low(k) in AUXILIARY | MODAL for k in range(first, last))
