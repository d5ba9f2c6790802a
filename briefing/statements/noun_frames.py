"""Reports told with a noun or a preposition in place of a verb of saying.

"...", was the retort of X; X's answer: ...; a reply from X arrived: ...; no comment came from X; in X's view ...; for X
it is ...
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from briefing.gazetteer import Cue, Hit, word_set
from briefing.model import Span
from briefing.statements.contents import Contents
from briefing.statements.grammar import AUXILIARY, BE, MODAL, PREPOSITION, TIME
from briefing.statements.noun_phrases import Grammar, Phrase
from briefing.statements.passages import QUOTE
from briefing.statements.report import Report, report_of

SAID = word_set(
    "answer reply response reaction retort riposte rejoinder comeback verdict message line position stance view "
    "conclusion assessment explanation argument contention opinion judgement judgment finding rebuttal word comment"
)
VIEWS = word_set(
    "view eyes words telling account opinion judgement judgment assessment reading estimation reckoning phrase"
)
UNSAID = word_set("comment reply response answer reaction word statement")
REQUESTS = word_set(
    "request requests call calls email emails e-mail question questions inquiry inquiries query queries"
)
ANSWERED = word_set("returned answered acknowledged")
COMES = BE | word_set("came comes arrived arrives followed follows went goes read reads ran runs sounded remains")
MARKS = frozenset({":", "that", QUOTE})
MAKER = frozenset({"of", "from", "by"})
OWNED = word_set("its his her their")
ACTS = frozenset({"sanction", "indictment", "advisory", "condemnation", "denial"})
VOICED = frozenset({"condemnation", "denial"})  # of these and of charges "of" tells the object
CHARGES = frozenset({"indictment"})
VOICES = word_set("condemnation condemnations denial denials rebuttal criticism")
HUSH = frozenset({"silence"})
AIMED = word_set("on against over targeting")
CAME = word_set("came comes arrived")
FACED = word_set("face faces faced facing under with")
UNREAL = word_set(
    "if whether possible potential threatened threat threats threatens further any no without despite lift lifts "
    "lifted evade evaded evading violate violated violating avoid calls urge urged urges demand demanded demands "
    "consider considers considering plan plans planned expected proposed seek seeks earlier previous not never"
)
HOW = frozenset({"how"})
TELLING = SAID | UNSAID | REQUESTS | VIEWS | HOW
THINGS = word_set("it this that these those")
RESUMING = word_set("that this such so")
BREAKS = frozenset({":", ";", "-", "–", "—"})
DRAWN = AUXILIARY | word_set("take takes reach reaches draw draws give gives hold holds come comes share shares")
NO_REACH = 3  # words from "no" to its noun
MARK_REACH = 12  # words from a noun to the colon or "that" behind it


class NounFrames:
    """Reads the frames of one sentence."""

    def __init__(self, grammar: Grammar, contents: Contents, light: Mapping[str, str]) -> None:
        self.light = light
        self.grammar, self.words, self.low, self.contents = grammar, grammar.words, grammar.low, contents

    def found(self) -> Iterator[Report]:
        """The reports of the sentence that a noun or a preposition tells, in order."""
        by_word = (
            (UNSAID, self._unsaid),
            (REQUESTS, self._unanswered),
            (SAID, self._behind),
            (SAID, self._quoted_before),
            (SAID, self._resumed),
            (VIEWS, self._view),
            (HOW, self._how),
            (self.light, self._act),
        )
        for k, word in enumerate(self.words):
            if k and word.low not in TELLING and word.low not in self.light:
                continue
            frames = [frame for words, frame in by_word if word.low in words]
            opening = [] if k else [self._for, self._from]
            told = next((t for frame in (*opening, *frames) if (t := frame(k))), None)
            if told:
                yield told

    def _maker(self, k: int) -> Phrase | None:
        """Whose the noun at k is: "the retort of X", "X's retort"."""
        if self.low(k + 1) in MAKER:
            return self._cut(self.grammar.list_right(k + 2))
        return self._possessor(k)

    def _possessor(self, k: int) -> Phrase | None:
        """X of "X's sharp denial"."""
        owner = k - 1
        while owner > 0 and self.low(owner) != "'s" and self.words[owner].text.islower() and owner > k - NO_REACH:
            owner -= 1
        phrase = self.grammar.phrase_left(owner - 1) if self.low(owner) in ("'s", "’s") else None
        verb = max((n for n in self.grammar.either if phrase and phrase.lo <= n < phrase.hi - 1), default=None)
        return replace(phrase, lo=verb + 1) if phrase and verb is not None else phrase

    def _cut(self, phrase: Phrase | None) -> Phrase | None:
        """A phrase without the verb that follows it: "a reply from X arrived"."""
        if phrase is None:
            return None
        verb = (n for n in range(phrase.lo + 1, phrase.hi) if self.low(n) in COMES or self.grammar.looks_finite(n))
        return replace(phrase, hi=next(verb, phrase.hi))

    def _told(self, lemma: str, k: int, maker: Phrase, spans: list[Span], frame: str, kind: str = "") -> Report:
        cue = Cue(lemma, "silence" if kind else "say", kind)
        return report_of(self.words, cue, Hit(k, k + 1, (cue,)), maker, spans, frame)

    def _quoted_before(self, k: int) -> Report | None:
        """ "...", was the retort of X."""
        at = next((n for n in range(k - 1, max(-1, k - 6), -1) if self.low(n) == QUOTE), None)
        if self.low(k) not in SAID or at is None or not any(self.low(n) in COMES for n in range(at + 1, k)):
            return None
        maker = self._maker(k)
        if maker is None:
            return None
        return self._told(self.low(k), k, maker, [(self.words[at].start, self.words[at].end)], "noun of saying")

    def _resumed(self, k: int) -> Report | None:
        """C: that is the view of X; C - such was the conclusion that X reached."""
        be = next((n for n in range(k - 1, max(-1, k - 4), -1) if self.low(n) in BE), -1)
        if self.low(k) not in SAID or be < 3 or self.low(be - 1) not in RESUMING or self.low(be - 2) not in BREAKS:
            return None
        maker = self._maker(k)
        if maker is None:
            maker = self.grammar.somebody_right(k + 1 + (self.low(k + 1) in ("that", "which")))
            ends = (n for n in range(maker.lo + 1, maker.hi) if self.low(n) in DRAWN) if maker else iter(())
            maker = self._cut(replace(maker, hi=next(ends, maker.hi)) if maker else None)
        span = (self.words[0].start, self.words[be - 3].end)
        return self._told(self.low(k), k, maker, [span], "noun of saying") if maker else None

    def _behind(self, k: int) -> Report | None:
        """X's answer: ...; the answer of X was that ...; a reply from X arrived late: ..."""
        maker = self._maker(k) if self.low(k) in SAID else None
        if maker is None:
            return None
        first = max(k + 1, maker.hi)
        mark = next((n for n in range(first, min(first + MARK_REACH, len(self.words))) if self.low(n) in MARKS), None)
        if mark is None or (mark > first and self.low(first) not in COMES) or (mark == first and self.low(mark) != ":"):
            return None
        begin = mark + (self.low(mark) != QUOTE)
        spans = self.contents.to_end(begin)
        return self._told(self.low(k), k, maker, spans, "noun of saying") if spans else None

    def _unsaid(self, k: int) -> Report | None:
        """No comment came from X; there was no immediate reply from X."""
        no = next((n for n in range(k - 1, max(-1, k - NO_REACH - 1), -1) if self.low(n) == "no"), None)
        source = next((n for n in range(k + 1, min(k + MARK_REACH, len(self.words))) if self.low(n) == "from"), None)
        if (
            self.low(k) not in UNSAID
            or no is None
            or source is None
            or any(self.low(n) in ("that", ",", QUOTE) for n in range(k + 1, source))
        ):
            return None
        maker = self.grammar.somebody_right(source + 1)
        span = (self.words[no].start, self.words[maker.hi - 1].end) if maker else (0, 0)
        return self._told(f"no {self.low(k)}", k, maker, [span], "nothing said", "unanswered") if maker else None

    def _unanswered(self, k: int) -> Report | None:
        """Requests for comment to X went unanswered; calls to X were not returned."""
        if self.low(k) not in REQUESTS:
            return None
        to = next((n for n in range(k + 1, min(k + MARK_REACH, len(self.words))) if self.low(n) == "to"), None)
        maker = self._cut(self.grammar.somebody_right(to + 1)) if to is not None else None
        if maker is None:
            return None
        behind = [self.low(n) for n in range(maker.hi, min(maker.hi + MARK_REACH, len(self.words)))]
        if "unanswered" not in behind and not ("not" in behind and ANSWERED.intersection(behind)):
            return None
        span = (self.words[k].start, self.words[min(maker.hi + len(behind), len(self.words)) - 1].end)
        return self._told(f"{self.low(k)} unanswered", k, maker, [span], "nothing said", "unanswered")

    def _view(self, k: int) -> Report | None:
        """In X's view, ...; ..., in X's words."""
        if self.low(k) not in VIEWS or self.low(k - 1) not in ("'s", "’s"):
            return None
        owner = self.grammar.phrase_left(k - 2)
        if owner is None or self.low(owner.lo - 1) not in ("in", "by", "to"):
            return None
        if owner.lo - 1 == 0:
            if self.low(k + 1) not in (",", ":"):
                return None  # "in X's view from the sea"
            spans = self.contents.to_end(k + 2)
        else:
            end = owner.lo - 2 - (self.low(owner.lo - 2) == ",")
            spans = [(self.words[0].start, self.words[end].end)] if end >= 0 else []
            spans += self.contents.rest(k + 1, owner.lo - 2)
        return self._told(f"in its {self.low(k)}", k, owner, spans, "whose view it is") if spans else None

    def _how(self, k: int) -> Report | None:
        """ "...", is how X sums it up."""
        at = next((n for n in range(k - 1, max(-1, k - 4), -1) if self.low(n) == QUOTE), None)
        if self.low(k) != "how" or at is None or not any(self.low(n) in BE for n in range(at + 1, k)):
            return None
        subject = self.grammar.somebody_right(k + 1)
        span = (self.words[at].start, self.words[at].end)
        return self._told("how", k, subject, [span], "how somebody puts it") if subject else None

    def _act(self, k: int) -> Report | None:
        """An act told by its noun and whose it is: "now face UK sanctions", "a joint advisory of A and B"."""
        kind = self.light.get(self.low(k))
        if kind not in ACTS or (kind in VOICED and self.low(k) not in VOICES):
            return None
        if any(self.low(n) in UNREAL or self.low(n) in MODAL for n in range(k)):
            return None
        maker = self._of_act(k, kind)
        if maker is None or not any(self.grammar.is_name_end(w.end) for w in self.words[maker.lo : maker.hi]):
            return None
        whole = self.grammar.phrase_left(k) if maker.lo > k else maker
        cue = Cue(self.low(k), "act", kind)
        spans = self.contents.to_end(whole.lo if whole else k)
        return report_of(self.words, cue, Hit(k, k + 1, (cue,)), maker, spans, "act by its name")

    def _of_act(self, k: int, kind: str) -> Phrase | None:
        """Whose an act is: "a warning by X", "a denial came from X", "X's condemnation of it", "UK sanctions on"."""
        came = k + 1 + (self.low(k + 1) in CAME)
        if self.low(came) in MAKER and not (kind in VOICED | CHARGES and self.low(came) == "of"):
            return self._cut(self.grammar.list_right(came + 1))
        if kind in VOICED:
            return self._possessor(k)
        return self._owner(k) if kind != "advisory" else None

    def _owner(self, k: int) -> Phrase | None:
        """The name right before an act's noun, or with one word between, where the act is aimed at somebody."""
        end = next((n for n in (k - 1, k - 2) if n >= 0 and self.grammar.is_name_end(self.words[n].end)), None)
        if end is None or not self.words[end].text[0].isupper():
            return None
        lo = end
        while lo > 0 and (self.words[lo - 1].text[0].isupper() or self.low(lo - 1) == "the"):
            lo -= 1
        charged = self.light[self.low(k)] in CHARGES and self.low(k + 1) == "of"
        aimed = charged or self.low(k + 1) in AIMED or self.low(lo - 1) in FACED
        return Phrase(lo, end + 1) if aimed else None

    def _for(self, k: int) -> Report | None:
        """For X it is "..."; for X, this was ..."""
        subject = self.grammar.somebody_right(1) if k == 0 and self.low(0) in ("for", "to") else None
        if subject is None:
            return None
        if not any(w.low == QUOTE for w in self.words):
            return None  # "for X it was the second hack": the reporter's words
        words = range(1, subject.hi)
        it = next((n for n in words if self.low(n) in THINGS and self.low(n + 1) in BE), None)
        if it is None:
            it = subject.hi + (self.low(subject.hi) == ",")
        if self.low(it) not in THINGS or self.low(it + 1) not in BE or it < 2:
            return None
        if any(self.low(n) in TIME or self.low(n) in PREPOSITION - {"of", "for"} for n in range(1, it)):
            return None
        maker = Phrase(1, it - (self.low(it - 1) == ","))
        return self._told("for", 0, maker, self.contents.to_end(it), "for somebody it is")

    def _from(self, k: int) -> Report | None:
        """From X came a sharp denial: ...; from X came no reply."""
        if k or self.low(0) != "from":
            return None
        came = next((n for n in range(2, min(MARK_REACH, len(self.words))) if self.low(n) in CAME), None)
        if came is None or any(self.low(n) in BREAKS or self.low(n) in (",", QUOTE) for n in range(came)):
            return None
        near = range(came + 1, min(came + MARK_REACH, len(self.words)))
        noun = next((n for n in near if self.low(n) in SAID | UNSAID | VOICES | HUSH), None)
        if noun is None:
            return None
        maker, end = Phrase(1, came), self.contents.to_end(came + 1)
        if self.low(noun) in HUSH or any(self.low(n) == "no" for n in range(came, noun)):
            whole = self.contents.to_end(0)
            return self._told(f"no {self.low(noun)}", noun, maker, whole, "nothing said", "unanswered")
        mark = next((n for n in near if n > noun and self.low(n) in MARKS), None)
        if mark is not None:
            spans = self.contents.to_end(mark + (self.low(mark) != QUOTE))
            return self._told(self.low(noun), noun, maker, spans, "noun of saying")
        if self.low(noun) not in VOICES:
            return None
        cue = Cue(self.low(noun), "act", self.light.get(self.low(noun), ""))
        return report_of(self.words, cue, Hit(noun, noun + 1, (cue,)), maker, end, "act by its name")

    def author(self, subject: Phrase) -> Phrase:
        """Who speaks in a document: "the advisory, signed by A and B, says", "a statement by A and B"."""
        if self.low(subject.lo) in OWNED:
            return subject
        noun = next((k for k in range(subject.lo, subject.hi) if self.low(k) in self.light), -1)
        if noun < 0:
            return subject
        by = noun + 1 if self.low(noun + 1) in MAKER and noun + 1 < subject.hi else None
        if by is None and subject.apposition and noun == subject.hi - 1:
            by = next((k for k in range(*subject.apposition) if self.low(k) == "by"), None)
        if by is None and noun == subject.hi - 1 and self.low(subject.hi) in ("that", "which"):
            return self.grammar.somebody_right(subject.hi + 1) or subject  # "the report that X issued"
        makers = self.grammar.list_right(by + 1) if by is not None else None
        return replace(makers, hi=min(makers.hi, subject.hi) if by == noun + 1 else makers.hi) if makers else subject
