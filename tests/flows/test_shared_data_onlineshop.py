"""The clicks of an online shop: funnel, edges and sessions."""

import pytest
from tests.flows.agreement import agree

pytestmark = [pytest.mark.flow, pytest.mark.data]

EXPECTED = "simple_onlineshop/expected.json"
STEPS = ("catalog", "cart", "delivery_choice", "payment_choice", "payment_done")


def funnel(resa, order):
    return resa.rows("show", "funnel", "--steps", ",".join(STEPS), "--order", order)


def reached(resa, order):
    return [row["customers"] for row in funnel(resa, order)]


def each_step_users(resa):
    users = {row["name"]: row["customers"] for row in resa.rows("show", "touchpoints")}
    return [users[step] for step in STEPS]


def cart_abandonment_pct(resa):
    cart, done = (each_step_users(resa)[STEPS.index(step)] for step in ("cart", "payment_done"))
    return 100 * (1 - done / cart)


FIGURES = {
    "rows": lambda resa: resa("show", "channels", "--json").json["base"]["interactions"],
    "users": lambda resa: resa("show", "channels", "--json").json["base"]["customers"],
    "steps": lambda resa: [row["step"] for row in funnel(resa, "ordered")],
    "unordered_cumulative": lambda resa: reached(resa, "any"),
    "each_step_users": each_step_users,
    "ordered": lambda resa: reached(resa, "ordered"),
    "dfg": lambda resa: {f"{row['from']} -> {row['to']}": row["count"] for row in resa.rows("show", "transitions")},
    "cart_abandonment_pct": cart_abandonment_pct,
    "sessions_30min": lambda resa: resa.rows("show", "sessions")[0]["count"],
}


@pytest.fixture(scope="session")
def onlineshop(shared):
    return shared.filled("onlineshop", {"simple_onlineshop": "simple_onlineshop/simple-onlineshop.csv"})


@pytest.mark.parametrize("figure", FIGURES)
def test_every_figure_is_as_expected(figure, onlineshop, shared) -> None:
    shared.check(EXPECTED, figure, FIGURES[figure](onlineshop))


def test_no_expected_figure_is_left_out(shared) -> None:
    assert set(FIGURES) == set(shared.expected(EXPECTED))


def test_cutting_at_sessions_gives_as_many_units_as_there_are_sessions(onlineshop, shared) -> None:
    base = onlineshop("show", "variants", "--per", "session", "--json").json["base"]

    assert base["journeys"] == shared.expected(EXPECTED)["sessions_30min"]


def test_every_way_of_counting_agrees(onlineshop) -> None:
    agree(onlineshop.workspace)
