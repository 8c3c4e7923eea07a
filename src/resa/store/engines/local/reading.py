"""What partitions don't carry: further fields of single interactions, and whole yielded tables."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.model.errors import UnknownNameError
from resa.store.engines.local.customerfield import UNTIMED
from resa.store.engines.local.revision import Revision
from resa.store.schema import INTERACTIONS, YIELDED
from resa.store.segment import read
from resa.store.who import resolved


def fields(rows: NDArray[np.int64], *, names: Sequence[str], revision: Revision) -> pa.Table:
    """Returns these columns of the interactions with these row numbers, in this order.

    Reads only segments that hold any of the rows.
    """
    for name in names:
        if name not in INTERACTIONS.names:
            raise UnknownNameError("field", name, known=INTERACTIONS.names)
    segments = sorted((one for one in revision.manifest.segments if one.interactions), key=lambda one: one.first_row)
    starts = np.array([one.first_row for one in segments], np.int64)
    owner = np.searchsorted(starts, rows, side="right") - 1
    parts = [pa.schema([INTERACTIONS.field(name) for name in names]).empty_table()]
    place = np.empty(len(rows), np.int64)
    filled = 0
    for at in np.unique(owner):
        mine = np.flatnonzero(owner == at)
        table = read(revision.workspace, segments[at].tables["interactions"], columns=list(names)).select(list(names))
        parts.append(table.take(pa.array(rows[mine] - starts[at])))
        place[mine] = filled + np.arange(len(mine))
        filled += len(mine)
    whole = pa.concat_tables(parts).unify_dictionaries()
    return whole if len(parts) == 2 else whole.take(pa.array(place))


def table(name: str, *, revision: Revision, columns: Sequence[str] | None = None) -> pa.Table:
    """Returns a yielded table with `customer` (-1 where nobody is known) and `source` before its columns.

    `columns` chooses among the yielded ones, all by default.
    """
    if name not in YIELDED:
        raise UnknownNameError("table", name, known=YIELDED)
    schema = YIELDED[name]
    chosen = (
        [one for one in schema.names if one not in ("record", "part", "subject")] if columns is None else list(columns)
    )
    head = pa.schema([("customer", pa.int32()), ("source", pa.string())])
    parts = [pa.schema([*head, *(schema.field(one) for one in chosen)]).empty_table()]
    for segment in revision.manifest.segments:
        if name not in segment.tables:
            continue
        found = read(revision.workspace, segment.tables[name], columns=list({*chosen, "subject", "time"}))
        instant = pc.fill_null(found["time"].cast(pa.int64()), UNTIMED).to_numpy()
        customer = resolved(revision.assignment, subject=found["subject"].to_numpy(), instant=instant)
        source = pa.repeat(segment.source, found.num_rows)
        told = {one: found[one] for one in chosen}
        parts.append(pa.table({"customer": customer, "source": source, **told}, schema=parts[0].schema))
    return pa.concat_tables(parts).unify_dictionaries()
