"""Texts as the words, word pairs and runs of letters in them, weighed by how rare they are (tf-idf)."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resa.understand.voice.wording import clean, parts

_MOST = 40_000
"""Terms of each kind that are kept, the commonest."""
_LEAST = {"word": 2, "letters": 3}
_LETTERS = (2, 3, 4, 5)


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """Terms by their place, and how much each weighs: rarer ones more. `words` of the places are words and pairs."""

    places: Mapping[str, int]
    rarity: NDArray[np.float64]
    words: int

    def row(self, text: str) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Returns the places of the terms in a text and their weights; words and letters have length 1 each."""
        places, weights = [], []
        for found in _terms(text):
            known = sorted((self.places[term], count) for term, count in found.items() if term in self.places)
            told = np.array([(1.0 + math.log(count)) * self.rarity[at] for at, count in known])
            weights.append(told / max(float(np.sqrt((told * told).sum())), 1e-12))
            places.append(np.array([at for at, _ in known], np.int64))
        return np.concatenate(places), np.concatenate(weights)

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Returns the terms as plain arrays."""
        told = "\n".join(sorted(self.places, key=lambda term: self.places[term])).encode()
        return {"terms": np.frombuffer(told, np.uint8), "rarity": self.rarity.astype(np.float32)}


def terms_of(texts: Sequence[str]) -> Terms:
    """Returns the terms that come up in several of the texts, commonest first, ties by the alphabet."""
    counts: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for text in texts:
        for count, found in zip(counts, _terms(text), strict=True):
            count.update(found.keys())
    words, letters = (_kept(count, least) for count, least in zip(counts, _LEAST.values(), strict=True))
    both = counts[0] + counts[1]
    rarity = [1.0 + math.log((1 + len(texts)) / (1 + both[term])) for term in (*words, *letters)]
    return Terms({term: at for at, term in enumerate((*words, *letters))}, np.array(rarity), len(words))


def terms_from(arrays: Mapping[str, NDArray[Any]]) -> Terms:
    """Returns the terms that `to_arrays` wrote."""
    told = arrays["terms"].tobytes().decode()
    names = told.split("\n") if told else []
    words = sum(not name.startswith("\t") for name in names)
    return Terms({name: at for at, name in enumerate(names)}, np.asarray(arrays["rarity"], np.float64), words)


def _kept(counts: Mapping[str, int], least: int) -> list[str]:
    return sorted((term for term, count in counts.items() if count >= least), key=lambda t: (-counts[t], t))[:_MOST]


def _terms(text: str) -> tuple[Counter[str], Counter[str]]:
    read = clean(text)
    found = parts(read)
    pairs = (f"{first} {second}" for first, second in pairwise(found))
    return Counter([*found, *pairs]), Counter(_letters(read.lower().split()))


def _letters(words: Iterable[str]) -> Iterable[str]:
    """Yields runs of letters within words; a tab in front tells them from words."""
    for word in words:
        padded = f" {word[:40]} "
        for length in _LETTERS:
            for at in range(len(padded) - length + 1):
                yield "\t" + padded[at : at + length]
