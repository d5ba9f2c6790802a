"""Where an article says that it comes from: the credit of another publisher, the author's line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.articles.text import lines_of, outside
from briefing.model import Span

HEAD, FOOT = 4, 6  # lines of the beginning and of the end that a credit can stand in
LONGEST = 60  # characters of a name
LONGEST_LINE = 250  # characters of a line that credits somebody

# Agencies and the names that they sign with.
WIRES = {
    "reuters": "Reuters", "thomson reuters": "Reuters", "ap": "AP", "associated press": "AP",
    "the associated press": "AP", "ap news": "AP", "afp": "AFP", "agence france-presse": "AFP",
    "agence france presse": "AFP", "afp-jiji": "AFP", "dpa": "dpa", "dpa-afx": "dpa", "xinhua": "Xinhua",
    "xinhua news agency": "Xinhua", "新华社": "Xinhua", "新华网": "Xinhua", "中新社": "China News Service",
    "中新网": "China News Service", "china news service": "China News Service", "ecns": "China News Service",
    "efe": "EFE", "europa press": "Europa Press", "ansa": "ANSA", "čtk": "ČTK", "ctk": "ČTK", "tasr": "TASR",
    "pap": "PAP", "apa": "APA", "ntb": "NTB", "tt": "TT", "ritzau": "Ritzau", "stt": "STT", "anp": "ANP",
    "belga": "Belga", "lusa": "Lusa", "tass": "TASS", "interfax": "Interfax", "ria novosti": "RIA Novosti",
    "kyodo": "Kyodo", "kyodo news": "Kyodo", "jiji": "Jiji", "jiji press": "Jiji", "yonhap": "Yonhap", "cna": "CNA",
    "focus taiwan": "CNA", "pti": "PTI", "ani": "ANI", "ians": "IANS", "aap": "AAP", "upi": "UPI", "bernama": "Bernama",
    "anadolu": "Anadolu", "anadolu agency": "Anadolu", "aa": "Anadolu", "pa": "PA", "pa media": "PA",
    "press association": "PA", "canadian press": "The Canadian Press", "the canadian press": "The Canadian Press",
    "bloomberg": "Bloomberg", "bloomberg news": "Bloomberg", "cnn": "CNN", "cnn wire": "CNN", "rfe/rl": "RFE/RL",
    "voa": "VOA", "dow jones": "Dow Jones", "tribune news service": "Tribune News Service",
}  # fmt: skip
CREDIT_LINE = re.compile(
    r"(?:credits?|(?:news )?source|original source|courtesy(?: of)?|quelle|fuente|zdroj|bron|kilde|källa|lähde|fonte|"
    r"źródło|источник|来源|稿件来源|出典|출처)\s*[:：]\s*(?P<name>\S.*)",
    re.IGNORECASE,
)
DATELINE = re.compile(r"[^()\n]{0,80}\((?P<name>[^()\n]{2,40})\)\s*(?:--|[-–—:])")
FIRST_IN = re.compile(
    r"(?:originally|first) (?:published|appeared) (?:on|by|in|at)\s+(?P<name>[^.,;:()\n]{2,60})", re.IGNORECASE
)
VIA = re.compile(
    r"\b(?:via|with inputs? from|with files from|mit material von|avec)\s+(?P<name>[^)\].,;]{2,60})[)\].]*$",
    re.IGNORECASE,
)
REUTERS_SIGNATURE = re.compile(r"\((?:additional )?reporting by [^()]*; ?(?:writing|editing) by", re.IGNORECASE)
NAME = r"[^\W\d_a-z][\w’'-]*\.?"  # begins with a capital, or with a letter of a script that has none
BYLINE = re.compile(
    rf"(?:By|BY|Par|Von|Por|Di|Door|Autor:|Text:)\s+"
    rf"(?P<name>{NAME}(?: (?:{NAME}|de|van|von|der|bin|and|und|et|y)){{1,9}})\s*(?:[,|–—-].*)?"
)
CALENDAR = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|"
    r"november|december",
    re.IGNORECASE,
)


def credit_of(text: str, title: str = "", furniture: Sequence[Span] = ()) -> str | None:
    """The publisher whom an article names as its source ("Credits: BBC", "LONDON (Reuters) -", "via AP"), else None.

    An agency is given under its usual name; of several only the first. Lines that begin in `furniture` do not count.
    """
    spans = list(outside(lines_of(text), furniture))
    head, foot = ([text[a:b] for a, b in part] for part in (spans[:HEAD], spans[HEAD:][-FOOT:]))
    for line in head:
        dateline = DATELINE.match(line)
        if dateline and _wire(dateline["name"]):
            return _wire(dateline["name"])
    short = [line for line in (*head, *foot) if len(line) <= LONGEST_LINE]
    for line in short:
        named = CREDIT_LINE.fullmatch(line) or FIRST_IN.search(line)
        if named:
            return _publisher(named["name"])
        if _wire(line):
            return _wire(line)
        if REUTERS_SIGNATURE.search(line):
            return "Reuters"
    for line in (title, *short):
        via = VIA.search(line[-2 * LONGEST :])
        if via and _wire(via["name"]):
            return _wire(via["name"])
    return None


def byline_of(text: str) -> str | None:
    """The author of a line "By NAME" among the first lines, else None."""
    for number, (start, end) in enumerate(lines_of(text)):
        if number == HEAD:
            return None
        found = BYLINE.fullmatch(text[start:end]) if end - start <= 2 * LONGEST else None
        if found and not CALENDAR.search(found["name"]):
            return found["name"]
    return None


def _wire(name: str) -> str | None:
    return WIRES.get(name.strip(" .-–—()[]").lower()) if len(name) <= LONGEST else None


def _publisher(name: str) -> str | None:
    """One publisher's name: an agency's usual name, an address's host, else the words as they stand."""
    host = re.match(r"\s*(?:https?://)?(?:www\.)?([\w-]+(?:\.[\w-]+)*\.[a-z]{2,})(?:/|\s*$)", name)
    if host:
        return host[1].lower()
    first = re.split(r"\s*(?:[,;|/、]|\band\b)\s*", name.strip(), maxsplit=1)[0].strip(" .-–—()[]\"'“”")
    return _wire(first) or (first if 1 < len(first) <= LONGEST else None)
