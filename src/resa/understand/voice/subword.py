"""Taking a text apart into the pieces of words that an encoder has learnt, whatever the language."""

import re
from collections.abc import Mapping, Sequence

_WORD_BEGINS = "\u2581"
"""Stands for the space before a word: a piece that begins a word is another than the same letters within one."""
_SPACES = re.compile(" {2,}")
_MOST_REMEMBERED = 100_000


class Subwords:
    """The likeliest pieces of each word, which are worked out once a word.

    Source: Kudo, "Subword regularization: improving neural network translation models with multiple subword
    candidates", 2018 (the unigram model, its best path).
    """

    def __init__(
        self,
        *,
        pieces: Mapping[bytes, int],
        scores: Sequence[float],
        forms: Mapping[int, str],
        unknown: tuple[int, float],
    ) -> None:
        self._pieces, self._scores, self._forms, self._unknown = pieces, scores, dict(forms), unknown
        self._longest = max(map(len, pieces))
        self._known: dict[str, tuple[int, ...]] = {}

    def of(self, text: str) -> list[int]:
        """Returns the numbers of a text's pieces, in order."""
        found: list[int] = []
        for word in _SPACES.sub(" ", text.translate(self._forms)).split(" "):
            known = self._known.get(word)
            if known is None:
                if len(self._known) >= _MOST_REMEMBERED:
                    self._known.clear()
                known = self._known[word] = self._likeliest(_WORD_BEGINS + word)
            found += known
        return found

    def _likeliest(self, word: str) -> tuple[int, ...]:
        """Returns the pieces whose scores sum to the most; a letter that no piece holds is unknown."""
        spelt = word.encode("utf-8", "replace")
        places = [at for at, sign in enumerate(spelt) if sign & 0xC0 != 0x80] + [len(spelt)]
        best: dict[int, tuple[float, int, int]] = {
            0: (0.0, 0, -1)
        }  # by where a piece ends: score, its start, its number
        for at, begin in enumerate(places[:-1]):
            score, ends = best[begin][0], places[at + 1 : at + 1 + self._longest]
            found = [(ends[0], self._unknown[0], score + self._unknown[1])]
            for end in ends:
                number = self._pieces.get(spelt[begin:end])
                if number is not None:
                    found.append((end, number, score + self._scores[number]))
            for end, number, total in found:
                if end not in best or total > best[end][0]:
                    best[end] = (total, begin, number)
        return _walked_back(best, len(spelt))


def _walked_back(best: Mapping[int, tuple[float, int, int]], end: int) -> tuple[int, ...]:
    numbers = []
    while end:
        _, end, number = best[end]
        numbers.append(number)
    return tuple(reversed(numbers))
