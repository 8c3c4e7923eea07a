"""The part of a partition that a filter keeps, with neighbours linked anew."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, compiled
from resa.kernels.partition import Partition
from resa.kernels.selection import Criterion, Selection, touchpoint_bits
from resa.kernels.thread import per_piece, per_range
from resa.kernels.unitfact import wait_bins

Tables = tuple[Array, Array, Array, Array, Array, Array]

_NO_TABLE = np.zeros(0, np.bool_)


def select(partition: Partition, selection: Selection, *, with_rows: bool = True) -> Partition:
    """Returns the units and interactions kept, in the same order; units left empty are dropped.

    The wait before an interaction is the wait since the one kept before it. Units that their masks rule out are
    not read. Path hashes are kept where whole units are, and are 0 where interactions were left out. Row numbers are
    half of all that is written: without them (`row` is then empty) wide filters take a third less time.
    """
    if selection.is_open:
        return partition
    units = _kept_units(partition, selection)
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
    )


def _rows(length: int) -> NDArray[np.int64]:
    return np.empty(length, np.int64)


def _kept_units(partition: Partition, selection: Selection) -> NDArray[np.bool_]:
    kept = np.ones(partition.units, np.bool_)
    if selection.customers is not None:
        kept = selection.customers[partition.customer]
    if not selection.keep.is_open:
        kept = kept & ((partition.touchpoint_mask & touchpoint_bits(selection.keep, partition=partition)) != 0)
    for wanted, criteria in ((True, selection.has), (False, selection.has_not)):
        for criterion in criteria:
            kept &= _having(partition, criterion, among=kept) == wanted
    return kept


def _having(partition: Partition, criterion: Criterion, *, among: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Returns which of these units have an interaction that satisfies the criterion."""
    bits = touchpoint_bits(criterion, partition=partition)
    among = among & ((partition.touchpoint_mask & bits) != 0)
    found = np.zeros(partition.units, np.bool_)
    tables = _tables(partition, criterion)
    per_range(
        partition.offsets,
        lambda first, last: _find(first, last, partition.offsets, among, tables, found),
    )
    return found


def _tables(partition: Partition, criterion: Criterion) -> Tables:
    """Returns what the loops judge by: place, time, row; places kept, rows kept; lowest and highest time, if any."""
    lowest = 0 if criterion.start is None else criterion.start - partition.origin
    highest = (1 << 32) - 1 if criterion.end is None else criterion.end - partition.origin - 1
    by_time = criterion.start is not None or criterion.end is not None
    bounds = np.array([max(lowest, 0), min(highest, (1 << 32) - 1), by_time], np.int64)
    places = criterion.places
    if places is None:
        places = np.ones(max(1, len(partition.dictionary.places)), np.bool_)
    rows = _NO_TABLE if criterion.rows is None else criterion.rows
    return partition.place, partition.time, partition.row, places, rows, bounds


def _compacted(partition: Partition, *, criterion: Criterion, units: NDArray[np.bool_], with_rows: bool) -> Partition:
    tables = _tables(partition, criterion)
    pieces = per_range(
        partition.offsets, lambda first, last: (first, *_found(first, last, partition.offsets, units, *tables))
    )
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
    )


@compiled(writes=1)
def _find(
    first: int,
    last: int,
    offsets: Array,
    among: Array,
    tables: Tables,
    found: Array,
) -> None:
    place, time, row, places, rows, bounds = tables
    lowest, highest, by_row = bounds[0], bounds[1], len(rows) > 0
    for unit in range(first, last):
        if not among[unit]:
            continue
        for at in range(offsets[unit], offsets[unit + 1]):
            if not places[place[at]] or time[at] < lowest or time[at] > highest:
                continue
            if by_row and not rows[row[at]]:
                continue
            found[unit] = True
            break


@compiled()
def _found(
    first: int,
    last: int,
    offsets: Array,
    units: Array,
    place: Array,
    time: Array,
    row: Array,
    places: Array,
    rows: Array,
    bounds: Array,
) -> tuple[Array, Array, Array]:
    """Returns the positions kept, from the range's first on; the units that keep any; where their kept ones end."""
    lowest, highest, by_row, by_time = bounds[0], bounds[1], len(rows) > 0, bounds[2] > 0
    base = offsets[first]
    positions, kept = np.empty(offsets[last] - base + 1, np.uint32), np.uint64(0)
    remaining, ends, many = np.empty(last - first + 1, np.int64), np.empty(last - first + 1, np.int64), np.uint64(0)
    for unit in range(first, last):
        if not units[unit]:
            continue
        begin, end, before = offsets[unit], offsets[unit + 1], kept
        if by_time:
            if time[end - 1] < lowest or time[begin] > highest:
                continue
            while time[begin] < lowest:
                begin += 1
            while end > begin and time[end - 1] > highest:
                end -= 1
        for at in range(begin, end):  # written always and kept when it counts: no branch to guess wrong
            keeps = np.uint64(places[place[at]])
            if by_row:
                keeps &= np.uint64(rows[row[at]])
            positions[kept] = at - base
            kept += keeps
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
