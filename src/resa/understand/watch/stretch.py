"""Runs of days or hours in which a series was off, and which of what was found tells one story."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import numpy as np

from resa.understand.array import Flags

One = TypeVar("One")


def stretches(is_off: Flags, *, most_quiet: int) -> Iterator[tuple[int, int]]:
    """Yields the first and the last place of each run, both included; so many quiet places between end none.

    >>> list(stretches(np.array([True, True, False, True, False, False, True]), most_quiet=1))
    [(0, 3), (6, 6)]
    """
    at = np.flatnonzero(is_off)
    runs = np.split(at, np.flatnonzero(np.diff(at) > most_quiet + 1) + 1)
    return ((int(run[0]), int(run[-1])) for run in runs if len(run))


def told_together(
    found: Iterable[One], *, tells_same: Callable[[One, One], bool]
) -> Iterator[tuple[One, tuple[One, ...]]]:
    """Yields each that stands for others, with those beside it that tell the same; the strongest are to come first.

    >>> list(told_together([9, 4, 8], tells_same=lambda one, other: abs(one - other) < 2))
    [(9, (8,)), (4, ())]
    """
    left = list(found)
    while left:
        head, *others = left
        beside = tuple(one for one in others if tells_same(head, one))
        left = [one for one in others if one not in beside]
        yield head, beside
