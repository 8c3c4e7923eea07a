"""Paths as the steps between their touchpoints: what types of journeys are found in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from resa.kernels.lookup import places_in
from resa.kernels.partition import Partition
from resa.understand.array import Codes

LONG = 41.0
"""A path with more steps counts as one with so many: otherwise a few very long ones decide about all types."""


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """Paths of touchpoint codes below `touchpoints`: `bounds` (n + 1) says where each one lies in `code`."""

    bounds: Codes
    code: Codes
    touchpoints: int

    @classmethod
    def of(cls, paths: Sequence[Sequence[int]], *, touchpoints: int) -> Self:
        """Returns the paths as given."""
        bounds = np.concatenate([[0], np.cumsum([len(path) for path in paths])]).astype(np.int64)
        return cls(bounds, np.array([code for path in paths for code in path], np.int64), touchpoints)

    @classmethod
    def in_partition(cls, partition: Partition) -> Self:
        """Returns the paths of a partition's units."""
        code = partition.touchpoint.astype(np.int64)
        return cls(partition.offsets, code, len(partition.dictionary.touchpoints))

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def taken(self, at: Codes) -> "Ways":
        """Returns the paths at these places, in this order."""
        bounds, index = _gathered(self.bounds, at)
        return Ways(bounds, self.code[index], self.touchpoints)

    def path(self, at: int) -> list[int]:
        """Returns one path."""
        return [int(code) for code in self.code[self.bounds[at] : self.bounds[at + 1]]]


@dataclass(frozen=True, slots=True, eq=False)
class StepBook:
    """Which steps there are, by number: `key` is from-state times states plus to-state, in ascending order.

    States are the touchpoints and one more for before the first and after the last one. Where `order` is 0 a step is
    the touchpoint that it leads to, wherever it comes from.
    """

    key: Codes
    states: int
    order: int

    @property
    def start(self) -> Codes:
        """The state that each step starts from; of order 0 the same for all."""
        return self.key // self.states

    def number(self, raw: Codes) -> Codes:
        """Returns the number of each step; steps that nobody has taken get the number after the last one."""
        at = places_in(self.key, raw)
        return np.where(at >= 0, at, len(self.key))


@dataclass(frozen=True, slots=True, eq=False)
class Walks:
    """Paths as numbered steps; `weight` (n,) is how much each step of a path counts."""

    bounds: Codes
    step: Codes
    weight: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def taken(self, at: Codes) -> "Walks":
        """Returns the walks at these places."""
        bounds, index = _gathered(self.bounds, at)
        return replace(self, bounds=bounds, step=self.step[index], weight=self.weight[at])


def book(ways: Ways, *, order: int) -> StepBook:
    """Returns the steps that occur in these paths."""
    return StepBook(np.unique(_raw(ways, order=order)[1]), ways.touchpoints + 1, order)


def walks(ways: Ways, *, steps: StepBook) -> Walks:
    """Returns the paths as steps of the book."""
    bounds, raw = _raw(ways, order=steps.order)
    return Walks(bounds, steps.number(raw), np.minimum(1.0, LONG / np.diff(bounds)))


def _raw(ways: Ways, *, order: int) -> tuple[Codes, Codes]:
    states, many = ways.touchpoints + 1, len(ways)
    bounds = ways.bounds + np.arange(many + 1)
    end = np.full(int(bounds[-1]), ways.touchpoints, np.int64)
    start = end.copy()
    unit = np.repeat(np.arange(many), np.diff(ways.bounds))
    place = np.arange(len(ways.code)) + unit
    end[place] = ways.code
    start[place + 1] = ways.code
    return bounds, (start * states if order else 0) + end


def _gathered(bounds: Codes, at: Codes) -> tuple[Codes, Codes]:
    sizes = bounds[at + 1] - bounds[at]
    ends = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    return ends, np.repeat(bounds[at] - ends[:-1], sizes) + np.arange(int(ends[-1]))
