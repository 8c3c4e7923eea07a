"""What a query finds as a file, written batch by batch: it may be larger than memory."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from resa.app.answerfile.about import about
from resa.app.answerfile.book import AnswerBook
from resa.app.answerfile.columns import Column
from resa.app.answerfile.parquet import COMPRESSION, described
from resa.app.answerfile.write import (
    JSON_OPTIONS,
    WrittenAnswer,
    form_of,
    forms_of,
    known_language,
    require_drawable,
    unwritable,
)
from resa.app.exportedrows import FORMULA_PATTERN, safe
from resa.app.query import with_numbers
from resa.app.workspace import Workspace
from resa.model.table import Table
from resa.store.durable import replacing

QUERY = "query"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class _Batches:
    """The batches of a query with numbers that every program knows, counted as they go by."""

    def __init__(self, found: Any) -> None:
        self.schema = with_numbers(found.schema.empty_table()).schema
        self.rows = 0
        self._found = found

    def __iter__(self) -> Iterator[pa.Table]:
        """Yields each batch as a table."""
        for batch in self._found:
            self.rows += len(batch)
            yield with_numbers(pa.Table.from_batches([batch])).cast(self.schema)

    def each(self) -> Iterator[dict[str, Any]]:
        """Yields the rows, one batch in memory at a time."""
        for batch in self:
            yield from batch.to_pylist(maps_as_pydicts="lossy")


def write_query(workspace: Workspace, sql: str, path: Path, *, language: str = "en") -> WrittenAnswer:
    """Writes the rows of one SELECT in the form that the file's ending names: .csv, .xlsx, .parquet or .json.

    A file that is there is replaced at the end, or stays as it is where something fails. Memory holds one batch of
    65,536 rows, however many there are; a workbook holds 1,048,575.
    """
    form = form_of(path, known=forms_of(QUERY))
    require_drawable(QUERY, form)
    told = Table(QUERY, (), (), workspace.base, workspace.now(), workspace.engine.revision, notes=(sql,))
    spoken = known_language(language)
    with closing(workspace.engine.running_query(sql, stages=workspace.stage_of)) as found:
        batches = _Batches(found)
        try:
            with replacing(path) as beside:
                _WRITERS[form](batches, beside, replace(told, columns=tuple(batches.schema.names)), spoken)
        except OSError as error:
            raise unwritable(path, error) from error
    return WrittenAnswer(path, path.stat().st_size, batches.rows)


def _parquet(batches: _Batches, out: Path, told: Table, _: str) -> None:
    schema = described(batches.schema, told)
    with pq.ParquetWriter(out, schema, compression=COMPRESSION) as writer:
        for batch in batches:
            writer.write_table(batch.replace_schema_metadata(schema.metadata))


def _csv(batches: _Batches, out: Path, told: Table, _: str) -> None:
    options = pacsv.WriteOptions(include_header=False, quoting_style="needed")
    head = pa.table({str(at): [safe(name)] for at, name in enumerate(told.columns)})
    with out.open("wb") as file:
        file.write(_BYTE_ORDER_MARK)
        pacsv.write_csv(head, file, options)
        for batch in batches:
            pacsv.write_csv(_harmless(batch), file, options)


def _harmless(batch: pa.Table) -> pa.Table:
    """Returns the batch with texts that no program takes for a formula; lists and maps become texts too."""
    columns = [_column(column) for column in batch.columns]
    return pa.table({str(at): column for at, column in enumerate(columns)})


def _column(column: pa.ChunkedArray) -> pa.ChunkedArray:
    kind = column.type
    if pa.types.is_dictionary(kind):
        return _column(column.cast(kind.value_type))
    if pa.types.is_timestamp(kind):
        return pc.strftime(column, "%Y-%m-%dT%H:%M:%S" + ("Z" if kind.tz else ""))
    if pa.types.is_nested(kind) or pa.types.is_binary(kind):
        return pa.chunked_array(
            [pa.array([safe(one) for one in column.to_pylist(maps_as_pydicts="lossy")], pa.string())]
        )
    if not pa.types.is_string(kind):
        return column
    signed = pc.match_substring_regex(column, FORMULA_PATTERN)
    return pc.if_else(signed, pc.binary_join_element_wise("'", column, ""), column)


def _xlsx(batches: _Batches, out: Path, told: Table, language: str) -> None:
    columns = [Column(name, None, name) for name in told.columns]
    with AnswerBook(str(out), columns, sheet=told.what, language=language) as book:
        book.add(batches.each())
        book.describe(about(told, language=language, rows=batches.rows))


def _json(batches: _Batches, out: Path, told: Table, _: str) -> None:
    """Writes the envelope around its rows, which come last but for nothing."""
    envelope = told.to_json()
    before = {name: one for name, one in envelope.items() if name != "rows"}
    head = orjson.dumps(before, option=JSON_OPTIONS, default=str).removesuffix(b"\n}")
    with out.open("wb") as file:
        file.write(head + b',\n  "rows": [')
        for number, row in enumerate(batches.each()):
            file.write(
                (b",\n    " if number else b"\n    ") + orjson.dumps(row, option=orjson.OPT_NON_STR_KEYS, default=str)
            )
        file.write(b"\n  ]\n}\n")


_WRITERS: Mapping[str, Callable[[_Batches, Path, Table, str], None]] = {
    ".parquet": _parquet,
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".json": _json,
}
