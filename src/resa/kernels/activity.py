"""When it happens: interactions by calendar month and by hour of the week."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resa.kernels.arithmetic import Counts
from resa.kernels.code import groups
from resa.kernels.compilation import Array, Whole, compiled
from resa.kernels.partition import Partition
from resa.kernels.retention import Bucket, period_ends
from resa.kernels.tally import Tally
from resa.kernels.thread import per_range

_ROW = 1 << 16  # keys are (period + _ROW) * _ROW + group: periods before 1970 are negative
_HOURS = 168


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """Interactions and different customers by period since 1970 and group, (n,) each."""

    period: NDArray[np.int64]
    group: NDArray[np.int64]
    interactions: NDArray[np.int64]
    customers: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class ActivityCounts(Counts):
    """`by_hour` is (168, groups), from Monday 00:00 on; the tallies count by period and group."""

    by_hour: NDArray[np.int64]
    interactions: Tally
    customers: Tally

    def finish(self) -> tuple[PeriodFigures, NDArray[np.int64]]:
        """Returns the figures by period, and the interactions by hour of the week and group."""
        period, group = np.divmod(self.interactions.keys, _ROW)
        customers = self.customers.at(self.interactions.keys)
        return PeriodFigures(period - _ROW, group, self.interactions.counts, customers), self.by_hour


@dataclass(frozen=True, slots=True)
class Activity:
    """Interactions of each group of places by calendar period and hour of the week, in UTC plus `offset_seconds`."""

    group_of_place: tuple[int, ...]
    bucket: Bucket = "month"
    offset_seconds: int = 0

    def of(self, partition: Partition) -> ActivityCounts:
        """Returns the counts of these units."""
        group_of_place = groups(self.group_of_place, size=max(1, len(partition.dictionary.places)))
        many = max(self.group_of_place, default=-1) + 1
        first_period, ends = period_ends(partition, bucket=self.bucket, offset_seconds=self.offset_seconds)
        monday = partition.origin + self.offset_seconds + 3 * 86_400  # 1970 began on a Thursday
        given = (partition.offsets, partition.customer, partition.time, partition.place, group_of_place, ends, monday)

        def work(first: int, last: int) -> tuple[Array, Array]:
            by_hour = np.zeros((_HOURS, many + 1), np.int64)
            by_period = np.zeros((2, len(ends) * (many + 1)), np.int64)
            _count(first, last, *given, by_hour, by_period)
            return by_hour[:, :many], by_period

        parts = per_range(partition.offsets, work, together=partition.customer)
        by_hour, by_period = (np.sum(part, axis=0) for part in zip(*parts, strict=True))
        tallies = (_tally(counts, many=many, first_period=first_period) for counts in by_period)
        return ActivityCounts(by_hour, *tallies)


def _tally(counts: NDArray[np.int64], *, many: int, first_period: int) -> Tally:
    period, group = np.divmod(np.flatnonzero(counts), many + 1)
    kept = group < many
    keys = (period[kept] + first_period + _ROW) * _ROW + group[kept]
    return Tally(keys, counts[np.flatnonzero(counts)][kept])


@compiled(writes=2)
def _count(
    first: int,
    last: int,
    offsets: Array,
    customer: Array,
    time: Array,
    place: Array,
    group_of_place: Array,
    ends: Array,
    monday: int,
    by_hour: Array,
    by_period: Array,
) -> None:
    width = by_hour.shape[1]
    latest = np.full(by_period.shape[1], -1, np.int64)
    period: Whole = 0
    for unit in range(first, last):
        for at in range(offsets[unit], offsets[unit + 1]):
            now = np.int64(time[at])
            if at == offsets[unit]:
                period = np.searchsorted(ends, now, side="right")
            while now >= ends[period]:
                period += 1
            group = min(np.int64(group_of_place[place[at]]), width - 1)
            by_hour[(now + monday) // 3600 % 168, group] += 1
            cell = period * width + group
            by_period[0, cell] += 1
            if latest[cell] != customer[unit]:
                latest[cell] = customer[unit]
                by_period[1, cell] += 1
