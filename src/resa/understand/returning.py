"""The share of customers who come back in a later month than their first."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from resa.kernels.partition import Partition
from resa.model.measurement import Measurement
from resa.understand import figure
from resa.understand.figure import NOWHERE, Grounds


@dataclass(frozen=True, slots=True)
class Returned:
    """Customers by the month they were first seen in: how many, and how many came back in a later month."""

    by_month: tuple[tuple[int, int, int], ...] = ()  # (months since 1970, customers, of them returned)
    newest: int = -(1 << 30)

    def __add__(self, other: Self) -> Self:
        totals: dict[int, list[int]] = {}
        for month, customers, returned in (*self.by_month, *other.by_month):
            total = totals.setdefault(month, [0, 0])
            total[0] += customers
            total[1] += returned
        joined = tuple((month, totals[month][0], totals[month][1]) for month in sorted(totals))
        return type(self)(joined, max(self.newest, other.newest))

    def finish(self) -> tuple[int, int]:
        """Returns how many came back, and how many could have: the newest month's customers could not yet."""
        could = [(customers, returned) for month, customers, returned in self.by_month if month < self.newest]
        return sum(returned for _, returned in could), sum(customers for customers, _ in could)


@dataclass(frozen=True, slots=True)
class Returning:
    """The summary that counts who comes back. The units of a customer lie side by side in a partition."""

    def of(self, partition: Partition) -> Returned:
        """Returns the counts of these units' customers."""
        if not partition.interactions:
            return Returned()
        starts = np.flatnonzero(np.diff(partition.customer, prepend=-1))
        first, last = partition.offsets[starts], partition.offsets[np.append(starts[1:], partition.units)] - 1
        seconds = partition.time.astype(np.int64) + partition.origin
        entered, left = _months(seconds[first]), _months(seconds[last])
        months, inverse = np.unique(entered, return_inverse=True)
        customers = np.bincount(inverse, minlength=len(months)).tolist()
        returned = np.bincount(inverse, weights=left > entered, minlength=len(months)).astype(np.int64).tolist()
        return Returned(
            tuple(zip(months.tolist(), customers, returned, strict=True)), int(_months(seconds[last]).max())
        )


def returned_share(found: tuple[int, int], *, grounds: Grounds = NOWHERE) -> Measurement:
    """Returns the finished counts as a share with its interval."""
    returned, could = found
    return figure.share(returned, whole=could, variant="retention_share", grounds=grounds)


def _months(seconds: NDArray[np.int64]) -> NDArray[np.int64]:
    return seconds.astype("datetime64[s]").astype("datetime64[M]").astype(np.int64)
