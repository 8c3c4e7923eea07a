"""Stretches of arrays copied to other places: what it takes to put units together in a new order."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, compiled

T = TypeVar("T", bound=np.generic)


def gathered(array: NDArray[T], *, begins: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[T]:
    """Returns the stretches of the array that begin there and are so long, one after the other.

    >>> gathered(np.array([5, 6, 7, 8]), begins=np.array([2, 0]), sizes=np.array([2, 1])).tolist()
    [7, 8, 5]
    """
    ends = np.cumsum(sizes)
    target = np.empty(int(ends[-1]) if len(ends) else 0, array.dtype)
    put(array, target, begins=begins, sizes=sizes, places=ends - sizes)
    return target


def put(
    array: NDArray[T],
    target: NDArray[T],
    *,
    begins: NDArray[np.int64],
    sizes: NDArray[np.int64],
    places: NDArray[np.int64],
) -> None:
    """Copies the stretches of the array that begin there and are so long to these places of the target."""
    _put(array, begins, sizes, places, target)


@compiled(writes=1)
def _put(array: Array, begins: Array, sizes: Array, places: Array, target: Array) -> None:
    for stretch in range(len(begins)):
        begin, place = np.uint64(begins[stretch]), np.uint64(places[stretch])  # unsigned: never counted from the end
        for at in range(np.uint64(sizes[stretch])):
            target[place + at] = array[begin + at]
