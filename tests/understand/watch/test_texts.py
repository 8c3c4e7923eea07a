"""Texts that sound bad are watched like scores, marked as inferred, and only once somebody has read them."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from tests.understand.feedback.conftest import hear  # noqa: F401 - the fixture

from resa.model.table import Table
from resa.understand.feedback.heard import Heard
from resa.understand.watch.alert import alerts, look

DAYS, SURGE = 110, 95


@pytest.fixture(scope="module")
def answers() -> list[dict[str, Any]]:
    """Each day ten reviews of a page, one in ten of which sounds bad; six in ten from day 95 on."""
    rng = np.random.default_rng(3)
    found = []
    for day in range(DAYS):
        for _ in range(int(rng.poisson(10))):
            is_bad = rng.uniform() < (0.6 if day >= SURGE else 0.1)
            text = "awful" if is_bad else "fine"
            found.append({"who": len(found), "at": day, "touchpoint": "home", "metric": "stars", "text": text})
    return found


def told(built: Any, heard: Heard | None) -> Table:
    asked = built.asked()
    seen = look(built.engine, **asked, source=built.source, catalogue=built.catalogue, goals=(), zone=ZoneInfo("UTC"),
                heard=heard)  # fmt: skip
    return alerts(built.engine, **asked, seen=seen)


def town_of(town: Callable[..., Any], answers: list[dict[str, Any]]) -> Any:
    return town([{"who": one["who"], "at": one["at"], "name": "home"} for one in answers], answers=answers)


def test_bad_texts_that_surge_are_told_and_marked_as_inferred(
    town: Callable[..., Any],
    answers: Any,
    hear: Callable[..., Heard],  # noqa: F811 - the fixture
) -> None:
    built = town_of(town, answers)
    rows = told(built, hear(built, sounds={"awful": "negative", "fine": "positive"})).rows
    [one] = [row for row in rows if row["what"] == "bad_text_share"]
    assert (one["state"], one["at"], one["provenance"]) == ("now", "home", "inferred")
    assert one["observed"] == pytest.approx(0.6, abs=0.15)
    assert one["expected"] == pytest.approx(0.1, abs=0.05)


def test_without_readings_nothing_is_told_of_texts(town: Callable[..., Any], answers: Any) -> None:
    assert not [row for row in told(town_of(town, answers), None).rows if row["what"] == "bad_text_share"]
