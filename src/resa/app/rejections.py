"""Rejected records with their own words, so that somebody can see what to mend and where."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

import pyarrow as pa

from resa.app.exportedrows import csv_of
from resa.app.ledger import rejected
from resa.app.permission import Act, Person, require
from resa.app.serving import ServedWorkspace
from resa.app.workspace import Workspace
from resa.model.errors import UnknownNameError
from resa.model.table import Table
from resa.store.segment import REJECTED_TABLE, read

MOST = 500
LONGEST_TEXT = 400


def rejections(
    person: Person, served: ServedWorkspace, *, source: str | None = None, after: int = 0, most: int = MOST
) -> Table:
    """Returns faults of rejected records with the records' `row`; `after` counts those already seen.

    A note says how many there are in all.
    """
    require(person, Act.SEE_CUSTOMERS)

    def found(workspace: Workspace) -> Table:
        whole = rejected(workspace, source=source)
        rows = tuple(islice(_with_rows(workspace, source), after, after + min(most, MOST)))
        note = f"{len(whole.rows)} in all, shown from {after + 1} on"
        return replace(whole, columns=(*whole.columns, "row"), rows=rows, notes=(*whole.notes, note))

    return served.ask(found)


def rejections_csv(person: Person, served: ServedWorkspace, *, source: str) -> bytes:
    """Returns every rejected record of a source as CSV: its own columns, then what is wrong with it."""
    require(person, Act.SEE_CUSTOMERS)
    rows = served.ask(lambda workspace: list(_with_rows(workspace, source)))
    own = dict.fromkeys(name for row in rows for name in row["row"])
    told = ("file", "position", "reason", "field", "found", "sentence")
    columns = [*own, *(f"resa {name}" for name in told)]
    return csv_of(columns, ({**row["row"], **{f"resa {name}": row[name] for name in told}} for row in rows))


def _with_rows(workspace: Workspace, source: str | None) -> Iterator[dict[str, Any]]:
    segments = workspace.engine.current().manifest.segments
    known = {segment.source for segment in segments}
    if source is not None and source not in known:
        raise UnknownNameError("source", source, known=known)
    for segment in segments:
        if REJECTED_TABLE not in segment.tables or source not in (None, segment.source):
            continue
        records = workspace.engine.log.records(segment.id)
        for fault in read(workspace.engine.workspace, segment.tables[REJECTED_TABLE]).to_pylist():
            at = fault.pop("record")
            place = {"file": records["_file"][at].as_py(), "position": records["_position"][at].as_py()}
            yield {"source": segment.source, **place, **fault, "row": _row(records, at)}


def _row(records: pa.Table, at: int) -> dict[str, Any]:
    """Returns a record by its own columns, or the text of one that could not be cut into columns."""
    damaged = records["_damaged"][at].as_py()
    if damaged is not None:
        return {"record": damaged[:LONGEST_TEXT]}
    own = [name for name in records.column_names if not name.startswith("_")]
    found = {name: records[name][at].as_py() for name in own}
    return {name: _cut(content) for name, content in found.items() if content is not None}


def _cut(content: Any) -> Any:
    if isinstance(content, bool | int | float):
        return content
    text = str(content)
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"
