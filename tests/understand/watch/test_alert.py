"""Alerts on a town: what is told of a surge of questions, and that the day one looks from counts."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from resa.model.table import Table
from resa.understand.watch.alert import alerts, look

DAYS = 110
SURGE = 90


@pytest.fixture
def rows() -> list[dict[str, Any]]:
    """Each day some ten visits of a page and four calls about delivery, eight from day 90 on; all at noon."""
    rng = np.random.default_rng(4)
    found: list[dict[str, Any]] = []
    for day in range(DAYS):
        visits, calls = int(rng.poisson(10)), int(rng.poisson(4 if day < SURGE else 12))
        found += [{"who": 1000 + at, "at": day, "name": "home", "kind": "view"} for at in range(visits)]
        found += [
            {"who": at, "at": day, "channel": "phone", "name": "call", "kind": "call", "topic": "delivery"}
            for at in range(calls)
        ]
    return found


def told(built: Any, where: str | None = None) -> Table:
    asked = built.asked(where)
    seen = look(built.engine, **asked, source=built.source, catalogue=built.catalogue, goals=(), zone=ZoneInfo("UTC"))
    return alerts(built.engine, **asked, seen=seen)


def test_a_surge_of_questions_is_told_with_place_time_size_and_customers(town: Callable[..., Any], rows: Any) -> None:
    answer = told(town(rows))
    [one] = [row for row in answer if row["what"] == "contacts"]
    assert (one["state"], one["kind"], one["at"], one["part"]) == ("now", "surge", "delivery", "topic")
    assert one["since"] in ("2026-04-04", "2026-04-05", "2026-04-06")  # 90 days after 5 January
    assert one["until"] is None
    calls = [row for row in rows if row.get("topic") and row["at"] >= SURGE]
    assert one["observed"] == pytest.approx(len(calls), abs=20)  # the day or two on which it began
    assert one["expected"] == pytest.approx(80, rel=0.2)
    assert one["expected_interval"][0] < one["expected"] < one["expected_interval"][1] < one["observed"]
    assert one["customers"] <= max(row["who"] for row in calls) + 1
    assert one["mark"] in ("call", "phone: call")
    assert one["evidence"].startswith("resa show touchpoints --where \"topic = 'delivery'\" --from 2026-04-0")
    assert [day[5] for day in one["days"][-2:]] == [True, True]


def test_before_it_happened_there_is_nothing_to_tell(town: Callable[..., Any], rows: Any) -> None:
    answer = told(town(rows), "time < 2026-04-04")
    assert answer.rows == ()
    assert answer.notes[0].endswith("with at most 1 false alarm a month")
    assert "2026-04-03 is the last whole day that was looked at" in answer.notes


def test_of_weeks_too_few_nothing_is_expected(town: Callable[..., Any], rows: Any) -> None:
    answer = told(town(rows), "time < 2026-02-20")
    assert answer.rows == ()
    assert answer.notes == ("a series is watched once nine weeks of it are known, and none is as yet",)


def test_nothing_at_all_is_no_alert(town: Callable[..., Any]) -> None:
    assert told(town([{"who": 1, "at": 0, "name": "home"}])).rows == ()
