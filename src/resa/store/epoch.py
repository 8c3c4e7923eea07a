"""The clock of encoded histories: whole seconds since one origin that every workspace shares."""

import numpy as np
from numpy.typing import NDArray

ORIGIN = -1_262_304_000
"""1930-01-01, in epoch seconds. Partitions of every revision count from here, so their counts can be added."""

_LAST = ORIGIN + (1 << 32) - 1
_SECOND = 1_000_000


def within_reach(instant: NDArray[np.int64]) -> NDArray[np.int64]:
    """Returns the instants (microseconds since the epoch), those before 1930 or after 2066 moved to the nearest end.

    Only durations suffer; the order of a history rests on the instants themselves.
    """
    return np.clip(instant, ORIGIN * _SECOND, _LAST * _SECOND)
