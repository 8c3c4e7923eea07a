"""Read-only SQL over the documented views."""

import pyarrow as pa

from resa.app.workspace import Workspace
from resa.model.table import Table


def query(workspace: Workspace, sql: str) -> Table:
    """Returns the rows of one SELECT at the workspace's revision."""
    found = with_numbers(workspace.engine.query(sql, stages=workspace.stage_of))
    return Table(
        what="query",
        columns=tuple(found.column_names),
        rows=tuple(found.to_pylist(maps_as_pydicts="lossy")),
        base=workspace.base,
        as_of=workspace.now(),
        revision=workspace.engine.revision,
    )


def with_numbers(found: pa.Table) -> pa.Table:
    """Returns decimals, which sums of whole numbers are in SQL, as the numbers that JSON and notebooks know."""
    for at, field in enumerate(found.schema):
        if pa.types.is_decimal(field.type):
            found = found.set_column(at, field.name, _as_numbers(found[field.name]))
    return found


def _as_numbers(decimals: pa.ChunkedArray) -> pa.ChunkedArray:
    try:
        return decimals.cast(pa.int64() if decimals.type.scale == 0 else pa.float64())
    except pa.ArrowInvalid:  # beyond 64 bits
        return decimals.cast(pa.float64())
