"""Several columns of texts as one column of maps."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from resa.store.schema import PROPERTIES

_CELLS_AT_ONCE = 4_000_000


def keyed(columns: Mapping[str, pa.Array], *, n: int) -> pa.Array:
    """Returns the filled texts of each row by their names; null where a row has none.

    Cost: some 0.1 µs a filled cell; memory stays near that of the texts.

    >>> keyed({"a": pa.array(["x", None]), "b": pa.array([None, None], pa.string())}, n=2).to_pylist()
    [[('a', 'x')], None]
    """
    if not columns or not n:
        return pa.nulls(n, PROPERTIES)
    step = max(1, _CELLS_AT_ONCE // len(columns))
    pieces = [
        _piece({name: column.slice(at, step) for name, column in columns.items()}, min(step, n - at))
        for at in range(0, n, step)
    ]
    return pieces[0] if len(pieces) == 1 else pa.concat_arrays(pieces)


def _piece(columns: Mapping[str, pa.Array], n: int) -> pa.Array:
    filled = np.column_stack([np.asarray(pc.is_valid(column)) for column in columns.values()])
    rows, which = np.nonzero(filled)
    offsets = np.zeros(n + 1, dtype=np.int32)
    np.cumsum(filled.sum(axis=1), out=offsets[1:])
    texts = pa.concat_arrays([column.cast(pa.string()) for column in columns.values()])
    names = pa.array(list(columns), pa.string()).take(pa.array(which))
    return pa.MapArray.from_arrays(
        pa.array(offsets),
        names,
        texts.take(pa.array(which * n + rows)),
        mask=pa.array(~filled.any(axis=1)),
    )
