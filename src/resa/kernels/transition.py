"""What follows what: counts of neighbouring touchpoints, who made them, and how long they took."""

from dataclasses import dataclass
from functools import partial
from typing import Self

import numpy as np
from numpy.typing import NDArray

from resa.kernels.chosen import NeighboursChosen
from resa.kernels.compilation import Array, compiled
from resa.kernels.counter import Tables
from resa.kernels.drawn import Wanted
from resa.kernels.ending import bins_by_edge
from resa.kernels.held import HeldWaits
from resa.kernels.kept import kept_waits, longest_wait
from resa.kernels.neighbour import Neighbours
from resa.kernels.partition import Partition
from resa.kernels.quantile import BinnedSeconds
from resa.kernels.selection import Selection
from resa.kernels.tally import Tally
from resa.kernels.thread import per_range
from resa.kernels.waitbin import BINS, wait_bin

_PARTIAL = 4  # histograms side by side: consecutive increments then need not wait for each other


@dataclass(frozen=True, slots=True)
class Edges:
    """Pairs of touchpoint codes, (n,) each, ordered by `start`, then `end`, and their counts."""

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    count: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class EdgeWaits(Edges):
    """Edges with quantiles of the wait between the two, in seconds, (n, quantiles)."""

    seconds: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class EdgeCounts:
    """Counts by edge, as start * touchpoints + end."""

    edges: Tally
    touchpoints: int

    def __add__(self, other: Self) -> Self:
        return type(self)(self.edges + other.edges, self.touchpoints)

    def __sub__(self, other: Self) -> Self:
        return type(self)(self.edges - other.edges, self.touchpoints)

    def finish(self) -> Edges:
        """Returns the edges that occur."""
        start, end = np.divmod(self.edges.keys, max(1, self.touchpoints))
        return Edges(start, end, self.edges.counts)


@dataclass(frozen=True, slots=True)
class EdgeWaitCounts:
    """Waits by edge, as start * touchpoints + end; `shares` are the quantiles wanted at the end."""

    waits: BinnedSeconds
    touchpoints: int
    shares: tuple[float, ...]

    def __add__(self, other: Self) -> Self:
        return type(self)(self.waits + other.waits, self.touchpoints, self.shares)

    def __sub__(self, other: Self) -> Self:
        return type(self)(self.waits - other.waits, self.touchpoints, self.shares)

    def finish(self) -> EdgeWaits:
        """Returns the edges that occur with exact quantiles of their waits."""
        return self._with(self.waits.quantiles(self.shares))

    def approximate(self) -> EdgeWaits:
        """Returns the same with quantiles to within an eighth, without reading any partition again."""
        return self._with(self.waits.binned_quantiles(self.shares))

    def _with(self, seconds: NDArray[np.float64]) -> EdgeWaits:
        groups, count = self.waits.groups()
        start, end = np.divmod(groups, max(1, self.touchpoints))
        return EdgeWaits(start, end, count, seconds)


@dataclass(frozen=True, slots=True)
class Transitions:
    """How often each touchpoint directly follows each other one inside a unit."""

    def of(self, partition: Partition) -> EdgeCounts:
        """Returns the counts of these units."""
        touchpoints = len(partition.dictionary.touchpoints)
        cells = touchpoints * touchpoints
        if _is_sparse(cells, partition=partition):
            return EdgeCounts(Tally.of_keys(_edges(partition)[0]), touchpoints)

        def work(first: int, last: int) -> NDArray[np.uint32]:
            counts = np.zeros((_PARTIAL, cells), np.uint32)
            _count_pairs(first, last, partition.offsets, partition.touchpoint, touchpoints, counts)
            total: NDArray[np.uint32] = counts.sum(axis=0, dtype=np.uint32)
            return total

        parts = per_range(partition.offsets, work)
        return EdgeCounts(Tally.of_dense(parts), touchpoints)


@dataclass(frozen=True, slots=True)
class TransitionWaits:
    """How often each touchpoint directly follows each other one, and quantiles of the wait in seconds."""

    shares: tuple[float, ...] = (0.5,)

    def of(self, partition: Partition) -> EdgeWaitCounts:
        """Returns the counts of these units by edge and bin of the wait."""
        return self._by_bin(partition, Neighbours(partition))

    def of_selected(self, partition: Partition, selection: Selection) -> EdgeWaitCounts:
        """Returns the counts of what the selection keeps, without writing it out first."""
        keep, touchpoints = selection.keep, len(partition.dictionary.touchpoints)
        if keep.places is None and keep.rows is None and not _has_few_waits(partition):
            return self._by_bin(partition, NeighboursChosen(partition, selection))
        held = HeldWaits(partial(kept_waits, partition, selection), touchpoints * touchpoints)
        return EdgeWaitCounts(held.counted(partition), touchpoints, self.shares)

    def _by_bin(self, partition: Partition, neighbours: Neighbours | NeighboursChosen) -> EdgeWaitCounts:
        bins = _sparse_edge_bins(partition) if _has_few_waits(partition) else _edge_bins(partition, neighbours)
        waits = BinnedSeconds.of(bins, partition=partition, draw=partial(_drawn, neighbours=neighbours))
        return EdgeWaitCounts(waits, len(partition.dictionary.touchpoints), self.shares)


@dataclass(frozen=True, slots=True)
class TransitionCustomers:
    """How many different customers went from each touchpoint directly to each other one.

    The units of a customer lie side by side in a partition, as cutting leaves them.
    """

    def of(self, partition: Partition) -> EdgeCounts:
        """Returns the number of customers by edge."""
        touchpoints = len(partition.dictionary.touchpoints)
        cells = touchpoints * touchpoints
        if _is_sparse(cells, partition=partition):
            edges, units = _edges(partition)
            owned = np.unique(np.stack([edges, partition.customer[units].astype(np.int64)]), axis=1)
            return EdgeCounts(Tally.of_keys(owned[0]), touchpoints)

        def work(first: int, last: int) -> NDArray[np.uint32]:
            counts, latest = np.zeros(cells, np.uint32), np.full(cells, -1, np.int32)
            given = (partition.offsets, partition.touchpoint, partition.customer, touchpoints)
            _count_customers(first, last, *given, counts, latest)
            return counts

        parts = per_range(partition.offsets, work, together=partition.customer)
        return EdgeCounts(Tally.of_dense(parts), touchpoints)


def _has_few_waits(partition: Partition) -> bool:
    return _is_sparse(len(partition.dictionary.touchpoints) ** 2 * BINS // 8, partition=partition)


def _is_sparse(cells: int, *, partition: Partition) -> bool:
    """Says whether a table with every possible cell would be larger than the interactions that fill it."""
    return cells > max(1 << 12, 2 * partition.interactions)


def _edges(partition: Partition) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Returns the edge that leads to each interaction that is not its unit's first, and its unit."""
    unit = np.repeat(np.arange(partition.units), np.diff(partition.offsets))
    follows = np.ones(partition.interactions, bool)
    follows[partition.offsets[:-1]] = False
    at = np.flatnonzero(follows)
    code = partition.touchpoint.astype(np.int64)
    return code[at - 1] * len(partition.dictionary.touchpoints) + code[at], unit[at]


def _edge_bins(partition: Partition, neighbours: Neighbours | NeighboursChosen) -> Tally:
    longest = int(wait_bin(np.array(longest_wait(partition))))
    bins = longest + 1 | 1  # odd: powers of two would share places in the cache

    tables = Tables(len(partition.dictionary.touchpoints) ** 2 * bins)

    def work(first: int, last: int) -> None:
        with tables.one() as counts:
            neighbours.count(first, last, stride=bins, counts=counts)

    per_range(partition.offsets, work, is_fine=True)
    return Tally.of_table(tables.all(), stride=bins)


def _sparse_edge_bins(partition: Partition) -> Tally:
    follows = np.ones(partition.interactions, bool)
    follows[partition.offsets[:-1]] = False
    return Tally.of_keys(_edges(partition)[0] * BINS + partition.wait_bin[follows])


def _drawn(partition: Partition, wanted: Wanted, *, neighbours: Neighbours | NeighboursChosen) -> NDArray[np.uint64]:
    bits = bins_by_edge(wanted)
    parts = per_range(partition.offsets, lambda first, last: neighbours.draw(first, last, bits=bits), is_fine=True)
    return np.concatenate(parts)


@compiled(writes=1)
def _count_pairs(first: int, last: int, offsets: Array, touchpoint: Array, touchpoints: int, counts: Array) -> None:
    """Counts all neighbours as if there were one unit, then takes out the pairs that straddle two units.

    Positions are unsigned: signed ones could count from the end, and every look-up would have to ask.
    """
    width, one, four = np.uint64(touchpoints), np.uint64(1), np.uint64(4)
    at, end = np.uint64(offsets[first]) + one, np.uint64(offsets[last])
    while at + four <= end:
        a, b, c = np.uint64(touchpoint[at - one]), np.uint64(touchpoint[at]), np.uint64(touchpoint[at + one])
        d, e = np.uint64(touchpoint[at + np.uint64(2)]), np.uint64(touchpoint[at + np.uint64(3)])
        counts[0, a * width + b] += 1
        counts[1, b * width + c] += 1
        counts[2, c * width + d] += 1
        counts[3, d * width + e] += 1
        at += four
    while at < end:
        counts[0, np.uint64(touchpoint[at - one]) * width + np.uint64(touchpoint[at])] += 1
        at += one
    for unit in range(np.uint64(first) + one, np.uint64(last)):
        at = np.uint64(offsets[unit])
        counts[0, np.uint64(touchpoint[at - one]) * width + np.uint64(touchpoint[at])] -= 1


@compiled(writes=2)
def _count_customers(
    first: int,
    last: int,
    offsets: Array,
    touchpoint: Array,
    customer: Array,
    touchpoints: int,
    counts: Array,
    latest: Array,
) -> None:
    """Counts an edge when the customer that took it latest is another one."""
    width = np.uint64(touchpoints)
    for unit in range(first, last):
        one = customer[unit]
        before = np.uint64(touchpoint[offsets[unit]])
        for at in range(offsets[unit] + 1, offsets[unit + 1]):
            now = np.uint64(touchpoint[at])
            edge = before * width + now
            if latest[edge] != one:
                latest[edge] = one
                counts[edge] += 1
            before = now
