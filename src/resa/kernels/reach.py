"""Who meets what: customers, units and interactions of each group of places."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from resa.kernels.arithmetic import Counts
from resa.kernels.code import groups
from resa.kernels.compilation import Array, compiled
from resa.kernels.partition import Dictionary, Partition
from resa.kernels.thread import per_range


@dataclass(frozen=True, slots=True)
class ReachFigures:
    """By group, (groups,) each; `begins` and `ends` count the units that begin or end there."""

    customers: NDArray[np.int64]
    units: NDArray[np.int64]
    interactions: NDArray[np.int64]
    begins: NDArray[np.int64]
    ends: NDArray[np.int64]
    total_customers: int
    total_units: int
    total_interactions: int


@dataclass(frozen=True, slots=True, eq=False)
class ReachCounts(Counts):
    """`by_group` is (5, groups): customers, units, interactions, begins, ends; `totals` the first three over all."""

    by_group: NDArray[np.int64]
    totals: NDArray[np.int64]  # (3,)

    def finish(self) -> ReachFigures:
        """Returns the figures."""
        return ReachFigures(*self.by_group, *(int(total) for total in self.totals))


@dataclass(frozen=True, slots=True)
class Reach:
    """Customers, units and interactions of each group; `group_of_place` gives the group by place code, -1 for none."""

    group_of_place: tuple[int, ...]

    @classmethod
    def by_touchpoint(cls, dictionary: Dictionary) -> Self:
        """Returns the analysis whose groups are the touchpoint codes."""
        return cls(tuple(dictionary.touchpoint_of_place.tolist()))

    @classmethod
    def by_place(cls, dictionary: Dictionary) -> Self:
        """Returns the analysis whose groups are the place codes."""
        return cls(tuple(range(len(dictionary.places))))

    @classmethod
    def by_channel(cls, dictionary: Dictionary) -> Self:
        """Returns the analysis whose groups are the channels, in the order of `sorted(set(dictionary.channels))`."""
        number = {channel: at for at, channel in enumerate(sorted(set(dictionary.channels)))}
        return cls(tuple(number[channel] for channel in dictionary.channels))

    def of(self, partition: Partition) -> ReachCounts:
        """Returns the counts of these units."""
        group_of_place = groups(self.group_of_place, size=max(1, len(partition.dictionary.places)))
        many = max(self.group_of_place, default=-1) + 1
        given = (partition.offsets, partition.customer, partition.place, group_of_place)

        def work(first: int, last: int) -> tuple[Array, Array]:
            by_group, totals = np.zeros((5, many + 1), np.int64), np.zeros(3, np.int64)
            _count(first, last, *given, by_group, totals)
            return by_group[:, :many], totals

        parts = per_range(partition.offsets, work, together=partition.customer)
        return ReachCounts(*(np.sum(part, axis=0) for part in zip(*parts, strict=True)))


@compiled(writes=2)
def _count(
    first: int,
    last: int,
    offsets: Array,
    customer: Array,
    place: Array,
    group_of_place: Array,
    by_group: Array,
    totals: Array,
) -> None:
    """Counts; places of no group go to the last column."""
    none = by_group.shape[1] - 1
    last_unit, last_customer = np.full(none + 1, -1, np.int64), np.full(none + 1, -1, np.int64)
    totals[1], totals[2] = last - first, offsets[last] - offsets[first]
    for unit in range(first, last):
        one = customer[unit]
        totals[0] += unit == first or one != customer[unit - 1]
        for at in range(offsets[unit], offsets[unit + 1]):
            group = min(np.int64(group_of_place[place[at]]), none)
            by_group[2, group] += 1
            if last_unit[group] != unit:
                last_unit[group] = unit
                by_group[1, group] += 1
                by_group[0, group] += last_customer[group] != one
                last_customer[group] = one
        by_group[3, min(np.int64(group_of_place[place[offsets[unit]]]), none)] += 1
        by_group[4, min(np.int64(group_of_place[place[offsets[unit + 1] - 1]]), none)] += 1
