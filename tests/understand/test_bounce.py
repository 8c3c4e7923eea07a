"""Visits of one interaction, moves between channels, and small steps towards a goal, counted by hand."""

from typing import Any

import pytest
from tests.understand.conftest import Build, Town

from resa.model.goal import Goal
from resa.understand.bounce import bounces
from resa.understand.microconversion import micro_conversions
from resa.understand.path import transitions
from resa.understand.retention import sessions
from resa.understand.switch import switches

HOUR = 1 / 24


def at(who: int, hours: float, name: str, channel: str = "web", **more: Any) -> dict[str, Any]:
    return {"who": who, "at": hours * HOUR, "name": name, "channel": channel, **more}


VISITS = [
    at(1, 0.0, "home", properties={"page_load_ms": "800"}),
    at(1, 0.1, "basket", properties={"page_load_ms": "9000"}),  # not what the visit began with
    at(1, 5.0, "home", properties={"page_load_ms": "1200"}),
    at(2, 0.0, "home", properties={"page_load_ms": "oj"}),
    at(2, 3.0, "till", channel="store"),
    at(3, 0.0, "newsletter", channel="email", kind="message_sent", direction="out"),
    at(3, 9.0, "basket", device="phone"),
    at(3, 9.2, "basket", device="laptop"),
]


def test_visits_of_one_interaction_by_where_they_begin(town: Build) -> None:
    small = town(VISITS)
    table = bounces(small.engine, source=small.source, catalogue=small.catalogue, **small.asked())
    found = {row["entry"]: (row["visits"], row["bounced"], row["median_load"], row["loads"]) for row in table.rows}
    assert found == {"home": (3, 2, 1.0, 2), "till": (1, 1, None, 0), "basket": (1, 0, None, 0)}
    assert {row["entry"]: row["channel"] for row in table.rows} == {"home": "web", "till": "store", "basket": "web"}
    assert table.per == "session"
    assert table.measures["median_load"].unit == "seconds"
    assert table.notes == ("3 of 5 visits are one interaction", "load times are told by property.page_load_ms")


def test_visits_are_sessions(town: Build) -> None:
    small = town(VISITS)
    by_channel = bounces(small.engine, by="channel", **small.asked("kind != message_sent"))
    (counted,) = sessions(small.engine, **small.asked("kind != message_sent")).rows
    assert sum(row["visits"] for row in by_channel.rows) == counted["count"] == 5
    assert {row["entry"]: row["bounced"] for row in by_channel.rows} == {"web": 2, "store": 1}
    assert "absent" in by_channel.notes[1]


def test_a_unit_that_nobody_names_is_not_guessed(town: Build) -> None:
    small = town([at(1, 0.0, "home", properties={"pageLoadTime": "2,5"})])
    table = bounces(small.engine, source=small.source, **small.asked())
    assert (table.rows[0]["median_load"], table.measures["median_load"].unit) == (2.5, "as_told")


def test_moves_between_channels_and_devices(town: Build) -> None:
    small = town(VISITS)
    table = switches(small.engine, **small.asked())
    cells = {(row["from"], row["to"]): (row["count"], row["moves"], row["share"]) for row in table.rows}
    assert cells == {
        ("web", "web"): (3, 4, 0.75),
        ("web", "store"): (1, 4, 0.25),
        ("email", "web"): (1, 1, 1.0),
    }
    assert table.notes == ("2 of 5 moves go to another channel",)
    devices = switches(small.engine, by="device", **small.asked("name = basket and device != ''"))
    assert [(row["from"], row["to"], row["count"]) for row in devices.rows] == [("phone", "laptop", 1)]
    moves = transitions(small.engine, **small.asked())
    assert sum(row["count"] for row in table.rows) == sum(row["count"] for row in moves.rows)


GOALS = (
    Goal("purchase", "kind = order"),
    Goal("cart", "name = basket", leads_to="purchase"),
    Goal("news", "name = newsletter", leads_to="nothing"),
)


def test_small_steps_apart_from_the_goal(town: Build) -> None:
    bought = {"kind": "order", "order_id": "o"}
    small = town(
        [
            *(at(1, 0, "basket"), at(1, 2, "paid", **bought)),
            *(at(2, 0, "basket"), at(2, 1, "basket"), at(2, 4, "paid", **bought)),
            *(at(3, 0, "paid", **bought), at(3, 1, "basket")),  # the goal came first
            at(4, 0, "home"),
            at(5, 0, "paid", **bought),
        ]
    )
    table = micro_conversions(small.engine, goals=GOALS, **small.asked())
    (row,) = table.rows
    assert (row["step"], row["goal"], row["reached"], row["converted"]) == ("cart", "purchase", 3, 2)
    assert (row["share"], row["converted_share"], row["elsewhere_share"]) == (3 / 5, 2 / 3, 0.5)
    assert row["median_seconds"] == 3 * 3600
    assert row["p"] == pytest.approx(0.7094, abs=1e-4)
    assert row["differs"] is False
    assert "proves no cause" in table.notes[0]
    assert "'nothing'" in table.notes[1]


def test_without_small_steps_it_says_how_to_name_one(town: Build) -> None:
    small: Town = town([at(1, 0, "home")])
    assert "--leads-to" in micro_conversions(small.engine, goals=GOALS[:1], **small.asked()).notes[0]
