"""Sessions counted without cutting: how many, how long, by how many customers."""

from dataclasses import dataclass
from functools import reduce
from operator import add

import numpy as np
from numpy.typing import NDArray

from resa.kernels.arithmetic import Counts
from resa.kernels.held import HeldWaits, Piece
from resa.kernels.lengths import distinct_customers, length_quantile
from resa.kernels.partition import Partition
from resa.kernels.quantile import BinnedSeconds
from resa.kernels.scratch import lent
from resa.kernels.sessionwalk import walked
from resa.kernels.tally import NOTHING, Tally
from resa.kernels.thread import per_range


@dataclass(frozen=True, slots=True)
class SessionFigures:
    """Sessions; `median_*` are None without any."""

    sessions: int
    customers: int
    median_interactions: float | None
    median_seconds: float | None


@dataclass(frozen=True, slots=True, eq=False)
class SessionCounts(Counts):
    """Sessions by number of interactions, and by seconds from the first to the last one."""

    customers: NDArray[np.int64]  # (1,)
    lengths: Tally
    seconds: BinnedSeconds

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
        parts = _walked(partition, gap_seconds=self.gap_seconds)
        singles = sum(part.singles for part in parts)
        lengths = reduce(add, (Tally.of_dense([part.lengths]) for part in parts))
        alone = Tally(np.array([1]), np.array([singles])) if singles else NOTHING
        return SessionCounts(
            customers=np.array([distinct_customers(partition)]),
            lengths=lengths + alone,
            seconds=_held(partition, parts, gap_seconds=self.gap_seconds).counted(partition, also=_at_once(singles)),
        )


@dataclass(frozen=True, slots=True)
class _Walked:
    singles: int  # sessions of one interaction
    lengths: NDArray[np.uint32]  # how many of the others have each number of interactions
    seconds: Piece


def _at_once(sessions: int) -> Tally:
    return Tally(np.array([0]), np.array([sessions])) if sessions else NOTHING


def _held(partition: Partition, parts: list[_Walked], *, gap_seconds: int) -> HeldWaits:
    """Returns the seconds of the sessions of several interactions; those at hand serve first."""
    at_hand = [[part.seconds for part in parts]]

    def find() -> list[Piece]:
        return at_hand.pop() if at_hand else [one.seconds for one in _walked(partition, gap_seconds=gap_seconds)]

    return HeldWaits(find, groups=1)


def _walked(partition: Partition, *, gap_seconds: int) -> list[_Walked]:
    def work(first: int, last: int) -> _Walked:
        memory = lent(int(partition.offsets[last] - partition.offsets[first]) // 2 + 1)
        told = walked(partition, first, last, gap_seconds=gap_seconds, seconds=memory)
        sessions, several, longest, lengths = told
        return _Walked(sessions - several, lengths, Piece(memory[:several], longest, memory))

    return per_range(partition.offsets, work)
