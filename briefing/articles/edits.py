"""What an article said before its publisher changed it without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise, takewhile

from briefing.articles.furniture import boilerplate
from briefing.model import Article, Edit, Revision, Span

LONGEST = 1_000  # sentences compared; of a longer text the rest is left out
TAIL = 60  # characters at the end in which the mark of a cut stands
FEW = 4  # words of a link behind such a mark: "… Read more"
CUT = re.compile(r"\s*[\[(]?(?:…|\.\.\.)[\])]?\s*$")
MORE = re.compile(rf"\s*[\[(]?(?:…|\.\.\.)[\])]?(?:\W+\w+){{0,{FEW}}}\W*$")
CLOSED = re.compile(r"[.!?。！？][\"'”’»」』)\]]*$")
PARAGRAPH = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
# A sentence ends at its full stop; that of an initial or a short title ("U.S.", "Dr.") is none.
END = re.compile(r"(?<!\b[A-Z])(?<!\b[A-Z][a-z])[.!?…]+[\"'”’»)\]]*(?=\s+[^\sa-zß-ÿ])|[。！？]+[”’」』）]*")


def edits_of(article: Article, revisions: Sequence[Revision]) -> Iterator[Edit]:
    """Every change of words between the versions of an article, in the order of time.

    A text that comes whole after it was cut short is no change of words, nor is what stands around it on its page.
    """
    earlier = sorted(revisions, key=lambda r: r.replaced_at)
    versions = [(r.title, r.text) for r in earlier] + [(article.title, article.text)]
    for revision, (title, text), (later_title, later_text) in zip(earlier, versions, versions[1:], strict=False):
        if title != later_title:
            yield Edit(article.id, revision.replaced_at, title, later_title)
        for before, after in changes(text, later_text):
            yield Edit(article.id, revision.replaced_at, before, after)


def changes(before: str, after: str) -> Iterator[tuple[str, str]]:
    """The sentences that differ between two versions, each verbatim in its own; "" where the other has none.

    Sentences are compared as they are printed, spaces apart, without the furniture of the site. Of an earlier version
    that is cut short the last sentence tells nothing, nor does what the later one has from there on.
    """
    from difflib import SequenceMatcher  # only what changed needs it

    old, new = _sentences(before), _sentences(after)
    was, now = ([" ".join(text[a:b].split()) for a, b in spans] for text, spans in ((before, old), (after, new)))
    beyond = LONGEST in (len(old), len(new))
    cut = bool(was) and (CUT.search(was[-1][-TAIL:]) is not None or is_beginning(" ".join(was), " ".join(now)))
    if cut:
        begun = CUT.sub("", was.pop())
        now = list(takewhile(lambda sentence: not sentence.startswith(begun), now))
    lost = cut and len(now) == len(new)  # where the later version goes on is not known
    for what, i, j, k, n in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        last = (j, n) == (len(was), len(now))
        if what != "equal" and not (last and (beyond or (lost and what == "insert"))):
            yield _passage(before, old[i:j]), _passage(after, new[k : k if last and lost else n])


def own_words(title: str, text: str) -> str:
    """Title and text without the furniture of the site, each space one space: what an edit changes."""
    return " ".join(" ".join([title, *(text[a:b] for a, b in _own(text))]).split())


def is_beginning(short: str, long: str) -> bool:
    """Whether a text is another one cut short: at a mark, in the middle of a sentence, or to less than a third.

    Of both each space is one space, as `own_words` gives them.
    """
    mark = MORE.search(short, max(0, len(short) - TAIL))
    if mark:
        return long.startswith(short[: mark.start()])
    return long.startswith(short) and short != long and (not CLOSED.search(short[-TAIL:]) or 3 * len(short) < len(long))


def _own(text: str) -> Iterator[Span]:
    """The ranges of a text that are no furniture."""
    at = 0
    for start, end in boilerplate(text):
        yield at, start
        at = end
    yield at, len(text)


def _sentences(text: str) -> list[Span]:
    found = list(islice((s for own in _own(text) for s in _split(text, *own)), LONGEST))
    last = [text[a:b] for a, b in found[-2:]]
    more = len(last) > 1 and CUT.search(last[0][-TAIL:]) and len(last[1].split()) <= FEW
    return found[:-1] if more else found


def _split(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentences of a range, surrounding blanks left out."""
    for paragraph in PARAGRAPH.finditer(text, start, end):
        bounds = [m.end() for m in END.finditer(text, *paragraph.span())]
        for a, b in pairwise([paragraph.start(), *bounds, paragraph.end()]):
            piece = text[a:b]
            if piece.strip():
                yield a + len(piece) - len(piece.lstrip()), a + len(piece.rstrip())


def _passage(text: str, spans: Sequence[Span]) -> str:
    return text[spans[0][0] : spans[-1][1]] if spans else ""
