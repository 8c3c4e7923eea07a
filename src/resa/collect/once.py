"""What is yielded once only, remembered across batches: an order with many lines is one order."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from resa.collect.hashed import text_hashes
from resa.kernels.hashing import KeySet


class Once:
    """Remembers texts, under a name for each rule."""

    def __init__(self) -> None:
        self._seen = KeySet()

    def first(self, rule: str, texts: pa.Array, *, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Returns those of the rows whose text is new, in this batch and earlier ones; unknown texts stay."""
        mine = texts.take(pa.array(rows))
        high, low = text_hashes(mine, salt=rule)
        is_new = self._seen.add_new(high, low=low)
        return np.asarray(rows[is_new | np.asarray(mine.is_null())])
