"""How units move through the stages: the river of the map.

A unit *progresses* when it reaches a stage later than all it has reached so far; it *leaves* at the last stage it
progressed to. What it does in earlier stages after that are loops back. So for every stage, those who enter there and
those who flow in are exactly those who flow on and those who leave.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resa.kernels.arithmetic import Counts
from resa.kernels.code import groups
from resa.kernels.compilation import Array, Whole, compiled
from resa.kernels.draw import NOTHING_WANTED, counted, grown
from resa.kernels.partition import Partition
from resa.kernels.quantile import BinnedSeconds
from resa.kernels.tally import Tally
from resa.kernels.thread import per_range
from resa.kernels.waitbin import BINS


@dataclass(frozen=True, slots=True)
class StageFlowFigures:
    """The river of s stages and g tints; the last tint stands for places that have none.

    `entries` (s, g + 1): units whose first stage this is, by the tint of their first interaction in it.
    `flows` (s, s + 1, g + 1): units that progressed from a stage to another, the last column those that left there,
    by the tint of their first interaction in the stage they come from. `reached` (s,): entries plus flows in, equal
    to flows out.
    `visited` (s,): units with any interaction in the stage, on a way back too. `unplaced`: units that are in no stage.
    `loops` and `loop_units` (s, s): moves from a later stage to an earlier one, and the units that made them.
    Medians in seconds, nan where nothing was: from a stage to the next one reached (s,), from stage to stage
    (s, s), and of the loops (s, s), from the last interaction before the move to the first after it.
    """

    entries: NDArray[np.int64]
    flows: NDArray[np.int64]
    reached: NDArray[np.int64]
    visited: NDArray[np.int64]
    unplaced: int
    loops: NDArray[np.int64]
    loop_units: NDArray[np.int64]
    median_seconds_to_next: NDArray[np.float64]
    median_seconds: NDArray[np.float64]
    loop_median_seconds: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class StageFlowCounts(Counts):
    """Counts of s stages and g tints.

    `flows` (s + 1, s + 1, g + 1): its last row has the entries; `loops` (2, s, s): moves, units; `visits` (s + 1,):
    its last entry has the unplaced units.
    """

    flows: NDArray[np.int64]
    loops: NDArray[np.int64]
    visits: NDArray[np.int64]
    seconds: BinnedSeconds

    def finish(self) -> StageFlowFigures:
        """Returns the river, with exact medians."""
        stages = len(self.visits) - 1
        medians = np.full(2 * stages * stages + stages, np.nan)
        medians[self.seconds.groups()[0]] = self.seconds.quantiles((0.5,))[:, 0]
        squares = medians[: 2 * stages * stages].reshape(2, stages, stages)
        flows, entries = self.flows[:stages], self.flows[stages, :stages]
        return StageFlowFigures(
            entries=entries,
            flows=flows,
            reached=flows.sum(axis=(1, 2)),
            visited=self.visits[:stages],
            unplaced=int(self.visits[stages]),
            loops=self.loops[0],
            loop_units=self.loops[1],
            median_seconds_to_next=medians[2 * stages * stages :],
            median_seconds=squares[0],
            loop_median_seconds=squares[1],
        )


@dataclass(frozen=True, slots=True)
class StageFlow:
    """Reach, progress, loops and leaving of `stages` stages, which are numbered in their order.

    `stage_of_touchpoint` gives the stage by touchpoint code, -1 for unplaced; `tint_of_place` the tint by place code,
    -1 for none: usually the channel's group.
    """

    stages: int
    stage_of_touchpoint: tuple[int, ...]
    tint_of_place: tuple[int, ...] = ()

    def of(self, partition: Partition) -> StageFlowCounts:
        """Returns the counts of these units."""
        parts = self._walked(partition, wanted=NOTHING_WANTED)
        flows, loops, visits = (np.sum([part[at] for part in parts], axis=0) for at in (1, 2, 3))
        bins = Tally.of_dense([part[4] for part in parts])
        return StageFlowCounts(flows, loops, visits, BinnedSeconds.of(bins, partition=partition, draw=self._draw))

    def _draw(self, partition: Partition, wanted: NDArray[np.uint8]) -> NDArray[np.uint64]:
        return np.concatenate([part[0] for part in self._walked(partition, wanted=wanted)])

    def _walked(self, partition: Partition, *, wanted: NDArray[np.uint8]) -> list[tuple[Array, ...]]:
        stage = groups(self.stage_of_touchpoint, size=max(1, len(partition.dictionary.touchpoints)))
        tint = groups(self.tint_of_place, size=max(1, len(partition.dictionary.places)))
        tints, stages = max(self.tint_of_place, default=-1) + 1, self.stages
        given = (partition.offsets, partition.touchpoint, partition.time, partition.place, stage, tint, wanted)

        def work(first: int, last: int) -> tuple[Array, ...]:
            flows = np.zeros((stages + 1, stages + 1, tints + 1), np.int64)
            loops, visits = np.zeros((2, stages, stages), np.int64), np.zeros(stages + 1, np.int64)
            bins = np.zeros((2 * stages * stages + stages) * BINS, np.uint32)
            return _walk(first, last, *given, flows, loops, visits, bins), flows, loops, visits, bins

        return per_range(partition.offsets, work)


@compiled(writes=4)
def _walk(
    first: int,
    last: int,
    offsets: Array,
    touchpoint: Array,
    time: Array,
    place: Array,
    stage_of: Array,
    tint_of: Array,
    wanted: Array,
    flows: Array,
    loops: Array,
    visits: Array,
    bins: Array,
) -> Array:
    """Follows each unit; returns the wanted waits. Groups of waits: stage to stage, loops, stage to the next."""
    stages, no_tint = len(visits) - 1, flows.shape[2] - 1
    square = stages * stages
    drawn, many = np.empty(1 << 12, np.uint64), 0
    visitor, looper = np.full(stages, -1, np.int64), np.full(square, -1, np.int64)
    for unit in range(first, last):
        furthest: Whole = stages
        current: Whole = -1
        arrived, left_at, furthest_tint = np.int64(0), np.int64(0), no_tint
        drawn = grown(drawn, many + 2 * stages)
        for at in range(offsets[unit], offsets[unit + 1]):
            stage = np.int64(stage_of[touchpoint[at]])
            if stage >= stages:
                continue
            now = np.int64(time[at])
            if visitor[stage] != unit:
                visitor[stage] = unit
                visits[stage] += 1
            if furthest == stages or stage > furthest:
                flows[
                    furthest, stage, min(np.int64(tint_of[place[at]]), no_tint) if furthest == stages else furthest_tint
                ] += 1
                if furthest < stages:
                    waited = now - arrived
                    for group in (furthest * stages + stage, 2 * square + furthest):
                        if counted(waited, group, wanted, bins):
                            drawn[many] = (np.uint64(group) << np.uint64(32)) | np.uint64(waited)
                            many += 1
                furthest, arrived, furthest_tint = stage, now, min(np.int64(tint_of[place[at]]), no_tint)
            elif stage < current:
                pair = current * stages + stage
                loops[0, current, stage] += 1
                if looper[pair] != unit:
                    looper[pair] = unit
                    loops[1, current, stage] += 1
                if counted(now - left_at, square + pair, wanted, bins):
                    drawn = grown(drawn, many + 2 * stages + 1)
                    drawn[many] = (np.uint64(square + pair) << np.uint64(32)) | np.uint64(now - left_at)
                    many += 1
            current, left_at = stage, now
        if furthest == stages:
            visits[stages] += 1
        else:
            flows[furthest, stages, furthest_tint] += 1
    return drawn[:many]
