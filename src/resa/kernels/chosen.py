"""Neighbours in the units that a selection keeps, in all of their time or a stretch of it, by their stored waits.

Neither leaves anybody out between two, so a wait that was stored is still the wait since the one before.
"""

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, Whole, compiled
from resa.kernels.counter import count_up
from resa.kernels.ending import waits_ending
from resa.kernels.lane import LANES, how_many, within
from resa.kernels.partition import Partition
from resa.kernels.selection import Selection, tables
from resa.kernels.unitbits import PLACES_OF_BYTE, Bits, marked, put_places
from resa.kernels.unitrun import UnitChoice

_BLOCK = 64  # words of bits that are looked at together


class NeighboursChosen:
    """Interactions of which the one before, of the same unit, is kept too; the selection asks for no places or rows.

    Which these are is remembered, a bit each, until they are drawn from.
    """

    def __init__(self, partition: Partition, selection: Selection) -> None:
        self._partition = partition
        self._choice = UnitChoice.of(partition, selection)
        self._bounds = None if selection.keep.is_open else tables(partition, selection.keep)[-1]
        self._known: dict[tuple[int, int], Bits] = {}

    def count(self, first: int, last: int, *, stride: int, counts: NDArray[np.uint16]) -> None:
        """Adds the waits of the range to the counts, by edge * stride + bin."""
        found = self._known[first, last] = self._find(first, last)
        _count(found, *self._where(first), stride, counts)

    def draw(self, first: int, last: int, *, bits: NDArray[np.uint64]) -> NDArray[np.uint64]:
        """Returns at least the waits of the range in the wanted bins, which are bits by edge, and forgets the range."""
        found = self._known.pop((first, last), None)
        found = self._find(first, last) if found is None else found
        where, chosen = self._where(first), np.empty(int(_total(found)) + 1, np.uint32)
        many = int(_find_wanted(found, *where, bits, chosen))
        return waits_ending(chosen[:many], partition=self._partition, base=where[0])

    def _where(self, first: int) -> tuple[int, Array, Array, int, Array]:
        stored = self._partition
        return (
            int(stored.offsets[first]),
            stored.touchpoint,
            stored.wait_bin,
            len(stored.dictionary.touchpoints),
            PLACES_OF_BYTE,
        )

    def _find(self, first: int, last: int) -> Bits:
        bounds, choice = self._bounds, self._choice
        runs = choice.runs(first, last) if bounds is None else choice.runs_to_read(first, last)
        found = marked(runs, first, last, partition=self._partition)
        pairs: Bits = found.inside & ~found.starts
        if bounds is not None:
            _keep_in_time(found.base, self._partition.time, bounds, pairs)
        return pairs


@compiled()
def _total(bits: Array) -> Whole:
    many = np.uint64(0)
    for word in range(np.uint64(len(bits))):
        many += how_many(bits[word])
    return many


@compiled(writes=1)
def _keep_in_time(base: int, time: Array, bounds: Array, pairs: Array) -> None:
    """Takes out who is not between the bounds, and who comes after one that is not."""
    one, lanes = np.uint64(1), np.uint64(LANES)
    lowest, span = np.uint32(bounds[0]), np.uint32(bounds[1] - bounds[0])
    if bounds[1] < bounds[0]:
        pairs[:] = 0
        return
    for word in range(np.uint64(len(pairs))):
        if pairs[word] == 0:
            continue
        at, inside = np.uint64(base) + word * lanes, np.uint64(0)
        if at + lanes <= np.uint64(len(time)):
            inside = within(time, at, lowest, span)
        else:
            for left in range(np.uint64(len(time)) - at):
                inside |= np.uint64(np.uint32(time[at + left] - lowest) <= span) << left
        before = inside << one
        if pairs[word] & one != 0:
            before |= np.uint64(np.uint32(time[at - one] - lowest) <= span)
        pairs[word] &= inside & before


@compiled(writes=1)
def _count(
    bits: Array,
    base: int,
    touchpoint: Array,
    wait_bin: Array,
    touchpoints: int,
    of_byte: Array,
    stride: int,
    counts: Array,
) -> None:
    """Counts the waits that end at these interactions."""
    bins, block, lanes, size = np.uint64(stride), np.uint64(_BLOCK), np.uint64(LANES), _BLOCK * LANES
    places, edges = np.empty(size + 8, np.uint32), np.empty(size, np.uint32)
    for first in range(np.uint64(0), np.uint64(len(bits)), block):
        begin = np.uint64(base) + first * lanes
        many = _places(bits[first : first + block], of_byte, places)
        _find_edges(begin, places[:many], touchpoint, touchpoints, edges)
        for number in range(many):
            place = np.uint64(places[number])
            count_up(np.uint64(edges[place]) * bins + np.uint64(wait_bin[begin + place]), counts)


@compiled(writes=1)
def _find_wanted(
    bits: Array,
    base: int,
    touchpoint: Array,
    wait_bin: Array,
    touchpoints: int,
    of_byte: Array,
    wanted: Array,
    chosen: Array,
) -> Whole:
    """Writes where the waits end whose bin is wanted of their edge, from `base` on; returns how many."""
    modulo, last, one, many = np.uint64(len(wanted) - 1), np.uint64(63), np.uint64(1), np.uint64(0)
    block, lanes, size = np.uint64(_BLOCK), np.uint64(LANES), _BLOCK * LANES
    places, edges = np.empty(size + 8, np.uint32), np.empty(size, np.uint32)
    for first in range(np.uint64(0), np.uint64(len(bits)), block):
        shift, begin = first * lanes, np.uint64(base) + first * lanes
        found = _places(bits[first : first + block], of_byte, places)
        _find_edges(begin, places[:found], touchpoint, touchpoints, edges)
        for number in range(found):
            place = np.uint64(places[number])
            of_edge = wanted[np.uint64(edges[place]) & modulo]
            chosen[many] = shift + place  # written always and kept when wanted: no branch to guess wrong
            many += (of_edge >> (np.uint64(wait_bin[begin + place]) & last)) & one
    return many


@compiled(writes=1)
def _find_edges(begin: Whole, places: Array, touchpoint: Array, touchpoints: int, edges: Array) -> None:
    """Writes the edges that end at these places of a block; all of the block where that is done sooner."""
    width, one = np.uint64(touchpoints), np.uint64(1)
    there = min(np.uint64(len(touchpoint)) - begin, np.uint64(len(edges)))
    if np.uint64(len(places)) * np.uint64(4) < there or begin == 0:
        for number in range(np.uint64(len(places))):
            at = begin + np.uint64(places[number])
            edges[places[number]] = np.uint64(touchpoint[at - one]) * width + np.uint64(touchpoint[at])
        return
    for place in range(there):
        at = begin + place
        edges[place] = np.uint64(touchpoint[at - one]) * width + np.uint64(touchpoint[at])


@compiled(writes=1)
def _places(bits: Array, of_byte: Array, places: Array) -> Whole:
    """Writes the places of the bits that are set; returns how many."""
    many = np.uint64(0)
    for word in range(np.uint64(len(bits))):
        many = put_places(bits[word], word * np.uint64(LANES), many, of_byte, places)
    return many
