"""Checks on a small shop whose phones lose people at one step, and saved pages; the unknown says what to bring."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from resa.model.goal import Goal
from resa.model.table import Table
from resa.understand.checking.check import Check
from resa.understand.checking.checklist import checks
from resa.understand.checking.equals import gap_of_equals
from resa.understand.checking.page import read_page

STEPS = ("basket", "checkout delivery", "checkout payment")
ORDER = Goal("purchase", "kind = order")
MINUTE = 1 / 1440


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    """Four hundred customers, one visit each: half on phones, of whom most leave at the delivery step."""
    found: list[dict[str, Any]] = []
    for who in range(400):
        device = "mobile" if who % 2 else "desktop"
        is_lost = who % 10 < 8 if who % 2 else who % 10 == 0  # 1 3 5 7 of ten on phones, 0 on computers
        for at, name in enumerate(STEPS):
            if is_lost and name == "checkout payment":
                break
            one = {"who": who, "at": who % 90 + at * MINUTE, "name": name, "kind": "view", "device": device}
            way = {"payment_method": "card" if who % 3 else "invoice"} if name == "checkout payment" else {}
            found.append({**one, "properties": way})
        if not is_lost:
            found.append({"who": who, "at": who % 90 + 4 * MINUTE, "name": "order", "kind": "order", "device": device})
    return found


def told(built: Any, **more: Any) -> Table:
    return checks(built.engine, **built.asked(), source=built.source, catalogue=built.catalogue, goals=(ORDER,), **more)


def rows_of(answer: Table, check: str) -> list[dict[str, Any]]:
    return [dict(row) for row in answer.rows if row["check"] == check]


def test_phones_are_held_against_computers_at_each_step(town: Callable[..., Any], rows: Any) -> None:
    answer = told(town(rows))
    [whole] = rows_of(answer, "phone_conversion")
    assert (whole["found"], whole["against"], whole["verdict"]) == (0.2, 0.8, "fault")
    assert whole["difference"] == pytest.approx(-0.6)
    assert whole["difference_interval"][0] < -0.6 < whole["difference_interval"][1]
    by_step = {row["at"]: row for row in rows_of(answer, "phone_step")}
    assert by_step["checkout delivery"]["verdict"] == "fault"
    assert by_step["basket"]["verdict"] == "fine"
    assert by_step["checkout delivery"]["n"] == 200


def test_the_steps_of_the_checkout_are_found_and_where_visits_end(town: Callable[..., Any], rows: Any) -> None:
    answer = told(town(rows))
    [steps] = rows_of(answer, "checkout_steps")
    assert (steps["found"], steps["says"], steps["verdict"]) == (3, [*STEPS, "order"], "fine")
    ends = {row["at"]: row for row in rows_of(answer, "checkout_left")}
    assert ends["checkout delivery"]["found"] == 0.5
    assert ends["checkout delivery"]["verdict"] == "look"
    assert {name for name, row in ends.items() if row["verdict"] == "fine"} == {"basket", "checkout payment"}


def test_ways_to_pay_are_counted_and_nobody_who_paid_has_left(town: Callable[..., Any], rows: Any) -> None:
    answer = told(town(rows))
    [used] = rows_of(answer, "payment_options")
    assert (used["found"], set(used["says"]), used["n"]) == (2, {"card", "invoice"}, 200)
    assert [row["found"] for row in rows_of(answer, "payment_left")] == [0, 0]


def test_what_nobody_knows_says_what_would_tell(town: Callable[..., Any]) -> None:
    answer = told(town([{"who": who, "at": who % 9, "name": "home", "kind": "view"} for who in range(20)]))
    assert {row["verdict"] for row in answer.rows} == {"unknown"}
    brought = {row["check"]: row["bring"] for row in answer.rows}
    assert (brought["phone_conversion"], brought["checkout_steps"]) == ("device", "checkout_events")
    assert (brought["payment_options"], brought["form_fields"]) == ("payment_column", "page")
    assert {row["provenance"] for row in answer.rows} == {None}


def test_a_page_is_checked_at_its_touchpoint(town: Callable[..., Any], rows: Any) -> None:
    page = read_page(
        b"<title>Pay</title><meta name=viewport content='width=device-width, maximum-scale=1'>"
        b"<form action='http://shop.example/pay'><input name=email></form><a href=/terms>Terms</a>",
        name="checkout-payment.html",
    )
    answer = told(town(rows), pages=[page])
    found = {row["check"]: row for row in answer.rows if row["basis"] == "page"}
    assert {row["mark"] for row in found.values()} == {"checkout payment"}
    assert {row["stage"] for row in found.values()} == {"purchase"}
    assert (found["phone_viewport"]["verdict"], found["phone_viewport"]["says"]) == ("fault", ["no_zoom"])
    assert (found["form_labels"]["verdict"], found["form_labels"]["found"]) == ("fault", 1)
    assert (found["secure_address"]["verdict"], found["secure_address"]["says"]) == (
        "fault",
        ["http://shop.example/pay"],
    )
    assert found["trust_links"]["says"] == ["link:terms", "missing:returns", "missing:contact", "missing:privacy"]


def test_what_people_say_stands_for_what_nobody_knows(town: Callable[..., Any], rows: Any) -> None:
    said = Check("form_fields", "form", "fine", "people", says=("five fields",), by="Eva")
    [row] = rows_of(told(town(rows), said=[said]), "form_fields")
    assert (row["verdict"], row["provenance"], row["by"]) == ("fine", "asserted", "Eva")


def test_visits_of_one_customer_widen_the_interval() -> None:
    hit = np.tile([True, False, True, True, False, False], 20)
    mine = np.tile([True, True, True, False, False, False], 20)
    stratum = np.zeros(120, np.int64)
    apart = gap_of_equals(hit, is_mine=mine, stratum=stratum, customer=np.arange(120))
    once = gap_of_equals(np.repeat(hit, 4), is_mine=np.repeat(mine, 4), stratum=np.zeros(480, np.int64),
                         customer=np.repeat(np.arange(120), 4))  # fmt: skip
    assert apart is not None
    assert once is not None
    assert apart.difference == pytest.approx(1 / 3)
    assert once.interval == apart.interval  # four visits of each tell no more than one


def test_where_no_stratum_holds_both_nothing_is_compared() -> None:
    mine = np.array([True, False])
    assert gap_of_equals(mine, is_mine=mine, stratum=np.array([0, 1]), customer=np.arange(2)) is None
