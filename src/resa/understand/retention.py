"""Who comes back, by the month they first came in; and sessions."""

from datetime import datetime

from resa.kernels.retention import Retention
from resa.kernels.session import Sessions
from resa.model.journey import Unit
from resa.model.table import Measure, Table
from resa.store.port import Engine, Scope
from resa.understand import figure
from resa.understand.answer import COUNT, CUSTOMERS, SHARE, Answered, revision_of, with_interval
from resa.understand.extent import Extents


def retention(engine: Engine, *, scope: Scope, now: datetime, zone: str = "UTC") -> Table:
    """Returns a row for each month cohort and age in months: how many were active then, and which share.

    A customer belongs to the month of their first interaction in scope, by the calendar of a zone. Ages at which nobody
    of a cohort was active have no row.
    """
    cohorts, extent = engine.fold([Retention("month", zone=None if zone == "UTC" else zone), Extents()], scope=scope)
    months = [str(start)[:7] for start in cohorts.starts()]
    columns = zip(months, cohorts.age.tolist(), cohorts.customers.tolist(), strict=True)
    found = sorted(columns)
    size = {month: count for month, age, count in found if age == 0}
    rows = [
        {
            "cohort": month,
            "age": age,
            "customers": count,
            **with_interval("share", figure.share(count, whole=size[month])),
        }
        for month, age, count in found
    ]
    return Answered(scope, extent, now, revision_of(engine)).table(
        "retention",
        columns=("cohort", "age", "customers", "share"),
        rows=rows,
        measures={"age": Measure("months", "calendar_months"), "customers": CUSTOMERS, "share": SHARE},
    )


def sessions(engine: Engine, *, scope: Scope, now: datetime) -> Table:
    """Returns one row: how many sessions there are, of how many customers, how long in interactions and in seconds."""
    gap = scope.rules.gap_seconds(Unit.SESSION) or 1800
    found, extent = engine.fold([Sessions(gap), Extents()], scope=scope)
    row = {
        "count": found.sessions,
        "customers": found.customers,
        "median_length": found.median_interactions,
        "median_seconds": found.median_seconds,
    }
    return Answered(scope, extent, now, revision_of(engine)).table(
        "sessions",
        columns=("count", "customers", "median_length", "median_seconds"),
        rows=[row],
        measures={
            "count": COUNT,
            "customers": CUSTOMERS,
            "median_length": Measure("interactions", "median"),
            "median_seconds": Measure("seconds", "median_first_to_last"),
        },
        notes=[f"a wait longer than {gap // 60} minutes begins a new session"],
    )
