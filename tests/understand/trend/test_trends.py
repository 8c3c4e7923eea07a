"""Touchpoints and channels month by month: what is told of each, what is unfinished, and what counts."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from resa.model.goal import Goal
from resa.model.table import Table
from resa.understand.reach import channels, touchpoints
from resa.understand.trend.answer import Grounds, with_trends

ORDER = Goal("purchase", "kind = order")
MONTHS = 9


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    """Each month 40 visits of a page, of which half order the next day; calls grow from 10 a month by ten a month.

    Day 0 is 5 January 2026; months are of 30 days, so that calendar months hold about as many.
    """
    found: list[dict[str, Any]] = []
    for at in range(MONTHS * 40):
        day = 27 + at * 30 / 40  # from 1 February on
        found.append({"who": at, "at": day, "name": "page", "kind": "view"})
        if at % 2:
            found.append({"who": at, "at": day + 1, "name": "order", "kind": "order"})
    for month in range(MONTHS):
        for at in range(10 + 10 * month):
            day = 27 + 30 * (month + at / (10 + 10 * month))
            found.append(
                {
                    "who": 1000 + month * 100 + at,
                    "at": day,
                    "name": "call",
                    "kind": "call",
                    "channel": "phone",
                    "wait_seconds": 60.0,
                }
            )
    return found


def told(built: Any, by: str = "touchpoint", zone: str = "UTC") -> Table:
    asked = built.asked()
    plain = (
        touchpoints(built.engine, **asked, catalogue=built.catalogue)
        if by == "touchpoint"
        else channels(built.engine, **asked)
    )
    grounds = Grounds(built.engine, asked["scope"], built.source, built.catalogue, (ORDER,), ZoneInfo(zone))
    return with_trends(plain, by=by, grounds=grounds)  # type: ignore[arg-type] # one of both


def test_each_figure_has_its_series_and_those_that_change_are_named(town: Callable[..., Any], rows: Any) -> None:
    found = {row["name"]: row for row in told(town(rows)).rows}
    calls, page = found["call"], found["page"]
    assert calls["changed"][0] == "customers:up"
    assert calls["trend"]["figures"]["customers"]["change"] > 0.1
    assert page["changed"] == []
    assert page["trend"]["step"] == "month"
    assert len(page["trend"]["at"]) == len(page["trend"]["figures"]["customers"]["series"])
    assert sum(page["trend"]["figures"]["customers"]["series"]) == MONTHS * 40


def test_what_comes_of_a_place_is_told_over_all(town: Callable[..., Any], rows: Any) -> None:
    answer = told(town(rows))
    found = {row["name"]: row for row in answer.rows}
    assert found["page"]["conversion_share"] == pytest.approx(0.5, abs=0.02)
    assert found["page"]["left_share"] == 1  # the order is another visit, a day later
    assert found["call"]["wait_median"] == 60
    assert found["call"]["left_share"] is None
    assert answer.measures["wait_median"].unit == "seconds"


def test_unfinished_months_are_marked_and_count_for_no_direction(town: Callable[..., Any], rows: Any) -> None:
    answer = told(town(rows))
    trend = answer.rows[0]["trend"]
    assert trend["at"][0] == "2026-02"
    assert trend["is_whole"][:-1] == [True] * (len(trend["at"]) - 1)
    assert trend["is_whole"][-1] is False
    assert f"not whole, and in no direction: {trend['at'][-1]}" in answer.notes


def test_months_begin_where_the_workspace_is(town: Callable[..., Any]) -> None:
    late = [
        {"who": at, "at": 26.49 + at * 40, "name": "page", "kind": "view"} for at in range(6)
    ]  # 31 January, 23.45 UTC
    built = town(late)
    assert told(built).rows[0]["trend"]["at"][0] == "2026-01"
    assert told(built, zone="Europe/Stockholm").rows[0]["trend"]["at"][0] == "2026-02"


def test_few_months_are_told_by_week(town: Callable[..., Any]) -> None:
    built = town([{"who": at, "at": at / 4, "name": "page", "kind": "view"} for at in range(200)])
    trend = told(built).rows[0]["trend"]
    assert (trend["step"], trend["at"][0]) == ("week", "2026-01-05")


def test_channels_have_the_same(town: Callable[..., Any], rows: Any) -> None:
    found = {row["channel"]: row for row in told(town(rows), by="channel").rows}
    assert found["phone"]["changed"][0] == "customers:up"
    assert found["phone"]["wait_median"] == 60
