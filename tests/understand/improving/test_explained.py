"""Shares of what can be explained: by hand, by an independent calculation, and by the law that they sum to R²."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resa.understand.improving.explained import (
    correlations,
    correlations_again,
    r_squared,
    relative_weights,
    shapley_shares,
)


def test_two_predictors_by_hand() -> None:
    """r12 = .5, r1y = .6, r2y = .5: R² = (.36 + .25 - 2*.6*.5*.5)/.75 = .41333; alone .36 and .25.

    The first adds .36 alone and .41333 - .25 = .16333 after the other: on average .26167; the second the rest, .15167.
    """
    matrix = np.array([[1, 0.5, 0.6], [0.5, 1, 0.5], [0.6, 0.5, 1]])
    assert r_squared(matrix) == pytest.approx(0.41333, abs=1e-5)
    assert shapley_shares(matrix).tolist() == pytest.approx([0.26167, 0.15167], abs=1e-5)


def test_johnsons_weights_of_two_by_hand() -> None:
    """The root of [[1, .5], [.5, 1]] is [[a, b], [b, a]] with a = .96593 and b = .25882."""
    matrix = np.array([[1, 0.5, 0.6], [0.5, 1, 0.5], [0.6, 0.5, 1]])
    a, b = 0.9659258, 0.2588190
    slopes = np.linalg.solve([[a, b], [b, a]], [0.6, 0.5])
    expected = [a * a * slopes[0] ** 2 + b * b * slopes[1] ** 2, b * b * slopes[0] ** 2 + a * a * slopes[1] ** 2]
    assert relative_weights(matrix).tolist() == pytest.approx(expected, abs=1e-6)


def test_an_independent_calculation_gives_the_same() -> None:
    linear = pytest.importorskip("sklearn.linear_model", reason="scikit-learn is not installed")
    rng = np.random.default_rng(7)
    inputs = rng.normal(size=(300, 4)) @ rng.normal(size=(4, 4))
    outcome = inputs @ [0.5, 0.0, -0.3, 0.2] + rng.normal(size=300)

    def explained(columns: tuple[int, ...]) -> float:
        if not columns:
            return 0.0
        kept = inputs[:, columns]
        return float(linear.LinearRegression().fit(kept, outcome).score(kept, outcome))

    expected = np.zeros(4)
    for order in permutations(range(4)):
        for at, one in enumerate(order):
            expected[one] += explained(order[: at + 1]) - explained(order[:at])
    found = shapley_shares(correlations(np.column_stack([inputs, outcome])))
    assert found.tolist() == pytest.approx((expected / 24).tolist(), abs=1e-6)


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.integers(2, 7))
def test_both_sum_to_r_squared(seed: int, size: int) -> None:
    rng = np.random.default_rng(seed)
    table = rng.normal(size=(60, size + 1)) @ rng.normal(size=(size + 1, size + 1))
    matrix = correlations(table)
    whole = r_squared(matrix)
    assert shapley_shares(matrix).sum() == pytest.approx(whole, abs=1e-6)
    assert relative_weights(matrix).sum() == pytest.approx(whole, abs=1e-6)
    assert (shapley_shares(matrix) >= -1e-9).all()


def test_drawn_orders_come_near_and_sum_to_r_squared() -> None:
    rng = np.random.default_rng(1)
    table = rng.normal(size=(400, 14))
    table[:, -1] += table[:, :3] @ [1.0, 0.5, 0.25]
    matrix = correlations(table)
    found = shapley_shares(matrix)
    assert found.sum() == pytest.approx(r_squared(matrix), abs=1e-6)
    assert found.argmax() == 0


def test_a_column_that_never_changes_explains_nothing() -> None:
    rng = np.random.default_rng(2)
    table = np.column_stack([np.ones(50), rng.normal(size=50), rng.normal(size=50)])
    assert shapley_shares(correlations(table))[0] == pytest.approx(0, abs=1e-9)


def test_rows_drawn_anew_correlate_as_a_table_of_those_rows_does() -> None:
    """Rows are drawn by the same dice here, and stand in the table as often as they were drawn."""
    table = np.random.default_rng(3).normal(size=(40, 3))
    table[:, 1] += 1_000.0
    table[:, 2] = 7.0
    dice = np.random.default_rng(9)
    expected = [correlations(table[dice.integers(0, 40, 40)]) for _ in range(5)]
    found = correlations_again(table, times=5, rng=np.random.default_rng(9))
    assert found == pytest.approx(np.array(expected), abs=1e-9)
    assert correlations_again(table, times=0, rng=dice).shape == (0, 3, 3)
