"""What each unit meets: customers, times, months and hours of every touchpoint, and who reaches the goal."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, Whole, compiled
from resa.kernels.partition import Partition
from resa.kernels.thread import per_range

POSITION_BINS = 64
GOAL = 2048
"""The bit of a row's mark that says it reaches the goal; below it, the offset in minutes + 1024, or 0 for unknown."""

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
    `contacts` (n, 4): slot, unit, second, place. `contact_cells`, by slot: stage * (m + 1) + month of the contact, the
    last stage and month for none, or -1 where the slot is not among them. `contact_units` (n, 3): units that made
    contact, by number, with the stage and the month they began in.
    """

    by_touchpoint: NDArray[np.int64]
    by_month: NDArray[np.int64]
    hours: NDArray[np.int64]
    positions: NDArray[np.int64]
    by_place: NDArray[np.int64]
    first_month: NDArray[np.int64]
    carts: NDArray[np.int64]
    contacts: NDArray[np.uint32]
    goals: NDArray[np.int64]
    contact_cells: NDArray[np.int32]
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
    slot_of_row: NDArray[np.int32]
    slots: int
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
        calendar_months, into = int(self.calendar.max(initial=0)) + 1, partition.origin % 86_400
        starts = np.searchsorted(self.calendar, np.arange(calendar_months + 1)) * 86_400 - into
        starts[-1] = 1 << 62
        place = np.full(calendar_months, self.months, np.int64)
        known_days = self.month_of_day >= 0
        place[self.calendar[known_days]] = self.month_of_day[known_days]
        tables = (stage, role, self.mark_of_row, self.slot_of_row, starts, place, _PLACES)
        cells = np.full(self.slots, -1, np.int32)

        def work(first: int, last: int) -> tuple[tuple[Array, ...], tuple[Array, ...]]:
            counts = (
                np.zeros((4, size), np.int64),
                np.zeros((size, self.months + 1), np.uint32),
                np.zeros((size, 24), np.uint32),
                np.zeros((size, POSITION_BINS), np.uint32),
                np.zeros(places, np.uint32),
                np.zeros((calendar_months, 3), np.int64),
                np.zeros((self.stages + 1, calendar_months, 2), np.int64),
            )
            return counts, _walk(first, last, *given, *tables, into, *counts, cells)

        parts = per_range(partition.offsets, work)
        met, months, *others = (
            np.asarray(np.sum([counts[at] for counts, _ in parts], axis=0, dtype=np.int64)) for at in range(7)
        )
        contacts, goals, units = (np.concatenate([found[at] for _, found in parts]) for at in range(3))
        rest: list[Any] = [*others, contacts.reshape(-1, 4), goals.reshape(-1, 2), cells, units.reshape(-1, 3)]
        return MeetingCounts(met, months[:, : self.months], *rest)


@compiled(writes=8)
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
    slot_of: Array,
    starts: Array,
    place_of_month: Array,
    bins: Array,
    into: Whole,
    by_touchpoint: Array,
    by_month: Array,
    hours: Array,
    positions: Array,
    by_place: Array,
    first_month: Array,
    carts: Array,
    cells: Array,
) -> tuple[Array, Array, Array]:
    """Looks through each unit for its goal first, then at everything it met."""
    size, groups, most = by_touchpoint.shape[1], carts.shape[0], np.uint64(len(bins))
    met, times = np.full(size, -1, np.int64), np.zeros(size, np.int64)
    in_stage, seen = np.zeros(groups, np.int64), np.zeros(groups, np.int64)
    room = offsets[last] - offsets[first]  # for all: what is never written to costs nothing, and nothing need grow
    contacts, goals = np.empty(4 * room, np.uint32), np.empty(2 * room, np.int64)
    units, longest = np.empty(3 * (last - first), np.int64), 0
    for unit in range(first, last):
        longest = max(longest, offsets[unit + 1] - offsets[unit])
    marks, months = np.zeros(longest, np.int16), by_month.shape[1]
    talked, reached, callers = 0, 0, 0
    began: Whole = np.int64(0)
    two_days = np.uint64(into + 172_800)
    knows_rows = len(mark_of) > 0
    for unit in range(first, last):
        begin, end = offsets[unit], offsets[unit + 1]
        if begin == end:
            continue
        for stage in range(groups):
            in_stage[stage], seen[stage] = 0, 0
        goal: Whole = np.int64(-1)
        cart: Whole = np.int64(-1)
        done: Whole = np.int64(-1)
        contact: Whole = np.int64(-1)
        for at in range(begin, end):
            in_stage[stage_of[touchpoint[at]]] += 1
            role = role_of[place[at]]
            if knows_rows:
                marks[at - begin] = mark_of[row[at]]
            is_goal = (marks[at - begin] & 2048) != 0
            if is_goal:
                goals[reached], goals[reached + 1] = at, unit
                reached += 2
                if goal < 0:
                    goal = at
            if role == 0 and not is_goal:
                continue
            if role & 1:
                slot = slot_of[row[at]]
                contacts[talked], contacts[talked + 1] = slot, unit
                contacts[talked + 2], contacts[talked + 3] = time[at], place[at]
                talked += 4
                if contact < 0:
                    contact = at
            if role & 2 and cart < 0:
                cart = at
            if role & 4 or is_goal:
                done = at
        if not starts[began] <= np.int64(time[begin]) < starts[began + 1]:
            began = np.searchsorted(starts, np.int64(time[begin]), side="right") - 1
        month, until = began, starts[began + 1]
        first_month[began, 0] += 1
        first_month[began, 1] += np.int64(time[end - 1]) >= until
        first_month[began, 2] += goal >= 0
        if cart >= 0:
            carts[stage_of[touchpoint[cart]], began, 0] += 1
            carts[stage_of[touchpoint[cart]], began, 1] += done < cart
        if contact >= 0:
            units[3 * callers], units[3 * callers + 1] = unit, stage_of[touchpoint[contact]]
            units[3 * callers + 2] = began
            callers += 1
        for at in range(begin, end):
            code = np.int64(touchpoint[at])
            now = np.int64(time[at])
            if met[code] != unit:
                met[code], times[code] = unit, 0
                by_touchpoint[0, code] += 1
                by_touchpoint[3, code] += at < goal
            times[code] += 1
            by_touchpoint[1, code] += 1
            by_touchpoint[2, code] += 2 * times[code] - 1
            while now >= until:
                month += 1
                until = starts[month + 1]
            column = place_of_month[month]
            by_month[code, column] += 1
            by_place[place[at]] += 1
            stage = stage_of[code]
            if role_of[place[at]] & 1:
                cells[slot_of[row[at]]] = stage * months + column
            before, every = np.uint64(seen[stage]), np.uint64(in_stage[stage])
            seen[stage] += 1
            if every < most:
                positions[code, bins[every, before]] += 1
            else:
                within: Whole = (np.float64(before) + 0.5) / np.float64(every)
                positions[code, min(int(within * 64), 63)] += 1
            if knows_rows:
                offset = np.int64(marks[at - begin] & 2047)
                if offset > 0:  # divided by multiplying: by 3600 as 16 * 225, then by 24; exact for all of the clock
                    local = np.uint64(now + (offset - 1024) * 60) + two_days
                    hour = ((local >> np.uint64(4)) * np.uint64(4_886_718_346)) >> np.uint64(40)
                    full = (hour * np.uint64(44_739_243)) >> np.uint64(30)
                    hours[code, hour - np.uint64(24) * full] += 1
    return contacts[:talked].copy(), goals[:reached].copy(), units[: 3 * callers].copy()
