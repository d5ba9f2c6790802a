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

LONGEST_LEAD = 100  # characters between a verb and the place where it was said
ALLIANCES = frozenset({"EU", "NATO", "UN"})
_DATELINE = re.compile(r"^\W*([A-Z][A-Z .]{2,30}?)(?:, [A-Z]\w+ \d+)?(?: ?\([\w /.]{2,20}\))? ?[-–—]+ ", re.MULTILINE)
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
_FOREIGN = word_set("secretary office")  # a foreign ministry answers as well, a "foreign secretary" accuses


@dataclass(frozen=True, slots=True)
class Home:
    """Where an article is at home: the government of its dateline, the only one that it names beside suspects."""

    dateline: str | None
    only: str | None

    def of_office(self, kinds: Collection[str], low: Collection[str], place: str | None) -> tuple[str, str] | None:
        """The government of a bare office of these kinds and words, and why; None if unclear.

        `place` is the government at whose seat the office spoke, if the sentence tells.
        """
        if "embassy" in kinds or not _COURTS.isdisjoint(low):
            return None
        if place and place != (self.dateline or self.only) and not _TRAVELLERS.isdisjoint(low):
            return None
        if place:
            return place, f"spoke at the seat of {place}"
        if self.dateline and not _AT_HOME.isdisjoint(kinds):
            return self.dateline, f"under the dateline of {self.dateline}"
        if self.only and _accuses(kinds, low):
            return self.only, f"{self.only} is the only country that the article names beside those often accused"
        return None


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
    hits = list(gazetteer.names.find(tokens(m.group(1).title()))) if m else []
    sense = hits[0].meanings[0] if len(hits) == 1 else None
    dateline = sense.government if sense and sense.what == "metonym" else None
    told = language.homes.matches(text)
    dateline = dateline or (min(told, key=lambda x: x[1].start())[0] if told else language.home)
    others = [g for g in named if g not in gazetteer.suspects and g not in ALLIANCES]
    return Home(dateline, others[0] if len(others) == 1 else None)


def spoken_at(text: str, cue: Span, found: Sequence[Mention]) -> str | None:
    """The government at whose seat somebody spoke: "told reporters in Tokyo"."""
    for m in within(found, cue[1], min(len(text), cue[1] + LONGEST_LEAD)):
        if m.what == "metonym" and _SAID_IN.fullmatch(text, cue[1], m.start):
            return m.state
    return None
