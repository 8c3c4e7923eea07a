"""Who met which touchpoint how often, and where first: what findings are told from."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from resa.understand.material import Material


@dataclass(frozen=True, eq=False)
class Encounters:
    """Each (unit, touchpoint) pair once: how many `times` they met, and the place of the `first` interaction."""

    seen: Material
    unit: NDArray[np.int64]
    touchpoint: NDArray[np.int64]
    times: NDArray[np.int64]
    first: NDArray[np.int64]

    @cached_property
    def customers(self) -> NDArray[np.int64]:
        """Units by touchpoint."""
        return np.bincount(self.touchpoint, minlength=self.size).astype(np.int64)

    @cached_property
    def met_before_goal(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """By touchpoint: units that met it before their goal, or at all where they reached none; of them converted."""
        goal = self.seen.first_goal[self.unit]
        counts = (goal < 0) | (self.first < goal)
        both = [np.bincount(self.touchpoint[one], minlength=self.size) for one in (counts, counts & (goal >= 0))]
        return both[0].astype(np.int64), both[1].astype(np.int64)

    @property
    def size(self) -> int:
        """How many touchpoint codes there are."""
        return len(self.seen.history.dictionary.touchpoints)


def encounters(seen: Material) -> Encounters:
    """Returns who met what, how often, and where first."""
    size = max(1, len(seen.history.dictionary.touchpoints))
    key = seen.history.unit * size + seen.history.touchpoint
    if seen.units * size <= 4 * len(key) + (1 << 22):
        return _by_table(seen, key, size=size)
    pairs, first, times = np.unique(key, return_index=True, return_counts=True)
    return Encounters(seen, pairs // size, pairs % size, times.astype(np.int64), first.astype(np.int64))


def _by_table(seen: Material, key: NDArray[np.int64], *, size: int) -> Encounters:
    """The same by marking a table instead of sorting."""
    cells = seen.units * size
    times = np.bincount(key, minlength=cells)
    first = np.empty(cells, np.int64)
    first[key[::-1]] = np.arange(len(key) - 1, -1, -1)  # earlier places overwrite later ones
    pairs = np.flatnonzero(times)
    return Encounters(seen, pairs // size, pairs % size, times[pairs].astype(np.int64), first[pairs])
