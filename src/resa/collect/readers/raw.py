"""What every reader hands out: raw batches, damaged records, and how a file is written."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pyarrow as pa

from resa.model.errors import FailureError

BATCH_ROWS = 262_144


class ReadError(FailureError):
    """A file as a whole can't be read; its classes stand beside the functions that raise them."""

    code: ClassVar[str] = "unreadable"


@dataclass(frozen=True, slots=True)
class DamagedRecord:
    """A record that could not be cut into fields, kept as it stood so that it can be shown and repaired.

    `reason` is stable and for programs: "ragged", "open_quote", "not_json", "not_an_object", "cut_off", "too_long",
    "not_a_message".
    `line` counts from 1, `position` from 0; `text` is decoded with U+FFFD in place of what can't be decoded.
    """

    position: int
    line: int | None
    reason: str
    sentence: str
    text: str


@dataclass(frozen=True, slots=True)
class RawBatch:
    """Records as the source wrote them, in order.

    `rows` has one column a field, named as in the source (without BOM; a repeated name gets " (2)"). Text formats give
    string columns only, unparsed; null is used only where the format tells it from "". Parquet and frames keep their
    types. Later batches of a JSON file may have further columns; the ones seen first stay.

    `position` is the 0-based ordinal of each row in its file, ascending; damaged records take a position too, so that
    len(rows) + len(damaged), summed over the batches, is the number of records in the file. `consumed` is the share
    (0 to 1) of the file read so far. `notes` says what was noticed on the way and concerns no single record.
    """

    rows: pa.Table
    position: np.ndarray
    damaged: tuple[DamagedRecord, ...] = ()
    consumed: float | None = None
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.rows.num_rows != len(self.position):
            raise ValueError(f"expected a position for each of {self.rows.num_rows} rows, got {len(self.position)}")


@dataclass(frozen=True, slots=True)
class FileFormat:
    """How a file is written: what sniffing proposes, a spec stores and a reader must know.

    `kind` is "csv" (any delimiter), "json", "jsonl", "xlsx", "parquet", "xes", "ocel", "mbox", "eml", "notes" or
    "frame".
    All fields are plain, so `dataclasses.asdict` can go to YAML and come back through `FileFormat(**fields)`.
    """

    kind: str
    encoding: str | None = None  # a codec's name; with "utf-8", single lines in another encoding are read all the same
    delimiter: str | None = None  # None: each line is one field
    quote: str | None = None  # None: quotes are ordinary letters
    escape: str | None = None  # the letter before a quote inside a field, where quotes are not doubled
    header_row: int | None = None  # 0-based line on which the names stand; None: there are none
    skip_lines: int = 0  # lines above the first record, where there is no header
    columns: tuple[str, ...] | None = None
    decimal: str | None = None  # "," or ".", None: no evidence
    sheet: str | None = None
    records_path: str | None = None  # JSON: dotted way to the list of records; None: the list or values at the top
    headings: int = 0  # records right below the names that are further headings, as surveys write them
    each: str | None = None  # a column of lists whose elements become the records, such as the lines of an order
    opens: tuple[str, ...] | None = None  # columns of JSON objects whose fields become columns, named "column.field"
    notes: tuple[str, ...] = ()  # what was noticed: "byte order mark", "damaged letters in column city, e.g. …"

    def __post_init__(self) -> None:
        for name in ("columns", "opens", "notes"):  # YAML gives lists back
            listed = getattr(self, name)
            if isinstance(listed, list):
                object.__setattr__(self, name, tuple(listed))


def unique_names(names: list[str]) -> tuple[str, ...]:
    """Returns the names with " (2)", " (3)" … after repeated ones and "column 3" for empty ones.

    >>> unique_names(["id", "name", "name", ""])
    ('id', 'name', 'name (2)', 'column 4')
    """
    taken: set[str] = set()
    unique: list[str] = []
    for number, written in enumerate(names, start=1):
        name = written or f"column {number}"
        candidate, again = name, 1
        while candidate in taken:
            again += 1
            candidate = f"{name} ({again})"
        taken.add(candidate)
        unique.append(candidate)
    return tuple(unique)
