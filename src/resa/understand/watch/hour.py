"""Local hours: where each instant falls, and how much happened in each hour, by place."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.understand.array import Codes, Flags, Floats
from resa.understand.watch.calendar import Days
from resa.understand.watch.counting import Grouped, Watched
from resa.understand.watch.panel import Subject

DAY_HOURS, WEEK_HOURS = 24, 168
LEAST_A_WEEK = 20
"""A series is watched by the hour where so much of it happens in a week."""

_MOST_TOUCHPOINTS = 20


@dataclass(frozen=True, slots=True, eq=False)
class HourPanel:
    """k series over t hours, whole local days of 24 from the panel's first day on; `hours` of them are over.

    `sums` (k, t) is what was seen; `is_judged` (t,) leaves out holidays, and days on which the clock is moved.
    """

    subjects: tuple[Subject, ...]
    days: Days
    hours: int
    sums: Floats
    is_judged: Flags

    def label(self, hour: int) -> str:
        """Returns an hour as people write it: the local day and the full hour."""
        return f"{self.days.date(hour // DAY_HOURS).isoformat()}T{hour % DAY_HOURS:02d}:00"


def hour_panel(seen: Watched, *, days: Days) -> HourPanel:
    """Returns the counts by the hour of what tells the hour; `days` may hold one that is not over yet.

    The newest hour in the data is taken for unfinished. A series begins with whole weeks; those before its first
    event are nought.
    """
    hour = _hours(seen.history.seconds, days)
    has_hour = _tells_hour(seen)
    hour = np.where(has_hour, hour, -1)
    newest = int(hour.max(initial=-1))
    rows: dict[bytes, tuple[Subject, Floats]] = {}
    for subject, one in _series(seen, hour, days=days) if newest > 0 else ():
        if _is_much(one):
            rows.setdefault(one.tobytes(), (subject, one))  # of two that tell the same, the first
    sums = np.stack([one for _, one in rows.values()]) if rows else np.zeros((0, days.count * DAY_HOURS))
    is_long = np.diff(days.starts) == DAY_HOURS * 3600
    is_judged = np.repeat(days.judged() & is_long, DAY_HOURS)
    return HourPanel(tuple(subject for subject, _ in rows.values()), days, max(0, newest), sums, is_judged)


def _hours(seconds: NDArray[np.int64], days: Days) -> Codes:
    """Returns the hour of each instant since the first local midnight, 24 a day; -1 outside."""
    day = days.of(seconds)
    into = (seconds - days.starts[np.maximum(day, 0)]) // 3600
    return np.where(day >= 0, day * DAY_HOURS + np.minimum(into, DAY_HOURS - 1), -1)


def _tells_hour(seen: Watched) -> Flags:
    """Returns which interactions have a time within the day: of whole sources, as far as a sample shows."""
    source = np.array([place.source for place in seen.history.dictionary.places])
    names, code = np.unique(source, return_inverse=True)
    of_row = seen.history.of_place(code.astype(np.int64))
    tells = np.zeros(len(names), np.bool_)
    for at in range(len(names)):
        mine = np.flatnonzero(of_row == at)
        sample = mine[:: max(1, len(mine) // 2_000)]
        table = seen.source.fields(seen.history.partition.row[sample], names=("is_date",))
        tells[at] = bool(len(sample)) and not np.asarray(pc.fill_null(table["is_date"], True)).astype(np.bool_).any()
    return np.asarray(tells[of_row]) if len(names) else np.zeros(0, np.bool_)


def _is_much(sums: Floats) -> bool:
    return float(sums.sum()) >= LEAST_A_WEEK * len(sums) / WEEK_HOURS


def _series(seen: Watched, hour: Codes, *, days: Days) -> Iterator[tuple[Subject, Floats]]:
    """Contacts by topic, visits of the touchpoints that are most visited, and all that happens on each channel."""
    size = days.count * DAY_HOURS
    for topic, at in seen.by_topic:
        subject = Subject("contacts", "count", "rise", topic=topic, **seen.home(at))
        yield subject, Grouped((topic,), np.zeros(len(at), np.int64)).sums(hour[at], size=size)[0]
    visited = _most_visited(seen)
    for name, sums in zip(visited.names, visited.sums(hour, size=size), strict=True):
        yield seen.place("visits", name), sums
    channels = seen.own_by("channel")
    for name, home, sums in zip(channels.names, seen.homes(channels), channels.sums(hour, size=size), strict=True):
        yield Subject("interactions", "count", "either", channel=name, **home), sums


def _most_visited(seen: Watched) -> Grouped:
    names = seen.history.dictionary.touchpoints
    often = np.bincount(seen.history.touchpoint[seen.is_own], minlength=len(names))
    chosen = [code for code in np.argsort(-often, kind="stable")[:_MOST_TOUCHPOINTS].tolist() if often[code]]
    number = np.full(len(names) + 1, -1, np.int64)
    number[chosen] = np.arange(len(chosen))
    return Grouped(tuple(names[code] for code in chosen), np.where(seen.is_own, number[seen.history.touchpoint], -1))
