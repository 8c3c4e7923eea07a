"""Record keys: what makes a record known when it comes again.

A key is 128 bits: of the spec's record columns, else of the whole content and its ordinal among identical records of
the same file. So overlapping exports add nothing, and rows that truly repeat stay.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.collect.hashed import row_hashes, text_hashes, whole
from resa.collect.readers.raw import RawBatch
from resa.collect.sheet import as_texts
from resa.collect.spec import SourceSpec
from resa.kernels.hashing import KeySet, Ordinals

Keys = tuple[NDArray[np.uint64], NDArray[np.uint64]]


class FromFile(Protocol):
    """A raw batch with the name of its file."""

    @property
    def batch(self) -> RawBatch:
        """The records."""

    @property
    def file(self) -> str:
        """The file's name."""


@dataclass(frozen=True, slots=True)
class Keyed:
    """Which records of a batch are new (rows first, then damaged ones), their keys, and what became of the others."""

    is_fresh: NDArray[np.bool_]
    fresh: Keys
    duplicates: int
    suppressed: int


class Keyring:
    """The keys of a source's records, known and erased ones, while one import runs."""

    def __init__(self, spec: SourceSpec) -> None:
        self._spec = spec
        self._known, self._erased, self._here = KeySet(), KeySet(), Ordinals()
        self._file: str | None = None

    def know(self, keys: Keys) -> None:
        """Takes note of records that are stored already."""
        self._known.add_new(keys[0], low=keys[1])

    def suppress(self, keys: Keys) -> None:
        """Takes note of records that were erased and must not come back."""
        self._erased.add_new(keys[0], low=keys[1])

    def take(self, piece: FromFile) -> Keyed:
        """Returns which records of the piece are new, and remembers them."""
        if piece.file != self._file:
            self._file, self._here = piece.file, Ordinals()
        high, low = self._keys(piece.batch)
        erased = self._erased.known(high, low=low) if len(self._erased) else np.zeros(len(high), bool)
        is_fresh = ~erased
        is_fresh[is_fresh] = self._known.add_new(high[is_fresh], low=low[is_fresh])
        suppressed = int(erased.sum())
        duplicates = len(high) - int(is_fresh.sum()) - suppressed
        return Keyed(is_fresh, (high[is_fresh], low[is_fresh]), duplicates, suppressed)

    def _keys(self, batch: RawBatch) -> Keys:
        spec, rows = self._spec, batch.rows
        named = bool(spec.record)
        columns = (
            tuple(name for name in spec.record if name in rows.column_names) if named else tuple(rows.column_names)
        )
        high, low = row_hashes(rows, columns=columns, salt=f"{spec.source}\x1e{'id' if named else 'content'}")
        numbered = ~_is_filled(rows, columns) if named else np.ones(len(high), bool)
        if named and numbered.any():
            other = row_hashes(rows, columns=tuple(rows.column_names), salt=f"{spec.source}\x1econtent")
            high, low = np.where(numbered, other[0], high), np.where(numbered, other[1], low)
        texts = pa.array([one.text for one in batch.damaged], pa.string())
        cut = text_hashes(texts, salt=f"{spec.source}\x1edamaged")
        high, low = np.concatenate([high, cut[0]]), np.concatenate([low, cut[1]])
        return self._numbered(high, low, np.concatenate([numbered, np.ones(len(texts), bool)]))

    def _numbered(self, high: NDArray[np.uint64], low: NDArray[np.uint64], numbered: NDArray[np.bool_]) -> Keys:
        """Adds to contents their ordinal among identical ones of the file."""
        if numbered.any():
            ordinal = self._here.of(high[numbered], low=low[numbered]).astype(np.uint64)
            high[numbered] += ordinal * np.uint64(0x9E3779B97F4A7C15)
        return high, low


def _is_filled(rows: pa.Table, columns: tuple[str, ...]) -> NDArray[np.bool_]:
    filled = np.zeros(rows.num_rows, dtype=bool)
    for name in columns:
        filled |= np.asarray(pc.is_valid(as_texts(whole(rows.column(name)))))
    return filled
