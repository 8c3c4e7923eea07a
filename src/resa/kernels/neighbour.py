"""Neighbours in all units, counted by their stored waits."""

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, Whole, compiled
from resa.kernels.counter import count_down, count_up
from resa.kernels.ending import waits_ending
from resa.kernels.partition import Partition

_BLOCK = 1 << 9  # neighbours looked at together


class Neighbours:
    """Neighbours in all units."""

    def __init__(self, partition: Partition) -> None:
        self._partition = partition

    def count(self, first: int, last: int, *, stride: int, counts: NDArray[np.uint16]) -> None:
        """Adds the waits of the range to the counts, by edge * stride + bin."""
        _count_pair_bins(first, last, *self._stored(), stride, counts)

    def draw(self, first: int, last: int, *, bits: NDArray[np.uint64]) -> NDArray[np.uint64]:
        """Returns at least the waits of the range in the wanted bins, which are bits by edge."""
        all_units, touchpoints = self._partition, len(self._partition.dictionary.touchpoints)
        base, after = int(all_units.offsets[first]), int(all_units.offsets[last])
        places = np.empty(after - base + 1, np.uint32)
        of_edge = np.append(np.resize(bits, touchpoints**2), np.uint64(0))
        edges = np.empty(_BLOCK, np.uint16 if len(of_edge) <= 1 << 16 else np.uint32)
        many = int(_find_wanted(first, last, *self._stored(), of_edge, edges, places))
        return waits_ending(places[:many], partition=all_units, base=base)

    def _stored(self) -> tuple[Array, Array, Array, int]:
        all_units = self._partition
        return all_units.offsets, all_units.touchpoint, all_units.wait_bin, len(all_units.dictionary.touchpoints)


@compiled(writes=1)
def _count_pair_bins(
    first: int,
    last: int,
    offsets: Array,
    touchpoint: Array,
    wait_bin: Array,
    touchpoints: int,
    stride: int,
    counts: Array,
) -> None:
    """Counts all neighbours as if there were one unit, and takes out the pairs that straddle two units.

    A unit's first interaction has bin 0. The cells of a block are computed first, so that many are at once.
    """
    width, bins, one, room = np.uint64(touchpoints), np.uint64(stride), np.uint64(1), np.uint64(_BLOCK)
    cells, unit = np.empty(_BLOCK, np.uint32), np.uint64(first) + one
    at, end = np.uint64(offsets[first]) + one, np.uint64(offsets[last])
    while at < end:
        size = min(end - at, room)
        for place in range(size):
            edge = np.uint64(touchpoint[at + place - one]) * width + np.uint64(touchpoint[at + place])
            cells[place] = edge * bins + np.uint64(wait_bin[at + place])
        for place in range(size):
            count_up(np.uint64(cells[place]), counts)
        while unit < np.uint64(last) and np.uint64(offsets[unit]) < at + size:
            count_down(np.uint64(cells[np.uint64(offsets[unit]) - at]), counts)
            unit += one
        at += size


@compiled(writes=2)
def _find_wanted(
    first: int,
    last: int,
    offsets: Array,
    touchpoint: Array,
    wait_bin: Array,
    touchpoints: int,
    bits: Array,
    edges: Array,
    places: Array,
) -> Whole:
    """Writes where the waits end whose bin is wanted of their edge, from the first unit on; returns how many.

    The edges of a block are computed first, into `edges`. Where a unit begins, the edge is one past all others, of
    which nothing is wanted.
    """
    one, shift, modulo, many = np.uint64(1), np.uint64(offsets[first]), np.uint64(63), np.uint64(0)
    width, room, unit = np.uint64(touchpoints), np.uint64(len(edges)), np.uint64(first) + one
    at, end = shift + one, np.uint64(offsets[last])
    while at < end:
        size = min(end - at, room)
        for place in range(size):
            edges[place] = np.uint64(touchpoint[at + place - one]) * width + np.uint64(touchpoint[at + place])
        while unit < np.uint64(last) and np.uint64(offsets[unit]) < at + size:
            edges[np.uint64(offsets[unit]) - at] = len(bits) - 1
            unit += one
        for place in range(size):  # written always and kept when wanted: no branch to guess wrong
            places[many] = at + place - shift
            many += (bits[np.uint64(edges[place])] >> (np.uint64(wait_bin[at + place]) & modulo)) & one
        at += size
    return many
