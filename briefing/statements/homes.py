"""Whose a bare office is: of the place where it speaks, of the dateline, of the only country that the article is about.

States that many accuse (`Gazetteer.suspects`) are the accused of most articles, so a bare office belongs to the one
other country that is named, if it is an office that accuses and does not answer.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from briefing.gazetteer import Gazetteer, Language, tokens, word_set
from briefing.model import Span
from briefing.statements.mentions import Mention, within
from briefing.statements.person_names import PARTS

LONGEST_LEAD = 100  # characters between a verb and the place where it was said
LONGEST_OPENING = 12  # characters between the place that opens a sentence and who speaks there
ALLIANCES = frozenset({"EU", "NATO", "UN"})
_DATELINE = re.compile(
    r"^\W*(?:([^\W\d_a-zà-ž][^\W\d_a-zà-ž .]{2,30}?)(?:, [A-Z]\w+ \d+)?(?: ?\([\w /.]{2,20}\))? ?[-–—]+ "
    r"|([^\W\d_a-zà-ž]\w+(?: \w+)?),? (?:\d+\.? \w+ )?\([^\W\d_a-zà-ž][\w /.]{1,20}\) ?[-–—]+ )",
    re.MULTILINE,
)
_SAID_IN = re.compile(
    r"(?:\s+(?:back|reporters|journalists|lawmakers|parliament|an?|the|his|her|its|daily|weekly|regular|routine|news|"
    r"press|media|briefing|conference|at|to|on|during|later|\w+day))*\s+in\s+",
    re.IGNORECASE,
)
# who travels: a minister speaks abroad, a spokesperson at home
_TRAVELLERS = word_set("minister ministers secretary president chief chancellor premier leader commissioner adviser")
_AT_HOME = frozenset(
    {"foreign-ministry", "defence", "interior", "treasury", "justice", "head-of-government", "cyber-agency", "police"}
)
# offices that accuse; the accused state's own are rarely named without it
_ACCUSING = frozenset({"interior", "justice", "treasury", "economy", "cyber-agency", "intelligence", "police"})
_ACCUSING_HEADS = word_set("minister ministers cabinet government prosecutor prosecutors chancellor secretary adviser")
# whose bare name may as well be the accused state's: those who answer, and a party's general secretary
_ANYBODYS = word_set("spokesperson spokesman spokeswoman spokespeople general")
_COURTS = word_set("court jury")  # they judge, and speak for no government
# whose bare name is the own state's in any press that writes in one's script
_BY_SCRIPT = frozenset({"foreign-ministry", "defence"})
_UNION = word_set("the this council commission bloc")  # alone: what the press calls the EU and its bodies
_OPENING = 120  # characters in which press from abroad tells itself
_SOUNDED = re.compile(
    "(?!サイバー|デジタル|セキュリティ|インターネット|ネット|テロ)[ァ-ヶー]{2,}"
)  # a foreign holder's name
_EAST_ASIA = frozenset({"CN", "TW", "HK", "MO", "JP", "KR", "KP"})  # whose names are written by characters
_FOREIGN = word_set("secretary office")  # a foreign ministry answers as well, a "foreign secretary" accuses


@dataclass(frozen=True, slots=True)
class Home:
    """Where an article is at home: the government of its dateline, the only one that it names beside suspects."""

    dateline: str | None
    only: str | None
    language: Language | None = None  # where its language tells the home
    script: str | None = None  # whose press writes in such words, where nothing else tells
    spokespeople: frozenset[str] = frozenset()  # of that language
    not_here: tuple[str, ...] = ()  # offices that no state at home in the language has
    of_union: bool = False  # whether the article names the EU
    natives: frozenset[str] = frozenset()  # the states at home in the language, where it tells such offices

    def of_office(
        self, kinds: Collection[str], low: Collection[str], place: str | None, said: str
    ) -> tuple[str, str] | None:
        """The government of a bare office of these kinds and words, and why; None if unclear.

        `place` is the government at whose seat the office spoke, if the sentence tells.
        """
        if "embassy" in kinds or not _COURTS.isdisjoint(low):
            return None
        if place and place != (self.dateline or self.only) and not _TRAVELLERS.isdisjoint(low):
            return None
        if self.of_union and low and {*low} <= _UNION:
            return "EU", "a body of the EU, which the article names"
        if place:
            return place, f"spoke at the seat of {place}"
        if self.language and not self.language.spokespeople.isdisjoint(low):
            return None  # of a ministry at home or of the accused one
        if self.language and self.dateline and not self.language.cabinet.isdisjoint(low):
            return self.dateline, f"the government at home in {self.dateline}"
        if self.language and not self.language.home:
            return None  # of several states that speak one language, only its own names for them tell
        abroad = any(office in said for office in self.not_here)
        if self.dateline and not abroad and not _AT_HOME.isdisjoint(kinds):
            return self.dateline, f"under the dateline of {self.dateline}"
        if self.only and _accuses(kinds, low):
            return self.only, f"{self.only} is the only country that the article names beside those often accused"
        return None

    def never(self, said: str) -> frozenset[str]:
        """The governments that an office in such words cannot be of, be it a second mention or not."""
        if not {*PARTS}.isdisjoint(said) or _SOUNDED.match(said):
            return _EAST_ASIA
        return self.natives if any(office in said for office in self.not_here) else frozenset()

    def of_script(self, kinds: Collection[str], said: str, spoke: Collection[str]) -> tuple[str, str] | None:
        """The government of a bare office where only the script tells the home, and why; None if unclear.

        Not of a holder with a foreign name, nor where another government `spoke` last and no spokesperson speaks.
        """
        if any(office in said for office in self.not_here):
            return None
        if self.script is None or _BY_SCRIPT.isdisjoint(kinds) or not {*PARTS}.isdisjoint(said):
            return None
        if {*spoke} - {self.script} and not any(word in said for word in self.spokespeople):
            return None
        return self.script, f"written as in the press of {self.script}"


def _accuses(kinds: Collection[str], low: Collection[str]) -> bool:
    if not _ANYBODYS.isdisjoint(low):
        return False
    if "foreign-ministry" in kinds:
        return not _FOREIGN.isdisjoint(low)
    return not (_ACCUSING.isdisjoint(kinds) and _ACCUSING_HEADS.isdisjoint(low))


def home(text: str, gazetteer: Gazetteer, named: Collection[str], language: Language) -> Home:
    """The home of an article that names these governments.

    Where no dateline tells it, the way in which a state's press writes of itself does, or the language of one state.
    """
    m = _DATELINE.search(text, 0, 600)
    hits = list(gazetteer.names.find(tokens((m.group(1) or m.group(2)).title()))) if m else []
    sense = hits[0].meanings[0] if len(hits) == 1 else None
    dateline = sense.government if sense and sense.what == "metonym" else None
    by_dateline = dateline is not None
    abroad = language.abroad.search(text, 0, _OPENING) is not None
    told = [] if abroad else language.homes.matches(text)
    written = [] if abroad else language.scripts.matches(text)
    script = written[0][0] if len(written) == 1 else None
    told = [t for t in told if t[0] == script] or told
    others = [g for g in named if g not in gazetteer.suspects and g not in ALLIANCES]
    own = language.home if not others or language.home in others else None  # None: it tells of other states alone
    dateline = dateline or (min(told, key=lambda x: x[1].start())[0] if told else own)
    by_language = None if by_dateline or not language.cabinet else language
    return Home(
        dateline,
        others[0] if len(others) == 1 else None,
        by_language,
        script,
        language.spokespeople,
        language.not_at_home,
        "EU" in named,
        frozenset({language.home}) if language.home else _EAST_ASIA,
    )


def spoken_at(text: str, cue: Span, speaker: Span, found: Sequence[Mention], language: Language) -> str | None:
    """The government at whose seat somebody spoke: "told reporters in Tokyo", "In Tokyo, the ministry said"."""
    seat = next((m for m in reversed(found) if m.end <= speaker[0]), None)
    if seat and seat.what == "metonym" and speaker[0] - seat.end < LONGEST_OPENING:
        words = [w.low for w in tokens(text, seat.end, speaker[0])]
        before = text[max(0, seat.start - LONGEST_OPENING) : seat.start].split()[-1:]
        opens = bool(before) and before[0][0].isupper() and before[0].casefold() in language.at
        guest = not language.guests.isdisjoint(w.low for w in tokens(text, *speaker))
        if opens and not guest and all(w == "," or w in language.articles for w in words):
            return seat.state
    for m in within(found, cue[1], min(len(text), cue[1] + LONGEST_LEAD)):
        if m.what == "metonym" and _SAID_IN.fullmatch(text, cue[1], m.start):
            return m.state
    return None
