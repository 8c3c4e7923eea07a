"""A journey that stands for many: the one nearest to all others of its type."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resa.kernels.chainmixture import edit_distances
from resa.understand.journeytype.ways import Ways

ALIKE = 0.5
"""Paths are alike when at most this share of the longer one has to be changed to get the other."""

_MOST_COMPARED = 300


@dataclass(frozen=True, slots=True)
class Medoid:
    """The place of a path among all, and of `compared` paths of its type how many are `alike`."""

    at: int
    alike: int
    compared: int


def medoid(ways: Ways, *, members: NDArray[np.int64]) -> Medoid:
    """Returns the path that is nearest to the members on the whole; the first of several. Looks at 300 at most.

    >>> medoid(Ways.of([[1, 2, 3], [1, 2, 4], [1, 2], [5]], touchpoints=6), members=np.arange(4))
    Medoid(at=0, alike=3, compared=4)
    """
    chosen = members[:: max(1, -(-len(members) // _MOST_COMPARED))]
    part = ways.taken(chosen)
    apart = edit_distances(part.bounds, part.code)
    best = int(apart.sum(axis=1).round(9).argmin())
    return Medoid(int(chosen[best]), int(np.count_nonzero(apart[best] <= ALIKE)), len(chosen))
