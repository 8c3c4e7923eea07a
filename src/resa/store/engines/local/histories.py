"""Encoded histories with what it takes to encode them anew when something arrives late."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resa.kernels.encode import encode
from resa.kernels.gather import gathered, put
from resa.kernels.join import empty, recode
from resa.kernels.lookup import places_in
from resa.kernels.partition import Dictionary, Partition, together
from resa.kernels.select import take
from resa.store.assignment import Assignment
from resa.store.engines.local.tie import TieBreaks
from resa.store.epoch import ORIGIN, within_reach
from resa.store.who import resolved

UNSETTLED = -1


@dataclass(frozen=True, slots=True)
class Rows:
    """Interactions in any order, one array per fact.

    `instant` is microseconds since the epoch, `row` the engine's number. Rows that share a number of `settled` stand
    in their canonical order already; `UNSETTLED` ones don't.
    """

    subject: NDArray[np.int32]
    instant: NDArray[np.int64]
    place: NDArray[np.uint16]
    row: NDArray[np.int64]
    settled: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.row)


def joined_rows(parts: Sequence[Rows]) -> Rows:
    """Returns all rows, part after part."""
    return Rows(
        np.concatenate([np.empty(0, np.int32), *(part.subject for part in parts)]),
        np.concatenate([np.empty(0, np.int64), *(part.instant for part in parts)]),
        np.concatenate([np.empty(0, np.uint16), *(part.place for part in parts)]),
        np.concatenate([np.empty(0, np.int64), *(part.row for part in parts)]),
        np.concatenate([np.empty(0, np.int32), *(part.settled for part in parts)]),
    )


@dataclass(frozen=True, slots=True)
class Histories:
    """A partition, and aligned with its interactions the exact instants (microseconds) and the subjects."""

    partition: Partition
    instant: NDArray[np.int64]
    subject: NDArray[np.int32]

    def rows(self) -> Rows:
        """Returns the interactions, settled within each unit."""
        sizes = np.diff(self.partition.offsets)
        owner = np.repeat(self.partition.customer, sizes)
        return Rows(self.subject, self.instant, self.partition.place, self.partition.row, owner)

    def units_of(self, customers: NDArray[np.int32]) -> NDArray[np.int64]:
        """Returns which units are those customers'; `customers` is sorted."""
        at = places_in(self.partition.customer, customers)
        return at[at >= 0]

    def taking(self, units: NDArray[np.int64]) -> "Histories":
        """Returns these units only, in this order."""
        begins, sizes = Part(self, units).stretches()
        instant = gathered(self.instant, begins=begins, sizes=sizes)
        return Histories(take(self.partition, units), instant, gathered(self.subject, begins=begins, sizes=sizes))


def empty_partition(dictionary: Dictionary) -> Partition:
    """Returns a partition without units on the shared clock."""
    return replace(empty(dictionary), origin=ORIGIN)


@dataclass(frozen=True, slots=True)
class Part:
    """Some units of histories."""

    histories: Histories
    units: NDArray[np.int64]

    def stretches(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Returns where each unit's interactions begin, and how many they are."""
        begins = self.histories.partition.offsets[self.units]
        return begins, self.histories.partition.offsets[self.units + 1] - begins


def joined(parts: Sequence[Part]) -> Histories:
    """Returns the units of all parts, by customer; every part has other customers, all have one dictionary."""
    partitions = [part.histories.partition for part in parts]
    order = np.argsort(np.concatenate([part.histories.partition.customer[part.units] for part in parts]), kind="stable")
    stretches = [part.stretches() for part in parts]
    sizes = np.concatenate([lengths for _, lengths in stretches])
    offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes[order])])
    places = np.empty(len(order), np.int64)
    places[order] = offsets[:-1]
    places_of = np.split(places, np.cumsum([len(part.units) for part in parts])[:-1])

    def of_interactions(facts: Sequence[NDArray[Any]]) -> NDArray[Any]:
        whole = np.empty(int(offsets[-1]), facts[0].dtype)
        for fact, (begins, lengths), to in zip(facts, stretches, places_of, strict=True):
            put(fact, whole, begins=begins, sizes=lengths, places=to)
        return whole

    def of_units(facts: Sequence[NDArray[Any] | None]) -> Any:
        kept = [fact[part.units] for fact, part in zip(facts, parts, strict=True) if fact is not None]
        return np.concatenate(kept)[order] if len(kept) == len(parts) else None

    interactions: dict[str, Any] = {
        name: of_interactions([getattr(one, name) for one in partitions]) for name in _PER_INTERACTION
    }
    units: dict[str, Any] = {name: of_units([getattr(one, name) for one in partitions]) for name in _PER_UNIT}
    months = reduce(together, (one.months for one in partitions))
    return Histories(
        replace(partitions[0], offsets=offsets, months=months, path_number=None, **interactions, **units),
        of_interactions([part.histories.instant for part in parts]),
        of_interactions([part.histories.subject for part in parts]),
    )


_PER_INTERACTION = ("touchpoint", "time", "place", "wait_bin", "row")
_PER_UNIT = ("customer", "touchpoint_mask", "path_hash", "month_mask", "touchpoint_again")


def renamed(partition: Partition, *, dictionary: Dictionary) -> Partition:
    """Returns the partition with a dictionary that groups its places anew, or knows more of them."""
    coded = recode(partition, touchpoints=dictionary.touchpoints, touchpoint_of_place=dictionary.touchpoint_of_place)
    return replace(coded, dictionary=dictionary)


def encoded(rows: Rows, *, assignment: Assignment, dictionary: Dictionary, ties: TieBreaks) -> Histories:
    """Returns the histories of these rows' customers in the canonical order; rows of nobody are left out.

    Tie-breaks are fetched only for rows of one customer at the same microsecond that are not settled yet.
    """
    customer = resolved(assignment, subject=rows.subject, instant=rows.instant)
    instant = within_reach(rows.instant)
    dense, codes = _dense(customer)
    partition = encode(dense, time_us=instant, place=rows.place, dictionary=dictionary, origin=ORIGIN)
    if codes is not None:
        partition = replace(partition, customer=codes[partition.customer])
    order = partition.row
    tied, run = _open_ties(instant[order], offsets=partition.offsets, settled=rows.settled[order])
    if len(tied):
        at = order[tied]
        order = order.copy()
        order[tied] = at[ties.order(run, row=rows.row[at], instant=rows.instant[at])]
        partition = renamed(replace(partition, place=rows.place[order]), dictionary=dictionary)
    return Histories(replace(partition, row=rows.row[order]), rows.instant[order], rows.subject[order])


def _dense(customer: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int32] | None]:
    """Returns the customers renumbered without gaps, and their codes; as they are where gaps are few.

    Encoding takes time for every code below the highest, which a few late rows must not pay. Neighbours of one customer
    are looked up once.
    """
    if int(customer.max(initial=-1)) < 2 * len(customer):
        return customer, None
    heads = np.flatnonzero(np.append(True, customer[1:] != customer[:-1]))
    codes, number = np.unique(customer[heads], return_inverse=True)
    dense = np.repeat(number, np.diff(heads, append=len(customer)))
    if codes[0] == -1:
        return (dense - 1).astype(np.int32), codes[1:]
    return dense.astype(np.int32), codes


def _open_ties(
    instant: NDArray[np.int64], *, offsets: NDArray[np.int64], settled: NDArray[np.int32]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Returns the positions of rows that tie and whose order is open, and the run that each is in."""
    same = np.zeros(len(instant) + 1, np.bool_)
    same[1:-1] = instant[1:] == instant[:-1]
    same[offsets] = False
    tied = np.flatnonzero(same[:-1] | same[1:])
    if not len(tied):
        return tied, tied
    run = np.cumsum(~same[:-1][tied]) - 1
    is_open = same[:-1][tied] & ((settled[tied] == UNSETTLED) | (settled[tied] != settled[tied - 1]))
    open_run = np.zeros(int(run[-1]) + 1, np.bool_)
    open_run[run[is_open]] = True
    chosen = open_run[run]
    return tied[chosen], run[chosen]
