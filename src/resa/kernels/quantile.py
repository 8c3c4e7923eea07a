"""Exact medians and other quantiles of seconds per group, from bins that can be added and subtracted."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray

from resa.kernels.partition import Partition
from resa.kernels.tally import Tally
from resa.kernels.waitbin import BINS, EXACT, lowest_seconds

Wanted = NDArray[np.uint8]
"""A table of cells (group * 256 + bin, modulo its length): 1 where the single waits are wanted."""

Draw = Callable[[Partition, Wanted], NDArray[np.uint64]]
"""Finds single waits again: takes a partition and the wanted cells, returns at least all waits in these, each as
group << 32 | seconds, in any order."""

_LARGEST_TABLE = 1 << 22


@dataclass(slots=True, eq=False)
class Source:
    """A partition whose single waits can be drawn again; it remembers those already drawn."""

    partition: Partition
    draw: Draw
    _cells: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    _waits: NDArray[np.uint64] = field(default_factory=lambda: np.zeros(0, np.uint64))

    def waits(self, cells: NDArray[np.int64]) -> NDArray[np.uint64]:
        """Returns, sorted, at least all waits in these cells, as group << 32 | seconds."""
        if not len(cells) or _are_among(cells, self._cells):
            return self._waits
        self._cells = _near(cells) if len(self._cells) else cells
        self._waits = self.draw(self.partition, _wanted(self._cells))
        self._waits.sort()
        return self._waits


@dataclass(frozen=True, slots=True, eq=False)
class BinnedSeconds:
    """How many waits fall into each bin of each group, and where the waits themselves can be looked up.

    `bins` counts by cell (group * 256 + bin). `added` and `removed` are the partitions that went in and were
    taken out again. Equality compares the bins.
    """

    bins: Tally
    added: tuple[Source, ...] = ()
    removed: tuple[Source, ...] = ()

    @classmethod
    def of(cls, bins: Tally, *, partition: Partition, draw: Draw) -> Self:
        """Returns the counts of one partition."""
        return cls(bins, (Source(partition, draw),) if len(bins.keys) else ())

    def __add__(self, other: Self) -> Self:
        return type(self)(self.bins + other.bins, *_settled(self.added + other.added, self.removed + other.removed))

    def __sub__(self, other: Self) -> Self:
        return type(self)(self.bins - other.bins, *_settled(self.added + other.removed, self.removed + other.added))

    def __eq__(self, other: object) -> bool:
        return self.bins == other.bins if isinstance(other, BinnedSeconds) else NotImplemented

    __hash__ = None  # type: ignore[assignment]  # arrays have no hash

    def groups(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Returns the groups that have any waits, sorted, and how many each has."""
        starts, through = self._summed()
        return self.bins.keys[starts] // BINS, np.diff(through[starts], append=through[-1:])

    def quantiles(self, shares: tuple[float, ...]) -> NDArray[np.float64]:
        """Returns the exact quantiles in seconds, one row for each of `groups()`, one column for each share.

        Between two waits the value is interpolated linearly, so the median of an even number is the mean of the
        two in the middle. Reads the partitions again, but only the waits in the bins that hold the answer.
        Source: Hyndman and Fan, Sample quantiles in statistical packages, 1996, definition 7.
        """
        lower, upper, part = self._ranks(shares)
        starts, through = self._summed()
        low_cells, low_inside = self._cells_of(lower, starts=starts, through=through)
        high_cells, high_inside = self._cells_of(upper, starts=starts, through=through)
        cells = np.unique(np.concatenate([low_cells.ravel(), high_cells.ravel()]))
        waits = self._waits(cells[cells % BINS >= EXACT])
        low = _at(low_cells, inside=low_inside, waits=waits)
        return low + (_at(high_cells, inside=high_inside, waits=waits) - low) * part

    def binned_quantiles(self, shares: tuple[float, ...]) -> NDArray[np.float64]:
        """Returns the quantiles to within an eighth of their size, without reading any partition."""
        lower, _, _ = self._ranks(shares)
        starts, through = self._summed()
        cells, _ = self._cells_of(lower, starts=starts, through=through)
        low, high = lowest_seconds(cells % BINS), lowest_seconds(cells % BINS + 1)
        return (low + high - 1) / 2

    def _summed(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Returns where each group's cells begin, and how many waits lie before each cell, the total last."""
        starts = np.flatnonzero(np.diff(self.bins.keys >> 8, prepend=-1))
        return starts, np.concatenate([np.zeros(1, np.int64), np.cumsum(self.bins.counts)])

    def _ranks(self, shares: tuple[float, ...]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
        _, sizes = self.groups()
        exact = (sizes[:, None] - 1) * np.asarray(shares, np.float64)[None, :]
        lower = np.floor(exact).astype(np.int64)
        return lower, np.ceil(exact).astype(np.int64), exact - lower

    def _cells_of(
        self, ranks: NDArray[np.int64], *, starts: NDArray[np.int64], through: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Returns the cell that holds each rank of its group, and the rank inside that cell."""
        overall = through[starts][:, None] + ranks
        at = np.searchsorted(through, overall, side="right") - 1
        return self.bins.keys[at], overall - through[at]

    def _waits(self, cells: NDArray[np.int64]) -> NDArray[np.uint64]:
        """Returns, sorted, all waits in these cells, and maybe some in others."""
        added = [source.waits(cells) for source in self.added]
        removed = [source.waits(cells) for source in self.removed]
        if len(added) == 1 and not removed:
            return added[0]
        every = np.sort(np.concatenate([np.zeros(0, np.uint64), *added]))
        return _without(every, np.concatenate(removed)) if removed else every


def _at(cells: NDArray[np.int64], *, inside: NDArray[np.int64], waits: NDArray[np.uint64]) -> NDArray[np.float64]:
    """Returns the wait at each rank inside its cell."""
    group, number = np.divmod(cells, BINS)
    seconds = number.astype(np.float64)
    deep = number >= EXACT
    if deep.any():
        first = (group[deep].astype(np.uint64) << np.uint64(32)) | lowest_seconds(number[deep]).astype(np.uint64)
        found = waits[np.searchsorted(waits, first) + inside[deep]]
        seconds[deep] = (found & np.uint64(0xFFFFFFFF)).astype(np.float64)
    return seconds


def _without(waits: NDArray[np.uint64], removed: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Returns the sorted waits less one occurrence for each that was removed."""
    gone = np.sort(removed)
    which = np.arange(len(gone)) - np.searchsorted(gone, gone)  # 0 for the first of equal ones, 1 for the second
    places = np.searchsorted(waits, gone) + which
    there = places < np.searchsorted(waits, gone, side="right")
    return np.delete(waits, places[there])


def _are_among(cells: NDArray[np.int64], known: NDArray[np.int64]) -> bool:
    """Says whether all cells are known; both are sorted."""
    return bool(len(known)) and bool((known[np.minimum(np.searchsorted(known, cells), len(known) - 1)] == cells).all())


def _near(cells: NDArray[np.int64]) -> NDArray[np.int64]:
    """Returns these cells and their neighbours: when figures move, the next answer is nearly always among them."""
    near = np.unique(np.concatenate([cells - 1, cells, cells + 1]))
    return near[near >= 0]


def _settled(added: tuple[Source, ...], removed: tuple[Source, ...]) -> tuple[tuple[Source, ...], tuple[Source, ...]]:
    """Returns both without what was added and removed again."""
    again = {id(source) for source in added} & {id(source) for source in removed}
    return (
        tuple(source for source in added if id(source) not in again),
        tuple(source for source in removed if id(source) not in again),
    )


def _wanted(cells: NDArray[np.int64]) -> NDArray[np.uint8]:
    length = BINS
    while length < _LARGEST_TABLE and length <= cells[-1]:
        length *= 2
    table = np.zeros(length, np.uint8)
    table[cells & (length - 1)] = 1
    return table
