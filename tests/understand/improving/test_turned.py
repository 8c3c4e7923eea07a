"""A wait that grew in the newest months is a finding against the months before; what stayed as it was is none."""

from typing import Any

import pytest

from resa.model.goal import Goal
from resa.model.resolvedmap import PainMark
from resa.understand.encounter import encounters
from resa.understand.facet import Traits
from resa.understand.improving.turned import halves, turned
from resa.understand.material import Material, material
from resa.understand.pain import pain_marks
from resa.understand.repeat import repeat_chains
from resa.understand.river import river


def seen_in(small: Any) -> Material:
    scope = small.asked()["scope"]
    goal = Goal("purchase", "kind = order")
    return material(small.engine, small.source, scope=scope, catalogue=small.catalogue, goal=goal)


def pains_in(small: Any) -> dict[str, PainMark]:
    seen = seen_in(small)
    chains = repeat_chains(seen.history, seen.fields)
    found = pain_marks(encounters(seen), found=river(seen), chains=chains, traits=Traits(small.source, seen))
    return {one.title_key: one for one in found}


def calls(months: int, *, slow_from: int) -> list[dict[str, Any]]:
    """One call a day and customer; waits of 60 to 139 seconds, five times as long from a month on."""
    rows = []
    for at in range(27, 27 + 30 * months):  # from 1 February
        times = 5 if at >= 27 + 30 * slow_from else 1
        for who in range(4):
            wait = (60 + (at * 7 + who * 13) % 80) * times
            rows.append(
                {
                    "who": at * 4 + who,
                    "at": at,
                    "name": "call",
                    "channel": "phone",
                    "kind": "call",
                    "wait_seconds": wait,
                }
            )
            rows.append({"who": at * 4 + who, "at": at + 0.1, "name": "order", "kind": "order"})
    return rows


def test_a_wait_that_grew_is_told_with_what_it_was(town: Any) -> None:
    small = town(calls(8, slow_from=4))
    pain = pains_in(small)["pain.worse_wait"]
    assert pain.touchpoint == "call"
    assert pain.effect.figure == pytest.approx(500, rel=0.1)
    assert pain.compared_with is not None
    assert pain.compared_with.figure == pytest.approx(100, rel=0.15)
    assert pain.evidence[0].startswith("resa show waits --where \"touchpoint = 'call' and time >= 2026-")
    assert pain.worth is not None
    assert pain.worth.chance < 1e-9


def test_a_wait_that_shrank_is_a_delight(town: Any) -> None:
    rows = calls(8, slow_from=4)
    last = max(row["at"] for row in rows)
    turned_round = [{**row, "at": last + 27 - row["at"]} for row in rows]
    assert "delight.better_wait" in pains_in(town(turned_round))


def test_nothing_turned_where_nothing_changed(town: Any) -> None:
    seen = seen_in(town(calls(8, slow_from=99)))
    assert halves(seen) is not None
    assert list(turned(seen, chains=())) == []


def test_a_month_alone_has_nothing_before_it(town: Any) -> None:
    assert halves(seen_in(town(calls(1, slow_from=9)))) is None


def test_six_whole_months_are_halved_into_three_and_three(town: Any) -> None:
    found = halves(seen_in(town(calls(8, slow_from=9))))
    assert found is not None
    assert found.words(is_newer=True) == "time >= 2026-06-01 and time < 2026-09-01"
    assert found.words(is_newer=False) == "time >= 2026-03-01 and time < 2026-06-01"
