"""Cue tables as written -> Language: verbs with their forms, wordings compiled, lists as sets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from briefing.errors import ConfigError
from briefing.gazetteer.alternatives import by_first_letter
from briefing.gazetteer.languages import NEVER, ORGAN, SELF, STATE, Cue, Judged, Language
from briefing.gazetteer.phrases import PhraseBook
from briefing.gazetteer.twins import with_twins

Table = Mapping[str, Any]

FRAME_KINDS = {
    "say": ("say", ""),
    "accuse": ("object", "attribution"),
    "condemn": ("object", "condemnation"),
    "deny": ("object", "denial"),
    "call": ("object", "call"),
    "sanction": ("act", "sanction"),
    "indict": ("act", "indictment"),
    "advise": ("object", "advisory"),
    "act": ("act", "other"),
    "summon": ("act", "condemnation"),
    "silence": ("silence", "no_comment"),
    "unanswered": ("silence", "unanswered"),
    "sources": ("source", ""),
}
_NOMINAL = {"nouns": "attribution", "indictments": "indictment", "advisories": "advisory"}
_FORMS = ("base", "present", "past", "ing", "participle")


def language(table: Table) -> Language:
    """A cue file as a Language.

    Raises ConfigError when a cue is no regular expression.
    """
    spaced: bool = table["spaced"]
    table = with_twins(table)

    def pattern(words: list[str]) -> re.Pattern[str]:
        return _compile(words, spaced, table["code"])

    def words_of(section: str, key: str = "words") -> re.Pattern[str]:
        return pattern(table.get(section, {}).get(key, []))

    def judged(section: str) -> Judged:
        return table_of(list(table.get(section, {}).items()))

    def table_of(rows: list[tuple[str, list[str]]]) -> Judged:
        return Judged(tuple((value, pattern(words)) for value, words in rows))

    def words_in(key: str) -> frozenset[str]:
        return frozenset(w.casefold() for w in frames.get(key, []))

    entries = [*_conjugated(table), *_listed(table)]
    runs = dict(entries) if not spaced else {}
    frames, short = table.get("frames", {}), table.get("short", {})
    found_in_runs = {*runs, *frames.get("longer", [])}
    kinds = table.get("kind", [])
    return Language(
        code=table["code"],
        spaced=spaced,
        verbs=PhraseBook(entries if spaced else []),
        runs=re.compile("|".join(map(re.escape, sorted(found_in_runs, key=len, reverse=True)))) if runs else NEVER,
        run_cues=runs,
        run_shapes=_shapes(frames.get("shapes", {}), table["code"]),
        light=table.get("light", {}),
        stop=frozenset(frames.get("stop", [])),
        pronouns=tuple(frames.get("pronouns", [])),
        of=words_in("of") | frozenset(table.get("of", [])),
        adjective_after=frames.get("adjective_after", False),
        joining=words_in("joining"),
        place=words_in("place"),
        not_after=tuple(frames.get("not_after", [])),
        not_before=tuple(frames.get("not_before", [])),
        sharing=tuple(frames.get("sharing", [])),
        opening=tuple(frames.get("opening", [])),
        verb_last=frames.get("verb_last", False),
        topics=tuple(frames.get("topics", [])),
        other_topics=_raw(frames.get("other_topics", []), table["code"]),
        subjects=tuple(frames.get("subjects", [])),
        adverbs=_raw(frames.get("adverbs", []), table["code"]),
        leading=tuple(frames.get("leading", [])),
        bodies=tuple(frames.get("bodies", [])),
        private=_raw(frames.get("private", []), table["code"]),
        former=_ending(frames.get("former", []), table["code"]),
        titles=_raw(frames.get("titles", []), table["code"]),
        persons=frames.get("persons", ""),
        holders=_raw(frames.get("holders", []), table["code"]),
        ranks=_raw(frames.get("ranks", []), table["code"]),
        unreal=_raw(frames.get("unreal", []), table["code"]),
        not_at_home=tuple(frames.get("not_at_home", [])),
        selves=frozenset(frames.get("selves", [])),
        first_person=tuple(frames.get("first_person", [])),
        contrast=tuple(frames.get("contrast", [])),
        about=tuple(frames.get("about", [])),
        short=_raw(_short(short), table["code"]),
        short_names={c: state for state, chars in short.get("names", {}).items() for c in _letters(chars)},
        homes=_by_state(table.get("home", {}), table["code"]),
        scripts=_by_state(table.get("script", {}), table["code"]),
        abroad=_raw(table.get("abroad", {}).get("words", []), table["code"]),
        home=table.get("at_home"),
        passive=tuple(w.casefold() for w in frames.get("passive", [])),
        agent=words_in("agent"),
        articles=words_in("articles"),
        at=words_in("at"),
        small=frozenset().union(*map(words_in, ("articles", "place", "of", "joining", "at", "stop", "fronted"))),
        guests=words_in("guests"),
        no_subject=words_in("no_subject"),
        oblique=_ending(frames.get("oblique", []), table["code"]),
        fronted=words_in("fronted"),
        backward=words_in("backward"),
        verb_first=frames.get("verb_first", False),
        object_before=frames.get("object_before", False),
        together=words_of("frames", "together"),
        documents=words_of("frames", "documents"),
        relative=words_in("relative"),
        impersonal=frames.get("impersonal", ""),
        plurals=words_in("plurals"),
        definite=frames.get("definite", ""),
        genitive=frames.get("genitive", False),
        postposed=frozenset(frames.get("postposed", [])),
        opening_sources=frozenset(frames.get("opening_sources", [])),
        heads=words_in("heads"),
        formers=words_in("formers"),
        capital_nouns=frames.get("capital_nouns", False),
        possessives=words_in("possessives"),
        spokespeople=words_in("spokespeople"),
        cabinet=words_in("cabinet"),
        when=words_of("frames", "when"),
        cyber=words_of("cyber", "strong"),
        weak_cyber=words_of("cyber", "weak"),
        naming=re.compile(words_of("cyber", "naming").pattern + r"\W*$", re.IGNORECASE),
        other_matter=words_of("cyber", "other_matter"),
        attribution=words_of("attribution"),
        alleged=words_of("attribution", "alleged"),
        kinds=table_of([(k["kind"], k["words"]) for k in kinds]),
        answering=frozenset(k["kind"] for k in kinds if k.get("answers")),
        codes=judged("codes"),
        levels=judged("levels"),
        acknowledged=words_of("acknowledged"),
        group_links=words_of("group_links"),
        channels=judged("channels"),
        likelihood=words_of("likelihood", "terms"),
        confidence=words_of("likelihood", "confidence"),
        background=words_of("background"),
        charges=words_of("charges"),
        retorts=words_of("retorts"),
        asked=words_of("asked"),
        victims=words_of("victims"),
        asides=_raw(table.get("asides", {}).get("words", []), table["code"]),
        undecided=_raw(table.get("undecided", {}).get("words", []), table["code"]),
        charge_nouns={n: kind for key, kind in _NOMINAL.items() for n in table.get("nominal", {}).get(key, [])},
        undo=frozenset(table.get("nominal", {}).get("undo", [])),
        act_nouns={
            noun: kind for kind, nouns in table.get("named_acts", {}).get("nouns", {}).items() for noun in nouns
        },
        against=frozenset(table.get("named_acts", {}).get("against", [])),
        under=frozenset(table.get("named_acts", {}).get("under", [])),
        undone=frozenset(table.get("named_acts", {}).get("undone", [])),
        made_by=frozenset(table.get("nominal", {}).get("by", [])),
        that=frozenset(table.get("nominal", {}).get("that", [])),
        questions=tuple(table.get("questions", [])),
        follow_ups=tuple(table.get("follow_ups", [])),
        replies=tuple(table.get("replies", [])),
        hypothetical=words_of("hypothetical"),
        going_on=words_of("going_on", "opening"),
        going_on_after=frozenset(table.get("going_on", {}).get("after", ["say"])),
        stance=words_of("going_on", "stance"),
    )


def _compile(words: list[str], spaced: bool, code: str) -> re.Pattern[str]:
    return _raw([rf"(?<!\w)(?:{by_first_letter(words)})(?!\w)"] if spaced and words else words, code)


def _raw(words: list[str], code: str) -> re.Pattern[str]:
    if not words:
        return NEVER
    either = "|".join(words).replace("{state}", STATE).replace("{self}", SELF).replace("{organ}", ORGAN)
    try:
        return re.compile(f"(?:{either})", re.IGNORECASE)
    except re.error as bad:
        raise ConfigError(f"cues_{code}.toml: {bad}") from bad


def _ending(words: list[str], code: str) -> re.Pattern[str]:
    return _raw([rf"(?:{'|'.join(words)})\Z"], code) if words else NEVER


def _by_state(table: Mapping[str, list[str]], code: str) -> Judged:
    return Judged(tuple((state, _raw(words, code)) for state, words in table.items()))


def _letters(chars: list[str]) -> str:
    """The characters of a list, those with twins as the class that stands for all of them."""
    return "".join(chars).replace("[", "").replace("]", "")


def _short(table: Mapping[str, Any]) -> list[str]:
    """One expression: characters that name states, between words of the table that tell that they do."""
    if not table:
        return []
    chars = "".join(map(_letters, table["names"].values()))
    after = "|".join([r"(?<!\w)", *(f"(?<={word})" for word in table.get("after", []))])
    return [rf"(?:{after})[{chars}](?:、?[{chars}]){{0,5}}(?={'|'.join(table['before'])})"]


def _shapes(frames: Mapping[str, list[str]], code: str) -> re.Pattern[str]:
    if not frames:
        return NEVER
    return _raw([f"(?P<{frame}>{'|'.join(words)})" for frame, words in frames.items()], code)


def shaped(match: re.Match[str]) -> Cue:
    """The cue that a match of `Language.run_shapes` is."""
    return Cue(match.group(), *FRAME_KINDS[match.lastgroup or "say"])


def _conjugated(table: Table) -> list[tuple[str, Cue]]:
    """Cues of verbs whose forms stand in the order base, present, past, ing[, participle] (English)."""
    nouns = frozenset(table.get("nouns", []))
    out = []
    for verb in table.get("verb", []):
        for line in verb["forms"]:
            head, _, particle = line.partition("|")
            lemma, *_ = forms = head.split()
            particle = particle.strip()
            for name, word in zip(_FORMS, forms, strict=False):
                surface = f"{word} {particle}".strip()
                noun = word in nouns and not particle
                out.append((surface, Cue(f"{lemma} {particle}".strip(), verb["frame"], verb["kind"], name, noun)))
    return out


def _inflected(phrase: str) -> list[str]:
    """The forms of a phrase one of whose words is written "stem/a/b"."""
    before, slash, after = phrase.partition("/")
    endings, space, rest = after.partition(" ")
    return [f"{before}{ending}{space}{rest}" for ending in endings.split("/")] if slash else [phrase]


def _listed(table: Table) -> list[tuple[str, Cue]]:
    """Cues that stand as plain phrases, under the frame they open.

    "+word" stands for the word behind each of the table's auxiliaries, "stem/a/b more" for the stem with each ending
    before the rest, "word|particle" for a verb whose particle must stand behind it in the sentence. One of the
    `participles` tells what its agent did, with an auxiliary or without.
    """
    frames = table.get("frames", {})
    lists: list[tuple[str, str, list[str]]] = [(f, "", frames.get(f, [])) for f in FRAME_KINDS]
    lists += [(f, "", table.get(f, [])) for f in ("sources", "silence", "unanswered")]
    lists += [(f, "participle", words) for f, words in frames.get("participles", {}).items()]
    out = []
    for frame, name, written in lists:
        for phrase, tail in (w.split("|") if "|" in w else (w, "") for w in written):
            behind = tail.casefold()  # as the words of a sentence are: "geäussert"
            for form in _inflected(phrase):
                helped = [f"{aux} {form[1:]}" for aux in frames["auxiliaries"]] if form.startswith("+") else [form]
                lemma = f"{form.lstrip('+')} {tail}".strip()
                out += [(surface, Cue(lemma, *FRAME_KINDS[frame], form=name, tail=behind)) for surface in helped]
    return out
