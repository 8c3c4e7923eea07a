"""What became of every record that was received."""

from datetime import datetime
from typing import Any

import pyarrow.compute as pc

from resa.app.workspace import Workspace
from resa.model.errors import UnknownNameError
from resa.model.table import Table
from resa.store.segment import REJECTED_TABLE, read


def sources(workspace: Workspace) -> Table:
    """Returns a row for each source: how its records ended, what they yielded, and when the newest one happened."""
    totals: dict[str, dict[str, Any]] = {}
    for line in workspace.engine.ledger():
        row = totals.setdefault(
            line.source,
            dict.fromkeys(("received", "stored", "duplicates", "rejected", "suppressed", "erased"), 0)
            | {"yielded": {}},
        )
        for end in ("received", "stored", "duplicates", "rejected", "suppressed", "erased"):
            row[end] += getattr(line, end)
        for kind, count in line.yielded.items():
            row["yielded"][kind] = row["yielded"].get(kind, 0) + count
    newest = newest_by_source(workspace)
    rows = [{"source": name, **row, "newest": newest[name][0]} for name, row in sorted(totals.items())]
    columns = ("source", "received", "stored", "duplicates", "rejected", "suppressed", "erased", "yielded", "newest")
    return _table(workspace, "sources", columns=columns, rows=rows)


def newest_by_source(workspace: Workspace) -> dict[str, tuple[datetime | None, int]]:
    """Returns when the newest interaction of each source happened, and how many it has."""
    found: dict[str, tuple[datetime | None, int]] = {}
    for segment in workspace.engine.current().manifest.segments:
        latest, count = found.get(segment.source, (None, 0))
        if segment.interactions:
            times = read(workspace.engine.workspace, segment.tables["interactions"], columns=["time"])["time"]
            newest = pc.max(times).as_py()
            latest = newest if latest is None else max(latest, newest)
        found[segment.source] = (latest, count + segment.interactions)
    return found


def rejected(workspace: Workspace, *, source: str | None = None) -> Table:
    """Returns every rejected record's faults: where it stands, what was found and expected, and what to do."""
    rows: list[dict[str, Any]] = []
    known = {segment.source for segment in workspace.engine.current().manifest.segments}
    if source is not None and source not in known:
        raise UnknownNameError("source", source, known=known)
    for segment in workspace.engine.current().manifest.segments:
        if REJECTED_TABLE not in segment.tables or source not in (None, segment.source):
            continue
        records = workspace.engine.log.records(segment.id)
        for fault in read(workspace.engine.workspace, segment.tables[REJECTED_TABLE]).to_pylist():
            at = fault.pop("record")
            place = {"file": records["_file"][at].as_py(), "position": records["_position"][at].as_py()}
            rows.append({"source": segment.source, **place, **fault})
    columns = ("source", "file", "position", "reason", "field", "found", "sentence")
    return _table(workspace, "rejected", columns=columns, rows=rows)


def _table(workspace: Workspace, what: str, *, columns: tuple[str, ...], rows: list[dict[str, Any]]) -> Table:
    return Table(
        what=what,
        columns=columns,
        rows=tuple(rows),
        base=workspace.base,
        as_of=workspace.now(),
        revision=workspace.engine.revision,
    )
