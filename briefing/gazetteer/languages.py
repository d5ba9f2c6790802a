"""What one language's cue table says, as the readers use it: cues, judged wordings, and every list beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from briefing.gazetteer.phrases import PhraseBook

NEVER = re.compile(r"(?!)")
# One character for a name, so that a wording is judged without knowing every name: what {state}, {self} and {organ} of
# the cue files stand for. {state} is any government but the speaker's own, {self} the speaker's own, {organ} an
# intelligence, military or security organ of another state.
STATE, SELF, ORGAN = "\ue000", "\ue001", "\ue002"


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase that reports speech.

    `frame` say, object, act, light, silence or source; `kind` what the verb alone says of its content, "" if nothing,
    and of a silence whether somebody declined to speak (no_comment) or nobody has answered (unanswered);
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
    acknowledged: re.Pattern[str] = NEVER  # takes note of what others attribute: L1, and what follows are their words
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
