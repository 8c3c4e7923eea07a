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


def test_a_named_stage_is_called_so_wherever_people_read(calls, tmp_path) -> None:
    calls("stages", "set", "before=Före köp {n}", "purchase")
    calls("touchpoints", "set", "call", "--stage", "before")
    asked = ("show", "waits", "--by", "stage")

    assert "Före köp {n}" in calls(*asked).out
    told = calls(*asked, "--json").json
    assert (told["rows"][0]["from"], told["stages"]) == ("before", {"before": "Före köp {n}"})
    calls(*asked, "--out", tmp_path / "waits.svg", "--lang", "sv")
    drawn = (tmp_path / "waits.svg").read_text(encoding="utf-8")
    assert "Före köp {n}" in drawn
    assert "before" not in drawn
    calls(*asked, "--out", tmp_path / "waits.csv", "--lang", "sv")
    assert "Före köp {n},Köp" in (tmp_path / "waits.csv").read_text(encoding="utf-8")
    calls(*asked, "--out", tmp_path / "keys.csv")
    assert "before,purchase" in (tmp_path / "keys.csv").read_text(encoding="utf-8")
    assert "Före köp {n}" in calls("show", "stages").out
    assert "Före köp {n}" in calls("show", "touchpoints").out
    assert calls.rows("show", "variants", "--by", "stage")[0]["path"] == ["before", "purchase"]
    assert "Före köp {n}" in calls("show", "variants", "--by", "stage").out
