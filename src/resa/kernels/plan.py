"""How units go through steps that were planned in an order: what they reach, jump over, or take at another time."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from resa.kernels.arithmetic import less, same, summed
from resa.kernels.compilation import Array, compiled
from resa.kernels.partition import Partition
from resa.kernels.thread import per_range


@dataclass(frozen=True, slots=True, eq=False)
class PlanCounts:
    """Counts of s planned steps and t touchpoints.

    `steps` (3, s): units that reached each step; that reached a later one and never this; that reached it out of
    order. `extra` (2, t): units that met a touchpoint which is not planned, and how often. `units` (4,): all; those
    that reached any step; those that reached several, all in order; those that reached every step in order.
    """

    steps: NDArray[np.int64]
    extra: NDArray[np.int64]
    units: NDArray[np.int64]

    def __add__(self, other: Self) -> Self:
        return summed(self, other)

    def __sub__(self, other: Self) -> Self:
        return less(self, other)

    def __eq__(self, other: object) -> bool:
        return same(self, other)

    __hash__ = None  # type: ignore[assignment]  # arrays have no hash

    def finish(self) -> Self:
        """Returns itself."""
        return self


@dataclass(frozen=True, slots=True)
class Plan:
    """The planned step of each touchpoint code, -1 where it is not planned; steps are numbered in their order.

    Of the steps a unit reached, by first arrival, the most that follow each other as planned are in order, and the
    others out of order; of several such choices the one with the earliest steps counts.
    Source: C. Schensted, "Longest increasing and decreasing subsequences", 1961.
    """

    steps: int
    step_of_touchpoint: tuple[int, ...]

    def of(self, partition: Partition) -> PlanCounts:
        """Returns the counts of these units."""
        size = max(1, len(partition.dictionary.touchpoints))
        step_of = np.full(size, -1, np.int64)
        step_of[: len(self.step_of_touchpoint)] = self.step_of_touchpoint

        def work(first: int, last: int) -> PlanCounts:
            counts = np.zeros((3, self.steps), np.int64), np.zeros((2, size), np.int64), np.zeros(4, np.int64)
            _walk(first, last, partition.offsets, partition.touchpoint, step_of, *counts)
            return PlanCounts(*counts)

        first, *others = per_range(partition.offsets, work)
        return sum(others, start=first)


@compiled(writes=3)
def _walk(
    first: int, last: int, offsets: Array, touchpoint: Array, step_of: Array, steps: Array, extra: Array, units: Array
) -> None:
    many = steps.shape[1]
    arrived, chain = np.zeros(many, np.int64), np.zeros(many, np.int64)
    met = np.full(extra.shape[1], -1, np.int64)
    for unit in range(first, last):
        arrived[:] = -1
        for at in range(offsets[unit], offsets[unit + 1]):
            code = touchpoint[at]
            step = step_of[code]
            if step < 0:
                extra[1, code] += 1
                if met[code] != unit:
                    met[code] = unit
                    extra[0, code] += 1
            elif arrived[step] < 0:
                arrived[step] = at
        units[0] += 1
        reached, furthest, longest = 0, -1, 0
        for back in range(many):
            step = many - 1 - back
            if arrived[step] < 0:
                continue
            reached += 1
            furthest = max(furthest, step)
            chain[step] = 1
            for later in range(step + 1, many):
                if arrived[later] > arrived[step]:
                    chain[step] = max(chain[step], chain[later] + 1)
            longest = max(longest, chain[step])
        left, since = longest, -1
        for step in range(many):
            if arrived[step] < 0:
                steps[1, step] += step < furthest
                continue
            steps[0, step] += 1
            if left > 0 and chain[step] == left and arrived[step] > since:
                left, since = left - 1, arrived[step]
            else:
                steps[2, step] += 1
        units[1] += reached > 0
        units[2] += reached > 1 and longest == reached
        units[3] += many > 0 and longest == many
