"""What the records say about each identifier, and how such evidence is written into tables."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from resa.collect.identity.book import IdentityBook
from resa.collect.identity.evidence import UNTIMED, Evidence
from resa.collect.identity.standing import Standing
from resa.collect.identity.trust import trust_rank

LATEST = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Figures:
    """Evidence of some groups of subjects: records, first and last time, a word of source bits per 64 sources."""

    records: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    sources: NDArray[np.uint64]

    @classmethod
    def of(cls, evidence: Evidence, subject: NDArray[np.int32], *, group: NDArray[np.int64], groups: int) -> "Figures":
        """Returns the evidence of each group; row i says that subject i belongs to group i."""
        records = np.zeros(groups, dtype=np.int64)
        first, last = np.full(groups, LATEST, dtype=np.int64), np.full(groups, UNTIMED, dtype=np.int64)
        sources = np.zeros((groups, max(1, len(evidence.source_words))), dtype=np.uint64)
        np.add.at(records, group, evidence.records[subject])
        np.minimum.at(first, group, evidence.first[subject])
        np.maximum.at(last, group, evidence.last[subject])
        for at, word in enumerate(evidence.source_words):
            np.bitwise_or.at(sources[:, at], group, word.view[subject])
        return cls(records, first, last, sources)

    def columns(self, evidence: Evidence) -> dict[str, pa.Array]:
        """Returns the evidence as columns: first, last (null: known from the start), records, sources."""
        return {
            "first": instants(self.first),
            "last": instants(self.last),
            "records": pa.array(self.records),
            "sources": _source_lists(evidence, self.sources),
        }


def of_identifiers(book: IdentityBook, standing: Standing) -> Figures:
    """Returns the evidence of each identifier."""
    members = book.membership
    entries = int(members.offsets.array[len(standing.customer)])
    return Figures.of(
        book.evidence,
        members.subject.view[:entries],
        group=members.identifier.view[:entries].astype(np.int64),
        groups=len(standing.status),
    )


def trust_ranks(book: IdentityBook) -> NDArray[np.int64]:
    """Returns the place of each namespace code in falling trust."""
    order = sorted(book.namespaces, key=trust_rank)
    return np.array([order.index(name) for name in book.namespaces], dtype=np.int64)


def namespaces(book: IdentityBook, identifiers: NDArray[np.int32]) -> pa.Array:
    """Returns the namespaces of identifiers as a text column."""
    kinds = book.identifiers.kinds.view[identifiers].astype(np.int32)
    return pa.DictionaryArray.from_arrays(pa.array(kinds), pa.array(book.namespaces, pa.string()))


def instants(times_us: NDArray[np.int64]) -> pa.Array:
    """Returns microseconds as instants, null where the time is unknown."""
    is_unknown = (times_us == UNTIMED) | (times_us == LATEST)
    return pa.array(times_us, mask=is_unknown, type=pa.timestamp("us", tz="UTC"))


def _source_lists(evidence: Evidence, words: NDArray[np.uint64]) -> pa.Array:
    if words.shape[1] == 1:  # the usual case, a hundred times quicker than comparing rows
        single, at = np.unique(words[:, 0], return_inverse=True)
        distinct = single[:, None]
    else:
        distinct, at = np.unique(words, axis=0, return_inverse=True)
    names = [evidence.source_names(row) for row in distinct]
    return pa.array(names, pa.list_(pa.string())).take(pa.array(at.ravel()))
