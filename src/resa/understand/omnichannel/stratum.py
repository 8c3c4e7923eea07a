"""Two groups compared within strata of equals, so that what makes the strata does not explain the difference."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resa.model.measurement import Interval
from resa.understand.distribution import normal_quantile, normal_tail
from resa.understand.history import Codes, Flags
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

    Weights are those of Mantel and Haenszel; the variance is the sum of those of the strata.

    Source: S. Greenland and J. M. Robins, "Estimation of a common effect parameter from sparse follow-up data", 1985.
    """
    size = int(stratum.max(initial=0)) + 1
    n, other_n = (np.bincount(stratum[group], minlength=size).astype(np.float64) for group in (strong, weak))
    part, other = (_parts(stratum, group & kept, size=size) for group in (strong, weak))
    both = (n > 0) & (other_n > 0)
    if not both.any():
        return Stratified(None, None, 1.0, 0)
    n, other_n, part, other = n[both], other_n[both], part[both], other[both]
    weight = n * other_n / (n + other_n)
    share, other_share = part / n, other / other_n
    gap = float((weight * (share - other_share)).sum() / weight.sum())
    smooth, other_smooth = (part + 0.5) / (n + 1), (other + 0.5) / (other_n + 1)
    variance = smooth * (1 - smooth) / n + other_smooth * (1 - other_smooth) / other_n
    error = math.sqrt(float((weight**2 * variance).sum())) / float(weight.sum())
    half = normal_quantile(LEVEL) * error
    around = Interval(max(-1.0, gap - half), min(1.0, gap + half))
    return Stratified(gap, around, normal_tail(gap / error), int(n.sum() + other_n.sum()))


def _parts(stratum: Codes, chosen: Flags, *, size: int) -> NDArray[np.float64]:
    return np.bincount(stratum[chosen], minlength=size).astype(np.float64)
