"""The plain twin of every engine: lists and loops, obviously right."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any

import numpy as np
import pyarrow as pa

from resa.kernels.encode import touchpoints_of
from resa.kernels.partition import Dictionary, Partition, Place
from resa.kernels.summary import Summary
from resa.kernels.unitfact import touchpoint_facts, wait_bins
from resa.store.assignment import Assignment
from resa.store.batch import Batch
from resa.store.epoch import ORIGIN, within_reach
from resa.store.forgetting import without_customers
from resa.store.place import PLACE_COLUMNS, PlaceNumbers, dictionary_of
from resa.store.plain import Happening, Surroundings, kept
from resa.store.port import Scope
from resa.store.profile import latest_profiles
from resa.store.who import NOBODY, changed_subjects, customers_of, identifier_names

Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Yield:
    """One row of a yielded table, and the record it came from."""

    source: str
    key: Key
    position: int
    row: int
    fields: Mapping[str, Any]


class MemoryEngine:
    """Keeps everything in lists; every answer starts afresh from them.

    `units_per_partition` cuts what is handed out into small pieces, so that sums over several are the rule.
    """

    def __init__(self, *, units_per_partition: int = 1000) -> None:
        self.revision = 0
        self._units_per_partition = units_per_partition
        self._interactions: list[_Yield] = []
        self._profiles: list[_Yield] = []
        self._rows = 0
        self._assignment = NOBODY
        self._catalogue: dict[tuple[str, str], str] = {}
        self._touched: list[tuple[int, frozenset[int]]] = []
        self._sources: set[str] = set()

    def append(self, batch: Batch) -> int:
        """Keeps a batch and returns the revision at which it is visible."""
        self._sources.add(batch.source)
        interactions = _yields(batch, name="interactions", first_row=self._rows)
        self._rows += len(interactions)
        self._interactions += interactions
        self._profiles += _yields(batch, name="profiles", first_row=0)
        customers = frozenset(self._customer(one) for one in interactions) - {-1}
        return self._changed(customers)

    def assign(self, assignment: Assignment) -> None:
        """Takes over who is who."""
        subjects = changed_subjects(self._assignment, assignment)
        before = customers_of(self._assignment, subjects)
        self._assignment, after = assignment, customers_of(assignment, subjects)
        self._changed(frozenset(np.union1d(before, after).tolist()))

    def group(self, touchpoints: Mapping[tuple[str, str], str]) -> None:
        """Takes over the catalogue."""
        before = self._catalogue
        self._catalogue = dict(touchpoints)
        moved = {place for place in before.keys() | touchpoints.keys() if before.get(place) != touchpoints.get(place)}
        self._changed(
            frozenset(
                self._customer(one)
                for one in self._interactions
                if (one.fields["channel"], one.fields["name"]) in moved
            )
            - {-1}
        )

    def erase(self, customers: Collection[int]) -> None:
        """Forgets everything about these customers."""
        gone = frozenset(customers)
        records = {(one.source, one.key) for one in self._interactions + self._profiles if self._customer(one) in gone}
        self._interactions = [one for one in self._interactions if (one.source, one.key) not in records]
        self._profiles = [one for one in self._profiles if (one.source, one.key) not in records]
        self._assignment = without_customers(self._assignment, customers=gone)
        self._changed(gone)

    def touched(self, since: int) -> frozenset[int]:
        """Returns the codes of the customers whose histories changed after that revision."""
        return frozenset[int]().union(*(customers for revision, customers in self._touched if revision > since))

    def _changed(self, customers: frozenset[int]) -> int:
        self.revision += 1
        self._touched.append((self.revision, customers))
        return self.revision

    def dictionary(self) -> Dictionary:
        """Returns what the codes of partitions stand for."""
        numbers = PlaceNumbers()
        for one in self._interactions:
            numbers.number(_place(one))
        return dictionary_of(numbers.places, catalogue=self._catalogue)

    def partitions(self, scope: Scope) -> Iterator[Partition]:
        """Hands out whole-customer partitions, a few units at a time."""
        dictionary = self.dictionary()
        around = self._surroundings(dictionary, scope=scope)
        units: list[list[Happening]] = []
        for history in self._histories(dictionary):
            pieces = _cut(history, gap_seconds=scope.rules.gap_seconds(scope.unit))
            for piece in pieces:
                left = piece if scope.where is None else kept(piece, where=scope.where, around=around)
                units += [left] if left else []
            if len(units) >= self._units_per_partition:
                yield _partition(units, dictionary=dictionary)
                units = []
        yield _partition(units, dictionary=dictionary)

    def fold(self, summaries: Sequence[Summary[Any]], *, scope: Scope) -> list[Any]:
        """Returns the finished answer of each summary."""
        partitions = list(self.partitions(scope))
        return [reduce(add, [one.of(partition) for partition in partitions]).finish() for one in summaries]

    def _histories(self, dictionary: Dictionary) -> Iterator[list[Happening]]:
        numbers = PlaceNumbers(dictionary.places)
        by_customer: dict[int, list[_Yield]] = {}
        for one in self._interactions:
            by_customer.setdefault(self._customer(one), []).append(one)
        by_customer.pop(-1, None)
        for customer in sorted(by_customer):
            yield [
                Happening(numbers.number(_place(one)), one.fields["time"], customer, {**one.fields, "row": one.row})
                for one in sorted(by_customer[customer], key=_rank)
            ]

    def _customer(self, one: _Yield) -> int:
        """The customer of the last handover up to then, else the subject's own; unknown subjects are customers."""
        subject, assignment = one.fields["subject"], self._assignment
        if subject < 0:
            return -1
        customer = int(assignment.customer[subject]) if subject < len(assignment.customer) else subject
        for at in np.flatnonzero(assignment.handover_subject == subject):
            if assignment.handover_time[at] <= _instant(one):
                customer = int(assignment.handover_customer[at])
        return int(customer)

    def _surroundings(self, dictionary: Dictionary, *, scope: Scope) -> Surroundings:
        profiles: dict[int, list[tuple[tuple[Any, ...], Mapping[str, str]]]] = {}
        for one in self._profiles:
            told = dict(one.fields["properties"])
            profiles.setdefault(self._customer(one), []).append(((_instant(one), *_rank(one)[2:]), told))
        latest = {customer: latest_profiles(told) for customer, told in profiles.items()}
        names, sources = identifier_names(self._assignment), frozenset(self._sources)
        return Surroundings(dictionary, scope.stages, scope.segments, latest, names, sources)


UNTIMED = -(1 << 62)


def _instant(one: _Yield) -> int:
    """Microseconds since the epoch; what was known from the start comes before everything."""
    time = one.fields["time"]
    return UNTIMED if time is None else int(time)


def _rank(one: _Yield) -> tuple[Any, ...]:
    """The canonical order: time, sequence, position, record key; then what no source can mean to order."""
    return (_instant(one), one.fields.get("sequence") or "", one.position, one.key, one.source, one.fields["part"])


def _place(one: _Yield) -> Place:
    return Place(one.source, *(one.fields[column] or "" for column in PLACE_COLUMNS))


def _yields(batch: Batch, *, name: str, first_row: int) -> list[_Yield]:
    table = batch.yielded.get(name)
    if table is None:
        return []
    plain = table.set_column(table.column_names.index("time"), "time", table["time"].cast(pa.int64()))
    high, low = (batch.records[column].to_pylist() for column in ("_key_high", "_key_low"))
    position = batch.records["_position"].to_pylist()
    return [
        _Yield(batch.source, (high[at], low[at]), position[at], first_row + number, fields)
        for number, fields in enumerate(plain.to_pylist())
        for at in (fields["record"],)
    ]


def _cut(history: list[Happening], *, gap_seconds: int | None) -> list[list[Happening]]:
    pieces: list[list[Happening]] = []
    for one in history:
        is_new = not pieces or (gap_seconds is not None and _second(one) - _second(pieces[-1][-1]) > gap_seconds)
        if is_new:
            pieces.append([])
        pieces[-1].append(one)
    return pieces


def _second(one: Happening) -> int:
    return int(within_reach(np.array([one.instant], np.int64))[0] // 1_000_000 - ORIGIN)


def _partition(units: Sequence[Sequence[Happening]], *, dictionary: Dictionary) -> Partition:
    flat = [one for unit in units for one in unit]
    offsets = np.cumsum([0, *(len(unit) for unit in units)]).astype(np.int64)
    place = np.array([one.place for one in flat], np.uint16)
    touchpoint = touchpoints_of(place, dictionary=dictionary)
    time = np.array([_second(one) for one in flat], np.uint32)
    facts = touchpoint_facts(offsets, touchpoint)
    return Partition(
        offsets=offsets,
        touchpoint=touchpoint,
        time=time,
        place=place,
        wait_bin=wait_bins(offsets, time) if flat else np.empty(0, np.uint8),
        row=np.array([one.fields["row"] for one in flat], np.int64),
        customer=np.array([unit[0].customer for unit in units], np.int32),
        touchpoint_mask=facts.touchpoint_mask,
        path_hash=facts.path_hash,
        dictionary=dictionary,
        origin=ORIGIN,
    )
