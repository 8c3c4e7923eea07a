"""Waits between the neighbours that a selection leaves, without writing the rest of them out."""

import numpy as np

from resa.kernels.compilation import Array, Whole, compiled
from resa.kernels.held import Piece
from resa.kernels.partition import Partition
from resa.kernels.select import kept_units, tables
from resa.kernels.selection import Selection, touchpoint_bits
from resa.kernels.thread import per_range


def kept_waits(partition: Partition, selection: Selection) -> list[Piece]:
    """Returns the waits, each with its edge (start * touchpoints + end), a piece for each range of units."""
    units = kept_units(partition, selection)
    if partition.touchpoint_again is not None and selection.keep.places is not None:
        bits = touchpoint_bits(selection.keep, partition=partition)
        masks = (partition.touchpoint_mask, partition.touchpoint_again, bits)
        per_range(partition.offsets, lambda first, last: _leave_single(first, last, *masks, units))
    touchpoints = len(partition.dictionary.touchpoints)
    given = (partition.offsets, units, partition.touchpoint, touchpoints, *tables(partition, selection.keep))

    def work(first: int, last: int) -> Piece:
        room = int(partition.offsets[last] - partition.offsets[first]) + 1  # only what is written to costs memory
        waits = np.empty(room, np.uint64)
        many, longest = _walk(first, last, *given, waits)
        return Piece(waits[: int(many)], int(longest))

    return per_range(partition.offsets, work)


@compiled(writes=1)
def _leave_single(first: int, last: int, mask: Array, again: Array, bits: Whole, units: Array) -> None:
    """Leaves out units of which one interaction at most is kept: these have no neighbours."""
    one, nothing = np.uint64(1), np.uint64(0)
    for unit in range(np.uint64(first), np.uint64(last)):
        mine = mask[unit] & bits
        units[unit] &= (mine & (mine - one)) | (again[unit] & bits) != nothing


@compiled(writes=1)
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
    waits: Array,
) -> tuple[Whole, Whole]:
    """Writes the waits between neighbours of those kept; returns how many, and an upper bound of the longest.

    A wait is written always and kept when it counts: no branch to guess wrong.
    """
    width, one, shift = np.uint64(touchpoints), np.uint64(1), np.uint64(32)
    lowest, highest, by_time, by_row = np.uint32(bounds[0]), np.uint32(bounds[1]), bounds[2] > 0, len(rows) > 0
    many, longest = np.uint64(0), np.uint32(0)
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
    return many, longest
