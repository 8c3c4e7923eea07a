"""What simple forms can hold of a map: who walks which steps of which stages, and how they feel there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from resa.mapping import mapwords
from resa.mapping.export.loss import LossList
from resa.mapping.mapgrid import steps_below
from resa.model.journeymap import JourneyMap, MapRecord, RecordKind

FEELING_LANES = ("emotion", "feeling")


@dataclass(frozen=True, slots=True)
class Feeling:
    """How somebody feels at a step, -2 to 2; `persona` is None for everybody."""

    level: float
    persona: str | None
    text: str | None
    record: str


@dataclass(frozen=True, slots=True)
class SketchStep:
    """A step with what is felt there."""

    record: MapRecord
    name: str
    feelings: tuple[Feeling, ...]


@dataclass(frozen=True, slots=True)
class SketchStage:
    """A stage with its steps from left to right."""

    record: MapRecord
    name: str
    steps: tuple[SketchStep, ...]


@dataclass(frozen=True, slots=True)
class Sketch:
    """A map as steps. `personas` are names by record id."""

    title: str
    is_planned: bool
    stages: tuple[SketchStage, ...]
    personas: Mapping[str, str]
    used: frozenset[str]
    """Ids of the records that the sketch holds, those of feelings included."""


def sketch_of(journey_map: JourneyMap, *, language: str) -> Sketch:
    """Returns the sketch of a map; of a step the first curve counts that says something, drawn ones before measured."""
    own = next(iter(journey_map.of_kind(RecordKind.MAP)), None)
    feelings = _feelings(journey_map)
    steps = journey_map.of_kind(RecordKind.STEP)
    stages = tuple(
        SketchStage(
            stage,
            mapwords.stage_name(stage, language=language),
            tuple(
                SketchStep(step, str(step.content("name")), tuple(feelings.get(step.id, ())))
                for step in steps_below(steps, stage=stage.id)
            ),
        )
        for stage in journey_map.of_kind(RecordKind.STAGE)
    )
    felt = {one.record for told in feelings.values() for one in told}
    lanes = {str(journey_map.records[one].content("lane")) for one in felt}
    held = {
        one.id
        for kind in (RecordKind.STAGE, RecordKind.STEP, RecordKind.PERSONA, RecordKind.MAP)
        for one in journey_map.of_kind(kind)
    }
    personas = {one.id: str(one.content("name") or "") for one in journey_map.of_kind(RecordKind.PERSONA)}
    return Sketch(
        title=str(own.content("title") or "") if own else "",
        is_planned=bool(own and own.content("is_planned")),
        stages=stages,
        personas={name: told for name, told in personas.items() if told.strip()},
        used=frozenset(held | felt | lanes),
    )


def note_losses(
    journey_map: JourneyMap, sketch: Sketch, *, losses: LossList, language: str, also: frozenset[str] = frozenset()
) -> None:
    """Notes every record that a sketch does not hold, by lane; `also` are records that the form holds beyond it."""
    lanes = {one.id: mapwords.lane_name(one, language=language) for one in journey_map.of_kind(RecordKind.LANE)}
    for record in journey_map.records.values():
        if record.id in sketch.used or record.id in also:
            continue
        if record.kind in (RecordKind.CARD, RecordKind.CELL):
            lane = lanes[str(record.content("lane"))]
            losses.add(f"{record.kind}s of the lane {lane!r} are not held", str(record.content("text") or ""))
        elif record.kind is RecordKind.LANE:
            losses.add("lanes are not held", lanes[record.id])
        else:
            losses.add(f"records of kind {record.kind} are not held", str(record.content("text") or ""))


def _feelings(journey_map: JourneyMap) -> dict[str, list[Feeling]]:
    """Returns what is felt at each step, everybody's first, at most once a persona."""
    kinds = {one.id: str(one.content("shows")) for one in journey_map.of_kind(RecordKind.LANE)}
    is_planned = any(bool(one.content("is_planned")) for one in journey_map.of_kind(RecordKind.MAP))
    cells = [
        one
        for one in journey_map.of_kind(RecordKind.CELL)
        if one.content("step") and kinds[str(one.content("lane"))] in FEELING_LANES
    ]
    found: dict[str, list[Feeling]] = {}
    for cell in sorted(cells, key=lambda one: FEELING_LANES.index(kinds[str(one.content("lane"))])):
        planned = cell.content("is_planned")
        level = _level(cell)
        if level is None or (planned is not None and planned != is_planned):
            continue
        told = found.setdefault(str(cell.content("step")), [])
        persona = cell.content("persona")
        if all(one.persona != persona for one in told):
            told.append(Feeling(level, persona, cell.content("text"), cell.id))
    return found


def _level(cell: MapRecord) -> float | None:
    level = cell.content("level")
    if level is None:
        measured = cell.content("measurement")
        level = measured.get("figure") if isinstance(measured, dict) else None
    is_level = isinstance(level, int | float) and not isinstance(level, bool) and abs(level) <= 2
    return float(level) if is_level else None


def all_steps(sketch: Sketch) -> Iterator[SketchStep]:
    """Yields the steps of all stages from left to right."""
    for stage in sketch.stages:
        yield from stage.steps
