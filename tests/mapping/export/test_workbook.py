"""The workbook shows the map as people read it: stages across, lanes down, figures as numbers with their base."""

import sys
from io import BytesIO

import pytest
import python_calamine
import sample
from openpyxl import load_workbook

from resa.mapping.export.drawingthread import DrawingExtraMissingError
from resa.mapping.export.svg import finding_titles
from resa.mapping.export.workbook import RECORDS, write_workbook
from resa.mapping.reading.door import read_map
from resa.mapping.structure import structure
from resa.model.journeymap import JourneyMap, MapField, MapRecord, RecordKind


def record(record_id: str, kind: RecordKind, **contents: object) -> MapRecord:
    return MapRecord(record_id, kind, {name: MapField(content) for name, content in contents.items()})


MAP = JourneyMap.of(
    [
        record("stage:a", RecordKind.STAGE, name="Söka", position=0),
        record("stage:b", RecordKind.STAGE, name="Köpa", position=1),
        record("step:1", RecordKind.STEP, name="Läser", stage="stage:a", position=0),
        record("step:2", RecordKind.STEP, name="Jämför", stage="stage:a", position=1),
        record("lane:p", RecordKind.LANE, shows="pain", position=0),
        record("lane:k", RecordKind.LANE, shows="kpi", position=1),
        record("lane:l", RecordKind.LANE, shows="line_of_visibility", position=2),
        record(
            "card:1",
            RecordKind.CARD,
            lane="lane:p",
            stage="stage:a",
            to_stage="stage:b",
            text="=HYPERLINK(1)",
            owner="Eva",
        ),
        record("card:2", RecordKind.CARD, lane="lane:p", step="step:2", stage="stage:a", text="Dyrt", position=1),
        record(
            "cell:1",
            RecordKind.CELL,
            lane="lane:k",
            stage="stage:b",
            measurement={"figure": 0.42, "unit": "share", "n": 203},
        ),
    ]
)


def test_the_first_sheet_is_the_map_as_a_grid() -> None:
    book = load_workbook(BytesIO(write_workbook(MAP, language="sv", title="Resa")))
    page = book.worksheets[0]
    assert [[cell.value for cell in row] for row in page.iter_rows(min_row=1, max_row=8, max_col=4)] == [
        ["Resa", None, None, None],
        ["Skede", "Söka", None, "Köpa"],
        ["Steg", "Läser", "Jämför", None],
        ["Problem", "=HYPERLINK(1)", None, None],
        [None, None, "Dyrt", None],
        ["Nyckeltal", None, None, 0.42],
        [None, None, None, "n 203"],
        ["Synlighetslinje", None, None, None],
    ]
    assert {str(one) for one in page.merged_cells.ranges} >= {"B2:C2", "B4:D4", "A4:A5"}
    assert page["D6"].number_format == "0.0%"
    assert "n 203" in page["D6"].comment.text
    assert "ansvarig: Eva" in page["B4"].comment.text
    assert page["B4"].data_type == "s"
    assert book.sheetnames == ["Karta", RECORDS, "Om"]


def test_another_reader_sees_the_same_sheets() -> None:
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(write_workbook(MAP, language="en")))
    assert book.sheet_names == ["Map", RECORDS, "About"]
    assert book.get_sheet_by_name(RECORDS).to_python()[1][:2] == ["stage:a", "stage"]


def test_a_found_map_shows_its_findings_in_words_and_reads_back_equal() -> None:
    page = sample.sample_page()
    document = structure(page.views[0].map)
    content = write_workbook(document, language="en", words=finding_titles(page))
    texts = {cell.value for row in load_workbook(BytesIO(content)).worksheets[0].iter_rows() for cell in row}
    assert "31.0% leave after Product page" in texts
    assert read_map("found.xlsx", content).map == document


def test_newer_figures_are_shown_instead_of_those_written_down() -> None:
    newer = record("cell:1", RecordKind.CELL, lane="lane:k", measurement={"figure": 0.5, "unit": "share", "n": 300})
    lane = record("lane:k", RecordKind.LANE, shows="kpi", position=0)
    content = write_workbook(MAP, language="en", measured=JourneyMap.of([lane, newer]))
    assert load_workbook(BytesIO(content)).worksheets[0]["D6"].value == 0.5


def test_without_the_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(DrawingExtraMissingError, match=r"pip install 'resa\[export\]'"):
        write_workbook(MAP, language="en")
