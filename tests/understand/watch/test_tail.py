"""How far out a sum lies, against sums of the distributions' own chances."""

import math
from statistics import NormalDist

import numpy as np
import pytest

from resa.understand.watch.panel import COUNT, SHARE, WAIT
from resa.understand.watch.tail import Expected, distances


def expected(
    kind: int, *, mean: float, plain: float, extra: float, size: float = 1.0, unsteady: float = 0.0
) -> Expected:
    parts = (np.array([one]) for one in (mean, plain, extra, size, unsteady))
    return Expected(np.array([kind]), *parts)


def chance(distance: float) -> float:
    return 1 - NormalDist().cdf(distance)


@pytest.mark.parametrize(("mean", "seen"), [(0.5, 4), (3.0, 11), (40.0, 66)])
def test_counts_without_unsteadiness_follow_poisson(mean: float, seen: int) -> None:
    above, _ = distances(
        np.array([float(seen)]), expected=expected(COUNT, mean=mean, plain=mean, extra=mean**2, unsteady=1e-9)
    )
    exact = 1 - sum(math.exp(-mean + n * math.log(mean) - math.lgamma(n + 1)) for n in range(seen))
    assert chance(above[0]) == pytest.approx(exact, rel=0.03)


def test_unsteady_counts_follow_the_negative_binomial() -> None:
    mean, size, seen = 10.0, 20.0, 28
    one = expected(COUNT, mean=mean, plain=mean, extra=mean**2, unsteady=1 / size)
    stay = size / (size + mean)
    each = [
        math.exp(math.lgamma(n + size) - math.lgamma(size) - math.lgamma(n + 1)) * stay**size * (1 - stay) ** n
        for n in range(seen)
    ]
    above, _ = distances(np.array([float(seen)]), expected=one)
    assert chance(above[0]) == pytest.approx(1 - sum(each), rel=0.02)


def test_shares_without_likeness_follow_the_binomial() -> None:
    size, share, seen = 60, 0.3, 32
    one = expected(SHARE, mean=size * share, plain=size * share * (1 - share), extra=0.0, size=float(size))
    exact = sum(math.comb(size, n) * share**n * (1 - share) ** (size - n) for n in range(seen, size + 1))
    above, _ = distances(np.array([float(seen)]), expected=one)
    assert chance(above[0]) == pytest.approx(exact, rel=0.02)


def test_a_share_of_nearly_all_is_as_far_out_as_its_misses() -> None:
    one = expected(SHARE, mean=97.0, plain=2.91, extra=0.0, size=100.0)
    other = expected(SHARE, mean=3.0, plain=2.91, extra=0.0, size=100.0)
    assert distances(np.array([88.0]), expected=one)[1] == pytest.approx(distances(np.array([12.0]), expected=other)[0])


def test_waits_are_held_against_their_logarithm() -> None:
    one = expected(WAIT, mean=100.0, plain=400.0, extra=10_000.0)  # a fifth either way
    above, below = distances(np.array([200.0]), expected=one)
    assert above[0] == pytest.approx(math.log(2) / 0.2)
    assert below[0] == -above[0]


def test_what_is_near_is_told_roughly_and_what_is_not_expected_not_at_all() -> None:
    near = distances(np.array([11.0]), expected=expected(COUNT, mean=10.0, plain=10.0, extra=100.0))
    assert near[0][0] == pytest.approx(1 / math.sqrt(10))
    assert distances(np.array([5.0]), expected=expected(COUNT, mean=0.0, plain=0.0, extra=0.0))[0][0] == 0
