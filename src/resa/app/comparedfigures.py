"""The figures of two maps of one workspace, as rows: what a map with differences shows."""

from datetime import datetime

from resa.app.measured_map import MapMeasurer
from resa.app.workspace import Workspace
from resa.app.write_map import sources_of
from resa.model.table import Measure, Table
from resa.understand.mapdifference import map_differences


def compared_figures(workspace: Workspace, *, where: str | None, versus: str, now: datetime) -> Table:
    """Returns a row for each figure that stands on the maps of both groups, by its id on the map."""
    measurer = MapMeasurer(sources_of(workspace))
    one, other = (measurer.measured(now=now, where=group) for group in (where, versus))
    return Table(
        what="comparison",
        columns=(
            "aspect", "id", "name", "stage", "figure", "n", "versus_figure", "versus_n", "unit", "difference", "p",
            "differs",
        ),
        rows=tuple(map_differences(one, other=other)),
        base=one.base,
        as_of=now,
        revision=workspace.engine.revision,
        measures={
            "p": Measure("probability", "by_kind_of_figure"),
            "differs": Measure("", "benjamini_hochberg_5_percent"),
        },
        notes=(f"{one.base.customers} customers against {other.base.customers}",),
    )  # fmt: skip
