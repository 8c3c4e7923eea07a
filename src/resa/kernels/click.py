"""Clicks on spots of pages: how many, by whom, when in a visit, what follows, and which ones vex."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from resa.kernels.arithmetic import Counts
from resa.kernels.compilation import Array, compiled
from resa.kernels.partition import Partition
from resa.kernels.thread import per_range

GOAL, CLICK, BARE, DAY_ONLY = 1, 2, 4, 8
"""What is known of a row: it reaches the goal, it is a click on any page, one that does not say what came of it, and
its instant is a day without a time."""

RAGE_CLICKS, RAGE_SECONDS = 3, 2
"""So many clicks on the same thing by one customer, the first and the last at most so far apart, are one burst."""

ANSWER_SECONDS = 5
"""What follows a click within this time may be its answer."""

POSITIONS = 256
"""Places in a visit that are told apart; later ones are the last of these."""


@dataclass(frozen=True, slots=True, eq=False)
class ClickCounts(Counts):
    """Counts by spot (first axis).

    `clicks`, `customers`, `visits`: how many there are, who made them and in how many visits. `first` and `last`
    (spots, POSITIONS): visits by the place of their first and last click on the spot. `followed` (spots, touchpoints +
    2): visits by what comes after their last click on it, clicks on the same thing left out; the last two are a click
    on something else of the page, and nothing.
    `reached`: visits with the goal after the first click. `rage`: bursts. `answered` (spots, 2): bare clicks without
    and with something but clicks soon after. `stood` (spots, touchpoints): clicks by touchpoint. `units` (2,): units
    with any click, visits with any.
    """

    clicks: NDArray[np.int64]
    customers: NDArray[np.int64]
    visits: NDArray[np.int64]
    reached: NDArray[np.int64]
    rage: NDArray[np.int64]
    answered: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    followed: NDArray[np.int64]
    stood: NDArray[np.int64]
    units: NDArray[np.int64]

    def finish(self) -> Self:
        """Returns itself."""
        return self


@dataclass(frozen=True, slots=True, eq=False)
class Clicks:
    """Clicks on `spots` numbered spots, within visits that a wait of more than `gap_seconds` parts.

    By row number: `spot_of_row`, -1 for no click that is asked for; `same_of_row`, equal for clicks on the same thing;
    `mark_of_row`, the bits above. Rows beyond their length are no clicks. `is_one_page` says that all spots lie on one
    page, so that a click on another of them is still the same page.
    """

    spot_of_row: NDArray[np.int32]
    same_of_row: NDArray[np.int32]
    mark_of_row: NDArray[np.uint8]
    spots: int
    is_one_page: bool = True
    gap_seconds: int = 1800

    def of(self, partition: Partition) -> ClickCounts:
        """Returns the counts of these units."""
        width = len(partition.dictionary.touchpoints)
        many = self.spots
        shapes = ((many, 2), (many, POSITIONS), (many, POSITIONS), (many, width + 2), (many, width), (2,))

        def work(first: int, last: int) -> ClickCounts:
            by_spot, tables = np.zeros((5, many), np.int64), [np.zeros(shape, np.int64) for shape in shapes]
            _walk(
                first,
                last,
                partition.offsets,
                partition.row,
                partition.time,
                partition.touchpoint,
                self.spot_of_row,
                self.same_of_row,
                self.mark_of_row,
                self.is_one_page,
                self.gap_seconds,
                by_spot,
                *tables,
            )
            return ClickCounts(*list(by_spot), *tables)

        one, *others = per_range(partition.offsets, work)
        return sum(others, start=one)


@compiled(writes=7)
def _walk(
    first: int,
    last: int,
    offsets: Array,
    row: Array,
    time: Array,
    touchpoint: Array,
    spot_of_row: Array,
    same_of_row: Array,
    mark_of_row: Array,
    is_one_page: bool,
    gap_seconds: int,
    by_spot: Array,
    answered: Array,
    first_at: Array,
    last_at: Array,
    followed: Array,
    stood: Array,
    units: Array,
) -> None:
    spots = by_spot.shape[1]
    of_unit, of_visit = np.full(spots, -1, np.int64), np.full(spots, -1, np.int64)  # who and which met the spot last
    opened, closed = np.empty(spots, np.int64), np.empty(spots, np.int64)  # its first and last click in the visit
    met = np.empty(spots, np.int64)
    visit, told = -1, (row, touchpoint, spot_of_row, same_of_row)
    for unit in range(first, last):
        start, has_clicked = offsets[unit], False
        while start < offsets[unit + 1]:
            visit += 1
            end = _visit_end(start, offsets[unit + 1], time, gap_seconds)
            count = _meet(start, end, unit, visit, told, of_unit, of_visit, opened, closed, met, by_spot, stood)
            goal = _last_goal(start, end, row, mark_of_row) if count else -1
            for spot in met[:count]:
                by_spot[2, spot] += 1
                by_spot[3, spot] += goal > opened[spot]
                first_at[spot, min(opened[spot] - start, POSITIONS - 1)] += 1
                last_at[spot, min(closed[spot] - start, POSITIONS - 1)] += 1
                followed[spot, _next(closed[spot], end, told, followed.shape[1] - 2, is_one_page)] += 1
            if count:
                _vex(start, end, row, time, spot_of_row, same_of_row, mark_of_row, by_spot, answered)
            units[1] += count > 0
            has_clicked |= count > 0
            start = end
        units[0] += has_clicked


@compiled()
def _visit_end(start: int, end: int, time: Array, gap_seconds: int) -> int:
    at = start + 1
    while at < end and np.int64(time[at]) - np.int64(time[at - 1]) <= gap_seconds:
        at += 1
    return at


@compiled()
def _last_goal(start: int, end: int, row: Array, mark_of_row: Array) -> int:
    for at in range(end - 1, start - 1, -1):
        if row[at] < len(mark_of_row) and mark_of_row[row[at]] & GOAL:
            return at
    return -1


@compiled(writes=7)
def _meet(
    start: int,
    end: int,
    unit: int,
    visit: int,
    told: tuple[Array, Array, Array, Array],
    of_unit: Array,
    of_visit: Array,
    opened: Array,
    closed: Array,
    met: Array,
    by_spot: Array,
    stood: Array,
) -> int:
    """Counts the clicks of one visit; returns how many spots it met, which `met` begins with."""
    row, touchpoint, spot_of_row, _ = told
    count = 0
    for at in range(start, end):
        spot = spot_of_row[row[at]] if row[at] < len(spot_of_row) else -1
        if spot < 0:
            continue
        by_spot[0, spot] += 1
        stood[spot, touchpoint[at]] += 1
        by_spot[1, spot] += of_unit[spot] != unit
        of_unit[spot] = unit
        if of_visit[spot] != visit:
            of_visit[spot], opened[spot], met[count] = visit, at, spot
            count += 1
        closed[spot] = at
    return count


@compiled()
def _next(at: int, end: int, told: tuple[Array, Array, Array, Array], touchpoints: int, is_one_page: bool) -> int:
    """Returns what comes after a click: a touchpoint, a click on something else of the page, or nothing."""
    row, touchpoint, spot_of_row, same_of_row = told
    same, after = same_of_row[row[at]], at + 1
    while after < end and row[after] < len(spot_of_row) and spot_of_row[row[after]] >= 0:
        if same_of_row[row[after]] != same:
            return touchpoints if is_one_page else int(touchpoint[after])
        after += 1
    return touchpoints + 1 if after >= end else int(touchpoint[after])


@compiled(writes=2)
def _vex(
    start: int,
    end: int,
    row: Array,
    time: Array,
    spot_of_row: Array,
    same_of_row: Array,
    mark_of_row: Array,
    by_spot: Array,
    answered: Array,
) -> None:
    """Counts the bursts of one visit, and which bare clicks something but clicks follows soon."""
    same, run, is_counted = -1, 0, False
    before, before_last = np.int64(0), np.int64(0)  # when the last two clicks of the run were
    for at in range(start, end):
        if row[at] >= len(spot_of_row) or spot_of_row[row[at]] < 0:
            continue
        spot, mark, now = spot_of_row[row[at]], mark_of_row[row[at]], np.int64(time[at])
        if mark & DAY_ONLY:
            continue
        if same_of_row[row[at]] != same or now - before > RAGE_SECONDS:
            same, run, is_counted = same_of_row[row[at]], 0, False
        run += 1
        if run >= RAGE_CLICKS and now - before_last <= RAGE_SECONDS and not is_counted:
            by_spot[4, spot] += 1
            is_counted = True
        before_last, before = before, now
        if mark & BARE:
            answered[spot, _answer(at, end, row, time, mark_of_row)] += 1


@compiled()
def _answer(at: int, end: int, row: Array, time: Array, mark_of_row: Array) -> int:
    """Returns 1 where anything but a click comes soon after."""
    after = at + 1
    while after < end and np.int64(time[after]) - np.int64(time[at]) <= ANSWER_SECONDS:
        if row[after] >= len(mark_of_row) or not mark_of_row[row[after]] & CLICK:
            return 1
        after += 1
    return 0
