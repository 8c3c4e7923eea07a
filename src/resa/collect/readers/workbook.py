"""Reads workbooks (XLSX and its kin): one sheet, dates as ISO text, whole numbers without ".0"."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import IO, Any, ClassVar, cast

import numpy as np
import pyarrow as pa

from resa.collect.readers.extent import MOST_CELLS, most_cells
from resa.collect.readers.gather import Piece, gathered
from resa.collect.readers.looks import has_header
from resa.collect.readers.opening import FREE_BYTES, InputFile, seekable
from resa.collect.readers.raw import BATCH_ROWS, DamagedRecord, FileFormat, RawBatch, ReadError, unique_names

MOST_BYTES = 2 << 30  # unpacked; a sheet has at most 1,048,576 rows
MOST_RATIO = 200
_SAMPLE_ROWS = 200
_PIECE_ROWS = 20_000


class WorkbookError(ReadError):
    """A workbook that can't be opened, or has no such sheet."""

    code: ClassVar[str] = "unreadable_workbook"


def sniff_workbook(file: InputFile) -> FileFormat:
    """Returns the format of the first sheet that has rows; the notes name the others.

    The header is the first row from which on the rows are about as wide as the sheet; rows above it are notes.
    """
    with seekable(file) as stream:
        book = _book(stream, file)
        names = _sheets(book)
        for name in names:
            rows = [_texts(row) for row in islice(_rows(_sheet(book, name, file), file), _SAMPLE_ROWS)]
            if rows:
                break
        else:
            return FileFormat("xlsx", notes=("no sheet has any rows",))
    others = tuple(f"another sheet: {other}" for other in names[names.index(name) + 1 :])
    return _format(rows, sheet=name, notes=others)


def read_workbook(
    file: InputFile, *, file_format: FileFormat, batch_rows: int = BATCH_ROWS, start_at: int = 0
) -> Iterator[RawBatch]:
    """Yields the rows of one sheet below its header as text, from position `start_at` on; empty cells are null.

    Rows without any filled cell are no records. A row with cells beyond the columns is damaged. The sheet itself is
    held in memory (it can't be larger than a million rows), the batches are not.
    """
    with seekable(file) as stream:
        book = _book(stream, file)
        names = _sheets(book)
        sheet = file_format.sheet or (names[0] if names else "")
        if sheet not in names:
            raise WorkbookError(f"expected a sheet {sheet!r} in {file.name}, which has {', '.join(names) or 'none'}")
        grid = _sheet(book, sheet, file)
        rows = ((line, _texts(row)) for line, row in enumerate(_rows(grid, file)))
        progress = _Progress(max(grid.height, 1))
        yield from gathered(
            _pieces(rows, file_format, progress),
            batch_rows=batch_rows,
            start_at=start_at,
            consumed=lambda: progress.share,
        )


class _Progress:
    def __init__(self, whole: int) -> None:
        self._whole, self.done = whole, 0

    @property
    def share(self) -> float:
        return min(1.0, self.done / self._whole)


def _book(stream: IO[bytes], file: InputFile) -> Any:
    import python_calamine

    _refuse_bomb(stream, file)
    try:
        return python_calamine.CalamineWorkbook.from_filelike(cast("io.BytesIO", stream))
    except _faults() as error:
        raise WorkbookError(
            f"expected a workbook in {file.name}, but it can't be opened ({error}); save it anew as .xlsx or .csv"
        ) from error


def _refuse_bomb(stream: IO[bytes], file: InputFile) -> None:
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile:
        return
    finally:
        stream.seek(0)
    unpacked, packed = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    if unpacked > MOST_BYTES or (unpacked > FREE_BYTES and unpacked > MOST_RATIO * max(packed, 1)):
        raise WorkbookError(
            f"expected a workbook of at most {MOST_BYTES >> 30} GB unpacked, {file.name} claims {unpacked:,} bytes; "
            "export the sheet as CSV"
        )
    cells = most_cells(stream)
    if cells > MOST_CELLS:
        raise WorkbookError(
            f"expected sheets of at most {MOST_CELLS:,} cells, one of {file.name} reaches over {cells:,}; delete the "
            "stray cells far below or to the right, or export the sheet as CSV"
        )


def _sheets(book: Any) -> list[str]:
    return [sheet.name for sheet in book.sheets_metadata if str(sheet.typ).endswith("WorkSheet")]


def _sheet(book: Any, name: str, file: InputFile) -> Any:
    try:
        return book.get_sheet_by_name(name)
    except _faults() as error:
        raise _broken(file, name, error) from error


def _rows(sheet: Any, file: InputFile) -> Iterator[list[Any]]:
    try:
        yield from sheet.iter_rows()
    except _faults() as error:
        raise _broken(file, sheet.name, error) from error


def _broken(file: InputFile, sheet: str, error: Exception) -> WorkbookError:
    return WorkbookError(
        f"expected sheet {sheet!r} of {file.name} to be whole, but: {error}; save it anew as .xlsx or .csv"
    )


def _faults() -> tuple[type[Exception], ...]:
    """Returns what the workbook library raises; it is imported only where a workbook is read."""
    import python_calamine as library

    own = (library.CalamineError, library.XmlError, library.ZipError, library.PasswordError, library.WorksheetNotFound)
    return (*own, OSError, ValueError)


def _texts(row: list[Any]) -> list[str | None]:
    return [_text(cell) for cell in row]


def _text(cell: Any) -> str | None:
    """Returns what a cell shows, dates and times in ISO form; None for an empty one."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    is_time = isinstance(cell, dt.date | dt.time)
    return cell.isoformat() if is_time else str(cell)


def _format(rows: list[list[str | None]], *, sheet: str, notes: tuple[str, ...]) -> FileFormat:
    filled = [sum(1 for cell in row if cell is not None) for row in rows]
    width = max((_width(row) for row in rows), default=0)
    usual = sorted(filled)[len(filled) // 2]
    start = next((place for place, cells in enumerate(filled) if cells >= max(1, 0.6 * usual)), 0)
    texts = [[cell or "" for cell in row] for row in rows[start:] if any(cell is not None for cell in row)]
    named = has_header(texts)
    said = list(notes)
    if any(filled[:start]):
        said.append(f"{start} row{'s' if start > 1 else ''} above the {'header' if named else 'first record'}")
    if not named:
        said.append("no header: columns are numbered")
    return FileFormat(
        "xlsx",
        header_row=start if named else None,
        skip_lines=0 if named else start,
        columns=unique_names((texts[0] if named else [""] * width)[:width]),
        sheet=sheet,
        notes=tuple(said),
    )


def _width(row: list[str | None]) -> int:
    return max((place for place, cell in enumerate(row, start=1) if cell is not None), default=0)


def _columns(header: list[str | None], proposed: tuple[str, ...] | None) -> tuple[str, ...]:
    """Returns the header's own names, up to the last one or as many as proposed."""
    width = max(_width(header), len(proposed or ()))
    return unique_names([cell or "" for cell in header[:width]])


def _pieces(
    rows: Iterator[tuple[int, list[str | None]]], file_format: FileFormat, progress: _Progress
) -> Iterator[Piece]:
    columns = file_format.columns
    position, first = 0, file_format.header_row if file_format.header_row is not None else file_format.skip_lines - 1
    for line, row in rows:
        if line < first:
            continue
        if line == first:
            columns = _columns(row, file_format.columns)
        break
    while batch := list(islice(rows, _PIECE_ROWS)):
        columns = columns or unique_names([""] * len(batch[0][1]))
        piece = _piece(batch, columns, position)
        position += piece.rows.num_rows + len(piece.damaged)
        progress.done = batch[-1][0]
        yield piece
    if position == 0:
        yield _piece([], columns or (), 0)


def _piece(batch: list[tuple[int, list[str | None]]], columns: tuple[str, ...], position: int) -> Piece:
    kept: list[list[str | None]] = []
    places: list[int] = []
    damaged: list[DamagedRecord] = []
    ordinal = position
    for line, row in batch:
        if all(cell is None for cell in row):
            continue
        if any(cell is not None for cell in row[len(columns) :]):
            damaged.append(_too_wide(row, ordinal, line + 1, len(columns)))
        else:
            kept.append(row[: len(columns)] + [None] * (len(columns) - len(row)))
            places.append(ordinal)
        ordinal += 1
    fields = list(zip(*kept, strict=True)) if kept else [()] * len(columns)
    table = pa.table([pa.array(field, pa.string()) for field in fields], names=list(columns))
    return Piece(table, np.array(places, np.int64), tuple(damaged), 20 * len(kept) * len(columns))


def _too_wide(row: list[str | None], position: int, line: int, width: int) -> DamagedRecord:
    sentence = f"expected at most {width} cells as in the header, got {len(row)} on row {line}; give the column a name"
    return DamagedRecord(position, line, "ragged", sentence, "\t".join(cell or "" for cell in row))
