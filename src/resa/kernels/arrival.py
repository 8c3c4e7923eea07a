"""When each unit first was in each stage, and what follows from it: the river of a map in one walk.

A unit is counted once in every stage it was in, in the stages' order: from each it moved on to the next one it was in,
or ended there. Whether who ended there may still go on depends on everybody, so that is kept unit by unit.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resa.kernels.calendar import DAY, Months
from resa.kernels.compilation import Array, Whole, compiled
from resa.kernels.draw import counted
from resa.kernels.partition import Partition
from resa.kernels.quantile import BinnedSeconds
from resa.kernels.tally import Tally
from resa.kernels.thread import per_piece, per_range
from resa.kernels.waitbin import BINS

NOWHERE = -1


@dataclass(frozen=True, slots=True, eq=False)
class ArrivalCounts:
    """Counts of s stages, g tints and m months.

    `entered` (s, g) by the lowest stage a unit was in; `reached` (s, g); `forward` (s, s, g) from stage to next one;
    each by the tint of the first interaction in the (first) stage. `loops` (s, s, g): units that came back, by the tint
    of the interaction before. `moved` (s, m + 1): units that moved on, by the month they arrived in, the last column
    for other months. Groups of `waits`: s, from a stage to the first later one; s * s, from stage to the next stage;
    s * s, of the loops. `onward` has the first s of these groups as one.
    By unit: its last second, the stage it ended in (or `NOWHERE`), that arrival's tint and month.
    """

    entered: NDArray[np.int64]
    reached: NDArray[np.int64]
    forward: NDArray[np.int64]
    loops: NDArray[np.int64]
    moved: NDArray[np.int64]
    waits: BinnedSeconds
    onward: BinnedSeconds
    last: NDArray[np.uint32]
    ended: NDArray[np.int8]
    ended_tint: NDArray[np.int8]
    ended_month: NDArray[np.int16]

    def __add__(self, other: "ArrivalCounts") -> "ArrivalCounts":
        names = ArrivalCounts.__slots__
        sums: list[Any] = [getattr(self, name) + getattr(other, name) for name in names[:_SUMMED]]
        by_unit = [np.concatenate([getattr(self, name), getattr(other, name)]) for name in names[_SUMMED:]]
        return ArrivalCounts(*sums, *by_unit)

    def ends(self, *, recent_after: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Returns whose way ended where (s, 2, g), by stage and tint: who left, and who may still go on.

        These are units last seen later than that second, and all in the last stage. Then, by stage and month of the
        last arrival (s, m + 1), those who left.
        """
        stages, tints = self.entered.shape
        by_tint, left = np.zeros((stages, 2, tints), np.int64), np.zeros(self.moved.shape, np.int64)
        _ends(self.last, self.ended, self.ended_tint, self.ended_month, recent_after, by_tint, left)
        return by_tint, left


@compiled(writes=2)
def _ends(last: Array, ended: Array, tint: Array, month: Array, after: float, by_tint: Array, left: Array) -> None:
    final = len(by_tint) - 1
    for unit in range(len(last)):
        stage = np.int64(ended[unit])
        if stage >= 0:
            stays = stage == final or np.float64(last[unit]) > after
            by_tint[stage, 1 if stays else 0, tint[unit]] += 1
            left[stage, month[unit]] += not stays


_SUMMED = 7


@dataclass(frozen=True, slots=True, eq=False)
class Arrival:
    """The walk. A stage counts where `takes_part` marks the place.

    Who goes back sooner than `later_seconds` is looking around, not coming back.
    """

    stages: int
    tints: int
    months: Months
    stage_of_touchpoint: NDArray[np.int64]
    takes_part: NDArray[np.bool_]
    tint_of_place: NDArray[np.int64]
    later_seconds: int

    def of(self, partition: Partition) -> ArrivalCounts:
        """Returns the counts of these units."""
        size, stages, units = len(partition.dictionary.places), self.stages, partition.units
        stage_of_place = np.full(max(1, size), NOWHERE, np.int8)
        touchpoint = partition.dictionary.touchpoint_of_place.astype(np.int64)
        stage_of_place[:size] = np.where(self.takes_part, self.stage_of_touchpoint[touchpoint], NOWHERE)
        tint = np.zeros(max(1, size), np.int8)
        tint[:size] = self.tint_of_place
        given = (partition.offsets, partition.place, partition.time, stage_of_place, tint)
        more = (partition.origin % DAY, *self.months.tables, self.later_seconds)
        by_unit = (np.zeros(units, np.uint32), np.full(units, NOWHERE, np.int8))
        by_end = (np.zeros(units, np.int8), np.zeros(units, np.int16))

        def work(first: int, last: int) -> tuple[Array, ...]:
            once = np.zeros((2, stages, self.tints), np.int64)
            pairs, moved = (
                np.zeros((2, stages, stages, self.tints), np.int64),
                np.zeros((stages, self.months.shown + 1), np.int64),
            )
            bins = np.zeros((stages + 2 * stages * stages) * BINS, np.uint32)
            waits = _walk(first, last, *given, *more, once, pairs, moved, bins, *by_unit, *by_end)
            return once, pairs, moved, bins, waits

        parts = per_range(partition.offsets, work)
        once, pairs, moved = (np.sum([part[at] for part in parts], axis=0) for at in range(3))
        waits, onward = _binned([part[3] for part in parts], [part[4] for part in parts], partition, stages=stages)
        found: list[Any] = [*once, *pairs, moved, waits, onward, *by_unit, *by_end]
        return ArrivalCounts(*found)


def _binned(
    bins: list[NDArray[np.uint32]], drawn: list[NDArray[np.uint64]], partition: Partition, *, stages: int
) -> tuple[BinnedSeconds, BinnedSeconds]:
    """Returns all waits by their groups, and those of the first groups, one a stage, as one."""
    waits = BinnedSeconds.of(Tally.of_dense(bins), partition=partition, draw=lambda _, wanted: wanted_of(drawn, wanted))
    pooled = [one[: stages * BINS].reshape(stages, BINS).sum(axis=0, dtype=np.uint32) for one in bins]

    def draw(_: Partition, wanted: NDArray[np.uint8]) -> NDArray[np.uint64]:
        return wanted_of(drawn, wanted, pooled=stages)

    return waits, BinnedSeconds.of(Tally.of_dense(pooled), partition=partition, draw=draw)


def wanted_of(drawn: list[NDArray[np.uint64]], wanted: NDArray[np.uint8], *, pooled: int = 0) -> NDArray[np.uint64]:
    """Returns those of the waits, each as group << 32 | seconds, that lie in wanted cells.

    With `pooled`, only those of so many first groups, which are one.
    """

    def picked(piece: int) -> NDArray[np.uint64]:
        return _wanted_of_all(drawn[piece], wanted, pooled) if pooled else _wanted(drawn[piece], wanted)

    return np.concatenate(per_piece(picked, pieces=len(drawn)))


@compiled()
def _wanted_of_all(drawn: Array, wanted: Array, groups: Whole) -> Array:
    found, many = np.empty(len(drawn) + 1, np.uint64), 0
    for wait in drawn:
        seconds = np.int64(wait & np.uint64(0xFFFFFFFF))
        number = seconds if seconds < 16 else (np.float64(seconds).view(np.int64) >> 49) - 8200
        found[many] = seconds
        many += wanted[number & (len(wanted) - 1)] & np.uint8(np.int64(wait >> np.uint64(32)) < groups)
    return found[:many]


@compiled()
def _wanted(drawn: Array, wanted: Array) -> Array:
    found, many = np.empty(len(drawn) + 1, np.uint64), 0
    for wait in drawn:
        seconds = np.int64(wait & np.uint64(0xFFFFFFFF))
        number = seconds if seconds < 16 else (np.float64(seconds).view(np.int64) >> 49) - 8200
        cell = np.int64(wait >> np.uint64(32)) * 256 + number
        found[many] = wait
        many += wanted[cell & (len(wanted) - 1)]
    return found[:many]


@compiled(writes=8)
def _walk(  # noqa: PLR0915 - one walk, which reads as one thought
    first: int,
    last: int,
    offsets: Array,
    place: Array,
    time: Array,
    stage_of: Array,
    tint_of: Array,
    into: Whole,
    month_of_day: Array,
    starts: Array,
    place_of_month: Array,
    later: Whole,
    once: Array,
    pairs: Array,
    moved: Array,
    bins: Array,
    to_last: Array,
    to_ended: Array,
    to_tint: Array,
    to_month: Array,
) -> Array:
    """Follows each unit; returns all waits."""
    stages = once.shape[1]
    most = offsets[last] - offsets[first] + 2 * once.shape[1] * (last - first)
    drawn, many = np.empty(most + 1, np.uint64), 0  # what is never written costs nothing
    arrived, when = np.full(stages, -1, np.int64), np.zeros(stages, np.int64)
    tints, looped = np.zeros(stages, np.int64), np.full(stages * stages, -1, np.int64)
    nothing = np.zeros(256, np.uint8)
    square = stages * stages
    for unit in range(first, last):
        begin, end = offsets[unit], offsets[unit + 1]
        lowest, highest = np.int64(stages), np.int64(-1)
        left_at, left_tint = np.int64(0), np.int64(0)
        current: Whole = -1
        for at in range(begin, end):
            here = np.uint64(place[at])
            stage: Whole = np.int64(stage_of[here])
            if stage < 0:
                continue
            now, tint = np.int64(time[at]), np.int64(tint_of[here])
            if arrived[stage] < begin:  # that was another unit
                arrived[stage], when[stage], tints[stage] = at, now, tint
                lowest, highest = min(lowest, stage), max(highest, stage)
            if stage < current and now - left_at > later:
                pair = current * stages + stage
                if looped[pair] != unit:
                    looped[pair] = unit
                    pairs[1, current, stage, left_tint] += 1
                group = stages + square + pair
                counted(now - left_at, group, nothing, bins)
                drawn[many] = (np.uint64(group) << np.uint64(32)) | np.uint64(now - left_at)
                many += 1
            current, left_at, left_tint = stage, now, tint
        if end > begin:
            to_last[unit] = time[end - 1]
        ahead: Whole = np.int64(-1)
        soonest, soonest_when = np.int64(-1), np.int64(0)
        for stage in range(highest, lowest - 1, -1):
            if arrived[stage] < begin:
                continue
            tint = np.int64(tints[stage])
            once[1, stage, tint] += 1
            began: Whole = np.int64(month_of_day[np.uint64(when[stage] + into) // np.uint64(86_400)])
            month: Whole = place_of_month[began + (when[stage] >= starts[began + 1])]
            if ahead >= 0:
                pairs[0, stage, ahead, tint] += 1
                moved[stage, month] += 1
                if arrived[stage] < soonest:
                    wait = soonest_when - when[stage]
                    counted(wait, stage, nothing, bins)
                    drawn[many] = (np.uint64(stage) << np.uint64(32)) | np.uint64(wait)
                    many += 1
                if arrived[ahead] > arrived[stage]:
                    wait, group = when[ahead] - when[stage], stages + stage * stages + ahead
                    counted(wait, group, nothing, bins)
                    drawn[many] = (np.uint64(group) << np.uint64(32)) | np.uint64(wait)
                    many += 1
            else:
                to_ended[unit], to_tint[unit], to_month[unit] = stage, tint, month
            if soonest < 0 or arrived[stage] < soonest:
                soonest, soonest_when = np.int64(arrived[stage]), np.int64(when[stage])
            ahead = stage
        if ahead >= 0:
            once[0, ahead, tints[ahead]] += 1
    return drawn[:many]
