"""Steps between touchpoints with a beginning and an end: the counts of a first-order Markov chain."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resa.kernels.arithmetic import Counts
from resa.kernels.code import membership
from resa.kernels.compilation import Array, Whole, compiled
from resa.kernels.partition import Partition
from resa.kernels.tally import Tally
from resa.kernels.thread import per_range

_MOST_CELLS = 1 << 22  # above, steps are written down and sorted instead of counted in a table


@dataclass(frozen=True, slots=True)
class Chain:
    """Steps from state to state, (n,) each; states are the touchpoint codes, then `begin`, `converted`, `left`."""

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    count: NDArray[np.int64]
    begin: int
    converted: int
    left: int


@dataclass(frozen=True, slots=True, eq=False)
class ChainCounts(Counts):
    """Counts by start * states + end."""

    steps: Tally
    touchpoints: int

    def finish(self) -> Chain:
        """Returns the steps that occur."""
        start, end = np.divmod(self.steps.keys, self.touchpoints + 3)
        own = self.touchpoints
        return Chain(start, end, self.steps.counts, own, own + 1, own + 2)


@dataclass(frozen=True, slots=True)
class Markov:
    """Steps of units from their beginning to their first interaction at a `goal` touchpoint, or to their end.

    What comes after the first goal is left out. Units step from `begin` to their first touchpoint, and from their
    last one to `converted` or `left`.
    """

    goal: frozenset[int] = frozenset()

    def of(self, partition: Partition) -> ChainCounts:
        """Returns the counts of these units."""
        touchpoints = len(partition.dictionary.touchpoints)
        is_goal = membership(self.goal, size=max(1, touchpoints))
        states = touchpoints + 3
        if states * states > _MOST_CELLS:
            return ChainCounts(Tally.of_keys(_listed(partition, is_goal=is_goal)), touchpoints)
        bits = 0
        for code in self.goal:
            bits |= 1 << (code % 64)

        def work(first: int, last: int) -> NDArray[np.uint32]:
            counts = np.zeros(states * states, np.uint32)
            given = (partition.offsets, partition.touchpoint, partition.touchpoint_mask, is_goal)
            _count_steps(first, last, *given, np.uint64(bits), states, counts)
            return counts

        return ChainCounts(Tally.of_dense(per_range(partition.offsets, work)), touchpoints)


def _listed(partition: Partition, *, is_goal: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Returns start * states + end of every step, one by one."""
    width = len(partition.dictionary.touchpoints)
    states = width + 3
    code = partition.touchpoint.astype(np.int64)
    unit = np.repeat(np.arange(partition.units), np.diff(partition.offsets))
    goals = np.concatenate([[0], np.cumsum(is_goal[code])])
    before = goals[:-1] - goals[partition.offsets[unit]]
    kept = np.flatnonzero(before == 0)
    is_first = kept == partition.offsets[unit[kept]]
    start = np.where(is_first, width, code[np.maximum(kept - 1, 0)])
    last = np.append(unit[kept][1:] != unit[kept][:-1], True) if len(kept) else np.zeros(0, bool)
    final = code[kept][last]
    outcome = np.where(is_goal[final], width + 1, width + 2)
    return np.concatenate([start * states + code[kept], final * states + outcome])


@compiled(writes=1)
def _count_steps(
    first: int,
    last: int,
    offsets: Array,
    touchpoint: Array,
    mask: Array,
    is_goal: Array,
    goal_bits: Whole,
    states: int,
    counts: Array,
) -> None:
    """Units whose mask says that they have no goal are counted in one flat pass each."""
    width, begin = np.uint64(states), np.uint64(states - 3)
    for unit in range(first, last):
        now, outcome = begin, np.uint64(states - 1)
        if (mask[unit] & goal_bits) == 0:
            for at in range(offsets[unit], offsets[unit + 1]):
                following = np.uint64(touchpoint[at])
                counts[now * width + following] += 1
                now = following
        else:
            for at in range(offsets[unit], offsets[unit + 1]):
                following = np.uint64(touchpoint[at])
                counts[now * width + following] += 1
                now = following
                if is_goal[now]:
                    outcome = np.uint64(states - 2)
                    break
        counts[now * width + outcome] += 1
