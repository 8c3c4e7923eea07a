"""Where units are at their first, second, third step, and so on."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resa.kernels.arithmetic import Counts
from resa.kernels.compilation import Array, Whole, compiled
from resa.kernels.lane import word_at
from resa.kernels.partition import Partition
from resa.kernels.thread import per_range

_BLOCK = 1 << 12  # units looked at together
_WORD = 8  # codes
_KEPT = np.array([(1 << 8 * codes) - 1 for codes in range(_WORD + 1)], np.uint64)
"""The bits of the first codes of a word, by how many."""


@dataclass(frozen=True, slots=True, eq=False)
class StepCounts(Counts):
    """Units by step and touchpoint, (steps, touchpoints + 1); the last column has those that ended before the step."""

    units: NDArray[np.int64]

    def finish(self) -> NDArray[np.int64]:
        """Returns the matrix; each row adds up to the number of units."""
        return self.units


@dataclass(frozen=True, slots=True)
class StepMatrix:
    """Which touchpoint units are at, for each of the first `steps` steps."""

    steps: int = 10

    def of(self, partition: Partition) -> StepCounts:
        """Returns the counts of these units."""
        touchpoints = len(partition.dictionary.touchpoints)

        def work(first: int, last: int) -> NDArray[np.int64]:
            counts = np.zeros((self.steps, touchpoints + 1), np.int64)
            paired = _units_in_pairs(first, last, partition=partition, steps=self.steps)
            if paired > first:
                counts += _count_in_pairs(first, paired, partition=partition, steps=self.steps)
            _count_steps(paired, last, partition.offsets, partition.touchpoint, counts)
            return counts

        return StepCounts(np.sum(per_range(partition.offsets, work), axis=0))


def _units_in_pairs(first: int, last: int, *, partition: Partition, steps: int) -> int:
    """Returns up to which unit steps are counted in pairs: while whole words are there to read, and it is worth it."""
    cells = (len(partition.dictionary.touchpoints) + 1) ** 2
    if partition.touchpoint.dtype != np.uint8 or cells > last - first:
        return first
    readable = np.searchsorted(partition.offsets, partition.interactions - steps - _WORD, side="right")
    return max(first, min(last, int(readable)))


def _count_in_pairs(first: int, last: int, *, partition: Partition, steps: int) -> NDArray[np.int64]:
    """Counts two steps in a row as one, which halves the counting, and takes them apart at the end."""
    codes = len(partition.dictionary.touchpoints) + 1
    pairs = np.zeros(((steps + 1) // 2, codes * codes), np.uint32)
    _count_pairs(first, last, partition.offsets, partition.touchpoint, codes, _KEPT, pairs)
    table = pairs.reshape(-1, codes, codes)
    counts: NDArray[np.int64] = np.stack([table.sum(axis=2), table.sum(axis=1)], axis=1, dtype=np.int64)
    return counts.reshape(-1, codes)[:steps]


@compiled(writes=1)
def _count_steps(first: int, last: int, offsets: Array, touchpoint: Array, counts: Array) -> None:
    """Counts the same number of steps for every unit, ended ones in the last column: no branch to guess wrong."""
    steps, ended, final = counts.shape[0], np.uint64(counts.shape[1] - 1), len(touchpoint) - 1
    for unit in range(first, last):
        begin, end = offsets[unit], offsets[unit + 1]
        for step in range(steps):
            at = begin + step
            code = np.uint64(touchpoint[np.uint64(min(at, final))])
            counts[np.uint64(step), code if at < end else ended] += 1


@compiled(writes=1)
def _count_pairs(
    first: int, last: int, offsets: Array, touchpoint: Array, codes: int, kept: Array, pairs: Array
) -> None:
    """Counts pairs of steps by first code * `codes` + second code, `codes` - 1 where the unit has ended.

    A block of units at a time, four pairs of each and then one after the other: they are read from memory once.
    """
    block, four, many = np.uint64(_BLOCK), np.uint64(4), np.uint64(len(pairs))
    for begin in range(np.uint64(first), np.uint64(last), block):
        end, pair = min(begin + block, np.uint64(last)), np.uint64(0)
        while pair + four <= many:
            _count_four(begin, end, offsets, touchpoint, pair + pair, codes, kept, pairs[pair : pair + four])
            pair += four
        for left in range(pair, many):
            _count_one(begin, end, offsets, touchpoint, left + left, codes, kept, pairs[left])


@compiled(writes=1)
def _count_four(
    first: Whole, last: Whole, offsets: Array, touchpoint: Array, step: Whole, codes: int, kept: Array, pairs: Array
) -> None:
    """Counts the four pairs from a step on: one word holds them, and one multiplication makes four cells of it."""
    one, eight, width, low = np.uint64(1), np.uint64(8), np.uint64(codes), np.uint64(0xFFFF)
    even, ended = np.uint64(0x00FF00FF00FF00FF), np.uint64(0x0101010101010101) * (np.uint64(codes) - np.uint64(1))
    end = np.uint64(offsets[first])
    for unit in range(first, last):
        at, end = end + step, np.uint64(offsets[unit + one])
        word = ended ^ ((word_at(touchpoint, at) ^ ended) & kept[min(max(end, at) - at, eight)])
        cells = (word & even) * width + ((word >> eight) & even)
        pairs[0, cells & low] += 1
        pairs[1, (cells >> np.uint64(16)) & low] += 1
        pairs[2, (cells >> np.uint64(32)) & low] += 1
        pairs[3, cells >> np.uint64(48)] += 1


@compiled(writes=1)
def _count_one(
    first: Whole, last: Whole, offsets: Array, touchpoint: Array, step: Whole, codes: int, kept: Array, pairs: Array
) -> None:
    """Counts the pair at a step."""
    one, two, eight, width = np.uint64(1), np.uint64(2), np.uint64(8), np.uint64(codes)
    code, ended = np.uint64(0xFF), np.uint64(0x0101) * (np.uint64(codes) - np.uint64(1))
    end = np.uint64(offsets[first])
    for unit in range(first, last):
        at, end = end + step, np.uint64(offsets[unit + one])
        word = ended ^ ((word_at(touchpoint, at) ^ ended) & kept[min(max(end, at) - at, two)])
        pairs[(word & code) * width + ((word >> eight) & code)] += 1
