"""Encoded histories with what it takes to encode them anew when something arrives late."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from resa.kernels.encode import encode
from resa.kernels.join import concatenate, empty, recode
from resa.kernels.partition import Dictionary, Partition
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
        mine = self.partition.customer
        if not len(mine):
            return np.empty(0, np.int64)
        at = np.minimum(np.searchsorted(mine, customers), len(mine) - 1)
        return np.asarray(at[mine[at] == customers], np.int64)

    def taking(self, units: NDArray[np.int64]) -> "Histories":
        """Returns these units only, in this order."""
        starts, ends = self.partition.offsets[units], self.partition.offsets[units + 1]
        before = np.cumsum(ends - starts) - (ends - starts)
        at = np.repeat(starts - before, ends - starts) + np.arange(int((ends - starts).sum()))
        return Histories(take(self.partition, units), self.instant[at], self.subject[at])


def empty_partition(dictionary: Dictionary) -> Partition:
    """Returns a partition without units on the shared clock."""
    return replace(empty(dictionary), origin=ORIGIN)


def joined(parts: Sequence[Histories], *, dictionary: Dictionary) -> Histories:
    """Returns the units of all parts, by customer; every part has other customers."""
    partitions = [part.partition for part in parts]
    together = concatenate([empty_partition(dictionary), *partitions])
    whole = Histories(
        together,
        np.concatenate([np.empty(0, np.int64), *(part.instant for part in parts)]),
        np.concatenate([np.empty(0, np.int32), *(part.subject for part in parts)]),
    )
    customer = together.customer
    if (customer[1:] > customer[:-1]).all():
        return whole
    return whole.taking(np.argsort(customer))


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

    Encoding takes time for every code below the highest, which a few late rows must not pay.
    """
    if int(customer.max(initial=-1)) < 2 * len(customer):
        return customer, None
    codes, dense = np.unique(customer, return_inverse=True)
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
