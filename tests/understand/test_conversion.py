"""Goals, order values, repeats, answers and waits of small towns, all checked in the head."""

from typing import Any

import numpy as np
import pytest

from resa.mapping.goals import DEFAULT_GOAL
from resa.model.errors import UnknownNameError
from resa.model.goal import Goal
from resa.model.resolvedmap import LeftOutOrders
from resa.understand.conversion import conversions
from resa.understand.history import Texts
from resa.understand.kpi import kpis
from resa.understand.order import order_values
from resa.understand.repeat import repeats
from resa.understand.wait import waits

ORDER = Goal("purchase", "kind = order", money="order_value")

SHOP = [
    {"who": 0, "at": 0, "name": "product page", "channel": "web"},
    {"who": 0, "at": 1, "name": "cart", "kind": "cart"},
    {"who": 0, "at": 2, "name": "till", "kind": "order", "order_id": "A", "money_minor": 10_000, "currency": "SEK"},
    {"who": 0, "at": 3, "name": "paid", "kind": "order", "order_id": "A", "money_minor": 10_000, "currency": "SEK"},
    {"who": 0, "at": 40, "name": "till", "kind": "order", "order_id": "B", "money_minor": 30_000, "currency": "SEK"},
    {"who": 1, "at": 0, "name": "product page", "channel": "app"},
    {"who": 1, "at": 5, "name": "cart", "kind": "cart", "channel": "app"},
    {"who": 2, "at": 0, "name": "till", "kind": "order", "order_id": "C", "money_minor": 700, "currency": "NOK"},
    {"who": 3, "at": 0, "name": "product page"},
]


def kpi_rows(small: Any, where: str | None = None, **options: Any) -> list[Any]:
    asked = {**small.asked(where), "source": small.source, "catalogue": small.catalogue, "goals": (ORDER,)}
    return list(kpis(small.engine, **asked, **options).rows)


def test_conversions_count_units_once_and_time_to_the_first_goal(town: Any) -> None:
    small = town(SHOP)
    [row] = conversions(small.engine, **small.asked(), goals=(ORDER,), source=small.source).rows
    assert (row["converted"], row["units"], row["share"]) == (2, 4, 0.5)
    assert row["median_seconds"] == 86_400  # two days for customer 0, at once for customer 2
    assert row["share_interval"][0] < 0.5 < row["share_interval"][1]


def test_an_order_counts_once_in_the_currency_of_most_orders(town: Any) -> None:
    small = town(SHOP)
    found = conversions(small.engine, **small.asked(), goals=(ORDER,), source=small.source)
    [row] = found.rows
    assert (row["orders"], row["currency"]) == (2, "SEK")
    assert (row["order_value_mean"], row["order_value_total"]) == (200.0, 400.0)
    left_out = "1 orders in other currencies than SEK (NOK) are not in order values"
    asked = {**small.asked(), "source": small.source, "catalogue": small.catalogue, "goals": (ORDER,)}
    assert found.notes == kpis(small.engine, **asked).notes == (left_out,)


def test_amounts_of_other_currencies_are_named_and_counted() -> None:
    found = order_values(
        orders=Texts(("A", "B", "C", "D"), np.array([0, 1, 2, 3, 0])),
        money=np.array([100.0, 200.0, 300.0, 400.0, 50.0]),
        currency=Texts(("SEK", "DKK"), np.array([0, 0, 1, -1, 0])),
    )
    assert found is not None
    assert found.left_out == LeftOutOrders(2, ("", "DKK"))
    assert found.notes() == ["2 orders in other currencies than SEK (not told, DKK) are not in order values"]


def test_conversions_by_a_field_take_the_first_value_of_a_unit(town: Any) -> None:
    small = town(SHOP)
    found = conversions(small.engine, **small.asked(), goals=(ORDER,), source=small.source, by="channel")
    assert {row["channel"]: (row["converted"], row["units"]) for row in found} == {"web": (2, 3), "app": (0, 1)}


def test_conversions_by_a_profile_field_know_those_without_one(town: Any) -> None:
    profiles = [
        {"who": 0, "properties": {"country": "SE"}},
        {"who": 1, "at": 0, "properties": {"country": "SE"}},
        {"who": 1, "at": 1, "properties": {"country": "NO"}},
        {"who": 2, "properties": {"country": "NO"}},
    ]
    small = town(SHOP, profiles=profiles)
    found = conversions(small.engine, **small.asked(), goals=(ORDER,), source=small.source, by="profile.country")
    counted = {row["profile.country"]: (row["converted"], row["units"]) for row in found}
    assert counted == {"SE": (1, 1), "NO": (1, 2), None: (0, 1)}


def test_conversions_by_a_property_of_the_record(town: Any) -> None:
    rows = [{**row, "properties": {"origin": "ad" if row["who"] < 2 else "direct"}} for row in SHOP]
    small = town(rows)
    found = conversions(small.engine, **small.asked(), goals=(ORDER,), source=small.source, by="property.origin")
    assert {row["property.origin"]: row["converted"] for row in found} == {"ad": 1, "direct": 1}


def test_a_goal_that_nothing_fits_is_absent_and_said_so(town: Any) -> None:
    small = town([{"who": 0, "at": 0, "name": "home"}])
    found = conversions(small.engine, **small.asked(), goals=(DEFAULT_GOAL,), source=small.source)
    assert found.rows == ()
    assert "absent" in found.notes[0]


def test_the_default_goal_is_an_order_id_or_an_amount(town: Any) -> None:
    small = town([{"who": 0, "at": 0, "order_id": "A"}, {"who": 1, "at": 0, "money_minor": 5}, {"who": 2, "at": 0}])
    [row] = conversions(small.engine, **small.asked(), goals=(DEFAULT_GOAL,)).rows
    assert row["converted"] == 2


def test_micro_conversions_say_where_they_lead(town: Any) -> None:
    small = town(SHOP)
    found = conversions(small.engine, **small.asked(), goals=(ORDER, Goal("cart", "kind = cart", leads_to="purchase")))
    assert [(row["goal"], row["converted"], row.get("leads_to")) for row in found] == [
        ("purchase", 2, None),
        ("cart", 2, "purchase"),
    ]


def test_an_abandoned_cart_is_one_without_a_purchase_after_it(town: Any) -> None:
    rows = {row["kpi"]: row for row in kpi_rows(town(SHOP))}
    assert (rows["cart_abandonment_share"]["value"], rows["cart_abandonment_share"]["n"]) == (0.5, 2)
    assert (rows["order_value_mean"]["value"], rows["order_value_mean"]["unit"]) == (200.0, "SEK")
    assert rows["conversion_share"]["value"] == 0.5
    # months: customer 0 came back in February; the other three were there in January only
    assert (rows["retention_share"]["value"], rows["retention_share"]["n"]) == (0.25, 4)


ANSWERS = [
    {"who": 0, "at": 0, "metric": "nps", "score": 10.0, "score_low": 0.0, "score_high": 10.0, "channel": "email",
     "touchpoint": "till", "properties": {"area": "A"}},
    {"who": 1, "at": 0, "metric": "nps", "score": 6.0, "score_low": 0.0, "score_high": 10.0, "channel": "email",
     "properties": {"area": "A"}},
    {"who": 2, "at": 0, "metric": "nps", "score": 9.0, "score_low": 0.0, "score_high": 10.0, "channel": "sms",
     "properties": {"area": "B"}},
    {"who": 2, "at": 0, "metric": "nps", "is_answer": False, "code": "11", "channel": "sms"},
    {"who": 3, "at": 30, "metric": "csat", "score": 4.0, "score_low": 1.0, "score_high": 5.0, "touchpoint": "delivery"},
    {"who": -1, "at": 30, "metric": "csat", "score": 1.0, "score_low": 1.0, "score_high": 5.0},
]  # fmt: skip


def test_scores_count_answers_and_leave_dont_know_out(town: Any) -> None:
    small = town(SHOP, answers=ANSWERS)
    rows = {row["kpi"]: row for row in kpi_rows(small)}
    assert (rows["nps"]["n"], rows["nps"]["promoters"], rows["nps"]["detractors"]) == (3, 2, 1)
    assert rows["nps"]["value"] == pytest.approx(100 / 3)
    assert (rows["csat_mean"]["value"], rows["csat_mean"]["n"]) == (2.5, 2)  # nobody known still answered
    assert (rows["csat_top2_share"]["value"], rows["nps"]["small_sample"]) == (0.5, True)


@pytest.mark.parametrize(
    ("where", "n"),
    [
        ("channel = email", 2),
        ("property.area = B", 1),
        ("profile.country = SE", 1),
        ("has(kind = order)", 2),
        ("not has(kind = order)", 1),
        ("time < 2026-01-06", 3),
        ("time >= 2026-01-06", 0),
        ("score > 8", 2),
        ("touchpoint = till", 1),
        ("stage = purchase", 1),
        ("channel = email and score < 9 or channel = sms", 2),
        ("kind = order", 0),
    ],
)
def test_filters_keep_answers(town: Any, where: str, n: int) -> None:
    small = town(SHOP, answers=ANSWERS, profiles=[{"who": 0, "properties": {"country": "SE"}}])
    asked = {**small.asked(where), "source": small.source, "catalogue": small.catalogue}
    found = [row["n"] for row in kpis(small.engine, **asked).rows if row["kpi"] == "nps"]
    assert found == ([n] if n else [])


def test_scores_split_by_a_property(town: Any) -> None:
    rows = [row for row in kpi_rows(town(SHOP, answers=ANSWERS), by="property.area") if row["kpi"] == "nps"]
    assert {row["property.area"]: (row["value"], row["n"]) for row in rows} == {"A": (0.0, 2), "B": (100.0, 1)}


MATTERS = [
    {"who": 0, "at": 0, "channel": "chat", "name": "chat", "kind": "chat", "topic": "delivery", "order_id": "A"},
    {"who": 0, "at": 1, "channel": "phone", "name": "call", "kind": "call", "topic": "delivery", "order_id": "A"},
    {"who": 0, "at": 60, "channel": "phone", "name": "call", "kind": "call", "topic": "delivery", "order_id": "A"},
    {"who": 1, "at": 0, "channel": "chat", "name": "chat", "kind": "chat", "topic": "delivery"},
    {"who": 1, "at": 2, "channel": "phone", "name": "call", "kind": "call", "topic": "delivery"},
    {"who": 1, "at": 3, "channel": "phone", "name": "call", "kind": "call", "topic": "size"},
    {"who": 2, "at": 0, "channel": "chat", "name": "chat", "kind": "chat", "topic": "size"},
    {"who": 2, "at": 1, "channel": "chat", "name": "chat", "kind": "chat", "topic": "size"},
]


def test_a_matter_repeats_where_it_comes_again_on_another_channel_in_time(town: Any) -> None:
    small = town(MATTERS)
    [row] = repeats(small.engine, **small.asked(), source=small.source).rows
    assert row == {"matter": "delivery", "channels": "chat → phone", "customers": 2, "count": 2}


def test_waits_tell_steps_and_answers_apart(town: Any) -> None:
    rows = [
        {"who": 0, "at": 0, "channel": "phone", "name": "call", "kind": "call", "wait_seconds": 60.0},
        {"who": 0, "at": 1, "channel": "phone", "name": "call", "kind": "call", "wait_seconds": 120.0},
        {"who": 1, "at": 0, "channel": "social", "name": "asks", "direction": "in", "matter": "m"},
        {"who": 1, "at": 0.5, "channel": "social", "name": "asks", "direction": "in", "matter": "m"},
        {"who": 1, "at": 1, "channel": "social", "name": "replies", "direction": "out", "matter": "m"},
        {"who": 1, "at": 2, "channel": "social", "name": "asks", "direction": "in", "matter": "n"},
    ]
    small = town(rows)
    found = {
        (row["kind"], row["from"], row["to"]): row for row in waits(small.engine, **small.asked(), source=small.source)
    }
    assert (found["told", "call", "answer"]["n"], found["told", "call", "answer"]["median_seconds"]) == (2, 90.0)
    first = found["first_answer", "asks", "replies"]
    assert (first["n"], first["median_seconds"]) == (1, 86_400)
    assert found["step", "asks", "replies"]["median_seconds"] == 43_200
    assert found["told", "call", "answer"]["distribution"] == [[56, 64, 1], [112, 128, 1]]
    assert found["step", "asks", "replies"]["distribution"] == [[40_960, 49_152, 1]]
    assert all(sum(count for *_, count in row["distribution"]) == row["n"] for row in found.values())


def test_a_goal_may_speak_of_a_kind_that_nobody_has_yet(town: Any) -> None:
    small = town([{"who": 0, "at": 0, "name": "home"}])
    found = conversions(small.engine, **small.asked(), goals=(ORDER,))
    assert (found.rows, len(found.notes)) == ((), 1)
    with pytest.raises(UnknownNameError):
        conversions(small.engine, **small.asked("touchpoint = hoem"), goals=(ORDER,))
