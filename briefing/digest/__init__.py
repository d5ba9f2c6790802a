"""Boards -> documents: plain text, Markdown, HTML and JSON of one structure."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime

from briefing.digest import plain
from briefing.digest.document import Digest, citations, section
from briefing.errors import UsageError
from briefing.model import Board

FORMATS = ("plain", "md", "html", "json")
ENDINGS = {".md": "md", ".html": "html", ".json": "json", ".txt": "plain"}  # of a file -> the form it is written in
SCHEMA = 1  # of the JSON form


def render(made: Digest, form: str) -> str:
    """The digest in one of FORMATS; raises UsageError for another."""
    if form == "plain":
        return plain.digest(made)
    if form == "json":
        return json.dumps({"schema": SCHEMA, **asdict(made)}, default=_iso, indent=1) + "\n"
    if form in FORMATS:
        from briefing.digest import templates  # only here: Jinja2 costs its import

        return templates.render(made, form)
    raise UsageError(f"The digest knows no format {form}; it can be {', '.join(FORMATS)}.")


def show(board: Board) -> str:
    """One board as plain text, with its numbered sources."""
    sources = citations(board)
    numbers = {s.article.id: s.number for s in board.sources}
    return plain.board(section(board, numbers, board.new), sources)


def _iso(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    raise TypeError(f"no JSON for {type(value).__name__}")


__all__ = ["ENDINGS", "FORMATS", "Digest", "render", "show"]
