"""Work shared between threads, over ranges of units with equally many interactions."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

R = TypeVar("R")

_WORTH_SHARING = 1 << 17  # interactions; below, handing work over costs more than it saves
_MOST_THREADS = 8


def per_range(
    offsets: NDArray[np.int64], work: Callable[[int, int], R], *, together: NDArray[np.int32] | None = None
) -> list[R]:
    """Returns `work(first, last)` for ranges of units that together are all units, in order.

    Neighbouring units that are equal in `together` stay in one range. Small partitions are one range. Work runs in
    threads; it should release the interpreter's lock.
    """
    pieces = 1 if offsets[-1] - offsets[0] < _WORTH_SHARING else threads()
    cuts = ranges(offsets, pieces=pieces, together=together)
    return per_piece(lambda piece: work(*cuts[piece]), pieces=len(cuts))


def per_piece(work: Callable[[int], R], *, pieces: int) -> list[R]:
    """Returns `work(piece)` for pieces 0, 1, 2 and so on, computed side by side."""
    others = [_pool().submit(work, piece) for piece in range(1, pieces)]
    return [work(0), *(other.result() for other in others)]  # the caller is a thread too


def ranges(
    offsets: NDArray[np.int64], *, pieces: int, together: NDArray[np.int32] | None = None
) -> list[tuple[int, int]]:
    """Returns at most `pieces` half-open ranges of units, cut where the interactions are shared most equally.

    >>> ranges(np.array([0, 5, 6, 10]), pieces=2)
    [(0, 1), (1, 3)]
    >>> ranges(np.array([0]), pieces=2)
    [(0, 0)]
    """
    units = len(offsets) - 1
    goals = offsets[0] + (offsets[-1] - offsets[0]) * np.arange(1, pieces) // pieces
    inner = [_apart(int(cut), together=together) for cut in np.searchsorted(offsets, goals)]
    cuts = sorted({0, *(cut for cut in inner if 0 < cut < units), units})
    return list(pairwise(cuts)) or [(0, 0)]


def _apart(cut: int, *, together: NDArray[np.int32] | None) -> int:
    if together is None:
        return cut
    while 0 < cut < len(together) and together[cut] == together[cut - 1]:
        cut += 1
    return cut


@cache
def threads() -> int:
    """Returns how many threads share the work: one for each core this process may use, at most eight."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, _MOST_THREADS)


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max(1, threads() - 1), thread_name_prefix="resa-kernel")
