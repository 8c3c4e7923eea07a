"""Segments: the immutable files that one batch becomes."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from resa.model.errors import UsageError
from resa.store.durable import digest_of, sync_file, sync_folder
from resa.store.manifest import Segment, StoredFile
from resa.store.schema import RECORD_COLUMNS, REJECTED, YIELDED
from resa.store.wholefile import whole
from resa.store.workspace import Workspace

RECORDS = "records"
REJECTED_TABLE = "rejected"
ROW_GROUP = 131_072
KEY_COLUMNS = ("_key_high", "_key_low")


class BatchShapeError(UsageError):
    """A batch whose tables don't look as the schema says."""

    code = "batch_shape"


def table_schemas() -> Mapping[str, pa.Schema]:
    """Returns the schema of every projection by name."""
    return {**YIELDED, REJECTED_TABLE: REJECTED}


def fitting(table: pa.Table, *, schema: pa.Schema, name: str) -> pa.Table:
    """Returns the table with the schema's columns and types.

    Raises `BatchShapeError` where a column is missing or has another type.
    """
    missing = [column for column in schema.names if column not in table.column_names]
    if missing:
        raise BatchShapeError(f"expected the columns {', '.join(schema.names)} in {name}, {', '.join(missing)} missing")
    chosen = table.select(schema.names)
    if chosen.schema.equals(schema):
        return chosen
    try:
        return chosen.cast(schema)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, ValueError) as error:
        raise BatchShapeError(f"expected the types of the schema in {name}, got others ({error})") from error


def check_records(records: pa.Table) -> None:
    """Raises `BatchShapeError` where the raw records lack what stands beside the source's own columns."""
    missing = [column for column in RECORD_COLUMNS.names if column not in records.column_names]
    if missing:
        raise BatchShapeError(f"expected the columns {', '.join(RECORD_COLUMNS.names)}, {', '.join(missing)} missing")


def write_tables(workspace: Workspace, folder: str, tables: Mapping[str, pa.Table]) -> dict[str, StoredFile]:
    """Writes the tables that hold rows as Parquet into the folder and says what was written.

    The raw records are on the disk when this returns; the others can be made again from them.
    """
    target = workspace.path(folder)
    target.mkdir(parents=True, exist_ok=True)
    filled = {name: table for name, table in tables.items() if table.num_rows}
    with ThreadPoolExecutor(2) as pool:
        written = list(pool.map(lambda name: _write(target / f"{name}.parquet", filled[name]), filled))
    if RECORDS in filled:
        sync_folder(target)
        sync_folder(target.parent)
    return {
        name: StoredFile(f"{folder}/{name}.parquet", filled[name].num_rows, size, digest)
        for name, (size, digest) in zip(filled, written, strict=True)
    }


def _write(path: Path, table: pa.Table) -> tuple[int, str]:
    pq.write_table(
        table,
        path,
        compression="zstd",
        compression_level=1,
        row_group_size=ROW_GROUP,
        use_dictionary=_texts(table.schema),  # numbers and keys hardly repeat: trying costs more than writing
        write_statistics=[name for name in ("time",) if name in table.column_names],
    )
    if path.stem == RECORDS:
        sync_file(path)
    return path.stat().st_size, digest_of(path)


def _texts(schema: pa.Schema) -> list[str]:
    """Returns the columns of texts, as Parquet names them."""
    found = []
    for field in schema:
        if pa.types.is_map(field.type):
            found += [f"{field.name}.key_value.key", f"{field.name}.key_value.value"]
        elif pa.types.is_string(field.type) or pa.types.is_dictionary(field.type):
            found.append(field.name)
    return found


def read(workspace: Workspace, file: StoredFile, *, columns: Sequence[str] | None = None) -> pa.Table:
    """Returns a stored table, or some of its columns.

    Raises `DamagedFileError` where the file is not what was written. A missing file is a `FileNotFoundError`: an
    erasure may have replaced it, so that reading the newest revision helps.
    """
    path = workspace.path(file.path)
    with whole(path):
        return pq.read_table(path, columns=None if columns is None else list(columns), partitioning=None)


def batches(workspace: Workspace, file: StoredFile, *, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
    """Yields a stored table in pieces, in order; holds one piece in memory."""
    path = workspace.path(file.path)
    with whole(path), pq.ParquetFile(path) as parquet:
        yield from parquet.iter_batches(batch_size=ROW_GROUP, columns=list(columns))


def keys(workspace: Workspace, segment: Segment) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Returns the high and low halves of the keys of a segment's records."""
    if segment.records is None:
        return np.empty(0, np.uint64), np.empty(0, np.uint64)
    table = read(workspace, segment.records, columns=KEY_COLUMNS)
    return table["_key_high"].to_numpy(), table["_key_low"].to_numpy()


def rejected_count(rejected: pa.Table | None) -> int:
    """Returns how many records were rejected; one record may be rejected for several reasons."""
    return 0 if rejected is None else int(pc.count_distinct(rejected["record"]).as_py())


def without_leftovers(table: pa.Table) -> pa.Table:
    """Returns the table with dictionaries that hold only texts still in use, so that none survives its rows."""
    columns = []
    for field, column in zip(table.schema, table.columns, strict=True):
        is_dictionary = pa.types.is_dictionary(field.type)
        plain = column.cast(field.type.value_type) if is_dictionary else column
        columns.append(plain.combine_chunks().dictionary_encode().cast(field.type) if is_dictionary else plain)
    return pa.table(columns, schema=table.schema)
