"""Who raises one matter in several ways within a while."""

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, Whole, compiled


def recurs(matter: NDArray[np.int64], way: NDArray[np.int64], seconds: NDArray[np.int64], *, within: int) -> bool:
    """Says whether someone came with one matter in two ways or more within so many seconds.

    Given are the matter, the way and the time of each contact, in order of time. A while begins with the first time a
    matter is raised; what comes after its end begins the next one. Matters below 0 tell nothing.

    >>> recurs(np.array([7, 7]), np.array([0, 1]), np.array([5, 9]), within=10)
    True
    """
    order = np.argsort(matter, kind="stable")
    return bool(_recurs(matter[order], way[order], seconds[order], within))


@compiled()
def _recurs(matter: Array, way: Array, seconds: Array, within: Whole) -> bool:
    start = 0
    for at in range(1, len(matter)):
        if matter[at] != matter[start] or seconds[at] > seconds[start] + within:
            start = at
        elif matter[at] >= 0 and way[at] != way[start]:
            return True
    return False
