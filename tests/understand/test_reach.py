"""Channels, touchpoints, stages, paths, funnels, retention and sessions of a town of three customers."""

from typing import Any

import pytest

from resa.mapping.catalogue import Said
from resa.model.errors import UnknownNameError
from resa.model.journey import Unit
from resa.understand.funnel import FunnelError, funnel
from resa.understand.path import transitions, waits_between
from resa.understand.reach import channels, stages, touchpoints
from resa.understand.retention import retention, sessions

ROWS = [
    {"who": 0, "at": 0, "channel": "ads", "name": "banner"},
    {"who": 0, "at": 1, "channel": "web", "name": "product page"},
    {"who": 0, "at": 3, "channel": "store", "name": "receipt"},
    {"who": 0, "at": 40, "channel": "web", "name": "product page"},
    {"who": 1, "at": 0, "channel": "web", "name": "product page"},
    {"who": 1, "at": 0.01, "channel": "web", "name": "product page"},
    {"who": 1, "at": 2, "channel": "store", "name": "receipt"},
    {"who": 2, "at": 31, "channel": "ads", "name": "banner"},
    {"who": -1, "at": 31, "channel": "ads", "name": "banner"},
]


@pytest.fixture
def small(town: Any) -> Any:
    return town(ROWS)


def test_channels_count_customers_and_interactions(small: Any) -> None:
    found = channels(small.engine, **small.asked())
    assert [tuple(row.values()) for row in found.rows] == [
        ("web", 2, 4, False),
        ("ads", 2, 2, False),
        ("store", 2, 2, True),
    ]
    assert (found.base.customers, found.base.interactions) == (3, 8)


def test_channels_count_those_of_nobody_known_in_totals(small: Any) -> None:
    found = channels(small.engine, **small.asked(), source=small.source)
    assert {row["channel"]: row["interactions"] for row in found.rows} == {"web": 4, "ads": 3, "store": 2}
    assert any("1 " in note for note in found.notes)
    assert {row["channel"]: row["of_nobody"] for row in found.rows if "of_nobody" in row} == {"ads": 1}


def test_touchpoints_tell_stage_and_where_it_comes_from(town: Any) -> None:
    small = town(ROWS, said=[Said("receipt", stage="retention")])
    found = {row["name"]: row for row in touchpoints(small.engine, **small.asked(), catalogue=small.catalogue)}
    assert found["receipt"]["provenance"] == "asserted"
    assert (found["banner"]["stage"], found["banner"]["provenance"]) == ("awareness", "inferred")
    assert (found["product page"]["customers"], found["product page"]["interactions"]) == (2, 4)


def test_stages_count_who_reached_them_and_how_long_until_the_next(small: Any) -> None:
    found = stages(small.engine, **small.asked(), catalogue=small.catalogue)
    rows = {row["stage"]: row for row in found.rows}
    assert [row["stage"] for row in found.rows] == ["awareness", "consideration", "purchase", "retention", "advocacy"]
    assert rows["awareness"]["customers"] == 2
    assert rows["awareness"]["share"] == pytest.approx(2 / 3)
    assert rows["awareness"]["share_interval"][0] < 2 / 3 < rows["awareness"]["share_interval"][1]
    assert rows["awareness"]["median_seconds_to_next"] == 86_400  # only customer 0 goes on, after a day
    assert rows["consideration"]["median_seconds_to_next"] == 2 * 86_400  # 0 and 1, after two days each
    assert rows["advocacy"]["customers"] == 0


def test_transitions_name_pairs_with_counts_customers_and_median_waits(small: Any) -> None:
    found = transitions(small.engine, **small.asked())
    rows = {(row["from"], row["to"]): row for row in found.rows}
    assert len(found) == 4
    visit = rows["product page", "receipt"]
    assert (visit["count"], visit["customers"]) == (2, 2)
    assert visit["median_wait_seconds"] == pytest.approx((2 + 1.99) / 2 * 86_400)
    assert found.to_json()["measures"]["median_wait_seconds"] == {"unit": "seconds", "variant": "median"}


def test_transitions_between_channels(small: Any) -> None:
    rows = {(row["from"], row["to"]): row["count"] for row in transitions(small.engine, **small.asked(), by="channel")}
    assert rows == {("ads", "web"): 1, ("web", "store"): 2, ("store", "web"): 1, ("web", "web"): 1}
    with pytest.raises(UnknownNameError, match="channel"):
        transitions(small.engine, **small.asked(), by="chanel")


def test_a_filter_links_neighbours_anew(small: Any) -> None:
    found = transitions(small.engine, **small.asked("channel != web"))
    assert [(row["from"], row["to"]) for row in found] == [("banner", "receipt")]


def test_waits_mark_small_samples(small: Any) -> None:
    rows = {(row["from"], row["to"]): row for row in waits_between(small.engine, **small.asked())}
    back = rows["receipt", "product page"]
    assert (back["n"], back["median_seconds"], back["p90_seconds"]) == (1, 37 * 86_400, 37 * 86_400)
    assert back["small_sample"]


def test_a_funnel_counts_units_step_by_step(small: Any) -> None:
    rows = funnel(small.engine, **small.asked(), steps=["banner", "product page", "receipt"]).rows
    assert [row["customers"] for row in rows] == [2, 1, 1]
    assert [row["share"] for row in rows] == [1.0, 0.5, 0.5]
    assert [row["step_share"] for row in rows] == [1.0, 0.5, 1.0]


def test_a_funnel_with_a_window_starts_again_where_the_first_step_comes_again(small: Any) -> None:
    steps = ["product page", "receipt"]
    assert [row["customers"] for row in funnel(small.engine, **small.asked(), steps=steps)] == [2, 2]
    near = funnel(small.engine, **small.asked(), steps=steps, within_seconds=86_400)
    assert [row["customers"] for row in near] == [2, 0]
    strict = funnel(small.engine, **small.asked(), steps=["banner", "receipt"], order="strict")
    assert [row["customers"] for row in strict] == [2, 0]
    backwards = funnel(small.engine, **small.asked(), steps=["receipt", "banner"], order="any")
    assert [row["customers"] for row in backwards] == [2, 1]


def test_a_funnel_refuses_what_it_does_not_know(small: Any) -> None:
    with pytest.raises(UnknownNameError, match="receipt"):
        funnel(small.engine, **small.asked(), steps=["receit"])
    with pytest.raises(FunnelError, match="ordered"):
        funnel(small.engine, **small.asked(), steps=["receipt"], order="loose")
    with pytest.raises(FunnelError, match="steps"):
        funnel(small.engine, **small.asked(), steps=[])


def test_retention_counts_month_cohorts(small: Any) -> None:
    found = retention(small.engine, **small.asked())
    assert [(row["cohort"], row["age"], row["customers"], row["share"]) for row in found] == [
        ("2026-01", 0, 2, 1.0),
        ("2026-01", 1, 1, 0.5),
        ("2026-02", 0, 1, 1.0),
    ]


def test_sessions_begin_after_half_an_hour(small: Any) -> None:
    [row] = sessions(small.engine, **small.asked()).rows
    assert (row["count"], row["customers"], row["median_length"], row["median_seconds"]) == (7, 3, 1, 0)


def test_per_journey_says_how_many_journeys(small: Any) -> None:
    found = transitions(small.engine, **small.asked(unit=Unit.SESSION))
    assert (found.base.journeys, found.per) == (7, "session")
    assert [(row["from"], row["to"], row["count"]) for row in found] == [("product page", "product page", 1)]
