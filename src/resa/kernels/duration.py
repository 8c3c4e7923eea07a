"""How long units are, in interactions and in seconds."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resa.kernels.arithmetic import Counts
from resa.kernels.lengths import distinct_customers, length_quantile
from resa.kernels.partition import Partition
from resa.kernels.quantile import BinnedSeconds
from resa.kernels.tally import Tally
from resa.kernels.waitbin import BINS, wait_bin


@dataclass(frozen=True, slots=True)
class DurationFigures:
    """Units and how long they are; medians and means are None where there are no units."""

    units: int
    customers: int
    interactions: int
    median_interactions: float | None
    mean_interactions: float | None
    median_seconds: float | None
    mean_seconds: float | None


@dataclass(frozen=True, slots=True, eq=False)
class DurationCounts(Counts):
    """Units by length; `totals` are customers, interactions and seconds."""

    totals: NDArray[np.int64]  # (3,)
    lengths: Tally
    seconds: BinnedSeconds

    def finish(self) -> DurationFigures:
        """Returns medians, exact, and means."""
        units = int(self.lengths.counts.sum())
        customers, interactions, seconds = (int(total) for total in self.totals)
        median = self.seconds.quantiles((0.5,))
        return DurationFigures(
            units=units,
            customers=customers,
            interactions=interactions,
            median_interactions=length_quantile(self.lengths, share=0.5),
            mean_interactions=interactions / units if units else None,
            median_seconds=float(median[0, 0]) if units else None,
            mean_seconds=seconds / units if units else None,
        )


@dataclass(frozen=True, slots=True)
class Duration:
    """How many interactions units have, and how many seconds lie between their first and their last."""

    def of(self, partition: Partition) -> DurationCounts:
        """Returns the counts of these units."""
        seconds = _seconds(partition)
        sizes = np.diff(partition.offsets)
        totals = np.array([distinct_customers(partition), partition.interactions, int(seconds.sum())], np.int64)
        bins = Tally.of_dense([np.bincount(wait_bin(seconds), minlength=BINS).astype(np.uint32)])
        waits = BinnedSeconds.of(bins, partition=partition, draw=_draw)
        lengths = np.bincount(sizes).astype(np.uint32) if len(sizes) else np.zeros(1, np.uint32)
        return DurationCounts(totals, Tally.of_dense([lengths]), waits)


def _seconds(partition: Partition) -> NDArray[np.int64]:
    time = partition.time
    return time[partition.offsets[1:] - 1].astype(np.int64) - time[partition.offsets[:-1]].astype(np.int64)


def _draw(partition: Partition, wanted: NDArray[np.uint8]) -> NDArray[np.uint64]:
    seconds = _seconds(partition)
    found: NDArray[np.uint64] = seconds[wanted[wait_bin(seconds)] != 0].astype(np.uint64)
    return found
