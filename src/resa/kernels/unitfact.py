"""What a partition stores beside the interactions so that others need not read them: waits, masks, hashes."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, compiled
from resa.kernels.partition import NO_MONTHS
from resa.kernels.thread import per_range

_DAY = 86_400


def wait_bins(offsets: NDArray[np.int64], time: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Returns the bin of each wait since the unit's previous interaction, 0 for its first."""
    bins = np.empty(len(time), np.uint8)
    per_range(offsets, lambda first, last: _wait_bins(first, last, offsets, time, bins))
    return bins


class TouchpointFacts(NamedTuple):
    """Of each unit: the bits of its touchpoints, those set by several interactions, the hash of its path (never 0)."""

    touchpoint_mask: NDArray[np.uint64]
    touchpoint_again: NDArray[np.uint64]
    path_hash: NDArray[np.uint64]


def touchpoint_facts(offsets: NDArray[np.int64], touchpoint: NDArray[np.uint8] | NDArray[np.uint16]) -> TouchpointFacts:
    """Returns what the path of each unit says."""
    units = len(offsets) - 1
    facts = TouchpointFacts(np.empty(units, np.uint64), np.empty(units, np.uint64), np.empty(units, np.uint64))
    given = (facts.touchpoint_mask, facts.touchpoint_again, facts.path_hash)
    per_range(offsets, lambda first, last: _touchpoint_facts(first, last, offsets, touchpoint, *given))
    return facts


def month_facts(
    offsets: NDArray[np.int64], time: NDArray[np.uint32], *, origin: int
) -> tuple[NDArray[np.uint64], tuple[int, int]]:
    """Returns the mask of each unit's calendar months, and the first and last month that occur at all."""
    mask = np.empty(len(offsets) - 1, np.uint64)
    if not len(time):
        return mask, NO_MONTHS
    midnight = origin % _DAY
    first_day, days = origin // _DAY, (int(time.max()) + midnight) // _DAY + 1
    months = np.arange(first_day, first_day + days).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    given = (offsets, time, midnight, (months % 64).astype(np.uint8))
    per_range(offsets, lambda first, last: _month_mask(first, last, *given, mask))
    return mask, (int(months[(int(time.min()) + midnight) // _DAY]), int(months[-1]))


@compiled(writes=1)
def _month_mask(
    first: int, last: int, offsets: Array, time: Array, midnight: int, month_of_day: Array, mask: Array
) -> None:
    one, shift = np.uint64(1), np.uint64(midnight)
    for unit in range(np.uint64(first), np.uint64(last)):
        seen = np.uint64(0)
        for at in range(np.uint64(offsets[unit]), np.uint64(offsets[unit + one])):
            seen |= one << np.uint64(month_of_day[(np.uint64(time[at]) + shift) // np.uint64(86_400)])
        mask[unit] = seen


@compiled(writes=1)
def _wait_bins(first: int, last: int, offsets: Array, time: Array, bins: Array) -> None:
    for at in range(offsets[first] + 1, offsets[last]):
        seconds = np.int64(time[at]) - np.int64(time[at - 1])
        octave = (np.float64(seconds).view(np.int64) >> 49) - 8200
        bins[at] = np.uint8(seconds if seconds < 16 else octave)
    for unit in range(first, last):
        bins[offsets[unit]] = 0


@compiled(writes=3)
def _touchpoint_facts(
    first: int, last: int, offsets: Array, touchpoint: Array, mask: Array, again: Array, path: Array
) -> None:
    one, odd, half = np.uint64(1), np.uint64(0x9E3779B97F4A7C15), np.uint64(32)
    for unit in range(first, last):
        seen, twice, mixed = np.uint64(0), np.uint64(0), np.uint64(0x2545F4914F6CDD1D)
        for at in range(offsets[unit], offsets[unit + 1]):
            code = np.uint64(touchpoint[at])
            bit = one << (code & np.uint64(63))
            twice |= seen & bit
            seen |= bit
            mixed = (mixed ^ (code + one)) * odd
            mixed ^= mixed >> half
        mask[unit], again[unit] = seen, twice
        path[unit] = mixed | one
