"""What stands behind each subject: how many records, from when to when, from which sources."""

import numba
import numpy as np
from numpy.typing import NDArray

from resa.collect.identity.growing import Growing

UNTIMED = np.iinfo(np.int64).min
"""Stands for an unknown time (numpy's own mark for it): what the record says is taken as known from the start."""


class Evidence:
    """Counts per subject, and each use of a device by somebody known.

    `first` and `last` are microseconds since the epoch or `UNTIMED`; source number i is bit i % 64 of word i // 64.
    A subject's uses are a chain: `newest_use[subject]`, then `earlier_use[use]`, until -1.
    """

    def __init__(self) -> None:
        self._counts = Growing(np.int64, fill=(0, np.iinfo(np.int64).max, UNTIMED))  # records, first, last
        self.is_login = Growing(np.bool_)  # the subject has a device beside another identifier
        self.newest_use = Growing(np.int64, fill=-1)
        self.use_subject = Growing(np.int32)
        self.use_time = Growing(np.int64)
        self.earlier_use = Growing(np.int64)
        self.sources: list[str] = []
        self.source_words: list[Growing] = []

    @property
    def records(self) -> NDArray[np.int64]:
        """How many records each subject has."""
        return self._counts.view[:, 0]

    @property
    def first(self) -> NDArray[np.int64]:
        """When each subject was seen first."""
        return self._counts.view[:, 1]

    @property
    def last(self) -> NDArray[np.int64]:
        """When each subject was seen last."""
        return self._counts.view[:, 2]

    def admit(self, is_login: NDArray[np.bool_]) -> None:
        """Makes room for further subjects; `is_login` says which of them use a device."""
        self.is_login.extend(is_login)
        size = self.is_login.size
        for column in (self._counts, self.newest_use, *self.source_words):
            column.grow_to(size)

    def count(self, subjects: NDArray[np.int32], *, times_us: NDArray[np.int64], source: str) -> None:
        """Adds one record per row to its subject."""
        word, bit = self._source(source)
        _count(subjects, times_us, self._counts.array, self.source_words[word].array, np.uint64(1) << np.uint64(bit))
        users = np.zeros(len(subjects), dtype=np.bool_)
        known = subjects >= 0
        users[known] = self.is_login.view[subjects[known]]
        self.add_uses(subjects[users], times_us=times_us[users])

    def add_uses(self, subjects: NDArray[np.int32], *, times_us: NDArray[np.int64]) -> None:
        """Notes that these subjects used their device at these times."""
        before = self.use_time.size
        self.use_subject.extend(subjects)
        self.use_time.extend(times_us)
        self.earlier_use.grow_to(self.use_time.size)
        _chain(subjects, before, self.earlier_use.array, self.newest_use.array)

    def uses(self, subjects: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Returns the numbers of all uses, one subject after the other, and how many each subject has."""
        uses, lengths = _uses(subjects, self.newest_use.view, self.earlier_use.view)
        return uses, lengths

    def source_names(self, words: NDArray[np.uint64]) -> tuple[str, ...]:
        """Returns the sources whose bits are set, by name."""
        bits = [int(word) for word in words]
        return tuple(sorted(name for i, name in enumerate(self.sources) if bits[i // 64] >> (i % 64) & 1))

    def admit_source(self, source: str) -> int:
        """Returns the number of a source, a new one where it is unknown."""
        if source not in self.sources:
            self.sources.append(source)
            while 64 * len(self.source_words) < len(self.sources):
                self.source_words.append(Growing(np.uint64))
                self.source_words[-1].grow_to(self.is_login.size)
        return self.sources.index(source)

    def _source(self, source: str) -> tuple[int, int]:
        return divmod(self.admit_source(source), 64)


@numba.njit(cache=True)
def _count(subjects, times, counts, words, bit):  # type: ignore[no-untyped-def] # compiled: numba infers the types
    for row in range(len(subjects)):
        subject = subjects[row]
        if subject >= 0:
            counts[subject, 0] += 1
            counts[subject, 1] = min(counts[subject, 1], times[row])
            counts[subject, 2] = max(counts[subject, 2], times[row])
            words[subject] |= bit


@numba.njit(cache=True)
def _chain(subjects, use, earlier, newest):  # type: ignore[no-untyped-def] # as above
    for subject in subjects:
        earlier[use] = newest[subject]
        newest[subject] = use
        use += 1


@numba.njit(cache=True)
def _uses(subjects, newest, earlier):  # type: ignore[no-untyped-def] # as above
    lengths = np.zeros(len(subjects), dtype=np.int64)
    for row in range(len(subjects)):
        use = newest[subjects[row]]
        while use >= 0:
            lengths[row] += 1
            use = earlier[use]
    found = np.empty(lengths.sum(), dtype=np.int64)
    at = 0
    for subject in subjects:
        use = newest[subject]
        while use >= 0:
            found[at] = use
            at += 1
            use = earlier[use]
    return found, lengths
