"""Histories cut into journeys or sessions."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, compiled
from resa.kernels.partition import Partition
from resa.kernels.thread import per_range
from resa.kernels.unitfact import touchpoint_facts


def cut(partition: Partition, *, gap_seconds: int) -> Partition:
    """Returns the same interactions in units that end where the next wait is longer than `gap_seconds`.

    The units of a customer lie side by side, in order.
    """
    parts = per_range(
        partition.offsets,
        lambda first, last: _starts(first, last, partition.offsets, partition.time, gap_seconds),
    )
    starts = np.concatenate([one for one, _ in parts])
    owner = np.concatenate([one for _, one in parts])
    offsets = np.append(starts, partition.interactions).astype(np.int64)
    return replace(
        partition,
        offsets=offsets,
        wait_bin=_without_first_waits(partition.wait_bin, starts=starts),
        customer=partition.customer[owner],
        **touchpoint_facts(offsets, partition.touchpoint)._asdict(),
        month_mask=None,
        path_number=None,
    )


def _without_first_waits(bins: NDArray[np.uint8], *, starts: NDArray[np.int64]) -> NDArray[np.uint8]:
    changed = np.array(bins, copy=True)
    changed[starts] = 0
    return changed


@compiled()
def _starts(first: int, last: int, offsets: Array, time: Array, gap_seconds: int) -> tuple[Array, Array]:
    """Returns where the new units begin, and of which old unit each is a part."""
    most = offsets[last] - offsets[first]
    starts, owner, count = np.empty(most, np.int64), np.empty(most, np.int64), 0
    for unit in range(first, last):
        for at in range(offsets[unit], offsets[unit + 1]):
            if at == offsets[unit] or np.int64(time[at]) - np.int64(time[at - 1]) > gap_seconds:
                starts[count], owner[count] = at, unit
                count += 1
    return starts[:count], owner[:count]
