"""Rows to take along: as CSV and as a workbook, in neither of which a text from outside can become a formula."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from io import BytesIO, StringIO
from typing import Any

Rows = Iterable[Mapping[str, Any]]

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
"""What makes a spreadsheet program take a text for a formula or a command, where a cell begins with it."""

FORMULA_PATTERN = r"^[ \x{FEFF}\x{A0}]*[=+\-@\t\r\n|%]"
"""The same for whole columns: spaces before the sign do not help it."""

LONGEST_CELL = 32_000
"""What a workbook's cell holds is 32,767 letters."""


def csv_of(columns: Sequence[str], rows: Rows) -> bytes:
    """Returns the rows as CSV in UTF-8 with a byte order mark, which spreadsheet programs look for.

    >>> csv_of(["a", "b"], [{"a": "=1+1", "b": -2}]).decode("utf-8-sig").splitlines()
    ['a,b', "'=1+1,-2"]
    """
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(safe(name) for name in columns)
    for row in rows:
        writer.writerow(safe(row.get(name)) for name in columns)
    return written.getvalue().encode("utf-8-sig")


def safe(content: Any) -> Any:
    """Returns a cell's content; a text that would be taken for a formula gets an apostrophe before it.

    Spaces before the sign do not help it, since some programs take them away.
    """
    text = plain_text(content)
    return f"'{text}" if isinstance(text, str) and text.lstrip(" \ufeff\u00a0")[:1] in FORMULA_SIGNS and text else text


def xlsx_of(columns: Sequence[str], rows: Rows, *, sheet: str) -> bytes:
    """Returns the rows as a workbook with one sheet, its head fixed and filterable; texts are texts."""
    import xlsxwriter

    written = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as book:
        page = book.add_worksheet(sheet[:31])
        bold = book.add_format({"bold": True})
        page.freeze_panes(1, 0)
        for at, name in enumerate(columns):
            page.write_string(0, at, name, bold)
        last = 0
        for last, row in enumerate(rows, start=1):
            for at, name in enumerate(columns):
                _write(page, last, at, plain_text(row.get(name)))
        page.autofilter(0, 0, last, len(columns) - 1)
        page.autofit()
    return written.getvalue()


def _write(page: Any, row: int, column: int, content: Any) -> None:
    match content:
        case None:
            return
        case bool():
            page.write_boolean(row, column, content)
        case int() | float():
            page.write_number(row, column, content)
        case _:
            page.write_string(row, column, str(content)[:LONGEST_CELL])


def plain_text(content: Any) -> Any:
    """Returns numbers as they are, everything else as a text.

    >>> plain_text([[2, 3, 355], [3, 4, 313]])
    '2, 3, 355; 3, 4, 313'
    """
    match content:
        case None | bool() | int() | float():
            return content
        case datetime():
            return content.isoformat()
        case Mapping():
            return "; ".join(f"{name}: {plain_text(one)}" for name, one in content.items() if one is not None)
        case list() | tuple():
            is_nested = any(isinstance(one, list | tuple) for one in content)
            return ("; " if is_nested else ", ").join(str(plain_text(one)) for one in content)
        case _:
            return str(content)
