"""How units flow from each step of their path to the next: all of them at every step, those that ended too."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resa.kernels.arithmetic import Counts
from resa.kernels.compilation import Array, compiled
from resa.kernels.origin import AS_BEGUN, Origin
from resa.kernels.partition import Partition
from resa.kernels.thread import per_range


@dataclass(frozen=True, slots=True, eq=False)
class FlowCounts(Counts):
    """Units by step, the node before and the node at it."""

    units: NDArray[np.int64]

    def finish(self) -> NDArray[np.int64]:
        """Returns the counts."""
        return self.units


@dataclass(frozen=True, slots=True)
class StepNodes:
    """How many units are at each touchpoint at each of the first `steps` steps from `origin` on."""

    steps: int
    origin: Origin = AS_BEGUN

    def of(self, partition: Partition) -> FlowCounts:
        """Returns the counts of these units as (steps, touchpoints, 1): where units came from is not asked."""
        touchpoints = max(1, len(partition.dictionary.touchpoints))

        def work(first: int, last: int) -> NDArray[np.int64]:
            counts = np.zeros((self.steps, touchpoints, 1), np.int64)
            begun = self.origin.of(partition, first=first, last=last)
            _meet(first, last, partition.offsets, partition.touchpoint, begun, self.origin.stride, counts)
            return counts

        return FlowCounts(np.sum(per_range(partition.offsets, work), axis=0))


@dataclass(frozen=True, slots=True)
class StepFlow:
    """The flows of units over the first steps from `origin` on.

    `nodes[step][touchpoint]` is the node of a touchpoint code at a step, from 0 to below `width`; codes beyond the
    list are at the last of these. Node `width` is for units that ended. Before the first step all are at node 0, so
    every step adds up to the units that have a path.
    """

    nodes: tuple[tuple[int, ...], ...]
    width: int
    origin: Origin = AS_BEGUN

    def of(self, partition: Partition) -> FlowCounts:
        """Returns the counts of these units as (steps, width + 1, width + 1)."""
        table = self._table(touchpoints=max(1, len(partition.dictionary.touchpoints)))

        def work(first: int, last: int) -> NDArray[np.int64]:
            counts = np.zeros((len(self.nodes), self.width + 1, self.width + 1), np.int64)
            begun = self.origin.of(partition, first=first, last=last)
            _flow(first, last, partition.offsets, partition.touchpoint, begun, self.origin.stride, table, counts)
            return counts

        return FlowCounts(np.sum(per_range(partition.offsets, work), axis=0))

    def _table(self, *, touchpoints: int) -> NDArray[np.int64]:
        table = np.full((len(self.nodes), touchpoints), self.width - 1, np.int64)
        for step, nodes in enumerate(self.nodes):
            table[step, : len(nodes)] = nodes[:touchpoints]
        return table


@compiled(writes=1)
def _meet(first: int, last: int, offsets: Array, touchpoint: Array, begun: Array, stride: int, counts: Array) -> None:
    for unit in range(first, last):
        at, step = begun[unit - first], 0
        while at >= 0 and offsets[unit] <= at < offsets[unit + 1] and step < counts.shape[0]:
            counts[step, touchpoint[at], 0] += 1
            at += stride
            step += 1


@compiled(writes=1)
def _flow(
    first: int, last: int, offsets: Array, touchpoint: Array, begun: Array, stride: int, table: Array, counts: Array
) -> None:
    ended = counts.shape[2] - 1
    for unit in range(first, last):
        at, before = begun[unit - first], 0
        if at < 0:
            continue
        for step in range(counts.shape[0]):
            node = table[step, touchpoint[at]] if offsets[unit] <= at < offsets[unit + 1] else ended
            counts[step, before, node] += 1
            before = node
            at += stride
