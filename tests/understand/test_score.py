"""Scores: groups, variants, don't-know codes, and the scale of feelings."""

import numpy as np
import pytest

from resa.understand.figure import share, withheld
from resa.understand.score import feelings, mean_score, net_promoter, nps, top_two_share


def test_promoters_are_nine_and_ten_and_detractors_up_to_six() -> None:
    groups = net_promoter(np.arange(0, 11, dtype=float))
    assert (groups.promoters, groups.passives, groups.detractors) == (2, 2, 7)


def test_s34_a_code_for_dont_know_is_no_answer() -> None:
    assert nps(np.array([10.0, 10.0, 11.0, 99.0, -1.0])).n == 2


def test_nps_of_nobody_is_absent_not_zero() -> None:
    found = nps(np.array([]))
    assert found.figure is None
    assert found.n == 0


def test_s39_three_answers_are_shown_with_interval_and_mark_or_withheld() -> None:
    found = nps(np.array([10.0, 9.0, 3.0]))
    assert found.is_small_sample
    assert found.interval is not None
    assert found.interval.low < found.figure < found.interval.high  # type: ignore[operator]  # present: three answers
    hidden = withheld(found, under=5)
    assert (hidden.figure, hidden.interval, hidden.is_withheld) == (None, None, True)


def test_nobody_is_nothing_to_withhold() -> None:
    assert not withheld(share(0, whole=0), under=5).is_withheld


def test_csat_counts_the_two_highest_of_each_scale() -> None:
    scores, high = np.array([5.0, 4, 3, 7, 6, 5]), np.array([5.0, 5, 5, 7, 7, 7])
    found = top_two_share(scores, high=high)
    assert (found.figure, found.variant, found.n) == (pytest.approx(4 / 6), "csat_top2_share", 6)


def test_mean_score_names_its_variant() -> None:
    assert mean_score(np.array([1.0, 5.0]), variant="ces_mean", scale=(1.0, 5.0)).variant == "ces_mean"


def test_feelings_are_linear_between_the_ends_and_follow_the_groups_of_nps() -> None:
    scores = np.array([1.0, 3, 5, 0, 6, 8, 10, 4])
    low = np.array([1.0, 1, 1, 0, 0, 0, 0, np.nan])
    high = np.array([5.0, 5, 5, 10, 10, 10, 10, np.nan])
    is_nps = np.array([False, False, False, True, True, True, True, False])
    found = feelings(scores, low=low, high=high, is_nps=is_nps)
    assert found[:7].tolist() == [-2, 0, 2, -2, 0, 1, 2]
    assert np.isnan(found[7])
