"""The sample of hard cases: its articles, a store filled with them, and the grouping that comes of it.

The articles stand in tests/data/hard; the label `matter` says what an article tells of, `also` what it tells of beside.
"""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean
from typing import Any

from briefing import intake, pipeline
from briefing.config import Config
from briefing.model import IncidentRow, Membership, RawItem
from briefing.store import Store, open_store, reads

HARD = Path(__file__).parent / "data" / "hard"
CONFIG = Config(Path("feeds.toml"))
SEEN = datetime(2032, 5, 6, 8, 2, tzinfo=UTC)  # when everything is imported, unless a test says otherwise
LABELS = ("matter", "also", "relevant")

FILES = {path.stem: tomllib.loads(path.read_text("utf-8"))["article"] for path in sorted(HARD.glob("*.toml"))}
ARTICLES: dict[str, dict[str, Any]] = {entry["id"]: entry for entries in FILES.values() for entry in entries}
STREAM = [entry["id"] for entry in FILES["stream"]]
TOLD = [entry["id"] for stem in ("twins", "attributions", "general") for entry in FILES[stem]]
BESIDE = [entry["id"] for entry in FILES["beside"]]


def of(*matters: str) -> list[str]:
    """The articles that tell of these matters, without those in beside.toml."""
    return [i for i in TOLD if ARTICLES[i]["matter"] in matters]


# ------------------------------------------------------------------------------------------------ the store
def keep(store: Store, ids: Iterable[str], *, now: datetime = SEEN) -> None:
    """Import these articles and leave them unread."""
    items = [RawItem(**{k: v for k, v in ARTICLES[i].items() if k not in LABELS}) for i in ids]
    intake.keep(store, items, now=now)


def put(store: Store, ids: Iterable[str], *, now: datetime = SEEN) -> None:
    """Import these articles in one go, read them and group them."""
    keep(store, ids, now=now)
    for progress in pipeline.read(store, CONFIG, clock=lambda: now):
        assert progress.faults == ()


@dataclass(frozen=True, slots=True, repr=False)
class Grouping:
    """Where every article of a store stands; printed, it is what a failing test shows."""

    places: Mapping[str, Mapping[str, Membership]]  # article -> incident -> its place there
    rows: Mapping[str, IncidentRow]
    proposed: Mapping[str, frozenset[str]]  # article -> incidents that a person is asked about

    @classmethod
    def of(cls, store: Store) -> Grouping:
        """The grouping that a store holds."""
        rows = {r.incident.id: r for r in reads.incident_rows(store, reads.incident_ids(store, everything=True))}
        places: dict[str, dict[str, Membership]] = {}
        for incident in rows:
            parts = reads.parts(store, incident)
            assert parts is not None
            for place in parts.memberships:
                places.setdefault(place.article, {})[incident] = place
        proposed: dict[str, set[str]] = {}
        for article, incident in store.db.execute("SELECT article, incident FROM proposals"):
            proposed.setdefault(article, set()).add(incident)
        return cls(places, rows, {a: frozenset(i) for a, i in proposed.items()})

    def home(self, article: str) -> str:
        """The one incident in which an article stands as more than a mention."""
        proper = [i for i, place in self.places[article].items() if place.role != "mention"]
        assert len(proper) == 1, f"{article} has {len(proper)} homes\n{self.told([article])}"
        return proper[0]

    def partition(self) -> dict[str, str]:
        """Article -> the incident in which it mainly stands."""
        order = ("statement", "response", "follow-up", "retrospective", "mention")
        return {
            a: min(places, key=lambda i: (order.index(places[i].role), -places[i].score, i))
            for a, places in self.places.items()
        }

    def homes(self, articles: Iterable[str]) -> set[str]:
        return {self.home(a) for a in articles}

    def inside(self, incident: str) -> set[str]:
        """Every article that stands in an incident, in whatever role."""
        return {article for article, places in self.places.items() if incident in places}

    def role(self, article: str) -> str:
        return self.places[article][self.home(article)].role

    def told(self, articles: Iterable[str]) -> str:
        """Title -> incident, role, reason: these articles and whatever else stands with them."""
        shown = {i: self.inside(i) for a in articles for i in self.places[a]}
        lines = []
        for incident in sorted(shown):
            lines.append(f"\n{incident}  {self.rows[incident].incident.title}")
            for article in sorted(shown[incident], key=lambda a: (ARTICLES[a].get("published", ""), a)):
                place = self.places[article][incident]
                lines.append(f"  {article}: {ARTICLES[article]['title']} -> {place.role}, {place.reason}")
        return "\n".join(lines)


@contextmanager
def copied(store: Path, folder: Path) -> Iterator[Store]:
    """A store of the test's own that begins with what `store` holds."""
    shutil.copy(store, folder / "copy.db")
    with open_store(folder / "copy.db") as opened:
        yield opened


def b_cubed(a: Mapping[str, str], b: Mapping[str, str]) -> float:
    """The B-cubed F1 of two groupings of the same articles, 0 to 1."""

    def precision(mine: Mapping[str, str], theirs: Mapping[str, str]) -> float:
        beside = {x: {y for y in mine if mine[y] == mine[x]} for x in mine}
        return fmean(sum(theirs[y] == theirs[x] for y in beside[x]) / len(beside[x]) for x in mine)

    p, r = precision(a, b), precision(b, a)
    return 2 * p * r / (p + r)
