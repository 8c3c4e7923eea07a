"""An answer as a typed table: Parquet whose metadata holds the envelope, so that the file alone says what it is."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from resa.model.table import Table

ENVELOPE = b"resa"
"""The key of the file's metadata under which the envelope lies, without its rows."""

COMPRESSION = "zstd"


def parquet_of(table: Table) -> bytes:
    """Returns an answer as Parquet: whole numbers, numbers, times and lists keep their kind."""
    content = BytesIO()
    pq.write_table(arrow_of(table), content, compression=COMPRESSION)
    return content.getvalue()


def arrow_of(table: Table) -> pa.Table:
    """Returns an answer as an Arrow table; a column of several kinds is one of texts."""
    names = table.all_columns()
    arrays = [_array([row.get(name) for row in table.rows]) for name in names]
    schema = described(pa.schema([pa.field(name, one.type) for name, one in zip(names, arrays, strict=True)]), table)
    return pa.Table.from_arrays(arrays, schema=schema)


def described(schema: pa.Schema, table: Table) -> pa.Schema:
    """Returns the schema with the envelope of an answer, and the unit and variant of each figure."""
    envelope = table.to_json()
    del envelope["rows"]
    fields = [_with_measure(field, table) for field in schema]
    return pa.schema(fields, metadata={ENVELOPE: orjson.dumps(envelope, default=str)})


def _with_measure(field: pa.Field, table: Table) -> pa.Field:
    measure = table.measures.get(field.name.removesuffix("_interval"))
    return field.with_metadata({"unit": measure.unit, "variant": measure.variant}) if measure else field


def _array(contents: list[Any]) -> pa.Array:
    plain = [_plain(one) for one in contents]
    try:
        return pa.array(plain)
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):
        return pa.array([None if one is None else _as_text(one) for one in plain], pa.string())


def _plain(content: Any) -> Any:
    match content:
        case Mapping():
            return {name: _plain(one) for name, one in content.items()}
        case tuple() | list():
            return [_plain(one) for one in content]
        case str():
            return content.encode("utf-8", "replace").decode()
        case _:
            return content


def _as_text(content: Any) -> str:
    return content if isinstance(content, str) else str(content)
