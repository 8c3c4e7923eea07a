"""When things happened: by month of a zone's calendar, with the first and the last second."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, Whole, compiled
from resa.kernels.partition import Partition
from resa.kernels.thread import per_range

DAY = 86_400
DAYS = (1 << 32) // DAY + 2
"""Days that a partition's clock can tell apart."""


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """The months of a partition's clock, as a zone has them.

    `first` is the month since 1970 in which the clock begins. `starts` are the seconds since the origin at which
    months begin, the last one endless; `of_day` is the month, counted from `first`, at the beginning of each day of
    UTC: in the course of a day the next one may begin.
    """

    first: int
    starts: NDArray[np.int64]
    of_day: NDArray[np.int16]

    @property
    def since(self) -> int:
        """How many months there are."""
        return len(self.starts) - 1

    def months(self, seconds: NDArray[np.int64]) -> NDArray[np.int64]:
        """Returns the months since 1970 of seconds since the origin."""
        return np.searchsorted(self.starts, seconds, side="right") - 1 + self.first


@dataclass(frozen=True, slots=True, eq=False)
class Months:
    """A calendar, and of each of its months the place among those that trends show, `shown` for others."""

    calendar: Calendar
    place: NDArray[np.int64]
    shown: int

    @property
    def since(self) -> int:
        """How many months the calendar has."""
        return self.calendar.since

    @property
    def tables(self) -> tuple[NDArray[np.int16], NDArray[np.int64], NDArray[np.int64]]:
        """The month at the beginning of each day, the second in which each month begins, and its place."""
        return self.calendar.of_day, self.calendar.starts, self.place


@dataclass(frozen=True, slots=True, eq=False)
class Occurrences:
    """Interactions by month of a calendar; the first and the last of them in seconds since the origin."""

    counts: NDArray[np.int64]
    first: int
    last: int

    def __add__(self, other: "Occurrences") -> "Occurrences":
        return Occurrences(self.counts + other.counts, min(self.first, other.first), max(self.last, other.last))


def occurrences(partition: Partition, calendar: Calendar) -> Occurrences:
    """Returns how many interactions each month has; of an empty partition, `first` lies after `last`."""
    given = (partition.time, partition.origin % DAY, calendar.of_day, calendar.starts)

    def work(first: int, last: int) -> Occurrences:
        counts = np.zeros(calendar.since, np.int64)
        earliest, latest = _count(partition.offsets[first], partition.offsets[last], *given, counts)
        return Occurrences(counts, int(earliest), int(latest))

    first, *others = per_range(partition.offsets, work)
    return sum(others, start=first)


def month_starts(first: int, last: int, *, zone: str = "UTC") -> NDArray[np.int64]:
    """Returns the epoch seconds at which the months from `first` to `last`, since 1970, begin in a zone.

    >>> (month_starts(0, 0, zone="Europe/Stockholm") // 3600).tolist()
    [-1]
    """
    months = np.arange(first, last + 1).astype("datetime64[M]")
    if zone == "UTC":
        plain: NDArray[np.int64] = months.astype("datetime64[s]").astype(np.int64)
        return plain
    local = ZoneInfo(zone)
    begun = [datetime(one.year, one.month, 1, tzinfo=local) for one in months.astype("datetime64[D]").tolist()]
    return np.array([int(one.timestamp()) for one in begun], np.int64)


def month_numbers(seconds: NDArray[np.int64], *, zone: str = "UTC") -> NDArray[np.int64]:
    """Returns the months since 1970 of epoch seconds, as a zone has them."""
    if zone == "UTC" or not len(seconds):
        plain: NDArray[np.int64] = seconds.astype("datetime64[s]").astype("datetime64[M]").astype(np.int64)
        return plain
    ends = np.array([seconds.min() - DAY, seconds.max() + DAY]).astype("datetime64[s]").astype("datetime64[M]")
    low, high = ends.astype(np.int64).tolist()
    local: NDArray[np.int64] = np.searchsorted(month_starts(low, high, zone=zone), seconds, side="right") - 1 + low
    return local


@lru_cache(maxsize=8)
def calendar(origin: int, *, zone: str = "UTC") -> Calendar:
    """Returns the months of the clock that counts seconds from an origin, an epoch second."""
    begins = np.arange(DAYS, dtype=np.int64) * DAY - origin % DAY
    low, high = month_numbers(np.array([begins[0], begins[-1] + DAY]) + origin, zone=zone).tolist()
    starts = month_starts(low, high + 1, zone=zone) - origin
    starts[-1] = 1 << 62
    of_day = np.searchsorted(starts[1:], begins, side="right").astype(np.int16)
    for table in (starts, of_day):
        table.flags.writeable = False
    return Calendar(low, starts, of_day)


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
def _count(
    begin: Whole, end: Whole, time: Array, into: Whole, of_day: Array, starts: Array, counts: Array
) -> tuple[Whole, Whole]:
    earliest, latest = np.int64(1 << 62), np.int64(-1)
    shift, day = np.uint64(into), np.uint64(86_400)
    for at in range(begin, end):
        now = np.int64(time[at])
        earliest, latest = min(earliest, now), max(latest, now)
        month = np.int64(of_day[(np.uint64(time[at]) + shift) // day])
        counts[month + (now >= starts[month + 1])] += 1
    return earliest, latest
