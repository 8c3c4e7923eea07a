"""Exact sequences of touchpoints that several units share."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, compiled
from resa.kernels.join import concatenate
from resa.kernels.partition import Partition
from resa.kernels.select import take
from resa.kernels.thread import per_piece, threads
from resa.kernels.unitfact import touchpoint_facts

_WORTH_SHARING = 1 << 15  # units


@dataclass(frozen=True, slots=True)
class Variants:
    """The most frequent paths (of touchpoint codes) with their counts, among `variants` different ones of `units` units."""

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
        """Returns the most frequent paths; of equally frequent ones the shorter first, then by touchpoint codes."""
        tables = _merged(self.tables)
        found = [best for table in tables for best in _most_frequent(table, top=self.top)]
        found.sort(key=lambda one: (-one[1], len(one[0]), one[0]))
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
    pieces = threads() if partition.units >= _WORTH_SHARING else 1
    given = (hashes, partition.offsets, partition.touchpoint, weights)
    parts = per_piece(lambda piece: _count_paths(piece, pieces, *given), pieces=pieces)
    unit = np.concatenate([units for units, _ in parts])
    count = np.concatenate([counts for _, counts in parts])
    return Table(partition, unit, hashes[unit], count)


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
    chosen = np.arange(len(table.unit))
    if len(chosen) > top > 0:
        threshold = np.partition(table.count, -top)[-top]
        chosen = np.flatnonzero(table.count >= threshold)
        sizes = table.partition.offsets[table.unit[chosen] + 1] - table.partition.offsets[table.unit[chosen]]
        tied = table.count[chosen] == threshold
        places = top - int(np.count_nonzero(~tied))
        longest = np.partition(sizes[tied], places - 1)[places - 1]
        chosen = chosen[~tied | (sizes <= longest)]
    pairs = zip(table.unit[chosen].tolist(), table.count[chosen].tolist(), strict=True)
    return [(_path(table.partition, unit), count) for unit, count in pairs]


@compiled()
def _count_paths(
    piece: int, pieces: int, path_hash: Array, offsets: Array, touchpoint: Array, weights: Array
) -> tuple[Array, Array]:
    """Counts the paths whose hash belongs to this piece, and returns one unit of each and the counts.

    A slot holds half the hash and the number of an entry. Equal halves prove nothing: the paths are compared.
    """
    units = len(path_hash)
    bits = 8
    while (1 << bits) * pieces < 2 * units:
        bits += 1
    slots = np.zeros(1 << bits, np.uint64)
    shift, low = np.uint64(64 - bits), np.uint64(0xFFFFFFFF)
    mask, one = np.uint64((1 << bits) - 1), np.uint64(1)
    unit_of, count_of, many = np.empty(1 << bits, np.int64), np.empty(1 << bits, np.int64), 0
    for unit in range(units):
        mixed = path_hash[unit]
        if np.int64((mixed >> one) & np.uint64(0xFFFF)) % pieces != piece:
            continue
        if many * 4 >= 3 * len(slots):  # hashes may gather in one piece: start again with more room
            wider = np.zeros(2 * len(slots), np.uint64)
            shift, mask = shift - one, np.uint64(2 * len(slots) - 1)
            for entry in range(many):
                again = path_hash[unit_of[entry]]
                at = again >> shift
                while wider[at] != 0:
                    at = (at + one) & mask
                wider[at] = (again << np.uint64(32)) | np.uint64(entry + 1)
            slots = wider
            more_units, more_counts = np.empty(len(slots), np.int64), np.empty(len(slots), np.int64)
            more_units[:many], more_counts[:many] = unit_of[:many], count_of[:many]
            unit_of, count_of = more_units, more_counts
        at = mixed >> shift
        while True:
            slot = slots[at]
            if slot == 0:
                slots[at] = (mixed << np.uint64(32)) | np.uint64(many + 1)
                unit_of[many], count_of[many] = unit, weights[unit]
                many += 1
                break
            if (slot ^ (mixed << np.uint64(32))) <= low:
                entry = np.int64(slot & low) - 1
                if _is_same_path(unit, unit_of[entry], offsets, touchpoint):
                    count_of[entry] += weights[unit]
                    break
            at = (at + one) & mask
    return unit_of[:many].copy(), count_of[:many].copy()


@compiled()
def _is_same_path(unit: int, other: int, offsets: Array, touchpoint: Array) -> bool:
    begin, there = offsets[unit], offsets[other]
    length = offsets[unit + 1] - begin
    if offsets[other + 1] - there != length:
        return False
    for step in range(length):
        if touchpoint[begin + step] != touchpoint[there + step]:
            return False
    return True
