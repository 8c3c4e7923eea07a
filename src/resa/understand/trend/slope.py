"""Whether a series rises or falls: a straight line through its periods, each weighed by what it rests on."""

import math
from dataclasses import dataclass

import numpy as np

from resa.model.measurement import Interval
from resa.understand.array import Flags, Floats
from resa.understand.distribution import student_quantile, student_tail
from resa.understand.interval import LEVEL

LEAST_PERIODS = 5
"""A direction is told from so many whole periods."""


@dataclass(frozen=True, slots=True)
class Slope:
    """How much a figure changes from period to period, its interval, and how likely chance alone brings as much."""

    change: float
    interval: Interval
    p: float


def slope(figures: Floats, *, variances: Floats, kept: Flags) -> Slope | None:
    """Returns the slope through the kept periods whose figure is known; None under `LEAST_PERIODS` of them.

    Where periods scatter more than their variances explain, the interval widens by as much: weighted least squares with
    a scale of at least one, judged by Student's distribution.

    Source: P. McCullagh and J. A. Nelder, "Generalized Linear Models", 2nd edition, 1989, 9.2.

    >>> steady = slope(np.arange(6.0), variances=np.full(6, 0.01), kept=np.ones(6, np.bool_))
    >>> round(steady.change, 3), steady.p < 0.001
    (1.0, True)
    """
    at = np.flatnonzero(kept & np.isfinite(figures) & np.isfinite(variances) & (variances > 0))
    if len(at) < LEAST_PERIODS:
        return None
    weight, y, x = 1 / variances[at], figures[at], at.astype(np.float64)
    x -= float((weight * x).sum() / weight.sum())
    spread = float((weight * x * x).sum())
    change = float((weight * x * y).sum()) / spread
    rest = y - float((weight * y).sum() / weight.sum()) - change * x
    freedom = len(at) - 2
    scale = max(1.0, float((weight * rest * rest).sum()) / freedom)
    error = math.sqrt(scale / spread)
    half = student_quantile(LEVEL, freedom=freedom) * error
    return Slope(change, Interval(change - half, change + half), student_tail(change / error, freedom=freedom))


def grown(found: Slope) -> Slope:
    """Returns a slope of logarithms as a share by which a figure grows from period to period."""
    low, high = math.expm1(found.interval.low), math.expm1(found.interval.high)
    return Slope(math.expm1(found.change), Interval(low, high), found.p)
