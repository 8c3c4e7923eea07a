"""What orders interactions of one customer at the same microsecond."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.store.manifest import Segment
from resa.store.segment import read
from resa.store.workspace import Workspace

_RECORD = ("_position", "_key_high", "_key_low")


class TieBreaks:
    """Fetches sequence, position and record key of single rows from the segments."""

    def __init__(self, workspace: Workspace, segments: Sequence[Segment]) -> None:
        self._workspace = workspace
        self._segments = sorted((one for one in segments if one.interactions), key=lambda one: one.first_row)
        self._starts = np.array([one.first_row for one in self._segments], np.int64)

    def order(self, run: NDArray[np.int64], *, row: NDArray[np.int64], instant: NDArray[np.int64]) -> NDArray[np.int64]:
        """Returns the canonical order of these rows inside their runs: an index into the arrays given.

        The order is time, sequence, position, record key; then source and part, which no source can mean to order.
        """
        numbers = np.zeros((5, len(row)), np.uint64)
        sequences: list[pa.Array] = []
        places: list[NDArray[np.int64]] = []
        owner = np.searchsorted(self._starts, row, side="right") - 1
        ranks = _source_ranks(self._segments)
        for at in np.unique(owner):
            mine = np.flatnonzero(owner == at)
            segment = self._segments[at]
            found, sequence = self._fetch(segment, at=row[mine] - segment.first_row)
            numbers[:, mine] = np.vstack([*found, np.full(len(mine), ranks[segment.source], np.uint64)])
            sequences.append(sequence)
            places.append(mine)
        position, high, low, part, source = numbers
        return np.lexsort((part, source, low, high, position, _ranked(sequences, places), instant, run))

    def _fetch(self, segment: Segment, *, at: NDArray[np.int64]) -> tuple[list[NDArray[np.uint64]], pa.Array]:
        columns = ["record", "part", *(["sequence"] if segment.has_sequence else [])]
        chosen = read(self._workspace, segment.tables["interactions"], columns=columns).take(pa.array(at))
        sequence = chosen["sequence"].combine_chunks() if segment.has_sequence else pa.nulls(len(at), pa.string())
        assert segment.records is not None
        records = read(self._workspace, segment.records, columns=_RECORD).take(chosen["record"])
        found = [records[name].to_numpy().astype(np.uint64) for name in _RECORD]
        return [*found, chosen["part"].to_numpy().astype(np.uint64)], sequence


def _source_ranks(segments: Sequence[Segment]) -> dict[str, int]:
    return {source: rank for rank, source in enumerate(sorted({segment.source for segment in segments}))}


def _ranked(sequences: Sequence[pa.Array], places: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    """Returns the rank of each sequence as text, equal ones alike; an unknown one is "" and so comes first."""
    texts = pc.fill_null(pa.chunked_array(sequences, pa.string()), "").combine_chunks()
    ranks = np.empty(len(texts), np.int64)
    ranks[np.concatenate(places)] = pc.rank(texts, tiebreaker="dense").to_numpy()
    return ranks
