"""Waits that were found one by one, and which of all waits they are."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, Whole, compiled
from resa.kernels.waitbin import BINS, EXACT, lowest_seconds

Cells = NDArray[np.int64]
"""Numbers of cells, group * 256 + bin."""

Wanted = NDArray[np.uint8]
"""A table of cells (group * 256 + bin, modulo its length): 1 where the single waits are wanted."""

_LARGEST_TABLE = 1 << 22
_LONGEST = (1 << 32) - 1


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    """Cells from `first` through `last`, (n,) each, sorted; no two of them overlap."""

    first: Cells
    last: Cells

    @classmethod
    def of(cls, first: Cells, *, last: Cells) -> Self:
        """Returns the stretches from each `first` through its `last`, in any order, put together where they overlap."""
        order = np.argsort(first, kind="stable")
        first, reached = first[order], np.maximum.accumulate(last[order])
        begins = np.flatnonzero(np.append(True, first[1:] > reached[:-1])[: len(first)])
        return cls(first[begins], reached[np.append(begins[1:], len(first))[: len(begins)] - 1])

    @classmethod
    def of_groups(cls, groups: NDArray[np.int64]) -> Self:
        """Returns all cells of these groups whose waits must be found one by one; `groups` is sorted."""
        return cls(groups * BINS + EXACT, groups * BINS + BINS - 1)

    def hold(self, cells: Cells) -> bool:
        """Says whether all of these cells are in a stretch."""
        if not len(self.first) or not len(cells):
            return not len(cells)
        at = np.searchsorted(self.first, cells, side="right") - 1
        return bool(((at >= 0) & (cells <= self.last[at])).all())

    def joined(self, other: Self) -> Self:
        """Returns the stretches of both."""
        if not len(other.first):
            return self
        return type(self).of(np.concatenate([self.first, other.first]), last=np.concatenate([self.last, other.last]))

    def table(self) -> Wanted:
        """Returns the table of these cells, and of others where a table that tells all apart would be too large."""
        if int((self.last - self.first + 1).sum()) >= _LARGEST_TABLE:
            return (np.arange(BINS) >= EXACT).astype(np.uint8)
        length = BINS
        while length < _LARGEST_TABLE and length <= self.last.max(initial=0):
            length *= 2
        table = np.zeros(length, np.uint8)
        _mark(self.first, self.last, table)
        return table

    def of_these(self, waits: NDArray[np.uint64]) -> NDArray[np.uint64]:
        """Returns those of the waits that lie in these cells; `waits` is sorted, as group << 32 | seconds."""
        lowest = self.first // BINS << 32 | lowest_seconds(self.first % BINS)
        highest = self.last // BINS << 32 | np.minimum(lowest_seconds(self.last % BINS + 1) - 1, _LONGEST)
        return _within(waits, lowest.astype(np.uint64), highest.astype(np.uint64))


@compiled()
def _within(waits: Array, lowest: Array, highest: Array) -> Array:
    found, many, at = np.empty(len(waits), np.uint64), 0, 0
    for wait in waits:
        while at < len(highest) and highest[at] < wait:
            at += 1
        if at == len(highest):
            break
        found[many] = wait
        many += lowest[at] <= wait
    return found[:many]


@compiled(writes=1)
def _mark(first: Array, last: Array, table: Array) -> None:
    for stretch in range(len(first)):
        for cell in range(first[stretch], last[stretch] + 1):
            table[cell & (len(table) - 1)] = 1


def carried(waits: NDArray[np.uint64], *, added: NDArray[np.uint64], removed: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Returns the waits with those added and without one occurrence of each that was removed; all are sorted."""
    if not len(waits) and not len(removed):
        return added
    found = np.empty(len(waits) + len(added), np.uint64)
    return found[: int(_carried(waits, added, removed, found))]


@compiled(writes=1)
def _carried(waits: Array, added: Array, removed: Array, found: Array) -> Whole:
    """Copies the many waits between two that change without looking at anything else; returns how many are left."""
    one, none = np.uint64(1), ~np.uint64(0)
    at, new, gone, many = np.uint64(0), np.uint64(0), np.uint64(0), np.uint64(0)
    while True:
        come = added[new] if new < np.uint64(len(added)) else none
        left = removed[gone] if gone < np.uint64(len(removed)) else none
        change = min(come, left)
        while at < np.uint64(len(waits)) and waits[at] < change:
            found[many] = waits[at]
            at += one
            many += one
        if change == none:
            return many
        if come == change:
            new += one
        if left == change:
            gone += one
        if come < left:
            found[many] = come
            many += one
        elif left < come and at < np.uint64(len(waits)) and waits[at] == left:
            at += one
