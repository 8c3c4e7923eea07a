"""Which records hold a person: what they yielded, and what could not be judged but names them."""

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.store.assignment import Assignment
from resa.store.engines.local.customerfield import UNTIMED
from resa.store.manifest import Segment
from resa.store.schema import YIELDED
from resa.store.segment import read
from resa.store.who import resolved
from resa.store.workspace import Workspace

_SHORTEST_NAME = 5
"""Shorter identifiers stand in too many texts by chance to tell a rejected record's person."""


def records_of(
    workspace: Workspace, segments: Sequence[Segment], *, assignment: Assignment, customers: NDArray[np.int32]
) -> dict[int, NDArray[np.int64]]:
    """Returns by segment number the records that hold any of these customers."""
    names = _names(assignment, customers=customers)
    found = {}
    for segment in segments:
        if segment.records is None:
            continue
        mine, yielding = _yielding(workspace, segment, assignment=assignment, customers=customers)
        silent = np.setdiff1d(np.arange(segment.records.rows), yielding)
        if names and len(silent):
            mine = np.union1d(mine, _naming(workspace, segment, records=silent, names=names))
        if len(mine):
            found[segment.id] = mine
    return found


def _yielding(
    workspace: Workspace, segment: Segment, *, assignment: Assignment, customers: NDArray[np.int32]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Returns the records that yielded anything of these customers, and those that yielded anything at all."""
    mine, every = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for name, file in segment.tables.items():
        if name not in YIELDED:
            continue
        table = read(workspace, file, columns=["record", "subject", "time"])
        instant = pc.fill_null(table["time"].cast(pa.int64()), UNTIMED).to_numpy()
        customer = resolved(assignment, subject=table["subject"].to_numpy(), instant=instant)
        record = table["record"].to_numpy()
        mine.append(record[np.isin(customer, customers)])
        every.append(record)
    return np.unique(np.concatenate(mine)), np.unique(np.concatenate(every))


def _names(assignment: Assignment, *, customers: NDArray[np.int32]) -> tuple[str, ...]:
    table = assignment.tables.get("identifiers")
    if table is None:
        return ()
    mine = pc.is_in(table["customer"].cast(pa.int32()), value_set=pa.array(customers, pa.int32()))
    texts = table["text"].cast(pa.string()).filter(mine).to_pylist()
    return tuple(text.casefold() for text in texts if len(text) >= _SHORTEST_NAME)


def _naming(
    workspace: Workspace, segment: Segment, *, records: NDArray[np.int64], names: Sequence[str]
) -> NDArray[np.int64]:
    assert segment.records is not None
    table = read(workspace, segment.records).take(pa.array(records))
    texts = [column for field, column in zip(table.schema, table.columns, strict=True) if _is_text(field.type)]
    rows: list[Mapping[int, str]] = [dict(enumerate(column.to_pylist())) for column in texts]
    named = [
        number
        for number in range(len(records))
        if any(name in (column[number] or "").casefold() for column in rows for name in names)
    ]
    return records[np.array(named, np.int64)]


def _is_text(kind: pa.DataType) -> bool:
    inner = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_string(inner) or pa.types.is_large_string(inner))
