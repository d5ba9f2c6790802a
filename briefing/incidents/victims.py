"""Victims by name: whom the frames "attack on X", "hacked X" and "X was hacked" tell. Rather none than a wrong one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import permutations

from briefing.gazetteer.names import actor_names, land_words
from briefing.incidents import words
from briefing.incidents.pages import Page, cues, either, gathered
from briefing.model import OFFICIAL_ROLES, Fact, Span

MOST = 6  # victims that a board shows
FEW = 3  # origins; up to so many, one that names a victim is enough
# What may stand between the frame and the name: "the mail servers of", "the freight operator".
SYSTEM = r"(?:the\s)?(?:[\w-]+\s){0,2}(?:systems?|networks?|servers?|mail|e-?mails?|computers?|mailboxes)\sof\s"
KIND = (
    r"(?:[A-Z][\w.]*\s)?(?:[a-z-]+\s){0,2}(?:operator|company|firm|university|agency|provider|authority|bank|\w*maker"
    r"|contractor|supplier|insurer|airline|carrier|utility|group|giant|party)\s"
)
ENDING = 4  # letters; a longer word may have another ending and be the same
LONGEST = 90  # characters of a name before its verb
YEAR, YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)"), 2
SURE = "institution"  # in the reason of a fact whose name ends in the word for an institution


def victims_in(pages: Sequence[Page]) -> tuple[Fact, ...]:
    """The victims that articles name, most told first; `value` is the name folded to its words.

    One that a single reported article of many names is left out, unless its name says that it is an institution.
    """
    found = [(fact, page) for page in pages if not page.rewritten for fact in _victims(page)]
    official = {p.article.id for p in pages if p.article.role in OFFICIAL_ROLES}
    one = _one_name({fact.value for fact, _ in found})
    told = gathered((replace(fact, value=one[fact.value]), page.origin) for fact, page in found)
    few = len({p.origin for p in pages}) <= FEW
    old = {fact.article for fact, page in found if _looks_back(page, fact)}
    return tuple(
        fact
        for fact, origins in told
        if origins > 1 or few or fact.article in official or (SURE in fact.why and fact.article not in old)
    )[:MOST]


def _looks_back(page: Page, fact: Fact) -> bool:
    """Whether a fact's sentence speaks of a year long before its article: then it may tell of another matter."""
    sentence, published = page.sentence(fact.start), page.article.published
    if sentence is None or not published:
        return False
    return any(int(year) <= int(published[:4]) - YEARS for year in YEAR.findall(page.lower, *sentence))


def _one_name(values: set[str]) -> dict[str, str]:
    """Every name -> the longest of those it is tied to: "equifax" to "equifax inc", "storting" to "stortinget".

    A name of one word that many institutions bear ("ministry") is tied only where a single name holds it.
    """
    held = {v: frozenset(v.split()) for v in values}
    one = {v: v for v in values}
    for short, long in permutations(sorted(values, key=lambda v: (-len(held[v]), v)), 2):
        bearers = {one[v] for v in values if held[short] < held[v]}
        if (len(held[short]) > 1 or short not in _common() or len(bearers) == 1) and _within(held[short], held[long]):
            old, new = sorted((one[short], one[long]), key=lambda v: (len(held[v]), v))
            one = {v: new if o == old else o for v, o in one.items()}
    return one


def _within(short: frozenset[str], long: frozenset[str]) -> bool:
    """Whether a name's words all stand in another name, some perhaps with another ending."""
    return all(any(o == w or (len(w) > ENDING and o.startswith(w)) for o in long) for w in short)


@cache
def _common() -> frozenset[str]:
    return frozenset(t for name in cues("victims")["institutions"] for t in words.terms(name))


def _victims(page: Page) -> Iterator[Fact]:
    article = page.article
    for name, why in _named_in(article.text, page.lower, page.sentence, article.lang):
        if called := _victim(name):
            yield page.fact(*name.span("name"), f"{_sort(name)} {why}", called)
    title = article.title.lower()
    if len(title) != len(article.title):
        return
    for name, why in _named_in(article.title, title, lambda _: (0, len(title)), article.lang):
        told = re.search(rf"(?<!\w){re.escape(name['name'])}(?!\w)", article.text[: len(page.lower)])
        if (called := _victim(name)) and told and page.sentence(told.start()):
            yield page.fact(*told.span(), f"{_sort(name)} {why} in the title", called)


def _named_in(
    text: str, lower: str, sentence_at: Callable[[int], Span | None], lang: str
) -> Iterator[tuple[re.Match[str], str]]:
    """(name, by which frame) of everything that a frame of "hacked" names in a text."""
    behind, before = _frames()
    patterns = [(behind, lower), (_others()[lang], text)] if lang in _others() else [(behind, lower)]
    for pattern, form in patterns:
        for match in pattern.finditer(form, 0, len(lower)):
            sentence = sentence_at(match.start())
            name = _name().match(text, match.end()) if sentence else None
            if name and sentence and name.end() <= sentence[1]:
                yield name, _why("behind", match)
    for match in before.finditer(lower):
        if sentence := sentence_at(match.start()):
            names = list(_name().finditer(text, max(sentence[0], match.start() - LONGEST), match.start()))
            if names and not text[names[-1].end() : match.start()].strip():
                yield names[-1], _why("before", match)


def _why(where: str, frame: re.Match[str]) -> str:
    return f"named {where} “{' '.join(frame[0].split())}”"


def _victim(name: re.Match[str]) -> str | None:
    """A name folded to its words, where it may be a victim's."""
    if not _is_victim(name["name"], _is_institution(name)):
        return None
    return " ".join(dict.fromkeys(words.terms(name["name"])))


def _sort(name: re.Match[str]) -> str:
    return f"an {SURE}" if _is_institution(name) else "a name"


def _is_institution(name: re.Match[str]) -> bool:
    return bool(name["institution"]) or not _called().isdisjoint(re.split(r"[\s’']", name["name"]))


def _is_victim(called: str, institution: bool) -> bool:
    """Whether a name may be a victim: no land alone, no group, no day of the week, nothing that facts.toml bars."""
    bare = re.sub(r"[’']s$", "", called)
    first = re.sub(r"[’']s$", "", bare.split()[0])
    if bare in _never() or first in _never():
        return False
    if bare.lower() in _lands() or bare in actor_names():
        return False
    return institution or len(bare) > 3 or bare.isupper()


@cache
def _called() -> frozenset[str]:
    return frozenset(cues("victims")["called"])


@cache
def _never() -> frozenset[str]:
    return frozenset(cues("victims")["never"])


@cache
def _lands() -> frozenset[str]:
    return frozenset(word.lower() for word in land_words())


@cache
def _name() -> re.Pattern[str]:
    """A name in capitals with the noun it belongs to, or a land with the noun for an institution."""
    table = cues("victims")
    months = "|".join(words.background()["months"]["en"])
    word = rf"(?!(?:{months})\b)[A-ZÀ-ÖØ-ÞŠŽČŘĎŤŇ][\w&’'-]*(?:\.(?=\w)\w+)?"
    phrase = rf"{word}(?:\s(?:(?:of|for|de|du|des|della|van|der)\s(?:the\s)?)?{word}){{0,5}}"
    institutions = "|".join(sorted(table["institutions"], key=len, reverse=True))
    heads = "|".join(sorted(table["heads"], key=len, reverse=True))
    return re.compile(
        rf"(?:{SYSTEM})?(?:the\s|its\s|their\s|an?\s|several\s|some\s)?(?:{KIND})?(?P<name>{phrase}(?:\s(?P<institution>{institutions})|\s(?:{heads}))?\b)".replace(
            " ", r"\s"
        )
    )


@cache
def _frames() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = cues("victims")
    behind = [rf"{frame}\s" for frame in (*table["attack_on"], *table["hacked"])]
    return either(behind), either([rf"{frame}\b" for frame in table["was_hacked"]])


@cache
def _others() -> dict[str, re.Pattern[str]]:
    made = {
        lang: re.compile(pattern.replace(" ", r"\s"), re.IGNORECASE)
        for lang, pattern in cues("victims")["before"].items()
    }
    return made | dict.fromkeys(("nb", "nn"), made["no"])
