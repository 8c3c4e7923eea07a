"""When each customer first was in each stage, and where they went from there: what findings are told from.

From each stage that they were in they moved on to the next one they were in, or they left, or they were there so lately
that they may still go on.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from resa.understand.material import Material

SHORTEST_REACH_DAYS = 7
LONGEST_REACH_DAYS = 90

NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True, eq=False)
class River:
    """Arrivals of each unit in each stage (units, stages), as places of interactions; `NEVER` where there was none."""

    seen: Material
    arrival: NDArray[np.int64]

    @cached_property
    def reached(self) -> NDArray[np.bool_]:
        """Which units were in which stages (units, stages)."""
        return np.asarray(self.arrival != NEVER)

    @cached_property
    def next_stage(self) -> NDArray[np.int64]:
        """The next stage, in order, that each unit was in after each stage it was in (units, stages), -1 for none."""
        units, stages = self.reached.shape
        found = np.full((units, stages), -1, np.int64)
        ahead = np.full(units, -1, np.int64)
        for stage in range(stages - 1, -1, -1):
            found[:, stage] = np.where(self.reached[:, stage], ahead, -1)
            ahead = np.where(self.reached[:, stage], stage, ahead)
        return found

    @cached_property
    def seconds(self) -> NDArray[np.int64]:
        """When each unit first was in each stage (units, stages), epoch seconds; 0 where it never was."""
        if not len(self.seen.group):
            return np.zeros(self.arrival.shape, np.int64)
        at = np.where(self.arrival == NEVER, 0, self.arrival)
        return np.where(self.arrival == NEVER, 0, self.seen.history.seconds[at])

    @cached_property
    def is_recent(self) -> NDArray[np.bool_]:
        """Which units were seen so lately that they may still go on (units,)."""
        newest = self.seen.history.seconds
        if not len(newest):
            return np.zeros(self.seen.units, np.bool_)
        last = newest[self.seen.history.partition.offsets[1:] - 1]
        return np.asarray(last > newest.max() - self._reach_seconds)

    @cached_property
    def _reach_seconds(self) -> float:
        """How long nine of ten who go on take at most, within bounds."""
        day = 86_400
        waits = [self.waits(stage) for stage in range(self.arrival.shape[1])]
        every = np.concatenate([np.zeros(0, np.int64), *waits])
        ninth = float(np.quantile(every, 0.9)) if len(every) else LONGEST_REACH_DAYS * day
        return min(max(ninth, SHORTEST_REACH_DAYS * day), LONGEST_REACH_DAYS * day)

    def waits(self, stage: int) -> NDArray[np.int64]:
        """Returns the seconds from a stage to the next one further on, of the units for which it was the furthest yet.

        The same as `kernels.stageflow` measures.
        """
        further = np.where(self.reached[:, stage + 1 :], self.arrival[:, stage + 1 :], NEVER)
        there = further.min(axis=1, initial=NEVER)
        mine = np.flatnonzero(self.reached[:, stage] & (self.arrival[:, stage] < there) & (there != NEVER))
        found: NDArray[np.int64] = self.seen.history.seconds[there[mine]] - self.seconds[mine, stage]
        return found


def river(seen: Material) -> River:
    """Returns when each unit first was in each stage."""
    stages = len(seen.catalogue.stages)
    arrival = np.full((seen.units, stages), NEVER, np.int64)
    for stage in range(stages):
        at = np.flatnonzero(seen.met_stage == stage)
        first = at[np.flatnonzero(np.diff(seen.history.unit[at], prepend=-1))]
        arrival[seen.history.unit[first], stage] = first
    return River(seen, arrival)
