"""An answer taken along in any form is the same answer, says what it rests on, and carries nothing out."""

import csv
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pypdf
import pytest
from openpyxl import load_workbook
from pptx import Presentation

from resa.app.answerfile.write import (
    KINDS,
    UnknownAnswerFormError,
    UnwritableAnswerError,
    answer_file,
    forms_of,
    write_answer,
)
from resa.mapping.export.answerpicture import NoPictureError
from resa.mapping.export.svg import UnknownThemeError
from resa.model.errors import UsageError
from resa.model.measurement import Base
from resa.model.period import Period
from resa.model.table import Measure, Table

START, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
NOW = datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)

STAGES = Table(
    what="stages",
    columns=("stage", "customers", "share"),
    rows=(
        {"stage": "awareness", "customers": 80, "share": 0.8, "share_interval": [0.71, 0.87], "progressed": 20},
        {"stage": "purchase", "customers": 20, "share": 0.2, "share_interval": [0.13, 0.29], "small_sample": True},
    ),
    base=Base(100, 450, Period(START, END)),
    as_of=NOW,
    revision=7,
    where="channel = web",
    measures={"customers": Measure("customers", "count"), "share": Measure("share", "share")},
    notes=("unplaced: those with nothing in any stage",),
)

ODD = Table(
    what="query",
    columns=("name", "at", "day", "old", "path", "properties", "big", "mixed", "none"),
    rows=(
        {
            "name": "=HYPERLINK(1)",
            "at": datetime(2026, 3, 1, 12, 30, tzinfo=UTC),
            "day": date(2026, 3, 1),
            "old": datetime(1850, 1, 1, tzinfo=UTC),
            "path": ["å", "=b"],
            "properties": {"a": "1", "b": None},
            "big": 2**60 + 1,
            "mixed": 1,
            "none": None,
        },
        {"name": "\x00\x1b[31m" + "ö" * 40_000, "mixed": "two", "big": 3},
    ),
    base=Base(0, 0),
    as_of=NOW,
    revision=1,
)


def sheets(content: bytes) -> dict[str, list[tuple[object, ...]]]:
    book = load_workbook(BytesIO(content))
    return {sheet.title: [tuple(cell.value for cell in row) for row in sheet.iter_rows()] for sheet in book}


@pytest.mark.parametrize("form", forms_of("stages"))
def test_every_form_is_made_with_a_name_and_a_media_type(form: str) -> None:
    made = answer_file(STAGES, form, language="nb")
    assert (made.name, made.kind) == (f"stages{form}", KINDS[form])
    assert len(made.content) > 60


def test_csv_has_one_figure_a_column_and_no_formula() -> None:
    rows = list(csv.DictReader(StringIO(answer_file(STAGES, ".csv").content.decode("utf-8-sig"))))
    assert rows[0]["share_interval_low"] == "0.71"
    assert rows[1] == {
        "stage": "purchase",
        "customers": "20",
        "share": "0.2",
        "share_interval_low": "0.13",
        "share_interval_high": "0.29",
        "progressed": "",
        "small_sample": "True",
    }
    odd = next(csv.DictReader(StringIO(answer_file(ODD, ".csv").content.decode("utf-8-sig"))))
    assert (odd["name"], odd["path"], odd["properties"]) == ("'=HYPERLINK(1)", "å → =b", "a: 1")


def test_a_workbook_has_numbers_shares_and_times_as_what_they_are() -> None:
    book = load_workbook(BytesIO(answer_file(STAGES, ".xlsx", language="sv").content))
    page = book["stages"]
    assert [cell.value for cell in page[1]] == [
        "Skede",
        "Kunder",
        "Andel",
        "Andel, nedre gräns",
        "Andel, övre gräns",
        "Längst hittills",
        "Litet underlag",
    ]
    assert [page["A2"].value, page["A3"].value, page["G3"].value] == ["Upptäckt", "Köp", True]
    assert (page["C2"].value, page["C2"].number_format, page["D2"].number_format) == (0.8, "0.0%", "0.0%")
    assert (page["B2"].value, page["B2"].number_format) == (80, "#,##0")
    odd = load_workbook(BytesIO(answer_file(ODD, ".xlsx").content))["query"]
    assert odd["B2"].value == datetime(2026, 3, 1, 12, 30)  # noqa: DTZ001 - workbooks know no zones
    assert odd["C2"].value == datetime(2026, 3, 1)  # noqa: DTZ001 - as above
    assert odd["D2"].value == "1850-01-01T00:00:00+00:00"
    assert odd["G2"].value == str(2**60 + 1)


def test_a_workbook_says_what_it_rests_on() -> None:
    told = sheets(answer_file(STAGES, ".xlsx", language="sv").content)["om"]
    lines = {row[0]: row[1] for row in reversed(told)}
    assert lines["Fråga"] == "stages"
    assert (lines["Filter"], lines["Filtret som det skrevs"]) == ("kanalen är webbplats", "channel = web")
    assert (lines["Räknat per"], lines["Kunder"], lines["Revision"]) == ("kund", 100, 7)
    assert lines["Från"] == datetime(2026, 1, 1)  # noqa: DTZ001 - workbooks know no zones
    assert lines["Anmärkning"] == "Oplacerade: de som inte har något i något skede."
    assert ("Andel, övre gräns", "andel", "andel av alla", "share_interval_high") in told


def test_csv_has_keys_for_programs_and_speaks_a_language_that_is_named() -> None:
    def head(**wish: str) -> str:
        return answer_file(STAGES, ".csv", **wish).content.decode("utf-8-sig").splitlines()[0]

    assert head().startswith("stage,customers,share,share_interval_low")
    assert head(language="en").startswith('Stage,Customers,Share,"Share, low end"')
    danish = answer_file(STAGES, ".csv", language="da").content.decode("utf-8-sig").splitlines()
    assert danish[1].startswith("Opdagelse,80,0.8,0.71,0.87,20")


def test_a_row_that_says_its_unit_keeps_the_look_of_its_figure() -> None:
    kpis = replace(
        STAGES,
        what="kpis",
        columns=("kpi", "value", "unit", "variant", "channel"),
        rows=(
            {"kpi": "retention_share", "value": 0.4, "unit": "share", "variant": "retention_share", "channel": "app"},
        ),
        measures={"value": Measure("see unit", "see variant")},
    )
    page = load_workbook(BytesIO(answer_file(kpis, ".xlsx", language="nb").content))["kpis"]
    assert page["B2"].number_format == "0.0%"
    assert [cell.value for cell in page[2]][2:] == [
        "andel",
        "andel kunder som kommer tilbake i en senere måned enn sin første",
        "App",
    ]


def test_no_cell_of_a_workbook_is_a_formula_and_what_is_cut_is_said() -> None:
    content = answer_file(ODD, ".xlsx").content
    book = load_workbook(BytesIO(content))
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}.isdisjoint({"f", "e"})
    assert book["query"]["A2"].value == "=HYPERLINK(1)"
    assert len(book["query"]["A3"].value) >= 32_000
    assert any("cut" in str(row[0]) and row[1] == 1 for row in sheets(content)["about"])


def test_parquet_has_types_and_the_envelope() -> None:
    found = pq.read_table(BytesIO(answer_file(STAGES, ".parquet").content))
    assert found.schema.field("customers").type == pa.int64()
    assert found.schema.field("share").metadata == {b"unit": b"share", b"variant": b"share"}
    assert found["share_interval"].to_pylist()[0] == [0.71, 0.87]
    envelope = json.loads(found.schema.metadata[b"resa"])
    assert (envelope["what"], envelope["where"], envelope["revision"]) == ("stages", "channel = web", 7)
    assert "rows" not in envelope
    odd = pq.read_table(BytesIO(answer_file(ODD, ".parquet").content))
    assert odd.schema.field("at").type == pa.timestamp("us", "UTC")
    assert odd["mixed"].to_pylist() == ["1", "two"]
    assert odd["name"].to_pylist()[0] == "=HYPERLINK(1)"
    assert odd["big"].to_pylist() == [2**60 + 1, 3]


def test_json_is_the_envelope() -> None:
    assert json.loads(answer_file(STAGES, ".json").content) == STAGES.to_json()


def test_pictures_speak_the_language() -> None:
    assert "Opdagelse" in answer_file(STAGES, ".svg", language="da").content.decode()
    text = pypdf.PdfReader(BytesIO(answer_file(STAGES, ".pdf", language="da").content)).pages[0].extract_text()
    assert "Opdagelse" in text
    (slide,) = Presentation(BytesIO(answer_file(STAGES, ".pptx", language="da").content)).slides
    notes = slide.notes_slide.notes_text_frame.text
    assert "Filter: kanalen er websted" in notes
    assert "Revision: 7" in notes


def test_a_long_list_goes_on_over_several_slides() -> None:
    stages = ("awareness", "consideration", "purchase", "retention")
    counts = {"provenance": "inferred", "rule": "words", "confidence": 0.9, "interactions": 900}
    rows = tuple(
        {"name": f"place {at}", "channel": "web", "stage": stages[at // 10], "customers": 90 - at, **counts}
        for at in range(40)
    )
    long = Table("touchpoints", tuple(rows[0]), rows, Base(100, 5), NOW, 1)
    slides = Presentation(BytesIO(answer_file(long, ".pptx").content)).slides
    assert len(slides) > 2
    assert len({slide.shapes.title.text_frame.text for slide in slides}) == len(slides)


def test_what_cannot_be_is_refused_with_what_can(tmp_path: Path) -> None:
    with pytest.raises(UnknownAnswerFormError, match=r"\.csv, \.xlsx, \.parquet, \.json, \.svg.*got 'a\.docx'"):
        write_answer(STAGES, tmp_path / "a.docx")
    with pytest.raises(UnknownAnswerFormError, match="got 'csv'"):
        answer_file(STAGES, "csv")
    with pytest.raises(NoPictureError, match=r"\.csv, \.xlsx, \.parquet, \.json, got '\.pptx'"):
        answer_file(ODD, ".pptx")
    with pytest.raises(UsageError, match="--lang en, sv, da, nb, got 'fi'"):
        answer_file(STAGES, ".csv", language="fi")
    with pytest.raises(UnknownThemeError):
        answer_file(STAGES, ".svg", theme="sepia")


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    out = tmp_path / "new" / "Stages.CSV"
    assert write_answer(STAGES, out).rows == 2
    before = out.read_bytes()
    with pytest.raises(NoPictureError):
        write_answer(ODD, out.with_suffix(".pdf"))
    assert write_answer(STAGES, out).bytes == len(before)
    assert [one.name for one in out.parent.iterdir()] == ["Stages.CSV"]
    (tmp_path / "taken").write_text("a file, no folder")
    with pytest.raises(UnwritableAnswerError, match="name another file with --out"):
        write_answer(STAGES, tmp_path / "taken" / "a.csv")


def test_an_answer_without_rows_is_written_in_every_form() -> None:
    empty = Table("stages", ("stage", "customers"), (), Base(0, 0), NOW, 0)
    for form in forms_of("stages"):
        assert answer_file(empty, form, language="sv").content
