"""Hashes of texts and records: 128 bits, the same on every machine and in every order of columns."""

import hashlib

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.collect.sheet import as_texts
from resa.kernels.compilation import compiled

_PRIME_HIGH, _PRIME_LOW = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F


def text_hashes(texts: pa.Array, *, seed: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Returns (high, low) of each text; a null is an empty text. Cost: some 1 ns a byte."""
    filled = pc.fill_null(texts.cast(pa.string()), "")
    _, ends, content = filled.buffers()
    offsets = np.frombuffer(ends, dtype=np.int32)[filled.offset : filled.offset + len(filled) + 1]
    letters = np.frombuffer(content or b"\0", dtype=np.uint8)
    high, low = np.empty(len(filled), np.uint64), np.empty(len(filled), np.uint64)
    _hash_texts(offsets, letters, np.uint64(seed & 0xFFFFFFFFFFFFFFFF), high, low)
    return high, low


def row_hashes(rows: pa.Table, *, columns: tuple[str, ...], salt: str) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Returns (high, low) of each row over some columns; the columns' order does not matter, their names do.

    Empty cells count as absent, so a column that is added empty changes nothing.
    """
    base_high, base_low = np.uint64(name_hash(salt)), np.uint64(name_hash(salt + "\x1f"))
    high, low = np.full(rows.num_rows, base_high), np.full(rows.num_rows, base_low)
    for name in columns:
        column = rows.column(name)
        texts = as_texts(column.chunk(0) if column.num_chunks == 1 else column.combine_chunks())
        more_high, more_low = text_hashes(texts, seed=name_hash(name))
        filled = np.asarray(pc.is_valid(texts))
        high += np.where(filled, more_high, np.uint64(0))  # adding makes the order of the columns irrelevant
        low += np.where(filled, more_low, np.uint64(0))
    return high, low


def name_hash(name: str) -> int:
    """Returns 64 bits of a name."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")


@compiled()
def _mixed(word, prime):  # type: ignore[no-untyped-def] # compiled: numba infers the types
    word ^= word >> np.uint64(33)
    word *= prime
    word ^= word >> np.uint64(29)
    word *= np.uint64(0xBF58476D1CE4E5B9)
    return word ^ (word >> np.uint64(32))


@compiled(writes=2)
def _hash_texts(offsets, letters, seed, high, low):  # type: ignore[no-untyped-def] # as above
    for row in range(len(offsets) - 1):
        first, second = seed, seed ^ np.uint64(_PRIME_LOW)
        word, filled = np.uint64(0), 0
        for at in range(offsets[row], offsets[row + 1]):
            word = (word << np.uint64(8)) | np.uint64(letters[at])
            filled += 1
            if filled == 8:
                first = _mixed(first ^ word, np.uint64(_PRIME_HIGH))
                second = _mixed(second + word, np.uint64(_PRIME_LOW))
                word, filled = np.uint64(0), 0
        word ^= np.uint64(offsets[row + 1] - offsets[row]) << np.uint64(57)
        first, second = first ^ word, second + word
        high[row] = _mixed(first, np.uint64(_PRIME_HIGH))
        low[row] = _mixed(second, np.uint64(_PRIME_LOW))
