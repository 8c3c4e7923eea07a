"""Runs of units as bits of their interactions: 64 are judged, passed over and put together at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, Whole, compiled
from resa.kernels.lane import LANES, how_many, same, spread
from resa.kernels.partition import Partition

_BLOCK = 8  # words

Bits = NDArray[np.uint64]
"""A bit for each interaction from a certain one on, the first in the lowest bit of the first word; one word more."""

_PLACES = [[bit for bit in range(8) if byte >> bit & 1] for byte in range(256)]
PLACES_OF_BYTE: NDArray[np.uint64] = (
    np.array([found + [0] * (8 - len(found)) for found in _PLACES]).astype(np.uint8).view(np.uint64).ravel()
)
"""For each byte the places of the bits that are set, one in each byte of a word."""


@dataclass(frozen=True, slots=True, eq=False)
class Marked:
    """Which interactions from `base` on belong to the runs, and where units begin; of others some."""

    base: int
    inside: Bits
    starts: Bits


def marked(runs: NDArray[np.uint32], first: int, last: int, *, partition: Partition) -> Marked:
    """Returns the interactions of these runs, which lie among the units `first` to `last`."""
    base, after = int(partition.offsets[first]), int(partition.offsets[last])
    inside, starts = np.empty((2, (after - base) // LANES + 2), np.uint64)
    _mark(first, last, runs, partition.offsets, inside, starts)
    return Marked(base, inside, starts)


@compiled(writes=2)
def _mark(first: int, last: int, runs: Array, offsets: Array, inside: Array, starts: Array) -> None:
    """Writes both a block at a time: flags first, a byte each, which need not wait for each other as bits of a word do.

    Where runs begin and end become bits too, of which those between two are filled.
    """
    one, lanes, size = np.uint64(1), np.uint64(LANES), np.uint64(_BLOCK * LANES)
    base, unit, turn, is_open = np.uint64(offsets[first]), np.uint64(first), np.uint64(0), np.uint64(0)
    begins, turns, ends = np.zeros(_BLOCK * LANES, np.uint8), np.zeros(_BLOCK * LANES, np.uint8), runs.ravel()
    for block in range(np.uint64(0), np.uint64(len(starts)), np.uint64(_BLOCK)):
        shift, stop = base + block * lanes, base + block * lanes + size
        if is_open == 0:  # what lies before the next run is passed over
            unit = np.uint64(ends[turn]) if turn < np.uint64(len(ends)) else np.uint64(last)
            if unit == np.uint64(last) or np.uint64(offsets[unit]) >= stop:
                inside[block : block + np.uint64(_BLOCK)] = 0
                starts[block : block + np.uint64(_BLOCK)] = 0
                continue
        begins[:], turns[:] = 0, 0
        while unit < np.uint64(last) and np.uint64(offsets[unit]) < stop:
            begins[np.uint64(offsets[unit]) - shift] = 1
            unit += one
        while turn < np.uint64(len(ends)) and np.uint64(offsets[np.uint64(ends[turn])]) < stop:
            turns[np.uint64(offsets[np.uint64(ends[turn])]) - shift] ^= 1
            turn += one
        for word in range(min(np.uint64(_BLOCK), np.uint64(len(starts)) - block)):
            starts[block + word] = same(begins, word * lanes, np.uint8(1))
            filled = _filled(same(turns, word * lanes, np.uint8(1))) ^ (np.uint64(0) - is_open)
            inside[block + word], is_open = filled, filled >> (lanes - one)


@compiled()
def _filled(turns: Whole) -> Whole:
    """Returns the bits from each odd one of these up to the next: every bit is the sum, modulo two, of those below."""
    for step in range(6):
        turns ^= turns << (np.uint64(1) << np.uint64(step))
    return turns


@compiled(writes=1)
def put_places(bits: Whole, shift: Whole, many: Whole, of_byte: Array, places: Array) -> Whole:
    """Writes the places of the bits that are set after those there are; returns how many there are then."""
    one, eight, byte = np.uint64(1), np.uint64(8), np.uint64(255)
    if bits == 0:
        return many
    for low in range(np.uint64(0), np.uint64(LANES), eight):
        before = many + how_many(bits & ((one << low) - one))
        spread(places, before, of_byte[(bits >> low) & byte], np.uint32(shift + low))
    return many + how_many(bits)
