"""Hashes of texts and records: 128 bits, the same on every machine, for every format and order of columns."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.collect.letters import text_bounds
from resa.collect.trimmed import Trimmed
from resa.kernels.hashing import Keys, Texts, row_keys


def text_hashes(texts: pa.Array, *, salt: str) -> tuple[Keys, Keys]:
    """Returns (high, low) of each text; texts under different salts have different hashes. A null is an empty text."""
    return row_keys({salt: _letters(texts.cast(pa.string()))}, rows=len(texts))


def row_hashes(rows: Trimmed, *, columns: Sequence[str], salt: str) -> tuple[Keys, Keys]:
    """Returns (high, low) of each row over some columns; their order does not matter, their names and texts do.

    Cells are taken as trimmed texts, so that a CSV and a Parquet export of one table agree; empty ones count as absent.
    """
    written: dict[str, Texts] = {}
    coded: dict[str, tuple[Texts, NDArray[np.int64]]] = {}
    for name in columns:
        texts, codes = rows.coded(name)
        if codes is None:
            written[f"{salt}\x1e{name}"] = _letters(texts)
        else:
            coded[f"{salt}\x1e{name}"] = _letters(texts), codes
    high, low = row_keys(written, rows=rows.n)
    for name, (different, codes) in coded.items():  # a row's hash is the sum of its cells' hashes
        cells = row_keys({name: different}, rows=len(different.offsets) - 1)
        high += np.append(cells[0], np.uint64(0))[codes]
        low += np.append(cells[1], np.uint64(0))[codes]
    return high, low


def _letters(texts: pa.Array) -> Texts:
    bounds, letters = text_bounds(texts)
    return Texts(bounds, letters, None if texts.null_count == 0 else np.asarray(pc.is_valid(texts)))
