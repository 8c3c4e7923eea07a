"""Which interactions and units a filter keeps, as tables that a loop can look things up in."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resa.kernels.partition import Partition


@dataclass(frozen=True, slots=True, eq=False)
class Criterion:
    """What an interaction must satisfy, all of it; None asks nothing.

    `places` says by place code, `rows` by the engine's row number. `start`, included, and `end`, excluded, are epoch
    seconds.
    """

    places: NDArray[np.bool_] | None = None
    start: int | None = None
    end: int | None = None
    rows: NDArray[np.bool_] | None = None

    @property
    def is_open(self) -> bool:
        """Whether every interaction satisfies it."""
        return self.places is None and self.start is None and self.end is None and self.rows is None


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """What is kept of a partition.

    `customers` says by customer code who stays. A unit stays when it has an interaction for every criterion of
    `has` and none for any of `has_not`. Of the units that stay, the interactions that satisfy `keep` stay.
    """

    keep: Criterion = Criterion()
    customers: NDArray[np.bool_] | None = None
    has: tuple[Criterion, ...] = ()
    has_not: tuple[Criterion, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether everything is kept."""
        return self.keep.is_open and self.customers is None and not self.has and not self.has_not


def touchpoint_bits(criterion: Criterion, *, partition: Partition) -> np.uint64:
    """Returns the bits of `touchpoint_mask` of which a unit needs at least one to satisfy the criterion anywhere."""
    if criterion.places is None:
        return np.uint64(0xFFFFFFFFFFFFFFFF)
    codes = np.unique(partition.dictionary.touchpoint_of_place[criterion.places[: len(partition.dictionary.places)]])
    bits = np.uint64(1) << (codes.astype(np.uint64) & np.uint64(63))
    return np.uint64(np.bitwise_or.reduce(bits, initial=np.uint64(0)))
