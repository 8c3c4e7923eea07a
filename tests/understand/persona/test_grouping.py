"""Groups are found where they are planted, come back, and are not invented."""

import numpy as np
import pytest
from benchmarks.personaworld import SEEDS, WANTED, found, grouping_of
from benchmarks.worlds import planted as planted_worlds

from resa.understand.matching import adjusted_rand, matched
from resa.understand.persona.grouping import LEAST_STABILITY


def planted(n: int = 300) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Two kinds of people: one with small figures who say 0, one with large figures who say 1, most of the time."""
    rng = np.random.default_rng(7)
    truth = np.repeat([0, 1], n // 2)
    figures = rng.normal(size=(n, 3)) + 3.0 * truth[:, None]
    words = np.where(rng.random((n, 2)) < 0.9, truth[:, None], 1 - truth[:, None])
    return figures, words, truth


def test_two_plain_groups_are_found_and_stable() -> None:
    figures, words, truth = planted()
    grouping = grouping_of(figures, words)
    assert grouping.mixture is not None
    assert grouping.mixture.groups == 2
    assert adjusted_rand(grouping.group, truth) > 0.9
    assert grouping.stability is not None
    assert grouping.stability >= LEAST_STABILITY


def test_the_same_people_in_another_order_are_in_the_same_groups() -> None:
    figures, words, _ = planted()
    order = np.random.default_rng(1).permutation(len(figures))
    one, other = grouping_of(figures, words), grouping_of(figures[order], words[order])
    assert adjusted_rand(one.group[order], other.group) > 0.95
    assert np.array_equal(one.group, grouping_of(figures, words).group)


def test_where_nothing_hangs_together_no_group_is_invented() -> None:
    rng = np.random.default_rng(3)
    grouping = grouping_of(rng.normal(size=(600, 4)), rng.integers(0, 3, (600, 4)))
    assert grouping.mixture is None
    assert (grouping.group == -1).all()


def test_a_handful_of_people_makes_no_groups() -> None:
    figures, words, _ = planted(60)
    assert grouping_of(figures, words).mixture is None


def test_gaps_say_nothing_and_strange_rows_pull_no_group_along() -> None:
    figures, words, truth = planted()
    rng = np.random.default_rng(5)
    figures[rng.random(figures.shape) < 0.2] = np.nan
    figures[:6] = 40.0
    words[rng.random(words.shape) < 0.2] = -1
    grouping = grouping_of(figures, words)
    assert adjusted_rand(grouping.group[6:], truth[6:]) > 0.8


def test_agreement_by_hand() -> None:
    """Six pairs; a and b agree on one of two pairs each makes, chance would agree on 2 * 2 / 6."""
    one, other = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    assert adjusted_rand(one, other) == pytest.approx((0 - 4 / 6) / (2 - 4 / 6))


def test_groups_are_paired_for_the_best_whole() -> None:
    """Greedy would take 0.9 first and end with 0.9 + 0.1; the best is 0.8 + 0.85."""
    assert matched(np.array([[0.9, 0.8], [0.85, 0.1]])) == {0: 1, 1: 0}
    assert matched(np.array([[0.0, 0.0], [0.3, 0.0]])) == {1: 0}


has_worlds = pytest.mark.skipif(planted_worlds() is None, reason="RESA_TEST_DATA names no folder beside the worlds")


@has_worlds
def test_planted_personas_of_one_world_are_found() -> None:
    world = found(1.5, seed=0)
    assert world is not None
    assert world.agreement >= 0.88
    assert world.groups == 5


@pytest.mark.slow
@has_worlds
@pytest.mark.parametrize("separation", WANTED)
def test_planted_personas_are_found_at_every_distance(separation: float) -> None:
    worlds = [found(separation, seed=seed) for seed in SEEDS]
    assert np.mean([world.agreement for world in worlds if world]) >= WANTED[separation]
