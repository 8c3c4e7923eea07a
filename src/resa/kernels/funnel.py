"""How many units get through a series of steps."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from resa.kernels.arithmetic import Counts
from resa.kernels.compilation import Array, compiled
from resa.kernels.partition import Partition
from resa.kernels.stepbits import MOST_CODES, count_in_order
from resa.kernels.thread import per_range
from resa.kernels.waitbin import wait_bin

_MOST_STEPS = 63
_NO_WINDOW = 1 << 40  # seconds; longer than anything
_LONGEST_WAIT = (1 << 32) - 1  # seconds that have a bin
_NEVER = -(1 << 42)  # when nothing began; no window reaches back to it


class StepOrder(StrEnum):
    """How the steps of a funnel must follow each other."""

    ORDERED = "ordered"  # one after the other, anything in between
    STRICT = "strict"  # each directly after the one before
    ANY = "any"  # in any order


@dataclass(frozen=True, slots=True, eq=False)
class FunnelCounts(Counts):
    """Units by the number of steps they got through, (steps + 1,)."""

    units: NDArray[np.int64]

    def finish(self) -> NDArray[np.int64]:
        """Returns how many units there are, then how many reached the first step, the second, and so on."""
        return np.cumsum(self.units[::-1])[::-1]


@dataclass(frozen=True, slots=True)
class Funnel:
    """Units that get through `steps`, each a set of touchpoint codes, within a window from the first step on.

    Every interaction serves one step of a chain; a step that is visited again may begin a later chain, so a unit
    counts with the best chain it has. In any order, units have reached step k when some window holds an interaction
    for each of the first k steps (there, one interaction serves every step it belongs to). `within_seconds` None
    is no limit.
    """

    steps: tuple[frozenset[int], ...]
    order: StepOrder = StepOrder.ORDERED
    within_seconds: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= len(self.steps) <= _MOST_STEPS:
            raise ValueError(f"expected 1 to {_MOST_STEPS} steps, got {len(self.steps)}")

    def of(self, partition: Partition) -> FunnelCounts:
        """Returns the counts of these units."""
        table = self._table(touchpoints=len(partition.dictionary.touchpoints))
        window = _NO_WINDOW if self.within_seconds is None else self.within_seconds
        bits = np.array([_bits(codes) for codes in self.steps], np.uint64)
        codes = self._codes(touchpoints=len(table))
        stored = (partition.offsets, partition.touchpoint, partition.time, partition.touchpoint_mask)
        bin_of_window = int(wait_bin(np.array([min(window, _LONGEST_WAIT)]))[0])

        def work(first: int, last: int) -> NDArray[np.int64]:
            reached = np.zeros(len(self.steps) + 1, np.int64)
            if self.order is not StepOrder.ORDERED:
                loop = _strict if self.order is StepOrder.STRICT else _any_order
                loop(first, last, *stored, bits, table, window, reached)
                return reached
            units = _worth_reading(first, last, partition.touchpoint_mask, bits, len(table) <= 64, reached)
            if codes is not None:
                long = np.empty(len(units), np.uint32)
                asked = (*stored, partition.wait_bin, bits, codes, window, bin_of_window)
                units = long[: int(count_in_order(units, *asked, reached, long))]
            _ordered(units, *stored[:3], table, window, reached)
            return reached

        return FunnelCounts(np.sum(per_range(partition.offsets, work), axis=0))

    def _codes(self, *, touchpoints: int) -> NDArray[np.uint8] | None:
        """Returns the touchpoints of each step where these are few, and bits tell all that there are; else None."""
        most = max(map(len, self.steps))
        if touchpoints > 64 or len(self.steps) < 2 or not all(self.steps) or most > MOST_CODES:
            return None
        return np.array([(*codes, *[min(codes)] * (most - len(codes))) for codes in self.steps]).astype(np.uint8)

    def _table(self, *, touchpoints: int) -> NDArray[np.uint64]:
        """Returns for each touchpoint the bits of the steps it belongs to."""
        table = np.zeros(touchpoints, np.uint64)
        for number, codes in enumerate(self.steps):
            table[[code for code in codes if code < touchpoints]] |= np.uint64(1 << number)
        return table


def _bits(codes: frozenset[int]) -> np.uint64:
    bits = 0
    for code in codes:
        bits |= 1 << (code % 64)
    return np.uint64(bits)


@compiled(writes=1)
def _worth_reading(first: int, last: int, mask: Array, bits: Array, is_exact: bool, reached: Array) -> Array:
    """Returns the units that may get to the second step; counts the others.

    Up to 64 touchpoints a mask says exactly what a unit has: without the second step it need not be read.
    """
    following = bits[min(1, len(bits) - 1)] if is_exact else ~np.uint64(0)
    worth, chosen, begins = np.empty(last - first + 1, np.uint32), np.uint64(0), 0
    for unit in range(np.uint64(first), np.uint64(last)):  # written always and kept when it counts
        can_begin = (mask[unit] & bits[0]) != 0
        worth[chosen] = unit
        chosen += np.uint64(can_begin & ((mask[unit] & following) != 0))
        begins += can_begin
    reached[0] += last - first - begins
    reached[1] += begins - np.int64(chosen)
    return worth[:chosen]


@compiled(writes=1)
def _ordered(
    units: Array, offsets: Array, touchpoint: Array, time: Array, table: Array, window: int, reached: Array
) -> None:
    """For each step keeps the latest start of a chain that got so far: no other chain can get further in time.

    First finds how far a unit gets with all the time in the world: who does not get to the second step needs no clock.
    """
    steps, one, longest = np.uint64(len(reached) - 1), np.uint64(1), np.int64(0)
    for number in range(np.uint64(len(units))):
        who = np.uint64(units[number])
        longest = max(longest, offsets[who + one] - offsets[who])
    begun, found = np.empty(steps, np.int64), np.empty(longest + 1, np.uint32)
    for number in range(np.uint64(len(units))):
        who = np.uint64(units[number])
        begin, many, most = np.uint64(offsets[who]), np.uint64(0), np.uint64(0)
        for place in range(np.uint64(offsets[who + one]) - begin):  # written always and kept when it counts
            belongs = table[np.uint64(touchpoint[begin + place])]
            found[many] = place
            many += np.uint64(belongs != 0)
            most += (belongs >> most) & one
        if most <= one:
            reached[most] += 1
            continue
        for before in range(most):
            begun[before] = _NEVER
        for hit in range(many):  # each step is looked at, whether the hit belongs to it or not: no branch either
            at = begin + np.uint64(found[hit])
            belongs, now = table[np.uint64(touchpoint[at])], np.int64(time[at])
            step = most - one
            while step > 0:
                start = begun[step - one]
                is_next = ((belongs >> step) & one != 0) & (now - start <= window)
                begun[step] = max(begun[step], start) if is_next else begun[step]
                step -= one
            begun[0] = now if belongs & one else begun[0]
        best = np.uint64(0)
        for before in range(most):
            best += np.uint64(begun[before] >= 0)
        reached[best] += 1


@compiled(writes=1)
def _strict(
    first: int,
    last: int,
    offsets: Array,
    touchpoint: Array,
    time: Array,
    mask: Array,
    bits: Array,
    table: Array,
    window: int,
    reached: Array,
) -> None:
    steps = len(reached) - 1
    for unit in range(first, last):
        best = 0
        if (mask[unit] & bits[0]) != 0:
            end = offsets[unit + 1]
            for at in range(offsets[unit], end):
                step = 0
                while step < steps and at + step < end:
                    if (table[touchpoint[at + step]] >> np.uint64(step)) & np.uint64(1) == 0:
                        break
                    if np.int64(time[at + step]) - np.int64(time[at]) > window:
                        break
                    step += 1
                best = max(best, step)
        reached[best] += 1


@compiled(writes=1)
def _any_order(
    first: int,
    last: int,
    offsets: Array,
    touchpoint: Array,
    time: Array,
    mask: Array,
    bits: Array,
    table: Array,
    window: int,
    reached: Array,
) -> None:
    """Keeps the latest time of each step; those not older than the window are there together."""
    steps = len(reached) - 1
    latest = np.empty(steps, np.int64)
    for unit in range(first, last):
        best = 0
        latest[:] = -window - 1
        if (mask[unit] & bits[0]) != 0:
            for at in range(offsets[unit], offsets[unit + 1]):
                belongs, now = table[touchpoint[at]], np.int64(time[at])
                if belongs == 0:
                    continue
                for step in range(steps):
                    if (belongs >> np.uint64(step)) & np.uint64(1):
                        latest[step] = now
                together = 0
                while together < steps and now - latest[together] <= window and latest[together] >= 0:
                    together += 1
                best = max(best, together)
        reached[best] += 1
