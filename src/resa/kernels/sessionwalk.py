"""Sessions found a block of interactions at a time: where they begin and end, how long they last; nothing is kept."""

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, Whole, compiled
from resa.kernels.partition import Partition
from resa.kernels.waitbin import wait_bin

_BLOCK = 1 << 12  # interactions; a multiple of eight, for flags are looked at eight at a time
_LONGEST = (1 << 32) - 1
_BITS = np.arange(256)[:, None] >> np.arange(8) & 1
_PLACES: NDArray[np.uint64] = np.argsort(1 - _BITS, axis=1, kind="stable").astype(np.uint8).view(np.uint64).ravel()
"""For each byte the places of the bits that are set, one in each byte of a word, the others after them."""
_MANY: NDArray[np.uint8] = _BITS.sum(axis=1).astype(np.uint8)


def walked(
    partition: Partition, first: int, last: int, *, gap_seconds: int, seconds: NDArray[np.uint64]
) -> tuple[int, int, int, NDArray[np.uint32]]:
    """Writes the seconds of each session of several interactions among the units `first` to `last`.

    Returns how many sessions there are; how many of several interactions, and the longest seconds of one; and how many
    of those have each number of interactions. `seconds` has room for half as many as there are interactions.
    """
    bin_of_gap = int(wait_bin(np.array([min(max(gap_seconds, 0), _LONGEST)]))[0])
    lengths = np.zeros(int(_longest_unit(first, last, partition.offsets)) + 1, np.uint32)
    given = (partition.offsets, partition.wait_bin, partition.time, gap_seconds, bin_of_gap, _PLACES, _MANY)
    sessions, several, longest = _walk(first, last, *given, seconds, lengths)
    return int(sessions), int(several), int(longest), lengths


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
    many: Array,
    seconds: Array,
    lengths: Array,
) -> tuple[Whole, Whole, Whole]:
    """Goes through a block after the other; of each it looks one interaction ahead, whether a session begins there.

    A turn that is left over, for its session has not ended, is the first one of the next block.
    """
    one, block, unit = np.uint64(1), np.uint64(_BLOCK), np.uint64(first)
    base, end = np.uint64(offsets[first]), np.uint64(offsets[last])
    words, asked = np.empty(_BLOCK // 8 + 1, np.uint64), np.empty(_BLOCK // 8 + 1, np.uint64)
    turns, open_turns = np.empty(_BLOCK + 9, np.uint32), np.uint64(0)
    sessions, several, longest = np.uint64(0), np.uint64(0), np.uint32(0)
    for begin in range(base, end, block):
        stop = min(begin + block, end)
        ahead = min(stop + one, end)
        _mark(begin, ahead, wait_bin, time, gap_seconds, np.uint8(bin_of_gap), words, asked)
        unit = _mark_units(begin, stop, unit, np.uint64(last), offsets, words)
        more, found = _turn(begin - base, stop - begin, words, places, many, open_turns, turns)
        ended = found >> one
        longest = max(longest, _measure(base, ended, turns, time, seconds[several:], lengths))
        sessions, several, open_turns = sessions + more, several + ended, found & one
        turns[0] = turns[max(found, one) - one]
    return sessions, several, longest


@compiled(writes=2)
def _mark(
    begin: Whole,
    ahead: Whole,
    wait_bin: Array,
    time: Array,
    gap_seconds: int,
    surely: Whole,
    words: Array,
    asked: Array,
) -> None:
    """Writes which interactions begin a session, a byte each, as their waits tell; all after them are as if they did.

    Nearly always the bin of a wait says whether it begins a session: the clock is asked in one bin only.
    """
    one, eight, size = np.uint64(1), np.uint64(8), ahead - begin
    starts, to_ask = words.view(np.uint8), asked.view(np.uint8)
    for at in range(size):
        here = wait_bin[begin + at]
        starts[at], to_ask[at] = here > surely, here == surely
    for at in range(size, np.uint64(len(starts))):
        starts[at], to_ask[at] = 1, 0
    for word in range(np.uint64(len(asked))):
        if asked[word] != 0:
            for at in range(word * eight, word * eight + eight):
                if to_ask[at] and begin + at > 0:
                    waited = np.int64(time[begin + at]) - np.int64(time[begin + at - one])
                    starts[at] = waited > gap_seconds


@compiled(writes=1)
def _mark_units(begin: Whole, stop: Whole, unit: Whole, last: Whole, offsets: Array, words: Array) -> Whole:
    """Marks where units begin up to the interaction at `stop`; returns the first unit that does not before it."""
    starts = words.view(np.uint8)
    while unit < last and np.uint64(offsets[unit]) < stop:
        starts[np.uint64(offsets[unit]) - begin] = 1
        unit += np.uint64(1)
    if unit < last and np.uint64(offsets[unit]) == stop:
        starts[stop - begin] = 1
    return unit


@compiled(writes=1)
def _turn(
    shift: Whole, size: Whole, words: Array, places: Array, many: Array, found: Whole, turns: Array
) -> tuple[Whole, Whole]:
    """Writes where sessions of several interactions begin and end, in turn; returns how many sessions and turns.

    A session of several begins where a start is followed by none, and ends where none is followed by a start. Eight are
    looked at together: their turns become the bits of one byte, and all eight places are written at once.
    """
    eight, one, gather, top = np.uint64(8), np.uint64(1), np.uint64(0x0102040810204080), np.uint64(56)
    each, low, sessions = np.uint64(0x0101010101010101), np.uint64(255), np.uint64(0)
    used = (size + np.uint64(7)) >> np.uint64(3)
    for word in range(used):
        here = words[word]
        following = here >> eight | words[word + one] << top
        turning = ((here ^ following) * gather) >> top
        begin, packed = shift + word * eight, places[turning]
        for place in range(eight):
            turns[found + place] = begin + ((packed >> (place * eight)) & low)
        found += np.uint64(many[turning])
        sessions += (here * each) >> top
    return sessions - (used * eight - size), found


@compiled(writes=2)
def _measure(base: Whole, ended: Whole, turns: Array, time: Array, seconds: Array, lengths: Array) -> Whole:
    """Writes the seconds of each session, counts its interactions, and returns the longest seconds."""
    one, longest = np.uint64(1), np.uint32(0)
    for number in range(ended):
        opened, closed = np.uint64(turns[number + number]), np.uint64(turns[number + number + one])
        lasted = np.uint32(time[base + closed] - time[base + opened])
        seconds[number] = lasted
        longest = max(longest, lasted)
        lengths[closed - opened + one] += 1
    return longest
