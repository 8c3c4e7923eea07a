"""Exact sequences of touchpoints that several units share."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, Whole, compiled
from resa.kernels.join import concatenate
from resa.kernels.partition import Partition
from resa.kernels.pathnumber import UnitsByPath, per_path
from resa.kernels.scratch import hand_back, lent
from resa.kernels.select import take
from resa.kernels.thread import per_piece, threads
from resa.kernels.unitfact import touchpoint_facts

_WORTH_SHARING = 1 << 15  # units
_WIDE = 8  # numbers up to so many for each unit are counted in a table
_ALL_ONE = np.zeros(0, np.int32)

_Counted = tuple[NDArray[np.int32], NDArray[np.int32]]  # a unit of each path, and how often the path occurs


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
    unit: NDArray[np.int32]
    hash_of_unit: NDArray[np.uint64]
    count: NDArray[np.int32]

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


def _table(partition: Partition, *, weights: NDArray[np.int32]) -> Table:
    """Returns the different paths of the units, each counted `weights` times, or once where there are no weights."""
    hashes = partition.path_hash
    if not hashes.all():
        hashes = touchpoint_facts(partition.offsets, partition.touchpoint).path_hash
    if partition.path_number is not None:
        parts = _counted_by_number(_close(partition.path_number), weights=weights)
    else:
        given = (partition.offsets, partition.touchpoint)
        parts = per_path(*given, path_hash=hashes, work=lambda found: _counted_by_path(found, weights=weights))
    unit, count = (np.concatenate(one) for one in zip(*parts, strict=True))
    return Table(partition, unit, hashes, count)


def _counted_by_path(found: UnitsByPath, *, weights: NDArray[np.int32]) -> _Counted:
    memory = lent(len(found.keys) + 1)
    unit, count = memory[: len(found.keys) + 1].view(np.int32).reshape(2, -1)
    many = int(_count_paths(found.keys, found.bits, found.begins, weights, unit, count))
    counted = unit[:many].copy(), count[:many].copy()
    hand_back(memory)
    return counted


def _close(numbers: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Returns the numbers as they are, or others that are closer together where few units are left of many."""
    if int(numbers.max()) < _WIDE * len(numbers):
        return numbers
    return np.unique(numbers, return_inverse=True)[1].astype(np.uint32)


def _counted_by_number(numbers: NDArray[np.uint32], *, weights: NDArray[np.int32]) -> list[_Counted]:
    size = int(numbers.max()) + 1
    pieces = threads() if len(numbers) >= _WORTH_SHARING else 1
    cuts = [size * piece // pieces for piece in range(pieces + 1)]

    def work(piece: int) -> _Counted:
        first, last = cuts[piece : piece + 2]
        memory = lent(last - first + 1)
        table = memory[: last - first + 1].view(np.int32).reshape(-1, 2)
        _count_numbers(numbers, first, weights, table)
        counted: _Counted = _occurring(table)
        hand_back(memory)
        return counted

    return per_piece(work, pieces=pieces)


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
    taken = concatenate([take(one.partition, one.unit.astype(np.int64)) for one in together])
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


@compiled(writes=2)
def _count_paths(keys: Array, bits: int, begins: Array, weights: Array, unit_of: Array, count_of: Array) -> Whole:
    """Writes a unit of each path and how often the path occurs; returns how many paths there are."""
    low, one, many = (np.uint64(1) << np.uint64(bits)) - np.uint64(1), np.uint64(1), np.uint64(0)
    by_weight, count = len(weights) > 0, np.int32(0)
    for at in range(np.uint64(len(keys))):  # written always: the last one of a path stays
        unit = keys[at] & low
        many += np.uint64(begins[at])
        count = (np.int32(0) if begins[at] else count) + (weights[unit] if by_weight else np.int32(1))
        unit_of[many - one], count_of[many - one] = unit, count
    return many


@compiled(writes=1)
def _count_numbers(numbers: Array, first: int, weights: Array, table: Array) -> None:
    """Writes for each number from `first` on how often it occurs, and a unit that has it; the last row is nobody's."""
    base, beyond, by_weight = np.uint64(first), np.uint64(len(table) - 1), len(weights) > 0
    for row in range(np.uint64(len(table))):
        table[row, 0] = 0
    for unit in range(np.uint64(len(numbers))):
        place = min(np.uint64(numbers[unit]) - base, beyond)  # below the first one wraps around, and so is beyond too
        table[place, 0] += weights[unit] if by_weight else 1
        table[place, 1] = unit


@compiled()
def _occurring(table: Array) -> tuple[Array, Array]:
    """Returns the units and counts of all rows but the last whose count is not zero."""
    many = np.uint64(0)
    for row in range(np.uint64(len(table) - 1)):
        many += np.uint64(table[row, 0] != 0)
    units, counts, found = (
        np.empty(many + np.uint64(1), np.int32),
        np.empty(many + np.uint64(1), np.int32),
        np.uint64(0),
    )
    for row in range(np.uint64(len(table) - 1)):  # written always and kept when it counts
        units[found], counts[found] = table[row, 1], table[row, 0]
        found += np.uint64(table[row, 0] != 0)
    return units[:many], counts[:many]
