"""What stands on the page around an article and is no part of it: marked as ranges, never removed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate, product, takewhile

from briefing.articles.text import lines_of
from briefing.model import Span

HEADLINE = 130  # units; a longer line is no headline
BLURB = 320  # units; a longer line is no teaser
OFFER = 600  # characters; a longer line that begins "Related:" is a paragraph of the article
CAPTION = 300  # characters
BEGINNING = 100  # characters in which a phrase shows; the longest has half as many
QUOTED = re.compile('["“”„«»「『]')
COLON = re.compile("[:：]")
LONGEST_LIST = 30  # headlines in one list inside a story
WIDE = "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]"  # one such character says as much as three letters
DECORATION = "-–—*#>»›[]() "
ENDS = ".!?|·•。！？"
SENTENCE = re.compile(rf"[^{ENDS}]*(?:[.!?](?!\s|$)[^{ENDS}]*)*[{ENDS}]*")
# How a sentence begins: with four letters, a shorter word and two letters of the next, a digit, or a sign.
BEGUN = re.compile(
    rf"[{ENDS}][\s{re.escape(DECORATION)}]*([^\W\d_]{{4}}|[^\W\d_]{{1,3}}(?: [^\W\d_]{{1,2}})?|\d|[^\s\w{ENDS}])"
)
# How long a page takes to read, how many have, and when it was last touched: in minutes before now, or by the clock.
# A pattern that takes long to compile, and that few pages need.
PASSING = (
    r"(\d{1,2}|one|two|three|four|five) ?-?(min|mins|minute|minutes)( read)?|"
    r"\d[\d.,]*[km]? (shares|comments|views|reads|likes)|"
    r"(阅读|浏览|点击|閱讀|瀏覽)(量|次数|數|数)? ?[:：]? ?\d[\d,]* ?次?|"
    r"((last )?(updated|modified|edited|published|posted)( on| at)? ?:? )?"
    r"(\d{1,2}|an?) (second|minute|min|hour|day|week|month)s? ago|"
    r"(last )?(updated|modified|edited)( on| at)? ?:? (?=\D{0,20}\d)"
    r"(([\d:.,/t-]+(st|nd|rd|th|z)?|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)[a-z]*|"
    r"at|on|of|am|pm|a\.m\.|p\.m\.|[a-z]{1,3}t|utc),?(\s|$)){1,9}"
)
PASSING_BEGINS = [  # unless with a digit
    *map("".join, product(("one", "two", "three", "four", "five"), ("", " ", "-"), ["min"])),
    *map(" ".join, product(("a", "an"), ("second", "minute", "hour", "day", "week", "month"))),
    *("last", "updated", "modified", "edited", "published", "posted"),
    *map("".join, product(("阅读", "浏览", "点击", "閱讀", "瀏覽"), ("", "量", "次数", "數", "数"))),
]
ENDS_SENTENCE = (".", "!", "?", "。", "！", "？", '."', ".”", ".’")
STRAIGHT = str.maketrans("’‘", "''")


@dataclass(frozen=True, slots=True)
class Phrases:
    """The lists of furniture.toml, made ready for comparison with folded text."""

    begin: frozenset[str]  # how sentences begin that `whole`, `opening` or PASSING may take
    whole: frozenset[str]
    menu: frozenset[str]
    opening: tuple[str, ...]
    weak: str  # a pattern, compiled with the first page that needs it
    offer: tuple[str, ...]  # with their colons
    heading: frozenset[str]
    caption_opening: tuple[str, ...]
    caption_ending: tuple[str, ...]


@cache
def phrases() -> Phrases:
    """The phrases, read once from furniture.toml."""
    table = tomllib.loads(files(__package__).joinpath("furniture.toml").read_text(encoding="utf-8"))
    return Phrases(
        begin=frozenset(
            beginning
            for phrase in (*table["whole"], *table["opening"], *PASSING_BEGINS)
            for found in _beginnings(phrase)[:1]
            for beginning in (found, found.partition(" ")[0])  # where another blank stands there, the word alone
        ),
        whole=frozenset(table["whole"]),
        menu=frozenset(table["menu"]),
        opening=tuple(table["opening"]),
        weak=rf"\b(?:{'|'.join(map(re.escape, table['weak']))})\b",
        offer=tuple(map("".join, product(table["offer"], (":", "：", " :", " ：")))),
        heading=frozenset([*table["heading"], *table["offer"]]),
        caption_opening=tuple(table["caption_opening"]),
        caption_ending=tuple(table["caption_ending"]),
    )


def boilerplate(text: str) -> tuple[Span, ...]:
    """Ranges of a text that are site furniture (notices, menus, captions, other headlines), in order and apart."""
    lines = list(lines_of(text))
    tails: _Tails | None = None  # of most texts nobody asks: no line of theirs is a heading
    found: list[Span] = []
    index = 0
    while index < len(lines):
        start, end = lines[index]
        line = text[start:end]
        taken = 0
        if _is_heading(line):
            tails = tails or _Tails([text[a:b] for a, b in lines])
            taken = tails.teasers(index)
        if taken:
            found.append((start, lines[index + taken][1]))
        elif _is_whole(line):
            found.append((start, end))
        else:
            found.extend((start + first, start + last) for first, last in _sentences(line))
        index += taken + 1
    return tuple(found)


def _fold(line: str) -> str:
    return " ".join(line.lower().translate(STRAIGHT).split()).strip(DECORATION)


def _is_heading(line: str) -> bool:
    return len(line) < HEADLINE and _fold(line).rstrip(":：.…») ") in phrases().heading


def _is_whole(line: str) -> bool:
    """A line that is furniture from end to end: an offer of other articles, a caption, a credit of a picture."""
    if len(line) > OFFER:
        return False
    if COLON.search(line, 0, BEGINNING) and _fold(line).startswith(phrases().offer):
        return True
    if len(line) > CAPTION:
        return False
    bare = " ".join(line.lower().split())
    is_caption = bare.startswith(phrases().caption_opening) or bare.endswith(phrases().caption_ending)
    return is_caption and not QUOTED.search(line)  # nobody is quoted in one


def _sentences(line: str) -> Iterator[Span]:
    """Runs of sentences or menu items of one line that are furniture, as ranges of the line."""
    if not _may_hold_furniture(line):
        return
    parts = [found.span() for found in SENTENCE.finditer(line) if found.group()]
    folded = [_fold(line[start : min(end, start + BEGINNING)]).rstrip(f"{ENDS}: ") for start, end in parts]
    sure = [_is_furniture(words) for words in folded]
    if not any(sure):
        return
    beside = [
        kind or words in phrases().menu or bool(re.search(phrases().weak, _fold(line[slice(*part)])))
        for kind, words, part in zip(sure, folded, parts, strict=True)
    ]
    index = 0
    while index < len(parts):
        last = index
        while last < len(parts) and (beside[last] or not folded[last]):
            last += 1
        if any(sure[index:last]):
            start, end = parts[index][0], parts[last - 1][1]
            blanks = len(line[start:end]) - len(line[start:end].lstrip())
            yield start + blanks, start + len(line[start:end].rstrip())
        index = max(last, index + 1)


def _beginnings(line: str) -> list[str]:
    return [beginning.lower() for beginning in BEGUN.findall(f".{line}")]


def _may_hold_furniture(line: str) -> bool:
    """Whether a sentence of the line begins as furniture does; to ask that of all of them at once is cheap."""
    beginnings = _beginnings(line)
    return not phrases().begin.isdisjoint(beginnings) or any(map(str.isdecimal, beginnings))


def _is_furniture(sentence: str) -> bool:
    return (
        sentence in phrases().whole
        or sentence.startswith(phrases().opening)
        or re.fullmatch(PASSING, sentence) is not None
    )


def _size(line: str) -> int:
    return len(line) if line.isascii() else len(line) + 2 * len(re.findall(WIDE, line))


def _is_headline(line: str) -> bool:
    return len(line) <= HEADLINE and _size(line) <= HEADLINE and not line.endswith(ENDS_SENTENCE)


class _Tails:
    """What follows each line of a text: the story, or other articles' headlines and teasers."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.headlines = [_is_headline(line) for line in lines]
        self.before = [0, *accumulate(self.headlines)]  # headlines before each line
        # A teaser is one short line below its headline: a longer one, or a second one in a row, is a story.
        self.last_prose = max(
            (
                index
                for index, line in enumerate(lines)
                if _size(line) > BLURB or not any(self.headlines[max(0, index - 1) : index + 1])
            ),
            default=-1,
        )

    def teasers(self, heading: int) -> int:
        """How many lines after a heading are headlines and teasers; 0 = the story goes on.

        To the end of the text, short lines count as teasers when at least as many headlines stand among them; when
        prose follows, only the headlines directly below the heading do.
        """
        first, rest = heading + 1, len(self.headlines) - heading - 1
        if self.last_prose < first and 2 * (self.before[-1] - self.before[first]) >= rest:
            return rest
        return sum(1 for _ in takewhile(bool, self.headlines[first : first + LONGEST_LIST]))
