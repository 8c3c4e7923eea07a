"""A growing set of 128-bit keys, and how often each occurred."""

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import compiled

_START = 1024


class Seen:
    """An open-addressing table; 20 bytes a slot, at most half full.

    >>> seen = Seen()
    >>> seen.add(np.array([7, 7], np.uint64), np.array([1, 1], np.uint64)).tolist()
    [True, False]
    """

    def __init__(self) -> None:
        self.size = 0
        self._table = np.zeros((_START, 2), dtype=np.uint64)
        self._count = np.zeros(_START, dtype=np.int32)

    def add(self, high: NDArray[np.uint64], low: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Adds the keys and returns which of them were new; of equal keys the first one is."""
        return self.ordinals(high, low) == 0

    def ordinals(self, high: NDArray[np.uint64], low: NDArray[np.uint64]) -> NDArray[np.int64]:
        """Adds the keys and returns how often each had occurred before."""
        self._make_room(len(high))
        before = np.empty(len(high), dtype=np.int64)
        self.size += int(_add(high, low, self._table, self._count, before))
        return before

    def knows(self, high: NDArray[np.uint64], low: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Returns which keys were added before."""
        found = np.empty(len(high), dtype=np.bool_)
        _find(self._table, self._count, high, low, found)
        return found

    def _make_room(self, more: int) -> None:
        if 2 * (self.size + more) <= len(self._table):
            return
        slots = 1 << (4 * (self.size + more)).bit_length() - 1
        table, count = np.zeros((slots, 2), dtype=np.uint64), np.zeros(slots, dtype=np.int32)
        _move(self._table, self._count, table, count)
        self._table, self._count = table, count


@compiled()
def _slot(table, count, high, low):  # type: ignore[no-untyped-def] # compiled: numba infers the types
    mask = np.uint64(len(table) - 1)
    at = low & mask
    while count[at] != 0 and (table[at, 0] != high or table[at, 1] != low):
        at = (at + np.uint64(1)) & mask
    return at


@compiled(writes=3)
def _add(high, low, table, count, before):  # type: ignore[no-untyped-def] # as above
    added = 0
    for row in range(len(high)):
        at = _slot(table, count, high[row], low[row])
        if count[at] == 0:
            table[at, 0], table[at, 1] = high[row], low[row]
            added += 1
        before[row] = count[at]
        count[at] += 1
    return added


@compiled(writes=1)
def _find(table, count, high, low, found):  # type: ignore[no-untyped-def] # as above
    for row in range(len(high)):
        found[row] = count[_slot(table, count, high[row], low[row])] != 0


@compiled(writes=2)
def _move(old, old_count, table, count):  # type: ignore[no-untyped-def] # as above
    for row in range(len(old)):
        if old_count[row] != 0:
            at = _slot(table, count, old[row, 0], old[row, 1])
            table[at, 0], table[at, 1] = old[row, 0], old[row, 1]
            count[at] = old_count[row]
