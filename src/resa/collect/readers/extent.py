"""How large the sheets of a workbook are, before anything is unpacked into memory."""

import re
import zipfile
from typing import IO

MOST_CELLS = 60_000_000
_BLOCK = 4 << 20
_CELL = re.compile(rb'r="([A-Z]{1,3})([0-9]{1,7})"')


def most_cells(stream: IO[bytes]) -> int:
    """Returns the cells (columns times rows, empty ones included) of the largest sheet; 0 for other kinds of workbook.

    One far-off cell makes a sheet of a few bytes ask for billions of cells. Costs a scan of the sheets' XML; the place
    in the stream goes back to its beginning.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
            return max((_cells(archive, sheet) for sheet in sheets), default=0)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        return 0  # whoever opens the workbook says what is wrong with it
    finally:
        stream.seek(0)


def _cells(archive: zipfile.ZipFile, sheet: str) -> int:
    columns: set[bytes] = set()
    rows, rest = 0, b""
    with archive.open(sheet) as body:
        while block := body.read(_BLOCK):
            found = _CELL.findall(rest + block)
            columns.update(column for column, _ in found)
            rows = max(rows, max((int(row) for _, row in found), default=0))
            rest = block[-16:]
    return rows * max((_number(column) for column in columns), default=0)


def _number(column: bytes) -> int:
    number = 0
    for letter in column:
        number = 26 * number + letter - 64
    return number
