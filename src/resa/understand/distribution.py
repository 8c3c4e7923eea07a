"""Tails and quantiles of the two distributions that intervals and tests here need."""

import math
from functools import cache
from statistics import NormalDist

_TINY = 1e-300
_MANY = 100  # degrees of freedom from which the expansion is exact to eight digits
_STEPS = 300
_CLOSE = 1e-13


def normal_tail(z: float) -> float:
    """Returns the chance that a standard normal draw lies at least `z` from zero, on either side.

    >>> round(normal_tail(1.959964), 6)
    0.05
    """
    return math.erfc(abs(z) / math.sqrt(2))


@cache
def normal_quantile(level: float) -> float:
    """Returns how far from zero a standard normal draw lies at most, with chance `level`.

    >>> round(normal_quantile(0.95), 3)
    1.96
    """
    return NormalDist().inv_cdf((1 + level) / 2)


def student_tail(t: float, *, freedom: float) -> float:
    """Returns the chance that a draw of Student's t lies at least `t` from zero, on either side.

    `freedom` are the degrees of freedom, above 0.

    Source: M. Abramowitz and I. Stegun, "Handbook of Mathematical Functions", 1964, 26.7.1 by 26.5.27.

    >>> round(student_tail(2.2622, freedom=9), 4)
    0.05
    """
    return _incomplete_beta(freedom / (freedom + t * t), a=freedom / 2, b=0.5)


@cache
def student_quantile(level: float, *, freedom: int) -> float:
    """Returns how far from zero a draw of Student's t lies at most, with chance `level`.

    >>> round(student_quantile(0.95, freedom=1), 3), round(student_quantile(0.95, freedom=30), 3)
    (12.706, 2.042)
    """
    if freedom >= _MANY:
        return _expanded(normal_quantile(level), freedom=freedom)
    t, step = normal_quantile(level), 1.0
    while step > _CLOSE * t:  # by Newton: the tail bends upwards, so from the left nothing is jumped over
        step = (student_tail(t, freedom=freedom) - (1 - level)) / (2 * _student_density(t, freedom=freedom))
        t += step
    return t


def _student_density(t: float, *, freedom: int) -> float:
    scale = math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2) - math.log(freedom * math.pi) / 2
    return math.exp(scale - (freedom + 1) / 2 * math.log1p(t * t / freedom))


def _expanded(z: float, *, freedom: int) -> float:
    """Returns the quantile of Student's t from the normal one.

    Source: M. Abramowitz and I. Stegun, "Handbook of Mathematical Functions", 1964, 26.7.5.
    """
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92_160,
    )
    return z + math.fsum(term / freedom**power for power, term in enumerate(terms, start=1))


def _incomplete_beta(x: float, *, a: float, b: float) -> float:
    """Returns the regularised incomplete beta function I_x(a, b).

    Source: W. Press et al., "Numerical Recipes in C", 2nd edition, 1992, 6.4.
    """
    if x <= 0 or x >= 1:
        return min(1.0, max(0.0, x))
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )  # x^a (1-x)^b / B(a, b)
    if x < (a + 1) / (a + b + 2):
        return front * _continued_fraction(x, a=a, b=b) / a
    return 1 - front * _continued_fraction(1 - x, a=b, b=a) / b


def _continued_fraction(x: float, *, a: float, b: float) -> float:
    """Evaluates the continued fraction of the incomplete beta function by Lentz's method."""
    c, d = 1.0, 1 / _off_zero(1 - (a + b) * x / (a + 1))
    total = d
    for m in range(1, _STEPS):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _off_zero(1 + term * d)
            c = _off_zero(1 + term / c)
            total *= c * d
        if abs(c * d - 1) < 1e-14:
            break
    return total


def _off_zero(number: float) -> float:
    return number if abs(number) > _TINY else _TINY
