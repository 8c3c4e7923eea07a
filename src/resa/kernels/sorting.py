"""Waits sorted side by side: each thread sorts those of its own stretch."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, compiled
from resa.kernels.thread import per_piece, threads

_WORTH_SHARING = 1 << 14
_SAMPLE = 1 << 9  # waits for each thread, among which the ends of its stretch are looked for

Waits = NDArray[np.uint64]


def sorted_shared(waits: Waits, *, then: Callable[[Waits], Waits] = lambda waits: waits) -> Waits:
    """Returns the waits sorted, none of which is the highest number there is; `then` is done to each sorted stretch.

    >>> sorted_shared(np.array([3, 1, 2], np.uint64)).tolist()
    [1, 2, 3]
    """
    if _is_sorted(waits):
        return then(waits)
    pieces = threads() if len(waits) >= _WORTH_SHARING else 1
    ends = _ends(waits, pieces=pieces)

    def work(piece: int) -> Waits:
        mine = _between(waits, *ends[piece : piece + 2])
        mine.sort()
        return then(mine)

    return np.concatenate(per_piece(work, pieces=pieces))


def _ends(waits: Waits, *, pieces: int) -> Waits:
    """Returns numbers between which there are about equally many waits."""
    sample = np.sort(waits[:: max(1, len(waits) // (pieces * _SAMPLE))])
    inner = sample[len(sample) * np.arange(1, pieces) // pieces]
    return np.concatenate([np.zeros(1, np.uint64), inner, np.full(1, ~np.uint64(0))])


@compiled()
def _is_sorted(waits: Array) -> bool:
    at = 1
    while at < len(waits) and waits[at - 1] <= waits[at]:
        at += 1
    return at >= len(waits)


@compiled()
def _between(waits: Array, first: np.uint64, end: np.uint64) -> Array:
    """Returns the waits from `first` on and before `end`."""
    found, many = np.empty(len(waits), np.uint64), np.uint64(0)
    for wait in waits:  # written always and kept when it counts: no branch to guess wrong
        found[many] = wait
        many += np.uint64((wait >= first) & (wait < end))
    return found[:many]
