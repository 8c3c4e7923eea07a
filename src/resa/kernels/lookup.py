"""Where numbers stand in an ascending list of them."""

from typing import Any

import numpy as np
from numpy.typing import NDArray


def places_in(known: NDArray[Any], wanted: NDArray[Any]) -> NDArray[np.int64]:
    """Returns the place of each wanted number among the known ones (ascending, each once), -1 where it is none of them.

    >>> places_in(np.array([2, 5, 9]), np.array([9, 3, 2])).tolist()
    [2, -1, 0]
    """
    if not len(known):
        return np.full(len(wanted), -1, np.int64)
    at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return np.where(known[at] == wanted, at, -1)
