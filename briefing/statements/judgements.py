"""What a reported clause is: its kinds, its level on the attribution ladder, its response codes, each with its rule."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from briefing.gazetteer import ORGAN, SELF, STATE, Gazetteer, Language
from briefing.model import SILENCE
from briefing.statements.answering import may_answer
from briefing.statements.levels import ACCUSING, BY_NAME, NO_STATE, PEOPLE, level_of
from briefing.statements.sides import Clause, Sides, accused_in, declines_to_name, named_in, shown

# The kinds that response codes give, by the domain's vocabulary; the other codes give none.
_CODE_KINDS = {
    **dict.fromkeys(("R01", "R02", "R03", "R06"), "denial"),
    "R05": "demand_evidence",
    **dict.fromkeys(("R07", "R09"), "counter_accusation"),
    "R14": "no_comment",
}
# "charged China with ...", "charged X's ministry over ...": who is so charged is no person before a court
_ITS_ORGAN = r"(?:\w+ )?(?:government|state|regime|leadership|authorities|intelligence|services?|army|ministry)"
_STATE_CHARGED = re.compile(
    rf"(?:the )?[{STATE}{ORGAN}](?:['’]s)?(?: ?[{STATE}{ORGAN}]| {_ITS_ORGAN})?(?: and (?:the )?[{STATE}{ORGAN}])?"
    r"(?: (?:with|of|over|for|against|in|on|at)\b|\W*$)"
)
_BLAMING = frozenset({"condemnation", "call", "sanction", "indictment"})  # kinds that need not say who did it
_DEFENDANTS = re.compile(
    r"(?:the |an? )?(?:two|three|four|five|six|seven|eight|nine|ten|pair|duo|trio|"
    r"(?:\w+ ){0,2}(?:defendants?|suspects?|nationals?|citizens?|(?:wo)?m[ae]n))\b",
    re.IGNORECASE,
)
_OF_A_CRIME = re.compile(r"(?:of|with) ", re.IGNORECASE)  # whoever is accused stands before the verb
_NAMING = frozenset({"call", "label", "brand"})  # verbs that condemn by what they call the deed alone
_THING_NAMED = re.compile(r"(?:it|this|that) ", re.IGNORECASE)
_STATE_NAMED = re.compile(rf"(?:the )?[{STATE}{ORGAN}] ", re.IGNORECASE)
_ONE_DEED = re.compile(rf"[\"“‘']?(?:the|this|that|these|those|such|[{STATE}{ORGAN}](?:['’]s)?) ", re.IGNORECASE)
_CIRCUMSTANCE = re.compile(r"\b(?:after|when|while|since|because|as|for|over)\b")
_WARNING = frozenset({"warn", "caution", "alert"})
_AGENCIES = frozenset({"cert", "cyber-agency", "intelligence", "security", "police"})
_SCHEMES = {"GB": "PHIA", "US": "ICD 203"}


@dataclass(frozen=True, slots=True)
class Judgement:
    """Kinds, level, codes and direction of a clause; `why` names the rule of each.

    `about` holds the states that an accusation accuses, of other words the governments that they name.
    """

    kinds: tuple[str, ...]
    level: str | None
    codes: tuple[str, ...]
    direction: str
    likelihood: tuple[tuple[str, str], ...]
    confidence: str | None
    about: tuple[str, ...]
    why: dict[str, str]

    @property
    def accuses(self) -> bool:
        """Whether it accuses and says more than that there was an intrusion."""
        return self.direction == "accusation" and (self.level or "") > "L0"

    @property
    def by_name_only(self) -> bool:
        """Whether the level rests on the reporter's naming of a state alone."""
        return self.why.get("level") == BY_NAME

    @property
    def refers(self) -> bool:
        """Whether it says no more of the culprit than its name: it calls on a state, or condemns it."""
        bare = self.level in (None, "L0") or self.why.get("level") == PEOPLE
        return bare or (self.by_name_only and not _BLAMING.isdisjoint(self.kinds))


def judge(c: Clause, all_sides: Sides, language: Language, gazetteer: Gazetteer) -> Judgement:
    """Judges one clause."""
    why: dict[str, str] = {}
    answers = all_sides.answers(c.speaker)
    kinds = _kinds(c, answers, language, gazetteer, why)
    direction = _direction(c, kinds, answers, all_sides, why)
    codes: tuple[str, ...] = ()
    if direction == "response":
        codes, kinds = _answered(c, kinds, language, why)
    answers_only = direction == "response" and "counter_accusation" not in kinds
    level = None if answers_only else level_of(c, kinds, all_sides, language, gazetteer, why)
    if level is None and direction == "accusation" and {"condemnation", "advisory"} & set(kinds) and not c.names_state:
        level, why["level"] = "L0", NO_STATE
    scheme = next((_SCHEMES[g] for g in c.speaker.governments if g in _SCHEMES), "none")
    likelihood = tuple((scheme, m.group()) for m in language.likelihood.finditer(f"{c.cue} {c.words}"))
    confidence = language.confidence.search(f"{c.cue} {c.words}")
    accuses = direction == "accusation"
    about = accused_in(c, all_sides, language, gazetteer) if accuses else named_in(c, language)
    made = Judgement(kinds, level, codes, direction, likelihood, confidence.group() if confidence else None, about, why)
    if accuses and may_answer(c, gazetteer, language):
        return replace(_undecided(made), about=named_in(c, language))
    return made


def _undecided(j: Judgement) -> Judgement:
    """The judgement of words that may accuse or answer, as nothing tells whose they are: nobody's accusation."""
    why = {k: w for k, w in j.why.items() if k != "level"}
    why |= {"kind": "nobody knows whose words -> other", "direction": "may be an answer -> third-party"}
    return replace(j, kinds=("other",), level=None, direction="third-party", why=why)


def _answered(
    c: Clause, kinds: tuple[str, ...], language: Language, why: dict[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The response codes of an answer, and its kinds with those that the codes give."""
    if c.report.cue.kind == "unanswered":
        why["response_codes"] = f"'{c.report.cue.lemma}': nobody answered -> {SILENCE}"
        return (SILENCE,), kinds
    if kinds == ("no_comment",):
        why["response_codes"] = "somebody declined to comment -> R14"
        return ("R14",), kinds
    found = language.codes.found(f"{c.report.cue.lemma} {c.mask}" if language.spaced else c.report.cue.lemma + c.mask)
    given = {kind: code for code in found if (kind := _CODE_KINDS.get(code)) and kind not in kinds}
    if given:
        shown_kinds = [] if kinds == ("other",) else [why["kind"]]
        why["kind"] = "; ".join([*shown_kinds, *(f"{code} -> {kind}" for kind, code in given.items())])
        kinds = (*(k for k in kinds if k != "other"), *given)
    if "counter_accusation" in kinds and not {"R07", "R09"} & found.keys():
        found["R07"] = "counter_accusation"
    if found:
        why["response_codes"] = ", ".join(f"'{shown(w)}' -> {r}" for r, w in found.items())
    return tuple(sorted(found)), kinds


def _kinds(c: Clause, answers: bool, language: Language, gazetteer: Gazetteer, why: dict[str, str]) -> tuple[str, ...]:
    cue = c.report.cue
    if cue.frame == "silence":
        why["kind"] = f"cue '{cue.lemma}' -> no_comment"
        return ("no_comment",)
    if cue.frame == "nominal":
        why["kind"] = f"'{cue.lemma}' named with its maker -> {cue.kind}"
        return (cue.kind,)
    if language.hypothetical.match(c.words):
        why["kind"] = "hypothetical -> other"
        return ("other",)
    found = c.worded
    verb = _verb_kind(c, answers, found, language, gazetteer)
    reasons = {verb: f"cue '{cue.lemma}'"} if verb else {}
    reasons |= {k: r for k, r in _worded(c, found, verb, answers, language).items() if k not in reasons}
    reasons |= {k: r for k, r in _attributed(c, answers, language).items() if k not in reasons}
    if cue.lemma in _WARNING and c.cyber and not answers and (not reasons or c.speaker.kind in _AGENCIES):
        reasons.setdefault("advisory", f"cue '{cue.lemma}'")
    if "attribution" in reasons and c.channel in ("joint-advisory", "technical-report"):
        reasons.setdefault("advisory", c.channel)
    if cue.frame in ("say", "source") and c.cyber and not answers:
        reasons |= {k: f"'{noun}' that says it" for noun, k in _document(c, language).items() if k not in reasons}
    reasons = _settled(reasons, c, answers, gazetteer)
    why["kind"] = "; ".join(f"{r} -> {k}" for k, r in reasons.items()) or f"cue '{cue.lemma}' alone -> other"
    return tuple(reasons) or ("other",)


def _document(c: Clause, language: Language) -> dict[str, str]:
    """The advisory or indictment that speaks: "an alert of X says", "according to the indictment"."""
    named = ((noun, language.light.get(noun, "")) for noun in c.source.split())
    return {noun: kind for noun, kind in named if kind in ("advisory", "indictment") and noun != "charges"}


def _worded(c: Clause, found: Mapping[str, str], verb: str, answers: bool, language: Language) -> dict[str, str]:
    """The kinds that the wording gives: those of an answer only to one who answers."""
    out: dict[str, str] = {}
    for kind, words in found.items():
        if kind in language.answering and not (answers or verb == "denial"):
            continue
        if answers and kind in ("sanction", "indictment"):
            continue  # the accuser's
        if (kind == "no_comment" and (out or verb) and not answers) or (kind == "advisory" and answers):
            continue
        if verb == "denial" and kind in ("condemnation", "call", "sanction", "indictment"):
            continue
        if kind == "indictment" and not c.speaker.governments:
            continue
        out[kind] = f"'{shown(words)}'"
    return out


def _attributed(c: Clause, answers: bool, language: Language) -> dict[str, str]:
    """Attribution by wording: a state or group is named beside a word for the deed."""
    cue = c.report.cue
    mask = language.undecided.sub(" ", c.mask)
    found = language.attribution.search(mask)
    words = found.group() if found else next((shown(w) for level, w in c.levels.items() if level >= "L2"), None)
    culprits = mask if cue.kind else language.victims.sub(" ", mask)
    named = bool(c.actors) or STATE in culprits or ORGAN in culprits
    backed = (
        bool(c.speaker.governments)
        and c.cyber
        and not answers
        and max(language.levels.found(culprits), default="") >= "L4"
    )
    if not words or c.denies or cue.kind in ("call", "advisory") or not (named or backed):
        return {}
    if max(c.levels, default="") == "L1" or language.alleged.search(c.mask):
        return {}  # it stands with those who attribute, or tells what they allege
    if answers:
        about_charges = language.charges.search(c.mask) is not None  # whose charges they are is no charge
        counters = c.names_state and SELF not in c.mask and cue.lemma not in ("ask", "tell") and not about_charges
        return {"counter_accusation": f"an accused state speaks of another, '{words}'"} if counters else {}
    if cue.kind == "condemnation" and max(c.levels, default="") < "L4":
        return {}
    return {"attribution": f"a state or group named, '{words}'"}


def _settled(reasons: dict[str, str], c: Clause, answers: bool, gazetteer: Gazetteer) -> dict[str, str]:
    """Leaves out the kinds that another one rules out."""
    out = dict(reasons)
    if "advisory" in out and "call" in out and not c.names_state:
        del out["call"]
    if "attribution" in out and _counters(c, gazetteer):
        out["counter_accusation"] = out.pop("attribution") + ", against a state that has accused it"
    if "indictment" in out and (c.report.cue.kind or not _indicts(c)):
        out.pop("attribution", None)
    if answers:
        for kind in ("attribution", "condemnation", "advisory"):
            by_verb = c.report.cue.frame != "act" and out.get(kind, "").startswith("cue")  # it condemns a deed
            if kind != "condemnation" or not by_verb:
                out.pop(kind, None)
    if "demand_evidence" in out and out.get("call", "").startswith("cue"):
        del out["call"]  # the verb calls for the evidence
    return out


def _verb_kind(c: Clause, answers: bool, found: Mapping[str, str], language: Language, gazetteer: Gazetteer) -> str:
    """What the verb itself says: accusing needs somebody accused, charging people is an indictment."""
    cue = c.report.cue
    if cue.frame == "act" and cue.kind != "other":
        return cue.kind
    if _indicts(c):
        return "indictment"
    if cue.kind == "attribution":
        if not (c.actors or (c.names_state and not declines_to_name(c, language))):
            return ""
        return "counter_accusation" if answers else "attribution"
    if cue.kind == "condemnation":
        if cue.lemma in _NAMING and _only_names(c, answers, found):
            return ""
        if answers and _of_a_deed(c, found, language):
            culprits = language.victims.sub(" ", c.mask)
            return "counter_accusation" if STATE in culprits or ORGAN in culprits else "condemnation"
        objects = _against_charges(c, language, gazetteer) and (cue.lemma not in _NAMING or "denial" in found)
        return "denial" if answers or objects else "condemnation"
    if cue.kind == "call" and "advisory" in found and not c.names_state:
        return "advisory"
    return "" if cue.kind == "other" or (cue.kind == "denial" and not c.denies) else cue.kind


def _only_names(c: Clause, answers: bool, found: Mapping[str, str]) -> bool:
    """Whether the words alone decide: "called it the largest theft so far", "called China a threat"."""
    if answers:
        return _STATE_NAMED.match(c.mask) is not None
    backed = max(c.levels, default="") >= "L4"
    return "condemnation" not in found and (backed or any(p.match(c.mask) for p in (_THING_NAMED, _STATE_NAMED)))


def _indicts(c: Clause) -> bool:
    """Whether people are charged, or a prosecutor accuses people of a crime or tells what they did."""
    cue = c.report.cue
    if cue.lemma == "charge" and cue.kind == "attribution":
        return not _STATE_CHARGED.match(c.mask) and not c.cue.endswith(" that")
    accused = cue.lemma == "accuse" and _OF_A_CRIME.match(c.words) is not None and bool(c.speaker.governments)
    if accused and c.cyber:
        return True  # "whom X accuses of theft"
    if c.speaker.kind == "justice" and c.cyber:
        accused = cue.kind == "attribution" and _OF_A_CRIME.match(c.words) is not None
        return accused or (_DEFENDANTS.match(c.words) is not None and cue.kind in ("", "attribution"))
    return False


def _of_a_deed(c: Clause, found: Mapping[str, str], language: Language) -> bool:
    """Whether an accused state condemns one deed ("the attack on a port"), not a charge, nor all hacking at large."""
    condemned = _CIRCUMSTANCE.split(c.mask, maxsplit=1)[0]
    deed = _ONE_DEED.match(condemned) and any(p.search(condemned) for p in (language.cyber, language.weak_cyber))
    return bool(deed) and "denial" not in found and not language.charges.search(c.mask)


def _against_charges(c: Clause, language: Language, gazetteer: Gazetteer) -> bool:
    """Whether what is condemned is a charge: to object to it is to deny it, but for those of states often accused."""
    charge = any(language.charge_nouns.get(w.strip("\"“”'‘’,.")) == "attribution" for w in c.mask.casefold().split())
    return charge and " against " not in c.mask and gazetteer.suspects.isdisjoint(c.marks)


def _counters(c: Clause, gazetteer: Gazetteer) -> bool:
    """Whether every government accused here is known to have accused the speaker's before."""
    rows = [gazetteer.governments[g] for g in c.about if g in gazetteer.governments]
    own = c.speaker.governments
    return len(own) == 1 and bool(rows) and own[0] in rows[0].accused and not (gazetteer.governments[own[0]].accused)


def _direction(c: Clause, kinds: tuple[str, ...], answers: bool, all_sides: Sides, why: dict[str, str]) -> str:
    if not c.cyber:
        why["direction"] = "no cyber matter -> third-party"
        return "third-party"
    if c.report.cue.frame == "nominal":
        why["direction"] = "a charge that is answered -> accusation"
        return "accusation"
    condemns = kinds == ("condemnation",)  # an accused state condemns what others did
    if (answers and not condemns) or set(kinds) & {"denial", "demand_evidence"}:
        side = next((all_sides.accused[g] for g in c.speaker.governments if g in all_sides.accused), "denies")
        why["direction"] = f"{side} -> response"
        return "response"
    if set(kinds) & {"attribution", "sanction", "indictment", "counter_accusation"}:
        why["direction"] = f"{kinds[0]} -> accusation"
        return "accusation"
    if set(kinds) & ACCUSING and (all_sides.accused or c.names_state or c.actors):
        why["direction"] = f"{kinds[0]} of what an accused state is blamed for -> accusation"
        return "accusation"
    why["direction"] = "neither accuses nor answers -> third-party"
    return "third-party"
