"""How often the interval of the Net Promoter Score holds the truth: drawn from populations whose score is known."""

import numpy as np
import pytest

from resa.understand import interval

POPULATIONS = (
    (0.5, 0.3, 0.2), (0.4, 0.4, 0.2), (0.35, 0.35, 0.3), (0.6, 0.25, 0.15), (0.3, 0.4, 0.3), (0.45, 0.25, 0.3),
)  # fmt: skip
"""Shares of promoters, passives and detractors, from a score of 0 to 45."""


def coverage(population: tuple[float, float, float], *, n: int, draws: int, seed: int) -> float:
    """Returns the share of samples of `n` answers whose interval holds the population's score."""
    drawn = np.random.default_rng(seed).multinomial(n, population, size=draws)
    samples, times = np.unique(drawn, axis=0, return_counts=True)
    truth, held = 100 * (population[0] - population[2]), 0
    for (promoters, passives, detractors), count in zip(samples.tolist(), times.tolist(), strict=True):
        around = interval.net_promoter(promoters, passives=passives, detractors=detractors)
        assert around is not None
        held += count * (around.low <= truth <= around.high)
    return held / draws


@pytest.mark.parametrize("n", [10, 400])
def test_the_interval_holds_the_truth_as_often_as_it_says(n: int) -> None:
    found = [coverage(one, n=n, draws=4_000, seed=0) for one in POPULATIONS]
    assert 0.93 <= float(np.mean(found)) <= 0.96, found


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("n", [10, 15, 20, 30, 50, 100, 200, 400])
def test_no_population_and_no_size_of_sample_is_an_exception(n: int, seed: int) -> None:
    found = [coverage(one, n=n, draws=20_000, seed=seed) for one in POPULATIONS]
    assert 0.93 <= float(np.mean(found)) <= 0.96, found
    assert min(found) >= 0.93, found
    assert max(found) <= (0.97 if n == 10 else 0.965), found  # ten answers give few different scores
