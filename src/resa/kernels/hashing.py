"""Record keys: 128-bit hashes of rows, how often each was seen, and which are known already."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, Whole, compiled

Keys = NDArray[np.uint64]

_STEP = 1 << 16  # keys looked up before there is made room again
_KNOWN = np.uint64(1 << 63)
_RUN = np.uint64(32)  # how far left of the count the number of the run stands
_COUNT = np.uint64((1 << 32) - 1)


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """A column of texts, as Arrow keeps them: text i is `letters[offsets[i]:offsets[i + 1]]`; (n + 1) offsets.

    `is_known` (n,) is False where there is none.
    """

    offsets: NDArray[np.integer]
    letters: NDArray[np.uint8]
    is_known: NDArray[np.bool_] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """A column of numbers, dates or truth values, of at most eight bytes each."""

    numbers: NDArray[np.generic]
    is_known: NDArray[np.bool_] | None = None


def row_keys(columns: Mapping[str, Texts | Numbers], *, rows: int) -> tuple[Keys, Keys]:
    """Returns 128 bits for each row, as high and low halves.

    Rows with the same texts and numbers under the same names have the same key, whatever the order of the columns.
    Unknown and empty texts and unknown numbers add nothing, so a column that is added empty changes no key.
    Costs about 1 ns a letter.

    >>> table = {"a": Numbers(np.array([1, 2, 1]))}
    >>> high, low = row_keys(table, rows=3)
    >>> bool(high[0] == high[2]), bool(low[0] == low[1])
    (True, False)
    """
    high, low = np.zeros(rows, np.uint64), np.zeros(rows, np.uint64)
    everywhere = np.ones(1, np.bool_)
    for name, column in columns.items():
        seeds = np.frombuffer(blake2b(name.encode(), digest_size=16).digest(), np.uint64)
        known = everywhere if column.is_known is None else np.ascontiguousarray(column.is_known)
        match column:
            case Texts(offsets, letters, _):
                _add_texts(np.asarray(offsets, np.int64), letters, known, seeds, high, low)
            case Numbers(numbers, _):
                _add_numbers(_as_bits(numbers), known, seeds, high, low)
    return high, low


def _as_bits(numbers: NDArray[np.generic]) -> NDArray[np.uint64]:
    if numbers.dtype.kind in "biu":
        return np.ascontiguousarray(numbers.astype(np.int64, copy=False)).view(np.uint64)
    if numbers.dtype.kind == "f":
        return (numbers.astype(np.float64) + 0.0).view(np.uint64)  # -0.0 becomes 0.0
    return np.ascontiguousarray(numbers).view(np.uint64)


class KeySet:
    """Known keys, about 30 bytes each.

    >>> known = KeySet()
    >>> known.add_new(np.array([7, 7, 8], np.uint64), low=np.array([1, 1, 1], np.uint64)).tolist()
    [True, False, True]
    >>> len(known)
    2
    """

    def __init__(self) -> None:
        self._table = _Table()

    def __len__(self) -> int:
        return self._table.used

    def add_new(self, high: Keys, *, low: Keys) -> NDArray[np.bool_]:
        """Returns which of these keys were not known, the first of equal ones only, and makes all known."""
        is_new: NDArray[np.bool_] = self._table.seen(high, low=low) == 0
        return is_new

    @property
    def slots(self) -> NDArray[np.uint64]:
        """The table, for loops: high, low, and how often seen, 0 where a slot is free."""
        return self._table.slots

    def known(self, high: Keys, *, low: Keys) -> NDArray[np.bool_]:
        """Returns which of these keys are known."""
        found = np.empty(len(high), np.bool_)
        _look_up(high, low, self._table.slots, found)
        return found


class NumberedKeys:
    """Known keys, and how often each content was met since the last `begin`; 32 to 64 bytes each.

    The key of a content is its hash; that of its second occurrence follows from the hash and the ordinal 1, and so on.

    >>> keys = NumberedKeys()
    >>> high, low = np.array([7, 7, 8], np.uint64), np.array([1, 1, 1], np.uint64)
    >>> for _ in range(2):
    ...     keys.begin()
    ...     keys.add_new(high.copy(), low=low, is_numbered=np.array([True, True, False]))[0].tolist()
    [True, True, True]
    [False, False, False]
    """

    def __init__(self) -> None:
        self._slots = np.zeros((1 << 10, 3), np.uint64)  # high, low, and what is known of it: never 0 in a used slot
        self._used = 0
        self._run = 0

    def begin(self) -> None:
        """Counts occurrences from 0 again; keys stay known."""
        self._run += 1

    def know(self, high: Keys, *, low: Keys) -> None:
        """Makes keys known."""
        self.add_new(high.copy(), low=low, is_numbered=np.zeros(len(high), np.bool_))

    def add_new(
        self, high: Keys, *, low: Keys, is_numbered: NDArray[np.bool_], erased: "KeySet | None" = None
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Returns which keys were not known and which are erased ones, and makes the new ones known.

        Where `is_numbered` says so, the hash is a content, and `high` is changed to the half of its key.
        """
        is_new, is_erased = np.zeros(len(high), np.bool_), np.zeros(len(high), np.bool_)
        gone = erased.slots if erased is not None and len(erased) else np.zeros((1, 3), np.uint64)
        for begin in range(0, len(high), _STEP):
            part = slice(begin, min(begin + _STEP, len(high)))
            self._make_room(self._used + 2 * (part.stop - part.start))
            given = (low[part], is_numbered[part], gone, np.uint64(self._run))
            self._used += _number(*given, high[part], self._slots, is_new[part], is_erased[part])
        return is_new, is_erased

    def _make_room(self, keys: int) -> None:
        if 4 * keys > 3 * len(self._slots):
            wider = np.zeros((max(2 * len(self._slots), 1 << (4 * keys // 3).bit_length()), 3), np.uint64)
            _move(self._slots, wider)
            self._slots = wider


class _Table:
    """An open-addressed table of keys and how often each was seen; grows before it is three quarters full."""

    def __init__(self) -> None:
        self.slots = np.zeros((1 << 10, 3), np.uint64)  # high, low, times seen: never 0 in a used slot
        self.used = 0

    def seen(self, high: Keys, *, low: Keys) -> NDArray[np.int64]:
        before = np.empty(len(high), np.int64)
        for begin in range(0, len(high), _STEP):
            part = slice(begin, min(begin + _STEP, len(high)))
            self._make_room(self.used + part.stop - part.start)
            self.used += _see(high[part], low[part], self.slots, before[part])
        return before

    def _make_room(self, keys: int) -> None:
        if 4 * keys <= 3 * len(self.slots):
            return
        size = len(self.slots)
        while 4 * keys > 3 * size:
            size *= 2
        wider = np.zeros((2 * size, 3), np.uint64)
        _move(self.slots, wider)
        self.slots = wider


@compiled()
def _mixed(bits: Whole) -> Whole:
    """Returns the bits stirred. Source: Stafford, Better bit mixing, 2011, variant 13."""
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return bits ^ (bits >> np.uint64(31))


@compiled(writes=2)
def _add_texts(offsets: Array, letters: Array, known: Array, seeds: Array, high: Array, low: Array) -> None:
    odd, other = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
    everywhere = len(known) == 1
    for row in range(len(high)):
        begin, end = offsets[row], offsets[row + 1]
        if begin == end or not known[0 if everywhere else row]:
            continue
        one, two = seeds[0] ^ np.uint64(end - begin), seeds[1] + np.uint64(end - begin)
        at = begin
        while at < end:
            word = np.uint64(0)
            if at + 8 <= end:
                for byte in range(8):
                    word |= np.uint64(letters[at + byte]) << np.uint64(8 * byte)
            else:
                for byte in range(end - at):
                    word |= np.uint64(letters[at + byte]) << np.uint64(8 * byte)
            one = (one ^ word) * odd
            one ^= one >> np.uint64(29)
            two = (two + word) * other
            two ^= two >> np.uint64(31)
            at += 8
        high[row] += _mixed(one)
        low[row] += _mixed(two)


@compiled(writes=2)
def _add_numbers(bits: Array, known: Array, seeds: Array, high: Array, low: Array) -> None:
    everywhere = len(known) == 1
    for row in range(len(high)):
        if known[0 if everywhere else row]:
            high[row] += _mixed(_mixed(bits[row] + seeds[0]) ^ seeds[1])
            low[row] += _mixed(_mixed(bits[row] ^ seeds[1]) + seeds[0])


@compiled(writes=2)
def _see(high: Array, low: Array, slots: Array, before: Array) -> int:
    """Returns how many keys were new, after counting all."""
    mask, one, new = np.uint64(len(slots) - 1), np.uint64(1), 0
    for row in range(len(high)):
        first, second = high[row], low[row]
        at = (first ^ (second >> np.uint64(17))) & mask
        while slots[at, 2] != 0 and (slots[at, 0] != first or slots[at, 1] != second):
            at = (at + one) & mask
        times = slots[at, 2]
        if times == 0:
            slots[at, 0], slots[at, 1] = first, second
            new += 1
        slots[at, 2] = times + one
        before[row] = np.int64(times)
    return new


@compiled(writes=1)
def _slot_of(first: Whole, second: Whole, slots: Array) -> Whole:
    """Returns where a key stands, or the free slot that it would take."""
    mask = np.uint64(len(slots) - 1)
    at = (first ^ (second >> np.uint64(17))) & mask
    while slots[at, 2] != 0 and (slots[at, 0] != first or slots[at, 1] != second):
        at = (at + np.uint64(1)) & mask
    return at


@compiled(writes=4)
def _number(
    low: Array, numbered: Array, gone: Array, run: Whole, high: Array, slots: Array, new: Array, erased: Array
) -> int:
    """Returns how many slots were taken."""
    taken = 0
    for row in range(len(high)):
        first, second = high[row], low[row]
        at = _slot_of(first, second, slots)
        if numbered[row]:
            met = slots[at, 2]
            taken += met == 0
            times = met & _COUNT if (met & ~_KNOWN) >> _RUN == run else np.uint64(0)
            slots[at, 0], slots[at, 1] = first, second
            slots[at, 2] = (met & _KNOWN) | (run << _RUN) | (times + np.uint64(1))
            if times:
                first += times * np.uint64(0x9E3779B97F4A7C15)
                high[row] = first
                at = _slot_of(first, second, slots)
        if len(gone) > 1 and gone[_slot_of(first, second, gone), 2] != 0:
            erased[row] = True
            continue
        new[row] = not slots[at, 2] & _KNOWN
        taken += slots[at, 2] == 0
        slots[at, 0], slots[at, 1], slots[at, 2] = first, second, slots[at, 2] | _KNOWN
    return taken


@compiled(writes=1)
def _look_up(high: Array, low: Array, slots: Array, found: Array) -> None:
    mask, one = np.uint64(len(slots) - 1), np.uint64(1)
    for row in range(len(high)):
        at = (high[row] ^ (low[row] >> np.uint64(17))) & mask
        while slots[at, 2] != 0 and (slots[at, 0] != high[row] or slots[at, 1] != low[row]):
            at = (at + one) & mask
        found[row] = slots[at, 2] != 0


@compiled(writes=1)
def _move(slots: Array, wider: Array) -> None:
    mask, one = np.uint64(len(wider) - 1), np.uint64(1)
    for old in range(len(slots)):
        if slots[old, 2] == 0:
            continue
        at = (slots[old, 0] ^ (slots[old, 1] >> np.uint64(17))) & mask
        while wider[at, 2] != 0:
            at = (at + one) & mask
        wider[at, 0], wider[at, 1], wider[at, 2] = slots[old, 0], slots[old, 1], slots[old, 2]
