"""The nouns, as frozen dataclasses: what one stage hands to the next.

Names are those of docs/words.md. Times are aware `datetime` values in UTC; a `str` date is an ISO date (YYYY-MM-DD)
or an ISO instant, as precise as the source was. Offsets count characters of `Article.text`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from briefing.outside import OFFICIAL_ROLES as OFFICIAL_ROLES
from briefing.outside import ROLES as ROLES
from briefing.outside import Feed as Feed
from briefing.outside import FeedState as FeedState
from briefing.outside import Poll as Poll
from briefing.outside import RawItem as RawItem
from briefing.outside import Validators as Validators

Span = tuple[int, int]

KINDS = (
    "attribution",
    "condemnation",
    "sanction",
    "indictment",
    "advisory",
    "call",
    "denial",
    "counter_accusation",
    "demand_evidence",
    "no_comment",
    "other",
)
LEVELS = ("L0", "L1", "L2", "L3", "L4", "L5", "L6")
PARTIES = ("government", "company", "media", "group", "anonymous")
DIRECTIONS = ("accusation", "response", "third-party")
SILENCE = "R00"  # the response code of who has not answered
FORMS = ("direct", "mixed", "indirect", "act")
VERIFICATIONS = ("original", "matches-official", "altered", "doubtful", "unverified")
CHANNELS = (
    "press-release",
    "declaration",
    "joint-statement",
    "joint-advisory",
    "indictment",
    "sanctions-notice",
    "parliamentary-statement",
    "press-conference",
    "spokesperson-remark",
    "embassy-statement",
    "social-media",
    "technical-report",
    "interview",
    "anonymous",
)
ASIDE = ("retrospective", "mention")  # roles of articles beside an incident: they move neither its dates nor its title
ARRANGEMENTS = ("merge", "split", "move", "apart", "confirm", "refuse")  # decisions about where articles stand


def level_rank(level: str | None) -> int:
    """How strong a level is, 0 to 6; -1 for none."""
    return LEVELS.index(level) if level else -1


@dataclass(frozen=True, slots=True)
class Article:
    """One page or item of one feed, as plain text; never merged away."""

    id: str
    title: str
    text: str  # stored whole; a forbidden character stands as U+FFFD, so offsets never move
    source: str
    url: str | None = None
    feed: str | None = None
    published: str | None = None  # ISO date or UTC instant; None = unknown
    lang: str = "en"
    speaks_for: str | None = None
    role: str = "press"
    credit: str | None = None  # "BBC" of "Credits: BBC", "Reuters" of "(Reuters) -"
    byline: str | None = None
    boilerplate: tuple[Span, ...] = ()  # ranges of `text` that are site furniture
    first_seen: datetime | None = None
    asked_by: str | None = None  # the outlet whose question it answers

    @property
    def own_text(self) -> str:
        """The text without its boilerplate."""
        kept: list[str] = []
        at = 0
        for start, end in sorted(self.boilerplate):
            kept.append(self.text[at:start])
            at = max(at, end)
        return "\n".join((*kept, self.text[at:])) if kept else self.text


@dataclass(frozen=True, slots=True)
class Revision:
    """An earlier version of an article."""

    article: str
    title: str
    text: str
    replaced_at: datetime  # when the next version was first seen; of one that came back, for the last time
    concerns: tuple[str, ...] = ()  # of an official text on a cyber matter: whom it accused, who accused or answered
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """Sentences of an article that its publisher changed; either side is verbatim, or empty."""

    article: str
    seen: datetime  # when the later version was first seen
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One utterance of one speaker for one government in one article: an immutable, verbatim span.

    `text` is always `article.text[start:end]`. `government` and `joint_with` name everybody the words are reported of;
    `joint` says whether they signed one text together (then each of them said it) or the article lists them in one
    sentence (then it raises nobody's level).
    """

    id: str
    article: str
    start: int
    end: int
    text: str
    party: str
    direction: str
    kind: tuple[str, ...]
    form: str
    government: str | None = None
    joint_with: tuple[str, ...] = ()
    joint: bool = False
    institution: str | None = None
    speaker: str | None = None
    speaker_role: str | None = None
    speaker_start: int | None = None
    speaker_end: int | None = None
    level: str | None = None
    response_codes: tuple[str, ...] = ()
    quote: str | None = None  # the words inside the marks, verbatim; several quotations of one clause joined by " … "
    cue: str | None = None
    spans: tuple[Span, ...] = ()
    lang: str = "en"
    said_on: str | None = None
    channel: str | None = None
    via: str = "press-quoted"  # official, press-quoted, state-media
    verification: str = "unverified"
    likelihood: tuple[tuple[str, str], ...] = ()  # (scheme, verbatim term)
    confidence: str | None = None  # the speaker's own word
    certainty: float = 0.5  # ours
    background: bool = False  # "previously denied": no answer of today
    about: tuple[str, ...] = ()  # governments that the words accuse, answer or speak of
    actors: tuple[str, ...] = ()  # canonical names of threat groups inside the span
    why: Mapping[str, str] = field(default_factory=dict)

    @property
    def silent(self) -> bool:
        """Whether it tells only that nobody answered."""
        return self.response_codes == (SILENCE,)

    @property
    def governments(self) -> tuple[str, ...]:
        """Everybody the words are reported of, `government` first."""
        return tuple(dict.fromkeys(g for g in (self.government, *self.joint_with) if g))

    def judged(self, verdict: Verdict | None) -> Statement:
        """The statement with the verification that a comparison found, and why."""
        if verdict is None:
            return self
        return replace(self, verification=verdict.verification, why={**self.why, "verification": verdict.reason})


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading one article gave: its statements and the names that grouping needs."""

    article: str
    rules: str  # version of the rules that read it
    statements: tuple[Statement, ...] = ()
    cyber: bool = False  # speaks of a cyber matter
    governments: tuple[str, ...] = ()  # named anywhere in the body, boilerplate apart
    actors: tuple[str, ...] = ()  # threat groups; a name that may mean several stands as written
    rewrite: str | None = None  # why the article is taken for a machine's rewrite; None = it is not
    entities: tuple[str, ...] = ()  # "institution:us-treasury", "office:parliament", "person:Wu Ken": in any language


@dataclass(frozen=True, slots=True)
class Membership:
    """An article's place in an incident, with the reason for it."""

    incident: str
    article: str
    role: str  # statement, response, follow-up, retrospective, mention
    reason: str
    score: float = 0.0
    pinned: bool = False  # a person put it there


TAKEN_UP = ("kept", "following")  # the statuses of an incident that a person wants to see


@dataclass(frozen=True, slots=True)
class Incident:
    """One operation or one public attribution round that people talk about as one thing."""

    id: str
    title: str
    first: str | None
    last: str | None
    relevant: bool
    status: str = "new"  # new, following, kept, dismissed
    read_at: datetime | None = None
    changed_at: datetime | None = None  # when something last arrived
    computed: str | None = None  # the title that its articles give, where a person gave it another one


@dataclass(frozen=True, slots=True)
class Position:
    """All statements of one government about one incident; copies folded, the strongest wording first."""

    government: str
    direction: str
    level: str | None
    kinds: tuple[str, ...]
    response_codes: tuple[str, ...]
    first_said: str | None
    statements: tuple[Statement, ...]  # strongest first, one for each utterance
    copies: Mapping[str, int] = field(default_factory=dict)  # statement id -> how many further articles carry it


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether an accused state answered, or until when and where no answer was found."""

    government: str
    found: bool
    codes: tuple[str, ...]
    lag_hours: int | None
    searched_until: str | None
    sources: int  # how many sources were searched
    silent_days: int | None = None
    accused_at: str | None = None  # when it was first accused
    accusers: int = 0  # how many governments accuse it
    waiting: tuple[str, ...] = ()  # those of them that have no answer, where others have one


@dataclass(frozen=True, slots=True)
class Source:
    """A numbered source of a board."""

    number: int
    article: Article
    role: str
    origin: str
    reason: str
    pinned: bool = False  # a person put it there
    revisions: int = 0  # earlier versions of its text on file
    edited: bool = False  # its words were changed, not only completed


@dataclass(frozen=True, slots=True)
class Proposal:
    """An open question: whether an article belongs to an incident that it nearly fits."""

    article: str
    title: str
    source: str
    published: str | None
    incident: str
    incident_title: str
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that articles tell of an incident: a verbatim span of one, and which others tell the same."""

    text: str  # article.text[start:end]
    article: str
    start: int
    end: int
    why: str  # the rule that found it
    value: str = ""  # in one form for all wordings: a number, an EDTF date, the usual name
    statement: str | None = None  # the statement that it stands in; None: the publisher tells it
    also: tuple[str, ...] = ()  # further articles, of other origins


@dataclass(frozen=True, slots=True)
class Deed:
    """What sort of operation it was, as most of the independent origins that say so have it."""

    type: str  # EuRepoC's
    word: str  # CFR's where it has one, else EuRepoC's own
    origins: int  # that tell it
    of: int  # origins that tell any sort
    why: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A legal or diplomatic step that a government took."""

    kind: str  # charges, sanctions, arrests, summons ...
    government: str | None  # None: the text does not say whose
    count: int | None  # how many people or bodies it is against
    day: str | None  # ISO date
    fact: Fact


@dataclass(frozen=True, slots=True)
class Event:
    """One line of an incident's timeline."""

    day: str  # ISO date or instant
    what: str  # first report, accusation, advisory, answer, follow-up, edit, or the kind of a measure
    article: str
    government: str | None = None
    detail: str = ""  # level, response codes, or a title
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class Lag:
    """How long one accuser waited for the answer of one accused state, or that it still does."""

    accuser: str
    accused: str
    found: bool
    hours: int | None  # None where a moment is unknown
    accused_at: str | None
    answered_at: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an incident; what nobody tells is empty."""

    deeds: tuple[Deed, ...] = ()
    what: Fact | None = None  # the sentence that tells what happened
    when: tuple[Fact, ...] = ()  # of the operation; value: EDTF, "2018", "2021-03", "2019/..", "2011/2018"
    public: Event | None = None  # the first accusation by a government
    victims: tuple[Fact, ...] = ()
    figures: tuple[Fact, ...] = ()  # value: the number
    products: tuple[Fact, ...] = ()
    cves: tuple[Fact, ...] = ()
    measures: tuple[Measure, ...] = ()
    timeline: tuple[Event, ...] = ()
    lags: tuple[Lag, ...] = ()


@dataclass(frozen=True, slots=True)
class Board:
    """An incident as it is looked at: accusing governments, the answer beside them, numbered sources."""

    incident: Incident
    accusers: tuple[Position, ...]  # strongest first
    others: tuple[Position, ...]  # third parties: governments that speak of it and neither accuse nor answer
    answerers: tuple[Position, ...]
    answers: tuple[Answer, ...]  # one for each accused state; never empty when somebody was accused
    voices: tuple[Statement, ...]  # companies, groups, anonymous officials
    sources: tuple[Source, ...]
    origins: int
    actors: tuple[str, ...]
    facts: Facts = Facts()
    new: frozenset[str] = frozenset()  # ids of statements first seen since it was last read
    originals: Mapping[str, Statement] = field(default_factory=dict)  # id of an altered one -> what it departs from
    seen: Mapping[str, datetime] = field(default_factory=dict)  # statement id -> first seen
    answers_to: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # id of an answer -> (accuser or *, why)
    possible: tuple[Proposal, ...] = ()  # articles that may belong to it, best first
    edits: tuple[Edit, ...] = ()  # what official texts said before they were changed

    @property
    def positions(self) -> tuple[Position, ...]:
        """Every position: accusers, then answerers, then third parties."""
        return (*self.accusers, *self.answerers, *self.others)

    @property
    def statements(self) -> dict[str, Statement]:
        """Every statement shown, by id."""
        return {s.id: s for s in (*(s for p in self.positions for s in p.statements), *self.voices)}

    def source_of(self, statement: Statement) -> Source:
        """The source that holds a statement."""
        return next(s for s in self.sources if s.article.id == statement.article)


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """One incident as the list draws it; every figure is kept by the store, none counted while a person waits."""

    incident: Incident
    accusers: tuple[tuple[str, str | None], ...]  # (government, level), strongest first
    answer: Answer | None
    answerers: tuple[str, ...]
    articles: int
    origins: int
    new: int
    possible: int = 0  # articles that may belong to it


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided: one line of the append-only log.

    A decision about where articles stand names what it was about beside its target. merge: `incidents` went into the
    target; split: `articles` left the one of `incidents` and opened the target; move, confirm: the one of `articles`
    went to the target, out of `incidents`; apart: the target and the one of `incidents`; refuse: the one of `articles`
    stays out of the target. rename: the target is called `title`, or as its articles call it where that is empty.
    """

    id: int
    at: datetime
    who: str
    what: str  # keep, dismiss, follow, reopen, read, rename, or one of ARRANGEMENTS
    target: str  # an incident
    value: str  # of read: the moment up to which; of an arrangement and of rename: JSON
    undone: bool = False
    incidents: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)  # id -> title before, of an arrangement and of rename
    title: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One article that a search found; start:end is the match in its text, or -1:-1 in its title alone."""

    article: str
    incident: str | None
    title: str
    source: str
    published: str | None
    snippet: str
    start: int
    end: int
    incident_title: str | None = None


@dataclass(frozen=True, slots=True)
class Features:
    """What grouping compares: three sparse vectors of unit length, identifying marks, dates and shingles."""

    lead: Mapping[str, float]  # title and first 600 characters
    body: Mapping[str, float]  # title and first 6,000 characters
    names: Mapping[str, float]  # names, figures, threat groups, entities: what stands the same in other languages
    marks: frozenset[str] = frozenset()  # "cve:CVE-2021-26855", "actor:APT40", "accuses:GB>CN", "answers:CN"
    dates: frozenset[str] = frozenset()  # explicit dates in the text, ISO, as precise as printed
    shingles: bytes = b""  # a bounded sample of hashed word shingles, for copies, packed in eight bytes each
    credit: str | None = None
    day: str | None = None  # ISO date the article counts for: published, else first seen
    lang: str = "en"
    thin: bool = False  # headline alone, or a summary of a few words


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A stored article that shares rare terms or marks with a new one."""

    article: str
    incident: str
    origin: str
    features: Features


@dataclass(frozen=True, slots=True)
class Assignment:
    """The decision where an article belongs: incidents joined (or none: it opens one), role and reason of each."""

    joins: tuple[tuple[str, str, str, float], ...]  # (incident id, role, reason, score), best first
    possible: tuple[tuple[str, str, float], ...] = ()  # (incident id, reason, score): shown as a proposal, not joined
    reason: str = ""  # why it opened an incident of its own
    links: tuple[tuple[str, float], ...] = ()  # (earlier article, how alike), strongest first


@dataclass(frozen=True, slots=True)
class Placed:
    """A stored article in the incident where it stands, as a repair sees it."""

    article: str
    incident: str
    day: str | None  # ISO date it was published
    pinned: bool = False
    features: Features | None = None  # of an article of a cyber matter


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the stream that is put together again: the incidents that new articles touch, with what is near."""

    articles: tuple[Placed, ...]  # in the order of storing
    links: tuple[tuple[str, str, float], ...]  # (article, article, how alike)
    touched: frozenset[str]  # articles that are new since the last repair
    refused: frozenset[tuple[str, str]] = frozenset()  # (article, incident) that a person keeps apart


@dataclass(frozen=True, slots=True)
class Move:
    """The decision to put an article into another incident, and why."""

    article: str
    incident: str
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class Regrouping:
    """What a repair decided: articles that move, incidents that vanish with the one each leads to, and mentions."""

    moves: tuple[Move, ...]
    redirects: tuple[tuple[str, str], ...]
    mentions: tuple[Move, ...] = ()  # further incidents that articles name


@dataclass(frozen=True, slots=True)
class OriginChoice:
    """The decision whose words an article carries: its own, or those of an earlier article."""

    origin: str
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What comparing a quotation with others of the same speaker found."""

    statement: str
    verification: str
    twin: str | None  # the statement it was compared with
    reason: str


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything the store holds of one incident: what a board is made from."""

    incident: Incident
    articles: tuple[Article, ...]
    memberships: tuple[Membership, ...]  # one for each article, in the same order
    origins: Mapping[str, str]  # article id -> origin
    statements: tuple[Statement, ...]
    seen: Mapping[str, datetime]  # statement id -> first seen
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    cyber: frozenset[str] = frozenset()  # ids of the articles that speak of a cyber matter
    possible: tuple[Proposal, ...] = ()  # articles that may belong to it, best first
    revisions: Mapping[str, tuple[Revision, ...]] = field(default_factory=dict)  # article id -> earlier versions


@dataclass(frozen=True, slots=True)
class Summary:
    """The facts of an incident that lists and searches need, made anew whenever its articles change."""

    title: str
    first: str | None
    last: str | None
    relevant: bool
    accusers: tuple[tuple[str, str | None], ...]
    answerers: tuple[str, ...]
    accused: tuple[str, ...]
    answer: Answer | None
    articles: int
    origins: int
    actors: tuple[str, ...]
