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


@dataclass(frozen=True, slots=True, eq=False)
class Months:
    """The months of a clock that begins in the month of its first day.

    `of_day` gives each day's month, counted from that of the first; `place_of_day` its place among the months that
    trends show, `shown` of them, or -1.
    """

    of_day: NDArray[np.int64]
    place_of_day: NDArray[np.int64]
    shown: int

    @property
    def since(self) -> int:
        """How many months there are."""
        return int(self.of_day[-1]) + 1

    def tables(self, origin: int) -> tuple[NDArray[np.int16], NDArray[np.int64], NDArray[np.int64]]:
        """Returns the month of each day; the second in which each begins, endless after the last; and its place.

        That is `shown` for months that no trend shows.

        >>> months = Months(np.array([0, 0, 1]), np.array([-1, -1, 0]), 1)
        >>> [one.tolist() for one in months.tables(3600)]
        [[0, 0, 1], [-3600, 169200, 4611686018427387904], [1, 0]]
        """
        starts = np.searchsorted(self.of_day, np.arange(self.since + 1)) * DAY - origin % DAY
        starts[-1] = 1 << 62
        place = np.full(self.since, self.shown, np.int64)
        known = self.place_of_day >= 0
        place[self.of_day[known]] = self.place_of_day[known]
        return self.of_day.astype(np.int16), starts, place


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


def local_hours(partition: Partition, *, offset_of_row: NDArray[np.int16], unknown: int, hour_of_row: Array) -> None:
    """Writes for the row of each interaction the hour of the customer's own day.

    Offsets are minutes from UTC; below -1440 they are unknown, and so is the hour.
    """
    given = (partition.offsets, partition.time, partition.row, offset_of_row, partition.origin % DAY, unknown)
    per_range(partition.offsets, lambda first, last: _hours(first, last, *given, hour_of_row))


@compiled(writes=1)
def _hours(
    first: int,
    last: int,
    offsets: Array,
    time: Array,
    row: Array,
    offset_of: Array,
    into: Whole,
    unknown: Whole,
    to: Array,
) -> None:
    for at in range(offsets[first], offsets[last]):
        minutes = np.int64(offset_of[row[at]])
        hour = np.uint64(np.int64(time[at]) + into + minutes * 60 + 172_800) // np.uint64(3600) % np.uint64(24)
        to[row[at]] = unknown if minutes < -1440 else hour


@compiled(writes=1)
def _count(begin: Whole, end: Whole, time: Array, into: Whole, counts: Array) -> tuple[Whole, Whole]:
    earliest, latest = np.int64(1 << 62), np.int64(-1)
    shift, day = np.uint64(into), np.uint64(86_400)
    for at in range(begin, end):
        now = np.int64(time[at])
        earliest, latest = min(earliest, now), max(latest, now)
        counts[(np.uint64(time[at]) + shift) // day] += 1
    return earliest, latest
