"""Reported clauses of languages written with spaces: who, which verb, what content.

Frames over the words of one sentence, each quotation folded into one word: a subject before the verb (with its
apposition), a subject behind it ("...", said X), a verb that shares the subject of the one before it, a passive with
and without its agent, "according to X". No parser: closed-class words, capitals and known names carry it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from briefing.gazetteer import Cue, Hit, Language, Token, word_set
from briefing.model import Span
from briefing.statements.contents import Contents, is_fragment
from briefing.statements.grammar import (
    ADVERB,
    AUXILIARY,
    BE,
    DETERMINER,
    JOIN,
    MEASURE,
    MODAL,
    NEGATIVE,
    PREPOSITION,
    PRONOUN,
    Grammar,
    Phrase,
)
from briefing.statements.passages import QUOTE, Sentence, ends_sentence

NAMING = word_set("call name label brand tag describe identify")
CLAUSE_BREAK = word_set("while whereas but as and though although")
REPORTERS = word_set("reporter reporters journalist journalists")
EARLIER = word_set("after before since when")
CHARGE = word_set("charge claim accusation allegation assertion contention")
SILENT = word_set("respond comment reply answer")  # with "neither ... nor": no comment
MOST_REPORTS = 20  # of one sentence
LIGHT_REACH = 5
FEWEST_WORDS = 4  # of a quotation that needs no verb of saying; fewer are a title or scare quotes
BESIDE = 8  # words from a quotation to the verb that tells whose it is
LIGHT_STOP = word_set("no and but or")


@dataclass(frozen=True, slots=True)
class Report:
    """One reported clause: offsets of the cue, of its speaker (None: none in sight), of the content's parts.

    `frame` names the rule that read it; `shared` whether the speaker is that of the verb before; `at` the index of
    the cue's first word in its sentence, `subject_at` of the speaker's first word.
    """

    cue: Cue
    cue_span: Span
    speaker: Span | None
    apposition: Span | None
    spans: tuple[Span, ...]
    frame: str
    at: int
    subject_at: int
    shared: bool = False
    patient: Span | None = None
    topic: Span | None = None  # the sentence's first noun phrase, for a pronoun

    @property
    def whole(self) -> Span:
        """From the first part of the content to the end of the last."""
        return min(a for a, _ in self.spans), max(b for _, b in self.spans)


def reports(sentence: Sentence, language: Language, is_name_end: Callable[[int], bool]) -> list[Report]:
    """The reported clauses of a sentence, in order. `is_name_end(offset)`: a known party's name ends there."""
    words = sentence.words
    hits = [h for h in language.verbs.find(list(words)) if _is_word(h.first, words)]
    verbs = frozenset(h.first for h in hits if _finite(h, words))
    reader = _Reader(Grammar(words, verbs, is_name_end), language.light)
    out: list[Report] = []
    for hit in hits:
        if len(out) == MOST_REPORTS:
            break
        found = reader.read(hit, out[-1] if out else None)
        if found:
            out.append(found)
    for at in [k for k, word in enumerate(words) if word.low == QUOTE]:
        covered = any(a <= words[at].start < b for r in out for a, b in r.spans)
        if not covered and len(out) < MOST_REPORTS and (beside := reader.beside_quotation(at)):
            out.append(beside)
    out.sort(key=lambda r: r.at)
    return _bounded(_without_own_words(out, words), words)


def _is_word(at: int, words: Sequence[Token]) -> bool:
    """Whether the word at a place can be a verb: no quotation, no part of a compound, no name."""
    hyphened = at > 0 and words[at - 1].low == "-" and words[at - 1].end == words[at].start
    return words[at].low != QUOTE and not hyphened and (at == 0 or not words[at].text[0].isupper())


def _finite(hit: Hit[Cue], words: Sequence[Token]) -> bool:
    """Whether a cue's form can only be a finite verb here, so that no noun phrase reaches over it."""
    cue = hit.meanings[0]
    if cue.noun or cue.form == "ing":
        return False
    before = words[hit.first - 1].low if hit.first else ""
    return cue.form != "base" or not (
        before == "to" or before in MODAL or before in DETERMINER or before in PREPOSITION
    )


class _Reader:
    """Reads the frames of one sentence."""

    def __init__(self, grammar: Grammar, light: Mapping[str, str]) -> None:
        self.grammar, self.words, self.low, self.light = grammar, grammar.words, grammar.low, light
        self.contents = Contents(grammar)

    def read(self, hit: Hit[Cue], before: Report | None) -> Report | None:
        """The reported clause that this cue opens, if it does."""
        cue = self._weighed(hit)
        if cue is None:
            return None
        if cue.frame == "source":
            return self._source(hit, cue)
        left, helpers = self.grammar.helpers(hit.first)
        if cue.lemma == "want" and self.low(hit.last) == "to":
            return None  # a wish for oneself calls on nobody
        if self._is_attribute(hit, cue):
            return None
        if helpers & (MODAL | NEGATIVE) and cue.frame != "silence":
            return None
        passive = bool(helpers & BE) and cue.form in ("past", "participle")
        if passive or self._reduced_passive(hit, cue, left):
            return self._passive(hit, cue, left, bool(helpers & BE))
        if cue.noun and not self.grammar.stands_as_verb(hit.first, hit.last, left):
            return None
        if cue.form == "base" and left == hit.first - 1 and self.low(left) == "to":
            return self._infinitive(hit, cue, before)
        if cue.form == "ing" and not helpers & BE:
            return self._gerund(hit, cue, before, left)
        return self._inverted(hit, cue, left) or self._active(hit, cue, left, before)

    def _is_attribute(self, hit: Hit[Cue], cue: Cue) -> bool:
        """Whether the form is a noun or belongs to one: "a say in it", "Norway's proposed law"."""
        before = self.low(hit.first - 1)
        owned = before == "'s" and self.low(hit.first - 2) not in PRONOUN
        return (cue.form == "base" and before in DETERMINER) or (cue.form == "past" and owned)

    def beside_quotation(self, at: int) -> Report | None:
        """A quotation that no known verb reports, with the subject of the verb beside it: "...", X smiled."""
        grammar, low, word = self.grammar, self.low, self.words[at]
        if len(word.text.split()) < FEWEST_WORDS:
            return None
        if self.contents.stands_free(at):
            first = at + 1 + (low(at + 1) == ",")
            verb = next((k for k in range(first, min(first + BESIDE, len(self.words))) if grammar.looks_finite(k)), -1)
            subject = grammar.subject(grammar.helpers(verb)[0]) if verb > first else grammar.somebody_right(verb + 1)
            if verb >= 0 and subject and subject.lo in (first, verb + 1):
                return self._beside(at, verb, subject)
        if low(at - 1) in (",", ":") and ends_sentence(word) and not is_fragment(word):
            verb = next((k for k in range(at) if grammar.has_verb(k, k + 1)), -1)
            subject = grammar.first_phrase(at)
            return self._beside(at, verb, subject) if subject and verb >= 0 else None
        return None

    def _beside(self, at: int, verb: int, subject: Phrase) -> Report:
        word = self.words[at]
        cue = Cue(self.low(verb), "say", "")
        spans = [(word.start, word.end), *self.contents.rest(verb + 1, at)]
        return self._report(cue, Hit(verb, verb + 1, (cue,)), subject, spans, "verb beside a quotation")

    def _weighed(self, hit: Hit[Cue]) -> Cue | None:
        """The cue; a light verb takes its kind from the noun that it carries, and is none without one."""
        cue = next((c for c in hit.meanings if c.frame != "light"), hit.meanings[0])
        light = next((c for c in hit.meanings if c.frame == "light"), None)
        if light is None:
            return cue
        for word in self.words[hit.last : hit.last + LIGHT_REACH]:
            if word.low in self.light:
                return replace(light, lemma=f"{light.lemma} {word.low}", frame="act", kind=self.light[word.low])
            if word.low in LIGHT_STOP or word.low in PREPOSITION or not word.low[0].isalpha():
                break
        return None if cue is light else cue

    def _report(
        self, cue: Cue, hit: Hit[Cue], subject: Phrase | None, spans: list[Span], frame: str, shared: bool = False
    ) -> Report:
        words = self.words
        speaker = (words[subject.lo].start, words[subject.hi - 1].end) if subject else None
        apposition = None
        if subject and subject.apposition and subject.apposition[0] < subject.apposition[1]:
            a, b = subject.apposition
            apposition = (words[a].start, words[b - 1].end)
        cue_span = (words[hit.first].start, words[hit.last - 1].end)
        at = subject.lo if subject else hit.first
        return Report(cue, cue_span, speaker, apposition, tuple(spans), frame, hit.first, at, shared)

    def _active(self, hit: Hit[Cue], cue: Cue, left: int, before: Report | None) -> Report | None:
        low = self.low(left)
        if low == "," and left == hit.first - 1 and cue.lemma in NAMING:
            return None  # ", called X": a name, no speech
        if before and (low in ("and", "but", "or", "then") or low == ","):
            if cue.frame == "silence":
                return None
            subject = None if low != "," else self._apposition_after(left, before)
            if subject is None:
                shared = self._report(cue, hit, None, self.contents.of(hit, cue, None), "shares the subject", True)
                return replace(shared, speaker=before.speaker, apposition=before.apposition)
        if low in ("and", "but"):
            subject = self.grammar.coordinated(left, hit.first)
            spans = self.contents.of(hit, cue, None)
            return self._report(cue, hit, subject, spans, "shares the subject") if subject else None
        subject = self.grammar.subject(left)
        if subject is None:
            return None
        if self.low(subject.lo - 1) == "what" and cue.frame == "say":
            return None  # "what London says about it is false": others speak of those words
        if cue.lemma == "ask" and self.low(subject.hi - 1) in REPORTERS:
            return None  # a reporter's question is nobody's statement
        if self.low(subject.lo) == "neither" or self.low(subject.lo - 1) == "nor":
            if cue.lemma not in SILENT:
                return None
            cue = replace(cue, frame="silence", kind="no_comment")
        report = self._report(cue, hit, subject, self.contents.of(hit, cue, subject), "subject before the verb")
        topic = self.grammar.first_phrase(subject.lo) if self.low(subject.lo) == "it" else None
        return replace(report, topic=(self.words[topic.lo].start, self.words[topic.hi - 1].end)) if topic else report

    def _apposition_after(self, comma: int, before: Report) -> Phrase | None:
        subject = self.grammar.with_apposition(comma)
        return subject if subject and subject.lo > before.at else None

    def _inverted(self, hit: Hit[Cue], cue: Cue, left: int) -> Report | None:
        """ "...", said X, role; also C, said X."""
        if cue.frame != "say" or left != hit.first - 1 or cue.form not in ("past", "present", "base"):
            return None
        low = self.low(left)
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
            if not self.grammar.ends_clause(subject) or (other and not self.grammar.has_verb(0, other.hi)):
                return None
        tail = subject.apposition[1] if subject.apposition else subject.hi
        spans = self.contents.before(left) + self.contents.rest(tail, left)
        return self._report(cue, hit, subject, spans, "subject behind the verb")

    def _infinitive(self, hit: Hit[Cue], cue: Cue, before: Report | None) -> Report | None:
        """ "joined X to accuse Y": the sentence's subject accuses; whoever is called upon does not."""
        if cue.kind not in ("attribution", "condemnation") or (before and before.cue.kind == "call"):
            return None
        joined = next((k for k in range(hit.first) if self.low(k) in JOIN), None)
        relative = next((k for k in range(hit.first, -1, -1) if self.low(k) in ("that", "who", "which")), None)
        subject = self.grammar.first_phrase(hit.first) if relative is None else self.grammar.antecedent(relative)
        if subject is None or (self.low(subject.lo) == "it" and self.low(subject.hi) in BE):
            return None  # "it is time to blame X": nobody does yet
        if joined is not None and joined > subject.lo:
            subject = replace(subject, apposition=(joined, hit.first - 1))
        return self._report(cue, hit, subject, self.contents.of(hit, cue, None), "infinitive of the subject")

    def _gerund(self, hit: Hit[Cue], cue: Cue, before: Report | None, left: int) -> Report | None:
        low = self.low(left)
        if low not in (",", "in", "by", "for", "and", "after", "before", QUOTE):
            return None
        spans = self.contents.of(hit, cue, None)
        if before and low in (",", "and", QUOTE):
            return replace(
                self._report(cue, hit, None, spans, "participle of the subject", True),
                speaker=before.speaker,
                apposition=before.apposition,
            )
        subject = self.grammar.first_phrase(hit.first) or self.grammar.somebody_right(0)
        joined = next((k for k in range(hit.first) if self.low(k) in JOIN), None)
        if subject and joined is not None:
            subject = replace(subject, apposition=(joined, left))
        return self._report(cue, hit, subject, spans, "participle of the subject") if subject else None

    def _source(self, hit: Hit[Cue], cue: Cue) -> Report | None:
        subject = self.grammar.phrase_right(hit.last)
        if subject is None:
            return None
        words = self.words
        if subject.apposition and self._is_content(*subject.apposition, opens=hit.first <= 1):
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
        return self._report(cue, hit, subject, spans, "according to")

    def _is_content(self, first: int, last: int, opens: bool) -> bool:
        """Whether what follows the first comma is content: it holds a verb, or ends what "according to" `opens`."""
        return (opens and self.low(last) != ",") or any(self.low(k) in AUXILIARY | MODAL for k in range(first, last))

    def _reduced_passive(self, hit: Hit[Cue], cue: Cue, left: int) -> bool:
        """A participle without auxiliary: "accused of", "blamed for", "condemned by"."""
        if cue.form not in ("past", "participle") or " " in cue.lemma:
            return False
        subject = self.grammar.subject(left)
        if subject and cue.frame == "say" and self.low(subject.lo - 1) == QUOTE:
            return False  # "...", X said by telephone
        if subject and _charge_start(subject.lo - 1, self.words) is not None:
            return False  # "a claim X dismissed as": its own subject and object
        after = self.low(hit.last)
        return after in ("as", "by") or (cue.frame in ("object", "act") and after in ("of", "for", "with", "to"))

    def _passive(self, hit: Hit[Cue], cue: Cue, left: int, auxiliary: bool) -> Report | None:
        words = self.words
        by = next((k for k in range(hit.last, min(hit.last + 14, len(words))) if self.low(k) == "by"), None)
        agent = self.grammar.somebody_right(by + 1) if by is not None else None
        if agent is None and self.low(left) in ("to", "which", "who", "that"):
            return None  # "which is believed to be linked to": an aside, nobody's report
        patient = self.grammar.subject(left)
        if agent is None and not (auxiliary and cue.kind in ("attribution", "condemnation") and cue.frame == "object"):
            return None
        begin = hit.last
        if agent and by == hit.last:
            begin = agent.hi
        while begin < len(words) and self.low(begin) in ("for", "of", "with", "as", ","):
            begin += 1
        end = len(words) - (words[-1].low == ".")
        if begin < end:
            spans = [(words[begin].start, words[end - 1].end)]
        else:
            lo = patient.lo if patient else 0
            spans = [(words[lo].start, words[hit.last - 1].end)]
        report = self._report(cue, hit, agent, spans, "passive with its agent" if agent else "passive without agent")
        return replace(report, patient=(words[patient.lo].start, words[patient.hi - 1].end) if patient else None)


def _without_own_words(found: list[Report], words: Sequence[Token]) -> list[Report]:
    """Leaves out "we", "I" and agentless passives inside what a later verb reports: "We urge X, said the ministry"."""
    covered = [span for r in found for span in r.spans if span[0] < r.cue_span[0]]

    def nobody_else(report: Report) -> bool:
        return report.speaker is None or words[report.subject_at].low in ("we", "i")

    return [r for r in found if not (nobody_else(r) and any(a <= r.cue_span[0] < b for a, b in covered))]


def _bounded(found: list[Report], words: Sequence[Token]) -> list[Report]:
    """Ends each content where a later clause with its own subject, or a verb that shares the subject, begins."""
    out = []
    for n, report in enumerate(found):
        spans = report.spans
        for later in found[n + 1 :]:
            cut = _cut(later, words)
            if cut is None:
                continue
            if len(spans) == 1 or cut > spans[1][0]:
                spans = tuple((a, min(b, cut)) for a, b in spans if a < cut)
                break
        spans = tuple((a, b) for a, b in spans if b > a)
        out.append(replace(report, spans=spans))
    return out


def _cut(later: Report, words: Sequence[Token]) -> int | None:
    """Where the content of the clause before must end, or None if the later clause lies inside it."""
    begin = later.at if later.shared else later.subject_at
    if later.frame.startswith(("infinitive", "passive", "according", "subject behind")):
        return None
    k = begin - 1
    if later.shared:
        while k > 0 and words[k].low in AUXILIARY | ADVERB:
            k -= 1
        if words[k].low == QUOTE and later.at == k + 1:
            return words[k].end  # "...", adding that
        joined = words[k].low in ("and", "but", "or", ",", "then")
    else:
        broken = k > 0 and words[k].low in CLAUSE_BREAK | EARLIER
        while (
            broken and k > 1 and words[k].low in EARLIER and (words[k - 1].low in MEASURE or words[k - 1].low.isdigit())
        ):
            k -= 1  # "hours after", "a day before"
        joined = k > 0 and (words[k].low in (",", ";") or (broken and words[k - 1].low in (",", ";", QUOTE)))
    if not joined:
        return _charge_start(k, words)
    while k > 0 and words[k - 1].low in (",", ";", "and"):
        k -= 1
    return words[k].start


def _charge_start(k: int, words: Sequence[Token]) -> int | None:
    """Where ", a charge which X denied" begins, with `k` the last word before X: an aside of its own."""
    if k > 0 and words[k].low in ("which", "that"):
        k -= 1
    if k > 1 and words[k].low in CHARGE and words[k - 1].low in DETERMINER and words[k - 2].low == ",":
        return words[k - 2].start
    return None
