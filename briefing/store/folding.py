"""Text as the search index has it: case, accents and widths folded, scripts without spaces cut into their characters.

SQLite's tokenizer takes a whole run of Chinese as one word. So each character of such a script is written as a word of
its own, and a run that is searched for becomes a phrase of its characters: any length is found, and nothing else is.
Between two such characters punctuation is written as BREAK, so that no phrase reaches over it; a line break between
them is nothing, because texts are wrapped anywhere. Korean is cut in the same way, since particles hang on its words,
but its spaces count. What these functions return for a text is what the index holds: whoever changes them must have
every article indexed anew, in a step of the schema.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import accumulate

BREAK = "\ue000"  # of private use, which the tokenizer takes as a letter
TOKEN_CATEGORIES = ("L", "N", "Co", "Mn", "Mc")  # beginnings of categories; the index is made with them in schema.py

_HANGUL = "\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3"
_WRAPPED = (  # Thai, Lao, Burmese, Khmer; kana; Chinese characters
    "\u0e01-\u0e4e\u0e81-\u0edf\u1000-\u109f\u1780-\u17d3"
    "\u3005-\u3007\u3041-\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_CUT = _HANGUL + _WRAPPED
_LETTER = rf"[^\W_{_CUT}]"  # of a word with spaces around it
_MARK = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u00ad\ufffd"  # nothing depends on these
_LINE_END = r"(?:[ \t]*\n[ \t]*)"

_MARKS = re.compile(f"[{_MARK}]+")
# Three that are compiled with the first text they are asked about: they take long, and many stores have none.
_LINE_ENDS = f"(?<=[{_WRAPPED}]){_LINE_END}(?=[{_WRAPPED}])"
_GAPS = rf"(?<=[{_CUT}])[^\w{_CUT}]+(?=[{_CUT}])"
_RUNS = f"[{_CUT}]+"
_FOLDABLE = re.compile("[^\0-^`-\x7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+")  # what may differ from its folded form
_WITHOUT_SIGN = str.maketrans("łøđıёأإآ_", "lodiеااا ")


class _Folds(dict[int, str]):
    """Code point -> what it is folded to; filled as characters come."""

    def __missing__(self, code: int) -> str:
        alike = unicodedata.normalize("NFKC", chr(code)).casefold()
        self[code] = out = "".join(map(_plain, alike)).translate(_WITHOUT_SIGN)
        return out


_FOLDS = _Folds()


def folded(text: str) -> str:
    """The text without differences of accent and width, and of case outside ASCII; "ß" becomes two characters."""
    return _FOLDABLE.sub(lambda run: run[0].translate(_FOLDS), text)


def indexed(text: str) -> str:
    """The text as the index takes it: words and single characters with spaces between."""
    if not text.isascii():
        text = folded(unicodedata.normalize("NFC", text))
    if text.isascii():  # as most texts in Latin letters are by now
        return text
    text = unicodedata.normalize("NFC", _MARKS.sub("", text))
    if re.search(_RUNS, text):
        text = re.sub(_GAPS, BREAK, re.sub(_LINE_ENDS, "", text))
        text = re.sub(_RUNS, lambda run: f" {' '.join(run[0])} ", text)
    return text.replace(BREAK, f" {BREAK} ")


def tokens(text: str) -> tuple[str, ...]:
    """The words of a search as they stand in the index; empty where there is no letter or digit."""
    return tuple("".join(c if _in_word(c) else " " for c in folded(indexed(text)).lower()).split())


def spaced(token: str) -> bool:
    """Whether a token is a word with spaces around it, and no character that was cut out of a run."""
    return token != BREAK and not re.match(_RUNS, token)


def places(words: Sequence[str], text: str, *, prefix: bool = False) -> tuple[int, int] | None:
    """Where tokens first stand side by side in a text, as the index matches them: start and end in that very text.

    With `prefix` the last one may go on, and the place ends where its word does.
    """
    pattern = re.compile(_pattern(words, prefix=prefix), re.IGNORECASE)
    if match := pattern.search(text):  # mostly; folding a long text takes ten times as long
        return match.span()
    flat = folded(text)
    match = pattern.search(flat)
    if match is None or len(flat) == len(text):
        return match.span() if match else None
    ends = list(accumulate(len(folded(c)) for c in text))
    start = next(n for n, end in enumerate(ends) if end > match.start())
    return start, next(n for n, end in enumerate(ends) if end >= match.end()) + 1


def _pattern(words: Sequence[str], *, prefix: bool) -> str:
    parts = [f"(?<!{_LETTER})" if spaced(words[0]) else ""]
    for before, word in zip(("", *words), words, strict=False):
        if BREAK in (before, word):
            parts.append(r"\W+" if word == BREAK else "")
        elif before and spaced(before) and spaced(word):
            parts.append(r"[\W_]+")
        elif before and (spaced(before) or spaced(word)):
            parts.append(r"[\W_]*")
        elif before and re.fullmatch(f"[{_WRAPPED}]{{2}}", before + word):
            parts.append(f"{_LINE_END}?")
        parts.extend(map(_spelled, "" if word == BREAK else word))
    if spaced(words[-1]):
        parts.append(f"{_LETTER}*" if prefix else f"(?!{_LETTER})")
    return "".join(parts)


def _spelled(char: str) -> str:
    """A character however it may be written: with marks behind it, or as the parts that make it up."""
    apart = unicodedata.normalize("NFD", char)
    return (re.escape(char) if apart == char else f"(?:{char}|{apart})") + f"[{_MARK}]*"


def _in_word(char: str) -> bool:
    """Whether the tokenizer of the index takes a character for a part of a word."""
    return unicodedata.category(char).startswith(TOKEN_CATEGORIES)


def _plain(char: str) -> str:
    """A Latin or Greek letter without its accents, and a space for what is in no word and unknown to older tables."""
    if char.isascii() or _MARKS.match(char):
        return char
    base = unicodedata.normalize("NFD", char)[0]
    if unicodedata.name(base, "").startswith(("LATIN", "GREEK")):
        return base
    return char if _in_word(char) else " "
