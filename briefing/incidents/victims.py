"""Victims by name: whom the frames "attack on X", "hacked X" and "X was hacked" tell. Rather none than a wrong one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import permutations

from briefing.gazetteer.names import actor_names, land_words
from briefing.incidents import words
from briefing.incidents.pages import Page, cues, either, gathered, sure
from briefing.model import OFFICIAL_ROLES, Fact, Span

WEAK = ("attack_of_any_sort_on", "hit")  # frames of facts.toml that may tell of another sort of attack
MOST = 6  # victims that a board shows
FEW = 3  # origins; up to so many, one that names a victim is enough
# What may stand between the frame and the name: "the mail servers of", "the freight operator".
SYSTEM = (
    r"(?:the\s)?(?:[\w-]+\s){0,2}(?:systems?|networks?|servers?|mail|e-?mails?|computers?|mailboxes)\s(?:of|at|in)\s"
)
KIND = (
    r"(?:[A-Z][\w.]*\s)?(?:[a-z-]+\s){0,2}(?:operator|company|firm|university|agency|provider|authority|bank|\w*maker"
    r"|contractor|supplier|insurer|airline|carrier|utility|group|giant|party)\s"
)
ENDING = 4  # letters; a longer word may have another ending and be the same
LONGEST = 90  # characters of a name before its verb
OWNER = re.compile(r"[’']s?$")
YEAR, YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)"), 2
SURE = "institution"  # in the reason of a fact whose name ends in the word for an institution


def victims_in(pages: Sequence[Page]) -> tuple[Fact, ...]:
    """The victims that articles name, most told first; `value` is the name folded to its words.

    One that a single reported article of many names is left out, unless its name says that it is an institution.
    """
    found = [(fact, page) for page in pages if not page.rewritten for fact in _victims(page)]
    official = {p.article.id for p in pages if p.article.role in OFFICIAL_ROLES}
    one = _one_name({fact.value: _initials(fact.text) for fact, _ in found})
    whole = sorted(found, key=lambda each: each[0].value != one[each[0].value])  # the full name is the one shown
    told = gathered((replace(fact, value=one[fact.value]), page.origin) for fact, page in whole)
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


def _one_name(values: Mapping[str, str]) -> dict[str, str]:
    """Every name -> the longest of those it is tied to: "equifax" to "equifax inc", "fdic" to what it is short for.

    `values` are the names with their initials. A name of one word that many institutions bear ("ministry") is tied only
    where a single name holds it.
    """
    held = {v: frozenset(v.split()) for v in values}
    one = {v: v for v in values}
    for short, long in permutations(sorted(values, key=lambda v: (-len(held[v]), v)), 2):
        bearers = {one[v] for v in values if held[short] < held[v]}
        telling = len(held[short]) > 1 or short not in _common() or len(bearers) == 1
        if (telling and _within(held[short], held[long])) or short == values[long]:
            old, new = sorted((one[short], one[long]), key=lambda v: (len(held[v]), v))
            one = {v: new if o == old else o for v, o in one.items()}
    return one


def _within(short: frozenset[str], long: frozenset[str]) -> bool:
    """Whether a name's words all stand in another name, some perhaps with another ending."""
    return all(any(o == w or (len(w) > ENDING and o.startswith(w)) for o in long) for w in short)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper()).lower()


@cache
def _common() -> frozenset[str]:
    return frozenset(t for name in cues("victims")["institutions"] for t in words.terms(name))


def _victims(page: Page) -> Iterator[Fact]:
    article = page.article
    for name, why in _named_in(page, article.text, page.lower, page.sentence):
        if called := _victim(name):
            yield page.fact(*name.span("name"), f"{_sort(name)} {why}", called)
    title = article.title.lower()
    if len(title) != len(article.title):
        return
    for name, why in _named_in(page, article.title, title, lambda _: (0, len(title))):
        told = re.search(rf"(?<!\w){re.escape(name['name'])}(?!\w)", article.text[: len(page.lower)])
        if (called := _victim(name)) and told and page.sentence(told.start()):
            yield page.fact(*told.span(), f"{_sort(name)} {why} in the title", called)


def _named_in(
    page: Page, text: str, lower: str, sentence_at: Callable[[int], Span | None]
) -> Iterator[tuple[re.Match[str], str]]:
    """(name, by which frame) of everything that a frame of "hacked" names in the text or the title of a page."""
    behind, before = _frames()
    for match in behind.finditer(lower):
        sentence = sentence_at(match.start())
        name = _name().match(text, match.end()) if sentence else None
        if name and sentence and name.end() <= sentence[1]:
            plain = text is not page.article.text or _is_plain(page, sentence, match, name)
            if plain and _is_intrusion(page, lower, sentence, match[0]):
                yield name, _why("behind", match)
    if own := _others().get(page.article.lang):
        for match in own.finditer(text, 0, len(lower)):
            name = _name().match(text, match.end())
            if name and sentence_at(match.start()):
                yield name, _why("behind", match)
    for match in before.finditer(lower):
        if sentence := sentence_at(match.start()):
            names = list(_name().finditer(text, max(sentence[0], match.start() - LONGEST), match.start()))
            if names and not text[names[-1].end() : match.start()].strip():
                yield names[-1], _why("before", match)


def _is_plain(page: Page, sentence: Span, frame: re.Match[str], name: re.Match[str]) -> bool:
    """Whether capitals tell the name of a victim: not in a headline or a longer name, nor where a rule was broken."""
    text = page.article.text
    inside = text[frame.start()].isupper() and frame.start() > sentence[0]
    return not inside and not _rule().match(page.lower, name.end()) and not page.is_headline(sentence, name.span())


def _is_intrusion(page: Page, lower: str, sentence: Span, frame: str) -> bool:
    """Whether a frame tells of an intrusion: an "attack" or a "target" may be of another sort."""
    attack, hit = _weak()
    if hit.fullmatch(frame) or (attack.fullmatch(frame) and not page.on_intrusion):
        return sure().search(lower, *sentence) is not None
    return True


def _why(where: str, frame: re.Match[str]) -> str:
    return f"named {where} the words {' '.join(frame[0].split())}"


def _victim(name: re.Match[str]) -> str | None:
    """A name folded to its words, lands to their codes, where it may be a victim's."""
    if not _is_victim(name["name"], _is_institution(name)):
        return None
    return " ".join(dict.fromkeys(_lands().get(term, term) for term in words.terms(name["name"])))


def _sort(name: re.Match[str]) -> str:
    return f"an {SURE}" if _is_institution(name) else "a name"


def _is_institution(name: re.Match[str]) -> bool:
    return bool(name["institution"]) or not _called().isdisjoint(re.split(r"[\s’']", name["name"]))


def _is_victim(called: str, institution: bool) -> bool:
    """Whether a name may be a victim: no land alone, no owner, no group, nothing that facts.toml bars."""
    first = OWNER.sub("", called.split()[0])
    if (
        called in _never()
        or first in _never()
        or called.lower().rstrip("s") in _lands()
        or called.lower() in _lands()
        or called in actor_names()
    ):
        return False
    if OWNER.search(called):
        return False  # something that it owns was hit, and the frame does not know what
    return institution or len(called) > 3 or called.isupper()


@cache
def _called() -> frozenset[str]:
    return frozenset(cues("victims")["called"])


@cache
def _never() -> frozenset[str]:
    return frozenset(cues("victims")["never"])


@cache
def _lands() -> dict[str, str]:
    """Words for lands, in lower case and as terms -> their government."""
    terms = {term: code for word, code in land_words().items() if len(held := words.terms(word)) == 1 for term in held}
    return terms | {word.lower(): code for word, code in land_words().items()}


@cache
def _name() -> re.Pattern[str]:
    """A name in capitals with the noun it belongs to, or a land with the noun for an institution."""
    table = cues("victims")
    months = "|".join(words.background()["months"]["en"])
    word = rf"(?:(?:[A-Z]\.){{2,}}|(?!(?:{months})\b)[A-ZÀ-ÖØ-ÞŠŽČŘĎŤŇ][\w&’'-]*(?:\.(?=\w)\w+)?)"
    phrase = rf"{word}(?:\s(?:(?:of|for|de|du|des|della|van|der)\s(?:the\s)?)?{word}){{0,5}}"
    institutions = "|".join(sorted(table["institutions"], key=len, reverse=True))
    heads = "|".join(sorted(table["heads"], key=len, reverse=True))
    return re.compile(
        rf"(?:{SYSTEM})?(?:the\s|its\s|their\s|an?\s|several\s|some\s)?(?:{KIND})?(?P<name>{phrase}(?:\s(?P<institution>{institutions})|\s(?:{heads}))?(?!\w))".replace(
            " ", r"\s"
        )
    )


@cache
def _frames() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = cues("victims")
    behind = [rf"{frame}\s" for key in ("attack_on", "hacked", *WEAK) for frame in table[key]]
    return either(behind), either([rf"{frame}\b" for frame in table["was_hacked"]])


@cache
def _rule() -> re.Pattern[str]:
    """What follows a name that is no victim's: "in breach of Security Council resolutions"."""
    return re.compile(rf"\s(?:{'|'.join(cues('victims')['rules'])})\b")


@cache
def _weak() -> tuple[re.Pattern[str], ...]:
    return tuple(either([rf"{frame}\s" for frame in cues("victims")[key]]) for key in WEAK)


@cache
def _others() -> dict[str, re.Pattern[str]]:
    made = {
        lang: re.compile(pattern.replace(" ", r"\s"), re.IGNORECASE)
        for lang, pattern in cues("victims")["before"].items()
    }
    return made | dict.fromkeys(("nb", "nn"), made["no"])
