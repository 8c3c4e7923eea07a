"""Months or weeks side by side on the workspace's own calendar, and which of them are whole."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Literal
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from resa.understand.array import Codes, Flags

Step = Literal["month", "week"]

LEAST_MONTHS = 6
"""From so many months on, months are told; before, weeks."""

MOST = 26
"""The newest so many are told."""


@dataclass(frozen=True, slots=True, eq=False)
class Periods:
    """n months or weeks, the oldest first; `starts` (n + 1,) are their first instants, in epoch seconds.

    `is_whole` (n,) says which of them the data covers from the first day to the last.
    """

    step: Step
    labels: tuple[str, ...]
    starts: NDArray[np.int64]
    is_whole: Flags

    def __len__(self) -> int:
        return len(self.labels)

    def of(self, seconds: NDArray[np.int64]) -> Codes:
        """Returns the 0-based period of each instant, -1 outside."""
        at = np.searchsorted(self.starts, seconds, side="right") - 1
        return np.where((at >= 0) & (at < len(self)), at, -1)

    @property
    def days(self) -> NDArray[np.float64]:
        """How many days each lasts."""
        return np.round(np.diff(self.starts) / 86_400)


def periods(first: int, last: int, *, zone: ZoneInfo) -> Periods:
    """Returns the months from one epoch second to another, or the weeks where there are few months; none before two.

    >>> found = periods(1767225600, 1782864000, zone=ZoneInfo("UTC"))  # 1 January to 1 July 2026
    >>> found.step, found.labels[0], found.labels[-1], found.is_whole.tolist()[-1]
    ('month', '2026-01', '2026-07', False)
    """
    begin, end = (datetime.fromtimestamp(one, zone).date() for one in (first, last))
    months = (end.year - begin.year) * 12 + end.month - begin.month + 1
    step: Step = "month" if months > LEAST_MONTHS else "week"
    days = [_first_day(begin, step)]
    while days[-1] <= end:
        days.append(_after(days[-1], step))
    days = days[-MOST - 1 :]
    starts = np.array([_midnight(day, zone) for day in days], np.int64)
    labels = tuple(day.isoformat()[:7] if step == "month" else day.isoformat() for day in days[:-1])
    is_whole = np.array([day >= begin and after - timedelta(days=1) <= end for day, after in pairwise(days)])
    return Periods(step, labels, starts, is_whole)


def _first_day(day: date, step: Step) -> date:
    return day.replace(day=1) if step == "month" else day - timedelta(days=day.weekday())


def _after(day: date, step: Step) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) if step == "month" else day + timedelta(days=7)


def _midnight(day: date, zone: ZoneInfo) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC).timestamp())
