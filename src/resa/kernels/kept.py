"""Waits between the neighbours that a selection leaves, without writing the rest of them out."""

import numpy as np

from resa.kernels.compilation import Array, Whole, compiled
from resa.kernels.held import Piece
from resa.kernels.keptfar import walked_by_run
from resa.kernels.lane import LANES, lowest, same, within
from resa.kernels.partition import Partition
from resa.kernels.scratch import lent
from resa.kernels.selection import Selection, tables
from resa.kernels.thread import per_range
from resa.kernels.unitbits import PLACES_OF_BYTE, marked, put_places
from resa.kernels.unitrun import UnitChoice, interactions_in

_BLOCK = 64  # words of bits that are looked at together
_FAR_APART = 8  # where so many times as much lies between units as in them, they are read run by run
_LONGEST = (1 << 32) - 1
_LONGEST_MONTH = 31 * 86_400


def kept_waits(partition: Partition, selection: Selection) -> list[Piece]:
    """Returns the waits, each with its edge (start * touchpoints + end), a piece for each range of units."""
    choice = UnitChoice.of(partition, selection, in_pairs=True)
    touchpoints = len(partition.dictionary.touchpoints)
    given = (partition.touchpoint, touchpoints, *tables(partition, selection.keep))
    longest = longest_wait(partition)

    def work(first: int, last: int) -> Piece:
        runs = choice.runs_to_read(first, last)
        reading, all_there = (
            interactions_in(runs, partition=partition),
            partition.offsets[last] - partition.offsets[first],
        )
        waits = lent(reading + 1)
        if reading * _FAR_APART < all_there:
            many, _ = walked_by_run(runs, partition.offsets, *given, waits)
        else:
            found = marked(runs, first, last, partition=partition)
            many = _walk(found.inside, found.starts, found.base, *given, PLACES_OF_BYTE, waits)
        return Piece(waits[: int(many)], longest, waits)

    return per_range(partition.offsets, work, is_fine=True)


def longest_wait(partition: Partition) -> int:
    """Returns an upper bound of the waits of a partition, in seconds."""
    first, last = partition.months
    return min(_LONGEST, (last - first + 1) * _LONGEST_MONTH) if last >= first else _LONGEST


@compiled(writes=1)
def _walk(
    inside: Array,
    starts: Array,
    base: int,
    touchpoint: Array,
    touchpoints: int,
    judged: Array,
    time: Array,
    row: Array,
    keeps: Array,
    rows: Array,
    bounds: Array,
    of_byte: Array,
    waits: Array,
) -> Whole:
    """Writes the waits between neighbours of those kept; returns how many.

    A block at a time: which are kept, a bit each; then where these are; then their waits.
    """
    width, one, shift, block = np.uint64(touchpoints), np.uint64(1), np.uint64(32), np.uint64(_BLOCK)
    six, low, places = np.uint64(6), np.uint64(LANES - 1), np.empty(_BLOCK * LANES + 8, np.uint32)
    kept, begins = np.empty(_BLOCK, np.uint64), np.empty(_BLOCK, np.uint64)
    written, open_start, before, since = np.uint64(0), np.uint64(0), np.uint64(0), np.uint32(0)
    for first in range(np.uint64(0), np.uint64(len(inside)), block):
        begin, many = np.uint64(base) + first * np.uint64(LANES), np.uint64(0)
        here = inside[first : first + block]
        _judge(begin, here, judged, keeps, kept)
        if bounds[2] > 0:
            _judge_times(begin, time, bounds, kept[: len(here)])
        if len(rows) > 0:
            _judge_rows(begin, row, rows, kept[: len(here)])
        for word in range(np.uint64(len(here))):
            open_start, begins[word] = _begin(kept[word], starts[first + word], open_start)
            many = put_places(kept[word], word * np.uint64(LANES), many, of_byte, places)
        for number in range(many):
            place = np.uint64(places[number])
            at = begin + place
            code, now = np.uint64(touchpoint[at]), time[at]
            waits[written] = ((before * width + code) << shift) | np.uint64(np.uint32(now - since))
            written += one ^ ((begins[place >> six] >> (place & low)) & one)
            before, since = code, now
    return written


@compiled(writes=1)
def _judge(begin: Whole, inside: Array, judged: Array, keeps: Array, kept: Array) -> None:
    """Writes which interactions of a block have codes that are kept, a bit each; words without any are passed over.

    A word tells of 64 codes which are kept, without looking into a table.
    """
    one, lanes, flags, is_few = np.uint64(1), np.uint64(LANES), np.zeros(LANES, np.uint8), len(keeps) <= LANES
    codes = np.uint64(0)
    for code in range(min(np.uint64(len(keeps)), lanes)):
        codes |= np.uint64(keeps[code]) << code
    for word in range(np.uint64(len(inside))):
        chosen, at = inside[word], begin + word * lanes
        if chosen == 0:
            kept[word] = 0
            continue
        if is_few and at + lanes <= np.uint64(len(judged)):
            for lane in range(lanes):
                flags[lane] = (codes >> np.uint64(judged[at + lane])) & one
        else:
            for lane in range(min(lanes, np.uint64(len(judged)) - at)):
                flags[lane] = keeps[judged[at + lane]]
        kept[word] = chosen & same(flags, np.uint64(0), np.uint8(1))


@compiled(writes=1)
def _judge_times(begin: Whole, time: Array, bounds: Array, kept: Array) -> None:
    """Takes out who is not between the bounds."""
    lanes, is_never = np.uint64(LANES), bounds[1] < bounds[0]
    least, span = np.uint32(bounds[0]), np.uint32(bounds[1] - bounds[0])
    for word in range(np.uint64(len(kept))):
        at = begin + word * lanes
        if kept[word] == 0 or is_never:
            kept[word] = 0
        elif at + lanes <= np.uint64(len(time)):
            kept[word] &= within(time, at, least, span)
        else:
            for left in range(np.uint64(len(time)) - at):
                is_out = np.uint32(time[at + left] - least) > span
                kept[word] &= ~(np.uint64(is_out) << left)


@compiled(writes=1)
def _judge_rows(begin: Whole, row: Array, rows: Array, kept: Array) -> None:
    """Takes out whose rows are not kept."""
    one = np.uint64(1)
    for word in range(np.uint64(len(kept))):
        left, at = kept[word], begin + word * np.uint64(LANES)
        while left != 0:
            lane = lowest(left)
            left &= left - one
            kept[word] &= ~(np.uint64(not rows[np.uint64(row[at + lane])]) << lane)


@compiled()
def _begin(kept: Whole, starts: Whole, open_start: Whole) -> tuple[Whole, Whole]:
    """Returns whether a unit is open of which none was kept yet, and which of those kept are the first of their unit.

    A sum carries the start of a unit through all that are not kept to the first one that is. Source: Cameron et al.,
    Bitwise data parallelism in regular expression matching, PACT 2014.
    """
    left, some = ~kept, starts | open_start
    carried = (some & left) + left
    return np.uint64(carried < left), kept & (carried | some)
