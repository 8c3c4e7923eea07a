"""Encoded histories: what an engine hands out and every kernel works on."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

NO_MONTHS = (0, -1)
"""The first and last month where nothing happened."""


def together(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    """Returns the first and last month of both stretches.

    >>> together((5, 7), NO_MONTHS), together((5, 7), (9, 9))
    ((5, 7), (5, 9))
    """
    if NO_MONTHS in {one, other}:
        return one if other == NO_MONTHS else other
    return min(one[0], other[0]), max(one[1], other[1])


class Place(NamedTuple):
    """One way a source tells where something happened, "" for unknown; stored files know it as a list of six texts."""

    source: str
    channel: str
    name: str
    kind: str = ""
    device: str = ""
    direction: str = ""

    @property
    def named(self) -> tuple[str, str]:
        """The channel and the name, by which catalogues group places."""
        return self.channel, self.name


@dataclass(frozen=True, slots=True)
class Dictionary:
    """What the codes of a partition stand for.

    A *touchpoint* is an entry of the catalogue, named by its id. `touchpoint_of_place` maps place codes to touchpoint
    codes.
    """

    places: tuple[Place, ...]
    touchpoints: tuple[str, ...]
    touchpoint_of_place: NDArray[np.uint16]

    @property
    def channels(self) -> tuple[str, ...]:
        """The channel of each place, by place code."""
        return tuple(place.channel for place in self.places)


@dataclass(frozen=True, slots=True)
class Partition:
    """Whole histories of some units (customers; after cutting: journeys or sessions), one after the other.

    Shapes: n units, m interactions. `offsets` (n + 1) says where each unit's interactions lie; inside a unit they
    are in order (event time, sequence, position, record key). `time` counts whole seconds since `origin`, an epoch
    second. `wait_bin` is the logarithmic bin of the wait since the unit's previous interaction (`kernels.waitbin`),
    0 for the first. `touchpoint` is uint8 up to 255 touchpoints, else uint16. `row` is the engine's number of the
    interaction, by which its other fields can be fetched. `customer` is the customer code of each unit.
    `touchpoint_mask` has bit (touchpoint code mod 64) set for every touchpoint of the unit. `path_hash` is a 64-bit
    hash of the unit's whole path of touchpoints, 0 where it was not stored. `month_mask` has bit (month mod 64) set for
    every calendar month (UTC, counted since 1970) of the unit, None where it was not stored; `months` are the first
    and the last month that occur, or wider, so the mask is exact while they are less than 64 apart.
    `touchpoint_again` has those bits of `touchpoint_mask` that several interactions of the unit set, None where it was
    not stored. `path_number` is the same for units of the same path, and for no others, None where it was not stored:
    `with_path_numbers` (`kernels.pathnumber`) adds it. The arrays may be memory-mapped and are never written to.
    """

    offsets: NDArray[np.int64]
    touchpoint: NDArray[np.uint8] | NDArray[np.uint16]
    time: NDArray[np.uint32]
    place: NDArray[np.uint16]
    wait_bin: NDArray[np.uint8]
    row: NDArray[np.int64]
    customer: NDArray[np.int32]
    touchpoint_mask: NDArray[np.uint64]
    path_hash: NDArray[np.uint64]
    dictionary: Dictionary
    origin: int
    month_mask: NDArray[np.uint64] | None = None
    months: tuple[int, int] = NO_MONTHS
    touchpoint_again: NDArray[np.uint64] | None = None
    path_number: NDArray[np.uint32] | None = None

    @property
    def units(self) -> int:
        """How many customers, journeys or sessions."""
        return len(self.offsets) - 1

    @property
    def interactions(self) -> int:
        """How many interactions all together."""
        return len(self.touchpoint)
