"""A resolved speaker, and who spoke or was named before in an article."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from briefing.model import Span

LOOK_BACK = 3  # paragraphs
MOST_REMEMBERED = 60  # speakers, accusers and institutions that a later mention can mean


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved speaker.

    `span` where the words stand that mean it here, `named` where it was named in full ("it" may stand for "the ministry
    of X"); `nameless`: officials who gave no name, of a government or of nobody; `unplaced`: an office that accuses or
    answers, and whose country nothing tells; `certainty` of the resolution, 0 to 1.
    """

    party: str
    why: str
    governments: tuple[str, ...] = ()
    institution: str | None = None
    kind: str | None = None  # of the office, as in the gazetteer
    name: str | None = None
    role: str | None = None
    span: Span | None = None
    named: Span | None = None
    nameless: bool = False
    unplaced: bool = False
    certainty: float = 0.5

    @property
    def known(self) -> bool:
        """Whether anything but silence is known of it."""
        return bool(self.governments) or self.party in ("company", "media", "group") or self.name is not None


UNKNOWN = Speaker("anonymous", "no speaker in sight", certainty=0.2)


@dataclass(frozen=True, slots=True)
class Body:
    """An institution or ministry that the article named: whose it is, its row if one is listed, how it was written."""

    country: str
    key: str | None
    name: str
    kind: str
    paragraph: int
    surface: str

    def called(self, word: str, kinds: Collection[str]) -> bool:
        """Whether a later "the ministry" or an office of these kinds can mean it."""
        return word in self.surface.split() or word in self.name.casefold().split() or self.kind in kinds


@dataclass(slots=True)
class Memory:
    """Who spoke and who was named before in this article, the newest last, with the paragraph and the words of it."""

    spoken: list[tuple[int, Speaker, frozenset[str]]] = field(default_factory=list)
    accusers: list[tuple[int, Speaker]] = field(default_factory=list)
    bodies: list[Body] = field(default_factory=list)
    introduced: list[tuple[int, Speaker]] = field(default_factory=list)
    topic: Speaker | None = None  # who opened the last sentence that named somebody, if nobody spoke since

    def keep(self, paragraph: int, speaker: Speaker, words: frozenset[str]) -> None:
        """Remembers an explicit speaker."""
        if speaker.known:
            root = speaker.why.rsplit(" -> ", 1)[-1]  # so that mentions of mentions do not pile up
            self.spoken.append((paragraph, replace(speaker, why=root), words))
            self.topic = None

    def introduce(self, paragraph: int, speaker: Speaker, opens: bool) -> None:
        """Remembers somebody who was named with an office and has not spoken; `opens` the sentence with that."""
        self.introduced.append((paragraph, speaker))
        self.topic = speaker if opens else None

    def back(self, paragraph: int, reach: int = LOOK_BACK) -> list[tuple[Speaker, frozenset[str]]]:
        """Earlier speakers within reach, the nearest first."""
        return [(s, w) for p, s, w in reversed(self.spoken[-MOST_REMEMBERED:]) if paragraph - p <= reach]

    def surnamed(self, surname: str) -> Speaker | None:
        """Whom a surname means: the latest of that name who spoke or was introduced."""
        for _, speaker, words in reversed(self.spoken[-MOST_REMEMBERED:]):
            if speaker.name and surname in words | {t.casefold() for t in speaker.name.split()}:
                return speaker
        for _, speaker in reversed(self.introduced[-MOST_REMEMBERED:]):
            if speaker.name and surname == speaker.name.split()[-1].casefold():
                return speaker
        return None

    def body(self, word: str, kinds: Collection[str], paragraph: int) -> Body | None:
        """The nearest body that such a word can mean."""
        near = (b for b in reversed(self.bodies[-MOST_REMEMBERED:]) if paragraph - b.paragraph <= LOOK_BACK)
        return next((b for b in near if b.called(word, kinds)), None)

    def several(self, number: int, paragraph: int) -> tuple[str, ...]:
        """The governments of the last bodies that "both agencies" can mean, in the order of the text; () if fewer."""
        seen: dict[str, str] = {}
        for b in reversed(self.bodies[-MOST_REMEMBERED:]):
            if paragraph - b.paragraph > LOOK_BACK or len(seen) == number:
                break
            seen.setdefault(b.surface, b.country)
        return tuple(dict.fromkeys(reversed(seen.values()))) if len(seen) == number else ()
