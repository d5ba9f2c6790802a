"""How strongly a clause ties the deed to a state: the level that its own words give."""

from __future__ import annotations

from collections.abc import Set

from briefing.gazetteer import ORGAN, STATE, Gazetteer, Language
from briefing.statements.sides import MARK, Clause, Sides, levels_in, parted, shown

ACCUSING = frozenset({"attribution", "condemnation", "sanction", "indictment", "advisory", "call"})
BY_NAME = "a state by name, no organ -> L4"
PEOPLE = "people or firms of a state, no link to it -> L2"
NO_STATE = "an intrusion, no state named -> L0"


def level_of(
    c: Clause, kinds: tuple[str, ...], all_sides: Sides, language: Language, gazetteer: Gazetteer, why: dict[str, str]
) -> str | None:
    """The strongest wording of the statement's own words; a reporter's aside and a link not made are left out."""
    mask = f"{c.cue} {_without_allies(c, all_sides, gazetteer)}"
    for left_out in (language.asides, language.alleged, language.undecided):
        mask = left_out.sub("", mask)
    found = dict(c.levels) if mask == c.said else levels_in(*parted(mask, language), language)
    if not found and (group := language.group_links.search(mask)):
        found = {"L3": group.group()}
    if found:
        level = max(found)
        why["level"] = f"'{shown(found[level])}' -> {level}"
        return level
    named = STATE in mask or ORGAN in mask
    if named and _blames(c, kinds, mask, all_sides.accused.keys() | gazetteer.suspects, language):
        why["level"] = BY_NAME
        return "L4"
    if STATE in mask and {"indictment", "sanction"} & set(kinds):
        why["level"] = PEOPLE
        return "L2"
    charged = c.report.cue.frame == "nominal" or (c.report.cue.frame == "act" and "attribution" in kinds and not named)
    if charged and all_sides.accused:
        why["level"] = f"an attribution; the article names {next(iter(all_sides.accused))} -> L4"
        return "L4"
    deed = any(p.search(mask) for p in (language.cyber, language.weak_cyber))
    told = (ACCUSING | {"other"}) if c.speaker.governments else ACCUSING
    if not named and c.cyber and (c.report.cue.frame == "silence" or (set(kinds) & told and (c.actors or deed))):
        why["level"] = NO_STATE
        return "L0"
    return None


def _without_allies(c: Clause, all_sides: Sides, gazetteer: Gazetteer) -> str:
    """The masked words with the organs of states that nobody accuses left out: "with the NSA and the FBI"."""
    states = iter(c.marks)
    blamed = all_sides.accused.keys() | gazetteer.suspects
    ally = {ORGAN: "…"} if all_sides.accused else {}
    return MARK.sub(lambda m: m[0] if next(states) in blamed else ally.get(m[0], m[0]), c.mask)


def _blames(c: Clause, kinds: tuple[str, ...], mask: str, accused: Set[str], language: Language) -> bool:
    """Whether the words lay the deed on a state that they name: an accused one, in a condemnation or a call."""
    if "attribution" in kinds:
        return True
    if "counter_accusation" in kinds:
        return language.attribution.search(mask) is not None
    return bool({"condemnation", "call"} & set(kinds)) and not accused.isdisjoint(c.marks)
