"""What is hard to find: places where people look something up and call all the same; pages that answer no clicks."""

from typing import Any

import pytest

from resa.model.goal import Goal
from resa.understand.improving.findable import clicked_in_vain, hard_to_find
from resa.understand.improving.worth import Aftermath
from resa.understand.material import material


def looked_up(name: str, *, count: int, asked: int, start: int) -> list[dict[str, Any]]:
    """So many look there; the first of them call a day later."""
    rows: list[dict[str, Any]] = []
    for who in range(start, start + count):
        rows.append({"who": who, "at": 0, "name": name})
        if who < start + asked:
            rows.append({"who": who, "at": 1, "name": "call", "channel": "phone", "kind": "call"})
    return rows


def found_in(town: Any, *places: list[dict[str, Any]]) -> list[Any]:
    rows = [{"who": 9_999, "at": 60, "name": "home page"}, *(row for place in places for row in place)]
    small = town(rows)
    goal = Goal("purchase", "kind = order")
    seen = material(small.engine, small.source, scope=small.asked()["scope"], catalogue=small.catalogue, goal=goal)
    return list(hard_to_find(Aftermath(seen)))


def test_a_place_that_sends_more_to_the_phone_than_others_hides_its_answer(town: Any) -> None:
    found = found_in(
        town,
        looked_up("parcel tracking", count=100, asked=30, start=0),
        looked_up("size guide", count=100, asked=4, start=1_000),
    )
    assert [(one.place, one.customers) for one in found] == [("parcel tracking", 30)]
    assert found[0].share.figure == pytest.approx(0.3)


def test_places_alike_and_one_alone_say_nothing(town: Any) -> None:
    alike = looked_up("parcel tracking", count=100, asked=6, start=0), looked_up("faq", count=100, asked=5, start=1_000)
    assert not found_in(town, *alike)
    assert not found_in(town, looked_up("parcel tracking", count=100, asked=60, start=0))


def page(name: str, dead: int, share: float, customers: int = 80) -> dict[str, Any]:
    return {"page": name, "dead": dead, "dead_share": share, "customers": customers}


def test_pages_on_which_more_clicks_are_in_vain_than_on_others() -> None:
    rows = [page("/cart", 90, 0.3), page("/", 30, 0.05), page("/few", 9, 0.9, customers=4), page("/none", 0, 0.0)]
    [one] = clicked_in_vain(rows)
    assert (one.place, one.customers, one.share.figure if one.share else None) == ("/cart", 80, pytest.approx(0.3))
