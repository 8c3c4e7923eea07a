"""What got worse between two periods is found, what did not is left alone."""

from itertools import permutations
from typing import Any

import numpy as np
import pytest
from benchmarks import painbound, painworld
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


def test_the_chance_of_a_pain_is_its_part_of_all_ways_to_place_pains() -> None:
    """Every way to place two pains of each kind at nine places, counted one by one."""
    ratio = np.random.default_rng(8).normal(0, 2, (9, 4))
    weights, total = np.zeros((9, 4)), 0.0
    for free in range(9):
        for kinds in set(permutations((0, 0, 1, 1, 2, 2, 3, 3))):
            places = [place for place in range(9) if place != free]
            weight = np.exp(ratio[places, kinds].sum())
            weights[places, kinds] += weight
            total += weight
    assert painbound.counted(ratio) == pytest.approx(weights / total)


def test_the_ratios_are_means_over_drawn_levels() -> None:
    rng = np.random.default_rng(1)
    before = period(1, visits=[40.0], exits=[8.0], waits=[np.array([1.0, 3.0])])
    after = period(1, visits=[50.0], exits=[16.0], waits=[np.array([4.0, 12.0, 9.0])])
    share, level = rng.beta(3, 17, 400_000), rng.normal(1.0, 0.7, 400_000)

    def leaving(effect: float) -> Any:
        worse = np.minimum(0.9, share * (1 + effect))
        return (share**8 * (1 - share) ** 32 * worse**16 * (1 - worse) ** 34).mean()

    def waiting(effect: float) -> Any:
        far = [np.log(wait) - level for wait in (1.0, 3.0)]
        far += [np.log(wait) - level - np.log1p(effect) for wait in (4.0, 12.0, 9.0)]
        return np.exp(-sum(one**2 for one in far) / (2 * 1.2**2)).mean()

    expected = [np.log(told(0.5) / told(0.0)) for told in (leaving, waiting)]
    assert painbound.ratios(before, after, effect=0.5)[0, :2] == pytest.approx(expected, abs=0.02)


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
def test_a_hundred_other_worlds_give_nearly_what_shows_without_knowing_how_much_is_planted() -> None:
    """Who knows the effect and all levels, but not that exactly two of each kind are planted, finds hardly more."""
    found = painworld.score(painworld.ours, seeds=painworld.OTHER_SEEDS)
    others = list(painworld.worlds(5000, 0.25, painworld.OTHER_SEEDS))
    blind = painbound.found_at_most(others, effect=0.25, chances=painbound.uncounted)
    assert found.precision >= 0.90
    assert found.recall >= 0.95 * blind
    assert blind < painbound.found_at_most(others, effect=0.25) < 0.60  # what is asked for can't be reached


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
