"""From which interaction of a unit paths are followed, and in which direction."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, compiled
from resa.kernels.partition import Partition


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a path begins: at the unit's first interaction, or at its first or last visit to one of `anchor`.

    Units that never were there have no path. With `is_before` paths run backwards, from the anchor to what came before.
    """

    anchor: frozenset[int] | None = None
    is_before: bool = False
    is_last: bool = False

    @property
    def stride(self) -> int:
        """How far along the history the next step of the path lies."""
        return -1 if self.is_before else 1

    def of(self, partition: Partition, *, first: int, last: int) -> NDArray[np.int64]:
        """Returns where the paths of these units begin, as a place in the partition; -1 for units without one."""
        found = np.empty(last - first, np.int64)
        anchor = np.ones(max(1, len(partition.dictionary.touchpoints)), np.bool_)
        if self.anchor is not None:
            anchor[:] = False
            anchor[[code for code in self.anchor if code < len(anchor)]] = True
        _begin(first, last, partition.offsets, partition.touchpoint, anchor, self.is_last, found)
        return found


AS_BEGUN = Origin()
"""From the first interaction on."""


@compiled(writes=1)
def _begin(
    first: int, last: int, offsets: Array, touchpoint: Array, anchor: Array, is_last: bool, found: Array
) -> None:
    for unit in range(first, last):
        begin, end = offsets[unit], offsets[unit + 1]
        found[unit - first] = -1
        for step in range(end - begin):
            at = end - 1 - step if is_last else begin + step
            if anchor[touchpoint[at]]:
                found[unit - first] = at
                break
