"""Workbooks as maps: our own by their records, without loss; anybody else's by the first sheet that is a map."""

from collections.abc import Sequence

from resa.mapping.export.workbook import FINGERPRINT, RECORDS, fingerprint
from resa.mapping.reading.grid import read_grid
from resa.mapping.reading.report import Reading, ReadMap, UnreadableMapError
from resa.mapping.reading.sheet import Sheet, Workbook, open_workbook, table_sheet
from resa.mapping.recordtable import COLUMNS, map_of
from resa.model.journeymap import JourneyMap


def read_workbook(name: str, content: bytes) -> ReadMap:
    """Returns the map of an XLSX file; raises `UnreadableMapError` or `InvalidMapError` with every fault."""
    reading = Reading("a workbook", name)
    book = open_workbook(name, content)
    rows = book.raw.get(RECORDS)
    if rows and [str(one) for one in rows[0][: len(COLUMNS)]] == list(COLUMNS):
        return reading.done(_from_records(book, rows, reading))
    return _first_map(book.sheets, reading)


def read_table(name: str, text: str) -> ReadMap:
    """Returns the map of a table in text (CSV); raises `UnreadableMapError` with every fault."""
    reading = Reading("a table", name)
    return reading.done(read_grid(table_sheet(name, text), reading))


def _from_records(book: Workbook, rows: Sequence[Sequence[object]], reading: Reading) -> JourneyMap:
    found = map_of(rows[1:], where=f"the sheet {RECORDS!r} of {reading.name}")
    reading.became.append(f"{len(found.records)} records of the sheet {RECORDS!r}: the map, without loss")
    if _is_changed(book):
        reading.left_out.add(
            f"changes of the first sheet, since the records count (remove the sheet {RECORDS!r} to read the first one)"
        )
    return found


def _is_changed(book: Workbook) -> bool:
    """Returns whether somebody changed the texts of the grid after we wrote it."""
    first, about = book.sheets[0], book.sheets[-1]
    known = {str(about.at(row, 0)): str(about.at(row, 1)) for row in range(len(about.rows))}
    texts = (
        (row, column, text)
        for row, cells in enumerate(book.raw[first.name])
        for column, text in enumerate(cells)
        if isinstance(text, str) and text
    )
    return FINGERPRINT in known and known[FINGERPRINT] != fingerprint(texts)


def _first_map(sheets: Sequence[Sheet], reading: Reading) -> ReadMap:
    faults: list[str] = []
    for at, sheet in enumerate(sheets):
        tried = Reading(reading.form, reading.name)
        try:
            found = read_grid(sheet, tried)
        except UnreadableMapError as error:
            faults += error.faults
            continue
        others = [one.name for one in (*sheets[:at], *sheets[at + 1 :]) if any(any(row) for row in one.rows)]
        tried.became.insert(0, f"sheet {sheet.name!r}: the map")
        tried.left_out.extend("other sheets", others)
        return tried.done(found)
    reading.faults += faults or ["expected a sheet with something in it, found none"]
    reading.check()
    raise AssertionError("a fault was noted")
