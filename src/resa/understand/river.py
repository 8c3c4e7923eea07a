"""The river: how many reach each stage, and where they come from and go to, so that it adds up exactly.

A customer is counted once in every stage they were in, in the stages' order: from each they moved on to the next one
they were in, or they left, or they were there so lately that they may still go on. So a stage's reach is everybody who
was in it, and what flows in and out adds up to it. Who came back to an earlier stage in a later visit makes a loop.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from resa.model.measurement import Measurement
from resa.model.resolvedmap import Flow, StageColumn
from resa.understand import figure
from resa.understand.material import Material

SHORTEST_REACH_DAYS = 7
LONGEST_REACH_DAYS = 90
LATER_VISIT_SECONDS = 1_800
"""Who goes back sooner than that is looking around, not coming back."""

_NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True, eq=False)
class River:
    """Arrivals of each unit in each stage (units, stages), as places of interactions; `_NEVER` where there was none."""

    seen: Material
    arrival: NDArray[np.int64]

    @cached_property
    def reached(self) -> NDArray[np.bool_]:
        """Which units were in which stages (units, stages)."""
        return np.asarray(self.arrival != _NEVER)

    @cached_property
    def next_stage(self) -> NDArray[np.int64]:
        """The next stage, in order, that each unit was in after each stage it was in (units, stages), -1 for none."""
        units, stages = self.reached.shape
        found = np.full((units, stages), -1, np.int64)
        ahead = np.full(units, -1, np.int64)
        for stage in range(stages - 1, -1, -1):
            found[:, stage] = np.where(self.reached[:, stage], ahead, -1)
            ahead = np.where(self.reached[:, stage], stage, ahead)
        return found

    @cached_property
    def tint(self) -> NDArray[np.int64]:
        """The channel group of each unit's first interaction in each stage (units, stages), -1 where there is none."""
        if not len(self.seen.group):
            return np.full(self.arrival.shape, -1, np.int64)
        at = np.where(self.arrival == _NEVER, 0, self.arrival)
        return np.where(self.arrival == _NEVER, -1, self.seen.group[at])

    @cached_property
    def seconds(self) -> NDArray[np.int64]:
        """When each unit first was in each stage (units, stages), epoch seconds; 0 where it never was."""
        if not len(self.seen.group):
            return np.zeros(self.arrival.shape, np.int64)
        at = np.where(self.arrival == _NEVER, 0, self.arrival)
        return np.where(self.arrival == _NEVER, 0, self.seen.history.seconds[at])

    @cached_property
    def is_recent(self) -> NDArray[np.bool_]:
        """Which units were seen so lately that they may still go on (units,)."""
        newest = self.seen.history.seconds
        if not len(newest):
            return np.zeros(self.seen.units, np.bool_)
        last = newest[self.seen.history.partition.offsets[1:] - 1]
        return np.asarray(last > newest.max() - self._reach_seconds)

    @cached_property
    def _reach_seconds(self) -> float:
        """How long nine of ten who go on take at most, within bounds."""
        day = 86_400
        waits = [self.waits(stage) for stage in range(self.arrival.shape[1])]
        every = np.concatenate([np.zeros(0, np.int64), *waits])
        ninth = float(np.quantile(every, 0.9)) if len(every) else LONGEST_REACH_DAYS * day
        return min(max(ninth, SHORTEST_REACH_DAYS * day), LONGEST_REACH_DAYS * day)

    def waits(self, stage: int, *, to: int | None = None) -> NDArray[np.int64]:
        """Returns the seconds from a stage to another one, of the units that came to them in this order.

        Without `to`, of the units for which the stage was the furthest yet, to the next one further on: the same as
        `kernels.stageflow` measures.
        """
        if to is None:
            further = np.where(self.reached[:, stage + 1 :], self.arrival[:, stage + 1 :], _NEVER)
            there = further.min(axis=1, initial=_NEVER)
            mine = np.flatnonzero(self.reached[:, stage] & (self.arrival[:, stage] < there) & (there != _NEVER))
            found: NDArray[np.int64] = self.seen.history.seconds[there[mine]] - self.seconds[mine, stage]
            return found
        mine = np.flatnonzero(self.next_stage[:, stage] == to)
        mine = mine[self.arrival[mine, to] > self.arrival[mine, stage]]
        between: NDArray[np.int64] = self.seconds[mine, to] - self.seconds[mine, stage]
        return between


def river(seen: Material) -> River:
    """Returns when each unit first was in each stage."""
    stages = len(seen.catalogue.stages)
    arrival = np.full((seen.units, stages), _NEVER, np.int64)
    for stage in range(stages):
        at = np.flatnonzero(seen.met_stage == stage)
        first = at[np.flatnonzero(np.diff(seen.history.unit[at], prepend=-1))]
        arrival[seen.history.unit[first], stage] = first
    return River(seen, arrival)


def stage_columns(found: River) -> tuple[StageColumn, ...]:
    """Returns the stages, in order, with their reach; tints of a stage add up to its reach."""
    grounds, columns = found.seen.grounds, []
    for at, stage in enumerate(found.seen.catalogue.stages):
        mine = found.reached[:, at]
        reach = int(mine.sum())
        waits = found.waits(at)
        wait = figure.median(waits, unit="seconds", grounds=grounds) if len(waits) else None
        columns.append(
            StageColumn(
                id=stage.id,
                name=stage.name,
                reach=figure.counted(reach, grounds=grounds),
                share=figure.share(reach, whole=found.seen.units, grounds=grounds),
                wait_to_next=wait,
                tints=_tints(found, mine, at),
            )
        )
    return tuple(columns)


def flows(found: River) -> tuple[Flow, ...]:
    """Returns every flow that anybody took: enter, forward, leave, stay, then loops."""
    return (*_entries(found), *_onward(found), *_loops(found))


def _entries(found: River) -> Iterator[Flow]:
    ids = [stage.id for stage in found.seen.catalogue.stages]
    has_any = found.reached.any(axis=1)
    first = np.where(has_any, found.reached.argmax(axis=1), -1) if found.seen.units else np.zeros(0, np.int64)
    for at, stage in enumerate(ids):
        mine = first == at
        if mine.any():
            share = _share(found, int(mine.sum()), whole=found.seen.units)
            yield Flow(
                f"flow:enter::{stage}", "enter", None, stage, int(mine.sum()), share, None, _tints(found, mine, at)
            )


def _onward(found: River) -> Iterator[Flow]:
    ids = [stage.id for stage in found.seen.catalogue.stages]
    last = len(ids) - 1
    for at, stage in enumerate(ids):
        here = found.reached[:, at]
        reach, target = int(here.sum()), found.next_stage[:, at]
        for further in range(at + 1, len(ids)):
            mine = here & (target == further)
            if mine.any():
                waits = found.waits(at, to=further)
                wait = figure.median(waits, unit="seconds", grounds=found.seen.grounds) if len(waits) else None
                name = f"flow:forward:{stage}:{ids[further]}"
                share = _share(found, int(mine.sum()), whole=reach)
                yield Flow(name, "forward", stage, ids[further], int(mine.sum()), share, wait, _tints(found, mine, at))
        ended = here & (target < 0)
        staying = ended if at == last else ended & found.is_recent
        for kind, mine in (("leave", ended & ~staying), ("stay", staying)):
            if mine.any():
                share = _share(found, int(mine.sum()), whole=reach)
                yield Flow(
                    f"flow:{kind}:{stage}:", kind, stage, None, int(mine.sum()), share, None, _tints(found, mine, at)
                )


def _loops(found: River) -> Iterator[Flow]:
    seen = found.seen
    ids = [stage.id for stage in seen.catalogue.stages]
    placed = np.flatnonzero(seen.met_stage >= 0)
    before, after = placed[:-1], placed[1:]
    seconds = seen.history.seconds
    is_back = (seen.history.unit[before] == seen.history.unit[after]) & (seen.met_stage[after] < seen.met_stage[before])
    is_back &= seconds[after] - seconds[before] > LATER_VISIT_SECONDS
    before, after = before[is_back], after[is_back]
    pair = seen.met_stage[before] * len(ids) + seen.met_stage[after]
    for key in np.unique(pair).tolist():
        start, end = divmod(key, len(ids))
        mine = np.flatnonzero(pair == key)
        units, first = np.unique(seen.history.unit[before[mine]], return_index=True)
        waits = seen.history.seconds[after[mine]] - seen.history.seconds[before[mine]]
        tints = np.bincount(seen.group[before[mine][first]], minlength=len(seen.groups))
        visited = int((found.arrival[:, start] != _NEVER).sum())
        yield Flow(
            f"flow:loop:{ids[start]}:{ids[end]}",
            "loop",
            ids[start],
            ids[end],
            len(units),
            _share(found, len(units), whole=visited),
            figure.median(waits, unit="seconds", grounds=seen.grounds),
            {group: int(count) for group, count in zip(seen.groups, tints, strict=True) if count},
        )


def _tints(found: River, mine: NDArray[np.bool_], stage: int) -> dict[str, int]:
    codes = found.tint[mine, stage]
    counts = np.bincount(codes[codes >= 0], minlength=len(found.seen.groups))
    return {group: int(count) for group, count in zip(found.seen.groups, counts, strict=True) if count}


def _share(found: River, part: int, *, whole: int) -> Measurement:
    return figure.share(part, whole=whole, grounds=found.seen.grounds)
