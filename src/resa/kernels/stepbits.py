"""How far units get through steps in order, told from bits: where a unit meets a step is one word, a bit a place."""

import numpy as np

from resa.kernels.compilation import Array, Whole, compiled
from resa.kernels.lane import LANES, highest, larger, lowest, same

MOST_CODES = 4
"""Steps of more touchpoints than these are found sooner interaction by interaction."""

_LONGEST = 63  # interactions that one word tells of
_BLOCK = 1 << 12  # units looked at together


@compiled(writes=2)
def count_in_order(
    units: Array,
    offsets: Array,
    touchpoint: Array,
    time: Array,
    mask: Array,
    wait_bin: Array,
    bits: Array,
    codes: Array,
    window: int,
    bin_of_window: int,
    reached: Array,
    long: Array,
) -> Whole:
    """Counts how far each of these units gets, all of which meet the first step; returns how many it left out.

    Those are written to `long`. `codes` (steps, k) are the touchpoints of each step, some of them repeated to fill up;
    there are two steps at least, and `mask` tells exactly what a unit meets. First are found those that meet the second
    step after the first, then whether the earliest time was soon enough, which for most is all there is to know.
    """
    block, left = np.uint64(_BLOCK), np.uint64(0)
    who, met = np.empty(_BLOCK + 1, np.uint32), np.empty((_BLOCK + 1, 2), np.uint64)
    is_soon = np.empty(_BLOCK + 1, np.bool_)
    third = bits[2] if len(bits) > 2 else np.uint64(0)
    for first in range(np.uint64(0), np.uint64(len(units)), block):
        some = units[first : min(first + block, np.uint64(len(units)))]
        many, beyond = _meet_both(some, offsets, touchpoint, wait_bin, codes, bin_of_window, who, met, long[left:])
        reached[1] += len(some) - many - beyond
        _are_soon(who[:many], met, offsets, time, window, is_soon)
        on = _count_ended(many, is_soon, mask, third, who, met, reached)
        _go_on(who[:on], met, offsets, touchpoint, time, mask, bits, codes, window, reached)
        left += np.uint64(beyond)
    return left


@compiled(writes=3)
def _meet_both(
    units: Array,
    offsets: Array,
    touchpoint: Array,
    wait_bin: Array,
    codes: Array,
    bin_of_window: int,
    who: Array,
    met: Array,
    long: Array,
) -> tuple[Whole, Whole]:
    """Writes who meets the second step after the first, and where; returns how many, and how many are too long.

    Leaves out what lies beyond a wait that is by itself longer than the window, which its bin tells without a clock.
    """
    one, many, left, read = np.uint64(1), np.uint64(0), np.uint64(0), np.uint64(LANES)
    safe = np.uint64(max(len(touchpoint) - LANES, 0))
    for number in range(np.uint64(len(units))):
        unit = np.uint64(units[number])
        begin = np.uint64(offsets[unit])
        size = np.uint64(offsets[unit + one]) - begin
        if size > np.uint64(_LONGEST) or begin >= safe:
            long[left] = unit
            left += one
            continue
        starts, seconds, there = np.uint64(0), np.uint64(0), ~np.uint64(0) >> (read - size)
        for each in range(np.uint64(codes.shape[1])):
            starts |= same(touchpoint, begin, codes[0, each])
            seconds |= same(touchpoint, begin, codes[1, each])
        starts &= there
        seconds &= there & _before_walls(starts, larger(wait_bin, begin, bin_of_window))
        who[many], met[many, 0], met[many, 1] = unit, starts, seconds  # written always and kept when it counts
        many += np.uint64(seconds != 0)
    return many, left


@compiled(writes=1)
def _are_soon(who: Array, met: Array, offsets: Array, time: Array, window: int, is_soon: Array) -> None:
    """Writes whether the earliest second step comes in time: where both lie first, so that memory is asked for many."""
    one, places = np.uint64(1), np.empty((_BLOCK + 1, 2), np.uint32)
    for number in range(np.uint64(len(who))):
        begin, starts, seconds = np.uint64(offsets[np.uint64(who[number])]), met[number, 0], met[number, 1]
        second = seconds & (~seconds + one)
        places[number, 0] = begin + highest(starts & (second - one))
        places[number, 1] = begin + lowest(second)
    for number in range(np.uint64(len(who))):
        start, second = np.uint64(places[number, 0]), np.uint64(places[number, 1])
        is_soon[number] = np.int64(time[second]) - np.int64(time[start]) <= window


@compiled(writes=3)
def _count_ended(many: int, is_soon: Array, mask: Array, third: Whole, who: Array, met: Array, reached: Array) -> Whole:
    """Counts who is known to end at the first or second step; moves the others to the front and returns how many."""
    on, first, second = np.uint64(0), 0, 0
    for number in range(np.uint64(many)):
        unit, starts, seconds = who[number], met[number, 0], met[number, 1]
        ends_first = (not is_soon[number]) & (seconds & (seconds - np.uint64(1)) == 0)
        ends_second = is_soon[number] & (mask[unit] & third == 0)
        who[on], met[on, 0], met[on, 1] = unit, starts, seconds
        on += np.uint64(not (ends_first | ends_second))
        first, second = first + ends_first, second + ends_second
    reached[1] += first
    reached[2] += second
    return on


@compiled(writes=1)
def _go_on(
    who: Array,
    met: Array,
    offsets: Array,
    touchpoint: Array,
    time: Array,
    mask: Array,
    bits: Array,
    codes: Array,
    window: int,
    reached: Array,
) -> None:
    """Counts how far each unit gets from the second step on: step after step, what is reached in time, and since when.

    A place has the latest start of all chains that lead to it: no other chain can get further in time.
    """
    one, steps, since = np.uint64(1), np.uint64(len(codes)), np.empty((2, LANES), np.uint8)
    for number in range(np.uint64(len(who))):
        unit, step, kept, wanted = np.uint64(who[number]), one, met[number, 0], met[number, 1]
        begin = np.uint64(offsets[unit])
        there = ~np.uint64(0) >> (np.uint64(LANES) - (np.uint64(offsets[unit + one]) - begin))
        while True:
            now, before, further = step & one, (step - one) & one, np.uint64(0)
            while wanted != 0:
                hit = wanted & (~wanted + one)
                place, start = lowest(hit), highest(kept & (hit - one))
                if step > one:
                    start = np.uint64(since[before, start])
                if np.int64(time[begin + place]) - np.int64(time[begin + start]) <= window:
                    further |= hit
                    since[now, place] = start
                wanted ^= hit
            if further == 0:
                break
            kept, step = further, step + one
            if step == steps or mask[unit] & bits[step] == 0:
                break
            for each in range(np.uint64(codes.shape[1])):
                wanted |= same(touchpoint, begin, codes[step, each])
            wanted &= there & _above(kept)
        reached[step] += 1


@compiled()
def _above(bits: Whole) -> Whole:
    """Returns all bits above the lowest one of these."""
    lowest = bits & (~bits + np.uint64(1))
    return ~(lowest | (lowest - np.uint64(1)))


@compiled()
def _before_walls(starts: Whole, walls: Whole) -> Whole:
    """Returns all places above a start with no wall on the way nor at the place itself.

    A sum carries a bit through all open places above it. Source: Cameron et al., Bitwise data parallelism in regular
    expression matching, PACT 2014.
    """
    after, open_places = starts << np.uint64(1), ~walls
    return (((after & open_places) + open_places) ^ open_places | after) & open_places
