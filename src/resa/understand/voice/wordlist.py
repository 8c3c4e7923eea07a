"""The word lists that ship with the package: what words weigh, turn round, strengthen and speak of."""

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Generic, TypeVar

from resa.understand.voice.reading import LANGUAGES

Meaning = TypeVar("Meaning")

_SHORTEST_STEM = 2
_SHORTEST_HEAD = 3
_SHORTEST_ENDING = 2
_ENDING_OF_ANY = 6
"""An ending of so many letters counts after any head; shorter ones are too often no words of their own."""


@dataclass(slots=True)
class Patterns(Generic[Meaning]):
    """Words, stems and phrases with what each means; the longest that fits decides."""

    whole: dict[str, Meaning] = field(default_factory=dict)
    stems: dict[str, Meaning] = field(default_factory=dict)
    phrases: dict[str, list[tuple[tuple[str, ...], Meaning]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, pattern: str, meaning: Meaning) -> None:
        """Takes a word, a stem with a star, or several joined by underscores; the first meaning given stays."""
        words = tuple(pattern.split("_"))
        if len(words) > 1:
            self.phrases[words[0].rstrip("*")[:2]].append((words, meaning))
        elif pattern.endswith("*"):
            self.stems.setdefault(pattern[:-1], meaning)
        else:
            self.whole.setdefault(pattern, meaning)

    def of(self, word: str) -> Meaning | None:
        """Returns what a word means: as it stands, else by its longest stem."""
        if word in self.whole:
            return self.whole[word]
        for length in range(len(word), _SHORTEST_STEM - 1, -1):
            if word[:length] in self.stems:
                return self.stems[word[:length]]
        return None

    def phrase(self, words: list[str], at: int) -> tuple[int, Meaning] | None:
        """Returns how many words the longest phrase that begins at a place takes, and what it means."""
        best: tuple[int, Meaning] | None = None
        for pattern, meaning in self.phrases.get(words[at][:2], ()):
            if (best is None or len(pattern) > best[0]) and _fits(pattern, words, at):
                best = (len(pattern), meaning)
        return best

    def tail(self, word: str, *, heads: Container[str], bound: Container[str]) -> tuple[str, Meaning] | None:
        """Returns the head of a compound and what its ending means; None where no ending is known.

        Short endings count after `heads` only ("jättebra"), none after a `bound` beginning ("förväntat").
        """
        for start in range(2, len(word) - _SHORTEST_ENDING + 1):
            head, ending = word[:start], word[start:]
            is_any = start >= _SHORTEST_HEAD and len(ending) >= _ENDING_OF_ANY and head not in bound
            meaning = self.of(ending) if head in heads or is_any else None
            if meaning is not None:
                return head, meaning
        return None


def _fits(pattern: tuple[str, ...], words: list[str], at: int) -> bool:
    if at + len(pattern) > len(words):
        return False
    for place, part in enumerate(pattern, at):  # this runs for each phrase of each word: most fail at their first part
        if words[place] != part and not (part[-1] == "*" and words[place].startswith(part[:-1])):
            return False
    return True


@dataclass(frozen=True, slots=True)
class WordList:
    """One language's words. `feeling` weighs from -3 to 3; `reasons` and `emotions` are names of `reading`.

    `stop` are small words that tell the language, `plain` other words that tell no theme; `before_nouns` stand before
    what somebody speaks of ("the", "på", "vores"). A weight of 0, or no name, is
    an expression that says nothing though its words do elsewhere ("kort sagt").
    """

    feeling: Patterns[float]
    verb: Patterns[bool]
    negation: frozenset[str]
    not_negation: Patterns[bool]
    strong: frozenset[str]
    weak: frozenset[str]
    turn: frozenset[str]
    heads: frozenset[str]
    bound: frozenset[str]
    emotions: Patterns[tuple[str, ...]]
    reasons: Patterns[tuple[str, ...]]
    stop: frozenset[str]
    plain: frozenset[str]
    before_nouns: frozenset[str]


@cache
def word_list(language: str) -> WordList:
    """Returns the words of a language, with the pictures that all languages share."""
    sections = _sections(language)
    feeling: Patterns[float] = Patterns()
    for name, patterns in [*_sections("signs").items(), *sections.items()]:
        if name.startswith("feeling "):
            for pattern in patterns:
                feeling.add(pattern, float(name.split()[1]))
    return WordList(
        feeling=feeling,
        verb=_marked(sections["verb"]),
        negation=frozenset(sections["negation"]),
        not_negation=_marked(sections["not negation"]),
        strong=frozenset(sections["strong"]),
        weak=frozenset(sections["weak"]),
        turn=frozenset(sections["turn"]),
        heads=frozenset(sections["compound strong"]),
        bound=frozenset(sections["compound bound"]),
        emotions=_named(sections, "emotion "),
        reasons=_named(sections, "reason ", nothing="no reason"),
        stop=frozenset(sections["stop"]),
        plain=frozenset(sections["plain"]),
        before_nouns=frozenset(sections["before nouns"]),
    )


@cache
def stop_words() -> Mapping[str, frozenset[str]]:
    """Returns the small words of each language, by its code."""
    return {language: word_list(language).stop for language in LANGUAGES}


def _marked(patterns: list[str]) -> Patterns[bool]:
    marked: Patterns[bool] = Patterns()
    for pattern in patterns:
        marked.add(pattern, True)
    return marked


def _named(sections: Mapping[str, list[str]], kind: str, *, nothing: str = "") -> Patterns[tuple[str, ...]]:
    names: dict[str, list[str]] = {pattern: [] for pattern in sections.get(nothing, ())}
    for section, patterns in sections.items():
        if section.startswith(kind):
            for pattern in patterns:
                names.setdefault(pattern, []).append(section.removeprefix(kind))
    found: Patterns[tuple[str, ...]] = Patterns()
    for pattern, meanings in names.items():
        found.add(pattern, tuple(meanings))
    return found


def _sections(name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    section: list[str] = []
    for line in _lines(name):
        if line.startswith("["):
            section = found.setdefault(line[1:-1], [])
        else:
            section.extend(line.split())
    return found


def _lines(name: str) -> Iterator[str]:
    text = files("resa.understand.voice").joinpath("words", f"{name}.txt").read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))
