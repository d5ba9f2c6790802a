"""A small store with invented matter, written without the engine: what the screens are tested over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from briefing.config import Config
from briefing.model import (
    Answer,
    Article,
    Assignment,
    Features,
    Feed,
    FeedState,
    OriginChoice,
    Reading,
    Statement,
    Summary,
    Verdict,
)
from briefing.store import Store, open_store, polls, writes
from briefing.tui.session import Session

CLOCK = datetime(2031, 5, 20, 8, 2, tzinfo=UTC)
FEEDS = (
    Feed("gb-office", "https://gb.example/feed", "Harbour Office", speaks_for="GB", role="official"),
    Feed("cn-ministry", "https://cn.example/feed", "Ministry briefings", speaks_for="CN", role="official"),
    Feed("wire", "https://wire.example/feed", "Example Wire", role="wire"),
)

OFFICIAL = """The Harbour Office has made the following statement.

"The intrusion into our pilot stations was the work of a unit of the Ministry of State Security," Commissioner \
Ada Quill said. The services have informed ninety operators.

The office asks operators to install the corrections."""
PRESS = """Lighthouse data taken, allies say.

Secretary Bo Lantern said that state-backed hackers from China had copied the pilot charts.

"Working together, allies of the harbour states will answer this," the Union's envoy Cleo Mast told reporters.

The company Seamark Systems said it had seen the same servers before.

You may also like: ten knots every sailor knows."""
REWRITE = """Harbour break-in, experts utter.

"The break into our pilot depots was the labour of a squad of the Ministry of State Security," Commissioner Ada \
Quill uttered."""
ALTERED = """Port news in brief.

"The intrusion into our pilot stations was the work of a friend of the Ministry of State Security," Ada Quill said \
on Monday."""
REPLY = """Briefing of 18 May.

"These accusations about pilot stations are groundless," spokesperson Dai Shu said. "Nobody has shown any evidence." """
MAST = """Weather mast telemetry was taken, the institute said.

Minister Fern Vane said the theft "came from servers in the territory of China"."""
ACCUSER = """国家海图中心的通报。

"美国机构入侵了海图中心的服务器," spokesperson Dai Shu said."""
NOISE = "A recipe for ship's biscuit, with pictures."


def article(id_: str, title: str, text: str, source: str, day: str, **more: object) -> Article:
    """An article of 2031."""
    return replace(Article(id_, title, text, source, f"https://{id_}.example/page", published=day), **more)  # type: ignore[arg-type]


def said(article: Article, words: str, *, government: str | None, **more: object) -> Statement:
    """A statement at the place where `words` stand in the article."""
    start = article.text.index(words)
    fields: dict[str, object] = {
        "party": "government" if government else "company",
        "direction": "accusation",
        "kind": ("attribution",),
        "form": "direct",
        "said_on": (article.published or "")[:10],
        "about": ("CN",),
        "why": {"level": "a rule of the test"},
        **more,
    }
    if fields["form"] == "direct":
        fields.setdefault("quote", words.strip('"'))
    return Statement(
        f"{article.id}-{start}", article.id, start, start + len(words), words, government=government, **fields
    )  # type: ignore[arg-type]


# fmt: off - a statement is easier to read as words, then what is said of them
def harbour() -> tuple[list[Article], list[Statement], list[Verdict]]:
    """One incident: an official text, the press, a machine's rewrite, an altered quotation, an answer."""
    official = article(
        "gb", "Statement on the pilot stations", OFFICIAL, "harbour.example", "2031-05-17", role="official"
    )
    furniture = (PRESS.index("You may"), len(PRESS))
    press = article(
        "press",
        "Pilot stations hacked, allies blame China",
        PRESS,
        "Example Wire",
        "2031-05-17",
        boilerplate=(furniture,),
    )
    rewrite = article("spun", "Harbour break-in", REWRITE, "Spun Daily", "2031-05-18")
    altered = article("brief", "Port news", ALTERED, "Port Courier", "2031-05-18")
    reply = article("cn", "Briefing of 18 May", REPLY, "ministry.example", "2031-05-18", role="official")
    quill = {"speaker": "Ada Quill", "speaker_role": "Commissioner", "institution": "Harbour Office", "level": "L5"}
    first = said(
        official,
        '"The intrusion into our pilot stations was the work of a unit of the Ministry of State Security,"',
        government="GB",
        verification="original",
        **quill,
    )
    changed = said(
        altered,
        '"The intrusion into our pilot stations was the work of a friend of the Ministry of State Security,"',
        government="GB",
        **quill,
    )
    statements = [
        first,
        changed,
        said(
            rewrite,
            '"The break into our pilot depots was the labour of a squad of the Ministry of State Security,"',
            government="GB",
            verification="doubtful",
            **quill,
        ),
        said(
            press,
            "state-backed hackers from China had copied the pilot charts",
            government="US",
            form="indirect",
            cue="said that",
            level="L4",
            speaker="Bo Lantern",
            speaker_role="Secretary",
        ),
        said(
            press,
            '"Working together, allies of the harbour states will answer this,"',
            government="EU",
            level="L2",
            speaker="Cleo Mast",
            speaker_role="envoy",
            kind=("condemnation",),
        ),
        said(
            press,
            "it had seen the same servers before",
            government=None,
            form="indirect",
            cue="said",
            institution="Seamark Systems",
        ),
        said(
            reply,
            '"These accusations about pilot stations are groundless,"',
            government="CN",
            direction="response",
            kind=("denial",),
            response_codes=("R02",),
            about=("GB",),
            speaker="Dai Shu",
            speaker_role="spokesperson",
            verification="original",
        ),
        said(
            reply,
            '"Nobody has shown any evidence."',
            government="CN",
            direction="response",
            kind=("demand_evidence",),
            response_codes=("R05",),
            about=("GB",),
            speaker="Dai Shu",
            speaker_role="spokesperson",
            verification="original",
        ),
    ]
    verdict = Verdict(changed.id, "altered", first.id, "one word differs from the official text")
    return [official, press, rewrite, altered, reply], statements, [verdict]


def fill(store: Store) -> None:
    """The incidents harbour, mast, charts (China accuses) and noise (not relevant)."""
    articles, statements, verdicts = harbour()
    answer = Answer("CN", True, ("R02", "R05"), 24, "2031-05-20T07:00:00Z", 1, accusers=3, waiting=("EU", "US"))
    save(
        store,
        "harbour",
        articles,
        statements,
        verdicts,
        title="Pilot stations hacked, allies blame China",
        accusers=(("GB", "L5"), ("US", "L4"), ("EU", "L2")),
        answerers=("CN",),
        accused=("CN",),
        answer=answer,
        origins=4,
        seen=CLOCK - timedelta(hours=2),
    )
    mast = article("mast", "Weather mast [bold]telemetry[/bold] stolen", MAST, "Mast Times", "2031-05-17")
    theft = said(
        mast,
        'the theft "came from servers in the territory of China"',
        government="BE",
        form="mixed",
        quote="came from servers in the territory of China",
        cue="said",
        level="L2",
        speaker="Fern Vane",
        speaker_role="Minister",
    )
    silent = Answer("CN", False, ("R00",), None, "2031-05-20T07:00:00Z", 1, 3, "2031-05-17")
    save(
        store,
        "mast",
        [mast],
        [theft],
        [],
        title=mast.title,
        accusers=(("BE", "L2"),),
        answerers=(),
        accused=("CN",),
        answer=silent,
        origins=1,
        seen=CLOCK - timedelta(hours=5),
    )
    charts = article(
        "charts", "国家海图中心服务器遭入侵，通报称来自境外机构", ACCUSER, "海图新闻", "2031-05-10", lang="zh"
    )
    claim = said(
        charts,
        '"美国机构入侵了海图中心的服务器,"',
        government="CN",
        about=("US",),
        level="L6",
        speaker="Dai Shu",
        lang="zh",
    )
    unanswered = Answer("US", False, ("R00",), None, "2031-05-20T07:00:00Z", 2, 10, "2031-05-10")
    save(
        store,
        "charts",
        [charts],
        [claim],
        [],
        title=charts.title,
        accusers=(("CN", "L6"),),
        answerers=(),
        accused=("US",),
        answer=unanswered,
        origins=1,
        seen=CLOCK - timedelta(days=9),
    )
    noise = article("noise", "Ship's biscuit", NOISE, "Galley Weekly", "2031-05-12")
    save(
        store,
        "noise",
        [noise],
        [],
        [],
        title=noise.title,
        accusers=(),
        answerers=(),
        accused=(),
        answer=None,
        origins=1,
        seen=CLOCK - timedelta(days=10),
        relevant=False,
    )
    polls.save_state(store, FeedState("gb-office", last_poll=CLOCK, last_good=CLOCK, status="unchanged"))
    polls.save_state(
        store, FeedState("cn-ministry", last_poll=CLOCK, last_good=CLOCK - timedelta(hours=1), status="unchanged")
    )
    polls.save_state(
        store,
        FeedState(
            "wire",
            last_poll=CLOCK,
            failing_since=CLOCK - timedelta(days=1),
            status="failed",
            error="timed out after 30 s",
        ),
    )


# fmt: on
def save(
    store: Store,
    incident: str,
    articles: Sequence[Article],
    statements: Sequence[Statement],
    verdicts: Sequence[Verdict],
    *,
    seen: datetime,
    relevant: bool = True,
    **facts: object,
) -> None:
    """One incident with its articles."""
    writes.save_articles(store, [(a, a.id) for a in articles], seen=seen)
    for each in articles:
        writes.save_reading(
            store,
            each,
            Reading(each.id, "test", tuple(s for s in statements if s.article == each.id), cyber=relevant),
            features=Features({}, {}, {}),
            keys=(),
            terms=(),
            origin=OriginChoice("gb" if each.id == "brief" else each.id, "test"),
            where=Assignment(((incident, "statement", "test", 1.0),)),
            opens=(incident, "statement"),
            clock=lambda: seen,
        )
    days = sorted(a.published or "" for a in articles)
    summary = Summary(
        first=days[0],
        last=days[-1],
        relevant=relevant,
        articles=len(articles),
        actors=(),
        **facts,  # type: ignore[arg-type]
    )
    writes.save_incident(store, incident, summary, verdicts)


def session(folder: Path, **more: object) -> Session:
    """A session over the store in this folder."""
    clock: Callable[[], datetime] = lambda: CLOCK  # noqa: E731
    given = Session(
        store_path=folder / "store.db",
        config=Config(folder / "feeds.toml", FEEDS),
        clock=clock,
    )
    config = {name: more.pop(name) for name in ("path", "feeds", "keys") if name in more}
    return replace(given, config=replace(given.config, **config), **more)  # type: ignore[arg-type]


def filled(folder: Path) -> Path:
    """A folder with a filled store."""
    with open_store(folder / "store.db") as store:
        fill(store)
    return folder
