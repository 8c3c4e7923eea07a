"""Types of journeys: those that were planted are found, and what is told of each can be counted by hand."""

from typing import Any

import numpy as np
import pytest
from benchmarks import typeworld
from benchmarks.worlds import planted
from tests.understand.conftest import Build

from resa.model.goal import Goal
from resa.understand.journeytype.choice import chosen, held_out
from resa.understand.journeytype.histories import Accounts
from resa.understand.journeytype.mixture import Form, fitted
from resa.understand.journeytype.types import Asked, types
from resa.understand.journeytype.ways import LONG, Ways, book, walks
from resa.understand.matching import adjusted_rand

NO_WORLDS = planted() is None
needs_worlds = pytest.mark.skipif(NO_WORLDS, reason="the planted worlds stand beside the folder RESA_TEST_DATA names")

GOAL = Goal("purchase", "kind = order")


def two_ways(units: int) -> list[dict[str, Any]]:
    """Half of them look round the web and leave, half go to the store and buy an hour later."""
    rows = []
    for who in range(units):
        begun = who / 1000
        if who % 2:
            names = ["home", "search", "product", "product"][: 3 + who % 4 // 2]
            rows += [
                {"who": who, "at": begun + n / 100, "name": name, "channel": "web"} for n, name in enumerate(names)
            ]
        else:
            rows += [{"who": who, "at": begun, "name": "advert", "channel": "ads"}]
            rows += [{"who": who, "at": begun + 0.5, "name": "try on", "channel": "store"}]
            rows += [{"who": who, "at": begun + 1.0, "name": "till", "channel": "store", "kind": "order"}]
    return rows


def test_two_ways_are_two_types(town: Build) -> None:
    small = town(two_ways(80))
    table = types(small.engine, catalogue=small.catalogue, asked=Asked(goals=(GOAL,)), **small.asked())
    buyers, lookers = sorted(table.rows, key=lambda row: -row["converted_share"])
    assert (buyers["count"], buyers["converted"], buyers["converted_share"]) == (40, 40, 1.0)
    assert (lookers["count"], lookers["converted"], lookers["share"]) == (40, 0, 0.5)
    assert buyers["path"] == ["advert", "try on", "till"]
    assert buyers["median_seconds"] == 86_400
    assert set(buyers["marked_by"]) == {"advert", "try on", "till"}
    assert buyers["signs"][0][1:] == [1.0, 0.0]
    assert buyers["channels"] == [["store", pytest.approx(2 / 3)], ["ads", pytest.approx(1 / 3)]]
    assert buyers["alike_share"] == buyers["sure_share"] == 1.0
    assert "agree by 1.00" in table.notes[0]


@pytest.mark.parametrize("units", [1, 2, 5])
def test_a_handful_of_customers_is_one_type(town: Build, units: int) -> None:
    small = town(two_ways(units))
    (row,) = types(small.engine, catalogue=small.catalogue, asked=Asked(goals=(GOAL,)), **small.asked())
    assert (row["count"], row["share"]) == (units, 1.0)


def test_customers_of_one_account_are_one_journey(town: Build) -> None:
    profiles = [{"who": who, "properties": {"company": f"c{who // 4}"}} for who in range(76)]
    small = town(two_ways(80), profiles=profiles)
    asked = Asked(goals=(GOAL,), accounts=Accounts("company", small.source))
    table = types(small.engine, catalogue=small.catalogue, asked=asked, **small.asked())
    assert sum(row["count"] for row in table.rows) == 19
    assert table.measures["count"].unit == "accounts"
    assert "4 customers without one are left out" in table.notes[-1]


def test_nothing_in_scope_is_no_type(town: Build) -> None:
    small = town(two_ways(4))
    assert types(small.engine, **small.asked("channel = chat")).notes == ("no journeys in scope",)


def test_customers_in_another_order_give_the_same_types(town: Build) -> None:
    rows = two_ways(60)
    one, other = town(rows), town([{**row, "who": 59 - row["who"]} for row in reversed(rows)])
    tables = [
        types(each.engine, catalogue=each.catalogue, asked=Asked(goals=(GOAL,)), **each.asked())
        for each in (one, other)
    ]
    assert tables[0].rows == tables[1].rows


def test_steps_are_numbered_with_a_beginning_and_an_end() -> None:
    ways = Ways.of([[0, 1], [1]], touchpoints=2)
    steps = book(ways, order=1)
    assert steps.key.tolist() == [0 * 3 + 1, 1 * 3 + 2, 2 * 3 + 0, 2 * 3 + 1]
    assert walks(ways, steps=steps).step.tolist() == [2, 0, 1, 3, 1]
    assert walks(Ways.of([[0, 0]], touchpoints=2), steps=steps).step.tolist() == [2, 4, 4]  # two that nobody took
    assert walks(Ways.of([[0] * 100], touchpoints=2), steps=steps).weight.tolist() == [LONG / 101]


def test_one_type_is_the_chain_of_all_paths() -> None:
    """Of three steps from the beginning two lead to 0; half a step is added to each."""
    ways = Ways.of([[0], [0], [1]], touchpoints=2)
    mixture = fitted(ways, form=Form(1, 1, 5.0))
    first = {int(key): float(share) for key, share in zip(mixture.book.key, mixture.step[:, 0], strict=True)}
    base = (2.5 / 4, 1.5 / 4)  # half a step is added to each that occurs
    assert first[2 * 3 + 0] == pytest.approx((2 + 5 * base[0]) / 8)
    assert first[2 * 3 + 1] == pytest.approx((1 + 5 * base[1]) / 8)
    assert mixture.shares(ways)[1][0] == pytest.approx(np.log(first[6]))


def test_paths_kept_aside_are_judged_by_types_drawn_without_them() -> None:
    alike = Ways.of([[0, 1, 0, 1]] * 30, touchpoints=3)
    odd = Ways.of([[0, 1, 0, 1]] * 29 + [[2, 2, 2]], touchpoints=3)
    told = held_out(odd, form=Form(1, 1, 3.0))
    assert np.allclose(held_out(alike, form=Form(1, 1, 3.0)), held_out(alike, form=Form(1, 1, 3.0)))
    assert chosen(alike).form.types == 1
    assert len(told) == 30


def test_agreement_is_that_of_the_paper() -> None:
    """Pairs by hand: groups {0,0,1,1} and {0,0,0,1} have one pair in common, 2/3 * 3/1 ... so the index is 0."""
    assert adjusted_rand(np.array([0, 0, 1, 1]), np.array([0, 0, 0, 1])) == pytest.approx(0.0)
    assert adjusted_rand(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])) == pytest.approx(-0.5)


@needs_worlds
@pytest.mark.parametrize("world", typeworld.WORLDS)
def test_one_planted_world(world: str) -> None:
    assert typeworld.found(world, seed=0).agreement >= 0.45


@needs_worlds
@pytest.mark.slow
@pytest.mark.parametrize("world", typeworld.WORLDS)
def test_planted_types_are_found_in_both_worlds(world: str) -> None:
    assert typeworld.mean_agreement(world) >= 0.45
