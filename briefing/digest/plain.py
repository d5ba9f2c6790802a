"""The plain text form, 80 columns by cell width: what `show` and the digest print where there is no screen."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from briefing.digest.document import Citation, Column, Digest, Item, Section

WIDTH = 80


def digest(made: Digest, width: int = WIDTH) -> str:
    """The whole digest."""
    return "\n".join(_digest(made, width)) + "\n"


def board(shown: Section, sources: Sequence[Citation], width: int = WIDTH) -> str:
    """One incident with its sources."""
    return "\n".join([*_section(shown, width), "", *_sources(sources, width)]) + "\n"


def _digest(made: Digest, width: int) -> Iterator[str]:
    how = "as said" if made.by == "said" else "as first seen"
    yield f"{made.title.upper()}  {made.since:%-d %b %Y %H:%M} to {made.until:%-d %b %Y %H:%M} UTC, {how}"
    yield f"Cut-off {made.cutoff:%-d %b %Y %H:%M} UTC. No TLP set."
    if made.notice:
        yield from wrapped(made.notice, width)
    for line in made.coverage:
        yield from wrapped(line, width)
    yield from ("", "BOTTOM LINE")
    for line in made.bottom:
        yield from wrapped(line, width, "  - ", "    ")
    if made.silent:
        yield from ("", "NO ANSWER YET")
        for line in made.silent:
            yield from wrapped(line, width, "  - ", "    ")
    for section in made.sections:
        yield from ("", "=" * width)
        yield from _section(section, width)
    if made.sources:
        yield from ("", "=" * width)
        yield from _sources(made.sources, width)
        yield from wrapped(made.summary, width)
    yield from ("", "METHOD")
    for line in made.method:
        yield from wrapped(line, width, "  - ", "    ")


def _section(section: Section, width: int) -> Iterator[str]:
    yield from wrapped(section.title, width)
    dates = section.first if section.first == section.last else f"{section.first} to {section.last}"
    counts = f"{section.articles} article{'s' * (section.articles != 1)}, {section.origins} origin{'s' * (section.origins != 1)}, {section.new} new"  # noqa: E501
    yield from wrapped(f"{dates}; {counts}; incident {section.id}", width)
    yield from wrapped(section.bottom_line, width)
    for row in section.facts:
        yield from wrapped(f"{row.label}: {'; '.join(t.cited for t in row.items)}", width, "", "  ")
    for publisher, number, change in section.edits:
        yield from wrapped(f"EDITED: {publisher} [{number}]: {change}", width)
    if section.timeline:
        yield from ("", "TIMELINE")
        for event in section.timeline:
            yield from wrapped(event.cited, width, "  ", "    ")
    yield from _columns("ACCUSED BY", section.accusers, width)
    yield from _columns("ANSWER", section.answerers, width, section.answers)
    yield from _columns("ALSO SPOKE", section.others, width)
    if section.voices:
        yield from ("", "OTHER VOICES")
        for item in section.voices:
            yield from _item(item, width)


def _columns(head: str, columns: Sequence[Column], width: int, notes: Iterable[str] = ()) -> Iterator[str]:
    notes = list(notes)
    if not columns and not notes:
        return
    yield from ("", head)
    for note in notes:
        yield from wrapped(f"{note}.", width, "  ", "  ")
    for column in columns:
        name = f"{column.name} ({column.government})" if column.name != column.government else column.name
        yield from wrapped("  ".join(x for x in (name, column.level, column.codes) if x), width, "  ", "    ")
        for item in column.items:
            yield from _item(item, width)


def _item(item: Item, width: int) -> Iterator[str]:
    line = item.line
    flag = "NEW " if item.new else ""
    earlier = "earlier: " if item.background else ""
    yield from wrapped(f"{flag}{earlier}{line.lead} {line.text}".replace("  ", " ").strip(), width, "    ", "      ")
    if item.original:
        words, number = item.original
        yield from wrapped(f"original: {words} [{number}]", width, "      ", "      ")
    also = f"; also in {item.copies} more" if item.copies else ""
    yield from wrapped(
        f"{line.who}; {line.when}; {item.publisher} [{item.number}] {line.mark}{also}", width, "      - ", "        "
    )


def _sources(sources: Sequence[Citation], width: int) -> Iterator[str]:
    yield "SOURCES"
    for s in sources:
        same = f"; same origin as [{s.origin}]" if s.origin != s.number else ""
        text = f"[{s.number}] {s.publisher}: {s.title.rstrip('.')}. {s.published}; {s.descriptor}{same}."
        yield from wrapped(text, width, "  ", "      ")
        address = s.url or "no address"
        yield from wrapped(f"{address} (retrieved {s.retrieved}, text {s.digest})", width, "      ", "      ")


def cells(text: str) -> int:
    """The columns a text takes on a terminal: wide characters two, combining ones none."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def wrapped(text: str, width: int, first: str = "", rest: str = "") -> Iterator[str]:
    """The text in lines of at most `width` cells; a text without spaces breaks at any character, a long word not."""
    line, indent = first, rest
    empty = True
    for word in _words(text):
        glue = "" if empty or word[0] == "\u200a" else " "
        word = word.lstrip("\u200a")
        if not empty and cells(line) + len(glue) + cells(word) > width:
            yield line
            line, glue = indent, ""
        line += glue + word
        empty = False
    yield line.rstrip()


def _words(text: str) -> Iterator[str]:
    """Words; a run of wide characters is cut between any two, each piece marked as following without a space."""
    for word in text.split():
        piece, glued = "", ""
        for character in word:
            if unicodedata.east_asian_width(character) in "WF" and piece:
                yield glued + piece
                piece, glued = "", "\u200a"
            piece += character
        yield glued + piece
