"""Waits that end at certain interactions: which these are is found first, and all of them fetched then."""

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, compiled
from resa.kernels.drawn import Wanted
from resa.kernels.partition import Partition
from resa.kernels.waitbin import BINS

_BITS = 64


def bins_by_edge(wanted: Wanted) -> NDArray[np.uint64]:
    """Returns for each edge, modulo their number, the wanted bins as bits, modulo 64: some more pass than are wanted.

    One word an edge stays in the nearest cache, where a table of all cells does not.

    >>> table = np.zeros(512, np.uint8)
    >>> table[[256 + 18, 256 + 70]] = 1
    >>> [hex(bits) for bits in bins_by_edge(table)]
    ['0x0', '0x40040']
    """
    bits = np.packbits(wanted, bitorder="little").view(np.uint64).reshape(-1, BINS // _BITS)
    by_edge: NDArray[np.uint64] = np.bitwise_or.reduce(bits, axis=1)
    return by_edge


def waits_ending(places: NDArray[np.uint32], *, partition: Partition, base: int) -> NDArray[np.uint64]:
    """Returns the wait before each of these interactions, as edge << 32 | seconds; places count from `base` on.

    The edge is start * touchpoints + end. None of the interactions may be the partition's first one.
    """
    waits = np.empty(len(places), np.uint64)
    _fetch(places, base, partition.touchpoint, len(partition.dictionary.touchpoints), partition.time, waits)
    return waits


@compiled(writes=1)
def _fetch(places: Array, base: int, touchpoint: Array, touchpoints: int, time: Array, waits: Array) -> None:
    width, shift, one, half = np.uint64(touchpoints), np.uint64(base), np.uint64(1), np.uint64(32)
    for place in range(np.uint64(len(places))):
        at = shift + np.uint64(places[place])
        edge = np.uint64(touchpoint[at - one]) * width + np.uint64(touchpoint[at])
        waits[place] = (edge << half) | np.uint64(np.uint32(time[at] - time[at - one]))
