"""Where units are at their first, second, third step, and so on."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resa.kernels.arithmetic import Counts
from resa.kernels.compilation import Array, compiled
from resa.kernels.partition import Partition
from resa.kernels.thread import per_range


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
            _count_steps(first, last, partition.offsets, partition.touchpoint, counts)
            return counts

        return StepCounts(np.sum(per_range(partition.offsets, work), axis=0))


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
