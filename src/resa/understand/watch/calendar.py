"""Local days: where each instant falls, and which day is the last whole one."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from resa.understand.array import Flags
from resa.understand.watch.holiday import holidays

MOST_DAYS = 500
"""Days that are looked back: beyond, the habits of a series are those of another time."""

_EPOCH = date(1970, 1, 1)
_LATE_SHARE = 0.1
_HABIT_DAYS = 28


@dataclass(frozen=True, slots=True, eq=False)
class Days:
    """The local days from `first` (since 1970) on; `starts` (count + 1,) are their midnights, in epoch seconds."""

    first: int
    starts: NDArray[np.int64]
    zone: str

    @property
    def count(self) -> int:
        """How many days."""
        return len(self.starts) - 1

    def of(self, seconds: NDArray[np.int64]) -> NDArray[np.int64]:
        """Returns the 0-based day of each instant, -1 outside."""
        at = np.searchsorted(self.starts, seconds, side="right") - 1
        return np.where((at >= 0) & (at < self.count), at, -1)

    def judged(self) -> Flags:
        """Returns which days are no public holiday."""
        years = {self.date(0).year, self.date(max(0, self.count - 1)).year}
        off = set().union(*(holidays(year, zone=self.zone) for year in range(min(years), max(years) + 1)))
        return np.array([day not in off for day in range(self.first, self.first + self.count)], np.bool_)

    def date(self, at: int) -> date:
        """Returns the date of a 0-based day."""
        return _EPOCH + timedelta(days=self.first + at)


def whole_days(seconds: NDArray[np.int64], *, zone: ZoneInfo, now: datetime) -> Days:
    """Returns the local days that interactions at these instants fill, at most `MOST_DAYS`, up to the last whole one.

    The newest day counts as whole when it is over and its last interaction comes as late as on the earliest tenth of
    the four weeks before: files are often taken out in the middle of a day.
    """
    if not len(seconds):
        return Days(0, np.zeros(1, np.int64), zone.key)
    newest = _day(int(seconds.max()), zone)
    first = max(_day(int(seconds.min()), zone), newest - MOST_DAYS + 1)
    days = _days(first, newest, zone=zone)
    is_over = now.timestamp() >= days.starts[-1]
    if is_over and _is_late(seconds, days):
        return days
    return Days(days.first, days.starts[:-1], days.zone)


def every_day(seconds: NDArray[np.int64], *, zone: ZoneInfo, most: int = MOST_DAYS) -> Days:
    """Returns the local days that interactions at these instants reach, the newest included."""
    if not len(seconds):
        return Days(0, np.zeros(1, np.int64), zone.key)
    newest = _day(int(seconds.max()), zone)
    first = max(_day(int(seconds.min()), zone), newest - most + 1)
    return _days(first, newest, zone=zone)


def _is_late(seconds: NDArray[np.int64], days: Days) -> bool:
    """Says whether the last instant of the last day is no earlier in it than is usual."""
    at = days.of(seconds)
    last = np.zeros(days.count, np.int64)
    np.maximum.at(last, at[at >= 0], (seconds - days.starts[at])[at >= 0])
    before = last[-1 - _HABIT_DAYS : -1]
    usual = before[before > 0]
    return not len(usual) or bool(last[-1] >= np.quantile(usual, _LATE_SHARE))


def _days(first: int, last: int, *, zone: ZoneInfo) -> Days:
    dates = [_EPOCH + timedelta(days=day) for day in range(first, last + 2)]
    starts = [int(datetime(one.year, one.month, one.day, tzinfo=zone).timestamp()) for one in dates]
    return Days(first, np.array(starts, np.int64), zone.key)


def _day(second: int, zone: ZoneInfo) -> int:
    return (datetime.fromtimestamp(second, zone).date() - _EPOCH).days
