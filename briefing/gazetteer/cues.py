"""Cue tables: how one language reports speech, and what wording decides a kind, a level, a response code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from briefing.errors import ConfigError
from briefing.gazetteer.alternatives import by_first_letter
from briefing.gazetteer.phrases import PhraseBook
from briefing.gazetteer.twins import with_twins

Table = Mapping[str, Any]
NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase that reports speech.

    `frame` say, object, act, light, silence or source; `kind` what the verb alone says of its content, "" if nothing;
    `form` base, present, past, ing, participle, or "" where the language's table does not tell; `noun` whether the
    form is as often a noun; `tail` a particle that must stand behind it in the sentence.
    """

    lemma: str
    frame: str
    kind: str
    form: str = ""
    noun: bool = False
    tail: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A wording table: one search for each value, in the order of the file."""

    rules: tuple[tuple[str, re.Pattern[str]], ...]

    def found(self, text: str) -> dict[str, str]:
        """value -> the words that decided it."""
        return {value: hit.group() for value, hit in self.matches(text)}

    def matches(self, text: str) -> list[tuple[str, re.Match[str]]]:
        """(value, first match) of every rule that matches."""
        return [(value, hit) for value, pattern in self.rules if (hit := pattern.search(text))]


NOTHING = Judged(())


@dataclass(frozen=True, slots=True)
class Language:
    """Everything that reading one language needs beside names."""

    code: str
    spaced: bool
    verbs: PhraseBook[Cue]
    runs: re.Pattern[str] = NEVER  # cues of a language without spaces, and longer words that hold one
    run_cues: Mapping[str, Cue] = field(default_factory=dict)
    run_shapes: re.Pattern[str] = NEVER  # cues of several shapes, each group named by its frame
    light: Mapping[str, str] = field(default_factory=dict)  # noun -> the kind that it gives a light verb
    stop: frozenset[str] = frozenset()
    pronouns: tuple[str, ...] = ()
    of: frozenset[str] = frozenset()  # words between an office and the state that owns it
    adjective_after: bool = False  # whether a demonym may follow its office
    joining: frozenset[str] = frozenset()  # words that join names in a list
    place: frozenset[str] = frozenset()  # words before a name that only says where
    not_after: tuple[str, ...] = ()  # what makes a following cue none
    not_before: tuple[str, ...] = ()  # what makes a cue before it none
    sharing: tuple[str, ...] = ()  # words with which a clause goes on with the subject of the one before
    opening: tuple[str, ...] = ()  # marks between a verb of saying and its content
    verb_last: bool = False
    topics: tuple[str, ...] = ()  # particles that end a topic, of a language with the verb last
    other_topics: re.Pattern[str] = NEVER  # a topic or subject that need be no party
    subjects: tuple[str, ...] = ()  # particles that end a subject
    adverbs: re.Pattern[str] = NEVER  # one word between a subject and its verb, of a script without spaces
    leading: tuple[str, ...] = ()  # how words begin that lead up to the verb
    bodies: tuple[str, ...] = ()  # what may follow the bare name of a state that speaks
    private: re.Pattern[str] = NEVER  # heads behind a state's or an office's name that speak for no government
    former: re.Pattern[str] = NEVER  # ends right before the name of a state or an office: held formerly
    titles: re.Pattern[str] = NEVER  # a person's office between an institution and the name
    persons: str = ""  # how the name of a person's office ends
    holders: re.Pattern[str] = NEVER  # who holds an office, where the name stands before it
    ranks: re.Pattern[str] = NEVER  # what follows a person's name
    unreal: re.Pattern[str] = NEVER  # makes a verb a plan or a question
    not_at_home: tuple[str, ...] = ()  # offices that no state at home in the language has
    selves: frozenset[str] = frozenset()  # how a state's own texts and answers call its side
    first_person: tuple[str, ...] = ()  # those of them that name no state: "we"
    contrast: tuple[str, ...] = ()  # behind a subject that is set against the one before
    about: tuple[str, ...] = ()  # words that open a phrase on what somebody speaks about
    short: re.Pattern[str] = NEVER  # states named by one character: several in a row, or before an office
    short_names: Mapping[str, str] = field(default_factory=dict)  # the character -> the state
    homes: Judged = NOTHING  # government -> how its press tells itself
    scripts: Judged = NOTHING  # government -> the script and words of its press
    abroad: re.Pattern[str] = NEVER  # press that writes in the language elsewhere, which tells itself first
    home: str | None = None  # whose bare offices are, where a language is one state's
    passive: tuple[str, ...] = ()  # words right before a participle that make its subject the one acted upon
    agent: frozenset[str] = frozenset()  # words before who acts, in a passive
    articles: frozenset[str] = frozenset()
    at: frozenset[str] = frozenset()  # words before the place where an office has its seat
    small: frozenset[str] = frozenset()  # articles, prepositions and marks, which name nobody
    guests: frozenset[str] = frozenset()  # offices whose holder may be abroad
    no_subject: frozenset[str] = frozenset()  # articles and prepositions before a name that is an object
    oblique: re.Pattern[str] = NEVER  # the end of a name in a case that no subject has
    fronted: frozenset[str] = frozenset()  # words that open a clause whose subject follows its verb
    backward: frozenset[str] = frozenset()  # words before a verb of saying that stand for the sentence before
    verb_first: bool = False  # whether the subject follows its verb
    object_before: bool = False  # whether an object may stand between the subject and its verb
    documents: re.Pattern[str] = NEVER  # names of what a body publishes and others sign
    together: re.Pattern[str] = NEVER  # before those who say or do something with the subject
    relative: frozenset[str] = frozenset()  # words that open a clause on the name before its comma
    impersonal: str = ""  # how a plural verb ends that may be nobody's
    plurals: frozenset[str] = frozenset()  # names of states that go with a plural verb
    definite: str = ""  # how a word with its article begins
    genitive: bool = False  # whether an owner stands right behind its office
    postposed: frozenset[str] = frozenset()  # sources that stand behind their name
    opening_sources: frozenset[str] = frozenset()  # sources only at the beginning of a clause
    heads: frozenset[str] = frozenset()  # nouns whose owner speaks by them: "a report of X", "the director of X"
    formers: frozenset[str] = frozenset()  # words before an office that is held no more
    capital_nouns: bool = False
    possessives: frozenset[str] = frozenset()
    spokespeople: frozenset[str] = frozenset()  # whose bare office may as well be another state's
    cabinet: frozenset[str] = frozenset()  # names of a government that are its own state's where a language is one's
    when: re.Pattern[str] = NEVER  # when something was said, before what was
    cyber: re.Pattern[str] = NEVER
    weak_cyber: re.Pattern[str] = NEVER
    naming: re.Pattern[str] = NEVER  # ends where the name of a group begins
    other_matter: re.Pattern[str] = NEVER
    attribution: re.Pattern[str] = NEVER
    alleged: re.Pattern[str] = NEVER  # a deed of a state told as what others charge it with
    kinds: Judged = NOTHING
    answering: frozenset[str] = frozenset()
    codes: Judged = NOTHING
    levels: Judged = NOTHING
    group_links: re.Pattern[str] = NEVER  # a link to a group by its name: L3 where nothing is said of a state
    channels: Judged = NOTHING
    likelihood: re.Pattern[str] = NEVER
    confidence: re.Pattern[str] = NEVER
    background: re.Pattern[str] = NEVER
    charges: re.Pattern[str] = NEVER
    retorts: re.Pattern[str] = NEVER  # what one who is often accused says in answer only
    asked: re.Pattern[str] = NEVER  # tells that a speaker was asked
    victims: re.Pattern[str] = NEVER
    asides: re.Pattern[str] = NEVER  # what a reporter adds about the culprit, and a link said not to be made
    undecided: re.Pattern[str] = NEVER  # what is said not to be known, up to the end of its clause
    charge_nouns: Mapping[str, str] = field(default_factory=dict)  # name of a charge -> the kind it tells of its maker
    undo: frozenset[str] = frozenset()  # verbs before such a noun that ask whoever makes the charge to end it
    act_nouns: Mapping[str, str] = field(default_factory=dict)  # name of an act -> its kind
    against: frozenset[str] = frozenset()  # words between such a noun and those whom the act strikes
    under: frozenset[str] = frozenset()  # words before "British sanctions" that tell that somebody is struck
    undone: frozenset[str] = frozenset()  # words before such a noun: the act is wanted, feared or over
    made_by: frozenset[str] = frozenset()  # words between such a noun and whoever makes the charge
    that: frozenset[str] = frozenset()  # words that open what is charged
    questions: tuple[str, ...] = ()  # how a reporter's question begins
    follow_ups: tuple[str, ...] = ()  # how a further question on the answer just given begins
    replies: tuple[str, ...] = ()  # how the answer to it begins
    hypothetical: re.Pattern[str] = NEVER
    going_on: re.Pattern[str] = NEVER  # how a sentence begins that goes on with what the one before reports
    going_on_after: frozenset[str] = frozenset({"say"})  # the frames of such a report
    stance: re.Pattern[str] = NEVER  # words of somebody who guesses or insists


# One character for a name, so that a wording is judged without knowing every name: what {state}, {self} and {organ} of
# the cue files stand for. {state} is any government but the speaker's own, {self} the speaker's own, {organ} an
# intelligence, military or security organ of another state.
STATE, SELF, ORGAN = "\ue000", "\ue001", "\ue002"

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
    lists += [("sources", "", table.get("sources", [])), ("silence", "", table.get("silence", []))]
    lists += [(f, "participle", words) for f, words in frames.get("participles", {}).items()]
    out = []
    for frame, name, written in lists:
        for phrase, tail in (w.split("|") if "|" in w else (w, "") for w in written):
            for form in _inflected(phrase):
                helped = [f"{aux} {form[1:]}" for aux in frames["auxiliaries"]] if form.startswith("+") else [form]
                lemma = f"{form.lstrip('+')} {tail}".strip()
                out += [(surface, Cue(lemma, *FRAME_KINDS[frame], form=name, tail=tail)) for surface in helped]
    return out
