"""How waits are spread: beside their exact quantiles, how many fall into each span of time."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from resa.kernels.partition import Partition
from resa.kernels.tally import Tally
from resa.kernels.transition import EdgeWaitCounts, EdgeWaits, TransitionWaits
from resa.kernels.waitbin import BINS, lowest_seconds

_SINGLE = 8
"""Bins below this one stand alone; from here on two neighbours are one span."""


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """Counts over half-open spans of seconds, `low` to `high`, none of them zero; ordered by `group`, then by time."""

    group: NDArray[np.int64]
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    count: NDArray[np.int64]

    @classmethod
    def of(cls, bins: Tally) -> Self:
        """Returns the counts of cells (group * 256 + bin), four spans to a doubling from 8 seconds on.

        >>> Spans.of(Tally.of_keys(np.array([3, 16, 17, 18]))).count.tolist()
        [1, 2, 1]
        """
        group, fine = np.divmod(bins.keys, BINS)
        first = np.where(fine < _SINGLE, fine, fine - fine % 2)
        last = np.where(fine < _SINGLE, fine, first + 1)
        begins = np.flatnonzero(np.diff(group * BINS + first, prepend=-1))
        count = np.add.reduceat(bins.counts, begins) if len(begins) else bins.counts
        return cls(group[begins], lowest_seconds(first[begins]), lowest_seconds(last[begins] + 1), count)

    def of_groups(self) -> list[list[list[int]]]:
        """Returns for each group that has any, in order, its spans as `[low, high, count]`."""
        told = np.stack([self.low, self.high, self.count], axis=1)
        cuts = np.flatnonzero(np.diff(self.group)) + 1
        return [part.tolist() for part in np.split(told, cuts)] if len(told) else []


@dataclass(frozen=True, slots=True)
class EdgeSpread:
    """Edges with quantiles of the waits, and the spans that these fall into; `spans.group` goes by edge."""

    edges: EdgeWaits
    spans: Spans


@dataclass(frozen=True, slots=True)
class EdgeSpreadCounts:
    """Waits by edge and bin."""

    waits: EdgeWaitCounts

    def __add__(self, other: Self) -> Self:
        return type(self)(self.waits + other.waits)

    def __sub__(self, other: Self) -> Self:
        return type(self)(self.waits - other.waits)

    def finish(self) -> EdgeSpread:
        """Returns the edges that occur, each with exact quantiles and its spans."""
        return EdgeSpread(self.waits.finish(), Spans.of(self.waits.waits.bins))


@dataclass(frozen=True, slots=True)
class TransitionSpread:
    """How often each touchpoint directly follows each other one, and how the waits between them are spread."""

    shares: tuple[float, ...] = (0.5,)

    def of(self, partition: Partition) -> EdgeSpreadCounts:
        """Returns the counts of these units by edge and bin of the wait."""
        return EdgeSpreadCounts(TransitionWaits(self.shares).of(partition))
