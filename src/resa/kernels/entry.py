"""Where units begin, and which of them are a single interaction."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resa.kernels.arithmetic import Counts
from resa.kernels.partition import Partition


@dataclass(frozen=True, slots=True, eq=False)
class EntryCounts(Counts):
    """Units by the touchpoint they begin at, (2, touchpoints): all of them, and those of one interaction."""

    units: NDArray[np.int64]

    def finish(self) -> NDArray[np.int64]:
        """Returns the counts."""
        return self.units


@dataclass(frozen=True, slots=True)
class Entries:
    """Units by their first touchpoint, and how many of them end there."""

    def of(self, partition: Partition) -> EntryCounts:
        """Returns the counts of these units."""
        size = max(1, len(partition.dictionary.touchpoints))
        entry = partition.touchpoint[partition.offsets[:-1]].astype(np.int64)
        is_single = np.diff(partition.offsets) == 1
        found = [np.bincount(entry, minlength=size), np.bincount(entry[is_single], minlength=size)]
        return EntryCounts(np.array(found, np.int64))
