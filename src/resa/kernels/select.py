"""The part of a partition that a filter keeps, with neighbours linked anew."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, compiled
from resa.kernels.partition import Partition
from resa.kernels.selection import Criterion, Selection, tables
from resa.kernels.thread import per_piece, per_range
from resa.kernels.unitfact import wait_bins
from resa.kernels.unitrun import UnitChoice


def select(partition: Partition, selection: Selection, *, with_rows: bool = True) -> Partition:
    """Returns the units and interactions kept, in the same order; units left empty are dropped.

    The wait before an interaction is the wait since the one kept before it. Units that their masks rule out are
    not read. Path hashes are kept where whole units are, and are 0 where interactions were left out. Row numbers are
    half of all that is written: without them (`row` is then empty) wide filters take a third less time.
    """
    if selection.is_open:
        return partition
    units = np.concatenate(per_range(partition.offsets, UnitChoice.of(partition, selection).flags))
    if selection.keep.is_open:
        return take(partition, np.flatnonzero(units), with_rows=with_rows)
    return _compacted(partition, criterion=selection.keep, units=units, with_rows=with_rows)


def take(partition: Partition, units: NDArray[np.int64], *, with_rows: bool = True) -> Partition:
    """Returns these units, in this order; `row` is empty without rows."""
    sizes = partition.offsets[units + 1] - partition.offsets[units]
    offsets = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    total = int(offsets[-1])
    touchpoint, time = np.empty(total, partition.touchpoint.dtype), np.empty(total, np.uint32)
    place, bins, row = np.empty(total, np.uint16), np.empty(total, np.uint8), _rows(total if with_rows else 0)
    given = (units, offsets, partition.offsets)
    pairs = (partition.touchpoint, partition.time, partition.place, partition.wait_bin, partition.row)
    per_range(offsets, lambda first, last: _copy_units(first, last, *given, *pairs, touchpoint, time, place, bins, row))
    return replace(
        partition,
        offsets=offsets,
        touchpoint=touchpoint,
        time=time,
        place=place,
        wait_bin=bins,
        row=row,
        customer=partition.customer[units],
        touchpoint_mask=partition.touchpoint_mask[units],
        path_hash=partition.path_hash[units],
        month_mask=None if partition.month_mask is None else partition.month_mask[units],
        touchpoint_again=None if partition.touchpoint_again is None else partition.touchpoint_again[units],
        path_number=None if partition.path_number is None else partition.path_number[units],
    )


def _rows(length: int) -> NDArray[np.int64]:
    return np.empty(length, np.int64)


def _compacted(partition: Partition, *, criterion: Criterion, units: NDArray[np.bool_], with_rows: bool) -> Partition:
    judged = (partition.offsets, units, *tables(partition, criterion))
    pieces = per_range(partition.offsets, lambda first, last: (first, *_found(first, last, *judged)))
    before = np.cumsum([0, *(len(positions) for _, positions, _, _ in pieces)])
    total = int(before[-1])
    ends = [ends + shift for (_, _, _, ends), shift in zip(pieces, before[:-1], strict=True)]
    offsets = np.concatenate([np.zeros(1, np.int64), *ends])
    remaining = np.concatenate([units for _, _, units, _ in pieces])
    touchpoint, time = np.empty(total, partition.touchpoint.dtype), np.empty(total, np.uint32)
    place, row = np.empty(total, np.uint16), _rows(total if with_rows else 0)
    given = (partition.touchpoint, partition.time, partition.place, partition.row)
    masks = [np.empty(len(units), np.uint64) for _, _, units, _ in pieces]

    def copy(piece: int) -> None:
        first, positions, _, ends = pieces[piece]
        part = slice(before[piece], before[piece + 1])
        copied = (touchpoint[part], time[part], place[part], row[part])
        _copy(positions, ends, partition.offsets[first], *given, *copied, masks[piece])

    per_piece(copy, pieces=len(pieces))
    return replace(
        partition,
        offsets=offsets,
        touchpoint=touchpoint,
        time=time,
        place=place,
        wait_bin=wait_bins(offsets, time),
        row=row,
        customer=partition.customer[remaining],
        touchpoint_mask=np.concatenate(masks),
        path_hash=np.zeros(len(remaining), np.uint64),
        month_mask=None,
        touchpoint_again=None,
        path_number=None,
    )


@compiled()
def _found(
    first: int,
    last: int,
    offsets: Array,
    units: Array,
    judged: Array,
    time: Array,
    row: Array,
    keeps: Array,
    rows: Array,
    bounds: Array,
) -> tuple[Array, Array, Array]:
    """Returns the positions kept, from the range's first on; the units that keep any; where their kept ones end."""
    lowest, highest, by_row, by_time = bounds[0], bounds[1], len(rows) > 0, bounds[2] > 0
    base, one = np.uint64(offsets[first]), np.uint64(1)
    positions, kept = np.empty(offsets[last] - offsets[first] + 1, np.uint32), np.uint64(0)
    remaining, ends, many = np.empty(last - first + 1, np.int64), np.empty(last - first + 1, np.int64), np.uint64(0)
    for unit in range(np.uint64(first), np.uint64(last)):
        if not units[unit]:
            continue
        begin, end, before = np.uint64(offsets[unit]), np.uint64(offsets[unit + one]), kept
        if by_time:
            while begin < end and time[begin] < lowest:
                begin += one
            while end > begin and time[end - one] > highest:
                end -= one
        for at in range(begin, end):  # written always and kept when it counts: no branch to guess wrong
            keeps_it = np.uint64(keeps[judged[at]])
            if by_row:
                keeps_it &= np.uint64(rows[np.uint64(row[at])])
            positions[kept] = at - base
            kept += keeps_it
        remaining[many], ends[many] = unit, kept
        many += np.uint64(kept > before)
    return positions[:kept], remaining[:many], ends[:many]


@compiled(writes=5)
def _copy(
    positions: Array,
    ends: Array,
    base: int,
    touchpoint: Array,
    time: Array,
    place: Array,
    row: Array,
    to_touchpoint: Array,
    to_time: Array,
    to_place: Array,
    to_row: Array,
    to_mask: Array,
) -> None:
    """Copies the interactions at these positions, and gathers each unit's touchpoints as bits."""
    with_rows, start = len(to_row) > 0, np.uint64(base)
    for to in range(len(positions)):
        at = start + np.uint64(positions[to])
        to_touchpoint[to], to_time[to], to_place[to] = touchpoint[at], time[at], place[at]
        if with_rows:
            to_row[to] = row[at]
    begin = 0
    for unit in range(len(ends)):
        seen = np.uint64(0)
        for to in range(begin, ends[unit]):
            seen |= np.uint64(1) << (np.uint64(to_touchpoint[to]) & np.uint64(63))
        to_mask[unit], begin = seen, ends[unit]


@compiled(writes=5)
def _copy_units(
    first: int,
    last: int,
    units: Array,
    offsets: Array,
    source: Array,
    touchpoint: Array,
    time: Array,
    place: Array,
    wait_bin: Array,
    row: Array,
    to_touchpoint: Array,
    to_time: Array,
    to_place: Array,
    to_bin: Array,
    to_row: Array,
) -> None:
    with_rows = len(to_row) > 0
    for number in range(first, last):
        shift = source[units[number]] - offsets[number]
        for to in range(offsets[number], offsets[number + 1]):
            at = to + shift
            to_touchpoint[to], to_time[to], to_place[to], to_bin[to] = touchpoint[at], time[at], place[at], wait_bin[at]
            if with_rows:
                to_row[to] = row[at]
