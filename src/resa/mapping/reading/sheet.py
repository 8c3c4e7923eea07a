"""Sheets of workbooks and tables of text, as cells with the columns and rows that each covers; within limits."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import python_calamine

from resa.mapping.reading.report import UnreadableMapError

MOST_ROWS, MOST_COLUMNS = 5_000, 1_000
MOST_CELLS = 200_000
MOST_UNPACKED = 200 << 20
"""Bytes of a workbook's parts together: what grows beyond it is no map."""

Cell = str | float | None


@dataclass(frozen=True, slots=True)
class Span:
    """The rows and columns that a cell covers, both ends included, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: rows of cells, texts trimmed, and the spans of merged cells by their first row and column."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: dict[tuple[int, int], Span]

    @property
    def width(self) -> int:
        """How many columns it has."""
        return max((len(row) for row in self.rows), default=0)

    def at(self, row: int, column: int) -> Cell:
        """Returns a cell, None where there is nothing."""
        cells = self.rows[row] if 0 <= row < len(self.rows) else ()
        return cells[column] if 0 <= column < len(cells) else None

    def span(self, row: int, column: int) -> Span:
        """Returns what a cell covers."""
        return self.merged.get((row, column), Span(row, column, row, column))

    def filled(self, row: int, *, after: int = -1) -> Iterator[int]:
        """Yields the columns of a row, right of `after`, in which something stands."""
        return (column for column in range(after + 1, self.width) if self.at(row, column) is not None)

    def turned(self) -> "Sheet":
        """Returns the sheet with rows as columns."""
        rows = tuple(tuple(self.at(row, column) for row in range(len(self.rows))) for column in range(self.width))
        merged = {
            (left, top): Span(one.left, one.top, one.right, one.bottom) for (top, left), one in self.merged.items()
        }
        return Sheet(self.name, rows, merged)


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of a workbook in order; `raw` gives a sheet's cells as they are."""

    sheets: tuple[Sheet, ...]
    raw: dict[str, list[list[Any]]]


def open_workbook(name: str, content: bytes) -> Workbook:
    """Returns the sheets of a workbook; raises `UnreadableMapError` for anything else, and for what is too large."""
    _check_packing(name, content)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        found = [(one, book.get_sheet_by_name(one)) for one in book.sheet_names]
        sheets = [(one, sheet, _cells(name, sheet)) for one, sheet in found]
    except UnreadableMapError:
        raise
    except Exception as error:  # whatever a foreign file breaks in the reader, it is one answer
        raise _unreadable(name, "a workbook", f"{type(error).__name__}: {error}") from error
    return Workbook(
        tuple(Sheet(one, _tidied(raw), _merges(sheet, raw)) for one, sheet, raw in sheets),
        {one: raw for one, _, raw in sheets},
    )


def table_sheet(name: str, text: str) -> Sheet:
    """Returns the one sheet of a table in text: fields between commas, semicolons or tabs."""
    lines = text.lstrip("\ufeff")
    try:
        dialect: Any = csv.Sniffer().sniff(lines[:20_000], delimiters=",;\t")
    except csv.Error:
        dialect = csv.excel
    try:
        rows = [row for _, row in zip(range(MOST_ROWS + 1), csv.reader(io.StringIO(lines), dialect), strict=False)]
    except csv.Error as error:
        raise _unreadable(name, "a table", str(error)) from error
    _check_size(name, len(rows), max((len(row) for row in rows), default=0))
    return Sheet(name, _tidied(rows), {})


def _check_packing(name: str, content: bytes) -> None:
    """A small file may unpack to more than any machine holds."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(part.file_size for part in packed.infolist())
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise _unreadable(name, "a workbook", str(error)) from error
    if size > MOST_UNPACKED:
        raise _unreadable(
            name, "a workbook", f"expected at most {MOST_UNPACKED >> 20} MB unpacked, got {size >> 20:,} MB"
        )


def _cells(name: str, sheet: Any) -> list[list[Any]]:
    _check_size(name, sheet.total_height, sheet.total_width)
    rows: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    return rows


def _check_size(name: str, height: int, width: int) -> None:
    if height > MOST_ROWS * 20 or width > MOST_COLUMNS or height * width > MOST_CELLS * 20:
        fault = f"expected at most {MOST_ROWS:,} rows and {MOST_COLUMNS:,} columns, got {height:,} and {width:,}"
        raise _unreadable(name, "a sheet of a map's size", fault)


def _tidied(rows: Sequence[Sequence[Any]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(_cell(one) for one in row) for row in rows[:MOST_ROWS])


def _cell(content: Any) -> Cell:
    match content:
        case None | "":
            return None
        case bool():
            return str(content).upper()
        case int() | float():
            return float(content)
        case datetime():
            return content.isoformat(sep=" ", timespec="minutes").removesuffix(" 00:00")
        case date() | time() | timedelta():
            return str(content)
        case _:
            return "\n".join(" ".join(line.split()) for line in str(content).strip().splitlines()) or None


def _merges(sheet: Any, rows: Sequence[Sequence[Any]]) -> dict[tuple[int, int], Span]:
    found: Iterable[Any] = sheet.merged_cell_ranges or ()
    spans = (Span(top, left, bottom, right) for (top, left), (bottom, right) in found)
    return {(one.top, one.left): one for one in spans if one.top < len(rows)}


def _unreadable(name: str, what: str, fault: str) -> UnreadableMapError:
    return UnreadableMapError(f"expected {what} in {name}, got something else", faults=[fault])
