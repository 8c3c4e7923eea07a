"""What feelings go with: who came back, held apart by how often they had bought before."""

import numpy as np
import pytest
from tests.understand.conftest import Build
from tests.understand.feedback.conftest import Hear

from resa.model.goal import Goal
from resa.understand.comparison import common_difference
from resa.understand.feedback.loyalty import loyalty

BUY = {"channel": "web", "name": "order", "kind": "order"}
PURCHASE = Goal("purchase", "kind = order")


def test_strata_take_out_what_earlier_purchases_explain() -> None:
    # newcomers: 1 of 10 good, 4 of 40 bad come back; regulars: 32 of 40 good, 8 of 10 bad. No stratum differs.
    hit = np.array([1] + [0] * 9 + [1] * 4 + [0] * 36 + [1] * 32 + [0] * 8 + [1] * 8 + [0] * 2, np.bool_)
    good = np.array([1] * 10 + [0] * 40 + [1] * 40 + [0] * 10, np.bool_)
    regular = np.array([0] * 50 + [1] * 50)
    assert hit[good].mean() - hit[~good].mean() == pytest.approx(0.66 - 0.24)
    difference, error = common_difference(hit, is_good=good, stratum=regular)
    assert difference == pytest.approx(0.0)
    # each stratum weighs 8; variances with half a case added: 0.01178 + 0.00244, and 0.00411 + 0.01756
    assert error == pytest.approx((0.01422 + 0.02167) ** 0.5 / 2, abs=0.0001)


def test_who_felt_bad_is_followed_for_as_long_as_who_felt_good(town: Build, hear: Hear) -> None:
    people = range(60)  # the first 30 felt good, and 20 of them buy again; of the others 5 do, and 5 far too late
    orders = [{"who": who, "at": 0, **BUY} for who in people]
    orders += [{"who": who, "at": 20, **BUY} for who in (*range(20), *range(30, 35))]
    orders += [{"who": who, "at": 200, **BUY} for who in range(35, 40)]
    place = town(
        orders,
        answers=[
            {"who": who, "at": 1, "touchpoint": "order", "metric": "csat", "score": 5.0 if who < 30 else 1.0,
             "score_low": 1.0, "score_high": 5.0} for who in people
        ],
    )  # fmt: skip
    answer = loyalty(place.engine, **place.asked(), found=hear(place), goal=PURCHASE)
    row = next(one for one in answer.rows if one["outcome"] == "bought_again")
    assert (row["basis"], row["bad"], row["good"]) == ("reported", 30, 30)
    assert (row["good_share"], row["bad_share"]) == (pytest.approx(2 / 3), pytest.approx(1 / 6))
    assert row["difference"] == pytest.approx(0.5)
    assert row["differs"]
    assert answer.notes[0].startswith("observed, not proven")


def test_feelings_of_yesterday_are_not_followed_yet(town: Build, hear: Hear) -> None:
    place = town(
        [{"who": who, "at": 0, **BUY} for who in range(60)],
        answers=[
            {"who": who, "at": 1, "touchpoint": "order", "metric": "csat", "score": 5.0 if who < 30 else 1.0,
             "score_low": 1.0, "score_high": 5.0} for who in range(60)
        ],
    )  # fmt: skip
    answer = loyalty(place.engine, **place.asked(), found=hear(place), goal=PURCHASE)
    assert answer.rows == ()
    assert any("long enough ago" in note for note in answer.notes)
