"""Neighbours in whole units, counted by their stored waits."""

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, Whole, compiled
from resa.kernels.draw import grown
from resa.kernels.partition import Partition
from resa.kernels.selection import Selection
from resa.kernels.unitrun import UnitChoice

_BLOCK = 1 << 12  # interactions looked at before the wanted ones among them are fetched


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
        """Returns the waits of the range in the wanted cells, a bit for each of these."""
        all_units, touchpoints = self._partition, len(self._partition.dictionary.touchpoints)
        runs = self._known.pop((first, last), None)
        runs = self._runs(first, last) if runs is None else runs
        stored = (all_units.offsets, all_units.touchpoint, all_units.wait_bin, all_units.time)
        return _draw_pairs(runs, *stored, touchpoints, bits)

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


@compiled()
def _draw_pairs(
    runs: Array,
    offsets: Array,
    touchpoint: Array,
    wait_bin: Array,
    time: Array,
    touchpoints: int,
    bits: Array,
) -> Array:
    """Returns the waits whose cell is wanted, in one flat pass; bin 0 is never wanted, so straddling pairs stay out."""
    width, bins, mask, one = np.uint64(touchpoints), np.uint64(256), np.uint64(64 * len(bits) - 1), np.uint64(1)
    found, drawn, count = np.empty(2 * _BLOCK, np.uint64), np.empty(1 << 14, np.uint64), np.uint64(0)
    hits, block, six, low = np.uint64(0), np.uint64(_BLOCK), np.uint64(6), np.uint64(63)
    for run in range(np.uint64(len(runs))):
        begin, end = np.uint64(offsets[np.uint64(runs[run, 0])]), np.uint64(offsets[np.uint64(runs[run, 1])])
        before = np.uint64(touchpoint[begin] if begin < end else 0)
        begin += one
        while begin < end:
            stop = min(begin + block, end)
            for at in range(begin, stop):  # positions are written always and kept when wanted: no branch to guess wrong
                now = np.uint64(touchpoint[at])
                found[hits] = at
                cell = ((before * width + now) * bins + np.uint64(wait_bin[at])) & mask
                hits += (bits[cell >> six] >> (cell & low)) & one
                before = now
            begin = stop
            if hits >= block:
                drawn = grown(drawn, np.int64(count + hits))
                count = _fetch(found, hits, touchpoint, touchpoints, time, drawn, count)
                hits = np.uint64(0)
    drawn = grown(drawn, np.int64(count + hits))
    return drawn[: _fetch(found, hits, touchpoint, touchpoints, time, drawn, count)]


@compiled(writes=2)
def _fetch(
    found: Array, hits: Whole, touchpoint: Array, touchpoints: int, time: Array, drawn: Array, count: Whole
) -> Whole:
    """Adds the waits that end at the places found, and returns how many there are now."""
    width, one = np.uint64(touchpoints), np.uint64(1)
    for hit in range(hits):
        there = found[hit]
        edge = np.uint64(touchpoint[there - one]) * width + np.uint64(touchpoint[there])
        drawn[count] = (edge << np.uint64(32)) | np.uint64(np.uint32(time[there] - time[there - one]))
        count += one
    return count
