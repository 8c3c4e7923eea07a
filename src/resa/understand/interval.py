"""How far a figure may lie from the truth: 95 % intervals, each by the method that fits its kind."""

import math
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from resa.model.measurement import Interval
from resa.understand.distribution import normal_quantile, student_quantile

LEVEL = 0.95

Numbers = Sequence[float] | NDArray[np.float64] | NDArray[np.int64]
_EXACT_RANKS_BELOW = 400


def wilson(part: int, *, whole: int) -> Interval | None:
    """Returns the interval of the share part / whole; None where whole is 0.

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", 1927.

    >>> around = wilson(5, whole=10)
    >>> round(around.low, 4), round(around.high, 4)
    (0.2366, 0.7634)
    """
    if whole <= 0:
        return None
    share, z = part / whole, normal_quantile(LEVEL)
    spread = 1 + z * z / whole
    middle = (share + z * z / (2 * whole)) / spread
    half = z * math.sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole)) / spread
    low = 0.0 if part == 0 else max(0.0, middle - half)
    high = 1.0 if part == whole else min(1.0, middle + half)
    return Interval(low, high)


def net_promoter(promoters: int, *, passives: int, detractors: int) -> Interval | None:
    """Returns the interval of the Net Promoter Score in points, by the adjusted Wald method; None without answers.

    Three answers are added before the plain formula: 3/4 promoters, 3/2 passives, 3/4 detractors.

    Source: B. Rocks, "Interval estimation for the 'Net Promoter Score'", The American Statistician 70, 2016.
    """
    if promoters + passives + detractors == 0:
        return None
    n = promoters + passives + detractors + 3
    up, down = (promoters + 0.75) / n, (detractors + 0.75) / n
    half = normal_quantile(LEVEL) * math.sqrt((up + down - (up - down) ** 2) / n)
    return Interval(100 * max(-1.0, up - down - half), 100 * min(1.0, up - down + half))


def mean_from_sums(total: float, *, squares: float, n: int) -> Interval | None:
    """Returns the interval of a mean from the sum and the sum of squares; None under two observations.

    Source: Student, "The probable error of a mean", 1908.
    """
    if n < 2:
        return None
    middle = total / n
    variance = max(0.0, (squares - n * middle * middle) / (n - 1))
    half = student_quantile(LEVEL, freedom=min(n - 1, 10_000)) * math.sqrt(variance / n)
    return Interval(middle - half, middle + half)


def mean_on_scale(total: float, *, squares: float, n: int, scale: tuple[float, float]) -> Interval | None:
    """Returns the interval of a mean of answers on a scale with two ends, within them; None without answers.

    One answer at each end of the scale is added before the plain formula, as for shares; the t interval of few answers
    reaches beyond the scale, and has no width at all where they are alike. By simulation it holds the truth in 94 to
    100 of 100 samples of 2 to 100 answers, however they lie.

    Source: A. Agresti and B. Coull, "Approximate is better than 'exact' for interval estimation of binomial
    proportions", The American Statistician 52, 1998, taken over from scales of two points to any.

    >>> around = mean_on_scale(20.0, squares=100.0, n=4, scale=(1.0, 5.0))  # four answers of 5
    >>> round(around.low, 2), around.high
    (3.14, 5.0)
    """
    if n < 1:
        return None
    low, high = scale
    middle = (total + low + high) / (n + 2)
    variance = max(0.0, (squares + low * low + high * high) / (n + 2) - middle * middle)
    half = normal_quantile(LEVEL) * math.sqrt(variance / (n + 2))
    return Interval(max(low, middle - half), min(high, middle + half))


def mean(numbers: Numbers) -> Interval | None:
    """Returns the interval of the mean of `numbers`; None under two of them.

    >>> around = mean([1.0, 2.0, 3.0])
    >>> round(around.low, 3), round(around.high, 3)
    (-0.484, 4.484)
    """
    array = np.asarray(numbers, dtype=np.float64)
    if len(array) < 2:
        return None
    middle = float(array.mean())
    half = (
        student_quantile(LEVEL, freedom=min(len(array) - 1, 10_000)) * float(array.std(ddof=1)) / math.sqrt(len(array))
    )
    return Interval(middle - half, middle + half)


def median(numbers: Numbers) -> Interval | None:
    """Returns the interval of the median of `numbers`; None where they are too few for 95 % (under six).

    Its ends are two of the numbers themselves, by rank, so the shape of the distribution does not matter.

    Source: W. J. Conover, "Practical Nonparametric Statistics", 3rd edition, 1999, 3.2.
    """
    ranks = median_ranks(len(numbers))
    if ranks is None:
        return None
    array = np.asarray(numbers, dtype=np.float64)
    low, high = ranks
    parted = np.partition(array, (low, high))
    return Interval(float(parted[low]), float(parted[high]))


@cache
def median_ranks(n: int) -> tuple[int, int] | None:
    """Returns the 0-based ranks of the two observations between which the median lies at 95 %; None where n < 6.

    >>> median_ranks(6), median_ranks(10), median_ranks(5)
    ((0, 5), (1, 8), None)
    """
    if n < 6:
        return None
    if n >= _EXACT_RANKS_BELOW:
        low = math.floor(n / 2 - normal_quantile(LEVEL) * math.sqrt(n) / 2)
        return low - 1, n - low
    below, rank = 0.5**n, 0  # the chance that fewer than rank + 1 observations lie below the median
    while True:
        following = below + math.comb(n, rank + 1) * 0.5**n
        if following > (1 - LEVEL) / 2:
            return rank, n - 1 - rank
        below, rank = following, rank + 1
