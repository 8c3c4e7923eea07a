"""What comes just before and after an anchor, and what at any time: told per unit, by its first or last visit."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from resa.kernels.arithmetic import Counts
from resa.kernels.compilation import Array, compiled
from resa.kernels.origin import Origin
from resa.kernels.partition import Partition
from resa.kernels.thread import per_range


@dataclass(frozen=True, slots=True, eq=False)
class AroundCounts(Counts):
    """Units by touchpoint; the last column of the direct ones has those with nothing on that side.

    `direct` (2, touchpoints + 1): just before and just after the visit. `ever` (2, touchpoints + 1): at any time before
    and after it. `without` (touchpoints + 1,): units that are never at the anchor. `units` (2,): those with a visit,
    those without.
    """

    direct: NDArray[np.int64]
    ever: NDArray[np.int64]
    without: NDArray[np.int64]
    units: NDArray[np.int64]

    def finish(self) -> Self:
        """Returns itself."""
        return self


@dataclass(frozen=True, slots=True)
class Around:
    """What surrounds the visit at which `origin` lets a unit's path begin."""

    origin: Origin

    def of(self, partition: Partition) -> AroundCounts:
        """Returns the counts of these units."""
        size = len(partition.dictionary.touchpoints) + 1

        def work(first: int, last: int) -> AroundCounts:
            counts = AroundCounts(*(np.zeros(shape, np.int64) for shape in ((2, size), (2, size), (size,), (2,))))
            begun = self.origin.of(partition, first=first, last=last)
            given = (partition.offsets, partition.touchpoint, begun)
            _surround(first, last, *given, counts.direct, counts.ever, counts.without, counts.units)
            return counts

        first, *others = per_range(partition.offsets, work)
        return sum(others, start=first)


@compiled(writes=4)
def _surround(
    first: int,
    last: int,
    offsets: Array,
    touchpoint: Array,
    begun: Array,
    direct: Array,
    ever: Array,
    without: Array,
    units: Array,
) -> None:
    nothing = direct.shape[1] - 1
    met = np.full((2, nothing + 1), -1, np.int64)
    for unit in range(first, last):
        begin, end, anchor = offsets[unit], offsets[unit + 1], begun[unit - first]
        units[0 if anchor >= 0 else 1] += 1
        if anchor >= 0:
            direct[0, touchpoint[anchor - 1] if anchor > begin else nothing] += 1
            direct[1, touchpoint[anchor + 1] if anchor + 1 < end else nothing] += 1
        for at in range(begin, end):
            code = touchpoint[at]
            side = 1 if at > anchor else 0
            if at == anchor or met[side, code] == unit:
                continue
            met[side, code] = unit
            if anchor >= 0:
                ever[side, code] += 1
            else:
                without[code] += 1
