"""How the words that name a speaker fall apart: lists, places, private heads, datelines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.gazetteer import Gazetteer, Language, Token, tokens, word_set
from briefing.model import Span
from briefing.statements.grammar import DETERMINER, JOINING, PREPOSITION
from briefing.statements.mentions import Mention

_PLACE = word_set("in at from near to into against over with about between on after before than among")
_PRIVATE = word_set(
    "hackers hacker group groups gang gangs actors actor firm firms company companies researchers researcher analysts "
    "analyst expert experts media newspaper broadcaster professor scholar academics students user users people "
    "citizens nationals outlets outlet site website blog magazine channel university institute vendor vendors malware "
    "spies commentators observers voters lawyers scientists network networks cyberspies businessman manufacturer maker "
    "journalist journalists activists scholars"
)
# heads that a company or a club has as well as an office: "its director" reaches no further than its paragraph
ANYBODYS_HEADS = word_set(
    "director chief head chairman chairwoman chairperson president executive founder spokesman spokeswoman "
    "spokesperson owner manager boss"
)
_BODIES = word_set(
    "Agency Office Bureau Ministry Department Commission Administration Authority Service Council Centre"
)
_PRIVATE_BODIES = word_set("news press travel rating advertising talent")  # before agency, office, bureau
_BODY_KINDS = frozenset({"government", "justice", "defence", "foreign-ministry", "interior", "treasury", "economy"})
LONGEST_NAME = 40  # characters of a person's name
MOST_BETWEEN = 5  # words between a state and its office
_RANKS = word_set(
    "assistant acting senior national federal chief principal permanent foreign first vice deputy under state"
)


_DATELINE = re.compile(r"^\W*([A-Z][A-Z .]{2,30}?)(?:, [A-Z]\w+ \d+)?(?: ?\([\w /.]{2,20}\))? ?[-–—]+ ", re.MULTILINE)


def dateline(text: str, gazetteer: Gazetteer) -> str | None:
    """The government at whose seat a dateline ("BEIJING (AP) - ...") was written."""
    m = _DATELINE.search(text, 0, 600)
    hits = list(gazetteer.names.find(tokens(m.group(1).title()))) if m else []
    sense = hits[0].meanings[0] if len(hits) == 1 else None
    return sense.government if sense and sense.what == "metonym" else None


def conjuncts(words: list[Token], found: Sequence[Mention], joining: frozenset[str]) -> list[list[Token]]:
    """The parts of "the UK, the US and officials of X", never splitting inside a name."""
    parts: list[list[Token]] = [[]]
    for i, word in enumerate(words):
        inside = any(m.start < word.start < m.end for m in found)
        well = word.low in ("as", "well") and "well" in {w.low for w in words[max(0, i - 1) : i + 2]}
        if (word.low in joining or well or word.low in ("along", "together")) and not inside:
            parts.append([])
        else:
            parts[-1].append(word)
    return [p for p in parts if p and not all(w.low in DETERMINER | PREPOSITION for w in p)]


def is_place(mention: Mention, words: list[Token]) -> bool:
    """Whether the name only says where: "in London", "to China", "the attack on Norway"."""
    before = [w.low for w in words if w.end <= mention.start]
    while before and before[-1] in ("the", "'s"):
        before.pop()
    return bool(before) and before[-1] in _PLACE and not (len(before) > 1 and before[-2] in ("along", "together"))


def bare(words: list[Token], state: Mention) -> bool:
    """Whether the phrase is the government's name and nothing that could be somebody else."""
    rest = [w for w in words if not (state.start <= w.start < state.end) and w.low not in DETERMINER | {"the"}]
    return not rest or all(
        w.low in ("itself", "alone", "and", "its", "members", "member", "states", "alike", "side") for w in rest
    )


def claims(words: list[Token], state: Mention, office: Mention, found: Sequence[Mention], language: Language) -> bool:
    """Whether the office belongs to the state: "the Czech foreign minister", "the embassy of China".

    A capital word of no known name between the two makes it somebody else's: "the American Farm Bureau president".
    """
    if state.start < office.start:
        before = next((w for w in reversed(words) if w.end <= state.start), None)
        if state.what == "demonym" and before is not None and before.text[0].isupper() and before.low not in DETERMINER:
            return any(m.start <= before.start < m.end for m in found)  # part of a longer name
        between = [w for w in words if state.end <= w.start < office.start]
        if _owns_body(between, [w for w in words if office.start <= w.start < office.end]):
            return True
        known = [w for w in between if any(m.start <= w.start < m.end for m in found)]
        free = [w for w in between if w not in known]
        return len(between) <= MOST_BETWEEN and all(
            w.low not in PREPOSITION and (w.text[0].islower() or w.low in _RANKS or not w.text[0].isalpha())
            for w in free
        )
    between = [w for w in words if office.end <= w.start < state.start]
    lows = [w.low for w in between if w.low not in DETERMINER]
    if state.what == "demonym":
        return language.adjective_after and not lows
    following = next((w.low for w in words if w.start >= state.end), "")
    alone = not following or following in PREPOSITION or following in JOINING
    field = lows[:-1]  # "the ministry of ports of X": between the two of, what the ministry is for
    named = not field or (field[0] in language.of and all(w not in PREPOSITION for w in field[1:]))
    ministry = not field or any(s.key in _BODY_KINDS for s in office.senses)
    return bool(lows) and lows[-1] in language.of and alone and named and ministry


def personal_name(words: list[Token], found: Sequence[Mention]) -> Span | None:
    """Where a person's name ends the phrase: two capitals or more in a row that belong to no known name."""
    run: list[Token] = []
    for word in reversed(words):
        known = any(m.start <= word.start < m.end for m in found)
        if known or not (word.text[0].isupper() or (run and word.text in ".-'’")) or word.low in DETERMINER:
            break
        run.append(word)
    while run and not run[-1].text[0].isalpha():
        run.pop()
    named = sum(w.text[0].isupper() for w in run) >= 2 and run[0].end - run[-1].start < LONGEST_NAME
    return (run[-1].start, run[0].end) if named else None


def _owns_body(between: list[Token], office: list[Token]) -> bool:
    """Whether a name with its possessive claims a body by its full name: "X's Tile Export Bureau"."""
    if not between or between[0].low not in ("'s", "’s") or len(between) > MOST_BETWEEN:
        return False
    capitals = all(w.text[0].isupper() for w in between[1:])
    return capitals and between[-1].low not in _PRIVATE_BODIES and any(w.text in _BODIES for w in office)


def outsider(words: list[Token], found: Sequence[Mention]) -> bool:
    """Whether the phrase means somebody beside an office and not in it: "a critic of X's foreign ministry"."""
    stop = next((i for i, w in enumerate(words) if i and w.low in PREPOSITION), 0)
    if not stop:
        return False
    head = words[stop - 1]
    return (head.text.islower() or stop == 1) and not any(m.start <= head.start < m.end for m in found)


def is_bare(words: list[Token], office: Mention) -> bool:
    """Whether the phrase is an office alone or with a name behind it: "the ministry", "minister Jane Doe"."""
    free = [w for w in words if not office.start <= w.start < office.end and w.low not in DETERMINER]
    return all((w.start > office.end and w.text[0].isupper()) or w.low in _RANKS | {"-", ".", "'s"} for w in free)


def is_owner(mention: Mention, words: list[Token]) -> bool:
    """Whether the name only owns or qualifies what speaks: "X's rivals", "an adviser to X"."""
    before = [w.low for w in words if w.end <= mention.start]
    while before and before[-1] in ("the", "president", "mr", "mrs", "ms", "."):
        before.pop()
    after = next((w.low for w in words if w.start >= mention.end), "")
    return after in ("'s", "’s") or (bool(before) and before[-1] in PREPOSITION and before[-1] not in ("by", "with"))


def private_head(lows: list[str]) -> bool:
    """The head of the phrase (before any "of", "for", "at") is no office: Chinese hackers, a US firm."""
    stop = next((i for i, low in enumerate(lows) if low in PREPOSITION or low in ("who", "which", ",")), len(lows))
    return stop > 0 and lows[stop - 1] in _PRIVATE
