"""Gathers what readers cut, piece by piece, into batches of a bounded size."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from resa.collect.readers.raw import DamagedRecord, RawBatch

MOST_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class Piece:
    """A few records with their positions; `size` is about what they take in memory, in bytes."""

    rows: pa.Table
    position: np.ndarray
    damaged: tuple[DamagedRecord, ...]
    size: int


@dataclass(slots=True)
class _Heap:
    pieces: list[Piece] = field(default_factory=list)
    rows: int = 0
    size: int = 0

    def add(self, piece: Piece) -> None:
        self.pieces.append(piece)
        self.rows += piece.rows.num_rows + len(piece.damaged)
        self.size += piece.size

    def table(self) -> pa.Table:
        tables = [piece.rows for piece in self.pieces]
        return pa.concat_tables(tables, promote_options="permissive").combine_chunks()


def gathered(
    pieces: Iterator[Piece],
    *,
    batch_rows: int,
    start_at: int,
    consumed: Callable[[], float | None],
    last_words: Callable[[], tuple[tuple[str, ...], str]] = lambda: ((), ""),
) -> Iterator[RawBatch]:
    """Yields batches of about `batch_rows` records or 64 MB, whichever comes first; at least one, maybe an empty one.

    Records before position `start_at` are dropped. `last_words`, asked at the end, gives the notes for the last batch
    and, where the file broke off, the sentence about it: that becomes a damaged record behind all others.
    """
    heap, following, schema, is_first = _Heap(), 0, None, True
    for piece in pieces:
        following = _end(piece, following)
        kept = _from(piece, start_at)
        if not is_first and not kept.rows.num_rows and not kept.damaged:
            continue
        schema = kept.rows.schema if schema is None else schema
        heap.add(kept)
        if heap.rows >= batch_rows or heap.size >= MOST_BYTES:
            *full, rest = _batches(heap, batch_rows, consumed())
            heap, is_first = _Heap(), False
            if full:  # the rest waits for what follows, so that there are few small batches
                heap.add(Piece(rest.rows, rest.position, rest.damaged, rest.rows.nbytes))
            yield from full or (rest,)
    notes, broken = last_words()
    if broken:
        cut_off = DamagedRecord(following, None, "cut_off", broken, "")
        rows = (schema or pa.schema([])).empty_table()
        heap.add(Piece(rows, np.empty(0, np.int64), (cut_off,) if following >= start_at else (), 0))
    if not heap.pieces and not notes and not is_first:
        return
    if not heap.pieces:
        heap.add(Piece((schema or pa.schema([])).empty_table(), np.empty(0, np.int64), (), 0))
    *most, last = _batches(heap, batch_rows, 1.0)
    yield from most
    yield RawBatch(last.rows, last.position, last.damaged, last.consumed, notes)


def _end(piece: Piece, following: int) -> int:
    ends = [following]
    if len(piece.position):
        ends.append(int(piece.position[-1]) + 1)
    if piece.damaged:
        ends.append(piece.damaged[-1].position + 1)
    return max(ends)


def _from(piece: Piece, start_at: int) -> Piece:
    if start_at == 0 or (len(piece.position) and piece.position[0] >= start_at and not piece.damaged):
        return piece
    first = int(np.searchsorted(piece.position, start_at))
    damaged = tuple(record for record in piece.damaged if record.position >= start_at)
    return Piece(piece.rows.slice(first), piece.position[first:], damaged, piece.size)


def _batches(heap: _Heap, batch_rows: int, consumed: float | None) -> Iterator[RawBatch]:
    """Cuts the heap into batches of at most `batch_rows` rows; damaged records go with the rows around them."""
    table = heap.table()
    position = np.concatenate([piece.position for piece in heap.pieces])
    damaged = [record for piece in heap.pieces for record in piece.damaged]
    for start in range(0, max(table.num_rows, 1), batch_rows):
        stop = start + batch_rows
        is_last = stop >= table.num_rows
        edge = None if is_last else int(position[stop])
        here = [record for record in damaged if edge is None or record.position < edge]
        damaged = damaged[len(here) :]
        yield RawBatch(
            table.slice(start, min(batch_rows, table.num_rows - start)), position[start:stop], tuple(here), consumed
        )
