"""Reads any file whose format is known."""

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from resa.collect.readers.delimited import read_delimited
from resa.collect.readers.json_text import read_json
from resa.collect.readers.layout import from_position, laid_out
from resa.collect.readers.mail import read_mail
from resa.collect.readers.notes import read_notes
from resa.collect.readers.ocel import read_ocel
from resa.collect.readers.opening import InputFile, as_input
from resa.collect.readers.parquet import read_parquet
from resa.collect.readers.raw import BATCH_ROWS, FileFormat, RawBatch
from resa.collect.readers.workbook import read_workbook
from resa.collect.readers.xes import read_xes
from resa.model.errors import UsageError

KINDS = ("csv", "json", "jsonl", "xlsx", "parquet", "xes", "ocel", "mbox", "eml", "notes")
"""The kinds of files that are read."""


class UnknownKindError(UsageError):
    """A file format that names a kind nobody reads."""

    code: ClassVar[str] = "unknown_kind"


def read(
    path: str | Path | InputFile, file_format: FileFormat, *, batch_rows: int = BATCH_ROWS, start_at: int = 0
) -> Iterator[RawBatch]:
    """Yields the records of a file from position `start_at` on, in batches of at most `batch_rows` rows.

    At least one batch comes, an empty one where the file has no records. Memory is bounded by the batch (or 64 MB of
    text, whichever is less) and the longest record; a packed Parquet file or workbook goes through a temporary file.
    """
    file = as_input(path)
    if file_format.headings:
        whole = _read(file, file_format, batch_rows=batch_rows, start_at=0)
        yield from from_position(laid_out(whole, file_format), start_at)
    else:
        yield from laid_out(_read(file, file_format, batch_rows=batch_rows, start_at=start_at), file_format)


def _read(file: InputFile, file_format: FileFormat, *, batch_rows: int, start_at: int) -> Iterator[RawBatch]:
    match file_format.kind:
        case "csv":
            yield from read_delimited(file, file_format=file_format, batch_rows=batch_rows, start_at=start_at)
        case "json" | "jsonl":
            yield from read_json(file, file_format=file_format, batch_rows=batch_rows, start_at=start_at)
        case "xlsx":
            yield from read_workbook(file, file_format=file_format, batch_rows=batch_rows, start_at=start_at)
        case "parquet":
            yield from read_parquet(file, batch_rows=batch_rows, start_at=start_at)
        case "xes":
            yield from read_xes(file, file_format=file_format, batch_rows=batch_rows, start_at=start_at)
        case "mbox" | "eml":
            yield from read_mail(file, file_format=file_format, batch_rows=batch_rows, start_at=start_at)
        case "notes":
            yield from read_notes(file, file_format=file_format, batch_rows=batch_rows, start_at=start_at)
        case "ocel":
            yield from read_ocel(file, file_format=file_format, batch_rows=batch_rows, start_at=start_at)
        case other:
            raise UnknownKindError(
                f"expected a kind among {', '.join(KINDS)}, got {other!r} for {file.name}; correct `kind` in its spec"
            )
