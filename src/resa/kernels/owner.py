"""Whose units there are: the customers of what a filter keeps."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, compiled
from resa.kernels.partition import Partition
from resa.kernels.select import select
from resa.kernels.selection import Selection
from resa.kernels.thread import per_range
from resa.kernels.unitrun import UnitChoice


@dataclass(frozen=True, slots=True, eq=False)
class OwnerCounts:
    """By customer code whether the customer has a unit, up to the highest code."""

    has_unit: NDArray[np.bool_]

    def __add__(self, other: Self) -> Self:
        shorter, longer = sorted((self.has_unit, other.has_unit), key=len)
        both = longer.copy()
        both[: len(shorter)] |= shorter
        return type(self)(both)

    def finish(self) -> NDArray[np.bool_]:
        """Returns by customer code whether the customer has a unit."""
        return self.has_unit


@dataclass(frozen=True, slots=True)
class Owners:
    """Every customer with a unit."""

    def of(self, partition: Partition) -> OwnerCounts:
        """Returns the customers of these units."""
        return _owners(partition, np.ones(partition.units, np.bool_))

    def of_selected(self, partition: Partition, selection: Selection) -> OwnerCounts:
        """Returns the same of what the selection keeps; where it keeps whole units, these are not written out."""
        if not selection.keep.is_open:
            return self.of(select(partition, selection, with_rows=False))
        return _owners(
            partition, np.concatenate(per_range(partition.offsets, UnitChoice.of(partition, selection).flags))
        )


def _owners(partition: Partition, chosen: NDArray[np.bool_]) -> OwnerCounts:
    found = np.zeros(int(partition.customer.max(initial=-1)) + 1, np.bool_)
    _mark(partition.customer, chosen, found)
    return OwnerCounts(found)


@compiled(writes=1)
def _mark(customer: Array, chosen: Array, found: Array) -> None:
    for unit in range(len(customer)):
        found[customer[unit]] |= chosen[unit]
