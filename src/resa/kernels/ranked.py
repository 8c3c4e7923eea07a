"""The observations at certain ranks of several groups, from one walk through all of them in order of size."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, Whole, compiled


@dataclass(frozen=True, slots=True, eq=False)
class Celled:
    """Observations in order of size, each with its cell, row * columns + column.

    Groups of them are all r * c cells, then the r rows, then the c columns, then everything.
    """

    ascending: NDArray[np.float64]
    cell: NDArray[np.int32]
    rows: int
    columns: int

    @classmethod
    def of(
        cls,
        ascending: NDArray[np.float64],
        *,
        slots: NDArray[np.int32],
        cell_of_slot: NDArray[np.int32],
        rows: int,
        columns: int,
    ) -> Self:
        """Returns those of the observations whose slot has a cell, which is not below 0."""
        kept, cell = np.empty(len(slots), np.float64), np.empty(len(slots), np.int32)
        many = int(_keep(ascending, slots, cell_of_slot, kept, cell))
        return cls(kept[:many], cell[:many], rows, columns)

    def sizes(self) -> NDArray[np.int64]:
        """Returns how many observations each group has.

        >>> cells = np.array([0, 3, 3], np.int32)
        >>> Celled(np.array([1.0, 2.0, 5.0]), cells, 2, 2).sizes().tolist()
        [1, 0, 0, 2, 1, 2, 1, 2, 3]
        """
        by_cell = np.bincount(self.cell, minlength=self.rows * self.columns).reshape(self.rows, self.columns)
        parts = (by_cell.ravel(), by_cell.sum(axis=1), by_cell.sum(axis=0), [by_cell.sum()])
        return np.concatenate(parts).astype(np.int64)

    def at_ranks(self, ranks: NDArray[np.int64]) -> NDArray[np.float64]:
        """Returns each group's observations at its ranks (g, k), each row sorted, from 0 on; NaN beyond the last."""
        found = np.full(ranks.shape, np.nan)
        _pick(self.ascending, self.cell, self.columns, ranks, found)
        return found


@compiled(writes=2)
def _keep(ascending: Array, slots: Array, cell_of: Array, kept: Array, cell: Array) -> Whole:
    many: Whole = 0
    for at in range(len(slots)):  # written always and kept when it counts: no branch to guess wrong
        here = cell_of[slots[at]]
        kept[many], cell[many] = ascending[at], here
        many += here >= 0
    return many


@compiled(writes=1)
def _pick(ascending: Array, cell: Array, columns: int, ranks: Array, found: Array) -> None:
    groups, many = ranks.shape
    rows = (groups - 1 - columns) // (columns + 1)
    row_of = (np.arange(rows * columns) // columns).astype(np.int64)
    left, turn = np.zeros(groups, np.int64), np.zeros(groups, np.int64)
    left[:] = ranks[:, 0]
    for at in range(len(ascending)):
        here = np.int64(cell[at])
        row = row_of[here]
        for group in (here, rows * columns + row, rows * columns + rows + here - row * columns, groups - 1):
            left[group] -= 1
            while left[group] == -1:  # the next rank of the group is this one's
                found[group, turn[group]] = ascending[at]
                turn[group] += 1
                if turn[group] == many:
                    left[group] = 1 << 62
                else:
                    left[group] += ranks[group, turn[group]] - ranks[group, turn[group] - 1]
