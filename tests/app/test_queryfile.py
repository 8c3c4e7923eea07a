"""A query as a file is the query's rows, written batch by batch, and a file is never half written."""

import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

import resa
from resa.app import queryfile
from resa.app.answerfile import book
from resa.app.answerfile.book import TooManyRowsError
from resa.app.answerfile.write import UnknownAnswerFormError, UnwritableAnswerError
from resa.app.exportedrows import safe
from resa.app.queryfile import write_query
from resa.app.workspace import Workspace, open_workspace
from resa.mapping.export.answerpicture import NoPictureError
from resa.store.engines.local.query import BATCH_ROWS, QueryError

SPEC = {
    "source": "visits",
    "identifiers": [{"column": "customer", "namespace": "customer_number"}],
    "time": {"columns": ["at"], "format": "iso"},
    "properties": ["note"],
    "interactions": [{"name": {"column": "page"}, "channel": {"constant": "web"}, "text": {"column": "note"}}],
}
VISITS = (
    "customer,at,page,note\n"
    "A1,2026-03-01T10:00:00Z,start,=1+1\n"
    "A1,2026-03-02T10:00:00.250Z,köp,\n"
    'A2,2026-03-03T10:00:00Z,start,"a, ""b"""\n'
)
ORDERED = (
    "SELECT customer_code, time, page, text, properties FROM (SELECT *, name AS page FROM interactions) ORDER BY time"
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("queries")
    (folder / "visits.csv").write_text(VISITS, encoding="utf-8")
    resa.open(folder / "w", create=True).add(folder / "visits.csv", spec=SPEC)
    return open_workspace(folder / "w")


@pytest.fixture
def written(workspace: Workspace, tmp_path: Path) -> Callable[..., Path]:
    def write(sql: str, form: str, **options: str) -> Path:
        return write_query(workspace, sql, tmp_path / f"rows{form}", **options).path

    return write


def test_csv_holds_every_row_and_no_formula(written: Callable[..., Path]) -> None:
    rows = list(csv.DictReader(StringIO(written(ORDERED, ".csv").read_text("utf-8-sig"))))
    assert [row["text"] for row in rows] == ["'=1+1", "", 'a, "b"']
    assert [row["time"] + "Z" for row in rows] == [
        "2026-03-01T10:00:00.000000Z",
        "2026-03-02T10:00:00.250000Z",
        "2026-03-03T10:00:00.000000Z",
    ]
    assert rows[0]["properties"] == "note: =1+1"


def test_parquet_keeps_types_and_says_what_was_asked(written: Callable[..., Path], workspace: Workspace) -> None:
    found = pq.read_table(written(ORDERED, ".parquet"))
    assert (
        found.drop_columns("properties").to_pylist()
        == workspace.engine.query(ORDERED).drop_columns("properties").to_pylist()
    )
    assert str(found.schema.field("time").type).startswith("timestamp[us")
    envelope = json.loads(found.schema.metadata[b"resa"])
    assert (envelope["what"], envelope["notes"], envelope["base"]["customers"]) == ("query", [ORDERED], 2)


def test_json_is_the_envelope_with_the_rows_last(written: Callable[..., Path]) -> None:
    told = json.loads(written("SELECT 1 AS a, 'å' AS b UNION ALL SELECT 2, NULL ORDER BY a", ".json").read_bytes())
    assert told["rows"] == [{"a": 1, "b": "å"}, {"a": 2, "b": None}]
    assert list(told)[-1] == "rows"
    assert json.loads(written("SELECT 1 AS a WHERE false", ".json").read_bytes())["rows"] == []


def test_a_workbook_holds_the_rows_and_what_was_asked(written: Callable[..., Path]) -> None:
    book = load_workbook(written(ORDERED, ".xlsx", language="da"))
    assert [row[3].value for row in book["query"].iter_rows(min_row=2)] == ["=1+1", None, 'a, "b"']
    assert ("Bemærkning", ORDERED) in [(row[0].value, row[1].value) for row in book["om"].iter_rows()]


def test_many_batches_are_one_file(written: Callable[..., Path]) -> None:
    count = 2 * BATCH_ROWS + 17
    out = written(f"SELECT range AS n, 'x' || range AS t FROM range({count}) ORDER BY n", ".parquet")
    found = pq.ParquetFile(out)
    assert (found.metadata.num_rows, found.metadata.num_row_groups > 1) == (count, True)
    assert found.read_row_group(found.num_row_groups - 1)["n"][-1].as_py() == count - 1
    lines = written(f"SELECT range AS n FROM range({count}) ORDER BY n", ".csv").read_text("utf-8-sig").splitlines()
    assert (len(lines), lines[-1]) == (count + 1, str(count - 1))


def test_sums_are_numbers_in_every_batch(written: Callable[..., Path]) -> None:
    found = pq.read_table(written("SELECT sum(n) AS s FROM (SELECT 1 AS n UNION ALL SELECT 2)", ".parquet"))
    assert found.to_pylist() == [{"s": 3}]


def test_a_row_that_fails_late_leaves_the_file_that_was_there(written: Callable[..., Path], tmp_path: Path) -> None:
    before = written("SELECT 1 AS a", ".parquet").read_bytes()
    cast = f"CASE WHEN range < {3 * BATCH_ROWS} THEN range ELSE CAST('x' || range AS INT) END"
    late = f"SELECT {cast} AS a FROM range(999999)"
    with pytest.raises(QueryError, match="Could not convert"):
        written(late, ".parquet")
    assert (tmp_path / "rows.parquet").read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["rows.parquet"]


def test_what_a_workbook_cannot_hold_says_what_can(
    written: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(book, "MOST_ROWS", 3)
    with pytest.raises(TooManyRowsError, match=r"at most 3 rows.*\.parquet or \.csv"):
        written("SELECT * FROM range(4)", ".xlsx")
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_is_refused(written: Callable[..., Path], tmp_path: Path) -> None:
    with pytest.raises(NoPictureError, match="query has no picture"):
        written("SELECT 1", ".pptx")
    with pytest.raises(UnknownAnswerFormError):
        written("SELECT 1", ".docx")
    with pytest.raises(QueryError):
        written("DELETE FROM interactions", ".csv")
    (tmp_path / "rows.csv").mkdir()
    with pytest.raises(UnwritableAnswerError):
        written("SELECT 1", ".csv")


def test_columns_of_one_name_stay_two(written: Callable[..., Path]) -> None:
    assert pq.read_table(written("SELECT 1 AS a, 2 AS a", ".parquet")).column_names == ["a", "a_2"]


def test_a_formula_in_a_column_is_told_from_a_number_as_one_by_one() -> None:

    texts = ["=1", " +1", "\ufeff-1", "\u00a0@x", "\t=1", "\r", "\n=1", "|x", "%x", "a=1", "", " ", "1-1", None]
    column = queryfile._column(pa.chunked_array([texts]))
    assert column.to_pylist() == [safe(one) for one in texts]
