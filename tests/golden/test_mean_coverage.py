"""How often the interval of a mean of scores holds the truth: drawn from populations whose mean is known."""

import numpy as np
import pytest

from resa.understand import interval

POINTS = np.arange(1.0, 6.0)
SCALE = (1.0, 5.0)
POPULATIONS = (
    (0.05, 0.07, 0.13, 0.35, 0.40), (0.02, 0.03, 0.05, 0.20, 0.70), (0.01, 0.01, 0.02, 0.06, 0.90),
    (0.30, 0.10, 0.10, 0.10, 0.40), (0.20, 0.20, 0.20, 0.20, 0.20), (0.05, 0.20, 0.50, 0.20, 0.05),
    (0.60, 0.20, 0.10, 0.06, 0.04), (0.03, 0.00, 0.00, 0.00, 0.97),
)  # fmt: skip
"""Shares of the scores 1 to 5: glad, gladder, nearly all at the top, torn, even, middling, bad, one in thirty bad."""


def coverage(population: tuple[float, ...], *, n: int, draws: int, seed: int) -> float:
    """Returns the share of samples of `n` scores whose interval holds the population's mean."""
    drawn = np.random.default_rng(seed).multinomial(n, population, size=draws)
    samples, times = np.unique(drawn, axis=0, return_counts=True)
    truth, held = float(np.dot(population, POINTS)), 0
    for sample, count in zip(samples, times.tolist(), strict=True):
        total, squares = float(sample @ POINTS), float(sample @ POINTS**2)
        around = interval.mean_on_scale(total, squares=squares, n=n, scale=SCALE)
        assert around is not None
        assert SCALE[0] <= around.low <= around.high <= SCALE[1]
        held += count * (around.low <= truth <= around.high)
    return held / draws


@pytest.mark.parametrize("n", [4, 100])
def test_the_interval_holds_the_truth_as_often_as_it_says(n: int) -> None:
    found = [coverage(one, n=n, draws=1_000, seed=0) for one in POPULATIONS]
    assert min(found) >= 0.92, found


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("n", [2, 4, 8, 15, 30, 100, 400])
def test_no_population_and_no_size_of_sample_is_an_exception(n: int, seed: int) -> None:
    found = [coverage(one, n=n, draws=10_000, seed=seed) for one in POPULATIONS]
    assert min(found) >= 0.935, found
    assert n < 400 or max(found) <= 0.97, found


def test_alike_answers_leave_doubt_and_none_leave_nothing() -> None:
    around = interval.mean_on_scale(20.0, squares=100.0, n=4, scale=SCALE)
    assert around is not None
    # 4 of 5, one of 1, one of 5: mean 26 / 6, mean of squares 126 / 6
    assert around.low == pytest.approx(26 / 6 - 1.959964 * ((126 / 6 - (26 / 6) ** 2) / 6) ** 0.5, abs=1e-6)
    assert around.high == 5.0
    assert interval.mean_on_scale(0.0, squares=0.0, n=0, scale=SCALE) is None
