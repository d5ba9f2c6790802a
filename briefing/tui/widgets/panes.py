"""Board -> paragraphs: the governments' panes, the answer, and the rest of a board."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rich.text import Span, Text

from briefing import factlines, views, wording
from briefing.model import Board, Edit, Position, Statement
from briefing.tui import ink
from briefing.tui.widgets.paper import Block

GLYPHS = {"original": "●", "matches-official": "●", "altered": "✗", "doubtful": "?", "unverified": "·"}
SPACE = Block(Text())
FRESH = 3  # new statements that are told before the words
HARD = {"sanction": -4, "indictment": -3, "advisory": -2, "attribution": 1}  # the matrix begins with what was done
MEMBER, ASKED = "article:", "possible:"  # how the passage of an article in Sources, of one in question, is named


def accusing(board: Board, *, each: int | None = None) -> list[Block]:
    """The left pane: accusers strongest first, then who else spoke; at most `each` statements of one government.

    What several said together is told once, below what each said alone.
    """
    out = [*_side(board, board.accusers, each), *_side(board, board.others, each)]
    if board.voices:
        out += _section("Other voices", "", board, board.voices, each)
    return out[1:] or [Block(ink.ink("Nobody accuses a state here.", "quiet"))]


def answering(board: Board, *, each: int | None = None) -> list[Block]:
    """The right pane: whether the accused answered, or until when and where no answer was found; its words.

    Its name and codes stand in the title; what the codes mean stands at the end, unless `each` makes it short.
    """
    told = [replace(a, codes=()) for a in board.answers]
    out = [Block(ink.ink(wording.answer_words(a) + ".", "" if a.found else "alarm")) for a in told]
    said = _side(board, board.answerers, each)
    named = [p.government for p in board.answerers] == [a.government for a in board.answers] and len(told) == 1
    out += said[2:] if named else said
    codes = sorted({c for p in board.answerers for c in p.response_codes})
    if codes and each is None:
        out += [SPACE, Block(ink.ink("; ".join(f"{c} {wording.CODE_WORDS[c]}" for c in codes), "quiet"))]
    return out or [Block(ink.ink("Nobody stands accused here.", "quiet"))]


def accusing_title(board: Board) -> str:
    """ "Accused by 3 governments"."""
    return f"Accused by {wording.count(len(board.accusers), 'government')}" if board.accusers else "Said about it"


def answering_title(board: Board) -> str:
    """ "China R02 R09", or "China R00 no response"."""
    told = []
    for answer in board.answers:
        codes = (" ".join(answer.codes) or "answered") if answer.found else "R00 no response"
        told.append(f"{wording.government_name(answer.government)}  {codes}")
    return "; ".join(told) or "Answer"


def overview(board: Board) -> list[Block]:
    """The bottom line, what is new, and the matrix of governments: level, date, form, measures; a line for each."""
    out = [Block(ink.ink(ink.one_line(wording.bottom_line(board)), "strong")), *_changes(board)]
    rows = [_matrix_row(p) for p in (*board.accusers, *board.answerers, *board.others)]
    if rows:
        heads = ("GOVERNMENT", "LEVEL OR CODES", "SINCE", "FORM", "MEASURES")
        widths = [max(len(r[c]) for r in (heads, *rows)) for c in range(4)]
        out.append(SPACE)
        for number, row in enumerate((heads, *rows)):
            name = "" if number else "quiet"
            cells = [cell.ljust(w) + "  " for cell, w in zip(row, widths, strict=False)]
            out.append(Block(ink.ink(row[4], name), lead=ink.ink("".join(cells), name), cut=True))
    return out


def known(board: Board) -> list[Block]:
    """The facts, a row for each sort; nothing where nothing is told."""
    rows = factlines.fact_lines(board)
    width = max((len(row.label) for row in rows), default=0)
    out = []
    for row in rows:
        told = "; ".join(_cited(board, item) for item in row.items)
        out.append(Block(ink.ink(ink.one_line(told)), lead=ink.ink(row.label.ljust(width) + "  ", "quiet")))
    return [SPACE, _head("Facts"), *out] if out else []


def _cited(board: Board, item: factlines.Item) -> str:
    numbers = {s.article.id: s.number for s in board.sources}
    return item.text + factlines.cited(sorted(numbers[a] for a in item.articles))


def state(board: Board) -> str:
    """Where a person stands with it: its status, who named it, whether it was read, and what waits for an answer."""
    read = board.incident.read_at
    told = [board.incident.status]
    if board.incident.computed is not None:
        told.append("title by a person")
    if read is None:
        told.append("not read yet")
    elif not board.new:
        told.append(f"nothing new since {read:%-d %b %Y %H:%M} UTC")
    if board.possible:
        told.append(f"{len(board.possible)} in question")
    return ", ".join(told)


def _changes(board: Board) -> list[Block]:
    """What came since the incident was last read; nothing where all or nothing is new."""
    read = board.incident.read_at
    fresh = [s for s in board.statements.values() if s.id in board.new]
    edits = [e for e in board.edits if read and e.seen > read]
    if read is None or not (fresh or edits):
        return []
    left = len(fresh) - FRESH
    more = [Block(ink.ink(f"{left} more, marked * below", "quiet"), 2)] if left > 0 else []
    when = f"since {read:%-d %b %Y %H:%M} UTC"
    moments = [_moment(board, s) for s in fresh[:FRESH]]
    return [SPACE, _head("New", when), *moments, *more, *(_edit(board, e) for e in edits)]


def asking(board: Board) -> list[Block]:
    """The articles that may belong to the incident, each with the reason; nothing where none is in question."""
    out = [SPACE, _head("Possible", "does it belong here? + yes, - no")] if board.possible else []
    for proposal in board.possible:
        stop = ASKED + proposal.article
        told = f"{proposal.source}: {ink.one_line(proposal.title)}"
        why = f"{wording.short_time(proposal.published)}; {ink.one_line(proposal.reason)}"
        out += [
            _stop(stop, Block(ink.ink(told), lead=ink.ink("? ", "alarm"))),
            _stop(stop, Block(ink.ink(why, "quiet"), 4)),
        ]
    return out


def article_at(board: Board, stop: str | None) -> str | None:
    """The id of the article that a passage of the board belongs to: of a statement, in Sources, or in question."""
    if stop is None:
        return None
    if stop in board.statements:
        return board.statements[stop].article
    return next((stop.removeprefix(p) for p in (MEMBER, ASKED) if stop.startswith(p)), None)


def behind(board: Board) -> list[Block]:
    """Timeline, edits, and the sources grouped by origin."""
    out = [SPACE, _head("Timeline")]
    out += [Block(ink.ink(ink.one_line(_cited(board, item))), 2) for item in factlines.timeline_lines(board)]
    if board.edits:
        out += [SPACE, _head("Edited", "official texts that were changed")]
        out += [_edit(board, edit) for edit in board.edits]
    out += [
        SPACE,
        _head(
            "Sources",
            f"{wording.count(len(board.sources), 'article')}, {wording.count(board.origins, 'independent origin')}",
        ),
    ]
    groups: dict[str, list[Block]] = {}
    for source in board.sources:
        article = source.article
        told = f"[{source.number}] {article.source}: {ink.one_line(article.title)}"
        marks = ", placed by a person" * source.pinned + ", edited" * source.edited
        place = f"{wording.short_time(article.published)}; {article.role}, {source.role}{marks}"
        lines = (Block(ink.ink(told), 2), Block(ink.joined((place, "quiet"), (f"  {article.url or ''}", "quiet")), 6))
        groups.setdefault(source.origin, []).extend(_stop(MEMBER + article.id, line) for line in lines)
    for blocks in groups.values():
        out += blocks if len(blocks) == 2 else [Block(ink.ink("one origin:", "quiet"), 2), *blocks]
    return out


# ------------------------------------------------------------------------------------------------ pieces
def _head(title: str, more: str = "") -> Block:
    return Block(ink.joined((title, "strong"), (f"  {more}" if more else "", "quiet")), head=True)


def _side(board: Board, positions: Sequence[Position], each: int | None) -> list[Block]:
    """Each government with its own words, then what several said together, the most of them first."""
    said = {s.id: s for p in positions for s in p.statements}
    found = views.by_speakers((p.government, [s.id for s in p.statements]) for p in positions)
    by_whom = {names: [said[i] for i in ids] for names, ids in found.items()}
    out: list[Block] = []
    for position in positions:
        own = by_whom.get((position.government,), [])
        answers = position.direction == "response"
        told = " ".join(position.response_codes) if answers else wording.level_words(position.level)
        more = told if own else ", ".join(filter(None, (told, "only together with others")))
        out += _section(wording.government_name(position.government), more, board, own, each, position)
    for names in (n for n in by_whom if len(n) > 1):
        title = f"Together: {wording.listed([wording.government_name(g) for g in names])}"
        out += _section(title, "", board, by_whom[names], each, positions[0])
    return out


def _section(
    title: str,
    more: str,
    board: Board,
    statements: Sequence[Statement],
    each: int | None,
    position: Position | None = None,
) -> list[Block]:
    shown = statements if each is None else statements[:each]
    out = [SPACE, _head(title, more)]
    for statement in shown:
        copies = position.copies.get(statement.id, 0) if position else 0
        out += statement_blocks(board, statement, copies)
    if len(shown) < len(statements):
        out.append(Block(ink.ink(f"{len(statements) - len(shown)} more: enter on the incident", "quiet"), 1))
    return out


def statement_blocks(board: Board, statement: Statement, copies: int = 0) -> Iterator[Block]:
    """The words, the speaker, the date with source and mark; an altered quotation stands above its original."""
    number = board.source_of(statement).number
    article = board.sources[number - 1].article
    line = wording.line(statement, article.source)
    new = ink.ink("* " if statement.id in board.new else "  ", "fresh")
    lead = (f"{line.lead} ", "alarm" if line.struck or line.mark == "rewritten" else "quiet") if line.lead else ""
    words = (line.text, "struck" if line.struck else "words")
    earlier = ("earlier: ", "quiet") if statement.background else ""
    yield _stop(statement.id, Block(ink.joined(earlier, lead, words), lead=new))
    if line.struck:
        yield _stop(statement.id, Block(_original(board, statement), 4))
    yield _stop(statement.id, Block(ink.ink(line.who, "quiet"), 4))
    also = f", and in {copies} more" if copies else ""
    glyph = GLYPHS[statement.verification]
    when = line.when
    if article.published and not statement.said_on:
        when = f"published {wording.short_time(article.published[:10])}"
    told = f"{when}, {article.source} [{number}] {glyph} {line.mark}{also}"
    yield _stop(statement.id, Block(ink.ink(told, "quiet"), 4))


def _original(board: Board, statement: Statement) -> Text:
    twin = board.originals.get(statement.id)
    if twin is None:
        return ink.ink("see the original (it stands in another incident)", "alarm")
    number = next((s.number for s in board.sources if s.article.id == twin.article), None)
    where = f" [{number}]" if number else ""
    words = ink.one_line(twin.quote if twin.quote and wording.is_quotable(twin) else "")
    told = f"“{words}”" if words else ink.one_line(twin.text)
    return ink.joined(("see the original: ", "alarm"), f"{told}{where}")


def _stop(stop: str, block: Block) -> Block:
    block.text.spans.append(Span(0, len(block.text), ink.STOP + stop))
    return block


def _matrix_row(position: Position) -> tuple[str, str, str, str, str]:
    answers = position.direction == "response"
    strength = _first(position.response_codes) if answers else wording.level_words(position.level)
    kinds = sorted((k for k in position.kinds if k != "other"), key=lambda k: HARD.get(k, 0))
    measures = ", ".join(k.replace("_", " ") for k in kinds)
    first = wording.short_time((position.first_said or "")[:10])
    return (
        wording.government_name(position.government),
        strength or "-",
        first,
        position.statements[0].form,
        measures or "-",
    )


def _first(codes: Sequence[str], count: int = 3) -> str:
    more = f" +{len(codes) - count}" if len(codes) > count else ""
    return " ".join(codes[:count]) + more


def _edit(board: Board, edit: Edit) -> Block:
    source = next(s for s in board.sources if s.article.id == edit.article)
    return Block(ink.ink(f"[{source.number}] {source.article.source}: {wording.edit_words(edit)}"), 2)


def _moment(board: Board, statement: Statement) -> Block:
    who = " ".join(statement.governments) or statement.party
    what = ", ".join(k.replace("_", " ") for k in statement.kind)
    codes = " ".join([statement.level or "", *statement.response_codes]).strip()
    name = statement.speaker or statement.institution or ""
    told = f"{wording.short_time(statement.said_on)}  {who} {codes}  {what}"
    return Block(ink.ink(f"{told}{f', {name}' if name else ''} [{board.source_of(statement).number}]"), 2)
