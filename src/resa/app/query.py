"""Read-only SQL over the documented views."""

from resa.app.workspace import Workspace
from resa.model.measurement import Base
from resa.model.table import Table


def query(workspace: Workspace, sql: str) -> Table:
    """Returns the rows of one SELECT at the workspace's revision."""
    found = workspace.engine.query(sql, stages=workspace.stage_of)
    return Table(
        what="query",
        columns=tuple(found.column_names),
        rows=tuple(found.to_pylist(maps_as_pydicts="lossy")),
        base=Base(0, found.num_rows),
        as_of=workspace.now(),
        revision=workspace.engine.revision,
    )
