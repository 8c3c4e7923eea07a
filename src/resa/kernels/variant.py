"""Exact sequences of touchpoints that several units share."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, Whole, compiled
from resa.kernels.join import concatenate
from resa.kernels.partition import Partition
from resa.kernels.scratch import hand_back, lent
from resa.kernels.select import take
from resa.kernels.thread import per_piece, threads
from resa.kernels.unitfact import touchpoint_facts

_WORTH_SHARING = 1 << 15  # units
_BLOCK = 1 << 12  # units compared together
_ALL_ONE = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class Variants:
    """The most frequent paths (of touchpoint codes) and their counts, among `variants` different ones of all units."""

    paths: tuple[tuple[int, ...], ...]
    counts: NDArray[np.int64]
    variants: int
    units: int


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Different paths, each named by a unit that takes it, and their counts, which may be negative.

    `hash_of_unit` has the hashes of all units of the partition.
    """

    partition: Partition
    unit: NDArray[np.int64]
    hash_of_unit: NDArray[np.uint64]
    count: NDArray[np.int64]

    @property
    def path_hash(self) -> NDArray[np.uint64]:
        """The hash of each path."""
        return self.hash_of_unit[self.unit]


@dataclass(frozen=True, slots=True, eq=False)
class VariantCounts:
    """Counts by path, in tables that are brought together at the end; `top` is how many paths are wanted then.

    Equality reads all paths, and so is meant for tests.
    """

    tables: tuple[Table, ...]
    top: int

    def __add__(self, other: Self) -> Self:
        return type(self)(self.tables + other.tables, self.top)

    def __sub__(self, other: Self) -> Self:
        taken = tuple(Table(one.partition, one.unit, one.hash_of_unit, -one.count) for one in other.tables)
        return type(self)(self.tables + taken, self.top)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, VariantCounts) and self._by_path() == other._by_path()

    __hash__ = None  # type: ignore[assignment]  # arrays have no hash

    def finish(self) -> Variants:
        """Returns the most frequent paths; of equally frequent ones the shorter first, then by the touchpoints' names.

        Codes would not do: they follow the order in which touchpoints arrived.
        """
        tables = _merged(self.tables)
        found = [best for table in tables for best in _most_frequent(table, top=self.top)]
        names = max((table.partition.dictionary.touchpoints for table in tables), key=len, default=())
        rank = np.argsort(np.argsort(np.array(names, np.str_), kind="stable")).tolist()
        found.sort(key=lambda one: (-one[1], len(one[0]), [rank[code] for code in one[0]]))
        return Variants(
            paths=tuple(path for path, _ in found[: self.top]),
            counts=np.array([count for _, count in found[: self.top]], np.int64),
            variants=sum(len(table.unit) for table in tables),
            units=sum(int(table.count.sum()) for table in tables),
        )

    def different(self) -> list[Table]:
        """Returns all paths in tables that have none in common."""
        return _merged(self.tables)

    def _by_path(self) -> dict[tuple[int, ...], int]:
        return {
            _path(table.partition, unit): count
            for table in _merged(self.tables)
            for unit, count in zip(table.unit.tolist(), table.count.tolist(), strict=True)
        }


@dataclass(frozen=True, slots=True)
class PathVariants:
    """The `top` most frequent exact sequences of touchpoints, and how many different ones there are."""

    top: int = 20

    def of(self, partition: Partition) -> VariantCounts:
        """Returns the counts of these units."""
        if not partition.units:
            return VariantCounts((), self.top)
        return VariantCounts((_table(partition, weights=_ALL_ONE),), self.top)


def _path(partition: Partition, unit: int) -> tuple[int, ...]:
    return tuple(partition.touchpoint[partition.offsets[unit] : partition.offsets[unit + 1]].tolist())


def _table(partition: Partition, *, weights: NDArray[np.int64]) -> Table:
    """Returns the different paths of the units, each counted `weights` times, or once where there are no weights."""
    hashes = partition.path_hash
    if not hashes.all():
        hashes = touchpoint_facts(partition.offsets, partition.touchpoint).path_hash
    bits = max(1, (partition.units - 1).bit_length())
    pieces = threads() if partition.units >= _WORTH_SHARING else 1

    def work(piece: int) -> tuple[NDArray[np.int64], NDArray[np.int64], list[NDArray[np.uint64]]]:
        memory = [lent(partition.units + 1)]
        keys = memory[0][: int(_keys(piece, pieces, hashes, bits, memory[0]))]
        keys.sort()
        memory.append(lent(2 * len(keys)))
        unit, count = memory[1][: 2 * len(keys)].view(np.int64).reshape(2, -1)
        given = (keys, bits, partition.offsets, partition.touchpoint)
        if _is_told_by_hash(*given):
            many = int(_group_by_hash(keys, bits, weights, unit, count))
        else:
            many = int(_group(*given, weights, unit, count))
        return unit[:many], count[:many], memory

    found = per_piece(work, pieces=pieces)
    unit, count = (np.concatenate([part[at] for part in found]) for at in (0, 1))
    for _, _, memory in found:
        for one in memory:
            hand_back(one)
    return Table(partition, unit, hashes, count)


def _merged(tables: tuple[Table, ...]) -> list[Table]:
    """Returns tables that have no path in common, and no counts of zero.

    The largest table stays as it is, but for the paths that others may have too: so a late arrival costs little.
    """
    if len(tables) < 2:
        return list(tables)
    by_size = sorted(tables, key=lambda one: -len(one.unit))
    largest, others = by_size[0], by_size[1:]
    shared = np.isin(largest.path_hash, np.concatenate([one.path_hash for one in others]))
    together = [_part(largest, shared), *others]
    taken = concatenate([take(one.partition, one.unit) for one in together])
    merged = _table(taken, weights=np.concatenate([one.count for one in together]))
    return [_part(largest, ~shared), _part(merged, merged.count != 0)]


def _part(table: Table, kept: NDArray[np.bool_]) -> Table:
    return Table(table.partition, table.unit[kept], table.hash_of_unit, table.count[kept])


def _most_frequent(table: Table, *, top: int) -> list[tuple[tuple[int, ...], int]]:
    """Returns at least the `top` best paths of the table; ties for the last places may bring more."""
    chosen = np.flatnonzero(table.count > 1)  # most paths are nobody else's: look at those only when they are needed
    if len(chosen) < top:
        chosen = np.arange(len(table.unit))
    if len(chosen) > top > 0:
        threshold = np.partition(table.count[chosen], -top)[-top]
        chosen = chosen[table.count[chosen] >= threshold]
        sizes = table.partition.offsets[table.unit[chosen] + 1] - table.partition.offsets[table.unit[chosen]]
        tied = table.count[chosen] == threshold
        places = top - int(np.count_nonzero(~tied))
        longest = np.partition(sizes[tied], places - 1)[places - 1]
        chosen = chosen[~tied | (sizes <= longest)]
    pairs = zip(table.unit[chosen].tolist(), table.count[chosen].tolist(), strict=True)
    return [(_path(table.partition, unit), count) for unit, count in pairs]


@compiled(writes=1)
def _keys(piece: int, pieces: int, path_hash: Array, bits: int, keys: Array) -> Whole:
    """Writes the first bits of each hash followed by the unit in `bits` bits; returns how many belong to the piece."""
    low, shift = (np.uint64(1) << np.uint64(bits)) - np.uint64(1), np.uint64(32)
    mine, shares, many = np.uint64(piece), np.uint64(pieces), np.uint64(0)
    for unit in range(np.uint64(len(path_hash))):
        keys[many] = (path_hash[unit] & ~low) | unit
        many += np.uint64(((path_hash[unit] >> shift) * shares) >> shift == mine)
    return many


@compiled()
def _is_told_by_hash(keys: Array, bits: int, offsets: Array, touchpoint: Array) -> bool:
    """Says whether units of the same hash all have the same path: each is compared with the one before it.

    A block at a time: which are to be compared first, then where their paths lie, then the paths, so that memory is
    asked for many at once.
    """
    shift, one, block = np.uint64(bits), np.uint64(1), np.uint64(_BLOCK)
    low, differences = (one << shift) - one, np.uint64(0)
    units, begins = np.empty((_BLOCK + 1, 2), np.uint64), np.empty((_BLOCK, 3), np.uint64)
    for first in range(one, np.uint64(len(keys)), block):
        many = np.uint64(0)
        for at in range(first, min(first + block, np.uint64(len(keys)))):  # written always and kept when it counts
            units[many, 0], units[many, 1] = keys[at - one] & low, keys[at] & low
            many += np.uint64(keys[at - one] >> shift == keys[at] >> shift)
        for pair in range(many):
            mine, other = units[pair, 0], units[pair, 1]
            begin, there = np.uint64(offsets[mine]), np.uint64(offsets[other])
            length = np.uint64(offsets[mine + one]) - begin
            differences |= length ^ (np.uint64(offsets[other + one]) - there)
            begins[pair, 0], begins[pair, 1], begins[pair, 2] = begin, there, length
        if differences != np.uint64(0):
            return False
        for pair in range(many):
            begin, there = begins[pair, 0], begins[pair, 1]
            for step in range(begins[pair, 2]):
                differences |= np.uint64(touchpoint[begin + step] ^ touchpoint[there + step])
    return bool(differences == np.uint64(0))


@compiled(writes=2)
def _group_by_hash(keys: Array, bits: int, weights: Array, unit_of: Array, count_of: Array) -> Whole:
    """Writes one unit of each hash and how often it occurs, as `_group` does for paths; returns how many there are."""
    shift, one = np.uint64(bits), np.uint64(1)
    low, by_weight, many = (one << shift) - one, len(weights) > 0, np.uint64(0)
    for at in range(np.uint64(len(keys))):
        unit = keys[at] & low
        if at == 0 or keys[at] >> shift != keys[at - one] >> shift:
            unit_of[many], count_of[many] = unit, 0
            many += one
        count_of[many - one] += weights[unit] if by_weight else 1
    return many


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


@compiled(writes=2)
def _group(
    keys: Array, bits: int, offsets: Array, touchpoint: Array, weights: Array, unit_of: Array, count_of: Array
) -> Whole:
    """Writes one unit of each different path and the path's count; returns how many there are.

    Keys are sorted. Equal hashes alone prove nothing: every unit is compared with those of its hash, by the path.
    """
    shift, one = np.uint64(bits), np.uint64(1)
    low, by_weight = (one << shift) - one, len(weights) > 0
    many, first = np.uint64(0), np.uint64(0)
    for at in range(np.uint64(len(keys))):
        unit = keys[at] & low
        if at == 0 or keys[at] >> shift != keys[at - one] >> shift:
            first = many
        entry = first
        while entry < many and not _is_same_path(unit, np.uint64(unit_of[entry]), offsets, touchpoint):
            entry += one
        if entry == many:
            unit_of[many], count_of[many] = unit, 0
            many += one
        count_of[entry] += weights[unit] if by_weight else 1
    return many
