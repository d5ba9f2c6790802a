"""Reported clauses of a script without spaces whose verb stands before its content (Chinese).

A clause runs from stop mark to stop mark. Its speaker is a party named in it before the verb, if what follows the name
lets the name speak: an office, a person's name, an adverb. A clause that opens with its verb goes on with the subject
of the clause before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from briefing.gazetteer import Cue, Language, Token
from briefing.gazetteer.cues import shaped
from briefing.model import Span
from briefing.statements.clauses import MOST_REPORTS, Report
from briefing.statements.mentions import SPEAKING, STATES, Mention, within
from briefing.statements.passages import Sentence, clause_start, content_span, ends_sentence
from briefing.statements.person_names import PersonNames

ADJOINING = 12  # characters between the parts of one speaker's name
LONGEST_QUOTED_VERB = 16  # characters of a quotation that holds a verb with its adverbs, and its marks
MOST_BACK = 8  # clauses of a sentence in which a subject left out is looked for
_COLONS = "：:"
_TOLD_WHOLE = frozenset({"indictment", "sanction"})  # acts behind which their reason stands
_LONGEST_FORMER = 3  # characters before an office that tell that somebody held it formerly
_BRACKETS = frozenset("（）()【】［］[]")
_PRIVATE = frozenset({"company", "media"})
_AHEAD = 40  # characters from a verb to the colon behind which its content stands


def run_reports(
    text: str, sentence: Sentence, language: Language, found: Sequence[Mention], known: Collection[str]
) -> list[Report]:
    """The reported clauses of a sentence, in order; `known` people may speak by their name alone."""
    clauses = RunClauses(text, sentence, language, found, tuple(known))
    cues = list(islice(clauses.cues(), MOST_REPORTS))
    out: list[Report] = []
    for n, (start, end, cue) in enumerate(cues):
        if out and not _is_provenance(out[-1], clauses) and any(a <= start < b for a, b in out[-1].spans):
            continue  # it belongs to what is reported
        stop = clauses.content_stop(end, [c[0] for c in cues[n + 1 :]], cue.kind in _TOLD_WHOLE)
        report = clauses.report((start, end), cue, stop)
        if report:
            out.append(report)
    told = [r for r in out if not _is_provenance(r, clauses)]
    return told or out


def _is_provenance(report: Report, clauses: RunClauses) -> bool:
    """Whether a report only tells which medium the news comes from."""
    parties = within(clauses.found, *report.speaker) if report.speaker else []
    return report.cue.frame == "source" and all(m.what == "media" for m in parties)


@dataclass(slots=True)
class RunClauses:
    """One sentence with the names in it; `spoken` the subject of every clause read, by where the clause begins."""

    text: str
    sentence: Sentence
    language: Language
    found: Sequence[Mention]
    known: tuple[str, ...] = ()
    spoken: dict[int, Span | None] = field(default_factory=dict)
    names: PersonNames = field(init=False)
    ends: frozenset[int] = field(init=False)
    listed: frozenset[int] = field(init=False)  # where names end that a mark parts from the next one of a list
    speaking: list[Mention] = field(init=False)

    def __post_init__(self) -> None:
        self.names = PersonNames(self.text, self.language)
        self.ends = frozenset(m.end for m in self.found)
        self.listed = frozenset(i for i in self.ends if self.text[i : i + 1] in self.language.joining)
        objects: set[int] = set()  # where names end that are objects
        for m in self.found:
            whole = any(s.key == "embassy" for s in m.senses)  # "the embassy in X" is no part of X
            if self._is_object(m) or (m.start in objects and not whole):
                objects.add(m.end)
        self.speaking = [m for m in self.found if m.what in SPEAKING and m.end not in objects]

    # ---- verbs

    def cues(self) -> Iterator[tuple[int, int, Cue]]:
        """(start, end, cue) of every verb outside quotations; of two in a row only the one that has the content.

        A verb inside a phrase that tells what somebody speaks about is no verb of theirs.
        """
        hits = list(self._hits())
        for n, (start, end, cue) in enumerate(hits):
            next_start, _, following = hits[n + 1] if n + 1 < len(hits) else (None, 0, cue)
            if cue.frame == "say" and next_start == end:
                continue
            if next_start is None or following.frame != "say" or not self._is_matter(start, next_start):
                yield start, end, cue

    def _is_matter(self, at: int, verb: int) -> bool:
        """Whether a word at an offset stands behind one that opens the matter spoken about, in the verb's clause."""
        begin = self.clause_start(verb)
        return begin <= at and any(w in self.text[begin:at] for w in self.language.about)

    def _hits(self) -> Iterator[tuple[int, int, Cue]]:
        text, language, (a, b) = self.text, self.language, (self.sentence.start, self.sentence.end)
        shapes = {m.start(): (m.end(), shaped(m)) for m in language.run_shapes.finditer(text, a, b)}
        covered = a
        plain = {m.start(): m for m in language.runs.finditer(text, a, b)}
        for start in sorted({*shapes, *plain}):
            if start < covered:
                continue
            end, cue = shapes.get(start, (0, None))
            if cue is None:
                m = plain[start]
                end, cue = m.end(), language.run_cues.get(m.group())
            covered = end
            if quotation := self.sentence.quotation_at(start):
                if not (cue and cue.kind and self._is_quoted_alone(end, quotation)):
                    continue
                covered = end = quotation.end
            barred = text.endswith(language.not_after, a, start) and not (cue and cue.frame == "silence")
            if cue and not barred and not text.startswith(language.not_before, end):
                yield start, end, cue

    def _is_quoted_alone(self, end: int, quotation: Token) -> bool:
        """Whether a verb that ends at `end` is the end of a short quotation: X "most strongly condemns" Y."""
        return quotation.end - end <= 1 and quotation.end - quotation.start <= LONGEST_QUOTED_VERB

    # ---- clauses

    def clause_start(self, at: int) -> int:
        """Where the clause of a verb begins that stands at an offset."""
        return clause_start(self.text, self.sentence, at, self.language.stop, self.listed)

    def clause_end(self, at: int) -> int:
        """Where the clause ends that holds an offset."""
        i = at
        while i < self.sentence.end and (self.sentence.quotation_at(i) or self.text[i] not in self.language.stop):
            i += 1
        return i

    def skip(self, at: int, end: int) -> int:
        """The first place behind adverbs, words that go on and phrases that lead up to a verb at `end`."""
        text, language = self.text, self.language
        while at < end:
            if text[at].isspace():
                at += 1
            elif text.startswith(language.leading, at):
                return end
            elif (m := language.adverbs.match(text, at, end)) and m.end() > at:
                at = m.end()
            elif word := next((w for w in language.sharing if text.startswith(w, at)), None):
                at += len(word)
            else:
                break
        return min(at, end)

    def content_stop(self, end: int, later: Sequence[int], whole: bool) -> int:
        """Where the content of a verb that ends at `end` must stop at the latest.

        At the clause that shares its subject, or has one of its own when no mark stands between the verb and its
        content; whatever else follows belongs to what is reported, as all does of an act that is told `whole`.
        """
        opened = self.text[end : end + 1] in self.language.opening
        for cue in later:
            begin = self.clause_start(cue)
            if begin <= end + opened:
                if opened and begin > end and self._has_no_subject(begin, cue):
                    return end  # "issued a notice, accusing X": the second verb has the content
                continue
            if whole and self.text[begin - 1] not in "；;":
                continue
            if self._has_no_subject(begin, cue):
                return begin
            own = self._subject(begin, cue) or self._pronoun(begin, cue)
            quotation = self.sentence.quotation_at(begin - 1)
            contrasts = self.text.startswith(self.language.contrast, own[1] if own else cue)
            parted = contrasts or self.text[begin - 1] in "；;"
            if own and (not opened or parted or (quotation and ends_sentence(quotation))):
                return begin
        return self.sentence.end

    def _has_no_subject(self, begin: int, cue: int) -> bool:
        """Whether a clause begins with its verb, adverbs and phrases that lead up to it apart."""
        private = any(m.end() == cue for m in self.language.private.finditer(self.text, begin, cue))
        return not private and self.skip(begin, cue) == cue

    # ---- who speaks

    def _is_object(self, mention: Mention) -> bool:
        """Whether the character before a name makes it a place, an object or an agent, and it is no part of a list."""
        at = mention.start - 1
        own = next((w for w in self.language.first_person if self.text.endswith(w, self.sentence.start, at + 1)), "")
        at -= len(own)  # "我国防部" is the object of what stands before 我
        if self.language.former.search(self.text, max(self.sentence.start, at - _LONGEST_FORMER), mention.start):
            return True
        if at < self.sentence.start or self.text[at] not in self.language.place:
            return False
        return not (self.text[at] in self.language.joining and at in self.ends)

    def _groups(self, start: int, end: int, names: Sequence[Mention]) -> Iterator[list[Mention]]:
        """The names in text[start:end] outside quotations, those that adjoin together."""
        group: list[Mention] = []
        for m in within(names, start, end):
            if self.sentence.quotation_at(m.start):
                continue
            if group and not self._adjoins(group[-1], m):
                yield group
                group = []
            group.append(m)
        if group:
            yield group

    def _adjoins(self, last: Mention, m: Mention) -> bool:
        between = self.text[last.end : m.start]
        stops = (self.language.stop | _BRACKETS) - self.language.joining
        parted = any(c in stops or c.isspace() or c.isdigit() for c in between) or last.what in _PRIVATE
        return len(between) <= ADJOINING and not parted and self.language.private.search(between) is None

    def _cut_behind_office(self, group: Sequence[Mention]) -> Sequence[Mention]:
        """A group of names up to the first office that no other name is listed with."""
        for n, m in enumerate(group[:-1], 1):
            between = self.text[m.end : group[n].start]
            if m.what not in STATES and between and between not in self.language.joining:
                return group[:n]
        return group

    def _subject(self, start: int, end: int) -> Span | None:
        """The first party in text[start:end] that can be the subject of a verb at `end`."""
        for group in self._groups(start, end, self.speaking):
            if self._is_credit(group):
                continue
            span = self._spoken_by(group, end)
            if span:
                return span
            if self._private_behind(group[-1].end, end):
                return None
        return None

    def _is_credit(self, group: Sequence[Mention]) -> bool:
        """Whether names in brackets tell from which medium and place the news comes."""
        text, begin, at = self.text, self.sentence.start, group[0].start
        opens = text[begin] in _BRACKETS and begin < at and _BRACKETS.isdisjoint(text[begin + 1 : at])
        return opens or (group[-1].what == "media" and text[at - 1 : at] in _BRACKETS)

    def _private_behind(self, at: int, end: int) -> bool:
        """Whether a head follows that speaks for no government: "X's hackers"."""
        at += at < end and self.text[at] in self.language.of
        return self.language.private.match(self.text, at, end) is not None

    def _spoken_by(self, group: Sequence[Mention], end: int) -> Span | None:
        """From the first name of a group to a person's name behind the last, if what stands there can speak."""
        first, last = group[0], group[-1]
        person = next((m for m in group if m.what == "person"), None)
        if person:
            return person.start, person.end
        if last.what == "media" and self.skip(last.end, end) != end:
            return None  # the credit of the news, not who speaks
        if last.what in _PRIVATE:
            return first.start, last.end
        if self._private_behind(last.end, end):
            return None
        if last.what not in STATES or (len(group) > 1 and not self._listed(group)):
            return first.start, self.names.behind(last.end, end)
        at = last.end
        at += len(next((w for w in self.language.bodies if self.text.startswith(w, at)), ""))
        if self.skip(at, end) == end:
            return first.start, last.end
        titled = self.names.behind(last.end, end)
        return (first.start, titled) if titled > last.end and self.skip(titled, end) == end else None

    def _listed(self, group: Sequence[Mention]) -> bool:
        """Whether the last two names of a group stand in a list."""
        between = self.text[group[-2].end : group[-1].start]
        return between in self.language.joining

    def _pronoun(self, start: int, end: int) -> Span | None:
        at = self._lead(start, end)
        words = (*self.language.pronouns, *self.language.first_person, *self.known)
        pronoun = next((p for p in words if self.text.startswith(p, at)), None)
        behind = at + len(pronoun or "")
        owns = self.text[behind : behind + 1] in self.language.of  # "his lawyer said"
        return (at, behind) if pronoun and behind <= end and not owns else None

    def _first_person(self, start: int, end: int) -> Span | None:
        at = self._lead(start, end)
        word = next((w for w in self.language.first_person if self.text.startswith(w, at)), "")
        owner = any(m.start == at + len(word) for m in self.found)  # "our foreign ministry"
        return (at, at + len(word)) if word and not owner and at + len(word) < end else None

    def _lead(self, at: int, end: int) -> int:
        while at < end and (m := self.language.adverbs.match(self.text, at, end)) and m.end() > at:
            at = m.end()
        return at

    def _carried(self, begin: int) -> Span | None:
        """The subject that a clause beginning here goes on with: of the nearest clause before that has one."""
        for _ in range(MOST_BACK):
            if begin <= self.sentence.start:
                return None
            end = begin - (self.text[begin - 1] in self.language.stop)
            begin = self.clause_start(end)
            if begin in self.spoken:
                return self.spoken[begin]
            if any(earlier < begin for earlier in self.spoken):
                continue  # it belongs to what is reported
            if own := self._first_person(begin, end):
                return own
            groups = self._groups(begin, end, self.speaking)
            first = self._cut_behind_office(next((g for g in groups if not self._is_credit(g)), []))
            if first and self._lead(begin, end) >= first[0].start:
                at = self.names.behind(first[-1].end, end)
                opens = first[-1].what not in STATES or self.language.adverbs.match(self.text, at, end)
                return (first[0].start, at) if opens and not self._private_behind(first[-1].end, end) else None
        return None

    def _inside_lead(self, begin: int, speaker: Span, end: int) -> bool:
        """Whether a name belongs to the phrase that a clause opens with: "over the attack on X's parliament"."""
        led = any(self.text.startswith(self.language.leading, at) for at in (begin, self._lead(begin, end)))
        return led and speaker[0] > begin and self._lead(speaker[1], end) < end

    # ---- reports

    def report(self, cue_span: Span, cue: Cue, stop: int) -> Report | None:
        """The report that a verb makes, if somebody in sight speaks."""
        start, end = cue_span
        begin = self.clause_start(start)
        if cue.frame == "source":
            return self._source(cue_span, cue)
        agent = self._agent(begin, start) if cue.kind else None
        if agent:
            content = [(begin, agent[0] - 1), (end, max(stop, end))]
            return _made(self.text, cue, cue_span, agent, content, "by its agent")
        speaker = self._subject(begin, start) or self._pronoun(begin, start)
        if speaker and self.text.startswith(self.language.pronouns, speaker[0]):
            speaker = self._carried(begin) or speaker  # "he" is the subject of the clause before
        if speaker and self._inside_lead(begin, speaker, start):
            speaker = None
        if speaker is None and self._has_no_subject(begin, start):
            speaker = self._carried(begin)
        self.spoken[begin] = speaker
        if speaker is None or self.language.unreal.search(self.text, max(begin, speaker[1]), start):
            return None
        content = self._content(cue, begin, speaker, cue_span, stop)
        made = _made(self.text, cue, cue_span, speaker, content, "subject before the verb")
        begin = self.names.holders.get(speaker[1], speaker[1])
        return replace(made, holder=(begin, speaker[1])) if begin < speaker[1] else made

    def _content(self, cue: Cue, begin: int, speaker: Span, cue_span: Span, stop: int) -> list[Span]:
        start, end = cue_span
        text = self.text
        quoted = self.sentence.quotation_at(begin - 2) or self.sentence.quotation_at(begin - 1)
        if cue.frame == "say" and quoted and not text[end:stop].strip(" 。，"):
            return [(quoted.start, quoted.end)]  # "...", X said
        colon = self.clause_end(end)
        if cue.frame == "say" and colon < min(stop, end + _AHEAD) and text[colon] in _COLONS:
            return [(colon + 1, stop)]
        opened = text[end : end + 1] in self.language.opening and stop > end + 1
        first = max(begin, speaker[1])
        led = next((i for i in range(first, start) if text.startswith(self.language.leading, i)), None)
        if led is not None and not opened and not self.sentence.quotation_at(led):
            return [(led, start), (end, max(stop, end))] if cue.kind else [(led, max(stop, end))]
        return [(end, max(stop, end))]

    def _agent(self, begin: int, start: int) -> Span | None:
        """The party right behind a passive's mark: "X was accused by Y"."""
        for mark in sorted(self.language.agent):
            at = self.text.rfind(mark, begin, start)
            group = next(self._groups(at + 1, start, self.found), None) if at > begin else None
            if group and group[0].start == at + 1 and (span := self._spoken_by(group, start)):
                return span
        return None

    def _source(self, cue_span: Span, cue: Cue) -> Report | None:
        """ "According to X, ...": the party right behind the word, inside its own clause."""
        start, end = cue_span
        rest = self.clause_end(end)
        group = next(self._groups(end, rest, self.found), None)
        if group is None or group[0].start > end + 1 or self._private_behind(group[-1].end, rest):
            return None
        speaker = group[0].start, self.names.behind(group[-1].end, rest)
        if self.language.unreal.search(self.text, speaker[1], rest):
            return None
        content = (rest, self.sentence.end) if start - self.sentence.start < ADJOINING else (self.sentence.start, start)
        return _made(self.text, cue, cue_span, speaker, [content], "according to")


def _made(text: str, cue: Cue, cue_span: Span, speaker: Span, content: Sequence[Span], frame: str) -> Report:
    spans = []
    for a, b in content:
        span = content_span(text, a, b) if b > a else None
        spans += [span] if span else []
    return Report(cue, cue_span, speaker, None, tuple(spans), frame, cue_span[0], cue_span[0])
