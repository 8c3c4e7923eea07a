"""Large tables of counts: sixteen bits a cell and its overflow apart, so that a near cache holds twice as many."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, Whole, compiled

_BITS = 16


class Tables:
    """Tables of counts, one for each thread at most: who begins a piece takes one that lies there, or a fresh one."""

    def __init__(self, cells: int) -> None:
        self._cells = cells
        self._free: list[NDArray[np.uint16]] = []

    @contextmanager
    def one(self) -> Iterator[NDArray[np.uint16]]:
        """Returns a table (2, cells) for `count_up`, which nobody else has until it is handed back."""
        try:
            table = self._free.pop()
        except IndexError:
            table = np.zeros((2, self._cells), np.uint16)
        yield table
        self._free.append(table)

    def all(self) -> list[NDArray[np.uint32]]:
        """Returns the counts of all tables that were handed back, or of an empty one."""
        tables = self._free or [np.zeros((2, self._cells), np.uint16)]
        return [_counts(table) for table in tables]


def _counts(table: NDArray[np.uint16]) -> NDArray[np.uint32]:
    counts: NDArray[np.uint32] = table[0].astype(np.uint32)
    if table[1].any():
        counts |= np.left_shift(table[1], _BITS, dtype=np.uint32)
    return counts


@compiled(writes=1)
def count_up(cell: Whole, counts: Array) -> None:
    """Adds one to a cell."""
    now = np.uint16(counts[0, cell] + np.uint16(1))
    counts[0, cell] = now
    if now == 0:
        counts[1, cell] += 1


@compiled(writes=1)
def count_down(cell: Whole, counts: Array) -> None:
    """Takes one from a cell."""
    if counts[0, cell] == 0:
        counts[1, cell] -= 1
    counts[0, cell] -= 1
