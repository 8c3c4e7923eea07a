"""Turns a column of lists of objects into rows of their own, and a column of objects into columns."""

from dataclasses import replace

import msgspec
import numpy as np
import pyarrow as pa

from resa.collect.readers.json_text import flat, table_of
from resa.collect.readers.raw import RawBatch

_LIST = msgspec.json.Decoder(list[msgspec.Raw])


def explode(batch: RawBatch, *, column: str) -> RawBatch:
    """Returns one row for each element of the JSON lists in `column`, with the parent's other columns beside it.

    The fields of an element are named "column.field" (just "column" for an element that is no object); position is the
    parent's. A parent whose list is empty, null or no list gives no row; damaged records and notes are not repeated.
    """
    texts = batch.rows.column(column).to_pylist()
    children: list[dict[str, str | None]] = []
    parents: list[int] = []
    for parent, text in enumerate(texts):
        for child in _children(text):
            children.append({_name(column, key): field for key, field in child.items()})
            parents.append(parent)
    chosen = batch.rows.drop_columns([column]).take(parents)
    inside = table_of(children)
    for name in inside.column_names:
        chosen = chosen.append_column(_free(name, chosen.column_names), inside.column(name))
    return RawBatch(chosen, batch.position[np.array(parents, np.int64)], (), batch.consumed)


def open_objects(batch: RawBatch, *, column: str) -> RawBatch:
    """Returns the batch with the fields of the JSON objects in `column` as columns "column.field" in its place.

    What is no object stays in `column`, which is left out where nothing stays. Cost: some 5 µs a row of 20 fields.
    """
    if column not in batch.rows.column_names or not pa.types.is_string(batch.rows.column(column).type):
        return batch
    texts = batch.rows.column(column).to_pylist()
    fields = [_fields(text) for text in texts]
    rest = [text if field is None else None for text, field in zip(texts, fields, strict=True)]
    chosen = batch.rows.drop_columns([column])
    if any(text for text in rest):
        chosen = chosen.append_column(column, pa.array(rest, pa.string()))
    inside = table_of([field or {} for field in fields]) if any(fields) else pa.table({})
    for name in inside.column_names:
        chosen = chosen.append_column(_free(_name(column, name), chosen.column_names), inside.column(name))
    return replace(batch, rows=chosen)


def _fields(text: str | None) -> dict[str, str | None] | None:
    if text is None or not text.lstrip().startswith("{"):
        return None
    try:
        return flat(text.strip().encode())
    except msgspec.DecodeError:
        return None


def _children(text: str | None) -> list[dict[str, str | None]]:
    if text is None or not text.startswith("["):
        return []
    try:
        return [flat(bytes(child)) for child in _LIST.decode(text)]
    except msgspec.DecodeError:
        return []


def _name(column: str, key: str) -> str:
    return column if key == "value" else f"{column}.{key}"


def _free(name: str, taken: list[str]) -> str:
    return name if name not in taken else f"{name} (2)"
