"""Exact sequences of touchpoints that several units share."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, Whole, compiled
from resa.kernels.join import concatenate
from resa.kernels.partition import Partition
from resa.kernels.select import take
from resa.kernels.thread import per_piece, per_range, threads
from resa.kernels.unitfact import touchpoint_facts

_WORTH_SHARING = 1 << 15  # units


@dataclass(frozen=True, slots=True)
class Variants:
    """The most frequent paths (of touchpoint codes) and their counts, among `variants` different ones of all units."""

    paths: tuple[tuple[int, ...], ...]
    counts: NDArray[np.int64]
    variants: int
    units: int


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Different paths, each named by a unit that takes it, and their counts, which may be negative."""

    partition: Partition
    unit: NDArray[np.int64]
    path_hash: NDArray[np.uint64]
    count: NDArray[np.int64]


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
        taken = tuple(Table(one.partition, one.unit, one.path_hash, -one.count) for one in other.tables)
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
        table = _table(partition, weights=np.ones(partition.units, np.int64))
        return VariantCounts((table,), self.top)


def _path(partition: Partition, unit: int) -> tuple[int, ...]:
    return tuple(partition.touchpoint[partition.offsets[unit] : partition.offsets[unit + 1]].tolist())


def _table(partition: Partition, *, weights: NDArray[np.int64]) -> Table:
    hashes = partition.path_hash
    if not hashes.all():
        hashes = touchpoint_facts(partition.offsets, partition.touchpoint)[1]
    likely = np.empty(partition.units, np.int32)
    pieces = threads() if partition.units >= _WORTH_SHARING else 1
    found = per_piece(lambda piece: _group(piece, pieces, hashes, weights, likely), pieces=pieces)
    given = (partition.offsets, partition.touchpoint, likely)
    if not all(per_range(partition.offsets, lambda first, last: _are_same_paths(first, last, *given))):
        return _table_by_path(partition, hashes=hashes, weights=weights)
    unit, count = (np.concatenate([part[at] for part in found]) for at in (0, 1))
    return Table(partition, unit, hashes[unit], count)


def _table_by_path(partition: Partition, *, hashes: NDArray[np.uint64], weights: NDArray[np.int64]) -> Table:
    """Returns the same from the paths alone, slowly: two different paths had one hash, which hardly ever happens."""
    first: dict[tuple[int, ...], int] = {}
    chosen = np.array([first.setdefault(_path(partition, unit), unit) for unit in range(partition.units)])
    unit, place = np.unique(chosen, return_inverse=True)
    return Table(partition, unit, hashes[unit], np.bincount(place, weights=weights).astype(np.int64))


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
    return Table(table.partition, table.unit[kept], table.path_hash[kept], table.count[kept])


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
def _group(piece: int, pieces: int, path_hash: Array, weights: Array, likely: Array) -> tuple[Array, Array]:
    """Groups units by hash: returns one unit of each group and the group's count; `likely` gives every unit that one.

    Units are first laid into buckets by the first bits of their hash, so that the table for a bucket stays in the
    processor's cache. A piece takes an equal share of the buckets.
    """
    units, bits = len(path_hash), 0
    while (units >> bits) > 4096:
        bits += 1
    buckets, shift = 1 << bits, np.uint64(63 - bits)
    one = np.uint64(1)
    starts = np.zeros(buckets + 1, np.int64)
    for unit in range(units):
        starts[np.int64((path_hash[unit] >> one) >> shift) + 1] += 1
    largest: Whole = 0
    bucket: Whole
    for bucket in range(buckets):
        mine = starts[bucket + 1] if (bucket * pieces) >> bits == piece else 0
        largest = max(largest, mine)
        starts[bucket + 1] = starts[bucket] + mine
    free, member = starts.copy(), np.empty(starts[buckets] + 1, np.int32)
    for unit in range(units):
        bucket = np.int64((path_hash[unit] >> one) >> shift)
        if (bucket * pieces) >> bits == piece:
            member[free[bucket]] = unit
            free[bucket] += 1
    size = 16
    while size < 2 * largest:
        size *= 2
    slots, hashes = np.empty(size, np.int32), np.empty(size, np.uint64)
    unit_of, count_of, many = np.empty(starts[buckets] + 1, np.int64), np.empty(starts[buckets] + 1, np.int64), 0
    for bucket in range(buckets):
        size = 16
        while size < 2 * (starts[bucket + 1] - starts[bucket]):
            size *= 2
        slots[:size] = -1
        mask = np.uint64(size - 1)
        for number in range(starts[bucket], starts[bucket + 1]):
            unit = member[number]
            mixed = path_hash[unit]
            at = (mixed >> np.uint64(8)) & mask
            while slots[at] >= 0 and hashes[at] != mixed:
                at = (at + one) & mask
            if slots[at] < 0:
                slots[at], hashes[at] = many, mixed
                unit_of[many], count_of[many] = unit, 0
                many += 1
            entry = slots[at]
            count_of[entry] += weights[unit]
            likely[unit] = unit_of[entry]
    return unit_of[:many].copy(), count_of[:many].copy()


@compiled()
def _are_same_paths(first: int, last: int, offsets: Array, touchpoint: Array, likely: Array) -> bool:
    """Says whether every unit has the same path as the one it was grouped with: equal hashes alone prove nothing."""
    for unit in range(first, last):
        other = likely[unit]
        if other == unit:
            continue
        begin, there = offsets[unit], offsets[other]
        length = offsets[unit + 1] - begin
        if offsets[other + 1] - there != length:
            return False
        for step in range(length):
            if touchpoint[begin + step] != touchpoint[there + step]:
                return False
    return True
