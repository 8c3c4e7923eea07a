"""A planned map against the journeys that people really took."""

from collections.abc import Iterator

from resa.app.figures import MapFilter, filter_text
from resa.app.maps import show_map
from resa.app.permission import Act, Person, require
from resa.app.personal import require_filter
from resa.app.savedquery import InvalidQueryError, joined, saved_query
from resa.app.serving import ServedWorkspace
from resa.app.workspace import Workspace
from resa.model.journeymap import JourneyMap, MapRecord, RecordKind
from resa.understand.deviation import Deviations, PlannedStep, PlannedWait, deviations


def map_deviations(person: Person, served: ServedWorkspace, map_id: str, *, asked: MapFilter) -> Deviations:
    """Returns where journeys leave the steps of a map, for those whom its own filter and the filter bar keep."""
    require(person, Act.SEE_MAPS)
    require_filter(person, asked.where)
    document = show_map(person, served, map_id).map
    return served.ask(lambda workspace: deviations_of(document, workspace=workspace, asked=asked))


def deviations_of(document: JourneyMap, *, workspace: Workspace, asked: MapFilter) -> Deviations:
    """Returns the same for a document."""
    root = document.records.get("map")
    where = joined(root.content("where") if root else None, filter_text(asked, document=document))
    return deviations(
        workspace.engine,
        scope=workspace.scope(where),
        catalogue=workspace.catalogue,
        steps=tuple(planned_steps(document)),
        waits=tuple(planned_waits(document, workspace=workspace)),
    )


def planned_steps(document: JourneyMap) -> Iterator[PlannedStep]:
    """Yields the steps of a map in their order: stage by stage, each followed by its sub-steps."""
    stages = {stage.id: number for number, stage in enumerate(document.of_kind(RecordKind.STAGE))}
    below: dict[str | None, list[MapRecord]] = {}
    for step in document.of_kind(RecordKind.STEP):
        below.setdefault(step.content("parent"), []).append(step)
    first = sorted(below.get(None, []), key=lambda step: stages.get(str(step.content("stage")), len(stages)))

    def walked(steps: list[MapRecord], seen: frozenset[str]) -> Iterator[PlannedStep]:
        for step in steps:
            if step.id not in seen:
                yield PlannedStep(step.id, str(step.content("name") or ""), step.content("touchpoint"))
                yield from walked(below.get(step.id, []), seen | {step.id})

    yield from walked(first, frozenset())


def planned_waits(document: JourneyMap, *, workspace: Workspace) -> Iterator[PlannedWait]:
    """Yields the waits that a cell asks for and sets a target in seconds."""
    for cell in document.of_kind(RecordKind.CELL):
        written, target = cell.content("query"), cell.content("target")
        if target is None or not isinstance(written, dict) or written.get("what") != "waits":
            continue
        try:
            query = saved_query(written, workspace=workspace)
        except InvalidQueryError:  # the cell itself says so, with its faults
            continue
        yield PlannedWait(cell.id, query.start or "", query.end or "", float(target))
