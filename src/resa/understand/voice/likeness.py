"""How alike texts are: by the terms they share, by what their words say, and by their meaning."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resa.understand.voice.head import Numbers
from resa.understand.voice.shipped import Numbered, shipped_weights
from resa.understand.voice.term import Terms

_OF_WORDS, _OF_SHIPPED = 0.1, 0.2
"""How much the numbers of the word lists count, and those of the shipped head."""
_BLOCK = 500


@dataclass(frozen=True, slots=True, eq=False)
class Scale:
    """What brings numbers to middle 0 and a common spread, and the middle that meanings are seen from."""

    middle: Numbers
    spread: Numbers
    meaning_middle: Numbers

    def numbers(self, held: Numbered) -> Numbers:
        """Returns (texts, numbers): what the words say and, where its encoder is there, what the shipped head does."""
        return np.asarray((_numbers(held) - self.middle) / self.spread, np.float64)

    def meanings(self, held: Numbered) -> Numbers:
        """Returns (texts, dimensions), each of length 1, seen from the middle; nothing without an encoder."""
        moved = held.vectors.astype(np.float64) - self.meaning_middle
        return np.asarray(moved / np.maximum(np.sqrt((moved * moved).sum(axis=1, keepdims=True)), 1e-9), np.float64)

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Returns the scale as plain arrays."""
        return {
            "scale.middle": self.middle,
            "scale.spread": self.spread,
            "scale.meaning": self.meaning_middle.astype(np.float32),
        }


def scale_from(arrays: Mapping[str, NDArray[Any]]) -> Scale:
    """Returns the scale that `to_arrays` wrote."""
    names = ("scale.middle", "scale.spread", "scale.meaning")
    return Scale(*(np.asarray(arrays[name], np.float64) for name in names))


def scale_of(held: Numbered) -> Scale:
    """Returns the scale of some texts."""
    numbers = _numbers(held)
    words = held.lexical.shape[1]
    counts = np.repeat([_OF_WORDS / words, _OF_SHIPPED / 3], [words, numbers.shape[1] - words])
    spread = (numbers.std(axis=0) + 1e-6) / np.sqrt(counts)
    meaning = held.vectors.mean(axis=0, dtype=np.float64) if len(held.texts) else np.zeros(held.vectors.shape[1])
    return Scale(numbers.mean(axis=0), spread, meaning.astype(np.float32).astype(np.float64))


def _numbers(held: Numbered) -> Numbers:
    weights = shipped_weights()
    if held.encoder != weights.encoder:
        return held.lexical
    return np.hstack([held.lexical, weights.feeling.logits(held.for_feeling)])


@dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """Texts as rows: their terms (sparse), their scaled numbers and their meanings."""

    terms: Terms
    told: Any
    scale: Scale
    numbers: Numbers
    meanings: Numbers

    def alike(self, *, terms: float, meaning: float) -> NDArray[np.float32]:
        """Returns (texts, texts), how alike each two are. Meanings count by themselves and in pairs."""
        numbers, meanings = self.numbers.astype(np.float32), self.meanings.astype(np.float32)
        alike = np.empty((len(numbers), len(numbers)), np.float32)
        for at in range(0, len(numbers), _BLOCK):
            rows = slice(at, at + _BLOCK)
            near = meanings[rows] @ meanings.T
            alike[rows] = numbers[rows] @ numbers.T + np.float32(meaning) * (near + near * near)
            alike[rows] += np.float32(terms) * (self.told[rows] @ self.told.T).toarray()
        return alike


def likeness(held: Numbered, *, terms: Terms, scale: Scale) -> Likeness:
    """Returns texts made ready to be held against each other."""
    from scipy.sparse import csr_matrix

    rows = [terms.row(text) for text in held.texts]
    starts = np.cumsum([0, *(len(places) for places, _ in rows)])
    places, weights = (np.concatenate([row[part] for row in rows]) for part in (0, 1))
    told = csr_matrix((weights.astype(np.float32), places, starts), shape=(len(rows), len(terms.places)))
    return Likeness(terms, told, scale, scale.numbers(held), scale.meanings(held))
