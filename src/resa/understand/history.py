"""Histories in one piece, with the further fields of their interactions: what figures beyond counts are made from.

Loaded once for a scope, then narrowed as often as wanted: a prepared view costs a selection, not another reading.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.kernels.join import concatenate
from resa.kernels.partition import Dictionary, Partition
from resa.kernels.select import select
from resa.kernels.selection import Selection
from resa.model.condition import And, Condition
from resa.store.port import Engine, Scope
from resa.understand.array import Codes, Flags
from resa.understand.extent import Extent, Extents


class FieldSource(Protocol):
    """Hands out what partitions don't carry."""

    def fields(self, rows: NDArray[np.int64], *, names: Sequence[str]) -> pa.Table:
        """Returns these columns of the interactions with these row numbers, in this order."""

    def table(self, name: str) -> pa.Table:
        """Returns a yielded table ("answers", "orders", "lines", "profiles") with `customer`, -1 where unknown."""

    def anonymous_places(self) -> pa.Table:
        """Returns how many interactions of nobody known each place has: `channel`, `name`, `interactions`."""


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """A text per interaction as a code: `names[code]`, -1 where it is unknown."""

    names: tuple[str, ...]
    codes: Codes

    def taken(self, at: NDArray[np.int64]) -> "Texts":
        """Returns the same for the interactions at these places."""
        return Texts(self.names, self.codes[at])


@dataclass(frozen=True, eq=False)
class History:
    """Whole units in one partition, and for every interaction its unit and its place in the first loaded history.

    `origin_at` (m,) leads from each interaction to its place in `fields`.
    """

    partition: Partition
    origin_at: NDArray[np.int64]

    @property
    def dictionary(self) -> Dictionary:
        """What codes stand for."""
        return self.partition.dictionary

    @cached_property
    def unit(self) -> Codes:
        """The 0-based unit of each interaction."""
        return np.repeat(np.arange(self.partition.units), np.diff(self.partition.offsets))

    @cached_property
    def seconds(self) -> NDArray[np.int64]:
        """The epoch second of each interaction."""
        return self.partition.time.astype(np.int64) + self.partition.origin

    @cached_property
    def touchpoint(self) -> Codes:
        """The touchpoint code of each interaction."""
        return self.partition.touchpoint.astype(np.int64)

    @cached_property
    def customer(self) -> Codes:
        """The customer code of each interaction."""
        return self.partition.customer.astype(np.int64)[self.unit]

    @cached_property
    def extent(self) -> Extent:
        """Who and what it holds."""
        return Extents().of(self.partition)

    def of_place(self, by_place: NDArray[np.int64]) -> Codes:
        """Returns for each interaction what `by_place` (places,) says of its place."""
        if not len(by_place):
            return np.zeros(0, np.int64)
        return by_place[self.partition.place.astype(np.int64)]


def history(engine: Engine, *, scope: Scope) -> History:
    """Returns everything in scope in one piece; takes about 50 bytes an interaction."""
    partition = concatenate(list(engine.partitions(scope)))
    return History(partition, np.arange(partition.interactions))


def narrowed(whole: History, *, selection: Selection) -> History:
    """Returns the part of a history that a selection keeps, neighbours linked anew."""
    partition = select(whole.partition, selection)
    place_of_row = np.zeros(int(whole.partition.row.max(initial=0)) + 1, np.int64)
    place_of_row[whole.partition.row] = whole.origin_at
    return History(partition, place_of_row[partition.row])


def satisfying(engine: Engine, whole: History, *, scope: Scope, where: Condition) -> Flags:
    """Returns for each interaction of `whole`, loaded for `scope`, whether it satisfies `where` as well."""
    both = where if scope.where is None else And((scope.where, where))
    rows = [partition.row for partition in engine.partitions(replace(scope, where=both))]
    found = np.zeros(int(whole.partition.row.max(initial=0)) + 1, np.bool_)
    found[np.concatenate(rows)] = True
    return found[whole.partition.row]


def text_codes(column: pa.ChunkedArray | pa.Array) -> Texts:
    """Returns a column of texts as codes; null and "" are unknown."""
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    encoded = whole if pa.types.is_dictionary(whole.type) else pc.dictionary_encode(whole)
    words = [word or "" for word in encoded.dictionary.to_pylist()]
    kept = [at for at, word in enumerate(words) if word]
    renumber = np.full(len(words) + 1, -1, np.int64)
    renumber[kept] = np.arange(len(kept))
    codes = pc.fill_null(encoded.indices.cast(pa.int64()), len(words)).to_numpy(zero_copy_only=False)
    return Texts(tuple(words[at] for at in kept), renumber[codes])


def numbers(column: pa.ChunkedArray | pa.Array) -> NDArray[np.float64]:
    """Returns a column of numbers, NaN where unknown."""
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return np.asarray(pc.cast(whole, pa.float64(), safe=False).to_numpy(zero_copy_only=False), np.float64)


FIELD_NAMES = (
    "order_id", "money_minor", "currency", "matter", "topic", "wait_seconds", "outcome", "offset_minutes",
    "is_date",
)  # fmt: skip
"""What a map needs to know of an interaction beyond its partition."""


@dataclass(frozen=True, slots=True, eq=False)
class Fields:
    """Further fields of the interactions of the history that was loaded first, by place in it."""

    order: Texts
    money: NDArray[np.float64]  # minor units
    currency: Texts
    matter: Texts
    topic: Texts
    wait: NDArray[np.float64]  # seconds
    outcome: Texts
    hour: NDArray[np.int64]  # of the customer's own day, -1 where unknown


def fields(source: FieldSource, whole: History) -> Fields:
    """Returns the further fields of a history's interactions."""
    table = source.fields(whole.partition.row, names=FIELD_NAMES)
    offset = numbers(table["offset_minutes"])
    knows_hour = ~np.isnan(offset) & ~np.asarray(pc.fill_null(table["is_date"], True)).astype(np.bool_)
    local = whole.seconds + np.nan_to_num(offset).astype(np.int64) * 60
    return Fields(
        order=text_codes(table["order_id"]),
        money=numbers(table["money_minor"]),
        currency=text_codes(table["currency"]),
        matter=text_codes(table["matter"]),
        topic=text_codes(table["topic"]),
        wait=numbers(table["wait_seconds"]),
        outcome=text_codes(table["outcome"]),
        hour=np.where(knows_hour, local // 3600 % 24, -1),
    )
