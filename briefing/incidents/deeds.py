"""What sort of operation it was, by the words of its articles, and the sentence that tells it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from briefing.incidents import words
from briefing.incidents.features import common_shares
from briefing.incidents.pages import Page, cues, either
from briefing.model import OFFICIAL_ROLES, Deed, Fact, Span

FEWEST = 0.1  # share of the incident's origins that must tell a sort before any is named
ALONE = 3  # origins; up to so many, one that tells it is enough, else two must
SHARE = 0.5  # of the origins that tell any sort, those that must tell this one
LEAD = 4  # sentences of an article that may tell what happened
SHORTEST, LONGEST = 45, 320  # characters of such a sentence
SHARED = 6  # what a sentence gains by words that other articles share
LATER = 0.6  # what a sentence loses that was not told on the first day: it may tell of what came after
OPENS_ON_ANOTHER = re.compile(
    r"(?:he|she|it|they|this|that|these|those|but|and|so|however|also|such|both|there|then|meanwhile|in turn"
    r"|analysis)\b"
)
FEARED = re.compile(r"\b(?:may|might|could)\b")
DATELINE = re.compile(r"(?:[A-Z][\w .,’'/-]{1,40}\([A-Z][\w.]{1,12}\)|[A-Z]{3}[A-Z .,’'/-]{0,40})\s?[-–—]+\s")
MARKED = re.compile('["“”„«»「」]')


def deeds_of(pages: Sequence[Page]) -> tuple[Deed, ...]:
    """The sorts that at least half of the origins tell that tell any; none where too few do.

    An origin counts once. What an accused state says is left out, and so are words that are taken back ("no data was
    stolen") or only feared ("could spy").
    """
    told: dict[int, dict[str, str]] = {}  # row -> origin -> its words
    for page in _sound(pages):
        for row, cue in _found(page):
            told.setdefault(row, {}).setdefault(page.origin, cue)
    tellers = {origin for origins in told.values() for origin in origins}
    origins = len({p.origin for p in _sound(pages)})
    if len(tellers) < max(FEWEST * origins, 1 + (origins > ALONE)):
        return ()
    rows = cues("deed")
    most = sorted(told, key=lambda row: (-len(told[row]), row))
    return tuple(
        Deed(rows[r]["type"], rows[r]["word"], len(told[r]), len(tellers), _why(told[r], len(tellers)))
        for r in most
        if len(told[r]) >= SHARE * len(tellers)
    )


def _why(origins: Mapping[str, str], of: int) -> str:
    usual = [cue for cue, _ in Counter(origins.values()).most_common(3)]
    tellers = "1 origin that says" if of == 1 else f"{of} origins that say"
    return f"the words {', '.join(usual)} in {len(origins)} of {tellers} what was done"


def _sound(pages: Sequence[Page]) -> list[Page]:
    return [p for p in pages if not p.rewritten] or list(pages)


def _found(page: Page) -> list[tuple[int, str]]:
    """(row of facts.toml, its words) of everything that title and text tell."""
    out = []
    title = page.article.title.lower()
    for text, where in ((title, None), (page.lower, page)):
        for match in _any_deed().finditer(text):
            if (where and where.sentence(match.start()) is None) or _taken_back(text, match):
                continue
            for row, pattern in enumerate(_deeds()):
                if exact := pattern.match(text, match.start()):
                    out.append((row, " ".join(exact[0].split())))
    return out


def _taken_back(text: str, match: re.Match[str]) -> bool:
    before, after = _not()
    return bool(before.search(text, max(0, match.start() - 40), match.start()) or after.match(text, match.end()))


@cache
def _deeds() -> tuple[re.Pattern[str], ...]:
    return tuple(either(row["cues"]) for row in cues("deed"))


@cache
def _any_deed() -> re.Pattern[str]:
    return either([cue for row in cues("deed") for cue in row["cues"]])


@cache
def _not() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = cues("not")
    return (
        re.compile(rf"(?:^|\b)(?:{'|'.join(table['before'])})[\s-]*(?:[\w’-]+\s){{0,2}}$"),
        re.compile(rf"\s(?:{'|'.join(table['after'])})"),
    )


def what_happened(pages: Sequence[Page], victims: Sequence[Fact], lang: str) -> Fact | None:
    """The sentence that tells the deed: official before reported, of the lead, with words that other articles share."""
    sound = _sound(pages)
    leads = [[set(words.terms(p.article.text[slice(*s)])) for s in p.sentences[:LEAD]] for p in sound]
    told = Counter(t for lead in leads for t in set().union(*lead))
    named = [v.text.lower() for v in victims]
    first = min((p.article.published[:10] for p in sound if p.article.published), default="")
    best: tuple[float, Page, Span] | None = None
    for page, lead in zip(sound, leads, strict=True):
        later = LATER * ((page.article.published or "9")[:10] > first)
        for number, span in enumerate(page.sentences[:LEAD]):
            worth = _worth(page, number, span, named, lang)
            if worth is None:
                continue
            worth += SHARED * _shared(lead[number], told, len(sound)) - later
            if best is None or worth > best[0]:
                best = worth, page, span
    if best is None or best[1].rewritten:
        return None
    _, page, (start, end) = best
    dateline = DATELINE.match(page.article.text, start, end)
    return page.fact(
        dateline.end() if dateline else start,
        end,
        "the sentence of the lead that tells the deed in words that most articles share",
    )


def _shared(held: Collection[str], told: Mapping[str, int], of: int) -> float:
    """How telling the terms of a sentence are that other leads hold too."""
    shares = common_shares()
    return sum((told[t] - 1) / of * (1 - shares.get(t, 0.0)) for t in held) / (len(held) + 6)


def _worth(page: Page, number: int, span: Span, named: Sequence[str], lang: str) -> float | None:
    """How well a sentence tells the deed; None where it does not."""
    start, end = span
    text = page.lower[start:end]
    if not SHORTEST <= end - start <= LONGEST or page.sentence(start) is None or not page.speaks_of_it(span):
        return None
    if " ".join(text.split()) == " ".join(page.article.title.lower().split()):
        return None  # the title stands above it
    around = [s for s in page.statements if s.start < end and start < s.end]
    if any(s.verification in ("altered", "doubtful") for s in around) or page.is_headline(span):
        return None
    if OPENS_ON_ANOTHER.match(text) or text.endswith(("?", "？", "…", "...")):
        return None
    return (
        (page.article.role in OFFICIAL_ROLES)
        + (_any_deed().search(text) is not None)
        + 0.6 * any(v in text for v in named)
        + 0.8 * any(s.direction == "accusation" for s in around)
        + 0.7 * (page.article.lang == lang)
        - 0.35 * number
        - 0.6 * (MARKED.search(text) is not None)
        - 0.8 * (FEARED.search(text) is not None)
        - 0.8 * (_answers().search(text) is not None)
    )


@cache
def _answers() -> re.Pattern[str]:
    return either(cues("titles")["answers"])
