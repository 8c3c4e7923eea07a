"""Texts grouped by their shape, so that a whole group is read by slicing.

Two texts have one shape when they are equal after every digit has become a 0. Times, amounts and durations of one
system have very few shapes.
"""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

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
        is_digit = (letters >= 48) & (letters <= 57)
        canonical = np.where(is_digit, np.uint8(48), letters)
        left = np.arange(len(rows))
        found = 0
        while len(left):
            same = (
                (canonical[left] == canonical[left[0]]).all(axis=1) if found < MOST_SHAPES else _first_only(len(left))
            )
            here = left[same]
            shape = canonical[here[0]].tobytes().decode("latin-1")
            whole = len(here) == len(rows)
            yield (rows, letters, shape) if whole else (rows[here], letters[here], shape)
            left = left[~same]
            found += 1


def _first_only(n: int) -> NDArray[np.bool_]:
    first = np.zeros(n, dtype=bool)
    first[0] = True
    return first


def _by_length(texts: pa.Array) -> Iterator[tuple[NDArray[np.int64], NDArray[np.uint8]]]:
    if not len(texts) or texts.null_count == len(texts):
        return
    _, ends, content = texts.buffers()
    offsets = np.frombuffer(ends, dtype=np.int32)[texts.offset : texts.offset + len(texts) + 1].astype(np.int64)
    bytes_ = np.frombuffer(content or b"", dtype=np.uint8)
    lengths = np.diff(offsets)
    known = np.asarray(pc.is_valid(texts)) & (lengths > 0)
    for length in np.unique(lengths[known]):
        rows = np.flatnonzero(known & (lengths == length))
        if len(rows) == len(texts):
            yield rows, bytes_[offsets[0] : offsets[-1]].reshape(-1, length)
        else:
            yield rows, bytes_[offsets[rows][:, None] + np.arange(length)]


def number_at(letters: NDArray[np.uint8], start: int, end: int) -> NDArray[np.int64]:
    """Returns the whole numbers that digits at `start` to `end` (excluded) write, one a row."""
    number = np.zeros(len(letters), dtype=np.int64)
    for at in range(start, end):
        number = number * 10 + (letters[:, at].astype(np.int64) - 48)
    return number
