"""Flows that add up, and what surrounds a step, in a town of five that fits in the head."""

from typing import Any

import pytest
from tests.understand.conftest import Build, Town

from resa.model.errors import UnknownNameError, UsageError
from resa.model.journey import Unit
from resa.understand.around import around
from resa.understand.stepflow import Way, stepflow

PATHS = ("home basket order", "home basket", "home help basket order", "ad", "ad home ad")


def walked(*paths: str, channel: str = "web") -> list[dict[str, Any]]:
    return [
        {"who": who, "at": who + step / 100, "channel": channel, "name": name}
        for who, path in enumerate(paths)
        for step, name in enumerate(path.split())
    ]


@pytest.fixture
def small(town: Build) -> Town:
    return town(walked(*PATHS))


def flows(town: Town, way: Way, **asked: Any) -> dict[tuple[Any, ...], int]:
    table = stepflow(town.engine, way=way, **town.asked(), **asked)
    return {(row["step"], row["from"], row["to"]): row["customers"] for row in table.rows}


def test_the_first_steps_of_everybody(small: Town) -> None:
    assert flows(small, Way(depth=3, most=1)) == {
        (1, None, "home"): 3,
        (1, None, "(other)"): 2,
        (2, "home", "basket"): 2,
        (2, "home", "(other)"): 1,  # help
        (2, "(other)", "(other)"): 1,  # ad, home
        (2, "(other)", "(drop-off)"): 1,  # the ad and nothing else
        (3, "basket", "(other)"): 1,  # the order: of three that are met once, the first by name is named
        (3, "basket", "(drop-off)"): 1,
        (3, "(other)", "(other)"): 1,  # help, basket
        (3, "(other)", "ad"): 1,  # home, ad
        (3, "(drop-off)", "(drop-off)"): 1,
    }


def test_what_follows_the_basket_and_what_led_to_it(small: Town) -> None:
    after = flows(small, Way(depth=2, at="basket"))
    assert after == {(1, None, "basket"): 3, (2, "basket", "order"): 2, (2, "basket", "(drop-off)"): 1}
    before = flows(small, Way(depth=3, at="basket", side="before"))
    assert before == {
        (1, None, "basket"): 3,
        (2, "basket", "home"): 2,
        (2, "basket", "help"): 1,
        (3, "home", "(start)"): 2,
        (3, "help", "home"): 1,
    }


@pytest.mark.parametrize(("side", "variant"), [("after", "of_all_paths"), ("before", "of_all_paths_backwards")])
def test_the_share_says_which_way_its_steps_are_read(small: Town, side: str, variant: str) -> None:
    table = stepflow(small.engine, way=Way(depth=1, side=side), **small.asked())
    assert table.measures["share"].variant == variant


def test_the_last_visit_is_another(small: Town) -> None:
    assert flows(small, Way(depth=2, at="ad"))[2, "ad", "home"] == 1
    assert flows(small, Way(depth=2, at="ad", visit="last")) == {(1, None, "ad"): 2, (2, "ad", "(drop-off)"): 2}


def test_ends_of_everybody(small: Town) -> None:
    assert flows(small, Way(depth=1, side="before")) == {
        (1, None, "order"): 2,
        (1, None, "ad"): 2,
        (1, None, "basket"): 1,
    }


@pytest.mark.parametrize("unit", list(Unit))
@pytest.mark.parametrize("way", [Way(4, 1), Way(4, 2, side="before"), Way(4, 2, "home"), Way(2, 9, "ad", visit="last")])
def test_every_step_adds_up_to_everybody_who_started(small: Town, unit: Unit, way: Way) -> None:
    for by in ("touchpoint", "channel", "name"):
        if by == "channel" and way.at:
            continue
        table = stepflow(small.engine, way=way, by=by, **small.asked(unit=unit))
        steps: dict[int, int] = {}
        into: dict[tuple[int, str], int] = {}
        out: dict[tuple[int, str], int] = {}
        for row in table.rows:
            steps[row["step"]] = steps.get(row["step"], 0) + row["customers"]
            into[row["step"], row["to"]] = into.get((row["step"], row["to"]), 0) + row["customers"]
            if row["from"]:
                out[row["step"] - 1, row["from"]] = out.get((row["step"] - 1, row["from"]), 0) + row["customers"]
        assert len(set(steps.values())) == 1
        assert out == {node: count for node, count in into.items() if node[0] < way.depth}


def test_asked_wrongly(small: Town) -> None:
    with pytest.raises(UnknownNameError, match="basket"):
        flows(small, Way(at="bsket"))
    with pytest.raises(UsageError, match="--side"):
        flows(small, Way(side="left"))
    with pytest.raises(UsageError, match="--visit"):
        flows(small, Way(at="home", visit="second"))
    for wrong in ({"depth": 0}, {"most": 0}):
        with pytest.raises(UsageError):
            Way(**wrong)
    with pytest.raises(UsageError, match="--at"):
        around(small.engine, at=None, **small.asked())


def test_what_surrounds_the_basket(small: Town) -> None:
    table = around(small.engine, at="basket", **small.asked())
    found = {(row["side"], row["step"]): row for row in table.rows}
    told = {at: (row["direct"], row["eventual"]) for at, row in found.items()}
    assert told == {
        ("before", "home"): (2, 3),
        ("before", "help"): (1, 1),
        ("after", "order"): (2, 2),
        ("after", "(drop-off)"): (1, None),
    }
    assert found["before", "home"]["elsewhere_share"] == 0.5  # one of the two who were never at the basket
    assert found["before", "help"]["elsewhere_share"] == 0.0
    assert found["after", "order"]["direct_share"] == 2 / 3
    assert found["after", "order"]["small_sample"] is True
    assert table.notes == ("3 visited 'basket', 2 never did; the first visit of each counts",)


def test_nobody_has_no_flows(small: Town) -> None:
    table = stepflow(small.engine, **small.asked("time < 1990-01-01"))
    assert (len(table), table.notes) == (0, ("0 of 0 have a path",))
    assert len(around(small.engine, at="home", **small.asked("time < 1990-01-01"))) == 0
