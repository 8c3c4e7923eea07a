"""Units put together: the histories of several customers as one."""

import numpy as np
from numpy.typing import NDArray

from resa.kernels.partition import Partition
from resa.kernels.unitfact import month_facts, touchpoint_facts, wait_bins


def united(partition: Partition, *, group: NDArray[np.int64]) -> Partition:
    """Returns the interactions of all units of each `group` as one unit, in order of time; groups below 0 are left out.

    Of interactions in one second those of the earlier unit come first. `customer` is then the group.
    """
    group_at = np.repeat(group, np.diff(partition.offsets))
    kept = np.flatnonzero(group_at >= 0)
    at = kept[np.lexsort((kept, partition.time[kept], group_at[kept]))]
    groups, sizes = np.unique(group_at[at], return_counts=True)
    offsets = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    time, touchpoint = partition.time[at], partition.touchpoint[at]
    months, span = month_facts(offsets, time, origin=partition.origin)
    return Partition(
        offsets=offsets,
        touchpoint=touchpoint,
        time=time,
        place=partition.place[at],
        row=partition.row[at],
        wait_bin=wait_bins(offsets, time),
        customer=groups.astype(np.int32),
        dictionary=partition.dictionary,
        origin=partition.origin,
        month_mask=months,
        months=span,
        **touchpoint_facts(offsets, touchpoint)._asdict(),
    )
