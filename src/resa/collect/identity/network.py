"""Cuts the clusters that have news out of the book, as a network to link."""

from collections.abc import Sequence
from dataclasses import dataclass

import numba
import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.collect.identity.book import IdentityBook
from resa.collect.identity.linking import Network
from resa.collect.identity.trust import TrustOrder


@dataclass(frozen=True, slots=True)
class Section:
    """A network and what its numbers stand for in the book.

    `identifiers` and `subjects` are the book's codes, ascending, by the network's numbers; the network has further
    subjects behind these, people's words.
    """

    network: Network
    identifiers: NDArray[np.int32]
    subjects: NDArray[np.int32]


def section(
    book: IdentityBook,
    identifiers: NDArray[np.int32],
    *,
    order: TrustOrder,
    together: Sequence[tuple[int, int]],
    apart: Sequence[tuple[int, int]],
) -> Section:
    """Returns the network of these identifiers (codes of whole clusters).

    `together` and `apart` are pairs of identifier codes that people decided on; those outside are left out.
    """
    identifiers = np.sort(identifiers)
    subjects = book.membership.subjects_within(identifiers)
    number = np.full(len(book.identifiers), -1, dtype=np.int32)
    number[identifiers] = np.arange(len(identifiers), dtype=np.int32)
    joined, parted = _inside(together, number), _inside(apart, number)
    starts, members = _members(book, subjects)
    members = np.concatenate([number[members], joined.ravel()])
    starts = np.concatenate([starts, starts[-1] + 2 * np.arange(1, len(joined) + 1, dtype=np.int64)])
    level = order.levels(book.namespaces)[book.identifiers.kinds.view[identifiers]]
    identifier_starts, subject_of = _turned(starts, members, len(identifiers))
    doubles, double_starts = _doubles(starts, members, level, len(order.namespaces))
    is_watched = np.zeros(len(identifiers), dtype=np.bool_)
    is_watched[parted.ravel()] = True
    rank = np.zeros(len(identifiers), dtype=np.int32)
    tied = np.concatenate([_entries(starts, members, doubles), np.flatnonzero(is_watched)])
    rank[tied] = ranks(book, identifiers[tied])
    turn = np.lexsort((rank, is_watched, level)).astype(np.int32)
    network = Network(
        level=level,
        order=turn,
        starts=np.searchsorted(level[turn], np.arange(len(order.namespaces) + 1)),
        subject_starts=starts,
        members=members,
        identifier_starts=identifier_starts,
        subjects=subject_of,
        is_decided=np.arange(len(starts) - 1) >= len(subjects),
        doubles=doubles,
        double_starts=double_starts,
        apart=parted,
        is_watched=is_watched,
        rank=rank,
    )
    return Section(network, identifiers, subjects)


def ranks(book: IdentityBook, identifiers: NDArray[np.int32]) -> NDArray[np.int32]:
    """Returns numbers that sort these identifiers by text; equal texts share one.

    Only texts decide, so the numbers depend on no order of arrival.
    """
    distinct, at = np.unique(identifiers, return_inverse=True)
    ranked = pc.rank(book.texts_of(distinct), sort_keys="ascending", tiebreaker="dense")
    numbers: NDArray[np.int32] = ranked.to_numpy().astype(np.int32)[at]
    return numbers


def _inside(pairs: Sequence[tuple[int, int]], number: NDArray[np.int32]) -> NDArray[np.int32]:
    numbers: NDArray[np.int32] = number[np.array(pairs, dtype=np.int64).reshape(-1, 2)]
    return numbers[(numbers >= 0).all(axis=1)]


def _members(book: IdentityBook, subjects: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    bounds = book.membership.offsets.view
    starts = bounds[:-1][subjects]
    bounds, members = _gathered(starts, bounds[1:][subjects] - starts, book.membership.identifier.view)
    return bounds, members


def _entries(starts: NDArray[np.int64], members: NDArray[np.int32], subjects: NDArray[np.int32]) -> NDArray[np.int64]:
    _, found = _gathered(starts[:-1][subjects], np.diff(starts)[subjects], members)
    return np.unique(found).astype(np.int64)


@numba.njit(cache=True)
def _gathered(starts, lengths, entries):  # type: ignore[no-untyped-def] # compiled: numba infers the types
    bounds = np.zeros(len(starts) + 1, dtype=np.int64)
    bounds[1:] = np.cumsum(lengths)
    found = np.empty(bounds[-1], dtype=np.int32)
    for row in range(len(starts)):
        for at in range(lengths[row]):
            found[bounds[row] + at] = entries[starts[row] + at]
    return bounds, found


@numba.njit(cache=True)
def _turned(starts, members, size):  # type: ignore[no-untyped-def] # as above
    """Returns the subjects of each identifier, from the identifiers of each subject."""
    bounds = np.zeros(size + 1, dtype=np.int64)
    for one in members:
        bounds[one + 1] += 1
    bounds = np.cumsum(bounds)
    fill = bounds[:-1].copy()
    subjects = np.empty(len(members), dtype=np.int32)
    for subject in range(len(starts) - 1):
        for entry in range(starts[subject], starts[subject + 1]):
            subjects[fill[members[entry]]] = subject
            fill[members[entry]] += 1
    return bounds, subjects


@numba.njit(cache=True)
def _doubles(starts, members, level, levels):  # type: ignore[no-untyped-def] # as above
    """Returns the subjects with two identifiers of a level, one level after the other, and where each begins."""
    bounds = np.zeros(levels + 1, dtype=np.int64)
    found = np.empty(0, dtype=np.int32)
    for stage in range(2):
        fill = bounds[:-1].copy()
        for subject in range(len(starts) - 1):
            begin, end = starts[subject], starts[subject + 1]
            noted = np.uint64(0)
            twice = np.uint64(0)
            for entry in range(begin, end):
                bit = np.uint64(1) << np.uint64(level[members[entry]])
                if noted & bit and not twice & bit:
                    twice |= bit
                    at = level[members[entry]]
                    if stage == 0:
                        bounds[at + 1] += 1
                    else:
                        found[fill[at]] = subject
                        fill[at] += 1
                noted |= bit
        if stage == 0:
            bounds = np.cumsum(bounds)
            found = np.empty(bounds[-1], dtype=np.int32)
    return found, bounds
