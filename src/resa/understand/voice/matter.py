"""What texts speak of, told by words of four languages that mean the same, with the name a person would write."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from resa.understand.voice.reading import ABSTAINED, LANGUAGES
from resa.understand.voice.wordlist import Patterns, word_list


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that customers speak of. `names` are by language; a general one holds many special ones."""

    key: str
    names: Mapping[str, str]
    is_general: bool


@dataclass(frozen=True, slots=True)
class _Known:
    matters: tuple[Matter, ...]
    patterns: Mapping[str, Patterns[tuple[int, ...]]]


def matters() -> tuple[Matter, ...]:
    """Returns the matters that are known, in an order that stays the same."""
    return _known().matters


def matters_in(texts: Sequence[list[str]], *, languages: NDArray[np.int8]) -> NDArray[np.bool_]:
    """Returns (texts, matters), which matters each text speaks of; in any language where a text's own is unknown.

    Texts come as their `parts`.
    """
    named = np.zeros((len(texts), len(matters())), np.bool_)
    for row, (found, language) in enumerate(zip(texts, languages.tolist(), strict=True)):
        for code in LANGUAGES if language == ABSTAINED else (LANGUAGES[language],):
            named[row, sorted(_named(found, code))] = True
    return named


def _named(found: list[str], language: str) -> set[int]:
    """Returns the matters of all words and phrases; a phrase takes no word from the others, unlike with reasons."""
    patterns = _known().patterns[language]
    named: set[int] = set()
    for at, word in enumerate(found):
        phrase = patterns.phrase(found, at)
        named.update(phrase[1] if phrase is not None else (), _meant(word, language))
    return named


@lru_cache(maxsize=100_000)
def _meant(word: str, language: str) -> tuple[int, ...]:
    patterns, words = _known().patterns[language], word_list(language)
    meant = patterns.of(word)
    if meant is not None:
        return meant
    compound = patterns.tail(word, heads=words.heads, bound=words.bound)
    return compound[1] if compound is not None else ()


@cache
def _known() -> _Known:
    held: list[Matter] = []
    patterns: dict[str, Patterns[tuple[int, ...]]] = {code: Patterns() for code in LANGUAGES}
    meant: dict[tuple[str, str], list[int]] = {}
    for key, lines in _sections():
        names = {}
        for line in lines:
            told, _, listed = line.partition(": ")
            code, _, names[code] = told.partition(" ")
            for pattern in listed.split():
                meant.setdefault((code, pattern), []).append(len(held))
        held.append(Matter(key.lstrip("*"), names, key.startswith("*")))
    for (code, pattern), places in meant.items():
        patterns[code].add(pattern, tuple(places))
    return _Known(tuple(held), patterns)


def _sections() -> Iterator[tuple[str, list[str]]]:
    text = files("resa.understand.voice").joinpath("words", "matters.txt").read_text(encoding="utf-8")
    for block in text.split("\n[")[1:]:
        key, *lines = block.splitlines()
        yield key.rstrip("]"), [line for line in lines if line]
