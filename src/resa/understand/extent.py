"""Who and what an answer is counted over: customers, units, interactions, and from when to when."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

import numpy as np

from resa.kernels.partition import Partition
from resa.model.journey import Unit
from resa.model.measurement import Base
from resa.model.period import Period
from resa.understand.figure import Grounds

_NEVER = 1 << 62


@dataclass(frozen=True, slots=True)
class Extent:
    """How much there is. `first` and `last` are epoch seconds of the oldest and newest interaction."""

    customers: int = 0
    units: int = 0
    interactions: int = 0
    first: int = _NEVER
    last: int = -_NEVER

    def __add__(self, other: Self) -> Self:
        return type(self)(
            self.customers + other.customers,
            self.units + other.units,
            self.interactions + other.interactions,
            min(self.first, other.first),
            max(self.last, other.last),
        )

    def finish(self) -> Self:
        """Returns itself."""
        return self

    def period(self) -> Period | None:
        """Returns from the first interaction to just after the last one; None where there is none."""
        if not self.interactions:
            return None
        return Period(datetime.fromtimestamp(self.first, UTC), datetime.fromtimestamp(self.last + 1, UTC))

    def grounds(self) -> Grounds:
        """Returns when the figures counted over this were counted."""
        newest = datetime.fromtimestamp(self.last, UTC) if self.interactions else None
        return Grounds(self.period(), newest)

    def base(self, unit: Unit = Unit.CUSTOMER) -> Base:
        """Returns what the answer says it rests on; journeys only where histories were cut."""
        journeys = None if unit is Unit.CUSTOMER else self.units
        return Base(self.customers, self.interactions, self.period(), journeys)


@dataclass(frozen=True, slots=True)
class Extents:
    """The summary that measures the extent. The units of a customer lie side by side in a partition."""

    def of(self, partition: Partition) -> Extent:
        """Returns the extent of these units."""
        if not partition.interactions:
            return Extent()
        customers = 1 + int(np.count_nonzero(np.diff(partition.customer)))
        first, last = int(partition.time.min()), int(partition.time.max())
        return Extent(
            customers, partition.units, partition.interactions, partition.origin + first, partition.origin + last
        )
