"""Neighbours in whole units, counted by their stored waits."""

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, Whole, compiled
from resa.kernels.ending import waits_ending
from resa.kernels.partition import Partition
from resa.kernels.selection import Selection
from resa.kernels.unitrun import UnitChoice


class Neighbours:
    """Neighbours in all units, or in those that a selection keeps whole; remembers which until they are drawn from."""

    def __init__(self, partition: Partition, selection: Selection | None = None) -> None:
        self._partition = partition
        self._choice = None if selection is None else UnitChoice.of(partition, selection)
        self._known: dict[tuple[int, int], NDArray[np.uint32]] = {}

    def count(self, first: int, last: int, *, stride: int, counts: NDArray[np.uint32]) -> None:
        """Adds the waits of the range to the counts, by edge * stride + bin."""
        all_units, touchpoints = self._partition, len(self._partition.dictionary.touchpoints)
        runs = self._known[first, last] = self._runs(first, last)
        _count_pair_bins(runs, all_units.offsets, all_units.touchpoint, all_units.wait_bin, touchpoints, stride, counts)

    def draw(self, first: int, last: int, *, bits: NDArray[np.uint64]) -> NDArray[np.uint64]:
        """Returns at least the waits of the range in the wanted bins, which are bits by edge."""
        all_units, touchpoints = self._partition, len(self._partition.dictionary.touchpoints)
        runs = self._known.pop((first, last), None)
        runs = self._runs(first, last) if runs is None else runs
        base, after = int(all_units.offsets[first]), int(all_units.offsets[last])
        places = np.empty(after - base + 1, np.uint32)
        stored = (all_units.offsets, base, all_units.touchpoint, all_units.wait_bin)
        many = int(_find_wanted(runs, *stored, touchpoints, bits, places))
        return waits_ending(places[:many], partition=all_units, base=base)

    def _runs(self, first: int, last: int) -> NDArray[np.uint32]:
        return np.array([[first, last]], np.uint32) if self._choice is None else self._choice.runs(first, last)


@compiled(writes=1)
def _count_pair_bins(
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
def _find_wanted(
    runs: Array,
    offsets: Array,
    base: int,
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
