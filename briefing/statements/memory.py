"""A resolved speaker, and who spoke before in an article."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from briefing.model import Span

LOOK_BACK = 3  # paragraphs
MOST_REMEMBERED = 60  # speakers, accusers and institutions that a later mention can mean


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved speaker.

    `span` where the words stand that mean it here, `named` where it was named in full ("it" may stand for "the ministry
    of X"); `certainty` of the resolution, 0 to 1.
    """

    party: str
    why: str
    governments: tuple[str, ...] = ()
    institution: str | None = None
    name: str | None = None
    role: str | None = None
    span: Span | None = None
    named: Span | None = None
    joint: bool = False
    certainty: float = 0.5

    @property
    def known(self) -> bool:
        """Whether anything but silence is known of it."""
        return bool(self.governments) or self.party in ("company", "media", "group") or self.name is not None


UNKNOWN = Speaker("anonymous", "no speaker in sight", certainty=0.2)


@dataclass(slots=True)
class Memory:
    """Who spoke before in this article, the newest last, with the paragraph and the words of the mention."""

    spoken: list[tuple[int, Speaker, frozenset[str]]] = field(default_factory=list)
    accusers: list[tuple[int, Speaker]] = field(default_factory=list)

    def keep(self, paragraph: int, speaker: Speaker, words: frozenset[str]) -> None:
        """Remembers an explicit speaker."""
        if speaker.known:
            root = speaker.why.rsplit(" -> ", 1)[-1]  # so that mentions of mentions do not pile up
            self.spoken.append((paragraph, replace(speaker, why=root), words))

    def back(self, paragraph: int, reach: int = LOOK_BACK) -> list[tuple[Speaker, frozenset[str]]]:
        """Earlier speakers within reach, the nearest first."""
        return [(s, w) for p, s, w in reversed(self.spoken[-MOST_REMEMBERED:]) if paragraph - p <= reach]
