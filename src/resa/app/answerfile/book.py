"""An answer as a workbook: its rows on one sheet, what it rests on beside it. No text can become a formula."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO
from itertools import chain, repeat
from math import isfinite
from pathlib import Path
from typing import Any

from resa.app.answerfile.about import About, about, word
from resa.app.answerfile.columns import Column, rows_of
from resa.app.answerfile.words import in_words
from resa.app.exportedrows import LONGEST_CELL, plain_text
from resa.mapping.export.drawingthread import DrawingExtraMissingError
from resa.model.errors import UsageError
from resa.model.table import Table

MOST_ROWS = 1_048_575
"""Of a sheet, below its head."""

_MOST_WHOLE = 2**53
"""From here on a workbook would round whole numbers."""

_FIRST_DAY = datetime(1900, 3, 1)  # noqa: DTZ001 - workbooks know no zones; before this day they count one too many
_FORMATS = {
    "share": "0.0%",
    "whole": "#,##0",
    "broken": "#,##0.0##",
    "p": "0.0000",
    "time": "yyyy-mm-dd hh:mm:ss",
    "day": "yyyy-mm-dd",
}
_TOLD: Mapping[str, Mapping[str, Any]] = {
    "label": {"bold": True},
    "words": {},
    "count": {"num_format": "#,##0"},
    "time": {"num_format": _FORMATS["time"]},
}
"""How the sheet that says what an answer rests on writes its contents."""

_NARROWEST, _WIDEST = 10, 60
_LOOKED_AT = 400
"""Rows by which the width of a column is chosen."""


class TooManyRowsError(UsageError):
    """A workbook's sheet can't hold so many rows."""

    code = "too_many_rows"


def workbook_of(table: Table, *, language: str) -> bytes:
    """Returns an answer as an XLSX file: numbers as numbers, shares as percentages, times as times in UTC.

    Heads and known contents are in the language; the sheet beside says which head is which key.
    """
    content = BytesIO()
    columns, told = in_words(table, language=language)
    with AnswerBook(content, columns, sheet=table.what, language=language) as book:
        book.add(rows_of(columns, told), units=(row.get("unit") for row in table.rows))
        book.describe(about(table, language=language))
    return content.getvalue()


class AnswerBook:
    """A workbook being written, row after row; it holds one row in memory at a time."""

    def __init__(self, out: Any, columns: Sequence[Column], *, sheet: str, language: str) -> None:
        self._book = _new_book(out)
        self._columns = columns
        self._language = language
        self._formats = {name: self._book.add_format({"num_format": told}) for name, told in _FORMATS.items()}
        self._formats["words"] = self._book.add_format({"indent": 1})
        self._page = self._book.add_worksheet(sheet[:31])
        self._rows = 0
        self._cut = 0

    def __enter__(self) -> "AnswerBook":
        """Writes the head."""
        look = {"bold": True, "bottom": 1}
        words, figures = (self._book.add_format({**look, **side}) for side in ({"indent": 1}, {"align": "right"}))
        self._page.freeze_panes(1, 0)
        self._page.set_landscape()
        self._page.fit_to_pages(1, 0)
        self._page.repeat_rows(0)
        for at, column in enumerate(self._columns):
            self._page.write_string(0, at, column.head[:LONGEST_CELL], figures if column.measure else words)
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        """Closes the file; where something went wrong, lets go of what was kept beside it."""
        if kind is not None:
            for page in self._book.worksheets():
                page.row_data_fh.close()
                Path(page.row_data_filename).unlink()
            return
        if self._columns:
            self._page.autofilter(0, 0, self._rows, len(self._columns) - 1)
        self._book.close()

    def add(self, rows: Iterable[Mapping[str, Any]], *, units: Iterable[str | None] = ()) -> None:
        """Writes rows below those written before; `units` are those that rows say themselves, as programs call them."""
        widths = [len(column.head) + 3 for column in self._columns]
        for row, own in zip(rows, chain(units, repeat(None)), strict=False):
            self._rows += 1
            if self._rows > MOST_ROWS:
                raise TooManyRowsError(
                    f"expected at most {MOST_ROWS:,} rows, which is what a workbook's sheet holds, got more; "
                    "write .parquet or .csv instead"
                )
            for at, column in enumerate(self._columns):
                shown = self._write(self._rows, at, row.get(column.name), unit=_unit(column, own))
                if self._rows <= _LOOKED_AT:
                    widths[at] = max(widths[at], shown)
        self._widen(widths)

    def describe(self, told: About) -> None:
        """Writes the sheet that says what the answer rests on."""

        def said(key: str) -> str:
            return word(key, language=self._language)

        page = self._book.add_worksheet(said("about"))
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.set_column(0, 0, 28)
        page.set_column(1, 2, 44)
        page.set_column(3, 3, 28)
        lines: list[tuple[Any, ...]] = list(told.lines)
        lines += [(said("times"),)]
        lines += [(said("cut"), self._cut)] if self._cut else []
        lines += [(said("note"), note) for note in told.notes]
        lines += [(), (said("column"), said("unit"), said("variant"), said("key"))]
        lines += [_described(one) for one in self._columns if one.said or one.measure]
        look = {"valign": "top", "align": "left", "text_wrap": True}
        forms = {kind: self._book.add_format({**look, **more}) for kind, more in _TOLD.items()}
        for row, line in enumerate(lines):
            for at, content in enumerate(line):
                _tell(page, row, at, content, forms)

    def _widen(self, widths: Sequence[int]) -> None:
        for at, width in enumerate(widths):
            self._page.set_column(at, at, min(_WIDEST, max(_NARROWEST, width)))

    def _write(self, row: int, at: int, content: Any, *, unit: str) -> int:
        """Writes one cell; returns about how many letters wide it is."""
        match content:
            case None:
                return 0
            case bool():
                self._page.write_boolean(row, at, content)
                return 6
            case int() | float() if _is_countable(content):
                self._page.write_number(row, at, content, self._formats[_format_of(content, unit)])
                return len(f"{content:,.0f}") + 4
            case date():
                return self._write_time(row, at, content)
            case _:
                return self._write_text(row, at, str(plain_text(content)))

    def _write_text(self, row: int, at: int, text: str) -> int:
        written = text.encode("utf-8", "replace").decode()
        if len(written) > LONGEST_CELL:
            self._cut += 1
        self._page.write_string(row, at, written[:LONGEST_CELL], self._formats["words"])
        return len(written)

    def _write_time(self, row: int, at: int, moment: date) -> int:
        """Writes a time as a time in UTC, a day as a day; what a workbook can't count becomes a text."""
        is_day = not isinstance(moment, datetime)
        plain = _in_utc(moment) if isinstance(moment, datetime) else datetime.combine(moment, time())
        if plain < _FIRST_DAY:
            return self._write_text(row, at, moment.isoformat())
        self._page.write_datetime(row, at, plain, self._formats["day" if is_day else "time"])
        return 20


def _described(column: Column) -> tuple[str, ...]:
    """Returns a column's line: its head, the unit and variant of its figures, and its key where the head is a word."""
    measure = column.measure
    unit, variant = (column.unit or measure.unit, measure.variant) if measure else ("", "")
    return (column.head, unit, variant, column.name if column.said else "")


def _tell(page: Any, row: int, at: int, content: str | int | datetime, forms: Mapping[str, Any]) -> None:
    match content:
        case int():
            page.write_number(row, at, content, forms["count"])
        case datetime():
            page.write_datetime(row, at, _in_utc(content), forms["time"])
        case _:
            page.write_string(row, at, content[:LONGEST_CELL], forms["words" if at else "label"])


def _new_book(out: Any) -> Any:
    try:
        import xlsxwriter
    except ModuleNotFoundError as missing:
        raise DrawingExtraMissingError(
            "expected xlsxwriter, which writes workbooks, found it not installed; pip install 'resa[export]'"
        ) from missing
    return xlsxwriter.Workbook(
        out,
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )


def _is_countable(number: float) -> bool:
    return isfinite(number) if isinstance(number, float) else abs(number) < _MOST_WHOLE


def _unit(column: Column, own: str | None) -> str:
    """Returns the unit of a figure; some answers say it in each row."""
    told = column.measure.unit if column.measure else ""
    return own or "" if told == "see unit" else told


def _format_of(number: float, unit: str) -> str:
    if unit == "share":
        return "share"
    if unit == "p":
        return "p"
    return "whole" if isinstance(number, int) or number.is_integer() else "broken"


def _in_utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo is None else moment.astimezone(UTC).replace(tzinfo=None)
