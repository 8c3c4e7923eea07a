"""Work shared between threads, over ranges of units with equally many interactions."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import pairwise
from queue import Empty, SimpleQueue
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

R = TypeVar("R")

_WORTH_SHARING = 1 << 17  # interactions; below, handing work over costs more than it saves
_MOST_THREADS = 8
_FINE = 4  # ranges a thread, at most
_FINEST = 1 << 21  # interactions of a range; beginning one takes time too


def per_range(
    offsets: NDArray[np.int64],
    work: Callable[[int, int], R],
    *,
    together: NDArray[np.int32] | None = None,
    is_fine: bool = False,
) -> list[R]:
    """Returns `work(first, last)` for ranges of units that together are all units, in order.

    Neighbouring units that are equal in `together` stay in one range. Small partitions are one range. Work runs in
    threads; it should release the interpreter's lock. Ranges are one a thread, or fine: several, so that no thread
    waits long for another one that was held up, and memory that one range let go serves the next.
    """
    interactions = int(offsets[-1] - offsets[0])
    pieces = 1 if interactions < _WORTH_SHARING else threads()
    if is_fine:
        pieces = max(pieces, min(_FINE * threads(), interactions // _FINEST))
    cuts = ranges(offsets, pieces=pieces, together=together)
    return per_piece(lambda piece: work(*cuts[piece]), pieces=len(cuts))


def per_piece(work: Callable[[int], R], *, pieces: int) -> list[R]:
    """Returns `work(piece)` for pieces 0, 1, 2 and so on, side by side: each thread takes the next one left."""
    left, found = SimpleQueue[int](), dict[int, R]()
    for piece in range(pieces):
        left.put(piece)

    def take() -> None:
        while True:
            try:
                piece = left.get_nowait()
            except Empty:
                return
            found[piece] = work(piece)

    others = [_pool().submit(take) for _ in range(min(pieces, threads()) - 1)]
    take()  # the caller is a thread too
    for other in others:
        if not other.cancel():  # who has not begun comes too late
            other.result()
    return [found[piece] for piece in range(pieces)]


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
