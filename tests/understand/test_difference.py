"""Two groups beside each other, by hand: shares, their difference with its interval, tests and their correction."""

from typing import Any

import pytest
from tests.understand.conftest import Build, Town

from resa.model.condition import parse
from resa.model.errors import UnknownNameError
from resa.model.goal import Goal
from resa.model.measurement import Interval, Measurement
from resa.store.port import Scope
from resa.understand.comparison import discoveries, figure_difference
from resa.understand.difference import corrected, group_differences

GOAL = Goal("purchase", "kind = order")


def visits(who: int, country: str, *names: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    kinds = {"order": "order"}
    rows = [
        {"who": who, "at": who + step / 10, "channel": "web", "name": name, "kind": kinds.get(name, "view")}
        for step, name in enumerate(names)
    ]
    return rows, {"who": who, "properties": {"country": country}}


@pytest.fixture
def small(town: Build) -> Town:
    """Forty Swedes of whom thirty buy at once, and twenty Danes of whom five do, after they looked for help."""
    people = [visits(who, "SE", "home", *(["order"] if who < 30 else [])) for who in range(40)]
    people += [visits(40 + who, "DK", "home", "help", *(["order"] if who < 5 else [])) for who in range(20)]
    return town([row for rows, _ in people for row in rows], profiles=[told for _, told in people])


def compared(town: Town, one: str, other: str, **asked: Any) -> Any:
    scope = town.asked(one)
    versus = Scope(where=parse(other), stages=town.stages)
    return group_differences(town.engine, versus=versus, catalogue=town.catalogue, goals=(GOAL,), **scope, **asked)


def test_what_differs_between_two_countries(small: Town) -> None:
    table = compared(small, "profile.country = SE", "profile.country = DK")
    found = {(row["aspect"], row["name"]): row for row in table.rows}
    order = found["touchpoint", "order"]
    assert (order["customers"], order["share"], order["versus"], order["versus_share"]) == (30, 0.75, 5, 0.25)
    assert order["difference"] == 0.5
    assert order["difference_interval"] == pytest.approx(
        [0.2337, 0.6754], abs=1e-4
    )  # Wilson: .598 to .858, .112 to .469
    assert order["p"] == pytest.approx(0.000213, abs=1e-6)  # z = 3.703 = 0.5 / sqrt(35/60 × 25/60 × (1/40 + 1/20))
    assert order["differs"] is True
    assert found["goal", "purchase"]["p"] == order["p"]
    assert (found["touchpoint", "home"]["difference"], found["touchpoint", "home"]["differs"]) == (0.0, False)
    assert (found["transition", "home → help"]["customers"], found["transition", "home → help"]["versus"]) == (0, 20)
    assert found["transition", "home → order"]["id"].startswith("link:")
    assert [row["differs"] for row in table.rows] == sorted((row["differs"] for row in table.rows), reverse=True)
    assert table.notes == ("40 customers against 20",)
    assert all(row["small_sample"] for row in table.rows)  # twenty Danes


def test_who_is_in_both_groups_is_told(small: Town) -> None:
    table = compared(small, "name = home", "name = order", aspects=("goal",))
    assert "35 customers are in both groups" in table.notes[1]
    with pytest.raises(UnknownNameError, match="touchpoint"):
        compared(small, "name = home", "name = order", aspects=("touchpont",))


def test_a_group_of_nobody_differs_from_none(small: Town) -> None:
    table = compared(small, "profile.country = SE", "time < 1990-01-01")
    assert {row["difference"] for row in table.rows} == {None}
    assert not any(row["differs"] for row in table.rows)


def test_correction_looks_at_all_that_were_tested() -> None:
    chances = [0.01, None, 0.04, 0.03, 0.5]
    found = corrected({"p": chance} for chance in chances)
    told = [one for one in chances if one is not None]
    assert [row["differs"] for row in found if row["p"] is not None] == discoveries(told)
    assert found[1]["differs"] is None


def test_figures_are_tested_by_their_kind() -> None:
    def measured(figure: float, n: int, low: float, high: float, unit: str = "share") -> Measurement:
        return Measurement(figure, unit, "mean", n, Interval(low, high))

    share = figure_difference(measured(0.45, 100, 0, 1), other=measured(0.3, 100, 0, 1))
    assert share == pytest.approx(0.0285, abs=1e-4)  # as Fleiss has it, whatever the intervals say
    near = figure_difference(measured(10, 50, 9, 11, "score"), other=measured(10.5, 50, 9.5, 11.5, "score"))
    far = figure_difference(measured(10, 50, 9, 11, "score"), other=measured(14, 50, 13, 15, "score"))
    assert near == pytest.approx(0.488, abs=1e-3)  # z = 0.5 / (sqrt(2² + 2²) / 3.92)
    assert far is not None
    assert far < 1e-6
    kronor, crowns = measured(10, 50, 9, 11, "SEK"), measured(14, 50, 13, 15, "DKK")
    assert figure_difference(kronor, other=crowns) is None
    assert figure_difference(Measurement(5.0, "count", "count", 5), other=Measurement(6.0, "count", "count", 6)) is None


def test_touchpoints_of_one_name_in_several_channels_are_told_apart(town: Build) -> None:
    small = town(
        [{"who": who, "at": 0, "channel": channel, "name": "basket"} for who in (0, 1) for channel in ("app", "web")]
    )
    table = compared(small, "channel = app", "channel = web", aspects=("touchpoint",))
    assert {row["name"] for row in table.rows} == {"app: basket", "web: basket"}
