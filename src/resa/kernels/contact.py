"""What becomes of contacts: how long answers took, by stage and month, and who had to tell one matter in two ways."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resa.kernels.calendar import DAY, Months
from resa.kernels.compilation import Array, Whole, compiled
from resa.kernels.partition import Partition
from resa.kernels.ranked import BINS, Celled
from resa.kernels.recurrence import recurs
from resa.kernels.thread import per_range

_MOST_OPEN = 256
"""Matters that are looked up one by one; those of whoever has more of them open are sorted."""


@dataclass(frozen=True, slots=True, eq=False)
class ContactCounts:
    """Counts of s stages, m months and a months since the calendar begins.

    `waits` by stage and month of the contact, (s + 1) * (m + 1) cells, the last ones for none. `units` (s + 1, a, 2):
    units that made contact, by the stage of the first one and the month they began in; those of them that raised one
    matter in several ways.
    """

    waits: Celled
    units: NDArray[np.int64]

    def __add__(self, other: "ContactCounts") -> "ContactCounts":
        return ContactCounts(self.waits + other.waits, self.units + other.units)


@dataclass(frozen=True, slots=True, eq=False)
class Contacting:
    """The walk over contacts, which `is_contact` tells by place; each row of one has a slot, and that its own facts.

    `rank_of_slot` is the place of its wait among `waits_ascending`, all waits there are, -1 for none. Matters below 0
    tell nothing. One matter in two of the ways of `way_of_place` within so many seconds is told twice.
    """

    stages: int
    months: Months
    stage_of_touchpoint: NDArray[np.int64]
    is_contact: NDArray[np.bool_]
    way_of_place: NDArray[np.int64]
    slot_of_row: NDArray[np.int32]
    rank_of_slot: NDArray[np.int32]
    matter_of_slot: NDArray[np.int64]
    waits_ascending: NDArray[np.float64]
    within: int

    def of(self, partition: Partition) -> ContactCounts:
        """Returns the counts of these units."""
        stage = np.where(self.stage_of_touchpoint < 0, self.stages, self.stage_of_touchpoint).astype(np.uint8)
        columns, shift = self.months.shown + 1, max(0, (len(self.waits_ascending) - 1).bit_length() - 8)
        given: list[Any] = [partition.offsets, partition.touchpoint, partition.place, partition.time, partition.row]
        given += [partition.touchpoint_mask, self._bits(partition)]
        given += [stage, self.is_contact, self.way_of_place, self.slot_of_row, self.rank_of_slot, self.matter_of_slot]
        given += [partition.origin % DAY, *self.months.tables, shift, self.within, _MOST_OPEN]

        def work(first: int, last: int) -> tuple[Array, ...]:
            bins = np.zeros(((self.stages + 1) * columns, BINS), np.uint32)
            units = np.zeros((self.stages + 1, self.months.since, 2), np.int64)
            asked: list[Any] = [first, last, *given, bins, units]
            return bins, units, *_walk(*asked)

        parts = per_range(partition.offsets, work)
        bins, units = (np.asarray(np.sum([part[at] for part in parts], axis=0, dtype=np.int64)) for at in range(2))
        for unit, place, month in np.concatenate([part[3] for part in parts]).reshape(-1, 3).tolist():
            units[place, month, 1] += self._recurs(partition, unit)
        drawn = tuple(part[2] for part in parts)
        return ContactCounts(Celled(self.waits_ascending, shift, columns, bins, drawn), units)

    def times(self, partition: Partition, *, code_of_slot: NDArray[np.int64], size: int) -> NDArray[np.int64]:
        """Returns how many contacts of these units have each code, from 0 on."""
        at = np.flatnonzero(self.is_contact[partition.place])
        codes = code_of_slot[self.slot_of_row[partition.row[at]]]
        return np.bincount(codes[codes >= 0], minlength=size).astype(np.int64)

    def _bits(self, partition: Partition) -> np.uint64:
        """Returns the touchpoints with a contact, as the bits of a unit's mask."""
        touchpoints = partition.dictionary.touchpoint_of_place[np.flatnonzero(self.is_contact)]
        return np.uint64(sum(1 << bit for bit in np.unique(touchpoints % 64).tolist()))

    def _recurs(self, partition: Partition, unit: int) -> bool:
        at = np.arange(partition.offsets[unit], partition.offsets[unit + 1])
        at = at[self.is_contact[partition.place[at]]]
        matter = self.matter_of_slot[self.slot_of_row[partition.row[at]]]
        seconds = partition.time[at].astype(np.int64)
        return recurs(matter, self.way_of_place[partition.place[at]], seconds, within=self.within)


@compiled(writes=2)
def _walk(
    first: int,
    last: int,
    offsets: Array,
    touchpoint: Array,
    place: Array,
    time: Array,
    row: Array,
    masks: Array,
    wanted: Whole,
    stage_of: Array,
    is_contact: Array,
    way_of: Array,
    slot_of: Array,
    rank_of: Array,
    matter_of: Array,
    into: Whole,
    month_of_day: Array,
    starts: Array,
    place_of_month: Array,
    shift: Whole,
    within: Whole,
    most: Whole,
    bins: Array,
    units: Array,
) -> tuple[Array, Array]:
    """Returns all waits, and of the units with too many matters at once their number, stage and month."""
    columns = bins.shape[0] // units.shape[0]
    drawn, many = np.empty(offsets[last] - offsets[first] + 1, np.uint64), 0  # what is never written costs nothing
    often, count = np.empty(3 * (last - first) + 3, np.int64), 0
    matters, ways, since = np.zeros(most, np.int64), np.zeros(most, np.int64), np.zeros(most, np.int64)
    found, slots = _talks(first, last, offsets, place, row, masks, wanted, is_contact, slot_of)
    turn, talks = 0, len(found)
    for unit in range(first, last):
        begin, known, began = offsets[unit], 0, np.int64(-1)
        spoken, repeats, overflows = np.int64(-1), False, False
        month: Whole = np.int64(-1)
        while turn < talks and found[turn] < offsets[unit + 1]:
            at, slot = np.uint64(found[turn]), np.uint64(slots[turn])
            turn += 1
            now, stage = np.int64(time[at]), np.int64(stage_of[touchpoint[at]])
            if began < 0:
                began = np.int64(month_of_day[np.uint64(np.int64(time[begin]) + into) // np.uint64(86_400)])
                began += np.int64(time[begin]) >= starts[began + 1]
                spoken, month = stage, began
            while now >= starts[month + 1]:
                month += 1
            rank, matter = np.int64(rank_of[slot]), matter_of[slot]
            if rank >= 0:
                cell = stage * columns + place_of_month[month]
                bins[cell, rank >> shift] += 1
                drawn[many] = (np.uint64(rank) << np.uint64(32)) | np.uint64(cell)
                many += 1
            if matter < 0 or repeats:
                continue
            here, way = 0, way_of[place[at]]
            while here < known and matters[here] != matter:
                here += 1
            if here < known and now <= since[here] + within:
                repeats = way != ways[here]
            elif here == most:
                overflows = True
            else:
                matters[here], ways[here], since[here] = matter, way, now
                known = max(known, here + 1)
        if spoken >= 0:
            units[spoken, began, 0] += 1
            units[spoken, began, 1] += repeats
            if overflows and not repeats:
                often[count], often[count + 1], often[count + 2] = unit, spoken, began
                count += 3
    return drawn[:many], often[:count]


@compiled()
def _talks(
    first: int,
    last: int,
    offsets: Array,
    place: Array,
    row: Array,
    masks: Array,
    wanted: Whole,
    is_contact: Array,
    slot_of: Array,
) -> tuple[Array, Array]:
    """Returns where the contacts are, and their slots; by themselves, for many of these are fetched at once then."""
    found, many = np.empty(offsets[last] - offsets[first] + 1, np.int64), 0
    for unit in range(first, last):
        if masks[unit] & wanted == 0:
            continue
        for at in range(offsets[unit], offsets[unit + 1]):  # written always and kept when it counts
            found[many] = at
            many += is_contact[np.uint64(place[np.uint64(at)])]
    slots = np.empty(many, np.int32)
    for number in range(many):
        slots[number] = slot_of[np.uint64(row[np.uint64(found[number])])]
    return found[:many], slots
