"""Who gets from one thing to another, and how long that takes: directly, or with anything in between."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, Whole, compiled
from resa.kernels.draw import grown
from resa.kernels.partition import Partition
from resa.kernels.thread import per_range

_NO_ROW = np.zeros(0, np.bool_)


@dataclass(frozen=True, slots=True, eq=False)
class Passages:
    """`started` units were at the start, `arrived` of them at the end later; `seconds` has each passage's wait.

    `moves` counts every step out of the start into anything else, or anything at all where no step was asked for.
    """

    started: int
    arrived: int
    moves: int
    seconds: NDArray[np.int64]

    def __add__(self, other: "Passages") -> "Passages":
        seconds = np.concatenate([self.seconds, other.seconds])
        return Passages(self.started + other.started, self.arrived + other.arrived, self.moves + other.moves, seconds)


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """From places marked in `start` to places marked in `end`, by place code, or to rows marked in `end_rows`.

    With `is_direct` only neighbours count. Otherwise a start that is repeated before the end comes counts from the
    first time, and an interaction that is both ends the wait and begins the next one.
    """

    start: NDArray[np.bool_]
    end: NDArray[np.bool_]
    end_rows: NDArray[np.bool_] = field(default_factory=lambda: _NO_ROW)
    is_direct: bool = False

    def of(self, partition: Partition) -> Passages:
        """Returns the passages of these units."""
        given = (partition.offsets, partition.place, partition.time, partition.row)
        marks = (self.start, self.end, self.end_rows, self.is_direct)

        def work(first: int, last: int) -> Passages:
            seconds, started, arrived, moves = _walk(first, last, *given, *marks)
            return Passages(int(started), int(arrived), int(moves), seconds)

        first, *others = per_range(partition.offsets, work)
        return sum(others, start=first)


@compiled()
def _walk(
    first: int,
    last: int,
    offsets: Array,
    place: Array,
    time: Array,
    row: Array,
    start: Array,
    end: Array,
    end_rows: Array,
    is_direct: bool,
) -> tuple[Array, Whole, Whole, Whole]:
    waits, many = np.empty(1 << 10, np.int64), 0
    started, arrived, moves = 0, 0, 0
    for unit in range(first, last):
        begun: Whole = np.int64(-1)
        has_begun, has_arrived = False, False
        waits = grown(waits, many + offsets[unit + 1] - offsets[unit])
        for at in range(offsets[unit], offsets[unit + 1]):
            now = np.int64(time[at])
            is_end = end[place[at]] or (row[at] < len(end_rows) and end_rows[row[at]])
            if begun >= 0:
                moves += 1
                if is_end:
                    waits[many] = now - begun
                    many += 1
                    has_arrived = True
                if is_end or is_direct:
                    begun = -1
            if start[place[at]]:
                has_begun = True
                if begun < 0:
                    begun = now
        started += has_begun
        arrived += has_arrived
    return waits[:many], started, arrived, moves
