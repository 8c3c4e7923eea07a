"""Tables that a program already holds, as sources: pandas, Polars, Arrow, and whatever else speaks Arrow."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import pyarrow as pa

from resa.collect.readers.parquet import flattened
from resa.collect.readers.raw import BATCH_ROWS, FileFormat, RawBatch
from resa.model.errors import UsageError


class NotAFrameError(UsageError):
    """Something handed over as a table that is none."""

    code: ClassVar[str] = "not_a_frame"


@dataclass(frozen=True, slots=True)
class FrameSource:
    """A table in memory under a name."""

    name: str
    table: pa.Table

    @property
    def format(self) -> FileFormat:
        """The kind "frame" and the columns."""
        return FileFormat("frame", columns=tuple(self.table.column_names))

    def fingerprint(self) -> str:
        """Returns a hash of names, types and content, the same however the table is chunked."""
        digest = hashlib.blake2b(digest_size=20)
        with pa.ipc.new_stream(_Hashing(digest), self.table.schema.remove_metadata()) as stream:
            for start in range(0, self.table.num_rows, BATCH_ROWS):
                piece = self.table.slice(start, BATCH_ROWS).combine_chunks().replace_schema_metadata(None)
                stream.write_table(pa.concat_tables([piece.slice(0)]))
        return digest.hexdigest()

    def batches(self, *, start_at: int = 0) -> Iterator[RawBatch]:
        """Yields the rows from position `start_at` on, 262,144 at a time; at least one batch."""
        whole = self.table.num_rows
        for start in range(min(start_at, whole), max(whole, 1), BATCH_ROWS):
            stop = min(start + BATCH_ROWS, whole)
            positions = np.arange(start, stop, dtype=np.int64)
            yield RawBatch(self.table.slice(start, stop - start), positions, (), stop / whole if whole else 1.0)


def frame_source(frame: Any, *, name: str = "frame") -> FrameSource:
    """Returns a source over a pandas, Polars or Arrow table, or anything with `__arrow_c_stream__` or `to_arrow`.

    Structs become "column.field"; the index of a pandas frame is kept as a column where it has a name. A reader of
    record batches is read to its end, since a source can be read twice. Arrow tables are not copied.
    """
    return FrameSource(name, flattened(_table(frame)))


def _table(frame: Any) -> pa.Table:
    match frame:
        case pa.Table():
            table = frame
        case pa.RecordBatch():
            table = pa.Table.from_batches([frame])
        case pa.RecordBatchReader():
            table = frame.read_all()
        case _ if type(frame).__module__.split(".")[0] == "pandas":
            table = _from_pandas(frame)
        case _ if hasattr(frame, "__arrow_c_stream__"):
            table = pa.table(frame)
        case _ if hasattr(frame, "to_arrow"):
            table = _table(frame.to_arrow())
        case _ if hasattr(frame, "collect"):  # a lazy frame
            table = _table(frame.collect())
        case _:
            raise NotAFrameError(
                f"expected a table (pandas, Polars, Arrow) or the path of a file, got {type(frame).__name__}; "
                "hand over a DataFrame, or write it to a file first"
            )
    return table


def _from_pandas(frame: Any) -> pa.Table:
    if not hasattr(frame, "columns"):
        frame = frame.to_frame()
    named = frame.rename(columns=str)
    has_name = any(level is not None for level in named.index.names)
    return pa.Table.from_pandas(named, preserve_index=has_name).replace_schema_metadata(None)


class _Hashing:
    """A file that keeps nothing but the hash of what is written."""

    closed = False

    def __init__(self, digest: Any) -> None:
        self._digest = digest

    def write(self, block: bytes) -> int:
        self._digest.update(block)
        return len(block)

    def flush(self) -> None:
        """Nothing waits to be written."""

    def close(self) -> None:
        """Nothing is held open."""

    def writable(self) -> bool:
        return True

    def readable(self) -> bool:
        return False

    def seekable(self) -> bool:
        return False
