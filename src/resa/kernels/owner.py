"""Whose units there are: the customers of what a filter keeps."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from resa.kernels.partition import Partition
from resa.kernels.select import select
from resa.kernels.selection import Selection
from resa.kernels.thread import per_range
from resa.kernels.unitrun import UnitChoice


@dataclass(frozen=True, slots=True, eq=False)
class OwnerCounts:
    """The customer of each unit."""

    customers: NDArray[np.int32]

    def __add__(self, other: Self) -> Self:
        return type(self)(np.concatenate([self.customers, other.customers]))

    def finish(self) -> NDArray[np.int32]:
        """Returns the customer of each unit."""
        return self.customers


@dataclass(frozen=True, slots=True)
class Owners:
    """Every customer with a unit."""

    def of(self, partition: Partition) -> OwnerCounts:
        """Returns the customers of these units."""
        return OwnerCounts(np.asarray(partition.customer))

    def of_selected(self, partition: Partition, selection: Selection) -> OwnerCounts:
        """Returns the same of what the selection keeps; where it keeps whole units, these are not written out."""
        if not selection.keep.is_open:
            return self.of(select(partition, selection, with_rows=False))
        chosen = np.concatenate(per_range(partition.offsets, UnitChoice.of(partition, selection).flags))
        return OwnerCounts(np.asarray(partition.customer[chosen]))
