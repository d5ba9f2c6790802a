"""Rights of sources -> what a document that leaves the house owes them: whose words may stand whole, the credits."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from briefing.excerpts import CUT
from briefing.model import Article, Board

UNKNOWN = "unknown"  # nobody has read the terms yet: as reserved


@dataclass(frozen=True, slots=True)
class Credit:
    """One line under the sources: what may be done with the words of some of them, or why they were cut."""

    words: str
    notice: str = ""
    url: str | None = None
    numbers: tuple[int, ...] = ()

    @property
    def cited(self) -> str:
        """The numbers as a text prints them: "[1, 4]"."""
        return f"[{', '.join(map(str, self.numbers))}]"


# Who publishes under these may be printed whole. What a licence asks to be said stands beside it: the statement of
# OGL v3.0 for who specifies none of their own, the address of CC BY 4.0 (section 3 a).
OPEN: Mapping[str, Credit] = {
    "ogl-3": Credit(
        "OGL v3.0",
        "Contains public sector information licensed under the Open Government Licence v3.0.",
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    ),
    "us-pd": Credit("US government work"),
    "cc-by-4": Credit("CC BY 4.0", url="https://creativecommons.org/licenses/by/4.0/"),
    "eu-reuse": Credit("EU reuse with source"),
}

NOTICE = (
    f"{CUT.strip()} stands for words left out, as at most {{}} of one statement are quoted; the whole is with the "
    "publisher, at the address above where one is known."
)


def rights_of(article: Article, by_feed: Mapping[str, str]) -> str:
    """The rights of the feed that an article came from; of an import, or a feed that is gone, nobody knows them."""
    return by_feed.get(article.feed or "", UNKNOWN)


def credits_of(rights: Iterable[tuple[int, str]], cut: Collection[int], most: int) -> tuple[Credit, ...]:
    """The credit lines of numbered sources and their rights: one for each licence that is used, and one for those whose
    words were `cut` to `most` of a statement.
    """
    numbered = list(rights)
    found = {name: tuple(sorted(n for n, right in numbered if right == name)) for name in OPEN}
    owed = [replace(OPEN[name], numbers=numbers) for name, numbers in found.items() if numbers]
    if cut:
        owed.append(Credit("Rights reserved or unknown", NOTICE.format(most), None, tuple(sorted(cut))))
    return tuple(owed)


def bounds_of(board: Board, by_feed: Mapping[str, str], most: int) -> dict[str, int]:
    """Id of each article of a board that is not open -> how many words of one statement of it may be printed."""
    articles = (source.article for source in board.sources)
    return {a.id: most for a in articles if rights_of(a, by_feed) not in OPEN}
