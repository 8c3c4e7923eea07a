"""Tables by code, as loops want them."""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

NO_GROUP = 65_535
"""Stands for "in no group"."""


def membership(codes: Collection[int], *, size: int) -> NDArray[np.bool_]:
    """Returns for each code below `size` whether it is among `codes`; codes that nobody has are left out.

    >>> membership({2}, size=4).tolist()
    [False, False, True, False]
    """
    table = np.zeros(size, np.bool_)
    table[[code for code in codes if code < size]] = True
    return table


def groups(group_of_code: Sequence[int], *, size: int) -> NDArray[np.uint16]:
    """Returns the group of each code below `size`; -1, and codes without an entry, become `NO_GROUP`.

    >>> groups((1, -1), size=3).tolist()
    [1, 65535, 65535]
    """
    table = np.full(size, NO_GROUP, np.uint16)
    given = np.asarray(group_of_code[:size], np.int64)
    table[: len(given)] = np.where(given < 0, NO_GROUP, given)
    return table
