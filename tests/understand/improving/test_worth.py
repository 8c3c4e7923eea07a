"""What a finding costs: those it touched held against the others there, counted by hand."""

from typing import Any

import numpy as np
import pytest

from resa.model.goal import Goal
from resa.model.measurement import Measurement
from resa.understand.encounter import encounters
from resa.understand.facet import Traits
from resa.understand.improving.worth import Aftermath, mean_gap
from resa.understand.material import Material, material
from resa.understand.pain import pain_marks
from resa.understand.repeat import repeat_chains
from resa.understand.river import river


def seen_in(small: Any) -> Material:
    scope = small.asked()["scope"]
    goal = Goal("purchase", "kind = order")
    return material(small.engine, small.source, scope=scope, catalogue=small.catalogue, goal=goal)


def unanswered_town(town: Any) -> Any:
    """200 callers, half of them never answered; 80 % of the answered and 30 % of the others order within a month."""
    rows: list[dict[str, Any]] = [{"who": 9999, "at": 300, "name": "home page"}]
    for who in range(400):
        is_phone = who < 200
        is_lost = is_phone and who % 2 == 0
        contact = (
            {"name": "call", "channel": "phone", "kind": "call"}
            if is_phone
            else {"name": "chat", "channel": "chat", "kind": "chat"}
        )
        rows.append({"who": who, "at": 0, **contact, "outcome": "abandoned" if is_lost else "answered"})
        if who // 2 % 10 < (3 if is_lost else 8):
            rows.append(
                {
                    "who": who,
                    "at": 20,
                    "name": "order",
                    "kind": "order",
                    "money_minor": 20_000,
                    "currency": "SEK",
                    "order_id": str(who),
                }
            )
    return town(rows)


def test_the_unanswered_who_would_have_ordered_are_counted_and_priced(town: Any) -> None:
    small = unanswered_town(town)
    seen = seen_in(small)
    chains = repeat_chains(seen.history, seen.fields)
    marks = pain_marks(encounters(seen), found=river(seen), chains=chains, traits=Traits(small.source, seen))
    worth = next(one.worth for one in marks if one.title_key == "pain.unanswered")
    assert worth is not None
    assert figure(worth.goal_gap) == pytest.approx(0.5)  # 80 % less 30 %
    assert figure(worth.regained) == pytest.approx(50)  # 100 lost callers, none of whom would be lost by chat
    assert figure(worth.money) == pytest.approx(50 * 200)
    assert worth.money is not None
    assert worth.money.unit == "SEK"
    assert worth.regained is not None
    assert worth.regained.interval is not None
    assert worth.regained.interval.low < 50 < worth.regained.interval.high


def figure(told: Measurement | None) -> float | None:
    return told.figure if told else None


def test_orders_after_the_days_are_over_do_not_count(town: Any) -> None:
    calls = [{"who": who, "at": 0, "name": "call", "kind": "call"} for who in (0, 1)]
    rows = calls + [{"who": who, "at": at, "name": "order", "kind": "order"} for who, at in ((0, 91), (1, 89))]
    after = Aftermath(seen_in(town(rows)))
    first = after.seen.history.seconds[after.seen.history.partition.offsets[:-1]]
    assert after.reaches(np.array([0, 1]), first).tolist() == [False, True]


def test_the_gap_of_feelings_is_welchs() -> None:
    """By hand: means 1 and 0, variances 32/31 and 32/31 of 32 each; error sqrt(2/31), t of 62 freedoms is 1.999."""
    own, others = np.tile([-1.0, 1.0], 16), np.tile([0.0, 2.0], 16)
    found = mean_gap(others, own=own)
    assert found is not None
    assert found.interval is not None
    assert found.figure == 1
    assert found.interval.low == pytest.approx(1 - 1.999 * np.sqrt(2 / 31), abs=1e-3)
    assert mean_gap(others[:10], own=own) is None
