"""Which identifiers stand together in which subject, and which hang together at all."""

# ruff: noqa: PLR0917 # compiled functions take their arrays by position: numba knows no keyword-only arguments

from collections.abc import Iterator

import numba
import numpy as np
from numpy.typing import NDArray

from resa.collect.identity.growing import Growing
from resa.collect.identity.interning import Interner


class Membership:
    """Subjects as sets of identifier codes, walkable in both directions.

    An *entry* is one identifier in one subject; the entries of subject s are `offsets[s]:offsets[s + 1]`. Identifiers
    that hang together, over any number of subjects and whatever comes between them, form one *cluster*: customers
    never reach beyond it, so only clusters with news have to be resolved again.
    """

    def __init__(self) -> None:
        self.identifier = Growing(np.int32)  # of each entry
        self.subject = Growing(np.int32)  # of each entry
        self.following = Growing(np.int64, fill=-1)  # the next entry with the same identifier
        self.newest = Growing(np.int64, fill=-1)  # of each identifier, its last entry
        self.offsets = Growing(np.int64)
        self.alone = Growing(np.int32, fill=-1)  # of each identifier, the subject that has it only
        self.parent = Growing(np.int32)  # of each identifier, towards the representative of its cluster
        self.ring = Growing(np.int32)  # of each identifier, the next one of its cluster, round and round
        self._sets = Interner()
        self._subject_of_set = Growing(np.int32)
        self.offsets.grow_to(1)

    def __len__(self) -> int:
        return self.offsets.size - 1

    def subjects(self, codes: NDArray[np.int32], *, identifiers: int) -> NDArray[np.int32]:
        """Returns the subject of each row of identifier codes (rows, columns), -1 for a row of nothing but -1.

        Unknown sets become new subjects. `identifiers` says how many identifiers there are by now.
        """
        self.admit(identifiers)
        if codes.shape[1] == 1:
            return self._singles(codes[:, 0].copy())
        starts, packed, single = _pack(codes)
        found = self._singles(single)
        sets = self._sets.intern(starts * 4, packed.view(np.uint8), kind=0)
        fresh = _first_rows(sets, self._subject_of_set.size, len(self._sets))
        self._subject_of_set.extend(np.arange(len(self), len(self) + len(fresh), dtype=np.int32))
        self.append(starts[fresh], starts[fresh + 1], packed)
        is_set = sets >= 0
        found[is_set] = self._subject_of_set.view[sets[is_set]]
        return found

    def append(self, starts: NDArray[np.int64], stops: NDArray[np.int64], packed: NDArray[np.int32]) -> None:
        """Adds subjects; subject i has the identifiers `packed[starts[i]:stops[i]]`."""
        before, entries = len(self), self.identifier.size
        sizes = stops - starts
        self.offsets.extend(entries + np.cumsum(sizes))
        for column in (self.identifier, self.subject, self.following):
            column.grow_to(entries + int(sizes.sum()))
        _connect(
            starts,
            stops,
            packed,
            before,
            entries,
            (self.identifier.array, self.subject.array, self.following.array),
            (self.newest.array, self.alone.array, self.parent.array, self.ring.array),
        )

    def load(self, lengths: NDArray[np.int64], packed: NDArray[np.int32], *, identifiers: int) -> None:
        """Takes over subjects that are known to be distinct; there may be none yet."""
        self.admit(identifiers)
        starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths)])
        self.append(starts[:-1], starts[1:], packed)
        sets = np.flatnonzero(lengths > 1)
        bounds = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths[sets])])
        content = packed[np.repeat(lengths > 1, lengths)]
        self._sets.load(bounds * 4, content.view(np.uint8), kinds=np.zeros(len(sets), dtype=np.uint8))
        self._subject_of_set.extend(sets.astype(np.int32))

    def join(self, one: int, other: int) -> None:
        """Makes two identifiers part of one cluster, as when somebody says that they are the same person's."""
        _join(self.parent.array, self.ring.array, one, other)

    def clusters(self, identifiers: NDArray[np.int32]) -> NDArray[np.int32]:
        """Returns every identifier of the clusters that these identifiers are in."""
        return np.asarray(_clusters(identifiers, self.parent.view, self.ring.view))

    def subjects_within(self, identifiers: NDArray[np.int32]) -> NDArray[np.int32]:
        """Returns the subjects of whole clusters, ascending."""
        chains = (self.newest.view, self.following.view, self.subject.view, self.offsets.view)
        return np.sort(_subjects(identifiers, *chains))

    def subjects_with(self, identifier: int) -> NDArray[np.int32]:
        """Returns the subjects that have this identifier, ascending."""
        return np.array(sorted(_chain(identifier, self)), dtype=np.int32)

    def admit(self, identifiers: int) -> None:
        """Makes room for this many identifiers."""
        before = self.parent.size
        for column in (self.newest, self.alone, self.parent, self.ring):
            column.grow_to(identifiers)
        for column in (self.parent, self.ring):
            column.array[before:identifiers] = np.arange(before, identifiers, dtype=np.int32)

    def _singles(self, codes: NDArray[np.int32]) -> NDArray[np.int32]:
        fresh = _first_singles(codes, self.alone.array, len(self))
        starts = np.arange(len(fresh), dtype=np.int64)
        self.append(starts, starts + 1, fresh)
        known = codes >= 0
        if known.any():
            codes[known] = self.alone.view[codes[known]]
        return codes


def _chain(identifier: int, members: Membership) -> Iterator[int]:
    entry = members.newest.array[identifier]
    while entry >= 0:
        yield int(members.subject.array[entry])
        entry = members.following.array[entry]


@numba.njit(cache=True)
def _pack(codes):  # type: ignore[no-untyped-def] # compiled: numba infers the types
    """Returns each row's distinct codes, sorted, one row after the other; rows of one code go to the third array."""
    rows, columns = codes.shape
    starts = np.zeros(rows + 1, dtype=np.int64)
    packed = np.empty(rows * columns, dtype=np.int32)
    single = np.full(rows, -1, dtype=np.int32)
    end = 0
    for row in range(rows):
        begin = end
        for column in range(columns):
            code = codes[row, column]
            at = end
            while at > begin and packed[at - 1] > code:
                at -= 1
            if code < 0 or (at > begin and packed[at - 1] == code):
                continue
            for later in range(end, at, -1):
                packed[later] = packed[later - 1]
            packed[at] = code
            end += 1
        if end - begin == 1:
            single[row] = packed[begin]
            end = begin
        starts[row + 1] = end
    return starts, packed[:end].copy(), single


@numba.njit(cache=True)
def _first_rows(sets, known, total):  # type: ignore[no-untyped-def] # as above
    rows = np.empty(total - known, dtype=np.int64)
    expected = known
    for row in range(len(sets)):
        if sets[row] == expected:
            rows[expected - known] = row
            expected += 1
    return rows


@numba.njit(cache=True)
def _first_singles(codes, alone, next_subject):  # type: ignore[no-untyped-def] # as above
    fresh = np.empty(len(codes), dtype=np.int32)
    count = 0
    for code in codes:
        if code >= 0 and alone[code] < 0:
            alone[code] = next_subject + count
            fresh[count] = code
            count += 1
    return fresh[:count].copy()


@numba.njit(cache=True)
def _root(parent, one):  # type: ignore[no-untyped-def] # as above
    while parent[one] != one:
        parent[one] = parent[parent[one]]
        one = parent[one]
    return one


@numba.njit(cache=True)
def _join(parent, ring, one, other):  # type: ignore[no-untyped-def] # as above
    first, second = _root(parent, one), _root(parent, other)
    if first != second:
        parent[max(first, second)] = min(first, second)
        ring[first], ring[second] = ring[second], ring[first]


@numba.njit(cache=True)
def _connect(starts, stops, packed, subject, entry, entries, identifiers):  # type: ignore[no-untyped-def] # as above
    identifier_of, subject_of, following = entries
    newest, alone, parent, ring = identifiers
    for fresh in range(len(starts)):
        for at in range(starts[fresh], stops[fresh]):
            code = packed[at]
            identifier_of[entry] = code
            subject_of[entry] = subject + fresh
            following[entry] = newest[code]
            newest[code] = entry
            entry += 1
            _join(parent, ring, packed[starts[fresh]], code)
        if stops[fresh] - starts[fresh] == 1:
            alone[packed[starts[fresh]]] = subject + fresh


@numba.njit(cache=True)
def _clusters(identifiers, parent, ring):  # type: ignore[no-untyped-def] # as above
    is_found = np.zeros(len(parent), dtype=np.bool_)
    found = np.empty(len(parent), dtype=np.int32)
    count = 0
    for start in identifiers:
        one = start
        while not is_found[one]:
            is_found[one] = True
            found[count] = one
            count += 1
            one = ring[one]
    return found[:count].copy()


@numba.njit(cache=True)
def _subjects(identifiers, newest, following, subject_of, offsets):  # type: ignore[no-untyped-def] # as above
    found = np.empty(len(offsets), dtype=np.int32)
    count = 0
    for code in identifiers:
        entry = newest[code]
        while entry >= 0:
            subject = subject_of[entry]
            if offsets[subject] == entry:
                found[count] = subject
                count += 1
            entry = following[entry]
    return found[:count].copy()
