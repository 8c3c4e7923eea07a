"""Strong and weak service across channels, held against who came back: counted by hand, and equals with equals."""

from typing import Any

import numpy as np
import pytest
from tests.understand.conftest import Build

from resa.model.goal import Goal
from resa.understand.omnichannel.stratum import strata, stratified
from resa.understand.omnichannel.tested import omnichannel

GOAL = Goal("purchase", "kind = order")


def visits(who: int, channels: list[str], *, back: bool, topics: dict[int, str] | None = None) -> list[dict[str, Any]]:
    """A visit a day on each of the channels from day 100 on; who comes back does so on day 220."""
    rows: list[dict[str, Any]] = [
        {"who": who, "at": 100.0 + n, "name": f"at {channel}", "channel": channel, "topic": (topics or {}).get(n)}
        for n, channel in enumerate(channels)
    ]
    return rows + ([{"who": who, "at": 220.0, "name": "at web", "channel": "web"}] if back else [])


def rows() -> list[dict[str, Any]]:
    found = [{"who": 99, "at": 280.0, "name": "at web", "channel": "web"}]  # the newest: 90 days before it is day 190
    for who in range(10):
        found += visits(who, ["web", "store", "app"], back=who < 8)
    for who in range(10, 20):
        found += visits(who, ["web", "web", "web"], back=who < 15)
    for who in range(20, 24):
        found += visits(who, ["web", "chat", "phone"], back=who < 21, topics={1: "parcel", 2: "parcel"})
    return found + visits(30, ["web"], back=True)  # one visit is too few to be met across channels


def told(town: Build, **more: Any) -> dict[str, Any]:
    small = town(rows())
    table = omnichannel(small.engine, source=small.source, goals=(GOAL,), **small.asked(**more))
    assert "tested here, not repeated" in table.notes[0]
    return {row["handling"]: row for row in table.rows}


def test_who_came_back_by_how_they_were_served(town: Build) -> None:
    found = told(town)
    assert (found["channels"]["strong"], found["channels"]["weak"]) == (14, 10)
    assert (found["channels"]["strong_share"], found["channels"]["weak_share"]) == (9 / 14, 0.5)
    assert (found["handovers"]["strong"], found["handovers"]["weak"]) == (10, 4)
    assert (found["handovers"]["strong_share"], found["handovers"]["weak_share"]) == (0.8, 0.25)
    assert (found["both"]["strong"], found["both"]["weak"]) == (10, 14)
    assert found["both"]["difference"] == pytest.approx(0.8 - 6 / 14)
    assert found["both"]["equals_difference"] == pytest.approx(0.8 - 6 / 14)  # all came three times: all are equals
    assert found["both"]["equals"] == 24
    assert found["both"]["small_sample"]


def test_equals_are_compared_with_equals() -> None:
    """Busy ones come back in 8 of 10 cases, others in 2 of 10, however served: the groups differ, equals do not."""
    strong = np.array([True] * 100 + [False] * 100)
    busy = np.array([True] * 80 + [False] * 20 + [True] * 20 + [False] * 80)
    kept = np.zeros(200, bool)
    for group in (True, False):
        for often, share in ((True, 0.8), (False, 0.2)):
            mine = np.flatnonzero((strong == group) & (busy == often))
            kept[mine[: round(len(mine) * share)]] = True
    assert kept[strong].mean() - kept[~strong].mean() == pytest.approx(0.36)
    found = stratified(strong, ~strong, kept=kept, stratum=busy.astype(np.int64))
    assert found.difference == pytest.approx(0.0, abs=1e-12)
    assert found.interval is not None
    assert found.interval.low < 0 < found.interval.high
    assert found.p == pytest.approx(1.0)


def test_nobody_alike_is_no_comparison() -> None:
    strong = np.array([True, False])
    found = stratified(strong, ~strong, kept=strong, stratum=np.array([0, 1]))
    assert (found.difference, found.interval, found.compared) == (None, None, 0)


def test_strata_are_visits_and_days_away() -> None:
    assert strata(np.array([2, 3, 21]), np.array([7, 8, 91])).tolist() == [0, 5, 27]


def test_an_empty_scope_answers_without_rows_to_lean_on(town: Build) -> None:
    assert all(row["strong"] == row["weak"] == 0 for row in told(town, where="channel = event").values())
