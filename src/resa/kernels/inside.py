"""Neighbours inside a stretch of time, counted by their stored waits: a stretch leaves no one out between two."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, Whole, compiled
from resa.kernels.ending import waits_ending
from resa.kernels.partition import Partition
from resa.kernels.scratch import hand_back, lent
from resa.kernels.selection import Selection, tables
from resa.kernels.unitrun import UnitChoice, interactions_in

_BLOCK = 1 << 12  # interactions looked at together
_GAP = 30  # interactions that are read in the time it takes to begin another run, less what leaving out a gap takes
_NO_GAPS = np.zeros((0, 2), np.uint32)


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    places: NDArray[np.uint32]
    lent: NDArray[np.uint64]  # the memory they lie in


class NeighboursInside:
    """Interactions of which the one before, of the same unit, is kept too; the selection asks for a time only.

    What was found is remembered until it is drawn from.
    """

    def __init__(self, partition: Partition, selection: Selection) -> None:
        self._partition = partition
        self._choice = UnitChoice.of(partition, selection)
        *_, self._bounds = tables(partition, selection.keep)
        self._known: dict[tuple[int, int], _Found] = {}

    def count(self, first: int, last: int, *, stride: int, counts: NDArray[np.uint32]) -> None:
        """Adds the waits of the range to the counts, by edge * stride + bin."""
        found = self._known[first, last] = self._find(first, last)
        _count(found.places, *self._where(first), len(self._partition.dictionary.touchpoints), stride, counts)

    def draw(self, first: int, last: int, *, bits: NDArray[np.uint64]) -> NDArray[np.uint64]:
        """Returns at least the waits of the range in the wanted bins, which are bits by edge, and forgets the range."""
        found = self._known.pop((first, last), None)
        found = self._find(first, last) if found is None else found
        where, chosen = self._where(first), np.empty(len(found.places), np.uint32)
        many = int(_find_wanted(found.places, *where, len(self._partition.dictionary.touchpoints), bits, chosen))
        hand_back(found.lent)
        return waits_ending(chosen[:many], partition=self._partition, base=where[0])

    def _where(self, first: int) -> tuple[int, Array, Array]:
        return int(self._partition.offsets[first]), self._partition.touchpoint, self._partition.wait_bin

    def _find(self, first: int, last: int) -> _Found:
        offsets, time, runs = self._partition.offsets, self._partition.time, self._choice.runs_to_read(first, last)
        reading, all_there = interactions_in(runs, partition=self._partition), int(offsets[last] - offsets[first])
        gaps = _NO_GAPS
        if all_there - reading < _GAP * (len(runs) - 1):
            runs, gaps = np.array([[runs[0, 0], runs[-1, 1]]], np.uint32), runs.ravel()[1:-1].reshape(-1, 2)
        memory = lent(all_there // 2 + 1)
        places = memory.view(np.uint32)
        many = int(_find(runs, gaps, offsets, int(offsets[first]), time, self._bounds, places))
        return _Found(places[:many], memory)


@compiled(writes=1)
def _find(runs: Array, gaps: Array, offsets: Array, base: int, time: Array, bounds: Array, places: Array) -> Whole:
    """Writes which interactions are inside as their neighbour before them is, from `base` on; returns how many.

    A block is judged as if there were one unit; then those that begin a unit are taken out, and the units in gaps.
    """
    one, block, shift = np.uint64(1), np.uint64(_BLOCK), np.uint64(base)
    lowest, highest = np.uint32(bounds[0]), np.uint32(bounds[1])
    inside, many, gap = np.empty(_BLOCK, np.uint8), np.uint64(0), np.uint64(0)
    for run in range(np.uint64(len(runs))):
        unit, after = np.uint64(runs[run, 0]), np.uint64(runs[run, 1])
        begin, end = np.uint64(offsets[unit]) + one, np.uint64(offsets[after])
        unit += one
        while begin < end:
            stop = min(begin + block, end)
            for at in range(stop - begin):
                here, before = time[begin + at], time[begin + at - one]
                inside[at] = (here >= lowest) & (here <= highest) & (before >= lowest) & (before <= highest)
            while unit < after and np.uint64(offsets[unit]) < stop:
                if np.uint64(offsets[unit]) >= begin:
                    inside[np.uint64(offsets[unit]) - begin] = 0
                unit += one
            gap = _leave_out(gaps, gap, offsets, begin, stop, inside)
            for at in range(stop - begin):  # written always and kept when it counts: no branch to guess wrong
                places[many] = begin + at - shift
                many += np.uint64(inside[at])
            begin = stop
    return many


@compiled(writes=1)
def _leave_out(gaps: Array, gap: Whole, offsets: Array, begin: Whole, stop: Whole, inside: Array) -> Whole:
    """Takes the units in gaps out of a block, from this gap on; returns the first gap that reaches the next block."""
    while gap < np.uint64(len(gaps)):
        opens, closes = np.uint64(offsets[np.uint64(gaps[gap, 0])]), np.uint64(offsets[np.uint64(gaps[gap, 1])])
        for at in range(max(opens, begin) - begin, max(min(closes, stop), begin) - begin):
            inside[at] = 0
        if closes > stop:
            break
        gap += np.uint64(1)
    return gap


@compiled(writes=1)
def _count(
    places: Array, base: int, touchpoint: Array, wait_bin: Array, touchpoints: int, stride: int, counts: Array
) -> None:
    width, bins, shift, one = np.uint64(touchpoints), np.uint64(stride), np.uint64(base), np.uint64(1)
    for place in range(np.uint64(len(places))):
        at = shift + np.uint64(places[place])
        edge = np.uint64(touchpoint[at - one]) * width + np.uint64(touchpoint[at])
        counts[edge * bins + np.uint64(wait_bin[at])] += 1


@compiled(writes=1)
def _find_wanted(
    places: Array, base: int, touchpoint: Array, wait_bin: Array, touchpoints: int, bits: Array, chosen: Array
) -> Whole:
    """Writes those of the places where the waits end whose bin is wanted of their edge; returns how many."""
    width, edges, last, shift = np.uint64(touchpoints), np.uint64(len(bits) - 1), np.uint64(63), np.uint64(base)
    one, many = np.uint64(1), np.uint64(0)
    for place in range(np.uint64(len(places))):
        at = shift + np.uint64(places[place])
        edge = np.uint64(touchpoint[at - one]) * width + np.uint64(touchpoint[at])
        chosen[many] = places[place]
        many += (bits[edge & edges] >> (np.uint64(wait_bin[at]) & last)) & one
    return many
