"""A dictionary of byte strings in compiled code: each distinct string gets the next free number.

It compares bytes, not only hashes, so two strings never share a number; a row costs about 0.2 microseconds.
"""

# ruff: noqa: PLR0917 # compiled functions take their arrays by position: numba knows no keyword-only arguments

import numba
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from resa.collect.identity.growing import Growing

_ROWS_AT_ONCE = 65_536
"""How many rows are interned before room is made again; bounds what is reserved in vain."""


class Interner:
    """Numbers distinct (kind, bytes) in order of first appearance.

    A slot of the table holds two words: tag (32 bits of the hash) and number + 1; where the string begins, its length
    (16 bits, saturated) and its kind (8 bits). So a known string costs two far reads, the slot and the string itself.
    """

    def __init__(self) -> None:
        self.stored = Growing(np.uint8)
        self.offsets = Growing(np.int64)
        self.kinds = Growing(np.uint8)
        self.offsets.grow_to(1)
        self._table: NDArray[np.uint64] = np.zeros((1024, 2), dtype=np.uint64)

    def __len__(self) -> int:
        return self.kinds.size

    def intern(self, starts: NDArray[np.int64], content: NDArray[np.uint8], *, kind: int) -> NDArray[np.int32]:
        """Returns the number of each string, -1 where it is empty; unknown strings are added.

        String i is `content[starts[i]:starts[i + 1]]`.
        """
        codes = np.empty(len(starts) - 1, dtype=np.int32)
        for begin in range(0, len(codes), _ROWS_AT_ONCE):
            piece = codes[begin : begin + _ROWS_AT_ONCE]
            bounds = starts[begin : begin + len(piece) + 1]
            self._make_room(len(piece), int(bounds[-1] - bounds[0]))
            place = (np.uint8(kind), self._table, self.stored.array, self.offsets.array)
            tags = _recall(bounds, content, *place[:3], piece)
            self._adopt(_intern(bounds, content, *place, self.kinds.array, len(self), tags, piece))
        return codes

    def find(self, text: bytes, *, kind: int) -> int:
        """Returns the number of a string, -1 where it was never seen."""
        content = np.frombuffer(text, dtype=np.uint8)
        return int(_find(content, np.uint8(kind), self._table, self.stored.array, self.offsets.array))

    def load(self, starts: NDArray[np.int64], content: NDArray[np.uint8], *, kinds: NDArray[np.uint8]) -> None:
        """Takes over strings that are known to be distinct, numbered in their order; the interner must be empty."""
        self.stored.extend(content[int(starts[0]) : int(starts[-1])])
        self.offsets.size = 0
        self.offsets.extend(starts - starts[0])
        self.kinds.extend(kinds)
        self._rebuild(len(kinds))

    def _make_room(self, strings: int, size: int) -> None:
        known = len(self)
        self.stored.reserve(self.stored.size + size)
        self.offsets.reserve(known + strings + 1)
        self.kinds.reserve(known + strings)
        if 2 * (known + strings) > len(self._table):
            self._rebuild(known + strings)

    def _rebuild(self, strings: int) -> None:
        slots = 1 << max(10, (5 * strings // 2).bit_length())
        self._table = np.zeros((slots, 2), dtype=np.uint64)
        _index(self._table, self.stored.array, self.offsets.array, self.kinds.view)

    def _adopt(self, known: int) -> None:
        self.kinds.size = known
        self.offsets.size = known + 1
        self.stored.size = int(self.offsets.array[known])


def text_parts(texts: pa.Array) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """Returns the starts (n + 1) and the bytes of a text array; a null is an empty string."""
    if texts.null_count:
        texts = texts.fill_null("")
    texts = texts.cast(pa.large_string())
    _, bounds, content = texts.buffers()
    if bounds is None or not len(texts):
        return np.zeros(len(texts) + 1, dtype=np.int64), np.zeros(0, dtype=np.uint8)
    starts = np.frombuffer(bounds, dtype=np.int64)[texts.offset : texts.offset + len(texts) + 1]
    return starts, np.frombuffer(content or b"", dtype=np.uint8)


@numba.njit(cache=True)
def _tag(content, start, stop, kind):  # type: ignore[no-untyped-def] # compiled: numba infers the types
    code = (np.uint64(0xCBF29CE484222325) ^ np.uint64(kind)) * np.uint64(0x9E3779B97F4A7C15)
    for at in range(start, stop):
        code = (code ^ np.uint64(content[at])) * np.uint64(0x100000001B3)
    code ^= code >> np.uint64(32)
    code *= np.uint64(0xD6E8FEB86659FD93)
    return code >> np.uint64(32)


@numba.njit(cache=True)
def _shape(begin, length, kind):  # type: ignore[no-untyped-def] # as above
    return (np.uint64(begin) << np.uint64(24)) | (np.uint64(min(length, 65_535)) << np.uint64(8)) | np.uint64(kind)


@numba.njit(cache=True)
def _is_same(content, start, length, stored, begin):  # type: ignore[no-untyped-def] # as above
    for at in range(length):  # noqa: SIM110 # a generator is no loop that numba compiles
        if stored[begin + at] != content[start + at]:
            return False
    return True


@numba.njit(cache=True)
def _recall(starts, content, kind, table, stored, codes):  # type: ignore[no-untyped-def] # as above
    """Fills in the known codes, -1 elsewhere, and returns the tags.

    Each loop does one thing, so that the processor waits for many far reads at once instead of for one after the
    other: twice as quick on a large dictionary.
    """
    last = np.uint64(len(table) - 1)
    tags = np.empty(len(codes), dtype=np.uint64)
    begins = np.empty(len(codes), dtype=np.int64)
    for row in range(len(codes)):
        tags[row] = _tag(content, starts[row], starts[row + 1], kind)
    for row in range(len(codes)):
        slot = tags[row] & last
        wanted = _shape(0, starts[row + 1] - starts[row], kind)
        while table[slot, 0] != np.uint64(0) and (
            table[slot, 0] >> np.uint64(32) != tags[row] or table[slot, 1] & np.uint64(0xFFFFFF) != wanted
        ):
            slot = (slot + np.uint64(1)) & last
        is_short = 0 < starts[row + 1] - starts[row] < 65_535
        codes[row] = np.int64(table[slot, 0] & np.uint64(0xFFFFFFFF)) - 1 if is_short else -1
        begins[row] = np.int64(table[slot, 1] >> np.uint64(24))
    for row in range(len(codes)):
        if codes[row] >= 0 and not _is_same(content, starts[row], starts[row + 1] - starts[row], stored, begins[row]):
            codes[row] = -1
    return tags


@numba.njit(cache=True)
def _intern(starts, content, kind, table, stored, offsets, kinds, known, tags, codes):  # type: ignore[no-untyped-def] # as above
    """Fills in the codes that are still -1, adding strings that are unknown, and returns how many there are then."""
    for row in range(len(codes)):
        start, length = starts[row], starts[row + 1] - starts[row]
        if codes[row] >= 0 or length == 0:
            continue
        slot, code = _probe(content, start, length, kind, tags[row], table, stored, offsets)
        if code < 0:
            code, begin = known, offsets[known]
            table[slot, 0] = (tags[row] << np.uint64(32)) | np.uint64(known + 1)
            table[slot, 1] = _shape(begin, length, kind)
            for at in range(length):
                stored[begin + at] = content[start + at]
            offsets[known + 1] = begin + length
            kinds[known] = kind
            known += 1
        codes[row] = code
    return known


@numba.njit(cache=True)
def _probe(content, start, length, kind, tag, table, stored, offsets):  # type: ignore[no-untyped-def] # as above
    """Returns the slot and the number of a string; -1 and the free slot where it is unknown."""
    last = np.uint64(len(table) - 1)
    slot = tag & last
    wanted = _shape(0, length, kind)
    while table[slot, 0] != np.uint64(0):
        entry, shape = table[slot, 0], table[slot, 1]
        if entry >> np.uint64(32) == tag and (shape & np.uint64(0xFFFFFF)) == wanted:
            code = np.int64(entry & np.uint64(0xFFFFFFFF)) - 1
            begin = np.int64(shape >> np.uint64(24))
            if offsets[code + 1] - begin == length and _is_same(content, start, length, stored, begin):
                return slot, code
        slot = (slot + np.uint64(1)) & last
    return slot, np.int64(-1)


@numba.njit(cache=True)
def _find(content, kind, table, stored, offsets):  # type: ignore[no-untyped-def] # as above
    tag = _tag(content, 0, len(content), kind)
    return _probe(content, 0, len(content), kind, tag, table, stored, offsets)[1]


@numba.njit(cache=True)
def _index(table, stored, offsets, kinds):  # type: ignore[no-untyped-def] # as above
    last = np.uint64(len(table) - 1)
    for code in range(len(kinds)):
        tag = _tag(stored, offsets[code], offsets[code + 1], kinds[code])
        slot = tag & last
        while table[slot, 0] != np.uint64(0):
            slot = (slot + np.uint64(1)) & last
        table[slot, 0] = (tag << np.uint64(32)) | np.uint64(code + 1)
        table[slot, 1] = _shape(offsets[code], offsets[code + 1] - offsets[code], kinds[code])
