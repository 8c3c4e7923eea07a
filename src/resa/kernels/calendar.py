"""When things happened: by day, with the first and the last second."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, Whole, compiled
from resa.kernels.partition import Partition
from resa.kernels.thread import per_range

DAY = 86_400
DAYS = (1 << 32) // DAY + 2
"""Days that a partition's clock can tell apart."""


@dataclass(frozen=True, slots=True, eq=False)
class Days:
    """Interactions by day, the first day being that of the origin; `first` and `last` in seconds since the origin."""

    counts: NDArray[np.int64]
    first: int
    last: int

    def __add__(self, other: "Days") -> "Days":
        return Days(self.counts + other.counts, min(self.first, other.first), max(self.last, other.last))


def days(partition: Partition) -> Days:
    """Returns how many interactions each day has; of an empty partition, `first` lies after `last`."""
    into = partition.origin % DAY

    def work(first: int, last: int) -> Days:
        counts = np.zeros(DAYS, np.int64)
        earliest, latest = _count(partition.offsets[first], partition.offsets[last], partition.time, into, counts)
        return Days(counts, int(earliest), int(latest))

    first, *others = per_range(partition.offsets, work)
    return sum(others, start=first)


def month_of_day(origin: int) -> NDArray[np.int64]:
    """Returns the month since 1970 of each day since the origin, an epoch second."""
    return (np.datetime64(origin // DAY, "D") + np.arange(DAYS)).astype("datetime64[M]").astype(np.int64)


@compiled(writes=1)
def _count(begin: Whole, end: Whole, time: Array, into: Whole, counts: Array) -> tuple[Whole, Whole]:
    earliest, latest = np.int64(1 << 62), np.int64(-1)
    shift, day = np.uint64(into), np.uint64(86_400)
    for at in range(begin, end):
        now = np.int64(time[at])
        earliest, latest = min(earliest, now), max(latest, now)
        counts[(np.uint64(time[at]) + shift) // day] += 1
    return earliest, latest
