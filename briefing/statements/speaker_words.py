"""How the words that name a speaker fall apart: lists, places, owners, heads that are no office."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from briefing.gazetteer import Language, Token, tokens, word_set
from briefing.model import Span
from briefing.statements.grammar import DETERMINER, JOINING, NUMBER, PREPOSITION
from briefing.statements.mentions import Mention

_PLACE = word_set("in at from near to into against over with about between on after before than among")
_COMPANIES = word_set(
    "company companies firm firms vendor vendors manufacturer manufacturers maker makers startup provider supplier"
)
_MEDIA = word_set(
    "media newspaper newspapers broadcaster broadcasters magazine daily weekly tabloid television radio channel outlet "
    "outlets newsletter"
)
_STUDYING = word_set("researchers researcher analysts analyst experts expert")
_PRIVATE = _STUDYING | word_set(
    "hackers hacker group groups gang gangs actors actor professor scholar scholars academics students user users "
    "people citizens nationals site website blog university institute malware spies commentators observers voters "
    "lawyers scientists network networks cyberspies businessman journalist journalists activists"
)
_ACADEMIC = word_set("university institute college school academy council foundation laboratory centre center")
# an adjective behind its noun: "officials familiar with the matter"
_POSTPOSED = word_set("familiar close involved briefed working responsible present speaking based close stationed")
# heads that a company or a club has as well as an office: "its director" reaches no further than its paragraph
_DEFINITE = word_set("the this both all these")
_MEMBERS = word_set("members member states")
ANYBODYS_HEADS = word_set(
    "director chief head chairman chairwoman chairperson president executive founder spokesman spokeswoman "
    "spokesperson owner manager boss"
)
_SPOKES = word_set("spokesperson spokesman spokeswoman spokespeople spokespersons")
_BODIES = word_set(
    "Agency Office Bureau Ministry Department Commission Administration Authority Service Council Centre"
)
_PRIVATE_BODIES = word_set("news press travel rating advertising talent")  # before agency, office, bureau
_BODY_KINDS = frozenset({"government", "justice", "defence", "foreign-ministry", "interior", "treasury", "economy"})
_CLAUSE = frozenset({"who", "which", ","})
_IN_NAMES = frozenset(".-'’")
LONGEST_NAME = 40  # characters of a person's name
FORMER = frozenset({"former", "ex", "retired", "then", "late"})
_LIST_MARK = ","
MOST_JOINING = 2  # characters between two names of a list in one run: a bracket and what joins
MOST_NAMES = 5  # words and hyphens of a person's name
MOST_INTRODUCED = 20  # names of one sentence that are looked at for a person beside them
MOST_BETWEEN = 5  # words between a state and its office
_RANKS = word_set(
    "assistant acting senior national federal chief principal permanent foreign first vice deputy under state"
)
# what an office of state is for: a capital among these makes no private body of it
_FIELDS = word_set(
    "security safety cyber cybersecurity digital data protection information defence defense justice interior home "
    "internal external domestic police prosecution prosecutor intelligence counterintelligence military armed naval "
    "border customs tax revenue finance health energy transport communications telecommunications technology electoral "
    "election emergency civil crime criminal investigation signals public affairs general royal metropolitan cabinet"
)
# before a state's name: "neighbouring Norway"
_QUALIFYING = word_set("neighbouring neighboring fellow nearby tiny small even only")
_GUESTS = word_set(
    "embassy embassies ambassador ambassadors mission missions consulate minister ministers leader leaders president "
    "diplomat diplomats envoy delegation representative representatives official officials"
)  # who may be of another country than the place
_HIGH = word_set("the top government high ranking high-ranking - unnamed")
_SETTLEMENTS = word_set("city province capital town region port district")


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
    parts = [p[1:] if n and p and p[0].low == "with" else p for n, p in enumerate(parts)]  # "together with X"
    return [p for p in parts if p and not all(w.low in DETERMINER | PREPOSITION for w in p)]


def cut_in_lists(words: Sequence[Token], found: Sequence[Mention], joining: frozenset[str]) -> list[Token]:
    """The words of a script without spaces, cut where a character joins two names: "X and Y" in one run.

    Between states named by one character each, which nothing joins, a mark of a list is put in.
    """
    joints = [b.start - 1 for a, b in pairwise(found) if 1 <= b.start - a.end <= MOST_JOINING]
    beside = {b.start for a, b in pairwise(found) if a.end == b.start and _is_character(a) and _is_character(b)}
    out = []
    for word in words:
        here = [at for at in joints if word.start <= at < word.end and word.text[at - word.start] in joining]
        inside = sorted({at for joint in here for at in (joint, joint + 1)} | {at for at in beside if at < word.end})
        inside = [at for at in inside if at >= word.start]
        for a, b in pairwise((word.start, *inside, word.end)):
            part = word.text[a - word.start : b - word.start]
            out += [Token(a, a, _LIST_MARK, _LIST_MARK)] if a in beside else []
            out += [Token(a, b, part, part.casefold())] if part else []
    return out


def _is_character(mention: Mention) -> bool:
    return mention.state is not None and mention.end - mention.start == 1


def is_place(mention: Mention, words: list[Token], at: frozenset[str] = frozenset()) -> bool:
    """Whether the name only says where: "in London", "to China", "the attack on Norway"."""
    before = [w.low for w in words if w.end <= mention.start]
    while before and before[-1] in ("the", "'s"):
        before.pop()
    return bool(before) and before[-1] in _PLACE | at and not (len(before) > 1 and before[-2] in ("along", "together"))


def bare(words: list[Token], state: Mention, articles: frozenset[str]) -> bool:
    """Whether the phrase is the government's name and nothing that could be somebody else."""
    rest = [w for w in words if not (state.start <= w.start < state.end) and w.low not in _DEFINITE | articles]
    while rest and rest[0].low in _QUALIFYING and rest[0].end <= state.start:
        rest.pop(0)
    lows = {w.low for w in rest}
    own = _MEMBERS.isdisjoint(lows) or "its" in lows  # "the EU and its members", not "all UN members"
    return own and lows <= _MEMBERS | {"itself", "alone", "and", "its", "alike", "side"}


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
            w.low not in PREPOSITION and (w.text[0].islower() or w.low in _RANKS | _FIELDS or not w.text[0].isalpha())
            for w in free
        )
    between = [w for w in words if office.end <= w.start < state.start]
    lows = [w.low for w in between if w.low not in DETERMINER]
    if state.what == "demonym":
        return language.adjective_after and not lows
    following = next((w for w in words if w.start >= state.end), None)
    alone = following is None or following.low in PREPOSITION or following.low in JOINING
    if language.genitive and not lows:
        return alone or (following is not None and following.text[0].isupper())
    field = lows[:-1]  # "the ministry of ports of X": between the two of, what the ministry is for
    named = not field or (field[0] in language.of and all(w not in PREPOSITION for w in field[1:]))
    ministry = not field or any(s.key in _BODY_KINDS for s in office.senses)
    return bool(lows) and lows[-1] in language.of and alone and named and ministry


def is_personal(words: Sequence[Token]) -> bool:
    """Whether words are a person's name: two capitals or more and nothing else but points and hyphens."""
    capitals = [w for w in words if w.text[0].isupper()]
    joined = all(_is_of_name(words, n) or w.text in _IN_NAMES for n, w in enumerate(words))
    return joined and len(capitals) > 1 and len(words) <= MOST_NAMES and words[-1].text[0].isalpha()


def introductions(text: str, found: Sequence[Mention], start: int, end: int) -> Iterator[tuple[Span, Span]]:
    """The offices and people that text[start:end] names side by side: "X's defence minister, Y", "Y, minister of X"."""
    offices = [(n, m) for n, m in enumerate(found[:MOST_INTRODUCED]) if _is_office(m)]
    words = tokens(text, start, end) if offices else []
    at = {w.start: n for n, w in enumerate(words)}
    for n, office in offices:
        if office.start not in at:
            continue
        after = next((k for k in range(at[office.start], len(words)) if words[k].start >= office.end), len(words))
        owner = found[n - 1] if n and found[n - 1].state else office
        first = at.get(owner.start, at[office.start])
        if at[office.start] - first > MOST_BETWEEN or any(w.low == "," for w in words[first : at[office.start]]):
            first = at[office.start]
        if not FORMER.isdisjoint(w.low for w in words[max(0, first - 3) : at[office.start]]):
            continue
        behind = after + (after < len(words) and words[after].low == ",")
        name = _name_from(words, behind, found)
        if name is None and first > 1 and words[first - 1].low in ("the", "a") and words[first - 2].low == ",":
            name = personal_name(words[: first - 2], found)
        elif name is None and first > 0 and words[first - 1].low == ",":
            name = personal_name(words[: first - 1], found)
        if name:
            yield (words[first].start, office.end), name


def _is_office(mention: Mention) -> bool:
    return any(s.what in ("office", "institution") for s in mention.senses)


def _name_from(words: Sequence[Token], first: int, found: Sequence[Mention]) -> Span | None:
    """The person's name that begins at a word."""
    last = first
    while last < min(len(words), first + MOST_NAMES + 1) and (
        _is_of_name(words, last) or words[last].text in _IN_NAMES
    ):
        last += 1
    run = words[first:last]
    while run and not run[-1].text[0].isalpha():
        run = run[:-1]
    free = not any(m.start <= w.start < m.end for m in found for w in run)
    return (run[0].start, run[-1].end) if free and is_personal(run) else None


def personal_name(words: Sequence[Token], found: Sequence[Mention]) -> Span | None:
    """Where a person's name ends the phrase: two capitals or more in a row that belong to no known name."""
    run: list[Token] = []
    for n, word in reversed([*enumerate(words)]):
        known = any(m.start <= word.start < m.end for m in found)
        if known or not (_is_of_name(words, n) or (run and word.text in ".-'’")) or word.low in DETERMINER:
            break
        run.append(word)
    while run and not run[-1].text[0].isalpha():
        run.pop()
    named = sum(w.text[0].isupper() for w in run) >= 2 and run[0].end - run[-1].start < LONGEST_NAME
    return (run[-1].start, run[0].end) if named else None


def _is_of_name(words: Sequence[Token], n: int) -> bool:
    """Whether a word may be of a name: a capital, or what a hyphen joins to one as in "Mei-ling"."""
    return words[n].text[0].isupper() or (n > 1 and words[n - 1].text == "-" and words[n - 2].text[0].isupper())


def _owns_body(between: list[Token], office: list[Token]) -> bool:
    """Whether a name with its possessive claims a body by its full name: "X's Tile Export Bureau"."""
    if not between or between[0].low not in ("'s", "’s") or len(between) > MOST_BETWEEN:
        return False
    capitals = all(w.text[0].isupper() for w in between[1:])
    return capitals and between[-1].low not in _PRIVATE_BODIES and any(w.text in _BODIES for w in office)


def seated(words: list[Token], found: Sequence[Mention], office: Mention, language: Language) -> Mention | None:
    """The place whose office it is: "the ministry in Beijing", "police in the Chinese city of X"."""
    state = next((m for m in found if m.state and m.start >= office.end), None)
    if language.at:
        between = [w.low for w in words if state and office.end <= w.start < state.start]
        guest = any(s.key == "embassy" for s in office.senses) or not language.guests.isdisjoint(w.low for w in words)
        return state if len(between) == 1 and between[0] in language.at and not guest else None
    at = _head(words)
    head = words[at]
    heads = office.start <= head.start < office.end or head.low in ANYBODYS_HEADS
    if state is None or not heads:
        return None
    if head.low in _GUESTS and not (head.low == "officials" and state.what == "metonym" and _are_hosts(words[:at])):
        return None
    between = [w.low for w in words if office.end <= w.start < state.start]
    after = next((w.low for w in words if w.start >= state.end), "")
    of_a_city = state.what == "demonym" and after in _SETTLEMENTS
    whole = state.what != "demonym" and after in {"", ","} | PREPOSITION
    return state if between in (["in"], ["in", "the"]) and (of_a_city or whole) else None


def _are_hosts(before: list[Token]) -> bool:
    """Whether nothing before "officials in Oslo" tells that they are of elsewhere: no "European", no "embassy"."""
    return all(w.low in DETERMINER | NUMBER | _RANKS | _FIELDS | _HIGH for w in before)


def _head(words: list[Token]) -> int:
    """Index of the head: the last word before a preposition or clause, an adjective behind it left out."""
    stop = next((i for i, w in enumerate(words) if i and w.low in PREPOSITION | _CLAUSE), len(words))
    while stop > 1 and words[stop - 1].low in _POSTPOSED:
        stop -= 1
    return stop - 1


def outsider(words: list[Token], found: Sequence[Mention]) -> bool:
    """Whether the phrase means somebody beside an office and not in it: "a critic of X's foreign ministry"."""
    if not any(w.low in PREPOSITION for w in words[1:]):
        return False
    at = _head(words)
    return (not _is_of_name(words, at) or at == 0) and not any(m.start <= words[at].start < m.end for m in found)


def is_bare(words: list[Token], offices: Sequence[Mention], language: Language) -> bool:
    """Whether the phrase is an office alone, with its spokesperson before it or a name behind it.

    "The ministry", "a spokesperson for the ministry", "public safety minister X".
    """
    last = offices[-1].end
    small = DETERMINER | language.articles | (language.of if language.articles else frozenset())
    if words[0].low in _SPOKES or (words[1:] and words[1].low in _SPOKES):
        small |= _SPOKES | {"for", "of"}
    free = [w for w in words if not any(m.start <= w.start < m.end for m in offices) and w.low not in small]
    return all(
        (w.start >= last and (w.text[0].isupper() or w.low == ",")) or w.low in _RANKS | _FIELDS | {"-", ".", "'s"}
        for w in free
    )


def without_seat(words: list[Token], office: Mention) -> list[Token]:
    """The words of an embassy without the place where it stands: "the embassy in Oslo"."""
    at = next((n for n, w in enumerate(words) if w.start >= office.end and w.low in _PLACE), len(words))
    return words[:at] if any(s.key == "embassy" for s in office.senses) else words


def is_owner(mention: Mention, words: list[Token]) -> bool:
    """Whether the name only owns or qualifies what speaks: "X's rivals", "an adviser to X"."""
    before = [w.low for w in words if w.end <= mention.start]
    while before and before[-1] in ("the", "president", "mr", "mrs", "ms", "."):
        before.pop()
    after = next((w.low for w in words if w.start >= mention.end), "")
    return after in ("'s", "’s") or (bool(before) and before[-1] in PREPOSITION and before[-1] not in ("by", "with"))


def private_party(words: list[Token], found: Sequence[Mention]) -> str | None:
    """The party of a phrase whose head is no office: company, media or group; None if it may be one.

    "Chinese hackers" are a group, "the security company X" is a company, "researchers at X" speak for theirs.
    """
    at = _head(words)
    if words[at].low in _STUDYING and _of_a_firm(words[at + 1 :], found):
        return "company"
    low = words[at].low
    while at > 0 and not _is_private(low) and (words[at].text[0].isupper() or not words[at].text[0].isalpha()):
        at -= 1  # the name behind the head
        low = words[at].low if words[at].text.islower() else ""
    if low in _MEDIA or (low in ("agency", "service", "site") and words[at - 1].low in ("news", "press")):
        return "media"
    return "company" if low in _COMPANIES else "group" if low in _PRIVATE else None


def _is_private(low: str) -> bool:
    return low in _PRIVATE or low in _MEDIA or low in _COMPANIES


def _of_a_firm(rest: list[Token], found: Sequence[Mention]) -> bool:
    """Whether a name that no table holds follows "at" or "from", and none of a place of learning."""
    name = [w for w in rest[1:] if w.low not in DETERMINER]
    known = any(m.start <= w.start < m.end for m in found for w in name)
    named = bool(name) and name[0].text[0].isupper() and not known and _ACADEMIC.isdisjoint(w.low for w in name)
    return bool(rest) and rest[0].low in ("at", "from", "with") and named
