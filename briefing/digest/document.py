"""Boards -> Document: the digest's structure, which every format renders and no format adds to."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from briefing import factlines, wording
from briefing.config import QUOTE_WORDS
from briefing.digest.rights import UNKNOWN, Credit, bounds_of, credits_of, rights_of
from briefing.excerpts import shares
from briefing.health import health
from briefing.model import OFFICIAL_ROLES, TAKEN_UP, Article, Board, Feed, FeedState, Position, Statement, level_rank

METHOD = (
    "Statements, speakers, levels and answers were read by rules; every field carries the rule that decided it. "
    "What a person decided is kept in the decisions log.",
    "The ladder of levels (L0 to L6) and the response codes are this product's own; the words that decide each stand "
    "in its documentation.",
    "Corroboration counts independent origins, never articles. Words between quotation marks are verbatim.",
)


@dataclass(frozen=True, slots=True)
class Item:
    """One statement as printed, with the number of its source."""

    line: wording.Line
    number: int
    publisher: str
    copies: int
    lang: str
    new: bool
    background: bool
    id: str
    kinds: tuple[str, ...] = ()
    response_codes: tuple[str, ...] = ()
    original: tuple[str, int] | None = None  # of an altered quotation: what was said, its source
    cut: tuple[int, ...] = ()  # numbers of the sources of which words are left out here

    @property
    def fresh(self) -> bool:
        """Whether it is news: what a text tells of earlier matters is none."""
        return self.new and not self.background


@dataclass(frozen=True, slots=True)
class Column:
    """One government's part of a section."""

    government: str
    name: str
    level: str  # with its words, empty for none
    codes: str  # response codes in words, empty for none
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One thing told, with the numbers of its sources."""

    text: str
    numbers: tuple[int, ...]
    cut: tuple[int, ...] = ()  # those of which words are left out here

    @property
    def cited(self) -> str:
        """The text with its source numbers."""
        return self.text + factlines.cited(self.numbers)

    @property
    def shown(self) -> tuple[int, ...]:
        """The source numbers that are shown, where each is a link."""
        return self.numbers[: factlines.CITED]


@dataclass(frozen=True, slots=True)
class Row:
    """One sort of fact."""

    label: str
    items: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One incident."""

    id: str
    title: str
    first: str
    last: str
    bottom_line: str
    accusers: tuple[Column, ...]
    answerers: tuple[Column, ...]
    others: tuple[Column, ...]
    answers: tuple[str, ...]
    voices: tuple[Item, ...]
    articles: int
    origins: int
    new: int
    actors: tuple[str, ...]
    figures: tuple[tuple[str, int, str], ...]  # (figure verbatim, source number, publisher)
    edits: tuple[tuple[str, int, str], ...] = ()  # (publisher, source number, how its official text read)
    facts: tuple[Row, ...] = ()
    timeline: tuple[Told, ...] = ()
    cut_edits: tuple[int, ...] = ()  # source numbers of the edits of which words are left out

    @property
    def cut(self) -> frozenset[int]:
        """The numbers of the sources of which words are left out in it."""
        items = [i for c in (*self.accusers, *self.answerers, *self.others) for i in c.items]
        parts: list[Item | Told] = [*items, *self.voices, *(told for row in self.facts for told in row.items)]
        return frozenset([*self.cut_edits, *(n for part in parts for n in part.cut)])

    @property
    def counts(self) -> str:
        """How much there is of it: "4 articles, 1 origin, 2 new"."""
        return f"{wording.count(self.articles, 'article')}, {wording.count(self.origins, 'origin')}, {self.new:,} new"


@dataclass(frozen=True, slots=True)
class Citation:
    """One numbered source."""

    number: int
    publisher: str
    title: str
    published: str
    retrieved: str
    url: str | None
    descriptor: str
    origin: int  # number of the first source of the same origin
    digest: str  # hash of the stored text
    rights: str = UNKNOWN  # of the feed that it came from


@dataclass(frozen=True, slots=True)
class Digest:
    """What moved in a period; the same store, period and clock give the same one."""

    title: str
    notice: str | None
    since: datetime
    until: datetime
    by: str  # "said" or "seen"
    continues: bool  # it goes on from the last issued one, so that the next one goes on from it
    cutoff: datetime
    coverage: tuple[str, ...]
    bottom: tuple[str, ...]
    sections: tuple[Section, ...]
    silent: tuple[str, ...]
    sources: tuple[Citation, ...]
    credits: tuple[Credit, ...]
    summary: str
    method: tuple[str, ...]
    cited: tuple[str, ...]  # statement ids
    quote_words: int  # of one statement of a source that is not open, at most

    @classmethod
    def of(
        cls,
        boards: Sequence[Board],
        *,
        since: datetime,
        until: datetime,
        by: str,
        now: datetime,
        continues: bool = False,
        states: Mapping[str, FeedState],
        feeds: Sequence[Feed],
        notice: str | None = None,
        quote_words: int = QUOTE_WORDS,
    ) -> Digest:
        """The digest of these boards, strongest change first; a `notice` stands in its head.

        It is made to be shared, whatever form it then takes: of a source whose rights are not open it holds at most
        `quote_words` words of one statement.
        """
        fresh = {b.incident.id: _fresh(b, since, until, by) for b in boards}
        ordered = sorted(boards, key=lambda b: _urgency(b, fresh[b.incident.id]))
        rights = {feed.id: feed.rights for feed in feeds}
        numbers, sources = _numbered(ordered, rights)
        sections = tuple(section(b, numbers, fresh[b.incident.id], bounds_of(b, rights, quote_words)) for b in ordered)
        items = [i for s in sections for c in (*s.accusers, *s.answerers, *s.others) for i in c.items]
        return cls(
            title="Daily digest",
            notice=notice,
            since=since,
            until=until,
            by=by,
            continues=continues,
            cutoff=now,
            coverage=coverage(feeds, states, now),
            bottom=tuple(f"{s.title}: {s.bottom_line}" for s in sections) or ("Nothing moved.",),
            sections=sections,
            silent=tuple(
                f"{b.incident.title}: {wording.waiting_words(a) if a.found else wording.answer_words(a)}"
                for b in ordered
                for a in b.answers
                if not a.found or a.waiting
            ),
            sources=sources,
            credits=credits_of(
                ((s.number, s.rights) for s in sources), frozenset(n for s in sections for n in s.cut), quote_words
            ),
            summary=_summary(ordered),
            method=METHOD,
            cited=tuple(i.id for i in items),
            quote_words=quote_words,
        )


def section(
    board: Board, numbers: Mapping[str, int], fresh: Collection[str], bounds: Mapping[str, int] = factlines.WHOLE
) -> Section:
    """One board as a section: `numbers` gives an article's source number, `fresh` are the statements called new,
    `bounds` says how many words of an article one statement or fact may hold; without them all are whole.
    """
    board = replace(board, new=frozenset(fresh))
    columns = [
        tuple(_column(board, p, numbers, bounds) for p in side)
        for side in (board.accusers, board.answerers, board.others)
    ]
    edits = [
        (s.article, wording.edit_words(e), wording.edit_words(e, bounds.get(e.article)))
        for s in board.sources
        for e in board.edits
        if e.article == s.article.id
    ]
    return Section(
        id=board.incident.id,
        title=board.incident.title,
        first=wording.short_time(board.incident.first),
        last=wording.short_time(board.incident.last),
        bottom_line=wording.bottom_line(board),
        accusers=columns[0],
        answerers=columns[1],
        others=columns[2],
        answers=tuple(wording.answer_words(replace(a, codes=())) for a in board.answers),
        voices=tuple(_item(board, s, numbers, bounds) for s in board.voices),
        articles=len(board.sources),
        origins=board.origins,
        new=len(board.new),
        actors=board.actors,
        figures=tuple(
            (wording.excerpt(f.text, bounds.get(f.article)), numbers[f.article], factlines.teller(board, f))
            for f in board.facts.figures
        ),
        edits=tuple((article.source, numbers[article.id], shown) for article, _, shown in edits),
        facts=_rows(board, numbers, bounds),
        timeline=tuple(_told(item, numbers) for item in factlines.timeline_lines(board)),
        cut_edits=tuple(numbers[article.id] for article, whole, shown in edits if shown != whole),
    )


def _rows(board: Board, numbers: Mapping[str, int], bounds: Mapping[str, int]) -> tuple[Row, ...]:
    pairs = zip(factlines.fact_lines(board), factlines.fact_lines(board, bounds), strict=True)
    return tuple(
        Row(
            shown.label,
            tuple(_told(b, numbers, cut=a.text != b.text) for a, b in zip(whole.items, shown.items, strict=True)),
        )
        for whole, shown in pairs
    )


def _told(item: factlines.Item, numbers: Mapping[str, int], cut: bool = False) -> Told:
    return Told(
        item.text, tuple(sorted(numbers[a] for a in item.articles)), (numbers[item.articles[0]],) if cut else ()
    )


def _column(board: Board, position: Position, numbers: Mapping[str, int], bounds: Mapping[str, int]) -> Column:
    return Column(
        government=position.government,
        name=wording.government_name(position.government),
        level=wording.level_words(position.level),
        codes=wording.codes_words(position.response_codes),
        items=tuple(_item(board, s, numbers, bounds, position.copies.get(s.id, 0)) for s in position.statements),
    )


def _item(
    board: Board, statement: Statement, numbers: Mapping[str, int], bounds: Mapping[str, int], copies: int = 0
) -> Item:
    article = board.source_of(statement).article
    original = board.originals.get(statement.id)
    compared = [statement, original] if original else [statement]
    most = [bounds.get(s.article) for s in compared]
    if original and None not in most:
        most = [*shares(statement.text, original.text, min(filter(None, most)))]
    shown = [wording.line(s, article.source, article.published, n) for s, n in zip(compared, most, strict=True)]
    whole = [wording.line(s, article.source, article.published) for s in compared]
    return Item(
        line=shown[0],
        number=numbers[article.id],
        publisher=article.source,
        copies=copies,
        lang=statement.lang,
        new=statement.id in board.new,
        background=statement.background,
        id=statement.id,
        kinds=statement.kind,
        response_codes=statement.response_codes,
        original=(shown[1].text, numbers[original.article]) if original else None,
        cut=tuple(numbers[s.article] for s, a, b in zip(compared, whole, shown, strict=True) if a != b),
    )


def citations(board: Board) -> tuple[Citation, ...]:
    """The numbered sources of one board."""
    _, sources = _numbered([board], {})
    return sources


def _numbered(boards: Sequence[Board], rights: Mapping[str, str]) -> tuple[dict[str, int], tuple[Citation, ...]]:
    numbers: dict[str, int] = {}
    origins: dict[str, int] = {}
    out = []
    for board in boards:
        for source in board.sources:
            article = source.article
            if article.id in numbers:
                continue
            numbers[article.id] = number = len(numbers) + 1
            out.append(
                Citation(
                    number=number,
                    publisher=article.source,
                    title=article.title,
                    published=wording.short_time(article.published),
                    retrieved=f"{article.first_seen:%-d %b %Y %H:%M} UTC" if article.first_seen else "unknown",
                    url=article.url,
                    descriptor=descriptor(article) + ", edited" * source.edited,
                    origin=origins.setdefault(source.origin, number),
                    digest=hashlib.blake2b(article.text.encode(), digest_size=8).hexdigest(),
                    rights=rights_of(article, rights),
                )
            )
    return numbers, tuple(out)


def descriptor(article: Article) -> str:
    """A few words on what a source is: official text, state media, press, press crediting another."""
    if article.speaks_for and article.role in OFFICIAL_ROLES:
        return f"official source of {wording.government_name(article.speaks_for)}"
    words = {"state-media": "state media", "wire": "news agency", "vendor": "company report", "analysis": "analysis"}
    role = words.get(article.role, "press")
    return f"{role}, credits {article.credit}" if article.credit else role


def coverage(feeds: Sequence[Feed], states: Mapping[str, FeedState], now: datetime) -> tuple[str, ...]:
    """How many sources bring what they should, and each that does not, by name and with its reason."""
    if not feeds:
        return ("No feeds are configured: the articles were imported.",)
    enabled = [f for f in feeds if f.enabled]
    verdicts = [(f, health(f, states.get(f.id, FeedState(f.id)), now)) for f in enabled]
    fine, never = sum(v.fine for _, v in verdicts), sum(v.word == "never" for _, v in verdicts)
    polled = f"{fine} of {wording.count(len(enabled), 'source')} polled fine"
    lines = [polled + (f", {never} never polled." if never else ".")]
    named = [(f"{f.name} ({f.id})" if f.name != f.id else f.id, v) for f, v in verdicts]
    lines += [f"{name}, {v.word}: {v.reason}" for name, v in named if v.in_trouble]
    return tuple(lines)


def _summary(boards: Sequence[Board]) -> str:
    sources = list({s.article.id: s for b in boards for s in b.sources}.values())
    origins = len({s.origin for s in sources})
    official = sum(s.article.role in OFFICIAL_ROLES for s in sources)
    return (
        f"{wording.count(len(sources), 'article')} of {wording.count(origins, 'independent origin')}; "
        f"{official} official. Where no official text is on file, the words stand as the press reports them."
    )


def _fresh(board: Board, since: datetime, until: datetime, by: str) -> frozenset[str]:
    """The governments' statements of the period: first seen in it, or said in it by the day."""
    said = [s for s in board.statements.values() if s.governments]
    if by == "seen":
        return frozenset(s.id for s in said if since <= board.seen[s.id] < until)
    days = {s.id: (s.said_on or board.source_of(s).article.published or "")[:10] for s in said}
    return frozenset(i for i, day in days.items() if since.date().isoformat() <= day < until.date().isoformat())


def _urgency(board: Board, fresh: Collection[str]) -> tuple[object, ...]:
    """What a person took up before the rest; what moved before what did not; then by the strongest wording."""
    taken = board.incident.status in TAKEN_UP
    moved = max((level_rank(s.level) for i, s in board.statements.items() if i in fresh), default=-1)
    strongest = max((level_rank(p.level) for p in board.accusers), default=-1)
    return not taken, not fresh, -moved, -strongest, -len(board.accusers), board.incident.last or "", board.incident.id
