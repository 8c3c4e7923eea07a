"""Journeys held against one of the workspace's maps, or a map in a file, at the command line and in notebooks."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from resa.app.deviations import planned_steps, planned_waits
from resa.app.exporting import kept_map
from resa.app.workspace import Workspace
from resa.mapping.reading.document import read_document
from resa.model.condition import And, Condition
from resa.model.errors import UsageError
from resa.model.journeymap import JourneyMap
from resa.model.table import Table
from resa.store.port import Scope
from resa.understand.deviation import conformance

ENDINGS = (".yaml", ".yml", ".json")


def map_conformance(workspace: Workspace, document: JourneyMap, *, scope: Scope, now: datetime) -> Table:
    """Returns where journeys leave the steps of a map, for those whom its own filter and `scope` keep."""
    root = document.records.get("map")
    own = root.content("where") if root else None
    steps = tuple(planned_steps(document))
    if not steps:
        title = root.content("title") if root else None
        raise UsageError(f"expected a map with steps, got {title!r} without; draw them, or bind some to touchpoints")
    return conformance(
        workspace.engine,
        scope=_narrowed(scope, workspace.scope(own).where),
        now=now,
        catalogue=workspace.catalogue,
        steps=steps,
        waits=tuple(planned_waits(document, workspace=workspace)),
        notes=(f"the map's own filter holds too: {own}",) if own else (),
    )


def _narrowed(scope: Scope, own: Condition | None) -> Scope:
    both = [one for one in (own, scope.where) if one is not None]
    return replace(scope, where=And(tuple(both)) if len(both) > 1 else both[0] if both else None)


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(
            f"expected a map as UTF-8 text in {path}, got other bytes at {error.start}; save it as UTF-8"
        ) from error


def named_map(workspace: Workspace, name: str) -> JourneyMap:
    """Returns the map in a file, or the app's map of that id or title."""
    path = Path(name)
    if path.suffix in ENDINGS and path.is_file():
        return read_document(path.name, _text_of(path)).map
    return kept_map(workspace, name)
