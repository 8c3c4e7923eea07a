"""What became of the messages that were sent: how far those of each kind came, and how many were opened."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resa.kernels.calendar import DAY, Months
from resa.kernels.compilation import Array, Whole, compiled
from resa.kernels.partition import Partition
from resa.kernels.thread import per_range

SENT, DELIVERED, OPENED = 0, 1, 2
STEPS = 5
OUTCOMES = 8
"""A row's mark is kind of message * 8 + the step that its outcome tells of, 0 for none."""


@dataclass(frozen=True, slots=True, eq=False)
class MessageCounts:
    """Counts of k kinds, c channels, s stages and m months.

    `steps` and `outcomes` (k, 5) and (k, 8): messages by step, and sent ones by what their outcome tells. `stages`
    (k, s + 1), the last for none. `units` (k,). `arrivals` (2, c, s + 1, m + 1, 2): delivered messages, then sent ones,
    by channel, stage and month; all, and those that were opened: of a unit, channel and stage the first so many as
    there were openings. `opened` (c,): openings.
    """

    steps: NDArray[np.int64]
    outcomes: NDArray[np.int64]
    stages: NDArray[np.int64]
    units: NDArray[np.int64]
    arrivals: NDArray[np.int64]
    opened: NDArray[np.int64]

    def __add__(self, other: "MessageCounts") -> "MessageCounts":
        return MessageCounts(*(getattr(self, name) + getattr(other, name) for name in MessageCounts.__slots__))


@dataclass(frozen=True, slots=True, eq=False)
class Messaging:
    """The walk. `step_of_place` is -1 for what is no message; `mark_of_row` holds every message's kind and outcome."""

    kinds: int
    channels: int
    stages: int
    months: Months
    step_of_place: NDArray[np.int64]
    channel_of_place: NDArray[np.int64]
    stage_of_touchpoint: NDArray[np.int64]
    mark_of_row: NDArray[np.int32]

    def of(self, partition: Partition) -> MessageCounts:
        """Returns the counts of these units."""
        touchpoint = partition.dictionary.touchpoint_of_place.astype(np.int64)
        stage = self.stage_of_touchpoint[touchpoint]
        stage_of_place = np.where(stage < 0, self.stages, stage).astype(np.int16)
        sent = touchpoint[np.flatnonzero(self.step_of_place >= 0)]
        bits = np.uint64(sum(1 << bit for bit in np.unique(sent % 64).tolist()))
        given: list[Any] = [
            partition.touchpoint_mask,
            bits,
            partition.offsets,
            partition.place,
            partition.time,
            partition.row,
        ]
        given += [self.step_of_place.astype(np.int8), self.channel_of_place.astype(np.int16), stage_of_place]
        given += [self.mark_of_row, partition.origin % DAY, *self.months.tables]

        def work(first: int, last: int) -> MessageCounts:
            counts = (
                np.zeros((self.kinds, STEPS), np.int64),
                np.zeros((self.kinds, OUTCOMES), np.int64),
                np.zeros((self.kinds, self.stages + 1), np.int64),
                np.zeros(self.kinds, np.int64),
                np.zeros((2, self.channels, self.stages + 1, self.months.shown + 1, 2), np.int64),
                np.zeros(self.channels, np.int64),
            )
            asked: list[Any] = [first, last, *given, *counts]
            _walk(*asked)
            return MessageCounts(*counts)

        first, *others = per_range(partition.offsets, work)
        return sum(others, start=first)


@compiled(writes=6)
def _walk(
    first: int,
    last: int,
    masks: Array,
    wanted: Whole,
    offsets: Array,
    place: Array,
    time: Array,
    row: Array,
    step_of: Array,
    channel_of: Array,
    stage_of: Array,
    mark_of: Array,
    into: Whole,
    month_of_day: Array,
    starts: Array,
    place_of_month: Array,
    steps: Array,
    outcomes: Array,
    by_stage: Array,
    units: Array,
    arrivals: Array,
    opened: Array,
) -> None:
    kinds, channels, stages = len(units), len(opened), by_stage.shape[1]
    latest = np.full(kinds, -1, np.int64)
    left = np.zeros((2, channels, stages), np.int64)
    for unit in range(first, last):
        if masks[unit] & wanted == 0:
            continue
        has_any, has_opened = False, False
        for at in range(offsets[unit], offsets[unit + 1]):
            step = np.int64(step_of[place[at]])
            if step < 0:
                continue
            has_any = True
            mark = np.int64(mark_of[row[at]])
            kind = mark >> 3
            steps[kind, step] += 1
            stage, channel = np.int64(stage_of[place[at]]), np.int64(channel_of[place[at]])
            by_stage[kind, stage] += 1
            if step == 0:
                outcomes[kind, mark & 7] += 1
            if latest[kind] != unit:
                latest[kind] = unit
                units[kind] += 1
            if step == 2:
                has_opened = True
                opened[channel] += 1
                left[0, channel, stage] += 1
                left[1, channel, stage] += 1
        if not has_any:
            continue
        for at in range(offsets[unit], offsets[unit + 1]):
            step = np.int64(step_of[place[at]])
            if step < 0 or step > 1:
                continue
            stage, channel = np.int64(stage_of[place[at]]), np.int64(channel_of[place[at]])
            began = np.int64(month_of_day[(np.uint64(time[at]) + np.uint64(into)) // np.uint64(86_400)])
            month = place_of_month[began + (np.int64(time[at]) >= starts[began + 1])]
            way = 1 - step
            arrivals[way, channel, stage, month, 0] += 1
            if left[way, channel, stage] > 0:
                left[way, channel, stage] -= 1
                arrivals[way, channel, stage, month, 1] += 1
        if has_opened:
            left[:] = 0
