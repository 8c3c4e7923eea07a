"""The words of customers in a segment, and those that nobody has said any more once some records are gone."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.store.manifest import Segment, StoredFile
from resa.store.segment import read
from resa.store.workspace import Workspace

SPEAKING = ("interactions", "answers", "competitors")
"""Tables that hold words."""

OURS = "out"
"""The direction of what the company says itself."""


def spoken_rows(workspace: Workspace, file: StoredFile) -> pa.Table | None:
    """Returns the interactions of a file that customers put into words; None where there are none."""
    looked = read(workspace, file, columns=["text", "direction", "kind"])
    if looked["text"].null_count == looked.num_rows:
        return None
    ours = pc.or_(
        pc.fill_null(pc.equal(looked["direction"].cast(pa.string()), OURS), False),
        pc.starts_with(looked["kind"].cast(pa.string()), "message"),
    )
    said = pc.fill_null(pc.greater(pc.utf8_length(looked["text"]), 0), False)
    at = np.flatnonzero(np.asarray(pc.and_not(said, ours)))
    return read(workspace, file).take(pa.array(at)) if len(at) else None


def unsaid(
    workspace: Workspace, segments: Sequence[Segment], *, records: Mapping[int, NDArray[np.int64]]
) -> frozenset[str]:
    """Returns the texts of these records by segment number that stand in no other record."""
    gone: set[str] = set()
    kept: set[str] = set()
    for segment, table in _tables(workspace, segments):
        mine = np.isin(table["record"].to_numpy(), records.get(segment.id, np.zeros(0, np.int64)))
        gone.update(_texts(table, mine))
        kept.update(_texts(table, ~mine))
    return frozenset(gone - kept)


def _tables(workspace: Workspace, segments: Sequence[Segment]) -> Iterator[tuple[Segment, pa.Table]]:
    for segment in segments:
        for name in SPEAKING:
            if name in segment.tables:
                yield segment, read(workspace, segment.tables[name], columns=["record", "text"])


def _texts(table: pa.Table, chosen: NDArray[np.bool_]) -> Iterator[str]:
    found = pc.unique(table["text"].filter(pa.array(chosen))).to_pylist()
    return (one.strip() for one in found if one and one.strip())
