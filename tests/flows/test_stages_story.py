"""Stages are replaced by others while touchpoints stand in them."""

import pytest

pytestmark = pytest.mark.flow

CALLS = "call,customer,at,name\n1,C1,2026-01-05T10:00:00Z,call\n2,C1,2026-01-06T10:00:00Z,order\n"
SPEC = """
source: calls
time: at
identifiers: [{column: customer, namespace: customer_number}]
interactions: [{name: name, channel: {constant: phone}}]
"""


@pytest.fixture
def calls(resa, tmp_path):
    (tmp_path / "calls.csv").write_text(CALLS, encoding="utf-8")
    (tmp_path / "calls.yaml").write_text(SPEC, encoding="utf-8")
    resa("import", tmp_path / "calls.csv", "--spec", tmp_path / "calls.yaml")
    return resa


def test_touchpoints_of_a_stage_that_is_gone_are_placed_anew_and_said(calls) -> None:
    calls("touchpoints", "set", "call", "--stage", "consideration")
    done = calls("stages", "set", "before", "purchase")

    assert "placed anew, as their stage is gone: call" in done.out
    assert {row["stage"] for row in calls.rows("touchpoints")} <= {"before", "purchase", "unplaced"}
    calls("touchpoints", "set", "call", "--stage", "before")
    assert {row["name"]: row["stage"] for row in calls.rows("touchpoints")}["call"] == "before"


def test_a_stage_named_twice_is_refused_and_nothing_changes(calls) -> None:
    done = calls("stages", "set", "before", "before", code=2)

    assert "each once" in done.err
    assert next(row["stage"] for row in calls.rows("stages")) == "awareness"
