"""Proves a workspace: every record accounted for, every file whole, every figure equal to a fresh start."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from resa.app.workspace import Workspace
from resa.model.measurement import Base
from resa.model.table import Table
from resa.store.port import Scope
from resa.understand.path import transitions


def check(workspace: Workspace) -> Table:
    """Returns a row for each claim about the workspace: whether it holds, and what was seen."""
    files = _files(workspace)
    figures = [_figures(workspace)] if files["holds"] else []  # nothing can be counted afresh from damaged files
    rows = [*_accounts(workspace), files, _settings(workspace), *figures]
    return Table(
        what="check",
        columns=("claim", "holds", "seen"),
        rows=tuple(rows),
        base=workspace.base if files["holds"] else Base(0, 0),
        as_of=workspace.now(),
        revision=workspace.engine.revision,
    )


def _accounts(workspace: Workspace) -> Iterator[dict[str, Any]]:
    """Received = stored + duplicate + rejected + suppressed + erased, for each source."""
    totals: dict[str, list[int]] = {}
    faults: dict[str, list[str]] = {}
    for line in workspace.engine.ledger():
        ends = (line.received, line.stored, line.duplicates, line.rejected, line.suppressed, line.erased)
        totals[line.source] = [a + b for a, b in zip(totals.get(line.source, [0] * 6), ends, strict=True)]
        faults.setdefault(line.source, []).extend(line.faults)
    for source, total in sorted(totals.items()):
        received, stored, duplicates, rejected, suppressed, erased = total
        seen = (
            f"{received:,} received = {stored:,} stored + {duplicates:,} duplicates + {rejected:,} rejected"
            f" + {suppressed:,} suppressed + {erased:,} erased"
        )
        holds = received == sum(total[1:]) and not faults[source]
        yield {
            "claim": f"every record of {source} is accounted for",
            "holds": holds,
            "seen": "; ".join([seen, *faults[source]]),
        }


def _files(workspace: Workspace) -> dict[str, Any]:
    faults = workspace.engine.damaged()
    segments = len(workspace.engine.current().manifest.segments)
    seen = "; ".join(faults) or f"{segments} segments as they were written"
    return {"claim": "every file of the log is whole", "holds": not faults, "seen": seen}


def _settings(workspace: Workspace) -> dict[str, Any]:
    faults = workspace.knowledge.faults
    return {"claim": "every settings file reads well", "holds": not faults, "seen": "; ".join(faults) or "all of them"}


def _figures(workspace: Workspace) -> dict[str, Any]:
    """The transitions that questions get equal those of a journey store built afresh."""
    engine, now = workspace.engine, workspace.now()
    live = transitions(engine, scope=Scope(), now=now).rows
    with tempfile.TemporaryDirectory(prefix="resa-check-") as scratch:
        fresh = transitions(engine.rebuilt(Path(scratch)), scope=Scope(), now=now).rows
    holds = live == fresh
    seen = "transitions are the same" if holds else "transitions differ: delete the folder journeys and open again"
    return {"claim": "figures equal a rebuild", "holds": holds, "seen": seen}
