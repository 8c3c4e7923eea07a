"""Texts grouped by their shape, so that a whole group is read by slicing.

Two texts have one shape when they are equal after every digit has become a 0. Times, amounts and durations of one
system have very few shapes.
"""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.collect.letters import text_bounds
from resa.kernels.compilation import Array, compiled

MOST_SHAPES = 64
"""More different shapes than this in one length are not a format but free text."""


def shapes(texts: pa.Array) -> Iterator[tuple[NDArray[np.int64], NDArray[np.uint8], str]]:
    """Yields (rows, letters, shape) for every shape among the non-null texts.

    `letters` (rows, length) are bytes; `shape` is the first text with its digits made 0, one letter a byte (Latin-1).
    Rows of a length with more than `MOST_SHAPES` shapes come one by one after those.

    >>> [(rows.tolist(), shape) for rows, _, shape in shapes(pa.array(["1/2", "3/4", "12", None]))]
    [([2], '00'), ([0, 1], '0/0')]
    """
    for rows, letters in _by_length(texts):
        shape_of = np.empty(len(rows), np.int16)
        found = _number_shapes(letters, MOST_SHAPES, np.empty(MOST_SHAPES, np.int64), shape_of)
        for number in range(found):
            here = np.flatnonzero(shape_of == number)
            if len(here) == len(rows):
                yield rows, letters, _shape(letters[0])
            else:
                yield rows[here], letters[here], _shape(letters[here[0]])
        for one in np.flatnonzero(shape_of < 0):
            yield rows[one : one + 1], letters[one : one + 1], _shape(letters[one])


def _shape(letters: NDArray[np.uint8]) -> str:
    is_digit = (letters >= 48) & (letters <= 57)
    return bytes(np.where(is_digit, np.uint8(48), letters)).decode("latin-1")


@compiled(writes=2)
def _number_shapes(letters: Array, most: int, firsts: Array, shape_of: Array) -> int:
    """Numbers the shapes of the rows as they first occur, -1 for those beyond the most; returns how many there are."""
    found = 0
    for row in range(len(letters)):
        shape_of[row] = -1
        for number in range(found):
            if _is_alike(letters[row], letters[firsts[number]]):
                shape_of[row] = number
                break
        if shape_of[row] < 0 and found < most:
            firsts[found] = row
            shape_of[row] = found
            found += 1
    return found


@compiled()
def _is_alike(one: Array, other: Array) -> bool:
    for at in range(len(one)):
        if one[at] != other[at] and not (48 <= one[at] <= 57 and 48 <= other[at] <= 57):
            return False
    return True


def _by_length(texts: pa.Array) -> Iterator[tuple[NDArray[np.int64], NDArray[np.uint8]]]:
    if not len(texts) or texts.null_count == len(texts):
        return
    bounds, letters = text_bounds(texts)
    lengths = np.diff(bounds)
    known = np.asarray(pc.is_valid(texts)) & (lengths > 0)
    if known.all() and lengths.min() == lengths.max():
        yield np.arange(len(texts)), letters[bounds[0] : bounds[-1]].reshape(-1, lengths[0])
        return
    for length in np.unique(lengths[known]):
        rows = np.flatnonzero(known & (lengths == length))
        cut = np.empty((len(rows), int(length)), np.uint8)
        _cut(bounds, letters, rows, cut)
        yield rows, cut


@compiled(writes=1)
def _cut(bounds: Array, letters: Array, rows: Array, cut: Array) -> None:
    for place in range(len(rows)):
        begin = bounds[rows[place]]
        for at in range(cut.shape[1]):
            cut[place, at] = letters[begin + at]


def number_at(letters: NDArray[np.uint8], start: int, end: int) -> NDArray[np.int64]:
    """Returns the whole numbers that digits at `start` to `end` (excluded) write, one a row."""
    number = np.zeros(len(letters), dtype=np.int64)
    _add_digits(letters, start, end, number)
    return number


@compiled(writes=1)
def _add_digits(letters: Array, start: int, end: int, number: Array) -> None:
    for row in range(len(letters)):
        for at in range(start, end):
            number[row] = number[row] * 10 + (np.int64(letters[row, at]) - 48)
