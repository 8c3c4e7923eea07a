"""Two groups compared within strata of equals, so that what makes the strata does not explain the difference."""

from dataclasses import dataclass

import numpy as np

from resa.model.measurement import Interval
from resa.understand.array import Codes, Flags
from resa.understand.comparison import common_difference
from resa.understand.distribution import normal_quantile, normal_tail
from resa.understand.interval import LEVEL

VISIT_STEPS = (3, 4, 6, 9, 13, 21)
IDLE_STEPS = (8, 31, 91)


@dataclass(frozen=True, slots=True)
class Stratified:
    """The share of one group less that of the other, of equals; `compared` of those asked about have equals there."""

    difference: float | None
    interval: Interval | None
    p: float
    compared: int


def strata(visits: Codes, idle_days: Codes) -> Codes:
    """Returns the stratum of each customer: how often they came, and how long they had been away.

    >>> strata(np.array([2, 2, 30]), np.array([0, 40, 0])).tolist()
    [0, 2, 24]
    """
    often = np.searchsorted(VISIT_STEPS, visits, side="right")
    away = np.searchsorted(IDLE_STEPS, idle_days, side="right")
    return np.asarray(often * (len(IDLE_STEPS) + 1) + away, np.int64)


def stratified(strong: Flags, weak: Flags, *, kept: Flags, stratum: Codes) -> Stratified:
    """Returns the difference of both groups' shares of `kept`, each stratum weighed by what it can tell.

    Source: `comparison.common_difference`.
    """
    size = int(stratum.max(initial=0)) + 1
    n, other_n = (np.bincount(stratum[group], minlength=size) for group in (strong, weak))
    compared = int((n + other_n)[(n > 0) & (other_n > 0)].sum())
    if not compared:
        return Stratified(None, None, 1.0, 0)
    either = strong | weak
    gap, error = common_difference(kept[either], is_good=strong[either], stratum=stratum[either])
    half = normal_quantile(LEVEL) * error
    around = Interval(max(-1.0, gap - half), min(1.0, gap + half))
    return Stratified(gap, around, normal_tail(gap / error), compared)
