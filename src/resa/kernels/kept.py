"""Waits between the neighbours that a selection leaves, without writing the rest of them out."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, Whole, compiled
from resa.kernels.partition import Partition
from resa.kernels.quantile import Wanted
from resa.kernels.select import Tables, kept_units, tables
from resa.kernels.selection import Selection
from resa.kernels.tally import Tally
from resa.kernels.thread import per_piece, per_range
from resa.kernels.waitbin import BINS, wait_bin

_FEW = 1 << 17  # pairs; so many are sorted sooner than a table of all cells is filled and read
_MOST_CELLS = 1 << 22


@dataclass(slots=True, eq=False)
class KeptWaits:
    """The waits that a selection leaves, as start * touchpoints + end << 32 | seconds, in pieces of any order.

    They are let go once some were drawn, and found again when others are asked for.
    """

    partition: Partition
    selection: Selection
    _pieces: list[NDArray[np.uint64]] | None = None

    def bins(self) -> Tally:
        """Returns how many waits there are by edge * 256 + bin."""
        self._pieces, longest = _walked(self.partition, self.selection)
        cells = len(self.partition.dictionary.touchpoints) ** 2
        stride = int(wait_bin(np.array([longest]))[0]) + 1 | 1
        if sum(map(len, self._pieces)) < _FEW or cells * stride > _MOST_CELLS:
            every = np.sort(np.concatenate(self._pieces))
            self._pieces = [every]
            return _of_sorted(every)
        pieces = self._pieces

        def work(piece: int) -> NDArray[np.uint32]:
            counts = np.zeros(cells * stride, np.uint32)
            _count_bins(pieces[piece], stride, counts)
            return counts

        return Tally.of_table(per_piece(work, pieces=len(pieces)), stride=stride)

    def draw(self, _: Partition, wanted: Wanted) -> NDArray[np.uint64]:
        """Returns at least the waits in the wanted cells."""
        pieces = self._pieces or _walked(self.partition, self.selection)[0]
        self._pieces = None
        return np.concatenate(per_piece(lambda piece: _drawn(pieces[piece], wanted), pieces=len(pieces)))


def _of_sorted(waits: NDArray[np.uint64]) -> Tally:
    seconds = (waits & np.uint64(0xFFFFFFFF)).astype(np.int64)
    keys = (waits >> np.uint64(32)).astype(np.int64) * BINS + wait_bin(seconds)
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    return Tally(keys[starts], np.diff(starts, append=len(keys)))


def _walked(partition: Partition, selection: Selection) -> tuple[list[NDArray[np.uint64]], int]:
    """Returns the waits, a piece for each range of units, and the longest of all that may occur."""
    units = kept_units(partition, selection)
    touchpoints = len(partition.dictionary.touchpoints)
    given = (partition.offsets, units, partition.touchpoint, touchpoints, *tables(partition, selection.keep))
    found = per_range(partition.offsets, lambda first, last: _walk(first, last, *given))
    return [waits for waits, _ in found], max(longest for _, longest in found)


@compiled()
def _walk(
    first: int,
    last: int,
    offsets: Array,
    units: Array,
    touchpoint: Array,
    touchpoints: int,
    judged: Array,
    time: Array,
    row: Array,
    keeps: Array,
    rows: Array,
    bounds: Array,
) -> tuple[Array, Whole]:
    """Returns the waits between neighbours of those kept, and the longest time from a unit's first to its last.

    A wait is written always and kept when it counts: no branch to guess wrong.
    """
    width, one, shift = np.uint64(touchpoints), np.uint64(1), np.uint64(32)
    lowest, highest, by_time, by_row = np.uint32(bounds[0]), np.uint32(bounds[1]), bounds[2] > 0, len(rows) > 0
    waits, many, longest = np.empty(offsets[last] - offsets[first] + 1, np.uint64), np.uint64(0), np.uint32(0)
    for unit in range(np.uint64(first), np.uint64(last)):
        if not units[unit]:
            continue
        begin, end = np.uint64(offsets[unit]), np.uint64(offsets[unit + one])
        if by_time:
            while begin < end and time[begin] < lowest:
                begin += one
            while end > begin and time[end - one] > highest:
                end -= one
            if begin == end:
                continue
        longest = max(longest, np.uint32(time[end - one] - time[begin]))
        is_next, start, since = np.uint64(0), np.uint64(0), np.uint32(0)
        for at in range(begin, end):
            keep, code, now = np.uint64(keeps[judged[at]]), np.uint64(touchpoint[at]), time[at]
            if by_row:
                keep &= np.uint64(rows[np.uint64(row[at])])
            waits[many] = ((start * width + code) << shift) | np.uint64(np.uint32(now - since))
            many += keep & is_next
            is_next |= keep
            start = code if keep else start
            since = now if keep else since
    return waits[:many], longest


@compiled(writes=1)
def _count_bins(waits: Array, stride: int, counts: Array) -> None:
    width, exact = np.uint64(stride), np.uint64(16)
    for at in range(np.uint64(len(waits))):
        seconds = waits[at] & np.uint64(0xFFFFFFFF)
        octave = np.uint64((np.float64(np.uint32(seconds)).view(np.int64) >> 49) - 8200)
        counts[(waits[at] >> np.uint64(32)) * width + (seconds if seconds < exact else octave)] += 1


@compiled()
def _drawn(waits: Array, wanted: Array) -> Array:
    """Returns the waits whose bin is among the wanted ones."""
    found, many = np.empty(len(waits) + 1, np.uint64), np.uint64(0)
    mask, exact = np.uint64(len(wanted) - 1), np.uint64(16)
    for at in range(np.uint64(len(waits))):
        seconds = waits[at] & np.uint64(0xFFFFFFFF)
        octave = np.uint64((np.float64(np.uint32(seconds)).view(np.int64) >> 49) - 8200)
        cell = ((waits[at] >> np.uint64(32)) << np.uint64(8)) + (seconds if seconds < exact else octave)
        found[many] = waits[at]
        many += np.uint64(wanted[cell & mask])
    return found[:many].copy()
