"""Sessions counted without cutting: how many, how long, by how many customers."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from resa.kernels.arithmetic import less, same, summed
from resa.kernels.compilation import Array, Whole, compiled
from resa.kernels.draw import NOTHING_WANTED, counted, grown
from resa.kernels.lengths import distinct_customers, length_quantile
from resa.kernels.partition import Partition
from resa.kernels.quantile import BinnedSeconds
from resa.kernels.tally import Tally
from resa.kernels.thread import per_range
from resa.kernels.waitbin import BINS


@dataclass(frozen=True, slots=True)
class SessionFigures:
    """Sessions; `median_*` are None without any."""

    sessions: int
    customers: int
    median_interactions: float | None
    median_seconds: float | None


@dataclass(frozen=True, slots=True, eq=False)
class SessionCounts:
    """Sessions by number of interactions, and by seconds from the first to the last one."""

    customers: NDArray[np.int64]  # (1,)
    lengths: Tally
    seconds: BinnedSeconds

    def __add__(self, other: Self) -> Self:
        return summed(self, other)

    def __sub__(self, other: Self) -> Self:
        return less(self, other)

    def __eq__(self, other: object) -> bool:
        return same(self, other)

    __hash__ = None  # type: ignore[assignment]  # arrays have no hash

    def finish(self) -> SessionFigures:
        """Returns the number of sessions and their exact medians."""
        seconds = self.seconds.quantiles((0.5,))
        return SessionFigures(
            sessions=int(self.lengths.counts.sum()),
            customers=int(self.customers[0]),
            median_interactions=length_quantile(self.lengths, share=0.5),
            median_seconds=float(seconds[0, 0]) if len(seconds) else None,
        )


@dataclass(frozen=True, slots=True)
class Sessions:
    """The sessions inside units: a wait longer than `gap_seconds` begins a new one."""

    gap_seconds: int = 1800

    def of(self, partition: Partition) -> SessionCounts:
        """Returns the counts of these units."""
        parts = self._walked(partition, wanted=NOTHING_WANTED)
        return SessionCounts(
            customers=np.array([distinct_customers(partition)]),
            lengths=sum((Tally.of_dense([lengths]) for _, lengths, _ in parts[1:]), Tally.of_dense([parts[0][1]])),
            seconds=BinnedSeconds.of(
                Tally.of_dense([bins for _, _, bins in parts]), partition=partition, draw=self._draw
            ),
        )

    def _draw(self, partition: Partition, wanted: NDArray[np.uint8]) -> NDArray[np.uint64]:
        return np.concatenate([drawn for drawn, _, _ in self._walked(partition, wanted=wanted)])

    def _walked(self, partition: Partition, *, wanted: NDArray[np.uint8]) -> list[tuple[Array, Array, Array]]:
        def work(first: int, last: int) -> tuple[Array, Array, Array]:
            bins = np.zeros(BINS, np.uint32)
            given = (partition.offsets, partition.time, self.gap_seconds, wanted)
            drawn, lengths = _walk(first, last, *given, bins)
            return drawn, lengths, bins

        return per_range(partition.offsets, work)


@compiled(writes=1)
def _walk(
    first: int, last: int, offsets: Array, time: Array, gap_seconds: int, wanted: Array, bins: Array
) -> tuple[Array, Array]:
    """Counts sessions by seconds in `bins`; returns the wanted seconds, and how many sessions have each length.

    Sessions of one interaction need no look at the clock. The others begin where a start is followed by none, and
    end where none is followed by a start: these turns come in pairs.
    """
    longest: Whole = 0
    for unit in range(first, last):
        longest = max(longest, offsets[unit + 1] - offsets[unit])
    lengths, turns = np.zeros(longest + 2, np.uint32), np.empty(longest + 2, np.int64)
    drawn, many, long_ones = np.empty(1 << 12, np.uint64), 0, 0
    sessions: Whole = 0
    starts: Whole = np.uint64(1)
    one = np.uint64(1)
    for unit in range(first, last):
        begin, end, found, starts = offsets[unit], offsets[unit + 1], np.uint64(0), one
        for at in range(begin, end - 1):  # written always and kept when it counts: no branch to guess wrong
            following = np.uint64(np.int64(time[at + 1]) - np.int64(time[at]) > gap_seconds)
            turns[found] = at
            found += starts ^ following
            sessions += np.int64(starts)
            starts = following
        turns[found] = end - 1
        found += starts ^ one
        sessions += np.int64(starts)
        drawn = grown(drawn, many + np.int64(found))
        for number in range(0, np.int64(found), 2):
            opened, closed = turns[number], turns[number + 1]
            seconds = np.int64(time[closed]) - np.int64(time[opened])
            lengths[closed - opened + 1] += 1
            long_ones += 1
            if counted(seconds, 0, wanted, bins):
                drawn[many] = np.uint64(seconds)
                many += 1
    lengths[1] = sessions - long_ones
    bins[0] += sessions - long_ones
    return drawn[:many], lengths
