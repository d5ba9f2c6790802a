"""The embedded sample world: one real attribution round in summaries of ours, everything else invented and marked so.

`articles.toml` holds the articles with the fields of an article line. Hours are those of the public page where it
gives one, else near it. `quotes.toml` lists every span inside quotation marks that a real person or office said,
with the address where it is publicly documented.
"""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from importlib.resources import files

from briefing.outside import RawItem

CLOCK = datetime(2021, 7, 20, 8, 2, tzinfo=UTC)
NOTICE = (
    "This is a sample: the round of 19 July 2021 is told in our own summaries; every other story, person and office"
    " is invented."
)


def articles() -> list[RawItem]:
    """Every article of the sample world, oldest first."""
    world = tomllib.loads(files(__name__).joinpath("articles.toml").read_text(encoding="utf-8"))
    return sorted((RawItem(**article) for article in world["article"]), key=lambda item: item.published or "")
