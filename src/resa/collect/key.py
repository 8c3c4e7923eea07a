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

from resa.collect.hashed import row_hashes, text_hashes
from resa.collect.readers.raw import RawBatch
from resa.collect.spec import SourceSpec
from resa.collect.trimmed import Trimmed
from resa.kernels.hashing import KeySet, NumberedKeys

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
    """Which records of a batch are new (rows first, then damaged ones), their keys, and what became of the others.

    `trimmed` holds the columns of all its rows, as far as they were trimmed for the keys.
    """

    is_fresh: NDArray[np.bool_]
    fresh: Keys
    duplicates: int
    suppressed: int
    trimmed: Trimmed


class Keyring:
    """The keys of a source's records, known and erased ones, while one import runs."""

    def __init__(self, spec: SourceSpec) -> None:
        self._spec = spec
        self._known, self._erased = NumberedKeys(), KeySet()
        self._file: str | None = None

    def know(self, keys: Keys) -> None:
        """Takes note of records that are stored already."""
        self._known.know(keys[0], low=keys[1])

    def suppress(self, keys: Keys) -> None:
        """Takes note of records that were erased and must not come back."""
        self._erased.add_new(keys[0], low=keys[1])

    def take(self, piece: FromFile) -> Keyed:
        """Returns which records of the piece are new, and remembers them."""
        if piece.file != self._file:
            self._file = piece.file
            self._known.begin()
        trimmed = Trimmed(piece.batch.rows)
        high, low, numbered = self._hashes(piece.batch, trimmed)
        is_fresh, erased = self._known.add_new(high, low=low, is_numbered=numbered, erased=self._erased)
        suppressed = int(erased.sum())
        duplicates = len(high) - int(is_fresh.sum()) - suppressed
        fresh = (high, low) if is_fresh.all() else (high[is_fresh], low[is_fresh])
        return Keyed(is_fresh, fresh, duplicates, suppressed, trimmed)

    def _hashes(
        self, batch: RawBatch, trimmed: Trimmed
    ) -> tuple[NDArray[np.uint64], NDArray[np.uint64], NDArray[np.bool_]]:
        """Returns the hashes of the records, and which of them are of the content and so get an ordinal."""
        spec, rows = self._spec, batch.rows
        named = bool(spec.record)
        columns = (
            tuple(name for name in spec.record if name in rows.column_names) if named else tuple(rows.column_names)
        )
        high, low = row_hashes(trimmed, columns=columns, salt=f"{spec.source}\x1e{'id' if named else 'content'}")
        numbered = ~_is_filled(trimmed, columns) if named else np.ones(len(high), bool)
        if named and numbered.any():
            other = row_hashes(trimmed, columns=tuple(rows.column_names), salt=f"{spec.source}\x1econtent")
            high, low = np.where(numbered, other[0], high), np.where(numbered, other[1], low)
        if not batch.damaged:
            return high, low, numbered
        cut = text_hashes(pa.array([one.text for one in batch.damaged], pa.string()), salt=f"{spec.source}\x1edamaged")
        numbered = np.concatenate([numbered, np.ones(len(batch.damaged), bool)])
        return np.concatenate([high, cut[0]]), np.concatenate([low, cut[1]]), numbered


def _is_filled(trimmed: Trimmed, columns: tuple[str, ...]) -> NDArray[np.bool_]:
    filled = np.zeros(trimmed.n, dtype=bool)
    for name in columns:
        filled |= np.asarray(pc.is_valid(trimmed.text(name)))
    return filled
