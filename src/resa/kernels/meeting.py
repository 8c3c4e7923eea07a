"""What each unit meets: customers, times, months and hours of every touchpoint, and who reaches the goal."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resa.kernels.calendar import DAY, Months
from resa.kernels.compilation import Array, Whole, compiled
from resa.kernels.partition import Partition
from resa.kernels.thread import per_range

POSITION_BINS = 64
NO_HOUR = 24
GOAL = 32
"""The bit of a row's mark that says it reaches the goal; below it, the hour of the customer's day, or `NO_HOUR`."""

CONTACT, CART, DONE = 1, 2, 4
"""What a place is: the customer saying something to the company, a cart, something bought."""


_SIZES = np.arange(POSITION_BINS)
_PLACES = np.minimum((_SIZES + 0.5) / np.maximum(_SIZES, 1)[:, None] * POSITION_BINS, POSITION_BINS - 1).astype(
    np.uint8
)
"""The bin of the n-th of so many interactions, by how many they are and n."""


@dataclass(frozen=True, slots=True, eq=False)
class MeetingCounts:
    """Counts of t touchpoints, s stages, m months and a months since the calendar begins.

    `by_touchpoint` (4, t): customers, interactions, sums of squared times a customer, customers who met it before
    their goal. `by_month` (t, m), `hours` (t, 24), `positions` (t, 64): where interactions lie among their unit's in
    the stage. `by_place`: interactions. `first_month` (a, 3): units by the month they began in, those of them seen in
    a later month, those converted. `carts` (s + 1, a, 2): units that had a cart, by its stage (the last: none) and the
    month they began in; those that bought nothing after it. `goals` (n, 2): places of interactions, their units.
    """

    by_touchpoint: NDArray[np.int64]
    by_month: NDArray[np.int64]
    hours: NDArray[np.int64]
    positions: NDArray[np.int64]
    by_place: NDArray[np.int64]
    first_month: NDArray[np.int64]
    carts: NDArray[np.int64]
    goals: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Meeting:
    """The walk. `mark_of_row` may be empty: no hour is known then, and nothing reaches the goal."""

    stages: int
    months: Months
    stage_of_touchpoint: NDArray[np.int64]
    role_of_place: NDArray[np.uint8]
    mark_of_row: NDArray[np.uint8]

    def of(self, partition: Partition) -> MeetingCounts:
        """Returns the counts of these units."""
        size, places = max(1, len(partition.dictionary.touchpoints)), max(1, len(partition.dictionary.places))
        stage = np.full(size, self.stages, np.uint8)
        known = self.stage_of_touchpoint[:size]
        stage[: len(known)] = np.where(known < 0, self.stages, known)
        role = np.zeros(places, np.uint8)
        role[: len(self.role_of_place)] = self.role_of_place & (CART | DONE)
        given: list[Any] = [partition.offsets, partition.touchpoint, partition.place, partition.time, partition.row]
        clock = (partition.origin % DAY, *self.months.tables)
        given += [stage, role, self.mark_of_row, *clock, _PLACES]

        def work(first: int, last: int) -> tuple[tuple[Array, ...], Array]:
            counts = (
                np.zeros((4, size), np.int64),
                np.zeros((size, self.months.shown + 1), np.uint32),
                np.zeros((size, NO_HOUR + 1), np.uint32),
                np.zeros((size, POSITION_BINS), np.uint32),
                np.zeros(places, np.uint32),
                np.zeros((self.months.since, 3), np.int64),
                np.zeros((self.stages + 1, self.months.since, 2), np.int64),
            )
            asked: list[Any] = [first, last, *given, *counts]
            return counts, _walk(*asked)

        parts = per_range(partition.offsets, work)
        sums = [np.asarray(np.sum([counts[at] for counts, _ in parts], axis=0, dtype=np.int64)) for at in range(7)]
        (met, months, hours), (positions, by_place, first_month, carts) = sums[:3], sums[3:]
        met[1] = months.sum(axis=1)
        goals = np.concatenate([found for _, found in parts]).reshape(-1, 2)
        hours = hours[:, :NO_HOUR] * min(1, len(self.mark_of_row))
        by_month = months[:, : self.months.shown]
        return MeetingCounts(met, by_month, hours, positions, by_place, first_month, carts, goals)


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
    into: Whole,
    month_of_day: Array,
    starts: Array,
    place_of_month: Array,
    bins: Array,
    by_touchpoint: Array,
    by_month: Array,
    hours: Array,
    positions: Array,
    by_place: Array,
    first_month: Array,
    carts: Array,
) -> Array:
    """Goes through each unit once for everything it met, and again for where that lies in its stage."""
    size, groups, most, one = by_touchpoint.shape[1], carts.shape[0], np.uint64(len(bins)), np.uint64(1)
    met, times, known = np.full(size, -1, np.int64), np.zeros(size, np.int64), np.zeros(size, np.uint64)
    in_stage, seen = np.zeros(groups, np.uint64), np.zeros(groups, np.uint64)
    base, knows_rows = offsets[first], len(mark_of) > 0
    goals, reached = np.empty(2 * (offsets[last] - base) + 2, np.int64), 0  # what is never written costs nothing
    marks = np.zeros(offsets[last] - base, np.uint8)
    if knows_rows:
        for at in range(base, offsets[last]):  # by themselves: many of these rows are fetched at once then
            marks[at - base] = mark_of[np.uint64(row[at])]
    for unit in range(first, last):
        begin, end = np.uint64(offsets[unit]), np.uint64(offsets[unit + 1])
        if begin == end:
            continue
        for group in range(groups):
            in_stage[group], seen[group] = 0, 0
        began: Whole = np.int64(month_of_day[np.uint64(np.int64(time[begin]) + into) // np.uint64(86_400)])
        began += np.int64(time[begin]) >= starts[began + 1]
        month, until = began, starts[began + 1]
        column = np.uint64(place_of_month[month])
        cart: Whole = np.int64(-1)
        done: Whole = np.int64(-1)
        many, has_goal = 0, False
        for at in range(begin, end):
            code, here = np.uint64(touchpoint[at]), np.uint64(place[at])
            in_stage[np.uint64(stage_of[code])] += one
            if met[code] != unit:
                met[code], times[code] = unit, 0
                by_touchpoint[0, code] += 1
                known[many] = code
                many += 1
            times[code] += 1
            by_touchpoint[2, code] += 2 * times[code] - 1
            while np.int64(time[at]) >= until:
                month += 1
                until, column = starts[month + 1], np.uint64(place_of_month[month])
            by_month[code, column] += 1
            by_place[here] += 1
            mark, role = np.uint64(marks[at - np.uint64(base)]), role_of[here]
            hours[code, mark & np.uint64(31)] += 1
            is_goal = mark & np.uint64(32) != 0
            if is_goal:
                goals[reached], goals[reached + 1] = at, unit
                reached += 2
                if not has_goal:
                    for before in range(many):  # met at the goal itself is not met before it
                        by_touchpoint[3, known[before]] += before < many - 1 or times[code] > 1
                has_goal = True
            cart = np.int64(at) if role & 2 and cart < 0 else cart
            done = np.int64(at) if role & 4 or is_goal else done
        first_month[began, 0] += 1
        first_month[began, 1] += np.int64(time[end - one]) >= starts[began + 1]
        first_month[began, 2] += has_goal
        if cart >= 0:
            carts[stage_of[touchpoint[cart]], began, 0] += 1
            carts[stage_of[touchpoint[cart]], began, 1] += done < cart
        for at in range(begin, end):
            code = np.uint64(touchpoint[at])
            stage = np.uint64(stage_of[code])
            earlier, every = seen[stage], in_stage[stage]
            seen[stage] = earlier + one
            if every < most:
                positions[code, bins[every, earlier]] += 1
            else:
                within: Whole = (np.float64(earlier) + 0.5) / np.float64(every)
                positions[code, min(int(within * 64), 63)] += 1
    return goals[:reached].copy()
