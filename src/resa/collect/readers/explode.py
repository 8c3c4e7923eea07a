"""Turns a column of lists of objects into rows of their own."""

import msgspec
import numpy as np

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
