"""Sessions found a block of interactions at a time: where they begin and end, how long they last; nothing is kept."""

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, Whole, compiled
from resa.kernels.lane import LANES, how_many, larger, lowest, same
from resa.kernels.partition import Partition
from resa.kernels.unitbits import PLACES_OF_BYTE, put_places
from resa.kernels.waitbin import wait_bin

_BLOCK = 1 << 12  # interactions; a multiple of 64, for they are looked at a word of bits at a time
_TABLES = 4  # side by side: consecutive increments then need not wait for each other
_LONGEST = (1 << 32) - 1


def walked(
    partition: Partition, first: int, last: int, *, gap_seconds: int, seconds: NDArray[np.uint64]
) -> tuple[int, int, int, NDArray[np.uint32]]:
    """Writes the seconds of each session of several interactions among the units `first` to `last`.

    Returns how many sessions there are; how many of several interactions, and the longest seconds of one; and how many
    of those have each number of interactions. `seconds` has room for half as many as there are interactions.
    """
    bin_of_gap = int(wait_bin(np.array([min(max(gap_seconds, 0), _LONGEST)]))[0])
    lengths = np.zeros((_TABLES, int(_longest_unit(first, last, partition.offsets)) + 1), np.uint32)
    given = (partition.offsets, partition.wait_bin, partition.time, gap_seconds, bin_of_gap, PLACES_OF_BYTE)
    sessions, several, longest = _walk(first, last, *given, seconds, lengths)
    return int(sessions), int(several), int(longest), lengths.sum(axis=0, dtype=np.uint32)


@compiled()
def _longest_unit(first: int, last: int, offsets: Array) -> Whole:
    longest = np.int64(0)
    for unit in range(np.uint64(first), np.uint64(last)):
        longest = max(longest, offsets[unit + np.uint64(1)] - offsets[unit])
    return longest


@compiled(writes=2)
def _walk(
    first: int,
    last: int,
    offsets: Array,
    wait_bin: Array,
    time: Array,
    gap_seconds: int,
    bin_of_gap: int,
    places: Array,
    seconds: Array,
    lengths: Array,
) -> tuple[Whole, Whole, Whole]:
    """Goes through a block after the other; of each it looks one interaction ahead, whether a session begins there.

    A turn that is left over, for its session has not ended, is the first one of the next block.
    """
    one, block, unit = np.uint64(1), np.uint64(_BLOCK), np.uint64(first)
    base, end = np.uint64(offsets[first]), np.uint64(offsets[last])
    starts, turns, open_turns = np.empty(_BLOCK // LANES + 1, np.uint64), np.empty(_BLOCK + 9, np.uint32), np.uint64(0)
    sessions, several, longest = np.uint64(0), np.uint64(0), np.uint32(0)
    for begin in range(base, end, block):
        stop = min(begin + block, end)
        _mark(begin, min(stop + one, end), wait_bin, time, gap_seconds, np.uint8(bin_of_gap), starts)
        unit = _mark_units(begin, stop, unit, np.uint64(last), offsets, starts)
        more, found = _turn(begin - base, stop - begin, starts, places, open_turns, turns)
        ended = found >> one
        longest = max(longest, _measure(base, ended, turns, time, seconds[several:], lengths))
        sessions, several, open_turns = sessions + more, several + ended, found & one
        turns[0] = turns[max(found, one) - one]
    return sessions, several, longest


@compiled(writes=1)
def _mark(
    begin: Whole, ahead: Whole, wait_bin: Array, time: Array, gap_seconds: int, bin_of_gap: Whole, starts: Array
) -> None:
    """Writes which interactions begin a session, a bit each, as their waits tell; all after them are as if they did.

    Nearly always the bin of a wait says whether it begins a session: the clock is asked in one bin only.
    """
    one, lanes, every = np.uint64(1), np.uint64(LANES), ~np.uint64(0)
    for word in range(np.uint64(len(starts))):
        at = begin + word * lanes
        if at >= ahead:
            starts[word] = every
            continue
        if at + lanes <= np.uint64(len(wait_bin)):
            here, asked = larger(wait_bin, at, bin_of_gap), same(wait_bin, at, bin_of_gap)
        else:
            here, asked = _compared(wait_bin[at:], bin_of_gap)
        while asked != 0:
            place = lowest(asked)
            asked &= asked - one
            if at + place > 0:
                waited = np.int64(time[at + place]) - np.int64(time[at + place - one])
                here |= np.uint64(waited > gap_seconds) << place
        starts[word] = here if ahead - at >= lanes else here | every << (ahead - at)


@compiled()
def _compared(last: Array, number: Whole) -> tuple[Whole, Whole]:
    """Returns which of the last numbers, fewer than a word has bits, are larger, and which are the same."""
    above, alike = np.uint64(0), np.uint64(0)
    for at in range(np.uint64(len(last))):
        above |= np.uint64(last[at] > number) << at
        alike |= np.uint64(last[at] == number) << at
    return above, alike


@compiled(writes=1)
def _mark_units(begin: Whole, stop: Whole, unit: Whole, last: Whole, offsets: Array, starts: Array) -> Whole:
    """Marks where units begin up to the interaction at `stop`; returns the first unit that does not before it."""
    one, six, within = np.uint64(1), np.uint64(6), np.uint64(63)
    while unit < last and np.uint64(offsets[unit]) < stop:
        at = np.uint64(offsets[unit]) - begin
        starts[at >> six] |= one << (at & within)
        unit += one
    if unit < last and np.uint64(offsets[unit]) == stop:
        starts[(stop - begin) >> six] |= one << ((stop - begin) & within)
    return unit


@compiled(writes=1)
def _turn(shift: Whole, size: Whole, starts: Array, places: Array, found: Whole, turns: Array) -> tuple[Whole, Whole]:
    """Writes where sessions of several interactions begin and end, in turn; returns how many sessions and turns.

    A session of several begins where a start is followed by none, and ends where none is followed by a start.
    """
    one, lanes, sessions = np.uint64(1), np.uint64(LANES), np.uint64(0)
    used = (size + lanes - one) // lanes
    for word in range(used):
        here = starts[word]
        turning = here ^ (here >> one | starts[word + one] << (lanes - one))
        sessions += how_many(here)
        found = put_places(turning, shift + word * lanes, found, places, turns)
    return sessions - (used * lanes - size), found


@compiled(writes=2)
def _measure(base: Whole, ended: Whole, turns: Array, time: Array, seconds: Array, lengths: Array) -> Whole:
    """Writes the seconds of each session, counts its interactions, and returns the longest seconds."""
    one, tables, longest = np.uint64(1), np.uint64(_TABLES), np.uint32(0)
    for number in range(ended):
        opened, closed = np.uint64(turns[number + number]), np.uint64(turns[number + number + one])
        lasted = np.uint32(time[base + closed] - time[base + opened])
        seconds[number] = lasted
        longest = max(longest, lasted)
        lengths[number % tables, closed - opened + one] += 1
    return longest
