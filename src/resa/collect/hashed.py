"""Hashes of texts and records: 128 bits, the same on every machine, for every format and order of columns."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from resa.collect.sheet import as_texts
from resa.kernels.hashing import Keys, Texts, row_keys


def text_hashes(texts: pa.Array, *, salt: str) -> tuple[Keys, Keys]:
    """Returns (high, low) of each text; texts under different salts have different hashes. A null is an empty text."""
    return row_keys({salt: _letters(texts.cast(pa.string()))}, rows=len(texts))


def row_hashes(rows: pa.Table, *, columns: Sequence[str], salt: str) -> tuple[Keys, Keys]:
    """Returns (high, low) of each row over some columns; their order does not matter, their names and texts do.

    Cells are taken as trimmed texts, so that a CSV and a Parquet export of one table agree; empty ones count as absent.
    """
    texts = {f"{salt}\x1e{name}": _letters(as_texts(whole(rows.column(name)))) for name in columns}
    return row_keys(texts, rows=rows.num_rows)


def whole(column: pa.ChunkedArray) -> pa.Array:
    """Returns a column in one piece."""
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _letters(texts: pa.Array) -> Texts:
    _, ends, content = texts.buffers()
    offsets = np.frombuffer(ends, dtype=np.int32)[texts.offset : texts.offset + len(texts) + 1] if ends else np.zeros(1)
    known = None if texts.null_count == 0 else np.asarray(pc.is_valid(texts))
    return Texts(offsets.astype(np.int64), np.frombuffer(content or b"\0", dtype=np.uint8), known)
