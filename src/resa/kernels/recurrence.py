"""Who raises one matter in several ways within a while."""

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, Whole, compiled

_MANY = 256
"""Whoever comes more often has their matters sorted; those of others are looked up one by one."""


def recurring(
    contacts: NDArray[np.uint32], *, matter_of_slot: NDArray[np.int64], way_of_place: NDArray[np.int64], within: int
) -> NDArray[np.int64]:
    """Returns the units, sorted, that came with one matter in two ways or more within so many seconds.

    `contacts` (n, 4) are slot, unit, second and place (`kernels.meeting`), in order of time inside each unit. A while
    begins with the first time a matter is raised; what comes after its end begins the next one. Matters below 0 tell
    nothing.
    """
    if not len(contacts):
        return np.zeros(0, np.int64)
    often = np.flatnonzero(np.bincount(contacts[:, 1]) > _MANY)
    if not len(often):
        return _follow(contacts, matter_of_slot, way_of_place, within)
    is_often = np.isin(contacts[:, 1], often)
    seldom, many = contacts[~is_often], contacts[is_often]
    matter = matter_of_slot[many[:, 0]]
    many = many[np.lexsort((matter, many[:, 1].astype(np.int64)))]  # stable: in order of time inside each matter
    both = [_follow(seldom, matter_of_slot, way_of_place, within), _walk(many, matter_of_slot, way_of_place, within)]
    return np.unique(np.concatenate(both))


@compiled()
def _follow(contacts: Array, matter_of: Array, way_of: Array, within: Whole) -> Array:
    """Keeps for the unit at hand which matters are open: since when, and in which way they were raised first."""
    found, many, known = np.empty(len(contacts) + 1, np.int64), 0, 0
    matters, ways, since = np.zeros(256, np.int64), np.zeros(256, np.int64), np.zeros(256, np.int64)
    for at in range(len(contacts)):
        unit, matter = np.int64(contacts[at, 1]), matter_of[contacts[at, 0]]
        if at == 0 or contacts[at, 1] != contacts[at - 1, 1]:
            known = 0
        if matter < 0:
            continue
        way, now, place = way_of[contacts[at, 3]], np.int64(contacts[at, 2]), 0
        while place < known and matters[place] != matter:
            place += 1
        if place < known and now <= since[place] + within:
            if way != ways[place] and (many == 0 or found[many - 1] != unit):
                found[many] = unit
                many += 1
            continue
        matters[place], ways[place], since[place] = matter, way, now
        known = max(known, place + 1)
    return found[:many]


@compiled()
def _walk(contacts: Array, matter_of: Array, way_of: Array, within: Whole) -> Array:
    """The same for contacts that are sorted by unit and matter."""
    found, many, start = np.empty(len(contacts) + 1, np.int64), 0, 0
    for at in range(1, len(contacts)):
        matter, now = matter_of[contacts[at, 0]], np.int64(contacts[at, 2])
        is_same = contacts[at, 1] == contacts[start, 1] and matter == matter_of[contacts[start, 0]]
        if not is_same or now > np.int64(contacts[start, 2]) + within:
            start = at
        elif matter >= 0 and way_of[contacts[at, 3]] != way_of[contacts[start, 3]]:
            found[many] = contacts[at, 1]
            many += 1
    return found[:many]
