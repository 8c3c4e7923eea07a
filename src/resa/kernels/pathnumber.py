"""Which units have the same path, told exactly: by hashes that bring them together and by the paths themselves."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, Whole, compiled
from resa.kernels.partition import Partition
from resa.kernels.scratch import hand_back, lent
from resa.kernels.thread import per_piece, threads

R = TypeVar("R")

_WORTH_SHARING = 1 << 15  # units
_BLOCK = 1 << 12  # units compared together


def with_path_numbers(partition: Partition) -> Partition:
    """Returns the partition with the numbers of its paths stored, so that counting paths need not compare any."""
    if partition.path_number is not None:
        return partition
    numbers = path_numbers(partition.offsets, partition.touchpoint, path_hash=partition.path_hash)
    return replace(partition, path_number=numbers)


def path_numbers(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.uint8] | NDArray[np.uint16],
    *,
    path_hash: NDArray[np.uint64],
) -> NDArray[np.uint32]:
    """Returns for each unit the first unit that has the same path of touchpoints; takes about 50 ns a unit.

    >>> offsets, touchpoint = np.array([0, 2, 3, 5]), np.array([4, 5, 4, 4, 5], np.uint8)
    >>> path_numbers(offsets, touchpoint, path_hash=np.full(3, 77, np.uint64)).tolist()
    [0, 1, 0]
    """
    numbers = np.empty(len(path_hash), np.uint32)
    per_path(
        offsets,
        touchpoint,
        path_hash=path_hash,
        work=lambda found: _number(found.keys, found.bits, found.begins, numbers),
    )
    return numbers


@dataclass(frozen=True, slots=True, eq=False)
class UnitsByPath:
    """Units in the last `bits` bits of `keys`, those of one path side by side; `begins` is 1 where a path begins."""

    keys: NDArray[np.uint64]
    bits: int
    begins: NDArray[np.uint8]


def per_path(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.uint8] | NDArray[np.uint16],
    *,
    path_hash: NDArray[np.uint64],
    work: Callable[[UnitsByPath], R],
) -> list[R]:
    """Returns what `work` gives for parts of the units that have no path in common; none may keep what it is given.

    The hashes bring units together, and are right nearly always; but the paths are compared, each with the one before.
    """
    units = len(path_hash)
    bits = max(1, (units - 1).bit_length())
    pieces = threads() if units >= _WORTH_SHARING else 1

    def share(piece: int) -> R:
        memory = lent(units + 1), lent(units // 8 + 1)
        keys = memory[0][: int(_keys(piece, pieces, path_hash, bits, memory[0]))]
        keys.sort()
        begins = memory[1].view(np.uint8)[: len(keys)]
        _tell_apart(bits, offsets, touchpoint, keys, begins)
        found = work(UnitsByPath(keys, bits, begins))
        for one in memory:
            hand_back(one)
        return found

    return per_piece(share, pieces=pieces)


@compiled(writes=1)
def _keys(piece: int, pieces: int, path_hash: Array, bits: int, keys: Array) -> Whole:
    """Writes the first bits of each hash followed by the unit in `bits` bits; returns how many belong to the piece."""
    low, shift = (np.uint64(1) << np.uint64(bits)) - np.uint64(1), np.uint64(32)
    mine, shares, many = np.uint64(piece), np.uint64(pieces), np.uint64(0)
    for unit in range(np.uint64(len(path_hash))):
        keys[many] = (path_hash[unit] & ~low) | unit
        many += np.uint64(((path_hash[unit] >> shift) * shares) >> shift == mine)
    return many


@compiled(writes=2)
def _tell_apart(bits: int, offsets: Array, touchpoint: Array, keys: Array, begins: Array) -> None:
    """Writes where paths begin among sorted keys; where several share a hash, puts the keys of each side by side.

    A block at a time: which are to be compared first, then where their paths lie, then the paths, so that memory is
    asked for many at once.
    """
    shift, one, block, size = np.uint64(bits), np.uint64(1), np.uint64(_BLOCK), np.uint64(len(keys))
    low, is_mixed = (one << shift) - one, False
    pairs, places = np.empty(_BLOCK + 1, np.uint32), np.empty((_BLOCK, 4), np.uint64)
    begins[:1] = 1
    for first in range(one, size, block):
        alike = np.uint64(0)
        for at in range(first, min(first + block, size)):  # written always and kept when it counts
            begins[at] = keys[at - one] >> shift != keys[at] >> shift
            pairs[alike] = at
            alike += one ^ np.uint64(begins[at])
        for pair in range(alike):
            later = np.uint64(pairs[pair])
            mine, other = keys[later] & low, keys[later - one] & low
            begin, there = np.uint64(offsets[mine]), np.uint64(offsets[other])
            length, others = np.uint64(offsets[mine + one]) - begin, np.uint64(offsets[other + one]) - there
            places[pair, 0], places[pair, 1] = begin, there
            places[pair, 2], places[pair, 3] = min(length, others), length ^ others
        for pair in range(alike):
            begin, there, differences = places[pair, 0], places[pair, 1], places[pair, 3]
            for step in range(places[pair, 2]):
                differences |= np.uint64(touchpoint[begin + step] ^ touchpoint[there + step])
            begins[np.uint64(pairs[pair])] = differences != np.uint64(0)
            is_mixed |= differences != np.uint64(0)
    if is_mixed:
        _put_together(bits, offsets, touchpoint, keys, begins)


@compiled(writes=2)
def _put_together(bits: int, offsets: Array, touchpoint: Array, keys: Array, begins: Array) -> None:
    """Groups the keys of every hash by path, as they come: quadratic in how many share a hash and not their path."""
    shift, one, size = np.uint64(bits), np.uint64(1), np.uint64(len(keys))
    low, first, at = (one << shift) - one, np.uint64(0), np.uint64(0)
    while first < size:
        end, is_mixed = first + one, False
        while end < size and keys[end] >> shift == keys[first] >> shift:
            is_mixed |= begins[end] != 0
            end += one
        at = first
        while is_mixed and at < end:  # one path after the other: those of the path at hand move to the front
            path, begins[at] = keys[at], 1
            at += one
            for other in range(at, end):
                if _is_same_path(path & low, keys[other] & low, offsets, touchpoint):
                    back: Whole = other
                    moved = keys[other]
                    while back > at:
                        keys[back] = keys[back - one]
                        back -= one
                    keys[at], begins[at] = moved, 0
                    at += one
        first = end


@compiled()
def _is_same_path(one: Whole, other: Whole, offsets: Array, touchpoint: Array) -> bool:
    begin, there, next_one = np.uint64(offsets[one]), np.uint64(offsets[other]), np.uint64(1)
    length = np.uint64(offsets[one + next_one]) - begin
    if np.uint64(offsets[other + next_one]) - there != length:
        return False
    for step in range(length):  # noqa: SIM110 - the compiler takes loops, not generators
        if touchpoint[begin + step] != touchpoint[there + step]:
            return False
    return True


@compiled(writes=1)
def _number(keys: Array, bits: int, begins: Array, numbers: Array) -> None:
    """Writes for each unit the first one of its path, which comes first."""
    low, number = (np.uint64(1) << np.uint64(bits)) - np.uint64(1), np.uint64(0)
    for at in range(np.uint64(len(keys))):
        unit = keys[at] & low
        number = unit if begins[at] else number
        numbers[unit] = number
