"""A small writer of XLSX files: one sheet of texts, numbers and local dates, the same bytes for the same rows."""

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

_EXCEL_EPOCH_DAYS = 25_569  # from 1899-12-30, where Excel counts from, to 1970-01-01

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="22" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>',
}


@dataclass(frozen=True, slots=True)
class WallTime:
    """A date and time as it stands on the wall, without a zone: seconds since 1970-01-01 00:00."""

    seconds: int


Cell = str | int | WallTime | None


def write_xlsx(path: Path, *, sheet: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Writes one sheet with a header row; None leaves a cell empty."""
    workbook = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name="{escape(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    body = "".join(_row(number, cells=cells) for number, cells in enumerate([header, *rows], start=1))
    worksheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{body}</sheetData></worksheet>'
    parts = {**_PARTS, "xl/workbook.xml": workbook, "xl/worksheets/sheet1.xml": worksheet}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            part = zipfile.ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(part, _HEAD + content)


def _row(number: int, *, cells: Sequence[Cell]) -> str:
    written = "".join(
        _cell(f"{chr(ord('A') + place)}{number}", cell) for place, cell in enumerate(cells) if cell is not None
    )
    return f'<row r="{number}">{written}</row>'


def _cell(address: str, cell: str | int | WallTime) -> str:
    match cell:
        case str():
            return f'<c r="{address}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
        case int():
            return f'<c r="{address}"><v>{cell}</v></c>'
        case WallTime(seconds):
            return f'<c r="{address}" s="1"><v>{_EXCEL_EPOCH_DAYS + seconds / 86_400:.9f}</v></c>'
