"""The observations at certain ranks of several groups, from one walk through all of them in order of size."""

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, compiled


def at_ranks(
    ascending: NDArray[np.float64],
    *,
    slots: NDArray[np.int64],
    cell: NDArray[np.int32],
    columns: int,
    ranks: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Returns the observations at `ranks` (g, k), each row sorted, counted from 0; NaN for ranks that are not there.

    `cell` gives for the slot of each observation row * columns + column, or -1 for what is left out. Groups are all
    r * c cells, then the r rows, then the c columns, then everything: each has its own ranks.
    """
    found = np.full(ranks.shape, np.nan)
    _pick(ascending, slots, cell, columns, ranks, found)
    return found


def group_sizes(slots: NDArray[np.int64], *, cell: NDArray[np.int32], rows: int, columns: int) -> NDArray[np.int64]:
    """Returns how many observations each group has, in the order of `at_ranks`.

    >>> group_sizes(np.arange(4), cell=np.array([0, 3, 3, -1], np.int32), rows=2, columns=2).tolist()
    [1, 0, 0, 2, 1, 2, 1, 2, 3]
    """
    counts = np.zeros(rows * columns + 1, np.int64)
    _count(slots, cell, counts)
    by_cell = counts[1:].reshape(rows, columns)
    parts = (by_cell.ravel(), by_cell.sum(axis=1), by_cell.sum(axis=0), [by_cell.sum()])
    return np.concatenate(parts).astype(np.int64)


@compiled(writes=1)
def _count(slots: Array, cell: Array, counts: Array) -> None:
    for slot in slots:
        counts[cell[slot] + 1] += 1


@compiled(writes=1)
def _pick(ascending: Array, slots: Array, cell: Array, columns: int, ranks: Array, found: Array) -> None:
    groups, many = ranks.shape
    rows = (groups - 1 - columns) // (columns + 1)
    seen, turn = np.zeros(groups, np.int64), np.zeros(groups, np.int64)
    row_of, mine = np.arange(rows * columns) // columns, np.zeros(4, np.int64)
    mine[3] = groups - 1
    for at in range(len(ascending)):
        here = np.int64(cell[slots[at]])
        if here < 0:
            continue
        mine[0] = here
        mine[1] = rows * columns + row_of[here]
        mine[2] = rows * columns + rows + here - row_of[here] * columns
        for group in mine:
            while turn[group] < many and ranks[group, turn[group]] == seen[group]:
                found[group, turn[group]] = ascending[at]
                turn[group] += 1
            seen[group] += 1
