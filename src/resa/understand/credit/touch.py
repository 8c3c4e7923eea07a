"""The touches on the way to each conversion, and those that led nowhere."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from resa.kernels.partition import Partition
from resa.understand.array import Codes, Floats

HALF_LIFE_DAYS = 7.0
"""In "decay", a touch weighs half as much as one that came so much later."""

GROUPS = 200
"""Customers are put into so many groups by chance, which are drawn again and again for the intervals."""

_ODD = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True, eq=False)
class TouchPaths:
    """Paths of touches: `bounds` (n + 1) says where those of each one lie in `code` and `age_days`.

    `reached` (n,) is how often a path led to the goal, `missed` how often it did not, `worth` what reaching it was
    worth in all. `group` is that of its customer, below `groups`. Codes are below `codes`.
    """

    bounds: Codes
    code: Codes
    age_days: Floats
    reached: Floats
    missed: Floats
    worth: Floats
    group: Codes
    codes: int
    groups: int = 1

    @classmethod
    def of(cls, paths: list[list[int]], *, reached: Floats, missed: Floats, worth: Floats, codes: int) -> Self:
        """Returns paths as given, of touches that are equally old."""
        bounds = np.concatenate([[0], np.cumsum([len(path) for path in paths])]).astype(np.int64)
        code = np.array([one for path in paths for one in path], np.int64)
        groups = max(1, min(GROUPS, len(paths)))
        group = np.random.default_rng(0).permutation(len(paths)) % groups
        return cls(bounds, code, np.zeros(len(code)), reached, missed, worth, group, codes, groups)

    @property
    def recency(self) -> Floats:
        """How much each touch weighs in "decay"."""
        return np.asarray(np.exp2(-self.age_days / HALF_LIFE_DAYS))


@dataclass(frozen=True, slots=True, eq=False)
class Conversions:
    """The interactions at which a goal was reached: their places, in order, and what each was worth."""

    at: Codes
    worth: Floats


def touch_paths(
    partition: Partition, *, code: Codes, conversions: Conversions, within_seconds: int, codes: int
) -> TouchPaths:
    """Returns the path of touches to each conversion, and those that led to none.

    `code` (interactions,) is -1 for what is no touch. A conversion's path are the touches of the same unit since its
    last conversion and at most `within_seconds` before; older ones, and those after the last conversion, are paths
    that led to none. Conversions without a touch have an empty path.
    """
    unit = np.repeat(np.arange(partition.units), np.diff(partition.offsets))
    at, many = np.flatnonzero(code >= 0), len(conversions.at)
    following = np.searchsorted(conversions.at, at)
    target = np.append(conversions.at, 0)[following]
    leads = (following < many) & (unit[target] == unit[at])
    seconds = partition.time.astype(np.int64)
    age = np.where(leads, seconds[target] - seconds[at], 0)
    counts = leads & (age <= within_seconds)
    stretch = np.where(counts, 2 * following + 1, np.where(leads, 2 * following, -1 - unit[at]))
    begins = np.flatnonzero(np.diff(stretch, prepend=stretch[:1] + 1))
    order = _missing(following[counts], many=many)
    bounds = np.concatenate([begins, np.full(len(order) + 1, len(at))]).astype(np.int64)
    hit = counts[begins]
    to = following[begins]
    reached = np.concatenate([hit, np.ones(len(order))]).astype(np.float64)
    worth = np.concatenate([np.where(hit, np.append(conversions.worth, 0.0)[to], 0.0), conversions.worth[order]])
    owner = np.concatenate([unit[at[begins]], unit[conversions.at[order]]])
    group, groups = chance_groups(partition)
    return TouchPaths(bounds, code[at], age / 86_400.0, reached, 1.0 - reached, worth, group[owner], codes, groups)


def chance_groups(partition: Partition) -> tuple[Codes, int]:
    """Returns a group for each unit by chance, and how many groups there are: the same in whatever order they came."""
    groups = max(1, min(GROUPS, partition.units))
    begun = partition.time[partition.offsets[:-1]].astype(np.uint64) if partition.units else np.zeros(0, np.uint64)
    mixed = (partition.path_hash ^ (begun * _ODD)) * _ODD
    mixed ^= mixed >> np.uint64(29)
    place = np.argsort(np.argsort(mixed * _ODD, kind="stable"), kind="stable")
    return place.astype(np.int64) % groups, groups


def _missing(reached: Codes, *, many: int) -> Codes:
    """Returns the conversions that no touch led to."""
    return np.setdiff1d(np.arange(many), reached)
