"""Counts by month, against a table that can be summed in the head."""

from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from resa.app.take_in import Request, take_in
from resa.app.workspace import open_workspace
from resa.model.goal import Goal
from resa.model.period import Period
from resa.understand.conversion import goal_rows
from resa.understand.material import month_labels
from resa.understand.monthly import monthly, newcomers

VISITS = """customer_id,time,page,channel
A,2026-01-31T23:59:59Z,home,web
A,2026-02-01T00:00:00Z,home,web
A,2026-02-03T10:00:00Z,paid,store
A,2026-02-04T10:00:00Z,paid,store
B,2026-02-10T10:00:00Z,home,web
B,2026-04-10T10:00:00Z,paid,web
"""
SPEC = {
    "source": "visits",
    "identifiers": [{"column": "customer_id", "namespace": "customer_number"}],
    "time": {"columns": ["time"]},
    "interactions": [{"name": {"column": "page"}, "channel": {"column": "channel"}}],
}


def test_each_month_counts_its_own(tmp_path: Path) -> None:
    """January: A came. February: A and B, B new, A paid twice and counts once. March: nobody. April: B paid."""
    (tmp_path / "visits.csv").write_text(VISITS)
    workspace = open_workspace(tmp_path / "w", create=True)
    take_in(workspace, Request((tmp_path / "visits.csv",), spec=SPEC))
    scope = workspace.scope()
    marks = {"paid": goal_rows(workspace.engine, scope=scope, goal=Goal("paid", "name = paid"))}
    found = monthly(workspace.engine, scope=scope, marks=marks)
    assert month_labels(found.months) == ("2026-01", "2026-02", "2026-03", "2026-04")
    assert found.units.tolist() == [1, 2, 0, 1]
    february = Period(datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC))
    began = newcomers(workspace.engine, scope=scope, months=found.months, period=february)
    assert began.tolist() == [0, 1, 0, 0]
    assert found.reached["paid"].tolist() == [0, 1, 0, 1]
    assert found.channel_units["web"].tolist() == [1, 2, 0, 1]
    assert found.channel_interactions["store"].tolist() == [0, 2, 0, 0]
    assert sum(found.touchpoints["paid"].values()) == 3


def test_months_begin_at_midnight_where_the_company_is(tmp_path: Path) -> None:
    """In Stockholm A came first on the first of February at 00:59:59, so January is not there; April stays April."""
    (tmp_path / "visits.csv").write_text(VISITS)
    workspace = open_workspace(tmp_path / "w", create=True)
    take_in(workspace, Request((tmp_path / "visits.csv",), spec=SPEC))
    scope, zone = workspace.scope(), "Europe/Stockholm"
    found = monthly(workspace.engine, scope=scope, marks={}, zone=zone)
    assert month_labels(found.months) == ("2026-02", "2026-03", "2026-04")
    assert found.units.tolist() == [2, 0, 1]
    whole = Period(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC))
    began = newcomers(workspace.engine, scope=scope, months=found.months, period=whole, zone=zone)
    assert began.tolist() == [2, 0, 0]


def test_nothing_has_no_months(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path / "w", create=True)
    found = monthly(workspace.engine, scope=workspace.scope(), marks={"x": np.zeros(0, np.bool_)})
    assert found.months == ()
