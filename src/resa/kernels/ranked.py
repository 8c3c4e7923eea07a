"""The observations at certain ranks of several groups, from counts by bin and those few observations that matter."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, compiled

BINS = 256
"""Bins of ranks: each holds equally many of all observations."""


@dataclass(frozen=True, eq=False)
class Celled:
    """Observations in the cells of a table, row * columns + column: all of a whole that is known in order of size.

    `ascending` is that whole; an observation is its rank in it. `bins` (cells, 256) counts those of each cell by
    rank >> `shift`; `drawn` are all of them, each as rank << 32 | cell, in any order. Groups are all r * c cells, then
    the r rows, then the c columns, then everything.
    """

    ascending: NDArray[np.float64]
    shift: int
    columns: int
    bins: NDArray[np.int64]
    drawn: tuple[NDArray[np.uint64], ...]

    def __add__(self, other: "Celled") -> "Celled":
        drawn = (*self.drawn, *other.drawn)
        return Celled(self.ascending, self.shift, self.columns, self.bins + other.bins, drawn)

    @cached_property
    def _grouped(self) -> NDArray[np.int64]:
        """Counts by group and bin."""
        table = self.bins.reshape(-1, self.columns, BINS)
        parts = (self.bins, table.sum(axis=1), table.sum(axis=0), self.bins.sum(axis=0)[None, :])
        return np.concatenate(parts).astype(np.int64)

    def sizes(self) -> NDArray[np.int64]:
        """Returns how many observations each group has.

        >>> bins = np.zeros((4, BINS), np.int64)
        >>> bins[[0, 3], [0, 1]] = 1, 2
        >>> Celled(np.array([1.0, 2.0, 5.0]), 0, 2, bins, ()).sizes().tolist()
        [1, 0, 0, 2, 1, 2, 1, 2, 3]
        """
        return np.asarray(self._grouped.sum(axis=1))

    def at_ranks(self, ranks: NDArray[np.int64]) -> NDArray[np.float64]:
        """Returns each group's observations at its ranks (g, k), from 0 on; NaN where it has none of that rank."""
        through = np.cumsum(self._grouped, axis=1)
        bin_of = (through[:, None, :] <= ranks[:, :, None]).sum(axis=2)
        before = np.concatenate([np.zeros((len(through), 1), np.int64), through], axis=1)
        inside = ranks - np.take_along_axis(before, bin_of, axis=1)
        is_wanted = np.zeros((len(through), BINS + 1), np.bool_)
        np.put_along_axis(is_wanted, bin_of, values=True, axis=1)
        near = [_wanted(one, self._wanted_cells(is_wanted[:, :BINS]), self.shift) for one in self.drawn]
        found = np.full(ranks.shape, -1, np.int64)
        _pick(np.sort(np.concatenate([np.zeros(0, np.uint64), *near])), self.columns, self.shift, bin_of, inside, found)
        return (
            np.where(found < 0, np.nan, self.ascending[found]) if len(self.ascending) else np.full(ranks.shape, np.nan)
        )

    def _wanted_cells(self, is_wanted: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Returns by cell and bin whether any group that the cell belongs to asks for it."""
        cells, columns = len(self.bins), self.columns
        rows = cells // columns
        of_row, of_column = is_wanted[cells : cells + rows, None], is_wanted[None, cells + rows : -1]
        table = is_wanted[:cells].reshape(rows, columns, BINS) | of_row | of_column | is_wanted[-1]
        return np.asarray(table.reshape(cells, BINS))


@compiled()
def _wanted(drawn: Array, wanted: Array, shift: int) -> Array:
    found, many = np.empty(len(drawn) + 1, np.uint64), 0
    for one in drawn:  # written always and kept when it counts: no branch to guess wrong
        found[many] = one
        many += wanted[one & np.uint64(0xFFFFFFFF), one >> np.uint64(32 + shift)]
    return found[:many]


@compiled(writes=1)
def _pick(drawn: Array, columns: int, shift: int, bin_of: Array, inside: Array, found: Array) -> None:
    """Goes through the observations of the wanted bins in order, and counts down to the wanted ones of each group."""
    groups, many = bin_of.shape
    rows = (groups - 1 - columns) // (columns + 1)
    left = inside.copy()
    for one in drawn:
        cell, rank = np.int64(one & np.uint64(0xFFFFFFFF)), np.int64(one >> np.uint64(32))
        here, row = rank >> shift, cell // columns
        for group in (cell, rows * columns + row, rows * columns + rows + cell - row * columns, groups - 1):
            for at in range(many):
                if bin_of[group, at] == here:
                    if left[group, at] == 0:
                        found[group, at] = rank
                    left[group, at] -= 1
