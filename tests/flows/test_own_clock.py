"""Days are told by the company's own clock, wherever an answer is read."""

import pytest

from resa.app.workspace import open_workspace
from resa.app.write_map import resolve

pytestmark = pytest.mark.flow

SPEC = """
source: calls
time: at
identifiers: [{column: customer, namespace: customer_number}]
interactions: [{name: {constant: call}, channel: {constant: phone}}]
"""


def test_a_call_after_midnight_in_stockholm_is_of_the_new_day(resa, tmp_path) -> None:
    resa.workspace.mkdir()
    (resa.workspace / "workspace.yaml").write_text("zone: Europe/Stockholm\n", encoding="utf-8")
    (tmp_path / "calls.csv").write_text("call,customer,at\n1,C1,2025-10-31T23:30:00Z\n", encoding="utf-8")
    (tmp_path / "calls.yaml").write_text(SPEC, encoding="utf-8")
    resa("import", tmp_path / "calls.csv", "--spec", tmp_path / "calls.yaml")

    for asked in (("show", "channels"), ("query", "SELECT 1 AS one"), ("touchpoints",)):
        assert "2025-11-01" in resa(*asked).out
    assert resa("show", "channels", "--json").json["base"]["from"] == "2025-11-01T00:30:00+01:00"
    resa("show", "channels", "--out", tmp_path / "channels.svg")
    assert "1 Nov 2025" in (tmp_path / "channels.svg").read_text(encoding="utf-8")


def test_who_comes_back_is_counted_by_the_own_calendar(resa, tmp_path) -> None:
    resa.workspace.mkdir()
    (resa.workspace / "workspace.yaml").write_text("zone: Europe/Stockholm\n", encoding="utf-8")
    calls = (
        "1,C1,2025-10-31T23:30:00Z\n2,C1,2025-11-30T23:30:00Z\n3,C2,2026-06-30T21:59:00Z\n4,C2,2026-06-30T22:00:00Z\n"
    )
    (tmp_path / "calls.csv").write_text(f"call,customer,at\n{calls}", encoding="utf-8")
    (tmp_path / "calls.yaml").write_text(SPEC, encoding="utf-8")
    resa("import", tmp_path / "calls.csv", "--spec", tmp_path / "calls.yaml")
    told = {(row["cohort"], row["age"]): row["customers"] for row in resa.rows("show", "retention")}
    assert told == {
        ("2025-11", 0): 1,
        ("2025-11", 1): 1,
        ("2026-06", 0): 1,
        ("2026-06", 1): 1,
    }  # midnights of both clocks


EDGES = """customer_id,time,page,channel
A,2026-01-31T23:30:00Z,home,web
A,2026-02-10T10:00:00Z,home,web
B,2026-01-15T10:00:00Z,home,web
B,2026-03-31T21:59:59Z,home,web
C,2026-03-31T22:00:00Z,home,web
"""


def test_months_of_kpis_and_maps_begin_where_the_company_is(resa, tmp_path) -> None:
    """In Stockholm A came twice in one month, B in January and March, C in April, when nobody could come back yet."""
    resa.workspace.mkdir()
    (resa.workspace / "workspace.yaml").write_text("zone: Europe/Stockholm\n", encoding="utf-8")
    (tmp_path / "visits.csv").write_text(EDGES, encoding="utf-8")
    resa("import", tmp_path / "visits.csv", "--yes")
    kpis = {row["kpi"]: row for row in resa.rows("show", "kpis")}
    assert (kpis["retention_share"]["value"], kpis["retention_share"]["n"]) == (0.5, 2)
    found = resolve(open_workspace(resa.workspace))
    (cell,) = next(row for row in found.figures if row.id == "retention_share").cells
    assert (cell.measurement.figure, cell.measurement.n) == (0.5, 2)
    assert found.trend_months == ("2026-01", "2026-02", "2026-03", "2026-04")
    assert cell.trend == (1.0, 0.0, None, None)
    (page,) = found.touchpoints
    assert page.trend == (1, 2, 1, 1)
