"""Reads one article: passages, quotations, reported clauses, speakers, judgements, statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import NamedTuple

from briefing.gazetteer import Cue, Gazetteer, Language, Token
from briefing.model import OFFICIAL_ROLES, Article, Reading, Span, Statement
from briefing.statements.clauses import SO_SAID, Report
from briefing.statements.grammar import PRONOUN
from briefing.statements.judgements import Judgement, judge
from briefing.statements.lending import levelled
from briefing.statements.memory import UNKNOWN, Speaker
from briefing.statements.mentions import Mention, entities_in, governments_in, mentions, speaks_of_cyber, within
from briefing.statements.passages import QUOTE, Passage, Sentence, passages, trimmed
from briefing.statements.person_names import called
from briefing.statements.quotations import Quotation
from briefing.statements.readers import reports_in
from briefing.statements.recording import OWN_TEXT, Heard, recorded
from briefing.statements.report import says_something
from briefing.statements.retold import acts_in, charges_in
from briefing.statements.rewrites import rewritten
from briefing.statements.sides import Clause, Scene, clause, goes_on, may_be_about, sides, tied_to
from briefing.statements.speakers import Resolver
from briefing.statements.titles import tied_by_title
from briefing.statements.turns import asked_throughout, turn_at

RULES = "8"  # the version of the rules, stored with what they produced
MOST_STATEMENTS = 1500  # of one article; what says more is no article, and reading it would hold up the others
_OWN_FRAME = "own words of an official text or an answer"
_TURN = Cue("turn", "say", "")
_QUOTED = Cue("quotation", "say", "")
CHARGES = frozenset({"attribution", "sanction", "indictment", "advisory"})  # kinds that a question may tell
_OPENING = 3  # sentences of an article that tell what it is about
_SHORTEST_RUN = 16  # characters of such a quotation in a script without spaces
_FEWEST_WORDS = 4  # of a quotation that stands without a verb; fewer are scare quotes


def is_official(statement: Statement) -> bool:
    """Whether the words are credited to a government."""
    return statement.government is not None


def worth_reading(article: Article, gazetteer: Gazetteer) -> bool:
    """A cheap check, in well under a millisecond: whether the article can hold anything to read."""
    return gazetteer.gate.lets_in(f"{article.title}\n{article.text}")


def statements_in(article: Article, gazetteer: Gazetteer) -> Reading:
    """Every statement of every party in the article and the names that grouping needs. Pure; raises on no text."""
    language = gazetteer.language(article.lang)
    found = passages(article.text, article.title, article.boilerplate, language.spaced)
    about_cyber = language.cyber.search(f"{article.title}\n{article.text}") is not None
    named = [mentions(p, article.text, gazetteer, language, about_cyber) for p in found]
    governments = governments_in(found, named)
    cyber = speaks_of_cyber(article, found, named, gazetteer, language)
    reader = _Article(article, gazetteer, language, governments, cyber)
    if reader.own:
        reader.questions = asked_throughout(article, found, named, language)
    reader.rewrite = rewritten(article, [w for p in found for w in p.words], gazetteer, language)
    for passage, names in zip(found, named, strict=True):
        reader.passage(passage, names)
    return Reading(
        article=article.id,
        rules=RULES,
        statements=tuple(reader.statements()),
        cyber=cyber,
        governments=governments,
        actors=tuple(dict.fromkeys(_group(m, article.text) for names in named for m in names if m.actors)),
        rewrite=reader.rewrite,
        entities=entities_in(named),
    )


def _is_charge(c: Clause, judgement: Judgement) -> bool:
    """Whether a question tells what a government charges another with; the rest of a question is nobody's statement."""
    return (
        judgement.direction == "accusation" and bool(c.speaker.governments) and not CHARGES.isdisjoint(judgement.kinds)
    )


def _group(mention: Mention, text: str) -> str:
    """The group that a name means, or the name as written where it may mean several."""
    return mention.actors[0] if len(mention.actors) == 1 else text[mention.start : mention.end]


class _Around(NamedTuple):
    """What a sentence tells of the words in it: the channel, whether they are on another matter, or were asked for."""

    channel: str | None
    other_matter: bool
    asked: bool


class _Article:
    """Collects what is heard in one article; judged at the end, when it is known who is accused."""

    def __init__(
        self, article: Article, gazetteer: Gazetteer, language: Language, governments: tuple[str, ...], cyber: bool
    ) -> None:
        self.article, self.gazetteer, self.language, self.cyber = article, gazetteer, language, cyber
        day = article.published[:10] if article.published else None
        self.own = article.speaks_for if article.role in OFFICIAL_ROLES else None
        self.resolver = Resolver(article.text, gazetteer, day, frozenset(governments), self.own, language)
        self.rewrite: str | None = None  # why the article is taken for a machine's rewrite
        self.heard: list[Heard] = []
        self.last_quotation: Quotation | None = None
        self.announced: Speaker | None = None
        self.number = 0
        self.asked = False
        self.questions: frozenset[int] = frozenset()  # paragraphs that are a question up to their end
        self.looked_up: tuple[Sentence, _Around] | None = None
        self.questioned = False  # whether a reporter's question stood before
        self.voice = self._self() if self.own else None  # whose words the text is, where no verb says so
        self.on_topic = True  # whether the last question of a transcript was about a cyber matter
        self.people: dict[str, Speaker] = {}  # who was named with an office, where no capitals tell names
        self.told = tied_by_title(article.title, gazetteer, language, cyber)  # states tied to the deed -> how
        self.asked_of: Speaker | None = None  # whom a question without a named answer asks
        self.opening = _OPENING  # sentences still to come that belong to the opening

    def passage(self, passage: Passage, names: tuple[Mention, ...]) -> None:
        """Hears one paragraph."""
        if passage.heading:
            return
        speaker, self.announced = self.announced, None
        self.number, self.asked = passage.number, passage.number in self.questions
        before: Sentence | None = None
        for sentence in passage.sentences:
            if len(self.heard) >= MOST_STATEMENTS:
                return
            begin = self._turn(sentence, passage, names)
            if self.asked and passage.number not in self.questions and self._is_asked_before(sentence, passage):
                self.asked = False
            if begin > sentence.start and self.voice:
                speaker = self.voice
            covered: list[Span] = []
            quoted = [w for w in sentence.words if w.low == QUOTE]
            for report in self._reports(sentence, within(names, sentence.start, sentence.end), before):
                resolved = self._resolve(report, names)
                if self._speaks_of_itself(report, resolved):
                    continue  # the sentence is heard whole
                self._hear(report, resolved, passage, sentence, names)
                covered += report.spans
                speaker = resolved
            self._hear_acts(sentence, names, passage)
            if before and not covered and self._goes_on(sentence, before, names):
                continue  # and so may the next one
            for word in quoted:
                heard = self.asked or any(a < word.end and b > word.start for a, b in covered)
                if not heard and self._loose(word, speaker, passage, sentence, names):
                    covered.append((word.start, word.end))
            self._note_asked(sentence, names)
            self._tie(sentence, names, bool(covered))
            before = sentence
            self.resolver.note(names, passage.number, sentence.start, sentence.end)
            if self.voice and not self.asked and not any(a < sentence.end and b > sentence.start for a, b in covered):
                self._own_words(max(sentence.start, begin), sentence, passage, names)
        self.last_quotation = passage.quotations[-1] if passage.quotations else None

    def _turn(self, sentence: Sentence, passage: Passage, names: tuple[Mention, ...]) -> int:
        """Notes who asks or answers from this sentence of a transcript on; where its words begin."""
        asker = self.article.asked_by
        turn = turn_at(self.article.text, sentence.start, sentence.end, names, self.language, asker)
        if turn is None:
            return sentence.start
        self.asked = turn.asks
        self.questioned = self.questioned or self.asked
        if turn.asks and not turn.follows:
            self.on_topic = self._names_matter(turn.start, passage.end)
        if turn.speaker:
            report = Report(_TURN, turn.speaker, turn.speaker, None, (), "turn of a transcript", 0, 0)
            named = self.article.text[slice(*turn.speaker)]
            speaker = self.people.get(named) or self.resolver.speaker(report, names, passage.number)
            own = replace(self._self(), name=named, span=turn.speaker) if self.own else None
            self.voice = speaker if speaker.governments else own
        elif not self.asked:
            self.voice = self.voice or (self._self() if self.own else self.asked_of)
        return turn.start

    def _note_asked(self, sentence: Sentence, names: tuple[Mention, ...]) -> None:
        """Notes the state that a question of a transcript ends with: "What is China's response?"."""
        if self.asked and self.article.text[sentence.end - 1] in "?？":
            states = {m.state for m in within(names, sentence.start, sentence.end) if m.state}
            asked = next(iter(states)) if len(states) == 1 and states <= self.gazetteer.suspects else None
            self.asked_of = Speaker("government", f"the question before asks {asked}", (asked,)) if asked else None

    def _names_matter(self, start: int, end: int) -> bool:
        """Whether text[start:end] speaks of the matter of an article on a cyber one."""
        return any(p.search(self.article.text, start, end) for p in (self.language.cyber, self.language.weak_cyber))

    def _is_asked_before(self, sentence: Sentence, passage: Passage) -> bool:
        """Whether a sentence stands behind the last question mark of a paragraph that asks, as its answer may."""
        text = self.article.text
        return max(text.rfind("?", passage.start, passage.end), text.rfind("？", passage.start, passage.end)) in range(
            passage.start, sentence.start
        )

    def _tie(self, sentence: Sentence, names: tuple[Mention, ...], reported: bool) -> None:
        """Notes whom a sentence of the opening ties to the deed, if it reports nobody's words, or a question does."""
        if self.asked and self.own:
            tied = tied_to(sentence.start, sentence.end, self._scene(sentence, names, self.cyber))
            self.told |= dict.fromkeys(tied & {self.own}, "a question ties the deed to it")
        if self.opening and not reported and not self.own:
            tied = tied_to(sentence.start, sentence.end, self._scene(sentence, names, self.cyber))
            self.told |= dict.fromkeys(tied, "the article ties the deed to it")
        self.opening = max(0, self.opening - 1)

    def _goes_on(self, sentence: Sentence, before: Sentence, names: tuple[Mention, ...]) -> bool:
        """Adds a sentence to the indirect report that the one before ended with, if it goes on in the speaker's voice.

        It does when it guesses or insists as a speaker does, not a reporter.
        """
        at = len(self.heard) - 1
        while at > 0 and self.heard[at].clause.report.cue.frame == "nominal":
            at -= 1  # a charge that the words before name
        last = self.heard[at] if at >= 0 else None
        if (
            last is None
            or last.sentence is not before
            or last.clause.report.cue.frame not in self.language.going_on_after
        ):
            return False
        (*_, (begin, end)) = last.clause.report.spans
        whole = self.article.text[end : before.end].strip(" .。") == "" and QUOTE not in {w.low for w in before.words}
        state = next((m.state for m in within(names, sentence.start, sentence.end) if m.state), None)
        if not whole or not goes_on(self.article.text, (sentence.start, sentence.end), begin, self.language):
            return False
        own = last.clause.speaker.governments
        if state and state not in own and self.gazetteer.suspects.isdisjoint(own):
            return False  # another's turn; those often accused speak of their accusers
        stop = sentence.words[-1].start if sentence.words[-1].text in ".!?。！？" else sentence.end
        report = last.clause.report
        report = replace(report, spans=((begin, stop),), frame=f"{report.frame}, and the sentence after it")
        scene = self._scene(before, names, last.clause.cyber)
        self.heard[at] = replace(last, clause=clause(scene, report, last.clause.speaker))
        return True

    def _reports(self, sentence: Sentence, names: Sequence[Mention], before: Sentence | None) -> Iterator[Report]:
        unheard = None if self.heard and self.heard[-1].sentence is before else before
        for report in reports_in(self.article.text, sentence, self.language, names, unheard, self.people):
            report = replace(
                report, spans=tuple(s for s in (trimmed(self.article.text, *x) for x in report.spans) if s)
            )
            if report.frame == SO_SAID and unheard:
                whole = trimmed(self.article.text, unheard.start, unheard.words[-1].start)
                report = replace(report, spans=(whole,) if whole else ())
            if not report.spans and report.cue.frame == "say":
                quotation = before.words[-1] if before and before.words[-1].low == QUOTE else None
                if quotation is None:
                    self.announced = self._announced(report, sentence, names)
                    continue
                report = replace(report, spans=((quotation.start, quotation.end),))
                if self.heard and self.heard[-1].clause.report.spans == report.spans:
                    self.heard.pop()  # heard without its speaker, who is named only now
            elif not report.spans:
                report = replace(report, spans=(report.cue_span,))
            if says_something(report, sentence, self.article.text, self.language):
                yield report
            elif report.cue.frame == "silence":
                yield replace(report, spans=(report.cue_span,))  # "declined to comment on Tuesday"

    def _announced(self, report: Report, sentence: Sentence, names: Sequence[Mention]) -> Speaker | None:
        """Who speaks without words here; of a paragraph that ends with a colon the quotation follows in the next."""
        speaker = self._resolve(report, names)  # remembered for the sentences that follow
        if not self.article.text.endswith((":", "："), sentence.start, sentence.end):
            return None
        return replace(speaker, why="announced before a colon")

    def _resolve(self, report: Report, names: Sequence[Mention]) -> Speaker:
        named = self.article.text[slice(*report.speaker)].casefold() if report.speaker else ""
        if self.own and named in ("we", "i"):
            return replace(self.voice or self._self(), span=report.speaker)
        if self.voice and named in self.language.first_person:
            return replace(self.voice, span=report.speaker)
        if named in self.people:
            return replace(self.people[named], span=report.speaker, named=None)
        speaker = self.resolver.speaker(report, names, self.number)
        if report.holder and speaker.known:
            self.people |= dict.fromkeys(called(self.article.text[slice(*report.holder)]), speaker)
        return speaker

    def _speaks_of_itself(self, report: Report, speaker: Speaker) -> bool:
        """Whether a report's subject is how whoever speaks here calls its own side: "our side opposes"."""
        named = self.article.text[slice(*report.speaker)] if report.speaker else ""
        return (
            self.voice is not None and named in self.language.selves and speaker.governments == self.voice.governments
        )

    def _self(self) -> Speaker:
        assert self.own is not None
        return Speaker("government", f"official text of {self.own}", (self.own,), certainty=0.95)

    def _hear(
        self, report: Report, speaker: Speaker, passage: Passage, sentence: Sentence, names: tuple[Mention, ...]
    ) -> None:
        if self._embedded(report, speaker):
            return
        on_topic = self.on_topic or self._names_matter(sentence.start, sentence.end)
        cyber = self.cyber and on_topic and not self._told_of(sentence).other_matter
        if self.cyber and not cyber and report.cue.kind in ("sanction", "indictment"):
            return  # over another matter, in an article on a cyber one
        heard = clause(self._scene(sentence, names, cyber), report, speaker)
        if report.cue.kind == "attribution" and heard.names_state:
            self.resolver.accused_by(speaker, passage.number)
        self.heard.append(Heard(heard, passage, sentence, self.asked))
        if len(speaker.governments) == 1 and cyber:
            own, until = speaker.governments[0], speaker.span[0] if speaker.span else sentence.start
            asked = own in self.gazetteer.suspects and self._told_of(sentence).asked
            if asked and may_be_about(own, sentence.start, until, self._scene(sentence, names, cyber)):
                self.told.setdefault(own, "it is asked about the deed")
            for maker, charge in charges_in(heard, sentence, names, self.language, self.gazetteer):
                told = clause(self._scene(sentence, names, cyber), charge, maker)
                self.heard.append(Heard(told, passage, sentence, self.asked))

    def _hear_acts(self, sentence: Sentence, names: tuple[Mention, ...], passage: Passage) -> None:
        """Hears the acts that a sentence tells by their name."""
        if not (self.cyber and self.language.act_nouns) or self._told_of(sentence).other_matter:
            return
        done = {(g, h.clause.report.cue.kind) for h in self._heard_in(sentence) for g in h.clause.speaker.governments}
        only = self.resolver.earlier.home.only
        for maker, report in acts_in(sentence, names, self.language, only, done, self.gazetteer):
            heard = clause(self._scene(sentence, names, True), report, maker)
            self.heard.append(Heard(heard, passage, sentence, self.asked))

    def _heard_in(self, sentence: Sentence) -> Iterator[Heard]:
        return takewhile(lambda h: h.sentence is sentence, reversed(self.heard))

    def _scene(self, sentence: Sentence, names: tuple[Mention, ...], cyber: bool) -> Scene:
        channel = self._told_of(sentence).channel
        return Scene(self.article.text, names, self.gazetteer, self.language, cyber, channel)

    def _told_of(self, sentence: Sentence) -> _Around:
        """What the sentence as a whole tells of the words in it; looked up once for all its reports."""
        if self.looked_up is None or self.looked_up[0] is not sentence:
            text, language = self.article.text[sentence.start : sentence.end], self.language
            channel = next(iter(language.channels.found(text)), None)
            other = language.other_matter.search(text) is not None and language.cyber.search(text) is None
            self.looked_up = sentence, _Around(channel, other, language.asked.search(text) is not None)
        return self.looked_up[1]

    def _embedded(self, report: Report, speaker: Speaker) -> bool:
        """A clause inside what another government is reported to say belongs to that government's words."""
        at = report.cue_span[0]
        for h in reversed(self.heard[-6:]):
            other = h.clause.speaker
            inside = any(a <= at < b for a, b in h.clause.report.spans)
            same = other.governments == speaker.governments
            own = report.shared or report.frame.startswith("infinitive") or self._is_pronoun(report.speaker)
            if inside and other.governments and (own or not same):
                return True
        return False

    def _is_pronoun(self, span: Span | None) -> bool:
        return span is not None and self.article.text[slice(*span)].casefold() in PRONOUN

    def _loose(
        self, word: Token, speaker: Speaker | None, passage: Passage, sentence: Sentence, names: tuple[Mention, ...]
    ) -> bool:
        """Hears a quotation without a verb, unless it is too short to be anything but scare quotes.

        It continues the speaker of the paragraph, or of an unclosed quotation before it.
        """
        text, start, end = self.article.text, word.start, word.end
        mostly = end - start >= 0.6 * (sentence.end - sentence.start)
        fewest = len(text[start:end].split()) < _FEWEST_WORDS if self.language.spaced else end - start < _SHORTEST_RUN
        if end - start < 6 or (fewest and (self.language.spaced or not mostly)):
            return False
        back = self.resolver.memory.back(passage.number, 1)
        if speaker and mostly:
            resolved = replace(
                speaker, why=f"quotation continues: {speaker.why}", certainty=min(speaker.certainty, 0.6)
            )
        elif mostly and back and self.last_quotation and start == passage.quotations[0].start:
            resolved = replace(
                back[0][0], why=f"quotation of the paragraph before continues: {back[0][0].why}", certainty=0.4
            )
        elif self.own:
            resolved = self._self()
        else:
            resolved = replace(UNKNOWN, why="quotation without a speaker")
        report = Report(_QUOTED, (start, end), resolved.span, None, ((start, end),), "loose quotation", 0, 0)
        resolved = self.resolver.defence.going_on(resolved, report, names)
        self._hear(report, resolved, passage, sentence, names)
        return True

    def _own_words(self, begin: int, sentence: Sentence, passage: Passage, names: tuple[Mention, ...]) -> None:
        """A sentence of an official text or of an answer that attributes, condemns, calls or denies needs no verb."""
        assert self.voice is not None
        if not (self.on_topic or self._names_matter(sentence.start, sentence.end)):
            return
        start, end = trimmed(self.article.text, begin, sentence.end) or (begin, sentence.end)
        report = Report(OWN_TEXT, (start, start), None, None, ((start, end),), _OWN_FRAME, 0, 0)
        heard = clause(self._scene(sentence, names, self.cyber), report, self.voice)
        language, named = self.language, heard.names_state or bool(heard.actors)
        matter = named or any(p.search(heard.mask) for p in (language.cyber, language.weak_cyber, language.charges))
        answer = self.questioned and self.cyber and (heard.worded or language.codes.found(heard.mask))
        retorts = self.own in self.gazetteer.suspects and language.retorts.search(heard.mask)
        if answer or retorts or (matter and heard.worded) or (named and language.attribution.search(heard.mask)):
            self.heard.append(Heard(heard, passage, sentence, self.asked))

    def statements(self) -> Iterator[Statement]:
        """The statements, judged."""
        all_sides = sides([h.clause for h in self.heard], self.told, self.gazetteer, self.language)
        pairs = ((h, self._at_home(h, judge(h.clause, all_sides, self.language, self.gazetteer))) for h in self.heard)
        told_of = [(h, pair) for h, pair in pairs if not h.asked or _is_charge(*pair)]
        said, judged = [h for h, _ in told_of], [pair for _, pair in told_of]
        seen: set[tuple[int, int, tuple[str, ...]]] = set()
        telling = levelled(judged)
        charged = {c for t in telling if not said[t.at].retold for c in t.charges}
        for told in telling:
            heard = said[told.at]
            key = (*heard.clause.report.whole, told.speaker.governments)
            if key not in seen and not (heard.retold and told.charges <= charged):
                seen.add(key)
                yield recorded(heard, told.speaker, told.judgement, self.article, self.own, self.rewrite)

    def _at_home(self, heard: Heard, judgement: Judgement) -> tuple[Clause, Judgement]:
        """The judged clause, "the ministry" that accuses told by whom it accuses."""
        c = heard.clause
        if judgement.direction != "accusation" or c.report.speaker is None:
            return c, judgement
        return replace(c, speaker=self.resolver.earlier.accuser(c.speaker, judgement.about)), judgement
