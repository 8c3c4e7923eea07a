"""What got worse between two periods is found, what did not is left alone."""

from typing import Any

import numpy as np
import pytest
from benchmarks import painworld
from benchmarks.worlds import planted

from resa.understand.improving.worsening import PeriodCounts, changes, weighted, worsened

NO_WORLDS = planted() is None
needs_worlds = pytest.mark.skipif(NO_WORLDS, reason="the planted worlds stand beside the folder RESA_TEST_DATA names")


def period(places: int = 3, waits: Any = None, **counts: list[float]) -> PeriodCounts:
    told = {"visits": [1000.0] * places, "feedbacks": [0.0] * places, **counts}
    found = {name: np.array(told.get(name, [0.0] * places)) for name in ("exits", "repeats", "negatives", *told)}
    return PeriodCounts(waits=waits or [np.zeros(0)] * places, **found)


def test_each_kind_is_found_where_it_got_worse() -> None:
    rng = np.random.default_rng(3)
    usual = [rng.lognormal(1, 1, 400) for _ in range(3)]
    slow = [usual[0], usual[1] * 2, usual[2]]
    before = period(exits=[100, 100, 100], repeats=[50, 50, 50], feedbacks=[200] * 3, negatives=[40] * 3, waits=usual)
    after = period(
        exits=[200, 100, 100], repeats=[50, 50, 110], feedbacks=[200] * 3, negatives=[40, 90, 40], waits=slow
    )
    found = {(one.kind, one.place) for one in worsened(before, after)}
    assert found == {("exit", 0), ("repeat", 2), ("negative", 1), ("wait", 1)}
    assert worsened(after, before) == ()  # what got better is no pain


def test_the_pooled_test_is_that_of_the_book() -> None:
    """45 of 100 against 30 of 100: z = 2.19, two-sided p = 0.0285 (Fleiss 1981, 2.2)."""
    [one] = changes(period(1, visits=[100.0], exits=[30.0]), period(1, visits=[100.0], exits=[45.0]))
    assert one.distance == pytest.approx(2.19, abs=0.005)
    assert one.chance == pytest.approx(0.0285 / 2, abs=5e-5)
    assert one.ratio == pytest.approx(np.log(45.5 / 30.5))


def test_weights_are_one_on_average_and_small_where_they_change_nothing() -> None:
    visits = [20.0, 1000.0, 2000.0, 1e6]
    same = period(4, visits=visits, exits=[one / 5 for one in visits])
    weights = [one.weight for one in weighted(changes(same, same) * 24, level=0.08)][:4]
    assert np.mean(weights) == pytest.approx(1, abs=0.01)
    assert weights[0] == pytest.approx(0.3, abs=0.05)  # too few to show anything: the even part only
    assert weights[3] == pytest.approx(0.3, abs=0.05)  # so many that it shows without help
    assert min(weights[1:3]) > 1


def test_too_few_observations_are_no_test() -> None:
    assert changes(period(1, visits=[9.0], exits=[9.0]), period(1, visits=[900.0], exits=[900.0])) == []
    assert worsened(period(), period()) == ()
    always = period(1, waits=[np.full(40, 5.0)])
    assert changes(always, always) == []  # waits that never differ can't be tested, and nobody left


def test_waits_of_nothing_count_as_the_shortest() -> None:
    some = np.r_[np.zeros(20), np.ones(10), np.full(10, 4.0)]
    [one] = changes(period(1, waits=[some]), period(1, waits=[np.full(40, 4.0)]))
    assert one.kind == "wait"
    assert one.ratio == pytest.approx(0.75 * np.log(4))


@needs_worlds
def test_one_planted_world() -> None:
    found = painworld.score(painworld.ours, seeds=[4])
    assert found.precision >= 0.6  # one world has eight pains: two false ones make much of a difference
    assert found.recall >= 0.25


@needs_worlds
@pytest.mark.slow
def test_ten_planted_worlds_give_nearly_all_that_can_be_found() -> None:
    found, bound = painworld.score(painworld.ours), painworld.most()
    assert found.precision >= 0.90
    assert found.recall >= 0.97 * bound  # the bound sets its threshold knowing the truth
    assert found.recall > painworld.score(painworld.simple).recall


@needs_worlds
@pytest.mark.slow
def test_larger_worlds_give_most_of_the_planted() -> None:
    found = painworld.score(painworld.ours, journeys=8000)
    assert found.precision >= 0.90
    assert found.recall >= 0.60


@needs_worlds
@pytest.mark.slow
def test_worlds_without_pains_are_quiet() -> None:
    quiet = [worsened(before, after) == () for before, after, _ in painworld.worlds(5000, 0.0, range(100, 150))]
    assert np.mean(quiet) >= 0.85  # each false alarm at most at the stated 8 %, give or take what 50 worlds show
