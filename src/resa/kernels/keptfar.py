"""Waits in few units that lie far apart, a run of them after the other: what lies between is not looked at."""

import numpy as np

from resa.kernels.compilation import Array, Whole, compiled

_BLOCK = 1 << 12  # interactions looked at, or kept, before the waits between those kept are written
_AHEAD = 64  # runs


@compiled(writes=1)
def walked_by_run(
    runs: Array,
    offsets: Array,
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
    """Writes the waits between neighbours of those kept; returns how many, and the sum of `_read_ahead`.

    Runs are read as if each were one unit: where those kept are found is written always and kept when it counts,
    so there is no branch to guess wrong. How many were kept before each place tells, after, where units begin.
    """
    one, block = np.uint64(1), np.uint64(_BLOCK)
    lowest, highest, by_time, by_row = np.uint32(bounds[0]), np.uint32(bounds[1]), bounds[2] > 0, len(rows) > 0
    places, before = np.zeros(2 * _BLOCK + 2, np.uint32), np.empty(_BLOCK, np.uint16)
    begins, many, written = np.zeros(2 * _BLOCK + 2, np.uint8), one, np.uint64(0)
    ahead, all_runs, met = np.uint64(_AHEAD), np.uint64(len(runs)), np.uint64(0)
    for run in range(all_runs):
        if run % ahead == np.uint64(0):
            met += _read_ahead(runs, run, min(run + ahead, all_runs), offsets, judged, time)
        unit, after = np.uint64(runs[run, 0]), np.uint64(runs[run, 1])
        begin, end = np.uint64(offsets[unit]), np.uint64(offsets[after])
        while begin < end:
            stop = min(end, begin + block)
            if by_row:
                for at in range(begin, stop):
                    places[many], before[at - begin] = at, many
                    kept = keeps[judged[at]] & rows[np.uint64(row[at])]
                    many += np.uint64(kept & (time[at] >= lowest) & (time[at] <= highest))
            elif by_time:
                for at in range(begin, stop):
                    places[many], before[at - begin] = at, many
                    many += np.uint64(keeps[judged[at]] & (time[at] >= lowest) & (time[at] <= highest))
            else:
                for at in range(begin, stop):
                    places[many], before[at - begin] = at, many
                    many += np.uint64(keeps[judged[at]])
            while unit < after and np.uint64(offsets[unit]) < stop:
                begins[before[np.uint64(offsets[unit]) - begin]] = 1
                unit += one
            begin = stop
            if many > block:
                written = _write(places, begins, many, touchpoint, touchpoints, time, waits, written)
                places[0], begins[1], many = places[many - one], begins[many], one
                for at in range(np.uint64(2), np.uint64(len(begins))):
                    begins[at] = 0
    return _write(places, begins, many, touchpoint, touchpoints, time, waits, written), met


@compiled()
def _read_ahead(runs: Array, first: Whole, last: Whole, offsets: Array, judged: Array, time: Array) -> Whole:
    """Reads where some runs begin, so that memory fetches several at once: few units among many lie far apart.

    Returns a sum that says nothing, but keeps the compiler from leaving the reading out.
    """
    met = np.uint64(0)
    for run in range(first, last):
        there = np.uint64(offsets[np.uint64(runs[run, 0])])
        if there < np.uint64(len(time)):
            met += np.uint64(judged[there]) + np.uint64(time[there])
    return met


@compiled(writes=2)
def _write(
    places: Array,
    begins: Array,
    many: Whole,
    touchpoint: Array,
    touchpoints: int,
    time: Array,
    waits: Array,
    written: Whole,
) -> Whole:
    """Writes the waits between neighbouring places but for those that begin a unit; returns how many there are now."""
    width, one, shift = np.uint64(touchpoints), np.uint64(1), np.uint64(32)
    if many == one:
        return written
    start, since = np.uint64(touchpoint[places[0]]), time[places[0]]
    for number in range(one, many):
        at = np.uint64(places[number])
        code, now = np.uint64(touchpoint[at]), time[at]
        waits[written] = ((start * width + code) << shift) | np.uint64(np.uint32(now - since))
        written += one - np.uint64(begins[number])
        start, since = code, now
    return written
