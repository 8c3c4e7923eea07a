"""Whether two groups differ, and which of many differences still count when one has looked at many."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from resa.model.measurement import Interval, Measurement
from resa.understand.distribution import normal_quantile, normal_tail, student_quantile, student_tail
from resa.understand.interval import LEVEL, Numbers, wilson


@dataclass(frozen=True, slots=True)
class Sample:
    """What a comparison of means needs of a group."""

    n: int
    mean: float
    variance: float  # with n - 1 below the line

    @classmethod
    def of(cls, figures: NDArray[np.float64]) -> Self:
        """Returns the sample that these figures are; a single one has no variance."""
        n = len(figures)
        return cls(n, float(figures.mean()) if n else 0.0, float(figures.var(ddof=1)) if n > 1 else 0.0)


def share_difference(part: int, *, whole: int, other_part: int, other_whole: int) -> float:
    """Returns the p-value of two shares being equal (two-sided, pooled); 1.0 where a group is empty.

    Source: J. Fleiss, "Statistical Methods for Rates and Proportions", 2nd edition, 1981, 2.2.

    >>> round(share_difference(45, whole=100, other_part=30, other_whole=100), 4)
    0.0285
    """
    if whole == 0 or other_whole == 0:
        return 1.0
    pooled = (part + other_part) / (whole + other_whole)
    error = math.sqrt(pooled * (1 - pooled) * (1 / whole + 1 / other_whole))
    return 1.0 if error == 0 else normal_tail((part / whole - other_part / other_whole) / error)


def share_gap(part: int, *, whole: int, other_part: int, other_whole: int) -> Interval | None:
    """Returns the 95 % interval of the first share minus the other; None where a group is empty.

    Source: R. Newcombe, "Interval estimation for the difference between independent proportions: comparison of eleven
    methods", 1998, method 10.

    >>> around = share_gap(56, whole=70, other_part=48, other_whole=80)
    >>> round(around.low, 4), round(around.high, 4)
    (0.0524, 0.3339)
    """
    one, other = wilson(part, whole=whole), wilson(other_part, whole=other_whole)
    if one is None or other is None:
        return None
    first, second = part / whole, other_part / other_whole
    down = math.hypot(first - one.low, other.high - second)
    up = math.hypot(one.high - first, second - other.low)
    return Interval(first - second - down, first - second + up)


def figure_difference(one: Measurement, *, other: Measurement) -> float | None:
    """Returns the p-value of two figures of one kind being equal; None where one is unknown or of another unit.

    Shares are tested by their counts. Of other figures the standard error is read off their intervals, as wide as 95 %
    of a normal distribution: good where many stand behind them.
    """
    if one.figure is None or other.figure is None or one.interval is None or other.interval is None:
        return None
    if one.unit != other.unit:
        return None
    if one.unit == "share":
        counts = [(round(figure.figure * figure.n), figure.n) for figure in (one, other) if figure.figure is not None]
        (part, whole), (other_part, other_whole) = counts
        return share_difference(part, whole=whole, other_part=other_part, other_whole=other_whole)
    widths = [figure.high - figure.low for figure in (one.interval, other.interval)]
    error = math.hypot(*widths) / (2 * normal_quantile(LEVEL))
    if error == 0:
        return 1.0 if one.figure == other.figure else 0.0
    return normal_tail((one.figure - other.figure) / error)


def figure_gap(one: Measurement, *, other: Measurement) -> Interval | None:
    """Returns the 95 % interval of the first figure less the other; None where `figure_difference` tests nothing.

    Shares by their counts, other figures by the half widths of their own intervals, as if both were normal.
    """
    if one.figure is None or other.figure is None or figure_difference(one, other=other) is None:
        return None
    if one.unit == "share":
        counts = [(round(figure.figure * figure.n), figure.n) for figure in (one, other) if figure.figure is not None]
        (part, whole), (other_part, other_whole) = counts
        return share_gap(part, whole=whole, other_part=other_part, other_whole=other_whole)
    half = math.hypot(*(around.high - around.low for around in (one.interval, other.interval) if around)) / 2
    gap = one.figure - other.figure
    return Interval(gap - half, gap + half)


def mean_difference(one: Sample, *, other: Sample) -> float:
    """Returns the p-value of two means being equal (two-sided), variances allowed to differ.

    Source: B. L. Welch, "The generalization of 'Student's' problem when several different population variances are
    involved", 1947.
    """
    if one.n < 2 or other.n < 2:
        return 1.0
    error, freedom = _welch(one, other)
    if error == 0:
        return 1.0 if one.mean == other.mean else 0.0
    return student_tail((one.mean - other.mean) / error, freedom=freedom)


def mean_around(one: Sample, *, other: Sample) -> Interval | None:
    """Returns the 95 % interval of the first mean less the other, by Welch; None where either are fewer than two.

    >>> around = mean_around(Sample(50, 4.2, 1.0), other=Sample(50, 3.9, 1.0))
    >>> round(around.low, 3), round(around.high, 3)
    (-0.097, 0.697)
    """
    if one.n < 2 or other.n < 2:
        return None
    error, freedom = _welch(one, other)
    half = student_quantile(LEVEL, freedom=int(min(max(freedom, 1), 10_000))) * error
    return Interval(one.mean - other.mean - half, one.mean - other.mean + half)


def _welch(one: Sample, other: Sample) -> tuple[float, float]:
    """Returns the standard error of the difference of two means, and its degrees of freedom."""
    first, second = one.variance / one.n, other.variance / other.n
    if first + second == 0:
        return 0.0, 1.0
    freedom = (first + second) ** 2 / (first**2 / (one.n - 1) + second**2 / (other.n - 1))
    return math.sqrt(first + second), freedom


def discoveries(p_values: Sequence[float], *, false_share: float = 0.05) -> list[bool]:
    """Returns for each p-value whether it counts, so that at most `false_share` of those that count are false.

    Source: Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", 1995.

    >>> discoveries([0.01, 0.04, 0.03, 0.5])
    [True, False, False, False]
    """
    order = sorted(range(len(p_values)), key=lambda at: p_values[at])
    kept = 0
    for rank, at in enumerate(order, start=1):
        if p_values[at] <= false_share * rank / len(order):
            kept = rank
    counted = set(order[:kept])
    return [at in counted for at in range(len(p_values))]


def rank_difference(one: Numbers, *, other: Numbers) -> float:
    """Returns the p-value of two groups being drawn from one distribution (Mann and Whitney, two-sided).

    By the normal approximation with ties corrected; good from about 20 a side.

    Source: H. B. Mann and D. R. Whitney, "On a test of whether one of two random variables is stochastically larger
    than the other", 1947.
    """
    first, second = np.asarray(one, np.float64), np.asarray(other, np.float64)
    n, m = len(first), len(second)
    if not n or not m:
        return 1.0
    every = np.concatenate([first, second])
    _, inverse, ties = np.unique(every, return_inverse=True, return_counts=True)
    ends = np.cumsum(ties)
    rank = (ends - (ties - 1) / 2)[inverse]
    above = float(rank[:n].sum()) - n * (n + 1) / 2
    total = n + m
    variance = n * m / 12 * ((total + 1) - float((ties.astype(np.float64) ** 3 - ties).sum()) / (total * (total - 1)))
    return 1.0 if variance <= 0 else normal_tail((above - n * m / 2) / math.sqrt(variance))


def common_difference(
    hit: NDArray[np.bool_], *, is_good: NDArray[np.bool_], stratum: NDArray[np.int64]
) -> tuple[float, float]:
    """Returns the difference of two shares that strata have in common, and its standard error.

    Strata in which one side is missing say nothing and count nothing. Weights are those of Mantel and Haenszel; half a
    case is added on both sides of each variance, so that none is without doubt.

    Source: S. Greenland and J. M. Robins, "Estimation of a common effect parameter from sparse follow-up data", 1985.
    """
    size = int(stratum.max(initial=0)) + 1
    n, m = (np.bincount(stratum[group], minlength=size).astype(np.float64) for group in (is_good, ~is_good))
    part, other = (np.bincount(stratum[group & hit], minlength=size) for group in (is_good, ~is_good))
    both = (n > 0) & (m > 0)
    if not both.any():
        return 0.0, 0.0
    n, m, part, other = n[both], m[both], part[both], other[both]
    weight = n * m / (n + m)
    variance = _share_variance(part, n) + _share_variance(other, m)
    gap = (weight * (part / n - other / m)).sum() / weight.sum()
    return float(gap), math.sqrt(float((weight**2 * variance).sum())) / float(weight.sum())


def _share_variance(part: NDArray[np.int64], whole: NDArray[np.float64]) -> NDArray[np.float64]:
    share = (part + 0.5) / (whole + 1)
    return np.asarray(share * (1 - share) / whole, np.float64)
