"""Credit by each rule, counted by hand; units put together; distances between paths."""

import numpy as np
import pytest

from resa.kernels.chainmixture import edit_distances
from resa.kernels.credit import RULES, edge_counts, rule_credit


def test_each_rule_shares_out_a_path_by_hand() -> None:
    """0 1 0 2 is worth 10; the last touch is fresh and each before it half as fresh as the next."""
    found = rule_credit(
        np.array([0, 4]), np.array([0, 1, 0, 2]), recency=np.array([0.125, 0.25, 0.5, 1.0]), gained=np.array([10.0]),
        group=np.zeros(1, np.int64), shape=(1, 3),
    )[:, 0]  # fmt: skip
    told = dict(zip((*RULES, "touched"), found.round(4).tolist(), strict=True))
    assert told["first"] == [10, 0, 0]
    assert told["last"] == [0, 0, 10]
    assert told["linear"] == [5, 2.5, 2.5]
    assert told["position"] == [5, 1, 4]
    assert told["decay"] == pytest.approx([10 * 0.625 / 1.875, 10 * 0.25 / 1.875, 10 / 1.875], abs=1e-4)
    assert told["shapley"] == pytest.approx([10 / 3] * 3, abs=1e-4)
    assert told["touched"] == [10, 10, 10]


@pytest.mark.parametrize(("path", "position"), [([0], [1, 0]), ([0, 1], [0.5, 0.5]), ([1, 1], [0, 1])])
def test_short_paths_by_position(path: list[int], position: list[float]) -> None:
    found = rule_credit(
        np.array([0, len(path)]), np.array(path), recency=np.ones(len(path)), gained=np.ones(1),
        group=np.zeros(1, np.int64), shape=(1, 2),
    )  # fmt: skip
    assert found[RULES.index("position"), 0].tolist() == position


def test_steps_are_counted_with_their_ends() -> None:
    ends = (np.array([2.0, 0.0]), np.array([1.0, 4.0]))
    found = edge_counts(np.array([0, 2, 3]), np.array([0, 1, 0]), ends=ends, group=np.array([0, 1]), shape=(2, 2))
    assert found[0].tolist() == [[0, 3, 0, 0], [0, 0, 2, 1], [3, 0, 0, 0]]
    assert found[1].tolist() == [[0, 0, 0, 4], [0, 0, 0, 0], [4, 0, 0, 0]]


def test_distance_is_by_the_longer_path() -> None:
    found = edit_distances(np.array([0, 3, 6, 6]), np.array([1, 2, 3, 1, 3, 3]))
    assert found.round(4).tolist() == [[0, 0.3333, 1], [0.3333, 0, 1], [1, 1, 0]]
