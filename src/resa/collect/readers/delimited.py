"""Reads delimited text (CSV, TSV and their kin): the quick way, with the exact one where the text needs it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np
import pyarrow as pa
import pyarrow.csv

from resa.collect.readers.encoding import Tally, utf8_chunks
from resa.collect.readers.gather import Piece, gathered
from resa.collect.readers.lineend import CARRIAGE_RETURN, LINE_FEED, record_ends
from resa.collect.readers.opening import InputFile, Opened, opened
from resa.collect.readers.raw import BATCH_ROWS, DamagedRecord, FileFormat, RawBatch, unique_names
from resa.collect.readers.records import Cut, Dialect, cut, ragged

MOST_CARRIED = 2 << 20  # bytes of one record before the exact way has a look
_LF, _CR = LINE_FEED, CARRIAGE_RETURN
_NEVER = b"\x1f"  # stands in for the delimiter where a line is one field


def read_delimited(
    file: InputFile, *, file_format: FileFormat, batch_rows: int = BATCH_ROWS, start_at: int = 0
) -> Iterator[RawBatch]:
    """Yields the records of a delimited text file, all columns as text, from position `start_at` on."""
    tally = Tally(file_format.encoding or "utf-8")
    with opened(file) as source:
        pieces = _pieces(source, file_format, tally)
        yield from gathered(
            pieces,
            batch_rows=batch_rows,
            start_at=start_at,
            consumed=lambda: source.consumed,
            last_words=lambda: (tally.notes(), source.broken),
        )


def dialect_of(file_format: FileFormat) -> Dialect:
    """Returns how the fields of a file in this format are set apart."""
    return Dialect(file_format.delimiter or None, file_format.quote or None, file_format.escape or None)


@dataclass(slots=True)
class _Place:
    """Where the reader stands: the next record's position and line."""

    position: int = 0
    line: int = 1


def _pieces(source: Opened, file_format: FileFormat, tally: Tally) -> Iterator[Piece]:
    chunks = utf8_chunks(source.read, encoding=file_format.encoding or "utf-8", tally=tally)
    place = _Place()
    columns, chunks = _begun(chunks, file_format, place)
    dialect, carried = dialect_of(file_format), b""
    for chunk in chunks:
        carried, piece = _take(carried + chunk if carried else chunk, columns, dialect, place)
        if piece is not None:
            yield piece
    if carried:
        text = carried.decode("utf-8", "replace")
        yield _exact(text, columns, dialect, place, is_last=True)[1]
    elif place.position == 0:
        yield Piece(_table([], columns), np.empty(0, np.int64), (), 0)


def _begun(chunks: Iterator[bytes], file_format: FileFormat, place: _Place) -> tuple[tuple[str, ...], Iterator[bytes]]:
    """Returns the column names, and the chunks from the first record on."""
    head = b""
    dialect, has_header = dialect_of(file_format), file_format.header_row is not None
    skipped = file_format.header_row if file_format.header_row is not None else file_format.skip_lines
    for chunk in chain(chunks, [b""]):
        head += chunk
        lines = head.split(b"\n", skipped)
        is_last = chunk == b""
        if len(lines) <= skipped and not is_last:
            continue
        body = lines[skipped] if len(lines) > skipped else b""
        place.line = skipped + 1
        found = _first(body, dialect, is_last=is_last)
        if found is None:
            continue
        names, rest, lines_used = found
        if not has_header:
            return file_format.columns or unique_names([""] * len(names)), chain([body] if body else [], chunks)
        place.line += lines_used
        return _columns(names, file_format.columns), chain([rest] if rest else [], chunks)
    return file_format.columns or (), iter(())


def _first(body: bytes, dialect: Dialect, *, is_last: bool) -> tuple[list[str], bytes, int] | None:
    """Returns the fields of the first record, what follows it and its lines; None where more text is needed."""
    text = body[: 4 << 20].decode("utf-8", "ignore")
    for length in (1 << 12, 1 << 16, len(text)):
        done = cut(text[:length], dialect=dialect, width=None, is_last=is_last and length >= len(text))
        if done.records:
            break
    if not done.records:
        return ([], b"", 0) if is_last else None
    if done.damaged and done.damaged[0].position == 0:  # a header with a lone quote still names the columns
        names, after = done.damaged[0].text.split(dialect.delimiter), done.damaged[0].line or 1
    else:
        names, after = done.rows[0], done.stops[0]
    lines = body.split(b"\n", after)
    return names, lines[after] if len(lines) > after else b"", after


def _columns(names: list[str], proposed: tuple[str, ...] | None) -> tuple[str, ...]:
    """Returns the header's own names, with the columns that the proposal has beyond or short of nameless ones."""
    own = unique_names([name.strip("﻿") for name in names])
    if proposed is None or len(proposed) == len(own):
        return own
    if len(proposed) > len(own):
        return own + proposed[len(own) :] if proposed[: len(own)] == own else own
    surplus_is_nameless = not any(names[len(proposed) :])
    return own[: len(proposed)] if surplus_is_nameless else own


def _take(text: bytes, columns: tuple[str, ...], dialect: Dialect, place: _Place) -> tuple[bytes, Piece | None]:
    """Returns the bytes that belong to a record still to come, and the records before them."""
    if _is_plain(text, dialect):
        layout = _layout(text, dialect)
        if layout is not None and layout.stop:
            return text[layout.stop :], _quick(text[: layout.stop], columns, dialect, place, layout)
        if layout is not None and len(text) < MOST_CARRIED:
            return text, None
    rest, piece = _exact(text.decode("utf-8", "replace"), columns, dialect, place, is_last=False)
    return rest.encode(), piece


def _is_plain(text: bytes, dialect: Dialect) -> bool:
    if dialect.escape or any(len((mark or "-").encode()) != 1 for mark in (dialect.delimiter, dialect.quote)):
        return False
    if dialect.delimiter is None and (_NEVER in text or (dialect.quote or "\0").encode() in text):
        return False
    return b"\r" not in text or text.count(b"\r") == text.count(b"\r\n")


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where records end in a text: the line feeds outside quotes, and all of them; `stop` is behind the last record."""

    ends: np.ndarray
    feeds: np.ndarray
    stop: int


def _layout(text: bytes, dialect: Dialect) -> _Layout | None:
    """Returns where the records end, or None where a quote stands where it should not."""
    letters = np.frombuffer(text, np.uint8)
    if dialect.quote is None or dialect.quote.encode() not in text:
        feeds = np.flatnonzero(letters == _LF)
        return _Layout(feeds, feeds, int(feeds[-1]) + 1 if len(feeds) else 0)
    feeds, ends = (np.empty(text.count(b"\n"), np.int64) for _ in range(2))
    records = record_ends(letters, ord(dialect.quote), ord(dialect.delimiter or ","), feeds, ends)
    if records < 0:
        return None
    ends = ends[:records]
    return _Layout(ends, feeds, int(ends[-1]) + 1 if records else 0)


def _quick(text: bytes, columns: tuple[str, ...], dialect: Dialect, place: _Place, layout: _Layout) -> Piece:
    faults: list[pyarrow.csv.InvalidRow] = []

    def keep(row: pyarrow.csv.InvalidRow) -> str:
        faults.append(row)
        return "skip"

    rows = _parsed(text, columns, dialect, keep)
    records = rows.num_rows + len(faults)
    positions = np.arange(place.position, place.position + records, dtype=np.int64)
    damaged: tuple[DamagedRecord, ...] = ()
    if faults:
        lines = _line_of(text, layout)
        damaged = tuple(
            ragged(
                row.text,
                position=place.position + row.number - 1,
                line=place.line + int(lines[row.number - 1]),
                got=row.actual_columns,
                width=len(columns),
            )
            for row in faults
        )
        positions = np.delete(positions, [row.number - 1 for row in faults])
    place.position += records
    place.line += int(np.searchsorted(layout.feeds, layout.stop))
    return Piece(rows, positions, damaged, len(text))


def _parsed(text: bytes, columns: tuple[str, ...], dialect: Dialect, keep: object) -> pa.Table:
    if not text.strip(b"\r\n"):
        return _table([], columns)
    quote = dialect.quote if dialect.quote is not None and dialect.quote.encode() in text else False
    return pyarrow.csv.read_csv(
        pa.BufferReader(text),
        read_options=pyarrow.csv.ReadOptions(use_threads=False, column_names=columns, block_size=len(text) + 1),
        parse_options=pyarrow.csv.ParseOptions(
            delimiter=dialect.delimiter or _NEVER.decode(),
            quote_char=quote,
            newlines_in_values=bool(quote),
            invalid_row_handler=keep,
        ),
        convert_options=pyarrow.csv.ConvertOptions(
            column_types=dict.fromkeys(columns, pa.string()), strings_can_be_null=False, check_utf8=False
        ),
    )


def _line_of(text: bytes, layout: _Layout) -> np.ndarray:
    """Returns the line (from 0) on which each record that is not an empty line begins."""
    starts = np.concatenate([[0], layout.ends[:-1] + 1])
    lengths = layout.ends - starts
    letters = np.frombuffer(text, np.uint8)
    is_empty = (lengths == 0) | ((lengths == 1) & (letters[starts] == _CR))
    lines: np.ndarray = np.searchsorted(layout.feeds, starts[~is_empty])
    return lines


def _exact(text: str, columns: tuple[str, ...], dialect: Dialect, place: _Place, *, is_last: bool) -> tuple[str, Piece]:
    done: Cut = cut(
        text, dialect=dialect, width=len(columns), is_last=is_last, position=place.position, line=place.line
    )
    positions = place.position + np.array(done.ordinals, dtype=np.int64)
    place.position += done.records
    place.line += done.lines
    return done.rest, Piece(_table(done.rows, columns), positions, tuple(done.damaged), len(text))


def _table(rows: list[list[str]], columns: tuple[str, ...]) -> pa.Table:
    fields = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    return pa.table([pa.array(field, pa.string()) for field in fields], names=list(columns))
