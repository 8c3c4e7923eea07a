"""Whole numbers counted: quantiles of lengths, and customers behind units."""

import numpy as np

from resa.kernels.partition import Partition
from resa.kernels.tally import Tally


def length_quantile(lengths: Tally, *, share: float) -> float | None:
    """Returns the exact quantile of numbers that are counted by number, None where there are none.

    >>> length_quantile(Tally.of_keys(np.array([1, 2, 5, 9])), share=0.5)
    3.5
    """
    through = np.cumsum(lengths.counts)
    if not len(through):
        return None
    rank = (int(through[-1]) - 1) * share
    low, high = (
        int(lengths.keys[np.searchsorted(through, at, side="right")]) for at in (int(rank), int(np.ceil(rank)))
    )
    return low + (high - low) * (rank - int(rank))


def distinct_customers(partition: Partition) -> int:
    """Returns how many customers the units belong to; those of one customer lie side by side."""
    if not partition.units:
        return 0
    return 1 + int(np.count_nonzero(partition.customer[1:] != partition.customer[:-1]))
