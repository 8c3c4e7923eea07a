"""What each unit meets: customers, times, months and hours of every touchpoint, and who reaches the goal."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, Whole, compiled
from resa.kernels.draw import grown
from resa.kernels.partition import Partition
from resa.kernels.thread import per_range

POSITION_BINS = 64
GOAL = 2048
"""The bit of a row's mark that says it reaches the goal; below it, the offset in minutes + 1024, or 0 for unknown."""

CONTACT, CART, DONE = 1, 2, 4
"""What a place is: the customer saying something to the company, a cart, something bought."""


@dataclass(frozen=True, slots=True, eq=False)
class MeetingCounts:
    """Counts of t touchpoints, s stages, m months and a months since the calendar begins.

    `by_touchpoint` (4, t): customers, interactions, sums of squared times a customer, customers who met it before
    their goal. `by_month` (t, m), `hours` (t, 24), `positions` (t, 64): where interactions lie among their unit's in
    the stage. `by_place`: interactions. `first_month` (a, 3): units by the month they began in, those of them seen in
    a later month, those converted. `carts` (s + 1, a, 2): units that had a cart, by its stage (the last: none) and the
    month they began in; those that bought nothing after it. `contacts` and `goals` are places of interactions,
    `contact_units` (n, 3) units that made contact: number, stage, month they began in.
    """

    by_touchpoint: NDArray[np.int64]
    by_month: NDArray[np.int64]
    hours: NDArray[np.int64]
    positions: NDArray[np.int64]
    by_place: NDArray[np.int64]
    first_month: NDArray[np.int64]
    carts: NDArray[np.int64]
    contacts: NDArray[np.int64]
    goals: NDArray[np.int64]
    contact_units: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Meeting:
    """The walk. `mark_of_row` may be empty: no hour is known then, and nothing reaches the goal.

    `calendar` gives each day's month, counted from that of the first; `month_of_day` its place among the trend's.
    """

    stages: int
    months: int
    stage_of_touchpoint: NDArray[np.int64]
    role_of_place: NDArray[np.uint8]
    mark_of_row: NDArray[np.int16]
    month_of_day: NDArray[np.int64]
    calendar: NDArray[np.int64]

    def of(self, partition: Partition) -> MeetingCounts:
        """Returns the counts of these units."""
        size, places = max(1, len(partition.dictionary.touchpoints)), max(1, len(partition.dictionary.places))
        stage = np.full(size, self.stages, np.uint8)
        known = self.stage_of_touchpoint[:size]
        stage[: len(known)] = np.where(known < 0, self.stages, known)
        role = np.zeros(places, np.uint8)
        role[: len(self.role_of_place)] = self.role_of_place
        given = (partition.offsets, partition.touchpoint, partition.place, partition.time, partition.row)
        tables = (stage, role, self.mark_of_row, self.month_of_day.astype(np.int16), self.calendar.astype(np.int32))
        calendar_months, into = int(self.calendar.max(initial=0)) + 1, partition.origin % 86_400

        def work(first: int, last: int) -> tuple[tuple[Array, ...], tuple[Array, ...]]:
            counts = (
                np.zeros((4, size), np.int64),
                np.zeros((size, self.months + 1), np.int64),
                np.zeros((size, 24), np.int64),
                np.zeros((size, POSITION_BINS), np.int64),
                np.zeros(places, np.int64),
                np.zeros((calendar_months, 3), np.int64),
                np.zeros((self.stages + 1, calendar_months, 2), np.int64),
            )
            return counts, _walk(first, last, *given, *tables, into, *counts)

        parts = per_range(partition.offsets, work)
        sums = [np.sum([counts[at] for counts, _ in parts], axis=0) for at in range(7)]
        lists = [np.concatenate([found[at] for _, found in parts]) for at in range(3)]
        sums[1] = sums[1][:, : self.months]
        return MeetingCounts(*sums, lists[0], lists[1], lists[2].reshape(-1, 3))


@compiled(writes=7)
def _walk(  # noqa: PLR0915 - one walk, which reads as one thought
    first: int,
    last: int,
    offsets: Array,
    touchpoint: Array,
    place: Array,
    time: Array,
    row: Array,
    stage_of: Array,
    role_of: Array,
    mark_of: Array,
    month_of_day: Array,
    calendar: Array,
    into: Whole,
    by_touchpoint: Array,
    by_month: Array,
    hours: Array,
    positions: Array,
    by_place: Array,
    first_month: Array,
    carts: Array,
) -> tuple[Array, Array, Array]:
    """Looks through each unit for its goal first, then at everything it met."""
    size, groups, other_month = by_touchpoint.shape[1], carts.shape[0], by_month.shape[1] - 1
    met, times = np.full(size, -1, np.int64), np.zeros(size, np.int64)
    in_stage, seen = np.zeros(groups, np.int64), np.zeros(groups, np.int64)
    contacts, goals, units = np.empty(1 << 10, np.int64), np.empty(1 << 10, np.int64), np.empty(1 << 10, np.int64)
    talked, reached, callers = 0, 0, 0
    day, shift = np.uint64(86_400), np.uint64(into)
    knows_rows = len(mark_of) > 0
    for unit in range(first, last):
        begin, end = offsets[unit], offsets[unit + 1]
        if begin == end:
            continue
        for stage in range(groups):
            in_stage[stage], seen[stage] = 0, 0
        goal, cart, done, contact = np.int64(-1), np.int64(-1), np.int64(-1), np.int64(-1)
        for at in range(begin, end):
            in_stage[stage_of[touchpoint[at]]] += 1
            role = role_of[place[at]]
            is_goal = knows_rows and (mark_of[row[at]] & 2048) != 0
            if is_goal:
                goals = grown(goals, reached + 1)
                goals[reached] = at
                reached += 1
                if goal < 0:
                    goal = at
            if role == 0 and not is_goal:
                continue
            if role & 1:
                contacts = grown(contacts, talked + 1)
                contacts[talked] = at
                talked += 1
                if contact < 0:
                    contact = at
            if role & 2 and cart < 0:
                cart = at
            if role & 4 or is_goal:
                done = at
        began = calendar[(np.uint64(time[begin]) + shift) // day]
        first_month[began, 0] += 1
        first_month[began, 1] += calendar[(np.uint64(time[end - 1]) + shift) // day] > began
        first_month[began, 2] += goal >= 0
        if cart >= 0:
            carts[stage_of[touchpoint[cart]], began, 0] += 1
            carts[stage_of[touchpoint[cart]], began, 1] += done < cart
        if contact >= 0:
            units = grown(units, 3 * callers + 3)
            units[3 * callers], units[3 * callers + 1] = unit, stage_of[touchpoint[contact]]
            units[3 * callers + 2] = began
            callers += 1
        for at in range(begin, end):
            code = np.int64(touchpoint[at])
            now = np.uint64(time[at]) + shift
            if met[code] != unit:
                met[code], times[code] = unit, 0
                by_touchpoint[0, code] += 1
                by_touchpoint[3, code] += at < goal
            times[code] += 1
            by_touchpoint[1, code] += 1
            by_touchpoint[2, code] += 2 * times[code] - 1
            month = np.int64(month_of_day[now // day])
            by_month[code, month if month >= 0 else other_month] += 1
            by_place[place[at]] += 1
            stage = stage_of[touchpoint[at]]
            within = (np.float64(seen[stage]) + 0.5) / np.float64(in_stage[stage])
            seen[stage] += 1
            positions[code, min(np.int64(within * 64), 63)] += 1
            if knows_rows:
                offset = np.int64(mark_of[row[at]] & 2047)
                if offset > 0:
                    local = np.uint64(np.int64(now) + (offset - 1024) * 60 + 172_800)
                    hours[code, (local // np.uint64(3600)) % np.uint64(24)] += 1
    return contacts[:talked], goals[:reached], units[: 3 * callers]
