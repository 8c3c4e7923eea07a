"""Paths laid beside a plan that is one sequence of steps, so that as much as possible of both fits.

Different paths are few: each is aligned once, and counts as often as it was taken.
"""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from resa.kernels.arithmetic import less, same, summed
from resa.kernels.compilation import Array, Whole, compiled
from resa.kernels.partition import Dictionary, Partition
from resa.kernels.thread import per_range
from resa.kernels.unitfact import touchpoint_facts
from resa.kernels.variant import PathVariants, VariantCounts


@dataclass(frozen=True, slots=True)
class Alignment:
    """Optimal alignments of s steps with the paths of units; t touchpoints.

    `steps` (4, s): units that reached each step; that reached a later one and never this; that reached it out of order;
    and how often units were at it. `extra` (2, t): units that met a touchpoint which is not planned, and how often.
    `units` (5,): all; those that reached any step; several; several, all in order; every step in order. `cost` is the
    sum of all moves that do not fit: a step that is left out, an interaction that no step takes. `variants` is how many
    different paths over the steps there are.
    """

    steps: NDArray[np.int64]
    extra: NDArray[np.int64]
    units: NDArray[np.int64]
    cost: int
    variants: int


@dataclass(frozen=True, slots=True, eq=False)
class _Visits:
    """Interactions by step, (s,), and `extra` as in `Alignment`."""

    steps: NDArray[np.int64]
    extra: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class AlignmentCounts:
    """Paths over the planned steps, and what was counted beside them."""

    paths: VariantCounts
    visits: _Visits
    many: int  # steps

    def __add__(self, other: Self) -> Self:
        return type(self)(self.paths + other.paths, summed(self.visits, other.visits), self.many)

    def __sub__(self, other: Self) -> Self:
        return type(self)(self.paths - other.paths, less(self.visits, other.visits), self.many)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AlignmentCounts) and self.paths == other.paths and same(self.visits, other.visits)

    __hash__ = None  # type: ignore[assignment]  # arrays have no hash

    def finish(self) -> Alignment:
        """Aligns each different path; takes time by paths, steps and their lengths, not by units."""
        steps, units, variants = np.zeros((3, self.many), np.int64), np.zeros(5, np.int64), 0
        for table in self.paths.different():
            given = (table.partition.offsets, table.partition.touchpoint, table.unit, table.count)
            _align(*given, steps, units)
            variants += len(table.unit)
        reached, _, out_of_order = steps
        left_out = self.many * units[0] - reached.sum()
        beside = self.visits.steps.sum() - reached.sum() + self.visits.extra[1].sum()
        return Alignment(
            steps=np.array([*steps, self.visits.steps]),
            extra=self.visits.extra,
            units=units,
            cost=int(left_out + beside + 2 * out_of_order.sum()),
            variants=variants,
        )


@dataclass(frozen=True, slots=True)
class Alignments:
    """The planned step of each touchpoint code, -1 where it is not planned; steps are numbered in their order.

    An alignment takes each step at one interaction or leaves it out, in order, and costs one for every step it leaves
    out and one for every interaction that no step takes: with steps that differ, it is optimal where it takes the
    longest common subsequence. Of several optimal ones that with the earliest steps counts. A step that an optimal
    alignment leaves out though the unit was there is out of order.

    Source: A. Adriansyah, "Aligning observed and modeled behavior", 2014; R. Wagner and M. Fischer, "The
    string-to-string correction problem", 1974.
    """

    steps: int
    step_of_touchpoint: tuple[int, ...]

    def of(self, partition: Partition) -> AlignmentCounts:
        """Returns the counts of these units."""
        size = max(1, len(partition.dictionary.touchpoints))
        step_of = np.full(size, -1, np.int64)
        known = self.step_of_touchpoint[:size]
        step_of[: len(known)] = known

        def work(first: int, last: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], _Visits]:
            most = int(partition.offsets[last] - partition.offsets[first])
            path, sizes = np.empty(most, np.int64), np.empty(last - first, np.int64)
            steps, extra = np.zeros(self.steps, np.int64), np.zeros((2, size), np.int64)
            given = (partition.offsets, partition.touchpoint, step_of)
            many = int(_project(first, last, *given, path, sizes, steps, extra))
            return path[:many].copy(), sizes, steps, _Visits(steps, extra)

        parts = per_range(partition.offsets, work)
        visits = parts[0][3]
        for part in parts[1:]:
            visits = summed(visits, part[3])
        path, sizes = (np.concatenate([part[at] for part in parts]) for at in (0, 1))
        return AlignmentCounts(PathVariants(0).of(self._projected(partition, path, sizes)), visits, self.steps)

    def _projected(self, partition: Partition, path: NDArray[np.int64], sizes: NDArray[np.int64]) -> Partition:
        """Returns the paths over steps as a partition; only what tells paths apart is filled in."""
        names = tuple(f"{step:05}" for step in range(self.steps))
        offsets = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        touchpoint = path.astype(np.uint16)
        return replace(
            partition,
            offsets=offsets,
            touchpoint=touchpoint,
            time=np.zeros(len(path), np.uint32),
            place=np.zeros(len(path), np.uint16),
            wait_bin=np.zeros(len(path), np.uint8),
            row=np.zeros(len(path), np.int64),
            dictionary=Dictionary((), names, np.zeros(0, np.uint16)),
            origin=0,
            month_mask=None,
            path_number=None,
            **touchpoint_facts(offsets, touchpoint)._asdict(),
        )


@compiled(writes=4)
def _project(
    first: int,
    last: int,
    offsets: Array,
    touchpoint: Array,
    step_of: Array,
    path: Array,
    sizes: Array,
    steps: Array,
    extra: Array,
) -> int:
    """Writes the planned steps of each unit, staying at one told once; returns how many."""
    many, met = 0, np.full(extra.shape[1], -1, np.int64)
    for unit in range(first, last):
        begun, before = many, -1
        for at in range(offsets[unit], offsets[unit + 1]):
            code = touchpoint[at]
            step = step_of[code]
            if step < 0:
                extra[1, code] += 1
                if met[code] != unit:
                    met[code] = unit
                    extra[0, code] += 1
                continue
            steps[step] += 1
            if step != before:
                path[many] = step
                many += 1
            before = step
        sizes[unit - first] = many - begun
    return many


@compiled(writes=2)
def _align(offsets: Array, path: Array, unit: Array, count: Array, steps: Array, units: Array) -> None:
    """Adds what becomes of each step and unit; a path counts `count` times.

    `fits[step, at]` is how many of the steps from `step` on can be taken, in order, from place `at` of the path on.
    """
    many, longest = steps.shape[1], 0
    for number in range(len(unit)):
        longest = max(longest, offsets[unit[number] + 1] - offsets[unit[number]])
    fits = np.zeros((many + 1, longest + 1), np.int32)
    is_met, is_taken = np.zeros(many, np.bool_), np.zeros(many, np.bool_)
    for number in range(len(unit)):
        begin, weight = offsets[unit[number]], count[number]
        length = offsets[unit[number] + 1] - begin
        is_met[:], is_taken[:] = False, False
        furthest: Whole = np.int64(-1)
        reached = 0
        for at in range(length):
            furthest = max(furthest, np.int64(path[begin + at]))
            reached += not is_met[path[begin + at]]
            is_met[path[begin + at]] = True
        fits[many, : length + 1] = 0
        fits[:, length] = 0
        for back in range(many):
            step = many - 1 - back
            for place in range(length):
                at = length - 1 - place
                best = max(fits[step + 1, at], fits[step, at + 1])
                if path[begin + at] == step:
                    best = max(best, fits[step + 1, at + 1] + 1)
                fits[step, at] = best
        at, taken = 0, 0
        for step in range(many):
            where = at
            while where < length and path[begin + where] != step:
                where += 1
            if where < length and fits[step + 1, where + 1] + 1 == fits[step, at]:
                is_taken[step] = True
                at = where + 1
                taken += 1
        for step in range(many):
            steps[0, step] += weight * is_met[step]
            steps[1, step] += weight * (not is_met[step] and step < furthest)
            steps[2, step] += weight * (is_met[step] and not is_taken[step])
        units[0] += weight
        units[1] += weight * (reached > 0)
        units[2] += weight * (reached > 1)
        units[3] += weight * (reached > 1 and taken == reached)
        units[4] += weight * (many > 0 and taken == many)
