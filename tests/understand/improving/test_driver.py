"""Drivers on a town in which the late parcels decide the score, and a page nobody misses decides nothing."""

from typing import Any

import numpy as np
import pytest

from resa.model.goal import Goal
from resa.understand.improving.contrast import contrast
from resa.understand.improving.driver import Outcome, driven, drivers
from resa.understand.improving.predictor import Predictor
from resa.understand.material import material


def parcels(town: Any) -> Any:
    """400 orders; every other parcel takes nine days instead of three, and its customer answers 2 instead of 5."""
    rows: list[dict[str, Any]] = []
    said = []
    for who in range(400):
        is_late = who % 2 == 1
        rows.append({"who": who, "at": 0, "name": "product page"})
        if who % 3 == 0:
            rows.append({"who": who, "at": 0.1, "name": "size guide"})
        rows.append({"who": who, "at": 1, "name": "order", "kind": "order"})
        days = (9 if is_late else 3) + who % 5 / 10
        parcel = {"name": "order delivered", "channel": "parcel", "kind": "delivery", "wait_seconds": days * 86_400}
        rows.append({"who": who, "at": 1 + days, **parcel})
        score = (2 if is_late else 5) - (who % 7 == 0)
        said.append({"who": who, "at": 20, "score": score, "score_low": 1, "score_high": 5, "touchpoint": "survey"})
    return town(rows, answers=said)


def test_the_wait_that_decides_comes_first(town: Any) -> None:
    small = parcels(town)
    goal = Goal("purchase", "kind = order")
    asked = small.asked()
    seen = material(small.engine, small.source, scope=asked["scope"], catalogue=small.catalogue, goal=goal)
    table = drivers(seen, scope=asked["scope"], now=asked["now"], chains=(), revision=1)
    mine = [row for row in table.rows if row["outcome"] == "csat"]
    first = mine[0]
    assert (first["driver"], first["place"]) == ("wait", "delivery")
    assert first["share"] > 0.9
    assert first["slope"] < -0.9
    assert first["differs"]
    low, high = first["share_interval"]
    assert low <= first["share"] <= high
    assert sum(row["share"] for row in mine) == pytest.approx(1)
    assert sum(row["weight"] for row in mine) == pytest.approx(1)
    assert any(note.startswith("csat: 400 explained, R² 0.9") for note in table.notes)


def test_of_two_that_say_the_same_each_has_half() -> None:
    rng = np.random.default_rng(5)
    one = rng.normal(size=2000)
    same = Predictor("wait", "answer", one), Predictor("wait", "delivery", one.copy())
    found = driven(Outcome("nps", one + rng.normal(size=2000), same), resamples=0)
    assert found.shares[0] == pytest.approx(found.shares[1], abs=1e-6)
    assert found.shares.sum() == pytest.approx(found.r2, abs=1e-6)
    assert found.weights[0] == pytest.approx(found.weights[1], abs=1e-6)


def test_the_interval_covers_what_is_true() -> None:
    """Two independent drivers of variance 1 with slopes 1 and .5, noise of variance 1: shares are .8 and .2."""
    covered = 0
    for seed in range(20):
        rng = np.random.default_rng(seed)
        first, second = rng.normal(size=(2, 500))
        both = Predictor("wait", "answer", first), Predictor("wait", "delivery", second)
        found = driven(Outcome("nps", first + second / 2 + rng.normal(size=500), both), resamples=60)
        low, high = found.intervals[0]
        covered += int(low <= 1 / 2.25 <= high)  # R² is 1.25 / 2.25, of which 1 / 2.25 falls to the first
    assert covered >= 17


@pytest.mark.parametrize(
    ("outcomes", "nature"),
    [((0, 5, 5), "must_have"), ((5, 5, 9), "delight"), ((1, 5, 9), "both"), ((5, 5, 5), None), ((9, 5, 5), None)],
)
def test_must_have_delight_or_both(outcomes: tuple[float, ...], nature: str | None) -> None:
    rng = np.random.default_rng(1)
    found = contrast(np.repeat([-1.0, 1.0, 2.0], 50), np.repeat(outcomes, 50) + rng.normal(0, 0.1, 150), cuts=(0, 2))
    assert found is not None
    assert found.nature == nature or (nature is None and abs(found.penalty) < 0.1)


def test_too_few_in_a_third_say_nothing() -> None:
    assert contrast(np.repeat([-1.0, 1.0, 2.0], 20), np.zeros(60), cuts=(0, 2)) is None
    assert contrast(np.zeros(0), np.zeros(0)) is None
