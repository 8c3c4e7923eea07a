"""Neighbours in whole units, counted by their stored waits."""

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, Whole, compiled
from resa.kernels.ending import waits_ending
from resa.kernels.partition import Partition
from resa.kernels.selection import Selection
from resa.kernels.unitrun import UnitChoice

_BLOCK = 1 << 9  # neighbours looked at together


class Neighbours:
    """Neighbours in all units, or in those that a selection keeps whole; remembers which until they are drawn from."""

    def __init__(self, partition: Partition, selection: Selection | None = None) -> None:
        self._partition = partition
        self._choice = None if selection is None else UnitChoice.of(partition, selection)
        self._known: dict[tuple[int, int], NDArray[np.uint32]] = {}

    def count(self, first: int, last: int, *, stride: int, counts: NDArray[np.uint32]) -> None:
        """Adds the waits of the range to the counts, by edge * stride + bin."""
        all_units, touchpoints = self._partition, len(self._partition.dictionary.touchpoints)
        given = (all_units.offsets, all_units.touchpoint, all_units.wait_bin, touchpoints, stride)
        if self._choice is None:
            _count_pair_bins(first, last, *given, counts)
            return
        runs = self._known[first, last] = self._choice.runs(first, last)
        _count_runs(runs, *given, counts)

    def draw(self, first: int, last: int, *, bits: NDArray[np.uint64]) -> NDArray[np.uint64]:
        """Returns at least the waits of the range in the wanted bins, which are bits by edge."""
        all_units, touchpoints = self._partition, len(self._partition.dictionary.touchpoints)
        base, after = int(all_units.offsets[first]), int(all_units.offsets[last])
        places = np.empty(after - base + 1, np.uint32)
        stored = (all_units.offsets, all_units.touchpoint, all_units.wait_bin, touchpoints)
        if self._choice is None:
            of_edge = np.append(np.resize(bits, touchpoints**2), np.uint64(0))
            edges = np.empty(_BLOCK, np.uint16 if len(of_edge) <= 1 << 16 else np.uint32)
            many = int(_find_wanted(first, last, *stored, of_edge, edges, places))
        else:
            runs = self._known.pop((first, last), None)
            runs = self._choice.runs(first, last) if runs is None else runs
            many = int(_find_in_runs(runs, base, *stored, bits, places))
        return waits_ending(places[:many], partition=all_units, base=base)


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
            counts[np.uint64(cells[place])] += 1
        while unit < np.uint64(last) and np.uint64(offsets[unit]) < at + size:
            counts[np.uint64(cells[np.uint64(offsets[unit]) - at])] -= 1
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


@compiled(writes=1)
def _count_runs(
    runs: Array,
    offsets: Array,
    touchpoint: Array,
    wait_bin: Array,
    touchpoints: int,
    stride: int,
    counts: Array,
) -> None:
    """Counts all neighbours of a run as if there were one unit, then takes out the pairs that straddle two units.

    A unit's first interaction has bin 0.
    """
    width, bins, one = np.uint64(touchpoints), np.uint64(stride), np.uint64(1)
    for run in range(np.uint64(len(runs))):
        first, last = np.uint64(runs[run, 0]), np.uint64(runs[run, 1])
        begin, end = np.uint64(offsets[first]), np.uint64(offsets[last])
        before = np.uint64(touchpoint[begin] if begin < end else 0)
        for at in range(begin + one, end):
            now = np.uint64(touchpoint[at])
            counts[(before * width + now) * bins + np.uint64(wait_bin[at])] += 1
            before = now
        for unit in range(first + one, last):
            place = np.uint64(offsets[unit])
            counts[(np.uint64(touchpoint[place - one]) * width + np.uint64(touchpoint[place])) * bins] -= 1


@compiled(writes=1)
def _find_in_runs(
    runs: Array,
    base: int,
    offsets: Array,
    touchpoint: Array,
    wait_bin: Array,
    touchpoints: int,
    bits: Array,
    places: Array,
) -> Whole:
    """Writes where the waits end whose bin is wanted of their edge, from `base` on; returns how many.

    Bin 0 is never wanted, so the pairs that straddle two units stay out.
    """
    width, edges, last, none = np.uint64(touchpoints), np.uint64(len(bits) - 1), np.uint64(63), np.uint64(0)
    one, shift, many = np.uint64(1), np.uint64(base), np.uint64(0)
    for run in range(np.uint64(len(runs))):
        begin, end = np.uint64(offsets[np.uint64(runs[run, 0])]), np.uint64(offsets[np.uint64(runs[run, 1])])
        before = np.uint64(touchpoint[begin] if begin < end else 0)
        for at in range(begin + one, end):  # written always and kept when wanted: no branch to guess wrong
            now, number = np.uint64(touchpoint[at]), np.uint64(wait_bin[at])
            places[many] = at - shift
            wanted = bits[(before * width + now) & edges] >> (number & last)
            many += wanted & np.uint64(number != none)
            before = now
    return many
