"""The title that a person would give an incident: a real article's, without what belongs to the site."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from functools import cache

from briefing.incidents import words
from briefing.incidents.features import common_shares
from briefing.incidents.pages import cues, either
from briefing.model import OFFICIAL_ROLES, Article

SOON = timedelta(days=3)
WORDY, BARE = 90, 3  # characters of a long title, words of one that says too little
MARGIN = 0.35  # a title stands until another one of its rank shares so much more with the rest
BAR = re.compile(r"\s*[|•·»›]\s*|\s::\s")
DASH = re.compile(r"\s+[-–—]\s+(?=[^-–—]{1,45}$)")
BRACKETS = re.compile(r"\s*[(\[](?P<in>[^()\[\]]{1,40})[)\]]$")
SITE_WORDS, SITE_LENGTH = 5, 45


def clean_title(title: str, source: str = "") -> str:
    """A title without labels ("LIVE:", "Update 2 -"), the site's name and its sections; the rest stands as it is."""
    flat = " ".join(title.split())
    before = None
    while flat != before:
        before = flat
        flat = _without_tail(_without_label(flat), source)
    return flat


def _without_label(title: str) -> str:
    match = _labels().match(title)
    rest = title[match.end() :].lstrip() if match else ""
    return rest if len(rest.split()) >= BARE or words.spaceless(rest[:1] or " ") else title


def _without_tail(title: str, source: str) -> str:
    if bars := [bar.start() for bar in BAR.finditer(title)]:
        head = title[: bars[0]]
        if len(head.split()) >= BARE or words.spaceless(head[:1] or " "):
            return title[: bars[-1]]
    if (dash := DASH.search(title)) and _is_site(title[dash.end() :], source):
        return title[: dash.start()]
    if (inside := BRACKETS.search(title)) and _tails().fullmatch(inside["in"].lower()):
        return title[: inside.start()]
    return title


def _is_site(tail: str, source: str) -> bool:
    """Whether what stands behind a dash names the site: its own name, an address, or a paper by its words."""
    flat, own = _letters(tail), _letters(source)
    if own and flat and (flat in own or own in flat):
        return True
    if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", tail) or _tails().fullmatch(tail.lower()):
        return True
    said = tail.split()
    if len(said) > SITE_WORDS or len(tail) > SITE_LENGTH:
        return False
    capital = all(w[0].isupper() or not w[0].isalpha() or w.lower() in ("of", "the", "de", "and", "für") for w in said)
    return capital and any(w.strip(".,").lower() in _sites() or _sites_in(w) for w in said)


def _sites_in(word: str) -> bool:
    return any(words.spaceless(s[0]) and word.endswith(s) for s in _sites())


def _letters(text: str) -> str:
    return "".join(c for c in words.fold(text).removeprefix("www.") if c.isalnum())


def title_of(
    articles: Sequence[Article],
    rewritten: Collection[str] = (),
    *,
    stating: Collection[str] = (),
    held: str = "",
) -> str:
    """The title that best stands for all.

    Ranked first by what spoils it: none at all, a rewritten article, a question, bait, an opinion, shouting, an answer
    alone, a language that few write in, an article that does not state the incident (`stating` are ids), no word of a
    deed, days after the first report, length, no official text. Of equal rank, the one that shares most of its telling
    words with the others; but the title `held` so far stays until another shares clearly more, so that it does not flip
    with each article.
    """
    titles = {a.id: clean_title(a.title, a.source) for a in articles}
    soon = _soon(articles)
    told = Counter(t for title in titles.values() for t in set(words.terms(title)))
    lang = language_of(articles)
    ranked = []
    for a in articles:
        title = titles[a.id]
        rank = (
            not title,
            a.id in rewritten,
            _spoilt(title, a.title),
            a.lang != lang,
            bool(stating) and a.id not in stating,
            not _deed().search(title.lower()),
            (a.published or "9")[:10] > soon,
            len(title) > WORDY,
            a.role not in OFFICIAL_ROLES,
        )
        ranked.append((rank, -_common(title, told), a.published or "9", a.id))
    if not ranked:
        return ""
    best = min(ranked)
    for rank, common, _, name in ranked:
        if held and titles[name] == held and rank == best[0] and -best[1] <= -common * (1 + MARGIN):
            return held
    by_id = {a.id: a for a in articles}
    return titles[best[3]] or " ".join(by_id[best[3]].text.split()[:12])


def _soon(articles: Sequence[Article]) -> str:
    """The last day on which an article tells of the matter rather than of what came after."""
    first = min((a.published[:10] for a in articles if a.published), default="")
    return (date.fromisoformat(first) + SOON).isoformat() if first else ""


def _common(title: str, told: Mapping[str, int]) -> float:
    held = set(words.terms(title))
    shares = common_shares()
    return sum((told[t] - 1) * (1 - shares.get(t, 0.0)) for t in held) / (len(held) + 3)


def language_of(articles: Sequence[Article]) -> str:
    """The language that most articles are written in; English on a tie."""
    counted = Counter(a.lang for a in articles)
    return max(counted, key=lambda lang: (counted[lang], lang == "en", lang), default="en")


def _spoilt(title: str, whole: str) -> int:
    """How many things spoil a title."""
    lower = title.lower()
    letters = [w for w in re.findall(r"[^\W\d_]{2,}", title) if not words.spaceless(w[0])]
    shouted = len(letters) > BARE and sum(w.isupper() for w in letters) > 0.7 * len(letters)
    bare = len(title.split()) < BARE and not any(words.spaceless(c) for c in title)
    return sum(
        (
            lower.rstrip('"”’» ').endswith(("?", "？", "...", "…")),
            _bait().search(lower) is not None,
            _opinions().search(whole.lower()) is not None,
            shouted,
            bare,
            _answers().search(lower) is not None,
        )
    )


@cache
def _labels() -> re.Pattern[str]:
    labels = "|".join(cues("titles")["labels"])
    return re.compile(rf"[\[(【«]?(?:{labels})[\])】»]?\s*(?:[:|：•·»]|[-–—](?=\s)|(?<=[\])】»]))\s*", re.IGNORECASE)


@cache
def _tails() -> re.Pattern[str]:
    return re.compile("|".join(cues("titles")["tails"]))


@cache
def _opinions() -> re.Pattern[str]:
    said = "|".join(cues("titles")["opinions"]).replace(" ", r"\s")
    return re.compile(rf"^(?:[\w’]+\s){{0,2}}(?:{said})(?:\s*[:|-]|\s(?:with|by|on|of)\b)|[(\[](?:{said})[)\]]")


@cache
def _sites() -> frozenset[str]:
    return frozenset(cues("titles")["sites"])


@cache
def _bait() -> re.Pattern[str]:
    return re.compile("|".join(cues("titles")["bait"]))


@cache
def _answers() -> re.Pattern[str]:
    return either(cues("titles")["answers"])


@cache
def _deed() -> re.Pattern[str]:
    return re.compile(rf"{'|'.join(cues('cyber')['stems'])}".replace(" ", r"\s"))
