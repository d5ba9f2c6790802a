"""A sentence of a language that is listed in a table only: its clauses, and who in it can speak."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from briefing.gazetteer import Language
from briefing.model import Span
from briefing.statements.mentions import SPEAKING, Mention, within
from briefing.statements.passages import QUOTE, Sentence, clause_start, content_span
from briefing.statements.speaker_words import is_personal

ADJOINING = 16  # characters between the parts of one speaker's name
MOST_WORDS_BETWEEN = 10  # between a verb and a subject behind it: a day, a place, an article
_RIGHT_BEFORE = 3  # characters between a name and its verb
_LONGEST_NAME = 6  # words of a name and its comma
REACH = 90  # characters behind a verb in which its subject may follow
_NAMED = frozenset({"person", "institution"})
_OFFICES = frozenset({"office", "institution"})
_PLACES = frozenset({"government", "metonym"})


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with the names in it that can speak, and those that only say where; `begin` is behind a dateline."""

    text: str
    sentence: Sentence
    language: Language
    found: list[Mention]
    places: list[Mention]
    begin: int
    before: Sentence | None

    def words(self, start: int, end: int) -> list[str]:
        """The words of text[start:end], casefolded."""
        return [w.low for w in self.sentence.words if start <= w.start < end]

    def clause_start(self, at: int) -> int:
        """Where the clause of a verb begins: behind the dateline, and not at a comma in a list of names."""
        start = clause_start(self.text, self.sentence, at, self.language.stop, self._listed())
        return max(self.begin, start)

    def lists(self, comma: int, end: int) -> bool:
        """Whether states stand in a list that goes on at a comma, or are joined between it and `end`."""
        named = sorted((m for m in (*self.found, *self.places) if m.what in _PLACES), key=lambda m: m.start)
        for a, b in pairwise(m for m in named if m.start < end):
            between = {*self.words(a.end, b.start)}
            parted = a.end <= comma < b.start and between <= self.language.articles | {","}
            if parted or (a.start > comma and not self.language.joining.isdisjoint(between)):
                return True
        return False

    def _listed(self) -> set[int]:
        """Where names end that a comma parts from the next one of a list: "A, the B and C"."""
        states = [m for m in self.found if m.what != "office"]
        return {
            a.end
            for a, b in pairwise(states)
            if all(w in self.language.articles or w == "," for w in self.words(a.end, b.start))
        }


def places(text: str, start: int, found: Sequence[Mention], language: Language) -> frozenset[int]:
    """Where the names begin that only say where: behind a preposition, or behind an adjective that stands there."""
    out: set[int] = set()
    for n, m in enumerate(found):
        described = (
            n and found[n - 1].start in out and found[n - 1].what == "demonym" and m.start - found[n - 1].end < 2
        )
        if described or _is_place(text, start, m, language):
            out.add(m.start)
    return frozenset(out)


def _is_place(text: str, start: int, mention: Mention, language: Language) -> bool:
    before = text[max(start, mention.start - 16) : mention.start].rstrip()
    words = before.casefold().replace("’", "'").replace("'", "' ").split()
    while words and words[-1] in language.articles:
        words.pop()
    return bool(words) and words[-1] in language.place


def pronoun_at(text: str, start: int, end: int, language: Language) -> Span | None:
    """The pronoun with which text[start:end] begins."""
    while start < end and text[start].isspace():
        start += 1
    clause = text[start:end].casefold()
    pronoun = next(
        (p for p in language.pronouns if clause.startswith(p) and not clause[len(p) : len(p) + 1].isalpha()), ""
    )
    return (start, start + len(pronoun)) if pronoun else None


def first_party(scene: Scene, start: int, end: int, *, subject: bool = True) -> Span | None:
    """From the first party named to the last one that adjoins it, with the seat of an office; a person wins.

    A `subject` is none that stands in another case, or whose owner another head speaks for: "an expert of X".
    """
    found = [
        m for m in within(scene.found, start, end) if m.what in SPEAKING and not scene.sentence.quotation_at(m.start)
    ]
    found = [m for m in found if not _in_compound(scene, m)]
    while subject and found and (_is_object(scene, found[0]) or _governed(scene, start, found[0])):
        found = found[len(_chain(scene, found)) :]
    if not found:
        return None
    chain = _chain(scene, found)
    near = found[-1:] if end - found[-1].end <= _RIGHT_BEFORE else []
    person = next((m for m in (*chain, *near) if m.what == "person"), None)
    if person:
        return person.start, person.end
    chain = _without_comma(scene, chain)
    begin, last = chain[0].start, chain[-1]
    if scene.language.private.match(scene.text, last.end, end):
        return None
    if chain[0].what == "office" and not any(m.state for m in chain):
        begin = _whole(scene, start, begin)
    return begin, _name_behind(scene, last) or _seat(scene, last) or last.end


def is_strange(scene: Scene, start: int, end: int) -> bool:
    """Whether a clause has a subject that no name tells: an expert of a ministry, who held an office formerly."""
    first = next((m for m in within(scene.found, start, end) if m.what in SPEAKING), None)
    if first is None or scene.sentence.quotation_at(first.start):
        return False
    private = scene.language.private.match(scene.text, first.end, end) is not None
    return private or _in_compound(scene, first) or _governed(scene, start, first)


def _in_compound(scene: Scene, mention: Mention) -> bool:
    """Whether a state's name only begins a word whose rest names no office: "the China-expert"."""
    end = mention.end
    compound = mention.what in _PLACES and scene.text[end : end + 1] == "-" and scene.text[end + 1 : end + 2].isalpha()
    return compound and not any(m.start == end + 1 for m in scene.found)


def _chain(scene: Scene, found: Sequence[Mention]) -> list[Mention]:
    """The first name with those that adjoin it: an office with its state, a list of states."""
    chain = [found[0]]
    for m in found[1:]:
        if not _adjoins(scene, chain[-1], m):
            break
        chain.append(m)
    return chain


def _adjoins(scene: Scene, last: Mention, m: Mention) -> bool:
    language, between = scene.language, scene.words(last.end, m.start)
    if m.start - last.end > ADJOINING:
        return False
    small = language.articles | language.of | language.joining | {",", "-", "(", "'s"}
    strange = [w for w in between if w not in small]
    if strange and (len(strange) > 1 or last.what in _PLACES or m.what in _PLACES):
        return False  # "Norway has China accused"
    if strange and m.what == "demonym" and strange[0] not in language.at:
        return False  # "the ministry for Chinese services": who is served
    if not between and last.what in _PLACES and (m.what == "demonym" or _is_object(scene, m)):
        return False  # an owner behind its noun, and the next noun phrase; a subject and its object
    listed = not language.joining.isdisjoint(between) or "," in between
    return listed or not (language.verb_first and _ended(scene, last, m))


def _without_comma(scene: Scene, chain: list[Mention]) -> list[Mention]:
    """A list up to the comma that no joining word follows: "according to Norway, China ..." names one who says so."""
    gaps = [scene.words(a.end, b.start) for a, b in pairwise(chain)]
    joined = [n for n, gap in enumerate(gaps) if not scene.language.joining.isdisjoint(gap)]
    cut = next((n for n, gap in enumerate(gaps) if "," in gap and n >= max(joined, default=-1)), len(gaps))
    behind = [w for w in scene.sentence.words if w.start >= chain[-1].end][:2]
    goes_on = len(behind) == 2 and behind[0].low in scene.language.joining and behind[1].text[0].isupper()
    return chain if goes_on else chain[: cut + 1]  # "X, Y and" one whom no table holds


def _ended(scene: Scene, subject: Mention, following: Mention) -> bool:
    """Whether a name behind the subject of a verb that comes first is its object: a state owns no definite office."""
    named = scene.text.startswith(scene.language.definite, subject.start)
    return subject.what in _PLACES or (named and following.what in _PLACES)


def _whole(scene: Scene, start: int, office: int) -> int:
    """Where the phrase of an office without a state begins: a word before it may tell whose it is."""
    before = [w for w in scene.sentence.words if start <= w.start < office][-1:]
    free = bool(before) and before[0].text.isalpha() and not _is_small(scene.language, before[0].low)
    return before[0].start if free else office


def _is_small(language: Language, low: str) -> bool:
    """Whether a word names nobody: an article, a preposition, a day."""
    return low in language.small or low.isdigit() or language.when.search(low) is not None


def _is_object(scene: Scene, mention: Mention) -> bool:
    """Whether the words before a name or its own ending make it no subject."""
    language, first = scene.language, scene.sentence.start
    before = scene.words(max(first, mention.start - 16), mention.start)[-1:]
    inflected = mention.what in _PLACES or mention.what == "demonym"
    ending = language.oblique.search(scene.text, mention.start, mention.end) if inflected else None
    return ending is not None or (bool(before) and before[0] in language.no_subject)


def _governed(scene: Scene, start: int, mention: Mention) -> bool:
    """Whether a name belongs to a head before it that is none of its own: "an expert of X", "the former X"."""
    language = scene.language
    words = [w for w in scene.sentence.words if start <= w.start < mention.start]
    articles = []
    while words and words[-1].low in language.articles:
        articles.append(words.pop().low)
    if not words:
        return False
    title = words[-2:-1] if words[-1].low == "-" else words[-1:]  # "the former X", "ex-X"
    if title and title[0].low in language.formers:
        return True
    if words[-1].low in language.of - language.articles:
        return len(words) > 1 and language.heads.isdisjoint(w.low for w in words[-4:])
    owned = any(a in language.of for a in articles[-1:])
    noun = words[-1].text.isalpha() and not _is_small(language, words[-1].low)
    spelt = words[-1].text[0].isupper() or not language.capital_nouns
    return owned and noun and spelt and words[-1].low not in language.heads


def _seat(scene: Scene, office: Mention) -> int | None:
    """Where the place ends in which an office has its seat: "the ministry in X"."""
    if office.what not in _OFFICES:
        return None
    place = next((m for m in scene.places if m.start >= office.end and m.what in _PLACES), None)
    region = next((m for m in scene.found if m.start >= office.end and m.region), None)
    between = scene.words(office.end, place.start) if place else []
    if place and len(between) == 1 and between[0] in scene.language.at:
        return place.end
    between = scene.words(office.end, region.start) if region else []
    near = len(between) == 1 and between[0] in scene.language.at | scene.language.of
    return region.end if region and near else None


def _name_behind(scene: Scene, office: Mention) -> int | None:
    """Where the person's name ends that follows an office, with a comma or without: "the minister of X, Jane Doe"."""
    if office.what not in ("office", "institution", "demonym", "government"):
        return None
    words = [w for w in scene.sentence.words if w.start >= office.end]
    behind = words[1:] if words and words[0].low == "," else words
    name = list(takewhile(lambda w: w.text[0].isupper() and w.text.replace("-", "").isalpha(), behind[:4]))
    free = not any(m.start <= w.start < m.end for w in name for m in scene.found)
    return name[-1].end if len(name) > 1 and free else None


def name_with_office(scene: Scene, start: int) -> tuple[Span, Span] | None:
    """An unlisted person's name behind a verb and the office that follows it: "said Jane Doe, minister of X"."""
    words = [w for w in scene.sentence.words if w.start >= start][: MOST_WORDS_BETWEEN + _LONGEST_NAME]
    known = {w for m in (*scene.found, *scene.places) for w in words if m.start <= w.start < m.end}
    first = next((n for n, w in enumerate(words) if w.text[0].isupper() and w not in known), len(words))
    if any(w.low in scene.language.stop or w.low == QUOTE for w in words[:first]):
        return None
    name = list(takewhile(lambda w: w.text[0].isupper() and w not in known, words[first:]))
    comma = words[first + len(name)] if first + len(name) < len(words) else None
    if comma is None or comma.low != "," or not is_personal(name):
        return None
    end = next((i for i in range(comma.end, scene.sentence.end) if scene.text[i] in scene.language.stop), None)
    office = content_span(scene.text, comma.end, end or scene.sentence.end)
    return ((name[0].start, name[-1].end), office) if office and within(scene.found, *office) else None


def unlisted_name(scene: Scene, start: int, end: int) -> Span | None:
    """The person's name that is all that stands in start:end."""
    words = [w for w in scene.sentence.words if start <= w.start < end]
    return (words[0].start, words[-1].end) if is_personal(words or scene.sentence.words[:1]) else None


def _near(scene: Scene, start: int, at: int, most: int, *, strict: bool) -> bool:
    """Whether a name at some place may be what a verb or preposition before it means, no clause beginning between.

    If `strict`, nothing stands between but articles, days and places.
    """
    language = scene.language
    words = scene.words(start, at)
    if len(words) > most or any(c in language.stop for c in scene.text[start:at]):
        return False
    where = {w for m in scene.places for w in scene.words(m.start, m.end)}
    leads = language.place | language.at  # "said at a briefing X"
    strange = [
        w for before, w in pairwise(("", *words)) if not (_is_small(language, w) or w in where or before in leads)
    ]
    if not language.heads.isdisjoint(words):
        return True
    return not strange or (not strict and (bool(language.articles & {*words[-1:]}) or not words[-1].isalpha()))


def party_behind(
    scene: Scene, start: int, most: int = MOST_WORDS_BETWEEN, *, strict: bool = False, subject: bool = True
) -> Span | None:
    """The party that follows a verb or a preposition, at most a day, a place and an article between."""
    end = scene.sentence.end
    found = next((m.start for m in within(scene.found, start, end) if m.what in SPEAKING), end)
    party = first_party(scene, start, end, subject=subject) if found < start + REACH else None
    near = party is not None and _near(scene, start, min(found, party[0]), most, strict=strict)
    return pronoun_at(scene.text, start, end, scene.language) or (party if near else None)


def party_before(scene: Scene, begin: int) -> Span | None:
    """The party whose name ends at the comma before a clause."""
    comma = begin - 1
    if scene.text[comma : comma + 1] != ",":
        return None
    party = first_party(scene, scene.clause_start(comma), comma, subject=False)
    return party if party and comma - party[1] < _RIGHT_BEFORE else None


def clause_end(text: str, start: int, end: int, language: Language) -> int:
    """Behind the first stop mark of text[start:end], else its start."""
    return next((i + 1 for i in range(start, end) if text[i] in language.stop), start)


def opening(found: Sequence[Mention], start: int, end: int) -> Span | None:
    """The person or institution with whose name the sentence opens: "X, head of Y, says"."""
    first = next(iter(within(found, start, end)), None)
    return (first.start, first.end) if first and first.start == start and first.what in _NAMED else None
