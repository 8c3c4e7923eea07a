"""A line through periods: what a hand calculates, how wide it is where periods scatter, how often chance passes."""

import numpy as np
import pytest

from resa.understand.trend.slope import grown, slope

EVERY = np.ones(12, np.bool_)


def test_a_straight_line_is_found_whatever_its_periods_weigh() -> None:
    found = slope(np.arange(12) * 0.5, variances=np.linspace(0.1, 2, 12), kept=EVERY)
    assert found is not None
    assert found.change == pytest.approx(0.5)
    assert found.interval.low < 0.5 < found.interval.high


def test_by_hand_with_equal_weights() -> None:
    found = slope(np.array([1.0, 3, 2, 5, 4]), variances=np.full(5, 0.01), kept=np.ones(5, np.bool_))
    assert found is not None
    assert found.change == pytest.approx(0.8)  # 8 / 10
    # residuals leave 3.6 / 3 = 1.2 a period, error sqrt(1.2 / 10), Student's 3.182 at three degrees
    assert found.interval.high - found.change == pytest.approx(3.182 * 0.3464, rel=1e-3)


def test_periods_that_do_not_count_say_nothing() -> None:
    kept = EVERY.copy()
    kept[-1] = False
    figures = np.append(np.zeros(11), 100.0)
    found = slope(figures, variances=np.ones(12), kept=kept)
    assert found is not None
    assert found.change == 0
    assert slope(figures[:4], variances=np.ones(4), kept=kept[:4]) is None


def test_growth_is_a_share() -> None:
    found = slope(np.log(100 * 1.1 ** np.arange(12)), variances=np.full(12, 0.01), kept=EVERY)
    assert found is not None
    assert grown(found).change == pytest.approx(0.1)


def test_chance_alone_passes_one_in_twenty_even_where_periods_scatter_beyond_their_counts() -> None:
    rng = np.random.default_rng(7)
    passed = 0
    for _ in range(600):
        counts = rng.poisson(200 * rng.gamma(50, 1 / 50, 12))
        found = slope(np.log(counts), variances=1 / counts, kept=EVERY)
        assert found is not None
        passed += found.p < 0.05
    assert 0.03 < passed / 600 < 0.075
