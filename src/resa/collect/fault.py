"""What is wrong with records, gathered until every fault of a batch is known."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from resa.collect.readers.raw import DamagedRecord
from resa.store.schema import REJECTED


@dataclass(slots=True)
class Faults:
    """Collects rejections of the `n` rows of a batch; `is_bad` marks rows with at least one."""

    n: int
    where: str
    is_bad: NDArray[np.bool_] = field(init=False)
    _found: list[tuple[int, str, str, str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.is_bad = np.zeros(self.n, dtype=bool)

    def add(
        self,
        mask: NDArray[np.bool_],
        *,
        reason: str,
        column: str,
        texts: Callable[[], pa.Array],
        sentence: Callable[[str], str],
    ) -> None:
        """Rejects the rows of `mask`; `sentence` says of a found text what was expected and what to do about it.

        `texts` gives the column, and is asked only where there is something to reject.
        """
        rows = np.flatnonzero(mask)
        if not len(rows):
            return
        self.is_bad[rows] = True
        said: dict[str, str] = {}
        for row, text in zip(rows.tolist(), texts().take(pa.array(rows)).cast(pa.string()).to_pylist(), strict=True):
            found = text or ""
            if found not in said:
                said[found] = f"{sentence(found)} in {column} of {self.where}"
            self._found.append((row, reason, column, found, said[found]))

    def table(self, *, damaged: tuple[DamagedRecord, ...] = ()) -> pa.Table:
        """Returns the rejections in the order of the rows; damaged records follow as rows n, n + 1 …."""
        found = sorted(self._found, key=lambda fault: fault[0])
        cut = [
            (self.n + at, one.reason, "", one.text[:200], f"{one.sentence} ({self.where}, line {one.line or '?'})")
            for at, one in enumerate(damaged)
        ]
        if not found and not cut:
            return REJECTED.empty_table()
        columns = zip(*(found + cut), strict=True)
        arrays = [pa.array(list(column)).cast(one.type) for column, one in zip(columns, REJECTED, strict=True)]
        return pa.table(arrays, schema=REJECTED)
