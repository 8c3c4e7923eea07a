"""Reads Parquet: a few row groups at a time, typed as they are, structs flattened to dotted names."""

from collections.abc import Iterator
from typing import ClassVar

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from resa.collect.readers.opening import InputFile, seekable
from resa.collect.readers.raw import BATCH_ROWS, FileFormat, RawBatch, ReadError, unique_names


class ParquetError(ReadError):
    """A file that should be Parquet and is damaged."""

    code: ClassVar[str] = "unreadable_parquet"


def sniff_parquet(file: InputFile) -> FileFormat:
    """Returns the columns of a Parquet file, nested ones under dotted names."""
    with seekable(file) as stream:
        try:
            schema = pq.read_schema(stream)
        except (pa.ArrowInvalid, OSError) as error:
            raise _damaged(file, error) from error
    return FileFormat("parquet", columns=tuple(flattened(schema.empty_table()).column_names))


def read_parquet(file: InputFile, *, batch_rows: int = BATCH_ROWS, start_at: int = 0) -> Iterator[RawBatch]:
    """Yields the rows of a Parquet file from position `start_at` on; row groups before it are not read."""
    with seekable(file) as stream:
        try:
            yield from _batches(pq.ParquetFile(stream), batch_rows, start_at)
        except (pa.ArrowInvalid, OSError) as error:
            raise _damaged(file, error) from error


def flattened(table: pa.Table) -> pa.Table:
    """Returns the table with every struct column taken apart into "column.field"; names are made unique."""
    while any(pa.types.is_struct(field.type) for field in table.schema):
        table = table.flatten()
    return table.rename_columns(list(unique_names(table.column_names)))


def _batches(source: pq.ParquetFile, batch_rows: int, start_at: int) -> Iterator[RawBatch]:
    sizes = [source.metadata.row_group(place).num_rows for place in range(source.num_row_groups)]
    ends = np.cumsum(sizes, dtype=np.int64)
    whole = int(ends[-1]) if len(ends) else 0
    first = int(np.searchsorted(ends, start_at, side="right"))
    position = int(ends[first - 1]) if first else 0
    if start_at >= whole:
        yield RawBatch(flattened(source.schema_arrow.empty_table()), np.empty(0, np.int64), (), 1.0)
        return
    for rows in source.iter_batches(batch_size=batch_rows, row_groups=list(range(first, len(sizes)))):
        drop = max(0, min(start_at - position, rows.num_rows))
        table = flattened(pa.Table.from_batches([rows.slice(drop)]))
        begin, position = position + drop, position + rows.num_rows
        if table.num_rows:
            yield RawBatch(table, np.arange(begin, position, dtype=np.int64), (), position / whole)


def _damaged(file: InputFile, error: Exception) -> ParquetError:
    return ParquetError(f"expected a whole Parquet file in {file.name}, but: {error}; fetch or export it anew")
