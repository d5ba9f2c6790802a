"""A transcript of a press conference -> its questions and answers, each an item of its own.

A turn is a paragraph that opens with a label before a colon. Who answers is learnt from the page: the names that its
title holds, else the one that answers most; every other name is somebody who asks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from hashlib import blake2b
from itertools import pairwise

from briefing.model import RawItem, Span
from briefing.sources.outcomes import Failed

# A name may hold full stops ("St. Petersburg Times"); what holds a comma or an end of a sentence is a clause.
LABEL = re.compile(r"([^\n:：。!?！？,，;；“”«»「」]{1,60})[:：]\s*(?=\S)")
ASIDE = re.compile(r"\s*[(（][^)）]*[)）]")  # "(in English)"
LINE = re.compile(r"[^\n]*[^\s][^\n]*")
SMALL = frozenset({"of", "the", "for", "and", "de", "van", "von", "der", "del", "la", "le", "al", "in", "on", "&"})
HAN = re.compile(r"[\u3400-\u9fff]")
LONGEST_NAME = 4  # characters of a person's name where a script has no spaces
SOMEBODY = "有"  # before the word for a reporter: the outlet is not named
ALIKE = 0.9  # share of their letters that two spellings of a name have in common
LONGEST_TITLE = 120  # characters; half as many where a script has no spaces


@dataclass(frozen=True, slots=True)
class Words:
    """How labels end that ask, that ask further, and what labels answer without a name; in lower case."""

    asks: tuple[str, ...]
    follows: tuple[str, ...]
    replies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answer, as the numbers of the lines where they begin and end.

    Without a question (begin == answer) it opens or closes the conference.
    """

    begin: int
    answer: int
    end: int
    root: Exchange | None = None  # the question that a further one goes back to

    @property
    def asks(self) -> bool:
        return self.begin < self.answer


def split(page: RawItem) -> tuple[RawItem, ...] | Failed:
    """The items of a transcript in its order: the opening, each question with its answer, what stands at the end.

    The text of an item is a piece of the page's; a further question ("Follow-up: ...") stands behind the one that it
    goes back to. The guid is made of the page's and of the question, so that it stays when another question is added
    or an answer edited. Failed = no question with an answer was found; the page is to be kept whole.
    """
    return _Transcript(page).items()


class _Transcript:
    """One page while it is split: its lines, what each is labelled with, and who answers."""

    def __init__(self, page: RawItem) -> None:
        self.page = page
        self.text = page.text or ""
        self.lines: list[Span] = [_trimmed(self.text, m.span()) for m in LINE.finditer(self.text)]
        self.words = _words(page.lang, self.text)
        self.labels = [self._label(number) for number in range(len(self.lines))]
        self.answering = self._answering()

    def items(self) -> tuple[RawItem, ...] | Failed:
        exchanges = list(self._exchanges())
        if not any(e.asks and e.answer < e.end for e in exchanges):
            return Failed(self.page.url or self.page.source, "it holds no question and answer, and is kept whole.")
        names = Counter[str]()
        return tuple(self._item(exchange, names) for exchange in exchanges)

    def line(self, number: int) -> str:
        return self.text[slice(*self.lines[number])]

    def slice(self, begin: int, end: int) -> str:
        """The text of some lines with what stands between them."""
        return self.text[self.lines[begin][0] : self.lines[end - 1][1]] if begin < end else ""

    # ------------------------------------------------------------------------------------ labels
    def _label(self, number: int) -> str | None:
        """The label that a line opens with, if it can be a name or a word for who asks or answers."""
        match = LABEL.match(self.line(number))
        if match is None:
            return None
        label = ASIDE.sub("", match[1]).strip()
        words = label.split()
        if HAN.search(label):
            names = len(label) <= LONGEST_NAME or label in self.page.title
        else:
            names = all(word in SMALL or not word[0].islower() for word in words) or len(words) == 1
        return label if words and (names or self._asks(label) or self._replies(label)) else None

    def _replies(self, label: str) -> bool:
        return label.casefold() in self.words.replies

    def _asks(self, label: str) -> bool:
        """Whether a label says itself that it asks."""
        low = label.casefold()
        return low.endswith(self.words.follows) or (
            low.endswith(self.words.asks) if HAN.search(label) else low.split()[-1] in self.words.asks
        )

    def _answering(self) -> frozenset[str]:
        """The labels of those who answer."""
        said: dict[str, list[bool]] = {}  # label -> for each of its lines whether it holds a question
        for number, label in enumerate(self.labels):
            if label and not self._asks(label):
                said.setdefault(label, []).append(_questions(self.line(number)))
        replies = {label for label in said if self._replies(label)}
        title = self.page.title
        named = {
            label for label, asks in said.items() if len(label) > 1 and label in title and sum(asks) * 2 < len(asks)
        }
        if replies or named:
            mistyped = {label for label in said for name in named if label[0] == name[0] and _alike(label, name)}
            return frozenset(replies | named | mistyped)
        # Each question is answered by the same name, and outlets take turns; who speaks first asks.
        first = next((label for label in self.labels if label), "")
        order = sorted(said, key=lambda label: (-len(said[label]), sum(said[label]), label == first))
        talk = len(said) > 1 or any(label and self._asks(label) for label in self.labels)
        return frozenset(order[:1] if talk else ())

    # --------------------------------------------------------------------------------- exchanges
    def _exchanges(self) -> Iterator[Exchange]:
        """What the transcript consists of, in order; rows of asterisks and the like are left out."""
        begin = 0  # where the lines begin that belong to nothing yet
        open_: Exchange | None = None  # the exchange whose answer may go on
        root: Exchange | None = None
        for answer in (n for n, label in enumerate(self.labels) if label in self.answering):
            asked = self._question(begin, answer, first=open_ is None)
            if asked < answer:
                yield from self._before(open_, begin, asked)
                further = self._follows(asked)
                open_ = Exchange(asked, answer, answer + 1, root if further else None)
                root = root if further and root else open_
            elif open_ is not None and len(self._parts(begin, answer + 1)) == 1:
                open_ = replace(open_, end=answer + 1)  # who answers goes on under the same label
            else:  # nobody asked: the opening, or something to add
                start = self._parts(begin, answer + 1)[-1][0]
                yield from self._before(open_, begin, start)
                open_ = Exchange(start, start, answer + 1)
            begin = answer + 1
        if open_ is not None:
            asked = self._unanswered(begin)
            yield from self._before(open_, begin, asked)
            if asked < len(self.lines):
                yield Exchange(asked, len(self.lines), len(self.lines))

    def _before(self, open_: Exchange | None, begin: int, end: int) -> Iterator[Exchange]:
        """The open exchange with the rest of its answer, and each part that stands alone before line `end`."""
        parts = self._parts(begin, end)
        if open_ is not None:
            first = parts.pop(0) if parts and parts[0][0] == begin else (begin, begin)
            yield replace(open_, end=first[1])
        for start, stop in parts:
            yield Exchange(start, start, stop)

    def _parts(self, begin: int, end: int) -> list[Span]:
        """The lines begin..end in parts that rows without a letter or a digit separate."""
        rows = [n for n in range(begin, end) if not any(c.isalnum() for c in self.line(n))]
        return [(a + 1, b) for a, b in pairwise([begin - 1, *rows, end]) if a + 1 < b]

    def _question(self, begin: int, answer: int, *, first: bool) -> int:
        """The line where the question before an answer begins; the answer's own, where none is asked."""
        parts = self._parts(begin, answer)
        parted = parts != [(begin, answer)]
        begin = parts[-1][0] if parts else answer
        labelled = [n for n in range(begin, answer) if self.labels[n]]
        for number, following in pairwise([*labelled, answer]):
            label = self.labels[number] or ""
            if self._asks(label) or _questions(self.slice(number, following)):
                return number
        if labelled:
            return labelled[-1]
        if parted and not first:
            return begin
        number = answer  # a question without a label: the lines before the answer that ask
        while number > begin and _questions(self.line(number - 1)):
            number -= 1
        return number

    def _unanswered(self, begin: int) -> int:
        """The line behind the last answer where a question begins that nobody answered."""
        askers = {self.labels[n] for n in range(begin) if self.labels[n]} - self.answering
        for number in range(begin, len(self.lines)):
            label = self.labels[number]
            if label and (self._asks(label) or label in askers):
                return number
        return len(self.lines)

    def _follows(self, number: int) -> bool:
        label = self.labels[number]
        return bool(label) and (label or "").casefold().endswith(self.words.follows)

    # -------------------------------------------------------------------------------------- items
    def _item(self, exchange: Exchange, names: Counter[str]) -> RawItem:
        question = self.slice(exchange.begin, exchange.answer)
        name = _hash(question) if exchange.asks else "closing" if names else "opening"
        names[name] += 1
        own = f"{name}-{names[name]}" if names[name] > 1 else name
        root = exchange.root
        told = [self.slice(root.begin, root.answer)] if root else []
        return replace(
            self.page,
            title=self._title(exchange),
            text="\n\n".join([*told, self.slice(exchange.begin, exchange.end)]),
            html=None,
            guid=f"{self.page.guid or self.page.url or ''}#{own}",
            asked_by=self._outlet(exchange) if exchange.asks else None,
        )

    def _title(self, exchange: Exchange) -> str:
        line = " ".join(self.line(exchange.begin).split())
        outlet = self._outlet(exchange.root) if exchange.root else None
        own = self._named(self.labels[exchange.begin] or "")
        return _shortened(f"{outlet}, {line}" if outlet and own is None else line)

    def _outlet(self, exchange: Exchange) -> str | None:
        """The outlet that asks; of a further question without a name that of the question before."""
        own = self._named(self.labels[exchange.begin] or "")
        return own or (self._outlet(exchange.root) if exchange.root else None)

    def _named(self, label: str) -> str | None:
        """The name in a label, without the words for who asks: "CCTV" of "CCTV reporter"."""
        while ending := max((w for w in self.words.follows + self.words.asks if _ends(label, w)), key=len, default=""):
            label = label[: len(label) - len(ending)].rstrip(" -,(（")
        name = label.strip("《》〈〉 ")
        return name if name and not name.endswith(SOMEBODY) else None


def _words(lang: str | None, text: str) -> Words:
    """The labels of a language, else of the script of the text."""
    from briefing.gazetteer import ALSO, LANGUAGES  # only where a transcript comes in
    from briefing.gazetteer.tables import table

    base = re.split("[-_]", (lang or "").casefold())[0]
    base = ALSO.get(base, base)
    if base not in LANGUAGES:
        base = "zh" if HAN.search(text) else "en"
    cues = table(f"cues_{base}.toml")
    return Words(*(tuple(cues.get(key, ())) for key in ("questions", "follow_ups", "replies")))


def _ends(label: str, word: str) -> bool:
    """Whether a label ends with a word, as a whole one where words have spaces between them."""
    if not label.casefold().endswith(word):
        return False
    before = label[: len(label) - len(word)]
    return not before or bool(HAN.search(word)) or not before[-1].isalnum()


def _alike(label: str, name: str) -> bool:
    """Whether a label is a name with a slip of the pen in it."""
    return SequenceMatcher(None, label, name).ratio() >= ALIKE


def _questions(text: str) -> bool:
    return "?" in text or "？" in text


def _trimmed(text: str, line: Span) -> Span:
    start, end = line
    whole = text[start:end]
    return start + len(whole) - len(whole.lstrip()), end - len(whole) + len(whole.rstrip())


def _hash(question: str) -> str:
    """A short hash of the letters and digits of a question: marks and blanks may be mended."""
    bare = "".join(c for c in question.casefold() if c.isalnum())
    return blake2b(bare.encode("utf-8", "replace"), digest_size=6).hexdigest()


def _shortened(line: str) -> str:
    limit = LONGEST_TITLE // 2 if HAN.search(line) else LONGEST_TITLE
    if len(line) <= limit:
        return line
    head = line[: limit - 1]
    at_word = head.rpartition(" ")[0]
    return (at_word if len(at_word) > limit // 2 else head).rstrip(" ,;:，、；：") + "…"
