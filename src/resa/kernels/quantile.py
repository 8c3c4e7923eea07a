"""Exact medians and other quantiles of seconds per group, from bins that can be added and subtracted."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, Whole, compiled
from resa.kernels.drawn import Cells, Stretches, Wanted, carried
from resa.kernels.partition import Partition
from resa.kernels.sorting import sorted_shared
from resa.kernels.tally import Tally
from resa.kernels.waitbin import BINS, EXACT, lowest_seconds

Draw = Callable[[Partition, Wanted], NDArray[np.uint64]]
"""Finds single waits again: takes a partition and the wanted cells, returns at least all waits in these, each as
group << 32 | seconds, in any order."""


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A partition whose single waits can be drawn again."""

    partition: Partition
    draw: Draw


@dataclass(frozen=True, slots=True, eq=False)
class _Drawn:
    """The waits, sorted, that these sources have in the stretches; of each group they have so many in all."""

    waits: NDArray[np.uint64]
    stretches: Stretches
    groups: NDArray[np.int64]
    sizes: NDArray[np.int64]
    added: tuple[Source, ...]
    removed: tuple[Source, ...]

    def sizes_of(self, groups: NDArray[np.int64]) -> NDArray[np.int64]:
        """Returns how many waits each of these groups had, 0 where it was not there; sorted like `groups`."""
        return Tally(self.groups, self.sizes).at(groups)


@dataclass(slots=True, eq=False)
class _Memory:
    """What was drawn last, here or before the last step; and what was summed here."""

    drawn: _Drawn | None = None
    summed: tuple[NDArray[np.int64], NDArray[np.int64]] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class BinnedSeconds:
    """How many waits fall into each bin of each group, and where the waits themselves can be looked up.

    `bins` counts by cell (group * 256 + bin). `added` and `removed` are the partitions that went in and were
    taken out again. Equality compares the bins.
    """

    bins: Tally
    added: tuple[Source, ...] = ()
    removed: tuple[Source, ...] = ()
    _memory: _Memory = field(default_factory=_Memory)

    @classmethod
    def of(cls, bins: Tally, *, partition: Partition, draw: Draw) -> Self:
        """Returns the counts of one partition."""
        return cls(bins, (Source(partition, draw),) if len(bins.keys) else ())

    def __add__(self, other: Self) -> Self:
        sources = _settled(self.added + other.added, self.removed + other.removed)
        return type(self)(self.bins + other.bins, *sources, _Memory(self._memory.drawn or other._memory.drawn))

    def __sub__(self, other: Self) -> Self:
        sources = _settled(self.added + other.removed, self.removed + other.added)
        return type(self)(self.bins - other.bins, *sources, _Memory(self._memory.drawn))

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
        both = np.stack([lower, upper], axis=2).reshape(len(lower), 2 * len(shares))
        cells, inside = self._cells_of(both, starts=starts, through=through)
        wanted = np.unique(cells)
        waits = self._waits(wanted[wanted % BINS >= EXACT], lower=lower, upper=upper)
        seconds = _seconds_at(cells, inside, waits)
        low, high = seconds[:, ::2], seconds[:, 1::2]
        between: NDArray[np.float64] = low + (high - low) * part
        return between

    def ranked(self, ranks: NDArray[np.int64]) -> NDArray[np.float64]:
        """Returns the waits in seconds at these ranks (groups, k) of each of `groups()`; 0 is the shortest."""
        starts, through = self._summed()
        cells, inside = self._cells_of(ranks, starts=starts, through=through)
        wanted = np.unique(cells)
        waits = self._waits(wanted[wanted % BINS >= EXACT], lower=ranks, upper=ranks)
        return _seconds_at(cells, inside, waits)

    def binned_quantiles(self, shares: tuple[float, ...]) -> NDArray[np.float64]:
        """Returns the quantiles to within an eighth of their size, without reading any partition."""
        lower, _, _ = self._ranks(shares)
        starts, through = self._summed()
        cells, _ = self._cells_of(lower, starts=starts, through=through)
        low, high = lowest_seconds(cells % BINS), lowest_seconds(cells % BINS + 1)
        return (low + high - 1) / 2

    def _summed(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Returns where each group's cells begin, and how many waits lie before each cell, the total last."""
        if self._memory.summed is None:
            self._memory.summed = _summed(self.bins.keys, self.bins.counts)
        return self._memory.summed

    def _ranks(self, shares: tuple[float, ...]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
        _, sizes = self.groups()
        exact = (sizes[:, None] - 1) * np.asarray(shares, np.float64)[None, :]
        lower = np.floor(exact).astype(np.int64)
        return lower, np.ceil(exact).astype(np.int64), exact - lower

    def _cells_of(
        self, ranks: NDArray[np.int64], *, starts: NDArray[np.int64], through: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Returns the cell that holds each rank of its group, and the rank inside that cell."""
        return _cells_of(self.bins.keys, starts, through, ranks)

    def _waits(self, cells: Cells, *, lower: NDArray[np.int64], upper: NDArray[np.int64]) -> NDArray[np.uint64]:
        """Returns, sorted, all waits in these cells, which hold these ranks, and in some others.

        The first time nothing else is drawn, for most questions are asked once. Who asks again, after a step, asks
        for cells nearby.
        """
        groups, sizes = self.groups()
        known = self._memory.drawn
        if known is None:
            stretches = Stretches(cells, cells)
        else:
            new = Stretches.of_groups(np.setdiff1d(groups, known.groups, assume_unique=True))
            stretches = known.stretches.joined(new)  # all there is of a new group came with the sources drawn now
            if not stretches.hold(cells):
                stretches = self._around(lower, upper, changes=np.abs(sizes - known.sizes_of(groups)))
                known = None
        before = known or _Drawn(np.zeros(0, np.uint64), stretches, groups, sizes, (), ())
        added = _without(self.added, before.added) + _without(before.removed, self.removed)
        removed = _without(self.removed, before.removed) + _without(before.added, self.added)
        waits = carried(before.waits, added=_drawn(added, stretches), removed=_drawn(removed, stretches))
        self._memory.drawn = _Drawn(waits, stretches, groups, sizes, self.added, self.removed)
        return waits

    def _around(self, lower: NDArray[np.int64], upper: NDArray[np.int64], *, changes: NDArray[np.int64]) -> Stretches:
        """Returns the cells that hold these ranks of the groups, and all that may hold them some steps later.

        Of groups with few waits, or with many `changes` since the last time, these are all cells.
        """
        starts, through = self._summed()
        groups, sizes = self.groups()
        margin = (_NEAR + sizes // _NEAR_PART + _STEPS_AHEAD * changes)[:, None]
        low, high = lower - margin, upper + margin
        first, _ = self._cells_of(np.maximum(low, 0), starts=starts, through=through)
        last, _ = self._cells_of(np.minimum(high, sizes[:, None] - 1), starts=starts, through=through)
        begin, end = (groups * BINS + EXACT)[:, None], (groups * BINS + BINS - 1)[:, None]
        first = np.where(low < 0, begin, np.maximum(first - 1, begin))
        last = np.where(high >= sizes[:, None], end, np.minimum(last + 1, end))
        is_deep = first <= last
        return Stretches.of(first[is_deep], last=last[is_deep])


_NEAR, _NEAR_PART, _STEPS_AHEAD = 8, 32, 16
"""Waits this far from a quantile in rank are drawn with it: so many, this part of the group's, and the changes of so
many steps like the last ones."""


def _without(sources: tuple[Source, ...], others: tuple[Source, ...]) -> tuple[Source, ...]:
    known = {id(source) for source in others}
    return tuple(source for source in sources if id(source) not in known)


def _drawn(sources: tuple[Source, ...], stretches: Stretches) -> NDArray[np.uint64]:
    """Returns the waits of all sources in the stretches, sorted, and none beside them."""
    if not sources:
        return np.zeros(0, np.uint64)
    wanted = stretches.table()
    waits = [one.draw(one.partition, wanted) for one in sources]
    return sorted_shared(waits[0] if len(waits) == 1 else np.concatenate(waits), then=stretches.of_these)


@compiled()
def _summed(keys: Array, counts: Array) -> tuple[Array, Array]:
    """Returns where the cells of each group begin, and how many there are before each cell, the total last."""
    starts, through = np.empty(len(keys) + 1, np.int64), np.empty(len(keys) + 1, np.int64)
    many, total, before = 0, 0, -1
    for at in range(len(keys)):
        group = keys[at] >> 8
        starts[many], through[at] = at, total
        many += group != before
        total += counts[at]
        before = group
    through[len(keys)] = total
    return starts[:many], through


@compiled()
def _cells_of(keys: Array, starts: Array, through: Array, ranks: Array) -> tuple[Array, Array]:
    """Returns the cell that holds each rank of its group, and the rank inside that cell."""
    cells, inside = np.empty_like(ranks), np.empty_like(ranks)
    for group in range(len(starts)):
        begin, end = starts[group], starts[group + 1] if group + 1 < len(starts) else len(keys)
        for place in range(ranks.shape[1]):
            overall = through[begin] + ranks[group, place]
            low, high = begin, end
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if through[middle] <= overall else (low, middle)
            cells[group, place], inside[group, place] = keys[low], overall - through[low]
    return cells, inside


@compiled()
def _seconds_at(cells: Array, inside: Array, waits: Array) -> Array:
    """Returns the wait in seconds at each rank inside its cell; `waits` is sorted and holds all of the cells.

    Cells of one group lie beside each other, so what was found of one is often where to find the next one.
    """
    seconds, known = np.empty(cells.shape, np.float64), np.int64(-1)
    first: Whole = np.int64(0)
    for group in range(cells.shape[0]):
        for place in range(cells.shape[1]):
            cell = cells[group, place]
            number = cell & 255
            if number < 16:
                seconds[group, place] = number
                continue
            if cell != known:
                lowest = (8 + (number - 16) % 8) << ((number - 16) // 8 + 1)
                first, known = np.searchsorted(waits, np.uint64((cell >> 8) << 32 | lowest)), cell
            seconds[group, place] = np.uint32(waits[first + inside[group, place]])
    return seconds


def _settled(added: tuple[Source, ...], removed: tuple[Source, ...]) -> tuple[tuple[Source, ...], tuple[Source, ...]]:
    """Returns both without what was added and removed again."""
    again = {id(source) for source in added} & {id(source) for source in removed}
    return (
        tuple(source for source in added if id(source) not in again),
        tuple(source for source in removed if id(source) not in again),
    )
