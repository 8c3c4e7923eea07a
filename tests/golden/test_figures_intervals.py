"""Intervals and tests against printed tables and sums done by hand."""

import math

import numpy as np
import pytest

from resa.understand import interval
from resa.understand.comparison import Sample, discoveries, mean_difference, share_difference
from resa.understand.distribution import student_quantile


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    # Source: R. Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_equals_the_published_examples(part: int, whole: int, low: float, high: float) -> None:
    around = interval.wilson(part, whole=whole)
    assert around is not None
    assert (round(around.low, 4), round(around.high, 4)) == (low, high)


def test_a_share_of_nobody_has_no_interval() -> None:
    assert interval.wilson(0, whole=0) is None


def test_net_promoter_interval_equals_the_hand_calculation() -> None:
    # 10 promoters, 5 passives, 5 detractors: n + 3 = 23, up = 10.75 / 23 = 0.467391, down = 5.75 / 23 = 0.25,
    # difference 0.217391, variance (0.717391 - 0.047259) / 23 = 0.0291362, half = 1.959964 * 0.170693 = 0.334553.
    around = interval.net_promoter(10, passives=5, detractors=5)
    assert around is not None
    assert around.low == pytest.approx(-11.716, abs=0.01)
    assert around.high == pytest.approx(55.194, abs=0.01)


@pytest.mark.parametrize(
    ("freedom", "expected"),
    # Source: the table of Student's t in any handbook, two-sided 5 %.
    [(1, 12.706), (2, 4.303), (3, 3.182), (5, 2.571), (10, 2.228), (29, 2.045), (120, 1.980)],
)
def test_student_quantiles_equal_the_printed_table(freedom: int, expected: float) -> None:
    assert round(student_quantile(0.95, freedom=freedom), 3) == expected


def test_mean_interval_equals_the_hand_calculation() -> None:
    # 2, 4, 4, 4, 5, 5, 7, 9: mean 5, sum of squares about it 32, variance 32 / 7, error sqrt(32 / 56) = 0.755929,
    # t(7) = 2.36462, half 1.78749.
    numbers = [2.0, 4, 4, 4, 5, 5, 7, 9]
    around = interval.mean(numbers)
    assert around is not None
    assert (round(around.low, 4), round(around.high, 4)) == (3.2125, 6.7875)
    sums = interval.mean_from_sums(40.0, squares=232.0, n=8)
    assert sums is not None
    assert math.isclose(sums.low, around.low)


@pytest.mark.parametrize(
    ("n", "ranks"),
    # 1-based order statistics for 95 %; source: the table of signed ranks of the median in Conover 1999, from the
    # binomial (n, 1/2): the largest l with P(X < l) <= 0.025.
    [(6, (1, 6)), (9, (2, 8)), (10, (2, 9)), (15, (4, 12)), (20, (6, 15)), (25, (8, 18)), (50, (18, 33))],
)
def test_median_ranks_equal_the_printed_table(n: int, ranks: tuple[int, int]) -> None:
    found = interval.median_ranks(n)
    assert found is not None
    assert (found[0] + 1, found[1] + 1) == ranks


def test_large_samples_go_on_where_exact_ranks_end() -> None:
    exact, normal = interval.median_ranks(399), interval.median_ranks(400)
    assert exact is not None
    assert normal is not None
    assert abs(exact[0] - normal[0]) <= 1
    assert normal[0] + normal[1] == 399


def test_median_interval_gives_two_of_the_numbers() -> None:
    around = interval.median(np.array([9.0, 1, 8, 2, 7, 3, 6, 4, 5, 10]))
    assert around is not None
    assert (around.low, around.high) == (2.0, 9.0)


def test_benjamini_and_hochberg_keep_the_four_of_their_paper() -> None:
    # Source: Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", 1995, section 3.2.
    p_values = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590,
        1.0,
    ]  # fmt: skip
    assert discoveries(p_values) == [True] * 4 + [False] * 11
    assert discoveries(p_values[::-1]) == [False] * 11 + [True] * 4


def test_welch_equals_the_hand_calculation() -> None:
    # (3.0, 4.0, 5.0) and (6.0, 8.0, 10.0): means 4 and 8, variances 1 and 4, t = 4 / sqrt(1/3 + 4/3) = 3.0984,
    # freedom (5/3)^2 / ((1/3)^2 / 2 + (4/3)^2 / 2) = 2.9412; p lies between those of 2 (0.090) and 3 (0.053).
    p_value = mean_difference(Sample(3, 4.0, 1.0), other=Sample(3, 8.0, 4.0))
    assert 0.0532 < p_value < 0.0903


def test_no_difference_and_no_people_prove_nothing() -> None:
    assert share_difference(3, whole=10, other_part=30, other_whole=100) == pytest.approx(1.0)
    assert share_difference(0, whole=0, other_part=30, other_whole=100) == 1.0
    assert mean_difference(Sample(1, 4.0, 0.0), other=Sample(9, 5.0, 1.0)) == 1.0
