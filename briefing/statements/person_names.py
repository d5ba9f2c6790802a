"""People's names behind their offices in a script without spaces and capitals (Chinese)."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefing.gazetteer import Language

SHORTEST_NAME, LONGEST_NAME, LONGEST_FOREIGN_NAME = 2, 6, 16
PARTS = "·•・．"  # between the parts of a foreign name


@dataclass(frozen=True, slots=True)
class PersonNames:
    """Finds the names of one sentence; `holders` those found: where a name ends -> where it begins."""

    text: str
    language: Language
    holders: dict[int, int] = field(default_factory=dict)

    def behind(self, at: int, end: int) -> int:
        """The end of a person's name and title that begin at `at`, behind an office; `at` if there is none."""
        title = self.language.titles.match(self.text, at, end)
        begin = title.end() if title else at
        if title is None and begin < end and self.text[begin] in self.language.persons:
            begin += 1  # the head of the office before it: "外交部" and "长"
        if self.text[begin - 1] not in self.language.persons:
            return begin
        if begin < end and self.text[begin].isspace():
            begin += 1
        named = self._name_end(begin, end)
        if named:
            self.holders[named] = begin
        return named or (title.end() if title else at)

    def _name_end(self, begin: int, end: int) -> int | None:
        """Where a person's name ends: at the verb, before an adverb or a rank."""
        text, language = self.text, self.language
        plain = language.unreal.match(text, begin, end) or language.adverbs.match(text, begin, end)
        if plain or text.startswith(language.leading, begin):
            return None
        foreign = False
        for i in range(begin, min(end, begin + LONGEST_FOREIGN_NAME) + 1):
            if i - begin >= SHORTEST_NAME and self._name_stops(i, end):
                return i
            if i == end or (i - begin >= LONGEST_NAME and not foreign):
                return None
            foreign = foreign or text[i] in PARTS
            if not (text[i].isalpha() or text[i] in PARTS) or text[i].isascii():
                return None
        return None

    def _name_stops(self, i: int, end: int) -> bool:
        text, language = self.text, self.language
        led = text.startswith(language.leading, i) and text[i] not in language.joining
        return i == end or led or bool(language.ranks.match(text, i, end) or language.adverbs.match(text, i, end))


def called(name: str) -> tuple[str, ...]:
    """How a person of that name is called again: by the whole of it, by the last part of a foreign one."""
    last = name
    for mark in PARTS:
        last = last.rpartition(mark)[2]
    return (name, last) if last != name and len(last) >= SHORTEST_NAME else (name,)
