"""From rows in any order to whole histories in the canonical order."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, Whole, compiled
from resa.kernels.partition import Dictionary, Partition
from resa.kernels.thread import per_range
from resa.kernels.unitfact import month_facts, touchpoint_facts, wait_bins

_SECOND = 1_000_000
_RUN = 32  # rows sorted by insertion; longer units are merged from such runs
_LONGEST = 1 << 32  # seconds that fit between the origin and the last interaction: 136 years


def encode(
    customer: NDArray[np.int32],
    *,
    time_us: NDArray[np.int64],
    place: NDArray[np.uint16],
    dictionary: Dictionary,
    ties: Sequence[NDArray[np.integer]] = (),
    row: NDArray[np.int64] | None = None,
    origin: int | None = None,
) -> Partition:
    """Returns the histories of all customers, by customer code and then time.

    The rows may come in any order; those of customer -1 are left out. `time_us` is microseconds since the epoch.
    Rows of one customer at the same microsecond are ordered by the arrays of `ties`, the first one first, and
    last by their order here. `row` numbers the rows, from 0 where it is not given. `origin` is the epoch second
    from which times count, by default the earliest. Takes about 0.1 s for a million rows.
    """
    order, times, offsets, owner = _sorted(customer, time_us=time_us, ties=ties)
    start = _origin(times, given=origin)
    codes = _touchpoint_codes(dictionary)
    time, places = np.empty(len(order), np.uint32), np.empty(len(order), np.uint16)
    touchpoint = np.empty(len(order), codes.dtype)
    given = (offsets, order, times, start, place, codes)
    per_range(offsets, lambda first, last: _fill(first, last, *given, time, places, touchpoint))
    month_mask, months = month_facts(offsets, time, origin=start)
    return Partition(
        offsets=offsets,
        touchpoint=touchpoint,
        time=time,
        place=places,
        wait_bin=wait_bins(offsets, time),
        row=order if row is None else row[order],
        customer=owner,
        **touchpoint_facts(offsets, touchpoint)._asdict(),
        dictionary=dictionary,
        origin=start,
        month_mask=month_mask,
        months=months,
    )


def touchpoints_of(places: NDArray[np.uint16], *, dictionary: Dictionary) -> NDArray[np.uint8] | NDArray[np.uint16]:
    """Returns the touchpoint of each place, in one byte where that holds all touchpoints."""
    return _touchpoint_codes(dictionary)[places]


def _touchpoint_codes(dictionary: Dictionary) -> NDArray[np.uint8] | NDArray[np.uint16]:
    codes = dictionary.touchpoint_of_place
    return codes.astype(np.uint8) if len(dictionary.touchpoints) <= 255 else codes.astype(np.uint16)


def _origin(time_us: NDArray[np.int64], *, given: int | None) -> int:
    if not len(time_us):
        return given or 0
    earliest, latest = int(time_us.min()) // _SECOND, int(time_us.max()) // _SECOND
    origin = earliest if given is None else given
    if earliest < origin or latest - origin >= _LONGEST:
        raise ValueError(
            f"expected times in the 136 years from epoch second {origin} on, got {earliest} to {latest}; "
            "choose an earlier origin, or reject the times that cannot be right"
        )
    return origin


def _sorted(
    customer: NDArray[np.int32], *, time_us: NDArray[np.int64], ties: Sequence[NDArray[np.integer]]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int32]]:
    """Returns the rows in order and their times, the offsets of the customers that occur, and their codes."""
    codes = int(customer.max(initial=-1)) + 1
    sizes = np.bincount(customer[customer >= 0] if (customer < 0).any() else customer, minlength=codes)
    owner = np.flatnonzero(sizes).astype(np.int32)
    offsets = np.concatenate([[0], np.cumsum(sizes[owner])]).astype(np.int64)
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    order = np.empty(int(offsets[-1]), np.int64)
    times = np.empty(int(offsets[-1]), np.int64)

    def scatter(first: int, last: int) -> None:
        lowest, highest = (int(owner[first]), int(owner[last - 1])) if last > first else (0, -1)
        _scatter(lowest, highest, customer, time_us, starts[lowest : highest + 2], order, times)
        _sort_units(first, last, offsets, order, times)

    per_range(offsets, scatter)
    if ties:
        _break_ties(order, times=times, offsets=offsets, ties=ties)
    return order, times, offsets, owner


def _break_ties(
    order: NDArray[np.int64],
    *,
    times: NDArray[np.int64],
    offsets: NDArray[np.int64],
    ties: Sequence[NDArray[np.integer]],
) -> None:
    """Puts rows of one customer and microsecond into the order of their tie-breaks; touches no others."""
    same = np.zeros(len(order) + 1, bool)
    same[1:-1] = times[1:] == times[:-1]
    same[offsets] = False
    tied = np.flatnonzero(same[:-1] | same[1:])
    if len(tied):
        run = np.cumsum(~same[:-1][tied])
        rows = order[tied]
        order[tied] = rows[np.lexsort((*(tie[rows] for tie in reversed(ties)), run))]


@compiled(writes=3)
def _fill(
    first: int,
    last: int,
    offsets: Array,
    order: Array,
    times: Array,
    origin: int,
    place: Array,
    codes: Array,
    time: Array,
    places: Array,
    touchpoint: Array,
) -> None:
    """Fetches what each interaction is in its place: whole seconds since the origin, its place and its touchpoint."""
    for at in range(np.uint64(offsets[first]), np.uint64(offsets[last])):
        here = place[np.uint64(order[at])]
        time[at], places[at], touchpoint[at] = times[at] // _SECOND - origin, here, codes[np.uint64(here)]


@compiled(writes=3)
def _scatter(
    lowest: int, highest: int, customer: Array, time_us: Array, free: Array, order: Array, times: Array
) -> None:
    """Puts the rows of customers `lowest` to `highest` where those customers' histories lie."""
    for row in range(len(customer)):
        one = customer[row]
        if one < lowest or one > highest:
            continue
        at = free[one - lowest]
        free[one - lowest] = at + 1
        order[at] = row
        times[at] = time_us[row]


@compiled(writes=2)
def _sort_units(first: int, last: int, offsets: Array, order: Array, times: Array) -> None:
    """Sorts each unit by time, keeping the order of rows at the same time."""
    longest: Whole = 0
    for unit in range(first, last):
        longest = max(longest, offsets[unit + 1] - offsets[unit])
    spare_times, spare_order = np.empty(longest, np.int64), np.empty(longest, np.int64)
    for unit in range(first, last):
        begin, end = offsets[unit], offsets[unit + 1]
        for low in range(begin, end, _RUN):
            _insert(low, min(low + _RUN, end), order, times)
        width = _RUN
        while width < end - begin:
            for low in range(begin, end - width, 2 * width):
                _merge(low, low + width, min(low + 2 * width, end), order, times, spare_order, spare_times)
            width *= 2


@compiled(writes=2)
def _insert(begin: Whole, end: Whole, order: Array, times: Array) -> None:
    for at in range(begin + 1, end):
        when, row, back = times[at], order[at], at
        while back > begin and times[back - 1] > when:
            times[back], order[back] = times[back - 1], order[back - 1]
            back -= 1
        times[back], order[back] = when, row


@compiled(writes=4)
def _merge(
    low: Whole, middle: Whole, high: Whole, order: Array, times: Array, spare_order: Array, spare_times: Array
) -> None:
    """Merges two sorted neighbours; of rows at the same time those of the first come first."""
    if times[middle - 1] <= times[middle]:
        return
    size, left, right, to = middle - low, 0, middle, low
    for at in range(size):
        spare_order[at], spare_times[at] = order[low + at], times[low + at]
    while left < size:
        if right < high and times[right] < spare_times[left]:
            order[to], times[to] = order[right], times[right]
            right += 1
        else:
            order[to], times[to] = spare_order[left], spare_times[left]
            left += 1
        to += 1
