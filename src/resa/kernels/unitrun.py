"""The units that a selection keeps, as runs of neighbours: by masks where these decide, by reading where they don't."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, Whole, compiled
from resa.kernels.partition import Partition
from resa.kernels.selection import Criterion, Selection, UnitBits, tables, touchpoint_bits, unit_bits

_NOT_ASKED = np.zeros(0, np.uint64)
_ANY_CUSTOMER = np.zeros(0, np.bool_)
_RUN = 40  # interactions that are read in the time it takes to begin another run
_WORD = 8  # flags that are looked at together


@dataclass(frozen=True, slots=True, eq=False)
class UnitChoice:
    """Which units of a partition may keep anything; `left` are criteria that need reading, wanted or not."""

    partition: Partition
    bits: UnitBits
    customers: NDArray[np.bool_]
    pairs_of: NDArray[np.uint64]
    left: tuple[tuple[bool, Criterion], ...]
    is_by_keep: bool  # units left out have nothing, or one interaction at most, that is kept

    @classmethod
    def of(cls, partition: Partition, selection: Selection, *, in_pairs: bool = False) -> Self:
        """Returns the choice that the selection makes.

        With `in_pairs`, units of which masks tell that one interaction at most is kept may be left out.
        """
        bits, left = unit_bits(selection, partition=partition)
        pairs_of = _NOT_ASKED
        if in_pairs and partition.touchpoint_again is not None and selection.keep.places is not None:
            pairs_of, others = bits.any_of[:1], bits.any_of[1:]
            bits = replace(bits, any_of=others)  # who has a pair of what is kept has one of it
        customers = _ANY_CUSTOMER if selection.customers is None else selection.customers
        is_by_keep = selection.customers is None and not selection.has and not selection.has_not
        return cls(partition, bits, customers, pairs_of, tuple(left), is_by_keep)

    def flags(self, first: int, last: int) -> NDArray[np.bool_]:
        """Returns for each unit of the range whether it is chosen."""
        return self._padded(first, last)[: last - first].view(np.bool_)

    def runs(self, first: int, last: int) -> NDArray[np.uint32]:
        """Returns the runs (n, 2) of chosen units of the range: the first unit, and the one after the last."""
        kept = self._padded(first, last)
        return _turns(first, kept, kept.view(np.uint64)).reshape(-1, 2)

    def runs_to_read(self, first: int, last: int) -> NDArray[np.uint32]:
        """Returns the same for who judges each interaction: all units as one run, where that is read sooner."""
        runs, offsets = self.runs(first, last), self.partition.offsets
        effort = interactions_in(runs, partition=self.partition) + _RUN * len(runs)
        if self.is_by_keep and offsets[last] - offsets[first] < effort:
            return np.array([[first, last]], np.uint32)
        return runs

    def _padded(self, first: int, last: int) -> NDArray[np.uint8]:
        kept = np.zeros((last - first + _WORD - 1) // _WORD * _WORD, np.uint8)
        part, all_units = slice(first, last), self.partition
        masks = (all_units.touchpoint_mask[part], _part(all_units.touchpoint_again, part))
        others = (_part(all_units.month_mask, part), all_units.customer[part], self.customers)
        asked = (self.bits.any_of, self.bits.none_of, self.pairs_of, self.bits.months)
        _choose(*masks, *others, *asked, kept)
        for wanted, criterion in self.left:
            bits = touchpoint_bits(criterion, partition=all_units)
            judged = (all_units.offsets, all_units.touchpoint_mask, *tables(all_units, criterion), bits, wanted)
            _leave(first, last, *judged, kept)
        return kept


def interactions_in(runs: NDArray[np.uint32], *, partition: Partition) -> int:
    """Returns how many interactions the units of these runs have together."""
    return int(_interactions_in(runs, partition.offsets))


def _part(mask: NDArray[np.uint64] | None, part: slice) -> NDArray[np.uint64]:
    return _NOT_ASKED if mask is None else mask[part]


@compiled()
def _interactions_in(runs: Array, offsets: Array) -> Whole:
    total = np.uint64(0)
    for run in range(np.uint64(len(runs))):
        total += np.uint64(offsets[np.uint64(runs[run, 1])] - offsets[np.uint64(runs[run, 0])])
    return total


@compiled(writes=1)
def _choose(
    mask: Array,
    again: Array,
    month_mask: Array,
    customer: Array,
    customers: Array,
    any_of: Array,
    none_of: Array,
    pairs_of: Array,
    months: Array,
    kept: Array,
) -> None:
    """Judges each unit by bits: one of each `any_of`, none of `none_of`, one of `months`; and by its customer.

    Of `pairs_of`, two different ones or one that is there again. One condition after the other, so that many units
    are judged at once.
    """
    one, nothing, units = np.uint64(1), np.uint64(0), np.uint64(len(mask))
    unwanted = none_of[0]
    for at in range(units):
        kept[at] = 1
    if unwanted != nothing:
        for at in range(units):
            kept[at] = mask[at] & unwanted == nothing
    for number in range(np.uint64(len(any_of))):
        wanted = any_of[number]
        for at in range(units):
            kept[at] &= mask[at] & wanted != nothing
    for number in range(np.uint64(len(pairs_of))):
        bits = pairs_of[number]
        for at in range(units):
            mine = mask[at] & bits
            kept[at] &= (mine & (mine - one)) | (again[at] & bits) != nothing
    if len(month_mask) > 0 and months[0] != ~nothing:
        bits = months[0]
        for at in range(units):
            kept[at] &= month_mask[at] & bits != nothing
    if len(customers) > 0:
        for at in range(units):
            kept[at] &= customers[np.uint64(customer[at])]


@compiled(writes=1)
def _leave(
    first: int,
    last: int,
    offsets: Array,
    mask: Array,
    judged: Array,
    time: Array,
    row: Array,
    keeps: Array,
    rows: Array,
    bounds: Array,
    bits: Whole,
    wanted: bool,
    kept: Array,
) -> None:
    """Leaves those kept of which one interaction (`wanted`), or none, satisfies a criterion."""
    lowest, highest, by_row, one = bounds[0], bounds[1], len(rows) > 0, np.uint64(1)
    for unit in range(np.uint64(first), np.uint64(last)):
        place = unit - np.uint64(first)
        if not kept[place]:
            continue
        found = False
        begin, end = np.uint64(offsets[unit]), np.uint64(offsets[unit + one])
        if mask[unit] & bits == np.uint64(0):
            begin = end
        for at in range(begin, end):
            if not keeps[judged[at]] or time[at] < lowest or time[at] > highest:
                continue
            if by_row and not rows[np.uint64(row[at])]:
                continue
            found = True
            break
        kept[place] = found == wanted


@compiled()
def _turns(first: int, kept: Array, words: Array) -> Array:
    """Returns where runs of kept units begin and end, in turn.

    Eight flags are passed over at once where nothing changes; else a turn is written always and kept when it counts.
    """
    turns, many, before = np.empty(len(kept) + 2, np.uint32), np.uint64(0), np.uint8(0)
    eight, base = np.uint64(8), np.uint64(first)
    for word in range(np.uint64(len(words))):
        if words[word] == np.uint64(before) * np.uint64(0x0101010101010101):
            continue
        for at in range(word * eight, word * eight + eight):
            turns[many] = base + at
            many += np.uint64(kept[at] ^ before)
            before = kept[at]
    turns[many] = base + np.uint64(len(kept))
    return turns[: many + np.uint64(before)]
