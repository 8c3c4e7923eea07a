"""From segments to histories: reads only the columns that paths need, a range of customers at a time."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from resa.kernels.partition import Dictionary
from resa.store.assignment import Assignment
from resa.store.engines.local.histories import UNSETTLED, Rows, encoded, joined_rows
from resa.store.engines.local.journeystore import Writer
from resa.store.engines.local.tie import TieBreaks
from resa.store.manifest import Segment
from resa.store.place import PLACE_COLUMNS, PlaceNumbers, dictionary_of
from resa.store.segment import read
from resa.store.who import resolved
from resa.store.workspace import Workspace

MOST_ROWS = 4_000_000
"""Interactions encoded at once; about 90 bytes each are held in memory meanwhile."""

_COLUMNS = ("subject", "time", *PLACE_COLUMNS)
_WHO_COLUMNS = ("subject", "time")


def rows_of(workspace: Workspace, segment: Segment, *, numbers: PlaceNumbers) -> Rows:
    """Returns the interactions of a segment; its places get their numbers."""
    table = read(workspace, segment.tables["interactions"], columns=_COLUMNS)
    subject, instant = _who(table)
    pieces = [numbers.codes(piece, source=segment.source) for piece in table.to_batches()]
    row = np.arange(segment.first_row, segment.first_row + table.num_rows)
    settled = np.full(table.num_rows, UNSETTLED, np.int32)
    return Rows(subject, instant, np.concatenate([np.empty(0, np.uint16), *pieces]), row, settled)


def _who(table: pa.Table) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    return table["subject"].to_numpy(), table["time"].cast(pa.int64()).to_numpy()


def build(
    workspace: Workspace,
    segments: Sequence[Segment],
    *,
    assignment: Assignment,
    catalogue: dict[tuple[str, str], str],
    folder: Path,
    most_rows: int = MOST_ROWS,
) -> Dictionary:
    """Writes the journey store of these segments into the folder and returns its dictionary.

    Memory is bounded by `most_rows`, not by the number of interactions: the columns are read once for every
    `most_rows` of them.
    """
    filled = [segment for segment in segments if segment.interactions]
    ties = TieBreaks(workspace, filled)
    numbers = PlaceNumbers()
    ranges = list(_ranges(workspace, filled, assignment=assignment, most_rows=most_rows))
    writer = Writer(folder)
    dictionary = dictionary_of((), catalogue=catalogue)
    for first, after in ranges:
        parts = []
        for segment in filled:
            rows = rows_of(workspace, segment, numbers=numbers)
            parts.append(rows if len(ranges) == 1 else _inside(rows, first, after, assignment=assignment))
        dictionary = dictionary_of(numbers.places, catalogue=catalogue)
        writer.add(encoded(joined_rows(parts), assignment=assignment, dictionary=dictionary, ties=ties))
    writer.finish(dictionary=dictionary, catalogue=catalogue, assignment=assignment, segments=segments)
    return dictionary


def _ranges(
    workspace: Workspace, segments: Sequence[Segment], *, assignment: Assignment, most_rows: int
) -> Iterator[tuple[int, int]]:
    """Yields half-open ranges of customer codes with about `most_rows` interactions each."""
    if sum(segment.interactions for segment in segments) <= most_rows:
        yield 0, np.iinfo(np.int32).max
        return
    counts = np.zeros(0, np.int64)
    for segment in segments:
        subject, instant = _who(read(workspace, segment.tables["interactions"], columns=_WHO_COLUMNS))
        customer = resolved(assignment, subject=subject, instant=instant)
        more = np.bincount(customer[customer >= 0], minlength=len(counts))
        more[: len(counts)] += counts
        counts = more
    ends = np.cumsum(counts)
    first = 0
    while first < len(counts):
        before = ends[first - 1] if first else 0
        after = max(first + 1, int(np.searchsorted(ends, before + most_rows, side="right")))
        yield first, after
        first = after


def _inside(rows: Rows, first: int, after: int, *, assignment: Assignment) -> Rows:
    customer = resolved(assignment, subject=rows.subject, instant=rows.instant)
    mine = (customer >= first) & (customer < after)
    return Rows(rows.subject[mine], rows.instant[mine], rows.place[mine], rows.row[mine], rows.settled[mine])
