"""Which interactions and units a filter keeps, as tables that a loop can look things up in."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array
from resa.kernels.partition import Partition

Tables = tuple[Array, Array, Array, Array, Array, Array]

_ANY_ROW = np.zeros(0, np.bool_)
_LATEST = (1 << 32) - 1


@dataclass(frozen=True, slots=True, eq=False)
class Criterion:
    """What an interaction must satisfy, all of it; None asks nothing.

    `places` says by place code, `rows` by the engine's row number. `start`, included, and `end`, excluded, are epoch
    seconds.
    """

    places: NDArray[np.bool_] | None = None
    start: int | None = None
    end: int | None = None
    rows: NDArray[np.bool_] | None = None

    @property
    def is_open(self) -> bool:
        """Whether every interaction satisfies it."""
        return self.places is None and self.start is None and self.end is None and self.rows is None


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """What is kept of a partition.

    `customers` says by customer code who stays. A unit stays when it has an interaction for every criterion of
    `has` and none for any of `has_not`. Of the units that stay, the interactions that satisfy `keep` stay.
    """

    keep: Criterion = Criterion()
    customers: NDArray[np.bool_] | None = None
    has: tuple[Criterion, ...] = ()
    has_not: tuple[Criterion, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether everything is kept."""
        return self.keep.is_open and self.customers is None and not self.has and not self.has_not


def touchpoint_bits(criterion: Criterion, *, partition: Partition) -> np.uint64:
    """Returns the bits of `touchpoint_mask` of which a unit needs at least one to satisfy the criterion anywhere."""
    if criterion.places is None:
        return np.uint64(0xFFFFFFFFFFFFFFFF)
    codes = np.unique(partition.dictionary.touchpoint_of_place[criterion.places[: len(partition.dictionary.places)]])
    bits = np.uint64(1) << (codes.astype(np.uint64) & np.uint64(63))
    return np.uint64(np.bitwise_or.reduce(bits, initial=np.uint64(0)))


def touchpoint_table(criterion: Criterion, *, partition: Partition) -> tuple[NDArray[np.bool_], bool]:
    """Returns which touchpoints have places that are kept, and whether that says all: no touchpoint is kept in part."""
    of_place = partition.dictionary.touchpoint_of_place[: len(partition.dictionary.places)]
    touchpoints = max(1, len(partition.dictionary.touchpoints))
    if criterion.places is None:
        return np.ones(touchpoints, np.bool_), True
    places = criterion.places[: len(of_place)]
    kept, missed = np.zeros(touchpoints, np.bool_), np.zeros(touchpoints, np.bool_)
    kept[of_place[places]] = True
    missed[of_place[~places]] = True
    return kept, not bool((kept & missed).any())


def tables(partition: Partition, criterion: Criterion) -> Tables:
    """Returns what loops judge by: codes, times, rows; codes kept, rows kept; lowest and highest time, if any.

    The codes are those of touchpoints where the places of each are kept together, for these are shorter to read.
    """
    lowest = 0 if criterion.start is None else criterion.start - partition.origin
    highest = _LATEST if criterion.end is None else criterion.end - partition.origin - 1
    by_time = criterion.start is not None or criterion.end is not None
    bounds = np.array([min(max(lowest, 0), _LATEST), min(highest, _LATEST), by_time], np.int64)
    if highest < 0 or lowest > _LATEST:  # nothing is that early or late: an empty stretch says so
        bounds[:2] = 1, 0
    rows = _ANY_ROW if criterion.rows is None else criterion.rows
    keeps, is_by_touchpoint = touchpoint_table(criterion, partition=partition)
    if is_by_touchpoint:
        return partition.touchpoint, partition.time, partition.row, keeps, rows, bounds
    places = np.ones(max(1, len(partition.dictionary.places)), np.bool_)
    if criterion.places is not None:
        places = criterion.places
    return partition.place, partition.time, partition.row, places, rows, bounds


@dataclass(frozen=True, slots=True, eq=False)
class UnitBits:
    """What the masks of a unit must show: a touchpoint of each of `any_of`, none of `none_of`, one of `months`.

    Where places are kept, the first of `any_of` are theirs.
    """

    any_of: NDArray[np.uint64]
    none_of: NDArray[np.uint64]  # (1,)
    months: NDArray[np.uint64]  # (1,)


def unit_bits(selection: Selection, *, partition: Partition) -> tuple[UnitBits, list[tuple[bool, Criterion]]]:
    """Returns what masks decide of a selection, and what has to be read: criteria a unit must have (True) or must not.

    Bits that several touchpoints share rule units out, but cannot say that a unit has one of them.
    """
    any_of, none_of, left = [], np.uint64(0), []
    if selection.keep.places is not None:
        any_of.append(touchpoint_bits(selection.keep, partition=partition))
    for wanted, criteria in ((True, selection.has), (False, selection.has_not)):
        for criterion in criteria:
            bits = touchpoint_bits(criterion, partition=partition)
            if wanted:
                any_of.append(bits)
            if not _is_told_by_bits(criterion, partition=partition):
                left.append((wanted, criterion))
            elif not wanted:
                none_of |= bits
    months = month_bits(selection.keep, partition=partition)
    return UnitBits(np.array(any_of, np.uint64), np.array([none_of]), np.array([months])), left


def _is_told_by_bits(criterion: Criterion, *, partition: Partition) -> bool:
    if criterion.start is not None or criterion.end is not None or criterion.rows is not None:
        return False
    return len(partition.dictionary.touchpoints) <= 64 and touchpoint_table(criterion, partition=partition)[1]


def month_bits(criterion: Criterion, *, partition: Partition) -> np.uint64:
    """Returns the bits of `month_mask` of which a unit needs one to have anything between start and end."""
    first, last = partition.months
    if criterion.start is not None:
        first = max(first, _month(criterion.start))
    if criterion.end is not None:
        last = min(last, _month(criterion.end - 1))
    if last - first >= 63 or (first, last) == partition.months:
        return np.uint64(0xFFFFFFFFFFFFFFFF)
    bits = 0
    for month in range(first, last + 1):
        bits |= 1 << (month % 64)
    return np.uint64(bits)


def _month(second: int) -> int:
    return int(np.datetime64(second, "s").astype("datetime64[M]").astype(np.int64))
