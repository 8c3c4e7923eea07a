"""Who is who without some people: their identifiers go from every table, codes stay as they are."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.store.assignment import Assignment

_CUSTOMER = "customer"
_TEXT = "text"


def without_customers(assignment: Assignment, *, customers: frozenset[int]) -> Assignment:
    """Returns the assignment without what its tables tell of these customers.

    Rows of a table with a column `customer` go. In other tables the rows are numbered by their place: there an
    identifier in the column `text` gives way to "erased:<row>", and rows that name one elsewhere go.
    """
    names = _names(assignment, customers=customers)
    gone = pa.array(sorted(customers), pa.int32())
    tables = {}
    for name, table in assignment.tables.items():
        if _CUSTOMER in table.column_names:
            mine = pc.is_in(table[_CUSTOMER].cast(pa.int32()), value_set=gone)
            tables[name] = table.filter(pc.invert(mine))
        elif _TEXT in table.column_names:
            tables[name] = _anonymous(table, names=names)
        else:
            tables[name] = table.filter(pa.array(~_naming(table, names=names)))
    return replace(assignment, tables=tables)


def _names(assignment: Assignment, *, customers: frozenset[int]) -> pa.Array:
    table = assignment.tables.get("identifiers")
    if table is None:
        return pa.array([], pa.string())
    mine = pc.is_in(table[_CUSTOMER].cast(pa.int32()), value_set=pa.array(sorted(customers), pa.int32()))
    return pc.unique(table[_TEXT].cast(pa.string()).filter(mine))


def _anonymous(table: pa.Table, *, names: pa.Array) -> pa.Table:
    at = table.column_names.index(_TEXT)
    texts = table[_TEXT]
    is_gone = pc.is_in(texts.cast(pa.string()), value_set=names)
    places = pc.binary_join_element_wise("erased", pa.array(range(table.num_rows)).cast(pa.string()), ":")
    replaced = pc.if_else(is_gone, places, texts.cast(pa.string())).cast(texts.type)
    return table.set_column(at, table.schema.field(at), replaced)


def _naming(table: pa.Table, *, names: pa.Array) -> NDArray[np.bool_]:
    """Returns which rows hold one of the names inside any text, lists of texts included."""
    found = np.zeros(table.num_rows, np.bool_)
    wanted = names.to_pylist()
    for field, column in zip(table.schema, table.columns, strict=True):
        if wanted and _holds_text(field.type):
            told = (str(one) for one in column.to_pylist())
            found |= np.array([any(name in text for name in wanted) for text in told], np.bool_)
    return found


def _holds_text(kind: pa.DataType) -> bool:
    inner = kind.value_type if pa.types.is_dictionary(kind) or pa.types.is_list(kind) else kind
    return bool(pa.types.is_string(inner) or pa.types.is_large_string(inner))
