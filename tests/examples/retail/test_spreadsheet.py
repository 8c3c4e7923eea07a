from datetime import datetime
from pathlib import Path

from python_calamine import CalamineWorkbook

from resa.examples.retail.spreadsheet import WallTime, write_xlsx

NOON = WallTime(1_773_489_600)  # 2026-03-14 12:00 on the wall


def test_another_reader_sees_texts_numbers_dates_and_gaps(tmp_path: Path) -> None:
    path = tmp_path / "small.xlsx"
    write_xlsx(path, sheet="Lör & sön", header=["Namn", "Antal", "Tid"], rows=[["Åsa <Æ>", 3, NOON], ["", None, None]])
    workbook = CalamineWorkbook.from_path(path)
    assert workbook.sheet_names == ["Lör & sön"]
    first, second = workbook.get_sheet_by_index(0).to_python()[1:]
    assert first == ["Åsa <Æ>", 3, datetime(2026, 3, 14, 12)]  # noqa: DTZ001 - a wall time has no zone
    assert second == ["", "", ""]


def test_same_rows_same_bytes(tmp_path: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        write_xlsx(tmp_path / name, sheet="S", header=["a"], rows=[["b"]])
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
