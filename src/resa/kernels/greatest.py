"""The greatest observation of each group."""

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, compiled


def greatest(group: NDArray[np.int64], size: NDArray[np.float64], *, groups: int) -> NDArray[np.int64]:
    """Returns where the greatest observation of each group stands, by group; of equals the first.

    Groups count from 0; observations of no size, or none above 0, are left out.

    >>> greatest(np.array([1, 0, 1, 0]), np.array([2.0, 5.0, 3.0, np.nan]), groups=3).tolist()
    [1, 2]
    """
    best = np.full(groups, -1, np.int32)
    _keep(group, size, best)
    return best[best >= 0].astype(np.int64)


@compiled(writes=1)
def _keep(group: Array, size: Array, best: Array) -> None:
    for at in range(len(group)):
        if size[at] > 0 and (best[group[at]] < 0 or size[at] > size[best[group[at]]]):
            best[group[at]] = at
