"""Who raises one matter in several ways within a while."""

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, Whole, compiled


def recurring(
    unit: NDArray[np.int64],
    *,
    matter: NDArray[np.int64],
    way: NDArray[np.int64],
    seconds: NDArray[np.int64],
    within: int,
) -> NDArray[np.int64]:
    """Returns the units, sorted, that came with one matter in two ways or more within so many seconds.

    Entries are in order of time inside each unit. A while begins with the first time a matter is raised; what comes
    after its end begins the next one.
    """
    order = np.lexsort([matter, unit])  # stable: in order of time inside each matter
    found = _walk(unit[order], matter[order], way[order], seconds[order], within)
    return np.unique(found)


@compiled()
def _walk(unit: Array, matter: Array, way: Array, seconds: Array, within: Whole) -> Array:
    found, many, start = np.empty(len(unit) + 1, np.int64), 0, 0
    for at in range(1, len(unit)):
        is_new = unit[at] != unit[start] or matter[at] != matter[start] or seconds[at] > seconds[start] + within
        if is_new:
            start = at
        elif way[at] != way[start]:
            found[many] = unit[at]
            many += 1
    return found[:many]
