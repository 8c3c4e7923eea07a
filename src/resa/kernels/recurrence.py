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
    often = np.flatnonzero(np.bincount(unit, minlength=1) > _MANY)
    is_often = np.isin(unit, often) if len(often) else np.zeros(len(unit), np.bool_)
    seldom = slice(None) if not len(often) else ~is_often
    found = [_follow(unit[seldom], matter[seldom], way[seldom], seconds[seldom], within)]
    if len(often):
        at = np.flatnonzero(is_often)
        at = at[np.lexsort([matter[at], unit[at]])]  # stable: in order of time inside each matter
        found.append(_walk(unit[at], matter[at], way[at], seconds[at], within))
    return np.unique(np.concatenate(found))


_MANY = 256
"""Whoever comes more often has their matters sorted; those of others are looked up one by one."""


@compiled()
def _follow(unit: Array, matter: Array, way: Array, seconds: Array, within: Whole) -> Array:
    """Keeps for the unit at hand which matters are open: since when, and in which way they were raised first."""
    found, many, known = np.empty(len(unit) + 1, np.int64), 0, 0
    matters, ways, since = np.zeros(_MANY, np.int64), np.zeros(_MANY, np.int64), np.zeros(_MANY, np.int64)
    for at in range(len(unit)):
        if at == 0 or unit[at] != unit[at - 1]:
            known = 0
        place = 0
        while place < known and matters[place] != matter[at]:
            place += 1
        if place < known and seconds[at] <= since[place] + within:
            if way[at] != ways[place]:
                found[many] = unit[at]
                many += 1
            continue
        matters[place], ways[place], since[place] = matter[at], way[at], seconds[at]
        known = max(known, place + 1)
    return found[:many]


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
