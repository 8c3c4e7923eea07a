"""A drawn plan against a small town's journeys, by hand."""

from typing import Any

import pytest
from tests.understand.conftest import Build, Town

from resa.model.condition import parse
from resa.store.port import Scope
from resa.understand.deviation import PlannedStep, PlannedWait, conformance, deviations

PLAN = (
    PlannedStep("step:ad", "Sees an ad", "ads: banner"),
    PlannedStep("step:page", "Looks", "web: product page"),
    PlannedStep("step:order", "Buys", "web: order placed"),
    PlannedStep("step:thanks", "Is thanked", None),
    PlannedStep("step:again", "Looks again", "web: product page"),
)
WAITS = (PlannedWait("cell:soon", "touchpoint:web: product page", "touchpoint:web: order placed", 86_400.0),)


def went(who: int, *names: tuple[float, str]) -> list[dict[str, Any]]:
    kinds = {"banner": "ad_view", "product page": "view", "order placed": "order", "call": "call"}
    channels = {"banner": "ads", "call": "phone"}
    return [
        {"who": who, "at": at, "channel": channels.get(name, "web"), "name": name, "kind": kinds[name]}
        for at, name in names
    ]


@pytest.fixture
def small(town: Build) -> Town:
    return town(
        [
            *went(1, (0.0, "banner"), (1.0, "product page"), (1.5, "order placed")),
            *went(2, (0.0, "banner"), (3.0, "order placed")),
            *went(3, (0.0, "product page"), (1.0, "banner"), (9.0, "order placed"), (10.0, "call")),
            *went(4, (0.0, "call"), (0.1, "call")),
        ]
    )


def test_s27_skipped_out_of_order_extra_and_late(small: Town) -> None:
    ids = {one.name: one.id for one in small.catalogue.touchpoints}
    steps = [PlannedStep(one.id, one.name, ids[one.touchpoint[5:]] if one.touchpoint else None) for one in PLAN]
    waits = [
        PlannedWait(one.id, f"touchpoint:{ids['product page']}", f"touchpoint:{ids['order placed']}", one.seconds)
        for one in WAITS
    ]
    scope = Scope(stages=small.stages)
    found = deviations(small.engine, scope=scope, catalogue=small.catalogue, steps=steps, waits=waits)
    by_id = {one.id: one for one in found.steps}
    assert [one.is_measured for one in found.steps] == [True, True, True, False, False]
    assert [by_id[name].reached.figure for name in ("step:ad", "step:page", "step:order")] == [0.75, 0.5, 0.75]
    page = by_id["step:page"]
    assert (page.skipped.figure, page.skipped.n) == (1 / 3, 3)  # the second of three who came to it or further
    assert (page.out_of_order.figure, page.out_of_order.n) == (0.5, 2)  # the third saw the page before the ad
    (extra,) = found.extra
    assert (extra.name, extra.customers.figure, extra.interactions) == ("call", 0.5, 3)
    (late,) = found.late
    assert (late.late.figure, late.late.n, late.median.figure) == (0.5, 2, 4.75 * 86_400)
    assert (found.as_planned.figure, found.as_planned.n) == (2 / 3, 3)
    assert found.complete.figure == 0.25
    assert (found.cost.figure, found.cost.n, found.variants) == (9 / 4, 4, 4)  # 0, a step, 2 moves and a call, 3 and 2
    assert found.fitness.figure == 1 - 9 / (11 + 4 * 3)
    assert "optimal alignment" in found.method


def test_nobody_is_nobody(small: Town) -> None:
    scope = Scope(where=parse("time < 1990-01-01"), stages=small.stages)
    found = deviations(small.engine, scope=scope, catalogue=small.catalogue, steps=PLAN)
    assert found.customers == 0
    assert found.as_planned.figure is None


def test_conformance_tells_every_customer_once_for_each_step(small: Town) -> None:
    ids = {one.name: one.id for one in small.catalogue.touchpoints}
    steps = [PlannedStep(one.id, one.name, ids[one.touchpoint[5:]] if one.touchpoint else None) for one in PLAN]
    wait = PlannedWait("cell:soon", f"touchpoint:{ids['product page']}", f"touchpoint:{ids['order placed']}", 86_400.0)
    table = conformance(small.engine, catalogue=small.catalogue, steps=steps, waits=(wait,), **small.asked())
    found = {(row["deviation"], row["step"]): row["customers"] for row in table.rows if row["step"]}
    assert {step: [found[way, step] for way in WAYS] for step in ("Sees an ad", "Looks", "Buys")} == {
        "Sees an ad": [3, 0, 0, 1],
        "Looks": [1, 1, 1, 1],  # the second looked at nothing, the third too early, the fourth only called
        "Buys": [3, 0, 0, 1],
    }
    *others, late = table.rows
    assert all(row["of"] == 4 for row in others)
    assert (late["deviation"], late["customers"], late["of"], late["planned_seconds"]) == ("late", 1, 2, 86_400.0)
    (extra,) = (row for row in table.rows if row["deviation"] == "extra")
    assert (extra["touchpoint"], extra["customers"], extra["interactions"]) == (ids["call"], 2, 3)
    assert table.notes[0].startswith("alignment cost 2.25 moves a customer, fitness 0.609; 4 different paths")
    assert "Is thanked, Looks again" in table.notes[1]


WAYS = ("in_order", "out_of_order", "skipped", "not_reached")
