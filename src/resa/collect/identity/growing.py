"""Arrays that grow at the end at a constant price per entry."""

from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray


class Growing:
    """A numpy array that can be appended to; `array` has spare room behind the first `size` entries.

    With a row as `fill`, entries are rows of that width: what is written together lies together in memory.

    >>> codes = Growing(np.int32)
    >>> codes.extend(np.array([3, 4], dtype=np.int32))
    >>> codes.view.tolist()
    [3, 4]
    """

    __slots__ = ("array", "fill", "size")

    def __init__(self, dtype: DTypeLike, *, fill: int | tuple[int, ...] = 0) -> None:
        width = (len(fill),) if isinstance(fill, tuple) else ()
        self.array: NDArray[Any] = np.full((64, *width), fill, dtype=dtype)
        self.fill = fill
        self.size = 0

    @property
    def view(self) -> NDArray[Any]:
        """The entries so far, without the spare room."""
        return self.array[: self.size]

    def reserve(self, capacity: int) -> None:
        """Makes room for `capacity` entries all together and some more; new room holds the fill.

        The quarter beyond keeps the small batch after a bulk import from paying for moving everything.
        """
        room = len(self.array)
        if capacity <= room:
            return
        larger = np.empty(
            (max(capacity + capacity // 4, room + room // 2), *self.array.shape[1:]), dtype=self.array.dtype
        )
        larger[:room] = self.array
        larger[room:] = self.fill
        self.array = larger

    def grow_to(self, size: int) -> None:
        """Makes the array `size` entries long; what was not yet there holds the fill."""
        self.reserve(size)
        self.size = size

    def extend(self, entries: NDArray[Any]) -> None:
        """Appends the entries."""
        start = self.size
        self.grow_to(start + len(entries))
        self.array[start : self.size] = entries
