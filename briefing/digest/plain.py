"""The plain text form, 80 columns by cell width: what `show` and the digest print where there is no screen."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from briefing.digest.brief import TOGETHER, Brief, Side, read, whole
from briefing.digest.document import Citation, Digest, Item, Section
from briefing.digest.rights import Credit

WIDTH = 80


def digest(made: Digest, width: int = WIDTH) -> str:
    """The whole digest."""
    return "\n".join(_digest(made, width)) + "\n"


def board(shown: Section, sources: Sequence[Citation], width: int = WIDTH) -> str:
    """One incident with its sources."""
    return "\n".join([*_section(whole(shown), width), "", *_sources(sources, width)]) + "\n"


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
    sections, cited, more, owed = read(made)
    for section in sections:
        yield from ("", "=" * width)
        yield from _section(section, width)
    if made.sources:
        yield from ("", "=" * width)
        yield from _sources(cited, width, more)
        yield from _credits(owed, width)
        yield from wrapped(made.summary, width)
    yield from ("", "METHOD")
    for line in made.method:
        yield from wrapped(line, width, "  - ", "    ")


def _section(shown: Brief, width: int) -> Iterator[str]:
    section = shown.whole
    yield from wrapped(section.title, width)
    dates = section.first if section.first == section.last else f"{section.first} to {section.last}"
    yield from wrapped(f"{dates}; {section.counts}; incident {section.id}", width)
    yield from wrapped(section.bottom_line, width)
    for publisher, number, change in section.edits:
        yield from wrapped(f"EDITED: {publisher} [{number}]: {change}", width)
    yield from _side("ACCUSED BY", shown.accusers, width)
    yield from _side("ANSWER", shown.answerers, width, section.answers)
    yield from _side("ALSO SPOKE", shown.others, width)
    if shown.voices:
        yield from ("", "OTHER VOICES")
        for item in shown.voices:
            yield from _item(item, width)
    if shown.facts:
        yield from ("", "FACTS")
        for row in shown.facts:
            yield from wrapped(f"{row.label}: {'; '.join(t.cited for t in row.items)}", width, "  ", "    ")
    if shown.timeline:
        yield from ("", "TIMELINE")
        for event in shown.timeline:
            yield from wrapped(event.cited, width, "  ", "    ")
    if shown.more:
        yield from ("", f"{shown.more}: briefing show {section.id}")


def _side(head: str, side: Side, width: int, notes: Sequence[str] = ()) -> Iterator[str]:
    if not side.columns and not notes:
        return
    yield from ("", head)
    for note in notes:
        yield from wrapped(f"{note}.", width, "  ", "  ")
    for column in side.columns:
        name = f"{column.name} ({column.government})" if column.name != column.government else column.name
        told = "  ".join(x for x in (name, column.level, column.codes) if x)
        yield from wrapped(told if column.items else f"{told}: {TOGETHER}", width, "  ", "    ")
        for item in column.items:
            yield from _item(item, width)
    for shared in side.together:
        yield from wrapped(f"Together: {shared.names}", width, "  ", "    ")
        for item in shared.items:
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


def _sources(sources: Sequence[Citation], width: int, more: str = "") -> Iterator[str]:
    yield "SOURCES"
    for s in sources:
        same = f"; same origin as [{s.origin}]" if s.origin != s.number else ""
        text = f"[{s.number}] {s.publisher}: {s.title.rstrip('.')}. {s.published}; {s.descriptor}{same}."
        yield from wrapped(text, width, "  ", "      ")
        address = s.url or "no address"
        yield from wrapped(f"{address} (retrieved {s.retrieved}, text {s.digest})", width, "      ", "      ")
    if more:
        yield f"  {more}"


def _credits(owed: Sequence[Credit], width: int) -> Iterator[str]:
    for c in owed:
        told = " ".join(filter(None, (f"{c.words}: {c.cited}.", c.notice, c.url)))
        yield from wrapped(told, width, "  ", "      ")


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
