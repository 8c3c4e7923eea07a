"""Who comes back: customers by the period they were first seen in, and the periods they were active in later."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from resa.kernels.arithmetic import Counts
from resa.kernels.compilation import Array, compiled
from resa.kernels.partition import Partition
from resa.kernels.tally import Tally
from resa.kernels.thread import per_range

Bucket = Literal["month", "week"]

_ROW = 1 << 16  # keys are (cohort + _ROW) * _ROW + age: cohorts before 1970 are negative
_DAY = 86_400
_QUARTER = 900  # every zone keeps a distance to UTC of whole quarters of an hour
_UNITS: dict[Bucket, str] = {"month": "M", "week": "W"}


@dataclass(frozen=True, slots=True)
class Cohorts:
    """Customers, (n,) each: `cohort` is the first period since 1970, `age` counts periods since then."""

    cohort: NDArray[np.int64]
    age: NDArray[np.int64]
    customers: NDArray[np.int64]
    bucket: Bucket

    def starts(self) -> NDArray[np.datetime64]:
        """Returns the first day of each row's cohort."""
        return self.cohort.astype(f"datetime64[{_UNITS[self.bucket]}]").astype("datetime64[D]")


@dataclass(frozen=True, slots=True, eq=False)
class CohortCounts(Counts):
    """Customers by cohort and age."""

    customers: Tally
    bucket: Bucket

    def finish(self) -> Cohorts:
        """Returns the customers of each cohort that were active at each age; at age 0 that is all of them."""
        cohort, age = np.divmod(self.customers.keys, _ROW)
        return Cohorts(cohort - _ROW, age, self.customers.counts, self.bucket)


@dataclass(frozen=True, slots=True)
class Retention:
    """Customers by the calendar month or week (from Thursday, as 1970 began) of their first interaction, in UTC.

    With a `zone` ("Europe/Stockholm") periods begin at midnight there, in summer and winter; times count by quarters of
    an hour. `offset_seconds` is added to all times first, for calendars that keep one distance to UTC.
    """

    bucket: Bucket = "month"
    offset_seconds: int = 0
    zone: str | None = None

    def of(self, partition: Partition) -> CohortCounts:
        """Returns the counts of these units' customers."""
        if self.bucket == "month" and not self.offset_seconds and self.zone is None and _has_masks(partition):
            return CohortCounts(_from_masks(partition), self.bucket)
        first_period, ends = self._periods(partition)
        periods, slot = len(ends), _DAY if self.zone is None else _QUARTER
        begun = (partition.origin + self.offset_seconds) % slot
        slots = -(-int(ends[-1] + begun) // slot) if periods else 0
        period_of_slot = np.searchsorted(ends + begun, np.arange(slots) * slot, side="right").astype(np.uint16)
        loop = _count_few if periods <= 64 else _count_many
        given = (partition.offsets, partition.time, partition.customer, begun, slot, period_of_slot)

        def work(first: int, last: int) -> NDArray[np.uint32]:
            counts = np.zeros((periods, periods), np.uint32)
            loop(first, last, *given, counts)
            return counts

        parts = per_range(partition.offsets, work, together=partition.customer)
        return CohortCounts(_tally(parts, first_period=first_period), self.bucket)

    def _periods(self, partition: Partition) -> tuple[int, NDArray[np.int64]]:
        if self.zone is not None:
            return _local_ends(partition, bucket=self.bucket, zone=ZoneInfo(self.zone))
        return period_ends(partition, bucket=self.bucket, offset_seconds=self.offset_seconds)


def _local_ends(partition: Partition, *, bucket: Bucket, zone: ZoneInfo) -> tuple[int, NDArray[np.int64]]:
    """Returns the same as `period_ends` for periods that begin at midnight in a zone."""
    if not partition.interactions:
        return 0, np.zeros(0, np.int64)
    seen = [int(time) + partition.origin for time in (partition.time.min(), partition.time.max())]
    days = np.array([datetime.fromtimestamp(one, zone).date() for one in seen], "datetime64[D]")
    low, high = days.astype(f"datetime64[{_UNITS[bucket]}]").astype(np.int64)
    later = np.arange(low + 1, high + 2).astype(f"datetime64[{_UNITS[bucket]}]").astype("datetime64[D]").tolist()
    starts = [int(datetime(one.year, one.month, one.day, tzinfo=zone).timestamp()) for one in later]
    return int(low), np.array(starts, np.int64) - partition.origin


def _has_masks(partition: Partition) -> bool:
    """Says whether masks tell the months of all units exactly."""
    first, last = partition.months
    return partition.month_mask is not None and partition.units > 0 and last - first < 64


def _from_masks(partition: Partition) -> Tally:
    first_month, last_month = partition.months
    masks = np.zeros(0, np.uint64) if partition.month_mask is None else partition.month_mask
    given = (masks, partition.customer, first_month % 64, last_month - first_month + 1)

    def work(first: int, last: int) -> NDArray[np.uint32]:
        counts = np.zeros((64, 64), np.uint32)
        _count_masks(first, last, *given, counts)
        return counts

    parts = per_range(partition.offsets, work, together=partition.customer)
    return _tally(parts, first_period=first_month)


def _tally(parts: list[NDArray[np.uint32]], *, first_period: int) -> Tally:
    """Returns customers by key from tables of cohort and period."""
    total: NDArray[np.int64] = np.sum(parts, axis=0, dtype=np.int64)
    cohort, period = np.nonzero(total)
    return Tally((cohort + first_period + _ROW) * _ROW + (period - cohort), total[cohort, period])


def period_ends(partition: Partition, *, bucket: Bucket, offset_seconds: int) -> tuple[int, NDArray[np.int64]]:
    """Returns the first period with interactions, counted since 1970, and the partition's time at which each ends."""
    if not partition.interactions:
        return 0, np.zeros(0, np.int64)
    base = partition.origin + offset_seconds
    seen = np.array([int(partition.time.min()) + base, int(partition.time.max()) + base])
    low, high = seen.astype("datetime64[s]").astype(f"datetime64[{_UNITS[bucket]}]").astype(np.int64)
    later = np.arange(low + 1, high + 2).astype(f"datetime64[{_UNITS[bucket]}]").astype("datetime64[s]")
    return int(low), later.astype(np.int64) - base


@compiled(writes=1)
def _count_masks(
    first: int, last: int, month_mask: Array, customer: Array, first_bit: int, periods: int, counts: Array
) -> None:
    """Counts each customer's months by cohort: its lowest bit, in masks turned to begin with the first month."""
    one, seen, right = np.uint64(1), np.uint64(0), np.uint64(first_bit)
    left, end = (np.uint64(64) - right) & np.uint64(63), np.uint64(last)
    for unit in range(np.uint64(first), end):
        mask = month_mask[unit]
        seen |= (mask >> right) | (mask << left)
        if unit + one < end and customer[unit] == customer[unit + one]:
            continue
        lowest = seen & (~seen + one)
        cohort = np.uint64((np.float64(lowest).view(np.int64) >> 52) - 1023)
        for period in range(np.uint64(periods)):
            counts[cohort, period] += np.uint32((seen >> period) & one)
        seen = np.uint64(0)


@compiled(writes=1)
def _count_few(
    first: int,
    last: int,
    offsets: Array,
    time: Array,
    customer: Array,
    begun: int,
    slot: int,
    period_of_slot: Array,
    counts: Array,
) -> None:
    """Gathers a customer's periods, 64 at most, as bits, and counts them by cohort and period."""
    periods, one, shift, each = counts.shape[1], np.uint64(1), np.uint64(begun), np.uint64(slot)
    seen, cohort = np.uint64(0), np.int64(0)
    for unit in range(first, last):
        begin, end = offsets[unit], offsets[unit + 1]
        if unit == first or customer[unit] != customer[unit - 1]:
            seen, cohort = np.uint64(0), np.int64(period_of_slot[(np.uint64(time[begin]) + shift) // each])
        for at in range(begin, end):
            seen |= one << np.uint64(period_of_slot[(np.uint64(time[at]) + shift) // each])
        if unit + 1 == last or customer[unit] != customer[unit + 1]:
            for period in range(periods):
                counts[cohort, period] += np.uint32((seen >> np.uint64(period)) & one)


@compiled(writes=1)
def _count_many(
    first: int,
    last: int,
    offsets: Array,
    time: Array,
    customer: Array,
    begun: int,
    slot: int,
    period_of_slot: Array,
    counts: Array,
) -> None:
    """Counts each change of period; a customer's interactions are in order, over all of its units."""
    cohort, latest = np.int64(0), np.int64(-1)
    for unit in range(first, last):
        fresh = unit == first or customer[unit] != customer[unit - 1]
        for at in range(offsets[unit], offsets[unit + 1]):
            period = np.int64(period_of_slot[(np.int64(time[at]) + begun) // slot])
            if fresh:
                cohort = period
            if fresh or period != latest:
                counts[cohort, period] += 1
            latest, fresh = period, False
