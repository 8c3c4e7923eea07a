"""How long it takes from one thing to another, with anything in between."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resa.kernels.arithmetic import Counts
from resa.kernels.code import membership
from resa.kernels.compilation import Array, Whole, compiled
from resa.kernels.draw import NOTHING_WANTED, counted, grown
from resa.kernels.partition import Partition
from resa.kernels.quantile import BinnedSeconds
from resa.kernels.tally import Tally
from resa.kernels.thread import per_range
from resa.kernels.waitbin import BINS


@dataclass(frozen=True, slots=True)
class WaitFigures:
    """How many waits there were, and their quantiles in seconds, None where there were none."""

    n: int
    seconds: tuple[float, ...] | None


@dataclass(frozen=True, slots=True, eq=False)
class WaitCounts(Counts):
    """Waits by bin; `shares` are the quantiles wanted at the end."""

    waits: BinnedSeconds
    shares: tuple[float, ...]

    def finish(self) -> WaitFigures:
        """Returns the number of waits and their exact quantiles."""
        seconds = self.waits.quantiles(self.shares)
        return WaitFigures(int(self.waits.bins.counts.sum()), tuple(seconds[0].tolist()) if len(seconds) else None)


@dataclass(frozen=True, slots=True)
class Wait:
    """Waits from an interaction at one of the `start` touchpoints to the next one at one of the `end` touchpoints.

    A start that is repeated before the end comes counts from the first time: that is when the waiting began. An
    interaction that is both ends the wait and begins the next one.
    """

    start: frozenset[int]
    end: frozenset[int]
    shares: tuple[float, ...] = (0.5, 0.9)

    def of(self, partition: Partition) -> WaitCounts:
        """Returns the counts of these units."""
        bins = [counts for _, counts in self._walked(partition, wanted=NOTHING_WANTED)]
        waits = BinnedSeconds.of(Tally.of_dense(bins), partition=partition, draw=self._draw)
        return WaitCounts(waits, self.shares)

    def _draw(self, partition: Partition, wanted: NDArray[np.uint8]) -> NDArray[np.uint64]:
        return np.concatenate([drawn for drawn, _ in self._walked(partition, wanted=wanted)])

    def _walked(self, partition: Partition, *, wanted: NDArray[np.uint8]) -> list[tuple[Array, Array]]:
        size = len(partition.dictionary.touchpoints)
        role = membership(self.start, size=size).astype(np.uint8) + 2 * membership(self.end, size=size).astype(np.uint8)
        start_bits = np.uint64(sum(1 << bit for bit in {code % 64 for code in self.start}))
        given = (partition.offsets, partition.touchpoint, partition.time, partition.touchpoint_mask, role, wanted)

        def work(first: int, last: int) -> tuple[Array, Array]:
            bins = np.zeros(BINS, np.uint32)
            return _walk(first, last, *given, start_bits, bins), bins

        return per_range(partition.offsets, work)


@compiled(writes=1)
def _walk(
    first: int,
    last: int,
    offsets: Array,
    touchpoint: Array,
    time: Array,
    mask: Array,
    role: Array,
    wanted: Array,
    start_bits: Whole,
    bins: Array,
) -> Array:
    """Counts waits by bin, and returns the wanted ones."""
    drawn, many = np.empty(1 << 12, np.uint64), 0
    for unit in range(first, last):
        if (mask[unit] & start_bits) == 0:
            continue
        begun: Whole = np.int64(-1)
        for at in range(offsets[unit], offsets[unit + 1]):
            part = role[touchpoint[at]]
            if part == 0:
                continue
            now = np.int64(time[at])
            if part & 2 and begun >= 0:
                if counted(now - begun, 0, wanted, bins):
                    drawn = grown(drawn, many + 1)
                    drawn[many] = np.uint64(now - begun)
                    many += 1
                begun = -1
            if part & 1 and begun < 0:
                begun = now
    return drawn[:many]
