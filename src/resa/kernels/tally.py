"""How often each key occurs: counts of which most possible keys are zero."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, compiled
from resa.kernels.thread import per_piece, threads
from resa.kernels.waitbin import BINS

_WORTH_SHARING = 1 << 17  # counts of a table; below, one thread is through sooner than two


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """Counts by key: `keys` (n,) sorted and different, `counts` (n,) none of them zero.

    >>> Tally.of_keys(np.array([3, 1, 3])) - Tally.of_keys(np.array([1]))
    Tally(keys=array([3]), counts=array([2]))
    """

    keys: NDArray[np.int64]
    counts: NDArray[np.int64]

    @classmethod
    def of_keys(cls, keys: NDArray[np.int64]) -> Self:
        """Returns how often each key occurs; sorts, so takes about 10 ns a key."""
        found, counts = np.unique(keys, return_counts=True)
        return cls(found.astype(np.int64), counts.astype(np.int64))

    @classmethod
    def of_dense(cls, parts: Sequence[NDArray[np.uint32]]) -> Self:
        """Returns the sum of the parts, each of which counts the keys 0, 1, 2 and so on.

        >>> Tally.of_dense([np.array([0, 2, 0], np.uint32), np.array([0, 1, 1], np.uint32)])
        Tally(keys=array([1, 2]), counts=array([3, 1]))
        """
        return cls(*_occurring(_total(parts), 0, 1, 1))

    @classmethod
    def of_table(cls, parts: Sequence[NDArray[np.uint32]], *, stride: int) -> Self:
        """Returns the sum of parts that each count rows of `stride` bins, by row * 256 + bin.

        >>> Tally.of_table([np.array([0, 2, 0, 0, 1, 0], np.uint32)], stride=3)
        Tally(keys=array([  1, 257]), counts=array([2, 1]))
        """
        rows = len(parts[0]) // stride
        pieces = threads() if len(parts[0]) >= _WORTH_SHARING else 1
        cuts = [rows * piece // pieces for piece in range(pieces + 1)]

        def work(piece: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
            first, last = cuts[piece : piece + 2]
            return _occurring(_total([part[first * stride : last * stride] for part in parts]), first, stride, BINS)

        keys, counts = zip(*per_piece(work, pieces=pieces), strict=True)
        return cls(np.concatenate(keys), np.concatenate(counts))

    def __add__(self, other: Self) -> Self:
        return self._merged(other.keys, other.counts)

    def __sub__(self, other: Self) -> Self:
        return self._merged(other.keys, -other.counts)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Tally):
            return NotImplemented
        return np.array_equal(self.keys, other.keys) and np.array_equal(self.counts, other.counts)

    __hash__ = None  # type: ignore[assignment]  # arrays have no hash

    def at(self, keys: NDArray[np.int64]) -> NDArray[np.int64]:
        """Returns the count of each of these keys, 0 where it never occurs."""
        if not len(self.keys):
            return np.zeros(len(keys), np.int64)
        place = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[place] == keys, self.counts[place], 0)

    def _merged(self, keys: NDArray[np.int64], counts: NDArray[np.int64]) -> Self:
        return type(self)(*_merged(self.keys, self.counts, keys, counts)) if len(keys) else self


NOTHING = Tally(np.zeros(0, np.int64), np.zeros(0, np.int64))
"""No keys."""


def _total(parts: Sequence[NDArray[np.uint32]]) -> NDArray[np.uint32]:
    total = parts[0]
    for part in parts[1:]:
        total = total + part
    return total


@compiled()
def _occurring(counts: Array, first: int, stride: int, room: int) -> tuple[Array, Array]:
    """Returns the keys and counts that are not zero; a key is row * `room` + place in the row of `stride` counts.

    Rows are numbered from `first` on.
    """
    many = 0
    for at in range(len(counts)):
        many += counts[at] != 0
    keys, found, count = np.empty(many + 1, np.int64), np.empty(many + 1, np.int64), 0
    for row in range(len(counts) // stride):
        for place in range(stride):  # written always and kept when it counts: no branch to guess wrong
            at = row * stride + place
            keys[count], found[count] = (first + row) * room + place, counts[at]
            count += counts[at] != 0
    return keys[:many], found[:many]


@compiled()
def _merged(keys: Array, counts: Array, others: Array, more: Array) -> tuple[Array, Array]:
    """Returns the keys of both, sorted as both are, with the sums that are not zero."""
    to_keys, sums = np.empty(len(keys) + len(others), np.int64), np.empty(len(keys) + len(others), np.int64)
    at, other, many = 0, 0, 0
    while at < len(keys) or other < len(others):
        if other == len(others) or (at < len(keys) and keys[at] < others[other]):
            to_keys[many], sums[many] = keys[at], counts[at]
            at += 1
        elif at == len(keys) or others[other] < keys[at]:
            to_keys[many], sums[many] = others[other], more[other]
            other += 1
        else:
            to_keys[many], sums[many] = keys[at], counts[at] + more[other]
            at += 1
            other += 1
        many += sums[many] != 0
    return to_keys[:many], sums[:many]
