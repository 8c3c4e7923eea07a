"""The columns of raw rows as trimmed texts: what judging reads, and what record keys are made of."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from resa.collect.letters import are_tidy, instant_texts
from resa.collect.pick import pick, picked

_EMPTY = pa.array(["", "NULL", "\\N"])


class Trimmed:
    """Raw rows whose columns are trimmed when they are first asked for, and kept."""

    def __init__(self, rows: pa.Table) -> None:
        self.n: int = rows.num_rows
        self._rows = rows
        self._place = {name: place for place, name in enumerate(rows.column_names)}  # by name, a table looks at all
        self._texts: dict[str, pa.Array] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """The columns, in the order of the source."""
        return tuple(self._rows.column_names)

    def raw(self, name: str) -> pa.Array:
        """Returns a column as the reader gave it, or the entry that its name picks; nulls where there is none."""
        if name not in self._place:
            entry = picked(name)
            known = entry is not None and entry[0] in self._place
            return pick(self.raw(entry[0]), entry[1]) if entry and known else pa.nulls(self.n, pa.string())
        column = self._rows.column(self._place[name])
        return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()

    def text(self, name: str) -> pa.Array:
        """Returns a column as trimmed texts, null where there is nothing."""
        if name not in self._texts:
            self._texts[name] = as_texts(self.raw(name))
        return self._texts[name]

    def coded(self, name: str) -> tuple[pa.Array, np.ndarray | None]:
        """Returns trimmed texts, and by row which of them it has, -1 for none; None where it has that of its place.

        So a column that came with a dictionary is trimmed once for each different text.
        """
        raw = self.raw(name)
        if name in self._texts or not pa.types.is_dictionary(raw.type):
            return self.text(name), None
        return as_texts(raw.dictionary), np.asarray(pc.fill_null(raw.indices.cast(pa.int64()), -1))


def as_texts(column: pa.Array) -> pa.Array:
    r"""Returns a column of any type as trimmed texts; nothing, `NULL` and `\N` become null, 3.0 becomes "3".

    >>> as_texts(pa.array([" a ", "", "NULL"])).to_pylist()
    ['a', None, None]
    """
    if pa.types.is_dictionary(column.type):
        return as_texts(column.dictionary).take(column.indices)
    if pa.types.is_floating(column.type):
        whole = pc.all(pc.equal(pc.floor(column), column), min_count=0).as_py()
        column = pc.cast(column, pa.int64(), safe=False) if whole is not False else column
    if pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type):
        letters = [None if cell is None else cell.decode("utf-8", "replace") for cell in column.to_pylist()]
        return as_texts(pa.array(letters, pa.string()))
    if pa.types.is_nested(column.type):
        return pa.array([None if cell is None else str(cell) for cell in column.to_pylist()], pa.string())
    texts = _written(column)
    if are_tidy(texts):
        return texts
    trimmed = pc.utf8_trim_whitespace(texts)
    empty = pc.is_in(trimmed, value_set=_EMPTY)
    return pc.if_else(empty, None, trimmed) if pc.any(empty).as_py() else trimmed


def _written(column: pa.Array) -> pa.Array:
    """Returns a column as texts; instants in UTC without the zone's rules, which take fourteen times as long."""
    if pa.types.is_timestamp(column.type) and column.type.tz in (None, "UTC"):
        written = instant_texts(column)
        if written is not None:
            return written
        bare = pc.cast(pc.cast(column, pa.timestamp(column.type.unit)), pa.string())
        return bare if column.type.tz is None else pc.binary_join_element_wise(bare, "Z", "")
    return column if pa.types.is_string(column.type) else pc.cast(column, pa.string())
